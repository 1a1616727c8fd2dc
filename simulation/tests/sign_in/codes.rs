//! Codes: used once, for ten minutes, and guessed at by nobody.

use call_me_back::call::policy::Policy;
use call_me_back::client::Client;
use call_me_back::directory::totals;
use call_me_back::failure::Failure;
use call_me_back::flows::admitting::Via;
use call_me_back::flows::signing_in::{self, Proving};
use call_me_back::flows::sweeping;
use call_me_back::ports::{Access, Ports as _};
use call_me_back::time::{DAY, HOUR, MINUTE, SECOND};
use call_me_back_simulation::{Fault, finish};

use crate::gate::{ALICE, BOB, Gate, by_provider, field, from, home, is_too_often, number};

#[test]
fn a_code_signs_in_once() {
    let gate = Gate::new(1);
    gate.send(ALICE, &home()).unwrap();
    let code = gate.code(ALICE);
    let signed_in = gate.check(ALICE, &format!(" {code} "), &home()).unwrap();
    assert_eq!(signed_in.user.phone, ALICE);
    assert_eq!(field(gate.check(ALICE, &code, &home())), "code");
    assert!(gate.caller(&signed_in.token).unwrap().is_some());
}

#[test]
fn a_code_is_for_its_number_and_for_ten_minutes() {
    let gate = Gate::new(2);
    gate.send(ALICE, &home()).unwrap();
    gate.send(BOB, &home()).unwrap();
    let code = gate.code(ALICE);
    assert_eq!(field(gate.check(BOB, &code, &home())), "code");
    gate.wait(10 * MINUTE);
    assert_eq!(field(gate.check(ALICE, &code, &home())), "code");
}

#[test]
fn a_code_is_nowhere_stored() {
    let gate = Gate::new(3);
    gate.send(ALICE, &home()).unwrap();
    let code = gate.code(ALICE);
    let found = format!("SELECT count(*) AS n FROM sign_in_codes WHERE code_hash LIKE '%{code}%'");
    assert_eq!(gate.counted(&found), 0);
    assert_eq!(gate.counted("SELECT count(*) AS n FROM sign_in_codes"), 1);
}

#[test]
fn nobody_is_a_user_who_did_not_say_that_they_are_of_age() {
    let gate = Gate::new(4);
    let refused = finish(signing_in::send_code(
        &gate.ports(),
        &number(ALICE),
        false,
        &home(),
    ));
    assert_eq!(field(refused), "adult");
    // A code that was sent for something else makes no account.
    let code = gate.proof_of(ALICE);
    assert_eq!(field(gate.check(ALICE, &code, &home())), "adult");
    gate.send(ALICE, &home()).unwrap();
    let said_at = gate.now();
    gate.wait(MINUTE);
    gate.check(ALICE, &gate.code(ALICE), &home()).unwrap();
    let confirmed = gate.counted("SELECT adult_confirmed_at AS n FROM users");
    assert_eq!(confirmed, said_at.millis());
}

#[test]
fn a_number_has_five_guesses_an_hour_and_fifteen_a_day_from_wherever_they_come() {
    let gate = Gate::new(5);
    let mut guesses = 0;
    for hour in 0..24 {
        let mut is_there_one = false;
        for address in 0..20 {
            let client = from(&format!("198.51.{hour}.{address}"));
            is_there_one |= gate.send(ALICE, &client).is_ok();
            match gate.check(ALICE, "x", &client) {
                Err(Failure::TooOften { .. }) => {}
                _ => guesses += u32::from(is_there_one),
            }
        }
        let most = 5 * (hour + 1);
        assert!(guesses <= most.min(15), "{guesses} in hour {hour}");
        gate.wait(HOUR);
    }
    assert_eq!(guesses, 15);
    gate.wait(DAY);
    gate.sign_in(ALICE);
}

#[test]
fn nobody_keeps_somebody_else_from_signing_in() {
    let gate = Gate::new(21);
    // Where there is no code there is nothing to guess at.
    for address in 0..40 {
        let client = from(&format!("198.51.100.{address}"));
        gate.check(ALICE, "000000", &client).unwrap_err();
    }
    gate.sign_in(ALICE);
    // Nor does one address use up what a number has.
    let stranger = from("203.0.113.7");
    gate.send(ALICE, &stranger).unwrap();
    for _ in 0..40 {
        let _ = gate.send(ALICE, &stranger);
        let _ = gate.check(ALICE, "x", &stranger);
    }
    gate.check(ALICE, &gate.code(ALICE), &home()).unwrap();
}

#[test]
fn however_many_use_up_what_a_number_has_its_owner_comes_in_on_their_device() {
    let gate = Gate::new(29);
    let alice = gate.sign_in(ALICE);
    let own = gate.known_to(ALICE, home());
    for nth in 1..20 {
        let stranger = by_provider(nth);
        let _ = gate.send(ALICE, &stranger);
        let _ = gate.check(ALICE, "x", &stranger);
    }
    is_too_often(gate.send(ALICE, &by_provider(20)));
    is_too_often(gate.check(ALICE, "x", &by_provider(20)));
    gate.send(ALICE, &own).unwrap();
    gate.check(ALICE, &gate.code(ALICE), &own).unwrap();
    // So do they who are signed in, wherever they are.
    let (ports, elsewhere) = (gate.ports(), by_provider(21));
    finish(signing_in::send_proof(&ports, &alice.user, &elsewhere)).unwrap();
    let by = Proving::Code(gate.code(ALICE));
    let Via::Session { id, .. } = gate.caller(&alice.token).unwrap().unwrap().via else {
        panic!("no session");
    };
    finish(signing_in::prove(&ports, &id, &alice.user, &by, &elsewhere)).unwrap();
    // Nobody guesses on a device either.
    for _ in 0..5 {
        let _ = gate.check(ALICE, "x", &gate.known_to(ALICE, by_provider(22)));
    }
    is_too_often(gate.check(ALICE, "x", &gate.known_to(ALICE, by_provider(22))));
}

#[test]
fn codes_go_where_calls_go() {
    let gate = Gate::new(22);
    let policy = Policy::read(|name| (name == "PHONE_COUNTRIES").then(|| "US".to_owned()));
    gate.0.policy.replace(policy.unwrap());
    assert_eq!(field(gate.send("+882161234567", &home())), "phone");
    gate.send(ALICE, &home()).unwrap();
}

/// A gate at which so many codes are sent in a day.
fn sending(codes_a_day: u32, seed: u64) -> Gate {
    let gate = Gate::new(seed);
    let few = |name: &str| (name == "CODES_A_DAY").then(|| codes_a_day.to_string());
    *gate.0.access.borrow_mut() = Access::read(few).unwrap();
    gate
}

/// Has codes sent to so many numbers from wherever that client comes; says how many were.
fn sent_to_many(gate: &Gate, numbers: std::ops::Range<u32>, client: &Client) -> usize {
    let sent = numbers.filter(|nth| gate.send(&format!("+1415{nth:07}"), client).is_ok());
    sent.count()
}

#[test]
fn no_more_codes_are_sent_in_a_day_than_somebody_wants_to_pay_for() {
    let gate = sending(10, 26);
    let send = |nth: u32| gate.send(&format!("+1415555{:04}", 2_000 + nth), &by_provider(nth));
    // What is refused for another reason takes nothing of it.
    let sent = (20..40).filter(|&nth| gate.send(ALICE, &by_provider(nth)).is_ok());
    assert_eq!(sent.count(), 5);
    assert!((1..=3).all(|nth| send(nth).is_ok()));
    match send(4) {
        Err(Failure::TooOften { why, retry_after }) => {
            assert!(why.contains("in 24 hours"), "{why}");
            assert_eq!(i64::from(retry_after) * SECOND, DAY);
        }
        other => panic!("{other:?}"),
    }
    let waiting = finish(totals::waiting(gate.ports().sql(), gate.now()));
    assert_eq!(waiting.unwrap().codes_sent, 8);
    gate.wait(DAY);
    assert!(send(4).is_ok());
}

#[test]
fn who_proved_a_number_on_their_device_comes_in_though_others_used_up_all_codes() {
    let gate = sending(10, 27);
    let alice = gate.sign_in(ALICE).user;
    let strangers =
        (1..50).filter(|&nth| sent_to_many(&gate, nth..nth + 1, &by_provider(nth)) == 1);
    assert_eq!(strangers.count(), 7);
    // Whoever has another device, or one that knows another number, is told the same as who has no account.
    let others = gate.known_to(BOB, by_provider(61));
    let refused = format!("{:?}", gate.send(BOB, &by_provider(60)));
    assert!(refused.contains("TooOften"), "{refused}");
    for client in [by_provider(64), others] {
        assert_eq!(format!("{:?}", gate.send(ALICE, &client)), refused);
    }
    let own = gate.known_to(ALICE, by_provider(62));
    gate.send(ALICE, &own).unwrap();
    gate.check(ALICE, &gate.code(ALICE), &own).unwrap();
    // Who is signed in need show nothing.
    finish(signing_in::send_proof(
        &gate.ports(),
        &alice,
        &by_provider(63),
    ))
    .unwrap();
    is_too_often(gate.send(ALICE, &own));
}

#[test]
fn who_has_one_block_of_addresses_uses_up_no_more_than_its_share_of_codes() {
    let gate = Gate::new(28);
    let home = from("2001:db8::1");
    gate.send(ALICE, &home).unwrap();
    gate.check(ALICE, &gate.code(ALICE), &home).unwrap();
    let attack = |site: u32| -> usize {
        let households = (1..=10).map(|household| {
            let client = from(&format!("2001:db8:{site:x}:{household:x}::1"));
            let first = (site * 10 + household) * 20;
            sent_to_many(&gate, first..first + 20, &client)
        });
        households.sum()
    };
    // A twentieth to a site, a fifth to a provider; Alice had one.
    assert_eq!(attack(0), 49);
    assert_eq!((1..6).map(attack).sum::<usize>(), 150);
    is_too_often(gate.send(BOB, &from("2001:db8:7::1")));
    gate.send(BOB, &from("2001:db9:7::1")).unwrap();
    gate.send(ALICE, &gate.known_to(ALICE, home)).unwrap();
}

#[test]
fn who_waits_is_told_for_how_long() {
    let gate = Gate::new(23);
    for _ in 0..4 {
        gate.send(ALICE, &home()).unwrap();
    }
    gate.wait(50 * MINUTE);
    let Err(Failure::TooOften { retry_after, .. }) = gate.send(ALICE, &home()) else {
        panic!("it was sent");
    };
    assert_eq!(retry_after, 600);
}

#[test]
fn an_address_has_thirty_guesses_an_hour_at_all_numbers_together() {
    let gate = Gate::new(6);
    let mut guesses = 0;
    for line in 0..100 {
        let phone = format!("+1415555{line:04}");
        if !matches!(
            gate.check(&phone, "000000", &home()),
            Err(Failure::TooOften { .. })
        ) {
            guesses += 1;
        }
    }
    assert_eq!(guesses, 30);
    // Whoever lives elsewhere is not disturbed.
    let other = from("203.0.113.7");
    gate.send(BOB, &other).unwrap();
    gate.check(BOB, &gate.code(BOB), &other).unwrap();
}

#[test]
fn codes_are_sent_so_often_and_no_more() {
    let gate = Gate::new(7);
    for _ in 0..4 {
        gate.send(ALICE, &home()).unwrap();
    }
    is_too_often(gate.send(ALICE, &home()));
    // The fifth is left to whoever lives elsewhere.
    gate.send(ALICE, &from("203.0.113.7")).unwrap();
    is_too_often(gate.send(ALICE, &from("203.0.113.8")));
    let sent = (0..50).filter(|line| {
        let phone = format!("+1415556{line:04}");
        gate.send(&phone, &home()).is_ok()
    });
    // Five of twenty went to Alice, or were to.
    assert_eq!(sent.count(), 15);
    gate.wait(HOUR);
    gate.send(ALICE, &home()).unwrap();
}

#[test]
fn a_right_code_forgives_the_wrong_ones_before_it() {
    let gate = Gate::new(8);
    for _ in 0..3 {
        gate.send(ALICE, &home()).unwrap();
        for _ in 0..3 {
            assert_eq!(field(gate.check(ALICE, "x", &home())), "code");
        }
        gate.check(ALICE, &gate.code(ALICE), &home()).unwrap();
    }
}

#[test]
fn what_is_said_does_not_tell_whether_a_number_has_an_account() {
    let gate = Gate::new(9);
    gate.sign_in(ALICE);
    let said = |phone: &str| {
        let sent = format!("{:?}", gate.send(phone, &home()));
        let checked = format!("{:?}", gate.check(phone, "x", &home()).err());
        (sent, checked)
    };
    assert_eq!(said(ALICE), said(BOB));
}

#[test]
fn what_is_said_does_not_tell_whether_a_code_was_sent() {
    let gate = Gate::new(9);
    gate.send(ALICE, &home()).unwrap();
    let said = |phone: &str| -> Vec<String> {
        let guess = |address: u8| {
            let client = from(&format!("198.51.100.{address}"));
            format!("{:?}", gate.check(phone, "x", &client))
        };
        (0..8).map(guess).collect()
    };
    let told = said(ALICE);
    assert!(told[7].contains("TooOften"), "{told:?}");
    assert_eq!(told, said(BOB));
}

#[test]
fn what_was_counted_is_let_go_of_and_holds_no_number_and_no_address() {
    let gate = Gate::new(10);
    gate.send(ALICE, &home()).unwrap();
    let _ = gate.check(ALICE, "x", &home());
    let plain =
        "SELECT count(*) AS n FROM limits WHERE name LIKE '%415555%' OR name LIKE '%192.0%'";
    assert_eq!(gate.counted(plain), 0);
    assert!(gate.counted("SELECT count(*) AS n FROM limits") > 0);
    gate.wait(2 * DAY);
    finish(sweeping::every_hour(&gate.ports())).unwrap();
    assert_eq!(gate.counted("SELECT count(*) AS n FROM limits"), 0);
    assert_eq!(gate.counted("SELECT count(*) AS n FROM sign_in_codes"), 0);
}

#[test]
fn what_keeps_one_sweep_from_being_done_holds_up_no_other() {
    let gate = Gate::new(24);
    gate.send(ALICE, &home()).unwrap();
    gate.wait(2 * DAY);
    gate.0.memories.faults.plan([Some(Fault::Refused)]);
    assert!(finish(sweeping::every_hour(&gate.ports())).is_err());
    assert_eq!(gate.counted("SELECT count(*) AS n FROM limits"), 0);
}

#[test]
fn a_service_s_codes_sign_in_as_ours_do() {
    let gate = Gate::new(11);
    let verifier = &gate.0.verifier;
    verifier.is_set.set(true);
    gate.send(ALICE, &home()).unwrap();
    assert_eq!(gate.0.messenger.last_to(&number(ALICE)), None);
    let code = verifier.code(&number(ALICE)).unwrap();
    let wrong = if code == "000000" { "111111" } else { "000000" };
    assert_eq!(field(gate.check(ALICE, wrong, &home())), "code");
    gate.check(ALICE, &code, &home()).unwrap();
    assert_eq!(field(gate.check(ALICE, &code, &home())), "code");
}

#[test]
fn a_service_that_fails_lets_nobody_in() {
    let gate = Gate::new(12);
    let verifier = &gate.0.verifier;
    verifier.is_set.set(true);
    gate.send(ALICE, &home()).unwrap();
    let code = verifier.code(&number(ALICE)).unwrap();
    verifier.faults.plan([Some(Fault::Refused)]);
    let failed = gate.check(ALICE, &code, &home());
    assert!(
        matches!(failed, Err(Failure::Unavailable { .. })),
        "{failed:?}"
    );
    gate.check(ALICE, &code, &home()).unwrap();
}

#[test]
fn whatever_is_lost_on_the_way_no_guess_is_made_uncounted() {
    for lost in 0..6 {
        let gate = Gate::new(13);
        gate.send(ALICE, &home()).unwrap();
        let mut guesses = 0;
        for _ in 0..20 {
            let mut faults = vec![None; lost];
            faults.push(Some(Fault::AnswerLost));
            gate.0.sql.faults.plan(faults);
            if matches!(
                gate.check(ALICE, "x", &home()),
                Err(Failure::Invalid { .. })
            ) {
                guesses += 1;
            }
            gate.0.sql.faults.end();
        }
        assert!(guesses <= 5, "{guesses} guesses");
    }
}
