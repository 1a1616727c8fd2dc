//! Whom the user has: "I have a sister called Anna", "we adopted a dog".

use super::super::super::pattern::matches;
use super::super::super::people::{Mention, Relation, Who, role_at};
use super::super::super::reader::Reader;
use super::super::super::words::{Word, capitalised, rest, span};
use super::super::shapes::tidy;
use super::super::{Fact, Said, tell, with_article};
use super::{introduce, meeting};

/// "I have a sister called Anna", "we adopted a dog".
pub fn have_one(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) -> bool {
    if !matches!(who, Who::User | Who::UserWith(_)) {
        return false;
    }
    let Some(caught) = matches("[have] have|got|adopted a|an {}", said.words)
        .or_else(|| matches("have|adopted a|an {}", said.words))
        .or_else(|| matches("have [got] the|just one {}", said.words))
    else {
        return false;
    };
    let words = caught.part(0);
    let more = words.windows(2).position(
        |pair| matches!(pair, [and, a] if and.is(&["and", ",", "&"]) && a.is(&["a", "an"])),
    );
    let had = have_this(reader, said, span(words, 0, more.unwrap_or(words.len())));
    let mut later = more.map(|at| rest(words, at + 2)).unwrap_or_default();
    // "A dog, Mungo, a lurcher": one animal.
    let kind = |words: &[Word]| role_at(words).map(|(relation, ..)| relation.word);
    let comma = more
        .and_then(|at| words.get(at))
        .is_some_and(|word| word.norm == ",");
    if had && comma && kind(words).is_some() && kind(words) == kind(later) {
        if let Some(name) = reader
            .people
            .latest()
            .and_then(|latest| latest.name.clone())
        {
            meeting::breed(reader, said, &name, later);
        }
        return true;
    }
    while had && !later.is_empty() {
        let end = later.iter().position(|word| word.is(&["and", ",", "&"]));
        let this = span(later, 0, end.unwrap_or(later.len()));
        if !have_this(reader, said, this) {
            break;
        }
        later = end.map(|at| rest(later, at)).unwrap_or_default();
        let joint = later
            .iter()
            .take_while(|word| word.is(&["and", ",", "&", "a", "an"]))
            .count();
        later = rest(later, joint);
    }
    had
}

/// "Sister called Anna", after "I have a".
fn have_this(reader: &mut Reader<'_>, said: Said<'_>, words: &[Word]) -> bool {
    let Some((relation, qualifier, used)) =
        role_at(words).filter(|(relation, ..)| is_had(*relation))
    else {
        return false;
    };
    let later = rest(words, used);
    let skipped = later
        .iter()
        .take_while(|word| {
            word.is(&[
                "named", "called", ",", "and", "his", "her", "its", "name", "is",
            ])
        })
        .count();
    let name = reader
        .people
        .name(rest(later, skipped))
        .filter(|_| skipped > 0 || reader.people.cased)
        .map(|(name, _)| name);
    // "A dog problem" is no dog.
    let ends = name.is_some()
        || tidy(later).is_empty()
        || later.first().is_some_and(|word| {
            word.is(&[
                ",", "who", "and", "in", "from", "at", "now", "off", "for", "last", "since",
                "that", "with",
            ])
        });
    if !ends {
        return false;
    }
    let mention = Mention {
        name,
        relation: Some(relation),
        qualifier,
    };
    reader.people.met(&mention);
    if let Some(name) = mention.name.clone() {
        introduce(reader, said, &mention);
        if relation.attribute == "pet" {
            meeting::breed(reader, said, &name, span(words, 0, used));
        }
    } else {
        let role = mention.role().unwrap_or_default();
        let fact = Fact {
            attribute: relation.attribute,
            value: capitalised(&role),
            says: format!("has {}", with_article(&role)),
            sensitive: false,
        };
        if relation.attribute == "partner" {
            tell(
                reader,
                said,
                &Who::User,
                Fact {
                    attribute: "dating_status",
                    value: "In a relationship".to_owned(),
                    ..fact
                },
            );
        } else {
            tell(reader, said, &Who::User, fact);
        }
    }
    true
}

fn is_had(relation: Relation) -> bool {
    matches!(relation.attribute, "sibling" | "child" | "pet" | "partner")
}
