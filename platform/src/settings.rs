//! What is configured: variables and secrets, by name.

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

    /// By what numbers and addresses are hashed: what only whoever runs this knows. Where nothing is set
    /// nobody can sign in but in development.
    pub fn hashing_key(&self) -> String {
        format!(
            "hashing:{}",
            self.get("TWILIO_AUTH_TOKEN").unwrap_or_default()
        )
    }
}
