//! What is configured through the environment. Everything works without any of it, on one machine.

use std::env;

pub struct Setting {
    /// Of interest only once this one is set.
    pub only_with: Option<&'static str>,
    pub names: &'static [&'static str],
    /// What holds while one of the names is not set.
    pub otherwise: &'static str,
    /// Whether a deployed worker is of no use without it.
    pub deployed: bool,
}

pub const SETTINGS: [Setting; 12] = [
    Setting {
        only_with: None,
        names: &["BRAIN_URL"],
        otherwise: "the built-in brain speaks",
        deployed: false,
    },
    Setting {
        only_with: Some("BRAIN_URL"),
        names: &["BRAIN_MODEL", "BRAIN_KEY"],
        otherwise: "the brain is asked for its default model, without a key",
        deployed: false,
    },
    Setting {
        only_with: None,
        names: &["EMBEDDINGS_URL"],
        otherwise: "the built-in embedder alone says what texts mean",
        deployed: false,
    },
    Setting {
        only_with: Some("EMBEDDINGS_URL"),
        names: &["EMBEDDINGS_MODEL", "EMBEDDINGS_KEY"],
        otherwise: "the embedding model is asked for its default model, without a key",
        deployed: false,
    },
    Setting {
        only_with: None,
        names: &["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_NUMBER"],
        otherwise: "calls take place in the browser, and sign-in codes are printed here",
        deployed: true,
    },
    Setting {
        only_with: None,
        names: &["HASH_KEY"],
        otherwise: "development hashes numbers and PINs by a key that everybody knows, and a deployed worker \
                    lets nobody in; `openssl rand -hex 32` makes one",
        deployed: true,
    },
    Setting {
        only_with: None,
        names: &["OIDC_ISSUER"],
        otherwise: "no tokens from elsewhere are believed",
        deployed: false,
    },
    Setting {
        only_with: Some("OIDC_ISSUER"),
        names: &["OIDC_AUDIENCE"],
        otherwise: "nobody comes in who bears a token",
        deployed: true,
    },
    Setting {
        only_with: None,
        names: &["PRICES"],
        otherwise: "what calls cost is unknown",
        deployed: false,
    },
    Setting {
        only_with: None,
        names: &["OPERATORS"],
        otherwise: "nobody sees how it goes at /operations",
        deployed: false,
    },
    Setting {
        only_with: None,
        names: &["VOICE_SAMPLES"],
        otherwise: "nobody hears how a voice sounds before a call",
        deployed: false,
    },
    Setting {
        only_with: None,
        names: &["PUBLIC_URL"],
        otherwise: "carriers can't reach the worker",
        deployed: true,
    },
];

/// What the simulated carrier of `dev --telephone` sets by itself.
const TELEPHONE: [&str; 4] = [
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_NUMBER",
    "PUBLIC_URL",
];

/// What `dev --demo` sets by itself.
const DEMO: [&str; 1] = ["OPERATORS"];

/// Services of which every variable reaches the worker, such as TWILIO_API_BASE in a test.
const PREFIXES: [&str; 7] = [
    "BRAIN_",
    "CODES_",
    "EMBEDDINGS_",
    "OIDC_",
    "PHONE_",
    "REQUESTS_",
    "TWILIO_",
];

impl Setting {
    pub fn missing(&self, is_set: impl Fn(&str) -> bool) -> Vec<&'static str> {
        if self.only_with.is_some_and(|name| !is_set(name)) {
            return Vec::new();
        }
        let names = self.names.iter().copied();
        names.filter(|name| !is_set(name)).collect()
    }
}

/// The names of the variables in this environment that are meant for the worker.
pub fn present() -> Vec<String> {
    let set = env::vars().filter(|(_, value)| !value.is_empty());
    set.map(|(name, _)| name)
        .filter(|name| belongs_to_worker(name))
        .collect()
}

fn belongs_to_worker(name: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.names.contains(&name))
        || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// One line for each setting that is not complete.
pub fn notes(present: &[String], telephone: bool, demo: bool) -> Vec<String> {
    let is_set = |name: &str| {
        present.iter().any(|other| other == name)
            || telephone && TELEPHONE.contains(&name)
            || demo && DEMO.contains(&name)
    };
    SETTINGS
        .iter()
        .filter_map(|setting| {
            let missing = setting.missing(is_set);
            let verb = match missing.len() {
                0 => return None,
                1 => "is",
                _ => "are",
            };
            let names = missing.join(", ");
            Some(format!("{names} {verb} not set: {}", setting.otherwise))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes_with(present: &[&str]) -> Vec<String> {
        let present: Vec<String> = present.iter().map(|&name| name.to_owned()).collect();
        notes(&present, false, false)
    }

    #[test]
    fn what_is_not_set_is_said_by_name() {
        let none = notes_with(&[]);
        assert_eq!(none[0], "BRAIN_URL is not set: the built-in brain speaks");
        let some = notes_with(&["TWILIO_ACCOUNT_SID", "TWILIO_NUMBER"]);
        let says = |start: &str| some.iter().any(|line| line.starts_with(start));
        assert!(says("TWILIO_AUTH_TOKEN is not set"));
    }

    #[test]
    fn the_simulated_carrier_lacks_nothing() {
        assert!(!notes(&[], true, false).join("\n").contains("TWILIO"));
    }

    #[test]
    fn whose_life_is_shown_may_see_how_all_goes() {
        let says_operators = |demo| notes(&[], true, demo).join("\n").contains("OPERATORS");
        assert!(says_operators(false));
        assert!(!says_operators(true));
    }

    #[test]
    fn what_refines_another_setting_is_said_only_with_it() {
        let says_key = |notes: Vec<String>| notes.iter().any(|line| line.contains("BRAIN_KEY"));
        assert!(!says_key(notes_with(&[])));
        assert!(says_key(notes_with(&["BRAIN_URL"])));
    }

    #[test]
    fn only_what_is_meant_for_the_worker_reaches_it() {
        assert!(belongs_to_worker("PUBLIC_URL"));
        assert!(belongs_to_worker("TWILIO_API_BASE"));
        assert!(belongs_to_worker("CODES_A_DAY"));
        assert!(!belongs_to_worker("HOME"));
    }
}
