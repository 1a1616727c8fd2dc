//! Of two things that people tell, which matters more: pairs on which anybody would agree.

use super::*;

/// How much the weightiest thing matters that is remembered of what was said.
fn weight(said: &str) -> f64 {
    let claims = claims(&[said], &[]);
    assert!(!claims.is_empty(), "{said}");
    claims
        .iter()
        .map(|claim| claim.importance)
        .fold(0.0, f64::max)
}

#[test]
fn what_anybody_would_say_matters_more_does() {
    for (more, less) in [
        // What could harm somebody, before what they like.
        ("I'm allergic to wasps.", "I like crosswords."),
        ("I'm diabetic.", "I'm a plumber."),
        // Who they are and who is closest, before whom they work with.
        ("My name is Ursula.", "I live in Truro."),
        (
            "My daughter is called Ida.",
            "My coworker is called Stefan.",
        ),
        ("My wife is called Petra.", "My neighbor is called Luis."),
        // What changed a life, before what is owned or done.
        ("My mum died in March.", "I bought a car."),
        ("We had a baby!", "I got a new job."),
        ("I got laid off.", "I play the flute."),
        // Work and home, before a taste.
        ("I'm a midwife.", "I hate olives."),
        ("I live in Truro.", "I love jazz."),
        // What is the user's, before what is somebody else's.
        ("I'm a glazier.", "Petra is a glazier."),
        // What no rule knows, below what one does.
        (
            "I'm allergic to bees.",
            "I mend clocks for half the parish.",
        ),
        ("I'm a midwife.", "My greenhouse leaks every winter."),
        // The same, said to be remembered.
        (
            "Remember that I mend clocks for half the parish.",
            "I mend clocks for half the parish.",
        ),
    ] {
        assert!(weight(more) > weight(less), "{more} / {less}");
    }
}
