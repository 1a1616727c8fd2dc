use super::*;

fn said(about: &str) -> Act {
    Act::Recall(Ask::Said {
        about: about.to_owned(),
    })
}

fn remember(about: &str) -> Act {
    Act::Recall(Ask::Remember {
        about: about.to_owned(),
    })
}

fn when(about: &str) -> Act {
    Act::Recall(Ask::When {
        about: about.to_owned(),
    })
}

fn whether(about: &str) -> Act {
    Act::Advice(Choice::Whether(about.to_owned()))
}

#[test]
fn questions_for_memory_are_told_from_others() {
    for (text, act_meant) in [
        ("What did we say about Sarah?", said("sarah")),
        (
            "what did we talk about last time",
            said("what did we talk about last time"),
        ),
        ("Did I tell you about my trip?", said("my trip")),
        (
            "Do you remember my sister's name?",
            remember("my sister's name"),
        ),
        (
            "Remember the burrito incident?",
            remember("the burrito incident"),
        ),
        ("When is my interview?", when("my interview")),
        ("What do you know about me?", Act::Recall(Ask::AboutMe)),
        (
            "What's my dog's name?",
            Act::Recall(Ask::Fact {
                about: "dog's name".into(),
                name: true,
            }),
        ),
        (
            "Where do I work?",
            Act::Recall(Ask::Fact {
                about: "where do i work".into(),
                name: false,
            }),
        ),
        ("Remember that I'm allergic to nuts.", Act::Note),
        ("What's the capital of France?", Act::Question),
        ("When does the shop open?", Act::Question),
    ] {
        assert_eq!(act(text), act_meant, "{text}");
    }
}

#[test]
fn whoever_asks_for_advice_is_heard() {
    for (text, act_meant) in [
        ("What should I do?", Act::Advice(Choice::Open(None))),
        (
            "What should I do about my boss?",
            Act::Advice(Choice::Open(Some("my boss".into()))),
        ),
        ("Should I quit my job?", whether("quit my job")),
        ("I had a rough day. Should I call him?", whether("call him")),
        (
            "Should I take the train or drive?",
            Act::Advice(Choice::Between("take the train".into(), "drive".into())),
        ),
        ("I don't know what to do.", Act::Advice(Choice::Open(None))),
        ("I should sleep more.", Act::Statement),
    ] {
        assert_eq!(act(text), act_meant, "{text}");
    }
}

#[test]
fn whoever_asks_what_is_speaking_gets_to_know() {
    for text in [
        "Are you a real person?",
        "are you an AI",
        "Wait, am I talking to a robot?",
        "which model are you?",
        "Are you real?",
        "Is this a recording?",
        "are you human or what",
        "What are you?",
        "You're a bot, right?",
    ] {
        assert_eq!(act(text), Act::AboutBrain, "{text}");
    }
    for text in [
        "Are you really going to do that?",
        "You're a real friend.",
        "Are you a people person?",
        "My boss is a robot.",
        "I bought a new model of the car.",
        "Are you for real?",
        "Is this the real deal?",
    ] {
        assert_ne!(act(text), Act::AboutBrain, "{text}");
    }
}

#[test]
fn short_answers_are_what_they_are() {
    for (text, act_meant) in [
        ("yeah", Act::Yes),
        ("Yeah, I did.", Act::Yes),
        ("nope", Act::No),
        ("Not really", Act::No),
        ("mm", Act::Backchannel),
        ("I see", Act::Backchannel),
        ("I don't know", Act::Backchannel),
        ("Thanks, that helps.", Act::Thanks),
        ("haha", Act::Laugh),
        ("Not much, you?", Act::HowAreYou),
        ("not much", Act::NothingNew),
        ("hey", Act::Hello),
        ("How are you?", Act::HowAreYou),
        ("Tell me a joke", Act::PartyPiece),
        ("Call me Al", Act::CallMe("Al".into())),
        ("Let's talk about something else.", Act::Elsewhere),
        ("Forget I said that.", Act::Forget),
        ("Gotta run, bye!", Act::Goodbye),
        ("My mom takes care of me.", Act::Statement),
        ("  ", Act::Silence),
        ("...", Act::Silence),
    ] {
        assert_eq!(act(text), act_meant, "{text}");
    }
}

#[test]
fn questions_about_the_persona_are_told_from_questions_about_the_world() {
    for (text, act_meant) in [
        ("Do you like opera?", Act::Taste("opera".into())),
        ("What's your favourite colour?", Act::Taste(String::new())),
        ("Do you dream?", Act::Alive),
        ("Hey, who is this?", Act::AboutYou),
        ("Who else hears what I say?", Act::Private),
        ("Can I give you a better brain?", Act::AboutBrain),
        ("Hello? Can you hear me?", Act::LineCheck),
        ("Did you watch the finale?", Act::Question),
        ("You never ask about my cat.", Act::ToYou),
    ] {
        assert_eq!(act(text), act_meant, "{text}");
    }
}

#[test]
fn turns_of_speech_that_want_an_answer_of_their_own_get_one() {
    for (text, act_meant) in [
        ("I have a question.", Act::Announcing),
        ("Guess who I met!", Act::Guess),
        ("I'm joking, of course.", Act::Joking),
        ("Hi, I'm Nadia.", Act::Introduced("Nadia".into())),
        ("nvm", Act::Elsewhere),
        ("kk byeee", Act::Goodbye),
        ("It's late, isn't it?", Act::Statement),
        ("What if she says no?", Act::Statement),
        (
            "The bus or the train?",
            Act::Advice(Choice::Between("the bus".into(), "the train".into())),
        ),
        ("How do I get a stain out?", Act::Advice(Choice::Open(None))),
        ("No idea where to start.", Act::Advice(Choice::Open(None))),
    ] {
        assert_eq!(act(text), act_meant, "{text}");
    }
}
