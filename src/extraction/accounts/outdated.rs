//! What was told of somebody and is so no more: where they were before they moved, what they are not
//! "any more", what they gave up, how many there were before there were fewer.

mod elsewhere;
mod slots;

use super::super::dates::number;
use super::super::facts::Said;
use super::super::notes::standing;
use super::super::pattern::{matches, matching};
use super::super::people::{Who, relation};
use super::super::reader::Reader;
use super::super::verbs::is_past;
use super::super::words::{Word, holds_stems, is_small, rest, span, stems, words};
use crate::memory::Subject;

/// Of whom a clause tells, and what it says of them.
struct Told<'a> {
    subject: Subject,
    /// How a sentence about them begins: "User", "Ada".
    label: String,
    /// From the verb on.
    verb: &'a [Word],
    /// From which note on it is of this clause.
    since: usize,
}

/// Ends what the clause says is so no more. What it claimed itself was noted since `before`.
pub fn note(
    reader: &mut Reader<'_>,
    spoken: Said<'_>,
    clause: &[Word],
    goes_on: Option<&Who>,
    before: usize,
) {
    slots::of_user(reader, spoken, clause, before);
    let Some(told) = told(reader, clause, goes_on, before) else {
        taken_away(reader, spoken, clause, before);
        return;
    };
    if told.subject == Subject::User {
        not_any_more(reader, spoken, &told);
        counted_anew(reader, spoken, &told);
    }
    given_up(reader, spoken, &told);
    taken_up_again(reader, spoken, &told);
    slots::note(reader, spoken, &told);
    elsewhere::note(reader, spoken, &told);
    come_about(reader, spoken, &told);
}

/// "I've been on a plane!": what was told never to have been.
fn come_about(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>) {
    let denies = |word: &Word| word.is(&["not", "never"]);
    if told.verb.iter().any(denies) {
        return;
    }
    let ends = |subject: &Subject, attribute: &str, content: &str| {
        *subject == told.subject
            && attribute == "other"
            && says(content, &told.label).is_some_and(|says| {
                may_deny(says)
                    && words(says).iter().take(3).any(denies)
                    && all_told(says, told.verb)
            })
    };
    reader.notes.drop_before(told.since, |claim| {
        ends(&claim.subject, &claim.attribute, &claim.content)
    });
    reader.end_standing(spoken.place, |memory| {
        ends(&memory.subject, &memory.attribute, &memory.content)
    });
}

/// Whether a denial may be among the first words; most are passed by without taking them apart.
fn may_deny(says: &str) -> bool {
    let mut begins = says.split(' ').take(3);
    begins.any(|word| matches!(word, "not" | "never" | "cannot") || word.ends_with("'t"))
}

/// Whether the verb says all of what was denied.
fn all_told(says: &str, verb: &[Word]) -> bool {
    words(says)
        .iter()
        .filter(|word| !word.is(&["not", "never", "has", "have", "does", "do"]))
        .all(|word| verb.iter().any(|now| now.norm == word.norm))
}

fn told<'a>(
    reader: &Reader<'_>,
    clause: &'a [Word],
    goes_on: Option<&Who>,
    since: usize,
) -> Option<Told<'a>> {
    let (who, used) = match goes_on {
        Some(who) => (who.clone(), 0),
        None => reader.people.subject(clause)?,
    };
    let (subject, label) = match who {
        Who::User | Who::UserWith(_) => (Subject::User, "User".to_owned()),
        Who::Other(mention) => (mention.subject(), mention.label()),
        Who::Persona => return None,
    };
    Some(Told {
        subject,
        label,
        verb: rest(clause, used),
        since,
    })
}

/// "I'm not at the nursery now": what was told of it in other words.
fn not_any_more(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>) {
    let [am, not, tail @ ..] = told.verb else {
        return;
    };
    let denies = am.is(&["am", "do"]) && not.norm == "not";
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
        end(reader, spoken, told, |says| holds_stems(says, &sought));
    }
}

/// "At the nursery": a place of its own, not "home" or "in".
fn is_at_work(tail: &[Word]) -> bool {
    matches!(tail, [at, the, ..] if at.is(&["at", "with", "on"]) && the.is(&["the", "a", "an"]))
}

/// "I packed the law in", "she's finished there", "we sold the boat": what was told of it before.
fn given_up(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>) {
    const GIVEN_UP: &[&str] = &[
        "[be|have] [had] [to] pack|packed|jacked|chucked in {}",
        "[be|have] [had] [to] pack|packed|jacked|chucked {} in",
        "[be|have] [had] [to] give|gave|given up {}",
        "[be|have] [had] [to] give|gave|given {} up",
        "[be|have] finished|done|stopped [up] at|with|on {}",
        "be|have [been] finished|done|through [up] at|with|on {}",
        "[have] gone|went [right|clean|straight] off {}",
        "[be|have] giving|leaving up {}",
        "[have] bought me|us out of {}",
        "[have] dropped|flunked|bailed out of {}",
        "[be|have] [had] [to] quit|left|dropped|drop|stop|stopped|sell|sold {}",
        "[be|have] [had] [to] got|get rid of {}",
        "[be|have] let {} go",
        "[have] be|came|come|coming off the|my|his|her {}",
    ];
    const THERE: &[&str] = &[
        "have|be|was [been] finished|done|through|left [up] there",
        "left|finished|quit [up] there",
    ];
    /// There one works or studies.
    const AT_WORK: &[&str] = &[
        "works ",
        "is working ",
        "is at ",
        "does nights ",
        "is studying ",
        "is doing a ",
    ];
    /// What was meant to come.
    const MEANT: &[&str] = &[
        "is coming ",
        "is moving ",
        "is going ",
        "is getting ",
        "wants to ",
    ];
    const LEARNING: &[&str] = &[
        "course",
        "degree",
        "uni",
        "university",
        "college",
        "school",
        "studies",
        "apprenticeship",
    ];
    /// There one learns.
    const AT_SCHOOL: &[&str] = &[
        "is at ",
        "is in ",
        "is doing ",
        "is studying ",
        "studies ",
        "does ",
        "goes to ",
    ];
    let learning = |caught: &[Word]| {
        let words = caught.iter().filter(|word| !is_small(&word.norm));
        words.take(2).any(|word| word.is(LEARNING))
    };
    if matches("have|be changed my|his|her|their mind", told.verb).is_some() {
        end(reader, spoken, told, |says| {
            MEANT.iter().any(|begins| says.starts_with(begins))
        });
    } else if let Some((_, caught)) = matching(THERE, told.verb)
        && caught.left.iter().all(Word::is_mark)
    {
        end(reader, spoken, told, |says| {
            AT_WORK.iter().any(|begins| says.starts_with(begins))
        });
    } else if let Some((_, caught)) = matching(GIVEN_UP, told.verb) {
        if learning(caught.part(0)) {
            end(reader, spoken, told, |says| {
                AT_SCHOOL.iter().any(|begins| says.starts_with(begins))
            });
        }
        let sought = thing(caught.part(0));
        if told.verb.iter().take(4).any(|word| word.is(&["me", "us"])) {
            end_having(reader, spoken, &sought, told.since);
        }
        if (1..=3).contains(&sought.len()) {
            end(reader, spoken, told, |says| {
                !words(says).first().is_some_and(is_past) && holds_stems(says, &sought)
            });
        }
    }
}

/// "They've stopped the injections", "my brother bought me out of the flat": what the user had.
fn taken_away(reader: &mut Reader<'_>, spoken: Said<'_>, clause: &[Word], since: usize) {
    const TAKEN: &[&str] = &[
        "they [have] stopped|cancelled|ended|scrapped|halted my|the {}",
        "they [have] took|taken me|us off my|the {}",
        "they [have] took|taken away my|the {}",
        "they [have] took|taken my|the {} off|out|away",
    ];
    let Some((_, caught)) = matching(TAKEN, clause) else {
        return;
    };
    end_having(reader, spoken, &thing(caught.part(0)), since);
}

/// Ends that the user has or takes what is named.
fn end_having(reader: &mut Reader<'_>, spoken: Said<'_>, sought: &[String], since: usize) {
    const HAVING: &[&str] = &[
        "has ",
        "gets ",
        "takes ",
        "is on ",
        "is having ",
        "owns ",
        "goes ",
    ];
    let of_user = Told {
        subject: Subject::User,
        label: "User".to_owned(),
        verb: &[],
        since,
    };
    if (1..=3).contains(&sought.len()) {
        end(reader, spoken, &of_user, |says| {
            HAVING.iter().any(|begins| says.starts_with(begins)) && holds_stems(says, sought)
        });
    }
}

/// "Mum's back on the fags": what was told of leaving them off.
fn taken_up_again(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>) {
    const LEFT_OFF: &[&str] = &[
        "gave up ",
        "has given up ",
        "quit ",
        "has quit ",
        "stopped ",
        "has stopped ",
    ];
    let caught = matches("be back on|at {}", told.verb)
        .or_else(|| matches("be|have [started] {} again", told.verb));
    let Some(caught) = caught else {
        return;
    };
    let sought = thing(caught.part(0));
    end(reader, spoken, told, |says| {
        LEFT_OFF.iter().any(|begins| says.starts_with(begins)) && holds_stems(says, &sought)
    });
}

/// The stems of a thing, up to what only tells when or why.
fn thing(caught: &[Word]) -> Vec<String> {
    let end = caught
        .iter()
        .position(|word| {
            word.is_mark()
                || word.is(&[
                    "to", "for", "because", "and", "last", "in", "on", "when", "so", "now",
                ])
        })
        .unwrap_or(caught.len());
    stems(span(caught, 0, end))
}

/// "I'm down to two hundred", "we've four grandkids now": what was counted before.
fn counted_anew(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>) {
    let changed = matches("be|have [got] down|up to {}", told.verb);
    let anew = changed.is_some();
    let caught = changed.or_else(|| matches("have [got] {}", told.verb));
    let Some(caught) = caught.filter(|caught| caught.part(0).iter().take(3).any(is_count)) else {
        return;
    };
    let now = caught.part(0);
    let counted = |says: &str| {
        let told = words(says);
        told.iter().any(is_count)
            && told
                .iter()
                .take(2)
                .any(|word| word.is(&["has", "had", "keeps", "is"]))
    };
    if !anew {
        // Of people and animals one has so many in all.
        let kin = now.iter().skip(1).take(3).find(|word| {
            let one = word.norm.strip_suffix('s').unwrap_or(&word.norm);
            relation(one).is_some_and(|own| !matches!(own.attribute, "friend" | "coworker" | ""))
                || word.is(&["grandchildren", "children"])
        });
        let Some(kin) = kin.map(|kin| stems(std::slice::from_ref(kin))) else {
            return;
        };
        end(reader, spoken, told, |says| {
            counted(says) && holds_stems(says, &kin) && !same_count(&words(says), told.verb)
        });
        return;
    }
    let noun = stems(now);
    let mut held = standing(reader.hearing.memories)
        .filter(|memory| memory.subject == Subject::User && memory.attribute == "other")
        .filter(|memory| counted(says(&memory.content, "User").unwrap_or_default()));
    // Without its noun it can only be the one thing that was counted.
    let only = held.next().is_some() && held.next().is_none();
    end(reader, spoken, told, |says| {
        counted(says) && (only || stems(&words(says)).iter().any(|stem| noun.contains(stem)))
    });
}

/// Whether the same number stands in both.
fn same_count(one: &[Word], other: &[Word]) -> bool {
    let count = |words: &[Word]| {
        words
            .iter()
            .find(|word| is_count(word))
            .and_then(|word| number(std::slice::from_ref(word)))
            .map(|(count, _)| count)
    };
    count(one) == count(other)
}

fn is_count(word: &Word) -> bool {
    !word.is(&["a", "an", "one"])
        && (number(std::slice::from_ref(word)).is_some()
            || word.is(&["hundred", "thousand", "dozen"]))
}

/// What a sentence says of whom it begins with.
fn says<'a>(content: &'a str, label: &str) -> Option<&'a str> {
    content.strip_prefix(label)?.strip_prefix(' ')
}

/// Ends what was told of somebody before and is so.
fn end(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>, is_so: impl Fn(&str) -> bool) {
    let ends = |subject: &Subject, attribute: &str, content: &str| {
        *subject == told.subject
            && matches!(
                attribute,
                "other" | "plan" | "event" | "possession" | "job" | "studies" | "hobby" | "health"
            )
            && says(content, &told.label).is_some_and(|says| {
                let denies = |word: &str| matches!(word, "not" | "never");
                !says.split(' ').take(3).any(denies) && is_so(says)
            })
    };
    reader.notes.drop_before(told.since, |claim| {
        ends(&claim.subject, &claim.attribute, &claim.content)
    });
    reader.end_standing(spoken.place, |memory| {
        ends(&memory.subject, &memory.attribute, &memory.content)
    });
}
