//! Who has moved, come back or gone is no more where they were told to be.

use super::super::super::facts::Said;
use super::super::super::notes::contains_word;
use super::super::super::pattern::{any_matches, matches, matching};
use super::super::super::reader::Reader;
use super::super::super::words::{Word, said, span};
use super::{Told, end, says};
use crate::memory::Subject;

/// Who has moved is no more where they were.
pub fn note(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>) {
    returned(reader, spoken, told);
    const AT_HOME: &[&str] = &[
        "is in ",
        "lives in ",
        "is back in ",
        "is staying in ",
        "is living in ",
    ];
    const WITH: &[&str] = &[
        "is renting ",
        "is living ",
        "is staying ",
        "is stopping ",
        "lives with ",
        "is in a hostel",
        "is in the hostel",
        "is at their ",
        "is back at their ",
        "is kipping ",
    ];
    // A place has a name: who is in a brass band stays in it.
    let placed = |says: &str| {
        AT_HOME
            .iter()
            .filter_map(|begins| says.strip_prefix(begins))
            .any(|place| place.starts_with(char::is_uppercase))
    };
    let moves = reader
        .notes
        .claims_since(spoken.place, told.since)
        .any(|claim| {
            claim.subject == told.subject
                && (claim.attribute == "home"
                    || says(&claim.content, &told.label)
                        .is_some_and(|says| says.starts_with("moved to ")))
        });
    let out = matches("[be|have] moved out", told.verb).is_some();
    // "I've moved!"
    let bare = matches("[be|have] moved|relocated [again|house|home]", told.verb)
        .is_some_and(|caught| caught.left.first().is_none_or(Word::is_mark));
    let housed = told
        .verb
        .iter()
        .any(|word| word.is(&["flat", "place", "house", "room", "keys", "moved"]));
    // "I've got my own flat now".
    let own = told.subject == Subject::User
        && housed
        && any_matches(
            &[
                "have [got] my|a|our own flat|place|house|room",
                "have [got] a|my|the [new] flat|place|house|room in|by|near|above|over|with|now",
                "have moved into|in {}",
                "got the keys",
                "have got the keys",
                "[be|have] giving|given|gave up the|my|our house|flat|room|place",
                "[have] sold the|my|our house|flat|place",
            ],
            told.verb,
        );
    if told.subject == Subject::User && housed {
        left(reader, spoken, told);
    }
    let moves = moves || bare || own;
    let now_in = matches!(told.verb, [be, in_, place, ..]
        if be.is(&["am", "is", "'s"]) && in_.norm == "in" && place.is_capital())
        && (told.subject != Subject::User || told.verb.iter().any(|word| word.norm == "now"));
    if moves || out || now_in {
        end(reader, spoken, told, |says| {
            placed(says) || (out || moves) && WITH.iter().any(|begins| says.starts_with(begins))
        });
    }
}

/// "I'm giving up the flat in Reading": no home any more.
fn left(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>) {
    const LEFT: &[&str] = &[
        "[be|have] giving|given|gave up the|my|our house|flat|place|room in {}",
        "[have] sold|left the|my|our house|flat|place|room in {}",
    ];
    if let Some((_, caught)) = matching(LEFT, told.verb) {
        let place = said(span(
            caught.part(0),
            0,
            caught
                .part(0)
                .iter()
                .take_while(|word| word.is_capital())
                .count(),
        ));
        reader.end_standing(spoken.place, |memory| {
            memory.subject == Subject::User
                && memory.attribute == "home"
                && !place.is_empty()
                && contains_word(&memory.value, &place)
        });
    }
}

/// "She's moved back in", "he's home", "Jo's gone to her sister's": where they were staying, or that they
/// had left.
fn returned(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>) {
    const RETURNED: &[&str] = &[
        "[be|have] [come|came|got|gone|went|moved|been|flown|flew] back|home [in] {}",
        "[be|have] [come|came|got|gone|went|moved|been|flown|flew] back|home [in]",
        "[be|have] gone|went|off|moved to {}",
        "[be|have] moved out",
        "[be|have] [been] discharged",
        "be out of hospital|prison|rehab",
    ];
    const CUES: &[&str] = &[
        "back",
        "home",
        "gone",
        "went",
        "off",
        "moved",
        "discharged",
        "out",
    ];
    if !told.verb.iter().take(5).any(|word| word.is(CUES)) {
        return;
    }
    const STAYING: &[&str] = &[
        "is away ",
        "is staying ",
        "is stopping ",
        "is living with ",
        "lives with ",
        "is in hospital",
        "is in the hospital",
        "is over in ",
        "is off to ",
        "has gone ",
    ];
    const LEFT: &[&str] = &["moved out", "has moved out", "left ", "has left "];
    let Some((_, caught)) = matching(RETURNED, told.verb) else {
        return;
    };
    let idle = |word: &Word| word.is_mark();
    let bare = caught.left.iter().all(idle) || caught.left.first().is_some_and(idle);
    // "Is back on the tills": at work.
    let at_it = told.verb.iter().any(|word| word.is(&["on", "at", "into"]));
    let back = told.verb.iter().any(|word| word.is(&["back", "home"]));
    if !bare || at_it {
        return;
    }
    // "Is at her sister's", "is in Kenya": with a name, or with somebody. Of the user that may be their home.
    let with = |says: &str| {
        if told.subject == Subject::User {
            return false;
        }
        let place = says
            .strip_prefix("is at ")
            .or_else(|| says.strip_prefix("is in "))
            .unwrap_or_default();
        place.contains("'s") || place.starts_with(char::is_uppercase)
    };
    end(reader, spoken, told, |says| {
        STAYING.iter().any(|begins| says.starts_with(begins))
            || with(says)
            || back && LEFT.iter().any(|begins| says.starts_with(begins))
    });
}
