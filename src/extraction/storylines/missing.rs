//! Who or what has gone missing, and comes back: "Still no Biscuit", "she's here!"

use super::super::facts::Said;
use super::super::pattern::{any_matches, finds};
use super::super::people::Who;
use super::super::reader::Reader;
use super::super::topics::slug;
use super::super::words::Word;
use super::event;
use crate::memory::storyline::Status;

/// What the one who is missing has not done, after their name.
#[rustfmt::skip]
const GONE: &[&str] = &[
    "[have] not come home|back",
    "'s|is not come home|back",
    "did not come home|back",
    "be missing",
    "[have] gone missing",
    "'s gone missing",
    "went missing",
    "[have] run|ran away|off",
];
/// What tells that they are back.
const BACK: &[&str] = &[
    "he|she|it be here|back|home|found",
    "he|she|it came home|back",
    "he|she|it turned up",
    "i|we [have] found him|her|it",
    "{} be back|home|found",
    "{} came home|back",
    "{} turned up",
];

/// Notes that somebody went missing or came back; whether the clause told that.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, who: Option<(&Who, &[Word])>) -> bool {
    if comes_back(reader, said) {
        return true;
    }
    let named = match who {
        Some((Who::Other(mention), verb)) => any_matches(GONE, verb).then(|| mention.key()),
        _ => None,
    };
    // "Still no Biscuit", of which "still" and "no" were taken for an opening.
    let awaited = || {
        let caught = finds(
            "still no [sign|trace|word] [of|from] {}",
            &said.sentence.words,
        )?;
        let (name, used) = reader.people.name(caught.part(0))?;
        (used == caught.part(0).len()).then_some(name)
    };
    let Some(name) = named.or_else(awaited) else {
        return false;
    };
    let says = format!("{name} is missing, and {} waits", reader.user_name());
    let topic = slug(&format!("{name} missing"));
    let about = format!("the search for {name}");
    event(reader, said, topic, says, Status::InProgress, about);
    true
}

fn comes_back(reader: &mut Reader<'_>, said: Said<'_>) -> bool {
    let open: Vec<String> = reader
        .open_topics()
        .into_iter()
        .filter(|topic| topic.ends_with("_missing"))
        .collect();
    let back = any_matches(BACK, said.words);
    let [topic] = open.as_slice() else {
        return false;
    };
    if back {
        let about = reader.about(topic);
        let name = super::super::words::capitalised(topic.trim_end_matches("_missing"));
        let says = format!("{name} is back");
        event(reader, said, topic.clone(), says, Status::Resolved, about);
    }
    back
}
