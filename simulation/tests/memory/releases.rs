//! What an actor of an earlier release held, after this one took it over.

use call_me_back::ids::SessionId;
use call_me_back::memory::actor::{Senses, dispatch, schema};
use call_me_back::memory::command::{
    Command, Recall, RehydrateSession, Scope, SearchEntries, SearchProcedures,
};
use call_me_back::memory::session::Which;
use call_me_back::recall::turns::Weights;
use call_me_back::sql::Sql as _;
use call_me_back_simulation::{Sqlite, embedder};

use super::world::*;

/// As a release with so many steps left it, with these rows, brought up to this release.
fn taken_over(steps: usize, rows: &[&str]) -> Sqlite {
    let actor = Sqlite::in_memory().unwrap();
    schema::prepare_as_of(&actor, steps).unwrap();
    for row in rows {
        actor.run(row, &[]).unwrap();
    }
    schema::prepare(&actor).unwrap();
    actor
}

fn ask<C: Command>(actor: &Sqlite, command: &C) -> C::Answer {
    let body = serde_json::to_string(command).unwrap();
    let answer = dispatch(actor, Senses::built_in(embedder().unwrap()), C::NAME, &body).unwrap();
    serde_json::from_str(&answer).unwrap()
}

fn procedures(actor: &Sqlite, terms: &str) -> Vec<String> {
    let search = SearchProcedures {
        terms: terms.to_owned(),
        search_keys: true,
        search_values: true,
        n_most_recent: None,
    };
    let found = ask(actor, &search).into_iter();
    found.map(|procedure| procedure.key).collect()
}

fn entries(actor: &Sqlite, session: &str, terms: &str) -> Vec<String> {
    let search = SearchEntries {
        session_id: SessionId::parse(session).unwrap(),
        terms: terms.into(),
        among: Which::default(),
    };
    let found = ask(actor, &search).into_iter();
    found.map(|entry| entry.content).collect()
}

#[test]
fn the_first_releases_turns_and_procedures_are_found() {
    let actor = taken_over(
        1,
        &[
            "INSERT INTO turns (call_id, idx, speaker, text, at) VALUES ('one', 0, 'user', 'My fox.', 1)",
            "INSERT INTO procedures (key, value, created_at, updated_at) VALUES ('greeting', 'Yo', 1, 1)",
        ],
    );
    assert_eq!(procedures(&actor, "YO"), ["greeting"]);
    let hits = ask(
        &actor,
        &Recall {
            query: "fox".into(),
            limit: 5,
            scope: Scope::Owner,
            now: day(1),
            window: None,
            names: Default::default(),
            weights: Weights::default(),
        },
    );
    assert_eq!(hits.len(), 1);
}

#[test]
fn the_fourth_releases_sessions_are_searched_each_by_itself() {
    let put = |id: &str, session: &str, content: &str| {
        format!(
            "INSERT INTO entries (id, session_id, timeline, place, content, at, live)
             VALUES ('entry_{id}', '{session}', '*defaultTimeline', '', '{content}', 1, 1)"
        )
    };
    let start = |session: &str| {
        format!("INSERT INTO sessions (session_id, of_call, started_at) VALUES ('{session}', 0, 1)")
    };
    let (one, other) = (
        "session_00000000000000000000000000000001",
        "session_00000000000000000000000000000002",
    );
    let rows = [
        start(one),
        start(other),
        put("a", one, "A kayak on the lake."),
        put("b", other, "The kayak leaks."),
        put("c", one, "Bread and jam."),
    ];
    let actor = taken_over(4, &rows.each_ref().map(String::as_str));
    assert_eq!(entries(&actor, one, "kayak"), ["A kayak on the lake."]);
    assert_eq!(entries(&actor, other, "kayak"), ["The kayak leaks."]);
    assert_eq!(entries(&actor, one, "jam"), ["Bread and jam."]);
}

#[test]
fn a_call_of_the_first_release_is_brought_back() {
    let actor = taken_over(
        1,
        &[
            "INSERT INTO calls (call_id, agent, started_at, ended_at, entry_count, archived)
             VALUES ('call_one', 'brad', 1, 2, 1, 1)",
            "INSERT INTO turns (call_id, idx, speaker, text, at)
             VALUES ('call_one', 0, 'user', 'My fox.', 1)",
        ],
    );
    let rehydrate = RehydrateSession {
        session_id: SessionId::parse("call_one").unwrap(),
        summary_only: false,
        now: day(1),
    };
    assert_eq!(ask(&actor, &rehydrate).entries_restored, 1);
}

#[test]
fn the_fifth_releases_vectors_stand() {
    let meaning = embedder().unwrap().embed("automobile broke").unwrap();
    let hex: Vec<String> = meaning
        .bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let vectors = format!(
        "INSERT INTO vectors (kind, block, vectors) VALUES ('turns', 0, x'{}{}')",
        "00".repeat(hex.len()),
        hex.join("")
    );
    let actor = taken_over(
        5,
        &[
            "INSERT INTO turns (row, call_id, idx, speaker, text, at)
             VALUES (1, 'call_one', 0, 'user', 'It is done for.', 1)",
            "DELETE FROM unembedded",
            &vectors,
        ],
    );
    let recall = Recall {
        query: "car trouble".into(),
        limit: 5,
        scope: Scope::Owner,
        now: day(1),
        window: None,
        names: Default::default(),
        weights: Weights::default(),
    };
    assert_eq!(ask(&actor, &recall).len(), 1);
}
