//! What was just said, and what it asks for.

mod advice;
mod asked;
mod recall;
mod short;

use super::words::{has, has_any, sentences, sound};
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
    PartyPiece,
    /// A question that neither memory nor the talk can answer.
    Question,
    /// To be called so.
    CallMe(String),
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
    match short::answer(&whole) {
        Some(act) => act,
        None if parts.last().is_some_and(|last| is_question(last)) => Act::Question,
        None => Act::Statement,
    }
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
    if has_any(heard, &MODELS) && has_any(heard, &["you", "this", "i", "we"])
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
