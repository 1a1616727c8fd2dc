//! The keys with which an issuer signs.

use serde::{Deserialize, Serialize};

use super::Trust;
use super::token::Algorithm;
use crate::failure::Failure;
use crate::time::{DAY, MINUTE, Timestamp};

/// How long keys are believed without asking again.
const FRESH: i64 = 10 * MINUTE;
/// How soon after an asking another one may follow, for a key that is not among them.
const SOONEST: i64 = MINUTE;
/// How long they are believed while the issuer does not answer.
const LONGEST: i64 = DAY;
/// As many keys of an issuer are looked at.
const MOST: usize = 32;
/// The shortest modulus of RSA, in letters of base64url: 2048 bits.
const SHORTEST_MODULUS: usize = 342;

/// A public key, as RFC 7517 writes it. What else stands there is not ours to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    pub kty: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alg: Option<String>,
    /// RSA: modulus and exponent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub e: Option<String>,
    /// Elliptic: the curve and a point on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crv: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<String>,
}

impl Jwk {
    /// Whether it can have made signatures of that algorithm: the key decides, not the token.
    fn signs(&self, algorithm: Algorithm) -> bool {
        let fits = match algorithm {
            Algorithm::Rs256 => {
                self.kty == "RSA"
                    && self.e.is_some()
                    && self.n.as_ref().is_some_and(|n| n.len() >= SHORTEST_MODULUS)
            }
            Algorithm::Es256 => {
                self.kty == "EC"
                    && self.crv.as_deref() == Some("P-256")
                    && self.x.is_some()
                    && self.y.is_some()
            }
        };
        fits && self
            .purpose
            .as_deref()
            .is_none_or(|purpose| purpose == "sig")
            && self
                .alg
                .as_deref()
                .is_none_or(|alg| alg == algorithm.name())
    }
}

/// An issuer's keys, as they were at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySet {
    keys: Vec<Jwk>,
    /// None: the issuer never told them.
    told_at: Option<Timestamp>,
    asked_at: Timestamp,
}

impl KeySet {
    pub fn new(keys: Vec<Jwk>, now: Timestamp) -> Self {
        Self {
            keys,
            told_at: Some(now),
            asked_at: now,
        }
    }

    /// What is known after the issuer was asked in vain.
    pub fn unanswered(before: Option<Self>, now: Timestamp) -> Self {
        let (keys, told_at) = before.map_or((Vec::new(), None), |set| (set.keys, set.told_at));
        Self {
            keys,
            told_at,
            asked_at: now,
        }
    }

    pub fn is_fresh(&self, now: Timestamp) -> bool {
        self.is_younger(FRESH, now)
    }

    /// Whether they are believed while the issuer does not answer.
    pub fn is_believed(&self, now: Timestamp) -> bool {
        self.is_younger(LONGEST, now)
    }

    fn is_younger(&self, age: i64, now: Timestamp) -> bool {
        self.told_at
            .is_some_and(|told_at| (0..age).contains(&now.since(told_at)))
    }

    /// Whether the issuer may be asked again already: tokens that name keys of nobody's can't make us ask
    /// without end.
    pub fn may_ask_again(&self, now: Timestamp) -> bool {
        !(0..SOONEST).contains(&now.since(self.asked_at))
    }

    /// The key that a token names; where it names none, the only one that can have signed it.
    pub fn key(&self, kid: Option<&str>, algorithm: Algorithm) -> Option<&Jwk> {
        let mut fitting = self.keys.iter().filter(|key| key.signs(algorithm));
        match kid {
            Some(kid) => fitting.find(|key| key.kid.as_deref() == Some(kid)),
            None => fitting.next().filter(|_| fitting.next().is_none()),
        }
    }
}

/// Where the keys are, by an issuer's configuration.
///
/// # Errors
/// `Unavailable` where it is none, or another issuer's.
pub fn discovered(trust: &Trust, body: &str) -> Result<String, Failure> {
    #[derive(Deserialize)]
    struct Configuration {
        issuer: String,
        jwks_uri: String,
    }
    let read: Option<Configuration> = serde_json::from_str(body).ok();
    read.filter(|read| read.issuer == trust.issuer)
        .map(|read| read.jwks_uri)
        .ok_or_else(|| Failure::unavailable("OIDC_ISSUER: its configuration is not its own"))
}

/// The keys in an issuer's answer; those that can't be read are left out.
///
/// # Errors
/// `Unavailable` where it holds no list of keys.
pub fn keys_in(body: &str) -> Result<Vec<Jwk>, Failure> {
    #[derive(Deserialize)]
    struct Set {
        keys: Vec<serde_json::Value>,
    }
    let set: Set = serde_json::from_str(body)
        .map_err(|_| Failure::unavailable("OIDC_ISSUER: it gave no keys"))?;
    let keys = set.keys.into_iter().take(MOST);
    Ok(keys
        .filter_map(|key| serde_json::from_value(key).ok())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn set(keys: serde_json::Value) -> KeySet {
        KeySet::new(keys_in(&keys.to_string()).unwrap(), NOW)
    }

    fn elliptic(kid: &str) -> serde_json::Value {
        serde_json::json!({ "kty": "EC", "kid": kid, "crv": "P-256", "x": "x", "y": "y" })
    }

    #[test]
    fn a_token_chooses_its_key_and_the_key_its_algorithm() {
        let other = serde_json::json!({ "kty": "oct", "kid": "c", "k": "secret" });
        let keys = set(serde_json::json!({ "keys": [elliptic("a"), elliptic("b"), other, 7] }));
        assert_eq!(
            keys.key(Some("b"), Algorithm::Es256)
                .unwrap()
                .kid
                .as_deref(),
            Some("b")
        );
        assert_eq!(keys.key(Some("b"), Algorithm::Rs256), None);
        assert_eq!(keys.key(Some("c"), Algorithm::Es256), None);
        assert_eq!(keys.key(None, Algorithm::Es256), None);
        let one = set(serde_json::json!({ "keys": [elliptic("a")] }));
        assert!(one.key(None, Algorithm::Es256).is_some());
    }

    #[test]
    fn a_key_for_something_else_or_too_weak_signs_nothing() {
        let mut sealed = elliptic("a");
        sealed["use"] = "enc".into();
        let weak = serde_json::json!({ "kty": "RSA", "kid": "b", "n": "short", "e": "AQAB" });
        let keys = set(serde_json::json!({ "keys": [sealed, weak] }));
        assert_eq!(keys.key(Some("a"), Algorithm::Es256), None);
        assert_eq!(keys.key(Some("b"), Algorithm::Rs256), None);
    }

    #[test]
    fn an_issuer_is_asked_again_after_a_while_and_not_before() {
        let keys = set(serde_json::json!({ "keys": [] }));
        assert!(keys.is_fresh(NOW.plus(9 * MINUTE)) && !keys.is_fresh(NOW.plus(11 * MINUTE)));
        assert!(!keys.may_ask_again(NOW.plus(1_000)) && keys.may_ask_again(NOW.plus(MINUTE)));
    }

    #[test]
    fn another_issuer_s_configuration_is_not_believed() {
        let trust = Trust {
            issuer: "https://id.example".to_owned(),
            audience: "us".to_owned(),
            jwks: None,
        };
        let body = |issuer: &str| {
            serde_json::json!({ "issuer": issuer, "jwks_uri": "https://id.example/keys" })
                .to_string()
        };
        assert!(discovered(&trust, &body("https://id.example")).is_ok());
        assert!(discovered(&trust, &body("https://evil.example")).is_err());
        assert!(discovered(&trust, "nonsense").is_err());
    }
}
