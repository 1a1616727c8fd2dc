use super::super::super::words::words;
use super::*;

fn held(shape: Shape, text: &str) -> Vec<String> {
    let people = People::of(&[]);
    values(shape, &words(text), &people)
}

#[test]
fn a_list_is_its_things_without_what_trails() {
    assert_eq!(
        held(Shape::Things, "peanuts, shellfish and cats, you know"),
        ["peanuts", "shellfish", "cats"]
    );
    assert_eq!(
        held(Shape::Liked, "rock climbing so much"),
        ["rock climbing"]
    );
    assert_eq!(held(Shape::Liked, "to go hiking"), ["hiking"]);
    assert_eq!(held(Shape::Liked, "to bake bread"), ["baking bread"]);
}

#[test]
fn what_points_elsewhere_is_not_taken() {
    for text in [
        "it",
        "you",
        "that",
        "my job",
        "how you laugh",
        "Jessica",
        "when it rains",
    ] {
        assert_eq!(held(Shape::Liked, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_place_has_a_name() {
    assert_eq!(held(Shape::Place, "Texas now"), ["Texas"]);
    assert_eq!(
        held(Shape::Place, "San Antonio, Texas"),
        ["San Antonio, Texas"]
    );
    assert_eq!(
        held(Shape::Place, "the Bay Area with Tom"),
        ["the Bay Area"]
    );
    for text in ["fear", "a small flat", "the moment", "Jessica's basement"] {
        assert_eq!(held(Shape::Place, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_role_is_work() {
    assert_eq!(
        held(Shape::Role, "a software engineer at TechCorp"),
        ["Software engineer at TechCorp"]
    );
    assert_eq!(
        held(Shape::Role, "the head of marketing"),
        ["Head of marketing"]
    );
    assert_eq!(
        held(Shape::Role, "a nurse at the hospital"),
        ["Nurse at the hospital"]
    );
    for text in [
        "a mess",
        "a big fan",
        "a beginner at chess",
        "a morning person",
    ] {
        assert_eq!(held(Shape::Role, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn an_age_is_a_number_and_nothing_else() {
    assert_eq!(held(Shape::Number, "34"), ["34"]);
    assert_eq!(held(Shape::Number, "thirty-four"), ["34"]);
    assert_eq!(held(Shape::Number, "34 minutes late"), Vec::<String>::new());
}
