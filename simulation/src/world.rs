//! A world in which people call personas: the product's flows over the host's doors, with a clock
//! that moves when it is told to, faults, and deaths in the middle of things.

mod checking;
mod passing;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::Ipv6Addr;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use call_me_back::call::briefing::Occasion;
use call_me_back::call::machine::Event;
use call_me_back::call::permission::PHONE_CALLS;
use call_me_back::call::{Channel, EndReason, Speaker, Status};
use call_me_back::client::{self, Client, Network};
use call_me_back::directory::people::{self, User};
use call_me_back::directory::schedules::{self, Schedule};
use call_me_back::failure::Failure;
use call_me_back::flows::relating::{self, Customization};
use call_me_back::flows::signing_in::Besides;
use call_me_back::flows::starting::{Wish, call_id_of, start_call};
use call_me_back::flows::{signing_in, starters};
use call_me_back::ids::{CallId, Pair, PersonaId, ScheduleId};
use call_me_back::memory::Memory;
use call_me_back::memory::command::{Address, List};
use call_me_back::ports::{Memories, Ports, Sessions};
use call_me_back::relationship::Relationship;
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::time::{SECOND, TimeZone, Timestamp};

use crate::{Host, HostPorts, Moment, draw};

/// How often someone tries again before they give up.
const MOST_TRIES: u32 = 30;
/// How long people take to say something.
const BREATH: i64 = 4 * SECOND;

pub struct World {
    host: Rc<Host>,
    /// How many calls each pair has had.
    calls: RefCell<BTreeMap<Pair, u32>>,
    /// After so many pauses everything in memory dies.
    dies_after: Cell<Option<u32>>,
    /// Whether an hour's cron has brought the personas up: until then each has something to do.
    brought_up: Cell<bool>,
}

impl Drop for World {
    fn drop(&mut self) {
        // A talk in memory holds its host.
        self.host.sessions.die();
    }
}

impl World {
    /// A world with its personas, on a Wednesday morning in New York.
    pub fn new(seed: u64) -> Result<Self, Failure> {
        let world = Self::unpeopled(seed)?;
        world.finish(|| async { starters::bring_up(&world.ports()).await })?;
        world.brought_up.set(true);
        Ok(world)
    }

    /// A world right after a deployment, before the first hour.
    pub fn unpeopled(seed: u64) -> Result<Self, Failure> {
        let began = Timestamp::parse("2025-01-08T15:00:30Z")
            .ok_or_else(|| Failure::invalid("began", "no moment"))?;
        Ok(Self {
            host: Host::new(began, seed)?,
            calls: RefCell::default(),
            dies_after: Cell::new(None),
            brought_up: Cell::new(false),
        })
    }

    pub fn host(&self) -> &Rc<Host> {
        &self.host
    }

    pub fn now(&self) -> Timestamp {
        self.host.clock.get()
    }

    /// All that is stored anywhere, each part under where it lies: what somebody finds who looks at every
    /// row, object and message.
    pub fn stored(&self) -> Result<BTreeMap<String, String>, Failure> {
        let host = &self.host;
        let mut stored = BTreeMap::new();
        stored.insert("database".to_owned(), host.sql.sqlite().dump()?);
        for (name, actor) in host.memories.all() {
            stored.insert(name, actor.dump()?);
        }
        for (call, session) in host.sessions.all() {
            stored.insert(format!("session:{call}"), session.sql.dump()?);
        }
        for (key, body) in host.buckets.objects() {
            let text = String::from_utf8_lossy(&body).into_owned();
            stored.insert(format!("bucket {key}"), text);
        }
        stored.insert("queue".to_owned(), host.outbox.texts().join("\n"));
        Ok(stored)
    }

    /// The doors, for work that begins now.
    pub fn ports(&self) -> HostPorts {
        self.host.ports(self.now())
    }

    /// Everything in memory dies; what is stored stays.
    pub fn kill(&self) {
        self.host.sessions.die();
    }

    /// Everything in memory dies in the middle of what comes, after so many pauses.
    pub fn kill_after(&self, pauses: u32) {
        self.dies_after.set(Some(pauses));
    }

    /// Whether the death that was to come has come.
    pub fn has_died(&self) -> bool {
        self.dies_after.get().is_none()
    }

    /// Does some work; none where everything died before it was done.
    pub fn drive<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        let mut context = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
                return Some(done);
            }
            match self.dies_after.get() {
                Some(0) => {
                    self.dies_after.set(None);
                    self.kill();
                    return None;
                }
                left => self.dies_after.set(left.map(|left| left - 1)),
            }
        }
    }

    /// Does some work as someone who tries again when there was no answer.
    pub fn finish<T, W: Future<Output = Result<T, Failure>>>(
        &self,
        work: impl Fn() -> W,
    ) -> Result<T, Failure> {
        let mut last = Failure::unavailable("everything died");
        for _ in 0..MOST_TRIES {
            match self.drive(work()) {
                Some(Err(failure @ Failure::Unavailable { .. })) => last = failure,
                Some(done) => return done,
                None => {}
            }
        }
        Err(last)
    }

    /// Does all of these side by side. Whose turn it is, and for how long, the seed decides: one
    /// may well stand still while another comes to its end.
    pub fn together<'a, T>(
        &self,
        seed: u64,
        works: Vec<std::pin::Pin<Box<dyn Future<Output = T> + 'a>>>,
    ) -> Vec<T> {
        let mut seed = seed;
        let mut done: Vec<(usize, T)> = Vec::new();
        let mut waiting: Vec<_> = works.into_iter().enumerate().collect();
        let mut context = Context::from_waker(Waker::noop());
        while !waiting.is_empty() {
            let next = draw(&mut seed) as usize % waiting.len();
            let (index, mut work) = waiting.swap_remove(next);
            let mut steps = 1_u32 << (draw(&mut seed) % 6);
            let polled = loop {
                let polled = work.as_mut().poll(&mut context);
                steps -= 1;
                if steps == 0 || polled.is_ready() {
                    break polled;
                }
            };
            match polled {
                Poll::Ready(output) => done.push((index, output)),
                Poll::Pending => waiting.push((index, work)),
            }
        }
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, output)| output).collect()
    }

    /// Signs in with the code that is sent to that telephone, and agrees to be called on it.
    pub fn sign_in(&self, phone: &str) -> Result<User, Failure> {
        let phone = PhoneNumber::parse(phone)
            .map_err(|error| Failure::invalid("phone", error.to_string()))?;
        // Everybody comes from a place of their own.
        let place = phone
            .e164()
            .trim_start_matches('+')
            .parse()
            .unwrap_or(0_u64);
        let address = Ipv6Addr::from(u128::from(place) << 96).to_string();
        let client = Client {
            network: Network::of(Some(&address)),
            kind: client::kind(None),
            device: None,
        };
        let ports = self.ports();
        self.finish(|| signing_in::send_code(&ports, &phone, true, &client))?;
        let text = self.host.messenger.last_to(&phone).unwrap_or_default();
        let code = text.split_whitespace().next().unwrap_or_default();
        let (zone, besides) = (TimeZone::America__New_York, Besides::Nothing);
        let signed_in =
            self.finish(|| signing_in::check_code(&ports, &phone, code, &besides, zone, &client))?;
        let user = signed_in.user;
        let consent = || async {
            people::give_consent(self.ports().sql(), &user.id, PHONE_CALLS, self.now()).await
        };
        self.finish(consent)?;
        Ok(user)
    }

    /// Becomes a friend of that persona's.
    pub fn meet(&self, user: &User, persona: &PersonaId) -> Result<Relationship, Failure> {
        self.finish(|| async {
            relating::customize(&self.ports(), user, persona, Customization::default(), None).await
        })
    }

    /// Calls a persona from the browser, and is connected.
    pub fn call(&self, user: &User, persona: &PersonaId) -> Result<CallId, Failure> {
        let call = self.start(user, persona, Channel::Browser)?;
        self.connect(&call)?;
        Ok(call)
    }

    /// Has a persona ring the user's telephone.
    pub fn ring(&self, user: &User, persona: &PersonaId) -> Result<CallId, Failure> {
        self.start(user, persona, Channel::Phone)
    }

    fn start(&self, user: &User, persona: &PersonaId, channel: Channel) -> Result<CallId, Failure> {
        let pair = Pair {
            user: user.id.clone(),
            persona: persona.clone(),
        };
        let count = {
            let mut calls = self.calls.borrow_mut();
            let count = calls.entry(pair).or_insert(0);
            *count += 1;
            *count
        };
        let wish = Wish {
            call_id: call_id_of(&[user.phone.as_str(), persona.as_str(), &count.to_string()]),
            persona: persona.clone(),
            channel,
            occasion: match channel {
                Channel::Browser => Occasion::UserCalls,
                Channel::Phone => Occasion::CallRequested,
            },
        };
        let started =
            self.finish(|| async { start_call(&self.ports(), user, wish.clone()).await })?;
        Ok(started.id)
    }

    /// A line comes to a call: the first one, or again.
    pub fn connect(&self, call: &CallId) -> Result<(), Failure> {
        if self.host.talk(call)?.is_over() {
            return Ok(());
        }
        self.host.sessions.session(call)?.line.borrow_mut().is_open = true;
        self.happens(call, Event::Connected)
    }

    /// The carrier says how the call that it placed goes.
    pub fn carrier_says(&self, call: &CallId, event: &Event) -> Result<(), Failure> {
        self.finish(|| async {
            let ports = self.ports();
            ports.sessions().tell(call, event.clone(), self.now()).await
        })?;
        Ok(())
    }

    pub fn nobody_answers(&self, call: &CallId) -> Result<(), Failure> {
        let reason = EndReason::NoAnswer;
        self.carrier_says(call, &Event::Over { reason })
    }

    /// The user says something, after a breath.
    pub fn say(&self, call: &CallId, text: &str) -> Result<(), Failure> {
        self.advance(BREATH)?;
        self.driven(call, self.hears(call, text))
    }

    /// The user says these without waiting for the persona to finish; how fast, the seed decides.
    pub fn say_on(&self, call: &CallId, seed: u64, texts: &[&str]) -> Result<(), Failure> {
        self.advance(BREATH)?;
        let works = texts
            .iter()
            .map(|text| Box::pin(self.hears(call, text)) as _)
            .collect();
        self.together(seed, works).into_iter().collect()
    }

    /// A call hears what the user says, where there is one and a line to it.
    async fn hears(&self, call: &CallId, text: &str) -> Result<(), Failure> {
        let talk = self.host.talk(call)?;
        let session = self.host.sessions.session(call)?;
        if talk.call()?.status != Status::Live || !session.line.borrow().is_open {
            return Ok(());
        }
        let said = Moment::Said(text.to_owned());
        session.line.borrow_mut().moments.push(said);
        let text = text.to_owned();
        talk.run(Event::Heard { text }).await
    }

    /// The user speaks over the persona, who had been heard up to `words` words.
    pub fn interrupt(&self, call: &CallId, words: usize) -> Result<(), Failure> {
        let session = self.host.sessions.session(call)?;
        let last = session.line.borrow().turns().pop();
        let Some((Speaker::Persona, spoken)) = last else {
            return Ok(());
        };
        if session.line.borrow().is_cut_off() {
            return Ok(());
        }
        if self.host.talk(call)?.is_over() {
            return Ok(());
        }
        let heard: String = spoken.split_inclusive(' ').take(words).collect();
        let heard = heard.trim().to_owned();
        let interrupted = Moment::Interrupted {
            heard: heard.clone(),
        };
        session.line.borrow_mut().moments.push(interrupted);
        self.happens(call, Event::Interrupted { heard })
    }

    pub fn hang_up(&self, call: &CallId) -> Result<(), Failure> {
        self.advance(BREATH)?;
        self.happens(call, Event::HungUp)?;
        self.host.sessions.session(call)?.line.borrow_mut().is_open = false;
        Ok(())
    }

    /// The line is gone; whether it comes back, `connect` says.
    pub fn lose_line(&self, call: &CallId) -> Result<(), Failure> {
        self.host.sessions.session(call)?.line.borrow_mut().is_open = false;
        self.happens(call, Event::Disconnected)
    }

    fn happens(&self, call: &CallId, event: Event) -> Result<(), Failure> {
        let talk = self.host.talk(call)?;
        self.driven(call, talk.run(event))
    }

    /// Does what a call's line brings. Where the other end dies of it, the telephone connects
    /// again by itself.
    fn driven(
        &self,
        call: &CallId,
        work: impl Future<Output = Result<(), Failure>>,
    ) -> Result<(), Failure> {
        match self.drive(work) {
            Some(done) => done,
            None if self.host.sessions.session(call)?.line.borrow().is_open => self.connect(call),
            None => Ok(()),
        }
    }

    /// Plans a call to the user's telephone.
    pub fn plan(
        &self,
        user: &User,
        persona: &PersonaId,
        due_at: Timestamp,
    ) -> Result<ScheduleId, Failure> {
        self.finish(|| async {
            let id = ScheduleId::new(self.ports().entropy()?);
            let schedule = Schedule::once(id, user.id.clone(), persona.clone(), due_at);
            schedules::put(self.ports().sql(), &schedule, self.now()).await?;
            Ok(schedule.id)
        })
    }

    /// What a persona remembers of a user; with what was so once, where that is asked for.
    pub fn memories(
        &self,
        user: &User,
        persona: &PersonaId,
        history: bool,
    ) -> Result<Vec<Memory>, Failure> {
        let actor = Address::Relationship(Pair {
            user: user.id.clone(),
            persona: persona.clone(),
        });
        self.finish(|| async {
            let list = List {
                history,
                call_id: None,
            };
            self.ports().memories().ask(&actor, list).await
        })
    }
}
