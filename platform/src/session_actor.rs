//! The shell of a live call: events in, state saved, effects carried out, alarm set. What a call
//! does stands in the core's `call::machine`.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use call_me_back::brain::Request as BrainRequest;
use call_me_back::call::machine::{Duty, Effect, Event, Machine, Speaking};
use call_me_back::call::session::{self, Clock};
use call_me_back::call::{Call, Speaker};
use call_me_back::directory::calls;
use call_me_back::failure::Failure;
use call_me_back::flows;
use call_me_back::memory::command::{Address, Recall, Scope};
use call_me_back::ports::{Job, Memories, Outbox, Ports};
use call_me_back::recall::Hit;
use call_me_back::telephony::frames::{Inbound, Outbound};
use call_me_back::time::Timestamp;
use futures_util::future::{Either, select};
use std::pin::pin;
use worker::{
    Delay, DurableObject, Env, Request, Response, Result as WorkerResult, State, WebSocket,
    WebSocketIncomingMessage, WebSocketPair, durable_object,
};

use crate::actor_call::{self, unreadable};
use crate::brain::Brain;
use crate::durable_sql::DurableSql;
use crate::sessions::{Open, Tell};
use crate::{Cloudflare, clock, unavailable};

/// How long a turn waits for what memory brings up; then it goes on without.
const RECALL_LIMIT: Duration = Duration::from_millis(400);
/// How many things a turn recalls at most.
const RECALLED: u32 = 6;
/// So many frames in a row that mean nothing close the line.
const MOST_BAD_FRAMES: u32 = 10;
/// Close codes of the line. The first is WebSocket's own for unusable data.
const BAD_FRAMES: u16 = 1007;
const TAKEN_OVER: u16 = 4001;
const OVER: u16 = 1000;

#[durable_object]
pub struct SessionActor {
    state: State,
    env: Env,
    /// A cache of what is stored, and the part of an answer that isn't.
    machine: RefCell<Option<Machine>>,
    prepared: Cell<bool>,
    bad_frames: Cell<u32>,
}

/// The next thing to be said is wanted, under that number, from that brain.
type Ask = (u32, Speaking);

impl SessionActor {
    fn with_sql<T>(
        &self,
        work: impl FnOnce(&DurableSql) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let storage = self.state.storage();
        let sql = DurableSql(&storage);
        if !self.prepared.get() {
            session::prepare(&sql)?;
            self.prepared.set(true);
        }
        work(&sql)
    }

    /// Loads the call, where it isn't in memory.
    fn with_machine<T>(
        &self,
        work: impl FnOnce(&mut Machine, &DurableSql) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.with_sql(|sql| {
            let mut machine = self.machine.borrow_mut();
            if machine.is_none() {
                *machine = session::load(sql)?;
            }
            match machine.as_mut() {
                Some(machine) => work(machine, sql),
                None => Err(Failure::not_found("the call")),
            }
        })
    }

    fn clock(&self) -> Clock {
        self.with_sql(|sql| session::document(sql, "clock"))
            .ok()
            .flatten()
            .unwrap_or_default()
    }

    fn now(&self) -> Timestamp {
        self.clock().now(clock::platform())
    }

    /// Keeps how far ahead whoever asks is, so that alarms and lines know it too.
    fn set_clock(&self, now: Timestamp) -> Result<(), Failure> {
        // In production nobody is ahead: then the difference is the way of the request.
        let development = crate::Settings::new(&self.env).is_development();
        let ahead = if development {
            now.since(clock::platform())
        } else {
            0
        };
        self.with_sql(|sql| session::put(sql, "clock", &Clock { ahead }))
    }

    fn open(&self, open: Open) -> Result<Call, Failure> {
        self.set_clock(open.now)?;
        let machine = self.with_sql(|sql| session::open(sql, open.call, &open.script))?;
        let call = machine.call.clone();
        let mut standing = self.machine.borrow_mut();
        if standing.is_none() {
            *standing = Some(machine);
        }
        Ok(call)
    }

    /// Takes an event in: the state is saved before any effect is carried out.
    fn apply(&self, event: Event) -> Result<Option<Ask>, Failure> {
        let now = self.now();
        let keeps = !matches!(event, Event::Token { .. });
        let effects = self.with_machine(|machine, sql| {
            let effects = machine.handle(event, now);
            let turns: Vec<_> = effects
                .iter()
                .filter_map(|effect| match effect {
                    Effect::Record(turn) => Some(turn.clone()),
                    _ => None,
                })
                .collect();
            if keeps {
                session::save(sql, machine, &turns)?;
            }
            Ok(effects)
        })?;
        let mut ask = None;
        for effect in effects {
            match effect {
                Effect::Record(_) => {}
                Effect::Ask { answer, brain } => ask = Some((answer, brain)),
                Effect::Say { token, last } => self.send(&Outbound::token(token, last)),
                Effect::HangUp => {
                    self.send(&Outbound::End { handoff_data: None });
                    self.close_lines(OVER, "the call is over");
                }
            }
        }
        Ok(ask)
    }

    /// A line that is gone gets nothing; the turn is in the transcript.
    fn send(&self, frame: &Outbound) {
        for line in self.state.get_websockets() {
            let _ = line.send_with_str(frame.json());
        }
    }

    fn close_lines(&self, code: u16, reason: &str) {
        for line in self.state.get_websockets() {
            let _ = line.close(Some(code), Some(reason));
        }
    }

    /// Carries an event through to its end: answers what is to be answered, does what is due.
    async fn run(&self, event: Event) -> Result<(), Failure> {
        let mut ask = self.apply(event)?;
        self.set_alarm().await?;
        while let Some(wanted) = ask {
            ask = self.answer(wanted).await?;
        }
        self.do_duties().await;
        self.set_alarm().await
    }

    async fn answer(&self, (answer, brain): Ask) -> Result<Option<Ask>, Failure> {
        let request = self.request(answer).await?;
        let mut reply = match brain {
            Speaking::Configured => Brain::configured(&self.env).reply(&request).await,
            Speaking::BuiltIn => Brain::BuiltIn.reply(&request).await,
        };
        loop {
            let piece = match &mut reply {
                Ok(reply) => reply.next().await,
                Err(_) => Some(Err(())),
            };
            let wanted = self.with_machine(|machine, _| Ok(machine.wants(answer)))?;
            if !wanted {
                // Dropping the reply stops the brain.
                return Ok(None);
            }
            match piece {
                Some(Ok(text)) => {
                    self.apply(Event::Token { answer, text })?;
                }
                Some(Err(())) => return self.apply(Event::BrainFailed { answer }),
                None => return self.apply(Event::Answered { answer }),
            }
        }
    }

    /// What the brain is given for one answer.
    async fn request(&self, answer: u32) -> Result<BrainRequest, Failure> {
        let view = self.with_sql(|sql| session::view(sql))?;
        let script = view
            .script
            .ok_or_else(|| Failure::not_found("the call's prompt"))?;
        let recalled = match view.turns.last() {
            Some(turn) if turn.speaker == Speaker::User => {
                self.recall(&view.call, &turn.text).await
            }
            _ => Vec::new(),
        };
        let [first, ..] = call_me_back::secret::digest_id(&[view.call.id.as_str()]);
        Ok(BrainRequest {
            system_prompt: script.system_prompt,
            briefing: script.briefing,
            turns: view.turns,
            recalled,
            seed: u64::from(first) << 32 | u64::from(answer),
        })
    }

    async fn recall(&self, call: &Call, said: &str) -> Vec<Hit> {
        let ports = Cloudflare::new(&self.env, self.now());
        let of = Address::Relationship(call.pair.clone());
        let command = Recall {
            query: said.to_owned(),
            limit: RECALLED,
            scope: Scope::Call,
            now: ports.now(),
        };
        let recall = pin!(ports.memories().ask(&of, command));
        match select(recall, Delay::from(RECALL_LIMIT)).await {
            Either::Left((Ok(hits), _)) => hits,
            _ => Vec::new(),
        }
    }

    /// Does what must happen outside. What fails stays due, and the alarm comes back to it.
    async fn do_duties(&self) {
        let now = self.now();
        let ports = Cloudflare::new(&self.env, now);
        while let Ok(Some(duty)) =
            self.with_machine(|machine, _| Ok(machine.duties(now).first().copied()))
        {
            let done = self.do_duty(&ports, duty).await;
            if let Err(failure) = &done {
                worker::console_error!("a call's {duty:?} is put off: {failure}");
            }
            let kept = self.with_machine(|machine, sql| {
                match done {
                    Ok(()) => machine.done(duty),
                    Err(_) => machine.failed(now),
                }
                session::save(sql, machine, &[])
            });
            if done.is_err() || kept.is_err() {
                return;
            }
        }
    }

    async fn do_duty(&self, ports: &Cloudflare, duty: Duty) -> Result<(), Failure> {
        let view = self.with_sql(|sql| session::view(sql))?;
        match duty {
            Duty::Project { .. } => calls::project(ports.sql(), &view.call).await,
            Duty::Archive => flows::ending::archive(ports, &view).await,
            Duty::Enqueue => {
                let job = Job::Remember {
                    call_id: view.call.id,
                    pair: view.call.pair,
                };
                ports.outbox().send(&job).await
            }
            Duty::Forget => self.with_sql(|sql| Ok(session::forget(sql)?)),
        }
    }

    async fn set_alarm(&self) -> Result<(), Failure> {
        let ahead = self.clock().ahead;
        let wake = self.with_machine(|machine, _| Ok(machine.next_wake()))?;
        let storage = self.state.storage();
        match wake {
            Some(wake) => {
                let until = wake.plus(-ahead).since(clock::platform()).max(0);
                storage.set_alarm(until).await
            }
            None => storage.delete_alarm().await,
        }
        .map_err(unavailable("the alarm"))
    }

    async fn dispatch(&self, command: &str, body: &str) -> Result<String, Failure> {
        match command {
            "open" => {
                let call = self.open(serde_json::from_str(body).map_err(unreadable)?)?;
                self.set_alarm().await?;
                serde_json::to_string(&call).map_err(unreadable)
            }
            "tell" => {
                let tell: Tell = serde_json::from_str(body).map_err(unreadable)?;
                self.set_clock(tell.now)?;
                self.run(tell.event).await?;
                let call = self.with_machine(|machine, _| Ok(machine.call.clone()))?;
                serde_json::to_string(&call).map_err(unreadable)
            }
            "view" => {
                let view = self.with_sql(|sql| session::view(sql))?;
                serde_json::to_string(&view).map_err(unreadable)
            }
            _ => Err(Failure::not_found("the command")),
        }
    }

    /// Takes a line. There is one at a time: the newest.
    fn take_line(&self) -> WorkerResult<Response> {
        let over = self.with_machine(|machine, _| Ok(machine.call.ended_at.is_some()));
        if over.unwrap_or(true) {
            return Response::error("The call is over.", 410);
        }
        self.close_lines(TAKEN_OVER, "the call goes on elsewhere");
        let pair = WebSocketPair::new()?;
        self.state.accept_web_socket(&pair.server);
        Response::from_websocket(pair.client)
    }

    async fn line_lost(&self) {
        if let Err(failure) = self.run(Event::Disconnected).await {
            worker::console_error!("a lost line was not noted: {failure}");
        }
    }

    async fn frame(&self, line: &WebSocket, text: &str) -> Result<(), Failure> {
        let frame = match Inbound::parse(text) {
            Ok(Inbound::Unknown) | Err(_) => {
                let bad = self.bad_frames.get() + 1;
                self.bad_frames.set(bad);
                if bad >= MOST_BAD_FRAMES {
                    let _ = line.close(Some(BAD_FRAMES), Some("frames that mean nothing"));
                }
                return Ok(());
            }
            Ok(frame) => frame,
        };
        self.bad_frames.set(0);
        let event = match frame {
            Inbound::Setup(_) => Event::Connected,
            Inbound::Prompt {
                text, last: true, ..
            } => Event::Heard { text },
            Inbound::Interrupt { heard, .. } => Event::Interrupted {
                heard: heard.unwrap_or_default(),
            },
            Inbound::End => Event::HungUp,
            _ => return Ok(()),
        };
        self.run(event).await
    }
}

impl DurableObject for SessionActor {
    fn new(state: State, env: Env) -> Self {
        Self {
            state,
            env,
            machine: RefCell::new(None),
            prepared: Cell::new(false),
            bad_frames: Cell::new(0),
        }
    }

    async fn fetch(&self, mut request: Request) -> WorkerResult<Response> {
        let command = actor_call::command(&request);
        if command == "line" {
            return self.take_line();
        }
        let body = request.text().await?;
        actor_call::answer(self.dispatch(&command, &body).await)
    }

    async fn alarm(&self) -> WorkerResult<Response> {
        if let Err(failure) = self.run(Event::Wake).await {
            worker::console_error!("a call could not be woken: {failure}");
        }
        Response::empty()
    }

    async fn websocket_message(
        &self,
        line: WebSocket,
        message: WebSocketIncomingMessage,
    ) -> WorkerResult<()> {
        let text = match message {
            WebSocketIncomingMessage::String(text) => text,
            WebSocketIncomingMessage::Binary(_) => String::new(),
        };
        if let Err(failure) = self.frame(&line, &text).await {
            worker::console_error!("a frame was not taken: {failure}");
        }
        Ok(())
    }

    async fn websocket_close(
        &self,
        _line: WebSocket,
        code: usize,
        _reason: String,
        _was_clean: bool,
    ) -> WorkerResult<()> {
        // A line that another took the place of is no loss.
        if code != usize::from(TAKEN_OVER) {
            self.line_lost().await;
        }
        Ok(())
    }

    async fn websocket_error(&self, _line: WebSocket, _error: worker::Error) -> WorkerResult<()> {
        self.line_lost().await;
        Ok(())
    }
}
