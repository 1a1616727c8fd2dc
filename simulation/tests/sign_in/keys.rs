//! Keys: what they may do, for how long, and how a secret is made anew.

use call_me_back::directory::keys as directory;
use call_me_back::failure::Failure;
use call_me_back::flows::admitting::{self, Via};
use call_me_back::flows::keys::{self, MadeKey, NewKey, Rotation};
use call_me_back::flows::signing_in::SignedIn;
use call_me_back::ports::Ports as _;
use call_me_back::scope::{Scope, Scopes};
use call_me_back::sql::Sql as _;
use call_me_back::time::{DAY, HOUR};
use call_me_back_simulation::finish;

use crate::gate::{ALICE, BOB, Gate, field};

fn wish(scopes: Option<&str>) -> NewKey {
    NewKey {
        name: "a program".to_owned(),
        scopes: scopes.map(|scopes| scopes.parse().unwrap()),
        expires_in_days: None,
    }
}

fn make(gate: &Gate, owner: &SignedIn, wish: NewKey) -> MadeKey {
    finish(keys::make(&gate.ports(), &owner.user.id, wish)).unwrap()
}

fn smart(gate: &Gate, key: &str) -> Result<bool, Failure> {
    let owner = finish(admitting::owner(&gate.ports(), key, Scope::Smart))?;
    Ok(owner.is_some())
}

#[test]
fn a_key_does_what_it_was_given_and_nothing_else() {
    let gate = Gate::new(61);
    let alice = gate.sign_in(ALICE);
    let made = make(&gate, &alice, wish(Some("memories:read calls:read")));
    let caller = gate.caller(&made.key).unwrap().unwrap();
    assert_eq!(caller.user, alice.user);
    assert!(caller.check(Scope::MemoriesRead).is_ok());
    for scope in [Scope::MemoriesWrite, Scope::Account, Scope::Smart] {
        let refused = caller.check(scope);
        assert!(
            matches!(refused, Err(Failure::Forbidden { .. })),
            "{scope:?}"
        );
    }
    assert!(matches!(
        smart(&gate, &made.key),
        Err(Failure::Forbidden { .. })
    ));
    // Not even with all scopes does a key take the account.
    let all = make(
        &gate,
        &alice,
        NewKey {
            scopes: Some(Scopes::all()),
            ..wish(None)
        },
    );
    let caller = gate.caller(&all.key).unwrap().unwrap();
    assert!(caller.check(Scope::Account).is_ok());
    assert!(caller.check_fresh(gate.now()).is_err());
}

#[test]
fn a_key_of_which_nothing_is_said_opens_v1_as_those_before_it_did() {
    let gate = Gate::new(62);
    let alice = gate.sign_in(ALICE);
    let made = make(&gate, &alice, wish(None));
    assert_eq!(made.about.scopes.to_string(), "smart");
    assert!(smart(&gate, &made.key).unwrap());
    // One of the release before this: its row has no more than it had.
    let key = "cmb_before";
    let hash = call_me_back::secret::hash(key);
    let owner = alice.user.id.as_str();
    let row = format!(
        "INSERT INTO api_keys (id, user_id, name, key_hash, created_at)
         VALUES ('key_before', '{owner}', 'before', '{hash}', 1)"
    );
    gate.0.sql.sqlite().run(&row, &[]).unwrap();
    assert!(smart(&gate, key).unwrap());
    let Via::Key { scopes, .. } = gate.caller(key).unwrap().unwrap().via else {
        panic!("no key");
    };
    assert_eq!(scopes.to_string(), "smart");
}

#[test]
fn a_key_ends_when_it_is_to() {
    let gate = Gate::new(63);
    let alice = gate.sign_in(ALICE);
    let new = NewKey {
        expires_in_days: Some(7),
        ..wish(None)
    };
    let made = make(&gate, &alice, new);
    gate.wait(7 * DAY - 1);
    assert!(smart(&gate, &made.key).unwrap());
    gate.wait(1);
    assert!(!smart(&gate, &made.key).unwrap());
    assert_eq!(gate.caller(&made.key).unwrap(), None);
}

#[test]
fn a_secret_that_was_replaced_is_good_for_its_grace() {
    let gate = Gate::new(64);
    let alice = gate.sign_in(ALICE);
    let first = make(&gate, &alice, wish(None));
    let rotate = |grace_hours| {
        let rotation = Rotation { grace_hours };
        finish(keys::rotate(
            &gate.ports(),
            &alice.user.id,
            &first.about.id,
            &rotation,
        ))
    };
    let second = rotate(2).unwrap();
    assert_eq!(second.about.id, first.about.id);
    assert!(smart(&gate, &first.key).unwrap() && smart(&gate, &second.key).unwrap());
    // Only with the newest may a key rotate itself: whoever has an older one may have found it.
    let is_newest = |key: &str| {
        let via = gate.caller(key).unwrap().unwrap().via;
        matches!(
            via,
            Via::Key {
                is_current: true,
                ..
            }
        )
    };
    assert!(!is_newest(&first.key) && is_newest(&second.key));
    gate.wait(2 * HOUR);
    assert!(!smart(&gate, &first.key).unwrap() && smart(&gate, &second.key).unwrap());
    let third = rotate(0).unwrap();
    assert!(!smart(&gate, &second.key).unwrap() && smart(&gate, &third.key).unwrap());
    assert_eq!(field(rotate(73)), "grace_hours");
    let ports = gate.ports();
    finish(keys::revoke(&ports, &alice.user.id, &first.about.id)).unwrap();
    assert!(!smart(&gate, &third.key).unwrap());
}

#[test]
fn a_revoked_key_is_not_good_for_its_grace_either() {
    let gate = Gate::new(65);
    let alice = gate.sign_in(ALICE);
    let first = make(&gate, &alice, wish(None));
    let rotation = Rotation { grace_hours: 72 };
    let ports = gate.ports();
    finish(keys::rotate(
        &ports,
        &alice.user.id,
        &first.about.id,
        &rotation,
    ))
    .unwrap();
    finish(keys::revoke(&ports, &alice.user.id, &first.about.id)).unwrap();
    assert!(!smart(&gate, &first.key).unwrap());
}

#[test]
fn nobody_turns_or_takes_the_key_of_another() {
    let gate = Gate::new(66);
    let (alice, bob) = (gate.sign_in(ALICE), gate.sign_in(BOB));
    let made = make(&gate, &alice, wish(None));
    let ports = gate.ports();
    let id = &made.about.id;
    let turned = finish(keys::rotate(&ports, &bob.user.id, id, &Rotation::default()));
    assert!(matches!(turned, Err(Failure::NotFound { .. })));
    assert!(finish(keys::revoke(&ports, &bob.user.id, id)).is_err());
    assert!(smart(&gate, &made.key).unwrap());
}

#[test]
fn when_a_key_was_used_is_known_to_the_hour() {
    let gate = Gate::new(67);
    let alice = gate.sign_in(ALICE);
    let made = make(&gate, &alice, wish(None));
    let used = || {
        let keys = finish(directory::keys(gate.ports().sql(), &alice.user.id)).unwrap();
        keys[0].last_used_at
    };
    assert_eq!(used(), None);
    smart(&gate, &made.key).unwrap();
    let first = gate.now();
    assert_eq!(used(), Some(first));
    gate.wait(HOUR / 2);
    smart(&gate, &made.key).unwrap();
    gate.caller(&made.key).unwrap();
    assert_eq!(used(), Some(first));
    gate.wait(HOUR);
    gate.caller(&made.key).unwrap();
    assert_eq!(used(), Some(gate.now()));
}

#[test]
fn what_can_be_no_key_is_refused() {
    let gate = Gate::new(68);
    let alice = gate.sign_in(ALICE);
    let refused = |new: NewKey| field(finish(keys::make(&gate.ports(), &alice.user.id, new)));
    assert_eq!(
        refused(NewKey {
            name: " ".to_owned(),
            ..wish(None)
        }),
        "name"
    );
    assert_eq!(refused(wish(Some(""))), "scopes");
    assert_eq!(
        refused(NewKey {
            expires_in_days: Some(0),
            ..wish(None)
        }),
        "expires_in_days"
    );
}
