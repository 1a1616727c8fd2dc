//! How people leave the user's life: they died, or the two parted.

use super::super::notes::{Note, contains_word, name_in, standing};
use super::super::pattern::{any_matches, finds, matches};
use super::super::people::{Mention, Who, relation};
use super::super::reader::Reader;
use super::super::words::{Word, capitalised, rest};
use super::ties::introduce;
use super::{Fact, Said, spelt_when, tell};
use crate::memory::Subject;

/// "My dad passed away in 2018", "I lost my grandma last year".
pub fn died(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) -> bool {
    const DIED: &[&str] = &[
        "[have] passed away|on",
        "[have] died",
        "be dead",
        "was killed",
        "[have] passed",
        "[have] left us",
        "[have] slipped away",
        "be no longer with us",
        "be gone since|these|{}",
    ];
    /// "Granda went at Easter": with its day only.
    const WENT: &[&str] = &["[have] went|gone [peacefully|suddenly|quietly]"];
    let dead = match who {
        Who::Other(mention) => DIED
            .iter()
            .chain(
                WENT.iter()
                    .filter(|_| said.date.is_some() && mention.relation.is_some()),
            )
            .filter_map(|pattern| matches(pattern, said.words))
            .find(|caught| {
                caught.left.first().is_none_or(|next| {
                    next.is(&[
                        "from",
                        "of",
                        "in",
                        "at",
                        "after",
                        "when",
                        "unexpectedly",
                        "suddenly",
                        "from",
                        ",",
                        "this",
                        "last",
                        "years",
                        "ten",
                        "at",
                    ])
                })
            })
            .map(|_| mention.clone()),
        Who::User | Who::UserWith(_) => matches("[have] lost {}", said.words).and_then(|caught| {
            let (mention, used) = reader.people.someone(caught.part(0))?;
            let ended = rest(caught.part(0), used)
                .first()
                .is_none_or(|next| next.norm == "to");
            mention
                .relation
                .filter(|relation| {
                    ended && relation.attribute != "pet" && relation.attribute != "boss"
                })
                .map(|_| mention)
        }),
        Who::Persona => None,
    };
    let Some(dead) = dead.filter(|dead| dead.relation.is_some()) else {
        return false;
    };
    let attribute = dead
        .relation
        .map(|relation| relation.attribute)
        .unwrap_or_default();
    let says = format!(
        "passed away{}",
        said.date.map(spelt_when).unwrap_or_default()
    );
    let content = format!("{} {says}", dead.label());
    if matches!(attribute, "mom" | "dad") {
        reader.claim(
            said,
            Subject::User,
            attribute,
            capitalised(&says),
            content,
            true,
        );
        return true;
    }
    let held = |own: &str, value: &str| own == attribute && super::names(value, &dead);
    reader.notes.drop_claims(|claim| {
        claim.subject == Subject::User && held(&claim.attribute, &claim.value)
    });
    if matches!(attribute, "sibling" | "child" | "relative") {
        let value = dead
            .value()
            .unwrap_or_else(|| capitalised(&dead.role().unwrap_or_default()));
        reader.claim(
            said,
            Subject::User,
            attribute,
            format!("{value} ({says})"),
            content.clone(),
            true,
        );
    } else {
        retract(reader, said, |attribute, value| held(attribute, value));
    }
    let named = dead.label();
    let value = format!(
        "{} {says}",
        named
            .strip_prefix("User's ")
            .map(capitalised)
            .unwrap_or(named)
    );
    reader.claim(said, Subject::User, "event", value, content, true);
    true
}

/// "Jessica and I broke up", "she dumped me".
pub fn parted(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) -> bool {
    const WE: &[&str] = &[
        "[have] broke|broken|split|splitted up",
        "be not together",
        "[have] separated",
        "[have] called it quits",
        "be not seeing each other",
    ];
    const THEY: &[&str] = &["dumped|left me", "[have] broke|broken up with me"];
    let from = match who {
        Who::UserWith(other) => {
            let so = any_matches(WE, said.words);
            so.then(|| other.clone().or_else(|| lover(reader)))
        }
        Who::User => {
            let with = matches("[have] broke|broken|split up with {}", said.words);
            let dumped = matches("[have] dumped|left {}", said.words);
            with.or(dumped).and_then(|caught| {
                let (mention, _) = reader.people.someone(caught.part(0))?;
                (is_lover(&mention)
                    || finds("up with", said.words).is_some()
                    || matches("dumped", said.words).is_some())
                .then_some(Some(mention))
            })
        }
        Who::Other(mention) => THEY
            .iter()
            .any(|pattern| {
                matches(pattern, said.words).is_some_and(|caught| {
                    caught.left.is_empty()
                        || caught
                            .left
                            .first()
                            .is_some_and(|next| next.is(&["for", "after", "by", ","]))
                })
            })
            .then(|| Some(mention.clone())),
        Who::Persona => None,
    };
    let Some(from) = from else {
        return false;
    };
    let named = from.as_ref().and_then(|mention| mention.name.clone());
    let of_them = |attribute: &str, value: &str| {
        let love = matches!(attribute, "dating_status" | "partner");
        love && named
            .as_deref()
            .is_none_or(|name| contains_word(value, name) || name_in(value).is_none())
    };
    reader.notes.drop_claims(|claim| {
        claim.subject == Subject::User && of_them(&claim.attribute, &claim.value)
    });
    retract(reader, said, of_them);
    let with = from.as_ref().map(|mention| {
        mention
            .name
            .clone()
            .unwrap_or_else(|| format!("their {}", mention.role().unwrap_or_default()))
    });
    let says = match with {
        Some(with) => format!("broke up with {with}"),
        None => "went through a breakup".to_owned(),
    };
    tell(
        reader,
        said,
        &Who::User,
        Fact {
            attribute: "event",
            value: capitalised(&says),
            says,
            sensitive: false,
        },
    );
    if let Some(name) = named {
        let ex = Mention {
            name: Some(name),
            relation: relation("ex"),
            qualifier: None,
        };
        reader.people.met(&ex);
        introduce(reader, said, &ex);
    }
    true
}

fn is_lover(mention: &Mention) -> bool {
    mention
        .relation
        .is_some_and(|relation| relation.attribute == "partner")
}

/// The one whom the user is known to go out with.
fn lover(reader: &Reader<'_>) -> Option<Mention> {
    let seen = || {
        let said = reader
            .notes
            .claims()
            .filter(|(_, claim)| claim.attribute == "dating_status")
            .filter_map(|(_, claim)| seen_in(&claim.value))
            .next_back();
        let known = standing(reader.hearing.memories)
            .filter(|memory| memory.attribute == "dating_status")
            .find_map(|memory| seen_in(&memory.value));
        said.or(known)
    };
    reader.people.partner().cloned().or_else(|| {
        seen().map(|name| Mention {
            name: Some(name),
            ..Mention::default()
        })
    })
}

/// "Jessica" of "Casually seeing Jessica".
fn seen_in(value: &str) -> Option<String> {
    super::super::words::words(value)
        .into_iter()
        .skip(1)
        .find(Word::is_capital)
        .map(|word| word.text)
}

fn retract(reader: &mut Reader<'_>, said: Said<'_>, is_so: impl Fn(&str, &str) -> bool) {
    for memory in standing(reader.hearing.memories) {
        if memory.subject == Subject::User && is_so(&memory.attribute, &memory.value) {
            let note = Note::Retract {
                subject: Subject::User,
                attribute: memory.attribute.clone(),
                value: Some(memory.value.clone()),
            };
            reader.notes.push(said.place, note);
        }
    }
}
