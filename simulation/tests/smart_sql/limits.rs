use call_me_back::ports::{Ports, STATEMENT, SmartSql};
use call_me_back_simulation::finish;
use serde_json::{Value, json};

use super::world::{World, assert_invalid};

/// A hundred rows.
const HUNDRED: &str = "(WITH ten(n) AS (SELECT value FROM json_each('[0,1,2,3,4,5,6,7,8,9]'))
    SELECT a.n * 10 + b.n AS n FROM ten AS a, ten AS b)";

fn count(results: &str) -> usize {
    serde_json::from_str::<Vec<Value>>(results).unwrap().len()
}

#[test]
fn an_answer_has_a_thousand_rows_at_most_and_says_so() {
    let world = World::new();
    let exactly = format!("SELECT a.n FROM {HUNDRED} AS a, {HUNDRED} AS b WHERE b.n < 10");
    let answer = world.ask(&exactly).unwrap();
    assert_eq!(
        (count(&answer.results), answer.message.as_str()),
        (1_000, "1000 rows.")
    );

    let more = format!("SELECT a.n FROM {HUNDRED} AS a, {HUNDRED} AS b");
    let answer = world.ask(&more).unwrap();
    assert_eq!(count(&answer.results), 1_000);
    assert!(
        answer.message.starts_with("The first 1000 rows"),
        "{}",
        answer.message
    );
    // Its own limit holds, and what comes after can be asked for.
    let page = world
        .ask(&format!("{more} ORDER BY 1 LIMIT 5 OFFSET 9000"))
        .unwrap();
    assert_eq!(count(&page.results), 5);
    assert_eq!(page.message, "5 rows.");
}

#[test]
fn an_answer_is_cut_off_where_it_gets_too_large() {
    let world = World::new();
    let wide = "replace('xxxxxxxxxx', 'x', 'yyyyyyyyyy')";
    let wider = format!("replace({wide}, 'y', '{}')", "z".repeat(1_000));
    let ten = "(SELECT value AS n FROM json_each('[0,1,2,3,4,5,6,7,8,9]'))";
    let answer = world
        .ask(&format!("SELECT n, {wider} AS text FROM {ten}"))
        .unwrap();
    assert_eq!(count(&answer.results), 9);
    assert!(answer.results.len() < 1_100_000);
    assert!(
        answer.message.starts_with("The first 9 rows"),
        "{}",
        answer.message
    );
    // One that is too large by itself leaves nothing.
    let largest = format!("SELECT replace({wider}, 'z', 'zzzzzzzzzzzzzzz') AS text");
    let answer = world.ask(&largest).unwrap();
    assert_eq!(answer.results, "[]");
    assert!(answer.message.starts_with("No row"), "{}", answer.message);
}

#[test]
fn what_could_take_for_ever_is_not_begun() {
    let world = World::new();
    let sources = ["a", "b", "c", "d", "e", "f"].map(|name| format!("{HUNDRED} AS {name}"));
    let pairs = |count: usize| format!("SELECT count(*) AS n FROM {}", sources[..count].join(", "));
    let why = assert_invalid(world.ask(&pairs(6)), "sql_query");
    assert!(why.contains("Name fewer tables"), "{why}");
    assert_eq!(world.rows(&pairs(2)), json!([{ "n": 10_000 }]));
}

#[test]
fn how_much_may_be_asked_depends_on_how_much_the_owner_has() {
    let world = World::new();
    let cubed = "SELECT count(*) AS n FROM calls AS a, calls AS b, calls AS c";
    assert_eq!(world.rows(cubed), json!([{ "n": 1 }]));
    world.add_calls(&world.bob, 1_000);
    assert_eq!(
        world.rows(cubed),
        json!([{ "n": 1 }]),
        "the rows of others don't count"
    );
    world.add_calls(&world.alice, 999);
    assert_invalid(world.ask(cubed), "sql_query");
    let squared = "SELECT count(*) AS n FROM calls AS a, calls AS b";
    assert_eq!(world.rows(squared), json!([{ "n": 1_000_000 }]));
}

#[test]
fn what_takes_too_long_after_all_is_ended() {
    let world = World::new();
    let ports = world.ports();
    let sources = ["a", "b", "c", "d", "e", "f"].map(|name| format!("{HUNDRED} AS {name}"));
    let bomb = format!("SELECT count(*) FROM {}", sources.join(", "));
    let why = assert_invalid(finish(ports.sql().query(&bomb, &[])), STATEMENT);
    assert!(why.contains("took longer"), "{why}");
    assert!(
        finish(ports.sql().query("SELECT 1", &[])).is_ok(),
        "the next one runs"
    );
}

#[test]
fn what_never_ends_by_itself_is_not_begun() {
    let world = World::new();
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
                   SELECT count(*) FROM n";
    let why = assert_invalid(world.ask(endless), "sql_query");
    assert!(why.contains("reads itself"), "{why}");
}

#[test]
fn what_is_too_deep_or_too_wide_is_refused_in_words() {
    let world = World::new();
    let columns = |count: usize| {
        let columns: Vec<String> = (0..count).map(|column| column.to_string()).collect();
        format!("SELECT {}", columns.join(", "))
    };
    assert_eq!(count(&world.ask(&columns(64)).unwrap().results), 1);
    for statement in [
        columns(65),
        columns(101),
        format!("SELECT {}1{}", "(".repeat(200), ")".repeat(200)),
        format!("SELECT {}1", "1+".repeat(300)),
        format!("SELECT {}1", "NOT ".repeat(2_000)),
        format!("SELECT 1{}", " UNION SELECT 1".repeat(50)),
        format!("SELECT '{}'", "x".repeat(20_000)),
    ] {
        let why = assert_invalid(world.ask(&statement), "sql_query");
        assert!(!why.is_empty());
    }
}
