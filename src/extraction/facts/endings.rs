//! What is so no more: "I don't live there any longer", "I quit my job".

use super::super::notes::Place;
use super::super::pattern::{finds, matches};
use super::super::people::Who;
use super::super::reader::Reader;
use super::super::words::{Word, stems, words};
use super::Said;
use super::rules::ENDINGS;
use super::shapes::{self, tidy};
use crate::memory::Subject;

/// Notes what is so no more. It needs something that was held to be so: in a memory, or said in
/// this very call.
pub fn ends(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) {
    let subject = match who {
        Who::User | Who::UserWith(_) => Subject::User,
        Who::Other(mention) => mention.subject(),
        Who::Persona => return,
    };
    let spelt = no_longer(said.words);
    let words = spelt.as_deref().unwrap_or(said.words);
    for (pattern, attributes) in ENDINGS {
        if let Some(caught) = matches(pattern, words) {
            let all = !pattern.contains("{}");
            let spoken = if all {
                Vec::new()
            } else {
                stems(shapes::tidy(caught.part(0)))
            };
            end(reader, said.place, &subject, attributes, &spoken, all);
        }
    }
    // "I don't climb any more."
    let any_more = spelt.is_some() || is_any_more(words);
    if any_more && let Some(caught) = matches("do not {}", words) {
        end(
            reader,
            said.place,
            &subject,
            &["hobby", "likes", "plan"],
            &stems(tidy(caught.part(0))),
            false,
        );
    }
}

/// "No longer live there" as "do not live there", where it says so.
fn no_longer(words: &[Word]) -> Option<Vec<Word>> {
    let at = words.windows(2).position(
        |pair| matches!(pair, [no, longer] if no.norm == "no" && longer.norm == "longer"),
    )?;
    let mut spelt = words.to_vec();
    let denial = if at == 0 {
        vec![Word::meant("do"), Word::meant("not")]
    } else {
        vec![Word::meant("not")]
    };
    spelt.splice(at..at + 2, denial);
    Some(spelt)
}

fn end(
    reader: &mut Reader<'_>,
    place: Place,
    subject: &Subject,
    attributes: &[&str],
    spoken: &[String],
    all: bool,
) {
    let about = |own: &Subject, attribute: &str, value: &str| {
        let named = || {
            let held = stems(&words(value));
            !spoken.is_empty()
                && (spoken.iter().all(|stem| held.contains(stem))
                    || held.iter().all(|stem| spoken.contains(stem)))
        };
        own == subject && attributes.contains(&attribute) && (all || named())
    };
    reader
        .notes
        .drop_claims(|claim| about(&claim.subject, &claim.attribute, &claim.value));
    reader.end_standing(place, |memory| {
        about(&memory.subject, &memory.attribute, &memory.value)
    });
}

pub fn is_any_more(words: &[Word]) -> bool {
    words.iter().any(|word| word.is(&["anymore"])) || finds("any more|longer", words).is_some()
}
