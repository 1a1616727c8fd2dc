//! A world with the starter personas, and two people in it.

use std::rc::Rc;

use call_me_back::call::briefing::Occasion;
use call_me_back::call::machine::Event;
use call_me_back::call::{Channel, Speaker, Turn};
use call_me_back::directory::actors;
use call_me_back::directory::people::{self, NewUser, User};
use call_me_back::failure::Failure;
use call_me_back::flows::starters;
use call_me_back::flows::starting::{Wish, start_call};
use call_me_back::ids::{CallId, Pair, PersonaId, UserId};
use call_me_back::memory::command::{Address, Archive, Remember};
use call_me_back::memory::episode::Gist;
use call_me_back::memory::operation::{Claim, Operation};
use call_me_back::memory::reading::Reading;
use call_me_back::memory::session::{CONVERSATION, Entry, Which};
use call_me_back::memory::{Category, Subject};
use call_me_back::ports::{Memories, Ports, Sessions};
use call_me_back::relationship::MemoryConfig;
use call_me_back::smart_memory::SmartMemory;
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::time::{DAY, MINUTE, TimeZone, Timestamp};
use call_me_back_simulation::{Host, HostPorts, finish};

pub const BRAD: &str = "persona_brad_001";

pub fn day(day: i64) -> Timestamp {
    Timestamp::parse("2025-01-07T10:00:00Z")
        .unwrap()
        .plus(day * DAY)
}

/// A world with the starter personas, and two people in it.
pub struct World {
    pub host: Rc<Host>,
    pub doors: HostPorts,
    pub alice: User,
    pub bob: User,
}

impl World {
    pub fn new() -> Self {
        let host = Host::new(day(0), 7).unwrap();
        let doors = host.ports(day(0));
        finish(starters::bring_up(&doors)).unwrap();
        let person = |name: &str, phone: &str| {
            let id = UserId::parse(name).unwrap();
            let phone = PhoneNumber::parse(phone).unwrap();
            finish(people::sign_up(
                doors.sql(),
                &doors.hash_key().unwrap(),
                &NewUser {
                    id,
                    phone: &phone,
                    zone: TimeZone::UTC,
                    adult_confirmed_at: day(0),
                },
                day(0),
            ))
            .unwrap()
        };
        let alice = person("user_alice", "+14155550101");
        let bob = person("user_bob", "+14155550102");
        Self {
            host,
            doors,
            alice,
            bob,
        }
    }

    pub fn of(&self, user: &User, persona: &str) -> SmartMemory<'_, HostPorts> {
        let persona = PersonaId::parse(persona).unwrap();
        finish(SmartMemory::of(&self.doors, &user.id, &persona)).unwrap()
    }

    pub fn brads_of_alice(&self) -> SmartMemory<'_, HostPorts> {
        self.of(&self.alice, BRAD)
    }

    /// A call in which somebody is connected.
    pub fn call(&self, user: &User, name: &str) -> CallId {
        let id = CallId::parse(name).unwrap();
        let wish = Wish {
            call_id: id.clone(),
            persona: PersonaId::parse(BRAD).unwrap(),
            channel: Channel::Browser,
            occasion: Occasion::UserCalls,
        };
        finish(start_call(&self.doors, user, wish)).unwrap();
        let tell = |event| finish(self.doors.sessions().tell(&id, event, self.doors.now()));
        tell(Event::Connected).unwrap();
        id
    }

    pub fn say(&self, call: &CallId, text: &str) {
        let text = text.to_owned();
        let sessions = self.doors.sessions();
        finish(sessions.tell(call, Event::Heard { text }, self.doors.now())).unwrap();
    }

    /// A call of Alice's with Brad that is over, and was about that.
    pub fn past_call(&self, name: &str, on: i64, said: &str, hobby: &str) -> CallId {
        let call_id = CallId::parse(name).unwrap();
        let actor = Address::Relationship(pair(&self.alice));
        let turn = |index, speaker, text: &str| Turn {
            index,
            speaker,
            text: text.to_owned(),
            at: day(on).plus(i64::from(index) * MINUTE),
        };
        let config = MemoryConfig::default();
        let archive = Archive {
            call_id: call_id.clone(),
            agent: "brad".to_owned(),
            started_at: day(on),
            ended_at: day(on).plus(5 * MINUTE),
            turns: vec![
                turn(0, Speaker::Persona, "Yo Alice!"),
                turn(1, Speaker::User, said),
            ],
            cost_usd: None,
            config: config.clone(),
        };
        let owner = Some(&self.alice.id);
        finish(actors::register(self.doors.sql(), &actor, owner, day(on))).unwrap();
        finish(self.doors.memories().ask(&actor, archive)).unwrap();
        let claim = Claim {
            category: Category::UserFact,
            subject: Subject::User,
            attribute: "hobby".to_owned(),
            value: hobby.to_owned(),
            content: format!("User loves {hobby}"),
            importance: 0.5,
            confidence: 0.9,
            occurred_at: None,
            sensitive: false,
            replaces: None,
        };
        let remember = Remember {
            call_id: call_id.clone(),
            reading: Reading {
                operations: vec![Operation::Claim { turn: 1, claim }],
                gist: Gist {
                    summary: format!("Talked about {hobby}."),
                    ..Gist::default()
                },
            },
            config,
            said_at: day(on),
            entropy: [on as u8; 16],
        };
        finish(self.doors.memories().ask(&actor, remember)).unwrap();
        call_id
    }
}

pub fn pair(user: &User) -> Pair {
    Pair {
        user: user.id.clone(),
        persona: PersonaId::parse(BRAD).unwrap(),
    }
}

pub fn contents(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.content.as_str()).collect()
}

pub fn conversation() -> Which {
    Which {
        timeline: Some(CONVERSATION.to_owned()),
        ..Which::default()
    }
}

#[track_caller]
pub fn assert_not_found<T: std::fmt::Debug>(answer: Result<T, Failure>) {
    assert!(
        matches!(answer, Err(Failure::NotFound { .. })),
        "{answer:?}"
    );
}

#[track_caller]
pub fn assert_conflict<T: std::fmt::Debug>(answer: Result<T, Failure>) -> String {
    match answer {
        Err(Failure::Conflict { why }) => why,
        other => panic!("no conflict: {other:?}"),
    }
}
