//! The shell of a live call: a Durable Object with its rows, its lines and its alarm. What a call
//! does stands in the core, in `call::machine` and `flows::talking`.

use std::cell::Cell;
use std::pin::pin;
use std::time::Duration;

use call_me_back::brain;
use call_me_back::call::machine::{Event, Speaking};
use call_me_back::call::session::{self, LineNumber};
use call_me_back::call::watching::{PROVEN, Watched};
use call_me_back::failure::Failure;
use call_me_back::flows::talking::{Shell, Talk};
use call_me_back::telephony::frames::{Inbound, Outbound};
use call_me_back::time::Timestamp;
use futures_util::future::{Either, select};
use worker::{
    Delay, DurableObject, Env, Request, Response, Result as WorkerResult, State, WebSocket,
    WebSocketIncomingMessage, WebSocketPair, durable_object,
};

use crate::actor_call::{self, unreadable};
use crate::brain::Brain;
use crate::durable_sql::DurableSql;
use crate::sessions::{Open, Tell, Turn};
use crate::{Cloudflare, Settings, clock, unavailable};

/// So many frames in a row that mean nothing close the line.
const MOST_BAD_FRAMES: u32 = 10;
/// So many pages can watch a call: each word is sent to all of them.
const MOST_WATCHERS: usize = 8;
/// What a socket is: a line of the call, or what a page watches it by.
const LINE: &str = "line";
const WATCHER: &str = "watcher";
/// Close codes of the sockets. The second is WebSocket's own for unusable data.
const OVER: u16 = 1000;
const BAD_FRAMES: u16 = 1007;
const TAKEN_OVER: u16 = 4001;
const SHOW_ANEW: u16 = 4002;

#[durable_object]
pub struct SessionActor {
    talk: Talk<Surroundings>,
    bad_frames: Cell<u32>,
}

struct Surroundings {
    state: State,
    env: Env,
    sql: DurableSql,
    /// The number of the newest line, once it was read.
    newest: Cell<Option<LineNumber>>,
}

impl Shell for Surroundings {
    type Sql = DurableSql;
    type Ports = Cloudflare;

    fn sql(&self) -> &DurableSql {
        &self.sql
    }

    fn ports(&self, now: Timestamp) -> Cloudflare {
        Cloudflare::new(&self.env, now)
    }

    fn brain(&self, speaking: Speaking) -> impl brain::Brain {
        match speaking {
            Speaking::Configured => Brain::configured(&self.env),
            Speaking::BuiltIn | Speaking::Reserved => Brain::BuiltIn,
        }
    }

    fn wall_clock(&self) -> Timestamp {
        clock::platform()
    }

    fn send(&self, frame: &Outbound) -> bool {
        let lines = self.state.get_websockets_with_tag(LINE);
        let newest = lines.iter().find(|line| self.is_newest(line));
        newest.is_some_and(|line| line.send_with_str(frame.json()).is_ok())
    }

    fn show(&self, now: Timestamp, watched: impl FnOnce() -> Option<Watched>) {
        let watchers = self.watchers(now);
        if watchers.is_empty() {
            return;
        }
        let frame = watched().and_then(|watched| serde_json::to_string(&watched).ok());
        for (watcher, frame) in watchers.iter().zip(frame.iter().cycle()) {
            // One that is gone asks anew when it is back.
            let _ = watcher.send_with_str(frame);
        }
    }

    fn close(&self) {
        close(self.state.get_websockets(), OVER, "the call is over");
    }

    async fn set_alarm(&self, at: Option<Timestamp>) -> Result<(), Failure> {
        let storage = self.sql.storage();
        match at {
            Some(at) => {
                let wait = at.since(clock::platform()).max(0);
                storage.set_alarm(wait).await
            }
            None => storage.delete_alarm().await,
        }
        .map_err(unavailable("the alarm"))
    }

    async fn within<T>(&self, millis: u32, work: impl Future<Output = T>) -> Option<T> {
        let limit = Delay::from(Duration::from_millis(u64::from(millis)));
        match select(pin!(work), limit).await {
            Either::Left((outcome, _)) => Some(outcome),
            Either::Right(_) => None,
        }
    }

    fn note(&self, what: &str) {
        crate::log::complain(format_args!("{what}"));
    }
}

impl Surroundings {
    /// The number of the newest line, which outlives a hibernation.
    fn newest(&self) -> LineNumber {
        self.newest.get().unwrap_or_else(|| {
            let newest = session::newest_line(&self.sql).unwrap_or_default();
            self.newest.set(Some(newest));
            newest
        })
    }

    /// Only the newest line is listened to: an older one may die late, and says nothing any more.
    fn is_newest(&self, line: &WebSocket) -> bool {
        let number: Option<LineNumber> = line.deserialize_attachment().ok().flatten();
        number == Some(self.newest())
    }

    /// What the call is watched by. One that began too long ago is closed, and its page opens another where it
    /// still may: whoever signed out reads no further word.
    fn watchers(&self, now: Timestamp) -> Vec<WebSocket> {
        let watchers = self.state.get_websockets_with_tag(WATCHER);
        let is_proven = |watcher: &WebSocket| {
            let since: Option<Timestamp> = watcher.deserialize_attachment().ok().flatten();
            since.is_some_and(|since| now.since(since) < PROVEN)
        };
        let (proven, stale): (Vec<_>, Vec<_>) = watchers.into_iter().partition(is_proven);
        for watcher in &stale {
            let _ = watcher.send(&Watched::ShowAnew);
        }
        close(stale, SHOW_ANEW, "show anew whose page this is");
        proven
    }

    /// How far whoever asks is before the wall's clock. In production nobody is: there the
    /// difference is the way of the request.
    fn ahead(&self, now: Timestamp) -> i64 {
        if Settings::new(&self.env).is_development() {
            now.since(clock::platform())
        } else {
            0
        }
    }
}

fn close(sockets: Vec<WebSocket>, code: u16, reason: &str) {
    for socket in sockets {
        let _ = socket.close(Some(code), Some(reason));
    }
}

impl SessionActor {
    async fn dispatch(&self, command: &str, body: &str) -> Result<String, Failure> {
        let ahead = |now| self.talk.shell.ahead(now);
        match command {
            "open" => {
                let open: Open = serde_json::from_str(body).map_err(unreadable)?;
                let call = self.talk.open(open.call, &open.script, ahead(open.now));
                serde_json::to_string(&call.await?).map_err(unreadable)
            }
            "tell" => {
                let tell: Tell = serde_json::from_str(body).map_err(unreadable)?;
                let call = self.talk.tell(tell.event, ahead(tell.now));
                serde_json::to_string(&call.await?).map_err(unreadable)
            }
            "turn" => {
                let turn: Turn = serde_json::from_str(body).map_err(unreadable)?;
                let spoken = self.talk.turn(turn.number, turn.heard, ahead(turn.now));
                serde_json::to_string(&spoken.await?).map_err(unreadable)
            }
            "erase" => {
                self.erase().await?;
                Ok("null".to_owned())
            }
            "view" => serde_json::to_string(&self.talk.view()?).map_err(unreadable),
            _ => Err(Failure::not_found("the command")),
        }
    }

    /// Lets go of everything: whoever asks next finds no call here.
    async fn erase(&self) -> Result<(), Failure> {
        let shell = &self.talk.shell;
        close(shell.state.get_websockets(), OVER, "the call is erased");
        shell.sql.erase().await?;
        shell.newest.take();
        self.talk.let_go();
        Ok(session::prepare(&shell.sql)?)
    }

    /// Takes a line. There is one at a time: the newest.
    fn take_line(&self, asked: Option<LineNumber>) -> WorkerResult<Response> {
        let shell = &self.talk.shell;
        let number = match self.next_line(asked) {
            Ok(number) => number,
            Err(failure) => return actor_call::answer(Err(failure)),
        };
        self.bad_frames.set(0);
        let lines = shell.state.get_websockets_with_tag(LINE);
        close(lines, TAKEN_OVER, "the call goes on elsewhere");
        let pair = WebSocketPair::new()?;
        shell
            .state
            .accept_websocket_with_tags(&pair.server, &[LINE]);
        pair.server.serialize_attachment(number)?;
        Response::from_websocket(pair.client)
    }

    /// Takes a socket by which a page watches.
    fn take_watcher(&self) -> WorkerResult<Response> {
        let (now, first) = match self.first_watched() {
            Ok(first) => first,
            Err(failure) => return actor_call::answer(Err(failure)),
        };
        let pair = WebSocketPair::new()?;
        let state = &self.talk.shell.state;
        state.accept_websocket_with_tags(&pair.server, &[WATCHER]);
        pair.server.serialize_attachment(now)?;
        for watched in first {
            pair.server.send(&watched)?;
        }
        Response::from_websocket(pair.client)
    }

    /// What is shown first to who begins to watch now.
    fn first_watched(&self) -> Result<(Timestamp, Vec<Watched>), Failure> {
        let now = self.talk.now()?;
        if self.talk.shell.watchers(now).len() >= MOST_WATCHERS {
            return Err(Failure::conflict("It is watched on too many pages."));
        }
        Ok((now, self.talk.watch()?))
    }

    /// The number of the line that is opened now, which is the one that was asked for.
    fn next_line(&self, asked: Option<LineNumber>) -> Result<LineNumber, Failure> {
        if self.talk.call()?.ended_at.is_some() {
            return Err(Failure::conflict("The call is over."));
        }
        let number = session::open_line(&self.talk.shell.sql, asked)?;
        self.talk.shell.newest.set(Some(number));
        Ok(number)
    }

    /// A frame, where it means anything.
    fn frame(&self, line: &WebSocket, text: &str) -> Option<Inbound> {
        let Ok(frame) = Inbound::parse(text) else {
            let bad = self.bad_frames.get() + 1;
            self.bad_frames.set(bad);
            if bad >= MOST_BAD_FRAMES {
                let _ = line.close(Some(BAD_FRAMES), Some("frames that mean nothing"));
            }
            return None;
        };
        self.bad_frames.set(0);
        Some(frame)
    }

    async fn run(&self, event: Event) {
        if let Err(failure) = self.talk.run(event).await {
            crate::log::complain(format_args!("a call did not take an event in: {failure}"));
        }
    }
}

impl DurableObject for SessionActor {
    fn new(state: State, env: Env) -> Self {
        let sql = DurableSql::new(state.storage());
        if let Err(error) = session::prepare(&sql) {
            crate::log::complain(format_args!(
                "a session's tables could not be made: {error}"
            ));
        }
        Self {
            talk: Talk::new(Surroundings {
                state,
                env,
                sql,
                newest: Cell::new(None),
            }),
            bad_frames: Cell::new(0),
        }
    }

    async fn fetch(&self, mut request: Request) -> WorkerResult<Response> {
        let command = actor_call::command(&request);
        if command == "line" {
            let asked = request.url()?.query().and_then(|query| query.parse().ok());
            return self.take_line(asked);
        }
        if command == "watch" {
            return self.take_watcher();
        }
        let body = request.text().await?;
        actor_call::answer(self.dispatch(&command, &body).await)
    }

    async fn alarm(&self) -> WorkerResult<Response> {
        // The platform fires an alarm again that fails.
        match self.talk.wake().await {
            // It was erased while the alarm was on its way.
            Ok(()) | Err(Failure::NotFound { .. }) => Response::empty(),
            Err(failure) => Err(worker::Error::RustError(failure.to_string())),
        }
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
        if !self.talk.shell.is_newest(&line) {
            return Ok(());
        }
        match self.frame(&line, &text) {
            Some(Inbound::Prompt {
                text, last: false, ..
            }) => self.talk.overhear(&text).await,
            Some(frame) => {
                if let Some(event) = Event::of_frame(frame) {
                    self.run(event).await;
                }
            }
            None => {}
        }
        Ok(())
    }

    async fn websocket_close(
        &self,
        line: WebSocket,
        _code: usize,
        _reason: String,
        _was_clean: bool,
    ) -> WorkerResult<()> {
        if self.talk.shell.is_newest(&line) {
            self.run(Event::Disconnected).await;
        }
        Ok(())
    }

    async fn websocket_error(&self, line: WebSocket, _error: worker::Error) -> WorkerResult<()> {
        if self.talk.shell.is_newest(&line) {
            self.run(Event::Disconnected).await;
        }
        Ok(())
    }
}
