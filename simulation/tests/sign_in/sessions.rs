//! Sessions: theirs to see and to end, and none lives on for ever.

use call_me_back::directory::sign_ins::{self, FRESH};
use call_me_back::failure::Failure;
use call_me_back::flows::admitting::{self, Via};
use call_me_back::flows::signing_in::{self, Proving};
use call_me_back::flows::sweeping;
use call_me_back::ports::{Access, Ports as _};
use call_me_back::scope::Scope;
use call_me_back::time::{DAY, HOUR, MINUTE};
use call_me_back_simulation::finish;

use crate::gate::{ALICE, BOB, Gate, from, home, is_too_often};

#[test]
fn sessions_are_told_by_when_and_with_what_they_began() {
    let gate = Gate::new(21);
    let first = gate.sign_in(ALICE);
    gate.sign_in(BOB);
    gate.wait(3 * HOUR);
    let second = gate.sign_in(ALICE);
    let of_alice = || finish(sign_ins::of(gate.ports().sql(), &first.user.id, gate.now())).unwrap();
    let sessions = of_alice();
    assert_eq!(sessions.len(), 2);
    assert_eq!(sessions[0].created_at, gate.now());
    assert_eq!(sessions[0].client, "Firefox on Linux");
    let json = serde_json::to_string(&sessions).unwrap();
    assert!(
        !json.contains(&second.token) && !json.contains("192.0"),
        "{json}"
    );

    let ports = gate.ports();
    finish(signing_in::sign_out_of(
        &ports,
        &first.user.id,
        &sessions[1].id,
    ))
    .unwrap();
    assert_eq!(gate.caller(&first.token).unwrap(), None);
    assert!(gate.caller(&second.token).unwrap().is_some());
    finish(signing_in::sign_out_everywhere(&ports, &first.user.id)).unwrap();
    assert_eq!(gate.caller(&second.token).unwrap(), None);
    assert!(of_alice().is_empty());
}

#[test]
fn nobody_ends_the_session_of_another() {
    let gate = Gate::new(22);
    let (alice, bob) = (gate.sign_in(ALICE), gate.sign_in(BOB));
    let theirs = finish(sign_ins::of(gate.ports().sql(), &alice.user.id, gate.now())).unwrap();
    let refused = finish(signing_in::sign_out_of(
        &gate.ports(),
        &bob.user.id,
        &theirs[0].id,
    ));
    assert!(matches!(refused, Err(Failure::NotFound { .. })));
    assert!(gate.caller(&alice.token).unwrap().is_some());
}

#[test]
fn a_session_lives_for_thirty_days_after_its_last_use_and_half_a_year_at_most() {
    let gate = Gate::new(23);
    let unused = gate.sign_in(BOB);
    let used = gate.sign_in(ALICE);
    for day in 0..179 {
        assert!(gate.caller(&used.token).unwrap().is_some(), "day {day}");
        gate.wait(DAY);
    }
    gate.wait(DAY);
    assert_eq!(gate.caller(&used.token).unwrap(), None);
    assert_eq!(gate.caller(&unused.token).unwrap(), None);
    assert_eq!(
        gate.counted("SELECT count(*) AS n FROM sign_in_sessions"),
        2
    );
    finish(sweeping::every_hour(&gate.ports())).unwrap();
    assert_eq!(
        gate.counted("SELECT count(*) AS n FROM sign_in_sessions"),
        0
    );
}

#[test]
fn a_page_keeps_a_session_alive_as_a_program_does() {
    let gate = Gate::new(24);
    let used = gate.sign_in(ALICE);
    for _ in 0..4 {
        gate.wait(20 * DAY);
        assert!(
            finish(signing_in::session(&gate.ports(), &used.token))
                .unwrap()
                .is_some()
        );
    }
    gate.wait(31 * DAY);
    assert!(
        finish(signing_in::session(&gate.ports(), &used.token))
            .unwrap()
            .is_none()
    );
}

#[test]
fn when_a_session_was_used_is_known_to_the_hour() {
    let gate = Gate::new(25);
    let alice = gate.sign_in(ALICE);
    let began = gate.now();
    let used = || {
        let sessions = finish(sign_ins::of(gate.ports().sql(), &alice.user.id, gate.now()));
        sessions.unwrap()[0].last_used_at
    };
    gate.wait(50 * MINUTE);
    gate.caller(&alice.token).unwrap();
    assert_eq!(used(), began);
    gate.wait(11 * MINUTE);
    gate.caller(&alice.token).unwrap();
    assert_eq!(used(), gate.now());
}

#[test]
fn a_bearer_asks_so_often_in_a_minute() {
    let gate = Gate::new(26);
    let (alice, bob) = (gate.sign_in(ALICE), gate.sign_in(BOB));
    let few = |name: &str| (name == "REQUESTS_A_MINUTE").then(|| "3".to_owned());
    *gate.0.access.borrow_mut() = Access::read(few).unwrap();
    let left = || {
        gate.caller(&alice.token)
            .unwrap()
            .unwrap()
            .allowance
            .remaining
    };
    assert_eq!([left(), left(), left()], [2, 1, 0]);
    match gate.caller(&alice.token) {
        // It is half past the minute.
        Err(Failure::TooOften { retry_after, .. }) => assert_eq!(retry_after, 30),
        other => panic!("{other:?}"),
    }
    assert!(gate.caller(&bob.token).unwrap().is_some());
    gate.wait(30_000);
    assert_eq!(left(), 2);
    // Pages count too.
    let page = || finish(signing_in::session(&gate.ports(), &alice.token));
    let session = page().unwrap().unwrap();
    let allowance = admitting::allowance(&gate.ports(), session.requests);
    assert_eq!(allowance.unwrap().remaining, 1);
    assert_eq!(left(), 0);
    let session = page().unwrap().unwrap();
    is_too_often(admitting::allowance(&gate.ports(), session.requests));
}

#[test]
fn what_could_take_the_account_needs_a_proof_of_just_now() {
    let gate = Gate::new(27);
    let alice = gate.sign_in(ALICE);
    let caller = || gate.caller(&alice.token).unwrap().unwrap();
    assert!(caller().check(Scope::Account).is_ok());
    assert!(caller().check_fresh(gate.now()).is_ok());
    gate.wait(FRESH + 1);
    assert!(matches!(
        caller().check_fresh(gate.now()),
        Err(Failure::Forbidden { .. })
    ));
    finish(signing_in::send_proof(&gate.ports(), &alice.user, &home())).unwrap();
    let Via::Session { id, .. } = caller().via else {
        panic!("no session");
    };
    let prove = |code: &str| {
        let by = Proving::Code(code.to_owned());
        finish(signing_in::prove(
            &gate.ports(),
            &id,
            &alice.user,
            &by,
            &home(),
        ))
    };
    assert!(prove("x").is_err());
    assert!(caller().check_fresh(gate.now()).is_err());
    prove(&gate.code(ALICE)).unwrap();
    assert!(caller().check_fresh(gate.now()).is_ok());
}

#[test]
fn a_token_that_is_none_opens_nothing() {
    let gate = Gate::new(28);
    gate.sign_in(ALICE);
    for bearer in ["", "x", "cmb_", "a.b.c", "..", "' OR 1=1 --"] {
        assert_eq!(gate.caller(bearer).unwrap(), None, "{bearer:?}");
    }
}

#[test]
fn guesses_side_by_side_count_each() {
    use std::task::{Context, Poll, Waker};
    let gate = Gate::new(29);
    gate.send(ALICE, &home()).unwrap();
    // A hundred at once, each of which goes a step when the others did.
    let ports = gate.ports();
    let phone = crate::gate::number(ALICE);
    let clients: Vec<_> = (0..100).map(|n| from(&format!("198.51.100.{n}"))).collect();
    let mut guesses: Vec<_> = clients
        .iter()
        .map(|client| {
            let nothing = &signing_in::Besides::Nothing;
            let zone = call_me_back::time::TimeZone::UTC;
            Box::pin(signing_in::check_code(
                &ports, &phone, "x", nothing, zone, client,
            ))
        })
        .collect();
    let mut compared = 0;
    let mut context = Context::from_waker(Waker::noop());
    while !guesses.is_empty() {
        guesses.retain_mut(|guess| match guess.as_mut().poll(&mut context) {
            Poll::Pending => true,
            Poll::Ready(Err(Failure::Invalid { .. })) => {
                compared += 1;
                false
            }
            Poll::Ready(refused) => {
                is_too_often(refused);
                false
            }
        });
    }
    assert_eq!(compared, 5);
}
