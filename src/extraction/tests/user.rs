use super::*;

#[test]
fn who_the_user_is_and_what_they_are_called() {
    assert_claims(&[
        ("Hi, my name is Alice.", &["user.name = Alice"]),
        (
            "My name's Alice Moreau, by the way.",
            &["user.name = Alice Moreau"],
        ),
        ("Please call me Al.", &["user.called = Al"]),
        (
            "Everyone calls me Al, so you can too.",
            &["user.called = Al"],
        ),
        ("I go by Sam.", &["user.called = Sam"]),
        ("I'd rather be called Sam.", &["user.called = Sam"]),
        ("My pronouns are they/them.", &["user.pronouns = they/them"]),
        ("I'm 34 years old.", &["user.age = 34"]),
        ("I just turned thirty-four.", &["user.age = 34"]),
        ("My birthday is March 13th.", &["user.birthday = March 13"]),
        (
            "My birthday's on the 2nd of May.",
            &["user.birthday = May 2"],
        ),
        ("It's my birthday tomorrow!", &["user.birthday = January 8"]),
    ]);
    assert_nothing(&[
        "Call me tomorrow.",
        "Call me crazy, but it works.",
        "Call me when you can.",
        "I'm 34 minutes late.",
    ]);
}

#[test]
fn a_wanted_name_is_also_learned_as_a_way_to_address_the_user() {
    let learned = operations(&["You can call me Al."], &[])
        .into_iter()
        .any(|operation| matches!(operation, Operation::Learn { key, value, .. } if key == "address" && value == "Al"));
    assert!(learned);
}

#[test]
fn what_the_user_does_for_a_living() {
    assert_claims(&[
        (
            "I'm a software engineer at TechCorp.",
            &["user.job = Software engineer at TechCorp"],
        ),
        (
            "I work as a nurse at Mercy Hospital.",
            &["user.job = Nurse at Mercy Hospital"],
        ),
        (
            "I work for a law firm downtown.",
            &["user.job = Works at a law firm"],
        ),
        ("I just started as a barista.", &["user.job = Barista"]),
        (
            "I work at TechCorp. I'm an engineer there.",
            &["user.job = Engineer at TechCorp"],
        ),
        ("I report to Marcus.", &["user.boss = Marcus"]),
        ("My boss is Marcus.", &["user.boss = Marcus"]),
        (
            "I'm studying marine biology at UCLA.",
            &["user.studies = marine biology at UCLA"],
        ),
        ("I teach third grade.", &["user.job = Teaches third grade"]),
        ("I run a bakery.", &["user.job = Runs a bakery"]),
    ]);
    assert_nothing(&[
        "I'm a mess.",
        "I'm a teacher at heart.",
        "I'm a better cook than Tom.",
        "I'm a big fan of yours.",
        "I work too much.",
    ]);
    assert_only_retold(&["I work at night."]);
}

#[test]
fn a_promotion_is_an_event_and_the_new_job() {
    let claims = claims(&["I got promoted to Senior Engineer yesterday!"], &[]);
    let job = claims
        .iter()
        .find(|claim| claim.attribute == "job")
        .unwrap();
    let event = claims
        .iter()
        .find(|claim| claim.attribute == "event")
        .unwrap();
    assert_eq!(job.value, "Senior Engineer");
    assert_eq!(event.content, "User got promoted to Senior Engineer");
    assert_eq!(event.category, Category::ImportantMemory);
    // Noon in New York.
    assert_eq!(event.occurred_at, Timestamp::parse("2025-01-06T17:00:00Z"));
}

#[test]
fn where_the_user_lives_and_comes_from() {
    assert_claims(&[
        ("I live in Ohio.", &["user.home = Ohio"]),
        (
            "I'm living in San Antonio, Texas these days.",
            &["user.home = San Antonio, Texas"],
        ),
        (
            "I moved to Texas.",
            &["user.home = Texas", "user.event = Moved to Texas"],
        ),
        (
            "We've just moved to Denver!",
            &["user.home = Denver", "user.event = Moved to Denver"],
        ),
        (
            "I moved from Ohio to Texas last March.",
            &["user.home = Texas", "user.event = Moved to Texas"],
        ),
        (
            "I'm originally from Portugal.",
            &["user.hometown = Portugal"],
        ),
        (
            "I grew up in Leeds and work as a chef.",
            &["user.hometown = Leeds", "user.job = Chef"],
        ),
    ]);
    assert_nothing(&[
        "I live in fear.",
        "I live in the moment.",
        "I'm from the team.",
    ]);
    assert_only_retold(&["I live in a small flat."]);
    assert_only_retold(&["I grew up in a small town."]);
}

#[test]
fn what_the_user_likes_to_do_is_a_hobby_and_what_else_is_liked_is_not() {
    assert_claims(&[
        ("I love rock climbing.", &["user.hobby = rock climbing"]),
        (
            "I really love rock climbing and chess.",
            &["user.hobby = rock climbing", "user.hobby = chess"],
        ),
        ("I've taken up pottery.", &["user.hobby = pottery"]),
        (
            "I'm into woodworking these days.",
            &["user.hobby = woodworking"],
        ),
        ("I love to bake.", &["user.hobby = baking"]),
        ("I play the guitar.", &["user.hobby = guitar"]),
        ("I go hiking every weekend.", &["user.hobby = hiking"]),
        (
            "My hobbies are chess and baking.",
            &["user.hobby = chess", "user.hobby = baking"],
        ),
        ("I love sushi.", &["user.likes = sushi"]),
        (
            "I'm a huge fan of craft beer.",
            &["user.likes = craft beer"],
        ),
        ("I hate cilantro.", &["user.dislikes = cilantro"]),
        ("I can't stand small talk.", &["user.dislikes = small talk"]),
        (
            "I don't like horror movies.",
            &["user.dislikes = horror movies"],
        ),
        (
            "My favorite movie is Dune.",
            &["user.favorite = Dune (movie)"],
        ),
        (
            "My favourite colour is teal.",
            &["user.favorite = teal (colour)"],
        ),
    ]);
    assert_nothing(&[
        "I love you.",
        "I love it.",
        "I love when it rains.",
        "I love that.",
        "I love my job.",
        "I like how you said it.",
        "I'd love a dog.",
    ]);
}

#[test]
fn what_could_harm_the_user() {
    assert_claims(&[
        ("I'm allergic to peanuts.", &["user.allergy = peanuts"]),
        (
            "I'm severely allergic to peanuts and shellfish.",
            &["user.allergy = peanuts", "user.allergy = shellfish"],
        ),
        ("I have a peanut allergy.", &["user.allergy = peanut"]),
        (
            "I was diagnosed with celiac disease last year.",
            &["user.health = celiac disease"],
        ),
        ("I have asthma.", &["user.health = asthma"]),
        ("I'm diabetic.", &["user.health = diabetic"]),
        ("I'm vegan.", &["user.diet = Vegan"]),
        ("I don't eat pork.", &["user.diet = Avoids pork"]),
    ]);
    assert_nothing(&[
        "I'm allergic to Mondays.",
        "I'm allergic to that.",
        "I have a headache.",
        "I have a question.",
    ]);
}

#[test]
fn an_allergy_weighs_more_than_a_job_and_a_taste_less() {
    let claims = claims(&["I'm allergic to peanuts. I'm a nurse. I like jazz."], &[]);
    let weights: Vec<f64> = claims.iter().map(|claim| claim.importance).collect();
    assert!(
        weights[0] > weights[1] && weights[1] > weights[2],
        "{weights:?}"
    );
}

#[test]
fn whom_the_user_loves() {
    assert_claims(&[
        (
            "I'm seeing Jessica.",
            &["user.dating_status = Seeing Jessica"],
        ),
        (
            "I'm casually seeing Jessica.",
            &["user.dating_status = Casually seeing Jessica"],
        ),
        (
            "I'm dating a guy named Marcus.",
            &["user.dating_status = Seeing Marcus"],
        ),
        ("I'm single again.", &["user.dating_status = Single"]),
        (
            "My girlfriend Jessica is great.",
            &["user.partner = Jessica (girlfriend)"],
        ),
        ("My ex Trevor called.", &["user.ex = Trevor"]),
    ]);
}

#[test]
fn plans_have_their_day() {
    let claims = claims(&["I'm going to Spain next month."], &[]);
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].attribute, "plan");
    assert_eq!(claims[0].value, "Going to Spain");
    assert_eq!(claims[0].content, "User is going to Spain in February 2025");
    assert_eq!(
        claims[0].occurred_at,
        Timestamp::parse("2025-02-01T17:00:00Z")
    );
    assert_claims(&[
        (
            "I've got a job interview on Friday.",
            &["user.plan = Job interview"],
        ),
        (
            "We're getting married in June.",
            &["user.plan = Getting married"],
        ),
    ]);
    assert_nothing(&[
        "I'm going to the store.",
        "I'm going to bed.",
        "I have a meeting.",
    ]);
}

#[test]
fn what_is_told_without_a_date_gets_none() {
    assert_eq!(claims(&["I got engaged!"], &[])[0].occurred_at, None);
}

#[test]
fn a_day_is_counted_where_the_user_lives() {
    // Already the 8th in London, still the 7th in New York.
    let turns = call(&["I got promoted today."]);
    let hearing = |zone| Hearing {
        turns: &turns,
        started_at: Timestamp::parse("2025-01-08T02:00:00Z").unwrap(),
        zone,
        persona_name: "Brad",
        user_name: None,
        memories: &[],
        storylines: &[],
    };
    let day = |zone| match &read(&hearing(zone)).operations[0] {
        Operation::Claim { claim, .. } => claim
            .occurred_at
            .unwrap()
            .local(zone)
            .date_naive()
            .to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(day(ZONE), "2025-01-07");
    assert_eq!(day(chrono_tz::Europe::London), "2025-01-08");
}

#[test]
fn events_that_change_a_life() {
    for (text, value) in [
        ("We're having a baby!", "Having a baby"),
        ("I'm pregnant.", "Pregnant"),
        ("I got engaged!", "Got engaged"),
        ("I lost my job yesterday.", "Lost their job"),
        ("I got laid off.", "Got laid off"),
        ("I graduated last week.", "Graduated"),
        ("We bought a house!", "Bought a house"),
        ("Guess what, I got a new job!", "Got a new job"),
    ] {
        let claims = claims(&[text], &[]);
        let event = claims.iter().find(|claim| claim.attribute == "event");
        assert_eq!(
            event.map(|claim| claim.value.as_str()),
            Some(value),
            "{text}"
        );
        assert!(event.unwrap().importance >= 0.8, "{text}");
    }
}

#[test]
fn a_transcript_without_capitals_is_read_as_well() {
    assert_claims(&[
        ("i live in ohio", &["user.home = Ohio"]),
        ("call me al", &["user.called = Al"]),
        (
            "my name is alice and i love rock climbing",
            &["user.name = Alice", "user.hobby = rock climbing"],
        ),
        ("im allergic to peanuts", &["user.allergy = peanuts"]),
    ]);
    assert_nothing(&[
        "call me tomorrow",
        "call me back later",
        "call me when you can",
    ]);
}
