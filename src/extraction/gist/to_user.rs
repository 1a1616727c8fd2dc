//! A gist as it is told to the user themselves: "Alice talked to their boss" is "You talked to your boss".

use std::collections::BTreeSet;

use super::super::addressing::swapped;
use super::super::phrases::Phrase;
use crate::memory::episode::{Gist, Told};
use crate::recall::words::terms;

/// How others are spoken of who are many, or whose sex is not told. The user is called the same in a gist.
const OTHERS: [&str; 6] = ["they", "them", "their", "theirs", "themselves", "themself"];

/// The user is called "they" where it was said of whom that is.
const YOU_FOR_THEM: &[(&str, &str)] = &[
    ("They", "You"),
    ("Their", "Your"),
    ("they", "you"),
    ("them", "you"),
    ("their", "your"),
    ("theirs", "yours"),
    ("themselves", "yourself"),
    ("themself", "yourself"),
];

/// How a summary goes on about the user, and nobody else; but for a sentence that begins with "They".
const OF_USER: &str = "mentioned that they ";

/// None where others may be meant by a "they" in it: nobody is told to have done what somebody else did.
pub fn to_user(gist: &Gist, name: &str, phrases: &[Phrase<'_>]) -> Option<Told> {
    let of_others: BTreeSet<String> = phrases
        .iter()
        .filter(|phrase| phrase.words.iter().any(|word| word.is(&OTHERS)))
        .flat_map(|phrase| phrase.words.iter().flat_map(|word| terms(&word.text)))
        .collect();
    let may_be_others = |text: &String| {
        let tails = text.replace(OF_USER, "");
        let names_them = tails
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| OTHERS.contains(&word));
        names_them && terms(text).iter().any(|term| of_others.contains(term))
    };
    let mut texts = (std::iter::once(&gist.summary))
        .chain(&gist.decisions)
        .chain(&gist.action_items);
    let told_all = |texts: &[String]| texts.iter().map(|text| told(text, name)).collect();
    (!texts.any(may_be_others)).then(|| Told {
        summary: told(&gist.summary, name),
        decisions: told_all(&gist.decisions),
        action_items: told_all(&gist.action_items),
    })
}

fn told(text: &str, name: &str) -> String {
    let begun = text.strip_prefix(name).and_then(|rest| {
        let owned = rest.strip_prefix("'s ").map(|rest| format!("Your {rest}"));
        owned.or_else(|| rest.strip_prefix(' ').map(|rest| format!("You {rest}")))
    });
    let begun = begun.unwrap_or_else(|| text.to_owned());
    swapped(&begun, YOU_FOR_THEM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_is_you_wherever_they_stand() {
        for (text, to_user) in [
            (
                "Alice got promoted. They talked about trouble with their coworker Sarah.",
                "You got promoted. You talked about trouble with your coworker Sarah.",
            ),
            (
                "Alice's trouble with Sarah is settled. Their mom is doing better.",
                "Your trouble with Sarah is settled. Your mom is doing better.",
            ),
            (
                "Alice and Brad spoke briefly.",
                "You and Brad spoke briefly.",
            ),
            (
                "Talk to Alice's boss about them.",
                "Talk to Alice's boss about you.",
            ),
            ("Nothing was said.", "Nothing was said."),
        ] {
            assert_eq!(told(text, "Alice"), to_user);
        }
        assert_eq!(
            told("The user said nothing.", "The user"),
            "You said nothing."
        );
    }
}
