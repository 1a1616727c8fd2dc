use super::super::words::words;
use super::*;

/// A Tuesday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 7).unwrap()
}

fn day(text: &str, tense: Tense) -> Option<String> {
    find(&words(text), today(), tense)
        .iter()
        .find(|found| found.grain != Grain::Vague)
        .map(|found| found.day.to_string())
}

#[test]
fn days_to_come_are_counted_from_the_day_of_the_call() {
    for (text, expected) in [
        ("tomorrow", "2025-01-08"),
        ("the day after tomorrow", "2025-01-09"),
        ("on Friday", "2025-01-10"),
        ("on Tuesday", "2025-01-14"),
        ("this Friday", "2025-01-10"),
        ("next Friday", "2025-01-17"),
        ("next week", "2025-01-13"),
        ("this weekend", "2025-01-11"),
        ("next month", "2025-02-01"),
        ("next year", "2026-01-01"),
        ("in three weeks", "2025-01-28"),
        ("in a couple of days", "2025-01-09"),
        ("in March", "2025-03-01"),
        ("next March", "2025-03-01"),
        ("on the 13th of March", "2025-03-13"),
        ("March 13th, 2026", "2026-03-13"),
        ("on the 3rd", "2025-02-03"),
        ("on Christmas", "2025-12-25"),
        ("2025-02-03", "2025-02-03"),
        ("a week on Saturday", "2025-01-18"),
        ("a week from Friday", "2025-01-17"),
        ("Saturday week", "2025-01-18"),
        ("a fortnight today", "2025-01-21"),
        ("two weeks on Friday", "2025-01-24"),
        ("in a fortnight", "2025-01-21"),
        ("in two weeks' time", "2025-01-21"),
        ("on the twenty-first of May", "2025-05-21"),
        ("the thirty first of March", "2025-03-31"),
        ("on the ninth", "2025-01-09"),
        ("the exam is the third", "2025-02-03"),
        ("the 14th of next month", "2025-02-14"),
        ("next week Wednesday", "2025-01-15"),
        ("on Wednesday next week", "2025-01-15"),
        ("on Tuesday the 14th", "2025-01-14"),
        ("on Christmas Eve", "2025-12-24"),
        ("on New Year's Eve", "2025-12-31"),
        ("in early June", "2025-06-01"),
    ] {
        assert_eq!(
            day(text, Tense::Future).as_deref(),
            Some(expected),
            "{text}"
        );
    }
}

#[test]
fn days_past_are_counted_back() {
    for (text, expected) in [
        ("yesterday", "2025-01-06"),
        ("last night", "2025-01-06"),
        ("last Friday", "2025-01-03"),
        ("on Friday", "2025-01-03"),
        ("last March", "2024-03-01"),
        ("last week", "2024-12-30"),
        ("last month", "2024-12-01"),
        ("in 2018", "2018-01-01"),
        ("in March 2020", "2020-03-01"),
        ("two weeks ago", "2024-12-24"),
        ("3 years ago", "2022-01-01"),
        ("back in 2018", "2018-01-01"),
        ("on October 3rd", "2024-10-03"),
        ("last week Thursday", "2025-01-02"),
        ("Friday just gone", "2025-01-03"),
        ("in oh-nine", "2009-01-01"),
        ("in eighty-nine", "1989-01-01"),
        ("back in '72", "1972-01-01"),
        ("in two thousand and six", "2006-01-01"),
        ("in nineteen ninety-four", "1994-01-01"),
        ("ten years ago this August", "2015-08-01"),
        ("a fortnight ago", "2024-12-24"),
        ("the shop burnt down, eighty-three, and", "1983-01-01"),
    ] {
        assert_eq!(day(text, Tense::Past).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn words_that_only_look_like_dates_are_none() {
    for text in [
        "I may go",
        "we march on",
        "the third wheel",
        "a second chance",
        "30 people",
        "on the 45th",
        "she was the third",
        "on the second try",
        "the third one",
        "in eighty-nine countries I was",
        "my gran , eighty-nine , walks",
        "the Monday after",
        "two thousand people",
        "in his last year of college",
        "the last week of it",
    ] {
        assert_eq!(day(text, Tense::Future), None, "{text}");
    }
}

#[test]
fn a_day_is_that_of_the_users_own_time_zone() {
    let moment = Timestamp::parse("2025-01-08T03:00:00Z").unwrap();
    assert_eq!(
        day_of(moment, chrono_tz::America::Los_Angeles).to_string(),
        "2025-01-07"
    );
    assert_eq!(
        day_of(moment, chrono_tz::Asia::Tokyo).to_string(),
        "2025-01-08"
    );
}

#[test]
fn a_date_far_out_of_the_calendar_is_none_and_not_a_panic() {
    for text in [
        "4294967295 years ago",
        "in 4294967295 days",
        "4294967295 months from now",
        "in 2147483647",
        "I left in 2147483647, 2147483646",
    ] {
        assert_eq!(day(text, Tense::Future), None, "{text}");
    }
}

#[test]
fn a_moment_is_noon_where_the_user_lives() {
    let found = find(&words("tomorrow"), today(), Tense::Future);
    assert_eq!(
        found[0].moment(chrono_tz::America::New_York),
        Timestamp::parse("2025-01-08T17:00:00Z")
    );
}
