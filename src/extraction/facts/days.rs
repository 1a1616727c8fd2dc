//! What a day is told of: birthdays, and what stands in the calendar.

use super::super::dates::Grain;
use super::super::pattern::{Caught, matches};
use super::super::people::Who;
use super::super::reader::Reader;
use super::super::words::{Word, capitalised, words};
use super::shapes::{Shape, appointment, tidy, values};
use super::{Fact, Said, tell, with_article};

/// "My birthday is on March 13": the date was taken out of the words.
pub fn birthday(reader: &mut Reader<'_>, said: Said<'_>) {
    let spoken = matches("my birthday be", said.words)
        .or_else(|| matches("it be my birthday", said.words))
        .or_else(|| mine(said));
    let ends = spoken.is_some_and(|caught| {
        let mark = caught.left.iter().position(Word::is_mark);
        let left = caught.left.get(..mark.unwrap_or(caught.left.len()));
        tidy(left.unwrap_or_default())
            .iter()
            .all(|word| word.is(&["on", "is", "the", "same"]))
    });
    let date = said.date.filter(|date| date.grain == Grain::Day);
    if let (true, Some(date)) = (ends, date) {
        let spelt = date.spelt();
        let day = spelt
            .split_once(',')
            .map_or(spelt.as_str(), |(day, _)| day)
            .to_owned();
        let fact = Fact {
            attribute: "birthday",
            says: format!("has their birthday on {day}"),
            value: day,
            sensitive: false,
        };
        tell(reader, Said { date: None, ..said }, &Who::User, fact);
    }
}

/// "Mine's the ninth of May", where the talk is of birthdays.
fn mine(said: Said<'_>) -> Option<Caught<'_>> {
    const OF_BIRTHDAYS: &[&str] = &[
        "birthday",
        "birthdays",
        "cake",
        "born",
        "share",
        "same",
        "twins",
    ];
    let caught = matches("mine be", said.words)?;
    let so = said.sentence.words.iter().any(|word| word.is(OF_BIRTHDAYS));
    so.then_some(caught)
}

/// "I'm seventy in May", "Nana will be ninety on the first": an age to come, and the birthday with it.
pub fn comes_of_age(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) -> bool {
    let caught = matches("will be|turn {}", said.words)
        .or_else(|| matches("be {}", said.words))
        .or_else(|| matches("turn~ {}", said.words))
        .or_else(|| matches("be turning {}", said.words));
    let day = said
        .date
        .filter(|date| date.day > reader.today && matches!(date.grain, Grain::Day | Grain::Month));
    let (Some(caught), Some(day)) = (caught, day) else {
        return false;
    };
    let Some(age) = values(Shape::Number, caught.part(0), &reader.people).pop() else {
        return false;
    };
    let says = format!("turns {age}{}", super::spelt_when(day));
    if *who == Who::User && day.grain == Grain::Day {
        let spelt = day.spelt();
        let value = spelt.split_once(',').map_or(spelt.as_str(), |(day, _)| day);
        let fact = Fact {
            attribute: "birthday",
            value: value.to_owned(),
            says: format!("has their birthday on {value} and {says}"),
            sensitive: false,
        };
        tell(reader, Said { date: None, ..said }, who, fact);
        return true;
    }
    let fact = Fact {
        attribute: "age",
        value: capitalised(&says),
        says,
        sensitive: false,
    };
    tell(reader, said, who, fact);
    true
}

/// "I was born in 1990", "I was born on March 13, 1990": the date was taken out of the words.
pub fn born(reader: &mut Reader<'_>, said: Said<'_>) {
    let Some(date) = said
        .date
        .filter(|_| matches("was born", said.words).is_some())
    else {
        return;
    };
    let spelt = date.spelt();
    let fact = match date.grain {
        Grain::Day => Fact {
            attribute: "birthday",
            says: format!("was born on {spelt}"),
            value: spelt,
            sensitive: false,
        },
        Grain::Year => Fact {
            attribute: "age",
            says: format!("was born in {spelt}"),
            value: format!("Born in {spelt}"),
            sensitive: false,
        },
        _ => return,
    };
    tell(reader, Said { date: None, ..said }, &Who::User, fact);
}

/// "My flight to Tokyo is on Sunday": the date was taken out of the words.
pub fn appointed(reader: &mut Reader<'_>, said: Said<'_>) {
    let caught = matches("my {} be|leaves|starts|begins", said.words);
    let Some(caught) = caught.filter(|caught| {
        tidy(caught.left).is_empty() && said.date.is_some_and(|date| date.day >= reader.today)
    }) else {
        return;
    };
    if let Some(what) = appointment(caught.part(0))
        && words(&what).len() == caught.part(0).len()
    {
        let fact = Fact {
            attribute: "plan",
            says: format!("has {}", with_article(&what)),
            value: capitalised(&what),
            sensitive: false,
        };
        tell(reader, said, &Who::User, fact);
    }
}
