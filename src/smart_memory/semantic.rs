//! Semantic memory: what is known, whenever it was learned. The spec's documents are views over
//! memories and calls, read under their names and changed by talking; documents of the owner's own
//! stand beside them, as they were put.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Of, SmartMemory};
use crate::extraction::{self, window_named};
use crate::failure::Failure;
use crate::ids::{CallId, MemoryId, Pair, SessionId};
use crate::memory::State;
use crate::memory::actor::read;
use crate::memory::command::{
    DeleteDocument, GetDocument, Hits, List, Past, PutDocument, Recall, Scope, SearchDocuments,
};
use crate::memory::document::{self, ObjectId, Session};
use crate::memory::hit::What;
use crate::ports::{Memories, Ports, Sessions};
use crate::recall::question::Names;
use crate::recall::turns::Weights;
use crate::relationship::MemoryConfig;
use crate::time::{HOUR, TimeZone};

/// Results of a search.
const MOST_FOUND: u32 = 100;
/// How long ago a turn of a call can be said that still has its `call_session:`.
const LONGEST_SHOWN: i64 = 6 * HOUR;

/// One thing that a search of semantic memory found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Knowledge {
    /// The document that it stands in: what get and delete are asked with.
    pub object_id: String,
    pub text: String,
    /// 0 to 1; comparable within one answer.
    pub score: f64,
    /// Of what stands in `long_term:`: the memory, by which it is edited or forgotten.
    pub memory_id: Option<MemoryId>,
    /// Of what stands in `recent_calls:` or `call_session:`: the call, whose session can be rehydrated.
    pub session_id: Option<SessionId>,
}

impl<P: Ports> SmartMemory<'_, P> {
    /// A document, by its name: a view in the spec's shape, or one of the owner's own as it was put.
    ///
    /// # Errors
    /// `NotFound` where there is none in this memory, or none any more.
    pub async fn get_semantic_memory(&self, object_id: &str) -> Result<Value, Failure> {
        Ok(read(&self.get_document(object_id).await?))
    }

    /// The same as it is written: JSON, or the text that was put.
    ///
    /// # Errors
    /// As `get_semantic_memory`.
    pub async fn get_document(&self, object_id: &str) -> Result<String, Failure> {
        let Some(own) = self.pair() else {
            return self.own_document(object_id.to_owned()).await;
        };
        match ObjectId::parse(object_id).map_err(|_| no_document())? {
            ObjectId::LongTerm(pair) if pair == own => self.long_term(&own).await,
            ObjectId::RecentCalls(pair) if pair == own => self.recent_calls(&own).await,
            ObjectId::CallSession(call) => self.call_session(&call).await.map_err(as_document),
            ObjectId::Own(object_id) => return self.own_document(object_id).await,
            ObjectId::LongTerm(_) | ObjectId::RecentCalls(_) => Err(no_document()),
        }
        .map(|view| view.to_string())
    }

    async fn own_document(&self, object_id: String) -> Result<String, Failure> {
        let document = self.ask(GetDocument { object_id }).await?;
        document.ok_or_else(no_document)
    }

    async fn long_term(&self, pair: &Pair) -> Result<Value, Failure> {
        let memories = self.ask(List::default()).await?;
        Ok(document::long_term(pair, &memories))
    }

    async fn recent_calls(&self, pair: &Pair) -> Result<Value, Failure> {
        let limit = MemoryConfig::default().auto_recall_depth;
        let past = self.ask(Past { limit }).await?;
        Ok(document::recent_calls(
            pair,
            &past.episodes,
            &past.storylines,
        ))
    }

    /// There is one until an hour after the call's end.
    async fn call_session(&self, call: &CallId) -> Result<Value, Failure> {
        self.call_of(&call.session())
            .await?
            .ok_or_else(no_document)?;
        let view = self.ports.sessions().view(call).await?;
        let script = view.script.ok_or_else(no_document)?;
        let context = serde_json::to_value(extraction::context(&view.turns));
        Ok(document::call_session(Session {
            call_id: call,
            pair: &view.call.pair,
            relationship_id: &view.call.relationship_id,
            turns: &view.turns,
            current_context: &context.unwrap_or_default(),
            started_at: view.call.started_at.unwrap_or(view.call.created_at),
            system_prompt: &script.system_prompt,
        }))
    }

    /// Stores a document under a name of the caller's choice, in place of what is there, or under a
    /// new one. Answers with its name.
    ///
    /// # Errors
    /// `Conflict` for a view, which says how it is changed; `Invalid` for what is no name, or too
    /// long.
    pub async fn put_semantic_memory(
        &self,
        object_id: Option<&str>,
        document: Value,
    ) -> Result<String, Failure> {
        self.put_document(object_id, document.to_string()).await
    }

    /// The same with a document that is written already: JSON, or a text that is none.
    ///
    /// # Errors
    /// As `put_semantic_memory`.
    pub async fn put_document(
        &self,
        object_id: Option<&str>,
        document: String,
    ) -> Result<String, Failure> {
        let object_id = object_id.map(|id| self.writable(id)).transpose()?;
        let put = PutDocument {
            object_id,
            document,
            now: self.ports.now(),
            entropy: self.ports.entropy()?,
        };
        put.check()?;
        let actor = self.registered().await?;
        self.ports.memories().ask(&actor, put).await
    }

    /// Takes a document of the owner's own away for good. Answers whether there was one.
    ///
    /// # Errors
    /// `Conflict` for a view, which says how it is changed.
    pub async fn delete_semantic_memory(&self, object_id: &str) -> Result<bool, Failure> {
        let object_id = self.writable(object_id)?;
        self.ask(DeleteDocument { object_id }).await
    }

    /// Finds what is known, in the owner's own documents and in the views, the best first. Nothing
    /// that no longer holds is among it; what has faded is.
    pub async fn search_semantic_memory(&self, needle: &str) -> Result<Vec<Knowledge>, Failure> {
        let search = SearchDocuments {
            needle: needle.into(),
            limit: MOST_FOUND,
        };
        let documents = self.ask(search).await?;
        let now = self.ports.now();
        let recall = Recall {
            query: needle.into(),
            weights: Weights::default(),
            names: Names::default(),
            limit: MOST_FOUND,
            scope: Scope::Owner,
            now,
            window: window_named(needle, now, TimeZone::UTC),
        };
        let hits = self.ask(recall).await?;
        let mut found: Vec<Knowledge> = documents
            .into_iter()
            .map(|document| Knowledge {
                object_id: document.object_id,
                text: document.text,
                score: document.score,
                memory_id: None,
                session_id: None,
            })
            .collect();
        if let Some(pair) = self.pair() {
            let shown = self.shown(&hits).await;
            let hits = hits.into_iter();
            found.extend(hits.filter_map(|hit| known(&pair, &shown, hit.what, hit.score)));
        }
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        found.truncate(MOST_FOUND as usize);
        Ok(found)
    }

    /// The calls among what was found whose `call_session:` can still be read.
    async fn shown(&self, hits: &Hits) -> BTreeSet<CallId> {
        let since = self.ports.now().plus(-LONGEST_SHOWN);
        let calls = hits.iter().filter_map(|hit| match &hit.what {
            What::Turn { call_id, turn } if turn.at >= since => Some(call_id),
            _ => None,
        });
        let calls: BTreeSet<&CallId> = calls.collect();
        let mut shown = BTreeSet::new();
        for call in calls {
            if self.call_session(call).await.is_ok() {
                shown.insert(call.clone());
            }
        }
        shown
    }

    /// The name of a document that can be written: the views of a relationship can't be.
    fn writable(&self, object_id: &str) -> Result<String, Failure> {
        match self.of {
            Of::Persona(_) => own(object_id),
            Of::Programs(_) => Ok(object_id.to_owned()),
        }
    }
}

/// What a recalled thing is in a view; turns stand in none of these.
fn known(pair: &Pair, shown: &BTreeSet<CallId>, what: What, score: f64) -> Option<Knowledge> {
    match what {
        What::Memory(memory) => {
            let holds = !matches!(memory.state, State::Superseded | State::Retracted);
            holds.then(|| Knowledge {
                object_id: ObjectId::LongTerm(pair.clone()).to_string(),
                text: memory.content,
                score,
                memory_id: Some(memory.id),
                session_id: None,
            })
        }
        What::Episode(episode) => Some(Knowledge {
            object_id: ObjectId::RecentCalls(pair.clone()).to_string(),
            text: episode.gist.summary,
            score,
            memory_id: None,
            session_id: Some(episode.call_id.session()),
        }),
        What::Turn { call_id, turn } => shown.contains(&call_id).then(|| Knowledge {
            session_id: Some(call_id.session()),
            object_id: ObjectId::CallSession(call_id).to_string(),
            text: turn.text,
            score,
            memory_id: None,
        }),
    }
}

fn own(object_id: &str) -> Result<String, Failure> {
    let parsed = ObjectId::parse(object_id)
        .map_err(|error| Failure::invalid("object_id", error.to_string()))?;
    match parsed {
        ObjectId::Own(name) => Ok(name),
        ObjectId::LongTerm(_) => Err(Failure::conflict(
            "This document shows what the persona remembers. Talk with them to add to it; pin or \
             forget a memory on their page.",
        )),
        ObjectId::RecentCalls(_) => Err(Failure::conflict(
            "This document shows the calls. Talk with the persona to add to it, or erase a call.",
        )),
        ObjectId::CallSession(_) => Err(Failure::conflict(
            "This document shows a call as it runs. Say something in the call, or put an entry on \
             another timeline of its working memory.",
        )),
    }
}

pub(super) fn no_document() -> Failure {
    Failure::not_found("the document")
}

/// What could not be found on the way to a document, to whoever asks for the document.
pub(super) fn as_document(failure: Failure) -> Failure {
    match failure {
        Failure::NotFound { .. } => no_document(),
        failure => failure,
    }
}
