use super::*;
use crate::ids::StorylineId;
use crate::memory::storyline::Status;

fn open(topic: &str) -> Storyline {
    Storyline {
        id: StorylineId::new([3; 16]),
        topic: topic.to_owned(),
        first_mentioned: called_at(),
        last_mentioned: called_at(),
        status: Status::InProgress,
        summary: String::new(),
        closed_at: None,
    }
}

/// Storylines as "sarah_work_conflict: in_progress".
fn storylines(texts: &[&str], known: &[Storyline], memories: &[Memory]) -> Vec<String> {
    reading_with(texts, memories, known)
        .operations
        .into_iter()
        .filter_map(|operation| match operation {
            Operation::Storyline { topic, status, .. } => {
                Some(format!("{topic}: {}", status.as_str()))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn what_goes_on_opens_a_storyline() {
    for (text, topic) in [
        (
            "I'm having issues with my coworker Sarah.",
            "sarah_work_conflict",
        ),
        (
            "My coworker Sarah has been really passive-aggressive.",
            "sarah_work_conflict",
        ),
        ("I had a huge fight with my mom.", "mom_family_conflict"),
        ("I've got a job interview on Friday.", "job_interview"),
        ("We're house-hunting.", "house_hunt"),
        ("I'm training for a marathon.", "marathon_training"),
        ("I'm looking for a new job.", "job_search"),
        ("My mom's been sick.", "mom_health"),
        ("We're moving to Texas next month.", "move_to_texas"),
    ] {
        assert_eq!(
            storylines(&[text], &[], &[]),
            [format!("{topic}: in_progress")],
            "{text}"
        );
    }
}

#[test]
fn what_does_not_go_on_opens_none() {
    for text in [
        "Do you have issues with Sarah?",
        "If I have issues with Sarah I'll call you.",
        "I don't have problems with Sarah.",
        "I love my coworker Sarah.",
        "Tom said he has issues with Sarah.",
        "I'm not training for a marathon.",
    ] {
        assert_eq!(
            storylines(&[text], &[], &[]),
            Vec::<String>::new(),
            "{text}"
        );
    }
}

#[test]
fn a_mention_advances_what_is_open() {
    let known = [open("sarah_work_conflict"), open("marathon_training")];
    assert_eq!(
        storylines(&["I talked to Sarah on Monday."], &known, &[]),
        ["sarah_work_conflict: in_progress"]
    );
    assert_eq!(
        storylines(&["The marathon is in two weeks."], &known, &[]),
        ["marathon_training: in_progress"]
    );
    assert_eq!(
        storylines(&["I had a nice walk."], &known, &[]),
        Vec::<String>::new()
    );
}

#[test]
fn what_is_over_closes_it() {
    for (topic, text) in [
        ("sarah_work_conflict", "Sarah apologised."),
        (
            "sarah_work_conflict",
            "Sarah and I talked, and we sorted it out.",
        ),
        ("sarah_work_conflict", "We made up, Sarah and I."),
        ("job_interview", "I got the job!"),
        ("job_search", "Guess what, I got the job."),
        ("house_hunt", "We bought a house!"),
        ("mom_health", "My mom is out of the hospital."),
        ("marathon_training", "I finished the marathon yesterday."),
    ] {
        let known = [open(topic)];
        assert_eq!(
            storylines(&[text], &known, &[]),
            [format!("{topic}: resolved")],
            "{text}"
        );
    }
}

#[test]
fn what_is_not_over_yet_stays_open() {
    let known = [open("sarah_work_conflict")];
    for text in [
        "Sarah hasn't apologised.",
        "I hope Sarah apologised.",
        "Did Sarah apologise?",
        "My sister apologised.",
    ] {
        let resolved = storylines(&[text], &known, &[])
            .iter()
            .any(|line| line.ends_with("resolved"));
        assert!(!resolved, "{text}");
    }
}

#[test]
fn a_call_is_summed_up_in_the_third_person() {
    let gist = reading_with(
        &[
            "Hey Brad, got a minute?",
            "I'm having issues with my coworker Sarah. I'm so stressed.",
            "She keeps ignoring me in meetings.",
            "Yeah. I'll talk to Sarah on Monday.",
        ],
        &[],
        &[],
    )
    .gist;
    assert_eq!(
        gist.summary,
        "Alice talked about trouble with their coworker Sarah. They decided to talk to Sarah on Monday."
    );
    assert_eq!(gist.outcome, "action_planned");
    assert_eq!(gist.people, ["Sarah (coworker)"]);
    assert_eq!(gist.emotions, ["stressed"]);
    assert_eq!(gist.mood, "stressed");
    assert_eq!(gist.decisions, ["Talk to Sarah on Monday"]);
    assert_eq!(gist.action_items, ["Talk to Sarah on Monday"]);
    assert!(
        gist.key_topics.contains(&"work".to_owned()),
        "{:?}",
        gist.key_topics
    );
    assert!(
        gist.key_topics.contains(&"sarah_coworker".to_owned()),
        "{:?}",
        gist.key_topics
    );
}

/// The summary of a call of Alice, who has trouble with her coworker Sarah.
fn summary(texts: &[&str]) -> String {
    let known = [open("sarah_work_conflict"), open("marathon_training")];
    reading_with(texts, &[memory("coworker", "Sarah")], &known)
        .gist
        .summary
}

#[test]
fn a_summary_reads_as_a_person_would_write_it() {
    for (texts, expected) in [
        (
            &["Sarah and I talked, and we sorted it out."][..],
            "Alice's trouble with their coworker Sarah is settled.",
        ),
        (
            &["I moved to Texas.", "I'm allergic to nuts."],
            "Alice moved to Texas. They mentioned that they are allergic to nuts.",
        ),
        (
            &["Sarah got on my nerves again.", "I'm so stressed."],
            "Alice talked about trouble with their coworker Sarah. They felt stressed.",
        ),
        (
            &["I finished the marathon yesterday."],
            "Alice finished a marathon.",
        ),
        (
            &["I've got a job interview on Friday."],
            "Alice talked about a job interview on January 10, 2025.",
        ),
        (
            &["My boyfriend Sam and I had a huge fight."],
            "Alice talked about trouble with their boyfriend Sam.",
        ),
        (
            &["I'm vegan. I don't like horror movies. I'm scared of spiders."],
            "Alice mentioned that they are vegan, don't like horror movies and are afraid of spiders.",
        ),
        (
            &["I'll talk to my boss."],
            "Alice decided to talk to their boss.",
        ),
        (
            &["I will visit Rome.", "I want to visit Rome with Tom."],
            "Alice mentioned that they want to visit Rome with Tom.",
        ),
        (
            &[
                "I have a dog called Rex.",
                "I have to unpack my climbing shoes.",
            ],
            "Alice mentioned that they have a dog called Rex and have to unpack their climbing shoes.",
        ),
        (
            &[
                "My brother Tom is visiting.",
                "We had lunch with my friend Kate.",
            ],
            "Alice talked about their brother Tom and their friend Kate.",
        ),
    ] {
        assert_eq!(summary(texts), expected, "{texts:?}");
    }
}

#[test]
fn the_user_is_told_what_they_did_themselves() {
    let to_user = |texts: &[&str]| reading_with(texts, &[memory("coworker", "Sarah")], &[]).gist;
    let told = to_user(&[
        "I'm having issues with my coworker Sarah.",
        "I'll talk to my boss.",
    ])
    .for_user();
    assert_eq!(
        told.summary,
        "You talked about trouble with your coworker Sarah. You decided to talk to your boss."
    );
    assert_eq!(told.decisions, ["Talk to your boss"]);
    assert_eq!(told.action_items, ["Talk to your boss"]);
    // Others are "they" too. What they do is not told of the user.
    let of_others = to_user(&["I'll sell my car to my parents before they sell their house."]);
    assert_eq!(of_others.to_user, None, "{}", of_others.summary);
    assert_eq!(of_others.for_user().summary, of_others.summary);
    let besides = to_user(&["I moved to Texas.", "My neighbours said they like it."]);
    assert_eq!(besides.for_user().summary, "You moved to Texas.");
    let left_out = to_user(&["My parents are here.", "I want to cook for them."]);
    assert!(left_out.to_user.is_some(), "{}", left_out.summary);
}

#[test]
fn a_summary_has_at_most_three_sentences_and_no_slug() {
    let text = summary(&[
        "Sarah apologised.",
        "I moved to Denver.",
        "I'm allergic to nuts.",
        "I'm looking for a new job.",
        "I'll invite Sarah to lunch on Friday.",
        "I'm so happy.",
    ]);
    assert!(text.matches(". ").count() <= 2, "{text}");
    assert!(!text.contains('_') && !text.contains("conflict"), "{text}");
    assert!(
        text.starts_with("Alice's trouble with their coworker Sarah is settled."),
        "{text}"
    );
}

#[test]
fn good_news_is_told_as_such() {
    let gist = reading_with(
        &["Guess what! I got promoted to Senior Engineer! I'm so happy."],
        &[],
        &[],
    )
    .gist;
    assert_eq!(gist.outcome, "good_news_shared");
    assert_eq!(gist.mood, "happy");
    assert!(
        gist.summary.contains("got promoted to Senior Engineer"),
        "{}",
        gist.summary
    );
}

#[test]
fn what_was_told_of_oneself_is_summed_up() {
    let gist = reading_with(&["I love rock climbing and I live in Austin."], &[], &[]).gist;
    assert!(
        gist.summary
            .contains("Alice mentioned that they live in Austin and love rock climbing."),
        "{}",
        gist.summary
    );
}

#[test]
fn a_call_in_which_nothing_was_said_is_brief_and_says_so() {
    let nothing = reading_with(&[], &[], &[]);
    assert_eq!(nothing.operations, []);
    assert_eq!(nothing.gist.outcome, "brief");
    assert_eq!(nothing.gist.summary, "Nothing was said.");
    let hello = reading_with(&["Hi.", "Bye."], &[], &[]).gist;
    assert_eq!(hello.outcome, "brief");
    assert_eq!(hello.summary, "Alice and Brad spoke briefly.");
}

#[test]
fn what_was_not_to_be_remembered_is_in_no_summary() {
    let reading = reading_with(
        &[
            "I'm having issues with my coworker Sarah.",
            "Don't remember this, please.",
        ],
        &[],
        &[],
    );
    assert_eq!(reading.operations, []);
    let gist = serde_json::to_string(&reading.gist).unwrap();
    assert!(!gist.contains("Sarah") && !gist.contains("sarah"), "{gist}");
}

#[test]
fn what_is_sensitive_is_in_no_summary() {
    let gist = reading_with(
        &["My grandma passed away last week.", "I love chess."],
        &[],
        &[],
    )
    .gist;
    assert!(!gist.summary.contains("passed away"), "{}", gist.summary);
}

#[test]
fn the_context_is_that_of_the_moment() {
    let mut turns = call(&[
        "I'm having problems with my coworker Sarah, I'm so stressed.",
        "What should I do?",
    ]);
    let now = context(&turns);
    assert_eq!(now.topic.as_deref(), Some("work_conflict"));
    assert_eq!(now.mood.as_deref(), Some("stressed"));
    assert_eq!(now.urgency, Urgency::Medium);
    assert!(now.needs_decision);

    turns = call(&[
        "I'm having problems with my coworker Sarah.",
        "What should I do?",
        "Okay, I'll talk to Sarah on Monday.",
    ]);
    assert!(!context(&turns).needs_decision);

    assert_eq!(
        context(&call(&["It's an emergency, my dog is bleeding."])).urgency,
        Urgency::High
    );
    assert_eq!(context(&[]), CurrentContext::default());
    assert_eq!(
        serde_json::to_string(&context(&call(&["I love my dog."]))).unwrap(),
        r#"{"topic":"pets","mood":null,"urgency":"low","needs_decision":false}"#
    );
}
