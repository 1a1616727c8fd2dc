//! Several people at once: "my sisters Ann and Bea", "two lads, Finn and Oscar", "I've twins, Ada and Max".

use super::super::super::dates::number;
use super::super::super::people::{Mention, Relation, is_given_name, relation};
use super::super::super::reader::Reader;
use super::super::super::words::{Word, rest, span};
use super::super::Said;
use super::give_name;

/// Notes each by their name.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>) {
    let words = said.words;
    for at in 0..words.len() {
        let Some(relation) = words.get(at).and_then(several) else {
            continue;
        };
        if !are_mine(span(words, 0, at)) {
            continue;
        }
        let joints = rest(words, at + 1)
            .iter()
            .take_while(|word| word.is(&[",", ":", "called", "named", "are", "-"]))
            .count();
        let Some(names) = names(reader, rest(words, at + 1 + joints)) else {
            continue;
        };
        for name in names {
            let one = Mention {
                name: None,
                relation: Some(relation),
                qualifier: None,
            };
            give_name(reader, said, one, name);
        }
    }
}

/// What each of several is to the user.
fn several(word: &Word) -> Option<Relation> {
    match word.norm.as_str() {
        "kids" | "children" | "twins" | "triplets" | "kiddies" => relation("child"),
        "boys" => relation("son"),
        "girls" => relation("daughter"),
        "geese" | "mice" => None,
        norm => relation(norm.strip_suffix('s')?).filter(|relation| !relation.attribute.is_empty()),
    }
}

/// "My three", "I have two", "two": of the user.
fn are_mine(before: &[Word]) -> bool {
    let owned = before
        .iter()
        .rev()
        .take(4)
        .any(|word| word.is(&["my", "our"]));
    let had = before.first().is_some_and(|word| word.is(&["i", "we"]))
        && before.iter().any(|word| word.is(&["have", "got", "had"]));
    let counted = before.is_empty()
        || (before.len() <= 2
            && before
                .first()
                .is_some_and(|word| number(std::slice::from_ref(word)).is_some()));
    owned || had || counted
}

/// "Finn and Oscar", "Ann, Bea and Cy": two names or more.
fn names(reader: &Reader<'_>, words: &[Word]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut later = words;
    let mut joined = false;
    loop {
        let (name, used) = reader.people.name(later)?;
        let first = later.first()?;
        if !reader.people.cased && !is_given_name(&first.norm) {
            return None;
        }
        names.push(name);
        later = rest(later, used);
        let joints = later
            .iter()
            .take_while(|word| word.is(&[",", "and", "&"]))
            .count();
        joined |= span(later, 0, joints)
            .iter()
            .any(|word| word.is(&["and", "&"]));
        let more = joints > 0 && reader.people.name(rest(later, joints)).is_some();
        if !more {
            break;
        }
        later = rest(later, joints);
    }
    (joined && names.len() > 1).then_some(names)
}
