//! What is configured: variables and secrets, by name.

use call_me_back::failure::Failure;
use call_me_back::secret::HashKey;
use worker::Env;

/// Reads settings where they are needed.
#[derive(Clone)]
pub struct Settings(Env);

impl Settings {
    pub fn new(env: &Env) -> Self {
        Self(env.clone())
    }

    /// A variable or secret; none where it is not set, or empty.
    pub fn get(&self, name: &str) -> Option<String> {
        let value = self.0.var(name).ok()?.to_string();
        (!value.is_empty()).then_some(value)
    }

    /// Whether what only development may do is allowed.
    pub fn is_development(&self) -> bool {
        self.get("ENVIRONMENT").as_deref() == Some("development")
    }

    /// The address under which the outside reaches us, without a slash at its end.
    pub fn public_url(&self) -> Option<String> {
        self.get("PUBLIC_URL")
            .map(|url| url.trim_end_matches('/').to_owned())
    }

    /// By what numbers, addresses, codes and PINs are hashed. That there is none is told to whoever runs this
    /// too, and not to the visitor alone.
    pub fn hash_key(&self) -> Result<HashKey, Failure> {
        HashKey::read(self.get(HashKey::SETTING), self.is_development())
            .inspect_err(|failure| crate::log::complain(format_args!("{failure}")))
    }
}
