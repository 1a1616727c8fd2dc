use std::collections::BTreeMap;

use super::*;
use crate::recall::question::Names;
use crate::recall::words::terms;

const ALICE: Speaker = Speaker::User;
const BRAD: Speaker = Speaker::Persona;

/// Calls, each of turns, weighed by a question as an actor does it: the places that are found,
/// as call and turn, the best first.
fn found(calls: &[&[(Speaker, &str)]], question: &str) -> Vec<(usize, usize)> {
    let mut marks = Vec::new();
    let mut postings: BTreeMap<String, Postings> = BTreeMap::new();
    let mut places = Vec::new();
    for (call, turns) in calls.iter().enumerate() {
        for (index, (speaker, text)) in turns.iter().enumerate() {
            let row = places.len() as u16;
            marks.extend(Mark::of(*speaker, text, index == 0).bytes());
            for term in terms(text) {
                postings.entry(term).or_default().set(row, 1);
            }
            places.push((call, index));
        }
    }
    let names = Names {
        user: Some("Alice".to_owned()),
        persona: Some("Brad".to_owned()),
    };
    let question = Question::read(question, &names);
    let talk = Talk::new(&marks);
    let mut turns = Turns::new(&talk);
    let words = question.terms.iter().filter_map(|term| postings.get(term));
    turns.count(
        &words
            .map(|word| vec![(0, word.clone())])
            .collect::<Vec<_>>(),
    );
    let best = turns.best(&question, &Weights::default(), 10).into_iter();
    best.map(|found| places[found.row as usize]).collect()
}

#[test]
fn what_is_rare_tells_more_than_what_is_everywhere() {
    let calls: &[&[(Speaker, &str)]] = &[
        &[(ALICE, "Work was long."), (ALICE, "Work again.")],
        &[(ALICE, "The kayak leaks at work.")],
        &[(ALICE, "Work, work."), (ALICE, "More work.")],
    ];
    assert_eq!(found(calls, "kayak work")[0], (1, 0));
    assert!(found(calls, "zebra").is_empty());
}

#[test]
fn an_answer_is_found_by_the_question_before_it() {
    let calls: &[&[(Speaker, &str)]] = &[
        &[
            (BRAD, "Where did you go on your honeymoon?"),
            (ALICE, "To Sicily, in the rain."),
        ],
        &[(ALICE, "The soup was cold."), (ALICE, "I slept all day.")],
    ];
    assert_eq!(found(calls, "honeymoon")[..2], [(0, 1), (0, 0)]);
}

#[test]
fn whose_words_are_asked_for_come_first() {
    let calls: &[&[(Speaker, &str)]] = &[
        &[(BRAD, "I adore surfing.")],
        &[(ALICE, "I adore surfing.")],
    ];
    assert_eq!(found(calls, "Does Alice like surfing?")[0], (1, 0));
    assert_eq!(found(calls, "Does Brad like surfing?")[0], (0, 0));
}

#[test]
fn a_moment_is_asked_for_and_named() {
    let calls: &[&[(Speaker, &str)]] = &[
        &[(ALICE, "The marathon nearly killed me.")],
        &[(ALICE, "The marathon was last Sunday.")],
    ];
    assert_eq!(found(calls, "When was the marathon?")[0], (1, 0));
}

#[test]
fn a_turn_does_not_stand_beside_one_of_another_call() {
    let calls: &[&[(Speaker, &str)]] = &[
        &[(ALICE, "Nothing new."), (ALICE, "I bought a trombone.")],
        &[(ALICE, "It rained."), (ALICE, "I stayed in.")],
    ];
    let found = found(calls, "trombone");
    assert!(found.iter().all(|(call, _)| *call == 0), "{found:?}");
}

#[test]
fn what_was_erased_is_not_found_and_leaves_calls_apart() {
    let mut marks = Vec::new();
    marks.extend(Mark::of(ALICE, "The trombone is here.", true).bytes());
    marks.extend(Mark::default().bytes());
    marks.extend(Mark::of(ALICE, "It rained.", true).bytes());
    let mut postings = Postings::default();
    postings.set(0, 1);
    postings.set(1, 1);
    let talk = Talk::new(&marks);
    let mut turns = Turns::new(&talk);
    turns.count(&[vec![(0, postings)]]);
    let question = Question::read("trombone", &Names::default());
    let rows: Vec<i64> = turns
        .best(&question, &Weights::default(), 10)
        .iter()
        .map(|found| found.row)
        .collect();
    assert_eq!(rows, [0]);
}

#[test]
fn meaning_finds_what_no_word_does() {
    let mut marks = Mark::of(ALICE, "The car broke down.", true)
        .bytes()
        .to_vec();
    marks.extend(Mark::of(ALICE, "I ate soup.", true).bytes());
    let talk = Talk::new(&marks);
    let mut turns = Turns::new(&talk);
    let likenesses = [(0, vec![0.9, 0.1])].into_iter().collect();
    turns.compare(&Likenesses::new(likenesses));
    let question = Question::read("automobile", &Names::default());
    let best = turns.best(&question, &Weights::default(), 10);
    assert_eq!(best.len(), 1);
    assert_eq!(best[0].row, 0);
    assert!(best[0].meaning > 0.0 && best[0].words == 0.0);
}
