//! Who somebody is by a token of the issuer that whoever runs this trusts.

use crate::directory::identities::{self, Counted, Identity};
use crate::directory::numbers;
use crate::directory::sign_ins;
use crate::failure::Failure;
use crate::ids::{IdentityId, UserId};
use crate::oidc::{self, Claims, Jwk, KeySet, Token, Trust};
use crate::ports::{Issuer, Ports};
use crate::scope::Scopes;

/// Identities that one user has at most.
const MOST: u32 = 20;

/// Somebody who came with a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    pub counted: Counted,
    pub scopes: Scopes,
}

/// Whose token that is; none where it is not to be believed. Where nobody linked it, but the issuer
/// verified a number that is an account's, it is linked to that.
///
/// # Errors
/// `Forbidden` where it is good, but nobody's here; `Unavailable` where the issuer gave no keys.
pub async fn identify(ports: &impl Ports, token: &str) -> Result<Option<Identified>, Failure> {
    let Some(claims) = claims(ports, token).await? else {
        return Ok(None);
    };
    let (issuer, subject, now) = (&claims.issuer, &claims.subject, ports.now());
    let mut counted = identities::count(ports.sql(), issuer, subject, now).await?;
    if counted.is_none() && link_by_number(ports, &claims).await? {
        counted = identities::count(ports.sql(), issuer, subject, now).await?;
    }
    let counted = counted.ok_or_else(|| {
        Failure::forbidden(
            "This identity is nobody's here yet: sign in, and link it with POST /api/me/identities.",
        )
    })?;
    Ok(Some(Identified {
        counted,
        scopes: allowed(&claims),
    }))
}

/// What a token allows: what it names of our scopes; where it names none, all but the account itself.
fn allowed(claims: &Claims) -> Scopes {
    let named: Scopes = claims.scope.parse().unwrap_or_default();
    if named.is_empty() {
        Scopes::without_account()
    } else {
        named
    }
}

/// Links an identity to the account of the number that the issuer verified, where that was proved to us
/// lately, too: a number may become somebody else's.
async fn link_by_number(ports: &impl Ports, claims: &Claims) -> Result<bool, Failure> {
    let Some(phone) = &claims.phone else {
        return Ok(false);
    };
    let holder = numbers::holder(ports.sql(), phone).await?;
    let now = ports.now();
    match holder {
        Some(holder) if now.since(holder.phone_proved_at) <= sign_ins::IDLE => {
            put(ports, &holder.id, claims, false)
                .await
                .map(|(is_put, _)| is_put)
        }
        _ => Ok(false),
    }
}

/// Links who a token says that they are to a user, who proved just now that it is them
/// (`Caller::check_fresh`).
///
/// # Errors
/// `Invalid` with the field `token` where it is not to be believed; `Conflict` where it is linked
/// already, or the user has too many.
pub async fn link(ports: &impl Ports, user: &UserId, token: &str) -> Result<Identity, Failure> {
    let claims = claims(ports, token).await?.ok_or_else(|| {
        Failure::invalid("token", "That is no token of the issuer that is good now.")
    })?;
    match put(ports, user, &claims, true).await? {
        (true, identity) => Ok(identity),
        (false, _) => Err(Failure::conflict(format!(
            "That identity is linked already, or there are {MOST}. Unlink it first."
        ))),
    }
}

async fn put(
    ports: &impl Ports,
    user: &UserId,
    claims: &Claims,
    is_wished: bool,
) -> Result<(bool, Identity), Failure> {
    let identity = Identity {
        id: IdentityId::new(ports.entropy()?),
        issuer: claims.issuer.clone(),
        subject: claims.subject.clone(),
        linked_at: ports.now(),
        last_used_at: None,
    };
    let is_put = identities::link(ports.sql(), user, &identity, MOST, is_wished).await?;
    Ok((is_put, identity))
}

/// Takes an identity from a user: its tokens open nothing of theirs any more.
pub async fn unlink(ports: &impl Ports, user: &UserId, id: &IdentityId) -> Result<(), Failure> {
    if identities::unlink(ports.sql(), user, id, ports.now()).await? {
        Ok(())
    } else {
        Err(Failure::not_found("the identity"))
    }
}

/// What a token says, where it is to be believed.
async fn claims(ports: &impl Ports, text: &str) -> Result<Option<Claims>, Failure> {
    let Some(trust) = ports.access()?.trust? else {
        return Ok(None);
    };
    let Some(token) = Token::parse(text).filter(|token| token.is_of(&trust)) else {
        return Ok(None);
    };
    let Some(key) = key(ports, &trust, &token).await? else {
        return Ok(None);
    };
    if !ports.issuer().is_signed(&token, &key).await? {
        return Ok(None);
    }
    Ok(token.claims(&trust, ports.now()))
}

/// The key that a token names: among those held, or else among those that the issuer has now, which is
/// asked for an unknown one once a minute at most, whether it answers or not.
async fn key(ports: &impl Ports, trust: &Trust, token: &Token) -> Result<Option<Jwk>, Failure> {
    let (issuer, now) = (ports.issuer(), ports.now());
    let among = |keys: &KeySet| keys.key(token.kid.as_deref(), token.algorithm).cloned();
    let held = issuer.held();
    let known = held.as_ref().and_then(among);
    let is_believed = held.as_ref().is_some_and(|held| held.is_believed(now));
    if let Some(held) = &held {
        if held.is_fresh(now) && known.is_some() || is_believed && !held.may_ask_again(now) {
            return Ok(known);
        }
        if !held.may_ask_again(now) {
            return Err(Failure::unavailable("OIDC_ISSUER: it does not answer"));
        }
    }
    match keys(ports, trust).await {
        Ok(keys) => {
            let keys = KeySet::new(keys, now);
            let known = among(&keys);
            issuer.hold(keys);
            Ok(known)
        }
        Err(failure) => {
            issuer.hold(KeySet::unanswered(held, now));
            if is_believed && known.is_some() {
                return Ok(known);
            }
            Err(failure)
        }
    }
}

/// The keys that the issuer has now.
async fn keys(ports: &impl Ports, trust: &Trust) -> Result<Vec<Jwk>, Failure> {
    let issuer = ports.issuer();
    let jwks = match &trust.jwks {
        Some(jwks) => jwks.clone(),
        None => oidc::discovered(trust, &issuer.get(&trust.configuration()).await?)?,
    };
    oidc::keys_in(&issuer.get(&jwks).await?)
}
