//! Saying back: the words of the one who spoke, turned to "you".

use super::words::{capitalised, has, has_any, is_stop, sentences, sound, words};

/// The longest clause that is said back, in words. Longer ones sound like a protocol.
const LONGEST: usize = 9;

/// "I love my job" → "you love your job".
pub(super) fn to_you(text: &str) -> String {
    let mut before = String::new();
    let mut turned: Vec<String> = Vec::new();
    for token in text.split_whitespace() {
        let core = token.trim_matches(|c: char| !(c.is_alphanumeric()));
        let plain = core.replace('’', "'").to_lowercase();
        let after_i = before == "i" || before == "we";
        let other = match plain.as_str() {
            "i" | "me" | "we" | "us" => "you",
            "i'm" | "we're" => "you're",
            "i've" | "we've" => "you've",
            "i'd" | "we'd" => "you'd",
            "i'll" | "we'll" => "you'll",
            "my" | "our" => "your",
            "mine" | "ours" => "yours",
            "myself" => "yourself",
            "ourselves" => "yourselves",
            "am" => "are",
            "was" if after_i => "were",
            "wasn't" if after_i => "weren't",
            "your" => "my",
            "yours" => "mine",
            "you're" => "I'm",
            _ => core,
        };
        turned.push(token.replacen(core, other, usize::from(!core.is_empty())));
        // "I really was": an adverb between the two changes nothing.
        if !plain.ends_with("ly") {
            before = plain;
        }
    }
    turned.join(" ")
}

/// The most telling clause of a text, turned to "you", without a capital and a full stop: what an
/// attentive listener says back. None where nothing can be said back without risk of nonsense.
pub(super) fn clause(text: &str) -> Option<String> {
    sentences(text)
        .into_iter()
        .filter(|sentence| !sentence.ends_with('?'))
        .flat_map(clauses)
        .enumerate()
        .filter_map(|(place, clause)| Some((worth(&clause)?, place, clause)))
        .max_by_key(|(worth, place, _)| (*worth, *place))
        .map(|(_, _, clause)| spoken(&clause))
}

/// The clauses of a sentence, each without the words that only lead into it.
fn clauses(sentence: &str) -> Vec<String> {
    #[rustfmt::skip]
    const JOINTS: [&str; 16] = [
        ", ", "; ", ": ", " - ", " – ", " but ", " because ", " and then ", " and i ", " and i'm ",
        " and my ", " and she ", " and he ", " so i ", " which ", " although ",
    ];
    let mut parts = vec![
        sentence
            .trim_matches(|c: char| !c.is_alphanumeric())
            .replace('’', "'"),
    ];
    for joint in JOINTS {
        // What follows "and" stays with its subject.
        let kept = joint
            .trim_start_matches(" and")
            .trim_start_matches(" so")
            .trim();
        let keeps = joint.starts_with(" and ") && joint != " and then " || joint == " so i ";
        parts = parts
            .iter()
            .flat_map(|part| {
                let mut pieces: Vec<String> = Vec::new();
                for (place, piece) in split_unmindful(part, joint).into_iter().enumerate() {
                    if place > 0 && keeps {
                        pieces.push(format!("{kept} {piece}"));
                    } else {
                        pieces.push(piece.to_owned());
                    }
                }
                pieces
            })
            .collect();
    }
    parts.iter().map(|part| without_lead(part)).collect()
}

/// Splits without minding the case of the ASCII joint.
fn split_unmindful<'t>(text: &'t str, joint: &str) -> Vec<&'t str> {
    let lower = text.to_ascii_lowercase();
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in lower.match_indices(joint) {
        pieces.push(text.get(start..at).unwrap_or_default());
        start = at + joint.len();
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces
}

fn without_lead(clause: &str) -> String {
    #[rustfmt::skip]
    const LEADS: [&str; 34] = [
        "well", "so", "um", "uh", "yeah", "yes", "no", "nah", "ok", "okay", "oh", "hey", "hi", "honestly",
        "actually", "basically", "and", "but", "i mean", "you know", "like", "anyway", "also", "then",
        "because", "i think", "i guess", "it's just that", "the thing is", "just", "right", "hmm",
        "apparently", "i feel like",
    ];
    let mut rest = clause.trim();
    loop {
        let next = LEADS.iter().find_map(|lead| {
            let head = rest.get(..lead.len())?;
            let tail = rest.get(lead.len()..)?;
            let follows = tail.starts_with([' ', ',']);
            (head.eq_ignore_ascii_case(lead) && follows)
                .then(|| tail.trim_start_matches([',', ' ']))
        });
        match next {
            Some(tail) if !tail.is_empty() => rest = tail,
            _ => return rest.trim().to_owned(),
        }
    }
}

/// How good a clause is to say back; none where it had better not be.
fn worth(clause: &str) -> Option<usize> {
    #[rustfmt::skip]
    const EMPTY: [&str; 25] = [
        "i don't know", "i've no idea", "i have no idea", "no idea", "i guess", "i suppose", "i know", "i'm good", "i'm fine", "i'm okay", "i'm ok",
        "i'm not sure", "i said", "i told you", "i have a question", "i want to talk", "i wanted to",
        "i need to", "i was wondering", "i was thinking", "i'd like", "i'm calling", "i called", "i hope",
        "i wish",
    ];
    let heard = sound(clause);
    let spoken = words(clause);
    let first = spoken.first()?.as_str();
    let last = spoken.last()?.as_str();
    if !(3..=LONGEST).contains(&spoken.len())
        || has_any(&heard, &["you", "your", "you're", "let's"])
    {
        return None;
    }
    if EMPTY.iter().any(|empty| heard.starts_with(empty)) {
        return None;
    }
    let mine = matches!(
        first,
        "i" | "i'm" | "i've" | "my" | "we" | "we're" | "we've" | "our"
    );
    let theirs = matches!(first, "he" | "she" | "they" | "he's" | "she's" | "they're");
    let named = clause.chars().next().is_some_and(char::is_uppercase) && !is_stop(first);
    if !(mine || theirs || named) {
        return None;
    }
    // A clause that ends on such a word was cut off, or goes on.
    let open = matches!(
        last,
        "to" | "the"
            | "a"
            | "an"
            | "and"
            | "my"
            | "of"
            | "with"
            | "that"
            | "is"
            | "was"
            | "are"
            | "for"
            | "at"
            | "in"
            | "if"
            | "or"
            | "this"
            | "when"
            | "who"
            | "very"
            | "so"
            | "it's"
    );
    let verb = mine && matches!(first, "i" | "i'm" | "i've" | "we" | "we're" | "we've")
        || theirs
        || spoken.iter().skip(1).any(|word| is_verb(word));
    if open || !verb {
        return None;
    }
    let weight = spoken.iter().filter(|word| !is_stop(word)).count();
    (weight > 0).then_some(weight.min(3) + 2 * usize::from(mine) + usize::from(has(&heard, "my")))
}

/// Whether a word can be what a clause says of its subject.
pub(super) fn is_verb(word: &str) -> bool {
    #[rustfmt::skip]
    const VERBS: &[&str] = &[
        "am", "are", "asked", "ate", "became", "began", "bit", "bought", "broke", "brought", "called",
        "calls", "came", "can", "can't", "comes", "copies", "could", "cut", "did", "didn't", "died",
        "does", "doesn't", "drives", "fell", "felt", "flew", "forgot", "found", "gave", "gets", "gives",
        "goes", "got", "grew", "had", "has", "hates", "have", "hit", "hurt", "hurts", "is", "isn't",
        "keeps", "kept", "knew", "knows", "left", "lets", "likes", "lives", "lost", "loves", "made",
        "makes", "met", "moved", "moves", "needs", "never", "paid", "passed", "put", "quit", "ran", "said",
        "sang", "sat", "saw", "says", "sent", "should", "sold", "starts", "stole", "stopped", "takes",
        "talks", "thinks", "told", "took", "tried", "turned", "turns", "visits", "wants", "was", "wasn't",
        "went", "were", "will", "won", "won't", "works", "would", "wrote", "yells",
    ];
    VERBS.binary_search(&word).is_ok() || (word.ends_with("ed") && word.chars().count() > 4)
}

/// The clause as one would say it: "my sister is visiting" → "your sister's visiting".
fn spoken(clause: &str) -> String {
    let said = to_you(clause);
    let mut tokens: Vec<String> = Vec::new();
    for token in said.split_whitespace() {
        let short = match (token, tokens.last_mut()) {
            ("is", Some(subject)) if joins(subject) => Some((subject, "'s")),
            ("are", Some(subject)) if subject.eq_ignore_ascii_case("you") => Some((subject, "'re")),
            _ => None,
        };
        match short {
            Some((subject, ending)) => subject.push_str(ending),
            None => tokens.push(token.to_owned()),
        }
    }
    let line = tokens.join(" ");
    // "My" had its capital from the start of the sentence; a name keeps its own.
    match line.split_once(' ') {
        Some((first, rest)) if is_stop(&first.to_lowercase()) || is_plural(first, rest) => {
            format!("{} {rest}", first.to_lowercase())
        }
        _ => capitalised(&line),
    }
}

/// "Doctors say": a noun in the plural, and no name. "James says" is one.
fn is_plural(first: &str, rest: &str) -> bool {
    const OF_MANY: [&str; 9] = [
        "are", "say", "have", "were", "want", "need", "think", "keep", "do",
    ];
    let verb = rest.split_whitespace().next().unwrap_or_default();
    first.ends_with('s') && OF_MANY.contains(&verb)
}

/// Whether "is" may melt into the word before it.
fn joins(subject: &str) -> bool {
    let letters = subject.chars().all(char::is_alphabetic);
    letters && !subject.to_lowercase().ends_with(['s', 'x', 'z', 'h', 'e'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_me_turn_to_the_words_for_you() {
        for (mine, yours) in [
            ("I love my job", "you love your job"),
            ("I'm scared of mine", "you're scared of yours"),
            ("we were at our place", "you were at your place"),
            ("I really wasn't myself", "you really weren't yourself"),
            ("she was mean to me", "she was mean to you"),
        ] {
            assert_eq!(to_you(mine), yours);
        }
    }

    #[test]
    fn a_listener_says_the_telling_clause_back() {
        for (text, said) in [
            ("My sister is visiting.", Some("your sister's visiting")),
            ("Well, yeah, I got promoted!", Some("you got promoted")),
            (
                "It was okay, but my boss keeps calling me",
                Some("your boss keeps calling you"),
            ),
            (
                "Sarah took credit for my work",
                Some("Sarah took credit for your work"),
            ),
            (
                "I am moving to Texas in June",
                Some("you're moving to Texas in June"),
            ),
            ("I don't know", None),
            ("What do I know?", None),
            ("I think you should", None),
            ("my new", None),
            ("because of the", None),
            ("", None),
        ] {
            assert_eq!(clause(text).as_deref(), said, "{text}");
        }
    }

    #[test]
    fn verbs_are_sorted_so_that_they_are_found() {
        assert!(is_verb("keeps") && is_verb("am") && is_verb("yells") && is_verb("visits"));
    }
}
