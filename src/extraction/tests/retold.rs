//! What is kept in the user's own words, told in the third person, and what is not.

use super::*;

/// All that is known after the texts, as sentences.
fn contents(texts: &[&str]) -> Vec<String> {
    claims(texts, &[])
        .into_iter()
        .map(|claim| claim.content)
        .collect()
}

fn assert_contents(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(contents(&[text]), *expected, "{text}");
    }
}

#[test]
fn what_lasts_is_kept_as_it_was_said() {
    assert_contents(&[
        ("I drive the night bus.", &["User drives the night bus"]),
        ("I keep goats.", &["User keeps goats"]),
        ("We keep bees.", &["User keeps bees"]),
        ("I'm a dinner lady.", &["User is a dinner lady"]),
        (
            "I've been a postman for ten years.",
            &["User has been a postman for ten years"],
        ),
        ("I can't eat gluten.", &["User can't eat gluten"]),
        (
            "My brother Femi drives a cab in Chicago.",
            &["Femi is User's brother", "Femi drives a cab in Chicago"],
        ),
    ]);
}

#[test]
fn what_passes_points_elsewhere_or_is_of_the_moment_is_not() {
    assert_nothing(&[
        "I swear it rains every day.",
        "I see them every now and then.",
        "I've got a point there.",
        "I had an egg.",
        "I'm in the bath right now.",
        "I play her the radio.",
        "I can't believe the price of eggs.",
    ]);
}

#[test]
fn who_leaves_themselves_out_is_meant_unless_another_was_spoken_of() {
    assert_contents(&[
        (
            "Never smoked in my life.",
            &["User never smoked in their life"],
        ),
        ("Youngest of six.", &["User is the youngest of six"]),
        ("Tripe, can't stand it.", &["User can't stand tripe"]),
    ]);
    assert_eq!(
        contents(&["My brother is a fireman. Lost the house last year."]),
        ["User's brother is a fireman"]
    );
}

#[test]
fn a_sentence_turned_about_is_of_the_one_at_its_front() {
    assert_contents(&[(
        "It's my daughter that's the baker.",
        &["User's daughter is a baker"],
    )]);
}

#[test]
fn she_is_nobody_where_somebody_unknown_came_up() {
    let told = contents(&[
        "My sister Ada is here.",
        "There's a new girl too. She plays the harp.",
    ]);
    assert!(
        !told.iter().any(|content| content.contains("harp")),
        "{told:?}"
    );
}

#[test]
fn what_one_does_not_bear_is_known_by_what_it_does() {
    assert_contents(&[
        (
            "Strawberries bring me out in a rash.",
            &["User reacts badly to strawberries"],
        ),
        (
            "If I eat prawns my lips swell.",
            &["User reacts badly to prawns"],
        ),
    ]);
    assert_nothing(&[
        "If he eats prawns his lips swell.",
        "The heat makes me lazy.",
    ]);
}

#[test]
fn where_one_is_at_home_is_said_in_passing() {
    assert_contents(&[(
        "You're stuck with me in Burnley.",
        &["User lives in Burnley"],
    )]);
    assert_nothing(&[
        "She's stuck with me in Burnley.",
        "If I lived back home in Cork.",
    ]);
}

#[test]
fn a_joke_of_the_two_is_taken_up_and_declared_theirs() {
    let told = contents(&["Admiral Toast! You're Admiral Toast from now on."]);
    assert_eq!(told, ["User and Brad have a joke about Admiral Toast"]);
    let named = claims(&["My uncle is called Admiral Toast, Admiral Toast!"], &[]);
    assert!(named.iter().all(|claim| claim.attribute != "inside_joke"));
}

#[test]
fn what_is_not_to_be_spoken_of_is_asked_for_in_many_ways() {
    for text in [
        "Can we not do politics?",
        "Steer clear of politics, please.",
        "Leave politics out of it.",
        "One thing, no politics.",
        "I'd rather not get into politics.",
        "Politics is off limits.",
    ] {
        assert_eq!(
            contents(&[text]),
            ["User does not want to talk about politics".to_owned()].map(|content| {
                if text.starts_with('P') {
                    content.replace("politics", "Politics")
                } else {
                    content
                }
            }),
            "{text}"
        );
    }
    assert_nothing(&[
        "He can't leave politics out of it.",
        "Can we talk about politics?",
    ]);
}

#[test]
fn what_to_ask_about_another_time() {
    assert_contents(&[(
        "Ask me how the viva went next time.",
        &["User wants to be asked how the viva went"],
    )]);
    assert_nothing(&[
        "She asked me how the viva went.",
        "Don't ask me how it went.",
    ]);
}

#[test]
fn a_slip_is_taken_back() {
    assert_eq!(
        contents(&["My sister Ida is a nurse.", "Cousin I mean."]),
        ["Ida is a nurse", "Ida is User's cousin"]
    );
    assert_eq!(
        contents(&["I'm vegan.", "Well, I was."]),
        Vec::<String>::new()
    );
    assert_eq!(
        contents(&["I live in Leeds.", "No, it's York now."]),
        ["User lives in York"]
    );
}
