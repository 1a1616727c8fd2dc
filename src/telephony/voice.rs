//! Voices. A provider and voice that do not belong together make Twilio drop the call, so a voice
//! can only be had by a name of this table.

/// ElevenLabs' fastest model for speech in a call.
const MODEL: &str = "flash_v2_5";

/// ElevenLabs' public voices.
const VOICES: &[Voice] = &[
    voice("adam", "pNInz6obpgDQGcFmaJgB", "en-US"),
    voice("brian", "nPczCjzI2devNBz1zQrb", "en-US"),
    voice("will", "bIHbv24MWmeRgasZH58o", "en-US"),
    voice("chris", "iP95p4xoKVk53GoZ742B", "en-US"),
    voice("eric", "cjVigY5qzO86Huf0OWal", "en-US"),
    voice("bill", "pqHfZKP75CvOlQylNhV4", "en-US"),
    voice("daniel", "onwK4e9ZLuTAKqWW03F9", "en-GB"),
    voice("lily", "pFZP5JQG7iQjIQuC4Bku", "en-GB"),
    voice("sarah", "EXAVITQu4vr4xnSDxMaL", "en-US"),
    voice("jessica", "cgSgspJ2msm6clMCkdW9", "en-US"),
    voice("bella", "hpp4J3VqNfWAUOO0d1Us", "en-US"),
];

/// A voice that the carrier can speak with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    name: &'static str,
    id: &'static str,
    language: &'static str,
}

const fn voice(name: &'static str, id: &'static str, language: &'static str) -> Voice {
    Voice { name, id, language }
}

impl Voice {
    /// The voice of that name, in whatever case.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        VOICES
            .iter()
            .copied()
            .find(|voice| voice.name.eq_ignore_ascii_case(name))
    }

    /// All that a persona may be given.
    pub fn all() -> &'static [Self] {
        VOICES
    }

    pub fn name(self) -> &'static str {
        self.name
    }

    /// What ConversationRelay's `ttsProvider` must be for it.
    pub fn provider(self) -> &'static str {
        "ElevenLabs"
    }

    /// The value of ConversationRelay's `voice`: `voiceId-model`.
    pub fn attribute(self) -> String {
        format!("{}-{MODEL}", self.id)
    }

    /// The accent that it speaks in, as a BCP 47 tag.
    pub fn language(self) -> &'static str {
        self.language
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::persona::catalog;

    #[test]
    fn every_persona_of_the_release_has_a_voice() {
        for starter in catalog() {
            let voice = starter.persona.voice;
            assert!(Voice::named(&voice).is_some(), "{voice}");
        }
    }

    #[test]
    fn a_voice_outside_the_table_cannot_be_spoken_with() {
        assert_eq!(Voice::named("pNInz6obpgDQGcFmaJgB"), None);
        assert_eq!(Voice::named("adam\" interruptible=\"none"), None);
        let adam = Voice::named(" Adam ").unwrap();
        assert_eq!(adam.attribute(), "pNInz6obpgDQGcFmaJgB-flash_v2_5");
        assert_eq!(adam.provider(), "ElevenLabs");
    }

    #[test]
    fn no_two_voices_share_a_name_or_an_id() {
        for (index, one) in VOICES.iter().enumerate() {
            for other in &VOICES[index + 1..] {
                assert!(one.name != other.name && one.id != other.id, "{one:?}");
            }
        }
    }
}
