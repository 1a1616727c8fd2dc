//! Bringing back what was taken along: into a new account, twice, late, and from files that lie.

use std::collections::BTreeMap;

use call_me_back::directory::calls::{self, Entry};
use call_me_back::directory::people::User;
use call_me_back::directory::relationships;
use call_me_back::failure::Failure;
use call_me_back::flows::importing::{Imported, import};
use call_me_back::flows::making::{Description, make};
use call_me_back::flows::planning::{Plan, plan};
use call_me_back::flows::relating;
use call_me_back::ids::{MemoryId, PersonaId};
use call_me_back::memory::Memory;
use call_me_back::memory::command::Change;
use call_me_back::pagination::{Limit, Page};
use call_me_back::ports::Ports as _;
use call_me_back::relationship::Relationship;
use call_me_back::smart_memory::SmartMemory;
use call_me_back::time::{DAY, HOUR, Timestamp};
use call_me_back::zip::Zip;
use call_me_back_simulation::{World, finish};
use serde_json::Value;

use crate::people::*;

mod bringing_back;
mod leaving_out;

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

/// The file with another JSON in the place of one.
fn with(files: &Files, name: &str, change: impl Fn(&mut Value)) -> Files {
    let mut files = files.clone();
    let body = files.get_mut(name).unwrap_or_else(|| panic!("no {name}"));
    let mut value = serde_json::from_str(body).unwrap();
    change(&mut value);
    *body = value.to_string();
    files
}
