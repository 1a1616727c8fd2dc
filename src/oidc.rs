//! Tokens of an OpenID Connect issuer that whoever runs this trusts: what is read of them, which keys may
//! have signed them, and what they must say. Sources: RFC 7515, 7517, 7518, 7519 and OpenID Connect
//! Discovery 1.0.

mod keys;
mod token;

pub use keys::{Jwk, KeySet, discovered, keys_in};
pub use token::{Algorithm, Claims, Token};

use crate::failure::Failure;

/// Whose tokens are believed, and for whom they must be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// As `iss` says it, letter by letter.
    pub issuer: String,
    /// As `aud` must name it.
    pub audience: String,
    /// Where its keys are; none: where its configuration says.
    pub jwks: Option<String>,
}

impl Trust {
    /// Reads it from the settings, by their names; none where no issuer is set.
    ///
    /// # Errors
    /// `Conflict` where one is set without its audience, or is no address.
    pub fn read(setting: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, Failure> {
        let Some(issuer) = setting("OIDC_ISSUER") else {
            return Ok(None);
        };
        let is_address =
            |text: &str| text.starts_with("https://") || text.starts_with("http://127.0.0.1");
        let jwks = setting("OIDC_JWKS");
        if !is_address(&issuer) || !jwks.as_deref().is_none_or(is_address) {
            return Err(Failure::conflict(
                "OIDC_ISSUER and OIDC_JWKS are addresses that begin with https://.",
            ));
        }
        let audience = setting("OIDC_AUDIENCE")
            .ok_or_else(|| Failure::conflict("OIDC_ISSUER is set without OIDC_AUDIENCE."))?;
        Ok(Some(Self {
            issuer,
            audience,
            jwks,
        }))
    }

    /// Where the issuer says what it is.
    pub fn configuration(&self) -> String {
        let issuer = self.issuer.trim_end_matches('/');
        format!("{issuer}/.well-known/openid-configuration")
    }
}
