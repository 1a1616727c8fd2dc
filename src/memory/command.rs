//! What a memory actor can be asked. One relationship's memories, episodes, procedures and
//! transcript index are one actor; each command is one transaction of it.

mod browsing;
mod forgetting;
mod importing;
mod objects;
mod sessions;

pub use browsing::*;
pub use forgetting::*;
pub use importing::*;
pub use objects::*;
pub use sessions::*;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Memory;
use super::episode::Episode;
use super::operation::Outcome;
use super::procedure::Procedure;
use super::session::Entry;
use super::storyline::Storyline;
use crate::call::Turn;
use crate::failure::Failure;
use crate::ids::{CallId, Instance, MemoryId, Pair, PersonaId, SessionId};
use crate::memory::episode::Unread;
use crate::memory::hit::Hit;
use crate::memory::reading::Reading;
use crate::recall::needle::Needle;
use crate::recall::question::Names;
use crate::recall::turns::Weights;
use crate::recall::window::Window;
use crate::relationship::MemoryConfig;
use crate::sql::Sql;
use crate::time::Timestamp;
use crate::versions::IfMatch;

/// Which actor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Address {
    Relationship(Pair),
    /// A persona's own procedures, shared across its users.
    Persona(PersonaId),
    /// What an owner's own programs remember.
    Instance(Instance),
}

impl Address {
    /// The name under which the platform finds it.
    pub fn name(&self) -> String {
        match self {
            Self::Relationship(pair) => format!("memory:{}:{}", pair.user, pair.persona),
            Self::Persona(persona) => format!("memory:persona:{persona}"),
            Self::Instance(instance) => format!("memory:{}:{}", instance.owner, instance.id),
        }
    }
}

/// A question or an order to a memory actor.
pub trait Command: Serialize + DeserializeOwned {
    /// Its name on the way to the actor.
    const NAME: &'static str;
    type Answer: Serialize + DeserializeOwned;
    /// Whether it looks for something, or leaves something that is soon looked for.
    const BY_MEANING: bool = false;

    /// What it looks for, whose meaning is found before it runs.
    fn needle(&mut self) -> Option<&mut Needle> {
        None
    }

    /// Carries it out on the actor's rows, whose tables stand.
    fn run(self, sql: &impl Sql) -> Result<Self::Answer, Failure>;
}

/// What a call starts from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Open {
    /// How many past calls at most.
    pub depth: u32,
    pub now: Timestamp,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// Current ones, sensitive ones too, the strongest first.
    pub memories: Vec<Memory>,
    /// In progress, the latest mentioned first.
    pub storylines: Vec<Storyline>,
    /// The latest first.
    pub episodes: Vec<Episode>,
    pub procedures: Vec<Procedure>,
    /// The last call, while nothing has been read from it.
    pub unread: Option<Unread>,
}

/// Takes in an ended call's turns, so that they can be recalled. The same call again changes
/// nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Archive {
    pub call_id: CallId,
    /// By what name its turns call the persona: "brad".
    pub agent: String,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    pub turns: Vec<Turn>,
    pub cost_usd: Option<f64>,
    /// `remember_past_conversations: false` leaves no index and no episode.
    pub config: MemoryConfig,
}

/// Notes what an archived call cost; none where that is unknown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Price {
    pub call_id: CallId,
    pub cost_usd: Option<f64>,
}

/// Applies what was read from an archived call, once: the operations are kept under the call's id,
/// and a second delivery, with whatever reading, answers as the first did.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remember {
    pub call_id: CallId,
    pub reading: Reading,
    pub config: MemoryConfig,
    /// When the call began: what was said in it was so then.
    pub said_at: Timestamp,
    /// From which the ids of new rows are made.
    pub entropy: [u8; 16],
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    pub reading: Reading,
    /// One for each operation, in their order.
    pub outcomes: Vec<Outcome>,
    pub next_fade_at: Option<Timestamp>,
}

/// What was remembered of a call, where that is done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recollection {
    pub call_id: CallId,
}

/// Searches memories, episodes and turns.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recall {
    pub query: Needle,
    /// What each part of a turn's score is worth: chosen by measurement, and other only to measure.
    #[serde(default)]
    pub weights: Weights,
    pub names: Names,
    pub limit: u32,
    /// What may be volunteered: without what is sensitive, superseded or retracted. What a person
    /// asks on a page for finds archived things too.
    pub scope: Scope,
    pub now: Timestamp,
    /// The time that the query names.
    #[serde(default)]
    pub window: Option<Window>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// For the persona to say.
    Call,
    /// For the user to see.
    Owner,
}

pub type Hits = Vec<Hit>;

/// Lists memories, the latest mentioned first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct List {
    /// Superseded, retracted and archived ones too.
    pub history: bool,
    /// Only what was learned in that call.
    pub call_id: Option<CallId>,
}

/// Episodes and storylines of the relationship, the latest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Past {
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PastCalls {
    pub episodes: Vec<Episode>,
    /// Resolved ones too.
    pub storylines: Vec<Storyline>,
}

/// The user's own hand on a memory.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Edit {
    pub memory_id: MemoryId,
    pub change: Change,
    /// Which versions may be changed; none: whichever stands.
    #[serde(default)]
    pub seen: Option<IfMatch>,
    pub now: Timestamp,
    pub entropy: [u8; 16],
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edited {
    /// As it stands now, under a new id where it was reworded; none where it was forgotten.
    pub memory: Option<Memory>,
    pub next_fade_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    Pin,
    Unpin,
    /// Ends it at the user's wish: its words are found nowhere any more, nor are those of the turns that
    /// it was said in. Until `LetGo` it can be restored. Said again in a later call, it is learned anew.
    Forget,
    /// Says it in the user's own words: the old one is superseded.
    Reword {
        content: String,
    },
    /// Both at once: in other words, and pinned or not; what is none stays.
    Amend {
        content: Option<String>,
        pinned: Option<bool>,
    },
}

/// Lets fade what is due.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fade {
    pub now: Timestamp,
    /// How long after its last mention goes what is archived or no longer so, and what is over, in
    /// milliseconds; none: never.
    #[serde(default)]
    pub kept_for: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faded {
    pub faded: u32,
    pub archived: u32,
    /// Memories and storylines that are no more.
    #[serde(default)]
    pub gone: u32,
    pub next_fade_at: Option<Timestamp>,
}

/// Stores procedures; each is an upsert that keeps `created_at`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PutProcedures {
    pub procedures: Vec<(String, String)>,
    /// Which versions may be changed, `procedure::NOTHING` among them; none: whichever stands.
    #[serde(default)]
    pub seen: Option<IfMatch>,
    pub now: Timestamp,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListProcedures {}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetProcedure {
    pub key: String,
}

/// Answers whether there was one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteProcedure {
    pub key: String,
    #[serde(default)]
    pub seen: Option<IfMatch>,
}

/// Finds procedures that hold one of the terms' words, the most telling first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SearchProcedures {
    pub terms: String,
    pub search_keys: bool,
    pub search_values: bool,
    /// Only the latest updated so many of those found.
    pub n_most_recent: Option<u32>,
}

/// Stores a semantic document; under an object id that is taken, in place of what is there.
/// Answers with its object id.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PutDocument {
    /// None: a new one is made from `entropy`.
    pub object_id: Option<String>,
    /// JSON, or a text that is none; it stays as it is written.
    pub document: String,
    pub now: Timestamp,
    pub entropy: [u8; 16],
}

/// Gives a document as it was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetDocument {
    pub object_id: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub object_id: String,
    pub document: serde_json::Value,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Answers whether there was one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteDocument {
    pub object_id: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SearchDocuments {
    pub needle: Needle,
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FoundDocument {
    pub object_id: String,
    /// The document's words.
    pub text: String,
    /// 0 to 1; comparable within one answer.
    pub score: f64,
}

/// Finds sessions by their summaries and by what was said in them, the best first; without terms,
/// the latest first. Of the places that hold a word, the best few hundred are weighed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SearchEpisodes {
    pub terms: Needle,
    /// Only the latest so many of those found.
    pub n_most_recent: Option<u32>,
    /// Bounds of `created_at`, both inclusive.
    pub start_time: Option<Timestamp>,
    pub end_time: Option<Timestamp>,
    /// Which of those found are told: so many after so many.
    pub skip: u32,
    pub take: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FoundEpisodes {
    pub episodes: Vec<FoundEpisode>,
    /// How many were found.
    pub total: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FoundEpisode {
    pub session_id: SessionId,
    pub summary: String,
    pub agent: String,
    pub entry_count: u32,
    pub timeline_count: u32,
    /// Seconds.
    pub duration: u32,
    /// When the session ended.
    pub created_at: Timestamp,
    /// 0 to 1; none where no terms were given.
    pub score: Option<f64>,
}

/// Gives all that the actor holds, page by page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Export {
    /// None: from the beginning.
    #[serde(default)]
    pub from: Option<Place>,
}

/// Where a page of an export begins: after that row of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub part: Part,
    pub row: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Memories,
    Storylines,
    Procedures,
    Documents,
    Calls,
    Sessions,
    Evidence,
}

impl Part {
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Memories => Some(Self::Storylines),
            Self::Storylines => Some(Self::Procedures),
            Self::Procedures => Some(Self::Documents),
            Self::Documents => Some(Self::Calls),
            Self::Calls => Some(Self::Sessions),
            Self::Sessions => Some(Self::Evidence),
            Self::Evidence => None,
        }
    }

    pub(super) fn table(self) -> &'static str {
        match self {
            Self::Memories => "memories",
            Self::Storylines => "storylines",
            Self::Procedures => "procedures",
            Self::Documents => "documents",
            Self::Calls => "calls",
            Self::Sessions => "sessions",
            Self::Evidence => "evidence",
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Exported {
    /// In whatever state.
    pub memories: Vec<Memory>,
    pub storylines: Vec<Storyline>,
    pub procedures: Vec<Procedure>,
    pub documents: Vec<Document>,
    pub calls: Vec<ExportedCall>,
    /// Working memory, at hand or archived; of calls, what was put beside their turns.
    pub sessions: Vec<ExportedSession>,
    /// What memories, storylines and learned procedures are folded from.
    #[serde(default)]
    pub evidence: Vec<ExportedEvidence>,
    /// Where the next page begins, where there is more.
    pub next: Option<Place>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportedSession {
    pub session_id: SessionId,
    pub started_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// Empty while it was never archived.
    pub summary: String,
    /// The oldest first.
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportedCall {
    pub call_id: CallId,
    pub agent: String,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    pub cost_usd: Option<f64>,
    pub turns: Vec<Turn>,
    /// What was read from it, where that is done.
    pub reading: Option<Reading>,
}

/// Erases a call as if it had never been: its turns, its episode, and what only it told. Without a
/// call, everything. A job of an erased call that is still under way changes nothing any more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Erase {
    /// None: everything, and whatever began until `now`.
    pub call_id: Option<CallId>,
    pub now: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Erased {
    /// Those that are no more.
    pub memory_ids: Vec<MemoryId>,
    pub next_fade_at: Option<Timestamp>,
}

/// Counts what erasing a call would take, or erasing everything.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tally {
    pub call_id: Option<CallId>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tallied {
    /// Of one call: those that it alone told.
    pub memories: u64,
    pub episodes: u64,
    pub storylines: u64,
    pub procedures: u64,
    pub documents: u64,
    pub turns: u64,
    pub entries: u64,
}
