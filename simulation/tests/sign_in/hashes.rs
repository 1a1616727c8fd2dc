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
    for statement in [
        format!("UPDATE users SET pin_hash = '{pin}'"),
        format!("INSERT INTO suppressions (phone, since, reason) VALUES ('gone:{bobs}', 1, '')"),
        format!(
            "INSERT INTO spent (number_hash, created_at, calls, carrier_minutes, known_micro_usd)
             VALUES ('{bobs}', {now}, 1, 7, 0), ('{bobs}', {now}, 1, 2, 0)",
            now = gate.now().millis()
        ),
    ] {
        write(&gate, &statement);
    }
    assert!(typed(&gate, &alice, "472816") == Outcome::Wrong);
    assert!(typed(&gate, &alice, PIN) == Outcome::Right);
    finish(sweeping::every_hour(&gate.ports())).unwrap();
    let found = stored(&gate);
    assert!(!found.contains(&pin) && !found.contains(&bobs));
    assert!(typed(&gate, &alice, "472816") == Outcome::Wrong);
    assert!(typed(&gate, &alice, PIN) == Outcome::Right);
    // Whoever has the number now is not called, and has what is left of its day.
    let bob = gate.sign_in(BOB).user;
    let (ports, key) = (gate.ports(), gate.ports().hash_key().unwrap());
    let standing = finish(people::phone_standing(
        ports.sql(),
        &key,
        &bob,
        None,
        gate.now(),
    ));
    let standing = standing.unwrap();
    assert_eq!((standing.suppressed, standing.erased_minutes), (1, 9));
}
