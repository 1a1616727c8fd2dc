//! Takes in what an export brought. It comes from outside, so nothing of it is believed but what could have
//! been said here: words within their bounds, hashes that the words themselves give, and no moment that is
//! still to come.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::admitting::{permits, permits_subject, valid};
use super::evidence::{self, Kind, hushed};
use super::likeness::{self, likeness, slot};
use super::mint::Mint;
use super::rows::{CallRow, list, to_json};
use super::settling::{settle, settle_standing};
use super::{documents, late, past, procedures, storylines};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::attribute::is_single;
use crate::memory::command::{
    Command, Entombed, ExportedCall, ExportedEvidence, Import, LeftOut, PutProcedures,
};
use crate::memory::episode::Gist;
use crate::memory::operation::{Operation, Outcome};
use crate::parameters;
use crate::relationship::MemoryConfig;
use crate::sql::{Sql, SqlError};

/// More turns than a call has, and more characters than one of them.
const MOST_TURNS: usize = 20_000;
const LONGEST_TURN: usize = 20_000;
/// More characters than a hash has.
const LONGEST_HASH: usize = 64;

impl Command for Import {
    const NAME: &'static str = "import";
    type Answer = LeftOut;

    fn run(self, sql: &impl Sql) -> Result<LeftOut, Failure> {
        sql.atomically(|| {
            let mut left_out = LeftOut::default();
            let before = evidence::last_row(sql)?;
            let began = self.calls.iter().map(|call| call.started_at);
            let said = self.evidence.iter().map(|evidence| evidence.at);
            let earliest = began.chain(said).min();
            for mut call in self.calls {
                if call.ended_at > self.now || CallRow::find(sql, &call.call_id)?.is_some() {
                    continue;
                }
                if !self.config.remember_past_conversations {
                    left_out.unheard += u32::from(unsay(&mut call));
                }
                take_call(sql, call)?;
            }
            let mut room = procedures::room(sql)?;
            for procedure in self.procedures {
                let put = PutProcedures {
                    procedures: vec![(procedure.key.clone(), procedure.value.clone())],
                    seen: None,
                    now: procedure.updated_at,
                };
                if procedure.updated_at <= self.now && put.check().is_ok() {
                    let is_taken = procedures::put_if_later(sql, &procedure, &mut room)?;
                    left_out.procedures += u32::from(!is_taken);
                }
            }
            for document in &self.documents {
                if document.updated_at <= self.now {
                    documents::put_if_later(sql, document)?;
                }
            }
            let mut remembered = BTreeMap::new();
            let mut touched = Touched::default();
            for evidence in self.evidence {
                if evidence.at <= self.now
                    && is_taken(sql, &evidence, &mut remembered)?
                    && let Some(told) = Told::of(&evidence, &self.config)
                {
                    if told.is_permitted {
                        take_evidence(sql, &evidence, &told)?;
                        touched.by(told);
                    } else if !stands(sql, &evidence)? {
                        left_out.not_permitted += 1;
                    }
                }
            }
            touched.settle(sql, Mint::new(self.entropy))?;
            if let Some(earliest) = earliest {
                late::forget(sql, earliest, before)?;
            }
            Ok(left_out)
        })
    }
}

/// What evidence bears on.
#[derive(Default)]
struct Touched {
    /// Each with its attribute, where a claim tells it.
    slots: BTreeMap<String, Option<String>>,
    topics: BTreeSet<String>,
    keys: BTreeSet<String>,
}

impl Touched {
    fn by(&mut self, told: Told) {
        match (told.kind, told.operation) {
            (Kind::Void, _) => {}
            (_, Some(Operation::Storyline { topic, .. })) => {
                self.topics.insert(topic);
            }
            (_, Some(Operation::Learn { key, .. })) => {
                self.keys.insert(key);
            }
            (_, Some(Operation::Claim { claim, .. })) if !claim.attribute.is_empty() => {
                self.slots
                    .extend(told.slot.map(|slot| (slot, Some(claim.attribute))));
            }
            _ => {
                if let Some(slot) = told.slot {
                    self.slots.entry(slot).or_default();
                }
            }
        }
    }

    fn settle(self, sql: &impl Sql, mut mint: Mint) -> Result<(), Failure> {
        for (slot, attribute) in self.slots {
            match attribute {
                Some(attribute) => settle(sql, &mut mint, &slot, is_single(&attribute), None)?,
                None => settle_standing(sql, &mut mint, &slot)?,
            };
        }
        for topic in self.topics {
            storylines::settle(sql, &mut mint, &topic)?;
        }
        for key in self.keys {
            procedures::settle(sql, &key)?;
        }
        Ok(())
    }
}

impl Command for Entombed {
    const NAME: &'static str = "entombed";
    type Answer = Vec<CallId>;

    fn run(self, sql: &impl Sql) -> Result<Vec<CallId>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            call_id: CallId,
        }
        let rows: Vec<Row> = sql.rows(
            "SELECT call_id FROM calls
             WHERE erased = 1 AND call_id IN (SELECT value FROM json_each(?))",
            parameters![list(self.call_ids.iter().map(CallId::as_str))],
        )?;
        Ok(rows.into_iter().map(|row| row.call_id).collect())
    }
}

/// Takes out of a call what was said in it, and what it was about. False where there is nothing of that.
fn unsay(call: &mut ExportedCall) -> bool {
    let mut had_words = !call.turns.is_empty();
    call.turns.clear();
    if let Some(reading) = &mut call.reading {
        had_words |= reading.gist != Gist::default();
        reading.gist = Gist::default();
    }
    had_words
}

/// Takes in a call that is not there.
fn take_call(sql: &impl Sql, call: ExportedCall) -> Result<(), Failure> {
    let agent: String = call.agent.chars().take(LONGEST_HASH).collect();
    sql.run(
        "INSERT INTO calls
             (call_id, agent, started_at, ended_at, cost_usd, entry_count, archived, remembered)
         VALUES (?, ?, ?, ?, ?, ?, 1, ?)",
        parameters![
            call.call_id.as_str(),
            agent,
            call.started_at.min(call.ended_at),
            call.ended_at,
            call.cost_usd.filter(|cost| cost.is_finite()),
            call.turns.len().min(MOST_TURNS) as i64,
            call.reading.is_some()
        ],
    )?;
    let mut turns = call.turns;
    turns.truncate(MOST_TURNS);
    for turn in &mut turns {
        if turn.text.chars().count() > LONGEST_TURN {
            turn.text = turn.text.chars().take(LONGEST_TURN).collect();
        }
    }
    past::put_turns(sql, &call.call_id, &turns)?;
    match call.reading {
        Some(reading) if reading.gist != Gist::default() => {
            past::put_episode(sql, &call.call_id, reading.gist)
        }
        _ => Ok(()),
    }
}

/// Whether its call is here, and was read: one that is still to be read brings its own.
fn is_taken(
    sql: &impl Sql,
    evidence: &ExportedEvidence,
    remembered: &mut BTreeMap<CallId, bool>,
) -> Result<bool, SqlError> {
    let Some(call_id) = &evidence.call_id else {
        return Ok(true);
    };
    if let Some(known) = remembered.get(call_id) {
        return Ok(*known);
    }
    let call = CallRow::find(sql, call_id)?;
    let is = call.is_some_and(|call| call.is_remembered() && !call.is_erased());
    remembered.insert(call_id.clone(), is);
    Ok(is)
}

/// Whether what a call told stands there already.
fn stands(sql: &impl Sql, evidence: &ExportedEvidence) -> Result<bool, SqlError> {
    #[derive(Deserialize)]
    struct Found {}
    let found: Option<Found> = sql.row(
        "SELECT 1 AS found FROM evidence WHERE call_id = ? AND position = ?",
        parameters![
            evidence.call_id.as_ref().map(CallId::as_str),
            evidence.position
        ],
    )?;
    Ok(found.is_some())
}

fn take_evidence(sql: &impl Sql, evidence: &ExportedEvidence, told: &Told) -> Result<(), Failure> {
    let operation = told.operation.as_ref().map(to_json).transpose()?;
    let outcome = match (&evidence.call_id, &evidence.outcome) {
        (_, Some(outcome)) => Some(to_json(outcome)?),
        (Some(_), None) => Some(to_json(&Outcome::Refused)?),
        (None, None) => None,
    };
    // A pin without a memory would pin what may be said some day.
    sql.run(
        "INSERT OR IGNORE INTO evidence
             (call_id, position, turn, at, kind, slot, likeness, ends, operation, outcome)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
         WHERE (?1 IS NOT NULL OR NOT EXISTS (SELECT 1 FROM evidence
             WHERE call_id IS NULL AND at = ?4 AND kind IN (?5, 'void') AND slot IS ?6
               AND likeness IS ?7 AND ends IS ?8))
           AND (?5 NOT IN ('pin', 'unpin') OR EXISTS (SELECT 1 FROM memories
             WHERE slot = ?6 AND likeness = ?7))",
        parameters![
            evidence.call_id.as_ref().map(CallId::as_str),
            evidence.position,
            evidence.turn,
            evidence.at,
            told.kind.as_str(),
            told.slot.as_deref(),
            told.likeness.as_deref(),
            told.ends.as_deref(),
            operation,
            outcome
        ],
    )?;
    Ok(())
}

/// What a row of evidence says here.
struct Told {
    kind: Kind,
    slot: Option<String>,
    likeness: Option<String>,
    ends: Option<String>,
    operation: Option<Operation>,
    /// Whether the user lets it be remembered. What their own hand wrote always is.
    is_permitted: bool,
}

impl Told {
    fn of(evidence: &ExportedEvidence, config: &MemoryConfig) -> Option<Self> {
        let kind: Kind = evidence.kind.parse().ok()?;
        // Without its words it only keeps its place.
        let spoken = evidence.operation.clone().and_then(valid);
        let kept = spoken
            .clone()
            .or_else(|| evidence.operation.as_ref().map(hushed));
        let given = |hash: &Option<String>| hash.clone().filter(|hash| is_hash(hash));
        let mut told = Self {
            kind,
            slot: given(&evidence.slot),
            likeness: given(&evidence.likeness),
            ends: given(&evidence.ends),
            operation: kept,
            is_permitted: evidence.call_id.is_none()
                || spoken.as_ref().is_none_or(|spoken| permits(config, spoken)),
        };
        match (kind, spoken) {
            (Kind::Claim, Some(Operation::Claim { claim, .. })) => {
                told.slot = Some(slot(&claim.subject, &claim.attribute));
                told.likeness = Some(likeness(&claim.attribute, &claim.value));
            }
            (
                Kind::Retract,
                Some(Operation::Retract {
                    subject,
                    attribute,
                    value,
                    ..
                }),
            ) => {
                told.slot = Some(slot(&subject, &attribute));
                told.likeness = value.map(|value| likeness(&attribute, &value));
                if evidence.call_id.is_some() && !permits_subject(config, &subject) {
                    told.operation = told.operation.as_ref().map(hushed);
                }
            }
            (Kind::Storyline, Some(Operation::Storyline { topic, .. })) => {
                told.slot = Some(likeness::storyline_slot(&topic));
            }
            // Only calls teach: what hands write stands for itself.
            (Kind::Learn, Some(Operation::Learn { key, .. })) if evidence.call_id.is_some() => {
                told.slot = Some(likeness::procedure_slot(&key));
            }
            // The user's hand names a value by its hash alone.
            (Kind::Pin | Kind::Unpin | Kind::Forget, _) => {
                told.operation = None;
                told.slot.as_ref().zip(told.likeness.as_ref())?;
            }
            (Kind::Claim | Kind::Retract, None) => {}
            _ => told.kind = Kind::Void,
        }
        let hand = evidence.call_id.is_none();
        let is_handed = matches!(kind, Kind::Pin | Kind::Unpin | Kind::Forget);
        // Calls neither pin nor forget, and all that is folded says what.
        ((hand || !is_handed) && (is_handed || told.operation.is_some())).then_some(told)
    }
}

fn is_hash(text: &str) -> bool {
    text.len() <= LONGEST_HASH && text.chars().all(|letter| letter.is_ascii_alphanumeric())
}
