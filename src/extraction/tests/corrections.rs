use super::*;

#[test]
fn the_last_word_on_a_single_thing_wins() {
    assert_eq!(
        claimed(&["I live in Ohio.", "Actually, I live in Texas now."], &[]),
        ["user.home = Texas"]
    );
    assert_eq!(
        claimed(&["I'm a nurse.", "Well, I'm a doctor."], &[]),
        ["user.job = Doctor"]
    );
}

#[test]
fn a_name_that_was_put_right_is_the_only_one() {
    assert_eq!(
        claimed(
            &["I'm seeing Jessica.", "Actually it's Jess, not Jessica."],
            &[]
        ),
        ["user.dating_status = Seeing Jess"]
    );
    assert_eq!(
        claimed(&["I live in Boston.", "No, I said Austin."], &[]),
        ["user.home = Austin"]
    );
    assert_eq!(
        claimed(&["I live in Austin, not Boston."], &[]),
        ["user.home = Austin"]
    );
}

#[test]
fn a_remembered_name_is_put_right() {
    let known = [
        memory("dating_status", "Seeing Jessica"),
        memory("likes", "Jessica Jones"),
    ];
    let claims = claims(&["It's Jess, not Jessica."], &known);
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].value, "Seeing Jess");
    assert_eq!(claims[0].replaces.as_deref(), Some("Seeing Jessica"));
}

#[test]
fn what_is_so_no_more_is_ended() {
    for (text, attribute, value) in [
        ("I don't climb any more.", "hobby", "rock climbing"),
        ("I'm not into chess anymore.", "hobby", "chess"),
        ("I stopped running.", "hobby", "running"),
        ("I gave up pottery.", "hobby", "pottery"),
        ("I'm not allergic to peanuts.", "allergy", "peanuts"),
        (
            "Turns out I'm not allergic to peanuts.",
            "allergy",
            "peanuts",
        ),
        ("I quit my job.", "job", "Nurse at Mercy"),
        ("I got laid off.", "job", "Nurse at Mercy"),
        ("I'm not a nurse any more.", "job", "Nurse at Mercy"),
        ("I don't work at Mercy any more.", "job", "Nurse at Mercy"),
        ("I don't live in Ohio anymore.", "home", "Ohio"),
        ("I no longer live in Ohio.", "home", "Ohio"),
        ("I used to live in Ohio.", "home", "Ohio"),
        ("I don't hate cilantro any more.", "dislikes", "cilantro"),
        ("I'm not vegan any more.", "diet", "Vegan"),
    ] {
        let known = [memory(attribute, value), memory("likes", "jazz")];
        assert_eq!(
            retracted(&[text], &known),
            [format!("user.{attribute} = {value}")],
            "{text}"
        );
    }
}

#[test]
fn what_was_never_known_is_not_ended() {
    let known = [memory("allergy", "shellfish"), memory("home", "Texas")];
    for text in [
        "I'm not allergic to peanuts.",
        "I don't live in Ohio.",
        "I'm not a nurse.",
        "I stopped the car.",
    ] {
        assert_eq!(retracted(&[text], &known), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_friend_who_is_not_allergic_ends_nothing_of_the_users() {
    let known = [memory("allergy", "peanuts")];
    assert_eq!(
        retracted(&["My friend Tom is not allergic to peanuts."], &known),
        Vec::<String>::new()
    );
}

#[test]
fn of_a_contradiction_neither_both_remain_nor_none() {
    let known = [memory("likes", "cilantro")];
    assert_eq!(
        retracted(&["I hate cilantro."], &known),
        ["user.likes = cilantro"]
    );
    assert_eq!(
        claimed(&["I hate cilantro."], &known),
        ["user.dislikes = cilantro"]
    );
    assert_eq!(
        claimed(&["I love cilantro.", "I hate cilantro."], &[]),
        ["user.dislikes = cilantro"]
    );
    let home = [memory("home", "Ohio")];
    let moved = operations(&["I don't live in Ohio any more, I moved to Texas."], &home);
    assert!(
        !moved
            .iter()
            .any(|operation| matches!(operation, Operation::Retract { .. }))
    );
}

#[test]
fn the_same_said_again_is_said_in_the_words_of_the_memory() {
    let known = [
        memory("allergy", "Peanuts"),
        memory("coworker", "Sarah (problematic)"),
    ];
    let claims = claims(
        &["I'm allergic to peanut. My coworker Sarah was there."],
        &known,
    );
    assert_eq!(claims[0].value, "Peanuts");
    assert_eq!(claims[0].content, known[0].content);
    assert_eq!(claims[1].value, "Sarah (problematic)");
}

#[test]
fn the_same_said_twice_is_one_claim_that_weighs_more() {
    let once = claims(&["I love rock climbing."], &[]);
    let twice = claims(
        &["I love rock climbing.", "Man, I love rock climbing."],
        &[],
    );
    assert_eq!(twice.len(), 1);
    assert!(twice[0].importance > once[0].importance);
}

#[test]
fn a_new_favorite_of_a_kind_takes_the_place_of_the_old() {
    let known = [
        memory("favorite", "blue (color)"),
        memory("favorite", "Dune (movie)"),
    ];
    let claims = claims(&["My favorite color is green."], &known);
    assert_eq!(claims[0].replaces.as_deref(), Some("blue (color)"));
}

#[test]
fn a_firm_and_a_role_are_one_job() {
    let known = [memory("job", "Software engineer at TechCorp")];
    assert_eq!(
        claimed(&["I work at TechCorp."], &known),
        ["user.job = Software engineer at TechCorp"]
    );
    assert_eq!(
        claimed(&["I work at Initech now."], &known),
        ["user.job = Works at Initech"]
    );
}

#[test]
fn what_is_known_and_comes_up_again_is_claimed_in_its_own_words() {
    let known = [
        memory("hobby", "rock climbing"),
        memory("coworker", "Jake (cool)"),
        memory("home", "Ohio"),
        memory("dislikes", "rain"),
    ];
    assert_eq!(
        claimed(&["Went climbing with Jake in the rain in Ohio."], &known),
        [
            "user.other = Went climbing with Jake in the rain in Ohio",
            "user.hobby = rock climbing",
            "user.coworker = Jake (cool)"
        ]
    );
    for text in ["I haven't been climbing.", "Should I go climbing?"] {
        assert_eq!(claimed(&[text], &known), Vec::<String>::new(), "{text}");
    }
    let ended = operations(&["I don't climb any more.", "I miss climbing."], &known);
    assert!(
        matches!(ended.as_slice(), [Operation::Retract { .. }, ..]),
        "{ended:?}"
    );
    assert_eq!(
        claimed(&["I don't climb any more.", "I miss climbing."], &known),
        ["user.other = Misses climbing"]
    );
}

#[test]
fn what_only_sounds_like_the_end_of_something_ends_nothing() {
    let known = [
        memory("allergy", "peanuts"),
        memory_told("User's doctor says it is asthma"),
        memory_told("User's spare key is with Nigel"),
        memory_told("User does nights at a care home"),
        memory_told("User is in a brass band"),
    ];
    for text in [
        "Peanuts are fine for my sister.",
        "My doctor's not in today.",
        "My key's not working.",
        "I'm not home now.",
        "I moved to Truro.",
    ] {
        let ended = retracted(&[text], &known);
        assert!(ended.is_empty(), "{text}: {ended:?}");
    }
}

#[test]
fn of_several_memories_that_hold_a_word_none_is_put_right_by_it() {
    let known = [
        memory_told("User hates getting up for work"),
        memory_told("User walks to work"),
    ];
    assert_eq!(claims(&["It's not work, it's my mum."], &known).len(), 0);
}

fn memory_told(content: &str) -> Memory {
    memory_of(Subject::User, "other", content, content)
}
