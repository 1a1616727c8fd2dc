//! A signed token: its parts, and what it must say to be believed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use strum::{EnumString, IntoStaticStr};

use super::Trust;
use crate::telephony::phone::PhoneNumber;
use crate::time::{MINUTE, SECOND, Timestamp};

/// The longest token that is read, in bytes.
const LONGEST: usize = 8 * 1024;
/// The longest name of somebody at an issuer, in characters.
const LONGEST_SUBJECT: usize = 255;
/// How far clocks may be apart.
const LEEWAY: i64 = MINUTE;

/// What a token may be signed by. What is not named here signs nothing: no `none`, and no secret that
/// could be taken for a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
pub enum Algorithm {
    #[strum(serialize = "RS256")]
    Rs256,
    #[strum(serialize = "ES256")]
    Es256,
}

impl Algorithm {
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A token whose signature is yet to be verified: nothing in it is to be believed before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub algorithm: Algorithm,
    pub kid: Option<String>,
    /// What was signed.
    pub message: String,
    pub signature: Vec<u8>,
    claims: Raw,
}

impl Token {
    /// Whether that may be one: three parts.
    pub fn may_be(text: &str) -> bool {
        text.bytes().filter(|&byte| byte == b'.').count() == 2
    }

    /// Reads the parts; none where it is no token that we could verify.
    pub fn parse(text: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Header {
            alg: String,
            kid: Option<String>,
            /// What must be understood; we understand none of it.
            crit: Option<serde_json::Value>,
        }
        if text.len() > LONGEST {
            return None;
        }
        let (message, signature) = text.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let header: Header = serde_json::from_slice(&decoded(header)?).ok()?;
        if header.crit.is_some() {
            return None;
        }
        Some(Self {
            algorithm: header.alg.parse().ok()?,
            kid: header.kid,
            message: message.to_owned(),
            signature: decoded(signature)?,
            claims: serde_json::from_slice(&decoded(claims)?).ok()?,
        })
    }

    /// Whose it says it is, to be asked before anybody is troubled with its signature.
    pub fn is_of(&self, trust: &Trust) -> bool {
        self.claims.iss == trust.issuer
    }

    /// What it says, where it is made by that issuer, for us, and good now. Only of a token whose signature
    /// was verified.
    pub fn claims(self, trust: &Trust, now: Timestamp) -> Option<Claims> {
        let claims = self.claims;
        let ends = moment(claims.exp)?;
        let begins = match claims.nbf {
            Some(begins) => Some(moment(begins)?),
            None => None,
        };
        let is_for_us = match &claims.aud {
            Audience::One(audience) => audience == &trust.audience,
            Audience::Many(audiences) => audiences.contains(&trust.audience),
        };
        let is_good = claims.iss == trust.issuer
            && is_for_us
            && now < ends.plus(LEEWAY)
            && begins.is_none_or(|begins| begins.plus(-LEEWAY) <= now);
        let length = claims.sub.chars().count();
        if !is_good || length == 0 || length > LONGEST_SUBJECT {
            return None;
        }
        let phone = claims.phone_number.filter(|_| claims.phone_number_verified);
        Some(Claims {
            issuer: claims.iss,
            subject: claims.sub,
            scope: claims.scope.unwrap_or_default(),
            phone: phone.and_then(|phone| PhoneNumber::parse(&phone).ok()),
        })
    }
}

/// What a token says that is to be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    pub issuer: String,
    pub subject: String,
    /// Apart by spaces.
    pub scope: String,
    /// A number of whoever it is, which the issuer has verified.
    pub phone: Option<PhoneNumber>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Raw {
    iss: String,
    sub: String,
    aud: Audience,
    exp: Number,
    nbf: Option<Number>,
    scope: Option<String>,
    phone_number: Option<String>,
    #[serde(default)]
    phone_number_verified: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Seconds since 1970; some issuers write parts of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(from = "f64")]
struct Number(i64);

impl From<f64> for Number {
    fn from(seconds: f64) -> Self {
        // What is out of range is at its end.
        Self(seconds as i64)
    }
}

fn moment(seconds: Number) -> Option<Timestamp> {
    seconds.0.checked_mul(SECOND).map(Timestamp::from_millis)
}

fn decoded(part: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(part).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn trust() -> Trust {
        Trust {
            issuer: "https://id.example".to_owned(),
            audience: "us".to_owned(),
            jwks: None,
        }
    }

    fn token(header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.c2ln", part(header), part(claims))
    }

    fn good() -> Value {
        json!({ "iss": "https://id.example", "sub": "alice", "aud": ["them", "us"], "exp": 1_700_000_100 })
    }

    fn believed(change: impl Fn(&mut Value)) -> Option<Claims> {
        let mut claims = good();
        change(&mut claims);
        let header = json!({ "alg": "ES256", "kid": "a", "typ": "JWT" });
        Token::parse(&token(&header, &claims))?.claims(&trust(), NOW)
    }

    #[test]
    fn what_is_made_for_us_and_good_now_is_believed() {
        assert_eq!(believed(|_| ()).unwrap().subject, "alice");
        assert!(believed(|claims| claims["aud"] = "us".into()).is_some());
        // Clocks may be a minute apart.
        assert!(believed(|claims| claims["exp"] = 1_699_999_950.into()).is_some());
        assert!(believed(|claims| claims["nbf"] = 1_700_000_050.5.into()).is_some());
    }

    #[test]
    fn anything_else_is_not() {
        let wrong: [(&str, Value); 9] = [
            ("iss", "https://id.example/".into()),
            ("aud", "them".into()),
            ("aud", json!([])),
            ("exp", 1_699_999_930.into()),
            ("exp", Value::Null),
            ("exp", 1e300.into()),
            ("nbf", 1_700_000_070.into()),
            ("sub", "".into()),
            ("sub", "x".repeat(256).into()),
        ];
        for (name, value) in wrong {
            assert_eq!(
                believed(|claims| claims[name] = value.clone()),
                None,
                "{name} {value}"
            );
        }
    }

    #[test]
    fn a_number_counts_where_the_issuer_verified_it() {
        let phone = |verified: Value| {
            believed(|claims| {
                claims["phone_number"] = "+14155550123".into();
                claims["phone_number_verified"] = verified.clone();
            })
        };
        assert!(phone(true.into()).unwrap().phone.is_some());
        assert!(phone(false.into()).unwrap().phone.is_none());
        assert!(
            believed(|claims| claims["phone_number"] = "+14155550123".into())
                .unwrap()
                .phone
                .is_none()
        );
    }

    #[test]
    fn what_we_could_not_verify_is_no_token() {
        for header in [
            json!({ "alg": "none" }),
            json!({ "alg": "HS256" }),
            json!({ "alg": "rs256" }),
            json!({ "kid": "a" }),
            json!({ "alg": "ES256", "crit": ["b64"], "b64": false }),
        ] {
            assert_eq!(Token::parse(&token(&header, &good())), None, "{header}");
        }
        for text in ["", "..", "a.b.c", "e30.e30", &"x".repeat(9_000)] {
            assert_eq!(Token::parse(text), None, "{text}");
        }
    }
}
