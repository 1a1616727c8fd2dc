use super::super::words::said;
use super::*;

fn split(text: &str) -> Vec<String> {
    sentences(text)
        .iter()
        .map(|sentence| said(&sentence.words))
        .collect()
}

fn parts(text: &str) -> Vec<String> {
    sentences(text)
        .iter()
        .flat_map(|sentence| {
            clauses(sentence)
                .iter()
                .map(|clause| said(clause.words))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn sentences_end_at_stops_and_not_at_abbreviations() {
    assert_eq!(
        split("I saw Dr. Lee at 3.30 p.m. today. It went fine!! Did it?"),
        ["I saw Dr Lee at 3.30 p.m today", "It went fine", "Did it"]
    );
    assert_eq!(
        split("I live in Ohio.I work there"),
        ["I live in Ohio", "I work there"]
    );
}

#[test]
fn a_clause_ends_where_another_subject_begins() {
    assert_eq!(
        parts("I live in Austin and my sister lives in Boston, but I love hiking and chess"),
        [
            "I live in Austin",
            "my sister lives in Boston",
            "I love hiking and chess"
        ]
    );
}

#[test]
fn the_subject_of_two_is_one_subject() {
    assert_eq!(parts("Jessica and I broke up"), ["Jessica and I broke up"]);
    assert_eq!(
        parts("my boss and I had a fight"),
        ["my boss and I had a fight"]
    );
}

#[test]
fn a_clause_without_a_subject_goes_on_about_the_last() {
    let sentences = sentences("I live in Oslo and work at a bank");
    let clauses = clauses(&sentences[0]);
    assert_eq!(clauses.len(), 2);
    assert!(clauses[1].inherits);
}

#[test]
fn a_clause_may_run_on_into_the_next_and_a_relative_one_does_not() {
    assert_eq!(
        parts("i live in austin i work at dell"),
        ["i live in austin", "i work at dell"]
    );
    for text in [
        "the house i live in is old",
        "i really think i am late",
        "i met a girl i like",
    ] {
        assert_eq!(parts(text), [text], "{text}");
    }
}

#[test]
fn an_emphasis_at_the_end_is_no_part_of_what_is_said() {
    for text in [
        "I love tea, never forget that",
        "I love tea, remember that!",
        "I love tea dont forget",
        "I love tea, please keep that in mind",
    ] {
        let sentence = &sentences(text)[0];
        assert!(sentence.stressed, "{text}");
        assert_eq!(
            super::super::facts::shapes::tidy(&sentence.words).len(),
            3,
            "{text}"
        );
    }
    for text in [
        "I'll never forget that",
        "Do you remember that",
        "Never forget that",
    ] {
        assert!(!sentences(text)[0].stressed, "{text}");
    }
}
