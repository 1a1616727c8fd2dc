//! What days, months, years and numbers are called.

use chrono::Weekday;

use super::super::words::{Word, rest};

pub const MONTHS: &[&[&str]] = &[
    &["january", "jan"],
    &["february", "feb"],
    &["march"],
    &["april", "apr"],
    &["may"],
    &["june"],
    &["july"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];
const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];
/// Days that have a name; the longer name before the one that it begins with.
pub const HOLIDAYS: &[(&[&str], u32, u32)] = &[
    (&["christmas", "eve"], 12, 24),
    (&["christmas"], 12, 25),
    (&["boxing", "day"], 12, 26),
    (&["new", "year", "'s", "eve"], 12, 31),
    (&["new", "year", "'s"], 1, 1),
    (&["halloween"], 10, 31),
    (&["bonfire", "night"], 11, 5),
    (&["valentine"], 2, 14),
    (&["st", "patrick"], 3, 17),
];
const NUMBERS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &[
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const ORDINALS: &[&str] = &[
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];
/// Whole phrases without a date of their own.
pub const VAGUE: &[&[&str]] = &[
    &["these", "days"],
    &["right", "now"],
    &["at", "the", "moment"],
    &["for", "now"],
    &["a", "while", "ago"],
    &["a", "long", "time", "ago"],
    &["the", "other", "day"],
    &["years", "ago"],
    &["one", "day"],
    &["some", "day"],
    &["someday"],
    &["soon"],
    &["lately"],
    &["recently"],
];
pub const SEASONS: &[&str] = &["spring", "summer", "fall", "autumn", "winter"];

/// "three", "3", "a couple of" (2); and how many words that took.
pub fn number(words: &[Word]) -> Option<(u32, usize)> {
    let first = words.first()?;
    if first.norm == "couple"
        || (first.norm == "a" && words.get(1).is_some_and(|word| word.norm == "couple"))
    {
        let couple = usize::from(first.norm == "a") + 1;
        let of = words.get(couple).is_some_and(|word| word.norm == "of");
        return Some((2, couple + usize::from(of)));
    }
    if first.is(&["a", "an"]) {
        return Some((1, 1));
    }
    let counts = first.norm.starts_with(|c: char| c.is_ascii_digit())
        || first.norm.contains('-')
        || first.is(NUMBERS)
        || first.is(TENS);
    if !counts {
        return None;
    }
    let digits = first.norm.parse::<u32>().ok();
    spelt(&first.norm).or(digits).map(|number| (number, 1))
}

fn at_of(names: &[&str], norm: &str) -> Option<u32> {
    let at = names.iter().position(|name| *name == norm)?;
    u32::try_from(at).ok()
}

/// "seven", "thirty", "thirty-five": up to ninety-nine.
fn spelt(norm: &str) -> Option<u32> {
    let ten = |name: &str| Some((at_of(TENS, name)? + 2) * 10);
    let one = |name: &str| at_of(NUMBERS, name).filter(|one| (1..10).contains(one));
    let both = || {
        let (head, tail) = norm.split_once('-')?;
        Some(ten(head)? + one(tail)?)
    };
    at_of(NUMBERS, norm).or_else(|| ten(norm)).or_else(both)
}

/// "13th", "third", "twenty-first", "twenty first"; and how many words that took.
pub fn ordinal(words: &[Word]) -> Option<(u32, usize)> {
    let first = words.first()?;
    let digits = || {
        let digits = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|ending| first.norm.strip_suffix(ending))?;
        digits.parse().ok()
    };
    let below = |norm: &str| at_of(ORDINALS, norm).or((norm == "thirtieth").then_some(30));
    let unit = |norm: &str| at_of(ORDINALS, norm).filter(|day| (1..10).contains(day));
    let ten = |norm: &str| match norm {
        "twenty" => Some(20),
        "thirty" => Some(30),
        _ => None,
    };
    let joined = || {
        let (head, tail) = first.norm.split_once('-')?;
        Some(ten(head)? + unit(tail)?)
    };
    let parted = || Some(ten(&first.norm)? + unit(&words.get(1)?.norm)?);
    let single = below(&first.norm).or_else(digits).or_else(joined);
    single
        .map(|day| (day, 1))
        .or_else(|| parted().map(|day| (day, 2)))
        .filter(|(day, _)| (1..=31).contains(day))
}

pub fn month(word: &Word) -> Option<u32> {
    // "May" and "March" are words as well; as months they have a capital.
    let written = !word.is(&["may", "march"]) || word.is_capital();
    month_by_name(word).filter(|_| written)
}

/// Where a day stands beside it, a month needs no capital.
pub fn month_by_name(word: &Word) -> Option<u32> {
    let at = MONTHS
        .iter()
        .position(|names| names.contains(&word.norm.as_str()))?;
    u32::try_from(at + 1).ok()
}

pub fn weekday(word: &Word) -> Option<Weekday> {
    let plain = WEEKDAYS.iter().find(|(name, _)| *name == word.norm);
    plain.map(|(_, day)| *day)
}

pub fn year(word: &Word) -> Option<i32> {
    word.norm
        .parse()
        .ok()
        .filter(|year| (1900..=2100).contains(year) && word.norm.len() == 4)
}

/// A year as it is spoken: "two thousand and six", "nineteen eighty-nine", "twenty eighteen",
/// "oh-nine"; and how many words that took.
pub fn spoken_year(words: &[Word]) -> Option<(i32, usize)> {
    let first = words.first()?;
    let second = words.get(1);
    let whole = |year: u32, used: usize| Some((i32::try_from(year).ok()?, used));
    let of_two = |word: &Word| spelt(&word.norm).filter(|two| (10..100).contains(two));
    if first.norm == "two" && second.is_some_and(|word| word.norm == "thousand") {
        let and = usize::from(words.get(2).is_some_and(|word| word.norm == "and"));
        let ones = words.get(2 + and).and_then(|word| spelt(&word.norm));
        return match ones {
            Some(ones) => whole(2000 + ones, 3 + and),
            None => whole(2000, 2),
        };
    }
    if let Some(ones) = first
        .norm
        .strip_prefix("oh-")
        .or_else(|| first.norm.strip_prefix("o-"))
    {
        return whole(2000 + spelt(ones)?, 1);
    }
    let (century, later) = match first.norm.as_str() {
        "nineteen" => (1900, second.and_then(of_two)),
        "twenty" => (2000, second.and_then(of_two).filter(|two| *two < 50)),
        _ => (0, None),
    };
    later.and_then(|later| whole(century + later, 2))
}

/// Two digits or their name, as a year of the last century: "eighty-nine", "'72". Only where
/// nothing follows that it might count.
pub fn short_year(words: &[Word]) -> Option<(i32, usize)> {
    let first = words.first()?;
    let number = spelt(&first.norm).or_else(|| first.norm.parse().ok())?;
    let ends = rest(words, 1).first().is_none_or(|next| {
        next.is_mark()
            || next.is(&[
                "and", "when", "i", "we", "it", "he", "she", "they", "but", "so", "at", "in",
                "with", "that", "my",
            ])
    });
    let number = i32::try_from(number).ok()?;
    (ends && (40..100).contains(&number)).then(|| (1900 + number, 1))
}
