//! Working memory: what a call has at hand while it lasts.

use super::SmartMemory;
use crate::call::Call;
use crate::call::machine::Event;
use crate::call::working::{
    DeleteEntry, Entry, GetEntries, NewEntry, PutEntries, SearchEntries, WorkingCommand,
};
use crate::failure::Failure;
use crate::ids::{CallId, EntryId};
use crate::ports::{Ports, Sessions};

/// One session's working memory. Its timeline `main_conversation` is what is said in the call, and
/// only read here; other timelines are free. Once the call is over all of it reads empty.
pub struct WorkingMemory<'a, P> {
    ports: &'a P,
    session_id: CallId,
}

impl<'a, P: Ports> SmartMemory<'a, P> {
    /// The working memory of a call between these two.
    ///
    /// # Errors
    /// `NotFound` where there is no such call.
    pub async fn working(&self, session_id: &CallId) -> Result<WorkingMemory<'a, P>, Failure> {
        self.check_call(session_id).await?;
        Ok(WorkingMemory {
            ports: self.ports,
            session_id: session_id.clone(),
        })
    }
}

impl<P: Ports> WorkingMemory<'_, P> {
    /// Puts an entry.
    ///
    /// # Errors
    /// `Conflict` once the call is over; `Invalid` with the field that is wrong.
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
        self.ask(PutEntries {
            entries,
            now: self.ports.now(),
            entropy: self.ports.entropy()?,
        })
        .await
    }

    /// The entries of one timeline, the oldest first.
    pub async fn get_memory(&self, which: GetEntries) -> Result<Vec<Entry>, Failure> {
        self.ask(which).await
    }

    /// The entries of one timeline that hold one of the terms' words, the most telling first.
    pub async fn search_memory(
        &self,
        terms: &str,
        among: GetEntries,
    ) -> Result<Vec<Entry>, Failure> {
        let terms = terms.to_owned();
        self.ask(SearchEntries { terms, among }).await
    }

    /// Takes an entry away for good. Answers whether there was one.
    ///
    /// # Errors
    /// `Conflict` where it is something said in the call.
    pub async fn delete_memory(&self, id: EntryId) -> Result<bool, Failure> {
        self.ask(DeleteEntry { id }).await
    }

    /// Ends the call. What was said goes into episodic memory, as after every call: that follows on
    /// its own.
    pub async fn end_session(&self) -> Result<Call, Failure> {
        let now = self.ports.now();
        let sessions = self.ports.sessions();
        sessions.tell(&self.session_id, Event::HungUp, now).await
    }

    async fn ask<C: WorkingCommand>(&self, command: C) -> Result<C::Answer, Failure> {
        let sessions = self.ports.sessions();
        sessions.work(&self.session_id, command).await
    }
}
