use call_me_back::failure::Failure;
use call_me_back::parameters;
use call_me_back::ports::SmartSql;
use call_me_back::smart_sql::{PersonalData, get_pii_data};
use call_me_back_simulation::finish;
use serde_json::json;

use super::world::{World, assert_invalid};

const SUMMARY: &str = "Alice said to call (415) 555-0123 or write to ann@example.com.";

fn look(world: &World, table: &str, record: Option<&str>) -> Result<PersonalData, Failure> {
    finish(get_pii_data(&world.ports(), &world.alice, table, record))
}

fn world() -> World {
    let world = World::new();
    let update = "UPDATE calls SET auto_summary = ?1 WHERE id = 'call_alices'";
    finish(world.host.sql.run(update, parameters![SUMMARY])).unwrap();
    world
}

#[test]
fn personal_data_is_found_with_its_record_its_place_and_how_sure_it_is() {
    let world = world();
    let found = look(&world, "calls", None).unwrap();
    assert_eq!(found.message, "1 record.");
    let mut told = serde_json::to_value(&found.found).unwrap();
    for found in told.as_array_mut().unwrap() {
        let confidence = found.as_object_mut().unwrap().remove("confidence").unwrap();
        assert!((0.5..=1.0).contains(&confidence.as_f64().unwrap()));
    }
    let find = |kind, start, end, text, words_before| {
        json!({"table": "calls", "record": "call_alices", "column": "auto_summary", "kind": kind,
               "start": start, "end": end, "text": text, "words_before": words_before})
    };
    assert_eq!(
        told,
        json!([
            find("name", 0, 5, "Alice", 0),
            find("phone_number", 19, 33, "(415) 555-0123", 4),
            find("email", 46, 61, "ann@example.com", 9)
        ])
    );
}

#[test]
fn a_phone_and_a_name_of_ones_own_are_personal() {
    let world = world();
    let found = look(&world, "users", Some("user_alice")).unwrap().found;
    let columns: Vec<&str> = found.iter().map(|found| found.column).collect();
    assert_eq!(columns, ["phone", "name"]);
}

#[test]
fn nobody_elses_records_are_looked_through() {
    let world = world();
    for record in ["call_zqbobqz", "nothing"] {
        let answer = look(&world, "calls", Some(record));
        assert!(
            matches!(answer, Err(Failure::NotFound { .. })),
            "{answer:?}"
        );
    }
    assert_eq!(
        look(&world, "calls", Some("call_alices"))
            .unwrap()
            .found
            .len(),
        3
    );
    assert_invalid(look(&world, "actors", None), "table");
    assert_invalid(look(&world, "calls", Some(&"x".repeat(201))), "record");
}
