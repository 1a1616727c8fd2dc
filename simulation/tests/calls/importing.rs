//! Bringing back what was taken along: into a new account, twice, late, and from files that lie.

use std::collections::BTreeMap;

use call_me_back::directory::people::User;
use call_me_back::directory::{calls, personas, relationships};
use call_me_back::erasure::PHRASE;
use call_me_back::failure::Failure;
use call_me_back::flows::importing::{Imported, import};
use call_me_back::flows::making::{Description, make};
use call_me_back::flows::planning::{Plan, plan};
use call_me_back::flows::{erasing, looking_back, relating};
use call_me_back::ids::{Pair, PersonaId, UserId};
use call_me_back::memory::command::Change;
use call_me_back::pagination::Page;
use call_me_back::ports::Ports as _;
use call_me_back::smart_memory::SmartMemory;
use call_me_back::time::{DAY, HOUR, MINUTE, Timestamp};
use call_me_back::zip::Zip;
use call_me_back_simulation::{World, finish};
use serde_json::{Value, json};

use crate::exporting::taken;
use crate::people::*;

type Files = BTreeMap<String, String>;

/// Alice as somebody who has lived with Brad and with a persona of her own.
fn lived() -> (World, User, PersonaId) {
    let (world, alice) = alices(31);
    let ports = world.ports();
    let ann = Description {
        name: Some("Ann".into()),
        description: Some("A gardener".into()),
        core_system_prompt: Some("You are Ann, who loves roses.".into()),
        behavioral_rules: Some(vec!["Never hurry.".into()]),
        ..Description::default()
    };
    let ann = finish(make(&ports, &alice, ann)).unwrap().id;
    for (persona, lines) in [
        (
            &brad(),
            &[
                "I work as a nurse.",
                "My sister Marge is getting married in June.",
            ][..],
        ),
        (
            &brad(),
            &["I love chess.", "Actually I am a doctor now, not a nurse."][..],
        ),
        (&ann, &["I love roses."][..]),
    ] {
        let call = world.call(&alice, persona).unwrap();
        talk(&world, &call, lines);
        world.hang_up(&call).unwrap();
        world.advance(HOUR + 5 * MINUTE).unwrap();
        world.settle().unwrap();
    }
    let chess = world.memories(&alice, &brad(), false).unwrap();
    let chess = chess
        .into_iter()
        .find(|memory| memory.value.to_lowercase().contains("chess"));
    let chess = chess.unwrap().id;
    let pair = pair(&alice);
    finish(relating::edit_memory(
        &ports,
        &pair,
        chess,
        Change::Pin,
        None,
    ))
    .unwrap();
    finish(async {
        let memory = SmartMemory::of(&ports, &alice.id, &brad()).await?;
        let own = memory.procedural(call_me_back::smart_memory::Scope::Memory);
        own.put_procedure("greeting_pattern", "Ahoy!").await?;
        let anns = SmartMemory::of(&ports, &alice.id, &ann).await?;
        let anns = anns.procedural(call_me_back::smart_memory::Scope::Persona);
        anns.put_procedure("farewell_pattern", "Mind the roses!")
            .await?;
        memory
            .put_document(Some("notes"), "About marimbas.".into())
            .await?;
        let wish = Plan {
            persona_id: brad(),
            at: world.now().plus(DAY),
            repeats: Some("FREQ=WEEKLY".into()),
            grace_minutes: Some(30),
        };
        plan(&ports, &alice, wish).await
    })
    .unwrap();
    (world, alice, ann)
}

fn zipped(files: &Files) -> Vec<u8> {
    let mut zip = Zip::default();
    let mut bytes = Vec::new();
    for (name, body) in files {
        let file = zip.file(name, body.as_bytes(), Timestamp::from_millis(0));
        bytes.extend(file.unwrap());
    }
    bytes.extend(zip.end());
    bytes
}

fn bring(world: &World, user: &User, files: &Files) -> Result<Imported, Failure> {
    finish(import(&world.ports(), user, &zipped(files)))
}

fn counts(imported: &Imported) -> Imported {
    Imported {
        left_out: Vec::new(),
        ..imported.clone()
    }
}

/// What an export says, but for ids and moments, in an order of its own.
fn said(files: &Files) -> Vec<String> {
    fn plain(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, value| {
                    let is_id = name == "id"
                        || name.ends_with("_id")
                        || name.ends_with("_ids")
                        || [
                            "superseded_by",
                            "ended",
                            "created_by",
                            "phone",
                            "cost",
                            "carrier_minutes",
                        ]
                        .contains(&name.as_str());
                    let is_moment = name.ends_with("_at") && !name.starts_with("last_mentioned");
                    let is_own = ["version", "extracted_facts", "next"].contains(&name.as_str());
                    plain(value);
                    !(is_id || is_moment || is_own)
                });
            }
            Value::Array(items) => {
                for item in items.iter_mut() {
                    plain(item);
                }
                items.sort_by_key(ToString::to_string);
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    for (name, body) in files {
        let told = [
            "tables/calls",
            "tables/user_persona",
            "tables/personas",
            "personas/",
        ];
        if name.ends_with(".json") && told.iter().any(|begin| name.starts_with(begin)) {
            let mut value: Value = serde_json::from_str(body).unwrap();
            plain(&mut value);
            all.push(value.to_string());
        }
    }
    all.sort();
    all
}

#[test]
fn what_was_taken_along_is_brought_into_a_new_account() {
    let (world, alice, ann) = lived();
    let (before, knew) = (taken(&world, &alice, None), known(&world, &alice));
    finish(erasing::everything(&world.ports(), &alice, PHRASE)).unwrap();
    world.settle().unwrap();
    world.advance(HOUR).unwrap();
    world.settle().unwrap();
    let again = world.sign_in(ALICE).unwrap();
    assert_ne!(again.id, alice.id);

    let imported = bring(&world, &again, &before).unwrap();
    assert_eq!(
        (
            imported.personas,
            imported.relationships,
            imported.calls,
            imported.transcripts
        ),
        (1, 2, 3, 3)
    );
    assert_eq!((imported.schedules, imported.documents), (1, 1));
    assert!(
        imported.memories >= 4 && imported.episodes == 3,
        "{imported:?}"
    );
    let after = taken(&world, &again, None);
    for (before, after) in said(&before).iter().zip(said(&after)) {
        assert_eq!(*before, after);
    }
    assert_eq!(said(&before).len(), said(&after).len());
    // Nothing leads back to who they were.
    let all: String = after.values().cloned().collect();
    assert!(!all.contains(alice.id.as_str()) && !all.contains(ann.as_str()));
    assert_eq!(known(&world, &again), knew);
    assert!(preview(&world, &again).text.contains("Marge"));
}

#[test]
fn the_same_file_again_changes_nothing() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let bob = world.sign_in(BOB).unwrap();
    bring(&world, &bob, &file).unwrap();
    let (rows, first) = (world.stored().unwrap(), taken(&world, &bob, None));
    let again = bring(&world, &bob, &file).unwrap();
    assert_eq!(counts(&again), Imported::default());
    assert_eq!(taken(&world, &bob, None), first);
    same_rows(&world.stored().unwrap(), &rows);
}

/// All that is stored is as it was, line by line; but for when somebody looks next whether something fades,
/// and how the index of words lays itself out.
#[track_caller]
fn same_rows(now: &BTreeMap<String, String>, before: &BTreeMap<String, String>) {
    for (place, text) in now {
        let was: Vec<&str> = before
            .get(place)
            .map_or(Vec::new(), |text| text.lines().collect());
        let new: Vec<&str> = text
            .lines()
            .filter(|line| !was.contains(line))
            .filter(|line| !line.starts_with("actors: ") && !line.contains("_words_"))
            .collect();
        assert_eq!(new, [""; 0], "{place}");
    }
    assert_eq!(now.len(), before.len());
}

#[test]
fn into_the_same_account_nothing_comes_twice_and_nothing_later_is_written_over() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let pair = pair(&alice);
    let ports = world.ports();
    // What was erased, forgotten or changed since stays so.
    let job = world.memories(&alice, &brad(), false).unwrap();
    let job = job
        .into_iter()
        .find(|memory| memory.attribute == "job")
        .unwrap()
        .id;
    finish(relating::edit_memory(
        &ports,
        &pair,
        job,
        Change::Forget,
        None,
    ))
    .unwrap();
    let first = finish(calls::page(
        ports.sql(),
        &alice.id,
        &calls::Filter::default(),
        &all(),
    ))
    .unwrap()
    .0;
    let erased = first
        .iter()
        .find(|call| call.persona_id == brad())
        .unwrap()
        .id
        .clone();
    finish(erasing::call(&ports, &alice, &erased)).unwrap();
    world.settle().unwrap();
    world.advance(2 * HOUR).unwrap();
    world.settle().unwrap();
    let wish = relating::Customization {
        relationship_type: Some("coach".into()),
        ..relating::Customization::default()
    };
    finish(relating::customize(&ports, &alice, &brad(), wish, None)).unwrap();
    let (knew, rows) = (known(&world, &alice), world.stored().unwrap());

    let imported = bring(&world, &alice, &file).unwrap();
    assert_eq!(counts(&imported), Imported::default(), "{imported:?}");
    assert!(imported.left_out.iter().any(|why| why.contains("erased")));
    assert_eq!(known(&world, &alice), knew);
    same_rows(&world.stored().unwrap(), &rows);
    let stands = finish(relationships::relationship(ports.sql(), &pair))
        .unwrap()
        .unwrap();
    assert_eq!(stands.relationship_type, "coach");
}

fn all() -> Page {
    Page::new(&["calls"], call_me_back::pagination::Limit::default(), None).unwrap()
}

#[test]
fn a_file_of_somebody_elses_reaches_nothing_of_theirs() {
    let (world, alice, ann) = lived();
    let file = taken(&world, &alice, None);
    let before = taken(&world, &alice, None);
    let bob = world.sign_in(BOB).unwrap();
    bring(&world, &bob, &file).unwrap();
    let ports = world.ports();
    // Neither her calls nor her persona are his, and hers are as they were.
    let hers = finish(calls::page(
        ports.sql(),
        &alice.id,
        &calls::Filter::default(),
        &all(),
    ))
    .unwrap()
    .0;
    assert_eq!(hers.len(), 3);
    for call in &hers {
        let his = finish(calls::call(ports.sql(), &bob.id, &call.id));
        assert!(matches!(his, Err(Failure::NotFound { .. })));
    }
    let his = finish(personas::persona(ports.sql(), &bob.id, &ann));
    assert!(matches!(his, Err(Failure::NotFound { .. })));
    assert_eq!(said(&taken(&world, &alice, None)), said(&before));
    // What he says in his own is not said in hers.
    let own = finish(calls::page(
        ports.sql(),
        &bob.id,
        &calls::Filter::default(),
        &all(),
    ))
    .unwrap()
    .0;
    let archive = finish(looking_back::archive(&ports, &bob.id, &own[0].id)).unwrap();
    assert!(!archive.contains(alice.id.as_str()) && archive.contains(bob.id.as_str()));
    let talked = finish(looking_back::said(&ports, &bob.id, &own[0])).unwrap();
    assert!(!talked.turns.is_empty());
    finish(erasing::everything(&ports, &bob, PHRASE)).unwrap();
    world.settle().unwrap();
    world.advance(HOUR).unwrap();
    world.settle().unwrap();
    assert_eq!(said(&taken(&world, &alice, None)), said(&before));
}

/// The file with another JSON in the place of one.
fn with(files: &Files, name: &str, change: impl Fn(&mut Value)) -> Files {
    let mut files = files.clone();
    let body = files.get_mut(name).unwrap_or_else(|| panic!("no {name}"));
    let mut value = serde_json::from_str(body).unwrap();
    change(&mut value);
    *body = value.to_string();
    files
}

#[test]
fn what_is_no_export_is_refused_before_anything_is_changed() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let bob = world.sign_in(BOB).unwrap();
    let before = world.stored().unwrap();
    let memory = format!("personas/{}/memory-1.json", brad());
    let without = |name: &str| {
        let mut files = file.clone();
        files.remove(name);
        files
    };
    let broken = |name: &str, body: &str| {
        let mut files = file.clone();
        files.insert(name.to_owned(), body.to_owned());
        files
    };
    for files in [
        Files::new(),
        without("export.json"),
        broken("export.json", "{}"),
        with(&file, "export.json", |manifest| {
            manifest["version"] = json!(3)
        }),
        with(&file, "export.json", |manifest| {
            manifest["format"] = json!("other")
        }),
        broken("tables/personas.json", "{\"rows\": []}"),
        broken("tables/schedules.json", "[{\"id\": \"A:B\"}]"),
        broken(&memory, "[]"),
        broken(&memory, &"[".repeat(100_000)),
        with(&file, &memory, |page| {
            page["memories"][0]["id"] = json!("../../etc")
        }),
        with(&file, &memory, |page| {
            page["calls"][0]["call_id"] = json!("memory:x:y")
        }),
        with(&file, &memory, |page| {
            page["evidence"][0]["at"] = json!("never")
        }),
    ] {
        let refused = bring(&world, &bob, &files);
        assert!(
            matches!(&refused, Err(Failure::Invalid { field, .. }) if field == "file"),
            "{refused:?}"
        );
    }
    let zip = zipped(&file);
    for bytes in [&[][..], b"PK", &zip[..zip.len() - 1], &zip[1..], &[0; 100]] {
        let refused = finish(import(&world.ports(), &bob, bytes));
        assert!(matches!(refused, Err(Failure::Invalid { field, .. }) if field == "file"));
    }
    assert_eq!(world.stored().unwrap(), before);
}

#[test]
fn what_a_file_makes_up_is_bounded_by_the_products_own_rules() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let bob = world.sign_in(BOB).unwrap();
    let memory = format!("personas/{}/memory-1.json", brad());
    let long = "wrungle ".repeat(10_000);
    let mut files = with(&file, &memory, |page| {
        for evidence in page["evidence"].as_array_mut().unwrap() {
            if let Some(claim) = evidence["operation"].get_mut("claim") {
                claim["content"] = json!(long);
            }
        }
        let forged = json!({
            "call_id": null, "position": 0, "turn": 0, "at": "2900-01-01T00:00:00Z", "kind": "claim",
            "slot": "x", "likeness": "x", "ends": null, "operation": page["evidence"][0]["operation"],
            "outcome": null,
        });
        page["evidence"].as_array_mut().unwrap().push(forged);
        page["memories"][0]["content"] = json!("A memory without any evidence.");
        page["memories"][0]["attribute"] = json!("wholly_new");
    });
    files = with(&files, "tables/user_persona_relationships.json", |rows| {
        for row in rows.as_array_mut().unwrap() {
            row["custom_system_prompt"] = json!(long);
        }
    });
    let imported = bring(&world, &bob, &files).unwrap();
    assert_eq!(imported.relationships, 0, "{imported:?}");
    assert!(
        imported
            .left_out
            .iter()
            .any(|why| why.contains("custom_system_prompt"))
    );

    let files = with(&files, "tables/user_persona_relationships.json", |rows| {
        for row in rows.as_array_mut().unwrap() {
            row["custom_system_prompt"] = Value::Null;
            row["kind"] = json!("emperor");
        }
    });
    let files = with(&files, "tables/schedules.json", |rows| {
        for row in rows.as_array_mut().unwrap() {
            row["rule"] = json!("FREQ=SECONDLY");
        }
    });
    let imported = bring(&world, &bob, &files).unwrap();
    assert_eq!(
        (imported.relationships, imported.schedules),
        (2, 0),
        "{imported:?}"
    );
    for memory in world.memories(&bob, &brad(), true).unwrap() {
        assert!(memory.content.chars().count() <= 300 && memory.learned_at <= world.now());
        assert_ne!(memory.content, "A memory without any evidence.");
    }
}

#[test]
fn calls_that_a_file_names_by_others_ids_are_other_calls() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let ports = world.ports();
    // A call of Alice's that goes on, of which Bob knows the id.
    let live = world.call(&alice, &brad()).unwrap();
    talk(&world, &live, &["I keep wombats."]);
    let (name, body) = file
        .iter()
        .find(|(name, _)| name.contains("/calls/") && name.ends_with(".json"))
        .unwrap();
    let mut forged: Value = serde_json::from_str(body).unwrap();
    forged["call"]["id"] = json!(live.as_str());
    let mut files = file.clone();
    files.remove(name);
    files.insert(
        format!("personas/{}/calls/x.json", brad()),
        forged.to_string(),
    );
    let bob = world.sign_in(BOB).unwrap();
    bring(&world, &bob, &files).unwrap();
    let own = finish(calls::page(
        ports.sql(),
        &bob.id,
        &calls::Filter::default(),
        &all(),
    ))
    .unwrap()
    .0;
    assert!(own.iter().all(|call| call.id != live));
    for call in &own {
        let said = finish(looking_back::said(&ports, &bob.id, call)).unwrap();
        assert!(said.turns.iter().all(|turn| !turn.text.contains("wombats")));
    }
    let hers = Pair {
        user: UserId::parse(alice.id.as_str()).unwrap(),
        persona: brad(),
    };
    assert!(
        finish(relationships::relationship(ports.sql(), &hers))
            .unwrap()
            .is_some()
    );
}
