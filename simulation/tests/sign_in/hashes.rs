//! Of numbers and PINs there are so few that whoever has their hash has them, but for the key.

use call_me_back::call::machine::Outcome;
use call_me_back::directory::people::{self, User};
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::{erasing, proving, sweeping};
use call_me_back::ports::Ports as _;
use call_me_back::secret;
use call_me_back::sql::Sql as _;
use call_me_back_simulation::finish;

use crate::gate::{ALICE, BOB, Gate};

const PIN: &str = "472815";

/// What anybody can reckon who knows, or tries, the PIN.
fn plain_pin(user: &User) -> String {
    secret::hash(&format!("pin:{}:{PIN}", user.id))
}

fn plain_number(number: &str) -> String {
    secret::hash(&format!("number:{number}"))
}

fn stored(gate: &Gate) -> String {
    gate.0.sql.sqlite().dump().unwrap()
}

fn write(gate: &Gate, statement: &str) {
    gate.0.sql.sqlite().run(statement, &[]).unwrap();
}

fn typed(gate: &Gate, user: &User, pin: &str) -> Outcome {
    finish(proving::compare(&gate.ports(), &user.id, pin)).unwrap()
}

/// What an account that is gone left of its number, before there was a key.
fn leave_plain(gate: &Gate, number: &str) {
    let now = gate.now().millis();
    for statement in [
        format!("INSERT INTO suppressions (phone, since, reason) VALUES ('gone:{number}', 1, '')"),
        format!(
            "INSERT INTO spent (number_hash, created_at, calls, carrier_minutes, known_micro_usd)
             VALUES ('{number}', {now}, 1, 7, 0), ('{number}', {now}, 1, 2, 0)"
        ),
    ] {
        write(gate, &statement);
    }
}

/// Whether whoever has that number now is not called, and how many minutes its day has had.
fn left_to(gate: &Gate, number: &str) -> (u32, u64) {
    let user = gate.sign_in(number).user;
    let (ports, key) = (gate.ports(), gate.ports().hash_key().unwrap());
    let began = gate.now();
    let standing = people::phone_standing(ports.sql(), &key, &user, None, began);
    let standing = finish(standing).unwrap();
    (standing.suppressed, standing.erased_minutes)
}

#[test]
fn what_is_stored_of_a_pin_and_of_a_number_that_is_gone_nobody_reckons_without_the_key() {
    let gate = Gate::new(60);
    let (alice, bob) = (gate.sign_in(ALICE).user, gate.sign_in(BOB).user);
    let pin = Profile {
        pin: Some(PIN.to_owned()),
        ..Profile::default()
    };
    finish(set_profile(&gate.ports(), &alice, pin, None)).unwrap();
    finish(people::suppress(gate.ports().sql(), &bob.id, gate.now())).unwrap();
    finish(erasing::everything(&gate.ports(), &bob, "erase everything")).unwrap();
    assert!(typed(&gate, &alice, PIN) == Outcome::Right);
    let stored = stored(&gate);
    assert!(stored.contains("gone:keyed:"));
    assert!(!stored.contains(&plain_pin(&alice)));
    assert!(!stored.contains(&plain_number(BOB)) && !stored.contains(BOB));
}

#[test]
fn what_was_hashed_before_there_was_a_key_holds_and_comes_under_it() {
    let gate = Gate::new(61);
    let alice = gate.sign_in(ALICE).user;
    let (pin, bobs) = (plain_pin(&alice), plain_number(BOB));
    write(&gate, &format!("UPDATE users SET pin_hash = '{pin}'"));
    leave_plain(&gate, &bobs);
    assert!(typed(&gate, &alice, "472816") == Outcome::Wrong);
    assert!(typed(&gate, &alice, PIN) == Outcome::Right);
    finish(sweeping::every_hour(&gate.ports())).unwrap();
    let found = stored(&gate);
    assert!(!found.contains(&pin) && !found.contains(&bobs));
    assert!(typed(&gate, &alice, "472816") == Outcome::Wrong);
    assert!(typed(&gate, &alice, PIN) == Outcome::Right);
    assert_eq!(left_to(&gate, BOB), (1, 9));
}

#[test]
fn what_was_hashed_before_there_was_a_key_holds_until_it_comes_under_it() {
    let gate = Gate::new(62);
    leave_plain(&gate, &plain_number(BOB));
    assert_eq!(left_to(&gate, BOB), (1, 9));
    finish(sweeping::every_hour(&gate.ports())).unwrap();
    assert_eq!(left_to(&gate, BOB), (1, 9));
    assert!(!stored(&gate).contains(&plain_number(BOB)));
}
