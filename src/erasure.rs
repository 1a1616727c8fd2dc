//! Erasing at a person's wish: what goes, step by step, and the receipt for it. Each step may be done
//! again; whoever dies in one begins it anew.
//!
//! All steps are gone through twice. What was under way when the erasure was asked for, a call that was
//! just put away or a job in the middle of its work, may write after the first pass; the last one comes
//! when nothing of that time can be at work any more, and finds it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::ids::{CallId, ErasureId, MemoryId, Pair, UserId};
use crate::time::{DAY, HOUR, MINUTE, Timestamp};
use crate::versions::IfMatch;

/// How long after the asking the last pass begins: no request and no job works for that long.
pub const SETTLING: i64 = 15 * MINUTE;
/// How long a memory that was forgotten, or put in other words, can be restored.
pub const UNDOABLE: i64 = HOUR;
/// How long a receipt can be read after the erasure is finished.
pub const RECEIPT_KEPT: i64 = 90 * DAY;
/// How long it may take until somebody else goes on with an erasure.
pub const PATIENCE: i64 = 5 * MINUTE;
/// What whoever wants everything erased says to confirm it.
pub const PHRASE: &str = "erase everything";

/// What is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// One memory, with the words that it was said in.
    Memory { pair: Pair, memory: MemoryId },
    /// One call, as if it had never been.
    Call { pair: Pair, call: CallId },
    /// All that was between the two.
    Relationship(Pair),
    /// The account, with all that hangs on it.
    Everything(UserId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    Memory,
    Call,
    Relationship,
    Everything,
}

impl Scope {
    pub fn kind(&self) -> Kind {
        match self {
            Self::Memory { .. } => Kind::Memory,
            Self::Call { .. } => Kind::Call,
            Self::Relationship(_) => Kind::Relationship,
            Self::Everything(_) => Kind::Everything,
        }
    }

    pub fn user(&self) -> &UserId {
        match self {
            Self::Memory { pair, .. } | Self::Call { pair, .. } | Self::Relationship(pair) => {
                &pair.user
            }
            Self::Everything(user) => user,
        }
    }

    /// The two whom it is about, where it is about two.
    pub fn pair(&self) -> Option<&Pair> {
        match self {
            Self::Memory { pair, .. } | Self::Call { pair, .. } | Self::Relationship(pair) => {
                Some(pair)
            }
            Self::Everything(_) => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pass {
    First,
    Last,
}

/// What is done next. A step that a scope has no use for does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A memory's words go, wherever they stand: first so that nobody finds them, then for good.
    Words,
    /// What the memory actors hold is counted.
    Counting,
    /// Calls end, at the carrier too, and their sessions let go of everything.
    Sessions,
    Transcripts,
    /// What the memory actors hold goes.
    Memories,
    /// What the user's programs put into buckets.
    Objects,
    /// Rows that came to be after the asking.
    Rows,
}

/// How far an erasure has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub pass: Pass,
    pub step: Step,
    /// The last of the step's things that is counted already; they come in the order of their names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_to: Option<String>,
    /// Which version of a memory was seen by who wants it forgotten; none: whichever it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<IfMatch>,
}

impl Progress {
    pub fn first(kind: Kind) -> Self {
        let step = match kind {
            Kind::Memory => Step::Words,
            Kind::Call | Kind::Relationship | Kind::Everything => Step::Counting,
        };
        Self::at(Pass::First, step)
    }

    pub fn at(pass: Pass, step: Step) -> Self {
        Self {
            pass,
            step,
            counted_to: None,
            seen: None,
        }
    }

    /// What comes after this step; none after the last.
    pub fn next(&self) -> Option<Self> {
        let next = match (self.pass, self.step) {
            (Pass::Last, Step::Words) | (_, Step::Rows) => return None,
            (Pass::First, Step::Words) => (Pass::Last, Step::Words),
            (pass, Step::Counting) => (pass, Step::Sessions),
            (pass, Step::Sessions) => (pass, Step::Transcripts),
            (pass, Step::Transcripts) => (pass, Step::Memories),
            (pass, Step::Memories) => (pass, Step::Objects),
            (Pass::First, Step::Objects) => (Pass::Last, Step::Sessions),
            (Pass::Last, Step::Objects) => (Pass::Last, Step::Rows),
        };
        Some(Self::at(next.0, next.1))
    }

    /// The same step, counted as far as that.
    pub fn counted(&self, to: &str) -> Self {
        Self {
            counted_to: Some(to.to_owned()),
            ..self.clone()
        }
    }

    /// Whether that one still is to be counted.
    pub fn is_uncounted(&self, name: &str) -> bool {
        self.counted_to.as_deref().is_none_or(|to| name > to)
    }

    /// When the step may be begun, of an erasure that was asked for then.
    pub fn not_before(&self, asked_at: Timestamp) -> Timestamp {
        match (self.pass, self.step) {
            (Pass::First, _) => asked_at,
            (Pass::Last, Step::Words) => asked_at.plus(UNDOABLE + SETTLING),
            (Pass::Last, _) => asked_at.plus(SETTLING),
        }
    }
}

macro_rules! counts {
    ($($(#[$doc:meta])* $kind:ident,)*) => {
        /// How many of each kind were erased.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(default)]
        pub struct Counts {
            $($(#[$doc])* #[serde(skip_serializing_if = "is_zero")] pub $kind: u64,)*
        }

        impl Counts {
            pub fn and(&self, more: &Self) -> Self {
                Self { $($kind: self.$kind + more.$kind,)* }
            }

            /// Each kind of which there was any, and how many, in the order of their declaration.
            pub fn each(&self) -> Vec<(&'static str, u64)> {
                let all = vec![$((stringify!($kind), self.$kind),)*];
                all.into_iter().filter(|(_, count)| *count > 0).collect()
            }
        }
    };
}

counts! {
    accounts,
    relationships,
    /// Those that the user made, and that nobody else knows.
    personas,
    calls,
    /// Calls that were to come, or were.
    schedules,
    transcripts,
    memories,
    episodes,
    storylines,
    procedures,
    documents,
    /// What was said, turn by turn, as it could be searched.
    turns,
    /// What stood in working memory, entry by entry.
    entries,
    /// What the user's programs put into buckets.
    objects,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// What was erased, for who asked for it. It holds nothing of what was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Receipt {
    pub id: ErasureId,
    pub scope: Kind,
    pub asked_at: Timestamp,
    /// None while it is under way.
    pub finished_at: Option<Timestamp>,
    pub erased: Counts,
    /// Until when this can be read.
    pub kept_until: Option<Timestamp>,
    /// What is not erased, and why.
    pub stays: Vec<&'static str>,
}

const BACKUPS: &str = "Backups that our hosting platform makes of its databases end by themselves 30 days after the erasure; \
    nobody reads them before, except to restore a database that was lost.";
const TOMBSTONE: &str =
    "The bare id of the call, so that work that was still under way does not bring it back.";
const HASH: &str =
    "A hash of the memory, so that an earlier call that is read late does not bring it back.";
const SPENT: &str = "For two days: how many minutes and dollars of the day's limits were used up, under a hash of the number.";
const SUPPRESSION: &str =
    "Where \"stop calling me\" was said: a hash of the number, so that it holds.";
const SHARED: &str = "Personas that you made and that other people know: they stay as theirs, and no longer name you.";
const RECEIPT: &str = "This receipt, for 90 days.";

impl Receipt {
    pub fn new(
        id: ErasureId,
        scope: Kind,
        asked_at: Timestamp,
        finished_at: Option<Timestamp>,
        erased: Counts,
    ) -> Self {
        let stays = match scope {
            Kind::Memory => vec![HASH, RECEIPT, BACKUPS],
            Kind::Call => vec![TOMBSTONE, SPENT, RECEIPT, BACKUPS],
            Kind::Relationship => vec![SPENT, RECEIPT, BACKUPS],
            Kind::Everything => vec![SUPPRESSION, SPENT, SHARED, RECEIPT, BACKUPS],
        };
        Self {
            id,
            scope,
            asked_at,
            finished_at,
            erased,
            kept_until: finished_at.map(|at| at.plus(RECEIPT_KEPT)),
            stays,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_erasure_comes_to_an_end() {
        for kind in [
            Kind::Memory,
            Kind::Call,
            Kind::Relationship,
            Kind::Everything,
        ] {
            let mut steps = vec![Progress::first(kind)];
            while let Some(next) = steps.last().and_then(Progress::next) {
                assert!(!steps.contains(&next) && steps.len() < 20, "{kind:?}");
                steps.push(next);
            }
            // Whatever is erased in the first pass is looked for again in the last.
            let of = |pass| {
                let steps = steps.iter().filter(move |at| at.pass == pass);
                steps.map(|at| at.step).collect::<Vec<_>>()
            };
            for step in of(Pass::First) {
                let again = of(Pass::Last).contains(&step);
                assert!(again || step == Step::Counting, "{step:?}");
            }
        }
    }

    #[test]
    fn what_is_counted_is_not_counted_again() {
        let step = Progress::first(Kind::Everything);
        assert!(step.is_uncounted("a"));
        let counted = step.counted("b");
        assert!(!counted.is_uncounted("a") && !counted.is_uncounted("b"));
        assert!(counted.is_uncounted("c"));
        assert_eq!(counted.next().unwrap().counted_to, None);
    }

    #[test]
    fn counts_add_up_kind_by_kind() {
        let one = Counts {
            calls: 1,
            turns: 2,
            ..Counts::default()
        };
        let other = Counts {
            turns: 3,
            ..Counts::default()
        };
        assert_eq!(one.and(&other).each(), [("calls", 1), ("turns", 5)]);
    }
}
