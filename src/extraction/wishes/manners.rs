//! How the user wants to be treated: what to call them, how to advise and greet them; and what the
//! two share.

use super::super::facts::shapes::{phrase, tidy, without_trail};
use super::super::facts::{Fact, Said, tell};
use super::super::guards::Stance;
use super::super::notes::{Note, Place, standing};
use super::super::pattern::{Caught, finds, matches};
use super::super::people::Who;
use super::super::reader::Reader;
use super::super::words::{Word, capitalised, said};
use super::first;
use crate::memory::Subject;

const CALL_ME: &[&str] = &[
    "call me {}",
    "you can|may|could|should [all] call me {}",
    "everyone|everybody|people call~ me {}",
    "just say {}",
    "my friends|family call~ me {}",
    "i go by {}",
    "i be going by {}",
    "i am called {}",
    "i prefer|like to be called {}",
    "i prefer|like being called {}",
    "i would rather be called {}",
    "i would like|love|prefer to be called {}",
    "i would like|love|prefer [if] you to call me {}",
    "i want you to call me {}",
];
/// How somebody may want to be advised: what they say, and what it comes to.
const STYLES: &[(&[&str], &str)] = &[
    (&["blunt", "bluntly"], "Blunt"),
    (&["honest", "frank", "real", "truthful"], "Honest"),
    (&["straight", "direct", "straightforward"], "Direct"),
    (&["gentle", "kind", "soft", "nice"], "Gentle"),
    (&["tough", "hard", "brutal", "brutally"], "Tough"),
];

/// Notes how the user wants to be treated.
pub fn about_manners(reader: &mut Reader<'_>, spoken: Said<'_>, stance: Stance) {
    let words = spoken.words;
    let call_me = first(CALL_ME, words).or_else(|| {
        finds(
            ", [so|and] [just] [please] call me {}",
            &spoken.sentence.words,
        )
    });
    if let Some(caught) = call_me {
        called(reader, spoken, caught.part(0), words);
    } else if let Some(name) = asked_for(reader, words).filter(|_| is_of_names(spoken)) {
        called(reader, spoken, name, words);
    }
    if stance != Stance::Said {
        return;
    }
    if let Some(caught) = matches("do not call me {}", words) {
        not_called(reader, spoken.place, caught.part(0));
    }
    advised(reader, spoken);
    let greeting = matches("greet me with [a|an] {}", words)
        .or_else(|| matches("answer [the] [phone] with [a|an] {}", words));
    if let Some(greeting) = greeting.and_then(|caught| phrase(caught.part(0), 8)) {
        let fact = Fact {
            attribute: "greeting_style",
            says: format!("likes to be greeted with {greeting}"),
            value: capitalised(&greeting),
            sensitive: false,
        };
        tell(reader, spoken, &Who::User, fact);
    }
    let joke = finds(
        "our [inside|running|little|old] [inside] joke about {}",
        words,
    )
    .or_else(|| finds("our inside|running joke be {}", words));
    if let Some(joke) = joke.and_then(|caught| phrase(caught.part(0), 8)) {
        let content = format!(
            "User and {} have a joke about {joke}",
            reader.hearing.persona_name
        );
        reader.claim(
            spoken,
            Subject::Both,
            "inside_joke",
            capitalised(&joke),
            content,
            false,
        );
    }
    between(reader, spoken);
    if let Some(caught) = matches("my pronouns be {}", words)
        .or_else(|| matches("i use {} pronouns", words))
        .or_else(|| matches("i use {}", &spoken.sentence.words).filter(only_pronouns))
        .or_else(|| matches("it be {}", words).filter(only_pronouns))
        .or_else(|| matches("{} please", words).filter(only_pronouns))
    {
        let pronouns = said(tidy(up_to_mark(caught.part(0))));
        let fact = Fact {
            attribute: "pronouns",
            says: format!("uses {pronouns} pronouns"),
            value: pronouns,
            sensitive: false,
        };
        tell(reader, spoken, &Who::User, fact);
    }
}

/// Whether the talk is of what somebody is called.
fn is_of_names(spoken: Said<'_>) -> bool {
    const OF_NAMES: &[&str] = &[
        "call", "calls", "called", "name", "always", "prefer", "says",
    ];
    spoken.sentence.words.iter().any(|word| word.is(OF_NAMES))
        || matches("it be|is {}", spoken.words).is_some()
}

/// "So Libby, please": a name and no more.
fn asked_for<'a>(reader: &Reader<'_>, words: &'a [Word]) -> Option<&'a [Word]> {
    let caught = matches("[it] [be] [just] {} [,] please", words)?;
    let (_, used) = reader.people.name(caught.part(0))?;
    let whole = used == caught.part(0).len() && caught.left.iter().all(Word::is_mark);
    (whole && reader.people.cased).then_some(caught.part(0))
}

/// A name that the user wants: remembered, and learned as a way to behave.
fn called(reader: &mut Reader<'_>, spoken: Said<'_>, wanted: &[Word], words: &[Word]) {
    let Some((name, used)) = reader.people.name(wanted) else {
        return;
    };
    let ends = wanted.get(used).is_none_or(|next| {
        next.is_mark()
            || next.is(&[
                "from", "please", "by", "instead", "and", "or", "not", "for", "now", "because",
            ])
    });
    // "People call me Geoffrey, I've given up": what others say is no wish where it is no matter of course.
    let by_others = words
        .first()
        .is_some_and(|first| first.is(&["everyone", "everybody", "people", "my"]));
    let objects = spoken.sentence.words.iter().any(|word| {
        word.is(&[
            "but", "hate", "not", "only", "except", "used", "wrong", "nobody", "insist", "insists",
        ])
    });
    if !ends || by_others && objects {
        return;
    }
    let by_name = words.iter().any(|word| word.norm == "called")
        && words.first().is_some_and(|word| word.norm == "i")
        && matches("i am called", words).is_some();
    let attribute = if by_name { "name" } else { "called" };
    let says = if by_name {
        format!("is called {name}")
    } else {
        format!("likes to be called {name}")
    };
    tell(
        reader,
        spoken,
        &Who::User,
        Fact {
            attribute,
            value: name.clone(),
            says,
            sensitive: false,
        },
    );
    if !by_name {
        reader.notes.push(
            spoken.place,
            Note::Learn {
                key: "address".to_owned(),
                value: name,
            },
        );
    }
}

/// "They", "she and they", "he / him", before anything else.
fn only_pronouns(caught: &Caught<'_>) -> bool {
    let words = without_trail(up_to_mark(caught.part(0)));
    !words.is_empty()
        && words.len() <= 5
        && words.iter().all(|word| {
            word.is(&[
                "they", "them", "she", "her", "he", "him", "and", "or", "/", "ze", "xe",
            ])
        })
        && words
            .iter()
            .any(|word| word.is(&["they", "she", "he", "ze", "xe"]))
}

/// The words before the first comma.
fn up_to_mark(words: &[Word]) -> &[Word] {
    let end = words
        .iter()
        .position(|word| word.is_mark() && word.norm != "/")
        .unwrap_or(words.len());
    words.get(..end).unwrap_or_default()
}

fn not_called(reader: &mut Reader<'_>, place: Place, unwanted: &[Word]) {
    let Some((name, _)) = reader.people.name(unwanted) else {
        return;
    };
    reader
        .notes
        .drop_claims(|claim| claim.attribute == "called" && claim.value == name);
    let held = standing(reader.hearing.memories)
        .any(|memory| memory.attribute == "called" && memory.value == name);
    if held {
        reader.notes.push(
            place,
            Note::Retract {
                subject: Subject::User,
                attribute: "called".to_owned(),
                value: Some(name),
            },
        );
    }
}

fn advised(reader: &mut Reader<'_>, spoken: Said<'_>) {
    let words = spoken.words;
    let style = first(
        &[
            "be {} with me",
            "i like|prefer|want|need {} advice",
            "i like|prefer it when you are {}",
            "i want|need you to be {} with me",
        ],
        words,
    )
    .and_then(|caught| {
        let asked = caught.part(0);
        let only = asked.len() <= 3;
        let style = STYLES
            .iter()
            .find(|(said, _)| asked.iter().any(|word| word.is(said)) && only);
        style.map(|(_, style)| *style)
    });
    let sugar = first(
        &[
            "do not sugarcoat",
            "do not sugar-coat",
            "no sugarcoating",
            "give it to me straight",
            "tell it to me straight",
            "give me the straight truth",
        ],
        words,
    );
    let listen = first(
        &[
            "i do not want|need [any] advice",
            "i need|want you to listen",
            "just listen [to me]",
        ],
        words,
    )
    .filter(|caught| caught.left.first().is_none_or(Word::is_mark) || tidy(caught.left).is_empty());
    let (value, says) = match (style, sugar, listen) {
        (Some(style), ..) => (
            style.to_owned(),
            format!("wants {} advice", style.to_lowercase()),
        ),
        (_, Some(_), _) => (
            "Direct, no sugarcoating".to_owned(),
            "wants direct advice without sugarcoating".to_owned(),
        ),
        (.., Some(_)) => (
            "Listens first".to_owned(),
            "wants to be listened to rather than advised".to_owned(),
        ),
        _ => return,
    };
    tell(
        reader,
        Said {
            confidence: 0.7,
            ..spoken
        },
        &Who::User,
        Fact {
            attribute: "advice_style",
            value,
            says,
            sensitive: false,
        },
    );
}

/// What the two of them share.
fn between(reader: &mut Reader<'_>, spoken: Said<'_>) {
    let with_you = spoken.sentence.words.iter().any(|word| word.norm == "you");
    let years = first(
        &[
            "you and i have been friends for {} years",
            "we have been friends for {} years",
            "i have known you for {} years",
        ],
        spoken.words,
    );
    if let (Some(caught), true) = (years, with_you)
        && let Some((years, _)) = super::super::dates::number(caught.part(0))
    {
        let content = format!(
            "User and {} have been friends for {years} years",
            reader.hearing.persona_name
        );
        reader.claim(
            spoken,
            Subject::Both,
            "friendship_duration_years",
            years.to_string(),
            content,
            false,
        );
    }
    let met = first(
        &["you and i [first] met {}", "i [first] met you {}"],
        spoken.words,
    );
    if let Some(how) = met.and_then(|caught| phrase(caught.part(0), 14)) {
        let content = format!("User and {} met {how}", reader.hearing.persona_name);
        reader.claim(
            spoken,
            Subject::Both,
            "how_we_met",
            capitalised(&how),
            content,
            false,
        );
    }
}
