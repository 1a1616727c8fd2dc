//! Verbs by their form: which word tells of the past, and how a third person's verb is written.

use super::words::Word;

/// Pasts that no rule gives.
#[rustfmt::skip]
const IRREGULAR: &[&str] = &[
    "was", "were", "did", "had", "became", "began", "bent", "bit", "bled", "blew", "bore", "bought",
    "bound", "broke", "brought", "built", "burnt", "came", "caught", "chose", "clung", "crept",
    "dealt", "drank", "dreamt", "drew", "drove", "dug", "fed", "fell", "felt", "fled", "flew",
    "forgot", "fought", "found", "froze", "gave", "got", "grew", "heard", "held", "hid", "hung",
    "kept", "knelt", "knew", "laid", "lay", "leant", "leapt", "learnt", "led", "left", "lent", "lit",
    "lost", "made", "meant", "met", "paid", "ran", "rang", "rode", "rose", "said", "sang", "sank",
    "sat", "saw", "sent", "sewed", "shook", "shone", "shot", "shrank", "slept", "slid", "smelt",
    "sold", "sought", "sped", "spent", "spilt", "spoke", "spoilt", "sprang", "stank", "stole",
    "stood", "stuck", "stung", "struck", "swam", "swept", "swore", "swung", "taught", "thought",
    "threw", "told", "took", "tore", "understood", "went", "wept", "withdrew", "woke", "won", "wore",
    "wove", "wrote",
];
/// Words on "-ed" that are no verb.
#[rustfmt::skip]
const NO_VERBS: &[&str] = &[
    "bed", "need", "seed", "feed", "speed", "indeed", "red", "hundred", "sacred", "naked", "wicked",
    "embed", "breed", "proceed", "exceed", "succeed", "agreed", "bleed", "shed",
];

/// Whether the word by itself tells of the past: "bought", "opened".
pub fn is_past(word: &Word) -> bool {
    word.is(IRREGULAR) || is_regular_past(word)
}

/// "Opened"; not "hundred".
pub fn is_regular_past(word: &Word) -> bool {
    word.norm.len() > 3 && word.norm.ends_with("ed") && !word.is(NO_VERBS)
}

/// "live" as "lives", "carry" as "carries".
pub fn third_person(base: &str) -> String {
    let before_y = base
        .strip_suffix('y')
        .filter(|head| !head.is_empty() && !head.ends_with(['a', 'e', 'i', 'o', 'u']));
    if let Some(head) = before_y {
        return format!("{head}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh", "o"]
        .iter()
        .any(|ending| base.ends_with(ending));
    if hisses {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn a_verb_of_the_past_is_known_by_its_form() {
        for past in ["bought", "opened", "was", "tried", "rode"] {
            assert!(is_past(&words(past)[0]), "{past}");
        }
        for other in ["buy", "red", "hundred", "need", "is", "will"] {
            assert!(!is_past(&words(other)[0]), "{other}");
        }
    }

    #[test]
    fn a_third_person_takes_an_ending() {
        for (base, third) in [
            ("live", "lives"),
            ("carry", "carries"),
            ("teach", "teaches"),
            ("play", "plays"),
            ("go", "goes"),
        ] {
            assert_eq!(third_person(base), third);
        }
    }
}
