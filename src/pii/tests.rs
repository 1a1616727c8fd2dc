use super::*;

/// What is found, by kind and as it stands in the text.
fn found(text: &str) -> Vec<(Kind, String)> {
    found_knowing(text, None)
}

fn found_knowing(text: &str, known: Option<&str>) -> Vec<(Kind, String)> {
    find(text, known)
        .into_iter()
        .map(|finding| {
            let length = finding.end - finding.start;
            let said = text.chars().skip(finding.start).take(length).collect();
            assert!((0.0..=1.0).contains(&finding.confidence));
            (finding.kind, said)
        })
        .collect()
}

#[track_caller]
fn assert_found(kind: Kind, texts: &[(&str, &str)]) {
    for (text, piece) in texts {
        assert_eq!(found(text), [(kind, (*piece).to_owned())], "{text:?}");
    }
}

#[track_caller]
fn assert_nothing(texts: &[&str]) {
    for text in texts {
        assert_eq!(found(text), [], "{text:?}");
    }
}

#[test]
fn places_are_counted_in_characters() {
    let finding = &find("Grüße 😀 an ü@exämple.de, bob@example.com", None)[0];
    assert_eq!((finding.start, finding.end), (25, 40));
    assert_eq!(finding.kind, Kind::Email);
}

#[test]
fn mail_addresses_are_found_and_handles_are_not() {
    assert_found(
        Kind::Email,
        &[
            (
                "write to bob.smith+x@mail.example.co.uk.",
                "bob.smith+x@mail.example.co.uk",
            ),
            ("<bob@example.com>", "bob@example.com"),
            ("'bob@example.com'", "bob@example.com"),
        ],
    );
    assert_nothing(&[
        "@bob on the forum",
        "meet @ example.com",
        "bob@localhost",
        "bob@example.c",
        "bob@example.123",
        "bob@@example.com",
        "a..b@example.com",
        "bob@-example.com",
    ]);
}

#[test]
fn cards_are_found_by_their_check_digit_and_their_network() {
    assert_found(
        Kind::Card,
        &[
            ("my card 4111 1111 1111 1111 12/27", "4111 1111 1111 1111"),
            ("4111-1111-1111-1111", "4111-1111-1111-1111"),
            ("4111111111111111.", "4111111111111111"),
            ("3782 822463 10005", "3782 822463 10005"),
            ("5555555555554444", "5555555555554444"),
        ],
    );
    assert_nothing(&[
        "4111 1111 1111 1112",
        "order 9111111111111111",
        "4111 1111-1111 1111",
        "41111111 11111111",
        "id_4111111111111111",
        "4111111111111111.5",
        "0000 0000 0000 0000",
    ]);
}

#[test]
fn accounts_are_found_by_their_remainder() {
    assert_found(
        Kind::Iban,
        &[
            (
                "IBAN DE89 3704 0044 0532 0130 00, please",
                "DE89 3704 0044 0532 0130 00",
            ),
            ("GB82WEST12345698765432", "GB82WEST12345698765432"),
        ],
    );
    assert_nothing(&[
        "DE88 3704 0044 0532 0130 00",
        "DE89 3704 0044 0532 0130 001",
        "XX89370400440532013000",
    ]);
}

#[test]
fn phone_numbers_are_found_by_their_form_or_by_what_is_said_before() {
    assert_found(
        Kind::PhoneNumber,
        &[
            ("+14155550123", "+14155550123"),
            ("it's +44 20 7946 0958!", "+44 20 7946 0958"),
            ("(415) 555-0123", "(415) 555-0123"),
            ("415.555.0123 anytime", "415.555.0123"),
            ("1-415-555-0123", "1-415-555-0123"),
            ("call me on 4155550123", "4155550123"),
            ("my cell is 555-0123", "555-0123"),
            ("Telefon 030 901820", "030 901820"),
        ],
    );
    assert_nothing(&[
        "order 415-555-0123",
        "order number 4155550123",
        "4155550123",
        "1736244000000",
        "it was 2025-01-07 10:00",
        "call me on 2025-01-07",
        "call me on 01.07.2025",
        "call me at 5 or at 10.30",
        "version 1.12.2024.1000",
        "192.168.100.2000",
        "$415 555 0123",
        "it cost 1,234,567.89",
        "115-555-0123",
        "page 123-456-7890",
        "+1 2",
        "tel_4155550123",
    ]);
}

#[test]
fn addresses_are_a_number_beside_a_street() {
    assert_found(
        Kind::Address,
        &[
            ("I live at 12B Baker Street now", "12B Baker Street"),
            (
                "742 Evergreen Terrace, Springfield, IL 62704.",
                "742 Evergreen Terrace, Springfield, IL 62704",
            ),
            (
                "1 Avenue of the Americas Blvd",
                "1 Avenue of the Americas Blvd",
            ),
            ("350 5th Ave", "350 5th Ave"),
            ("she lives at 123 main street", "123 main street"),
            ("Die Praxis, Hauptstraße 12a, ist zu", "Hauptstraße 12a"),
            ("Goethestr. 5", "Goethestr. 5"),
        ],
    );
    assert_nothing(&[
        "5 minutes on the street",
        "we drove 40 miles on a dirt road",
        "a 2 way street",
        "I paid $12 Baker Street",
        "12. Baker Street",
        "Baker Street",
        "3 Friends. Street food",
        "in 2024 Things went down the Road",
        "ein Weg 3",
    ]);
}

#[test]
fn names_are_those_that_people_have() {
    assert_found(
        Kind::Name,
        &[
            ("talked to Sarah Miller today", "Sarah Miller"),
            ("then Sarah left", "Sarah"),
            ("Sarah's Dog", "Sarah's"),
            ("ask Dr. Okonkwo about it", "Okonkwo"),
            ("My name is Xiomara Vance", "Xiomara Vance"),
        ],
    );
    assert_nothing(&[
        "on Monday in April",
        "the Golden Gate Bridge",
        "they moved to Austin",
        "a jack of all trades",
        "Dr. Monday",
        "the name is Bond-like",
        "Thank God",
    ]);
    assert_eq!(
        found_knowing(
            "so Quill said to Quill Ambrose, quill in hand",
            Some("Quill Ambrose")
        ),
        [
            (Kind::Name, "Quill".to_owned()),
            (Kind::Name, "Quill Ambrose".to_owned())
        ]
    );
}

#[test]
fn a_known_name_is_found_however_it_is_written() {
    for name in [
        "李雷",
        "quill",
        "J. R. Quill",
        "Mary-Jane O'Neil",
        "Quill (Q) Vance",
    ] {
        let text = format!("by {name}, today");
        assert_eq!(
            found_knowing(&text, Some(name)),
            [(Kind::Name, name.trim_end_matches(')').to_owned())]
        );
    }
    assert_eq!(
        found_knowing("the quills of a quillwort", Some("quill")),
        []
    );
    assert_eq!(found_knowing("J is a letter", Some("J. R. Quill")), []);
}

#[test]
fn what_is_one_thing_is_not_another_as_well() {
    let text = "Bob Brown, 12 Oak Road, (415) 555-0123, bob.brown@example.com, 4111 1111 1111 1111";
    let kinds: Vec<Kind> = find(text, Some("Bob Brown"))
        .iter()
        .map(|f| f.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            Kind::Name,
            Kind::Address,
            Kind::PhoneNumber,
            Kind::Email,
            Kind::Card
        ]
    );
}

#[test]
fn any_text_is_read() {
    let signs: Vec<char> = "a1+ (-.@/@ÄDE89 'St😀\n".chars().collect();
    let mut seed = 7u64;
    for length in 0..2_000 {
        let text: String = (0..length % 60)
            .filter_map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                signs.get((seed >> 33) as usize % signs.len())
            })
            .collect();
        for finding in find(&text, Some("a1")) {
            assert!(finding.start < finding.end && finding.end <= text.chars().count());
        }
    }
}
