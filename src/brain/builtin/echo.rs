//! Saying back: the words of the one who spoke, turned to "you".

use super::domain::Domain;
use super::topic::is_relation;
use super::words::is_stop;

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
            "you" => "me",
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

/// The clause as one would say it: "my sister is visiting" → "your sister's visiting".
pub(super) fn spoken(clause: &str) -> String {
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
    let (first, rest) = line.split_once(' ').unwrap_or((&line, ""));
    let plain = first.to_lowercase();
    let bare = plain.strip_suffix("'s").unwrap_or(&plain);
    if is_relation(bare) {
        return format!("your {plain} {rest}");
    }
    let stem = plain
        .split_once('\'')
        .map_or(plain.as_str(), |(stem, _)| stem);
    let common = is_stop(&plain) || is_stop(stem) || Domain::of(bare).is_some();
    if common || is_plural(first, rest) {
        format!("{plain} {rest}").trim().to_owned()
    } else {
        line
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
    fn a_name_keeps_its_capital_and_nothing_else_does() {
        for (clause, said) in [
            ("My sister is visiting", "your sister's visiting"),
            ("I am moving to Texas", "you're moving to Texas"),
            ("Mom took my phone", "your mom took your phone"),
            ("Sarah took credit", "Sarah took credit"),
            ("Dinner is ready", "dinner's ready"),
            ("Doctors say so", "doctors say so"),
        ] {
            assert_eq!(spoken(clause), said);
        }
    }
}
