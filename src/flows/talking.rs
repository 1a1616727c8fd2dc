//! Carrying a call through its events: the state is saved before anything is done about it, what
//! is to be answered is answered, what is due outside is done, and the alarm is set.

mod answering;
mod duties;
mod foreseeing;
mod kept;
mod storing;
mod using;
mod watching;

use std::cell::{Cell, RefCell};

use futures_util::future::join;

use crate::brain::Brain;
use crate::call::machine::{Effect, Event, Machine, Speaking};
use crate::call::session::{self, Script, Spoken, View};
use crate::call::watching::Watched;
use crate::call::{Call, Channel, Turn};
use crate::failure::Failure;
use crate::ports::Ports;
use crate::sql::Sql;
use crate::telephony::frames::Outbound;
use crate::time::Timestamp;
use foreseeing::Foresight;
use kept::Kept;
use storing::Alarm;

/// How long a carrier that asks for a turn is let wait for the whole of it. Milliseconds; it hangs up after
/// fifteen seconds.
const TURN_LIMIT: u32 = 11_000;
/// The session's documents of what waits to be said, and of the last turn.
const UNSAID: &str = "unsaid";
const LAST_TURN: &str = "last_turn";

/// What a live call has around it: a Durable Object, or the host's twin of one.
pub trait Shell {
    type Sql: Sql;
    type Ports: Ports;

    /// The call's own rows, whose tables stand.
    fn sql(&self) -> &Self::Sql;

    /// What is outside, for work that begins at that moment.
    fn ports(&self, now: Timestamp) -> Self::Ports;

    /// The brain that is configured, or the built-in one.
    fn brain(&self, speaking: Speaking) -> impl Brain;

    /// What the clock on the wall says.
    fn wall_clock(&self) -> Timestamp;

    /// Sends a frame down the line, if there is one. One that is gone gets nothing; the turn is in the
    /// transcript.
    fn send(&self, frame: &Outbound) -> bool;

    /// Shows something to those who watch the call by now, where anybody does. Nothing waits for it.
    fn show(&self, now: Timestamp, watched: impl FnOnce() -> Option<Watched>);

    /// Closes the line, and what it is watched by: the call is over.
    fn close(&self);

    /// Sets the one alarm, by the clock on the wall; none takes it away.
    async fn set_alarm(&self, at: Option<Timestamp>) -> Result<(), Failure>;

    /// The outcome of some work, unless it takes longer than so many milliseconds.
    async fn within<T>(&self, millis: u32, work: impl Future<Output = T>) -> Option<T>;

    /// Notes what went wrong, for whoever runs this.
    fn note(&self, what: &str);
}

/// A live call in its shell.
pub struct Talk<S> {
    pub shell: S,
    /// A cache of what is stored, and the part of an answer that isn't. Never borrowed across an
    /// await: other events come in while a brain thinks.
    machine: RefCell<Option<Machine>>,
    kept: Kept,
    /// What waits to be said until the carrier asks, in a call without a line. It is stored with each event.
    unsaid: RefCell<Option<String>>,
    /// Characters that were sent to be spoken and are not noted yet.
    unnoted: Cell<u64>,
    /// Turns that are to be stored with the call's state; none where nothing is.
    owed: RefCell<Option<Vec<Turn>>>,
    alarm: Cell<Alarm>,
    foresight: Foresight,
}

/// What an event leaves to be asked for.
enum Wanted {
    /// The next thing to say.
    Answer(Ask),
    /// Whether that is the user's PIN.
    Proof(String),
    /// Where the call stands at the carrier.
    News,
}

/// What a call is like while an event is carried out.
struct Told {
    by_phone: bool,
    has_line: bool,
    /// They are connected by it.
    begins: bool,
}

/// The next thing to be said is wanted, under that number, from that brain.
type Ask = (u32, Speaking);

impl<S: Shell> Talk<S> {
    pub fn new(shell: S) -> Self {
        Self {
            shell,
            machine: RefCell::new(None),
            kept: Kept::default(),
            unsaid: RefCell::default(),
            unnoted: Cell::new(0),
            owed: RefCell::default(),
            alarm: Cell::new(Alarm::Unknown),
            foresight: Foresight::default(),
        }
    }

    /// Opens the call, unless one stands here already: then that one is told. `ahead` is how far
    /// its clock is before the wall's.
    pub async fn open(&self, call: Call, script: &Script, ahead: i64) -> Result<Call, Failure> {
        self.kept.set_clock(self.shell.sql(), ahead)?;
        session::open(self.shell.sql(), call, script)?;
        self.set_alarm().await?;
        self.call()
    }

    pub fn call(&self) -> Result<Call, Failure> {
        self.with_machine(|machine| Ok(machine.call.clone()))
    }

    pub fn view(&self) -> Result<View, Failure> {
        self.store()?;
        session::view(self.shell.sql())
    }

    /// Whether there is somebody to talk to.
    pub fn is_over(&self) -> bool {
        self.call().is_ok_and(|call| call.ended_at.is_some())
    }

    /// Carries out an event that somebody tells, whose clock is so far before the wall's.
    pub async fn tell(&self, event: Event, ahead: i64) -> Result<Call, Failure> {
        // Where no call is, nothing is to be kept either.
        self.call()?;
        self.kept.set_clock(self.shell.sql(), ahead)?;
        self.run(event).await?;
        self.call()
    }

    /// Carries out what the carrier heard in its turn, and gives what is to be said to it.
    pub async fn turn(
        &self,
        number: Option<u32>,
        heard: Vec<Event>,
        ahead: i64,
    ) -> Result<Spoken, Failure> {
        self.call()?;
        let last: Option<Spoken> = session::document(self.shell.sql(), LAST_TURN)?;
        let next = last.as_ref().map_or(1, |last| last.next);
        if let (Some(last), Some(number)) = (last, number)
            && number != next
        {
            return Ok(last);
        }
        self.kept.set_clock(self.shell.sql(), ahead)?;
        for event in heard {
            match self.shell.within(TURN_LIMIT, self.run(event)).await {
                Some(done) => done?,
                None => self.run(Event::OutOfTime).await?,
            }
        }
        let text = self.with_unsaid(std::mem::take)?;
        let spoken = self.with_machine(|machine| {
            Ok(Spoken {
                text: text.trim().to_owned(),
                is_over: machine.call.ended_at.is_some(),
                awaits_pin: machine.awaits_pin(),
                next: next + u32::from(number.is_some()),
            })
        })?;
        session::put(self.shell.sql(), LAST_TURN, &spoken)?;
        session::put(self.shell.sql(), UNSAID, &"")?;
        Ok(spoken)
    }

    /// Carries out what is due: the alarm rang.
    pub async fn wake(&self) -> Result<(), Failure> {
        self.alarm.set(Alarm::Set(None));
        self.run(Event::Wake).await
    }

    /// Carries an event through to its end. Whatever fails, the alarm comes back to what is due.
    pub async fn run(&self, event: Event) -> Result<(), Failure> {
        let outcome = self.carry(event).await;
        self.do_duties().await;
        self.set_alarm().await?;
        outcome
    }

    async fn carry(&self, event: Event) -> Result<(), Failure> {
        // What goes out waits by itself for all that was written before. So memory is asked first, and
        // what was heard is stored in the same breath.
        let heard = match &event {
            Event::Heard { text } => Some(text.clone()),
            _ => None,
        };
        let foreseen = async {
            if let Some(text) = &heard {
                self.foresee(text).await;
            }
        };
        let told = async {
            let wanted = self.apply(event)?;
            let alarm = match self.owes() {
                true => Ok(()),
                false => self.set_alarm().await,
            };
            Ok::<_, Failure>((wanted, alarm))
        };
        let ((), told) = join(foreseen, told).await;
        let (wanted, alarm) = told?;
        let done = self.meet(wanted).await;
        alarm.and(done).and(self.store())
    }

    /// Asks for what is wanted, until nothing more is.
    async fn meet(&self, mut wanted: Option<Wanted>) -> Result<(), Failure> {
        loop {
            wanted = match wanted {
                Some(Wanted::Answer(ask)) => self.answer(ask).await?,
                Some(Wanted::Proof(typed)) => self.prove(&typed).await?,
                Some(Wanted::News) => self.look_up().await?,
                None => return Ok(()),
            };
        }
    }

    /// Works on the call's state, which is loaded where it isn't in memory.
    fn with_machine<T>(
        &self,
        work: impl FnOnce(&mut Machine) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut machine = self.machine.borrow_mut();
        if machine.is_none() {
            *machine = session::load(self.shell.sql())?;
        }
        let outcome = match machine.as_mut() {
            Some(machine) => work(machine),
            None => Err(Failure::not_found("the call")),
        };
        if outcome.is_err() {
            // What is in memory may be ahead of what is stored, which is the truth.
            *machine = None;
            self.owed.take();
        }
        outcome
    }

    /// Forgets what is in memory: what is stored is gone.
    pub fn let_go(&self) {
        self.machine.take();
        self.kept.let_go();
        self.unsaid.take();
        self.unnoted.take();
        self.owed.take();
        self.foresight.let_go();
        // The alarm went with it.
        self.alarm.set(Alarm::Unknown);
    }

    /// What the call's clock says.
    pub fn now(&self) -> Result<Timestamp, Failure> {
        let clock = self.kept.clock(self.shell.sql())?;
        Ok(clock.now(self.shell.wall_clock()))
    }

    fn apply(&self, event: Event) -> Result<Option<Wanted>, Failure> {
        let now = self.now()?;
        let is_token = matches!(event, Event::Token { .. });
        let is_cut = matches!(event, Event::Interrupted { .. });
        let haste = self.haste(&event);
        let wished = match &event {
            Event::Heard { text } => self.wished(text, now)?,
            _ => None,
        };
        let (effects, told) = self.with_machine(|machine| {
            let had_begun = machine.call.started_at.is_some();
            let asleep = matches!(event, Event::Wake).then(|| machine.clone());
            let effects = machine.handle(event, now);
            if let Some(at) = wished {
                machine.wish_for_call_back(at);
            }
            // An alarm may ring for nothing.
            if asleep.is_none_or(|asleep| asleep != *machine) {
                self.keep(machine, &effects, haste)?;
            }
            let told = Told {
                by_phone: machine.call.channel == Channel::Phone,
                has_line: machine.has_line(),
                begins: !had_begun && machine.call.started_at.is_some(),
            };
            Ok((effects, told))
        })?;
        let mut spoken = if told.by_phone && told.begins {
            self.disclosed()?
        } else {
            0
        };
        let mut wanted = None;
        for effect in effects {
            match effect {
                Effect::Record(turn) => self.show_heard(&turn, now),
                Effect::Ask { answer, brain } => wanted = Some(Wanted::Answer((answer, brain))),
                Effect::Prove { typed } => wanted = Some(Wanted::Proof(typed)),
                Effect::LookUp => wanted = Some(Wanted::News),
                Effect::Say { token, last } => {
                    let characters = token.chars().count() as u64;
                    if self.say(&token, last, told.has_line)? && told.by_phone {
                        spoken += characters;
                    }
                    let watched = Watched::Text { token, last };
                    self.shell.show(now, || Some(watched));
                }
                Effect::HangUp => {
                    self.shell.send(&Outbound::End { handoff_data: None });
                    self.shell.close();
                }
            }
        }
        if told.begins || is_cut {
            self.shell.show(now, || self.watched().ok());
        }
        self.speaks(spoken, is_token)?;
        if !told.has_line && !is_token {
            let unsaid = self.with_unsaid(|unsaid| unsaid.clone())?;
            session::put(self.shell.sql(), UNSAID, &unsaid)?;
        }
        Ok(wanted)
    }

    /// Works on what waits to be said, which is loaded where it isn't in memory.
    fn with_unsaid<T>(&self, work: impl FnOnce(&mut String) -> T) -> Result<T, Failure> {
        let mut unsaid = self.unsaid.borrow_mut();
        if unsaid.is_none() {
            *unsaid = session::document(self.shell.sql(), UNSAID)?;
        }
        Ok(work(unsaid.get_or_insert_default()))
    }

    /// Has something spoken; where there is no line, once the carrier asks. Whether it will be.
    fn say(&self, token: &str, last: bool, has_line: bool) -> Result<bool, Failure> {
        if has_line {
            return Ok(self.shell.send(&Outbound::token(token, last)));
        }
        self.with_unsaid(|unsaid| {
            unsaid.push_str(token);
            if last {
                unsaid.push(' ');
            }
        })?;
        Ok(true)
    }
}
