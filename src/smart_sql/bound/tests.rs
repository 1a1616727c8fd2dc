use super::*;
use crate::smart_sql::guard;

const CALLS: f64 = 1_000.0;
const PERSONAS: f64 = 8.0;

fn sizes() -> Sizes {
    let size = |rows, longest| Size { rows, longest };
    Sizes::from([
        ("calls", size(CALLS, 600.0)),
        ("personas", size(PERSONAS, 300.0)),
        ("users", size(1.0, 30.0)),
    ])
}

#[track_caller]
fn bound_of(statement: &str) -> Bound {
    bound(&guard::check(statement).expect(statement), &sizes()).expect(statement)
}

/// What is asked of an owner of a thousand calls.
fn verdict(statement: &str) -> Result<(), Objection> {
    let checked = guard::check(statement).expect(statement);
    to_measure(&checked)?;
    check(&checked, &sizes())
}

#[track_caller]
fn assert_run(statement: &str) {
    let visits = bound_of(statement).visits;
    assert_eq!(verdict(statement), Ok(()), "{visits}: {statement}");
}

#[track_caller]
fn assert_too_much(statement: &str) {
    let visits = bound_of(statement).visits;
    assert_eq!(
        verdict(statement),
        Err(Objection::TooMuch),
        "{visits}: {statement}"
    );
}

#[test]
fn what_people_ask_is_run() {
    for statement in [
        "SELECT count(*) FROM calls",
        "SELECT 1",
        "SELECT * FROM calls ORDER BY created_at DESC LIMIT 10",
        "SELECT p.name, count(*) AS calls, sum(c.duration_seconds) / 60 AS minutes
           FROM calls AS c JOIN personas AS p ON p.id = c.persona_id
          GROUP BY p.id ORDER BY calls DESC",
        "SELECT c.id, p.name || ': ' || c.auto_summary AS text
           FROM calls c JOIN personas p ON p.id = c.persona_id
          WHERE c.auto_summary LIKE '%dog%' OR lower(c.auto_summary) LIKE '%cat%'",
        "SELECT id FROM calls WHERE persona_id IN (SELECT id FROM personas WHERE name = 'Brad')",
        "SELECT name, (SELECT count(*) FROM calls WHERE persona_id = p.id) AS calls FROM personas p",
        "SELECT date(created_at / 1000, 'unixepoch') AS day, count(*) FROM calls GROUP BY 1",
        "SELECT id, created_at - lag(created_at) OVER (ORDER BY created_at) AS gap FROM calls",
        "WITH numbered AS (SELECT id, created_at, row_number() OVER (ORDER BY created_at) AS n FROM calls)
         SELECT b.id, b.created_at - a.created_at FROM numbered a JOIN numbered b ON b.n = a.n + 1",
        "SELECT group_concat(name, ', ') FROM personas",
        "SELECT group_concat(auto_summary) FROM calls",
        "SELECT persona_id, json_group_array(json_object('id', id, 'summary', auto_summary))
           FROM calls GROUP BY persona_id",
        "SELECT c.id, f.value FROM calls c, json_each(c.extracted_facts) f",
        "SELECT replace(auto_summary, 'Brad', 'B.') FROM calls",
        "SELECT count(*) FROM calls a, calls b WHERE b.created_at > a.created_at",
        "SELECT c.id FROM calls c WHERE NOT EXISTS
           (SELECT 1 FROM calls later WHERE later.created_at > c.created_at)",
        "SELECT id FROM calls UNION SELECT id FROM personas",
        "WITH a AS (SELECT id, persona_id, created_at / 1000 AS created_at FROM calls),
              b AS (SELECT id, persona_id, date(created_at, 'unixepoch') AS day, created_at FROM a),
              c AS (SELECT id AS id, persona_id AS persona_id, day || '' AS day FROM b WHERE created_at > 7),
              d AS (SELECT day AS day, lower(persona_id) AS persona_id FROM c)
         SELECT day, count(*) AS calls FROM d GROUP BY day ORDER BY calls DESC, day",
    ] {
        assert_run(statement);
    }
}

#[test]
fn sources_multiply_however_they_are_joined() {
    let three = CALLS.powi(3);
    for from in [
        "calls, calls AS b, calls AS c",
        "calls a JOIN calls b JOIN calls c",
        "calls NATURAL JOIN calls b CROSS JOIN \"calls\"",
        "calls a LEFT OUTER JOIN [calls] b ON a.id = b.id INNER JOIN `CALLS` c USING (id)",
        "(calls a, calls b), calls",
        "((calls a JOIN (calls b)) JOIN calls)",
        "(SELECT * FROM calls, calls b), calls",
        "calls WINDOW, calls b, calls c",
        "calls a JOIN calls b ON a.id IS DISTINCT FROM b.id, calls c",
    ] {
        let statement = format!("SELECT count(*) FROM {from}");
        assert!(bound_of(&statement).visits >= three, "{from}");
        assert_too_much(&statement);
        assert_too_much(&format!("{statement} LIMIT 1"));
        assert_too_much(&format!("{statement} WHERE 0"));
        assert_too_much(&format!("SELECT * FROM ({statement} LIMIT 1)"));
        assert_too_much(&format!("SELECT 1 WHERE 1 IN ({statement})"));
        assert_too_much(&format!("SELECT 1 ORDER BY ({statement})"));
        assert_too_much(&format!("SELECT 1 LIMIT ({statement})"));
        assert_too_much(&format!("VALUES (1), (({statement}))"));
        assert_too_much(&format!("WITH n AS ({statement}) SELECT * FROM n"));
        assert_too_much(&format!("SELECT 1 UNION ALL {statement}"));
        assert_too_much(&format!("SELECT abs(1 + ({statement}))"));
    }
}

#[test]
fn a_subquery_is_reckoned_out_for_each_row() {
    let inner = "(SELECT count(*) FROM calls b WHERE b.created_at < a.created_at)";
    for statement in [
        format!("SELECT {inner} FROM calls a"),
        format!("SELECT id FROM calls a WHERE {inner} > 1"),
        format!("SELECT count(*) FROM calls a GROUP BY {inner}"),
        format!("SELECT id FROM calls a ORDER BY {inner}"),
        format!("SELECT x.id FROM users x JOIN calls a ON {inner}"),
        "SELECT id FROM calls WHERE id IN calls".to_owned(),
        "SELECT id IN (SELECT id FROM calls) FROM calls".to_owned(),
    ] {
        let visits = bound_of(&statement).visits;
        assert!(visits >= CALLS * CALLS, "{visits}: {statement}");
    }
    assert_too_much(&format!("SELECT {inner} IN calls FROM calls a, calls b"));
    assert_too_much(&format!(
        "SELECT (SELECT max(x.id) FROM calls x WHERE {inner} > x.created_at) FROM calls a"
    ));
    let texts: Vec<String> = (0..30).map(|nth| format!("n AS 'n{nth}'")).collect();
    assert_too_much(&format!(
        "SELECT {} FROM (SELECT {inner} AS n FROM calls a)",
        texts.join(", ")
    ));
    assert_too_much(&format!(
        "SELECT {inner} AS n FROM calls a ORDER BY {}",
        ["n + 1"; 30].join(", ")
    ));
    // What is written into what is around it is reckoned out at each place that names it.
    assert_too_much(&format!(
        "SELECT {} FROM (SELECT {inner} AS n FROM calls a)",
        ["n"; 30].join(" + ")
    ));
    assert_too_much(&format!(
        "SELECT {inner} AS n FROM calls a WHERE {}",
        ["n > 1"; 30].join(" AND ")
    ));
}

#[test]
fn an_expression_counts_wherever_it_is_named() {
    assert_too_much(
        "WITH a AS (SELECT 1 FROM calls, personas), b AS (SELECT 1 FROM a, a x) SELECT 1 FROM b",
    );
    // Named before it is defined, and under the name of a table.
    assert_too_much(
        "WITH b AS (SELECT 1 FROM users, users x), users AS (SELECT * FROM calls, personas)
         SELECT count(*) FROM b",
    );
    let mut doubling = "WITH a0 AS (SELECT 1 AS x)".to_owned();
    for nth in 1..30 {
        let before = nth - 1;
        doubling += &format!(", a{nth} AS (SELECT 1 AS x FROM a{before}, a{before} AS b)");
    }
    let statement = format!("{doubling} SELECT * FROM a29");
    assert_eq!(verdict(&statement), Err(Objection::Intricate));

    let mut nested = "SELECT 1 AS x".to_owned();
    for _ in 0..30 {
        nested = format!("SELECT x + x AS x FROM ({nested})");
    }
    assert_eq!(verdict(&nested), Err(Objection::Intricate));
}

#[test]
fn what_reads_itself_is_refused_however_it_is_spelled() {
    for (statement, name) in [
        (
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT * FROM n",
            "n",
        ),
        (
            "WITH n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM \"N\") SELECT * FROM n",
            "n",
        ),
        (
            "WITH n AS (SELECT 1 AS x UNION SELECT x + 1 FROM calls, n) SELECT * FROM n",
            "n",
        ),
        (
            "WITH n AS (SELECT 1 AS x UNION SELECT x + 1 FROM calls JOIN 'n') SELECT 1",
            "n",
        ),
        (
            "SELECT * FROM (WITH n AS (SELECT 1 AS x UNION SELECT x FROM (n)) SELECT * FROM n)",
            "n",
        ),
        (
            "WITH n AS (SELECT 1 AS x UNION SELECT 2 WHERE 1 IN n) SELECT * FROM n",
            "n",
        ),
        (
            "WITH n AS (SELECT 1 UNION SELECT * FROM (SELECT * FROM n)) SELECT * FROM n",
            "n",
        ),
        (
            "WITH a AS (SELECT * FROM b), b AS (SELECT * FROM a) SELECT * FROM a",
            "a",
        ),
        (
            "WITH with AS (SELECT 1 UNION ALL SELECT 1 FROM (with, calls)) SELECT * FROM with",
            "with",
        ),
    ] {
        let recursive = Err(Objection::Recursive(name.to_owned()));
        assert_eq!(verdict(statement), recursive, "{statement}");
    }
    // A table's name may be given to what is made of another table.
    assert_run("WITH calls AS (SELECT * FROM personas) SELECT * FROM calls");
}

#[test]
fn a_function_of_json_has_as_many_rows_as_its_text_can_hold() {
    let list = format!("'[{}]'", ["0"; 500].join(","));
    assert_run(&format!("SELECT count(*) FROM json_each({list})"));
    assert_run(&format!(
        "SELECT count(*) FROM json_each({list}) a, json_each({list}) b"
    ));
    for from in [
        format!("json_each({list}) a, json_tree({list}) b, json_each({list}) c"),
        // What it is to read may be said elsewhere.
        format!("json_each a, json_each b, json_each c WHERE a.json = {list}"),
        format!("json_each({list}) a, json_each(a.json) b, json_each(b.json) c"),
        format!("json_each({list} || {list} || {list}) a, json_each(a.json || a.json) b"),
        format!("json_each((SELECT replace({list}, '0', {list}))) a, json_each(a.json) b"),
        format!("(SELECT 1 IN json_each({list}) FROM json_each({list}), json_each({list}))"),
    ] {
        assert_too_much(&format!("SELECT count(*) FROM {from}"));
    }
    // What is looked into is read, for each row that looks.
    assert_run("SELECT 1 IN json_each(a.extracted_facts) FROM calls a");
    assert_too_much("SELECT 1 IN json_each(a.extracted_facts) FROM calls a, calls b");
}

#[test]
fn long_texts_are_work_too() {
    let mut tripled = "WITH a0 AS (SELECT 'xxxxxxxxxxxxxxxxxxxx' AS t)".to_owned();
    for nth in 1..12 {
        tripled += &format!(
            ", a{nth} AS MATERIALIZED (SELECT t || t || t AS t FROM a{})",
            nth - 1
        );
    }
    for statement in [
        format!("{tripled} SELECT instr(t, t || 'x') FROM a11"),
        format!("{tripled} SELECT trim(t, t) FROM a11"),
        format!("{tripled} SELECT count(*) FROM a11, calls WHERE t LIKE '%x%y'"),
        format!("{tripled} SELECT lower(t) FROM a11, calls"),
        format!("{tripled} SELECT upper(t || id) FROM a11, calls"),
        "SELECT replace(replace(auto_summary, 'a', auto_summary), 'b', auto_summary) FROM calls"
            .to_owned(),
        "SELECT group_concat(auto_summary) OVER (ORDER BY id) FROM calls, personas".to_owned(),
        "SELECT instr(t, t || 'x') FROM (SELECT group_concat(auto_summary) AS t FROM calls)"
            .to_owned(),
        "SELECT count(*) FROM calls a, calls b WHERE lower(a.auto_summary) LIKE b.auto_summary"
            .to_owned(),
        "SELECT count(*) FROM calls a, calls b WHERE a.auto_summary LIKE '%' || b.id || '%'"
            .to_owned(),
    ] {
        assert_too_much(&statement);
    }
}

#[test]
fn putting_in_order_and_leaving_out_is_work() {
    let pairs = "FROM calls a, calls b";
    assert_run(&format!("SELECT count(*) {pairs}"));
    for statement in [
        format!("SELECT a.id {pairs} ORDER BY a.id"),
        format!("SELECT DISTINCT a.id {pairs}"),
        format!("SELECT count(DISTINCT a.id) {pairs}"),
        format!("SELECT a.id {pairs} GROUP BY b.id"),
        format!("SELECT rank() OVER (PARTITION BY a.id) {pairs}"),
        format!("SELECT a.id {pairs} UNION SELECT 1"),
        "SELECT sum(a.created_at) OVER (ROWS UNBOUNDED PRECEDING EXCLUDE TIES)
           FROM calls a, personas b"
            .to_owned(),
    ] {
        assert_too_much(&statement);
    }
}

#[test]
fn only_what_goes_through_tables_again_needs_them_measured() {
    for (statement, measured) in [
        ("SELECT 1", vec![]),
        (
            "SELECT id, auto_summary FROM calls WHERE status = 'ended'",
            vec![],
        ),
        ("SELECT count(*) FROM calls", vec![]),
        (
            "SELECT calls.id FROM calls, personas",
            vec!["personas", "calls"],
        ),
        (
            "SELECT id FROM calls WHERE id IN (SELECT id FROM calls)",
            vec!["calls"],
        ),
    ] {
        let checked = guard::check(statement).unwrap();
        let tables = to_measure(&checked).unwrap();
        let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
        assert_eq!(names, measured, "{statement}");
    }
}

#[test]
fn what_is_more_than_any_number_is_too_much() {
    let sources = vec!["calls"; 60].join(", ");
    let boundless = format!("(SELECT 1 FROM {sources}, {sources}, {sources})");
    assert_too_much(&format!("SELECT 1 FROM {boundless}"));
    assert_too_much(&format!("SELECT 1 FROM {boundless}, {boundless}"));
}
