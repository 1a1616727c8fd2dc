//! Reading what comes from outside: once, at the edge.

pub mod multipart;

use std::fmt::Display;

use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Reads a JSON object, or says which field of it is wrong.
pub fn object<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    if !text.trim_start().starts_with('{') {
        return Err(Failure::invalid("body", "Send a JSON object."));
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut deserializer).map_err(misread)
}

/// Says which field was wrong.
pub fn misread(error: serde_path_to_error::Error<impl Display>) -> Failure {
    let path = error.path().to_string();
    let why = error.into_inner().to_string();
    let why = why.split(" at line ").next().unwrap_or_default();
    // What is missing, unknown or there twice is named in the words, not in the path.
    let named = ["missing field `", "unknown field `", "duplicate field `"]
        .iter()
        .find_map(|words| why.strip_prefix(words))
        .and_then(|rest| rest.split('`').next());
    let field = match (path.as_str(), named) {
        (".", Some(name)) => name.to_owned(),
        (path, Some(name)) if !path.ends_with(name) => format!("{path}.{name}"),
        ("." | "?", None) => "body".to_owned(),
        (path, _) => path.to_owned(),
    };
    Failure::invalid(field, why)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only its reading is tested")]
        inner: Inner,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[expect(dead_code, reason = "only its reading is tested")]
        count: u32,
    }

    #[test]
    fn what_is_wrong_is_named_by_where_it_stands() {
        for (text, named) in [
            ("[]", "body"),
            ("{", "body"),
            ("{}", "inner"),
            (r#"{"inner": {}}"#, "inner.count"),
            (r#"{"inner": {"count": -1}}"#, "inner.count"),
            (r#"{"inner": {"count": 1, "more": 2}}"#, "inner.more"),
            (r#"{"inner": {"count": 1}, "other": 2}"#, "other"),
        ] {
            match object::<Outer>(text) {
                Err(Failure::Invalid { field, .. }) => assert_eq!(field, named, "{text}"),
                read => panic!("{text}: {read:?}"),
            }
        }
    }
}
