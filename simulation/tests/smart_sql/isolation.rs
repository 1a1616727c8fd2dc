use call_me_back::smart_sql::{HIDDEN, SHOWN};
use call_me_back::sql::Sql;
use serde::Deserialize;
use serde_json::json;

use super::world::{SECRET, World, assert_invalid};

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// What there really is, as the migrations made it.
fn names(world: &World, statement: &str) -> Vec<String> {
    let rows: Vec<Named> = world.host.sql.sqlite().rows(statement, &[]).unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

#[test]
fn every_table_of_the_database_is_shown_or_hidden() {
    let world = World::new();
    let tables = names(
        &world,
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')
         AND name NOT LIKE 'sqlite^_%' ESCAPE '^'",
    );
    assert!(tables.len() > 10, "{tables:?}");
    for table in &tables {
        let shown = SHOWN.iter().any(|shown| shown.name == table);
        let hidden = HIDDEN.contains(&table.as_str());
        assert!(
            shown != hidden,
            "{table} is new: say in src/smart_sql/tables.rs what an owner sees of it"
        );
    }
}

#[test]
fn every_column_that_is_shown_is_there_under_the_type_that_is_told() {
    let world = World::new();
    for table in SHOWN {
        for column in table.columns {
            let found = names(
                &world,
                &format!(
                    "SELECT name FROM pragma_table_info('{}') WHERE name = '{}' AND type = '{}'",
                    table.name,
                    column.name,
                    column.kind.sql()
                ),
            );
            assert_eq!(found.len(), 1, "{}.{}", table.name, column.name);
        }
    }
}

#[test]
fn of_every_table_the_owner_sees_their_rows_and_nobody_elses() {
    let world = World::new();
    for table in SHOWN {
        let answer = world.ask(&format!("SELECT * FROM {}", table.name)).unwrap();
        assert!(
            !answer.results.contains(SECRET),
            "{}: {}",
            table.name,
            answer.results
        );
        let word = if table.name == "users" {
            "Archer"
        } else {
            "alice"
        };
        assert!(
            answer.results.contains(word),
            "{}: {}",
            table.name,
            answer.results
        );
    }
}

#[test]
fn a_persona_of_somebody_elses_shows_itself_and_not_how_it_was_made() {
    let world = World::new();
    let rows = world.rows(
        "SELECT id, created_by, core_system_prompt, behavioral_rules FROM personas
         WHERE id IN ('persona_public', 'persona_alices', 'persona_brad_001') ORDER BY id",
    );
    assert_eq!(
        rows,
        json!([
            {"id": "persona_alices", "created_by": "user_alice", "core_system_prompt": "alices",
             "behavioral_rules": "[]"},
            {"id": "persona_brad_001", "created_by": "system", "core_system_prompt": null,
             "behavioral_rules": null},
            {"id": "persona_public", "created_by": null, "core_system_prompt": null,
             "behavioral_rules": null},
        ])
    );
}

/// Statements that want to see more than they may.
const HOSTILE: &[&str] = &[
    "SELECT * FROM main.users",
    "SELECT * FROM \"main\".\"users\"",
    "SELECT * FROM 'main'.'users'",
    "SELECT * FROM [main] . [users]",
    "SELECT * FROM main/* */./* */users",
    "SELECT * FROM main--\n.--\nusers",
    "SELECT * FROM MAIN\u{c}.users",
    "SELECT * FROM main\u{feff}.users",
    "SELECT * FROM main \u{feff} . users",
    "SELECT main.users.name FROM users",
    "SELECT name FROM users WHERE name IN main.users",
    "SELECT * FROM temp.users",
    "SELECT * FROM users UNION ALL SELECT * FROM main.users",
    "SELECT (SELECT group_concat(name) FROM main.users)",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM \"sqlite_schema\"",
    "SELECT * FROM 'sqlite_master'",
    "SELECT * FROM pragma_table_info('users')",
    "SELECT * FROM 'pragma_table_info'('users')",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM sign_in_codes",
    "SELECT * FROM 'sign_in_codes'",
    "SELECT * FROM sign_in_sessions",
    "SELECT * FROM suppressions, actors",
    "SELECT * FROM smart_sql_notes",
    "SELECT * FROM smart_sql_rows",
    "SELECT * FROM users WHERE 1) UNION SELECT * FROM (SELECT * FROM main.users",
    "SELECT * FROM users) LIMIT 5 --",
    "SELECT 1; SELECT * FROM users",
    "SELECT 1; DROP TABLE users",
    "WITH users AS (SELECT * FROM main.users) SELECT * FROM users",
    "WITH users AS (SELECT * FROM users) SELECT * FROM users",
    "WITH x AS (SELECT 1) INSERT INTO calls SELECT * FROM calls",
    "DELETE FROM users",
    "UPDATE users SET name = 'x'",
    "PRAGMA table_list",
    "ATTACH ':memory:' AS x",
    "EXPLAIN SELECT * FROM users",
    "SELECT load_extension('x')",
    "SELECT ?1",
    "SELECT * FROM users WHERE id = ?2",
    "SELECT * FROM users WHERE id = :id",
    "SELECT '\0' FROM main.users",
    "SELECT * FROM rowid.users",
    "SELECT * FROM users AS main, main.calls",
];

#[test]
fn no_hostile_statement_sees_anything_of_somebody_elses() {
    let world = World::new();
    let before = world.host.sql.sqlite().dump().unwrap();
    for statement in HOSTILE {
        if let Ok(answer) = world.ask(statement) {
            // The string of a table's name is one, and it is shadowed as well.
            assert_eq!(answer.results, "[]", "{statement}");
        }
    }
    assert_eq!(world.host.sql.sqlite().dump().unwrap(), before);
}

#[test]
fn the_owners_of_a_name_are_found_by_text_as_by_name() {
    let world = World::new();
    for users in [
        "users",
        "USERS",
        "\"users\"",
        "[users]",
        "`users`",
        "'users'",
    ] {
        let rows = world.rows(&format!("SELECT id FROM {users}"));
        assert_eq!(rows, json!([{"id": "user_alice"}]), "{users}");
    }
}

#[test]
fn an_owner_who_is_gone_sees_nothing() {
    let world = World::new();
    let nobody = call_me_back::ids::UserId::parse("user_nobody").unwrap();
    let world = World {
        alice: nobody,
        ..world
    };
    for table in SHOWN.iter().filter(|table| table.name != "personas") {
        let rows = world.rows(&format!("SELECT * FROM {}", table.name));
        assert_eq!(rows, json!([]), "{}", table.name);
    }
    assert_invalid(world.ask("SELECT * FROM main.users"), "sql_query");
}
