//! The grammar of dates: what each way to say a day comes down to.

use chrono::{Datelike, NaiveDate, Weekday};

use super::super::words::{Word, rest};
use super::counting::{Unit, months, shift};
use super::names::{SEASONS, VAGUE, month, number, weekday};
use super::{Grain, Tense};

/// The day, how much was named, and how many words that took.
pub type Hit = (NaiveDate, Grain, usize);

#[derive(Clone, Copy)]
pub struct Scan<'a> {
    pub words: &'a [Word],
    pub today: NaiveDate,
    pub tense: Tense,
    /// What stands before says that a day follows: "on", "the exam is".
    pub placed: bool,
}

impl Scan<'_> {
    pub fn is(&self, at: usize, norms: &'static [&'static str]) -> bool {
        self.words.get(at).is_some_and(|word| word.is(norms))
    }

    /// Whether that very word stands there.
    pub fn says(&self, at: usize, norm: &str) -> bool {
        self.words.get(at).is_some_and(|word| word.norm == norm)
    }

    fn later(&self, by: usize) -> Self {
        Self {
            words: rest(self.words, by),
            placed: true,
            ..*self
        }
    }

    /// A date at the first word, its preposition included.
    pub fn date(&self) -> Option<Hit> {
        if self.is(0, &["in"]) {
            // "in 3 days" counts from today, "in March" and "in 2018" are names.
            return self
                .ahead(1)
                .or_else(|| self.named(1))
                .or_else(|| self.season(1, 2));
        }
        if self.is(
            0,
            &[
                "on", "since", "by", "until", "from", "this", "for", "during", "back", "around",
                "about", "almost", "nearly", "roughly", "at", "over", "before",
            ],
        ) {
            let twice = self.is(0, &["back", "since", "by"]) && self.is(1, &["in", "on"]);
            let by = if twice { 2 } else { 1 };
            let scan = self.later(by);
            let named = || if twice { scan.named(0) } else { None };
            let short = || (self.is(0, &["since"]) || twice).then(|| scan.short_year())?;
            let hit = scan.bare().or_else(|| scan.holiday());
            if let Some((day, grain, length)) = hit.or_else(named).or_else(short) {
                return Some((day, grain, length + by));
            }
        }
        self.bare()
    }

    fn bare(&self) -> Option<Hit> {
        self.vague()
            .or_else(|| self.week_on())
            .or_else(|| self.near())
            .or_else(|| self.ago())
            .or_else(|| self.relative())
            .or_else(|| self.month_and_day())
            .or_else(|| self.of_this_month())
            .or_else(|| self.iso())
            .or_else(|| self.day_of_week())
            .or_else(|| self.year_alone())
    }

    /// After "in": a month, with or without a year, or a year.
    fn named(&self, at: usize) -> Option<Hit> {
        const PARTS: &[&str] = &["early", "late", "mid"];
        let at = at + usize::from(self.is(at, PARTS));
        let scan = self.later(at);
        let (day, grain, length) = scan
            .month_and_day()
            .or_else(|| scan.month_alone())
            .or_else(|| scan.year_alone())
            .or_else(|| scan.short_year())?;
        Some((day, grain, length + at))
    }

    fn vague(&self) -> Option<Hit> {
        let phrase = VAGUE.iter().find(|phrase| {
            phrase
                .iter()
                .enumerate()
                .all(|(at, norm)| self.says(at, norm))
        });
        phrase
            .map(|phrase| (self.today, Grain::Vague, phrase.len()))
            .or_else(|| {
                let lead = usize::from(self.is(0, &["last", "next", "this"]));
                (lead > 0).then(|| self.season(1, 1)).flatten()
            })
    }

    fn season(&self, at: usize, longest_lead: usize) -> Option<Hit> {
        let the = usize::from(longest_lead > 1 && self.is(at, &["the"]));
        self.is(at + the, SEASONS)
            .then_some((self.today, Grain::Vague, at + the + 1))
    }

    /// Today, tomorrow, yesterday and their parts.
    fn near(&self) -> Option<Hit> {
        let part = |at| usize::from(self.is(at, &["morning", "afternoon", "evening", "night"]));
        let (days, length) = if self.is(0, &["today", "tonight"]) {
            (0, 1)
        } else if self.is(0, &["tomorrow"]) {
            (1, 1 + part(1))
        } else if self.is(0, &["yesterday"]) {
            (-1, 1 + part(1))
        } else if self.is(0, &["last"]) && self.is(1, &["night"]) {
            (-1, 2)
        } else if self.is(0, &["this"]) && part(1) > 0 {
            (0, 2)
        } else {
            let the = usize::from(self.is(0, &["the"]));
            match () {
                () if self.is(the, &["day"])
                    && self.is(the + 1, &["after"])
                    && self.is(the + 2, &["tomorrow"]) =>
                {
                    (2, the + 3)
                }
                () if self.is(the, &["day"])
                    && self.is(the + 1, &["before"])
                    && self.is(the + 2, &["yesterday"]) =>
                {
                    (-2, the + 3)
                }
                () => return None,
            }
        };
        Some((shift(self.today, days)?, Grain::Day, length))
    }

    /// "Three weeks ago".
    fn ago(&self) -> Option<Hit> {
        let (count, used) = number(self.words)?;
        let unit = Unit::of(self.words.get(used)?)?;
        let ago = self.is(used + 1, &["ago"]);
        let on = self.is(used + 1, &["from"]) && self.is(used + 2, &["now", "today"]);
        match (ago, on) {
            (true, _) => {
                let day = unit.moved(self.today, count, Tense::Past)?;
                // "Twenty years ago this August".
                let month = self.words.get(used + 3).and_then(month);
                match month.filter(|_| self.is(used + 2, &["this", "in"])) {
                    Some(month) => Some((
                        NaiveDate::from_ymd_opt(day.year(), month, 1)?,
                        Grain::Month,
                        used + 4,
                    )),
                    None => Some((day, unit.grain(), used + 2)),
                }
            }
            (_, true) => Some((
                unit.moved(self.today, count, Tense::Future)?,
                unit.grain(),
                used + 3,
            )),
            _ => None,
        }
    }

    /// "[In] three weeks".
    fn ahead(&self, at: usize) -> Option<Hit> {
        let scan = self.later(at);
        let (count, used) = number(scan.words)?;
        let unit = Unit::of(scan.words.get(used)?)?;
        let moved = unit.moved(self.today, count, Tense::Future)?;
        // "In two weeks' time".
        let time = usize::from(scan.is(used + 1, &["time"]));
        (self.tense == Tense::Future).then_some((moved, unit.grain(), at + used + 1 + time))
    }

    /// "A week on Saturday", "a fortnight today", "tomorrow week", "Saturday week".
    fn week_on(&self) -> Option<Hit> {
        const FROM: &[&str] = &["on", "from"];
        let base = |at: usize| match self.words.get(at)? {
            today if today.norm == "today" => Some(self.today),
            tomorrow if tomorrow.norm == "tomorrow" => shift(self.today, 1),
            day => self.after(weekday(day)?),
        };
        if self.is(1, &["week", "fortnight"])
            && let Some(day) = base(0)
        {
            let days = if self.is(1, &["week"]) { 7 } else { 14 };
            return Some((shift(day, days)?, Grain::Day, 2));
        }
        let (count, used) = if self.is(0, &["fortnight"]) {
            (1, 0)
        } else {
            number(self.words)?
        };
        let unit = Unit::of(self.words.get(used)?).filter(|unit| unit.is_of_weeks())?;
        let from = used + 1 + usize::from(self.is(used + 1, FROM));
        let day = unit.moved(base(from)?, count, Tense::Future)?;
        Some((day, Grain::Day, from + 1))
    }

    /// "Next week", "last March", "this Friday", "the weekend".
    fn relative(&self) -> Option<Hit> {
        let the = usize::from(self.is(0, &["the"]));
        let past = usize::from(self.is(the, &["this"]) && self.is(the + 1, &["past", "coming"]));
        let step = match self.words.get(the + past)?.norm.as_str() {
            "next" | "coming" => 1,
            "last" | "past" => -1,
            "this" => 0,
            "weekend" if the == 1 => return self.weekend(0).map(|day| (day, Grain::Day, 2)),
            _ => return None,
        };
        let at = the + past + 1;
        let word = self.words.get(at)?;
        let length = at + 1;
        if let Some(day) = weekday(word) {
            return Some((self.weekday_of(day, step, past > 0)?, Grain::Day, length));
        }
        if let Some(month) = month(word) {
            return Some((self.month_of(month, step)?, Grain::Month, length));
        }
        // "His last year of college" is a part of something else than the calendar.
        if self.is(length, &["of"]) {
            return None;
        }
        let monday = self.today.week(Weekday::Mon).checked_first_day()?;
        match word.norm.as_str() {
            "week" => {
                let monday = shift(monday, 7 * step)?;
                // "Next week Wednesday", "next week on Wednesday".
                let on = at + 1 + usize::from(self.is(at + 1, &["on"]));
                match self.words.get(on).and_then(weekday) {
                    Some(day) => Some((day_in(monday, day)?, Grain::Day, on + 1)),
                    None => Some((monday, Grain::Week, length)),
                }
            }
            "weekend" => Some((self.weekend(step)?, Grain::Day, length)),
            "month" => Some((months(self.today.with_day(1)?, step)?, Grain::Month, length)),
            "year" => Some((
                NaiveDate::from_ymd_opt(self.today.year() + step as i32, 1, 1)?,
                Grain::Year,
                length,
            )),
            _ => None,
        }
    }

    fn weekend(&self, step: i64) -> Option<NaiveDate> {
        let monday = self.today.week(Weekday::Mon).checked_first_day()?;
        let back = if step == 0
            && self.tense == Tense::Past
            && self.today.weekday().num_days_from_monday() < 5
        {
            -7
        } else {
            0
        };
        shift(monday, 5 + 7 * step + back)
    }

    fn weekday_of(&self, day: Weekday, step: i64, named: bool) -> Option<NaiveDate> {
        let monday = self.today.week(Weekday::Mon).checked_first_day()?;
        match step {
            1 if named => self.after(day),
            1 => shift(monday, 7 + i64::from(day.num_days_from_monday())),
            -1 => self.before(day),
            _ => shift(monday, i64::from(day.num_days_from_monday())),
        }
    }

    fn after(&self, day: Weekday) -> Option<NaiveDate> {
        (1..=7)
            .filter_map(|days| shift(self.today, days))
            .find(|date| date.weekday() == day)
    }

    fn before(&self, day: Weekday) -> Option<NaiveDate> {
        (1..=7)
            .filter_map(|days| shift(self.today, -days))
            .find(|date| date.weekday() == day)
    }

    /// "Friday", "Friday morning", "Friday the 14th", "Friday next week", "Friday just gone".
    fn day_of_week(&self) -> Option<Hit> {
        const PARTS: &[&str] = &["morning", "afternoon", "evening", "night"];
        let day = weekday(self.words.first()?)?;
        let used = 1 + usize::from(self.is(1, PARTS));
        // Of another week than is known.
        if self.is(used, &["after", "before"]) && !self.is(used + 1, &["next", "last"]) {
            let ends = self.words.get(used + 1).is_none_or(Word::is_mark);
            if ends {
                return Some((self.today, Grain::Vague, used + 1));
            }
        }
        let comma = used + usize::from(self.is(used, &[","]));
        let scan = self.later(comma);
        let dated = scan.month_and_day().or_else(|| scan.of_this_month());
        if let Some((date, Grain::Day, length)) = dated
            && date.weekday() == day
        {
            return Some((date, Grain::Day, comma + length));
        }
        let monday = self.today.week(Weekday::Mon).checked_first_day()?;
        let weeks = match () {
            () if self.is(used + 1, &["week"]) && self.is(used, &["next"]) => Some(1),
            () if self.is(used + 1, &["week"]) && self.is(used, &["last"]) => Some(-1),
            () => None,
        };
        if let Some(weeks) = weeks {
            let monday = shift(monday, 7 * weeks)?;
            return Some((day_in(monday, day)?, Grain::Day, used + 2));
        }
        let just = usize::from(self.is(used, &["just"]));
        if self.is(used + just, &["gone", "past"]) {
            return Some((self.before(day)?, Grain::Day, used + just + 1));
        }
        let date = match self.tense {
            Tense::Past => self.before(day),
            Tense::Future => self.after(day),
        };
        Some((date?, Grain::Day, used))
    }
}

/// That day of the week that begins with the Monday.
fn day_in(monday: NaiveDate, day: Weekday) -> Option<NaiveDate> {
    shift(monday, i64::from(day.num_days_from_monday()))
}
