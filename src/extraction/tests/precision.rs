//! What is nearly a claim, and what is one all the same.

use super::*;

#[test]
fn after_the_comma_of_a_list_come_only_things_of_its_kind() {
    assert_claims(&[
        (
            "I'm allergic to peanuts, shellfish, and latex, keep that in mind.",
            &[
                "user.allergy = peanuts",
                "user.allergy = shellfish",
                "user.allergy = latex",
            ],
        ),
        (
            "I'm allergic to bees, never forget that.",
            &["user.allergy = bees"],
        ),
        (
            "I'm allergic to bees, unfortunately.",
            &["user.allergy = bees"],
        ),
        ("I'm allergic to bees, Brad.", &["user.allergy = bees"]),
        ("I love tacos, thanks.", &["user.likes = tacos"]),
        ("I like tea, no coffee for me.", &["user.likes = tea"]),
    ]);
}

#[test]
fn what_must_not_be_forgotten_weighs_more() {
    let plain = claims(&["I like jazz."], &[])[0].importance;
    for texts in [
        &["I like jazz, don't forget that."][..],
        &["I like jazz.", "Remember that."],
    ] {
        let stressed = claims(texts, &[]);
        assert_eq!(stressed.len(), 1, "{texts:?}");
        assert!(stressed[0].importance >= 0.9 && stressed[0].importance > plain);
    }
}

#[test]
fn a_name_is_told_after_a_greeting_and_a_state_is_none() {
    assert_claims(&[
        ("Hi, I'm Maya.", &["user.name = Maya"]),
        ("Hey Brad, I'm Ngozi.", &["user.name = Ngozi"]),
        ("I'm Oscar, by the way.", &["user.name = Oscar"]),
    ]);
    for text in [
        "Hi, I'm Irish.",
        "Hi, I'm Scottish.",
        "Hello, I'm Portuguese.",
    ] {
        let named = claims(&[text], &[]);
        assert!(
            named.iter().all(|claim| claim.attribute != "name"),
            "{text}"
        );
    }
    assert_nothing(&["Hi, I'm tired.", "Hi, I'm Brad's sister.", "Hi, I'm Brad."]);
    assert_only_retold(&["Hi, I'm Tom's mom.", "I'm Sarah's assistant."]);
}

#[test]
fn where_one_is_now_is_a_job_where_the_talk_is_of_work() {
    assert_claims(&[
        (
            "I'm a designer. I'm at Initech now.",
            &["user.job = Designer at Initech"],
        ),
        (
            "I left Globex, I'm at Initech now.",
            &["user.other = Left Globex", "user.job = Works at Initech"],
        ),
    ]);
    assert_nothing(&["I'm at Starbucks now.", "I'm at Sarah's now."]);
    assert_only_retold(&["I work for Sarah."]);
}

#[test]
fn what_stands_in_the_calendar_is_a_plan_with_its_day() {
    for (text, value, day) in [
        (
            "My flight to Tokyo is on Sunday.",
            "Flight to Tokyo",
            "2025-01-12",
        ),
        (
            "My interview at Initech is next Tuesday.",
            "Interview at Initech",
            "2025-01-14",
        ),
        ("My surgery is on March 3rd.", "Surgery", "2025-03-03"),
        ("I've got a test on Friday.", "Test", "2025-01-10"),
        (
            "I have a date with Sam on Friday.",
            "Date with Sam",
            "2025-01-10",
        ),
    ] {
        let claims = claims(&[text], &[]);
        let plan = claims
            .iter()
            .find(|claim| claim.attribute == "plan")
            .unwrap();
        assert_eq!(plan.value, value, "{text}");
        let at = plan.occurred_at.unwrap().local(ZONE).date_naive();
        assert_eq!(at.to_string(), day, "{text}");
    }
    assert_nothing(&[
        "My interview was on Friday.",
        "My sister's wedding is on Saturday.",
        "My flight is long.",
        "I'm seeing Jessica tonight.",
    ]);
}

#[test]
fn a_move_is_dated_wherever_its_day_stands() {
    for text in [
        "I moved to Texas last week.",
        "Last week I moved to Texas.",
        "I moved last week to Texas.",
    ] {
        for claim in claims(&[text], &[]) {
            let at = claim.occurred_at.unwrap().local(ZONE).date_naive();
            assert_eq!(at.to_string(), "2024-12-30", "{text}");
        }
    }
}

#[test]
fn when_one_was_born() {
    assert_claims(&[
        ("I was born in 1990.", &["user.age = Born in 1990"]),
        (
            "I was born on March 13, 1990.",
            &["user.birthday = March 13, 1990"],
        ),
        (
            "I was born in Lisbon in 1990.",
            &["user.age = Born in 1990", "user.hometown = Lisbon"],
        ),
    ]);
}

#[test]
fn what_only_comes_near_is_no_claim() {
    assert_nothing(&[
        "I almost moved to Denver.",
        "I'm basically a taxi driver.",
        "I'm practically a therapist.",
        "Yeah, I'm totally a rocket scientist.",
        "I'm such a doctor.",
    ]);
    assert_claims(&[
        (
            "I'm studying to become a nurse.",
            &["user.other = Is studying to become a nurse"],
        ),
        ("I'm a vegan chef.", &["user.job = Vegan chef"]),
        ("I live near Boston.", &["user.home = near Boston"]),
    ]);
    assert_only_retold(&["I don't love running any more."]);
}

#[test]
fn songs_films_and_parts_one_plays_are_no_claims() {
    assert_nothing(&[
        "That song, I love Paris in the springtime.",
        "My character in the game is a nurse.",
        "In the game I'm a nurse.",
        "I keep singing I'm a doctor.",
        "My favorite line is I'm the king of the world.",
        "I dreamt I moved to Paris.",
    ]);
}

#[test]
fn more_than_one_in_a_sentence() {
    assert_claims(&[
        (
            "I have a dog named Rex and a cat named Mia.",
            &["user.pet = Rex (dog)", "user.pet = Mia (cat)"],
        ),
        (
            "I have a golden retriever named Buddy.",
            &["user.pet = Buddy (dog)", "Buddy.other = A golden retriever"],
        ),
        (
            "I speak Spanish and a little French.",
            &["user.language = Spanish", "user.language = French"],
        ),
        ("I love New York pizza.", &["user.likes = New York pizza"]),
    ]);
}

#[test]
fn what_a_doctor_says_of_somebody_else_is_theirs() {
    for text in [
        "The doctor said Sam has asthma.",
        "My doctor says my mum has cancer.",
    ] {
        let claims = claims(&[text], &[]);
        assert!(
            claims
                .iter()
                .all(|claim| claim.attribute != "health" || claim.subject != Subject::User),
            "{text}: {claims:?}"
        );
    }
}
