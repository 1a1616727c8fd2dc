use super::*;

#[test]
fn people_of_the_users_life_and_what_they_are_to_them() {
    assert_claims(&[
        (
            "I had lunch with my coworker Jake.",
            &["user.coworker = Jake"],
        ),
        (
            "My coworker Jake is cool.",
            &["user.coworker = Jake (cool)"],
        ),
        ("Sarah is my coworker.", &["user.coworker = Sarah"]),
        ("Priya's my mentor.", &["user.coworker = Priya (mentor)"]),
        ("My boss Marcus wants a report.", &["user.boss = Marcus"]),
        (
            "My younger brother Tom is in college.",
            &[
                "user.sibling = Younger brother Tom",
                "Tom.studies = In college",
            ],
        ),
        (
            "I have a sister named Anna.",
            &["user.sibling = Sister Anna"],
        ),
        ("My dog Max is asleep.", &["user.pet = Max (dog)"]),
        ("I've got a cat called Mia.", &["user.pet = Mia (cat)"]),
        (
            "My daughter Lily is 5.",
            &["user.child = Daughter Lily", "Lily.age = 5"],
        ),
        ("My dog's name is Rex.", &["user.pet = Rex (dog)"]),
        ("My mom's name is Ruth.", &["user.mom = Called Ruth"]),
        (
            "We got a puppy! Her name's Coco.",
            &["user.pet = Coco (dog)"],
        ),
        (
            "My kids are Emma and Jack.",
            &["user.child = Child Emma", "user.child = Child Jack"],
        ),
        ("I have two kids.", &["user.child = 2 children"]),
        (
            "My best friend Tom lives in Denver.",
            &["user.friend = Tom (best friend)", "Tom.home = Denver"],
        ),
    ]);
}

#[test]
fn a_tie_is_said_in_a_sentence() {
    let claims = claims(&["Sarah is my coworker."], &[]);
    assert_eq!(claims[0].content, "Sarah is User's coworker");
    assert_eq!(claims[0].subject, Subject::User);
}

#[test]
fn what_is_told_of_a_parent_stands_with_the_family() {
    let claims = claims(
        &["My mom lives in Ohio.", "My mom calls every Sunday."],
        &[],
    );
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].attribute, "mom");
    assert_eq!(claims[0].value, "Lives in Ohio, calls every Sunday");
    assert_eq!(
        claims[0].content,
        "User's mom lives in Ohio, calls every Sunday"
    );
}

#[test]
fn what_is_new_of_a_parent_is_added_to_what_was_known() {
    let known = [memory("mom", "Lives in Ohio, calls every Sunday")];
    assert_eq!(
        claimed(&["My mom moved to Florida."], &known)[0],
        "user.mom = Calls every Sunday, lives in Florida"
    );
}

#[test]
fn a_death_is_known_and_not_brought_up() {
    let claims = claims(&["My dad passed away in 2018."], &[]);
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].attribute, "dad");
    assert_eq!(claims[0].value, "Passed away in 2018");
    assert_eq!(claims[0].content, "User's dad passed away in 2018");
    assert!(claims[0].sensitive);
    assert_eq!(
        claims[0].occurred_at,
        Timestamp::parse("2018-01-01T17:00:00Z")
    );
}

#[test]
fn a_pet_that_died_is_a_pet_no_more() {
    let known = [memory("pet", "Max (dog)")];
    assert_eq!(
        retracted(&["My dog Max died last week."], &known),
        ["user.pet = Max (dog)"]
    );
    let claims = claims(&["My dog Max died last week."], &known);
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].attribute, "event");
    assert!(claims[0].sensitive);
}

#[test]
fn what_somebody_else_is_or_has_is_never_the_users() {
    assert_claims(&[
        (
            "My friend Tom is allergic to nuts.",
            &["user.friend = Tom", "Tom.allergy = nuts"],
        ),
        ("My sister is allergic to cats.", &["sister.allergy = cats"]),
        ("My mom is diabetic.", &["mom.health = diabetic"]),
        ("Sarah is allergic to nuts.", &["Sarah.allergy = nuts"]),
        (
            "My boss Marcus lives in Boston.",
            &["user.boss = Marcus", "Marcus.home = Boston"],
        ),
    ]);
    assert_nothing(&[
        "My sister's boyfriend is allergic to nuts.",
        "Sarah's dog Rex died.",
        "They live in Paris.",
        "Everyone loves hiking.",
        "You live in Ohio.",
        "Tom and Sarah broke up.",
    ]);
}

#[test]
fn she_is_the_one_of_whom_was_just_spoken() {
    assert_claims(&[
        (
            "My coworker Sarah is back. She lives in Austin.",
            &["user.coworker = Sarah", "Sarah.home = Austin"],
        ),
        (
            "My sister Anna met my friend Kate. She lives in Rome.",
            &["user.sibling = Sister Anna", "user.friend = Kate"],
        ),
        (
            "My brother Tom, who lives in Denver, called.",
            &["user.sibling = Brother Tom", "Tom.home = Denver"],
        ),
    ]);
}

#[test]
fn what_the_persona_says_is_no_source() {
    let mut turns = call(&["Okay."]);
    turns[0].text = "I love surfing and I live in Hawaii. You are a doctor, right?".to_owned();
    let hearing = Hearing {
        turns: &turns,
        started_at: called_at(),
        zone: ZONE,
        persona_name: "Brad",
        user_name: None,
        memories: &[],
        storylines: &[],
    };
    assert_eq!(read(&hearing).operations, []);
}

#[test]
fn a_break_up_ends_what_was_known_of_the_two() {
    let known = [memory("dating_status", "Casually seeing Jessica")];
    for text in [
        "Jessica and I broke up.",
        "We broke up.",
        "I broke up with Jessica last week.",
        "Jessica dumped me.",
    ] {
        assert_eq!(
            retracted(&[text], &known),
            ["user.dating_status = Casually seeing Jessica"],
            "{text}"
        );
        let claimed = claimed(&[text], &known);
        assert_eq!(
            claimed,
            ["user.event = Broke up with Jessica", "user.ex = Jessica"],
            "{text}"
        );
    }
    assert_eq!(
        retracted(&["My friend Kate and Bob broke up."], &known),
        Vec::<String>::new()
    );
}
