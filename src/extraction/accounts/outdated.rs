//! What was told of the user and is so no more: where they were before they moved, what they are not "any
//! more", how many there were before there were fewer.

use super::super::dates::number;
use super::super::facts::Said;
use super::super::notes::standing;
use super::super::pattern::{matches, matching};
use super::super::reader::Reader;
use super::super::words::{Word, span, stems, words};
use crate::memory::Subject;

/// Ends what the clause says is so no more. What it claimed itself was noted since `before`.
pub fn note(reader: &mut Reader<'_>, spoken: Said<'_>, clause: &[Word], before: usize) {
    not_any_more(reader, spoken, clause);
    given_up(reader, spoken, clause);
    recounted(reader, spoken, clause);
    moved(reader, spoken, before);
}

/// "I'm not at the nursery now": what was told of it in other words.
fn not_any_more(reader: &mut Reader<'_>, spoken: Said<'_>, clause: &[Word]) {
    let [i, am, not, tail @ ..] = clause else {
        return;
    };
    let denies = i.norm == "i" && am.is(&["am", "do"]) && not.norm == "not";
    let for_good = tail
        .iter()
        .any(|word| word.is(&["anymore", "more", "longer"]));
    let now = tail.iter().any(|word| word.norm == "now");
    let sought: Vec<Word> = tail
        .iter()
        .filter(|word| {
            !word.is(&[
                "now", "any", "anymore", "no", "more", "longer", "live", "work", "stay", "have",
                "do",
            ])
        })
        .cloned()
        .collect();
    // "Not home now" is of the moment.
    let is_named = sought.iter().any(Word::is_capital);
    let sought = stems(&sought);
    let ends = for_good || now && (is_named || sought.len() > 1 || is_at_work(tail));
    if denies && ends && !sought.is_empty() {
        end(reader, spoken, |content, told| {
            let held = stems(told);
            content.starts_with("User ") && sought.iter().all(|stem| held.contains(stem))
        });
    }
}

/// "I packed the law in", "I've finished there", "we sold the boat": what was told of it before.
fn given_up(reader: &mut Reader<'_>, spoken: Said<'_>, clause: &[Word]) {
    const GIVEN_UP: &[&str] = &[
        "i|we [have] [had] [to] pack|packed|jacked|chucked in {}",
        "i|we [have] [had] [to] pack|packed|jacked|chucked {} in",
        "i|we [have] [had] [to] give|gave|given up {}",
        "i|we [have] [had] [to] give|gave|given {} up",
        "i|we [have] finished|done|stopped [up] at|with {}",
        "i|we be|have [been] finished|done|through [up] at|with {}",
        "i|we [have] [had] [to] quit|left|dropped|drop|stop|stopped|sell|sold {}",
        "i|we [have] [had] [to] got|get rid of {}",
        "i|we [have] let {} go",
    ];
    /// There one works or studies.
    const AT_WORK: &[&str] = &[
        "User works ",
        "User is working ",
        "User is at ",
        "User does nights ",
        "User is studying ",
        "User is doing a ",
    ];
    let there = matches(
        "i|we have|be|was [been] finished|done|through|left [up] there",
        clause,
    )
    .or_else(|| matches("i|we left|finished|quit [up] there", clause));
    if there.is_some_and(|caught| caught.left.iter().all(Word::is_mark)) {
        return end(reader, spoken, |content, _| {
            AT_WORK.iter().any(|begins| content.starts_with(begins))
        });
    }
    let Some((_, caught)) = matching(GIVEN_UP, clause) else {
        return;
    };
    let end_at = caught
        .part(0)
        .iter()
        .position(|word| {
            word.is_mark()
                || word.is(&[
                    "to", "for", "because", "and", "last", "in", "on", "when", "so",
                ])
        })
        .unwrap_or(caught.part(0).len());
    let sought = stems(span(caught.part(0), 0, end_at));
    if (1..=3).contains(&sought.len()) {
        end(reader, spoken, |content, told| {
            let held = stems(told);
            content.starts_with("User ")
                && !told.iter().any(super::super::verbs::is_past)
                && sought.iter().all(|stem| held.contains(stem))
        });
    }
}

/// "At the nursery": a place of its own, not "home" or "in".
fn is_at_work(tail: &[Word]) -> bool {
    matches!(tail, [at, the, ..] if at.is(&["at", "with", "on"]) && the.is(&["the", "a", "an"]))
}

/// "I'm down to two hundred": what was counted before.
fn recounted(reader: &mut Reader<'_>, spoken: Said<'_>, clause: &[Word]) {
    let caught = matches("i be|have [got] down|up to {}", clause)
        .or_else(|| matches("we be down|up to {}", clause));
    let Some(caught) = caught else {
        return;
    };
    let now = caught.part(0);
    if !now.iter().any(is_count) {
        return;
    }
    let counted = |told: &[Word]| {
        told.iter().any(is_count)
            && told
                .iter()
                .take(3)
                .any(|word| word.is(&["has", "had", "keeps", "is"]))
    };
    let noun: Vec<String> = stems(now).into_iter().collect();
    let shares = |told: &[Word]| stems(told).iter().any(|stem| noun.contains(stem));
    let mut held = standing(reader.hearing.memories)
        .filter(|memory| memory.subject == Subject::User && memory.attribute == "other")
        .filter(|memory| counted(&words(&memory.content)));
    // Without its noun it can only be the one thing that was counted.
    let only = held.next().is_some() && held.next().is_none();
    end(reader, spoken, |content, told| {
        content.starts_with("User ") && counted(told) && (only || shares(told))
    });
}

fn is_count(word: &Word) -> bool {
    !word.is(&["a", "an", "one"])
        && (number(std::slice::from_ref(word)).is_some()
            || word.is(&["hundred", "thousand", "dozen"]))
}

/// Who has moved is no more where they were.
fn moved(reader: &mut Reader<'_>, spoken: Said<'_>, before: usize) {
    let moves = reader
        .notes
        .claims_since(spoken.place, before)
        .any(|claim| {
            claim.subject == Subject::User
                && (claim.attribute == "home" || claim.content.starts_with("User moved to "))
        });
    if moves {
        end(reader, spoken, |content, _| {
            [
                "User is in ",
                "User lives in ",
                "User is back in ",
                "User is staying in ",
                "User is living in ",
            ]
            .iter()
            .any(|begins| {
                // A place has a name: who is in a brass band stays in it.
                let place = content.strip_prefix(begins);
                place.is_some_and(|place| place.starts_with(char::is_uppercase))
            })
        });
    }
}

/// Ends what was told of the user in earlier turns and is so.
fn end(reader: &mut Reader<'_>, spoken: Said<'_>, is_so: impl Fn(&str, &[Word]) -> bool) {
    let told = |subject: &Subject, attribute: &str, content: &str| {
        let told = words(content);
        *subject == Subject::User
            && matches!(
                attribute,
                "other" | "plan" | "event" | "possession" | "job" | "studies" | "hobby"
            )
            && !told.iter().any(|word| word.is(&["not", "never"]))
            && is_so(content, &told)
    };
    let place = spoken.place;
    reader.notes.drop_earlier(place, |claim| {
        told(&claim.subject, &claim.attribute, &claim.content)
    });
    reader.end_standing(place, |memory| {
        told(&memory.subject, &memory.attribute, &memory.content)
    });
}
