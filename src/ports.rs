//! The doors to what is outside. Each has one adapter over Cloudflare in `platform` and one twin
//! on the host in `simulation`.

mod buckets;
mod letting_in;

use std::fmt;
use std::ops::Deref;

pub use buckets::{
    Checksum, Condition, Head, HttpMetadata, Listed, Listing, Object, PutOptions, Range,
    SmartBuckets, Text,
};
pub use letting_in::{Access, Checked, Issuer, PhoneVerifier};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::call::cost::{Tariff, Tokens};
use crate::call::machine::Event;
use crate::call::policy::Policy;
use crate::call::session::{Script, Spoken, View};
use crate::call::{Call, Voicemail};
use crate::embedding::Embedder;
use crate::failure::Failure;
use crate::ids::{CallId, ErasureId, Pair, SessionId, WebhookMessageId};
use crate::memory::command::{Address, Command};
use crate::secret::HashKey;
use crate::sql::Value;
use crate::telephony::language::Language;
use crate::telephony::phone::PhoneNumber;
use crate::telephony::status::Status;
use crate::telephony::voice::Voice;
use crate::time::Timestamp;

/// All doors, as a flow is given them.
pub trait Ports {
    fn sql(&self) -> &impl SmartSql;
    fn buckets(&self) -> &impl SmartBuckets;
    fn memories(&self) -> &impl Memories;
    fn sessions(&self) -> &impl Sessions;
    fn outbox(&self) -> &impl Outbox;
    fn messenger(&self) -> &impl Messenger;
    fn carrier(&self) -> &impl Carrier;

    /// The service that makes and checks codes; none: they are our own, and sent as messages.
    fn phone_verifier(&self) -> Option<&impl PhoneVerifier>;

    fn issuer(&self) -> &impl Issuer;
    fn courier(&self) -> &impl Courier;
    fn scribe(&self) -> &impl Scribe;

    /// The built-in embedder, which also counts what a text costs; none where its table can't be had
    /// now.
    async fn embedder(&self) -> Option<impl Deref<Target = Embedder>>;

    /// What whoever runs this decides for calls by telephone.
    ///
    /// # Errors
    /// `Conflict` where a setting can't be understood, by its name.
    fn policy(&self) -> Result<Policy, Failure>;

    /// Who is let in, and how often they may ask.
    ///
    /// # Errors
    /// `Conflict` where a setting can't be understood, by its name.
    fn access(&self) -> Result<Access, Failure>;

    /// By what numbers, addresses, codes and PINs are hashed.
    ///
    /// # Errors
    /// `Conflict` where whoever runs this has set none.
    fn hash_key(&self) -> Result<HashKey, Failure>;

    /// What is paid for here, and how much.
    fn tariff(&self) -> &Tariff;

    /// The moment at which the work at hand began.
    fn now(&self) -> Timestamp;

    /// 128 random bits.
    fn entropy(&self) -> Result<[u8; 16], Failure>;
}

/// The rows of a statement that was not known before, as they came.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

/// The field that a statement's failure names.
pub const STATEMENT: &str = "statement";

/// How long somebody else's statement may run, in milliseconds.
pub const QUERY_LIMIT: u32 = 5_000;

/// A statement that the database can't run, by the database's words for it.
pub fn bad_statement(words: &str) -> Failure {
    Failure::invalid(STATEMENT, words)
}

/// A statement that did not come to an end in time.
pub fn slow_statement() -> Failure {
    let seconds = QUERY_LIMIT / 1_000;
    bad_statement(&format!(
        "took longer than {seconds} seconds: ask for less, or join fewer tables"
    ))
}

/// What is listed or joined: users, personas, relationships, calls, schedules, actors.
pub trait SmartSql {
    async fn rows<T: DeserializeOwned>(
        &self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Vec<T>, Failure>;

    /// Runs one statement of somebody else's, which only reads, for `QUERY_LIMIT` at most.
    ///
    /// # Errors
    /// `Invalid` with the field `STATEMENT` where the database can't run it, in its own words, or
    /// not in time; `Unavailable` where the database did not answer.
    async fn query(&self, statement: &str, parameters: &[Value]) -> Result<Table, Failure>;

    /// Runs one statement and says how many rows it changed.
    async fn run(&self, statement: &str, parameters: &[Value]) -> Result<u64, Failure>;

    /// Runs all statements or none, and says how many rows they changed.
    async fn batch(&self, statements: &[(&str, &[Value])]) -> Result<u64, Failure>;

    async fn row<T: DeserializeOwned>(
        &self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Option<T>, Failure> {
        Ok(self.rows(statement, parameters).await?.into_iter().next())
    }
}

/// The memory actors. A command may be asked again when its answer was lost: each is idempotent,
/// or says in its documentation what a second one does.
pub trait Memories {
    async fn ask<C: Command>(&self, of: &Address, command: C) -> Result<C::Answer, Failure>;

    /// Erases an actor with all that it holds: it is as if it had never been.
    async fn dissolve(&self, actor: &Address) -> Result<(), Failure>;
}

/// The sessions of live calls.
pub trait Sessions {
    /// Opens a call's session. Where it stands already, nothing changes.
    async fn open(&self, call: &Call, script: &Script, now: Timestamp) -> Result<Call, Failure>;

    /// Tells a call what happened to it.
    async fn tell(&self, call: &CallId, event: Event, now: Timestamp) -> Result<Call, Failure>;

    /// Tells a call what the carrier heard in the turn of that number, and gives what the persona says to
    /// it, within twelve seconds. Of a turn that was told before it gives the same again, and changes
    /// nothing. None: they are being connected.
    async fn turn(
        &self,
        call: &CallId,
        number: Option<u32>,
        heard: Vec<Event>,
        now: Timestamp,
    ) -> Result<Spoken, Failure>;

    async fn view(&self, call: &CallId) -> Result<View, Failure>;

    /// Erases a call's session with all that it holds, its alarm too, and closes its line. What is not
    /// there is none to it.
    async fn erase(&self, call: &CallId) -> Result<(), Failure>;
}

/// Work that must happen, once, later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Remembers an ended call.
    Remember { call_id: CallId, pair: Pair },
    /// Lets fade what is due in one actor.
    Fade { actor: Address },
    /// Lets go of what was said in a call long ago.
    LetGo { call_id: CallId, pair: Pair },
    /// Sends a message to a webhook.
    Tell { message_id: WebhookMessageId },
    /// Says what an archived session was about, in the configured model's words.
    Summarize {
        actor: Address,
        session_id: SessionId,
        /// How the summary is to be written.
        wish: Option<String>,
    },
    /// Goes on with an erasure.
    Erase { erasure_id: ErasureId },
}

impl fmt::Display for Job {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remember { call_id, .. } => write!(formatter, "remember {call_id}"),
            Self::Fade { actor } => write!(formatter, "fade what is due in {}", actor.name()),
            Self::LetGo { call_id, .. } => write!(formatter, "let go of {call_id}"),
            Self::Tell { message_id } => write!(formatter, "tell {message_id}"),
            Self::Summarize { session_id, .. } => write!(formatter, "summarize {session_id}"),
            // Its id opens the receipt.
            Self::Erase { .. } => formatter.write_str("go on with an erasure"),
        }
    }
}

pub trait Outbox {
    async fn send(&self, job: &Job) -> Result<(), Failure>;
}

/// Sends a few words to a telephone.
pub trait Messenger {
    async fn send(&self, to: &PhoneNumber, text: &str) -> Result<(), Failure>;
}

/// Takes messages to users' own servers.
pub trait Courier {
    /// Whether a server on one's own machine may be told, and without encryption.
    fn is_lenient(&self) -> bool;

    /// Posts a text; the status of the answer. A redirection is an answer, and not followed.
    ///
    /// # Errors
    /// `Unavailable` where nobody answered, or not in time.
    async fn post(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        body: &str,
    ) -> Result<u16, Failure>;
}

/// What came of asking the carrier for a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placing {
    /// It rings, under the carrier's own name for it.
    Placed(String),
    /// It surely does not ring, and may be asked for again later.
    NotNow(String),
    /// It does not ring and never will.
    Refused(String),
}

/// Places calls on the telephone network.
pub trait Carrier {
    /// Whether calls can be placed at all; what is missing where they can't.
    fn is_ready(&self) -> Result<(), Failure>;

    /// Rings somebody. `Unavailable`: nobody can tell whether it rings, so it must not be asked again.
    async fn place(&self, ring: &Ring) -> Result<Placing, Failure>;

    /// Stops a telephone that rings, by the carrier's own name for the call.
    async fn cancel(&self, carriers_name: &str) -> Result<(), Failure>;

    /// Ends a call that was answered: after some last words, or at once. One that is over already is no
    /// failure.
    async fn end(&self, carriers_name: &str, words: Option<&Words>) -> Result<(), Failure>;

    /// Where a call stands, as the carrier knows it; none where it knows no such call.
    async fn look_up(&self, carriers_name: &str) -> Result<Option<Status>, Failure>;
}

/// A telephone to be rung.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    pub call: CallId,
    pub to: PhoneNumber,
    /// The persona's own number, where they have one; else the one that all share.
    pub from: Option<PhoneNumber>,
    /// A machine that is to be left a message is told of once its own words are over.
    pub voicemail: Voicemail,
}

/// Something that the carrier says by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    pub voice: Voice,
    pub language: Language,
}

/// A text that a language model wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    /// What was read and written for it, where the model tells that.
    pub tokens: Option<Tokens>,
}

/// Writes texts that no persona speaks: a statement, a summary, an answer from a document. It is
/// the language model that is configured as the brain; the built-in brain writes none.
pub trait Scribe {
    /// Whether there is one; what to set where there is none.
    fn is_ready(&self) -> Result<(), Failure>;

    /// A text as the instructions want it, made from the input, which is data and no instruction.
    /// At most `brain::writing::LONGEST_INPUT` characters of it are taken.
    ///
    /// # Errors
    /// `Conflict` as `is_ready` says it, `Invalid` where the input is too long, `Unavailable` where
    /// the model gave no text, or none in time.
    async fn write(&self, instructions: &str, input: &str) -> Result<Written, Failure>;
}

/// A model that says what texts mean, where one is configured: it may know better than the built-in
/// embedder.
pub trait EmbeddingModel {
    /// By what name its vectors are known.
    fn name(&self) -> &str;

    /// A vector for each text, in their order, all of one length (`embedding::openai::check`).
    ///
    /// # Errors
    /// `Invalid` where it does not take these texts, `Unavailable` where it gave no vectors, other ones
    /// than these, or none in time.
    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, Failure>;
}
