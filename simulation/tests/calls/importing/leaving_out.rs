//! What is refused, or left out and told of.

use call_me_back::call::hours::day_began;
use call_me_back::directory::people::{self, User};
use call_me_back::directory::{calls, personas};
use call_me_back::erasure::PHRASE;
use call_me_back::failure::Failure;
use call_me_back::flows::importing::{Imported, import};
use call_me_back::flows::making::{self, Description};
use call_me_back::flows::planning::{Plan, plan};
use call_me_back::flows::{erasing, exporting, looking_back, relating, sweeping};
use call_me_back::ids::MemoryId;
use call_me_back::memory::command::Change;
use call_me_back::ports::Ports as _;
use call_me_back::telephony::language::Language;
use call_me_back::time::{DAY, MINUTE};
use call_me_back_simulation::{World, finish};
use serde_json::{Value, json};

use super::{
    Files, RELATIONSHIPS, bring, brought_to_bob, calls_of, counts, edit, has, hours_pass, id_of,
    lived, relationship, said, same_rows, with, with_rows, zipped,
};
use crate::exporting::taken;
use crate::people::*;

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

/// Bob, who had Brad forget that he loves chess, as Alice does.
fn bob_who_forgot(world: &World) -> (User, MemoryId) {
    let bob = world.sign_in(BOB).unwrap();
    let call = world.call(&bob, &brad()).unwrap();
    talk(world, &call, &["I love chess."]);
    world.hang_up(&call).unwrap();
    hours_pass(world);
    let chess = id_of(world, &bob, "chess");
    edit(world, &bob, "chess", Change::Forget);
    (bob, chess)
}

/// How often the word stands in what somebody can take along.
fn chess_of(world: &World, user: &User) -> usize {
    let files = taken(world, user, None);
    let all = files.values().map(|body| body.to_lowercase());
    all.map(|body| body.matches("chess").count()).sum()
}

#[test]
fn what_was_forgotten_here_comes_back_in_no_words_of_a_file() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    assert!(chess_of(&world, &alice) > 5);
    let (bob, chess) = bob_who_forgot(&world);
    hours_pass(&world);
    let imported = bring(&world, &bob, &file).unwrap();
    assert_eq!((imported.calls, imported.transcripts), (3, 3));
    assert_eq!(chess_of(&world, &bob), 0);
    assert!(values(&world, &bob).contains(&"Nurse".to_owned()));
    let late = finish(relating::restore_memory(&world.ports(), &pair(&bob), chess));
    assert!(matches!(late, Err(Failure::NotFound { .. })), "{late:?}");
    bring(&world, &bob, &file).unwrap();
    assert_eq!(chess_of(&world, &bob), 0);
}

#[test]
fn what_was_forgotten_here_is_restored_with_the_words_of_a_file() {
    let (world, alice, _) = lived();
    let file = taken(&world, &alice, None);
    let (bob, chess) = bob_who_forgot(&world);
    bring(&world, &bob, &file).unwrap();
    assert_eq!(chess_of(&world, &bob), 0);
    finish(relating::restore_memory(&world.ports(), &pair(&bob), chess)).unwrap();
    assert_eq!(
        known(&world, &bob)
            .iter()
            .filter(|known| known.2 == "chess")
            .count(),
        1
    );
    let restored = chess_of(&world, &bob);
    assert!(restored > chess_of(&world, &alice), "{restored}");
    edit(&world, &bob, "chess", Change::Forget);
    hours_pass(&world);
    assert_eq!(chess_of(&world, &bob), 0);
}

#[test]
fn a_file_that_breaks_off_brings_back_nothing_that_was_forgotten_when_it_is_finished() {
    no_chess_comes_back_where_it_breaks_off(9, |_, _| ());
}

#[test]
fn what_was_forgotten_stays_out_of_a_file_that_another_call_is_read_beside() {
    no_chess_comes_back_where_it_breaks_off(5, |world, bob| {
        // What reading another call of theirs ends with.
        finish(erasing::take_late(&world.ports(), &pair(bob))).unwrap();
    });
}

/// Brings Bob a file that tells of what he forgot, once broken off at every so many pauses, and again after
/// what happens meanwhile.
fn no_chess_comes_back_where_it_breaks_off(every: usize, meanwhile: impl Fn(&World, &User)) {
    for pauses in (0..).step_by(every) {
        let (world, alice, _) = lived();
        let file = taken(&world, &alice, None);
        let (bob, _) = bob_who_forgot(&world);
        hours_pass(&world);
        world.kill_after(pauses);
        let done = world.drive(import(&world.ports(), &bob, &zipped(&file)));
        meanwhile(&world, &bob);
        bring(&world, &bob, &file).unwrap();
        assert_eq!(chess_of(&world, &bob), 0, "{pauses}");
        if done.is_some() {
            assert!(pauses > 50, "{pauses}");
            break;
        }
    }
}

#[test]
fn a_call_of_a_file_is_not_read_before_its_turns_are_there() {
    for pauses in (0..).step_by(5) {
        let (world, alice) = alices(35);
        let call = world.call(&alice, &brad()).unwrap();
        talk(&world, &call, &["I love wombats.", "They are asleep."]);
        world.hang_up(&call).unwrap();
        world.advance(MINUTE).unwrap();
        let file = taken(&world, &alice, None);
        let bob = world.sign_in(BOB).unwrap();
        world.kill_after(pauses);
        let done = world.drive(import(&world.ports(), &bob, &zipped(&file)));
        let read_what_is_unread = || {
            hours_pass(&world);
            finish(sweeping::every_hour(&world.ports())).unwrap();
            hours_pass(&world);
        };
        read_what_is_unread();
        bring(&world, &bob, &file).unwrap();
        read_what_is_unread();
        let known = values(&world, &bob);
        assert!(known.contains(&"wombats".to_owned()), "{pauses}: {known:?}");
        let memory = &taken(&world, &bob, None)[&format!("personas/{}/memory-1.json", brad())];
        assert!(memory.contains("They are asleep."), "{pauses}: {memory}");
        if done.is_some() {
            assert!(pauses > 20, "{pauses}");
            break;
        }
    }
}
