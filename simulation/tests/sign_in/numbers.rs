//! Numbers that are changed, lost, and given to somebody else.

use call_me_back::directory::people;
use call_me_back::failure::Failure;
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::signing_in::{self, Besides, Proving};
use call_me_back::flows::{consenting, numbers};
use call_me_back::ports::Ports as _;
use call_me_back::time::DAY;
use call_me_back_simulation::{Fault, finish};

use crate::gate::{ALICE, BOB, Gate, field, home, number};

const NEW: &str = "+14155550199";

fn standing(gate: &Gate, user: &people::User) -> (u32, u32) {
    let user = finish(people::user(gate.ports().sql(), &user.id)).unwrap();
    let ports = gate.ports();
    let key = ports.hash_key().unwrap();
    let standing = people::phone_standing(ports.sql(), &key, &user, None, gate.now());
    let standing = finish(standing).unwrap();
    (standing.consented, standing.suppressed)
}

#[test]
fn a_new_number_is_proved_and_needs_a_consent_of_its_own() {
    let gate = Gate::new(41);
    let alice = gate.sign_in(ALICE);
    finish(consenting::allow_calls(&gate.ports(), &alice.user)).unwrap();
    assert_eq!(standing(&gate, &alice.user), (1, 0));
    let code = gate.proof_of(NEW);
    let change = |code: &str| {
        finish(numbers::change(
            &gate.ports(),
            &alice.user,
            &number(NEW),
            code,
            &home(),
        ))
    };
    assert_eq!(field(change("x")), "code");
    assert_eq!(change(&code).unwrap().phone, NEW);
    assert_eq!(standing(&gate, &alice.user), (0, 0));
    // The session goes on; the number before opens nothing of hers.
    assert!(gate.caller(&alice.token).unwrap().is_some());
    assert_ne!(gate.sign_in(ALICE).user.id, alice.user.id);
    assert_eq!(gate.sign_in(NEW).user.id, alice.user.id);
}

#[test]
fn what_the_holder_of_a_number_said_stays_with_the_number() {
    let gate = Gate::new(42);
    let alice = gate.sign_in(ALICE);
    finish(consenting::stop_calls(&gate.ports(), &alice.user)).unwrap();
    finish(people::suppress_number(
        gate.ports().sql(),
        &number(NEW),
        gate.now(),
    ))
    .unwrap();
    let code = gate.proof_of(NEW);
    let user = finish(numbers::change(
        &gate.ports(),
        &alice.user,
        &number(NEW),
        &code,
        &home(),
    ));
    let user = user.unwrap();
    // Somebody asked there that nobody calls: her own word lifts that, and only there.
    assert_eq!(standing(&gate, &user), (0, 1));
    finish(consenting::allow_calls(&gate.ports(), &user)).unwrap();
    assert_eq!(standing(&gate, &user), (1, 0));
    let old = "SELECT count(*) AS n FROM suppressions WHERE phone = '+14155550123'";
    assert_eq!(gate.counted(old), 1);
}

#[test]
fn a_number_that_has_an_account_is_nobody_else_s() {
    let gate = Gate::new(43);
    let alice = gate.sign_in(ALICE);
    let bob = gate.sign_in(BOB);
    let code = gate.proof_of(BOB);
    let refused = finish(numbers::change(
        &gate.ports(),
        &alice.user,
        &number(BOB),
        &code,
        &home(),
    ));
    assert!(
        matches!(refused, Err(Failure::Conflict { .. })),
        "{refused:?}"
    );
    assert_eq!(gate.sign_in(BOB).user.id, bob.user.id);
}

fn codes_of(gate: &Gate, user: &people::User) -> Vec<String> {
    finish(numbers::make_codes(&gate.ports(), &user.id)).unwrap()
}

#[test]
fn who_lost_their_number_comes_back_by_a_recovery_code_once() {
    let gate = Gate::new(44);
    let alice = gate.sign_in(ALICE);
    finish(consenting::allow_calls(&gate.ports(), &alice.user)).unwrap();
    let codes = codes_of(&gate, &alice.user);
    assert_eq!(codes.len(), 10);
    let recover = |recovery: &str, code: &str| {
        finish(numbers::recover(
            &gate.ports(),
            &number(NEW),
            code,
            recovery,
            &home(),
        ))
    };
    let code = gate.proof_of(NEW);
    assert_eq!(
        field(recover("aaaa-bbbb-cccc-dddd", &code)),
        "recovery_code"
    );
    assert_eq!(field(recover(&codes[0], "x")), "code");
    let back = recover(&codes[0].to_uppercase(), &code).unwrap();
    assert_eq!(
        (&back.user.id, back.user.phone.as_str()),
        (&alice.user.id, NEW)
    );
    assert_eq!(gate.caller(&alice.token).unwrap(), None);
    assert!(gate.caller(&back.token).unwrap().is_some());
    assert_eq!(standing(&gate, &back.user), (0, 0));
    let code = gate.proof_of(NEW);
    assert_eq!(field(recover(&codes[0], &code)), "recovery_code");
    let left = finish(numbers::codes_left(&gate.ports(), &alice.user.id)).unwrap();
    assert_eq!(left.left, 9);
}

#[test]
fn recovery_codes_that_are_made_anew_replace_those_before() {
    let gate = Gate::new(45);
    let alice = gate.sign_in(ALICE);
    let before = codes_of(&gate, &alice.user);
    let after = codes_of(&gate, &alice.user);
    let session = match gate.caller(&alice.token).unwrap().unwrap().via {
        call_me_back::flows::admitting::Via::Session { id, .. } => id,
        other => panic!("{other:?}"),
    };
    let prove = |code: &String| {
        let by = Proving::RecoveryCode(code.clone());
        finish(signing_in::prove(
            &gate.ports(),
            &session,
            &alice.user,
            &by,
            &home(),
        ))
    };
    assert_eq!(field(prove(&before[0])), "recovery_code");
    prove(&after[0]).unwrap();
    assert_eq!(field(prove(&after[0])), "recovery_code");
    let plain = format!(
        "SELECT count(*) AS n FROM recovery_codes WHERE code_hash LIKE '%{}%'",
        after[1].replace('-', "")
    );
    assert_eq!(gate.counted(&plain), 0);
}

#[test]
fn nobody_proves_anything_by_somebody_else_s_recovery_code() {
    let gate = Gate::new(46);
    let (alice, bob) = (gate.sign_in(ALICE), gate.sign_in(BOB));
    let codes = codes_of(&gate, &alice.user);
    let session = match gate.caller(&bob.token).unwrap().unwrap().via {
        call_me_back::flows::admitting::Via::Session { id, .. } => id,
        other => panic!("{other:?}"),
    };
    let by = Proving::RecoveryCode(codes[0].clone());
    let refused = finish(signing_in::prove(
        &gate.ports(),
        &session,
        &bob.user,
        &by,
        &home(),
    ));
    assert_eq!(field(refused), "recovery_code");
}

#[test]
fn a_recovery_whose_answer_was_lost_has_happened_whole_or_not_at_all() {
    for lost in 0..16 {
        for fault in [Fault::Refused, Fault::AnswerLost] {
            let gate = Gate::new(47);
            let alice = gate.sign_in(ALICE);
            let codes = codes_of(&gate, &alice.user);
            let code = gate.proof_of(NEW);
            let mut faults = vec![None; lost];
            faults.push(Some(fault));
            gate.0.sql.faults.plan(faults);
            let _ = finish(numbers::recover(
                &gate.ports(),
                &number(NEW),
                &code,
                &codes[0],
                &home(),
            ));
            gate.0.sql.faults.end();
            let left = finish(numbers::codes_left(&gate.ports(), &alice.user.id))
                .unwrap()
                .left;
            let user = finish(people::user(gate.ports().sql(), &alice.user.id)).unwrap();
            let is_old_open = gate.caller(&alice.token).unwrap().is_some();
            match left {
                10 => assert!(user.phone == ALICE && is_old_open),
                9 => assert!(user.phone == NEW && !is_old_open),
                other => panic!("{other} codes left"),
            }
        }
    }
}

#[test]
fn a_number_that_was_not_proved_for_half_a_year_opens_nothing_by_itself() {
    let gate = Gate::new(48);
    let alice = gate.sign_in(ALICE);
    let codes = codes_of(&gate, &alice.user);
    gate.wait(181 * DAY);
    gate.send(ALICE, &home()).unwrap();
    let refused = gate.check(ALICE, &gate.code(ALICE), &home());
    assert!(
        matches!(refused, Err(Failure::Conflict { .. })),
        "{refused:?}"
    );
    let with = |besides: Besides| {
        gate.send(ALICE, &home()).unwrap();
        gate.check_with(ALICE, &gate.code(ALICE), &besides, &home())
    };
    assert_eq!(field(with(Besides::Pin("472815".to_owned()))), "pin");
    let ports = gate.ports();
    let code = gate.proof_of(ALICE);
    let recovered = finish(numbers::recover(
        &ports,
        &number(ALICE),
        &code,
        &codes[3],
        &home(),
    ));
    assert_eq!(recovered.unwrap().user.id, alice.user.id);
    // It is proved now, and a code is enough.
    assert_eq!(gate.sign_in(ALICE).user.id, alice.user.id);
}

#[test]
fn the_pin_says_that_it_is_still_them() {
    let gate = Gate::new(49);
    let alice = gate.sign_in(ALICE);
    let pin = Profile {
        pin: Some("472815".to_owned()),
        ..Profile::default()
    };
    finish(set_profile(&gate.ports(), &alice.user, pin, None)).unwrap();
    gate.wait(200 * DAY);
    gate.send(ALICE, &home()).unwrap();
    let besides = Besides::Pin("472815".to_owned());
    let back = gate
        .check_with(ALICE, &gate.code(ALICE), &besides, &home())
        .unwrap();
    assert_eq!(back.user.id, alice.user.id);
}

#[test]
fn whoever_has_the_number_now_begins_anew_and_the_account_waits_for_its_owner() {
    let gate = Gate::new(50);
    let alice = gate.sign_in(ALICE);
    finish(consenting::allow_calls(&gate.ports(), &alice.user)).unwrap();
    let codes = codes_of(&gate, &alice.user);
    gate.wait(200 * DAY);
    // Who isn't of age begins nothing, and takes nothing from anybody.
    let code = gate.proof_of(ALICE);
    assert_eq!(
        field(gate.check_with(ALICE, &code, &Besides::Anew, &home())),
        "adult"
    );
    gate.send(ALICE, &home()).unwrap();
    let stranger = gate
        .check_with(ALICE, &gate.code(ALICE), &Besides::Anew, &home())
        .unwrap();
    assert_ne!(stranger.user.id, alice.user.id);
    assert_eq!(standing(&gate, &stranger.user), (0, 0));
    assert_eq!(standing(&gate, &alice.user).0, 0);
    let code = gate.proof_of(NEW);
    let back = finish(numbers::recover(
        &gate.ports(),
        &number(NEW),
        &code,
        &codes[0],
        &home(),
    ));
    assert_eq!(back.unwrap().user.id, alice.user.id);
    // Whoever uses their number is asked for nothing else.
    let again = gate.sign_in(ALICE);
    assert_eq!(again.user.id, stranger.user.id);
}
