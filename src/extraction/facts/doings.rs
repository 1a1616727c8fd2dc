//! What people do, are and have that no rule of the table knows, in the user's own words: "Mara
//! plays the harp", "I drive the night bus". Only what lasts is kept, and only what stands by itself.

mod others;
mod own;

use super::super::dates::Grain;
use super::super::lexicon::{is_delicate, is_of_the_body};
use super::super::notes::{contains_word, standing};
use super::super::pattern::{finds, is_adverb};
use super::super::people::{Mention, NO_NAMES, Who};
use super::super::reader::Reader;
use super::super::sentences::Sentence;
use super::super::verbs::is_past;
use super::super::words::{Word, capitalised, rest, said, span};
use super::shapes::without_trail;
use super::{Fact, Said, tell};
use crate::memory::operation::Claim;

/// More words than that are a story.
const LONGEST: usize = 14;
/// At these another thought begins.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "because", "but", "so", "since", "when", "while", "which", "who", "that", "if", "though",
    "although", "than", "until", "till", "unless", "where", "whenever", "whether", "then", "and",
    "or", "cause", "cos",
];
/// With these it would point at something that a memory does not hold, or be denied.
#[rustfmt::skip]
const POINTING: &[&str] = &[
    "it", "this", "these", "those", "there", "here", "them", "him", "something", "anything",
    "everything", "someone", "stuff", "things", "one", "you", "your", "i", "we", "not",
    "never", "nobody", "nothing", "no", "what", "how", "why", "hardly", "barely", "same", "such",
    "enough", "yet", "everyone", "everybody", "whatever",
];

/// Notes what the clause tells of `who`, whose verb the words begin with.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) {
    if is_of_the_moment(said.sentence) {
        return;
    }
    // What has a day is an event, and told with it.
    let verb = said.words.iter().find(|word| !is_adverb(word));
    let past = verb.is_some_and(|verb| is_past(verb) && verb.norm != "had");
    let dated = said.date.is_some_and(|date| date.grain != Grain::Vague);
    if past && dated && who.is_of_user() {
        return;
    }
    let says = match who {
        Who::User => own::told(said.words),
        Who::UserWith(_) => own::told_of_us(said.words),
        Who::Other(mention) if is_somebody(reader, mention) => others::told(said.words),
        _ => None,
    };
    let at_home = |says: &String| {
        let home = says.strip_prefix("is in ").filter(|_| who.is_of_user());
        home.is_some_and(|place| reader.is_home(place))
    };
    let Some(says) = says.filter(|says| !at_home(says)) else {
        return;
    };
    let goes = ["is off to ", "is away to "]
        .iter()
        .any(|away| says.starts_with(away));
    let fact = Fact {
        attribute: if goes { "plan" } else { "other" },
        value: capitalised(&says),
        sensitive: is_delicate(said.words),
        says,
    };
    tell(reader, said, who, fact);
}

impl Who {
    fn is_of_user(&self) -> bool {
        matches!(self, Self::User | Self::UserWith(_))
    }
}

impl Reader<'_> {
    /// Whether the user is known to live there.
    fn is_home(&self, place: &str) -> bool {
        let is_so =
            |attribute: &str, value: &str| attribute == "home" && contains_word(place, value);
        let told = |(_, claim): (_, &Claim)| is_so(&claim.attribute, &claim.value);
        self.notes.claims().any(told)
            || standing(self.hearing.memories).any(|known| is_so(&known.attribute, &known.value))
    }
}

/// Whether the sentence tells how things stand just then: "right now", "at the moment".
fn is_of_the_moment(sentence: &Sentence) -> bool {
    let words = &sentence.words;
    words
        .iter()
        .any(|word| word.is(&["rn", "today", "tonight", "meantime"]))
        || [
            "right|just now",
            "at the moment",
            "for the day|night|weekend|week",
            "this minute|second",
        ]
        .iter()
        .any(|phrase| finds(phrase, words).is_some())
}

/// Whether it is certain who is meant: "Mara", "my sister"; not "a friend", nor a thing that only
/// stands where a name might.
fn is_somebody(reader: &Reader<'_>, mention: &Mention) -> bool {
    const MANY: &[&str] = &["", "friend", "coworker", "ex"];
    match (&mention.name, mention.relation) {
        (None, relation) => relation.is_some_and(|relation| !MANY.contains(&relation.attribute)),
        (Some(_), _) => reader.is_somebody(mention),
    }
}

/// The words up to where another thought begins; none where they do not stand by themselves.
fn alone(words: &[Word]) -> Option<&[Word]> {
    let end = words
        .iter()
        .enumerate()
        .position(|(at, word)| word.is_mark() || word.is(ENDS) || compares(rest(words, at)))
        .unwrap_or(words.len());
    let words = without_trail(span(words, 0, end));
    let points = words.iter().any(|word| word.is(POINTING) || word.quoted);
    (!points && words.len() <= LONGEST).then_some(words)
}

/// "As he said": not "as a nurse".
fn compares(words: &[Word]) -> bool {
    matches!(words, [as_, whom, ..] if as_.norm == "as"
        && whom.is(&["i", "he", "she", "they", "we", "you", "it", "if", "well", "soon", "long"]))
}

fn without_adverbs(words: &[Word]) -> &[Word] {
    let count = words.iter().take_while(|word| is_adverb(word)).count();
    rest(words, count)
}

/// Whether more than small words follow.
fn tells_more(words: &[Word]) -> bool {
    words.iter().any(|word| {
        let number = word.norm.starts_with(|c: char| c.is_ascii_digit());
        number
            || (!super::super::words::is_small(&word.norm)
                && word.norm.len() > 2
                && !word.is(&[
                    "over", "down", "off", "back", "away", "round", "through", "after",
                ]))
    })
}

/// "In Cebu", "from Gdansk", "up in Cairns".
fn is_somewhere(words: &[Word]) -> bool {
    let words = match words {
        [up, later @ ..] if up.is(&["up", "down", "over", "out", "back", "based", "still"]) => {
            later
        }
        all => all,
    };
    words
        .first()
        .is_some_and(|word| word.is(&["in", "from", "near"]))
        && rest(words, 1)
            .iter()
            .take(3)
            .any(|word| word.is_capital() && !word.is(NO_NAMES))
}

/// "A", "an", "two": of these one tells that someone has them.
fn is_counted(word: &Word) -> bool {
    word.is(&["a", "an"]) || super::super::dates::number(std::slice::from_ref(word)).is_some()
}

/// What one has and has no more the next day, or not at all: "a point", "a go at it".
#[rustfmt::skip]
const LIGHT: &[&str] = &[
    "point", "go", "look", "laugh", "chat", "word", "idea", "feeling", "problem", "question", "cold",
    "flu", "headache", "time", "day", "moment", "reason", "right", "chance", "way", "meeting",
    "appointment", "interview", "exam", "date", "phone", "nerve", "cheek", "lot", "face", "issue",
    "fit", "row", "nap", "drink", "drinks", "been", "plans", "party", "break", "minute", "second",
    "confession", "favour", "favor", "surprise", "secret", "story", "thing", "bit", "few", "couple",
    "hangover", "cough", "temperature", "guess", "hunch", "dream", "nightmare", "list", "rest",
    "shower", "bath", "cuppa", "coffee", "tea", "lunch", "dinner", "breakfast", "egg", "cracker",
    "biscuit", "sandwich", "week", "month", "year", "hour", "hours", "minutes", "weeks", "days",
    "night", "evening", "morning", "weekend", "call", "message", "text", "email", "test", "try",
    "clue", "say", "choice", "cry", "moan", "wander", "walk", "ride", "lift", "bad", "good", "great",
    "delay", "deadline", "plan", "scan", "results", "trip", "flight", "rant", "crush", "mood",
];

/// A thing that is had: "a boat in Hull", not "a point".
fn thing(words: &[Word]) -> Option<&[Word]> {
    let tail = alone(words)?;
    let (first, later) = tail.split_first()?;
    let head = later
        .iter()
        .take_while(|word| !word.is(&["of", "in", "at", "for", "with", "to", "on", "from"]));
    let light = head.clone().any(|word| word.is(LIGHT));
    let to_go = tail
        .windows(2)
        .any(|pair| matches!(pair, [to, go] if to.norm == "to" && go.is(&["go", "spare", "do", "say", "make"])));
    let body = head.clone().any(is_of_the_body);
    (is_counted(first) && !to_go && (body || !light) && head.count() > 0 && tells_more(later))
        .then_some(tail)
}

/// What is told of somebody else: "my" is the user's.
fn by_user(words: &[Word]) -> String {
    retold(words, "User's", "User")
}

/// What is told of the user.
fn by_themselves(words: &[Word]) -> String {
    retold(words, "their", "them")
}

fn retold(words: &[Word], whose: &str, whom: &str) -> String {
    let words: Vec<Word> = words
        .iter()
        .map(|word| {
            let text = match word.norm.as_str() {
                "my" | "our" => whose,
                "me" | "us" => whom,
                "myself" | "meself" if whom == "them" => "themselves",
                _ => word.text.as_str(),
            };
            Word {
                text: text.to_owned(),
                ..word.clone()
            }
        })
        .collect();
    said(&words)
}
