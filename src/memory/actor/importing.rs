//! Takes in what an export brought. It comes from outside, so nothing of it is believed but what could have
//! been said here: words within their bounds, hashes that the words themselves give, and no moment that is
//! still to come.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::admitting::{cut, valid};
use super::evidence::{Kind, drop_loose_pins, hushed};
use super::likeness::{self, likeness, slot};
use super::mint::Mint;
use super::rows::{self, CallRow, MEMORY, STORYLINE, json, list, to_json};
use super::settling::settle;
use super::{documents, past, procedures, storylines};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::attribute::is_single;
use crate::memory::command::{
    Command, Entombed, ExportedCall, ExportedEvidence, Import, PutProcedures, Settle,
};
use crate::memory::episode::Gist;
use crate::memory::operation::{Operation, Outcome};
use crate::memory::storyline::Storyline;
use crate::memory::{LONGEST_CONTENT, Memory};
use crate::parameters;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// More turns than a call has, and more characters than one of them.
const MOST_TURNS: usize = 20_000;
const LONGEST_TURN: usize = 20_000;
/// More characters than a hash has.
const LONGEST_HASH: usize = 64;

impl Command for Import {
    const NAME: &'static str = "import";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        sql.atomically(|| {
            for call in self.calls {
                take_call(sql, call, self.now)?;
            }
            for memory in &self.memories {
                take_memory(sql, memory)?;
            }
            for storyline in &self.storylines {
                take_storyline(sql, storyline)?;
            }
            let mut remembered = BTreeMap::new();
            for evidence in self.evidence {
                if evidence.at <= self.now && is_taken(sql, &evidence, &mut remembered)? {
                    take_evidence(sql, evidence)?;
                }
            }
            for procedure in self.procedures {
                let put = PutProcedures {
                    procedures: vec![(procedure.key.clone(), procedure.value.clone())],
                    seen: None,
                    now: procedure.updated_at,
                };
                if procedure.updated_at <= self.now && put.check().is_ok() {
                    procedures::put_if_later(sql, &procedure)?;
                }
            }
            for document in &self.documents {
                if document.updated_at <= self.now {
                    documents::put_if_later(sql, document)?;
                }
            }
            Ok(())
        })
    }
}

impl Command for Settle {
    const NAME: &'static str = "settle";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        #[derive(Deserialize)]
        struct Held {
            slot: String,
            attribute: String,
        }
        #[derive(Deserialize)]
        struct Told {
            topic: String,
        }
        #[derive(Deserialize)]
        struct Learned {
            operation: String,
        }
        sql.atomically(|| {
            let mut mint = Mint::new(self.entropy);
            let held: Vec<Held> = sql.rows(
                "SELECT slot, MIN(attribute) AS attribute FROM memories GROUP BY slot",
                &[],
            )?;
            for held in held {
                settle(sql, &mut mint, &held.slot, is_single(&held.attribute), None)?;
            }
            drop_loose_pins(sql)?;
            let told: Vec<Told> = sql.rows("SELECT topic FROM storylines", &[])?;
            for told in told {
                storylines::settle(sql, &mut mint, &told.topic)?;
            }
            let learned: Vec<Learned> =
                sql.rows("SELECT operation FROM evidence WHERE kind = 'learn'", &[])?;
            for learned in learned {
                if let Operation::Learn { key, .. } = json(&learned.operation)? {
                    procedures::settle(sql, &key)?;
                }
            }
            Ok(())
        })
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

/// Takes in a call that is not there.
fn take_call(sql: &impl Sql, call: ExportedCall, now: Timestamp) -> Result<(), Failure> {
    if call.ended_at > now || CallRow::find(sql, &call.call_id)?.is_some() {
        return Ok(());
    }
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

/// Puts the row under which a memory was known; what it says is folded from its evidence.
fn take_memory(sql: &impl Sql, memory: &Memory) -> Result<(), Failure> {
    let numbers = [memory.importance, memory.confidence, memory.stability];
    let is_plausible = numbers.iter().all(|number| number.is_finite())
        && memory.stability > 0.0
        && [&memory.value, &memory.content]
            .iter()
            .all(|words| words.chars().count() <= LONGEST_CONTENT);
    if !is_plausible
        || likeness::attribute_name(&memory.attribute).as_ref() != Some(&memory.attribute)
    {
        return Ok(());
    }
    let (slot, likeness) = (
        slot(&memory.subject, &memory.attribute),
        likeness(&memory.attribute, &memory.value),
    );
    let stands: Option<rows::MemoryRow> = sql.row(
        &format!("SELECT {MEMORY} FROM memories WHERE slot = ? AND likeness = ? OR id = ?"),
        parameters![slot.as_str(), likeness.as_str(), memory.id.as_str()],
    )?;
    if stands.is_none() {
        rows::put_memory(sql, &slot, &likeness, memory)?;
    }
    Ok(())
}

fn take_storyline(sql: &impl Sql, storyline: &Storyline) -> Result<(), Failure> {
    if likeness::name(&storyline.topic).as_ref() != Some(&storyline.topic) {
        return Ok(());
    }
    sql.run(
        &format!(
            "INSERT INTO storylines ({STORYLINE}) VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (topic) DO NOTHING"
        ),
        parameters![
            storyline.id.as_str(),
            storyline.topic.as_str(),
            storyline.first_mentioned,
            storyline.last_mentioned,
            storyline.status.as_str(),
            cut(&storyline.summary),
            storyline.closed_at
        ],
    )?;
    Ok(())
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

fn take_evidence(sql: &impl Sql, evidence: ExportedEvidence) -> Result<(), Failure> {
    let Some(told) = Told::of(&evidence) else {
        return Ok(());
    };
    let operation = told.operation.as_ref().map(to_json).transpose()?;
    let outcome = match (&evidence.call_id, evidence.outcome) {
        (_, Some(outcome)) => Some(to_json(&outcome)?),
        (Some(_), None) => Some(to_json(&Outcome::Refused)?),
        (None, None) => None,
    };
    sql.run(
        "INSERT OR IGNORE INTO evidence
             (call_id, position, turn, at, kind, slot, likeness, ends, operation, outcome)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
         WHERE ?1 IS NOT NULL OR NOT EXISTS (SELECT 1 FROM evidence
           WHERE call_id IS NULL AND at = ?4 AND kind IN (?5, 'void') AND slot IS ?6
             AND likeness IS ?7 AND ends IS ?8)",
        parameters![
            evidence.call_id.as_ref().map(CallId::as_str),
            evidence.position,
            evidence.turn,
            evidence.at,
            told.kind.as_str(),
            told.slot,
            told.likeness,
            told.ends,
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
}

impl Told {
    fn of(evidence: &ExportedEvidence) -> Option<Self> {
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
