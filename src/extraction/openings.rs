//! What stands before the thing that is said: "Well, you know what, Brad, guess what: …".

use super::pattern::{is_adverb, matching};
use super::words::{Word, rest};

const FILLERS: &[&str] = &[
    "so",
    "well",
    "and",
    "but",
    "yeah",
    "yes",
    "yep",
    "yup",
    "no",
    "nope",
    "nah",
    "oh",
    "ooh",
    "ah",
    "hey",
    "hi",
    "hello",
    "okay",
    "ok",
    "anyway",
    "anyways",
    "plus",
    "like",
    "um",
    "uh",
    "hmm",
    "erm",
    "look",
    "listen",
    "man",
    "dude",
    "bro",
    "babe",
    "mate",
    "right",
    "see",
    "sure",
    "because",
    "honestly",
    "frankly",
    "seriously",
    "wow",
    "ugh",
    "sorry",
    "good",
    "great",
    "cool",
    "haha",
    "lol",
    "thanks",
    "since",
    "though",
    "although",
    "after",
    "then",
    "that",
    "obviously",
    "unfortunately",
    "sadly",
    "luckily",
    "fortunately",
    "thankfully",
    "first",
    "secondly",
    "technically",
    "instead",
    "otherwise",
    "alright",
    "cause",
    "cos",
    "omg",
    "or",
    "also",
];

/// Phrases that only hand on what follows them.
const HANDING_ON: &[&str] = &[
    "you know what",
    "guess what",
    "you know",
    "i mean",
    "by the way",
    "to be honest",
    "to be fair",
    "the thing is",
    "the truth is",
    "fun fact",
    "in fact",
    "of course",
    "as you know",
    "as i said",
    "like i said",
    "i told you",
    "i have told you",
    "i mentioned",
    "i said",
    "i have to say",
    "i must say",
    "i should mention",
    "let me tell you",
    "i have news",
    "big news",
    "good news",
    "bad news",
    "great news",
    "thank you",
    "it turns out",
    "turns out",
    "believe me",
    "trust me",
    "as it happens",
    "you would not believe",
    "ngl",
    "tbh",
    "not going to lie",
    "i tell you [what]",
    "to tell you the truth",
    "no joke",
    "funny enough",
    "funnily enough",
];

/// Questions that are a way of telling: "Did I tell you I got promoted?"
const TELLING: &[&str] = &[
    "did i [ever] tell|mention [to] [you] [that]",
    "have i told|mentioned [to] [you] [that]",
    "can you believe [that]",
    "do you remember [that]",
    "did you know [that]",
    "you will never guess",
];

/// With these such phrases begin.
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "i", "you", "it", "to", "the", "by", "in", "of", "as", "like", "let", "not", "no", "guess", "fun",
    "good", "bad", "great", "thank", "turns", "believe", "trust", "ngl", "tbh", "funny", "funnily",
    "did", "have", "has", "can", "do", "does", "kind", "sort",
];

/// The words without their opening.
pub fn opened<'a>(words: &'a [Word], persona: &str) -> &'a [Word] {
    strip(words, persona).0
}

/// Whether a question is only a way of telling.
pub fn tells(words: &[Word], persona: &str) -> bool {
    strip(words, persona).1
}

fn strip<'a>(words: &'a [Word], persona: &str) -> (&'a [Word], bool) {
    let mut words = words;
    let mut telling = false;
    loop {
        let Some((first, later)) = words.split_first() else {
            return (words, telling);
        };
        let vocative = first.norm == persona && later.first().is_none_or(|next| next.norm != "'s");
        let handing = first.is(BEGINNINGS) || super::pattern::is_adverb(first);
        if let Some(left) = handing
            .then(|| matching(HANDING_ON, words))
            .flatten()
            .map(|(_, caught)| caught.left)
            .filter(|left| !left.is_empty())
        {
            words = left;
        } else if let Some(left) = handing
            .then(|| matching(TELLING, words))
            .flatten()
            .map(|(_, caught)| caught.left)
            .filter(|left| {
                left.first().is_some_and(|next| {
                    !next.is(&["when", "what", "how", "who", "the", "where", "if"])
                })
            })
        {
            telling = true;
            words = left;
        } else if first.is_mark()
            || (first.is(FILLERS) && !points(words))
            || vocative
            || is_opening_adverb(words)
        {
            words = rest(words, 1);
        } else {
            return (words, telling);
        }
    }
}

/// "That's the test": no opening, but what is spoken of.
fn points(words: &[Word]) -> bool {
    matches!(words, [that, be, ..] if that.norm == "that" && be.is(&["is", "'s", "was", "are", "will"]))
}

/// An adverb before a subject: "Actually I …"; not the one in "All my friends …".
fn is_opening_adverb(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|word| is_adverb(word) && !word.is(&["all", "both", "big", "huge", "please"]))
}

#[cfg(test)]
mod tests {
    use super::super::words::{said, words};
    use super::*;

    #[test]
    fn only_what_is_said_remains() {
        for text in [
            "So, yeah, I love chess",
            "Hey Brad, guess what, I love chess",
            "Actually, you know what? I love chess",
            "did I tell you that I love chess",
        ] {
            assert_eq!(said(opened(&words(text), "brad")), "I love chess", "{text}");
        }
    }

    #[test]
    fn telling_by_a_question_is_known_from_asking() {
        assert!(tells(&words("Did I tell you I got promoted"), "brad"));
        assert!(!tells(&words("Did I tell you what I like"), "brad"));
        assert!(!tells(&words("Do I like chess"), "brad"));
    }
}
