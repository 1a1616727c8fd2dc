use call_me_back::failure::Failure;
use call_me_back::smart_sql::{Format, Query, execute_query};
use call_me_back_simulation::{Fault, finish};
use serde_json::json;

use super::world::{World, assert_invalid};

#[test]
fn a_statement_gives_its_rows_with_columns_in_their_order() {
    let world = World::new();
    let answer = world
        .ask("SELECT duration_seconds, id, cost_usd, end_reason FROM calls; -- mine")
        .unwrap();
    assert_eq!(
        answer.results,
        r#"[{"duration_seconds":90,"id":"call_alices","cost_usd":0.25,"end_reason":null}]"#
    );
    assert_eq!(answer.message, "1 row.");
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.query_executed,
        "SELECT duration_seconds, id, cost_usd, end_reason FROM calls; -- mine"
    );
    assert_eq!(answer.ai_reasoning, None);
}

#[test]
fn tables_are_joined_counted_and_reckoned_with() {
    let world = World::new();
    let rows = world.rows(
        "WITH minutes (persona_id, minutes) AS (
           SELECT persona_id, sum(duration_seconds) / 60.0 FROM calls GROUP BY persona_id)
         SELECT personas.name, minutes, datetime(calls.created_at / 1000, 'unixepoch') AS at
         FROM minutes JOIN personas ON personas.id = minutes.persona_id
         JOIN calls USING (persona_id) ORDER BY 1",
    );
    assert_eq!(
        rows,
        json!([{"name": "Brad", "minutes": 1.5, "at": "2025-01-07 10:00:00"}])
    );
    assert_eq!(
        world.rows("VALUES (1), (2)"),
        json!([{"column1": 1}, {"column1": 2}])
    );
    assert_eq!(world.rows("SELECT id FROM calls WHERE 0"), json!([]));
}

#[test]
fn the_order_that_was_asked_for_is_kept() {
    let world = World::new();
    let rows = world.rows("SELECT value FROM json_each('[3,1,2]') ORDER BY value DESC");
    assert_eq!(rows, json!([{"value": 3}, {"value": 2}, {"value": 1}]));
}

#[test]
fn two_columns_of_one_name_are_told_apart() {
    let world = World::new();
    let rows = world.rows("SELECT calls.id, schedules.id, 1 AS id FROM calls, schedules");
    assert_eq!(
        rows,
        json!([{"id": "call_alices", "id:1": "schedule_alices", "id:2": 1}])
    );
}

#[test]
fn numbers_and_bytes_cross_exactly() {
    let world = World::new();
    let rows = world.rows(
        "SELECT 9007199254740993 AS large, -9007199254740993 AS small, 0.1 + 0.2 AS real,
           9007199254740991 AS exact, CAST('az' AS BLOB) AS bytes, 1e999 AS endless",
    );
    assert_eq!(
        rows,
        json!([{"large": "9007199254740993", "small": "-9007199254740993",
                "real": 0.1 + 0.2, "exact": 9_007_199_254_740_991_i64, "bytes": "617A",
                "endless": null}])
    );
}

#[test]
fn rows_come_as_csv_too() {
    let world = World::new();
    let query = Query::Sql("SELECT 'a,b' AS \"x y\", NULL AS n, '' AS e".to_owned());
    let answer = finish(execute_query(
        &world.ports(),
        &world.alice,
        query,
        Format::Csv,
    ))
    .unwrap();
    assert_eq!(answer.results, "x y,n,e\r\n\"a,b\",,\"\"\r\n");
}

#[test]
fn what_the_database_says_of_a_statement_is_told() {
    let world = World::new();
    for (statement, words) in [
        ("SELECT nope FROM calls", "no such column: nope"),
        ("SELECT * FROM nowhere", "no such table: nowhere"),
        ("SELECT * FROM calls WHERE", "syntax error"),
        (
            "SELECT carrier_call_id FROM calls",
            "no such column: carrier_call_id",
        ),
        ("WITH x AS (SELECT 1) DELETE FROM calls", "syntax error"),
        ("SELECT abs(-9223372036854775807 - 1)", "integer overflow"),
    ] {
        let why = assert_invalid(world.ask(statement), "sql_query");
        assert!(why.contains(words), "{statement}: {why}");
    }
}

#[test]
fn a_database_that_is_away_is_no_fault_of_the_statement() {
    let world = World::new();
    world.host.sql.faults.plan([Some(Fault::Refused)]);
    let answer = world.ask("SELECT 1");
    assert!(
        matches!(answer, Err(Failure::Unavailable { .. })),
        "{answer:?}"
    );
}

#[test]
fn exactly_one_question_is_asked() {
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(Query::of(some("a"), None), Ok(Query::Sql("a".to_owned())));
    assert_eq!(Query::of(None, some("a")), Ok(Query::Words("a".to_owned())));
    assert_invalid(Query::of(None, None), "sql_query");
    assert_invalid(Query::of(some("a"), some("b")), "text_query");
}
