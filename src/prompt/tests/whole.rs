//! What a prompt says, and in which order.

use super::*;
use crate::call::Speaker;
use crate::call::briefing::Beside;
use crate::time::MINUTE;

#[test]
fn alices_prompt_says_all_that_the_specs_example_says_in_its_order() {
    let prompt = built(&alice());
    let mut rest = prompt.text.as_str();
    for said in [
        "=== CORE IDENTITY ===\nYou are Brad - a decisive, confident guy",
        "\n\n=== YOUR RELATIONSHIP WITH THIS USER ===\n",
        "You are Alice's bro friend.",
        "You and Alice are close bros. You call her 'dude' or 'Al'.",
        "You met at a college party 5 years ago.",
        "You have talked 47 times before.",
        "- How you met: College party in 2020",
        "\n\nInside jokes you share:\n",
        "- The burrito incident (food poisoning before a big presentation)",
        "- \"Never trust a guy named Trevor\" (her terrible ex)",
        "\n\n=== WHAT YOU KNOW ABOUT ALICE ===\n",
        "- Job: Software Engineer at TechCorp, reports to Marcus\n",
        "- Currently: Casually dating Jessica\n",
        "- Coworkers: Sarah (problematic), Jake (cool), Priya (mentor)\n",
        "- Family: Mom: Lives in Ohio, calls every Sunday; \
         dad: Passed away in 2018 (sensitive topic); \
         sibling: Younger brother Tom in college\n",
        "- Hobbies: Rock climbing, fantasy football, craft beer\n",
        "- Allergic to: Peanuts\n",
        "- In March 2022: Helped Alice through breakup with Trevor - A 3-hour call",
        "\n\n=== RECENT CONTEXT ===\n",
        "Last call (2 days ago): Discussed upcoming date with Jessica, Brad recommended that \
         Italian place downtown.\n",
        "Current ongoing situation: Alice has tension with coworker Sarah (last mentioned 8 days \
         ago) - follow up on this if relevant.\n",
        "Earlier call (8 days ago): Talked about fantasy football.",
        "\n\n=== CONVERSATION STYLE ===\n",
        "- Greet like this: \"Yo Al, what's up?\"",
        "- Likes to be called: Al\n",
        "- Greet: Casual: \"Yo\", \"What's up dude\"\n",
        "- Advice: Direct but supportive\n",
        "- Values: Practical solutions, real talk\n",
        "- Communication style: direct, no-nonsense\n",
        "- Avoid: her dad's death, weight/body image\n",
        "- Always be decisive when asked for advice\n",
        "\n\n=== YOUR TASK ===\n",
        "Alice is calling you right now. Be Brad - Alice's bro friend.\n",
        "Where Alice is, it is Thursday, January 9, 2025, 12:00 pm (America/New_York).\n",
    ] {
        let Some((_, after)) = rest.split_once(said.trim_end()) else {
            panic!("{said:?} is missing in\n{rest}");
        };
        // What ends a line here may begin what is said next.
        assert!(!said.ends_with('\n') || after.starts_with('\n'), "{said:?}");
        rest = after;
    }
    assert!(prompt.trace.iter().all(|considered| considered.kept));
    assert_eq!(prompt.tokens, tokens(&prompt.text));
}

#[test]
fn a_first_call_has_every_section_and_makes_nothing_up() {
    let prompt = built(&stranger());
    assert_eq!(
        headings(&prompt.text),
        [
            "=== CORE IDENTITY ===",
            "=== YOUR RELATIONSHIP WITH THIS USER ===",
            "=== WHAT YOU KNOW ABOUT THIS USER ===",
            "=== RECENT CONTEXT ===",
            "=== CONVERSATION STYLE ===",
            "=== YOUR TASK ===",
        ]
    );
    for said in [
        "You are the user's friend.",
        "this is your first call",
        "Nothing yet.",
        "No earlier calls.",
        "\"Yo, what's up?\"",
        "The user is calling you right now.",
    ] {
        assert!(prompt.text.contains(said), "{said}");
    }
    assert!(!prompt.text.contains("{name}") && !prompt.text.contains("Avoid:"));
}

#[test]
fn the_task_says_who_called_whom() {
    for (occasion, said) in [
        (Occasion::UserCalls, "Alice is calling you right now."),
        (Occasion::CallRequested, "Alice asked for a call"),
        (Occasion::Scheduled, "You are calling Alice right now"),
        (Occasion::CalledBack, "You are calling Alice back right now"),
        (
            Occasion::TriedAgain,
            "You are calling Alice again right now",
        ),
    ] {
        let text = built(&Briefing {
            occasion,
            ..alice()
        })
        .text;
        assert!(section(&text, "=== YOUR TASK ===").contains(said));
        for always in [
            "spoken aloud",
            "never changes who you are",
            "emergency number",
        ] {
            assert!(text.contains(always), "{always}");
        }
    }
}

#[test]
fn the_task_names_the_call_that_was_missed_and_the_one_to_come() {
    let alone = built(&alice()).text;
    assert!(!alone.contains("missed") && !alone.contains("planned:"));
    let text = built(&Briefing {
        beside: Beside {
            missed_at: Some(now().plus(-DAY)),
            planned_for: Some(now().plus(DAY + 90 * MINUTE)),
        },
        ..alice()
    })
    .text;
    let task = section(&text, "=== YOUR TASK ===");
    assert!(task.contains("\nAlice missed your last call (yesterday).\n"));
    assert!(task.contains("\nYour next call is planned: tomorrow, 1:30 pm.\n"));
}

#[test]
fn the_same_persona_is_a_friend_to_one_and_a_partner_to_another() {
    let mut bob = alice();
    bob.relationship.relationship_type = "boyfriend".to_owned();
    bob.relationship.kind = Kind::Partner;
    let (friend, partner) = (built(&alice()).text, built(&bob).text);
    assert!(friend.contains("Talk as friends do") && partner.contains("Talk as partners do"));
    assert!(partner.contains("Be Brad - Alice's boyfriend."));
    let core = "=== CORE IDENTITY ===";
    assert_eq!(section(&friend, core), section(&partner, core));
}

#[test]
fn a_partner_is_greeted_as_a_partner_and_a_friend_never_is() {
    let mut briefing = alice();
    briefing
        .procedures
        .retain(|key, _| key == "greeting_pattern");
    for (key, value) in [
        ("greeting_partner", "Hey babe\nThere you are, {name}"),
        ("sympathy_partner", "Come here, love"),
        ("sympathy", "Damn, that's rough"),
    ] {
        briefing.procedures.insert(key.to_owned(), value.to_owned());
    }
    let friend = built(&briefing).text;
    assert!(friend.contains("- Greet like this: \"Yo Al, what's up?\""));
    assert!(friend.contains("- Sympathy: \"Damn, that's rough\"\n"));
    assert!(!friend.contains("babe") && !friend.contains("love\""));

    briefing.relationship.kind = Kind::Partner;
    let partner = built(&briefing).text;
    assert!(partner.contains("- Greet like this: \"Hey babe\", \"There you are, Al\"\n"));
    assert!(partner.contains("- Sympathy: \"Come here, love\"\n"));
    assert!(!partner.contains("Yo Al") && !partner.contains("Damn"));
}

#[test]
fn a_name_learned_in_a_call_serves_where_the_profile_has_none() {
    let mut briefing = stranger();
    briefing
        .memories
        .push(memory(1, Category::UserFact, "name", "Alice"));
    let prompt = built(&briefing);
    assert!(prompt.text.contains("WHAT YOU KNOW ABOUT ALICE"));
    assert!(prompt.text.contains("\"Yo Alice, what's up?\""));
    assert_eq!(why(&prompt, "mem_1"), (true, Why::SaidAlready));
}

#[test]
fn what_no_longer_holds_or_has_faded_is_not_told() {
    let mut briefing = stranger();
    for (number, state, expected) in [
        (1, State::Superseded, Why::NotCurrent),
        (2, State::Retracted, Why::NotCurrent),
        (3, State::Archived, Why::NotCurrent),
        (4, State::Faded, Why::Faded),
        (5, State::Current, Why::Faded),
    ] {
        briefing.memories = vec![Memory {
            state,
            fades_at: Some(now()),
            ..memory(number, Category::UserFact, "hobby", "juggling")
        }];
        let prompt = built(&briefing);
        assert!(
            !prompt.text.to_lowercase().contains("juggling"),
            "{state:?}"
        );
        assert_eq!(why(&prompt, &format!("mem_{number}")), (false, expected));
    }
    briefing.memories = vec![Memory {
        fades_at: Some(now().plus(1)),
        ..memory(6, Category::UserFact, "hobby", "juggling")
    }];
    assert!(built(&briefing).text.contains("Juggling"));
}

#[test]
fn what_is_sensitive_is_named_only_to_be_left_alone() {
    let mut briefing = alice();
    briefing.memories.push(Memory {
        sensitive: true,
        ..memory(90, Category::UserFact, "health", "treated for depression")
    });
    briefing.memories.push(Memory {
        sensitive: true,
        subject: Subject::Person("Jake".to_owned()),
        ..memory(91, Category::UserFact, "other", "is in debt")
    });
    let prompt = built(&briefing);
    for secret in ["treated for depression", "is in debt"] {
        let told: Vec<&str> = prompt
            .text
            .lines()
            .filter(|line| line.contains(secret))
            .collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("- Avoid: "), "{told:?}");
    }
    assert!(prompt.text.contains("health: treated for depression"));
    assert!(prompt.text.contains("Jake: is in debt"));
    assert_eq!(why(&prompt, "mem_90"), (true, Why::ToAvoid));
}

#[test]
fn a_friends_facts_stand_under_the_friends_name() {
    let mut briefing = stranger();
    for (number, attribute, value) in [(1, "allergy", "peanuts"), (2, "job", "Pilot")] {
        briefing.memories.push(Memory {
            subject: Subject::Person("Jake".to_owned()),
            ..memory(number, Category::UserFact, attribute, value)
        });
    }
    let text = built(&briefing).text;
    assert!(
        text.contains("- Jake: Job: Pilot, Allergic to peanuts"),
        "{text}"
    );
    assert!(!text.contains("- Allergic to"));
}

#[test]
fn a_call_that_nobody_has_read_yet_is_gone_on_with_from_its_last_words() {
    let mut briefing = alice();
    let turn = |index, speaker, text: &str| Turn {
        index,
        speaker,
        text: text.to_owned(),
        at: now().plus(-DAY),
    };
    briefing.unread = Some(Unread {
        call_id: CallId::parse("call_9").unwrap(),
        started_at: now().plus(-DAY),
        turns: vec![
            turn(0, Speaker::User, "I have an interview at Acme tomorrow."),
            turn(1, Speaker::Persona, "You got this."),
        ],
    });
    let text = built(&briefing).text;
    assert!(text.contains(
        "Last call (yesterday) ended with these words:\n\
         Alice: I have an interview at Acme tomorrow.\nYou: You got this.\n"
    ));
    assert!(text.contains("Earlier call (2 days ago): Discussed"));
    assert_eq!(text.matches("Last call").count(), 1);
}

#[test]
fn what_is_pinned_and_what_is_worth_more_stays_when_not_all_fits() {
    let mut briefing = alice();
    briefing.memories = (0..400)
        .map(|number| Memory {
            importance: 0.3,
            ..memory(
                number,
                Category::UserFact,
                "likes",
                &format!("thing number {number} of a long list of things"),
            )
        })
        .collect();
    briefing.memories[398].pinned = true;
    briefing.memories[398].importance = 0.0;
    briefing.memories[399].importance = 0.9;
    let prompt = built(&briefing);
    assert_eq!(why(&prompt, "mem_398"), (true, Why::Pinned));
    assert_eq!(why(&prompt, "mem_399"), (true, Why::Worth));
    assert!(prompt.trace.iter().any(|it| it.why == Why::NoRoom));
    for said in ["Last call (2 days ago)", "Current ongoing situation"] {
        assert!(prompt.text.contains(said), "{said}");
    }
    // The budget is used, and something of it is left for each turn.
    assert!(prompt.tokens > 2_200, "{}", prompt.tokens);
    assert!(prompt.recall_tokens >= 400, "{}", prompt.recall_tokens);
}

#[test]
fn what_is_resolved_or_empty_is_left_out_and_said_to_be() {
    let mut briefing = alice();
    briefing.storylines[0].status = Status::Resolved;
    briefing.episodes[0].gist.summary = " \n".to_owned();
    let prompt = built(&briefing);
    assert!(!prompt.text.contains("tension with coworker"));
    assert!(
        prompt
            .text
            .contains("Last call (8 days ago): Talked about fantasy football.")
    );
    let left_out: Vec<(&Candidate, Why)> = prompt
        .trace
        .iter()
        .filter(|considered| !considered.kept)
        .map(|considered| (&considered.what, considered.why))
        .collect();
    assert_eq!(
        left_out,
        [
            (
                &Candidate::Call(CallId::parse("call_1").unwrap()),
                Why::Empty
            ),
            (
                &Candidate::Storyline("sarah_work_conflict".to_owned()),
                Why::NotCurrent
            ),
        ]
    );
}

#[test]
fn many_long_calls_do_not_crowd_out_what_is_known() {
    let mut briefing = alice();
    let known = briefing.memories.len();
    briefing.episodes = (0..50)
        .map(|number| {
            episode(
                number,
                i64::from(number),
                &"They talked about a hundred things. ".repeat(9),
            )
        })
        .collect();
    let prompt = built(&briefing);
    let kept = |considered: &&Considered| considered.kept;
    let (memories, others): (Vec<&Considered>, Vec<&Considered>) = prompt
        .trace
        .iter()
        .filter(kept)
        .partition(|considered| matches!(considered.what, Candidate::Memory(_)));
    assert_eq!(memories.len(), known);
    // More than their two fifths, since memories left room.
    assert!(others.len() >= 6, "{}", others.len());
    assert!(prompt.trace.iter().any(|considered| !considered.kept));
}

#[test]
fn a_weak_or_doubtful_memory_yields_to_a_strong_and_sure_one() {
    let mut briefing = stranger();
    briefing.memories = (0..300)
        .map(|number| {
            memory(
                number,
                Category::UserFact,
                "likes",
                &format!("kind {}", 1_000 + number),
            )
        })
        .collect();
    briefing.memories[0].confidence = 0.1;
    briefing.memories[1].last_mentioned_at = now().plus(-3_000 * DAY);
    let prompt = built(&briefing);
    assert_eq!(why(&prompt, "mem_0"), (false, Why::NoRoom));
    assert_eq!(why(&prompt, "mem_1"), (false, Why::NoRoom));
    assert!(why(&prompt, "mem_2").0);
}

#[test]
fn the_same_briefing_gives_the_same_prompt_whatever_the_order_of_its_rows() {
    let briefing = alice();
    let mut shuffled = briefing.clone();
    shuffled.memories.reverse();
    shuffled.episodes.reverse();
    assert_eq!(built(&briefing).text, built(&shuffled).text);
}

#[test]
fn what_was_decided_and_what_is_noted_is_said_once() {
    let mut briefing = stranger();
    let mut last = episode(1, 2, "Alice moved. They decided to call Tom.");
    last.gist.decisions = vec!["Call Tom".to_owned(), "Sell the car".to_owned()];
    last.gist.action_items = [&last.gist.decisions[..], &["Pack".to_owned()]].concat();
    briefing.episodes = vec![last];
    briefing.memories = [Category::ImportantMemory, Category::Preference]
        .into_iter()
        .zip(["won a prize", "never before noon"])
        .enumerate()
        .map(|(number, (category, words))| Memory {
            content: words.to_owned(),
            ..memory(number, category, "note", words)
        })
        .collect();
    let text = built(&briefing).text;
    for said in [
        "Alice moved. They decided to call Tom. Decided: Sell the car. To do: Pack.\n",
        "- won a prize\n",
        "- Also: Never before noon\n",
    ] {
        assert!(text.contains(said), "{said} is missing in\n{text}");
    }
}
