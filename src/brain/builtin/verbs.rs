//! Verbs, as far as a brain without grammar knows them.

#[rustfmt::skip]
const PAST: &[&str] = &[
    "ate", "became", "began", "bit", "bought", "broke", "brought", "built", "burnt", "came", "caught",
    "chose", "cost", "cut", "did", "drank", "drew", "drove", "fell", "felt", "flew", "forgot", "fought", "found",
    "froze", "gave", "got", "grew", "had", "heard", "held", "hid", "hit", "hung", "hurt", "kept", "knew",
    "led", "left", "lent", "lost", "made", "meant", "met", "overslept", "paid", "put", "quit", "ran",
    "rang", "rode", "rose", "said", "sang", "sat", "saw", "sent", "shook", "shot", "slept", "sold",
    "spent", "spilt", "spoke", "spread", "stole", "stood", "stuck", "swam", "swore", "taught", "thought",
    "threw", "told", "took", "tore", "understood", "went", "woke", "won", "wore", "wrote",
];
#[rustfmt::skip]
const PRESENT: &[&str] = &[
    "am", "are", "aren't", "asks", "calls", "can", "can't", "comes", "copies", "could", "couldn't",
    "didn't", "do", "does", "doesn't", "don't", "drives", "eats", "feels", "gets", "gives", "goes",
    "hadn't", "has", "hasn't", "hates", "have", "haven't", "helps", "hurts", "is", "isn't", "keeps",
    "knows", "leaves", "lets", "likes", "lives", "looks", "loves", "makes", "may", "means", "might",
    "moves", "must", "needs", "never", "plays", "runs", "says", "seems", "should", "shouldn't", "shows",
    "sleeps", "smells", "sounds", "starts", "stops", "takes", "talks", "tastes", "tells", "thinks", "tries",
    "turns", "visits", "wants", "was", "wasn't", "watches", "were", "weren't", "will", "won't", "works",
    "would", "wouldn't", "yells",
];
/// What ends in "ed" and is no verb, or tells how someone is.
#[rustfmt::skip]
const NO_PAST: &[&str] = &[
    "annoyed", "ashamed", "bored", "confused", "embarrassed", "excited", "exhausted", "hundred", "indeed",
    "interested", "kindred", "married", "overwhelmed", "relieved", "sacred", "scared", "speed", "stressed",
    "terrified", "tired", "worried",
];

/// Whether a word can be what a clause says of its subject.
pub(super) fn is_verb(word: &str) -> bool {
    PRESENT.binary_search(&word).is_ok() || is_past(word)
}

/// Whether a word tells what was done: "went", "called".
pub(super) fn is_past(word: &str) -> bool {
    PAST.binary_search(&word).is_ok()
        || word.ends_with("ed") && word.chars().count() > 4 && NO_PAST.binary_search(&word).is_err()
}

/// Whether a word does something to what follows it: "mows his", "sits on".
pub(super) fn is_doing(word: &str, next: &str) -> bool {
    #[rustfmt::skip]
    const AFTER: [&str; 33] = [
        "a", "about", "all", "an", "at", "every", "for", "from", "her", "him", "his", "how", "if", "in", "it",
        "like", "me", "more", "my", "on", "our", "out", "so", "that", "the", "their", "them", "to", "too", "us",
        "what", "when", "with",
    ];
    let long = word.chars().count() > 3;
    long && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("'s")
        && AFTER.contains(&next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_sorted_so_that_they_are_found() {
        assert!(PAST.is_sorted() && PRESENT.is_sorted() && NO_PAST.is_sorted());
        assert!(is_past("called") && is_verb("keeps") && !is_past("tired") && !is_verb("sister"));
    }
}
