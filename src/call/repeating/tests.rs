use chrono::TimeZone as _;

use super::*;
use crate::time::{DAY, HOUR, MINUTE};

const NEW_YORK: TimeZone = TimeZone::America__New_York;

fn series(rule: &str, begins: &str) -> Series {
    let begins = NaiveDateTime::parse_from_str(begins, "%Y-%m-%d %H:%M").unwrap();
    Series::new(rule.parse().unwrap(), begins)
}

fn days(series: &Series, count: usize) -> Vec<String> {
    let days = series.days(None).take(count);
    days.map(|day| day.format("%a %Y-%m-%d").to_string())
        .collect()
}

#[test]
fn a_series_falls_on_the_days_that_its_rule_names() {
    // Wednesday, 8 January 2025.
    for (rule, expected) in [
        (
            "FREQ=DAILY",
            "Wed 2025-01-08, Thu 2025-01-09, Fri 2025-01-10",
        ),
        (
            "FREQ=DAILY;INTERVAL=10",
            "Wed 2025-01-08, Sat 2025-01-18, Tue 2025-01-28",
        ),
        (
            "FREQ=WEEKLY",
            "Wed 2025-01-08, Wed 2025-01-15, Wed 2025-01-22",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO",
            "Mon 2025-01-13, Mon 2025-01-20, Mon 2025-01-27",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,WE",
            "Wed 2025-01-08, Tue 2025-01-21, Wed 2025-01-22",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE;WKST=SU",
            "Wed 2025-01-08, Sun 2025-01-19, Wed 2025-01-22",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE",
            "Wed 2025-01-08, Sun 2025-01-12, Wed 2025-01-22",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "Fri 2025-01-31, Mon 2025-03-31, Sat 2025-05-31",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "Fri 2025-01-31, Fri 2025-02-28, Mon 2025-03-31",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1FR,1MO",
            "Fri 2025-01-31, Mon 2025-02-03, Fri 2025-02-28",
        ),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "Fri 2025-06-13, Fri 2026-02-13, Fri 2026-03-13",
        ),
        (
            "FREQ=YEARLY",
            "Wed 2025-01-08, Thu 2026-01-08, Fri 2027-01-08",
        ),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
            "Tue 2028-02-29, Sun 2032-02-29, Fri 2036-02-29",
        ),
        (
            "FREQ=YEARLY;BYDAY=20MO",
            "Mon 2025-05-19, Mon 2026-05-18, Mon 2027-05-17",
        ),
        (
            "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
            "Thu 2025-11-27, Thu 2026-11-26, Thu 2027-11-25",
        ),
        (
            "FREQ=YEARLY;BYDAY=-1SU",
            "Sun 2025-12-28, Sun 2026-12-27, Sun 2027-12-26",
        ),
        (
            "FREQ=DAILY;BYMONTH=3;COUNT=2",
            "Sat 2025-03-01, Sun 2025-03-02",
        ),
        (
            "FREQ=DAILY;UNTIL=20250109",
            "Wed 2025-01-08, Thu 2025-01-09",
        ),
        ("FREQ=DAILY;UNTIL=20250109T085959", "Wed 2025-01-08"),
        (
            "FREQ=DAILY;UNTIL=20250109T090000",
            "Wed 2025-01-08, Thu 2025-01-09",
        ),
    ] {
        let days = days(&series(rule, "2025-01-08 09:00"), 3);
        assert_eq!(days.join(", "), expected, "{rule}");
    }
}

#[test]
fn where_a_series_goes_on_does_not_matter_for_its_end() {
    let counted = series("FREQ=WEEKLY;COUNT=3", "2025-01-08 09:00");
    let second = counted.days(None).nth(1);
    assert_eq!(counted.days(second).count(), 1);
    let third = counted.days(second).next();
    assert_eq!(counted.days(third).next(), None);
}

#[test]
fn a_rule_that_never_comes_true_is_looked_through_to_an_end() {
    for rule in [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=WEEKLY;UNTIL=20240101",
        "FREQ=YEARLY;INTERVAL=99;BYMONTH=2;BYMONTHDAY=30;WKST=SU",
    ] {
        assert_eq!(
            days(&series(rule, "2025-01-08 09:00"), 1),
            [""; 0],
            "{rule}"
        );
    }
}

#[test]
fn a_rule_reads_as_a_person_would_say_it() {
    for (rule, words) in [
        ("FREQ=DAILY", "every day at 9:00 am"),
        (
            "FREQ=DAILY;INTERVAL=3;COUNT=10",
            "every 3 days at 9:00 am, 10 times in all",
        ),
        (
            "FREQ=DAILY;BYDAY=MO,WE",
            "every day that is Monday or Wednesday at 9:00 am",
        ),
        ("FREQ=WEEKLY", "every Wednesday at 9:00 am"),
        ("FREQ=WEEKLY;BYDAY=MO", "every Monday at 9:00 am"),
        (
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            "every weekday at 9:00 am",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU",
            "every other week on Saturday and Sunday at 9:00 am",
        ),
        (
            "FREQ=WEEKLY;UNTIL=20251231",
            "every Wednesday at 9:00 am, until December 31, 2025",
        ),
        ("FREQ=MONTHLY", "every month on the 8th at 9:00 am"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
            "every month on the 1st, the 15th and the last day at 9:00 am",
        ),
        (
            "FREQ=MONTHLY;BYDAY=1MO",
            "every month on the first Monday at 9:00 am",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-2FR,SA",
            "every month on the second to last Friday and each Saturday at 9:00 am",
        ),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "every month on the 13th, if that is Friday, at 9:00 am",
        ),
        ("FREQ=YEARLY", "every year on January 8 at 9:00 am"),
        (
            "FREQ=YEARLY;BYMONTH=3,6",
            "every year on the 8th in March and June at 9:00 am",
        ),
        (
            "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
            "every year on the fourth Thursday in November at 9:00 am",
        ),
        (
            "FREQ=YEARLY;INTERVAL=2;BYDAY=22MO",
            "every other year on the 22nd Monday at 9:00 am",
        ),
    ] {
        assert_eq!(series(rule, "2025-01-08 09:00").in_words(), words, "{rule}");
    }
}

#[test]
fn a_rule_is_written_as_it_is_read() {
    for rule in [
        "FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU",
        "FREQ=MONTHLY;BYMONTHDAY=-1,15;COUNT=9999",
        "FREQ=YEARLY;BYMONTH=1,12;BYDAY=-1SU,2MO;UNTIL=20251231T235959",
    ] {
        assert_eq!(rule.parse::<Rule>().unwrap().to_string(), rule);
    }
    let loose = " rrule:byday=+1mo;freq=monthly;interval=1 ";
    let loose = Rule::parse(loose, NEW_YORK).unwrap();
    assert_eq!(loose.to_string(), "FREQ=MONTHLY;BYDAY=1MO");
}

#[test]
fn what_is_taken_is_stored_so_that_it_can_be_read_again() {
    let days = "MO,".repeat(88);
    let longest = format!("FREQ=MONTHLY;BYDAY={days}MO;UNTIL=20991231");
    assert_eq!(longest.len(), 300);
    let rule = Rule::parse(&longest, NEW_YORK).unwrap();
    assert_eq!(rule.to_string().parse(), Ok(rule));
    for rule in [
        "FREQ=DAILY;UNTIL=+12025 1 1",
        "FREQ=DAILY;UNTIL=-20250101",
        "FREQ=DAILY;UNTIL=2025 1 1",
        "FREQ=DAILY;UNTIL=20250101T 10000",
        "FREQ=DAILY;UNTIL=99991231T235959Z",
    ] {
        assert!(Rule::parse(rule, TimeZone::Asia__Tokyo).is_err(), "{rule}");
    }
}

#[test]
fn an_end_in_utc_is_the_one_on_the_users_wall() {
    let rule = Rule::parse("FREQ=DAILY;UNTIL=20250110T030000Z", NEW_YORK).unwrap();
    assert_eq!(rule.to_string(), "FREQ=DAILY;UNTIL=20250109T220000");
}

#[test]
fn what_is_no_rule_is_refused_with_what_to_do() {
    for rule in [
        "",
        "every monday",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "INTERVAL=2",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;BYHOUR=9,10",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=100",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=5;UNTIL=20251231",
        "FREQ=DAILY;COUNT=5;COUNT=5",
        "FREQ=DAILY;UNTIL=20251331",
        "FREQ=DAILY;UNTIL=-999999999",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=é",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=54MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=DAILY;;",
        "FREQ=DAILY\nEXDATE:20250101",
    ] {
        let refusal = Rule::parse(rule, NEW_YORK).unwrap_err().to_string();
        assert!(
            refusal.ends_with('.') && refusal.len() > 15,
            "{rule}: {refusal}"
        );
    }
    let endless = format!("FREQ=WEEKLY;BYDAY={}MO", "MO,".repeat(10_000));
    assert_eq!(Rule::parse(&endless, NEW_YORK), Err(RuleError::NoRule));
}

/// Texts made of what rules are made of, in and out of place.
fn soup(seed: &mut u64) -> String {
    const NAMES: [&str; 9] = [
        "FREQ",
        "INTERVAL",
        "BYDAY",
        "BYMONTHDAY",
        "BYMONTH",
        "COUNT",
        "UNTIL",
        "WKST",
        "MO",
    ];
    const VALUES: [&str; 16] = [
        "DAILY",
        "WEEKLY",
        "MONTHLY",
        "YEARLY",
        "MO",
        "SU",
        "-1FR",
        "5TU",
        "31",
        "-31",
        "2",
        "99",
        "2,12",
        "20250101",
        "20991231T000000Z",
        "=",
    ];
    const FREQUENCIES: [&str; 4] = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
    let mut of = |pieces: &[&'static str]| pieces[draw(seed) as usize % pieces.len()];
    let mut text = format!("FREQ={}", of(&FREQUENCIES));
    while text.len() % 4 != 0 {
        text += &format!(";{}={}", of(&NAMES), of(&VALUES));
    }
    text
}

/// A number that the seed comes down to, as xorshift has it.
fn draw(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

#[test]
fn no_text_is_too_odd_to_be_read_through() {
    let mut seed = 0x5eed;
    let mut read = 0;
    for _ in 0..20_000 {
        if let Ok(rule) = Rule::parse(&soup(&mut seed), TimeZone::Asia__Tokyo) {
            read += 1;
            assert_eq!(rule.to_string().parse(), Ok(rule.clone()));
            let series = Series::new(
                rule,
                Timestamp::from_millis(0).local(NEW_YORK).naive_local(),
            );
            let _ = (series.days(None).take(3).count(), series.in_words());
        }
    }
    assert!(read > 1_000, "only {read} were rules");
}

/// The days on which the library of that standard has it fall, up to so many.
fn judged(rule: &str, begins: NaiveDateTime, count: u16) -> Option<Vec<NaiveDate>> {
    let rule: rrule::RRule<rrule::Unvalidated> = rule.parse().ok()?;
    let set = rule
        .build(begins.and_utc().with_timezone(&rrule::Tz::UTC))
        .ok()?;
    let days = set.all(count).dates.into_iter();
    Some(days.map(|moment| moment.date_naive()).collect())
}

#[test]
fn a_series_falls_on_the_days_on_which_the_standards_library_has_it_fall() {
    let begins = series("FREQ=DAILY", "2025-01-08 09:00").begins;
    let (mut seed, mut compared) = (0xca11, 0);
    while compared < 400 {
        let Ok(rule) = soup(&mut seed).parse::<Rule>() else {
            continue;
        };
        let text = rule.to_string();
        let ours = Series::new(rule, begins);
        let ours: Vec<NaiveDate> = ours.days(None).take(12).collect();
        // Looking for what never comes true takes the library long.
        let count = u16::try_from(ours.len()).unwrap().max(1);
        if ours.is_empty() {
            continue;
        }
        // A local end belongs to a local beginning; theirs is in UTC.
        let theirs = match text.split_once("UNTIL=") {
            Some(_) => judged(&format!("{text}Z"), begins, count),
            None => judged(&text, begins, count),
        };
        if let Some(theirs) = theirs {
            assert_eq!(ours, theirs, "{text}");
            compared += 1;
        }
    }
}

#[test]
fn a_call_comes_at_the_same_time_of_the_wall_clock_for_years() {
    let zones = [
        NEW_YORK,
        TimeZone::Europe__Berlin,
        TimeZone::Australia__Lord_Howe,
        TimeZone::America__St_Johns,
        TimeZone::Africa__Casablanca,
        TimeZone::Asia__Tehran,
        TimeZone::America__Santiago,
        TimeZone::Pacific__Chatham,
    ];
    for zone in zones {
        for hour in 0..24 {
            let daily = series("FREQ=DAILY", &format!("2024-01-01 {hour:02}:30"));
            let mut last: Option<Timestamp> = None;
            for day in daily.days(None).take(5 * 365) {
                let moment = daily.moment(day, zone);
                let wall = moment.local(zone).naive_local();
                assert_eq!(wall.date(), day, "{zone} {hour}");
                let late = (wall.time() - daily.begins.time()).num_minutes();
                // Where the clock skips the time, the call comes right after the gap.
                let skipped = zone.from_local_datetime(&day.and_time(daily.begins.time()));
                match skipped.earliest() {
                    Some(first) => {
                        assert_eq!(moment.millis(), first.timestamp_millis(), "{zone} {day}");
                        assert_eq!(late, 0);
                    }
                    None => assert!((1..=60).contains(&late), "{zone} {day} {late}"),
                }
                let apart = last.map_or(DAY, |last| moment.since(last));
                assert!(
                    (DAY - 2 * HOUR..=DAY + 2 * HOUR).contains(&apart),
                    "{zone} {day}"
                );
                last = Some(moment);
            }
        }
    }
}

#[test]
fn a_time_that_the_clock_skips_or_shows_twice_is_one_moment() {
    let night = series("FREQ=DAILY", "2025-01-01 02:30");
    let of = |day: &str| night.moment(day.parse().unwrap(), NEW_YORK);
    // At two the clock jumps to three.
    assert_eq!(
        Some(of("2025-03-09")),
        Timestamp::parse("2025-03-09T03:00:00-04:00")
    );
    let twice = series("FREQ=DAILY", "2025-01-01 01:30");
    let first = twice.moment("2025-11-02".parse().unwrap(), NEW_YORK);
    assert_eq!(Some(first), Timestamp::parse("2025-11-02T01:30:00-04:00"));
    let (before, after) = (of("2025-11-01"), of("2025-11-02"));
    assert_eq!(after.since(before), 25 * HOUR);
    assert_eq!(
        of("2025-03-09").since(of("2025-03-08")),
        23 * HOUR + 30 * MINUTE
    );
}
