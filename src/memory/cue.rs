//! What must come to mind at a word: who talks of food has to think of an allergy, though what was
//! told of it may name no food that is talked of.

use std::collections::BTreeSet;

use crate::recall::words::terms;

/// Attributes that say what could harm someone who eats.
const AT_FOOD: &[&str] = &["allergy"];
const FOOD: &str = "ate bake barbecue breakfast brunch cake cook cuisine dessert dine dinner dish \
    drink eat eaten food groceries hungry ingredient kitchen lunch meal menu picnic recipe \
    restaurant snack starving supper takeout taste";

/// The attributes whose memories a text calls to mind.
pub fn called_to_mind(text: &str) -> &'static [&'static str] {
    let food: BTreeSet<String> = terms(FOOD).into_iter().collect();
    if terms(text).iter().any(|term| food.contains(term)) {
        AT_FOOD
    } else {
        &[]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn food_calls_an_allergy_to_mind_in_any_form_of_its_words() {
        for text in [
            "What can I cook for you?",
            "We're eating out.",
            "Two RECIPES, please",
        ] {
            assert_eq!(called_to_mind(text), ["allergy"], "{text}");
        }
        for text in ["", "How was work?", "She beat me at chess."] {
            assert!(called_to_mind(text).is_empty(), "{text}");
        }
    }
}
