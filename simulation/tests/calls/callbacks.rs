//! What a carrier tells of one call comes in any order, late and twice: the call's row ends the same.

use call_me_back::call::EndReason;
use call_me_back::call::machine::Event;
use call_me_back::ids::CallId;
use call_me_back::parameters;
use call_me_back::sql::Sql as _;
use call_me_back::telephony::status::{AnsweredBy, RelayEnd, Status};
use call_me_back::time::{MINUTE, SECOND};
use call_me_back_simulation::{World, draw};
use serde::Deserialize;
use std::cell::Cell;

use crate::people::*;

/// What ended a call, as others see it; not how often it was written.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Row {
    status: String,
    end_reason: EndReason,
    started_at: Option<i64>,
    ended_at: i64,
    duration_seconds: u32,
    memory_extracted: u8,
    auto_summary: Option<String>,
}

/// What happens in a call, in the order in which it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Happening {
    Rings,
    PickedUp,
    Says(&'static str),
    /// The line goes, as it does when somebody hangs up.
    LineEnds,
    Tells(News),
}

/// What the carrier tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum News {
    Status(Status),
    Heard(AnsweredBy),
    RelayEnded,
}

use Happening::*;

impl News {
    fn event(self) -> Option<Event> {
        match self {
            Self::Status(status) => Event::of_status(status),
            Self::Heard(by) => Some(Event::PickedUp { by }),
            Self::RelayEnded => Event::of_relay_end(&RelayEnd::Completed),
        }
    }
}

/// How many orders are tried here; the state machine's own test has them all.
const ORDERS: u64 = 40;

const HUMAN: News = News::Heard(AnsweredBy::Human);
const MACHINE: News = News::Heard(AnsweredBy::MachineStart);
const INITIATED: News = News::Status(Status::Initiated);
const RINGING: News = News::Status(Status::Ringing);
const ANSWERED: News = News::Status(Status::InProgress);
const COMPLETED: News = News::Status(Status::Completed);

/// Calls, each to another person.
struct Calls {
    world: World,
    people: Cell<u32>,
}

impl Calls {
    fn new() -> Self {
        let world = World::new(41).unwrap();
        let people = Cell::new(0);
        Self { world, people }
    }

    /// A call in which that happens, and its row in the end.
    fn row(&self, happenings: &[Happening]) -> Row {
        let world = &self.world;
        self.people.set(self.people.get() + 1);
        let person = world
            .sign_in(&format!("+1415555{:04}", self.people.get()))
            .unwrap();
        let began = world.now();
        let call = world.ring(&person, &brad()).unwrap();
        for happening in happenings {
            happen(world, &call, *happening);
        }
        world.advance(MINUTE).unwrap();
        world.settle().unwrap();
        let row = "SELECT * FROM calls WHERE id = ?1";
        let row: Option<Row> = world
            .host()
            .sql
            .sqlite()
            .row(row, parameters![call.as_str()])
            .unwrap();
        let row = row.unwrap();
        Row {
            started_at: row.started_at.map(|at| at - began.millis()),
            ended_at: row.ended_at - began.millis(),
            ..row
        }
    }
}

impl Drop for Calls {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            all_is_well(&self.world, "after all of them");
        }
    }
}

fn happen(world: &World, call: &CallId, happening: Happening) {
    match happening {
        Rings => world.advance(SECOND).unwrap(),
        PickedUp => world.connect(call).unwrap(),
        Says(line) => world.say(call, line).unwrap(),
        LineEnds => world.lose_line(call).unwrap(),
        Tells(news) => {
            if let Some(event) = news.event() {
                world.carrier_says(call, &event).unwrap();
            }
        }
    }
}

/// These in an order that the seed decides.
fn shuffled<T: Copy>(things: &[T], mut seed: u64) -> Vec<T> {
    let mut order = Vec::new();
    for thing in things {
        order.insert(draw(&mut seed) as usize % (order.len() + 1), *thing);
    }
    order
}

const TALK: [Happening; 5] = [
    Rings,
    PickedUp,
    Says("Hello Brad, it's me."),
    Says("I'm allergic to peanuts."),
    LineEnds,
];

fn after(happenings: &[Happening], news: &[News]) -> Vec<Happening> {
    let news = news.iter().copied().map(Tells);
    happenings.iter().copied().chain(news).collect()
}

#[test]
fn whenever_and_however_often_a_talk_is_told_of_its_row_ends_the_same() {
    let calls = Calls::new();
    let expected = calls.row(&after(&TALK, &[COMPLETED]));
    assert_eq!(expected.end_reason, EndReason::HungUp);
    assert!(expected.started_at.is_some() && expected.memory_extracted == 1);
    for seed in 0..ORDERS {
        let mut told: Vec<Happening> = TALK.into();
        let mut chance = seed;
        for news in [INITIATED, RINGING, ANSWERED, HUMAN, RINGING, HUMAN] {
            told.insert(draw(&mut chance) as usize % (told.len() + 1), Tells(news));
        }
        // The end is told once it has come.
        let end = [
            News::RelayEnded,
            COMPLETED,
            COMPLETED,
            News::RelayEnded,
            RINGING,
            HUMAN,
        ];
        let told = after(&told, &shuffled(&end, seed));
        assert_eq!(calls.row(&told), expected, "{told:?}");
    }
}

#[test]
fn whenever_and_however_often_a_machine_is_told_of_its_row_ends_the_same() {
    let calls = Calls::new();
    let picked_up = [Rings, PickedUp];
    let news = [RINGING, ANSWERED, MACHINE, News::RelayEnded, COMPLETED];
    let expected = calls.row(&after(&picked_up, &news));
    assert_eq!(expected.end_reason, EndReason::Voicemail);
    assert_eq!(expected.started_at, None);
    for seed in 0..ORDERS {
        let told = after(&picked_up, &shuffled(&[news, news].concat(), seed));
        assert_eq!(calls.row(&told), expected, "{told:?}");
    }
}

#[test]
fn in_whatever_order_what_came_of_no_call_is_told_its_row_ends_the_same() {
    let calls = Calls::new();
    for (status, reason) in [
        (Status::Busy, EndReason::Busy),
        (Status::NoAnswer, EndReason::NoAnswer),
        (Status::Failed, EndReason::Failed),
        (Status::Canceled, EndReason::Canceled),
    ] {
        let news = [INITIATED, RINGING, News::Status(status)];
        let expected = calls.row(&after(&[Rings], &news));
        assert_eq!(expected.end_reason, reason);
        for seed in 0..ORDERS / 4 {
            let told = after(&[Rings], &shuffled(&[news, news].concat(), seed));
            assert_eq!(calls.row(&told), expected, "{told:?}");
        }
    }
}
