//! What comes next ends what was: work, a course, a home, an engagement, where somebody was staying.

use super::*;

/// A memory in the words in which a whole clause is told.
fn told(content: &str) -> Memory {
    told_as("other", content)
}

fn told_as(attribute: &str, content: &str) -> Memory {
    let value = content.strip_prefix("User ").unwrap_or(content);
    memory_of(Subject::User, attribute, value, content)
}

fn told_of_tom(content: &str) -> Memory {
    let value = content.strip_prefix("Tom ").unwrap_or(content);
    memory_of(Subject::Person("Tom".to_owned()), "other", value, content)
}

#[test]
fn what_was_so_of_the_user_is_ended_by_what_comes_next() {
    for (said, was) in [
        ("I've handed in my notice.", "User is a court clerk"),
        (
            "They made me redundant, so I was made redundant.",
            "User is a court clerk",
        ),
        ("I've got a job at the docks.", "User is between jobs"),
        ("I got my degree!", "User is studying law of an evening"),
        ("I've been signed off.", "User is on crutches"),
        ("The cast's off.", "User is in plaster"),
        ("The permit came on Monday.", "User is waiting for a permit"),
        (
            "They've stopped the injections.",
            "User has the injections every month",
        ),
        (
            "My brother bought me out of the boat.",
            "User has a boat with their brother",
        ),
        ("I did it!", "User has signed up for the Great North Swim"),
        (
            "I've got my own flat now.",
            "User is renting a room above a bank",
        ),
        ("I'm smoking again.", "User has given up smoking"),
    ] {
        let ended = retracted(&[said], &[told(was)]);
        assert_eq!(ended.len(), 1, "{said}: {ended:?}");
    }
}

#[test]
fn what_may_be_so_still_is_kept() {
    for (said, was) in [
        ("I've handed in my essay.", "User is a court clerk"),
        ("The bus came on Monday.", "User is waiting for a permit"),
        (
            "They've stopped the trains.",
            "User has the injections every month",
        ),
        (
            "I did the washing.",
            "User has signed up for the Great North Swim",
        ),
        ("I'm back in my kitchen.", "User is in Leith"),
        ("I'm back at work.", "User is renting a room above a bank"),
    ] {
        let ended = retracted(&[said], &[told(was)]);
        assert!(ended.is_empty(), "{said}: {ended:?}");
    }
}

#[test]
fn who_comes_back_or_goes_is_where_they_were_no_more() {
    for (said, was) in [
        ("Tom's moved back in.", "Tom moved out in March"),
        ("Tom's home now.", "Tom is at his sister's in Crewe"),
        ("Tom's gone to Derby.", "Tom is staying with User"),
        (
            "Tom's dropped out of the course.",
            "Tom is at Hull doing law",
        ),
        (
            "Tom's finished on the ferries.",
            "Tom is on the ferries out of Hull",
        ),
        ("Tom's back on the cigars.", "Tom has given up the cigars"),
    ] {
        let known = [memory("friend", "Tom"), told_of_tom(was)];
        let ended = retracted(&[said], &known);
        assert_eq!(ended.len(), 1, "{said}: {ended:?}");
    }
}

#[test]
fn an_engagement_that_is_off_and_a_home_that_is_given_up_are_ended() {
    let engaged = told_as("dating_status", "User is engaged");
    assert_eq!(
        retracted(&["I gave him back the ring."], &[engaged]).len(),
        1
    );
    let home = told_as("home", "User lives in Derby");
    let giving_up = ["I'm giving up the flat in Derby."];
    assert_eq!(retracted(&giving_up, &[home]).len(), 1);
}

#[test]
fn one_diet_takes_the_place_of_another_and_ends_with_meat() {
    let vegan = || [memory("diet", "vegan")];
    assert_eq!(retracted(&["I'm vegetarian now."], &vegan()).len(), 1);
    assert_eq!(
        retracted(&["I had a sausage at the fair."], &vegan()).len(),
        1
    );
    assert!(retracted(&["I never had a sausage."], &vegan()).is_empty());
}

#[test]
fn another_day_or_word_is_put_in_the_place_of_the_first() {
    for (texts, kept, gone) in [
        (
            &[
                "I volunteer at the museum on Mondays.",
                "Fridays, I mean Fridays.",
            ][..],
            "Fridays",
            "Mondays",
        ),
        (
            &[
                "I work at the archive on Mondays.",
                "Fridays, I mean Fridays.",
            ],
            "Fridays",
            "Mondays",
        ),
        (
            &["My sister's a cartographer.", "Cartoonist! She'd be cross."],
            "cartoonist",
            "cartographer",
        ),
        (
            &[
                "We're sailing on the seventh of March.",
                "Sorry, the ninth, I can't read.",
            ],
            "March 9",
            "March 7",
        ),
        (
            &[
                "I've an interview on Thursday.",
                "They've moved it to Friday.",
            ],
            "January 10",
            "January 9",
        ),
    ] {
        let contents: Vec<String> = claims(texts, &[])
            .into_iter()
            .map(|claim| claim.content)
            .collect();
        assert!(
            contents.iter().any(|one| one.contains(kept)),
            "{contents:?}"
        );
        assert!(
            !contents.iter().any(|one| one.contains(gone)),
            "{contents:?}"
        );
    }
}

#[test]
fn a_plan_that_is_off_is_none() {
    let texts = [
        "I'm starting at the brewery on Monday.",
        "They rang. It's off.",
    ];
    assert_eq!(claimed(&texts, &[]), [""; 0]);
}

#[test]
fn a_day_by_itself_is_that_of_what_was_just_told() {
    let told = claims(&["My dad passed away, Brad. On the third."], &[]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].content, "User's dad passed away on January 3, 2025");
}
