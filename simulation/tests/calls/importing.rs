//! Bringing back what was taken along: into a new account, twice, late, and from files that lie.

use std::collections::BTreeMap;

use call_me_back::call::hours::day_began;
use call_me_back::directory::calls::{self, Entry};
use call_me_back::directory::people::{self, User};
use call_me_back::directory::{personas, relationships, schedules};
use call_me_back::erasure::PHRASE;
use call_me_back::failure::Failure;
use call_me_back::flows::importing::{Imported, import};
use call_me_back::flows::making::{self, Description, make};
use call_me_back::flows::planning::{Plan, plan};
use call_me_back::flows::{erasing, exporting, looking_back, relating, repeating, sweeping};
use call_me_back::ids::{MemoryId, PersonaId};
use call_me_back::memory::command::{Add, Change};
use call_me_back::memory::{Category, Memory, Subject};
use call_me_back::pagination::{Limit, Page};
use call_me_back::ports::Ports as _;
use call_me_back::relationship::Relationship;
use call_me_back::smart_memory::SmartMemory;
use call_me_back::telephony::language::Language;
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
        hours_pass(&world);
    }
    edit(&world, &alice, "chess", Change::Pin);
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

/// Bob, and what came of the file that he sent.
fn brought_to_bob(world: &World, files: &Files) -> (User, Imported) {
    let bob = world.sign_in(BOB).unwrap();
    let imported = bring(world, &bob, files).unwrap();
    (bob, imported)
}

fn calls_of(world: &World, user: &User) -> Vec<Entry> {
    let page = Page::new(&["calls"], Limit::default(), None).unwrap();
    let (ports, all) = (world.ports(), calls::Filter::default());
    let listed = calls::page(ports.sql(), &user.id, &all, &page);
    finish(listed).unwrap().0
}

/// What Brad is to somebody.
fn relationship(world: &World, user: &User) -> Relationship {
    let ports = world.ports();
    let stands = finish(relationships::relationship(ports.sql(), &pair(user)));
    stands.unwrap().unwrap()
}

fn has(imported: &Imported, words: &[&str]) -> bool {
    let mut left_out = imported.left_out.iter();
    left_out.any(|what| words.iter().all(|word| what.contains(word)))
}

/// The memory that says that of the user and Brad.
fn id_of(world: &World, user: &User, word: &str) -> MemoryId {
    let memories = world.memories(user, &brad(), false).unwrap();
    let says = |memory: &Memory| memory.content.to_lowercase().contains(word);
    let found = memories.iter().find(|memory| says(memory));
    found
        .unwrap_or_else(|| panic!("no {word}: {memories:?}"))
        .id
        .clone()
}

fn edit(world: &World, user: &User, word: &str, change: Change) {
    let id = id_of(world, user, word);
    finish(relating::edit_memory(
        &world.ports(),
        &pair(user),
        id,
        change,
        None,
    ))
    .unwrap();
}

/// Time enough for whatever is under way, and for undoing.
fn hours_pass(world: &World) {
    world.settle().unwrap();
    world.advance(2 * HOUR).unwrap();
    world.settle().unwrap();
}

const RELATIONSHIPS: &str = "tables/user_persona_relationships.json";

/// The file with each row of a table changed.
fn with_rows(files: &Files, table: &str, change: impl Fn(&mut Value)) -> Files {
    with(files, table, |rows| {
        rows.as_array_mut().unwrap().iter_mut().for_each(&change)
    })
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
    hours_pass(&world);
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
fn what_is_between_two_is_brought_by_itself_and_the_persona_along_with_it() {
    let (world, alice, ann) = lived();
    let parts = [brad(), ann].map(|persona| taken(&world, &alice, Some(persona)));
    let (bob, with_brad) = brought_to_bob(&world, &parts[0]);
    assert_eq!((with_brad.personas, with_brad.relationships), (0, 1));
    let with_ann = bring(&world, &bob, &parts[1]).unwrap();
    assert_eq!((with_ann.personas, with_ann.relationships), (1, 1));
    // It comes to the same as all at once.
    let carl = world.sign_in("+14155550125").unwrap();
    let whole = bring(&world, &carl, &taken(&world, &alice, None)).unwrap();
    assert_eq!(with_brad.memories + with_ann.memories, whole.memories);
    assert_eq!(with_brad.schedules + with_ann.schedules, whole.schedules);
    assert_eq!(
        said(&taken(&world, &bob, None)),
        said(&taken(&world, &carl, None))
    );
}

#[test]
fn memory_of_many_pages_is_brought_back_whole() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let name = |number: usize| format!("personas/{}/memory-{number}.json", brad());
    let whole: Value = serde_json::from_str(&file[&name(1)]).unwrap();
    let evidence = whole["evidence"].as_array().unwrap();
    // As an actor tells what it holds: call by call, then what is known from them.
    let mut pages = vec![with_only(&whole, &[]); 11];
    pages[0] = with_only(&whole, &["procedures", "documents"]);
    for (page, call) in pages[1..]
        .iter_mut()
        .zip(whole["calls"].as_array().unwrap())
    {
        page["calls"] = json!([call]);
    }
    for (page, some) in pages[9..]
        .iter_mut()
        .zip(evidence.chunks(evidence.len() / 2 + 1))
    {
        page["evidence"] = json!(some);
    }
    let mut files = file.clone();
    for (number, page) in (1..).zip(pages) {
        files.insert(name(number), page.to_string());
    }
    let (bob, _) = brought_to_bob(&world, &files);
    assert_eq!(known(&world, &bob), known(&world, &alice));
    let carl = world.sign_in("+14155550125").unwrap();
    bring(&world, &carl, &file).unwrap();
    assert_eq!(
        said(&taken(&world, &bob, None)),
        said(&taken(&world, &carl, None))
    );
}

/// A page of what an actor holds, without the rows of other kinds.
fn with_only(page: &Value, kinds: &[&str]) -> Value {
    let mut page = page.clone();
    for (kind, rows) in page.as_object_mut().unwrap() {
        if rows.is_array() && !kinds.contains(&kind.as_str()) {
            *rows = json!([]);
        }
    }
    page
}

#[test]
fn what_a_full_file_did_not_hold_is_told() {
    let (world, alice, _) = lived();
    let mut file = taken(&world, &alice, None);
    let (bob, imported) = brought_to_bob(&world, &file);
    assert!(!has(&imported, &["there was more"]));
    file.insert(
        exporting::INCOMPLETE.into(),
        exporting::WHY_INCOMPLETE.into(),
    );
    assert!(has(
        &bring(&world, &bob, &file).unwrap(),
        &["there was more"]
    ));
}

#[test]
fn the_same_file_again_changes_nothing() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let (bob, _) = brought_to_bob(&world, &file);
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
    let ports = world.ports();
    // What was erased, forgotten or changed since stays so.
    edit(&world, &alice, "doctor", Change::Forget);
    let all = calls_of(&world, &alice);
    let erased = all.iter().find(|call| call.persona_id == brad()).unwrap();
    finish(erasing::call(&ports, &alice, &erased.id)).unwrap();
    hours_pass(&world);
    let wish = relating::Customization {
        relationship_type: Some("coach".into()),
        ..relating::Customization::default()
    };
    finish(relating::customize(&ports, &alice, &brad(), wish, None)).unwrap();
    let (knew, rows) = (known(&world, &alice), world.stored().unwrap());

    let imported = bring(&world, &alice, &file).unwrap();
    assert_eq!(counts(&imported), Imported::default(), "{imported:?}");
    assert!(has(&imported, &["Brad", "January 8", "You erased them"]));
    assert_eq!(known(&world, &alice), knew);
    same_rows(&world.stored().unwrap(), &rows);
    assert_eq!(relationship(&world, &alice).relationship_type, "coach");
}

#[test]
fn a_call_that_is_about_to_be_erased_does_not_come_back_as_another() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let all = calls_of(&world, &alice);
    let erased = all.iter().find(|call| call.persona_id == brad()).unwrap();
    // It is asked for, and the work has not begun.
    finish(erasing::call(&world.ports(), &alice, &erased.id)).unwrap();
    let imported = bring(&world, &alice, &file).unwrap();
    assert_eq!(counts(&imported), Imported::default(), "{imported:?}");
    assert!(has(&imported, &["Brad", "January 8", "You erased them"]));
    hours_pass(&world);
    assert_eq!(calls_of(&world, &alice).len(), 2);
    assert!(!values(&world, &alice).contains(&"doctor".to_owned()));
    assert!(
        taken(&world, &alice, None)
            .values()
            .all(|body| !body.contains("doctor"))
    );
}

#[test]
fn a_call_whose_erasure_is_asked_for_meanwhile_is_not_counted_as_brought_back() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let ports = world.ports();
    let all = calls_of(&world, &alice);
    let erased = all.iter().find(|call| call.persona_id == brad()).unwrap();
    let body = &file[&format!("personas/{}/calls/{}.json", brad(), erased.id)];
    let told: Value = serde_json::from_str(body).unwrap();
    finish(erasing::call(&ports, &alice, &erased.id)).unwrap();
    let past: calls::Past = serde_json::from_value(told["call"].clone()).unwrap();
    let put = finish(calls::put_past(ports.sql(), &pair(&alice), &[past])).unwrap();
    assert_eq!(put, 0);
    assert_eq!(calls_of(&world, &alice).len(), 2);
}

#[test]
fn what_a_file_says_of_calls_by_telephone_proves_no_number_and_takes_nothing_of_a_day() {
    let (world, alice) = alices(34);
    let call = world.ring(&alice, &brad()).unwrap();
    world.connect(&call).unwrap();
    talk(&world, &call, &["I keep wombats."]);
    world.advance(3 * MINUTE).unwrap();
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
    let file = taken(&world, &alice, None);
    let ports = world.ports();
    let standing = |user: &User| {
        let key = ports.hash_key().unwrap();
        let began = day_began(world.now(), user.time_zone);
        finish(people::phone_standing(ports.sql(), &key, user, None, began)).unwrap()
    };
    assert!(standing(&alice).talked_at.is_some());
    assert_eq!(standing(&alice).calls_today, 1);

    let (bob, imported) = brought_to_bob(&world, &file);
    assert_eq!(imported.calls, 1);
    assert_eq!(
        (standing(&bob).talked_at, standing(&bob).calls_today),
        (None, 0)
    );
    finish(erasing::call(&ports, &bob, &calls_of(&world, &bob)[0].id)).unwrap();
    assert_eq!(standing(&bob).erased_calls, 0);
    // What was erased here and brought back counts once.
    finish(erasing::everything(&ports, &alice, PHRASE)).unwrap();
    world.settle().unwrap();
    world.advance(20 * MINUTE).unwrap();
    world.settle().unwrap();
    let again = world.sign_in(ALICE).unwrap();
    assert_eq!(bring(&world, &again, &file).unwrap().calls, 1);
    let today = standing(&again);
    assert_eq!((today.calls_today, today.erased_calls), (0, 1));
}

#[test]
fn a_file_of_somebody_elses_reaches_nothing_of_theirs() {
    let (world, alice, ann) = lived();
    let file = taken(&world, &alice, None);
    let (bob, _) = brought_to_bob(&world, &file);
    let ports = world.ports();
    // Neither her calls nor her persona are his, and hers are as they were.
    let hers = calls_of(&world, &alice);
    assert_eq!(hers.len(), 3);
    for call in &hers {
        let his = finish(calls::call(ports.sql(), &bob.id, &call.id));
        assert!(matches!(his, Err(Failure::NotFound { .. })));
    }
    let his = finish(personas::persona(ports.sql(), &bob.id, &ann));
    assert!(matches!(his, Err(Failure::NotFound { .. })));
    assert_eq!(said(&taken(&world, &alice, None)), said(&file));
    // What he says in his own is not said in hers.
    let own = calls_of(&world, &bob);
    let archive = finish(looking_back::archive(&ports, &bob.id, &own[0].id)).unwrap();
    assert!(!archive.contains(alice.id.as_str()) && archive.contains(bob.id.as_str()));
    let talked = finish(looking_back::said(&ports, &bob.id, &own[0])).unwrap();
    assert!(!talked.turns.is_empty());
    finish(erasing::everything(&ports, &bob, PHRASE)).unwrap();
    hours_pass(&world);
    assert_eq!(said(&taken(&world, &alice, None)), said(&file));
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
    files = with_rows(&files, RELATIONSHIPS, |row| {
        row["custom_system_prompt"] = json!(long);
    });
    files = with_rows(&files, "tables/schedules.json", |row| {
        row["rule"] = json!("FREQ=SECONDLY");
    });
    let (bob, imported) = brought_to_bob(&world, &files);
    assert_eq!((imported.relationships, imported.schedules), (0, 0));
    assert!(has(&imported, &["The call of Brad planned for", "January"]));
    assert!(has(
        &imported,
        &["between you and Brad", "custom system prompt"]
    ));

    let files = with_rows(&files, RELATIONSHIPS, |row| {
        row["custom_system_prompt"] = Value::Null;
        row["kind"] = json!("emperor");
    });
    let imported = bring(&world, &bob, &files).unwrap();
    assert_eq!(imported.relationships, 2, "{imported:?}");
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
    let (bob, _) = brought_to_bob(&world, &files);
    let own = calls_of(&world, &bob);
    assert!(own.iter().all(|call| call.id != live));
    for call in &own {
        let said = finish(looking_back::said(&ports, &bob.id, call)).unwrap();
        assert!(said.turns.iter().all(|turn| !turn.text.contains("wombats")));
    }
    relationship(&world, &alice);
}

#[test]
fn what_is_not_to_be_had_here_is_left_out_by_itself() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let files = with_rows(&file, RELATIONSHIPS, |row| {
        row["language"] = json!("de");
        row["voice"] = json!("of an angel");
        row["relationship_type"] = json!("coach");
    });
    let files = with_rows(&files, "tables/personas.json", |row| {
        row["voice"] = json!("of a bird");
    });
    let (bob, imported) = brought_to_bob(&world, &files);
    assert_eq!((imported.personas, imported.relationships), (1, 2));
    assert_eq!(known(&world, &bob), known(&world, &alice));
    for left_out in [
        ["The language", "Brad speaks"],
        ["The voice", "Brad speaks"],
        ["The voice", "of Ann"],
    ] {
        assert!(has(&imported, &left_out), "{imported:?}");
    }
    let stands = relationship(&world, &bob);
    assert_eq!(stands.relationship_type, "coach");
    assert_eq!((stands.language, stands.voice), (Language::English, None));

    let files = with_rows(&file, RELATIONSHIPS, |row| row["language"] = json!("tlh"));
    let carl = world.sign_in("+14155550125").unwrap();
    let imported = bring(&world, &carl, &files).unwrap();
    assert_eq!(imported.relationships, 2);
    assert!(
        has(&imported, &["The language", "Brad speaks"]),
        "{imported:?}"
    );
}

#[test]
fn nothing_of_a_persona_that_is_left_out_comes_to_somebody_elses() {
    let (world, alice, ann) = lived();
    let ports = world.ports();
    // Everybody may meet Alice's.
    let shared = Description {
        is_public: Some(true),
        ..Description::default()
    };
    finish(making::change(&ports, &alice, &ann, shared, None)).unwrap();
    let wish = Plan {
        persona_id: ann.clone(),
        at: world.now().plus(DAY),
        repeats: None,
        grace_minutes: None,
    };
    finish(plan(&ports, &alice, wish)).unwrap();
    let files = taken(&world, &alice, None);
    let files = with_rows(&files, "tables/personas.json", |row| {
        row["core_system_prompt"] = json!("wrungle ".repeat(1_000));
    });
    let (bob, imported) = brought_to_bob(&world, &files);
    assert_eq!((imported.personas, imported.relationships), (0, 1));
    assert_eq!((imported.calls, imported.schedules), (2, 1));
    for left_out in [
        &["Ann. core system prompt"][..],
        &["between you and Ann"],
        &["The call of Ann planned for"],
    ] {
        assert!(has(&imported, left_out), "{imported:?}");
    }
    // What it tells is for people: no id is in it.
    let told = imported.left_out.concat();
    assert!(
        !told.contains('_') && !told.contains(ann.as_str()),
        "{told}"
    );
    let after = taken(&world, &bob, None);
    assert!(after.values().all(|body| !body.contains(ann.as_str())));
    assert!(after.values().all(|body| !body.contains("roses")));
}

#[test]
fn a_call_that_nothing_was_read_from_yet_is_read_here_once() {
    let (world, alice) = alices(32);
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["I keep wombats.", "I work as a nurse."]);
    world.hang_up(&call).unwrap();
    world.advance(MINUTE).unwrap();
    let file = taken(&world, &alice, None);
    let name = format!("personas/{}/calls/{call}.json", brad());
    let file = with(&file, &name, |file| file["call"]["cost_usd"] = json!(0.25));
    let (bob, imported) = brought_to_bob(&world, &file);
    assert_eq!(
        (imported.calls, imported.transcripts, imported.memories),
        (1, 1, 0)
    );
    assert!(known(&world, &bob).is_empty());
    assert!(preview(&world, &bob).text.contains("wombats"));

    hours_pass(&world);
    finish(sweeping::every_hour(&world.ports())).unwrap();
    world.settle().unwrap();
    assert!(!known(&world, &bob).is_empty());
    assert_eq!(known(&world, &bob), known(&world, &alice));
    let entry = calls_of(&world, &bob).pop().unwrap();
    assert!(entry.memory_extracted && entry.auto_summary.is_some());
    assert_eq!(entry.cost_usd, Some(0.25));
    // Read on both sides meanwhile, it is still one call.
    let knew = known(&world, &bob);
    let later = bring(&world, &bob, &file).unwrap();
    assert_eq!(counts(&later), Imported::default());
    bring(&world, &bob, &taken(&world, &alice, None)).unwrap();
    hours_pass(&world);
    assert_eq!(known(&world, &bob), knew);
}

#[test]
fn what_is_not_to_be_remembered_is_not_brought_back() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let bob = world.sign_in(BOB).unwrap();
    let ports = world.ports();
    let remember = |personal_facts: bool, past_conversations: bool| {
        let wish = relating::Customization {
            memory_config: Some(relating::MemoryWishes {
                remember_personal_facts: Some(personal_facts),
                remember_past_conversations: Some(past_conversations),
                ..relating::MemoryWishes::default()
            }),
            ..relating::Customization::default()
        };
        finish(relating::customize(&ports, &bob, &brad(), wish, None)).unwrap();
    };
    remember(false, false);
    let imported = bring(&world, &bob, &file).unwrap();
    assert!(
        has(&imported, &["Things that Brad knew", "You do not let"]),
        "{imported:?}"
    );
    assert!(has(
        &imported,
        &["Calls that Brad remembered: 2", "You do not let"]
    ));
    assert_eq!(known(&world, &bob), []);
    let memory: Value = serde_json::from_str(
        &taken(&world, &bob, None)[&format!("personas/{}/memory-1.json", brad())],
    )
    .unwrap();
    let words = memory.to_string().to_lowercase();
    for word in ["nurse", "marge", "chess"] {
        assert!(!words.contains(word), "{word}: {words}");
    }
    // What people wrote is theirs.
    assert!(words.contains("ahoy") && words.contains("marimbas"));
    // What is let be remembered later comes with the same file.
    remember(true, false);
    bring(&world, &bob, &file).unwrap();
    assert_eq!(known(&world, &bob), known(&world, &alice));
    remember(false, false);
    let again = bring(&world, &bob, &file).unwrap();
    assert!(!has(&again, &["Things that Brad knew"]), "{again:?}");
    assert_eq!(known(&world, &bob), known(&world, &alice));
}

#[test]
fn ways_to_behave_for_which_there_is_no_room_are_told_of() {
    let (world, alice, _) = lived();
    let memory = format!("personas/{}/memory-1.json", brad());
    let files = with(&taken(&world, &alice, None), &memory, |page| {
        let written = page["procedures"][0].clone();
        page["procedures"] = json!([]);
        for number in 0..42 {
            let mut long = written.clone();
            long["key"] = json!(format!("pattern_{number:02}"));
            long["value"] = json!("w".repeat(50_000));
            page["procedures"].as_array_mut().unwrap().push(long);
        }
    });
    let (bob, imported) = brought_to_bob(&world, &files);
    assert_eq!(imported.procedures, 40);
    assert!(
        has(&imported, &["Ways in which Brad behaves: 2", "no room"]),
        "{imported:?}"
    );
    // What stands there takes no more room when it comes again.
    let again = bring(&world, &bob, &files).unwrap();
    assert_eq!(again.procedures, 0);
    assert!(has(&again, &["Ways in which Brad behaves: 2"]));
}

#[test]
fn planned_calls_that_are_over_are_in_nobodys_way() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let files = with(&file, "tables/schedules.json", |rows| {
        let rows = rows.as_array_mut().unwrap();
        let series = rows[0].clone();
        for number in 0..1_500 {
            let mut one = series.clone();
            one["id"] = json!(format!("occurrence_{number}"));
            one["status"] = json!("placed");
            one["rule"] = Value::Null;
            one["series_id"] = series["id"].clone();
            rows.push(one);
        }
    });
    let (_, imported) = brought_to_bob(&world, &files);
    assert_eq!(imported.schedules, 1);
}

#[test]
fn calls_that_repeat_go_on_where_they_would_be() {
    let (world, alice) = alices(35);
    let ports = world.ports();
    let at = world.now().plus(HOUR);
    let wish = |at: Timestamp, repeats: Option<&str>| Plan {
        persona_id: brad(),
        at,
        repeats: repeats.map(str::to_owned),
        grace_minutes: None,
    };
    let daily = wish(at, Some("FREQ=DAILY;COUNT=5"));
    let daily = finish(plan(&ports, &alice, daily)).unwrap();
    let first = daily.due_at;
    finish(plan(&ports, &alice, wish(at, None))).unwrap();
    let skip = repeating::Change {
        skip: Some(first),
        ..repeating::Change::default()
    };
    finish(repeating::change(&ports, &alice, &daily.id, skip, None)).unwrap();
    let file = taken(&world, &alice, None);
    let planned = |user: &User| {
        let all = finish(schedules::schedules(ports.sql(), &user.id)).unwrap();
        let planned = |one: &schedules::Schedule| one.status == schedules::Status::Planned;
        let all: Vec<Timestamp> = all
            .into_iter()
            .filter(planned)
            .map(|one| one.due_at)
            .collect();
        all
    };

    // The call that was left out stays so.
    let (bob, _) = brought_to_bob(&world, &file);
    assert_eq!(planned(&bob), [at, first.plus(DAY)]);
    // Of five days three are over.
    world.advance(2 * DAY + 2 * HOUR).unwrap();
    let carl = world.sign_in("+14155550125").unwrap();
    let imported = bring(&world, &carl, &file).unwrap();
    assert_eq!(imported.schedules, 1);
    assert!(
        has(&imported, &["planned for", "January", "has passed"]),
        "{imported:?}"
    );
    assert_eq!(planned(&carl), [first.plus(3 * DAY)]);
    world.advance(DAY).unwrap();
    finish(sweeping::place_due(&ports)).unwrap();
    world.advance(DAY).unwrap();
    finish(sweeping::place_due(&ports)).unwrap();
    let all = finish(schedules::schedules(ports.sql(), &carl.id)).unwrap();
    let series = all.iter().find(|one| one.repeats.is_some()).unwrap();
    assert_eq!(series.status, schedules::Status::Over);
    // None is left.
    let dora = world.sign_in("+14155550126").unwrap();
    let imported = bring(&world, &dora, &file).unwrap();
    assert_eq!(imported.schedules, 0);
    assert!(
        has(&imported, &["planned for", "January", "no day to come"]),
        "{imported:?}"
    );
}

#[test]
fn a_file_that_has_calls_repeat_since_ever_is_not_looked_through() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    for (begins, occurs_on) in [
        ("-262143-01-01T00:00:00", "2025-01-09"),
        ("+262142-12-31T23:59:59", "2025-01-09"),
        ("2025-01-08T09:00:00", "+262142-12-31"),
        ("2025-01-08T09:00:00", "-262142-01-01"),
    ] {
        let files = with_rows(&file, "tables/schedules.json", |row| {
            row["begins"] = json!(begins);
            row["occurs_on"] = json!(occurs_on);
        });
        let (_, imported) = brought_to_bob(&world, &files);
        assert_eq!(imported.schedules, 0, "{begins} {occurs_on}");
        assert!(has(&imported, &["planned for", "too late"]), "{imported:?}");
    }
}

#[test]
fn more_calls_than_are_read_in_a_day_are_told_of() {
    let (world, alice) = alices(33);
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["I keep wombats."]);
    world.hang_up(&call).unwrap();
    world.advance(MINUTE).unwrap();
    let mut files = taken(&world, &alice, None);
    let name = format!("personas/{}/calls/{call}.json", brad());
    let body = files.remove(&name).unwrap();
    let with = |numbers: std::ops::Range<u32>| {
        let mut files = files.clone();
        for number in numbers {
            let other = body.replace(call.as_str(), &format!("call_{number}"));
            files.insert(format!("personas/{}/calls/{number}.json", brad()), other);
        }
        files
    };
    let (bob, imported) = brought_to_bob(&world, &with(0..12));
    assert_eq!(imported.calls, 12);
    assert!(!has(&imported, &["remember of the call"]), "{imported:?}");
    // Whichever files they are in.
    let imported = bring(&world, &bob, &with(12..24)).unwrap();
    assert_eq!(imported.calls, 12);
    let unread = calls_of(&world, &bob);
    let unread = unread.iter().filter(|call| !call.memory_extracted);
    assert_eq!(unread.count(), 20);
    assert!(has(
        &imported,
        &["remember of the call with Brad", "20 calls"]
    ));
}

#[test]
fn what_breaks_off_shows_nothing_wrong_and_is_finished_by_the_same_file() {
    let (world, alice, _) = lived();
    edit(&world, &alice, "marge", Change::Pin);
    let file = taken(&world, &alice, None);
    let file = with_rows(&file, "tables/schedules.json", |row| {
        row["status"] = json!("paused")
    });
    let knew = known(&world, &alice);
    let zip = zipped(&file);
    let mut whole: Option<Vec<String>> = None;
    let mut broken_off = 0;
    for pauses in (0..).step_by(7) {
        let phone = format!("+1415556{pauses:04}");
        let user = world.sign_in(&phone).unwrap();
        world.kill_after(pauses);
        let done = world.drive(import(&world.ports(), &user, &zip));
        if done.is_none() {
            broken_off += 1;
            // Each memory that stands is as it will be: its page was taken whole.
            let stands = known(&world, &user);
            assert!(stands.is_empty() || stands == knew, "{pauses}: {stands:?}");
            bring(&world, &user, &file).unwrap();
        }
        let after = said(&taken(&world, &user, None));
        let rows = world.stored().unwrap();
        assert_eq!(
            counts(&bring(&world, &user, &file).unwrap()),
            Imported::default()
        );
        same_rows(&world.stored().unwrap(), &rows);
        assert_eq!(
            whole.get_or_insert_with(|| after.clone()),
            &after,
            "{pauses}"
        );
        let schedules = finish(schedules::schedules(world.ports().sql(), &user.id)).unwrap();
        assert_eq!(schedules.len(), 1, "{pauses}");
        assert_eq!(schedules[0].status, schedules::Status::Paused, "{pauses}");
        assert_eq!(known(&world, &user), knew);
        if done.is_some() {
            break;
        }
    }
    assert!(broken_off > 10, "{broken_off}");
}

#[test]
fn the_same_file_again_leaves_what_the_user_did_in_between() {
    let (world, alice, _) = lived();
    let ports = world.ports();
    let add = |content: &str, attribute: &str, value: &str| Add {
        category: Category::UserFact,
        subject: Subject::User,
        attribute: Some(attribute.into()),
        value: Some(value.into()),
        content: content.into(),
        importance: 0.7,
        occurred_at: None,
        sensitive: false,
        now: world.now(),
        entropy: ports.entropy().unwrap(),
    };
    for (content, attribute, value) in [
        ("Lives in Ohio", "home", "Ohio"),
        ("Keeps wombats", "pet", "wombats"),
        ("Sails boats", "hobby", "sailing"),
        ("Plays the oboe", "skill", "oboe"),
    ] {
        let brad = brad();
        let add = add(content, attribute, value);
        finish(relating::add_memory(&ports, &alice.id, &brad, add)).unwrap();
        world.advance(MINUTE).unwrap();
    }
    let reword = |content: &str| Change::Reword {
        content: content.into(),
    };
    let restore = |id: MemoryId| {
        finish(relating::restore_memory(&world.ports(), &pair(&alice), id)).unwrap();
    };
    // The file tells of a memory that is forgotten, and of one in other words, for now.
    let (oboe, boats) = (
        id_of(&world, &alice, "oboe"),
        id_of(&world, &alice, "boats"),
    );
    edit(&world, &alice, "oboe", Change::Forget);
    edit(&world, &alice, "boats", reword("Rows boats"));
    let file = taken(&world, &alice, None);
    bring(&world, &alice, &file).unwrap();

    restore(oboe);
    restore(boats);
    edit(&world, &alice, "ohio", reword("Lives in Iowa"));
    edit(&world, &alice, "wombats", Change::Forget);
    edit(&world, &alice, "chess", Change::Unpin);
    edit(&world, &alice, "marge", Change::Pin);
    let (knew, rows) = (taken(&world, &alice, None), world.stored().unwrap());
    let again = bring(&world, &alice, &file).unwrap();
    assert_eq!(counts(&again), Imported::default());
    same_rows(&world.stored().unwrap(), &rows);
    assert_eq!(said(&taken(&world, &alice, None)), said(&knew));
}
