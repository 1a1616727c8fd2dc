//! Somebody else's words, and somebody else's story, are never pinned on the user.

use super::*;

/// Whether anything is told of the user.
fn of_user(texts: &[&str]) -> Vec<String> {
    let told = claims(texts, &[]).into_iter().map(|claim| claim.content);
    told.filter(|content| content.starts_with("User "))
        .collect()
}

#[test]
fn what_is_read_out_or_passed_on_is_of_nobody_who_speaks() {
    for said in [
        "Email from my cousin: I'm divorced, I'm in Reno.",
        "Dear Gran, I have enlisted, I am in Cyprus.",
        "We are in Malta, I've lost my hat, love Petra.",
        "His profile's put: I run a vineyard and I've never been married.",
        "As my aunt puts it, I've outlived four doctors.",
        "She says I've got three jobs and I'm up at dawn.",
        "Put yourself in her shoes: I'm eighty, I can't drive.",
        "It was a murder mystery, I was a Spanish admiral.",
    ] {
        assert_eq!(of_user(&[said]), [""; 0], "{said}");
    }
}

#[test]
fn whoever_goes_on_about_somebody_they_met_tells_of_them() {
    for said in [
        "I met the new curate. Used to be a wrestler.",
        "That new girl in accounts. Worked for the circus.",
        "Between my aunt's sugar and my uncle's nerves I can't plan a meal. Diabetic since she was ten.",
    ] {
        let told = of_user(&[said]);
        let pinned = ["wrestler", "circus", "diabetic"]
            .iter()
            .any(|word| told.iter().any(|one| one.contains(word)));
        assert!(!pinned, "{told:?}");
    }
}

#[test]
fn a_childs_home_is_no_home() {
    assert_eq!(
        claimed(&["We moved to Kerry when I was six."], &[]),
        ["user.event = Moved to Kerry"]
    );
}

#[test]
fn whoever_has_themselves_to_answer_for_does() {
    for (said, kept) in [
        (
            "In the play I'm a judge, in real life I sell tyres.",
            "User sells tyres",
        ),
        (
            "What I love most is a good jigsaw.",
            "User loves a good jigsaw",
        ),
        ("My guilty pleasure's Dynasty.", "User loves Dynasty"),
        ("You can't beat a brass band.", "User loves brass band"),
        (
            "You're talking to a crane driver.",
            "User is a crane driver",
        ),
        ("Migraines, ever since the twins.", "User has migraines"),
        ("Oysters set me off.", "User reacts badly to oysters"),
        ("I've given up smoking.", "User has given up smoking"),
        (
            "I see the surgeon on the ninth of March.",
            "User sees the surgeon on March 9, 2025",
        ),
        (
            "My exams start on the ninth of March.",
            "User's exams start on March 9, 2025",
        ),
    ] {
        let told: Vec<String> = claims(&[said], &[])
            .into_iter()
            .map(|claim| claim.content)
            .collect();
        assert!(
            told.iter().any(|one| one.starts_with(kept)),
            "{said}: {told:?}"
        );
    }
}

#[test]
fn more_questions_are_answered_in_few_words() {
    for (question, answer, kept) in [
        (
            "Any allergies I should know of?",
            "Crab, since I was small.",
            "User is allergic to Crab",
        ),
        (
            "What kind of music do you like?",
            "Bluegrass, mostly.",
            "User likes Bluegrass",
        ),
        (
            "Do you have kids?",
            "Three, all girls.",
            "User has 3 children",
        ),
        (
            "When's your birthday?",
            "The fourth of July.",
            "User has their birthday on July 4",
        ),
        (
            "Who do you live with?",
            "My daughter and her fella.",
            "User lives with their daughter and her fella",
        ),
        (
            "Where are you off to?",
            "Madeira, on the ninth.",
            "User is going to Madeira",
        ),
    ] {
        let told = told_of(answer, question);
        assert!(
            told.iter().any(|one| one.starts_with(kept)),
            "{question}: {told:?}"
        );
    }
}
