//! What is told as a whole, in the third person, where no rule knows it closer.

use super::*;

/// The sentences that are remembered of a call.
fn told(texts: &[&str]) -> Vec<String> {
    let claims = claims(texts, &[]);
    claims.into_iter().map(|claim| claim.content).collect()
}

#[test]
fn what_no_rule_knows_is_told_in_the_third_person() {
    for (said, kept) in [
        (
            "I mend clocks for half the parish.",
            "User mends clocks for half the parish",
        ),
        (
            "As a boy I lived on a lightship.",
            "User lived on a lightship as a boy",
        ),
        (
            "They've moved me to the night desk.",
            "They have moved User to the night desk",
        ),
        (
            "My greenhouse leaks every winter.",
            "User's greenhouse leaks every winter",
        ),
        (
            "I've worn a brace since I fell off a tractor.",
            "User has worn a brace since they fell off a tractor",
        ),
        (
            "I can't lift anything over my shoulder, don't laugh.",
            "User can't lift anything over their shoulder",
        ),
    ] {
        assert_eq!(told(&[said]), [kept], "{said}");
    }
}

#[test]
fn what_somebody_else_does_stays_theirs() {
    for (said, whose) in [
        ("My cousin Dara shoes horses. Works out of a van.", "Dara"),
        (
            "My sister's lodger restores organs.",
            "User's sister's lodger",
        ),
        ("He's gone to Malta, has Stefan.", "Stefan"),
        ("Brother's got a stall on the quay.", "User's brother"),
    ] {
        let told = told(&[said]);
        assert!(told.iter().any(|one| one.starts_with(whose)), "{told:?}");
        assert!(!told.iter().any(|one| one.starts_with("User ")), "{told:?}");
    }
}

#[test]
fn she_is_the_only_woman_who_was_spoken_of() {
    let kept = told(&["My brother Liam met Carmen in Cadiz. She repairs violins."]);
    assert!(
        kept.contains(&"Carmen repairs violins".to_owned()),
        "{kept:?}"
    );
    let unsure = told(&["Carmen met Yvonne in Cadiz. She repairs violins."]);
    assert!(
        !unsure.iter().any(|one| one.contains("violins")),
        "{unsure:?}"
    );
}

#[test]
fn what_anybody_does_on_any_day_is_not_kept() {
    assert_nothing(&[
        "I'm making soup.",
        "I've two cardigans on.",
        "I'm at the station.",
        "I can't believe the traffic.",
        "I had lunch with Tom.",
        "I gave it to them.",
        "I'm as happy as a lark.",
        "I'm allergic to meetings.",
        "Oh lovely, I adore a diversion.",
    ]);
}

#[test]
fn an_if_takes_back_what_hangs_on_it_and_no_more() {
    let kept = told(&["My wife breeds orchids so I water the pots if I'm home."]);
    assert_eq!(kept, ["User's wife breeds orchids"]);
    assert_nothing(&["If I had a yard I'd keep llamas."]);
    let kept = told(&["I'd have a llama if I could but Omar keeps two mules."]);
    assert_eq!(kept, ["Omar keeps two mules"]);
}

#[test]
fn what_a_sentence_takes_back_was_never_said() {
    let kept = told(&[
        "I've been seeing a potter called Luis, no, scrub that, I mend sails for a living.",
    ]);
    assert_eq!(kept, ["User mends sails for a living"]);
}

#[test]
fn a_few_words_answer_a_question_as_a_sentence() {
    for (question, answer, kept) in [
        (
            "So where do you live now?",
            "Lisbon.",
            "User lives in Lisbon",
        ),
        (
            "And what do you do for work?",
            "Glazier.",
            "User is a glazier",
        ),
        ("How many hens do you have?", "Nine.", "User has nine hens"),
        (
            "What's your boat called?",
            "Persephone.",
            "User's boat is called Persephone",
        ),
    ] {
        assert_eq!(told_of(answer, question), [kept], "{question} {answer}");
    }
    assert_eq!(told_of("Not sure.", "Where do you live?"), [""; 0]);
}

#[test]
fn several_are_each_known_by_their_name() {
    assert_eq!(
        claimed(&["I've two lads, Aled and Rhys."], &[])
            .into_iter()
            .filter(|claim| claim.starts_with("user.child"))
            .collect::<Vec<_>>(),
        ["user.child = Son Aled", "user.child = Son Rhys"]
    );
}

#[test]
fn a_thing_that_is_spoken_of_again_is_told_anew() {
    let content = "User's ladder is with Petra";
    let known = [memory_of(Subject::User, "other", content, content)];
    let anew = claims(&["The ladder's with Omar now."], &known);
    assert_eq!(anew.len(), 1);
    assert_eq!(anew[0].content, "User's ladder is with Omar now");
    assert_eq!(anew[0].replaces.as_deref(), Some(content));
    let other = claims(&["The ladder's rusty."], &known);
    assert!(other.iter().all(|claim| claim.replaces.is_none()));
}

#[test]
fn what_is_so_no_more_ends_what_was_told_of_it() {
    let known = [memory_of(
        Subject::User,
        "other",
        "Sings in the abbey choir",
        "User sings in the abbey choir",
    )];
    assert_eq!(
        retracted(&["I'm not in the choir any more."], &known),
        ["user.other = Sings in the abbey choir"]
    );
    let lived = [memory_of(
        Subject::User,
        "other",
        "Is in Bath, over a bookshop",
        "User is in Bath, over a bookshop",
    )];
    assert_eq!(
        retracted(&["I moved to Truro."], &lived),
        ["user.other = Is in Bath, over a bookshop"]
    );
}

#[test]
fn one_thing_takes_the_place_of_another_that_was_said() {
    let known = [memory("allergy", "kiwis")];
    let anew = claims(
        &["Turns out it's not kiwis at all, it's the latex."],
        &known,
    );
    assert_eq!(anew[0].value, "latex");
    assert_eq!(anew[0].replaces.as_deref(), Some("kiwis"));
    assert_eq!(
        retracted(&["Kiwis are perfectly fine."], &known),
        ["user.allergy = kiwis"]
    );
    let home = [memory("home", "Bath")];
    let anew = claims(
        &["Did I say Bath the other day? It's Wells I meant."],
        &home,
    );
    assert_eq!(anew[0].value, "Wells");
}

#[test]
fn a_guess_at_an_answer_is_no_answer() {
    for (answer, question) in [
        ("Leeds?", "Where do you live now?"),
        ("Forty?", "How old are you?"),
    ] {
        assert_eq!(told_of(answer, question), [""; 0], "{answer}");
    }
}
