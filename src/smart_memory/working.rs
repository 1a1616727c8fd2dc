//! Working memory: what is at hand while a session lasts.

use super::relevance;
use super::summarizing::LONGEST_WISH;
use super::{Of, SmartMemory, Summary};
use crate::call::Status;
use crate::call::machine::Event;
use crate::call::session::View;
use crate::directory::calls;
use crate::failure::Failure;
use crate::ids::{CallId, EntryId, SessionId};
use crate::memory::actor::turn_entry;
use crate::memory::command::{
    DeleteEntry, EndSession, GetEntries, PickEntries, PutEntries, RehydrationStatus, SearchEntries,
    StartSession,
};
use crate::memory::session::{CONVERSATION, Entry, NewEntry, Rehydration, Which};
use crate::ports::{Job, Memories, Outbox, Ports, Scribe, Sessions};

/// One session's working memory. In a call's, the timeline `main_conversation` is what is said in
/// the call, and only read here; other timelines are free. Once the session is over all of it reads
/// empty, as one does that never was.
pub struct WorkingMemory<'a, P> {
    memory: &'a SmartMemory<'a, P>,
    session_id: SessionId,
    /// Where it is a call.
    call: Option<CallId>,
}

impl<P: Ports> SmartMemory<'_, P> {
    /// Begins a session. Only who knows its id comes to it, and only through this memory.
    pub async fn start_working_memory_session(&self) -> Result<SessionId, Failure> {
        let start = StartSession {
            session_id: SessionId::new(self.ports.entropy()?),
            now: self.ports.now(),
        };
        let session_id = start.session_id.clone();
        let actor = self.registered().await?;
        self.ports.memories().ask(&actor, start).await?;
        Ok(session_id)
    }

    /// The working memory of a session, or of a call between these two.
    pub async fn working(&self, session_id: &SessionId) -> Result<WorkingMemory<'_, P>, Failure> {
        Ok(WorkingMemory {
            memory: self,
            session_id: session_id.clone(),
            call: self.call_of(session_id).await?,
        })
    }

    /// The call that a session is, where it is one of these two.
    pub(super) async fn call_of(&self, session_id: &SessionId) -> Result<Option<CallId>, Failure> {
        let Of::Persona(persona) = &self.of else {
            return Ok(None);
        };
        let Ok(id) = CallId::parse(session_id.as_str()) else {
            return Ok(None);
        };
        match calls::call(self.ports.sql(), &self.owner, &id).await {
            Ok(entry) if entry.persona_id == persona.id => Ok(Some(id)),
            Ok(_) | Err(Failure::NotFound { .. }) => Ok(None),
            Err(failure) => Err(failure),
        }
    }
}

/// How a session stands.
enum Standing {
    /// A call that is on.
    Call(Box<View>),
    /// A call that is over, and was not brought back.
    Over,
    /// Entries, or none.
    Entries,
}

impl<P: Ports> WorkingMemory<'_, P> {
    /// Puts an entry.
    ///
    /// # Errors
    /// `NotFound` where there is no such session; `Conflict` once it is over; `Invalid` with the
    /// field that is wrong.
    pub async fn put_memory(&self, entry: NewEntry) -> Result<EntryId, Failure> {
        let ids = self.put_memories(vec![entry]).await?;
        ids.into_iter()
            .next()
            .ok_or_else(|| Failure::unavailable("the session did not name the entry"))
    }

    /// Puts entries, all of them or none. Answers with their ids in their order.
    ///
    /// # Errors
    /// As `put_memory`.
    pub async fn put_memories(&self, entries: Vec<NewEntry>) -> Result<Vec<EntryId>, Failure> {
        let standing = self.standing().await?;
        if let Standing::Call(view) = &standing
            && view.call.status != Status::Live
        {
            return Err(Failure::conflict("The call is not on yet."));
        }
        if let Standing::Over = standing {
            return Err(Failure::conflict(
                "The call is over, and its working memory with it.",
            ));
        }
        if self.call.is_some() {
            refuse_conversation(&entries)?;
        }
        self.memory
            .ask(PutEntries {
                session_id: self.session_id.clone(),
                entries,
                of_call: matches!(standing, Standing::Call(_)),
                now: self.memory.ports.now(),
                entropy: self.memory.ports.entropy()?,
            })
            .await
    }

    /// The entries of one timeline, the oldest first.
    pub async fn get_memory(&self, which: Which) -> Result<Vec<Entry>, Failure> {
        match self.standing().await? {
            Standing::Over => Ok(Vec::new()),
            Standing::Call(view) if which.timeline() == CONVERSATION => Ok(said(&view, &which)),
            Standing::Call(_) | Standing::Entries => {
                let session_id = self.session_id.clone();
                self.memory.ask(GetEntries { session_id, which }).await
            }
        }
    }

    /// The entries of one timeline that hold one of the terms' words or mean much the same, the most
    /// telling first.
    pub async fn search_memory(&self, terms: &str, among: Which) -> Result<Vec<Entry>, Failure> {
        match self.standing().await? {
            Standing::Over => Ok(Vec::new()),
            Standing::Call(view) if among.timeline() == CONVERSATION => {
                let all = Which {
                    n_most_recent: None,
                    ..among.clone()
                };
                let said = said(&view, &all);
                let embedder = self.memory.ports.embedder().await;
                let most = among.n_most_recent;
                Ok(relevance::found(said, terms, embedder.as_deref(), most))
            }
            Standing::Call(_) | Standing::Entries => {
                let search = SearchEntries {
                    session_id: self.session_id.clone(),
                    terms: terms.into(),
                    among,
                };
                self.memory.ask(search).await
            }
        }
    }

    /// Takes an entry away for good. Answers whether there was one.
    ///
    /// # Errors
    /// `Conflict` where it is something said in a call that is on.
    pub async fn delete_memory(&self, id: EntryId) -> Result<bool, Failure> {
        match self.standing().await? {
            Standing::Over => return Ok(false),
            Standing::Call(view) if said(&view, &conversation()).iter().any(|e| e.id == id) => {
                return Err(Failure::conflict(
                    "What was said in a call can't be taken back while it goes on; forget it \
                     afterwards.",
                ));
            }
            Standing::Call(_) | Standing::Entries => {}
        }
        let session_id = self.session_id.clone();
        self.memory.ask(DeleteEntry { session_id, id }).await
    }

    /// What those of the entries say that stand here, in a few sentences: the configured model's,
    /// written as the caller wishes, or without one the most telling of their own. Without ids: what
    /// the default timeline holds.
    pub async fn summarize_memory(
        &self,
        ids: &[EntryId],
        system_prompt: Option<&str>,
    ) -> Result<Summary, Failure> {
        let entries = match self.standing().await? {
            Standing::Over => Vec::new(),
            _ if ids.is_empty() => self.get_memory(Which::default()).await?,
            Standing::Call(view) => {
                let said = said(&view, &conversation());
                let named = said.into_iter().filter(|entry| ids.contains(&entry.id));
                let mut named: Vec<Entry> = named.collect();
                named.extend(self.pick(ids).await?);
                named
            }
            Standing::Entries => self.pick(ids).await?,
        };
        self.memory.summary_of(entries, system_prompt).await
    }

    /// Ends the session. With `flush` what it holds goes into episodic memory, which is searchable at
    /// once; the configured model's summary follows on its own. Without, it is let go of. A call is
    /// hung up, and remembered as every call is. Answers whether there is an episode of it now, or
    /// will be.
    ///
    /// # Errors
    /// `NotFound` where there is no such session.
    pub async fn end_session(
        &self,
        flush: bool,
        system_prompt: Option<&str>,
    ) -> Result<bool, Failure> {
        let (memory, ports) = (self.memory, self.memory.ports);
        match (self.standing().await?, &self.call) {
            (Standing::Call(_), Some(call)) => {
                ports
                    .sessions()
                    .tell(call, Event::HungUp, ports.now())
                    .await?;
                return Ok(true);
            }
            (Standing::Over, _) => return Ok(true),
            _ => {}
        }
        let end = EndSession {
            session_id: self.session_id.clone(),
            flush,
            now: ports.now(),
        };
        let end = memory.ask(end).await?;
        if end.has_changed && self.call.is_none() {
            memory.want_summary(&self.session_id, system_prompt).await?;
        }
        Ok(end.is_archived)
    }

    /// How the session was last brought back from the archive, where it was.
    pub async fn rehydration_status(&self) -> Result<Option<Rehydration>, Failure> {
        let session_id = self.session_id.clone();
        self.memory.ask(RehydrationStatus { session_id }).await
    }

    async fn standing(&self) -> Result<Standing, Failure> {
        let Some(call) = &self.call else {
            return Ok(Standing::Entries);
        };
        let view = self.memory.ports.sessions().view(call).await?;
        if view.call.status != Status::Ended {
            return Ok(Standing::Call(Box::new(view)));
        }
        Ok(match self.rehydration_status().await? {
            Some(_) => Standing::Entries,
            None => Standing::Over,
        })
    }

    async fn pick(&self, ids: &[EntryId]) -> Result<Vec<Entry>, Failure> {
        let pick = PickEntries {
            session_id: self.session_id.clone(),
            ids: ids.to_vec(),
        };
        self.memory.ask(pick).await
    }
}

impl<P: Ports> SmartMemory<'_, P> {
    /// Has the configured model summarise an archived session, later. Where that is lost, the
    /// summary that stands stays.
    async fn want_summary(
        &self,
        session_id: &SessionId,
        system_prompt: Option<&str>,
    ) -> Result<(), Failure> {
        if self.ports.scribe().is_ready().is_err() {
            return Ok(());
        }
        let job = Job::Summarize {
            actor: self.actor(),
            session_id: session_id.clone(),
            wish: system_prompt.map(|wish| wish.chars().take(LONGEST_WISH).collect()),
        };
        self.ports.outbox().send(&job).await
    }
}

fn conversation() -> Which {
    Which {
        timeline: Some(CONVERSATION.to_owned()),
        ..Which::default()
    }
}

fn refuse_conversation(entries: &[NewEntry]) -> Result<(), Failure> {
    let is_said = |entry: &NewEntry| entry.timeline.as_deref() == Some(CONVERSATION);
    let Some(index) = entries.iter().position(is_said) else {
        return Ok(());
    };
    let field = match entries.len() {
        1 => "timeline".to_owned(),
        _ => format!("entries[{index}].timeline"),
    };
    let why = "what is said in a call, the call itself records; name another timeline";
    Err(Failure::invalid(field, why))
}

/// A call's turns, which have no key.
fn said(view: &View, which: &Which) -> Vec<Entry> {
    let Some(script) = &view.script else {
        return Vec::new();
    };
    let agent = script.briefing.persona.agent();
    let mut said: Vec<Entry> = view
        .turns
        .iter()
        .map(|turn| turn_entry(&view.call.id, turn.clone(), &agent))
        .filter(|entry| {
            which.key.is_none()
                && which.start_time.is_none_or(|start| entry.at >= start)
                && which.end_time.is_none_or(|end| entry.at <= end)
        })
        .collect();
    if let Some(most) = which.n_most_recent {
        let surplus = said.len().saturating_sub(most as usize);
        said.drain(..surplus);
    }
    said
}
