//! A model that is configured to say what texts mean: what it knows is found, and whatever becomes of
//! it, the built-in embedder serves.

use std::rc::Rc;

use call_me_back::flows::embedding::Run;
use call_me_back::memory::command::*;
use call_me_back_simulation::{Fault, HostEmbeddingModel, finish};

use super::world::*;

/// To which "wuffle" and "brondel" are one thing; to nobody else they are.
fn model(name: &str) -> Rc<HostEmbeddingModel> {
    Rc::new(HostEmbeddingModel::named(name))
}

fn world_with(model: &Rc<HostEmbeddingModel>) -> World {
    let world = World::new();
    world.memories.configure(Some(Rc::clone(model))).unwrap();
    world
}

fn run(world: &World) -> Run {
    finish(world.memories.embed(&world.address)).unwrap()
}

/// Runs in the background until nothing is left to do.
fn settle(world: &World) {
    for _ in 0..100 {
        match run(world) {
            Run::Done => return,
            Run::More => {}
            Run::PutOff { why, .. } => panic!("{why}"),
        }
    }
    panic!("it never comes to an end");
}

fn talk(world: &World) {
    let call = Call::new("one", 0, &[]).says(&[
        "The brondel broke in the night.",
        "Brad: Oh no.",
        "I had soup for lunch and went to bed.",
        "Brad: Sleep well.",
    ]);
    world.archive(&call);
}

const SAID: &str = "The brondel broke in the night.";
const ASKED: &str = "wuffle";

fn put(world: &World, id: &str, text: &str) {
    world.ask(PutDocument {
        object_id: Some(id.to_owned()),
        document: text.to_owned(),
        now: day(1),
        entropy: [1; 16],
    });
}

fn documents(world: &World, needle: &str) -> Vec<String> {
    let found = world.ask(SearchDocuments {
        needle: needle.into(),
        limit: 10,
    });
    found.into_iter().map(|found| found.object_id).collect()
}

/// The texts that a model was asked for, without those by which its scale is found.
fn texts_asked(model: &HostEmbeddingModel) -> Vec<String> {
    let asked = model.asked.borrow();
    asked.iter().skip(1).flatten().cloned().collect()
}

#[test]
fn what_only_the_model_knows_to_be_alike_is_found_once_it_has_seen_it() {
    let model = model("m");
    let world = world_with(&model);
    talk(&world);
    put(&world, "note", "Buy a brondel.");
    put(&world, "other", "The rain in May.");
    assert!(world.found(ASKED).is_empty() && documents(&world, ASKED).is_empty());
    settle(&world);
    assert_eq!(world.found(ASKED)[0], SAID);
    assert_eq!(documents(&world, ASKED), ["note"]);
    assert!(
        world.found("zibbet").is_empty(),
        "like nothing that was said"
    );
    assert_eq!(
        world.found("soup")[0],
        "I had soup for lunch and went to bed."
    );
}

#[test]
fn what_is_said_later_is_seen_later_and_nothing_twice() {
    let model = model("m");
    let world = world_with(&model);
    talk(&world);
    settle(&world);
    let seen = texts_asked(&model).len();
    settle(&world);
    assert_eq!(texts_asked(&model).len(), seen, "nothing was left to ask");
    world.archive(&Call::new("two", 1, &[]).says(&["My oskopop fits."]));
    // Not seen by the model yet, and found by its words all the same.
    assert_eq!(world.found("oskopop")[0], "My oskopop fits.");
    settle(&world);
    assert_eq!(world.found("tarnix")[0], "My oskopop fits.");
    assert_eq!(world.found(ASKED)[0], SAID);
    let texts = texts_asked(&model);
    let times = |text: &str| texts.iter().filter(|asked| *asked == text).count();
    assert_eq!((times(SAID), times("My oskopop fits.")), (1, 1));
}

#[test]
fn each_part_of_a_question_is_put_to_the_model_in_one_request() {
    let model = model("m");
    let world = world_with(&model);
    talk(&world);
    world.archive(&Call::new("two", 1, &[]).says(&["My oskopop fits."]));
    settle(&world);
    let found = world.found("Is the wuffle fine? And what about the tarnix?");
    assert!(found.iter().take(2).any(|text| text == SAID), "{found:?}");
    assert!(
        found.iter().take(2).any(|text| text == "My oskopop fits."),
        "{found:?}"
    );
    let asked = model.asked.borrow();
    let parts = ["Is the wuffle fine?", "And what about the tarnix?"];
    assert_eq!(asked.last().unwrap()[1..], parts);
}

#[test]
fn a_question_is_answered_by_the_built_in_one_while_the_model_does_not() {
    let model = model("m");
    let world = world_with(&model);
    talk(&world);
    settle(&world);
    model.faults.at_random(1, 1_000);
    assert!(world.found(ASKED).is_empty());
    assert_eq!(
        world.found("soup")[0],
        "I had soup for lunch and went to bed."
    );
    model.faults.end();
    assert_eq!(world.found(ASKED)[0], SAID);
}

#[test]
fn a_model_that_fails_is_left_alone_for_longer_and_longer() {
    let model = model("m");
    let world = world_with(&model);
    talk(&world);
    model.faults.at_random(1, 1_000);
    let waits = [0; 20].map(|_| match run(&world) {
        Run::PutOff { wait, .. } => wait,
        other => panic!("{other:?}"),
    });
    assert!(waits.is_sorted() && waits[0] < waits[1]);
    assert!(waits[19] <= 3_600_000);
    model.faults.end();
    settle(&world);
    assert_eq!(world.found(ASKED)[0], SAID);
}

#[test]
fn a_lost_answer_is_asked_for_again() {
    let model = model("m");
    let world = world_with(&model);
    talk(&world);
    model.faults.plan([None, Some(Fault::AnswerLost)]);
    assert!(matches!(run(&world), Run::PutOff { .. }));
    settle(&world);
    assert!(model.faults.are_spent());
    assert_eq!(world.found(ASKED)[0], SAID);
}

#[test]
fn after_a_change_of_model_all_is_seen_anew_and_the_old_vectors_go_then() {
    let old = model("old-model");
    let world = world_with(&old);
    talk(&world);
    settle(&world);
    assert!(world.holds_word("old-model"));
    let new = model("new-model");
    new.longer_by.set(13);
    world.memories.configure(Some(Rc::clone(&new))).unwrap();
    assert!(world.found(ASKED).is_empty(), "the built-in one serves");
    new.faults.plan([None, Some(Fault::Refused)]);
    assert!(matches!(run(&world), Run::PutOff { .. }));
    assert!(
        world.holds_word("old-model"),
        "until the new ones are there"
    );
    settle(&world);
    assert!(world.holds_word("new-model") && !world.holds_word("old-model"));
    assert_eq!(world.found(ASKED)[0], SAID);
}

#[test]
fn going_back_to_a_model_asks_it_for_nothing_that_it_has_seen() {
    let old = model("old-model");
    let world = world_with(&old);
    talk(&world);
    settle(&world);
    let seen = texts_asked(&old).len();
    world.memories.configure(Some(model("new-model"))).unwrap();
    world.archive(&Call::new("two", 1, &[]).says(&["My oskopop fits."]));
    world.memories.configure(Some(Rc::clone(&old))).unwrap();
    settle(&world);
    assert_eq!(texts_asked(&old)[seen..], ["My oskopop fits."]);
    assert_eq!(world.found("tarnix")[0], "My oskopop fits.");
    assert!(!world.holds_word("new-model"));
}

#[test]
fn a_model_that_is_no_longer_configured_leaves_nothing() {
    let model = model("old-model");
    let world = world_with(&model);
    talk(&world);
    settle(&world);
    world.memories.configure(None).unwrap();
    assert!(!world.holds_word("old-model"));
    assert!(world.found(ASKED).is_empty());
    world.archive(&Call::new("two", 1, &[]).says(&["My oskopop fits."]));
    assert!(!world.holds_word("unmodelled: turns"));
    assert_eq!(world.found("oskopop")[0], "My oskopop fits.");
}

#[test]
fn a_server_that_has_another_model_under_the_same_name_is_noticed() {
    let model = model("m");
    let world = world_with(&model);
    talk(&world);
    settle(&world);
    model.longer_by.set(64);
    // The question's vector is like none of those that stand.
    assert!(world.found(ASKED).is_empty());
    world.archive(&Call::new("two", 1, &[]).says(&["My oskopop fits."]));
    assert!(matches!(run(&world), Run::PutOff { .. }));
    settle(&world);
    assert_eq!(world.found(ASKED)[0], SAID);
    assert_eq!(world.found("tarnix")[0], "My oskopop fits.");
}

#[test]
fn a_text_that_the_model_does_not_take_holds_up_no_other() {
    let model = model("m");
    model.refuses.borrow_mut().push("lunch".to_owned());
    let world = world_with(&model);
    talk(&world);
    settle(&world);
    assert_eq!(world.found(ASKED)[0], SAID);
    assert_eq!(
        world.found("soup")[0],
        "I had soup for lunch and went to bed."
    );
}

#[test]
fn a_model_that_takes_few_texts_at_once_is_asked_for_few() {
    let model = model("m");
    model.most.set(1);
    let world = world_with(&model);
    talk(&world);
    settle(&world);
    assert_eq!(world.found(ASKED)[0], SAID);
}

#[test]
fn a_model_that_takes_no_text_at_all_takes_none_away() {
    let model = model("m");
    let world = world_with(&model);
    talk(&world);
    model.refuses.borrow_mut().push(String::new());
    assert!(matches!(run(&world), Run::PutOff { .. }));
    model.refuses.borrow_mut().clear();
    settle(&world);
    model.refuses.borrow_mut().push(String::new());
    world.archive(&Call::new("two", 1, &[]).says(&["My oskopop fits."]));
    assert!(matches!(run(&world), Run::PutOff { .. }));
    model.refuses.borrow_mut().clear();
    settle(&world);
    assert_eq!(world.found("tarnix")[0], "My oskopop fits.");
}

#[test]
fn an_erased_text_has_no_vector_of_any_model_nor_gets_one() {
    let model = model("m");
    let world = world_with(&model);
    talk(&world);
    settle(&world);
    world.ask(Erase {
        call_id: Some(call_id("one")),
        now: day(2),
    });
    assert!(!world.holds_word("vectors: "), "not even of its neighbours");
    assert!(world.found(ASKED).is_empty());
    let seen = texts_asked(&model).len();
    settle(&world);
    assert_eq!(texts_asked(&model).len(), seen);
}

#[test]
fn everything_erased_is_begun_anew_with_the_same_model() {
    let model = model("m");
    let world = world_with(&model);
    talk(&world);
    settle(&world);
    world.ask(Erase {
        call_id: None,
        now: day(2),
    });
    assert!(!world.holds_word("vectors: "));
    world.archive(&Call::new("two", 3, &[]).says(&["My oskopop fits."]));
    settle(&world);
    assert_eq!(world.found("tarnix")[0], "My oskopop fits.");
}

#[test]
fn a_text_that_changes_while_the_model_thinks_does_not_get_the_old_ones_vector() {
    let model = model("m");
    let world = world_with(&model);
    put(&world, "note", "Buy a brondel.");
    let mut thinking = std::pin::pin!(world.memories.embed(&world.address));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    // Until the note itself is on its way.
    while model.asked.borrow().len() < 2 {
        assert!(thinking.as_mut().poll(&mut context).is_pending());
    }
    put(&world, "note", "Buy an oskopop.");
    finish(thinking).unwrap();
    settle(&world);
    assert!(documents(&world, ASKED).is_empty());
    assert_eq!(documents(&world, "tarnix"), ["note"]);
}
