//! What the carrier tells of one call comes in any order, late and twice: it ends the same.

use super::*;
use crate::telephony::status::{RelayEnd, Status as Carriers};

/// How a call ended, as its row tells it.
type Outcome = (
    Status,
    Option<EndReason>,
    Option<Timestamp>,
    Option<Timestamp>,
);

const INITIATED: Option<Event> = None;

fn status(status: Carriers) -> Option<Event> {
    Event::of_status(status)
}

fn relay_ended() -> Option<Event> {
    Event::of_relay_end(&RelayEnd::Completed)
}

fn picked_up(by: AnsweredBy) -> Option<Event> {
    Some(Event::PickedUp { by })
}

/// How a call by telephone ends in which these events come, one a second; what is told after the end
/// comes in the same moment.
fn outcome(events: &[Option<Event>]) -> Outcome {
    let mut call = call_by(Channel::Phone, Voicemail::Nothing);
    for (index, event) in events.iter().enumerate() {
        if let Some(event) = event {
            call.handle(event.clone(), at(i64::try_from(index).unwrap().min(9)));
        }
        if index == events.len() / 2 {
            call = restarted(&call);
        }
    }
    let call = call.call;
    (
        call.status,
        call.end_reason,
        call.started_at.map(|_| at(0)),
        call.ended_at.map(|_| at(0)),
    )
}

/// Every order of these.
fn orders<T: Clone>(things: &[T]) -> Vec<Vec<T>> {
    let Some((first, rest)) = things.split_first() else {
        return vec![Vec::new()];
    };
    let mut all = Vec::new();
    for order in orders(rest) {
        for place in 0..=order.len() {
            let mut longer = order.clone();
            longer.insert(place, first.clone());
            all.push(longer);
        }
    }
    all
}

/// All ways in which those may come among these, which keep their order.
fn among<T: Clone>(these: &[T], those: &[T]) -> Vec<Vec<T>> {
    those.iter().fold(vec![these.to_vec()], |ways, thing| {
        let placed = ways.iter().flat_map(|way| {
            (0..=way.len()).map(move |place| {
                let mut longer = way.clone();
                longer.insert(place, thing.clone());
                longer
            })
        });
        placed.collect()
    })
}

fn talk() -> Vec<Option<Event>> {
    vec![
        Some(Event::Connected),
        Some(heard("Hello Brad, it's me.")),
        Some(heard("I'm allergic to peanuts.")),
        Some(Event::Disconnected),
    ]
}

#[test]
fn a_talk_ends_the_same_in_every_order_of_what_is_told_of_it() {
    let news = [
        INITIATED,
        status(Carriers::Ringing),
        status(Carriers::InProgress),
        picked_up(AnsweredBy::Human),
        relay_ended(),
        status(Carriers::Completed),
    ];
    let expected = (
        Status::Ended,
        Some(EndReason::HungUp),
        Some(at(0)),
        Some(at(0)),
    );
    for order in orders(&news) {
        let turned = order.iter().rev().cloned().collect::<Vec<_>>();
        for told in [
            [talk(), order.clone()].concat(),
            [talk(), order.clone(), order.clone()].concat(),
            [talk(), order.clone(), turned].concat(),
        ] {
            assert_eq!(outcome(&told), expected, "{told:?}");
        }
    }
}

#[test]
fn a_talk_ends_the_same_whenever_in_it_things_are_told() {
    let at_any_time = [
        status(Carriers::Ringing),
        status(Carriers::Ringing),
        picked_up(AnsweredBy::Human),
        picked_up(AnsweredBy::Human),
    ];
    let expected = (
        Status::Ended,
        Some(EndReason::HungUp),
        Some(at(0)),
        Some(at(0)),
    );
    let (ended, completed) = (relay_ended(), status(Carriers::Completed));
    for end in [[ended.clone(), completed.clone()], [completed, ended]] {
        for told in among(&talk(), &at_any_time) {
            let told = [told, end.to_vec(), end.to_vec()].concat();
            assert_eq!(outcome(&told), expected, "{told:?}");
        }
    }
}

#[test]
fn a_machine_is_a_machine_whether_it_is_told_of_before_the_end_or_after_it() {
    for by in [AnsweredBy::MachineStart, AnsweredBy::Fax] {
        let news = [
            status(Carriers::Ringing),
            status(Carriers::InProgress),
            picked_up(by),
            relay_ended(),
            status(Carriers::Completed),
        ];
        let expected = (Status::Ended, Some(EndReason::Voicemail), None, Some(at(0)));
        for line in [
            vec![Some(Event::Connected)],
            vec![Some(Event::Connected), Some(heard("Hello?"))],
        ] {
            for order in orders(&news) {
                for told in [
                    [line.clone(), order.clone()].concat(),
                    [line.clone(), order.clone(), order.clone()].concat(),
                ] {
                    assert_eq!(outcome(&told), expected, "{told:?}");
                }
            }
        }
    }
}

#[test]
fn what_was_said_waits_until_it_is_known_that_it_was_not_said_to_a_machine() {
    let mut call = call_by(Channel::Phone, Voicemail::Nothing);
    call.handle(Event::Connected, at(1));
    call.handle(Event::HungUp, at(9));
    call.done(Duty::Project { version: 3 });
    assert_eq!(call.duties(at(10)), []);
    assert_eq!(call.next_wake(), Some(at(39)));
    assert_eq!(call.duties(at(39)), [Duty::Archive]);
    let mut told = restarted(&call);
    told.handle(
        Event::PickedUp {
            by: AnsweredBy::Human,
        },
        at(10),
    );
    assert_eq!(told.duties(at(10)), [Duty::Archive]);
    // What is put away stays as it is.
    call.done(Duty::Archive);
    call.handle(
        Event::PickedUp {
            by: AnsweredBy::Fax,
        },
        at(50),
    );
    assert_eq!(call.call.end_reason, Some(EndReason::HungUp));
}
