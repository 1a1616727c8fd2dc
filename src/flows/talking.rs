//! Carrying a call through its events: the state is saved before anything is done about it, what
//! is to be answered is answered, what is due outside is done, and the alarm is set.

use std::cell::RefCell;
use std::pin::pin;

use crate::brain::builtin::is_crisis;
use crate::brain::{Brain, Reply, Request, Silence};
use crate::call::briefing::Briefing;
use crate::call::machine::{Duty, Effect, Event, Machine, Speaking, is_filler};
use crate::call::session::{self, Clock, Script, Spoken, View};
use crate::call::{Call, Speaker, calling_back};
use crate::directory::{calls, people};
use crate::extraction::window_named;
use crate::failure::Failure;
use crate::flows::{ending, planning};
use crate::memory::command::{Address, Recall, Scope};
use crate::memory::hit::Hit;
use crate::ports::{Job, Memories, Outbox, Ports};
use crate::prompt::{Counter, recalled_block};
use crate::recall::turns::Weights;
use crate::sql::Sql;
use crate::telephony::frames::Outbound;
use crate::time::Timestamp;

/// How long a turn waits for what memory brings up; then it goes on without. Milliseconds.
const RECALL_LIMIT: u32 = 400;
/// How long the brain may take to begin; then the silence is filled. Milliseconds.
const SLOW: u32 = 1_500;
/// How long a carrier that asks for a turn is let wait for the whole of it. Milliseconds; it hangs up after
/// fifteen seconds.
const TURN_LIMIT: u32 = 11_000;
/// Said to who wants to be called back, where it can't be seen whether they may be.
const UNSURE_PROMISE: &str = "Okay, I'll try to call you back then.";
/// How many things a turn recalls at most.
const RECALLED: u32 = 6;

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

    /// Sends a frame down the line. One that is gone gets nothing; the turn is in the transcript.
    fn send(&self, frame: &Outbound);

    /// Closes the line: the call is over.
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
    /// What waits to be said until the carrier asks, in a call without a line.
    unsaid: RefCell<String>,
}

/// The next thing to be said is wanted, under that number, from that brain.
type Ask = (u32, Speaking);

impl<S: Shell> Talk<S> {
    pub fn new(shell: S) -> Self {
        Self {
            shell,
            machine: RefCell::new(None),
            unsaid: RefCell::default(),
        }
    }

    /// Opens the call, unless one stands here already: then that one is told. `ahead` is how far
    /// its clock is before the wall's.
    pub async fn open(&self, call: Call, script: &Script, ahead: i64) -> Result<Call, Failure> {
        session::put(self.shell.sql(), "clock", &Clock { ahead })?;
        session::open(self.shell.sql(), call, script)?;
        self.set_alarm().await?;
        self.call()
    }

    pub fn call(&self) -> Result<Call, Failure> {
        self.with_machine(|machine| Ok(machine.call.clone()))
    }

    pub fn view(&self) -> Result<View, Failure> {
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
        session::put(self.shell.sql(), "clock", &Clock { ahead })?;
        self.run(event).await?;
        self.call()
    }

    /// Carries out what the carrier heard in its turn, and gives what is to be said to it.
    pub async fn turn(&self, heard: Vec<Event>, ahead: i64) -> Result<Spoken, Failure> {
        self.call()?;
        session::put(self.shell.sql(), "clock", &Clock { ahead })?;
        for event in heard {
            match self.shell.within(TURN_LIMIT, self.run(event)).await {
                Some(done) => done?,
                None => self.run(Event::OutOfTime).await?,
            }
        }
        let text = self.unsaid.take();
        self.with_machine(|machine| {
            Ok(Spoken {
                text: text.trim().to_owned(),
                is_over: machine.call.ended_at.is_some(),
                awaits_pin: machine.awaits_pin(),
            })
        })
    }

    /// Carries an event through to its end. Whatever fails, the alarm comes back to what is due.
    pub async fn run(&self, event: Event) -> Result<(), Failure> {
        let outcome = self.carry(event).await;
        self.do_duties().await;
        self.set_alarm().await?;
        outcome
    }

    async fn carry(&self, event: Event) -> Result<(), Failure> {
        let mut ask = self.apply(event)?;
        self.set_alarm().await?;
        while let Some(wanted) = ask {
            ask = self.answer(wanted).await?;
        }
        Ok(())
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
        }
        outcome
    }

    fn clock(&self) -> Result<Clock, Failure> {
        let clock = session::document(self.shell.sql(), "clock")?;
        Ok(clock.unwrap_or_default())
    }

    fn now(&self) -> Result<Timestamp, Failure> {
        Ok(self.clock()?.now(self.shell.wall_clock()))
    }

    fn apply(&self, event: Event) -> Result<Option<Ask>, Failure> {
        let now = self.now()?;
        // A token changes nothing that is kept: an answer is stored when it is complete.
        let is_token = matches!(event, Event::Token { .. });
        let wished = match &event {
            Event::Heard { text } => self.wished(text, now)?,
            _ => None,
        };
        let (effects, has_line) = self.with_machine(|machine| {
            let effects = machine.handle(event, now);
            if let Some(at) = wished {
                machine.wish_for_call_back(at);
            }
            let turns: Vec<_> = effects.iter().filter_map(Effect::recorded).collect();
            if !is_token || !turns.is_empty() {
                session::save(self.shell.sql(), machine, &turns)?;
            }
            Ok((effects, machine.has_line()))
        })?;
        let mut ask = None;
        for effect in effects {
            match effect {
                Effect::Record(_) => {}
                Effect::Ask { answer, brain } => ask = Some((answer, brain)),
                Effect::Say { token, last } if has_line => {
                    self.shell.send(&Outbound::token(token, last));
                }
                Effect::Say { token, last } => {
                    let mut unsaid = self.unsaid.borrow_mut();
                    unsaid.push_str(&token);
                    if last {
                        unsaid.push(' ');
                    }
                }
                Effect::HangUp => {
                    self.shell.send(&Outbound::End { handoff_data: None });
                    self.shell.close();
                }
            }
        }
        Ok(ask)
    }

    async fn answer(&self, (answer, speaking): Ask) -> Result<Option<Ask>, Failure> {
        if let Some(wished) = self.with_machine(|machine| Ok(machine.wished()))? {
            let (at, text) = self.promise(wished).await?;
            return self.apply(Event::Promised { answer, at, text });
        }
        let request = self.request(answer, speaking).await?;
        if !self.with_machine(|machine| Ok(machine.wants(answer)))? {
            return Ok(None);
        }
        // Who may be in danger is not left to a model.
        let unanswered = request.turns.iter().rev();
        let mut unanswered =
            unanswered.take_while(|turn| turn.speaker == Speaker::User || is_filler(&turn.text));
        let is_grave = unanswered.any(|turn| is_crisis(&turn.text));
        let brain = self.shell.brain(match speaking {
            Speaking::Configured if is_grave => Speaking::BuiltIn,
            speaking => speaking,
        });
        let mut beginning = pin!(async {
            let mut reply = brain.reply(&request).await?;
            let piece = reply.next().await;
            Ok::<_, Silence>((reply, piece))
        });
        let in_time = self.shell.within(SLOW, beginning.as_mut()).await;
        let begun = match in_time {
            Some(begun) => begun,
            None => {
                self.apply(Event::Slow { answer })?;
                beginning.await
            }
        };
        let (mut reply, mut piece) = match begun {
            Ok(begun) => begun,
            Err(error) => {
                self.shell
                    .note(&format!("the brain did not answer: {error}"));
                return self.apply(Event::BrainFailed { answer });
            }
        };
        loop {
            if !self.with_machine(|machine| Ok(machine.wants(answer)))? {
                // Dropping the reply stops the brain.
                return Ok(None);
            }
            match piece {
                Some(Ok(text)) => {
                    self.apply(Event::Token { answer, text })?;
                }
                Some(Err(error)) => {
                    self.shell.note(&format!("the brain broke off: {error}"));
                    return self.apply(Event::BrainFailed { answer });
                }
                None => return self.apply(Event::Answered { answer }),
            }
            piece = reply.next().await;
        }
    }

    /// The moment at which that asks to be called back.
    fn wished(&self, said: &str, now: Timestamp) -> Result<Option<Timestamp>, Failure> {
        let script = session::script(self.shell.sql())?;
        Ok(script.and_then(|script| calling_back::wished(said, now, script.briefing.zone)))
    }

    /// What is said to who wants to be called back at that moment, and for when it is promised.
    async fn promise(&self, wished: Timestamp) -> Result<(Option<Timestamp>, String), Failure> {
        let ports = self.shell.ports(self.now()?);
        let user = self.call()?.pair.user;
        let promised = planning::promised(&ports, &user, wished);
        let promised = self.shell.within(RECALL_LIMIT, promised).await;
        Ok(match promised {
            Some(Ok(promised)) => promised,
            // Whether it may be is asked again at that moment.
            Some(Err(_)) | None => (Some(wished), UNSURE_PROMISE.to_owned()),
        })
    }

    /// What the brain is given for one answer.
    async fn request(&self, answer: u32, speaking: Speaking) -> Result<Request, Failure> {
        let view = self.view()?;
        let script = view
            .script
            .ok_or_else(|| Failure::not_found("the call's prompt"))?;
        let seed = crate::secret::seed(view.call.id.as_str(), answer);
        if speaking == Speaking::Reserved {
            return Ok(Request {
                system_prompt: String::new(),
                briefing: script.briefing.reserved(),
                turns: view.turns,
                recalled: Vec::new(),
                recollection: None,
                seed,
            });
        }
        let recalled = match view.turns.last() {
            Some(turn) if turn.speaker == Speaker::User => {
                self.recall(&view.call, &turn.text, &script.briefing)
                    .await?
            }
            _ => Vec::new(),
        };
        let ports = self.shell.ports(self.now()?);
        let table = self.shell.within(RECALL_LIMIT, ports.embedder()).await;
        let recollection = recalled_block(
            &recalled,
            script.briefing.now,
            script.briefing.zone,
            script.recall_tokens,
            Counter::new(table.flatten().as_deref()),
        );
        Ok(Request {
            system_prompt: script.system_prompt,
            briefing: script.briefing,
            turns: view.turns,
            recalled,
            recollection,
            seed,
        })
    }

    async fn recall(
        &self,
        call: &Call,
        said: &str,
        briefing: &Briefing,
    ) -> Result<Vec<Hit>, Failure> {
        let now = self.now()?;
        let ports = self.shell.ports(now);
        let of = Address::Relationship(call.pair.clone());
        let recall = Recall {
            query: said.into(),
            weights: Weights::default(),
            names: briefing.names(),
            limit: RECALLED,
            scope: Scope::Call,
            now,
            window: window_named(said, now, briefing.zone),
        };
        let recalled = self
            .shell
            .within(RECALL_LIMIT, ports.memories().ask(&of, recall))
            .await;
        Ok(recalled.and_then(Result::ok).unwrap_or_default())
    }

    /// Does what must happen outside. What fails stays due, holds up nothing else, and the alarm comes
    /// back to it.
    async fn do_duties(&self) {
        let mut failed = Vec::new();
        while let Ok(now) = self.now() {
            let due = self.with_machine(|machine| {
                let mut due = machine.duties(now).into_iter();
                Ok(due.find(|duty| !failed.contains(duty)))
            });
            let Ok(Some(duty)) = due else {
                break;
            };
            if let Err(failure) = self.do_duty(duty, now).await {
                self.shell.note(&format!("{duty:?} is put off: {failure}"));
                failed.push(duty);
                continue;
            }
            let kept = self.with_machine(|machine| {
                machine.done(duty);
                session::save(self.shell.sql(), machine, &[])
            });
            if kept.is_err() {
                failed.push(duty);
            }
        }
        if let (false, Ok(now)) = (failed.is_empty(), self.now()) {
            let _ = self.with_machine(|machine| {
                machine.failed(now);
                session::save(self.shell.sql(), machine, &[])
            });
        }
    }

    async fn do_duty(&self, duty: Duty, now: Timestamp) -> Result<(), Failure> {
        let ports = self.shell.ports(now);
        let view = self.view()?;
        match duty {
            Duty::Suppress => people::suppress(ports.sql(), &view.call.pair.user, now).await,
            Duty::NoteMisses { misses } => {
                people::note_pin_misses(ports.sql(), &view.call.pair.user, misses).await
            }
            Duty::EndAtCarrier { words } => ending::end_at_carrier(&ports, &view, words).await,
            Duty::CallBack { at } => planning::call_back(&ports, &view.call, at).await,
            Duty::Project { .. } => calls::project(ports.sql(), &view.call).await,
            Duty::Archive => ending::archive(&ports, &view).await,
            Duty::Enqueue => {
                let job = Job::Remember {
                    call_id: view.call.id,
                    pair: view.call.pair,
                };
                ports.outbox().send(&job).await
            }
            Duty::Forget => Ok(session::forget(self.shell.sql())?),
        }
    }

    async fn set_alarm(&self) -> Result<(), Failure> {
        let ahead = self.clock()?.ahead;
        let wake = self.with_machine(|machine| Ok(machine.next_wake()))?;
        self.shell
            .set_alarm(wake.map(|wake| wake.plus(-ahead)))
            .await
    }
}
