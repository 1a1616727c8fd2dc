use super::*;

#[test]
fn what_is_asked_to_be_remembered_weighs_and_is_kept_as_said() {
    let claims = claims(&["Please remember that my flight leaves at six."], &[]);
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].content, "User's flight leaves at six");
    assert!(claims[0].importance >= 0.9);
}

#[test]
fn what_is_asked_to_be_remembered_is_understood_where_it_can_be() {
    let claims = claims(&["Don't forget that I like jazz."], &[]);
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].attribute, "likes");
    assert!(claims[0].importance >= 0.9);
}

#[test]
fn reminiscing_asks_for_nothing() {
    assert_nothing(&[
        "Remember when we went to the lake?",
        "Do you remember that night?",
        "I don't remember that.",
    ]);
}

#[test]
fn what_is_not_to_be_remembered_is_not() {
    assert_nothing(&[
        "I'm seeing Jessica. Don't remember this.",
        "Off the record, I quit my job.",
        "Don't remember this, but I'm seeing Jessica.",
    ]);
    assert_eq!(
        claimed(
            &[
                "I love chess.",
                "I'm seeing Jessica.",
                "Please don't remember that."
            ],
            &[]
        ),
        ["user.hobby = chess"]
    );
    assert_eq!(
        claimed(&["I love chess.", "Forget what I just said."], &[]),
        Vec::<String>::new()
    );
}

#[test]
fn what_is_to_be_forgotten_is_ended() {
    let known = [
        memory("ex", "Trevor"),
        memory("birthday", "March 13"),
        memory_of(
            Subject::Person("Trevor".to_owned()),
            "job",
            "Barista",
            "Trevor is a barista",
        ),
    ];
    assert_eq!(
        retracted(&["Please forget everything about Trevor."], &known),
        ["user.ex = Trevor", "Trevor.job = Barista"]
    );
    assert_eq!(
        retracted(&["Forget my birthday."], &known),
        ["user.birthday = March 13"]
    );
    assert_eq!(
        retracted(&["Forget about it."], &known),
        Vec::<String>::new()
    );
    assert_eq!(
        retracted(&["I can't forget about Trevor."], &known),
        Vec::<String>::new()
    );
}

#[test]
fn what_not_to_speak_of() {
    let claims = claims(&["I don't want to talk about my weight."], &[]);
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].attribute, "topic_to_avoid");
    assert_eq!(claims[0].value, "Weight");
    assert_eq!(
        claims[0].content,
        "User does not want to talk about their weight"
    );
    assert!(claims[0].sensitive);
    assert_claims(&[
        (
            "Please don't bring up my dad's death.",
            &["user.topic_to_avoid = Dad's death"],
        ),
        (
            "My divorce is a sore subject.",
            &["user.topic_to_avoid = Divorce"],
        ),
    ]);
    assert_nothing(&[
        "I don't want to talk about it.",
        "I don't want to talk about work right now.",
        "Let's not talk about that today.",
    ]);
}

#[test]
fn how_to_advise_and_greet_the_user() {
    assert_claims(&[
        ("Just be blunt with me.", &["user.advice_style = Blunt"]),
        (
            "Don't sugarcoat it.",
            &["user.advice_style = Direct, no sugarcoating"],
        ),
        (
            "I don't need advice, just listen.",
            &["user.advice_style = Listens first"],
        ),
    ]);
}

#[test]
fn a_joke_of_the_two() {
    let claims = claims(&["It's like our joke about the burrito incident!"], &[]);
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].subject, Subject::Both);
    assert_eq!(claims[0].category, Category::InsideJoke);
    assert_eq!(claims[0].value, "The burrito incident");
    assert_eq!(
        claims[0].content,
        "User and Brad have a joke about the burrito incident"
    );
}

#[test]
fn how_long_the_two_have_known_each_other() {
    assert_claims(&[(
        "You and I have been friends for five years.",
        &["both.friendship_duration_years = 5"],
    )]);
}
