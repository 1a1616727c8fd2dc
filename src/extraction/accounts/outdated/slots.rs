//! What one has one of at a time, told in a clause's own words: work, a course, an engagement, a plaster
//! cast, something that is waited for. What comes next, or that it is over, ends it.

use super::super::super::facts::Said;
use super::super::super::lexicon::is_occupation;
use super::super::super::pattern::{any_finds, any_matches, matching};
use super::super::super::reader::Reader;
use super::super::super::words::{Word, holds_stems, words};
use super::{Told, end, thing};
use crate::memory::Subject;

/// One of these is in all of what follows, but for what one eats.
#[rustfmt::skip]
const CUES: &[&str] = &[
    "job", "work", "business", "notice", "resigned", "retired", "redundant", "redundancy", "retirement", "laid", "let", "sacked", "fired",
    "degree", "finals", "course", "studies", "masters", "phd", "doctorate", "apprenticeship", "school", "college", "uni", "university",
    "graduated", "qualified", "passed", "finished", "signed", "discharged", "clear", "feet", "rain", "mended", "healed", "cured",
    "walking", "back", "recovered", "did", "done", "managed", "won",
];
/// That somebody's work is over.
const WORK_OVER: &[&str] = &[
    "[be|have] [had] [to] pack|packed|jacked|chucked|jack|chuck the|my|his|her job|work|business in",
    "[be|have] [had] [to] pack|packed|jacked|chucked|jack|chuck in the|my|his|her job|work|business",
    "[have] hand|handed|given|gave|put my|his|her|the notice in",
    "[have] hand|handed|given|gave|put in my|his|her|the notice",
    "[have] resigned|retired",
    "be|have|was|got [been] made redundant",
    "[have] took|taken [the] [voluntary] redundancy",
    "[have] took|taken [the] [early] retirement",
    "be|have|was|got [been] laid off",
    "be|have|was|got [been] let go",
    "be|have|was|got [been] sacked|fired",
    "[have] quit|left|lost my|his|her|the job|work",
];
/// That somebody has found work.
const WORK_BEGUN: &[&str] = &[
    "[have] got|landed|started|taken|took|found the|a|my|his|her [new] job",
    "have [got] a [new] job",
    "[have] got|landed|started|found work",
    "be back at|in work",
];
/// That a course is over.
const LEARNT: &[&str] = &[
    "[have] got|finished|completed|done|passed my|his|her|the degree|finals|course|studies|masters|phd|doctorate|apprenticeship",
    "[have] finished|left school|college|uni|university",
    "[have] graduated|qualified",
    "[have] passed out",
    "be|have finished",
];
/// That what was ahead is behind.
const DONE: &[&str] = &["[have] did|done|managed it", "[have] passed", "[have] won"];
const AHEAD: &[&str] = &[
    "has signed up ",
    "is training for ",
    "is in training ",
    "is going in for ",
];
/// That somebody is well again.
const RECOVERED: &[&str] = &[
    "be|have|was [been] signed off",
    "be|have|was [been] discharged",
    "have [got] the all clear",
    "be [back] on my|his|her feet",
    "be right as rain",
    "be mended|healed|cured|walking",
    "be back up|on the|my|his|her {}",
    "be back to normal",
    "[have] recovered",
];
/// The same of what they wore.
const TAKEN_OFF: &[&str] = &[
    "[my|the|his|her] cast|boot|plaster|sling|brace|bandage|bandages be|came|have [come] [been] off",
    "[my|the|his|her] stitches be|came|have [come] [been] out",
    "no more crutches|stick|frame|cast|plaster|sling",
    "no crutches|stick|frame|cast|plaster|sling",
];
const UNWELL: &[&str] = &[
    "is on crutches",
    "is in a cast",
    "is in plaster",
    "is in a sling",
    "is in a boot",
    "is in a wheelchair",
    "has a cast",
    "has a frame",
    "has a stick",
    "has a broken ",
    "has a fractured ",
    "has a sprained ",
    "has pulled ",
    "has sprained ",
    "is off work",
    "is off sick",
    "is off the ",
    "is in hospital",
    "is in the hospital",
];
/// That two are engaged no more.
const ENGAGEMENT_OVER: &[&str] = &[
    "i [have] gave|given him|her back|the [the] ring|back",
    "i [have] gave|given the ring back",
    "we [have] called it|the wedding off",
    "we [have] called off the wedding|engagement",
    "the wedding|engagement be off",
];

/// Ends what a clause of somebody says is over.
pub fn note(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>) {
    let job = reader
        .notes
        .claims_since(spoken.place, told.since)
        .any(|claim| claim.subject == told.subject && claim.attribute == "job");
    let cued = told.verb.iter().take(9).any(|word| word.is(CUES));
    let over = cued && any_matches(WORK_OVER, told.verb);
    let begun = cued && any_matches(WORK_BEGUN, told.verb);
    if over {
        let job =
            |subject: &Subject, attribute: &str| *subject == told.subject && attribute == "job";
        let retired = |value: &str| value.eq_ignore_ascii_case("is retired");
        reader.notes.drop_before(told.since, |claim| {
            job(&claim.subject, &claim.attribute) && !retired(&claim.value)
        });
        reader.end_standing(spoken.place, |memory| {
            job(&memory.subject, &memory.attribute) && !retired(&memory.value)
        });
    }
    if over || begun || job {
        end(reader, spoken, told, |says| {
            is_work(says) && (over || begun) || is_workless(says) && (begun || job)
        });
    }
    if told.subject == Subject::User {
        eats_meat(reader, spoken, told);
    }
    if !cued {
        return;
    }
    if any_matches(LEARNT, told.verb) {
        end(reader, spoken, told, is_learning);
    }
    // "I did it!"
    let done = matching(DONE, told.verb)
        .is_some_and(|(_, caught)| caught.left.first().is_none_or(Word::is_mark));
    if done {
        end(reader, spoken, told, |says| {
            AHEAD.iter().any(|begins| says.starts_with(begins))
        });
    }
    if any_matches(RECOVERED, told.verb) {
        end(reader, spoken, told, is_unwell);
    }
}

/// "I had a bacon roll in April": no diet without meat stands beside that.
fn eats_meat(reader: &mut Reader<'_>, spoken: Said<'_>, told: &Told<'_>) {
    #[rustfmt::skip]
    const MEAT: &[&str] = &[
        "meat", "bacon", "chicken", "beef", "pork", "lamb", "steak", "sausage", "sausages", "ham", "burger", "kebab", "mince", "turkey",
    ];
    let words = told.verb;
    let eats = words.iter().take(4).any(|word| {
        word.is(&[
            "eat", "eating", "ate", "had", "having", "eaten", "cracked", "caved",
        ])
    });
    let denied = words
        .iter()
        .any(|word| word.is(&["not", "never", "without", "used", "no", "like"]));
    if !eats || denied || !words.iter().any(|word| word.is(MEAT)) {
        return;
    }
    let is_so = |subject: &Subject, attribute: &str, value: &str| {
        *subject == Subject::User
            && attribute == "diet"
            && ["vegan", "vegetarian", "pescatarian"]
                .iter()
                .any(|diet| value.eq_ignore_ascii_case(diet))
    };
    reader.notes.drop_before(told.since, |claim| {
        is_so(&claim.subject, &claim.attribute, &claim.value)
    });
    reader.end_standing(spoken.place, |memory| {
        is_so(&memory.subject, &memory.attribute, &memory.value)
    });
}

/// Ends what a clause of anything says is over for the user: "the papers came", "the cast's off".
pub fn of_user(reader: &mut Reader<'_>, spoken: Said<'_>, clause: &[Word], since: usize) {
    const COME: &[&str] = &[
        "my|the {} came|arrived|landed [through]",
        "my|the {} be here",
        "my|the {} be|have come|arrived|landed [through]",
    ];
    /// How it was told that something is to come.
    const AWAITED: &[&str] = &[
        "is waiting ",
        "has put ",
        "has applied ",
        "has ordered ",
        "is getting ",
        "is hoping ",
        "has signed up ",
    ];
    let user = Told {
        subject: Subject::User,
        label: "User".to_owned(),
        verb: &[],
        since,
    };
    if let Some((_, caught)) = matching(COME, clause) {
        let sought = thing(caught.part(0));
        if (1..=2).contains(&sought.len()) {
            end(reader, spoken, &user, |says| {
                AWAITED.iter().any(|begins| says.starts_with(begins)) && holds_stems(says, &sought)
            });
        }
    }
    let off = clause.iter().any(|word| word.is(&["off", "out", "no"]));
    if off && any_matches(TAKEN_OFF, clause) {
        end(reader, spoken, &user, is_unwell);
    }
    if any_finds(ENGAGEMENT_OVER, clause) {
        let engaged = |attribute: &str, content: &str| {
            matches!(attribute, "dating_status" | "partner" | "plan" | "event")
                && words(content)
                    .iter()
                    .any(|word| word.is(&["engaged", "fiancé", "fiancée", "wedding", "married"]))
        };
        reader.notes.drop_before(since, |claim| {
            claim.subject == Subject::User && engaged(&claim.attribute, &claim.content)
        });
        reader.end_standing(spoken.place, |memory| {
            memory.subject == Subject::User && engaged(&memory.attribute, &memory.content)
        });
    }
}

/// "Is the school secretary, twenty years", "works nights".
fn is_work(says: &str) -> bool {
    let first = says.split(',').next().unwrap_or_default();
    let kind = ["is a ", "is an ", "is the "]
        .iter()
        .any(|begins| says.starts_with(begins));
    says.starts_with("works ")
        || says.starts_with("is working ")
        || kind && words(first).iter().any(|word| is_occupation(&word.norm))
}

fn is_workless(says: &str) -> bool {
    const WORKLESS: &[&str] = &[
        "is between jobs",
        "is unemployed",
        "is out of work",
        "is looking for work",
        "is looking for a job",
        "is job hunting",
        "can't work",
    ];
    WORKLESS.iter().any(|begins| says.starts_with(begins))
}

fn is_learning(says: &str) -> bool {
    const LEARNING: &[&str] = &[
        "is doing ",
        "is studying ",
        "studies ",
        "is training ",
        "is retraining ",
        "is learning ",
        "is a trainee",
        "is an apprentice",
        "is a student",
        "is revising ",
    ];
    // "Is at Hull doing law".
    let at_school =
        says.starts_with("is at ") && words(says).iter().any(|word| word.norm == "doing");
    at_school || LEARNING.iter().any(|begins| says.starts_with(begins))
}

fn is_unwell(says: &str) -> bool {
    UNWELL.iter().any(|begins| says.starts_with(begins))
}
