//! What a persona remembers of the user.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::call::Turn;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::{relating, starting};
use crate::ids::{MemoryId, PersonaId};
use crate::memory::command::{Add, Browse, Change, Look, Sort};
use crate::memory::hit::Recalled;
use crate::memory::{Category, Memory, State, Subject};
use crate::pagination::{Cursor, Limit, Page};
use crate::ports::{Memories as _, Ports};
use crate::prompt::Prompt;
use crate::time::{DAY, Sent, Timestamp};
use crate::versions::IfMatch;

/// The longest name of whom a memory is about, in characters.
const LONGEST_NAME: usize = 100;

/// A memory, and how strong it is now.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MemoryNow")]
pub(super) struct Shown {
    #[serde(flatten)]
    memory: Memory,
    /// 0 to 1; 1 for what never fades.
    strength: f64,
    /// What an edit sends as If-Match, in quotation marks.
    version: String,
}

impl Shown {
    fn at(memory: Memory, now: Timestamp) -> Self {
        Self {
            strength: memory.strength(now),
            version: memory.version(),
            memory,
        }
    }
}

/// Lists what a persona knows of the user, sorted, and narrowed by category, state and strength.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListMemories {
    persona_id: PersonaId,
    category: Option<Category>,
    /// What is so now and not archived, where it is left out.
    state: Option<State>,
    /// Only what is at least so strong now: 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    min_strength: Option<f64>,
    #[serde(default)]
    sort: Sort,
    #[serde(default)]
    limit: Limit,
    cursor: Option<Cursor>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Memories {
    memories: Vec<Shown>,
    next_cursor: Option<Cursor>,
}

impl Endpoint for ListMemories {
    type Body = ();
    type Answer = Memories;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Memories, Failure> {
        let level = self.min_strength.unwrap_or(0.0);
        if !(0.0..=1.0).contains(&level) {
            return Err(Failure::invalid("min_strength", "0 to 1"));
        }
        let narrowed = format!("{:?} {:?} {level}", self.category, self.state);
        let list = [
            "memories",
            by.user.id.as_str(),
            self.persona_id.as_str(),
            self.sort.as_str(),
            &narrowed,
        ];
        let page = Page::new(&list, self.limit, self.cursor.as_ref())?;
        let actor = relating::known(ports, &by.user.id, &self.persona_id).await?;
        let now = ports.now();
        let browse = Browse {
            category: self.category,
            state: self.state,
            min_strength: self.min_strength,
            sort: self.sort,
            after: page.after.clone(),
            limit: page.limit,
            now,
        };
        let browsed = ports.memories().ask(&actor, browse).await?;
        let shown = |memory| Shown::at(memory, now);
        Ok(Memories {
            memories: browsed.page.into_iter().map(shown).collect(),
            next_cursor: page.next(browsed.end),
        })
    }
}

/// Tells a persona something by the user's own hand. It outranks whatever is inferred.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AddMemory {
    persona_id: PersonaId,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMemory {
    /// One sentence, up to 300 characters: "User loves rock climbing".
    content: String,
    category: Category,
    /// Whom it is about: `user`, `persona`, `both`, or somebody's name; the user where it is left out.
    subject: Option<String>,
    /// What it says of them: `hobby`, `job`. Of some there is one at a time, so that a new one takes
    /// the place of the one before.
    attribute: Option<String>,
    /// What the attribute holds; the whole sentence where it is left out.
    value: Option<String>,
    /// 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    importance: Option<f64>,
    /// When what it tells of happened, or will happen.
    #[schemars(with = "Option<Sent>")]
    occurred_at: Option<Timestamp>,
    /// Known so as to be avoided; never volunteered.
    #[serde(default)]
    sensitive: bool,
}

/// How much matters what somebody takes the trouble to type.
const IMPORTANCE: f64 = 0.7;

impl Endpoint for AddMemory {
    type Body = NewMemory;
    type Answer = Shown;

    const STATUS: u16 = 201;
    const MAKES: bool = true;
    versioned!(Shown, |shown| shown.version.clone());

    async fn run(self, ports: &impl Ports, by: &Caller, body: NewMemory) -> Result<Shown, Failure> {
        let subject = body.subject.as_deref().map(str::trim);
        let subject = match subject {
            None => Subject::User,
            Some(subject) if subject.is_empty() || subject.chars().count() > LONGEST_NAME => {
                let why = format!("1 to {LONGEST_NAME} characters");
                return Err(Failure::invalid("subject", why));
            }
            Some(subject) => Subject::from(subject.to_owned()),
        };
        let add = Add {
            category: body.category,
            subject,
            attribute: body.attribute,
            value: body.value,
            content: body.content,
            importance: body.importance.unwrap_or(IMPORTANCE),
            occurred_at: body.occurred_at,
            sensitive: body.sensitive,
            now: ports.now(),
            entropy: ports.entropy()?,
        };
        let added = relating::add_memory(ports, &by.user.id, &self.persona_id, add).await?;
        Ok(Shown::at(added, ports.now()))
    }
}

/// Shows a memory: what it says, how strong it is and will be, the turn that it was learned from, and
/// what it took the place of.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowMemory {
    persona_id: PersonaId,
    memory_id: MemoryId,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct MemoryInFull {
    #[serde(flatten)]
    shown: Shown,
    /// The turn that it was learned from, where that is kept.
    source_turn: Option<Turn>,
    /// What it took the place of, the latest first.
    history: Vec<Memory>,
    /// How strong it will be if nobody mentions it again.
    curve: Vec<Point>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Point {
    at: Timestamp,
    strength: f64,
}

/// The days from now on of which the curve tells.
const CURVE: [i64; 8] = [0, 1, 3, 7, 14, 30, 90, 365];

impl Endpoint for ShowMemory {
    type Body = ();
    type Answer = MemoryInFull;

    versioned!(MemoryInFull, |memory| memory.shown.version.clone());

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<MemoryInFull, Failure> {
        let actor = relating::known(ports, &by.user.id, &self.persona_id).await?;
        let memory_id = self.memory_id;
        let looked = ports.memories().ask(&actor, Look { memory_id }).await?;
        let now = ports.now();
        let point = |days: i64| {
            let at = now.plus(days * DAY);
            let strength = looked.memory.strength(at);
            Point { at, strength }
        };
        Ok(MemoryInFull {
            curve: CURVE.into_iter().map(point).collect(),
            source_turn: looked.turn,
            history: looked.history,
            shown: Shown::at(looked.memory, now),
        })
    }
}

/// Says a memory in the user's own words, pins it, or lets it fade again; what is left out stays. In
/// other words it is another memory, and the one before its history.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeMemory {
    persona_id: PersonaId,
    memory_id: MemoryId,
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MemoryEdit {
    /// One sentence, up to 300 characters.
    content: Option<String>,
    /// A pinned memory never fades, and nothing inferred changes it.
    pinned: Option<bool>,
}

impl Endpoint for ChangeMemory {
    type Body = MemoryEdit;
    type Answer = Shown;

    versioned!(Shown, |shown| shown.version.clone());

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: MemoryEdit,
    ) -> Result<Shown, Failure> {
        if body.content.is_none() && body.pinned.is_none() {
            let why = "Say it in other words with `content`, or pin it with `pinned`.";
            return Err(Failure::invalid("content", why));
        }
        let pair = relating::met(ports, &by.user.id, &self.persona_id).await?;
        let pair = pair.relationship.pair();
        let change = Change::Amend {
            content: body.content,
            pinned: body.pinned,
        };
        let edited = relating::edit_memory(ports, &pair, self.memory_id, change, self.seen);
        let memory = edited
            .await?
            .ok_or_else(|| Failure::not_found("the memory"))?;
        Ok(Shown::at(memory, ports.now()))
    }
}

/// Forgets a memory: its words go, with those of the turns that it was said in. At once nobody finds them
/// any more. For an hour it can be restored; soon after they are gone for good.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ForgetMemory {
    persona_id: PersonaId,
    memory_id: MemoryId,
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

impl Endpoint for ForgetMemory {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        let met = relating::met(ports, &by.user.id, &self.persona_id).await?;
        let pair = met.relationship.pair();
        relating::edit_memory(ports, &pair, self.memory_id, Change::Forget, self.seen)
            .await
            .map(|_| ())
    }
}

/// Brings back a memory that was forgotten, or put in other words, within the last hour: under the id that
/// it had before, or where it was learned anew since, under the one that it has by now. What stood in its place
/// then goes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RestoreMemory {
    persona_id: PersonaId,
    memory_id: MemoryId,
}

impl Endpoint for RestoreMemory {
    type Body = ();
    type Answer = Shown;

    versioned!(Shown, |shown| shown.version.clone());

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Shown, Failure> {
        let met = relating::met(ports, &by.user.id, &self.persona_id).await?;
        let pair = met.relationship.pair();
        let restored = relating::restore_memory(ports, &pair, self.memory_id).await?;
        Ok(Shown::at(restored, ports.now()))
    }
}

/// Searches memories, episodes and what was said, the best first: each with its score and what that
/// is made of. At most twenty.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Recall {
    persona_id: PersonaId,
    /// What to look for.
    #[schemars(length(min = 1))]
    q: String,
}

impl Endpoint for Recall {
    type Body = ();
    type Answer = Recalled;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Recalled, Failure> {
        relating::recall(ports, &by.user, &self.persona_id, &self.q).await
    }
}

/// Shows what the persona would be told if the user called now, and why that was chosen.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PreviewPrompt {
    persona_id: PersonaId,
}

impl Endpoint for PreviewPrompt {
    type Body = ();
    type Answer = Prompt;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Prompt, Failure> {
        let briefing = starting::preview(ports, &by.user, &self.persona_id).await?;
        Ok(starting::prompt(ports, &briefing).await)
    }
}
