//! What was just said, and what it asks for.

mod advice;
mod asked;
mod recall;
mod short;
mod stated;

pub(super) use stated::stated;

use super::people;
use super::words::{has, has_any, sentences, sound, words, written_out};
use crate::call::farewell::is_goodbye;

/// What the one who spoke wants of the persona.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Nothing was heard.
    Silence,
    /// Is there a machine at the other end, and which?
    AboutBrain,
    Goodbye,
    /// Something that memory must answer.
    Recall(Ask),
    /// What to do; the choice in question, where it was named.
    Advice(Choice),
    HowAreYou,
    AboutYou,
    /// "Do you like jazz?"; empty for "What's your favorite book?"
    Taste(String),
    /// Does it feel, sleep, wait?
    Alive,
    /// Who gets to know what is said?
    Private,
    PartyPiece,
    /// "Can I ask you something?"
    Announcing,
    /// "Guess how long it took."
    Guess,
    /// "Just kidding."
    Joking,
    /// "You never listen": said about the persona.
    ToYou,
    /// A question that neither memory nor the talk can answer.
    Question,
    /// To be called so.
    CallMe(String),
    /// "I'm June."
    Introduced(String),
    /// "Is this thing working?"
    LineCheck,
    /// "Remember that …"
    Note,
    /// "Don't remember that."
    Forget,
    /// To talk of something else.
    Elsewhere,
    /// To say the last thing again.
    Repeat,
    /// "That's not what I said."
    Correction,
    Thanks,
    Affection,
    Laugh,
    Hello,
    /// "Not much": there is nothing that they want to tell.
    NothingNew,
    Yes,
    No,
    /// "Mm", "I see".
    Backchannel,
    Statement,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ask {
    /// What do you know about me?
    AboutMe,
    /// What did we say, in some call, about something?
    Said {
        about: String,
    },
    /// Do you remember …?
    Remember {
        about: String,
    },
    When {
        about: String,
    },
    /// What's my …, who is …, where do I …
    Fact {
        about: String,
        name: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    /// "What should I do?", with what it is about, where that was said.
    Open(Option<String>),
    /// "Should I call him?"
    Whether(String),
    /// "The red one or the blue one?"
    Between(String, String),
}

pub(super) fn act(text: &str) -> Act {
    let text = &stated(&written_out(text));
    let whole = sound(text);
    if whole.is_empty() {
        return Act::Silence;
    }
    // The call ends on it, whatever was said before.
    if is_goodbye(text) {
        return Act::Goodbye;
    }
    let parts = sentences(text);
    if parts.iter().any(|part| asks_about_brain(&sound(part))) {
        return Act::AboutBrain;
    }
    // What is asked last is to be answered.
    let asked = parts.iter().rev().find_map(|part| asked::request(part));
    if let Some(act) = asked {
        return act;
    }
    if let Some(name) = people::introduced(text).filter(|_| words(text).len() <= 6) {
        return Act::Introduced(name);
    }
    match short::answer(&whole) {
        Some(act) => act,
        None if parts.last().is_some_and(|last| is_question(last)) => Act::Question,
        None if starts_with_you(&whole) => Act::ToYou,
        None => Act::Statement,
    }
}

fn starts_with_you(whole: &str) -> bool {
    let mut spoken = whole
        .split(' ')
        .skip_while(|word| matches!(*word, "and" | "but" | "so" | "well" | "oh" | "because"));
    let first = spoken.next().unwrap_or_default();
    // "You know, my boss …" only begins so.
    matches!(first, "you" | "you're" | "you've" | "you'd" | "you'll")
        && spoken.next() != Some("know")
}

/// "What else?"
pub(super) fn asks_for_more(text: &str) -> bool {
    const MORE: [&str; 8] = [
        "what else",
        "anything else",
        "and what else",
        "is that all",
        "is that it",
        "more",
        "another one",
        "one more",
    ];
    MORE.contains(&sound(text).as_str())
}

fn is_question(sentence: &str) -> bool {
    sentence.ends_with('?')
}

/// Whether a sentence asks what is speaking.
fn asks_about_brain(heard: &str) -> bool {
    #[rustfmt::skip]
    const MODELS: [&str; 13] = [
        "which model", "what model", "which ai", "what ai", "who made you", "who built you",
        "who created you", "who programmed you", "what language model", "which language model",
        "which brain", "what brain", "what kind of ai",
    ];
    #[rustfmt::skip]
    const MACHINES: [&str; 17] = [
        "ai", "robot", "bot", "machine", "computer", "chatbot", "chatgpt", "gpt", "claude", "llm",
        "program", "recording", "artificial", "automated", "software", "algorithm", "simulation",
    ];
    const LIVING: [&str; 6] = ["human", "person", "alive", "sentient", "conscious", "real"];
    const SMALL: [&str; 13] = [
        "a", "an", "actually", "really", "just", "even", "some", "like", "the", "with", "to",
        "actual", "kind",
    ];
    #[rustfmt::skip]
    const ASKING: [&str; 8] = [
        "are you", "is this", "talking to", "speaking to", "talking with", "speaking with", "aren't you",
        "you're",
    ];
    #[rustfmt::skip]
    const BETTER: [&str; 14] = [
        "make you smarter", "make you better", "upgrade you", "a better model", "a real model", "change your model", "give you a model",
        "give you a brain", "a better brain", "another model", "sound like a robot", "sound like a machine", "sound like a computer",
        "sound like an ai",
    ];
    if has_any(heard, &MODELS) && has_any(heard, &["you", "this", "i", "we"])
        || has_any(heard, &BETTER) && has_any(heard, &["you", "your", "i"])
        || heard == "what are you"
    {
        return true;
    }
    ASKING.iter().any(|phrase| {
        let Some((_, after)) = heard.split_once(phrase).filter(|_| has(heard, phrase)) else {
            return false;
        };
        let mut rest = after
            .split_whitespace()
            .skip_while(|word| SMALL.contains(word));
        let first = rest.next().unwrap_or_default();
        let next = rest.next().unwrap_or_default();
        let ends = matches!(
            next,
            "" | "or"
                | "person"
                | "human"
                | "man"
                | "woman"
                | "guy"
                | "girl"
                | "being"
                | "voice"
                | "right"
        );
        // "You're a machine!" may be praise; only the plain word is a question.
        let asks = *phrase != "you're";
        MACHINES.contains(&first) && (ends || asks) || LIVING.contains(&first) && ends && asks
    })
}

#[cfg(test)]
mod tests;
