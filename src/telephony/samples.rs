//! What voices sound like, as the setting `VOICE_SAMPLES` says it.

use std::collections::BTreeMap;

use super::voice::Voice;
use crate::failure::Failure;

/// Where a sample of a voice lies, by the voice's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Samples(BTreeMap<&'static str, String>);

impl Samples {
    /// JSON: names of voices, and the addresses of sound files; empty: none.
    ///
    /// # Errors
    /// `Conflict` where it is another thing.
    pub fn parse(setting: &str) -> Result<Self, Failure> {
        if setting.trim().is_empty() {
            return Ok(Self::default());
        }
        let named: Option<BTreeMap<String, String>> = serde_json::from_str(setting).ok();
        let samples = named.into_iter().flatten().map(|(name, address)| {
            let voice = Voice::named(&name).filter(|_| is_address(&address))?;
            Some((voice.name(), address))
        });
        let samples: Option<BTreeMap<_, _>> = samples.collect();
        samples.filter(|samples| !samples.is_empty()).map(Self).ok_or_else(|| {
            let why = "VOICE_SAMPLES should be voices with the addresses of sound files, such as \
                       `{\"adam\": \"https://voices.example/adam.mp3\"}`.";
            Failure::conflict(why)
        })
    }

    /// Where the sample of that voice lies.
    pub fn of(&self, voice: &str) -> Option<&str> {
        let voice = Voice::named(voice)?;
        self.0.get(voice.name()).map(String::as_str)
    }
}

fn is_address(text: &str) -> bool {
    ["https://", "http://127.0.0.1:", "http://localhost:"]
        .iter()
        .any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_is_heard_where_its_sample_is_named() {
        let samples = Samples::parse(r#"{"Adam": "https://voices.example/a.mp3"}"#).unwrap();
        assert_eq!(samples.of("adam"), Some("https://voices.example/a.mp3"));
        assert_eq!(samples.of("lily"), None);
        assert_eq!(samples.of("nobody's"), None);
        assert_eq!(Samples::parse(" ").unwrap(), Samples::default());
    }

    #[test]
    fn what_is_no_table_of_samples_is_told() {
        for setting in [
            "{",
            "[]",
            "{}",
            r#"{"adam": "file:///etc"}"#,
            r#"{"hal": "https://a.example"}"#,
        ] {
            let told = Samples::parse(setting).unwrap_err().to_string();
            assert!(told.contains("VOICE_SAMPLES"), "{setting}: {told}");
        }
    }
}
