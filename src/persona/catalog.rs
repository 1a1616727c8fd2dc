//! The personas that come with the product.

use super::Starter;

/// All of them, Brad first. A persona that can't be read is left out; the test sees to it that
/// there is none.
pub fn catalog() -> Vec<Starter> {
    [include_str!("catalog/brad.json")]
        .iter()
        .filter_map(|text| serde_json::from_str(text).ok())
        .collect()
}
