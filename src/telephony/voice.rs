//! Voices. A provider and voice that do not belong together make Twilio drop the call, so a voice
//! can only be had by a name of this table.

use super::language::Language;

/// ElevenLabs' fastest model for speech in a call.
const MODEL: &str = "flash_v2_5";

/// ElevenLabs' public voices.
const VOICES: &[Voice] = &[
    voice("adam", "pNInz6obpgDQGcFmaJgB", MAN),
    voice("brian", "nPczCjzI2devNBz1zQrb", MAN),
    voice("will", "bIHbv24MWmeRgasZH58o", MAN),
    voice("chris", "iP95p4xoKVk53GoZ742B", MAN),
    voice("eric", "cjVigY5qzO86Huf0OWal", MAN),
    voice("bill", "pqHfZKP75CvOlQylNhV4", MAN),
    voice("daniel", "onwK4e9ZLuTAKqWW03F9", BRITISH_MAN),
    voice("lily", "pFZP5JQG7iQjIQuC4Bku", BRITISH_WOMAN),
    Voice::HOUSE,
    voice("jessica", "cgSgspJ2msm6clMCkdW9", WOMAN),
    voice("bella", "hpp4J3VqNfWAUOO0d1Us", WOMAN),
];

/// What kind of voice it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kind {
    language: &'static str,
    label: &'static str,
    is_a_woman: bool,
}

const MAN: Kind = Kind {
    language: "en-US",
    label: "a man, American",
    is_a_woman: false,
};
const WOMAN: Kind = Kind {
    language: "en-US",
    label: "a woman, American",
    is_a_woman: true,
};
const BRITISH_MAN: Kind = Kind {
    language: "en-GB",
    label: "a man, British",
    is_a_woman: false,
};
const BRITISH_WOMAN: Kind = Kind {
    language: "en-GB",
    label: "a woman, British",
    is_a_woman: true,
};

/// A voice that the carrier can speak with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    name: &'static str,
    id: &'static str,
    kind: Kind,
}

const fn voice(name: &'static str, id: &'static str, kind: Kind) -> Voice {
    Voice { name, id, kind }
}

impl Voice {
    /// Says what no persona says.
    pub const HOUSE: Self = voice("sarah", "EXAVITQu4vr4xnSDxMaL", WOMAN);

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

    /// What it speaks in, as a BCP 47 tag: English in its own accent.
    pub fn tag(self, language: Language) -> &'static str {
        language.tag(self.kind.language)
    }

    /// How it is offered to people: "Adam, a man, American".
    pub fn label(self) -> String {
        let mut letters = self.name.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        let name: String = first.into_iter().chain(letters).collect();
        format!("{name}, {}", self.kind.label)
    }

    /// The value of `<Say>`'s `voice`, where the carrier speaks by itself: the one of its own that comes
    /// nearest.
    pub fn plain(self, language: Language) -> &'static str {
        let (man, woman) = match (language, self.kind.language) {
            (Language::English, "en-GB") => ("Polly.Brian-Neural", "Polly.Amy-Neural"),
            (Language::English, _) => ("Polly.Matthew-Neural", "Polly.Joanna-Neural"),
            (Language::Spanish, _) => ("Polly.Pedro-Neural", "Polly.Lupe-Neural"),
            (Language::French, _) => ("Polly.Remi-Neural", "Polly.Lea-Neural"),
            (Language::German, _) => ("Polly.Daniel-Neural", "Polly.Vicki-Neural"),
            (Language::Italian, _) => ("Polly.Adriano-Neural", "Polly.Bianca-Neural"),
            (Language::Portuguese, _) => ("Polly.Thiago-Neural", "Polly.Camila-Neural"),
        };
        if self.kind.is_a_woman { woman } else { man }
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
        assert_eq!(adam.label(), "Adam, a man, American");
        assert_eq!(adam.plain(Language::English), "Polly.Matthew-Neural");
        let lily = Voice::named("lily").unwrap();
        assert_eq!(lily.tag(Language::English), "en-GB");
        assert_eq!(lily.tag(Language::German), "de-DE");
        assert_eq!(lily.plain(Language::German), "Polly.Vicki-Neural");
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
