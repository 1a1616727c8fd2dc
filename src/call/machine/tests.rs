use super::answers::{ANSWER_LIMIT, WATCH};
use super::*;
use crate::call::{Direction, Voicemail};
use crate::ids::{CallId, Pair, PersonaId, RelationshipId, UserId};

mod orders;
mod proving;
mod telephone;
mod turns;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_736_244_000_000 + seconds * SECOND)
}

fn new_call() -> Machine {
    call_by(Channel::Browser, Voicemail::Nothing)
}

fn call_by(channel: Channel, voicemail: Voicemail) -> Machine {
    call_on(
        channel,
        Terms {
            voicemail,
            ..Terms::default()
        },
    )
}

fn call_on(channel: Channel, terms: Terms) -> Machine {
    let call = Call {
        id: CallId::parse("call_1").unwrap(),
        pair: Pair {
            user: UserId::parse("user_alice").unwrap(),
            persona: PersonaId::parse("persona_brad").unwrap(),
        },
        relationship_id: RelationshipId::parse("rel_1").unwrap(),
        channel,
        direction: Direction::Outbound,
        status: Status::Created,
        created_at: at(0),
        started_at: None,
        ended_at: None,
        end_reason: None,
        is_unproven: false,
        version: 1,
    };
    Machine::new(call, terms)
}

/// A call in which the persona has greeted with "Yo, what's up?".
fn greeted() -> Machine {
    let mut call = new_call();
    assert_eq!(call.handle(Event::Connected, at(1)), [ask(1)]);
    say(&mut call, 1, "Yo, what's up?");
    call
}

fn ask(answer: u32) -> Effect {
    Effect::Ask {
        answer,
        brain: Speaking::Configured,
    }
}

fn heard(text: &str) -> Event {
    Event::Heard { text: text.into() }
}

fn token(answer: u32, text: &str) -> Event {
    Event::Token {
        answer,
        text: text.into(),
    }
}

fn say(call: &mut Machine, answer: u32, text: &str) -> Vec<Effect> {
    call.handle(token(answer, text), at(2));
    call.handle(Event::Answered { answer }, at(2))
}

/// What of it is said.
fn spoken(effects: &[Effect]) -> String {
    let tokens = effects.iter().filter_map(|effect| match effect {
        Effect::Say { token, .. } => Some(token.as_str()),
        _ => None,
    });
    tokens.collect()
}

/// Lets time pass until the call wants to be woken, and wakes it.
fn wait(call: &mut Machine) -> (Timestamp, Vec<Effect>) {
    let wake = call.next_wake().unwrap();
    (wake, call.handle(Event::Wake, wake))
}

fn recorded(effects: &[Effect]) -> Vec<(u32, Speaker, &str)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Record(turn) => Some((turn.index, turn.speaker, turn.text.as_str())),
            _ => None,
        })
        .collect()
}

/// What comes back from storage after the runtime died.
fn restarted(call: &Machine) -> Machine {
    serde_json::from_str(&serde_json::to_string(call).unwrap()).unwrap()
}

#[test]
fn the_persona_speaks_first_and_only_once() {
    let mut call = greeted();
    assert_eq!(call.call.status, Status::Live);
    call.handle(Event::Disconnected, at(3));
    assert_eq!(call.handle(Event::Connected, at(4)), []);
}

#[test]
fn what_was_heard_is_recorded_before_it_is_answered() {
    let mut call = greeted();
    let effects = call.handle(heard("I love rock climbing"), at(5));
    assert_eq!(
        recorded(&effects),
        [(1, Speaker::User, "I love rock climbing")]
    );
    assert_eq!(effects.last(), Some(&ask(2)));
    let effects = say(&mut call, 2, "Nice.");
    assert_eq!(recorded(&effects), [(2, Speaker::Persona, "Nice.")]);
}

#[test]
fn an_unanswered_turn_is_answered_after_a_restart() {
    let mut call = greeted();
    call.handle(heard("You there?"), at(5));
    call.handle(token(2, "Yea"), at(5));
    let mut call = restarted(&call);
    assert_eq!(call.handle(Event::Connected, at(9)), [ask(3)]);
    assert_eq!(
        call.handle(token(2, "h"), at(9)),
        [],
        "an answer made before the restart is dropped"
    );
}

#[test]
fn an_answer_that_never_ends_is_asked_for_again_by_alarm() {
    let mut call = greeted();
    call.handle(heard("Hello?"), at(5));
    assert_eq!(call.handle(Event::Wake, at(5).plus(ANSWER_LIMIT)), [ask(3)]);
}

#[test]
fn an_answer_whose_maker_died_is_soon_made_anew() {
    let mut call = greeted();
    call.handle(heard("Hello?"), at(5));
    // As long as they live they are looked after, and let be.
    for nth in 1..4 {
        let wake = at(5).plus(nth * WATCH);
        assert_eq!(call.next_wake(), Some(wake));
        assert_eq!(call.handle(Event::Wake, wake), []);
    }
    let mut call = restarted(&call);
    let wake = at(5).plus(4 * WATCH);
    assert_eq!(call.next_wake(), Some(wake));
    assert_eq!(call.handle(Event::Wake, wake), [ask(3)]);
}

#[test]
fn an_interruption_stops_the_answer_and_keeps_what_was_heard() {
    let mut call = greeted();
    call.handle(heard("What should I do?"), at(5));
    call.handle(token(2, "Here's what I'd do: call her today."), at(6));
    let effects = call.handle(
        Event::Interrupted {
            heard: "Here's what I'd".into(),
        },
        at(7),
    );
    assert_eq!(
        recorded(&effects),
        [(2, Speaker::Persona, "Here's what I'd")]
    );
    assert!(!call.wants(2));
    assert_eq!(call.handle(token(2, " more"), at(7)), []);
}

#[test]
fn an_interruption_after_the_last_token_still_cuts_the_turn() {
    let mut call = greeted();
    call.handle(heard("What should I do?"), at(5));
    say(&mut call, 2, "Call her. Today. No excuses.");
    let effects = call.handle(
        Event::Interrupted {
            heard: "Call her.".into(),
        },
        at(7),
    );
    assert_eq!(recorded(&effects), [(2, Speaker::Persona, "Call her.")]);
}

#[test]
fn speaking_on_before_the_answer_is_answered_once_with_both() {
    let mut call = greeted();
    call.handle(heard("So"), at(5));
    let effects = call.handle(heard("I quit my job"), at(6));
    assert_eq!(recorded(&effects), [(2, Speaker::User, "I quit my job")]);
    assert_eq!(effects.last(), Some(&ask(3)));
    assert!(!call.wants(2));
}

#[test]
fn goodbye_ends_the_call_after_the_farewell() {
    let mut call = greeted();
    call.handle(heard("Gotta run, bye!"), at(5));
    assert_eq!(call.call.status, Status::Live);
    let effects = say(&mut call, 2, "You got this.");
    assert_eq!(effects.last(), Some(&Effect::HangUp));
    assert_eq!(call.call.end_reason, Some(EndReason::SaidGoodbye));
}

#[test]
fn whoever_speaks_on_after_goodbye_is_heard_and_answered() {
    let mut call = greeted();
    call.handle(heard("Bye!"), at(5));
    let effects = call.handle(heard("Wait, one more thing."), at(6));
    assert_eq!(
        recorded(&effects),
        [(2, Speaker::User, "Wait, one more thing.")]
    );
    say(&mut call, 3, "Sure, what is it?");
    assert_eq!(call.call.status, Status::Live);
}

#[test]
fn whoever_speaks_over_the_farewell_stays() {
    let mut call = greeted();
    call.handle(heard("Bye!"), at(5));
    call.handle(token(2, "You got"), at(6));
    let heard_of_it = "You got".to_owned();
    call.handle(Event::Interrupted { heard: heard_of_it }, at(6));
    let effects = call.handle(heard("What was that place called?"), at(7));
    assert_eq!(recorded(&effects).len(), 1);
    say(&mut call, 3, "Rosa's.");
    assert_eq!(call.call.status, Status::Live);
}

#[test]
fn a_farewell_that_breaks_off_still_ends_the_call() {
    let mut call = greeted();
    call.handle(heard("Bye!"), at(5));
    call.handle(token(2, "You got"), at(6));
    call.handle(Event::BrainFailed { answer: 2 }, at(7));
    assert_eq!(call.call.end_reason, Some(EndReason::SaidGoodbye));
}

#[test]
fn a_brain_that_fails_is_stood_in_for_and_the_call_goes_on() {
    let mut call = greeted();
    call.handle(heard("Hi"), at(5));
    assert_eq!(
        call.handle(Event::BrainFailed { answer: 2 }, at(6)),
        [Effect::Ask {
            answer: 3,
            brain: Speaking::BuiltIn
        }]
    );
    assert_eq!(recorded(&say(&mut call, 3, "Hey.")).len(), 1);
}

#[test]
fn waits_for_replies_are_counted_from_when_the_user_had_spoken_whoever_answers() {
    let mut call = greeted();
    assert!(call.replies().is_none(), "nobody waited for the greeting");
    call.handle(heard("Hi"), at(5));
    call.handle(Event::BrainFailed { answer: 2 }, at(8));
    call.handle(token(3, "Hey"), at(9));
    call.handle(token(3, " you."), at(20));
    let replies = call.replies();
    assert_eq!((replies.count(), replies.failed), (1, 1));
    assert_eq!(replies.percentile(100), Some(4_000));
}

#[test]
fn an_empty_answer_is_a_failure() {
    let mut call = greeted();
    call.handle(heard("Hi"), at(5));
    let effects = call.handle(Event::Answered { answer: 2 }, at(6));
    assert_eq!(
        effects,
        [Effect::Ask {
            answer: 3,
            brain: Speaking::BuiltIn
        }]
    );
}

#[test]
fn a_brain_cut_off_in_mid_sentence_says_so() {
    let mut call = greeted();
    call.handle(heard("Hi"), at(5));
    call.handle(token(2, "So what you"), at(6));
    let effects = call.handle(Event::BrainFailed { answer: 2 }, at(7));
    let turns = recorded(&effects);
    assert!(turns[0].2.starts_with("So what you … Sorry"), "{turns:?}");
}

#[test]
fn a_line_that_does_not_come_back_ends_the_call() {
    let mut call = greeted();
    call.handle(Event::Disconnected, at(10));
    let wake = call.next_wake().unwrap();
    assert_eq!(wake, at(10).plus(RECONNECT_LIMIT));
    call.handle(Event::Wake, wake);
    assert_eq!(call.call.end_reason, Some(EndReason::ConnectionLost));
}

#[test]
fn an_ended_call_stays_as_it_ended() {
    let mut call = greeted();
    call.handle(Event::HungUp, at(10));
    let ended = call.clone();
    for event in [
        Event::Connected,
        heard("hello?"),
        Event::Over {
            reason: EndReason::Failed,
        },
        Event::Wake,
        Event::Ringing,
    ] {
        assert_eq!(call.handle(event, at(20)), []);
        assert_eq!(call, ended);
    }
}

#[test]
fn nothing_is_let_go_of_before_it_is_archived() {
    let mut call = greeted();
    call.handle(Event::HungUp, at(10));
    let late = at(10).plus(2 * SESSION_KEPT);
    let mut done = Vec::new();
    while let Some(&duty) = call.duties(late).first() {
        call.done(duty);
        done.push(duty);
        call = restarted(&call);
    }
    assert!(matches!(
        done[..],
        [
            Duty::Project { version: 3 },
            Duty::Archive,
            Duty::Enqueue,
            Duty::Forget
        ]
    ));
    assert_eq!(call.next_wake(), None);
}

#[test]
fn a_duty_that_fails_is_tried_again_later_and_later() {
    let mut call = greeted();
    call.handle(Event::HungUp, at(10));
    call.failed(at(11));
    let first = call.next_wake().unwrap();
    call.failed(first);
    let second = call.next_wake().unwrap();
    assert!(first > at(11) && second.since(first) > first.since(at(11)));
}

#[test]
fn who_is_heard_is_there_whatever_an_old_line_says() {
    let mut call = greeted();
    call.handle(Event::Disconnected, at(5));
    call.handle(heard("I'm on the other network now"), at(6));
    say(&mut call, 2, "Good.");
    call.handle(Event::Wake, at(5).plus(RECONNECT_LIMIT));
    assert_eq!(call.call.status, Status::Live);
}

#[test]
fn an_interruption_before_the_first_word_does_not_stop_the_answer() {
    let mut call = greeted();
    call.handle(heard("What should I do?"), at(5));
    call.handle(Event::Interrupted { heard: "Yo".into() }, at(5));
    assert!(call.wants(2));
}

#[test]
fn a_slow_answer_that_goes_on_is_not_asked_for_again() {
    let mut call = greeted();
    call.handle(heard("Tell me a story"), at(5));
    for second in (10..120).step_by(10) {
        call.handle(token(2, "and then "), at(second));
        assert_eq!(call.handle(Event::Wake, at(second)), []);
    }
    assert!(call.wants(2));
}

#[test]
fn an_answer_goes_on_down_a_new_line() {
    let mut call = greeted();
    call.handle(heard("Tell me"), at(5));
    call.handle(token(2, "Well, "), at(6));
    call.handle(Event::Disconnected, at(6));
    assert_eq!(call.handle(Event::Connected, at(7)), []);
    assert_eq!(
        recorded(&say(&mut call, 2, "look.")),
        [(2, Speaker::Persona, "Well, look.")]
    );
}

#[test]
fn a_duty_that_fails_does_not_keep_a_call_from_its_end() {
    let mut call = greeted();
    call.handle(Event::Disconnected, at(10));
    for _ in 0..12 {
        call.failed(at(10));
    }
    assert_eq!(call.next_wake(), Some(at(10).plus(RECONNECT_LIMIT)));
}

#[test]
fn nothing_that_was_said_outlives_the_session_in_the_state() {
    let mut call = greeted();
    call.handle(Event::HungUp, at(10));
    assert!(!serde_json::to_string(&call).unwrap().contains("Yo"));
}
