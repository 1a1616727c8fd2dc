use serde_json::Value;

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
    let answer = world
        .ask(&format!("SELECT n, {wider} AS text FROM {HUNDRED}"))
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
fn what_would_take_for_ever_is_ended() {
    let world = World::new();
    let sources = ["a", "b", "c", "d", "e", "f"].map(|name| format!("{HUNDRED} AS {name}"));
    let bomb = format!(
        "SELECT count(*) FROM {} WHERE a.n + b.n > c.n",
        sources.join(", ")
    );
    let why = assert_invalid(world.ask(&bomb), "sql_query");
    assert!(why.contains("took longer"), "{why}");
    assert!(world.ask("SELECT 1").is_ok(), "the next one runs");
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
