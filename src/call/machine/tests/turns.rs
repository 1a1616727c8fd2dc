//! Calls without a socket: the carrier says what it is given, listens, and asks again.

use super::*;

fn by_turns(voicemail: Voicemail) -> Machine {
    let mut call = call_on(
        Channel::Phone,
        Terms {
            voicemail,
            speech: Speech::Gather,
            ..Terms::default()
        },
    );
    call.handle(Event::Connected, at(1));
    say(&mut call, 1, "Yo! It's Brad.");
    call
}

fn unasked(call: &Machine) -> Option<Option<&'static str>> {
    call.duties(at(99)).into_iter().find_map(|duty| match duty {
        Duty::EndAtCarrier { words } => Some(words),
        _ => None,
    })
}

#[test]
fn a_goodbye_ends_with_the_turn_that_says_it() {
    let mut call = by_turns(Voicemail::Nothing);
    call.handle(heard("Gotta run, bye!"), at(5));
    let effects = say(&mut call, 2, "See you!");
    assert_eq!(effects.last(), Some(&Effect::HangUp));
    assert_eq!(call.call.end_reason, Some(EndReason::SaidGoodbye));
    // The carrier hangs up after those words by itself.
    assert_eq!(unasked(&call), None);
}

#[test]
fn a_silence_is_told_by_the_carrier_and_asked_into_once() {
    let mut call = by_turns(Voicemail::Nothing);
    assert_eq!(
        spoken(&call.handle(Event::Silent, at(20))),
        "Are you still there?"
    );
    let effects = call.handle(Event::Silent, at(40));
    assert!(spoken(&effects).contains("Bye"), "{effects:?}");
    assert_eq!(call.call.end_reason, Some(EndReason::Silence));
}

#[test]
fn who_asks_for_a_moment_is_given_it() {
    let mut call = by_turns(Voicemail::Nothing);
    call.handle(heard("Hold on a minute"), at(5));
    say(&mut call, 2, "Sure.");
    for seconds in [18, 30, 60] {
        assert_eq!(call.handle(Event::Silent, at(seconds)), []);
    }
    assert_eq!(
        spoken(&call.handle(Event::Silent, at(120))),
        "Are you still there?"
    );
}

#[test]
fn a_silence_is_nothing_where_nobody_was_connected_or_the_line_is_ours() {
    let mut ringing = call_on(
        Channel::Phone,
        Terms {
            speech: Speech::Gather,
            ..Terms::default()
        },
    );
    assert_eq!(ringing.handle(Event::Silent, at(3)), []);
    assert_eq!(greeted().handle(Event::Silent, at(3)), []);
}

#[test]
fn by_itself_such_a_call_asks_nobody_into_the_silence() {
    let mut call = by_turns(Voicemail::Nothing);
    let (wake, effects) = wait(&mut call);
    assert!(wake > at(4 * 60), "{wake:?}");
    assert_eq!(effects, [Effect::HangUp]);
    assert_eq!(call.call.end_reason, Some(EndReason::ConnectionLost));
    assert_eq!(unasked(&call), Some(None));
}

#[test]
fn a_machine_is_left_its_message_by_the_carrier() {
    for (voicemail, has_words) in [(Voicemail::Nothing, false), (Voicemail::Message, true)] {
        let mut call = by_turns(voicemail);
        let by = AnsweredBy::MachineEndBeep;
        call.handle(Event::PickedUp { by }, at(6));
        assert_eq!(call.call.end_reason, Some(EndReason::Voicemail));
        assert_eq!(unasked(&call).map(|words| words.is_some()), Some(has_words));
        call.done(Duty::EndAtCarrier { words: None });
        assert_eq!(unasked(&call), None);
    }
}

#[test]
fn who_waits_for_an_answer_too_long_is_given_the_built_in_one() {
    let mut call = by_turns(Voicemail::Nothing);
    call.handle(heard("Hello"), at(5));
    call.handle(heard("It's me, what's new?"), at(6));
    assert!(call.handle(Event::Slow { answer: 3 }, at(8)).is_empty());
    let instead = Effect::Ask {
        answer: 4,
        brain: Speaking::BuiltIn,
    };
    assert_eq!(call.handle(Event::OutOfTime, at(16)), [instead]);
    assert!(
        call.handle(Event::Answered { answer: 3 }, at(17))
            .is_empty()
    );
}
