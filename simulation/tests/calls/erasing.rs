//! Erasing a memory, a call, a relationship or everything, whatever dies in it: then nobody finds it
//! anywhere, and others have lost nothing.

use std::iter::repeat_n;

use call_me_back::directory::people::{self, PhoneStanding, User};
use call_me_back::directory::{calls, searches};
use call_me_back::erasure::{Kind, PHRASE, Receipt};
use call_me_back::failure::Failure;
use call_me_back::flows::{erasing, looking_back, relating, starting};
use call_me_back::ids::{CallId, ErasureId, Instance, InstanceId, MemoryId};
use call_me_back::memory::Memory;
use call_me_back::ports::{Ports, Sessions};
use call_me_back::smart_buckets::{NewObject, SmartBucket};
use call_me_back::smart_memory::SmartMemory;
use call_me_back::time::{DAY, HOUR, MINUTE, Timestamp};
use call_me_back_simulation::{Delivery, Fault, World, finish};

use crate::people::*;

/// What only Alice says with Brad, in that order: in her first call, in her second, with Zoe.
pub const FIRST: &str = "quokkas";
pub const SECOND: &str = "xylophones";
pub const ZOES: &str = "zeppelins";
pub const BOBS: &str = "marimbas";

pub struct Lives {
    pub world: World,
    pub alice: User,
    pub first: CallId,
    pub second: CallId,
}

fn loves(what: &str) -> String {
    format!("I love {what}.")
}

fn call_about(
    world: &World,
    user: &User,
    persona: &call_me_back::ids::PersonaId,
    what: &str,
) -> CallId {
    let call = world.call(user, persona).unwrap();
    talk(world, &call, &[&loves(what), "I work as a nurse."]);
    world.hang_up(&call).unwrap();
    world.advance(5 * MINUTE).unwrap();
    world.settle().unwrap();
    call
}

fn bucket(user: &User, name: &str) -> Instance {
    Instance {
        owner: user.id.clone(),
        id: InstanceId::parse(name).unwrap(),
    }
}

/// Two people who have lived with all that the product keeps.
pub fn lives() -> Lives {
    let world = World::new(11).unwrap();
    let alice = world.sign_in(ALICE).unwrap();
    let bob = world.sign_in(BOB).unwrap();
    let first = call_about(&world, &alice, &brad(), FIRST);
    let second = call_about(&world, &alice, &brad(), SECOND);
    call_about(&world, &alice, &zoe(), ZOES);
    call_about(&world, &bob, &brad(), BOBS);
    for (user, words) in [(&alice, ZOES), (&bob, BOBS)] {
        world.plan(user, &brad(), world.now().plus(DAY)).unwrap();
        keep_things(&world, user, words);
    }
    Lives {
        world,
        alice,
        first,
        second,
    }
}

/// The same in short: one call of Alice's.
pub fn short_lives() -> Lives {
    let world = World::new(11).unwrap();
    let alice = world.sign_in(ALICE).unwrap();
    let bob = world.sign_in(BOB).unwrap();
    let first = world.call(&alice, &brad()).unwrap();
    talk(&world, &first, &[&loves(FIRST)]);
    world.hang_up(&first).unwrap();
    world.advance(2 * MINUTE).unwrap();
    world.settle().unwrap();
    keep_things(&world, &alice, ZOES);
    keep_things(&world, &bob, BOBS);
    let second = first.clone();
    Lives {
        world,
        alice,
        first,
        second,
    }
}

/// What a user's programs keep.
fn keep_things(world: &World, user: &User, words: &str) {
    finish(async {
        let ports = world.ports();
        let programs = SmartMemory::of_programs(&ports, bucket(user, "notes"));
        programs
            .put_document(None, format!("{{\"about\": \"{words}\"}}"))
            .await?;
        let bucket = SmartBucket::new(&ports, bucket(user, "files"));
        for number in 0..3 {
            let object = NewObject {
                body: format!("All about {words}.").into_bytes(),
                ..NewObject::default()
            };
            bucket.put(&format!("{number}.txt"), object).await?;
        }
        let search = searches::Search {
            buckets: Vec::new(),
            partition: "default".into(),
            input: words.into(),
        };
        searches::keep(ports.sql(), &user.id, "mine", &search, world.now()).await
    })
    .unwrap();
}

impl Lives {
    fn receipt(&self, id: &ErasureId) -> Receipt {
        finish(erasing::receipt(&self.world.ports(), id)).unwrap()
    }

    /// Where a word is still to be found.
    pub fn found(&self, word: &str) -> Vec<String> {
        let stored = self.world.stored().unwrap();
        // A bucket's names say what a word does not.
        let holds = |(place, text): &(String, String)| {
            place.to_lowercase().contains(word) || text.to_lowercase().contains(word)
        };
        stored
            .into_iter()
            .filter(holds)
            .map(|(place, _)| place)
            .collect()
    }

    /// How often each word is found of what must stay.
    pub fn kept(&self, words: &[&str]) -> Vec<usize> {
        words.iter().map(|word| self.found(word).len()).collect()
    }

    /// What Alice sees of her calls with Brad: transcripts, summaries, what is known.
    pub fn shown(&self) -> String {
        let ports = self.world.ports();
        let mut shown = String::new();
        for call in [&self.first, &self.second] {
            let entry = finish(calls::call(ports.sql(), &self.alice.id, call)).unwrap();
            shown += &format!("{:?}", entry.auto_summary);
            let archive = looking_back::archive(&ports, &self.alice.id, call);
            shown += &finish(archive).unwrap();
        }
        let memories = self.world.memories(&self.alice, &brad(), true).unwrap();
        shown += &format!("{memories:?} {}", preview(&self.world, &self.alice).text);
        let found = finish(relating::recall(&ports, &self.alice, &brad(), FIRST)).unwrap();
        for hit in found.hits {
            shown += &format!("{:?}", hit.what);
        }
        shown.to_lowercase()
    }

    /// How often the first call's word is shown, and what is known.
    pub fn told(&self) -> (usize, Vec<Memory>) {
        let memories = self.world.memories(&self.alice, &brad(), true).unwrap();
        (self.shown().matches(stem(FIRST)).count(), memories)
    }

    pub fn memory_about(&self, word: &str) -> MemoryId {
        let memories = self.world.memories(&self.alice, &brad(), true).unwrap();
        let about = memories
            .into_iter()
            .find(|memory| memory.value.contains(word));
        about.unwrap().id
    }

    pub fn is_restorable(&self, memory: &MemoryId) -> bool {
        let (ports, pair) = (self.world.ports(), pair(&self.alice));
        finish(erasing::is_restorable(&ports, &pair, memory)).unwrap()
    }

    /// Long enough for the last pass.
    pub fn wait(&self) {
        self.world.settle().unwrap();
        self.world.advance(HOUR).unwrap();
        self.world.settle().unwrap();
    }
}

/// Stems and keys of an index are found too: words are looked for without their ending.
pub fn stem(word: &str) -> &str {
    word.get(..word.len() - 2).unwrap()
}

pub fn all_is_known(lives: &Lives) {
    let jobs = lives.world.memories(&lives.alice, &brad(), false).unwrap();
    assert!(
        jobs.iter().any(|memory| memory.value == "Nurse"),
        "{jobs:?}"
    );
}

#[test]
fn an_erased_call_is_found_nowhere() {
    let lives = lives();
    lives.wait();
    let before = lives.kept(&[stem(BOBS), stem(ZOES)]);
    let id = finish(erasing::call(
        &lives.world.ports(),
        &lives.alice,
        &lives.first,
    ))
    .unwrap();
    // At once it is no call of theirs.
    let gone = finish(calls::call(
        lives.world.ports().sql(),
        &lives.alice.id,
        &lives.first,
    ));
    assert!(matches!(gone, Err(Failure::NotFound { .. })));
    assert_eq!(lives.receipt(&id).finished_at, None);
    lives.wait();
    assert_eq!(lives.kept(&[stem(BOBS), stem(ZOES)]), before);
    // What Brad said of it in the next call is that call's.
    let later = lives.found(stem(SECOND));
    assert_eq!(later.len(), 3, "memories, transcript and the call's row");
    assert!(
        lives
            .found(stem(FIRST))
            .iter()
            .all(|place| later.contains(place))
    );
    // The id alone stays, where what is late would come to.
    let actor = format!("memory:{}:{}", lives.alice.id, brad());
    assert_eq!(lives.found(lives.first.as_str()), [actor]);
    let receipt = lives.receipt(&id);
    assert_eq!(receipt.scope, Kind::Call);
    let erased = receipt.erased.clone();
    assert_eq!(
        (
            erased.calls,
            erased.transcripts,
            erased.episodes,
            erased.memories
        ),
        (1, 1, 1, 1)
    );
    assert!(
        receipt.finished_at.is_some() && erased.turns >= 4,
        "{receipt:?}"
    );
    all_is_known(&lives);
    all_is_well(&lives.world, "after an erased call");
}

#[test]
fn an_erased_relationship_is_found_nowhere_and_can_be_begun_anew() {
    let lives = lives();
    let kept = [stem(BOBS), stem(ZOES)];
    lives.wait();
    let before = lives.kept(&kept);
    let id = finish(erasing::relationship(
        &lives.world.ports(),
        &lives.alice,
        &brad(),
    ))
    .unwrap();
    // At once the two can't be brought together.
    assert!(matches!(
        lives.world.call(&lives.alice, &brad()),
        Err(Failure::Conflict { .. })
    ));
    lives.wait();
    for word in [
        stem(FIRST),
        stem(SECOND),
        lives.first.as_str(),
        lives.second.as_str(),
    ] {
        assert_eq!(lives.found(word), [""; 0], "{word}");
    }
    assert_eq!(lives.kept(&kept), before);
    let erased = lives.receipt(&id).erased;
    assert_eq!(
        (erased.relationships, erased.calls, erased.schedules),
        (1, 2, 1)
    );
    assert_eq!((erased.transcripts, erased.accounts), (2, 0));
    all_is_well(&lives.world, "after an erased relationship");
    call_about(&lives.world, &lives.alice, &brad(), "chess");
    assert_eq!(known(&lives.world, &lives.alice).len(), 2);
}

#[test]
fn an_erased_account_is_found_nowhere() {
    let lives = lives();
    lives.wait();
    let before = lives.kept(&[stem(BOBS), BOB]);
    for confirmation in ["", "erase", "yes"] {
        let refused = finish(erasing::everything(
            &lives.world.ports(),
            &lives.alice,
            confirmation,
        ));
        assert!(matches!(refused, Err(Failure::Invalid { field, .. }) if field == "confirm"));
    }
    let id = finish(erasing::everything(
        &lives.world.ports(),
        &lives.alice,
        PHRASE,
    ))
    .unwrap();
    let ports = lives.world.ports();
    let gone = finish(people::user(ports.sql(), &lives.alice.id));
    assert!(matches!(gone, Err(Failure::NotFound { .. })));
    lives.wait();
    for word in [
        stem(FIRST),
        stem(SECOND),
        stem(ZOES),
        ALICE,
        lives.alice.id.as_str(),
    ] {
        assert_eq!(lives.found(word), [""; 0], "{word}");
    }
    assert_eq!(lives.kept(&[stem(BOBS), BOB]), before);
    let erased = lives.receipt(&id).erased;
    assert_eq!(
        (erased.accounts, erased.relationships, erased.calls),
        (1, 2, 3)
    );
    assert_eq!(
        (erased.objects, erased.documents, erased.transcripts),
        (3, 1, 3)
    );
    lives.world.advance(91 * DAY).unwrap();
    lives.world.every_hour();
    let old = finish(erasing::receipt(&lives.world.ports(), &id));
    assert!(matches!(old, Err(Failure::NotFound { .. })));
    all_is_well(&lives.world, "after an erased account");
}

/// What the receipt says of an erasure of everything in whose midst things go wrong; and whether they
/// have, before all comes to rest.
fn erased_amid(lives: &Lives, wrong: impl Fn() -> bool) -> (Receipt, bool) {
    let asked = lives
        .world
        .finish(|| async { erasing::everything(&lives.world.ports(), &lives.alice, PHRASE).await });
    let id = asked.unwrap();
    for _ in 0..6 {
        lives.world.deliver().unwrap();
        lives.world.advance(5 * MINUTE).unwrap();
    }
    let went_wrong = wrong();
    lives.world.come_to_rest().unwrap();
    let receipt = lives.receipt(&id);
    assert!(receipt.finished_at.is_some());
    let comparable = Receipt {
        id: ErasureId::parse("any").unwrap(),
        asked_at: Timestamp::from_millis(0),
        finished_at: None,
        kept_until: None,
        ..receipt
    };
    (comparable, went_wrong)
}

#[track_caller]
fn nothing_of_alice_is_left(lives: &Lives, place: &str) {
    for word in [
        stem(FIRST),
        stem(SECOND),
        stem(ZOES),
        ALICE,
        lives.alice.id.as_str(),
    ] {
        assert_eq!(lives.found(word), [""; 0], "{word}: {place}");
    }
    assert!(
        !lives.found(stem(BOBS)).is_empty() && !lives.found(BOB).is_empty(),
        "{place}"
    );
}

#[test]
fn whenever_everything_dies_the_erasure_comes_to_the_same_end() {
    let undisturbed = short_lives();
    let (expected, _) = erased_amid(&undisturbed, || false);
    for pauses in 0.. {
        let lives = short_lives();
        lives.world.kill_after(pauses);
        let (receipt, has_died) = erased_amid(&lives, || lives.world.has_died());
        if !has_died {
            assert!(pauses > 60, "{pauses}");
            break;
        }
        let place = format!("death after {pauses} pauses");
        nothing_of_alice_is_left(&lives, &place);
        assert_eq!(receipt, expected, "{place}");
    }
}

#[test]
fn whatever_fails_once_the_erasure_comes_to_the_same_end() {
    let undisturbed = short_lives();
    let (expected, _) = erased_amid(&undisturbed, || false);
    let mut runs = 0;
    for door in 0..undisturbed.world.host().doors().len() {
        for fault in [Fault::Refused, Fault::AnswerLost] {
            for nth in 0.. {
                let lives = short_lives();
                let (name, faults) = lives.world.host().doors()[door];
                faults.plan(repeat_n(None, nth).chain([Some(fault)]));
                let (receipt, has_failed) = erased_amid(&lives, || faults.are_spent());
                if !has_failed {
                    break;
                }
                runs += 1;
                let place = format!("{name}, request {nth}, {fault:?}");
                nothing_of_alice_is_left(&lives, &place);
                assert_eq!(receipt, expected, "{place}");
            }
        }
    }
    assert!(runs > 60, "{runs}");
}

#[test]
fn jobs_and_calls_under_way_bring_nothing_back() {
    for seed in 0..20 {
        let lives = lives();
        let world = &lives.world;
        // One call is over and not remembered, and one goes on.
        let over = world.call(&lives.alice, &brad()).unwrap();
        talk(world, &over, &[&loves(FIRST)]);
        world.hang_up(&over).unwrap();
        world.advance(3 * MINUTE).unwrap();
        let live = world.call(&lives.alice, &zoe()).unwrap();
        talk(world, &live, &[&loves(SECOND)]);
        let jobs = world.host().outbox.take_jobs().unwrap();
        assert!(!jobs.is_empty());
        let wish = starting::Wish {
            call_id: CallId::new([9; 16]),
            persona: zoe(),
            channel: call_me_back::call::Channel::Browser,
            occasion: call_me_back::call::briefing::Occasion::UserCalls,
        };
        let mut works: Vec<std::pin::Pin<Box<dyn Future<Output = ()>>>> = vec![Box::pin(async {
            erasing::everything(&world.ports(), &lives.alice, PHRASE)
                .await
                .unwrap();
        })];
        works.push(Box::pin(async {
            let _ = starting::start_call(&world.ports(), &lives.alice, wish).await;
        }));
        works.extend(jobs.into_iter().map(|job| {
            let done: std::pin::Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
                let _ = world.work(job.clone()).await;
                let _ = world.work(job).await;
            });
            done
        }));
        world.together(seed, works);
        world.deliver_as(Delivery::Twice).unwrap();
        world.come_to_rest().unwrap();
        nothing_of_alice_is_left(&lives, &format!("seed {seed}"));
    }
}

#[test]
fn a_number_that_wants_no_calls_gets_none_after_its_user_is_gone() {
    let lives = lives();
    let world = &lives.world;
    finish(people::suppress(
        world.ports().sql(),
        &lives.alice.id,
        world.now(),
    ))
    .unwrap();
    finish(erasing::everything(&world.ports(), &lives.alice, PHRASE)).unwrap();
    lives.wait();
    assert_eq!(lives.found(ALICE), [""; 0]);
    // Somebody signs up with it again, and has not agreed to be called.
    let phone = call_me_back::telephony::phone::PhoneNumber::parse(ALICE).unwrap();
    let again = sign_up(world, &phone);
    assert_eq!(standing(world, &again).suppressed, 1);
}

fn sign_up(world: &World, phone: &call_me_back::telephony::phone::PhoneNumber) -> User {
    let ports = world.ports();
    let new = people::NewUser {
        id: call_me_back::ids::UserId::new(ports.entropy().unwrap()),
        phone,
        zone: call_me_back::time::TimeZone::America__New_York,
        adult_confirmed_at: world.now(),
    };
    finish(people::sign_up(
        ports.sql(),
        &ports.hash_key().unwrap(),
        &new,
        world.now(),
    ))
    .unwrap()
}

fn standing(world: &World, user: &User) -> PhoneStanding {
    let began = call_me_back::call::hours::day_began(world.now(), user.time_zone);
    finish(people::phone_standing(
        world.ports().sql(),
        &world.ports().hash_key().unwrap(),
        user,
        None,
        began,
    ))
    .unwrap()
}

#[test]
fn what_was_spent_of_a_day_stays_spent() {
    let (world, alice) = alices(5);
    let call = world.ring(&alice, &brad()).unwrap();
    world.connect(&call).unwrap();
    world.say(&call, "Hello there.").unwrap();
    world.advance(3 * MINUTE).unwrap();
    world.hang_up(&call).unwrap();
    world.advance(3 * MINUTE).unwrap();
    world.settle().unwrap();
    let before = finish(starting::standing(&world.ports(), &alice, None))
        .unwrap()
        .today;
    assert!(before.calls == 1 && before.minutes >= 1, "{before:?}");
    finish(erasing::call(&world.ports(), &alice, &call)).unwrap();
    world.settle().unwrap();
    let after = finish(starting::standing(&world.ports(), &alice, None))
        .unwrap()
        .today;
    assert_eq!(after, before);
    finish(erasing::everything(&world.ports(), &alice, PHRASE)).unwrap();
    let again = world.sign_in(ALICE).unwrap();
    let after = finish(starting::standing(&world.ports(), &again, None))
        .unwrap()
        .today;
    assert_eq!(after, before);
    world.advance(3 * DAY).unwrap();
    world.every_hour();
    let rows = world.stored().unwrap();
    assert!(!rows["database"].contains("\nspent:"), "days that are over");
}

#[test]
fn a_session_that_was_erased_is_no_call_any_more() {
    let lives = lives();
    let live = lives.world.call(&lives.alice, &brad()).unwrap();
    finish(erasing::call(&lives.world.ports(), &lives.alice, &live)).unwrap();
    lives.world.settle().unwrap();
    let view = finish(lives.world.ports().sessions().view(&live));
    assert!(matches!(view, Err(Failure::NotFound { .. })));
    lives.wait();
    all_is_well(&lives.world, "after a live call was erased");
}
