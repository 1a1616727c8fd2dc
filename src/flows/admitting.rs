//! Who asks, by what they show, and what and how much they may ask for. A request is counted in the
//! statement that finds whose it is, so it costs no round trip of its own.

use crate::client::Client;
use crate::directory::people::User;
use crate::directory::{keys, sign_ins};
use crate::failure::Failure;
use crate::flows::identifying;
use crate::flows::keys::PREFIX;
use crate::ids::{ApiKeyId, SignInId, UserId};
use crate::oidc::Token;
use crate::ports::Ports;
use crate::scope::{Scope, Scopes};
use crate::secret;
use crate::time::{MINUTE, SECOND, Timestamp};

/// Somebody who proved who they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Caller {
    pub user: User,
    pub via: Via,
    /// How much more they may ask for now.
    pub allowance: Allowance,
    /// From where and with what they come.
    pub client: Client,
}

/// What they proved it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// A session that was opened with a code: it may do everything.
    Session {
        id: SignInId,
        /// When they last proved in it that it is them.
        proved_at: Timestamp,
    },
    /// A key of theirs, and what that is allowed.
    Key {
        id: ApiKeyId,
        scopes: Scopes,
        /// Its newest secret, and not the one before.
        is_current: bool,
    },
    /// A token of the issuer that whoever runs this trusts.
    Identity { scopes: Scopes },
}

impl Caller {
    /// # Errors
    /// `Forbidden` where what they come with is not allowed that.
    pub fn check(&self, scope: Scope) -> Result<(), Failure> {
        match &self.via {
            Via::Session { .. } => Ok(()),
            Via::Key { scopes, .. } | Via::Identity { scopes } => scope.needs(scopes),
        }
    }

    /// The session that they come with.
    ///
    /// # Errors
    /// `Forbidden` where it is none.
    pub fn session(&self) -> Result<&SignInId, Failure> {
        match &self.via {
            Via::Session { id, .. } => Ok(id),
            Via::Key { .. } | Via::Identity { .. } => Err(Failure::forbidden(
                "Only somebody who signed in by their telephone can do that.",
            )),
        }
    }

    /// The same, for what could take the account from its owner: they proved just now that it is them.
    ///
    /// # Errors
    /// `Forbidden`, with how to prove it.
    pub fn check_fresh(&self, now: Timestamp) -> Result<&SignInId, Failure> {
        match &self.via {
            Via::Session { proved_at, .. } if now.since(*proved_at) > sign_ins::FRESH => {
                Err(Failure::forbidden(
                    "Prove first that it is you: ask for a code with POST /api/me/proof.",
                ))
            }
            _ => self.session(),
        }
    }
}

/// How many requests one bearer may send in a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub quota: u32,
    /// For how long it is, in seconds.
    pub window: u32,
    pub remaining: u32,
    /// In how many seconds it begins anew.
    pub resets_in: u32,
}

impl Allowance {
    /// As the field `RateLimit-Policy` says it.
    pub fn policy(self) -> String {
        format!("\"default\";q={};w={}", self.quota, self.window)
    }

    /// As the field `RateLimit` says it.
    pub fn limit(self) -> String {
        format!("\"default\";r={};t={}", self.remaining, self.resets_in)
    }
}

/// Who asks; none where what they show opens nothing.
///
/// # Errors
/// `TooOften` where they asked as often in this minute as they may; `Forbidden` where a token is good, but
/// nobody's here.
pub async fn caller(
    ports: &impl Ports,
    bearer: &str,
    client: Client,
) -> Result<Option<Caller>, Failure> {
    let (sql, now) = (ports.sql(), ports.now());
    let found: Option<(User, Via, u32)> = if bearer.starts_with(PREFIX) {
        let key = keys::count(sql, &secret::hash(bearer), now).await?;
        key.map(|key| {
            let keys::Counted {
                id,
                user,
                scopes,
                is_current,
                requests,
            } = key;
            let via = Via::Key {
                id,
                scopes,
                is_current,
            };
            (user, via, requests)
        })
    } else if Token::may_be(bearer) {
        let identified = identifying::identify(ports, bearer).await?;
        identified.map(|identified| {
            let scopes = identified.scopes;
            let counted = identified.counted;
            (counted.user, Via::Identity { scopes }, counted.requests)
        })
    } else {
        let session = sign_ins::count(sql, &secret::hash(bearer), now).await?;
        session.map(|session| {
            let (id, proved_at) = (session.id, session.proved_at);
            (
                session.user,
                Via::Session { id, proved_at },
                session.requests,
            )
        })
    };
    let Some((user, via, requests)) = found else {
        return Ok(None);
    };
    let allowance = allowance(ports, requests)?;
    Ok(Some(Caller {
        user,
        via,
        allowance,
        client,
    }))
}

/// Whose program asks, by the key that it bears, where that may do such things; none where it is no key.
///
/// # Errors
/// `Forbidden` where it lacks the scope, `TooOften` where it asked as often in this minute as it may.
pub async fn owner(
    ports: &impl Ports,
    bearer: &str,
    scope: Scope,
) -> Result<Option<UserId>, Failure> {
    if !bearer.starts_with(PREFIX) {
        return Ok(None);
    }
    let now = ports.now();
    let Some(key) = keys::count(ports.sql(), &secret::hash(bearer), now).await? else {
        return Ok(None);
    };
    scope.needs(&key.scopes)?;
    allowance(ports, key.requests)?;
    Ok(Some(key.user.id))
}

/// What is left of a minute's requests after that many.
///
/// # Errors
/// `TooOften` where nothing is.
pub fn allowance(ports: &impl Ports, requests: u32) -> Result<Allowance, Failure> {
    left_of(ports.access()?.requests_a_minute, requests, ports.now())
}

fn left_of(quota: u32, requests: u32, now: Timestamp) -> Result<Allowance, Failure> {
    let millis = MINUTE - now.millis().rem_euclid(MINUTE);
    let resets_in = u32::try_from(millis.div_euclid(SECOND)).unwrap_or(0).max(1);
    if requests > quota {
        let why = format!(
            "That was more than {quota} requests in a minute. Try again in {resets_in} seconds."
        );
        return Err(Failure::too_often(why, resets_in));
    }
    Ok(Allowance {
        quota,
        remaining: quota - requests,
        window: 60,
        resets_in,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_has_so_many_requests_and_then_no_more() {
        let now = Timestamp::from_millis(90 * SECOND);
        let last = left_of(3, 3, now).unwrap();
        assert_eq!((last.remaining, last.resets_in), (0, 30));
        assert!(matches!(
            left_of(3, 4, now),
            Err(Failure::TooOften {
                retry_after: 30,
                ..
            })
        ));
    }
}
