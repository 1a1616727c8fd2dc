//! Forgetting one memory, and taking that back, whatever fails or is changed meanwhile.

use std::iter::repeat_n;

use call_me_back::failure::Failure;
use call_me_back::flows::relating;
use call_me_back::ids::MemoryId;
use call_me_back::memory::Memory;
use call_me_back::memory::command::Change;
use call_me_back::time::{HOUR, MINUTE};
use call_me_back::versions::IfMatch;
use call_me_back_simulation::{Fault, finish};

use crate::erasing::*;
use crate::people::*;

#[test]
fn a_forgotten_memory_is_found_nowhere() {
    let lives = lives();
    let kept = [stem(SECOND), stem(ZOES), stem(BOBS)];
    let before = lives.kept(&kept);
    assert!(
        lives.found(stem(FIRST)).len() >= 4,
        "{:?}",
        lives.found(stem(FIRST))
    );
    let memory = lives.memory_about(FIRST);
    let edited = lives.world.finish(|| async {
        let (ports, pair) = (lives.world.ports(), pair(&lives.alice));
        relating::edit_memory(&ports, &pair, memory.clone(), Change::Forget, None).await
    });
    assert_eq!(edited, Ok(None));
    // At once nobody sees it; for an hour it lies where it can be taken back.
    let shown = lives.shown();
    assert!(!shown.contains(stem(FIRST)), "{shown}");
    assert!(lives.is_restorable(&memory));
    lives.world.advance(HOUR).unwrap();
    assert!(!lives.is_restorable(&memory));
    assert!(!lives.found(stem(FIRST)).is_empty());
    let late = lives.world.finish(|| async {
        relating::restore_memory(&lives.world.ports(), &pair(&lives.alice), memory.clone()).await
    });
    assert!(matches!(late, Err(Failure::Conflict { .. })), "{late:?}");
    lives.wait();
    assert_eq!(lives.found(stem(FIRST)), [""; 0]);
    // What the sessions of later calls were opened with goes too; the rest stays.
    let after = lives.kept(&kept);
    assert!(
        before
            .iter()
            .zip(&after)
            .all(|(before, after)| *after >= 2 && after <= before)
    );
    all_is_known(&lives);
}

#[test]
fn a_forgotten_memory_is_restored_within_the_hour() {
    let lives = lives();
    let before = lives.told();
    assert!(before.0 > 3);
    let memory = lives.memory_about(FIRST);
    assert!(
        !lives.is_restorable(&memory),
        "what is known was not forgotten"
    );
    let (world, pair) = (&lives.world, pair(&lives.alice));
    let forgotten = world.finish(|| async {
        relating::edit_memory(&world.ports(), &pair, memory.clone(), Change::Forget, None).await
    });
    assert_eq!(forgotten, Ok(None));
    world.advance(50 * MINUTE).unwrap();
    assert!(!lives.shown().contains(stem(FIRST)));
    let restored = world
        .finish(|| async { relating::restore_memory(&world.ports(), &pair, memory.clone()).await });
    assert_eq!(restored.unwrap().id, memory);
    assert!(!lives.is_restorable(&memory));
    assert_eq!(lives.told(), before);
    lives.wait();
    lives.wait();
    assert_eq!(lives.told(), before, "nobody goes on with forgetting it");
    all_is_well(world, "after a memory was restored");
}

/// What whoever is told that it failed does then.
#[derive(Debug)]
enum Then {
    Leaves,
    TriesAgain,
    Forgets,
}

#[test]
fn whatever_fails_once_a_memory_is_restored_or_forgotten_again() {
    let forget = |lives: &Lives, memory: &MemoryId| {
        let (ports, pair) = (lives.world.ports(), pair(&lives.alice));
        finish(relating::edit_memory(
            &ports,
            &pair,
            memory.clone(),
            Change::Forget,
            None,
        ))
    };
    let restore = |lives: &Lives, memory: &MemoryId| {
        let (ports, pair) = (lives.world.ports(), pair(&lives.alice));
        finish(relating::restore_memory(&ports, &pair, memory.clone()))
    };
    let mut runs = 0;
    for door in 0..short_lives().world.host().doors().len() {
        for (fault, does) in [
            (Fault::Refused, Then::Leaves),
            (Fault::Refused, Then::TriesAgain),
            (Fault::AnswerLost, Then::Leaves),
            (Fault::AnswerLost, Then::Forgets),
        ] {
            for nth in 0.. {
                let lives = short_lives();
                let before = lives.told();
                let memory = lives.memory_about(FIRST);
                forget(&lives, &memory).unwrap();
                let (name, faults) = lives.world.host().doors()[door];
                faults.plan(repeat_n(None, nth).chain([Some(fault)]));
                let restored = restore(&lives, &memory);
                if !faults.are_spent() {
                    break;
                }
                runs += 1;
                let place = format!("{name}, request {nth}, {fault:?}, {does:?}");
                match does {
                    Then::TriesAgain if restored.is_err() => {
                        restore(&lives, &memory).unwrap();
                    }
                    Then::Forgets => drop(forget(&lives, &memory).unwrap()),
                    Then::TriesAgain | Then::Leaves => {}
                }
                lives.wait();
                lives.wait();
                let stands = !lives
                    .world
                    .memories(&lives.alice, &brad(), true)
                    .unwrap()
                    .is_empty();
                match does {
                    Then::TriesAgain => assert_eq!(lives.told(), before, "{place}"),
                    // Of a restoring that broke off the summary may be missing.
                    Then::Leaves if stands => {
                        let (shown, known) = lives.told();
                        assert!(shown + 2 >= before.0, "{place}: {shown}");
                        assert_eq!(known, before.1, "{place}");
                    }
                    Then::Leaves | Then::Forgets => {
                        assert_eq!(lives.found(stem(FIRST)), [""; 0], "{place}");
                    }
                }
            }
        }
    }
    assert!(runs > 8, "{runs}");
}

/// The version that Alice sees of a memory.
fn seen_of(lives: &Lives, memory: &MemoryId) -> IfMatch {
    let known = lives.world.memories(&lives.alice, &brad(), true).unwrap();
    let seen = known.iter().find(|known| known.id == *memory).unwrap();
    IfMatch::only(seen.version())
}

/// What comes of changes that are made to a memory at once, each by who saw that version of it.
fn changed_together(
    lives: &Lives,
    seed: u64,
    memory: &MemoryId,
    changes: Vec<(Change, Option<IfMatch>)>,
) -> Vec<Result<Option<Memory>, Failure>> {
    let pair = &pair(&lives.alice);
    type Work<'a> = std::pin::Pin<Box<dyn Future<Output = Result<Option<Memory>, Failure>> + 'a>>;
    let work = |(change, seen)| -> Work<'_> {
        let (ports, memory) = (lives.world.ports(), memory.clone());
        Box::pin(async move { relating::edit_memory(&ports, pair, memory, change, seen).await })
    };
    let works = changes.into_iter().map(work).collect();
    lives.world.together(seed, works)
}

#[test]
fn a_memory_that_was_changed_meanwhile_is_not_forgotten() {
    let mut refused = 0;
    for seed in 0..16 {
        let lives = lives();
        let memory = lives.memory_about(FIRST);
        let all = || lives.world.memories(&lives.alice, &brad(), true).unwrap();
        let before = lives.shown();
        let seen = seen_of(&lives, &memory);
        let changes = vec![(Change::Forget, Some(seen)), (Change::Pin, None)];
        let done = changed_together(&lives, seed, &memory, changes);
        let (forgotten, pinned) = (&done[0], &done[1]);
        assert!(
            forgotten.is_ok() != pinned.is_ok(),
            "seed {seed}: {forgotten:?}, {pinned:?}"
        );
        if pinned.is_ok() {
            assert_eq!(*forgotten, Err(Failure::Stale), "seed {seed}");
            refused += 1;
            lives.wait();
            lives.wait();
            let standing = all().into_iter().find(|known| known.id == memory);
            assert!(standing.unwrap().pinned, "seed {seed}");
            assert_eq!(
                lives.shown().matches(stem(FIRST)).count(),
                before.matches(stem(FIRST)).count()
            );
        }
    }
    assert!((1..16).contains(&refused), "{refused}");
}

#[test]
fn who_wants_a_memory_forgotten_whatever_it_is_does_not_wait_for_who_saw_another() {
    for seed in 0..8 {
        let lives = lives();
        let memory = lives.memory_about(FIRST);
        let changes = vec![
            (Change::Forget, Some(seen_of(&lives, &memory))),
            (Change::Forget, None),
            (Change::Pin, None),
        ];
        let done = changed_together(&lives, seed, &memory, changes);
        assert_eq!(done[1], Ok(None), "seed {seed}");
        let shown = lives.shown();
        assert!(!shown.contains(stem(FIRST)), "seed {seed}: {shown}");
    }
}
