//! What people say before a wish without changing it: "okay, look, could you please …".

#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "please", "just", "ok", "okay", "hey", "hi", "hello", "look", "listen", "well", "then", "can you", "could you",
    "would you", "will you", "can you please", "could you please", "would you please", "i want you to", "i need you to",
    "i'd like you to", "you need to", "you have to", "i said", "i told you to", "so", "and", "no", "sorry", "sure",
    "yeah", "yes", "maybe",
];

/// What a clause may mean: itself, and what is left of it after each run of courtesies.
pub fn without(clause: &str) -> Vec<&str> {
    let mut rests = vec![clause];
    let mut next = 0;
    while let Some(rest) = rests.get(next).copied() {
        next += 1;
        for courtesy in BEFORE {
            let shorter = rest
                .strip_prefix(courtesy)
                .and_then(|rest| rest.strip_prefix(' '));
            rests.extend(shorter.filter(|shorter| !rests.contains(shorter)));
        }
    }
    rests
}

/// The clauses of a text, in lower case, with one space between words.
pub fn clauses(text: &str) -> Vec<String> {
    let lower = text
        .to_lowercase()
        .replace('\u{2019}', "'")
        .replace("p.m.", "pm")
        .replace("a.m.", "am");
    lower
        .split(['.', '!', '?', ';', ','])
        .map(|clause| clause.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|clause| !clause.is_empty())
        .collect()
}
