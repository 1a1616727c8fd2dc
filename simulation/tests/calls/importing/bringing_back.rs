//! What comes back: all of it, once, and what repeats where it would be by now.

use call_me_back::directory::people::User;
use call_me_back::directory::schedules;
use call_me_back::erasure::PHRASE;
use call_me_back::flows::importing::{Imported, import};
use call_me_back::flows::planning::{Plan, plan};
use call_me_back::flows::{erasing, relating, repeating, sweeping};
use call_me_back::ids::MemoryId;
use call_me_back::memory::command::{Add, Change};
use call_me_back::memory::{Category, Subject};
use call_me_back::ports::Ports as _;
use call_me_back::time::{DAY, HOUR, MINUTE, Timestamp};
use call_me_back_simulation::finish;
use serde_json::{Value, json};

use super::{
    bring, brought_to_bob, calls_of, counts, edit, has, hours_pass, id_of, lived, said, same_rows,
    with, with_rows, zipped,
};
use crate::exporting::taken;
use crate::people::*;

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
