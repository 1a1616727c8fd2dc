use super::*;

fn norms(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.norm).collect()
}

#[test]
fn contractions_are_spelt_out_whatever_the_apostrophe() {
    assert_eq!(norms("I’m"), ["i", "am"]);
    assert_eq!(norms("don't"), ["do", "not"]);
    assert_eq!(norms("She's Tom's"), ["she", "is", "tom", "'s"]);
    assert_eq!(norms("gonna"), ["going", "to"]);
}

#[test]
fn what_was_said_comes_back_with_its_spelling() {
    for text in ["I'm at Macy's, O'Brien said", "a passive-aggressive boss"] {
        assert_eq!(said(&words(text)), text);
    }
}

#[test]
fn quoted_words_are_marked_and_a_lone_quote_is_not() {
    let quoted = words("she said “I quit” loudly");
    let inside: Vec<&str> = quoted
        .iter()
        .filter(|word| word.quoted)
        .map(|word| word.norm.as_str())
        .collect();
    assert_eq!(inside, ["i", "quit"]);
    assert!(words("I'm 5'10\" tall").iter().all(|word| !word.quoted));
}

#[test]
fn inflections_meet_in_their_stem() {
    for (one, other) in [
        ("climb", "climbing"),
        ("run", "running"),
        ("bake", "baking"),
        ("peanut", "peanuts"),
        ("hobby", "hobbies"),
    ] {
        assert_eq!(stem(one), stem(other), "{one} {other}");
    }
    assert_ne!(stem("ring"), stem("running"));
}

#[test]
fn a_long_text_is_cut_between_words() {
    assert_eq!(bounded("one two three", 9), "one two…");
    assert_eq!(bounded("äöü", 3), "äöü");
    assert!(bounded(&"x".repeat(900), 300).chars().count() <= 300);
}
