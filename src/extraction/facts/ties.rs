//! What ties people to the user: who they are, what they are like, that they parted or died.

mod having;
mod meeting;
mod several;

use super::super::pattern::{Caught, matches};
use super::super::people::{Mention, Who, is_given_name, relation, role};
use super::super::reader::Reader;
use super::super::words::{Word, capitalised, rest};
use super::Said;
use super::partings::{died, parted};
use super::shapes::tidy;
use crate::memory::Subject;
use having::have_one;

/// Notes a name given to someone: "my dog's name is Rex", and "her name is Coco" after "we got a
/// puppy".
pub fn named(reader: &mut Reader<'_>, said: Said<'_>) {
    let of_mine = matches("my {} 's name be {}", said.words)
        .or_else(|| matches("my {} be called|named {}", said.words))
        .or_else(|| matches("the|our {} be called|named {}", said.words).filter(is_of_a_pet));
    let of_hers = matches("her|his|its|their name be {}", said.words)
        .or_else(|| matches("i|we|they [have] called|named|calling it|him|her|them {}", said.words))
        .or_else(|| matches("the|my|our kids|children|boys|girls|grandkids|lads [have] called|named it|him|her|them {}", said.words))
        .or_else(|| matches("she|he|it be called|named {}", said.words));
    let (mention, name) = if let Some(caught) = of_mine {
        let Some((relation, qualifier)) = role(caught.part(0)) else {
            return;
        };
        let mention = Mention {
            name: None,
            relation: Some(relation),
            qualifier,
        };
        (mention, caught.part(1))
    } else {
        let latest = reader.people.latest();
        let nameless = latest.filter(|latest| latest.name.is_none()).cloned();
        let (Some(caught), Some(nameless)) = (of_hers, nameless) else {
            return;
        };
        (nameless, caught.part(0))
    };
    if let Some((name, _)) = reader.people.name(name) {
        give_name(reader, said, mention, name);
    }
}

/// "The dog's called Chutney": of the house, and nobody else's.
fn is_of_a_pet(caught: &Caught<'_>) -> bool {
    role(caught.part(0)).is_some_and(|(relation, _)| relation.attribute == "pet")
}

/// "My kids are Emma and Jack."
pub fn named_children(reader: &mut Reader<'_>, said: Said<'_>) {
    let Some(caught) = matches("my|our [two|three] kids|children be {}", said.words) else {
        return;
    };
    let names: Vec<Option<String>> = tidy(caught.part(0))
        .split(|word| word.is(&[",", "and"]))
        .filter(|name| !name.is_empty())
        .map(|words| {
            let named = reader.people.name(words);
            named
                .filter(|(_, used)| *used == words.len())
                .map(|(name, _)| name)
        })
        .collect();
    // One that is no name, and none of them may be.
    let Some(names) = names.into_iter().collect::<Option<Vec<String>>>() else {
        return;
    };
    for name in names {
        let child = Mention {
            name: None,
            relation: relation("child"),
            qualifier: None,
        };
        give_name(reader, said, child, name);
    }
}

/// Notes who comes into the talk by a name.
pub fn met(reader: &mut Reader<'_>, said: Said<'_>) {
    meeting::note(reader, said);
    several::note(reader, said);
}

/// Introduces someone who was only known by what they are to the user.
fn give_name(reader: &mut Reader<'_>, said: Said<'_>, mention: Mention, name: String) {
    let role = mention.role().unwrap_or_default();
    let attribute = mention
        .relation
        .map(|relation| relation.attribute)
        .unwrap_or_default();
    reader.notes.drop_claims(|claim| {
        claim.attribute == attribute && claim.value.eq_ignore_ascii_case(&role)
    });
    let mention = Mention {
        name: Some(name),
        ..mention
    };
    reader.people.met(&mention);
    reader.speak_of(said.place, &mention);
    introduce(reader, said, &mention);
}

/// What a coworker or a friend may be like, lastingly.
const LIKE: &[&str] = &[
    "cool",
    "nice",
    "problematic",
    "annoying",
    "difficult",
    "passive-aggressive",
    "toxic",
    "rude",
    "mean",
    "kind",
    "supportive",
    "awesome",
    "great",
    "funny",
    "lazy",
    "smart",
    "helpful",
    "brilliant",
    "arrogant",
    "sweet",
    "friendly",
    "hilarious",
    "competitive",
    "manipulative",
    "condescending",
    "weird",
    "chill",
    "loyal",
    "bossy",
    "amazing",
    "wonderful",
    "terrible",
    "awful",
    "unbearable",
    "insufferable",
    "generous",
];

/// Notes ties; whether the clause said nothing else.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) -> bool {
    died(reader, said, who)
        || parted(reader, said, who)
        || is_mine(reader, said, who)
        || have_one(reader, said, who)
        || {
            described(reader, said, who);
            calls(reader, said, who);
            false
        }
}

/// Notes the people that a clause speaks of as the user's: "lunch with my coworker Jake".
pub fn introductions(reader: &mut Reader<'_>, said: Said<'_>, claimed: bool) {
    let mut at = 0;
    while at < said.words.len() {
        let here = rest(said.words, at);
        let own = here
            .first()
            .is_some_and(|word| word.norm == "my" || word.is_capital())
            // "He died, Brad": nobody is spoken of.
            && here.first().is_none_or(|word| word.norm != reader.persona);
        let Some((mention, used)) = own.then(|| reader.people.someone(here)).flatten() else {
            at += 1;
            continue;
        };
        // A capital at the beginning of a sentence is no name by itself.
        let known = mention.relation.is_some()
            || mention
                .name
                .as_deref()
                .is_some_and(|name| reader.people.by_name(name).is_some());
        if known || at == 0 || is_somebody_met(reader, said.words, at, &mention) {
            let spoken_of_as_mine =
                here.first().is_some_and(|word| word.norm == "my") && mention.name.is_some();
            if known || is_somebody_met(reader, said.words, at, &mention) {
                reader.people.met(&mention);
            }
            if known {
                reader.speak_of(said.place, &mention);
            }
            if claimed && spoken_of_as_mine {
                introduce(reader, said, &mention);
            }
        }
        at += used.max(1);
    }
}

/// A common name within a sentence, and no place: "met Carmen in Cadiz".
fn is_somebody_met(reader: &Reader<'_>, words: &[Word], at: usize, mention: &Mention) -> bool {
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let placed = before.is_none_or(|before| {
        before.is(&[
            "in", "at", "to", "from", "near", "of", "around", "outside", "the",
        ])
    });
    let common = |name: &str| {
        let first = name.split(' ').next().unwrap_or_default();
        is_given_name(&first.to_lowercase())
    };
    !placed && reader.people.cased && mention.name.as_deref().is_some_and(common)
}

/// Notes who someone is to the user.
pub fn introduce(reader: &mut Reader<'_>, said: Said<'_>, mention: &Mention) {
    let (Some(relation), Some(name)) = (mention.relation, mention.name.clone()) else {
        return;
    };
    let value = match relation.attribute {
        "" => return,
        "mom" | "dad" => format!("Called {name}"),
        _ => mention.value().unwrap_or_default(),
    };
    let content = match relation.attribute {
        "mom" | "dad" => format!("User's {} is called {name}", relation.word),
        _ => format!("{name} is User's {}", mention.role().unwrap_or_default()),
    };
    reader.claim(
        Said { date: None, ..said },
        Subject::User,
        relation.attribute,
        value,
        content,
        false,
    );
}

/// "Sarah is my coworker", "Tom is a friend of mine".
fn is_mine(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) -> bool {
    let Who::Other(mention) = who else {
        return false;
    };
    let mine =
        matches("be my {}", said.words).or_else(|| matches("be a|an {} of mine", said.words));
    let Some(caught) = mine else {
        return false;
    };
    let Some((relation, qualifier)) = role(caught.part(0)) else {
        return false;
    };
    let mention = Mention {
        name: mention.name.clone(),
        relation: Some(relation),
        qualifier,
    };
    reader.people.met(&mention);
    reader.speak_of(said.place, &mention);
    introduce(reader, said, &mention);
    true
}

/// "Jake is cool": "Jake (cool)".
fn described(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) {
    let Who::Other(mention) = who else {
        return;
    };
    let held = mention
        .relation
        .filter(|relation| matches!(relation.attribute, "coworker" | "friend"));
    let (Some(relation), Some(name)) = (held, &mention.name) else {
        return;
    };
    let like = matches("be|have [been|being] [a] [bit|little] {}", said.words).and_then(|caught| {
        let words = tidy(caught.part(0));
        let words = if words
            .first()
            .is_some_and(|word| word.is(&["been", "being"]))
        {
            super::after(words)
        } else {
            words
        };
        let only = words.first().filter(|word| word.is(LIKE))?;
        words
            .get(1)
            .is_none_or(|next| next.is(&[",", "and", "to", "about"]))
            .then(|| only.norm.clone())
    });
    if let Some(like) = like {
        let content = format!(
            "{name} is User's {} and is {like}",
            mention.role().unwrap_or_default()
        );
        reader.claim(
            said,
            Subject::User,
            relation.attribute,
            format!("{name} ({like})"),
            content,
            false,
        );
    }
}

/// "My mom calls every Sunday."
fn calls(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) {
    let Who::Other(mention) = who else {
        return;
    };
    let parent = mention
        .relation
        .filter(|relation| matches!(relation.attribute, "mom" | "dad"));
    let caught = matches("call~|visit~ [me|us] every|each {}", said.words);
    if let (Some(parent), Some(caught)) = (parent, caught) {
        let verb = said
            .words
            .iter()
            .find(|word| word.norm.starts_with("call") || word.norm.starts_with("visit"));
        let says = format!(
            "{} every {}",
            verb.map(|word| word.norm.clone()).unwrap_or_default(),
            super::said(tidy(caught.part(0)))
        );
        let content = format!("{} {says}", mention.label());
        reader.claim(
            said,
            Subject::User,
            parent.attribute,
            capitalised(&says),
            content,
            false,
        );
    }
}
