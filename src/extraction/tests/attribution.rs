//! Whom a thing is told of: the user, whoever they spoke of, or nobody for sure.

use super::*;

fn told(texts: &[&str]) -> Vec<String> {
    let claims = claims(texts, &[]).into_iter();
    claims.map(|claim| claim.content).collect()
}

/// None of what is told of the user holds the word.
fn assert_not_the_users(texts: &[&str], word: &str) {
    let of_user = claims(texts, &[])
        .into_iter()
        .filter(|claim| claim.subject == Subject::User && claim.content.contains(word));
    let of_user: Vec<String> = of_user.map(|claim| claim.content).collect();
    assert!(of_user.is_empty(), "{texts:?}: {of_user:?}");
}

#[test]
fn who_was_met_goes_on_where_no_subject_is_said() {
    let told = told(&["I bumped into Greta on Friday. Retired now. Lost her hat in the river."]);
    assert!(
        told.contains(&"Greta is retired now".to_owned()),
        "{told:?}"
    );
    for (texts, word) in [
        (
            &["Saw Otto at the lido. Allergic to chlorine, he swears."][..],
            "chlorine",
        ),
        (
            &["I caught up with Bettina, divorced, running a kennel."],
            "kennel",
        ),
        (&["Cousin Mabel. Owns a lighthouse."], "lighthouse"),
        (
            &["I ran into Otto.", "Retired to Malta with a parrot."],
            "Malta",
        ),
    ] {
        assert_not_the_users(texts, word);
    }
}

#[test]
fn whom_the_persona_asks_after_is_answered_for() {
    assert_eq!(
        told_of("She's a carpenter.", "What does Greta do now?"),
        ["Greta is a carpenter"]
    );
    let told = told_of("Moved to Malta in the spring.", "How's your uncle?");
    assert!(
        told.iter().all(|content| !content.starts_with("User ")),
        "{told:?}"
    );
    let told = told_of("Moved to Malta in the spring.", "And how are you?");
    assert!(
        told.iter().any(|content| content.starts_with("User ")),
        "{told:?}"
    );
}

#[test]
fn who_is_named_after_the_verb_is_named_before_it() {
    let told = told(&["Broke his thumb, my uncle Otto, putting up a shelf."]);
    assert!(
        told.iter().any(|it| it.starts_with("Otto broke his thumb")),
        "{told:?}"
    );
    assert_not_the_users(&["Moved to Malta, Greta and Otto."], "Malta");
    assert_not_the_users(&["Passed his audition, has our Otto."], "audition");
}

#[test]
fn what_somebody_says_of_themselves_is_theirs() {
    for said in [
        "My uncle goes, I'm selling the barge, and that was that.",
        "Otto rang up and went, I'm selling the barge.",
        "She's like dad I'm selling the barge and I'm like no you're not.",
        "Greta shouts, I'm selling the barge.",
    ] {
        assert_not_the_users(&[said], "barge");
    }
    let told = told(&["Everyone thinks I'm Swiss, I'm from Malta."]);
    assert_eq!(told, ["User is from Malta"]);
}

#[test]
fn parts_in_a_game_and_figures_of_speech_are_nobodys() {
    assert_nothing(&[
        "You're the Admiral and I'm the stowaway.",
        "I've a bee in my bonnet.",
        "I'm the black sheep.",
        "I've forty kids and not one of them can spell.",
        "I actually died.",
        "I love being shouted at by a parking meter.",
        "I was meant to be moving to Malta.",
    ]);
}

#[test]
fn a_cleft_sentence_is_of_the_one_at_its_front() {
    for (said, meant) in [
        (
            "I bake, but it's my uncle that runs the bakery in Malta.",
            "User's uncle runs the bakery in Malta",
        ),
        ("It was my mum had the stroke.", "User's mom had the stroke"),
    ] {
        let told = told(&[said]);
        assert!(told.contains(&meant.to_owned()), "{told:?}");
    }
}

#[test]
fn a_first_name_is_the_users_only_where_a_call_begins() {
    assert_eq!(
        claimed(&["Hi Brad. It's Alice."], &[]),
        ["user.name = Alice"]
    );
    assert_nothing(&["Somebody has eaten my marmalade. It's Otto."]);
}

#[test]
fn what_they_gave_up_left_or_moved_out_of_ends_what_was_told_of_it() {
    let other = |content: &str| {
        let value = content.strip_prefix("User ").unwrap_or(content);
        memory_of(Subject::User, "other", value, content)
    };
    let of_otto =
        |content: &str| memory_of(Subject::Person("Otto".into()), "other", content, content);
    for (memory, said) in [
        (
            other("User is learning the accordion off a sailor"),
            "I've packed the accordion in.",
        ),
        (
            other("User works at the lido in the summers"),
            "I've finished there.",
        ),
        (
            other("User is renting a room in Malta off a widow"),
            "I've moved out.",
        ),
        (other("User has three nephews"), "I've four nephews now."),
        (
            other("User has never been on a boat"),
            "I've been on a boat!",
        ),
        (
            other("User is getting a whippet in June"),
            "No whippet in the end.",
        ),
        (other("User is off to Malta in June"), "Malta's cancelled."),
        (other("User has given up sugar for Lent"), "I caved."),
        (
            of_otto("Otto is learning the accordion"),
            "Otto's given up the accordion.",
        ),
    ] {
        let content = memory.content.clone();
        let ended = retracted(&[said], &[memory]);
        assert_eq!(ended.len(), 1, "{said} ends {content}: {ended:?}");
    }
    for (memory, said) in [
        (
            other("User is learning the accordion off a sailor"),
            "Otto has packed the accordion in.",
        ),
        (other("User has three nephews"), "I've four plates."),
        (
            other("User is off to Malta in June"),
            "I've finished the soup.",
        ),
        (
            other("User works at the lido in the summers"),
            "I've moved out.",
        ),
    ] {
        assert!(retracted(&[said], &[memory]).is_empty(), "{said}");
    }
}
