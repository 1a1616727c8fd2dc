//! What a telephone brings that a page does not: machines, silence, speech that takes its time.

use super::*;
use crate::time::HOUR;

/// A telephone that a person picked up, who is greeted.
fn picked_up() -> Machine {
    let mut call = call_by(Channel::Phone, Voicemail::Nothing);
    call.handle(Event::Connected, at(1));
    let by = AnsweredBy::Human;
    call.handle(Event::PickedUp { by }, at(1));
    say(&mut call, 1, "Yo Alice! It's Brad.");
    call
}

fn speaking(who: Speaker, is_speaking: bool) -> Event {
    Event::Speaking { who, is_speaking }
}

#[test]
fn nothing_private_is_said_before_a_person_is_heard() {
    let reserved = |answer| Effect::Ask {
        answer,
        brain: Speaking::Reserved,
    };
    let mut call = call_by(Channel::Phone, Voicemail::Nothing);
    assert_eq!(call.handle(Event::Connected, at(1)), [reserved(1)]);
    say(&mut call, 1, "Yo! It's Brad.");
    let effects = call.handle(heard("Hello?"), at(5));
    assert_eq!(effects.last(), Some(&reserved(2)));
    say(&mut call, 2, "Hey, it's me.");
    let effects = call.handle(heard("Oh, Brad! What did we talk about?"), at(9));
    assert_eq!(effects.last(), Some(&ask(3)));

    let mut known = call_by(Channel::Phone, Voicemail::Nothing);
    known.handle(Event::Connected, at(1));
    say(&mut known, 1, "Yo! It's Brad.");
    let by = AnsweredBy::Human;
    known.handle(Event::PickedUp { by }, at(3));
    let effects = known.handle(heard("Hello?"), at(5));
    assert_eq!(effects.last(), Some(&ask(2)));
}

#[test]
fn a_machine_that_picks_up_is_hung_up_on() {
    for before in [None, Some(Event::Connected)] {
        let mut call = call_by(Channel::Phone, Voicemail::Nothing);
        if let Some(event) = before {
            call.handle(event, at(1));
        }
        let by = AnsweredBy::MachineStart;
        call.handle(Event::PickedUp { by }, at(3));
        call.handle(Event::Connected, at(4));
        assert_eq!(call.call.end_reason, Some(EndReason::Voicemail));
        assert_eq!(call.call.started_at, None, "nobody was there");
    }
}

#[test]
fn a_machine_is_left_a_message_after_its_own_words() {
    let mut call = call_by(Channel::Phone, Voicemail::Message);
    call.handle(Event::Connected, at(1));
    call.handle(token(1, "Yo! It's"), at(1));
    let words = "You've reached Alice. Leave a message after the beep.";
    let effects = call.handle(heard(words), at(6));
    assert!(!effects.iter().any(|it| matches!(it, Effect::Ask { .. })));
    assert!(!call.wants(1));
    call.handle(speaking(Speaker::Persona, false), at(7));
    assert!(
        call.next_wake().unwrap() > at(20),
        "the beep is still to come"
    );
    let by = AnsweredBy::MachineEndBeep;
    let effects = call.handle(Event::PickedUp { by }, at(9));
    assert!(spoken(&effects).contains("message from Call Me Back"));
    assert_eq!(call.handle(Event::PickedUp { by }, at(9)), [], "told twice");
    assert_eq!(call.call.status, Status::Live);
    wait(&mut call);
    assert_eq!(call.call.end_reason, Some(EndReason::Voicemail));
}

#[test]
fn a_machine_that_never_comes_to_its_end_is_hung_up_on() {
    let mut call = call_by(Channel::Phone, Voicemail::Message);
    call.handle(Event::Connected, at(1));
    call.handle(heard("The person you are calling is not available"), at(6));
    wait(&mut call);
    assert_eq!(call.call.end_reason, Some(EndReason::Voicemail));
}

#[test]
fn who_talks_is_no_machine_whatever_the_carrier_thinks() {
    let mut call = picked_up();
    for second in 0..3 {
        call.handle(heard("I'm here, you know"), at(10 + second));
    }
    let by = AnsweredBy::MachineEndOther;
    call.handle(Event::PickedUp { by }, at(20));
    assert_eq!(call.call.status, Status::Live);
}

#[test]
fn the_farewell_is_heard_to_its_end() {
    let mut call = picked_up();
    call.handle(heard("Gotta run, bye!"), at(20));
    let effects = say(
        &mut call,
        2,
        "Later, Alice. You've got this, whatever they say.",
    );
    assert!(!effects.contains(&Effect::HangUp));
    call.handle(speaking(Speaker::Persona, true), at(21));
    call.handle(Event::Wake, at(25));
    assert_eq!(call.call.status, Status::Live);
    call.handle(speaking(Speaker::Persona, false), at(26));
    let (end, effects) = wait(&mut call);
    assert!(end.since(at(26)) <= 2 * SECOND);
    assert_eq!(effects, [Effect::HangUp]);
    assert_eq!(call.call.end_reason, Some(EndReason::SaidGoodbye));
}

#[test]
fn a_farewell_of_which_the_line_tells_nothing_has_time_to_be_heard() {
    let mut call = picked_up();
    call.handle(heard("Bye!"), at(20));
    let farewell = "Take care of yourself, and call me when the boiler is mended.";
    call.handle(token(2, farewell), at(20));
    call.handle(Event::Answered { answer: 2 }, at(20));
    let (end, _) = wait(&mut call);
    let spoken = end.since(at(20)) / SECOND;
    assert!((4..8).contains(&spoken), "{spoken} seconds");
    assert_eq!(call.call.end_reason, Some(EndReason::SaidGoodbye));
}

#[test]
fn after_the_farewell_another_bye_changes_nothing_and_more_is_answered() {
    for (text, answered) in [("Bye bye", false), ("Oh wait, when is it?", true)] {
        let mut call = picked_up();
        call.handle(heard("Bye!"), at(20));
        say(&mut call, 2, "See you, Alice. Take care.");
        let effects = call.handle(heard(text), at(21));
        assert_eq!(recorded(&effects).len(), 1);
        assert_eq!(effects.contains(&ask(3)), answered, "{text}");
    }
}

#[test]
fn a_silence_is_asked_into_once_and_then_the_persona_says_goodbye() {
    let mut call = picked_up();
    let (asked, effects) = wait(&mut call);
    assert!(asked.since(at(2)) >= 10 * SECOND);
    assert_eq!(spoken(&effects), "Are you still there?");
    assert_eq!(recorded(&effects).len(), 1);
    let (_, effects) = wait(&mut call);
    assert!(spoken(&effects).ends_with("Bye!"));
    assert_eq!(call.call.status, Status::Live, "it is being heard");
    wait(&mut call);
    assert_eq!(call.call.end_reason, Some(EndReason::Silence));
}

#[test]
fn whoever_speaks_after_all_is_not_hung_up_on() {
    let mut call = picked_up();
    wait(&mut call);
    let (goodbye, _) = wait(&mut call);
    let effects = call.handle(heard("Sorry, I'm here!"), goodbye.plus(SECOND));
    assert_eq!(effects.last(), Some(&ask(2)));
    say(&mut call, 2, "There you are.");
    let (_, effects) = wait(&mut call);
    assert_eq!(spoken(&effects), "Are you still there?");
}

#[test]
fn whoever_is_speaking_or_wants_a_moment_is_not_asked() {
    let mut call = picked_up();
    let who = Speaker::User;
    call.handle(
        Event::Speaking {
            who,
            is_speaking: true,
        },
        at(10),
    );
    assert!(call.next_wake().unwrap() > at(60));
    let mut call = picked_up();
    call.handle(heard("Hold on a second"), at(10));
    say(&mut call, 2, "Sure.");
    assert!(call.next_wake().unwrap() > at(60));
}

#[test]
fn in_the_browser_people_may_take_their_time() {
    let call = greeted();
    assert!(call.next_wake().unwrap() > at(2 * 60));
}

#[test]
fn the_time_that_is_left_is_told_twice_and_then_the_call_ends() {
    let mut call = picked_up();
    let mut said = Vec::new();
    let mut now = at(2);
    while call.call.status == Status::Live {
        let wake = call.next_wake().unwrap();
        now = now.plus(5 * SECOND).min(wake);
        if now < wake {
            call.handle(heard("And then there was this other thing"), now);
            let answer = call.answers;
            call.handle(token(answer, "Go on."), now);
            call.handle(Event::Answered { answer }, now);
        } else {
            said.push(spoken(&call.handle(Event::Wake, now)));
        }
    }
    let [five, one, up, closed] = &said[..] else {
        panic!("{said:?}");
    };
    assert!(five.contains("five minutes") && one.contains("one minute"));
    assert!(up.contains("Our time is up") && closed.is_empty());
    assert_eq!(call.call.end_reason, Some(EndReason::TimeLimit));
    assert!(now.since(at(1)) <= 2 * HOUR);
}

#[test]
fn a_sound_of_listening_does_not_derail_the_persona() {
    let mut call = picked_up();
    call.handle(heard("What should I do?"), at(20));
    call.handle(token(2, "Well, first of all "), at(21));
    assert_eq!(call.handle(heard("mm-hmm"), at(22)), []);
    assert!(call.wants(2));
    say(&mut call, 2, "call her. Then sleep on it.");

    let cut = Event::Interrupted {
        heard: "Well, first of all call her.".into(),
    };
    call.handle(cut, at(24));
    let effects = call.handle(heard("Yeah"), at(24));
    assert_eq!(spoken(&effects), "Then sleep on it.");
    assert_eq!(
        recorded(&effects),
        [
            (3, Speaker::User, "Yeah"),
            (4, Speaker::Persona, "Then sleep on it.")
        ]
    );
}

#[test]
fn a_yeah_to_a_question_is_an_answer() {
    let mut call = picked_up();
    call.handle(heard("I talked to her"), at(20));
    say(&mut call, 2, "Did it help? I hope so.");
    let heard_of_it = "Did it help?".to_owned();
    call.handle(Event::Interrupted { heard: heard_of_it }, at(22));
    let effects = call.handle(heard("Yeah"), at(22));
    assert_eq!(effects.last(), Some(&ask(3)));
}

#[test]
fn who_wants_no_more_calls_gets_none() {
    for event in [heard("Please stop calling me."), Event::Key { key: '9' }] {
        let mut call = picked_up();
        let effects = call.handle(event, at(20));
        assert!(spoken(&effects).contains("won't be called again"));
        assert_eq!(call.duties(at(20)).first(), Some(&Duty::Suppress));
        let mut call = restarted(&call);
        call.done(Duty::Suppress);
        assert!(!call.duties(at(20)).contains(&Duty::Suppress));
        let effects = call.handle(heard("Okay, but why?"), at(21));
        assert!(
            !effects
                .iter()
                .any(|effect| matches!(effect, Effect::Ask { .. }))
        );
        wait(&mut call);
        assert_eq!(call.call.end_reason, Some(EndReason::OptedOut));
    }
    let mut call = picked_up();
    assert_eq!(call.handle(Event::Key { key: '5' }, at(20)), []);
}

#[test]
fn a_slow_brain_is_bridged_over_and_what_was_said_is_kept() {
    let mut call = picked_up();
    call.handle(heard("Why is the sky blue?"), at(20));
    let filler = spoken(&call.handle(Event::Slow { answer: 2 }, at(22)));
    assert!(!filler.is_empty());
    assert_eq!(call.handle(Event::Slow { answer: 2 }, at(23)), []);
    let effects = call.handle(Event::BrainFailed { answer: 2 }, at(24));
    let stand_in = Effect::Ask {
        answer: 3,
        brain: Speaking::BuiltIn,
    };
    assert_eq!(effects, [stand_in]);
    let effects = say(&mut call, 3, "Because of the air.");
    let said = format!("{filler}Because of the air.");
    assert_eq!(recorded(&effects), [(2, Speaker::Persona, said.as_str())]);
}

#[test]
fn nobody_is_lectured() {
    let mut call = picked_up();
    call.handle(heard("Tell me everything"), at(20));
    let mut sentences = 0;
    while call.wants(2) {
        sentences += 1;
        call.handle(
            token(2, "And another thing that I have to tell you. "),
            at(20),
        );
        assert!(sentences < 100);
    }
    assert!(sentences > 10);
    call.handle(heard("And now?"), at(200));
    while call.wants(3) {
        call.handle(token(3, "no end "), at(200));
    }
}

#[test]
fn who_asks_to_be_called_back_is_promised_it_and_it_is_planned() {
    let promised = |answer, at| Event::Promised {
        answer,
        at,
        text: "Okay, I'll call you back.".into(),
    };
    let mut call = picked_up();
    call.handle(heard("Call me back in an hour, bye!"), at(20));
    assert_eq!(call.handle(promised(1, Some(at(3_600))), at(20)), []);
    let effects = call.handle(promised(2, Some(at(3_600))), at(20));
    assert_eq!(spoken(&effects), "Okay, I'll call you back.");
    assert_eq!(recorded(&effects).len(), 1);
    let due = Duty::CallBack { at: at(3_600) };
    assert!(call.duties(at(20)).contains(&due));
    wait(&mut call);
    assert_eq!(call.call.end_reason, Some(EndReason::SaidGoodbye));
    let mut call = restarted(&call);
    call.done(due);
    assert!(!call.duties(at(20)).contains(&due));

    let mut call = picked_up();
    call.handle(heard("Call me back in an hour"), at(20));
    call.handle(promised(2, None), at(20));
    let plans = |duty: &Duty| matches!(duty, Duty::CallBack { .. });
    assert!(!call.duties(at(20)).iter().any(plans));
}

#[test]
fn who_sounds_like_a_machine_and_is_a_person_is_talked_to() {
    for voicemail in [Voicemail::Nothing, Voicemail::Message] {
        let mut call = call_by(Channel::Phone, voicemail);
        call.handle(Event::Connected, at(1));
        say(&mut call, 1, "Yo! It's Brad.");
        let effects = call.handle(heard("Dana is not available, this is Al"), at(6));
        assert_eq!(recorded(&effects).len(), 1, "what was said is kept");
        let by = AnsweredBy::Human;
        assert_eq!(call.handle(Event::PickedUp { by }, at(8)), [ask(2)]);
        assert!(call.call.started_at.is_some());
        say(&mut call, 2, "Hey Al.");
        assert_eq!(call.call.status, Status::Live);
    }
}

#[test]
fn at_whatever_moment_who_wants_no_more_calls_is_heard() {
    let parted = |text: &str| {
        let mut call = picked_up();
        call.handle(heard(text), at(20));
        say(&mut call, 2, "See you, Alice.");
        call
    };
    let mut with_a_machine = call_by(Channel::Phone, Voicemail::Message);
    with_a_machine.handle(Event::Connected, at(1));
    let by = AnsweredBy::MachineStart;
    with_a_machine.handle(Event::PickedUp { by }, at(3));
    for mut call in [parted("Bye!"), with_a_machine] {
        call.handle(heard("And don't call me again. Bye."), at(22));
        assert!(call.duties(at(22)).contains(&Duty::Suppress));
        call.handle(Event::HungUp, at(23));
        assert_eq!(call.call.end_reason, Some(EndReason::OptedOut));
    }
}

#[test]
fn while_one_of_them_speaks_it_is_not_silent() {
    // The persona stops because the user speaks, and goes on speaking.
    let mut call = picked_up();
    call.handle(speaking(Speaker::User, true), at(10));
    call.handle(speaking(Speaker::Persona, false), at(11));
    assert!(call.next_wake().unwrap() > at(60));
    // A cough in the middle of a long answer.
    let mut call = picked_up();
    call.handle(heard("Tell me"), at(10));
    call.handle(token(2, &"and then it went on ".repeat(30)), at(10));
    call.handle(Event::Answered { answer: 2 }, at(10));
    call.handle(speaking(Speaker::User, true), at(15));
    call.handle(speaking(Speaker::User, false), at(16));
    assert!(call.next_wake().unwrap() > at(48));
}

#[test]
fn after_a_noise_the_persona_goes_on() {
    // In the middle of an answer that is still being made: it is made anew.
    let mut call = picked_up();
    call.handle(heard("What should I do?"), at(20));
    call.handle(token(2, "Well, first of"), at(21));
    call.handle(
        Event::Interrupted {
            heard: "Well,".into(),
        },
        at(22),
    );
    let (wake, effects) = wait(&mut call);
    assert!(wake.since(at(22)) < 6 * SECOND);
    assert_eq!(effects, [ask(3)]);
    // And of a farewell that was complete: its rest is said, and the call ends.
    let mut call = picked_up();
    call.handle(heard("Bye!"), at(20));
    say(&mut call, 2, "Take care. Talk tomorrow!");
    let cut = "Take care.".to_owned();
    call.handle(Event::Interrupted { heard: cut }, at(22));
    let effects = call.handle(heard("Okay."), at(23));
    assert_eq!(spoken(&effects), "Talk tomorrow!");
    wait(&mut call);
    assert_eq!(call.call.end_reason, Some(EndReason::SaidGoodbye));
}

#[test]
fn what_was_not_heard_of_a_later_line_does_not_change_it() {
    let mut call = picked_up();
    wait(&mut call);
    let heard_of_it = "Yo Alice!".to_owned();
    let effects = call.handle(Event::Interrupted { heard: heard_of_it }, at(30));
    assert_eq!(recorded(&effects), []);
}

#[test]
fn a_line_that_fails_again_and_again_is_given_up() {
    let mut call = picked_up();
    for second in 0.. {
        call.handle(Event::Disconnected, at(20 + second));
        call.handle(Event::Connected, at(20 + second));
        assert!(second < 10);
        if call.call.status == Status::Ended {
            break;
        }
    }
    assert_eq!(call.call.end_reason, Some(EndReason::ConnectionLost));
}

#[test]
fn a_wish_to_be_called_back_outlives_whatever_follows_it() {
    let wish = at(3_600);
    let mut call = picked_up();
    call.handle(heard("Call me back in an hour."), at(20));
    call.wish_for_call_back(wish);
    call.handle(heard("Thanks, bye."), at(21));
    let mut call = restarted(&call);
    assert_eq!(call.wished(), Some(wish));
    call.handle(Event::HungUp, at(22));
    assert!(call.duties(at(22)).contains(&Duty::CallBack { at: wish }));
}

#[test]
fn a_carrier_that_tells_nothing_is_asked_once() {
    let mut call = call_by(Channel::Phone, Voicemail::Nothing);
    let (wake, effects) = wait(&mut call);
    assert_eq!((wake, effects), (at(75), vec![Effect::LookUp]));
    let (wake, _) = wait(&mut call);
    assert_eq!(wake, at(120));
    assert_eq!(call.call.end_reason, Some(EndReason::Failed));

    let mut connected = call_by(Channel::Phone, Voicemail::Nothing);
    connected.handle(Event::Connected, at(5));
    say(&mut connected, 1, "Yo!");
    assert_ne!(wait(&mut connected).1, [Effect::LookUp]);
}

#[test]
fn a_call_lasts_no_longer_than_what_is_left_of_the_day() {
    let mut call = call_on(
        Channel::Phone,
        Terms {
            seconds_left: Some(180),
            ..Terms::default()
        },
    );
    call.handle(Event::Connected, at(1));
    say(&mut call, 1, "Yo! It's Brad.");
    let mut said = Vec::new();
    for now in (5..250).step_by(6) {
        call.handle(heard("Go on."), at(now));
        let answer = call.answers;
        call.handle(token(answer, "Sure."), at(now));
        call.handle(Event::Answered { answer }, at(now));
        said.push(spoken(&call.handle(Event::Wake, at(now + 3))));
    }
    let told = |words: &str| said.iter().any(|said| said.contains(words));
    assert!(
        told("about one minute") && !told("five minutes"),
        "{said:?}"
    );
    assert_eq!(call.call.end_reason, Some(EndReason::TimeLimit));
}
