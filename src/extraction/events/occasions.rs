//! What stands in a calendar, by its own word: "my driving test is on Thursday", and later "it's the
//! ninth now".

use super::super::dates::Grain;
use super::super::facts::{Said, spelt_when};
use super::super::lexicon::is_appointment;
use super::super::lexicon::is_of_the_body;
use super::super::notes::{Place, standing};
use super::super::pattern::{finds, matches};
use super::super::people::relation;
use super::super::reader::Reader;
use super::super::storylines;
use super::super::words::{Word, rest, said as spelt, span, words};
use super::{end_plans, tell};
use crate::memory::Subject;

/// Beside those of the lexicon, what one has on a day.
#[rustfmt::skip]
const OCCASIONS: &[&str] = &[
    "anniversary", "mot", "op", "operation", "pre-op", "physio", "lesson", "viva", "defence",
    "defense", "christening", "baptism", "funeral", "graduation", "check-up", "removal", "court",
    "cruise", "holiday", "festival", "retirement", "housewarming", "biopsy", "mammogram",
    "colonoscopy", "christening", "tryout", "tryouts", "rehearsal", "opening", "launch", "sitting",
    "assessment", "induction", "inspection", "referral", "screening", "transplant", "dialysis",
    "chemo", "radiotherapy", "match", "graduation", "communion", "confirmation", "oath",
];
/// Who is spoken of in the place of what is to come.
const EVOKING: &[(&[&str], &str)] = &[(
    &[
        "fiancé",
        "fiancée",
        "fiance",
        "fiancee",
        "engaged",
        "proposed",
        "betrothed",
    ],
    "wedding",
)];
/// These narrow nothing down: "the operation proper".
const EMPTY: &[&str] = &["proper", "itself", "actual", "main", "real", "big"];
/// In so many turns of the user "it" may still be what was spoken of.
const STILL_MEANT: usize = 3;

pub fn is_occasion(word: &Word) -> bool {
    word.is(OCCASIONS) || is_appointment(std::slice::from_ref(word))
}

/// Remembers what "it" may be from here on.
pub fn mentioned(reader: &mut Reader<'_>, place: Place, clause: &[Word]) {
    let evoked = EVOKING
        .iter()
        .find(|(by, _)| clause.iter().any(|word| word.is(by)))
        .map(|(_, occasion)| (*occasion).to_owned());
    let named = (0..clause.len()).find_map(|at| {
        let led = at == 0
            || clause
                .get(at)
                .is_some_and(|word| word.is(&["the", "my", "our", "a", "an"]));
        led.then(|| named_at(rest(clause, at))).flatten()
    });
    if let Some(occasion) = named.map(|(name, _)| name).or(evoked) {
        reader.occasion = Some((place.exchange, occasion));
    }
}

/// An occasion at the beginning of the words, without its article; and how many words that took.
pub fn named_at(clause: &[Word]) -> Option<(String, usize)> {
    let article =
        usize::from(clause.first().is_some_and(|word| {
            word.is(&["the", "my", "our", "a", "an", "me", "this", "another"])
        }));
    let noun = rest(clause, article);
    let head = noun.iter().take(4).position(is_occasion)?;
    let sound = span(noun, 0, head).iter().all(|word| {
        word.norm.chars().any(char::is_alphabetic)
            && !word.is(&[
                "is", "'s", "was", "am", "are", "to", "of", "i", "you", "he", "she", "it", "we",
                "they", "for", "in", "at", "on", "and", "have", "has", "had", "got", "that",
                "will",
            ])
            && relation(&word.norm).is_none()
    });
    let mut used = article + head + 1;
    let name: Vec<Word> = span(noun, 0, head + 1)
        .iter()
        .filter(|word| !word.is(EMPTY))
        .cloned()
        .collect();
    // "Operation proper".
    used += usize::from(clause.get(used).is_some_and(|word| word.is(EMPTY)));
    let name = if name.iter().skip(1).any(Word::is_capital) || name.first()?.text.len() == 3 {
        spelt(&name)
    } else {
        super::super::words::uncapitalised(&spelt(&name))
    };
    sound.then_some((name, used))
}

/// Notes an occasion that has a day, where the clause says no more than that.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>) -> bool {
    let Some(date) = said.date.filter(|date| {
        matches!(date.grain, Grain::Day | Grain::Week | Grain::Month) && date.day >= reader.today
    }) else {
        return false;
    };
    let Some(occasion) = told_of(reader, said) else {
        return false;
    };
    let head = head_of(&occasion);
    end_plans(reader, said, |value| {
        head_of(&words_before_is(value)) == head
    });
    reader.occasion = Some((said.place.exchange, occasion.clone()));
    let label = format!("User's {occasion}");
    let said = Said {
        date: Some(date),
        ..said
    };
    tell(reader, said, "plan", (Subject::User, &label), "is");
    if name_is_weighty(&occasion) {
        let says = format!("{}'s {occasion} is{}", reader.user_name(), spelt_when(date));
        storylines::open(reader, said, &occasion, says);
    }
    true
}

/// Whether more hangs on it than a day.
fn name_is_weighty(occasion: &str) -> bool {
    const WEIGHTY: &[&str] = &[
        "operation",
        "op",
        "surgery",
        "wedding",
        "trial",
        "court",
        "hearing",
        "viva",
        "defence",
        "defense",
        "transplant",
        "biopsy",
        "chemo",
        "interview",
        "move",
        "audition",
    ];
    WEIGHTY.contains(&head_of(occasion).as_str())
}

/// "operation" of "User's cataract operation is on May 2, 2026".
/// And "flight" of "Flight to Tokyo", which was noted by its own words.
fn words_before_is(value: &str) -> String {
    let said = value
        .strip_prefix("User's ")
        .and_then(|value| value.split_once(" is"))
        .map(|(occasion, _)| occasion);
    let by_itself = || {
        let spoken = words(value);
        let head = spoken.iter().take(4).position(is_occasion)?;
        Some(super::super::words::uncapitalised(&spelt(span(
            &spoken,
            0,
            head + 1,
        ))))
    };
    said.map(str::to_owned)
        .or_else(by_itself)
        .unwrap_or_default()
}

fn head_of(occasion: &str) -> String {
    let last = words(occasion).pop();
    last.map(|word| word.norm).unwrap_or_default()
}

/// Which occasion the clause gives its day to.
fn told_of(reader: &Reader<'_>, said: Said<'_>) -> Option<String> {
    let clause = said.words;
    // "They've given me a date for my hip".
    if let Some(caught) = finds("a|the date for my {}", clause)
        && let Some(part) = caught.part(0).first().filter(|part| is_of_the_body(part))
    {
        return Some(format!("{} operation", part.norm));
    }
    // "They've moved it to Friday".
    if matches(
        "they have moved|changed|rescheduled|postponed|put|pushed|brought it",
        clause,
    )
    .is_some()
    {
        return meant(reader, said);
    }
    let ends = |used: usize| {
        let after = clause.get(used);
        let be = after.is_some_and(|word| word.is(&["is", "'s", "are"]));
        let on = usize::from(
            clause
                .get(used + 1)
                .is_some_and(|word| word.is(&["on", "now"])),
        );
        let moved = clause
            .get(used)
            .is_some_and(|word| word.is(&["is", "'s", "was", "has"]))
            && rest(clause, used + 1)
                .iter()
                .take(2)
                .any(|word| word.is(MOVED));
        moved
            || be
                && clause.get(used + 1 + on).is_none_or(|next| {
                    next.is_mark() || next.is(&["at", "in", "and", "so", "with", "now", "because"])
                })
    };
    match clause.first()?.norm.as_str() {
        // "It's our anniversary on the thirtieth", "Tomorrow is my test".
        "it" | "that" | "is" | "'s" => {
            let be = usize::from(!clause.first()?.is(&["is", "'s"]));
            clause.get(be).filter(|word| word.is(&["is", "'s"]))?;
            let mine = clause
                .get(be + 1)
                .is_some_and(|word| word.is(&["my", "our", "the"]));
            let named = mine.then(|| named_at(rest(clause, be + 1))).flatten();
            match named {
                Some((occasion, _)) => Some(occasion),
                None => (be == 1 && ends(1)).then(|| meant(reader, said)).flatten(),
            }
        }
        _ => {
            let (occasion, used) = named_at(clause)?;
            ends(used).then_some(occasion)
        }
    }
}

/// What happens to a date.
const MOVED: &[&str] = &[
    "moved",
    "changed",
    "rescheduled",
    "postponed",
    "brought",
    "put",
    "pushed",
];

/// What "it" is: what was spoken of last, or the only thing that is planned.
fn meant(reader: &Reader<'_>, said: Said<'_>) -> Option<String> {
    let lately = reader
        .occasion
        .as_ref()
        .filter(|(exchange, _)| exchange + STILL_MEANT > said.place.exchange)
        .map(|(_, occasion)| occasion.clone());
    let now = said.words.iter().any(|word| word.norm == "now");
    let mut planned = standing(reader.hearing.memories)
        .filter(|memory| memory.attribute == "plan" && memory.subject == Subject::User)
        .map(|memory| words_before_is(&memory.value))
        .filter(|occasion| !occasion.is_empty());
    let only = planned.next();
    lately.or_else(|| only.filter(|_| now && planned.next().is_none()))
}
