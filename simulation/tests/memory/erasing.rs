use call_me_back::memory::State;
use call_me_back::memory::command::*;
use call_me_back::memory::storyline::Status;

use crate::world::*;

fn erase(name: Option<&str>, on: i64) -> Erase {
    Erase {
        call_id: name.map(call_id),
        now: day(on),
    }
}

fn full_call() -> Call {
    Call::new(
        "one",
        0,
        &[
            says("hobby", "quokkaspotting"),
            says("Quokkathing", "quokkavalue"),
            denies("quokkaattribute", Some("quokkanothing")),
            story("quokkatopic", "quokkasummary", Status::InProgress),
            learns("quokkakey", "quokkalesson"),
        ],
    )
    .says(&["I saw a quokka.", "Brad: Quokkas again!"])
    .summed_up("A quokka was seen.", &["quokka"])
}

#[test]
fn an_erased_call_leaves_no_word_in_any_table() {
    let world = World::new();
    let call = full_call();
    world.archive(&call);
    world.remember(&call);
    world.hear("two", 1, &[says("hobby", "chess")]);
    assert!(world.holds_word("quokka"));
    let erased = world.ask(erase(Some("one"), 2));
    assert_eq!(erased.memory_ids.len(), 2);
    assert!(!world.holds_word("quokka"));
    assert_eq!(world.known(3), ["chess"]);
}

#[test]
fn everything_erased_leaves_no_word_in_any_table() {
    let world = World::new();
    let call = full_call();
    world.archive(&call);
    world.remember(&call);
    world.ask(PutDocument {
        object_id: Some("quokka_document".into()),
        document: r#"{"quokka": ["quokka"]}"#.into(),
        now: day(1),
        entropy: [1; 16],
    });
    world.ask(PutProcedures {
        seen: None,
        procedures: vec![("quokka".into(), "quokka".into())],
        now: day(1),
    });
    let erased = world.ask(erase(None, 2));
    assert_eq!((erased.memory_ids.len(), erased.next_fade_at), (2, None));
    assert!(!world.holds_word("quokka") && !world.holds_word("brad"));
    assert_eq!(world.ask(Export::default()), Exported::default());
}

#[test]
fn a_job_still_under_way_does_not_bring_an_erased_call_back() {
    // The clocks of two machines differ: the call may seem to begin after it was erased.
    for (name, on) in [(Some("one"), 1), (None, 1), (None, -1)] {
        let world = World::new();
        let call = full_call();
        world.archive(&call);
        world.ask(erase(name, on));
        world.archive(&call);
        let remembered = world.remember(&call);
        assert!(remembered.outcomes.is_empty());
        assert!(!world.holds_word("quokka"), "{name:?}");
    }
}

#[test]
fn a_call_from_before_everything_was_erased_is_not_taken_in_and_a_later_one_is() {
    let world = World::new();
    world.ask(erase(None, 5));
    let before = Call::new("before", 4, &[says("hobby", "chess")]).says(&["chess"]);
    world.archive(&before);
    world.remember(&before);
    assert!(!world.holds_word("chess"));
    world.hear("after", 6, &[says("hobby", "chess")]);
    assert_eq!(world.known(7), ["chess"]);
}

#[test]
fn what_two_calls_told_outlives_one_of_them_in_the_others_words() {
    let world = World::new();
    world.hear("one", 0, &[says("allergy", "peanuts")]);
    let mut second = claim("allergy", "peanuts");
    second.content = "User carries an epinephrine pen against peanuts".into();
    world.hear("two", 1, &[in_turn(0, second)]);
    let erased = world.ask(erase(Some("two"), 2));
    assert!(erased.memory_ids.is_empty());
    let memory = world.memory("peanuts");
    assert_eq!(memory.content, "User, allergy: peanuts");
    assert_eq!((memory.mentions, memory.last_mentioned_at), (0, day(0)));
    assert!(!world.holds_word("epinephrine"));
}

#[test]
fn what_people_wrote_outlives_the_call_that_taught_it_first() {
    let world = World::new();
    world.hear("one", 0, &[learns("greeting", "Hello.")]);
    world.ask(PutProcedures {
        seen: None,
        procedures: vec![("greeting".into(), "Yo.".into())],
        now: day(1),
    });
    world.ask(erase(Some("one"), 2));
    let procedures = world.ask(ListProcedures {});
    assert_eq!(procedures[0].value, "Yo.");
}

#[test]
fn a_correction_goes_with_the_call_that_made_it() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    world.hear("two", 1, &[says("home", "Texas")]);
    world.ask(erase(Some("two"), 2));
    assert_eq!(world.state("Ohio"), State::Current);
    assert_eq!(world.list(true).len(), 1);
}

#[test]
fn a_pinned_memory_goes_with_its_only_call_and_the_pin_with_it() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    world.edit("Ohio", 1, Change::Pin);
    world.ask(erase(Some("one"), 2));
    assert!(world.list(true).is_empty());
    world.hear("two", 3, &[says("home", "Ohio")]);
    assert!(!world.memory("Ohio").pinned);
}

#[test]
fn an_export_holds_all_that_is_known() {
    let world = World::new();
    let call = full_call();
    world.archive(&call);
    world.remember(&call);
    world.ask(PutDocument {
        object_id: Some("notes".into()),
        document: r#"{"a": 1}"#.into(),
        now: day(1),
        entropy: [1; 16],
    });
    let export = world.ask(Export::default());
    assert_eq!(export.memories.len(), 2);
    assert_eq!(export.storylines.len(), 1);
    assert_eq!(export.procedures.len(), 1);
    assert_eq!(export.documents[0].object_id, "notes");
    assert_eq!(export.calls[0].turns, call.turns);
    let reading = export.calls[0].reading.as_ref().unwrap();
    assert_eq!(reading.gist.summary, "A quokka was seen.");
    assert_eq!(reading.operations.len(), 5);
}

#[test]
fn the_same_many_words_in_very_many_turns_are_taken_in_and_out() {
    let world = World::new();
    let words: Vec<String> = (0..210).map(|word| format!("word{word:03}")).collect();
    let line = words.join(" ");
    let lines = vec![line.as_str(); 1_700];
    let call = Call::new("one", 0, &[]).says(&lines);
    world.archive(&call);
    assert_eq!(world.found("word007").len(), 1, "said in the same words");
    world.ask(erase(Some("one"), 2));
    assert!(world.found("word007").is_empty() && !world.holds_word("word007"));
}
