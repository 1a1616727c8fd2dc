use super::*;

const TABLE: &str = r#"{
    "as_of": "2026-11-01",
    "carrier": {
        "outbound_per_minute": {"+1": 0.014, "+44": 0.02, "+4420": 0.015},
        "inbound_per_minute": {"+1": 0.0085}
    },
    "speech_per_1000_characters": 0.05,
    "model_per_million_tokens": {"input": 0.15, "output": 0.6},
    "embeddings_per_million_tokens": 0.02
}"#;
const NEW_YORKER: &str = "+14155550123";

fn prices() -> Prices {
    Prices::parse(TABLE).unwrap()
}

fn parts() -> Vec<Part> {
    let tokens = |input, output| Tokens {
        input,
        output,
        counted: false,
    };
    vec![
        Part::Carrier {
            direction: Direction::Outbound,
            minutes: Some(3),
        },
        Part::Speech { characters: 1_234 },
        Part::Brain(tokens(120_000, 1_500)),
        Part::Reading(tokens(4_000, 700)),
        Part::Embeddings { tokens: 900 },
    ]
}

#[test]
fn each_part_costs_what_the_table_says() {
    let cost = Cost::of(parts(), Some(&prices()), NEW_YORKER);
    let each: Vec<u64> = cost
        .charges
        .iter()
        .map(|charge| charge.micro_usd.unwrap().0)
        .collect();
    assert_eq!(each, [42_000, 61_700, 18_900, 1_020, 18]);
    assert_eq!(cost.total(), Some(MicroUsd(123_638)));
    assert_eq!(cost.in_words(), "$0.12");
    assert_eq!(cost.minutes(), 3);
    assert_eq!(cost.as_of.as_deref(), Some("2026-11-01"));
}

#[test]
fn what_has_no_price_is_unknown_and_then_so_is_the_total() {
    let bare = Prices::parse(r#"{"as_of": "2026-11-01", "speech_per_1000_characters": 0.1}"#);
    let cost = Cost::of(parts(), bare.as_ref().ok(), NEW_YORKER);
    assert_eq!((cost.total(), cost.known()), (None, MicroUsd(123_400)));
    assert_eq!(cost.in_words(), "at least $0.12");
    let without = Cost::of(parts(), None, NEW_YORKER);
    assert_eq!(
        (without.total(), without.in_words()),
        (None, "unknown".to_owned())
    );
    // A country that the table does not name.
    let german = Cost::of(parts(), Some(&prices()), "+4915112345678");
    assert_eq!(german.total(), None);
    let unclear = Part::Carrier {
        direction: Direction::Outbound,
        minutes: None,
    };
    assert_eq!(
        Cost::of(vec![unclear], Some(&prices()), NEW_YORKER).total(),
        None
    );
}

#[test]
fn what_was_not_used_is_not_charged_for() {
    let nothing = vec![
        Part::Speech { characters: 0 },
        Part::Brain(Tokens::default()),
    ];
    let cost = Cost::of(nothing, None, NEW_YORKER);
    assert_eq!(
        (cost.total(), cost.in_words()),
        (Some(MicroUsd(0)), "nothing".to_owned())
    );
}

#[test]
fn a_minute_costs_by_the_longest_beginning_of_the_number() {
    let minute = |direction, number| prices().minute(direction, number).map(|price| price.0);
    assert_eq!(minute(Direction::Outbound, "+442079460000"), Some(15_000));
    assert_eq!(minute(Direction::Outbound, "+447700900000"), Some(20_000));
    assert_eq!(minute(Direction::Inbound, NEW_YORKER), Some(8_500));
    assert_eq!(minute(Direction::Inbound, "+442079460000"), None);
}

#[test]
fn each_begun_minute_counts() {
    for (seconds, minutes) in [(0, 0), (1, 1), (60, 1), (61, 2), (3_600, 60)] {
        assert_eq!(begun_minutes(seconds), minutes, "{seconds}");
    }
    assert_eq!(begun_minutes(u32::MAX), 71_582_789);
}

#[test]
fn a_table_that_is_not_right_says_where() {
    for (text, named) in [
        ("", "body"),
        ("[]", "body"),
        ("{}", "as_of"),
        (r#"{"as_of": "lately"}"#, "as_of"),
        (r#"{"as_of": "2026-11-01", "speech": 1}"#, "speech"),
        (
            r#"{"as_of": "2026-11-01", "speech_per_1000_characters": -1}"#,
            "speech_per_1000",
        ),
        (
            r#"{"as_of": "2026-11-01", "speech_per_1000_characters": 1e99}"#,
            "speech_per_1000",
        ),
        (
            r#"{"as_of": "2026-11-01", "speech_per_1000_characters": "0.1"}"#,
            "speech_per_1000",
        ),
        (
            r#"{"as_of": "2026-11-01", "model_per_million_tokens": {"input": 1}}"#,
            "output",
        ),
        (
            r#"{"as_of": "2026-11-01", "carrier": {"outbound_per_minute": {"1": 1}}}"#,
            "carrier",
        ),
        (
            r#"{"as_of": "2026-11-01", "carrier": {"outbound_per_minute": {"+": 1}}}"#,
            "carrier",
        ),
        (
            r#"{"as_of": "2026-11-01", "carrier": {"outbound_per_minute": {"+1": null}}}"#,
            "carrier",
        ),
    ] {
        let wrong = Prices::parse(text).unwrap_err();
        assert!(
            wrong.starts_with("PRICES") && wrong.contains(named),
            "{text}: {wrong}"
        );
    }
    let empty = Prices::parse(r#"{"as_of": "2026-11-01", "embeddings_per_million_tokens": null}"#);
    assert_eq!(empty.unwrap().embeddings_per_million_tokens, None);
}

#[test]
fn money_is_added_up_exactly_whatever_the_amounts() {
    let tenth = Prices::parse(r#"{"as_of": "2026-11-01", "speech_per_1000_characters": 0.1}"#);
    let part = Part::Speech { characters: 1_000 };
    let cost = Cost::of(vec![part; 10], tenth.as_ref().ok(), NEW_YORKER);
    assert_eq!(cost.total(), Some(MicroUsd(1_000_000)));
    let most = Part::Speech {
        characters: u64::MAX,
    };
    let endless = Cost::of(vec![most; 3], tenth.as_ref().ok(), NEW_YORKER);
    assert!(endless.total().unwrap() > MicroUsd(u64::MAX / 2));
    assert_eq!(MicroUsd(3_400).to_string(), "$0.0034");
    assert_eq!(MicroUsd(123_638).to_string(), "$0.12");
}

#[test]
fn a_cost_is_read_as_it_was_written() {
    let cost = Cost::of(parts(), Some(&prices()), NEW_YORKER);
    let written = serde_json::to_string(&cost).unwrap();
    assert_eq!(serde_json::from_str::<Cost>(&written).unwrap(), cost);
    assert!(cost.is_of(&Cost::of(parts(), None, NEW_YORKER)));
}
