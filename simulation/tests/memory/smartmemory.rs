//! The same rows through the operations of SmartMemory.

use call_me_back::failure::Failure;
use call_me_back::memory::command::*;
use serde_json::json;

use crate::world::*;

fn put(world: &World, object_id: Option<&str>, document: serde_json::Value, on: i64) -> String {
    world.ask(PutDocument {
        object_id: object_id.map(str::to_owned),
        document: document.to_string(),
        now: day(on),
        entropy: [on as u8; 16],
    })
}

fn get(world: &World, object_id: &str) -> Option<String> {
    world.ask(GetDocument {
        object_id: object_id.to_owned(),
    })
}

fn search(world: &World, needle: &str) -> Vec<FoundDocument> {
    world.ask(SearchDocuments {
        needle: needle.into(),
        limit: 10,
    })
}

#[test]
fn a_document_comes_back_as_it_was_put_until_it_is_deleted() {
    let world = World::new();
    let document = json!({"b": [1, 2.5, null, true], "a": {"ü": "\"'"}});
    let id = put(&world, None, document.clone(), 1);
    assert_eq!(get(&world, &id), Some(document.to_string()));
    let delete = || {
        world.ask(DeleteDocument {
            object_id: id.clone(),
        })
    };
    assert!(delete());
    assert!(!delete());
    assert_eq!(get(&world, &id), None);
}

#[test]
fn a_document_under_an_id_of_ones_own_is_replaced_and_found_by_its_new_words() {
    let world = World::new();
    put(
        &world,
        Some("policy:refunds"),
        json!({"policy": "thirty days"}),
        1,
    );
    put(
        &world,
        Some("policy:refunds"),
        json!({"policy": "sixty days"}),
        2,
    );
    let [document] = &world.ask(Export::default()).documents[..] else {
        panic!("there is one");
    };
    assert_eq!(document.document, json!({"policy": "sixty days"}));
    assert_eq!((document.created_at, document.updated_at), (day(1), day(2)));
    assert!(!world.holds_word("thirty"));
    let found = search(&world, "How many days for the refund policy?");
    assert_eq!(found[0].object_id, "policy:refunds");
    assert_eq!(found[0].text, "policy: sixty days");
    assert!((0.0..=1.0).contains(&found[0].score));
}

#[test]
fn documents_are_found_the_best_first_and_not_after_deletion() {
    let world = World::new();
    put(
        &world,
        Some("one"),
        json!("Refunds take thirty days for broken things."),
        1,
    );
    put(&world, Some("two"), json!("Refunds, refunds."), 1);
    put(&world, Some("three"), json!("Opening hours."), 1);
    let ids: Vec<String> = search(&world, "broken refunds")
        .into_iter()
        .map(|found| found.object_id)
        .collect();
    assert_eq!(ids, ["one", "two"]);
    world.ask(DeleteDocument {
        object_id: "one".into(),
    });
    assert!(search(&world, "broken").is_empty() && !world.holds_word("broken"));
}

#[test]
fn an_id_or_a_document_beyond_its_bounds_is_refused() {
    let world = World::new();
    for (object_id, document) in [
        (Some(""), json!(1)),
        (Some("a\nb"), json!(1)),
        (Some("long"), json!("x".repeat(600_000))),
    ] {
        let refused = world.try_ask(PutDocument {
            object_id: object_id.map(str::to_owned),
            document: document.to_string(),
            now: day(1),
            entropy: [1; 16],
        });
        assert!(matches!(refused, Err(Failure::Invalid { .. })));
    }
}

fn sessions(world: &World, terms: &str) -> Vec<String> {
    found(world, terms, |search| search)
        .into_iter()
        .map(|found| found.session_id.as_str().to_owned())
        .collect()
}

fn found(
    world: &World,
    terms: &str,
    narrow: impl Fn(SearchEpisodes) -> SearchEpisodes,
) -> Vec<FoundEpisode> {
    let search = SearchEpisodes {
        terms: terms.into(),
        take: 20,
        ..SearchEpisodes::default()
    };
    world.ask(narrow(search)).episodes
}

fn three_sessions() -> World {
    let world = World::new();
    for (name, on, line, summary) in [
        (
            "work",
            0,
            "My boss again.",
            "Alice spoke of a work conflict.",
        ),
        ("trip", 2, "We fly to Rome.", "Alice plans a trip."),
        ("late", 4, "Work, work.", "Alice was tired."),
    ] {
        let call = Call::new(name, on, &[])
            .says(&[line])
            .summed_up(summary, &[]);
        world.archive(&call);
        world.remember(&call);
    }
    world
}

#[test]
fn sessions_are_found_by_their_summary_and_by_what_was_said() {
    let world = three_sessions();
    assert_eq!(
        sessions(&world, "work conflict"),
        ["call_work", "call_late"]
    );
    assert_eq!(sessions(&world, "Rome"), ["call_trip"]);
    assert!(sessions(&world, "the").is_empty());
    let trip = &found(&world, "trip", |search| search)[0];
    assert_eq!(
        *trip,
        FoundEpisode {
            session_id: call_id("trip").session(),
            summary: "Alice plans a trip.".into(),
            agent: "brad".into(),
            entry_count: 1,
            timeline_count: 1,
            duration: 3_600,
            created_at: day(2).plus(3_600_000),
            score: trip.score,
        }
    );
    assert!((0.0..=1.0).contains(&trip.score.unwrap()));
}

#[test]
fn without_terms_the_latest_sessions_come_and_bounds_are_inclusive() {
    let world = three_sessions();
    assert_eq!(
        sessions(&world, " "),
        ["call_late", "call_trip", "call_work"]
    );
    let ended = found(&world, "trip", |search| search)[0].created_at;
    let narrowed = |search: SearchEpisodes| SearchEpisodes {
        start_time: Some(ended),
        end_time: Some(ended),
        ..search
    };
    assert_eq!(found(&world, "", narrowed).len(), 1);
    let latest = |search| SearchEpisodes {
        n_most_recent: Some(1),
        ..search
    };
    assert_eq!(
        found(&world, "work", latest)[0].session_id,
        call_id("late").session()
    );
}

#[test]
fn procedures_are_put_found_and_deleted_by_key() {
    let world = World::new();
    world.ask(PutProcedures {
        seen: None,
        procedures: vec![
            ("brad_greeting".into(), "Yo {name}, what's up?".into()),
            ("advice_format".into(), "Here's what I'd do. Yo.".into()),
        ],
        now: day(0),
    });
    world.ask(PutProcedures {
        seen: None,
        procedures: vec![("brad_greeting".into(), "Yo {name}!".into())],
        now: day(3),
    });
    let get = |key: &str| {
        world.ask(GetProcedure {
            key: key.to_owned(),
        })
    };
    let greeting = get("brad_greeting").unwrap();
    assert_eq!(greeting.value, "Yo {name}!");
    assert_eq!((greeting.created_at, greeting.updated_at), (day(0), day(3)));

    let search = |terms: &str, search_keys, search_values, n_most_recent| -> Vec<String> {
        let found = world.ask(SearchProcedures {
            terms: terms.into(),
            search_keys,
            search_values,
            n_most_recent,
        });
        found.into_iter().map(|procedure| procedure.key).collect()
    };
    assert_eq!(
        search("advice yo", true, true, None),
        ["advice_format", "brad_greeting"]
    );
    assert_eq!(search("advice yo", true, true, Some(1)), ["brad_greeting"]);
    assert_eq!(search("yo", true, false, None), [""; 0]);
    assert_eq!(search("brad", false, true, None), [""; 0]);

    let delete = || {
        world.ask(DeleteProcedure {
            seen: None,
            key: "brad_greeting".into(),
        })
    };
    assert!(delete() && !delete());
    assert_eq!(get("brad_greeting"), None);
}

#[test]
fn a_learned_procedure_that_was_deleted_leaves_no_word() {
    let world = World::new();
    world.hear("one", 0, &[learns("farewell", "Toodlepip.")]);
    world.ask(DeleteProcedure {
        seen: None,
        key: "farewell".into(),
    });
    assert!(!world.holds_word("toodlepip"));
}
