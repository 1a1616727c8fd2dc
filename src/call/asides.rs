//! What is said beside the talk: sounds of listening, the wish for a moment, and what only a machine
//! that takes messages says.

use super::phrases;
use crate::telephony::language::Language;

/// What a listener says while the other one speaks.
#[rustfmt::skip]
const SOUNDS: &[&str] = &[
    "mm", "mmm", "mhm", "mmhm", "hm", "hmm", "uh", "huh", "ah", "aha", "oh", "ooh", "yeah", "yea", "yep", "yup",
    "ok", "okay", "right", "sure", "wow", "really", "nice", "cool", "exactly", "totally", "true", "indeed",
    "i", "see", "got", "it",
];
/// As many words of them are still a sound of listening.
const MOST_SOUNDS: usize = 3;

#[rustfmt::skip]
const WAITS: &[&str] = &[
    "hold on", "hang on", "bear with me", "one moment", "one second", "one sec", "one minute", "just a moment",
    "just a second", "just a sec", "just a minute", "give me a moment", "give me a second", "give me a sec",
    "give me a minute", "wait a moment", "wait a second", "wait a sec", "wait a minute", "be right back",
    "i'll be right back", "someone's at the door", "let me check", "let me look",
];
/// Who says more than this besides is telling something.
const MOST_WORDS: usize = 10;

#[rustfmt::skip]
const MACHINES: &[&str] = &[
    "leave a message", "leave me a message", "leave your message", "leave your name", "after the tone", "after the beep",
    "at the tone", "at the beep", "voicemail", "voice mail", "can't come to the phone", "cannot come to the phone",
    "can't take your call", "cannot take your call", "unable to take your call", "is not available", "mailbox",
    "record your message", "you've reached", "you have reached", "state your name", "record your name",
    "reason for your call", "reason for calling", "sorry i missed", "sorry we missed", "the person you are calling", "the person you have called", "the number you have dialed",
];

/// Whether that only tells that they listen: said over the persona it is no interruption.
pub fn is_backchannel(text: &str, language: Language) -> bool {
    let words = words(text);
    let is_sound = |word: &String| SOUNDS.contains(&word.as_str());
    let listens = (1..=MOST_SOUNDS).contains(&words.len()) && words.iter().all(is_sound);
    !text.contains('?') && (listens || phrases::is_backchannel(text, language))
}

/// Whether they want a moment, in which nobody speaks.
pub fn asks_to_wait(text: &str, language: Language) -> bool {
    let asks = holds_any(text, WAITS) || phrases::asks_to_wait(text, language);
    words(text).len() <= MOST_WORDS && asks
}

/// Whether a machine says that, which takes messages.
pub fn is_of_a_machine(text: &str, language: Language) -> bool {
    holds_any(text, MACHINES) || phrases::is_of_a_machine(text, language)
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('\u{2019}', "'");
    lower
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn holds_any(text: &str, phrases: &[&str]) -> bool {
    let said = format!(" {} ", words(text).join(" "));
    phrases
        .iter()
        .any(|phrase| said.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Language = Language::English;

    #[test]
    fn sounds_of_listening_are_told_from_answers() {
        for sound in [
            "Yeah.",
            "mm-hmm",
            "Uh huh",
            "oh okay",
            "Right, right.",
            "I see",
        ] {
            assert!(is_backchannel(sound, ENGLISH), "{sound}");
        }
        for answer in [
            "Yes",
            "No",
            "Right?",
            "Okay, but why?",
            "yeah I did that yesterday",
            "Stop",
            "",
        ] {
            assert!(!is_backchannel(answer, ENGLISH), "{answer}");
        }
    }

    #[test]
    fn a_wish_for_a_moment_is_told_from_a_story() {
        for wish in [
            "Hold on a sec.",
            "One moment please",
            "hang on, the kettle",
            "Let me check my calendar",
        ] {
            assert!(asks_to_wait(wish, ENGLISH), "{wish}");
        }
        for story in [
            "He told me to hold on to the house until the market comes back up again",
            "I waited a while",
            "My secondhand car",
        ] {
            assert!(!asks_to_wait(story, ENGLISH), "{story}");
        }
    }

    #[test]
    fn a_machine_is_known_by_what_it_asks_for() {
        assert!(is_of_a_machine(
            "Hi, you've reached Dana. Please leave a message after the beep.",
            ENGLISH
        ));
        assert!(is_of_a_machine(
            "The person you are calling is not available.",
            ENGLISH
        ));
        assert!(!is_of_a_machine("Hello?", ENGLISH));
        assert!(!is_of_a_machine("Who is this?", ENGLISH));
    }
}
