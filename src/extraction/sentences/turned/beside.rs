//! Who is named apart from the verb: before it and again by a pronoun, or after all.

use super::super::super::lexicon::doing::{AT_IT, STATES};
use super::super::super::people::{is_given_name, role_at};
use super::super::super::verbs::is_past;
use super::super::super::words::{Word, rest, span, uncapitalised};
use super::{begins_person, begins_verb, is};

/// "Segun, my husband, he drives" is "my husband Segun drives".
pub fn set_beside(mut words: Vec<Word>) -> Vec<Word> {
    let [name, comma, my, ..] = words.as_slice() else {
        return words;
    };
    let named = name.is_capital() && comma.norm == "," && my.norm == "my";
    let Some((.., used)) = role_at(rest(&words, 3)).filter(|_| named) else {
        return words;
    };
    let goes_on = words
        .get(3 + used)
        .is_some_and(|next| next.norm == "," || begins_verb(rest(&words, 3 + used)));
    if goes_on {
        let name = words.remove(0);
        words.remove(0);
        words.insert(1 + used, name);
    }
    words
}

/// "Ana, that's my mum" is "Ana is my mum".
pub fn pointed(mut words: Vec<Word>) -> Vec<Word> {
    let at = words.iter().take(3).position(|word| word.norm == ",");
    if let Some(at) = at
        && at > 0
        && span(&words, 0, at).iter().all(Word::is_capital)
        && is(words.get(at + 1), &["that", "she", "he"])
        && is(words.get(at + 2), &["is", "'s"])
        && is(words.get(at + 3), &["my"])
    {
        words.drain(at..at + 2);
    }
    words
}

/// "He's moved out, has Steve" is "Steve's moved out".
pub fn named_after(mut words: Vec<Word>) -> Vec<Word> {
    if is(words.first(), &["he", "she"])
        && let Some((from, to)) = named_aside(&words)
    {
        // "My Ted" is Ted.
        let whose =
            usize::from(words.get(from + 2).is_some_and(|name| {
                name.is_capital() && role_at(rest(&words, from + 2)).is_none()
            }));
        let name = span(&words, from + 1 + whose, to).to_vec();
        words.drain(from..to);
        words.splice(0..1, name);
        return words;
    }
    let comma = words.iter().rposition(|word| word.norm == ",");
    let Some(comma) = comma.filter(|_| is(words.first(), &["he", "she"])) else {
        return words;
    };
    let tag = rest(&words, comma + 1);
    let name = rest(tag, 1);
    let tells = is(tag.first(), &["has", "is", "does", "did", "was"])
        && (1..=3).contains(&name.len())
        && begins_person(name);
    if tells {
        let name = name.to_vec();
        words.truncate(comma);
        words.splice(0..1, name);
    }
    words
}

/// "My friend Lou, allergic to nuts": that they are so.
pub fn stated_of(mut words: Vec<Word>) -> Vec<Word> {
    let mine = is(words.first(), &["my", "our"]);
    let Some((.., used)) = role_at(rest(&words, 1)).filter(|_| mine) else {
        return words;
    };
    let name = usize::from(words.get(1 + used).is_some_and(Word::is_capital));
    let comma = 1 + used + name;
    let state = words
        .get(comma + 1)
        .is_some_and(|state| state.is(STATES) || state.norm == "allergic");
    if state && words.get(comma).is_some_and(|mark| mark.norm == ",") {
        words.splice(comma..=comma, [Word::meant("is")]);
    }
    words
}

/// Where somebody is named between commas, or at the end: ", my Ted,".
fn named_aside(words: &[Word]) -> Option<(usize, usize)> {
    (2..words.len()).find_map(|from| {
        let whose = words.get(from).is_some_and(|word| word.norm == ",")
            && is(words.get(from + 1), &["my", "our"]);
        let named = rest(words, from + 2);
        let capitals = named.iter().take_while(|word| word.is_capital()).count();
        let used = match role_at(named).filter(|_| whose) {
            Some((.., used)) => used,
            None if whose && (1..=2).contains(&capitals) => capitals,
            None => return None,
        };
        let to = from + 2 + used;
        words
            .get(to)
            .is_none_or(Word::is_mark)
            .then_some((from, to))
    })
}

/// "Passed her test, our Becky" and "broke his hip, my dad, in March": who is named after the verb is
/// named before it.
pub fn named_last(mut words: Vec<Word>) -> Vec<Word> {
    let begins = words.first().is_some_and(|first| {
        is_past(first)
            || first.is(STATES)
            || first.is(AT_IT)
            || first.is(&["been", "never", "allergic", "off", "back", "got"])
    });
    if !begins {
        return words;
    }
    let found = words.iter().enumerate().find_map(|(at, comma)| {
        if comma.norm != "," || at < 2 {
            return None;
        }
        let tag = rest(&words, at + 1);
        let used = usize::from(is(tag.first(), &["has", "is", "did", "was"]));
        let named = rest(tag, used);
        let whose = usize::from(is(named.first(), &["my", "our"]));
        let names = match role_at(rest(named, whose)).filter(|_| whose == 1) {
            Some((.., role)) => {
                let name = named.get(whose + role).is_some_and(Word::is_capital);
                whose + role + usize::from(name)
            }
            None => {
                let capitals = rest(named, whose)
                    .iter()
                    .take(2)
                    .take_while(|word| word.is_capital() && is_given_name(&word.norm))
                    .count();
                whose + capitals
            }
        };
        // "Kath and Ron", "this parcel".
        let both =
            is(named.get(names), &["and"]) && named.get(names + 1).is_some_and(Word::is_capital);
        let names = if both && names > whose {
            names + 2
        } else {
            names
        };
        let pointed = is(tag.first(), &["this", "that", "these"])
            && !is(
                named.get(1),
                &[
                    "day",
                    "morning",
                    "week",
                    "month",
                    "year",
                    "time",
                    "evening",
                    "afternoon",
                    "summer",
                    "winter",
                    "weekend",
                    "is",
                    "was",
                ],
            );
        let names = if pointed { 2 } else { names };
        let ends = named.get(names).is_none_or(Word::is_mark);
        (names > whose && ends).then_some((at, at + 1 + used, at + 1 + used + names))
    });
    if let Some((comma, from, to)) = found {
        let name: Vec<Word> = span(&words, from, to).to_vec();
        words.drain(comma..to);
        if let Some(first) = words.first_mut() {
            first.text = uncapitalised(&first.text);
        }
        let done = is(words.get(1), &["a", "an", "the", "his", "her", "to", "my"]);
        let be = words.first().is_some_and(|first| {
            first.is(STATES) && !done || first.is(AT_IT) || first.is(&["allergic", "off", "back"])
        });
        let joint = be.then(|| Word::meant("is"));
        words.splice(0..0, name.into_iter().chain(joint));
    }
    words
}

/// "My wife, she drives" and "the captain he say": who is named needs no pronoun.
pub fn undoubled(mut words: Vec<Word>) -> Vec<Word> {
    let mine = is(words.first(), &["my"]);
    let used = if mine {
        role_at(rest(&words, 1)).map_or(1, |(.., used)| used + 1)
    } else {
        words
            .iter()
            .take(2)
            .take_while(|word| word.is_capital())
            .count()
    };
    if used == 0 {
        return words;
    }
    // "My knees, they ache".
    let thing = mine && used == 1;
    let used = if thing {
        words
            .iter()
            .take(4)
            .position(|word| word.norm == ",")
            .unwrap_or(1)
    } else {
        used
    };
    let named = rest(&words, used)
        .iter()
        .take(if mine { 2 } else { 0 })
        .take_while(|word| word.is_capital())
        .count();
    let end = used + named;
    let comma = usize::from(is(words.get(end), &[","]));
    let again = words.get(end + comma).is_some_and(|word| {
        word.is(&["he", "she", "they"]) || (thing && comma == 1 && word.norm == "it")
    });
    let told =
        begins_verb(rest(&words, end + comma + 1)) || (mine && words.len() > end + comma + 2);
    if again && told && (mine || comma == 1) {
        words.drain(end..=end + comma);
    }
    words
}
