//! Whether someone is ending the call: by what they mean, not by a word that occurs.
//!
//! A clause ends the call when it is nothing but formulas of parting and the courtesies around
//! them ("okay, gotta run, bye"), or ends in them. "I take care of my mom", "I said bye to my job"
//! and "I have to run five miles" go on.

use super::phrases;
use crate::telephony::language::Language;

/// How sure a formula is on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Formula {
    /// Parts whatever follows: "bye", "talk to you later".
    Strong,
    /// Parts where nothing but courtesies follow: "I have to go", "take care".
    Weak,
}

use Formula::{Strong, Weak};

#[rustfmt::skip]
const FORMULAS: &[(Formula, &str)] = &[
    (Strong, "bye"), (Strong, "bye bye"), (Strong, "goodbye"), (Strong, "good bye"), (Strong, "byebye"),
    (Strong, "cya"), (Strong, "ttyl"), (Strong, "ciao"), (Strong, "cheerio"), (Strong, "toodles"),
    (Strong, "see you"), (Strong, "see ya"), (Strong, "see you later"), (Strong, "see ya later"),
    (Strong, "see you soon"), (Strong, "i'll see you"), (Strong, "catch you later"), (Strong, "catch ya later"),
    (Strong, "talk later"), (Strong, "talk soon"), (Strong, "talk to you later"), (Strong, "talk to you soon"),
    (Strong, "talk to you"), (Strong, "i'll talk to you"), (Strong, "speak soon"), (Strong, "speak later"),
    (Strong, "speak to you"), (Strong, "until next time"), (Strong, "till next time"), (Strong, "farewell"),
    (Strong, "good night"), (Strong, "goodnight"), (Strong, "nighty night"), (Strong, "night night"),
    (Strong, "peace out"), (Strong, "so long"), (Strong, "signing off"),
    (Strong, "i'm hanging up"), (Strong, "i'm gonna hang up"), (Strong, "i'm going to hang up"),
    (Strong, "i have to hang up"), (Strong, "i need to hang up"), (Strong, "you can hang up"), (Strong, "hang up"),
    (Strong, "end the call"), (Strong, "end call"), (Strong, "let's end the call"), (Strong, "please end the call"),
    (Weak, "later"), (Weak, "laters"), (Weak, "catch you"), (Weak, "let's talk"), (Weak, "we'll talk"), (Weak, "can we talk later"),
    (Weak, "let's talk later"), (Weak, "we'll talk later"), (Weak, "i'll call you"), (Weak, "i'll call you later"),
    (Weak, "i'll call you back"), (Weak, "call you later"), (Weak, "take care"), (Weak, "take care of yourself"), (Weak, "take it easy"),
    (Weak, "be well"), (Weak, "stay safe"),
    (Weak, "gotta go"), (Weak, "gotta run"), (Weak, "gotta jet"), (Weak, "gotta bounce"), (Weak, "gotta dash"),
    (Weak, "gotta head out"), (Weak, "gotta get going"), (Weak, "got to go"), (Weak, "got to run"), (Weak, "got to dash"),
    (Weak, "have to go"), (Weak, "have to run"), (Weak, "have to dash"), (Weak, "have to leave"), (Weak, "have to head out"),
    (Weak, "need to go"), (Weak, "need to run"), (Weak, "must go"), (Weak, "must dash"), (Weak, "must run"), (Weak, "should go"),
    (Weak, "should get going"), (Weak, "should run"), (Weak, "better go"), (Weak, "better run"), (Weak, "better get going"),
    (Weak, "should let you go"), (Weak, "let you go"), (Weak, "i'll let you go"), (Weak, "let me let you go"),
    (Weak, "i'm off"), (Weak, "i'm out"), (Weak, "i'm heading out"), (Weak, "i'm gonna go"), (Weak, "i'm going to go"),
    (Weak, "i'm gonna head out"), (Weak, "i'm gonna run"), (Weak, "time to go"), (Weak, "that's all"), (Weak, "that's it for today"),
    (Weak, "that's all for today"), (Weak, "that's all for now"), (Weak, "that's it for now"),
    (Weak, "that's all i needed"), (Weak, "that's all i wanted"), (Weak, "have a good one"), (Weak, "have a good day"),
    (Weak, "have a great day"), (Weak, "have a nice day"), (Weak, "have a good night"), (Weak, "have a good evening"),
    (Weak, "have a good weekend"), (Weak, "enjoy your day"), (Weak, "sleep well"), (Weak, "sweet dreams"), (Weak, "until then"),
    (Weak, "peace"), (Weak, "night"), (Weak, "over and out"),
];

/// What may stand around a formula without changing it.
#[rustfmt::skip]
const COURTESIES: &[&str] = &[
    "ok", "okay", "k", "kk", "mkay", "haha", "lol", "alright", "all right", "right", "well", "so", "anyway", "anyways", "then", "now", "oh",
    "hey", "um", "uh", "thanks", "thank you", "thank you so much", "thanks so much", "thanks a lot",
    "thanks again", "thanks for everything", "thanks for listening", "thanks for the talk",
    "thanks for calling", "cheers", "great", "cool", "perfect", "good", "nice", "yeah", "yes", "yep",
    "sure", "listen", "look", "sorry", "i'm sorry", "please", "love you", "i love you", "miss you",
    "love ya", "dude", "man", "bro", "buddy", "babe", "baby", "honey", "sweetie", "love", "dear", "mate",
    "pal", "friend", "darling", "boss", "for now", "for today", "really", "just", "i", "i've", "i really",
    "i think i", "i guess i", "i'd", "and", "but", "tomorrow", "soon", "later", "tonight", "today",
    "next week", "next time", "on monday", "on tuesday", "on wednesday", "on thursday", "on friday",
    "on saturday", "on sunday", "around", "again", "this weekend", "next month", "in the morning", "then",
    "real quick", "though", "too", "it was great talking to you", "it was nice talking to you",
    "it was good talking to you", "nice talking to you", "good talking to you", "great talking to you",
    "good talk", "have fun", "all the best", "everyone", "i'm afraid", "up", "you too", "same to you",
    "yourself", "my friend", "my dear", "talk", "it's late", "it's getting late",
];

/// Words before a formula that make it something told, wished for or denied.
#[rustfmt::skip]
const TELLING: &[&str] = &[
    "said", "say", "says", "saying", "like", "goes", "went", "told", "tell", "kiss", "kissed", "kissing", "wave", "waved", "waving",
    "bid", "bidding", "my", "a", "the", "final", "last", "her", "his", "their", "to", "without", "never", "of", "not", "don't", "of",
    "didn't", "can't", "won't", "wouldn't", "before", "when", "if", "until", "is", "was", "be", "wrote", "wanna", "want", "means",
    "has", "no", "long", "every", "one", "this", "that", "had", "have", "hear", "heard", "he", "she", "they", "you",
];

/// What takes a goodbye back.
#[rustfmt::skip]
const SECOND_THOUGHTS: &[&str] = &[
    "wait", "one more thing", "actually", "hold on", "hang on", "before you go", "before i go", "one last thing", "just kidding",
    "don't hang up", "don't go", "oh and",
];

/// Whether the one who says this is ending the call, in English or in the language of the call.
pub fn ends(text: &str, language: Language) -> bool {
    is_goodbye(text) || phrases::is_goodbye(text, language)
}

/// Whether the one who says this is ending the call, in English.
pub fn is_goodbye(text: &str) -> bool {
    let mut parting = false;
    let mut told = false;
    for clause in clauses(text) {
        let sound = clause.words.join(" ");
        let second = SECOND_THOUGHTS
            .iter()
            .any(|phrase| stands_in(&sound, phrase));
        if second {
            parting = false;
        } else if !told && parts(&clause.words) {
            parting = true;
        } else if clause.asks {
            parting = false;
        }
        // "He was like, okay bye": what a clause announces, the next one quotes.
        told =
            clause.words.last().is_some_and(|word| {
                matches!(word.as_str(), "said" | "says" | "like" | "goes" | "me")
            }) && covers(&clause.words).is_none_or(|formulas| formulas == 0);
    }
    parting
}

struct Clause {
    words: Vec<String>,
    asks: bool,
}

fn clauses(text: &str) -> Vec<Clause> {
    text.split_inclusive(['.', ',', '!', '?', ';', ':', '\n', '…', '—', '–'])
        .map(|clause| Clause {
            asks: clause.ends_with('?'),
            words: clause
                .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
                .map(|word| word.replace('’', "'").trim_matches('\'').to_lowercase())
                .map(|word| unstretched(&word))
                .filter(|word| !word.is_empty())
                .collect(),
        })
        .filter(|clause| !clause.words.is_empty())
        .collect()
}

/// "byeee" is "bye": letters that come three times or more are one.
fn unstretched(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let runs = letters.chunk_by(|one, other| one == other);
    runs.flat_map(|run| {
        let kept = if run.len() > 2 { 1 } else { run.len() };
        run.iter().take(kept)
    })
    .collect()
}

fn stands_in(sound: &str, phrase: &str) -> bool {
    format!(" {sound} ").contains(&format!(" {phrase} "))
}

/// Whether a clause parts: as a whole, or by how it ends.
fn parts(words: &[String]) -> bool {
    if covers(words).is_some_and(|formulas| formulas > 0) {
        return true;
    }
    // "my boss is calling gotta run bye": speech often comes without its commas.
    (1..words.len()).any(|start| {
        let (before, tail) = words.split_at(start);
        let strong = tail.first().is_some_and(|word| word == "gotta")
            || FORMULAS
                .iter()
                .any(|(formula, phrase)| *formula == Strong && starts_with(tail, phrase).is_some());
        let told = before
            .last()
            .is_some_and(|word| TELLING.contains(&word.as_str()));
        // A word or two before it may be its subject: "nobody waved bye".
        let sure = before.len() >= 3 && strong;
        !told && covers(tail).is_some_and(|formulas| formulas > 1 || sure && formulas > 0)
    })
}

/// How many formulas of parting the words are made of, where they are made of nothing else but
/// courtesies. After a strong one, one more word may be a name.
fn covers(words: &[String]) -> Option<usize> {
    let mut rest = words;
    let mut formulas = 0;
    let mut named = false;
    while !rest.is_empty() {
        let formula = FORMULAS
            .iter()
            .filter_map(|(formula, phrase)| Some((starts_with(rest, phrase)?, *formula)))
            .max_by_key(|(length, _)| *length);
        let courtesy = COURTESIES
            .iter()
            .filter_map(|phrase| starts_with(rest, phrase))
            .max();
        let taken = match (formula, courtesy) {
            (Some((length, strength)), other) if other.is_none_or(|other| length >= other) => {
                formulas += 1;
                named = strength == Strong;
                length
            }
            (_, Some(length)) => length,
            _ if named && rest.len() == 1 => 1,
            _ => return None,
        };
        rest = rest.get(taken..)?;
    }
    Some(formulas)
}

/// How many words the phrase takes, where the words start with it.
fn starts_with(words: &[String], phrase: &str) -> Option<usize> {
    // Most don't: they are not even taken apart.
    if !phrase.starts_with(words.first()?.as_str()) {
        return None;
    }
    let mut length = 0;
    for part in phrase.split(' ') {
        (words.get(length)? == part).then_some(())?;
        length += 1;
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_takes_their_leave_is_ending_the_call() {
        for text in [
            "bye",
            "Bye Brad!",
            "Gotta run, bye.",
            "ok thanks gotta run bye",
            "Talk later!",
            "I've got to go.",
            "I have to go now.",
            "Okay well I should let you go",
            "Good night, Brad.",
            "See you tomorrow, dude",
            "Alright, take care.",
            "Thanks, that's all for today.",
            "my boss is calling, talk to you later",
            "Anyway I really gotta go, love you, bye",
            "Can we talk later?",
            "I’m gonna hang up now",
            "It was great talking to you. Bye bye.",
            "Gotta go, the kids are calling",
            "it's late I'll talk to you tomorrow",
            "Take care of yourself",
            "sorry my mom is here gotta go",
            "catch you later man",
            "Later, dude.",
            "k bye",
            "okayyy byeeee",
            "lol gotta go",
        ] {
            assert!(is_goodbye(text), "{text}");
        }
    }

    #[test]
    fn whoever_speaks_of_leaving_is_not() {
        for text in [
            "I take care of my mom.",
            "I said bye to my job.",
            "I have to run five miles.",
            "She said goodbye and left.",
            "I have to go to the dentist tomorrow",
            "We kissed goodbye at the airport.",
            "I never got to say goodbye",
            "I had a good night",
            "He told me to take care",
            "I can't wait to see you",
            "Maybe later.",
            "Don't hang up!",
            "Bye! Wait, one more thing.",
            "Before I go, what was the name of that place?",
            "gotta run errands all day",
            "I don't want to go.",
            "And then he goes, okay bye",
            "so long as it works I'm happy",
            "I need to go shopping",
            "The peace talks failed",
            "later today I have a meeting",
            "I'm off work today",
            "I'm out of milk",
            "I have to leave my job",
            "She was like, gotta go",
            "that's all he said",
            "",
            "Bye, he said, and I cried. What should I do?",
            "take it easy on me will you please",
            "I should go to sleep earlier",
            "see you is what he wrote",
            "...",
        ] {
            assert!(!is_goodbye(text), "{text}");
        }
    }
}
