use call_me_back::failure::Failure;
use call_me_back::smart_sql::{
    Mode, SHOWN, TableMetadata, TableNotes, get_metadata, update_metadata,
};
use call_me_back_simulation::finish;
use serde_json::{Value, json};

use super::world::{SECRET, World, assert_invalid};

fn metadata(world: &World, table: Option<&str>) -> Result<Vec<TableMetadata>, Failure> {
    finish(get_metadata(&world.ports(), &world.alice, table))
}

fn update(world: &World, tables: Value, mode: Mode) -> Result<Vec<TableMetadata>, Failure> {
    let tables: Vec<TableNotes> = serde_json::from_value(tables).unwrap();
    finish(update_metadata(&world.ports(), &world.alice, &tables, mode))
}

/// The notes there are: what they are on, and what they say.
fn notes(world: &World) -> Vec<(String, String)> {
    let mut notes = Vec::new();
    for table in metadata(world, None).unwrap() {
        notes.extend(table.note.map(|note| (table.table.to_owned(), note)));
        for column in table.columns {
            let place = format!("{}.{}", table.table, column.column);
            notes.extend(column.note.map(|note| (place, note)));
        }
    }
    notes
}

fn noted(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(place, note): &(&str, &str)| ((*place).to_owned(), (*note).to_owned());
    pairs.iter().map(owned).collect()
}

#[test]
fn tables_and_columns_are_told_with_their_types() {
    let world = World::new();
    let all = metadata(&world, None).unwrap();
    assert_eq!(all.len(), SHOWN.len());
    let calls = metadata(&world, Some("Calls")).unwrap();
    assert_eq!(calls.len(), 1);
    let told = serde_json::to_value(&calls[0]).unwrap();
    assert_eq!(told["table"], "calls");
    assert_eq!(told["note"], "alices");
    let cost = told["columns"].as_array().unwrap().iter();
    let cost = cost
        .clone()
        .find(|column| column["column"] == "cost_usd")
        .unwrap();
    assert_eq!(cost["type"], "REAL");
    assert_eq!(cost.get("note"), None);
    for hidden in ["sign_in_codes", "smart_sql_notes", "nowhere"] {
        let why = assert_invalid(metadata(&world, Some(hidden)), "table");
        assert!(why.contains("calls"), "{why}");
    }
}

#[test]
fn notes_are_merged_appended_and_replaced() {
    let world = World::new();
    update(
        &world,
        json!([{"table": "calls", "columns": [{"column": "ID", "note": " which call "}]},
               {"table": "users", "note": "me"}]),
        Mode::Merge,
    )
    .unwrap();
    let both = noted(&[
        ("users", "me"),
        ("calls", "alices"),
        ("calls.id", "which call"),
    ]);
    assert_eq!(notes(&world), both);

    let change =
        json!([{"table": "users", "note": "myself"}, {"table": "schedules", "note": "later"}]);
    update(&world, change.clone(), Mode::Append).unwrap();
    let added = [both, noted(&[("schedules", "later")])].concat();
    assert_eq!(notes(&world), added);

    update(
        &world,
        json!([{"table": "calls", "note": ""}, {"table": "users", "note": "I"}]),
        Mode::Merge,
    )
    .unwrap();
    assert_eq!(
        notes(&world),
        noted(&[
            ("users", "I"),
            ("calls.id", "which call"),
            ("schedules", "later")
        ])
    );

    update(&world, change, Mode::Replace).unwrap();
    assert_eq!(
        notes(&world),
        noted(&[("users", "myself"), ("schedules", "later")])
    );
    update(&world, json!([]), Mode::Replace).unwrap();
    assert_eq!(notes(&world), []);
    let bobs = finish(get_metadata(&world.ports(), &world.bob, Some("calls"))).unwrap();
    assert_eq!(bobs[0].note.as_deref(), Some(SECRET));
}

#[test]
fn a_note_that_is_wrong_changes_nothing() {
    let world = World::new();
    let before = notes(&world);
    for (tables, field) in [
        (
            json!([{"table": "users", "note": "x"}, {"table": "actors"}]),
            "tables[1].table",
        ),
        (
            json!([{"table": "calls", "columns": [{"column": "version", "note": "x"}]}]),
            "tables[0].columns[0].column",
        ),
        (
            json!([{"table": "calls", "note": "x".repeat(501)}]),
            "tables[0].note",
        ),
    ] {
        assert_invalid(update(&world, tables, Mode::Replace), field);
    }
    assert_eq!(notes(&world), before);
}
