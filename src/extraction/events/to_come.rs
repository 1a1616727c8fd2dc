//! What is to come on a day: what the user will do, and who or what comes to them.

use super::super::dates::{Found, Grain};
use super::super::decisions::is_idle;
use super::super::facts::Said;
use super::super::facts::shapes::without_trail;
use super::super::lexicon::is_gerund;
use super::super::pattern::{is_adverb, matches};
use super::super::people::Who;
use super::super::reader::Reader;
use super::super::retelling::{of_user, retold};
use super::super::words::{Word, capitalised, rest, said as spelt, span};
use super::occasions::{self, is_occasion};
use super::{LONGEST, denies, tell};
use crate::memory::Subject;

/// What someone is about and does not do on a day.
#[rustfmt::skip]
const IDLE: &[&str] = &[
    "thinking", "hoping", "wondering", "considering", "trying", "dying", "sitting", "being",
    "telling", "saying", "feeling", "doing", "wanting", "asking", "looking", "joking", "kidding",
];
/// What comes or begins on a day, be it a person or a thing.
#[rustfmt::skip]
const COMING: &[&str] = &[
    "coming", "arriving", "starting", "opening", "closing", "moving", "leaving", "visiting",
    "flying", "landing", "returning", "retiring", "graduating", "getting", "having", "turning",
    "marrying", "due", "staying", "joining",
];
/// What one does on a day that is to come: "I see the consultant on the ninth".
#[rustfmt::skip]
const WILL_DO: &[&str] = &[
    "start", "fly", "leave", "move", "travel", "return", "sit", "complete", "exchange", "open", "sail", "retire", "graduate", "begin",
    "finish", "marry", "see", "meet", "arrive", "land", "hand", "get", "go", "visit", "perform", "present", "sign", "collect", "join",
];
/// The same of others and of things.
#[rustfmt::skip]
const COMES: &[&str] = &[
    "arrives", "lands", "starts", "leaves", "flies", "returns", "moves", "begins", "opens", "retires", "graduates", "finishes",
    "marries", "ends", "closes", "goes", "gets", "sits", "comes",
];
const COME: &[&str] = &[
    "start", "begin", "finish", "end", "open", "close", "arrive", "land", "break", "leave",
];
/// What comes every day.
#[rustfmt::skip]
const EVERYDAY: &[&str] = &[
    "weather", "rain", "sun", "snow", "storm", "film", "news", "bus", "train", "match", "post",
    "milk", "shopping", "bin", "bins", "food", "pizza", "game", "show", "match", "episode", "shop",
];

/// Notes what is to come; whether it was that.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, who: Option<(&Who, &[Word])>) -> bool {
    let Some(date) = said.date.filter(|date| date.day >= reader.today) else {
        return false;
    };
    if denies(said.words) || said.sentence.asks {
        return false;
    }
    if occasions::note(reader, said) {
        return true;
    }
    let persona = reader.hearing.persona_name.to_owned();
    match who {
        Some((Who::User | Who::UserWith(_), verb)) if does(reader, verb, date) => {
            let told = of_user(without_trail(verb), &persona);
            told.is_some_and(|says| {
                tell(reader, said, "plan", (Subject::User, "User"), &says);
                true
            })
        }
        Some((Who::Other(mention), verb)) => comes(verb).is_some_and(|words| {
            let label = mention.label();
            let says = of_them(words, &persona);
            tell(reader, said, "plan", (mention.subject(), &label), &says);
            true
        }),
        Some(_) => false,
        None => thing_comes(reader, said, &persona),
    }
}

/// Whether the user will do it.
fn does(reader: &Reader<'_>, verb: &[Word], date: &Found) -> bool {
    let words = without_trail(verb);
    let Some(at) = words.iter().position(|word| !is_adverb(word)) else {
        return false;
    };
    let next = rest(words, at + 1);
    let next = rest(next, next.iter().take_while(|word| is_adverb(word)).count());
    let special = words.iter().any(is_occasion);
    let today = date.grain == Grain::Day && date.day == reader.today;
    let says = match words.get(at).map(|word| word.norm.as_str()) {
        Some("am" | "are") => next.first().is_some_and(|word| {
            (is_gerund(word) && !word.is(IDLE)) || word.is(&["off", "away", "back"])
        }),
        Some("have") => {
            let got = usize::from(next.first().is_some_and(|word| word.norm == "got"));
            special && !next.get(got).is_some_and(|word| word.is(&["to", "been"]))
        }
        Some("will") => next.first().is_some_and(|word| !is_idle(word)) || special,
        Some(verb) if date.grain == Grain::Day && WILL_DO.contains(&verb) => true,
        Some(
            "start" | "fly" | "leave" | "move" | "travel" | "return" | "sit" | "complete"
            | "exchange" | "open" | "sail" | "retire" | "graduate" | "begin" | "finish" | "marry",
        ) => true,
        _ => false,
    };
    // "I'm going to tell you", "I'm coming to that".
    let to_persona = words.iter().any(|word| word.is(&["you", "your"]));
    // "We move on the tenth": the day itself has been taken out.
    let goes = date.grain == Grain::Day && words.get(at).is_some_and(|word| word.is(WILL_DO));
    says && !to_persona
        && (goes || words.len() > at + 2)
        && words.len() <= LONGEST
        && (special || !today)
}

/// What follows "is" where somebody comes, begins, marries.
fn comes(verb: &[Word]) -> Option<&[Word]> {
    let words = without_trail(verb);
    if words.first().is_some_and(|first| first.is(COMES)) && words.len() <= LONGEST {
        return Some(words);
    }
    let caught = matches("be {}", words)?;
    let part = caught.part(0);
    let first = part.iter().find(|word| !is_adverb(word))?;
    (first.is(COMING) && part.len() <= LONGEST).then_some(part)
}

/// "Is coming to stay"; "arrives" says it by itself.
fn of_them(words: &[Word], persona: &str) -> String {
    let told = retold(words, persona);
    let whole = words
        .first()
        .is_some_and(|first| first.is(COMES) || first.is(COME));
    if whole { told } else { format!("is {told}") }
}

/// "The removal van's coming", "our Leanne's getting wed".
fn thing_comes(reader: &mut Reader<'_>, said: Said<'_>, persona: &str) -> bool {
    let clause = said.words;
    let Some(first) = clause.first().filter(|word| word.is(&["the", "my", "our"])) else {
        return false;
    };
    let Some(at) = clause
        .iter()
        .take(6)
        .position(|word| word.is(&["is", "'s", "are"]) || word.is(COME) || word.is(COMES))
        .filter(|at| *at > 1)
    else {
        return false;
    };
    let noun = span(clause, 1, at);
    let plain = !noun.is_empty() && !noun.iter().any(|word| word.is_mark() || word.is(EVERYDAY));
    // "The reunion's on the last Saturday in June": the day itself has been taken out.
    let bare = rest(clause, at + 1).first().is_none_or(Word::is_mark);
    let comes = if clause.get(at).is_some_and(|verb| verb.is(COME)) {
        Some(without_trail(rest(clause, at)))
    } else if bare && !clause.get(at).is_some_and(|verb| verb.is(COMES)) {
        Some(&[] as &[Word])
    } else {
        comes(rest(clause, at))
    };
    let Some(words) = comes.filter(|_| plain) else {
        return false;
    };
    let named = noun.iter().all(Word::is_capital);
    let label = match first.norm.as_str() {
        "our" | "my" if named => spelt(noun),
        "the" => capitalised(&spelt(span(clause, 0, at))),
        _ => format!("User's {}", spelt(noun)),
    };
    let subject = if named && first.norm != "the" {
        Subject::Person(label.clone())
    } else {
        Subject::User
    };
    let says = of_them(words, persona);
    tell(reader, said, "plan", (subject, &label), says.trim_end());
    true
}
