//! The sessions of live calls on the host: `flows::talking`, in a shell that dies when it is told
//! to. What is stored survives: a session's rows and its alarm.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::OnceLock;

use call_me_back::brain::Brain;
use call_me_back::call::Call;
use call_me_back::call::machine::{Event, Speaking};
use call_me_back::call::session::{self, Script, Spoken, View};
use call_me_back::call::watching::Watched;
use call_me_back::failure::Failure;
use call_me_back::flows::talking::{Shell, Talk};
use call_me_back::ids::CallId;
use call_me_back::ports::Sessions;
use call_me_back::telephony::frames::Outbound;
use call_me_back::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Faults, Host, HostBrain, HostPorts, Line, Moment, Sqlite, pause};

/// What of a session outlives those who work on it, and the line to it.
pub struct Session {
    pub sql: Sqlite,
    pub alarm: Cell<Option<Timestamp>>,
    pub line: RefCell<Line>,
    pub notes: RefCell<Vec<String>>,
    /// What was shown to who watches; none where nobody does.
    pub watched: RefCell<Option<Vec<Watched>>>,
}

#[derive(Default)]
pub struct HostSessions {
    stored: RefCell<BTreeMap<CallId, Rc<Session>>>,
    /// What is in memory of them.
    awake: RefCell<BTreeMap<CallId, Rc<Talk<HostShell>>>>,
    pub faults: Faults,
}

impl HostSessions {
    /// All sessions that were ever spoken to.
    pub fn all(&self) -> BTreeMap<CallId, Rc<Session>> {
        self.stored.borrow().clone()
    }

    /// The session of a call, which comes to be where it is not yet.
    pub fn session(&self, call: &CallId) -> Result<Rc<Session>, Failure> {
        if let Some(session) = self.stored.borrow().get(call) {
            return Ok(Rc::clone(session));
        }
        static PREPARED: OnceLock<Vec<u8>> = OnceLock::new();
        let sql = Sqlite::begun(&PREPARED, session::prepare)?;
        let session = Rc::new(Session {
            sql,
            alarm: Cell::new(None),
            line: RefCell::default(),
            notes: RefCell::default(),
            watched: RefCell::default(),
        });
        let mut stored = self.stored.borrow_mut();
        stored.insert(call.clone(), Rc::clone(&session));
        Ok(session)
    }

    /// The next alarm, and whose it is.
    pub fn next_alarm(&self) -> Option<(Timestamp, CallId)> {
        let stored = self.stored.borrow();
        let alarms = stored
            .iter()
            .filter_map(|(call, session)| Some((session.alarm.get()?, call.clone())));
        alarms.min()
    }

    /// Everything in memory is gone, as when a machine fails. Calls come back with what is stored.
    pub fn die(&self) {
        self.awake.borrow_mut().clear();
        for session in self.stored.borrow().values() {
            session.line.borrow_mut().moments.push(Moment::Died);
        }
    }
}

impl Host {
    /// The talk of a call, woken where it sleeps.
    pub fn talk(self: &Rc<Self>, call: &CallId) -> Result<Rc<Talk<HostShell>>, Failure> {
        if let Some(talk) = self.sessions.awake.borrow().get(call) {
            return Ok(Rc::clone(talk));
        }
        let talk = Rc::new(Talk::new(HostShell {
            session: self.sessions.session(call)?,
            host: Rc::clone(self),
        }));
        let mut awake = self.sessions.awake.borrow_mut();
        awake.insert(call.clone(), Rc::clone(&talk));
        Ok(talk)
    }
}

pub struct HostShell {
    session: Rc<Session>,
    host: Rc<Host>,
}

impl Shell for HostShell {
    type Sql = Sqlite;
    type Ports = HostPorts;

    fn sql(&self) -> &Sqlite {
        &self.session.sql
    }

    fn ports(&self, now: Timestamp) -> HostPorts {
        self.host.ports(now)
    }

    fn brain(&self, speaking: Speaking) -> impl Brain {
        match speaking {
            Speaking::Configured => HostBrain::configured(&self.host),
            Speaking::BuiltIn | Speaking::Reserved => HostBrain::built_in(),
        }
    }

    fn wall_clock(&self) -> Timestamp {
        self.host.clock.get()
    }

    fn send(&self, frame: &Outbound) -> bool {
        let mut line = self.session.line.borrow_mut();
        if let Outbound::Text { token, last, .. } = frame
            && line.is_open
        {
            line.moments.push(Moment::Spoken {
                token: token.clone(),
                last: *last,
            });
        }
        line.is_open
    }

    fn show(&self, _now: Timestamp, watched: impl FnOnce() -> Option<Watched>) {
        if let Some(shown) = self.session.watched.borrow_mut().as_mut() {
            shown.extend(watched());
        }
    }

    fn close(&self) {
        self.session.line.borrow_mut().is_open = false;
    }

    async fn set_alarm(&self, at: Option<Timestamp>) -> Result<(), Failure> {
        self.session.alarm.set(at);
        pause().await;
        Ok(())
    }

    async fn within<T>(&self, _millis: u32, work: impl Future<Output = T>) -> Option<T> {
        Some(work.await)
    }

    fn note(&self, what: &str) {
        self.session.notes.borrow_mut().push(what.to_owned());
    }
}

impl Sessions for HostPorts {
    async fn open(&self, call: &Call, script: &Script, _now: Timestamp) -> Result<Call, Failure> {
        let opened = async {
            let talk = self.host.talk(&call.id)?;
            crossed(&talk.open(crossed(call)?, &crossed(script)?, 0).await?)
        };
        self.host.sessions.faults.carry("the session", opened).await
    }

    async fn tell(&self, call: &CallId, event: Event, _now: Timestamp) -> Result<Call, Failure> {
        let told = async {
            let talk = self.host.talk(call)?;
            crossed(&talk.tell(crossed(&event)?, 0).await?)
        };
        self.host.sessions.faults.carry("the session", told).await
    }

    async fn turn(
        &self,
        call: &CallId,
        number: Option<u32>,
        heard: Vec<Event>,
        _now: Timestamp,
    ) -> Result<Spoken, Failure> {
        let turned = async {
            let talk = self.host.talk(call)?;
            crossed(&talk.turn(number, crossed(&heard)?, 0).await?)
        };
        self.host.sessions.faults.carry("the session", turned).await
    }

    async fn view(&self, call: &CallId) -> Result<View, Failure> {
        let viewed = async { crossed(&self.host.talk(call)?.view()?) };
        self.host.sessions.faults.carry("the session", viewed).await
    }

    async fn erase(&self, call: &CallId) -> Result<(), Failure> {
        let erased = async {
            let sessions = &self.host.sessions;
            if let Some(session) = sessions.stored.borrow_mut().remove(call) {
                session.line.borrow_mut().is_open = false;
            }
            if let Some(talk) = sessions.awake.borrow_mut().remove(call) {
                talk.let_go();
            }
            Ok(())
        };
        self.host.sessions.faults.carry("the session", erased).await
    }
}

/// What arrives of a thing at the other end: it crosses as JSON.
fn crossed<T: Serialize + DeserializeOwned>(thing: &T) -> Result<T, Failure> {
    let broken = |error: serde_json::Error| Failure::unavailable(error.to_string());
    let text = serde_json::to_string(thing).map_err(broken)?;
    serde_json::from_str(&text).map_err(broken)
}
