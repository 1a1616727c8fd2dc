//! What the reader learns, as it is shown to the user and comes back from their hand.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::extraction::{corrected, for_user, noted};

/// All that is learned of labelled calls.
fn learned() -> BTreeSet<String> {
    let calls = include_str!("../../../benches/memory/building.json");
    let calls: Value = serde_json::from_str(calls).unwrap();
    let cases = calls["cases"].as_array().unwrap().iter();
    let turns = cases
        .flat_map(|case| case["calls"].as_array().unwrap())
        .flat_map(|call| call["turns"].as_array().unwrap())
        .map(|turn| turn.as_str().unwrap())
        .filter(|turn| !turn.starts_with("P: "));
    turns
        .flat_map(|turn| claims(&[turn], &[]))
        .map(|claim| claim.content)
        .collect()
}

#[test]
fn whatever_is_learned_comes_back_as_it_was_or_as_it_was_shown() {
    let learned = learned();
    assert!(learned.len() > 200, "{}", learned.len());
    for content in &learned {
        for name in [None, Some("Al"), Some("Mary Ann")] {
            let shown = for_user(content, name);
            assert_eq!(corrected(&shown, content, name), None);
            let noted = noted(&shown, name);
            assert_eq!(for_user(&noted, name), shown, "{content}");
            // Of a name it is not known everywhere whose it is.
            assert!(noted == *content || name.is_some(), "{content}: {noted}");
        }
    }
}
