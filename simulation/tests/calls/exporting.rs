//! What people take along: all that is theirs, and nothing that is anybody else's.

use std::collections::BTreeMap;

use call_me_back::directory::people::User;
use call_me_back::flows::exporting::{self, CallSheet, Pages, PersonaSheet};
use call_me_back::ids::PersonaId;
use call_me_back::memory::command::Exported;
use call_me_back::ports::{Condition, Ports as _, SmartBuckets as _};
use call_me_back::time::Timestamp;
use call_me_back_simulation::{Fault, World, finish};

use crate::erasing::{BOBS, FIRST, SECOND, ZOES, lives};
use crate::people::*;

/// Pages that say where they stand.
struct Plain;

impl Pages for Plain {
    fn index(
        &self,
        _: &User,
        _: Timestamp,
        personas: &[(String, String)],
        missing: Option<&str>,
    ) -> String {
        format!("{personas:?} {missing:?}")
    }

    fn persona(&self, _: &User, persona: &PersonaSheet<'_>) -> String {
        format!(
            "{} {} {}",
            persona.name,
            persona.memory_pages,
            persona.calls.len()
        )
    }

    fn memory(&self, _: &User, name: &str, exported: &Exported) -> String {
        format!("{name}: {} memories", exported.memories.len())
    }

    fn call(&self, _: &User, call: &CallSheet<'_>) -> String {
        call.turns.iter().map(|turn| turn.text.as_str()).collect()
    }
}

/// The files of an export.
pub fn taken(world: &World, user: &User, only: Option<PersonaId>) -> BTreeMap<String, String> {
    let ports = world.ports();
    let zip = finish(async {
        let mut exporting = exporting::begin(&ports, user, only, Plain).await.unwrap();
        let mut zip = Vec::new();
        loop {
            match exporting.next(&ports).await {
                Ok(Some(bytes)) => zip.extend(bytes),
                Ok(None) => return zip,
                // As whoever sends it does.
                Err(_) => {}
            }
        }
    });
    files(&zip)
}

/// Reads a zip by the list at its end.
fn files(zip: &[u8]) -> BTreeMap<String, String> {
    let long = |at: usize| u32::from_le_bytes(zip[at..at + 4].try_into().unwrap()) as usize;
    let short = |at: usize| u16::from_le_bytes(zip[at..at + 2].try_into().unwrap()) as usize;
    let end = zip.len() - 22;
    let (count, mut at) = (short(end + 10), long(end + 16));
    let mut files = BTreeMap::new();
    for _ in 0..count {
        let (size, length, begins) = (long(at + 24), short(at + 28), long(at + 42));
        let name = String::from_utf8(zip[at + 46..][..length].to_vec()).unwrap();
        let body = &zip[begins + 30 + length..][..size];
        let body = String::from_utf8_lossy(body).into_owned();
        assert!(files.insert(name.clone(), body).is_none(), "{name} twice");
        at += 46 + length;
    }
    files
}

#[test]
fn an_export_holds_all_that_is_ones_own_and_nothing_else() {
    let lives = lives();
    let files = taken(&lives.world, &lives.alice, None);
    let all: String = files.values().cloned().collect();
    for word in [FIRST, SECOND, ZOES, ALICE, lives.alice.id.as_str(), "Nurse"] {
        assert!(all.contains(word), "{word}");
    }
    for word in [BOBS, BOB, "token_hash", "key_hash", "pin_hash"] {
        assert!(!all.contains(word), "{word}");
    }
    for (name, body) in &files {
        if name.ends_with(".json") {
            let json: Result<serde_json::Value, _> = serde_json::from_str(body);
            assert!(json.is_ok(), "{name}: {body}");
        }
    }
    let manifest: serde_json::Value = serde_json::from_str(&files["export.json"]).unwrap();
    assert_eq!(manifest["format"], exporting::FORMAT);
    assert_eq!(manifest["version"], exporting::VERSION);
    let brads = |name: &str| files.contains_key(&format!("personas/{}/{name}", brad()));
    assert!(brads("memory-1.json") && brads("memory-1.html") && brads("index.html"));
    assert!(brads(&format!("calls/{}.html", lives.first)));
    assert!(
        files.contains_key("objects/1/3.bin") && files.contains_key("programs/notes/memory-1.json")
    );
    assert_eq!(
        files[&format!("personas/{}/index.html", brad())],
        "Brad 1 2"
    );
}

#[test]
fn an_export_of_one_relationship_tells_of_no_other() {
    let lives = lives();
    let files = taken(&lives.world, &lives.alice, Some(brad()));
    let all: String = files.values().cloned().collect();
    assert!(all.contains(FIRST) && all.contains(SECOND));
    for word in [ZOES, BOBS, ALICE, BOB] {
        assert!(!all.contains(word), "{word}");
    }
}

#[test]
fn what_fails_under_way_is_asked_for_again_and_comes_once() {
    let lives = lives();
    let expected = taken(&lives.world, &lives.alice, None);
    for (name, faults) in lives.world.host().doors() {
        if ["database", "bucket", "memories"].contains(&name) {
            // Not what is asked first, which begins it.
            faults.plan([
                None,
                None,
                None,
                Some(Fault::Refused),
                None,
                Some(Fault::AnswerLost),
            ]);
        }
    }
    assert_eq!(taken(&lives.world, &lives.alice, None), expected);
}

#[test]
fn an_export_that_is_full_says_so_and_can_be_read() {
    let (world, alice) = alices(34);
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["I keep wombats."]);
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
    let ports = world.ports();
    finish(async {
        for number in 0..65_535 {
            let key = format!("buckets/{}/notes/{number:05}", alice.id);
            let put = ports
                .buckets()
                .put_text(&key, String::new(), Condition::Always);
            put.await.unwrap();
        }
    });
    let files = taken(&world, &alice, None);
    assert!(files.len() < 65_535, "{}", files.len());
    for name in [exporting::INCOMPLETE, "index.html"] {
        assert!(files[name].contains("there was more"), "{name}");
    }
    assert!(files.contains_key(&format!("personas/{}/calls/{call}.html", brad())));
}
