//! Tokens of an issuer that whoever runs this trusts.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use call_me_back::directory::identities;
use call_me_back::failure::Failure;
use call_me_back::flows::admitting::Via;
use call_me_back::flows::identifying;
use call_me_back::ports::{Access, Ports as _};
use call_me_back::scope::Scope;
use call_me_back::time::{DAY, HOUR, MINUTE, SECOND};
use call_me_back_simulation::{Fault, HostIssuer, finish};
use serde_json::{Value, json};

use crate::gate::{ALICE, BOB, Gate, field};

const ISSUER: &str = "https://id.example";

/// A gate that trusts an issuer, which has those keys.
fn trusting(seed: u64, keys: &[&str]) -> Gate {
    let gate = Gate::new(seed);
    let setting = |name: &str| match name {
        "OIDC_ISSUER" => Some(ISSUER.to_owned()),
        "OIDC_AUDIENCE" => Some("us".to_owned()),
        _ => None,
    };
    *gate.0.access.borrow_mut() = Access::read(setting).unwrap();
    let configuration = json!({ "issuer": ISSUER, "jwks_uri": format!("{ISSUER}/keys") });
    let page = format!("{ISSUER}/.well-known/openid-configuration");
    let pages = &gate.0.issuer.pages;
    pages.borrow_mut().insert(page, configuration.to_string());
    has_keys(&gate, keys);
    gate
}

fn has_keys(gate: &Gate, keys: &[&str]) {
    let key = |kid: &&str| json!({ "kty": "EC", "kid": kid, "crv": "P-256", "x": kid, "y": "y" });
    let keys: Vec<Value> = keys.iter().map(key).collect();
    let page = json!({ "keys": keys }).to_string();
    gate.0
        .issuer
        .pages
        .borrow_mut()
        .insert(format!("{ISSUER}/keys"), page);
}

fn token_by(gate: &Gate, kid: &str, more: &Value) -> String {
    let seconds = gate.now().millis() / SECOND;
    let mut claims = json!({ "iss": ISSUER, "sub": "alice", "aud": "us", "exp": seconds + 300 });
    for (name, value) in more.as_object().unwrap() {
        claims[name] = value.clone();
    }
    let header = json!({ "alg": "ES256", "kid": kid });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(&header), part(&claims));
    let signature = URL_SAFE_NO_PAD.encode(HostIssuer::signature(kid, &message));
    format!("{message}.{signature}")
}

fn token(gate: &Gate) -> String {
    token_by(gate, "a", &json!({}))
}

#[test]
fn a_token_opens_the_account_that_it_was_linked_to() {
    let gate = trusting(81, &["a"]);
    let alice = gate.sign_in(ALICE);
    let bearer = token(&gate);
    assert!(matches!(
        gate.caller(&bearer),
        Err(Failure::Forbidden { .. })
    ));
    finish(identifying::link(&gate.ports(), &alice.user.id, &bearer)).unwrap();
    let caller = gate.caller(&bearer).unwrap().unwrap();
    assert_eq!(caller.user, alice.user);
    assert!(caller.check(Scope::MemoriesWrite).is_ok());
    assert!(caller.check(Scope::Account).is_err() && caller.check_fresh(gate.now()).is_err());
    // To nobody else.
    let bob = gate.sign_in(BOB);
    let refused = finish(identifying::link(&gate.ports(), &bob.user.id, &bearer));
    assert!(matches!(refused, Err(Failure::Conflict { .. })));
}

#[test]
fn a_token_does_what_its_scope_names() {
    let gate = trusting(82, &["a"]);
    let alice = gate.sign_in(ALICE);
    finish(identifying::link(
        &gate.ports(),
        &alice.user.id,
        &token(&gate),
    ))
    .unwrap();
    let bearer = token_by(&gate, "a", &json!({ "scope": "openid calls:read" }));
    let Via::Identity { scopes } = gate.caller(&bearer).unwrap().unwrap().via else {
        panic!("no identity");
    };
    assert_eq!(scopes.to_string(), "calls:read");
}

#[test]
fn an_unlinked_identity_opens_nothing() {
    let gate = trusting(83, &["a"]);
    let alice = gate.sign_in(ALICE);
    let linked = finish(identifying::link(
        &gate.ports(),
        &alice.user.id,
        &token(&gate),
    ))
    .unwrap();
    let bob = gate.sign_in(BOB);
    assert!(finish(identifying::unlink(&gate.ports(), &bob.user.id, &linked.id)).is_err());
    finish(identifying::unlink(
        &gate.ports(),
        &alice.user.id,
        &linked.id,
    ))
    .unwrap();
    assert!(gate.caller(&token(&gate)).is_err());
}

#[test]
fn what_is_not_signed_by_the_issuer_for_us_and_now_opens_nothing() {
    let gate = trusting(84, &["a"]);
    let alice = gate.sign_in(ALICE);
    finish(identifying::link(
        &gate.ports(),
        &alice.user.id,
        &token(&gate),
    ))
    .unwrap();
    let good = token(&gate);
    let (message, _) = good.rsplit_once('.').unwrap();
    let forged = format!("{message}.{}", URL_SAFE_NO_PAD.encode("forged"));
    let seconds = gate.now().millis() / SECOND;
    for bearer in [
        forged,
        token_by(&gate, "b", &json!({})),
        token_by(&gate, "a", &json!({ "aud": "them" })),
        token_by(&gate, "a", &json!({ "iss": "https://evil.example" })),
        token_by(&gate, "a", &json!({ "exp": seconds - 120 })),
    ] {
        assert_eq!(gate.caller(&bearer).unwrap(), None, "{bearer}");
        let linked = finish(identifying::link(&gate.ports(), &alice.user.id, &bearer));
        assert_eq!(field(linked), "token");
    }
    gate.wait(10 * MINUTE);
    assert_eq!(gate.caller(&good).unwrap(), None);
}

#[test]
fn the_issuer_is_asked_seldom_whatever_tokens_come() {
    let gate = trusting(85, &["a"]);
    let alice = gate.sign_in(ALICE);
    finish(identifying::link(
        &gate.ports(),
        &alice.user.id,
        &token(&gate),
    ))
    .unwrap();
    // Once for its configuration, once for its keys.
    assert_eq!(gate.0.issuer.asked.get(), 2);
    for n in 0..50 {
        let unknown = token_by(&gate, &format!("unknown{n}"), &json!({}));
        assert_eq!(gate.caller(&unknown).unwrap(), None);
        assert!(gate.caller(&token(&gate)).unwrap().is_some());
    }
    assert_eq!(gate.0.issuer.asked.get(), 2);
    // A key that is new is found when a minute has gone.
    has_keys(&gate, &["a", "b"]);
    gate.wait(MINUTE);
    assert!(
        gate.caller(&token_by(&gate, "b", &json!({})))
            .unwrap()
            .is_some()
    );
    assert_eq!(gate.0.issuer.asked.get(), 4);
    // And one that was taken back is forgotten after ten.
    has_keys(&gate, &["b"]);
    gate.wait(10 * MINUTE);
    assert_eq!(gate.caller(&token(&gate)).unwrap(), None);
}

#[test]
fn keys_that_are_known_are_believed_for_a_day_while_the_issuer_does_not_answer() {
    let gate = trusting(92, &["a"]);
    let alice = gate.sign_in(ALICE);
    finish(identifying::link(
        &gate.ports(),
        &alice.user.id,
        &token(&gate),
    ))
    .unwrap();
    gate.0.issuer.pages.borrow_mut().clear();
    gate.wait(HOUR);
    let before = gate.0.issuer.asked.get();
    for _ in 0..20 {
        assert!(gate.caller(&token(&gate)).unwrap().is_some());
        assert_eq!(
            gate.caller(&token_by(&gate, "b", &json!({}))).unwrap(),
            None
        );
    }
    assert_eq!(gate.0.issuer.asked.get(), before + 1);
    gate.wait(DAY);
    for _ in 0..20 {
        let refused = gate.caller(&token(&gate));
        assert!(matches!(refused, Err(Failure::Unavailable { .. })));
    }
    assert_eq!(gate.0.issuer.asked.get(), before + 2);
}

#[test]
fn an_issuer_that_does_not_answer_lets_nobody_in() {
    let gate = trusting(86, &["a"]);
    gate.0.issuer.faults.plan([Some(Fault::Refused)]);
    assert!(matches!(
        gate.caller(&token(&gate)),
        Err(Failure::Unavailable { .. })
    ));
}

#[test]
fn a_number_that_the_issuer_verified_links_where_it_was_proved_lately() {
    let gate = trusting(87, &["a"]);
    let alice = gate.sign_in(ALICE);
    let with = |verified: bool| {
        let more = json!({ "phone_number": ALICE, "phone_number_verified": verified });
        token_by(&gate, "a", &more)
    };
    assert!(gate.caller(&with(false)).is_err());
    gate.wait(31 * DAY);
    assert!(gate.caller(&with(true)).is_err());
    gate.sign_in(ALICE);
    let caller = gate.caller(&with(true)).unwrap().unwrap();
    assert_eq!(caller.user.id, alice.user.id);
    // It is linked now, whatever the next token says.
    assert!(gate.caller(&token(&gate)).unwrap().is_some());
    // Once unlinked it stays so, until the user themselves links it.
    let ports = gate.ports();
    let id = finish(identities::of(ports.sql(), &alice.user.id)).unwrap()[0]
        .id
        .clone();
    finish(identifying::unlink(&ports, &alice.user.id, &id)).unwrap();
    assert!(gate.caller(&with(true)).is_err());
    finish(identifying::link(&ports, &alice.user.id, &with(true))).unwrap();
    assert!(gate.caller(&with(true)).unwrap().is_some());
}

#[test]
fn without_an_issuer_no_token_is_believed() {
    let gate = trusting(88, &["a"]);
    let alice = gate.sign_in(ALICE);
    finish(identifying::link(
        &gate.ports(),
        &alice.user.id,
        &token(&gate),
    ))
    .unwrap();
    *gate.0.access.borrow_mut() = Access::read(|_| None).unwrap();
    assert_eq!(gate.caller(&token(&gate)).unwrap(), None);
}

#[test]
fn a_setting_that_is_half_is_said_to_who_bears_a_token_and_keeps_nobody_else_out() {
    let gate = trusting(89, &["a"]);
    let (alice, token) = (gate.sign_in(ALICE), token(&gate));
    let half = |name: &str| (name == "OIDC_ISSUER").then(|| ISSUER.to_owned());
    *gate.0.access.borrow_mut() = Access::read(half).unwrap();
    let Err(Failure::Conflict { why }) = gate.caller(&token) else {
        panic!("it was read");
    };
    assert!(why.contains("OIDC_AUDIENCE"), "{why}");
    assert!(gate.caller(&alice.token).unwrap().is_some());
}
