//! What the user does not want to be spoken to of: "can we not do politics", "leave Dean out of it",
//! "the divorce is off limits"; and what may be spoken of again.

use super::super::dates::number;
use super::super::facts::shapes::{things, tidy};
use super::super::facts::{Fact, Said, after, tell};
use super::super::guards::Stance;
use super::super::notes::Place;
use super::super::openings::opened;
use super::super::pattern::{Caught, finds};
use super::super::people::Who;
use super::super::phrases::Parted;
use super::super::reader::Reader;
use super::super::sentences::Sentence;
use super::super::words::{Word, capitalised, said, stems, words};
use super::first;

/// How a clause begins that asks for it.
#[rustfmt::skip]
const ASKED: &[&str] = &[
    "i do not want|wish|like to talk|speak|chat about|of {}",
    "i do not want|wish|like to discuss|mention {}",
    "i do not want|wish to hear about {}",
    "i do not like talking|speaking about {}",
    "i can not talk|speak about {}",
    "i will not talk|speak about {}",
    "i will not discuss {}",
    "i am not ready to talk|speak about {}",
    "i am not talking|speaking about {}",
    "i am not to talk|speak about {}",
    "i am not to discuss {}",
    "i [would] rather|sooner|prefer [to] not talk|speak about {}",
    "i [would] rather|sooner|prefer [to] not discuss {}",
    "i would rather|sooner|prefer [if] you did not ask [me] [again] [about] {}",
    "i would rather|sooner|prefer [if] you did not mention|discuss {}",
    "i would rather|sooner|prefer [if] you did not talk|speak about {}",
    "i would rather|sooner|prefer [if] you did not bring up {}",
    "i [would] rather|sooner|prefer not [to] get|go into {}",
    "i [would] rather|sooner|prefer not [to] talk|speak about {}",
    "i do not want any talk|mention|questions|word of|about|on {}",
    "i do not want {} mentioned|discussed|raised",
    "i hate talking about {}",
    "let us not talk|speak about {}",
    "let us not discuss|mention|do {}",
    "let us not go into {}",
    "let us leave|skip|drop|avoid {}",
    "let us keep|steer off|away|clear [from|of] {}",
    "do not talk|speak [to] [me] about {}",
    "do not [ever] bring up {}",
    "do not [ever] ask [me] [again] about {}",
    "do not [ever] mention|raise|discuss {}",
    "do not [you] go asking [me] about {}",
    "do not [you] [ever] be asking [me] about {}",
    "do not [you] [ever] be bringing up {}",
    "do not [you] go mentioning {}",
    "do not go on about {}",
    "never [ever] bring up {}",
    "never [ever] ask [me] [again] about {}",
    "never [ever] mention|discuss {}",
    "stop asking [me] about {}",
    "stop bringing up {}",
    "stop mentioning {}",
    "can|could|may we|you not do|discuss|mention|raise {}",
    "can|could|may we|you not talk|speak|ask|go on [me] about {}",
    "can|could|may we|you not go into {}",
    "can|could|may we|you not bring up {}",
    "can|could|may we|you avoid|skip|leave|drop {}",
    "can|could|may we|you keep off|away|clear [from|of] {}",
    "no questions|talk|mention|word about|of|on {}",
    "no more questions|talk|mention about|of|on {}",
    "you will not get a word [out] [of] [me] about {}",
];
/// And how it is asked in the midst of one.
#[rustfmt::skip]
const WITHIN: &[&str] = &[
    "steer|stay|keep [well] clear of {}",
    "stay|keep away|off from|of {}",
    "leave|left {} out of it|this",
    "leave {} well alone",
    "no questions about {}",
    "not a word about {}",
    "the subject of {} be closed",
];
/// What is said of the thing itself.
#[rustfmt::skip]
const SAID_OF_IT: &[&str] = &[
    "{} be off limits",
    "{} be off the table",
    "{} be out of bounds",
    "{} be a no-go",
    "{} be taboo",
    "{} be a closed book",
    "{} be not up for discussion",
    "{} be not something i talk about",
    "{} be a sore|touchy|sensitive|difficult|tender subject|topic|spot|point",
    "{} 's name do not get said|mentioned",
    "{} 's name be not said|mentioned",
];
/// What may be spoken of again.
#[rustfmt::skip]
const ALLOWED: &[&str] = &[
    "you can|may ask [me] [again] about {}",
    "you can|may talk|speak [to] [me] [again] about {}",
    "you can|may mention|bring up {}",
    "i do not mind talking about {}",
    "i can talk about {} now|again",
    "i like|love talking about {}",
];
/// One of these is in whatever asks for it.
#[rustfmt::skip]
const CUES: &[&str] = &[
    "talk", "speak", "speaking", "talking", "chat", "discuss", "mention", "mentioned", "mentioning",
    "hear", "ask", "asking", "into", "bring", "bringing", "leave", "skip", "drop", "avoid", "steer",
    "clear", "raise", "left", "raised", "discussed", "questions", "off", "away", "bounds", "no-go", "taboo",
    "closed", "discussion", "subject", "topic", "spot", "name", "rule", "thing", "request",
    "condition", "anything", "can", "could", "may", "word",
];
/// Not for good.
const MOMENTARY: &[&str] = &["today", "tonight", "yet"];

/// Notes what a sentence asks not to be spoken of.
pub fn note(reader: &mut Reader<'_>, place: Place, sentence: &Sentence, parted: &Parted<'_>) {
    let avoided = reader.avoiding == Some(place.exchange);
    if !avoided && !sentence.words.iter().any(|word| word.is(CUES)) {
        return;
    }
    let persona = reader.persona.clone();
    let polite = ["if you could|would|can|do|want", "if it be all|okay|ok"]
        .iter()
        .any(|polite| finds(polite, &sentence.words).is_some())
        || !sentence.words.iter().any(|word| word.is(&["if", "wish"]));
    for (clause, stance) in parted.clauses.iter().zip(parted.stances.iter().copied()) {
        let words = opened(clause.words, &persona);
        let words = match words {
            [please, later @ ..] if please.norm == "please" => opened(later, &persona),
            all => all,
        };
        if matches!(stance, Stance::Reported | Stance::Joked) || !polite {
            continue;
        }
        let said = Said::whole(place, sentence, 0.9);
        if let Some(caught) = first(ALLOWED, words) {
            allow(reader, place, caught.part(0));
            continue;
        }
        let of_it = || first(SAID_OF_IT, words).filter(|_| stance == Stance::Said);
        let mut asked: Vec<Caught<'_>> = first(ASKED, words).or_else(of_it).into_iter().collect();
        // "He can't leave politics out of it" asks for nothing.
        let tells = words
            .iter()
            .any(|word| word.is(&["he", "she", "they", "not", "never", "would"]));
        let within = WITHIN.iter().filter(|_| !tells);
        asked.extend(within.filter_map(|pattern| finds(pattern, words)));
        if asked.is_empty() {
            refused(reader, said);
        } else if !is_momentary(sentence) {
            for caught in asked {
                avoid(reader, said, caught.part(0));
            }
        }
    }
    by_rule(reader, place, sentence);
}

/// "Not today": but "from now on" is for good.
fn is_momentary(sentence: &Sentence) -> bool {
    let words = &sentence.words;
    let now = words.iter().enumerate().any(|(at, word)| {
        let from = at
            .checked_sub(1)
            .and_then(|at| words.get(at))
            .is_some_and(|before| before.norm == "from");
        word.norm == "now" && !from
    });
    now || words.iter().any(|word| word.is(MOMENTARY))
}

/// "Not my father's death, not the hospital", after "I don't want to talk about it".
fn refused(reader: &mut Reader<'_>, said: Said<'_>) {
    if reader.avoiding != Some(said.place.exchange) {
        return;
    }
    for thing in said.words.split(|word| word.norm == ",") {
        if let [not, whose, ..] = thing
            && not.norm == "not"
            && whose.is(&["my", "the", "our", "his", "her"])
        {
            avoid(reader, said, after(thing));
        }
    }
}

/// "One thing, no politics": a rule of the talk.
fn by_rule(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    const RULE: &[&str] = &[
        "one|only|ground|house thing|rule|request|condition [,|:] no {}",
        "one|only|ground|house thing|rule|request|condition , {} , no {}",
        "anything but {}",
    ];
    let caught = RULE.iter().find_map(|rule| finds(rule, &sentence.words));
    let topic = caught.as_ref().map(|caught| {
        let second = caught.part(1);
        if second.is_empty() {
            caught.part(0)
        } else {
            second
        }
    });
    if let Some(topic) = topic.filter(|topic| topic.len() <= 4) {
        let said = Said::whole(place, sentence, 0.9);
        avoid(reader, said, topic);
    }
}

/// Keeps the topics that the words name; who "her" is, the talk has told.
fn avoid(reader: &mut Reader<'_>, said: Said<'_>, about: &[Word]) {
    let mut named = topics(about);
    let pronoun = about.first().filter(|_| named.is_empty());
    if pronoun.is_some_and(|word| word.is(&["her", "him", "them"])) {
        let latest = reader.people.latest().map(|mention| mention.label());
        named.extend(latest.map(|label| label.replace("User's", "their")));
    } else if pronoun.is_some_and(|word| word.is(&["it", "that", "this"])) {
        reader.avoiding = Some(said.place.exchange);
    }
    let persona = reader.persona.clone();
    for topic in named
        .into_iter()
        .filter(|topic| topic.to_lowercase() != persona)
    {
        let fact = Fact {
            attribute: "topic_to_avoid",
            says: format!("does not want to talk about {topic}"),
            value: capitalised(topic.strip_prefix("their ").unwrap_or(&topic)),
            sensitive: true,
        };
        tell(reader, said, &Who::User, fact);
    }
}

/// "my weight and my dad" as "their weight", "their dad".
fn topics(about: &[Word]) -> Vec<String> {
    const NONE: &[&str] = &[
        "that", "it", "this", "either", "please", "again", "anybody", "thank", "thanks", "cheers",
        "ta",
    ];
    tidy(about)
        .split(|word| word.is(&[",", "and", "or"]))
        .filter(|topic| !topic.is_empty())
        .map_while(|topic| {
            let mine = topic.first().is_some_and(|word| word.is(&["my", "our"]));
            let bare = if mine { after(topic) } else { topic };
            let thing = things(bare).first().map(|thing| without_whom(thing))?;
            let plain = thing.first().is_some_and(|word| !word.is(NONE)) && number(thing).is_none();
            plain.then(|| {
                if mine {
                    format!("their {}", said(thing))
                } else {
                    said(thing)
                }
            })
        })
        .collect()
}

/// "The accident with anybody" is "the accident".
fn without_whom(thing: &[Word]) -> &[Word] {
    let end = thing
        .iter()
        .position(|word| word.is(&["again", "please", "anymore", "till", "ever"]))
        .unwrap_or(thing.len());
    thing.get(..end).unwrap_or_default()
}

/// What may be spoken of is avoided no more.
fn allow(reader: &mut Reader<'_>, place: Place, about: &[Word]) {
    let sought = stems(tidy(about));
    let meant = |attribute: &str, value: &str| {
        let held = stems(&words(value));
        attribute == "topic_to_avoid"
            && !held.is_empty()
            && held.iter().all(|stem| sought.contains(stem))
    };
    reader
        .notes
        .drop_claims(|claim| meant(&claim.attribute, &claim.value));
    reader.end_standing(place, |memory| meant(&memory.attribute, &memory.value));
}
