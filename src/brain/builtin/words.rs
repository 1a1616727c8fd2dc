//! Words and sentences, as far as a brain without grammar knows them.

use std::collections::BTreeSet;

/// Words that say nothing about what is talked of.
#[rustfmt::skip]
const STOP: &[&str] = &[
    "a", "about", "after", "again", "against", "ago", "ah", "all", "almost", "already", "also", "always",
    "am", "an", "and", "another", "any", "anyone", "anything", "are", "aren't", "around", "as", "ask",
    "asked", "at", "away", "back", "be", "because", "been", "before", "behind", "being", "between", "bit",
    "both", "but", "by", "call", "called", "came", "can", "can't", "come", "could", "couldn't", "day",
    "did", "didn't", "do", "does", "doesn't", "doing", "don't", "done", "down", "during", "each", "eight",
    "else", "ever", "every", "everybody", "everyone", "everything", "feel", "feeling", "feels", "felt",
    "few", "five", "for", "four", "from", "gave", "get", "gets", "getting", "give", "go", "goes", "going",
    "gonna", "good", "got", "gotta", "great", "had", "has", "have", "haven't", "having", "he", "he's",
    "hear", "her", "here", "hers", "hey", "hi", "him", "his", "how", "how's", "hundred", "i", "i'd",
    "i'll", "i'm", "i've", "if", "in", "into", "is", "isn't", "it", "it's", "its", "just", "keep", "kind",
    "know", "last", "lately", "let", "like", "little", "long", "look", "lot", "lots", "made", "make",
    "many", "maybe", "me", "mean", "might", "mine", "more", "most", "much", "my", "myself", "need",
    "never", "new", "next", "nice", "nine", "no", "nobody", "not", "nothing", "now", "of", "off", "oh",
    "ok", "okay", "on", "once", "one", "only", "or", "other", "our", "out", "over", "people", "per",
    "pretty", "put", "quite", "really", "remember", "right", "said", "say", "saying", "see", "seven",
    "she", "she's", "should", "since", "six", "so", "some", "somebody", "someone", "something", "soon",
    "sort", "still", "stuff", "such", "sure", "take", "talk", "talked", "talking", "tell", "ten", "than",
    "thanks", "that", "that's", "the", "their", "them", "then", "there", "there's", "these", "they",
    "they're", "thing", "things", "think", "this", "those", "though", "three", "through", "till", "time",
    "to", "today", "told", "tomorrow", "tonight", "too", "try", "trying", "two", "uh", "um", "under",
    "until", "up", "us", "user", "user's", "very", "want", "wanted", "wants", "was", "wasn't", "way", "we",
    "we'll", "we're", "we've", "week", "well", "went", "were", "what", "what's", "when", "when's", "where",
    "where's", "which", "while", "who", "who's", "why", "will", "with", "without", "won't", "would",
    "wouldn't", "yeah", "yes", "yesterday", "yet", "you", "you'd", "you'll", "you're", "you've", "your",
    "yours",
];

#[rustfmt::skip]
pub(super) const DAYS: [&str; 7] = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
];

pub(super) fn is_stop(word: &str) -> bool {
    STOP.binary_search(&word).is_ok()
}

/// The words of a text in lower case, with straight apostrophes and without punctuation.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .map(|word| word.replace('’', "'").trim_matches('\'').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// A text as it is meant by someone in a hurry: "k byeee" → "okay bye".
pub(super) fn written_out(text: &str) -> String {
    #[rustfmt::skip]
    const SHORT: [(&str, &str); 20] = [
        ("k", "okay"), ("kk", "okay"), ("u", "you"), ("ur", "your"), ("r", "are"), ("im", "I'm"), ("ive", "I've"), ("dont", "don't"),
        ("didnt", "didn't"), ("cant", "can't"), ("idk", "I don't know"), ("nvm", "never mind"), ("tho", "though"), ("cuz", "because"),
        ("wanna", "want to"), ("pls", "please"), ("thx", "thanks"), ("ty", "thank you"), ("btw", "by the way"), ("tbh", "to be honest"),
    ];
    let meant = |token: &str| {
        let token = undrawn(token);
        let core = token.trim_matches(|c: char| !c.is_alphanumeric());
        let plain = core.to_lowercase();
        let whole = SHORT.iter().find(|(short, _)| *short == plain);
        whole.map_or(token.clone(), |(_, whole)| token.replacen(core, whole, 1))
    };
    text.split_whitespace()
        .map(meant)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Without the letters that are drawn out: three or more of a kind stand for one.
fn undrawn(token: &str) -> String {
    let mut runs: Vec<(char, usize)> = Vec::new();
    for letter in token.chars() {
        match runs.last_mut() {
            Some((last, count)) if last.is_alphabetic() && last.eq_ignore_ascii_case(&letter) => {
                *count += 1
            }
            _ => runs.push((letter, 1)),
        }
    }
    let kept = runs
        .into_iter()
        .map(|(letter, count)| (letter, if count > 2 { 1 } else { count }));
    kept.flat_map(|(letter, count)| std::iter::repeat_n(letter, count))
        .collect()
}

/// A text without the greeting and the name that it begins with, and without the name at its end:
/// "Hey Brad, not much, Brad." → "not much".
pub(super) fn unaddressed(text: &str, name: &str) -> String {
    const GREETINGS: [&str; 6] = ["hey", "hi", "hello", "yo", "so", "okay"];
    let is_name = |word: &str| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        // "Grandma, listen": what the persona is to them is a name, too.
        let plain = core.to_lowercase();
        !core.is_empty() && (plain == name.to_lowercase() || super::topic::is_relation(&plain))
    };
    let mut rest: Vec<&str> = text.split_whitespace().collect();
    let first = rest.first().map(|word| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    });
    let greets = first.is_some_and(|first| GREETINGS.contains(&first.as_str()));
    let at = usize::from(greets);
    // "Brad, listen" speaks to him, "Brad said so" of him.
    let called = rest
        .get(at)
        .is_some_and(|word| is_name(word) && (greets || word.ends_with([',', '!'])));
    if called && rest.len() > at + 1 {
        rest.drain(..=at);
    }
    let ends = rest.len() > 1 && rest.last().is_some_and(|word| is_name(word));
    let comma = rest
        .iter()
        .rev()
        .nth(1)
        .is_some_and(|word| word.ends_with(','));
    if ends && comma {
        let mark = rest
            .pop()
            .and_then(|word| word.chars().last())
            .filter(|mark| matches!(mark, '?' | '!' | '.'));
        let kept = rest.join(" ");
        let kept = kept.trim_end_matches(',');
        return mark.map_or(kept.to_owned(), |mark| format!("{kept}{mark}"));
    }
    rest.join(" ")
}

/// Whether a question may be answered with yes or no: "Been climbing lately?"
pub(super) fn is_yes_or_no(question: &str) -> bool {
    #[rustfmt::skip]
    const FIRST: [&str; 28] = [
        "been", "have", "has", "did", "do", "does", "is", "are", "was", "were", "can", "could", "would", "will", "still", "any",
        "anything", "got", "want", "ready", "all", "shall", "should", "tomorrow's", "today's", "you", "don't", "haven't",
    ];
    const LEADS: [&str; 12] = [
        "so", "and", "wait", "okay", "ok", "but", "well", "oh", "hey", "dude", "man", "bro",
    ];
    let first = words(question)
        .into_iter()
        .find(|word| !LEADS.contains(&word.as_str()));
    question.ends_with('?') && first.is_some_and(|first| FIRST.contains(&first.as_str()))
}

/// The words of a text joined by single spaces: two texts that sound alike are equal.
pub(super) fn sound(text: &str) -> String {
    words(text).join(" ")
}

/// Whether the words of `phrase` stand in a row in `sound`, which is made by the function of that
/// name.
pub(super) fn has(sound: &str, phrase: &str) -> bool {
    // Most phrases don't occur at all, and that is quickly seen.
    sound.contains(phrase) && tails(sound).any(|tail| begins(tail, phrase))
}

/// What follows each place at which a word begins, the whole first.
pub(super) fn tails(sound: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(sound), |rest| Some(rest.split_once(' ')?.1))
}

/// Whether the first words of `sound` are those of `phrase`.
pub(super) fn begins(sound: &str, phrase: &str) -> bool {
    sound
        .strip_prefix(phrase)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

pub(super) fn has_any(sound: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| has(sound, phrase))
}

/// What stands behind the longest of the phrases that occurs.
pub(super) fn after_any(sound: &str, phrases: &[&str]) -> Option<String> {
    let found = phrases.iter().filter(|phrase| has(sound, phrase));
    let (_, after) = sound.split_once(*found.max_by_key(|phrase| phrase.len())?)?;
    Some(after.trim().to_owned())
}

/// A word without the ending that number and tense give it: "climbing" and "climbs" meet.
pub(super) fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let long = |rest: &str| rest.chars().count() >= 3;
    if let Some(rest) = word.strip_suffix("ies").filter(|rest| long(rest)) {
        return format!("{rest}y");
    }
    let rest = ["ing", "ed"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| long(rest)));
    if let Some(rest) = rest {
        let mut letters = rest.chars().rev();
        let doubled = letters.next().filter(|&last| letters.next() == Some(last));
        let rest = match doubled {
            Some(last) if !matches!(last, 'l' | 's' | 'e' | 'o') => {
                rest.strip_suffix(last).unwrap_or(rest)
            }
            _ => rest,
        };
        return rest.strip_suffix('e').unwrap_or(rest).to_owned();
    }
    let word = match word.strip_suffix('s').filter(|rest| long(rest)) {
        Some(rest) if !rest.ends_with('s') && !rest.ends_with('u') && !rest.ends_with('i') => rest,
        _ => word,
    };
    match word.strip_suffix('e').filter(|rest| long(rest)) {
        Some(rest) => rest.to_owned(),
        None => word.to_owned(),
    }
}

/// The stems of the words that tell what a text is about.
pub(super) fn gist(text: &str) -> BTreeSet<String> {
    words(text)
        .iter()
        .filter(|word| !is_stop(word) && word.chars().count() > 1)
        .map(|word| stem(word))
        .collect()
}

/// The sentences of a text, each with its mark. "Dr. Lee" is torn apart; nothing here minds.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let ends = match letter {
            '.' | '!' | '?' | '…' => letters.peek().is_none_or(|(_, next)| next.is_whitespace()),
            '\n' => true,
            _ => false,
        };
        if ends {
            let end = at + letter.len_utf8();
            found.push(text.get(start..end).unwrap_or_default().trim());
            start = end;
        }
    }
    found.push(text.get(start..).unwrap_or_default().trim());
    found.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    found
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Starts small, unless the first word is a name or "I".
pub(super) fn uncapitalised(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    let word = first
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let plain = is_stop(&word) && word != "i" && !word.starts_with("i'");
    let mut letters = text.chars();
    match letters.next() {
        Some(letter) if plain => letter.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// At most so many characters, cut between words.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split_whitespace() {
        if kept.chars().count() + 1 + word.chars().count() > longest {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    kept.trim_end_matches([',', ';', ':', '.', '-']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_without_weight_are_sorted_so_that_they_are_found() {
        assert!(STOP.is_sorted());
        assert!(is_stop("you're") && !is_stop("climbing"));
    }

    #[test]
    fn forms_of_one_word_meet_in_their_stem() {
        for forms in [
            ["climbing", "climbs"],
            ["stories", "story"],
            ["planned", "planning"],
            ["moving", "move"],
            ["hobbies", "hobby"],
            ["dog's", "dogs"],
        ] {
            assert_eq!(stem(forms[0]), stem(forms[1]), "{forms:?}");
        }
        assert_ne!(stem("boss"), stem("bo"));
        assert_eq!(stem("bed"), "bed");
    }

    #[test]
    fn what_is_written_in_a_hurry_is_read_as_it_is_meant() {
        for (text, meant) in [
            ("k byeee", "okay bye"),
            ("Noooo! idk, u?", "No! I don't know, you?"),
            ("I need 1000 books", "I need 1000 books"),
            ("", ""),
        ] {
            assert_eq!(written_out(text), meant);
        }
    }

    #[test]
    fn whom_one_speaks_to_is_not_what_one_speaks_of() {
        for (text, rest) in [
            ("Hey Brad, not much.", "not much."),
            ("Brad, listen.", "listen."),
            ("How are you, Brad?", "How are you?"),
            ("Brad said so.", "Brad said so."),
            ("Hey Brad", "Hey Brad"),
            ("hello there", "hello there"),
        ] {
            assert_eq!(unaddressed(text, "Brad"), rest);
        }
    }

    #[test]
    fn a_phrase_is_found_only_as_whole_words() {
        let heard = sound("I’d rather NOT, thanks!");
        assert_eq!(heard, "i'd rather not thanks");
        assert!(has(&heard, "rather not"));
        assert!(!has(&heard, "rat") && !has(&heard, "not thank"));
    }

    #[test]
    fn a_text_falls_into_its_sentences() {
        assert_eq!(
            sentences("Hm. It cost 3.50! Why?\nWell"),
            ["Hm.", "It cost 3.50!", "Why?", "Well"]
        );
        assert!(sentences(" ?! … ").is_empty());
    }
}
