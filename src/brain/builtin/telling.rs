//! What was told: the clause worth saying back, and what kind of thing it tells.

mod clauses;
mod subject;

use clauses::clauses;
use subject::{Who, main_verb, subject, word};

use super::echo::{spoken, to_you};
use super::verbs::{is_past, is_verb};
use super::words::{DAYS, begins, capitalised, has_any, is_stop, sentences, sound, words};

/// The longest clause that is said back, in words. Longer ones sound like a protocol.
const LONGEST: usize = 11;
/// The longest piece without a verb that is said back.
const LONGEST_BIT: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What they are about to do, or think of doing.
    Plan,
    /// What they did.
    Deed,
    /// What another did, or what happened.
    Event,
    /// What another said or thinks.
    Words,
    /// What they think of something.
    View,
    /// What they hope or wish for.
    Wish,
    /// What they love.
    Love,
    /// How things are with them.
    Mine,
    /// How things are.
    State,
    /// A few words without a verb.
    Bit,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// A clause to "you", without a capital and a full stop; a bit starts with its own capital.
    pub said: String,
    pub kind: Kind,
}

/// The most telling part of a text, as an attentive listener says it back. None where nothing can
/// be said back without risk of nonsense.
pub(super) fn of(text: &str) -> Option<Told> {
    let told = sentences(text)
        .into_iter()
        .filter(|sentence| !sentence.ends_with('?'))
        .flat_map(|sentence| {
            let thought = has_any(&sound(sentence), &THINKING);
            clauses(sentence)
                .into_iter()
                .map(move |clause| (clause, thought))
        });
    told.enumerate()
        .filter_map(|(place, (clause, thought))| Some((worth(&clause)?, place, clause, thought)))
        .max_by_key(|(worth, place, ..)| (*worth, *place))
        .map(|(_, _, clause, thought)| Told {
            kind: if thought { Kind::View } else { kind(&clause) },
            said: spoken(&clause),
        })
        .or_else(|| bit(text))
}

const THINKING: [&str; 7] = [
    "i think",
    "i guess",
    "i feel like",
    "i bet",
    "i believe",
    "i suppose",
    "in my opinion",
];

/// Whether the persona is spoken to, and not only an object as in "I'll send you a postcard".
fn is_to_persona(spoken: &[String]) -> bool {
    const BEFORE: [&str; 12] = [
        "that", "if", "when", "because", "what", "how", "like", "think", "know", "wish", "hope",
        "as",
    ];
    spoken.iter().enumerate().any(|(at, you)| {
        let before = at.checked_sub(1).map_or("", |before| word(spoken, before));
        let next = word(spoken, at + 1);
        match you.as_str() {
            "you" => before.is_empty() || BEFORE.contains(&before) || is_verb(next),
            "you're" | "you've" | "you'll" | "you'd" | "let's" => true,
            _ => false,
        }
    })
}

/// How good a clause is to say back; none where it had better not be.
fn worth(clause: &str) -> Option<usize> {
    #[rustfmt::skip]
    const EMPTY: [&str; 22] = [
        "i don't know", "i've no idea", "i have no idea", "i know", "i'm good", "i'm fine", "i'm okay", "i'm ok",
        "i'm not sure", "it's fine", "it's okay", "it's nothing", "it's all good", "i told you", "i have a question", "i want to talk", "i wanted to",
        "i was wondering", "i was thinking", "i'm calling", "i called", "i mean",
    ];
    /// A clause that ends on such a word was cut off, or goes on.
    #[rustfmt::skip]
    const OPEN: [&str; 24] = [
        "to", "the", "a", "an", "and", "my", "of", "with", "that", "is", "was", "are", "for", "at", "in", "if",
        "or", "this", "when", "who", "very", "so", "it's", "because",
    ];
    let heard = sound(clause);
    let spoken = words(clause);
    let last = spoken.last()?.as_str();
    let weight = spoken.iter().filter(|word| !is_stop(word)).count();
    let long = spoken.len() > LONGEST || spoken.len() < 3 && weight == 0;
    let empty = EMPTY.iter().any(|empty| {
        let more = spoken.len().saturating_sub(empty.split(' ').count());
        begins(&heard, empty) && more <= 1
    });
    if long || is_to_persona(&spoken) || empty || OPEN.contains(&last) {
        return None;
    }
    let who = subject(&spoken)?;
    let mine = who == Who::Me || has_any(&heard, &["my", "me"]);
    Some(weight.min(3) + 2 * usize::from(mine))
}

fn kind(clause: &str) -> Kind {
    #[rustfmt::skip]
    const SAYING: [&str; 9] = [
        "said", "says", "told", "tells", "thinks", "thought", "suggested", "suggests", "claims",
    ];
    #[rustfmt::skip]
    const AHEAD: [&str; 26] = [
        "going to", "gonna", "will", "won't", "i'll", "we'll", "planning", "about to", "might", "could", "should",
        "want to", "need to", "have to", "thinking of", "thinking about", "i'd like", "hoping to", "tomorrow",
        "tonight", "next week", "next month", "this weekend", "next year", "later", "soon",
    ];
    #[rustfmt::skip]
    const JUDGING: [&str; 13] = [
        "should", "shouldn't", "will", "won't", "would", "he'll", "she'll", "they'll", "it'll", "maybe", "probably",
        "overrated", "underrated",
    ];
    const LASTING: [&str; 8] = [
        "kept", "had", "knew", "felt", "meant", "held", "stuck", "cost",
    ];
    const LOVING: [&str; 6] = [
        "i love",
        "i really love",
        "i enjoy",
        "i'm into",
        "i'm really into",
        "i adore",
    ];
    let heard = sound(clause);
    let spoken = words(clause);
    let any = |known: &[&str]| has_any(&heard, known);
    let who = subject(&spoken).unwrap_or(Who::Thing);
    let verb = main_verb(&spoken);
    // "She kept one" tells how things were, not what was done.
    let past = is_past(verb) && !LASTING.contains(&verb);
    let now = !is_past(verb) && !matches!(verb, "was" | "were");
    match who {
        Who::Me if any(&LOVING) => Kind::Love,
        _ if any(&[
            "i wish",
            "i only wish",
            "i just wish",
            "i hope",
            "i really hope",
        ]) =>
        {
            Kind::Wish
        }
        Who::Another if any(&SAYING) => Kind::Words,
        Who::Me if past => Kind::Deed,
        Who::Me if now && (any(&AHEAD) || any(&DAYS)) => Kind::Plan,
        Who::Me => Kind::Mine,
        _ if any(&JUDGING) => Kind::View,
        Who::Another if past => Kind::Event,
        _ => Kind::State,
    }
}

/// A few words without a verb: "Coltrane, mostly."
fn bit(text: &str) -> Option<Told> {
    #[rustfmt::skip]
    const NO_START: [&str; 12] = [
        "i", "that", "that's", "this", "what", "who", "how", "why", "when", "where", "which", "if",
    ];
    let weighs = |word: &String| !is_stop(word) && !word.ends_with("ly");
    let weight = |piece: &str| words(piece).iter().filter(|word| weighs(word)).count();
    sentences(text)
        .into_iter()
        .filter(|sentence| !sentence.ends_with('?'))
        .flat_map(clauses)
        .filter(|piece| {
            let spoken = words(piece);
            let first = word(&spoken, 0);
            spoken.len() <= LONGEST_BIT
                && weight(piece) > 0
                && !NO_START.contains(&first)
                && !has_any(&sound(piece), &["you", "your", "you're", "let's", "don't"])
        })
        .max_by_key(|piece| weight(piece).min(2))
        .map(|piece| Told {
            said: capitalised(&to_you(&piece)),
            kind: Kind::Bit,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_says_the_telling_clause_back() {
        for (text, said, kind) in [
            (
                "My sister is visiting.",
                "your sister's visiting",
                Kind::State,
            ),
            (
                "Well, yeah, I got promoted!",
                "you got promoted",
                Kind::Deed,
            ),
            (
                "It was okay, but my boss keeps calling me",
                "your boss keeps calling you",
                Kind::State,
            ),
            (
                "Sarah took credit for my work",
                "Sarah took credit for your work",
                Kind::Event,
            ),
            (
                "I am moving to Texas soon",
                "you're moving to Texas soon",
                Kind::Plan,
            ),
            (
                "Broke my favorite mug lol",
                "you broke your favorite mug",
                Kind::Deed,
            ),
            (
                "I bought apples, pears and a plum",
                "you bought apples, pears and a plum",
                Kind::Deed,
            ),
            (
                "My aunt says it's too late",
                "your aunt says it's too late",
                Kind::Words,
            ),
            (
                "I think the new mayor is a fool",
                "the new mayor's a fool",
                Kind::View,
            ),
            ("Nine kilometres.", "Nine kilometres", Kind::Bit),
        ] {
            let told = Told {
                said: said.to_owned(),
                kind,
            };
            assert_eq!(of(text), Some(told), "{text}");
        }
        for text in [
            "I don't know",
            "What do I know?",
            "I think you should",
            "because of the",
            "",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
