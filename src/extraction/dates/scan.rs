//! The grammar of dates: what each way to say a day comes down to.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::super::words::{Word, rest};
use super::{
    Grain, HOLIDAYS, SEASONS, Tense, VAGUE, month, month_by_name, number, ordinal, weekday, year,
};

/// The day, how much was named, and how many words that took.
pub type Hit = (NaiveDate, Grain, usize);

#[derive(Clone, Copy)]
pub struct Scan<'a> {
    pub words: &'a [Word],
    pub today: NaiveDate,
    pub tense: Tense,
}

impl Scan<'_> {
    fn is(&self, at: usize, norms: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| word.is(norms))
    }

    fn later(&self, by: usize) -> Self {
        Self {
            words: rest(self.words, by),
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
            if let Some((day, grain, length)) = scan.bare().or_else(|| scan.holiday()) {
                return Some((day, grain, length + by));
            }
        }
        self.bare()
    }

    fn bare(&self) -> Option<Hit> {
        self.vague()
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
        let scan = self.later(at);
        let (day, grain, length) = scan
            .month_and_day()
            .or_else(|| scan.month_alone())
            .or_else(|| scan.year_alone())?;
        Some((day, grain, length + at))
    }

    fn vague(&self) -> Option<Hit> {
        let phrase = VAGUE.iter().find(|phrase| {
            phrase
                .iter()
                .enumerate()
                .all(|(at, norm)| self.is(at, &[norm]))
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
            (true, _) => Some((
                unit.moved(self.today, count, Tense::Past)?,
                unit.grain(),
                used + 2,
            )),
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
        (self.tense == Tense::Future).then_some((moved, unit.grain(), at + used + 1))
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
        let monday = self.today.week(Weekday::Mon).checked_first_day()?;
        match word.norm.as_str() {
            "week" => Some((shift(monday, 7 * step)?, Grain::Week, length)),
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

    /// The first of that month: this year's, the latest or the next.
    fn month_of(&self, month: u32, step: i64) -> Option<NaiveDate> {
        let now = self.today.month();
        let year = self.today.year()
            + match step {
                1 if month <= now => 1,
                -1 if month >= now => -1,
                _ => 0,
            };
        NaiveDate::from_ymd_opt(year, month, 1)
    }

    /// "March 13th, 2020", "the 13th of March", "March 2020".
    fn month_and_day(&self) -> Option<Hit> {
        let the = usize::from(self.is(0, &["the"]));
        if let Some(day) = self
            .words
            .get(the)
            .and_then(|word| ordinal(word).or_else(|| plain_day(word)))
        {
            let of = usize::from(self.is(the + 1, &["of"]));
            let month = self.words.get(the + 1 + of).and_then(month_by_name)?;
            return self.with_year(month, day, the + 2 + of);
        }
        let first = self.words.first()?;
        let month = month_by_name(first)?;
        let the = usize::from(self.is(1, &["the"]));
        let next = self.words.get(1 + the)?;
        if let Some(year) = year(next).filter(|_| super::month(first).is_some()) {
            return Some((NaiveDate::from_ymd_opt(year, month, 1)?, Grain::Month, 2));
        }
        let day = ordinal(next).or_else(|| plain_day(next))?;
        self.with_year(month, day, 2 + the)
    }

    fn with_year(&self, month: u32, day: u32, used: usize) -> Option<Hit> {
        let comma = usize::from(self.is(used, &[","]));
        if let Some(year) = self.words.get(used + comma).and_then(year) {
            return Some((
                NaiveDate::from_ymd_opt(year, month, day)?,
                Grain::Day,
                used + comma + 1,
            ));
        }
        let this = NaiveDate::from_ymd_opt(self.today.year(), month, day)?;
        let year = match self.tense {
            Tense::Past if this > self.today => self.today.year() - 1,
            Tense::Future if this < self.today => self.today.year() + 1,
            _ => self.today.year(),
        };
        Some((NaiveDate::from_ymd_opt(year, month, day)?, Grain::Day, used))
    }

    fn month_alone(&self) -> Option<Hit> {
        let month = self.words.first().and_then(month)?;
        let now = self.today.month();
        let step = match self.tense {
            Tense::Past if month > now => -1,
            Tense::Future if month < now => 1,
            _ => 0,
        };
        Some((self.month_of(month, step)?, Grain::Month, 1))
    }

    /// "The 13th".
    fn of_this_month(&self) -> Option<Hit> {
        let day = self
            .is(0, &["the"])
            .then(|| self.words.get(1).and_then(ordinal_in_digits))
            .flatten()?;
        let this = self.today.with_day(day);
        let moved = match self.tense {
            Tense::Future if this.is_none_or(|date| date < self.today) => {
                months(self.today.with_day(1)?, 1)?.with_day(day)
            }
            Tense::Past if this.is_none_or(|date| date > self.today) => {
                months(self.today.with_day(1)?, -1)?.with_day(day)
            }
            _ => this,
        };
        Some((moved?, Grain::Day, 2))
    }

    fn iso(&self) -> Option<Hit> {
        let date = NaiveDate::parse_from_str(&self.words.first()?.norm, "%Y-%m-%d").ok()?;
        Some((date, Grain::Day, 1))
    }

    fn holiday(&self) -> Option<Hit> {
        let word = self.words.first()?;
        let (_, month, day) = HOLIDAYS.iter().find(|(name, _, _)| *name == word.norm)?;
        let tail = if self.is(1, &["'s"]) { 2 } else { 1 };
        let length = tail + usize::from(self.is(tail, &["day"]));
        self.with_year(*month, *day, length)
    }

    fn day_of_week(&self) -> Option<Hit> {
        let day = weekday(self.words.first()?)?;
        let date = match self.tense {
            Tense::Past => self.before(day),
            Tense::Future => self.after(day),
        };
        let part = usize::from(self.is(1, &["morning", "afternoon", "evening", "night"]));
        Some((date?, Grain::Day, 1 + part))
    }

    fn year_alone(&self) -> Option<Hit> {
        let year = self.words.first().and_then(year)?;
        Some((NaiveDate::from_ymd_opt(year, 1, 1)?, Grain::Year, 1))
    }
}

/// "13" beside a month.
fn plain_day(word: &Word) -> Option<u32> {
    word.norm.parse().ok().filter(|day| (1..=31).contains(day))
}

fn ordinal_in_digits(word: &Word) -> Option<u32> {
    ordinal(word).filter(|_| word.norm.starts_with(|c: char| c.is_ascii_digit()))
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    fn of(word: &Word) -> Option<Self> {
        match word.norm.trim_end_matches('s') {
            "day" => Some(Self::Day),
            "week" => Some(Self::Week),
            "month" => Some(Self::Month),
            "year" => Some(Self::Year),
            _ => None,
        }
    }

    /// A count of years or months names no day.
    fn grain(self) -> Grain {
        match self {
            Self::Day | Self::Week => Grain::Day,
            Self::Month => Grain::Month,
            Self::Year => Grain::Year,
        }
    }

    fn moved(self, day: NaiveDate, count: u32, tense: Tense) -> Option<NaiveDate> {
        let sign = if tense == Tense::Past { -1 } else { 1 };
        let count = sign * i64::from(count);
        match self {
            Self::Day => shift(day, count),
            Self::Week => shift(day, count.checked_mul(7)?),
            Self::Month => months(day.with_day(1)?, count),
            Self::Year => months(day.with_month(1)?.with_day(1)?, count.checked_mul(12)?),
        }
    }
}

fn shift(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 {
        day.checked_sub_days(count)
    } else {
        day.checked_add_days(count)
    }
}

fn months(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let by = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 {
        day.checked_sub_months(by)
    } else {
        day.checked_add_months(by)
    }
}
