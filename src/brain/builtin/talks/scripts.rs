//! The ten talks.

use super::table::*;
use super::*;

pub(super) fn all() -> Vec<Talk> {
    vec![first_call()]
}

fn first_call() -> Talk {
    let mut talk = Talk::new("Brad, the first call", "persona_brad_001", "friend").opens(&["brad"]);
    talk.briefing.user_name = Some("Alice".to_owned());
    talk.briefing.relationship.custom_system_prompt =
        Some("You call her 'dude' or 'Al'. You talk about sports and dating. You met at a college party 5 years ago.".to_owned());
    talk.user("Hey Brad, not much, just trying this out.", &[])
        .user("Well, I love rock climbing.", &["climbing"])
        .user(
            "Mostly at the gym, but we went to Red Rocks on Saturday.",
            &[],
        )
        .user("yeah", &[])
        .user("My coworker Sarah took credit for my work again.", &[])
        .user(
            "She presented my slides to our boss as if they were hers.",
            &[],
        )
        .user("What should I do?", &["Sarah"])
        .user("Okay, that's actually good advice.", &[])
        .user("Are you a real person?", &["BRAIN_URL"])
        .user("Fair. Gotta run, bye!", &[])
}
