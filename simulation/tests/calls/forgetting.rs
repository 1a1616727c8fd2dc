//! Forgetting one memory, and taking that back, whatever fails or is changed meanwhile.

use std::iter::repeat_n;

use call_me_back::failure::Failure;
use call_me_back::flows::{looking_back, relating};
use call_me_back::ids::MemoryId;
use call_me_back::memory::Memory;
use call_me_back::memory::command::Change;
use call_me_back::ports::Job;
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

/// What two calls tell of somebody, in words that have only the name in common.
const UNLIKE: [&str; 2] = [
    "My coworker Quokka is mean to me.",
    "My coworker Quokka is nice to me.",
];
const ALIKE: [&str; 2] = ["I love quokkas.", "I love quokkas."];
const QUOKKA: &str = "quokka";

/// Lives in which two calls tell the same, and the job that reads the second, which is not done yet.
fn told_twice([first, second]: [&str; 2]) -> (Lives, Job) {
    let (world, alice) = alices(11);
    let call = |lines: &[&str]| {
        let call = world.call(&alice, &brad()).unwrap();
        talk(&world, &call, lines);
        world.hang_up(&call).unwrap();
        world.advance(MINUTE).unwrap();
        call
    };
    let first = call(&[first]);
    world.settle().unwrap();
    let second = call(&["I work as a nurse.", second]);
    let job = world.host().outbox.take_jobs().unwrap().remove(0);
    let lives = Lives {
        world,
        alice,
        first,
        second,
    };
    (lives, job)
}

fn forget(lives: &Lives) -> MemoryId {
    let known = lives.world.memories(&lives.alice, &brad(), true).unwrap();
    let about = |known: &&Memory| known.value.to_lowercase().contains(QUOKKA);
    let memory = known.iter().find(about).unwrap().id.clone();
    let (ports, pair) = (lives.world.ports(), pair(&lives.alice));
    let change = Change::Forget;
    let forgotten = relating::edit_memory(&ports, &pair, memory.clone(), change, None);
    assert_eq!(finish(forgotten), Ok(None));
    memory
}

fn read(lives: &Lives, job: &Job) {
    let done = lives.world.finish(|| lives.world.work(job.clone()));
    done.unwrap();
}

/// Long enough for whatever was forgotten to be gone for good.
fn wait_for_good(lives: &Lives) {
    lives.wait();
    lives.wait();
}

#[test]
fn what_is_forgotten_before_the_last_call_is_read_is_shown_nowhere_and_restored_with_it() {
    let told = |lives: &Lives| {
        let (shown, known) = (lives.shown(), known(&lives.world, &lives.alice));
        (shown.matches(QUOKKA).count(), known)
    };
    for words in [ALIKE, UNLIKE] {
        let (lives, job) = told_twice(words);
        read(&lives, &job);
        let never = told(&lives);

        let (lives, job) = told_twice(words);
        let memory = forget(&lives);
        if words == ALIKE {
            assert!(!lives.shown().contains(QUOKKA), "{}", lives.shown());
        }
        read(&lives, &job);
        let shown = lives.shown();
        assert!(!shown.contains(QUOKKA), "{shown}");
        assert!(shown.contains("i work as a nurse"), "{shown}");
        let (world, pair) = (&lives.world, pair(&lives.alice));
        world.advance(50 * MINUTE).unwrap();
        let restored = world.finish(|| async {
            relating::restore_memory(&world.ports(), &pair, memory.clone()).await
        });
        assert_eq!(restored.unwrap().mentions, 1);
        let again = told(&lives);
        assert_eq!(again.1, never.1);
        if words == ALIKE {
            assert_eq!(again.0, never.0);
        } else {
            // It was read by who did not know of it.
            let (ports, alice) = (world.ports(), &lives.alice.id);
            let archive = finish(looking_back::archive(&ports, alice, &lives.second)).unwrap();
            assert!(
                archive.contains("Quokka is nice to me") && archive.contains("quokka_coworker")
            );
        }

        forget(&lives);
        wait_for_good(&lives);
        assert_eq!(lives.found(QUOKKA), [""; 0]);
        all_is_known(&lives);
    }
}

#[test]
fn what_was_forgotten_for_good_is_in_no_call_that_is_read_after_that() {
    let (lives, job) = told_twice(UNLIKE);
    forget(&lives);
    wait_for_good(&lives);
    assert!(lives.found(QUOKKA).len() >= 2);
    read(&lives, &job);
    assert_eq!(lives.found(QUOKKA), [""; 0]);
    all_is_known(&lives);
}

#[test]
fn whenever_reading_breaks_off_what_was_forgotten_is_found_nowhere_in_the_end() {
    for is_for_good in [false, true] {
        for pauses in (0..).step_by(3) {
            let (lives, job) = told_twice(UNLIKE);
            forget(&lives);
            if is_for_good {
                wait_for_good(&lives);
            }
            lives.world.kill_after(pauses);
            let done = lives.world.drive(lives.world.work(job.clone()));
            read(&lives, &job);
            if is_for_good {
                assert_eq!(lives.found(QUOKKA), [""; 0], "{pauses}");
            }
            let shown = lives.shown();
            assert!(!shown.contains(QUOKKA), "{pauses}: {shown}");
            wait_for_good(&lives);
            assert_eq!(lives.found(QUOKKA), [""; 0], "{pauses}");
            all_is_known(&lives);
            if done.is_some() {
                assert!(pauses > 10, "{pauses}");
                break;
            }
        }
    }
}

#[test]
fn a_call_that_is_read_while_words_go_for_good_keeps_none_of_them() {
    for seed in 0..40 {
        let (lives, job) = told_twice(UNLIKE);
        forget(&lives);
        let world = &lives.world;
        world.settle().unwrap();
        world.advance(80 * MINUTE).unwrap();
        let mut jobs = world.host().outbox.take_jobs().unwrap();
        assert!(jobs.iter().any(|job| matches!(job, Job::Erase { .. })));
        jobs.push(job.clone());
        let works = jobs
            .into_iter()
            .map(|job| Box::pin(world.work(job)) as _)
            .collect();
        world.together(seed, works);
        read(&lives, &job);
        assert_eq!(lives.found(QUOKKA), [""; 0], "seed {seed}");
    }
}
