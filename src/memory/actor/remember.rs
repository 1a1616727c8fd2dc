//! Applies what was read from a call, once.

use serde::Deserialize;

use super::admitting::{permits, permits_subject, valid};
use super::evidence::{self, Kind, hushed};
use super::fading::next_fade_at;
use super::likeness;
use super::mint::Mint;
use super::rows::{CallRow, json, to_json};
use super::settling::{Settled, holds, is_shielded, settle};
use super::{forgetting, late, past, procedures, setting_aside, storylines};
use crate::failure::Failure;
use crate::ids::{CallId, MemoryId};
use crate::memory::attribute::is_single;
use crate::memory::command::{Command, Recollection, Remember, Remembered};
use crate::memory::operation::{Claim, Operation, Outcome};
use crate::memory::reading::Reading;
use crate::memory::storyline::Status;
use crate::memory::{State, Subject};
use crate::parameters;
use crate::relationship::MemoryConfig;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// More operations than any call brings; a reading beyond it is no reading.
const MOST_OPERATIONS: usize = 500;

impl Command for Remember {
    const NAME: &'static str = "remember";
    type Answer = Remembered;

    fn run(self, sql: &impl Sql) -> Result<Remembered, Failure> {
        if self.reading.operations.len() > MOST_OPERATIONS {
            let why = format!("more than {MOST_OPERATIONS} operations");
            return Err(Failure::invalid("reading.operations", why));
        }
        sql.atomically(|| {
            let call = CallRow::find(sql, &self.call_id)?;
            if past::is_gone(sql, call.as_ref(), self.said_at)? {
                return Ok(Remembered {
                    reading: Reading::default(),
                    outcomes: Vec::new(),
                    next_fade_at: next_fade_at(sql)?,
                });
            }
            let call_id = self.call_id.clone();
            if !call.is_some_and(|call| call.is_remembered()) {
                self.apply(sql)?;
            }
            remembered(sql, &call_id)
        })
    }
}

impl Command for Recollection {
    const NAME: &'static str = "recollection";
    type Answer = Option<Remembered>;

    fn run(self, sql: &impl Sql) -> Result<Option<Remembered>, Failure> {
        match CallRow::find(sql, &self.call_id)? {
            Some(call) if call.is_remembered() => remembered(sql, &self.call_id).map(Some),
            _ => Ok(None),
        }
    }
}

/// What was made of a call, from its evidence and its episode.
pub fn remembered(sql: &impl Sql, call_id: &CallId) -> Result<Remembered, Failure> {
    #[derive(Deserialize)]
    struct Row {
        operation: String,
        outcome: String,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT operation, outcome FROM evidence WHERE call_id = ? ORDER BY position",
        parameters![call_id.as_str()],
    )?;
    let mut operations = Vec::new();
    let mut outcomes = Vec::new();
    for row in rows {
        operations.push(json(&row.operation)?);
        outcomes.push(json(&row.outcome)?);
    }
    Ok(Remembered {
        reading: Reading {
            operations,
            gist: past::gist(sql, call_id)?.unwrap_or_default(),
        },
        outcomes,
        next_fade_at: next_fade_at(sql)?,
    })
}

impl Remember {
    fn apply(self, sql: &impl Sql) -> Result<(), Failure> {
        let before = evidence::last_row(sql)?;
        sql.run(
            "INSERT INTO calls (call_id, agent, started_at, ended_at, entry_count, remembered)
             VALUES (?, '', ?, ?, 0, 1) ON CONFLICT (call_id) DO UPDATE SET remembered = 1",
            parameters![self.call_id.as_str(), self.said_at, self.said_at],
        )?;
        // From now on what is read decides which of its turns tell what was forgotten.
        forgetting::unhide(sql, &setting_aside::take_hidden(sql, &self.call_id)?)?;
        let mut application = Application {
            sql,
            call_id: self.call_id,
            said_at: self.said_at,
            config: self.config,
            mint: Mint::new(self.entropy),
        };
        for (position, operation) in self.reading.operations.into_iter().enumerate() {
            application.enter(position as i64, operation)?;
        }
        if application.config.remember_past_conversations {
            past::put_episode(sql, &application.call_id, self.reading.gist)?;
        } else {
            past::drop_turns(sql, &application.call_id)?;
        }
        late::forget(sql, self.said_at, before)
    }
}

/// One call's operations on their way into the rows.
struct Application<'a, S> {
    sql: &'a S,
    call_id: CallId,
    said_at: Timestamp,
    config: MemoryConfig,
    mint: Mint,
}

/// A row of evidence to be.
struct Entry {
    kind: Kind,
    turn: u32,
    slot: Option<String>,
    likeness: Option<String>,
    ends: Option<String>,
    operation: Operation,
}

impl Entry {
    /// An operation that comes to nothing.
    fn void(operation: Operation) -> Self {
        Self {
            kind: Kind::Void,
            turn: 0,
            slot: None,
            likeness: None,
            ends: None,
            operation,
        }
    }
}

impl<S: Sql> Application<'_, S> {
    fn enter(&mut self, position: i64, operation: Operation) -> Result<(), Failure> {
        let silent = hushed(&operation);
        let entered = match valid(operation).filter(|valid| permits(&self.config, valid)) {
            None => None,
            Some(Operation::Claim { turn, claim }) => Some(self.claim(position, turn, claim)?),
            Some(Operation::Retract {
                turn,
                subject,
                attribute,
                value,
            }) => Some(self.retract(position, turn, subject, attribute, value)?),
            Some(Operation::Storyline {
                turn,
                topic,
                summary,
                status,
            }) => self.storyline(position, turn, topic, summary, status)?,
            Some(Operation::Learn { turn, key, value }) => {
                self.learn(position, turn, key, value)?
            }
        };
        let outcome = match entered {
            Some(outcome) => outcome,
            None => {
                self.insert(position, Entry::void(silent))?;
                Outcome::Refused
            }
        };
        self.sql.run(
            "UPDATE evidence SET outcome = ? WHERE call_id = ? AND position = ?",
            parameters![to_json(&outcome)?, self.call_id.as_str(), position],
        )?;
        Ok(())
    }

    fn claim(&mut self, position: i64, turn: u32, claim: Claim) -> Result<Outcome, Failure> {
        let single = is_single(&claim.attribute);
        let slot = likeness::slot(&claim.subject, &claim.attribute);
        let likeness = likeness::likeness(&claim.attribute, &claim.value);
        let ends = claim
            .replaces
            .as_ref()
            .map(|value| likeness::likeness(&claim.attribute, value))
            .filter(|ends| *ends != likeness);
        if let Some(memory_id) = self.stands_against(&slot, &likeness, single)? {
            // Where that is forgotten some day, so is this.
            let entry = Entry {
                turn,
                slot: Some(slot),
                likeness: Some(likeness),
                ..Entry::void(Operation::Claim { turn, claim })
            };
            self.insert(position, entry)?;
            return Ok(Outcome::Kept { memory_id });
        }
        self.insert(
            position,
            Entry {
                kind: Kind::Claim,
                turn,
                slot: Some(slot.clone()),
                likeness: Some(likeness.clone()),
                ends: ends.clone(),
                operation: Operation::Claim { turn, claim },
            },
        )?;
        let mut touched = vec![likeness.as_str()];
        touched.extend(ends.as_deref());
        let settled = settle(self.sql, &mut self.mint, &slot, single, Some(&touched))?;
        Ok(claimed(&likeness, &settled))
    }

    fn retract(
        &mut self,
        position: i64,
        turn: u32,
        subject: Subject,
        attribute: String,
        value: Option<String>,
    ) -> Result<Outcome, Failure> {
        let slot = likeness::slot(&subject, &attribute);
        let likeness = value
            .as_ref()
            .map(|value| likeness::likeness(&attribute, value));
        let single = is_single(&attribute);
        // It ends what was known before the config said no, but leaves no words of its own then.
        let permitted = permits_subject(&self.config, &subject);
        let operation = Operation::Retract {
            turn,
            subject,
            attribute,
            value,
        };
        self.insert(
            position,
            Entry {
                kind: Kind::Retract,
                turn,
                slot: Some(slot.clone()),
                likeness: likeness.clone(),
                ends: None,
                operation: if permitted {
                    operation
                } else {
                    hushed(&operation)
                },
            },
        )?;
        let touched = likeness.as_deref().map(|likeness| [likeness]);
        let settled = settle(
            self.sql,
            &mut self.mint,
            &slot,
            single,
            touched.as_ref().map(|touched| touched.as_slice()),
        )?;
        let spoken_of =
            |settled: &&Settled| likeness.as_ref().is_none_or(|it| *it == settled.likeness);
        let ended: Vec<MemoryId> = settled
            .iter()
            .filter_map(|settled| {
                let (before, after) = (settled.before.as_ref()?, settled.after.as_ref()?);
                let ended = after.state == State::Retracted && before.state != State::Retracted;
                ended.then(|| after.id.clone())
            })
            .collect();
        let kept = settled
            .iter()
            .filter(spoken_of)
            .filter_map(|settled| settled.after.as_ref())
            .find(|memory| is_shielded(memory));
        Ok(match kept {
            Some(memory) if ended.is_empty() => Outcome::Kept {
                memory_id: memory.id.clone(),
            },
            _ => Outcome::Retracted { memory_ids: ended },
        })
    }

    fn storyline(
        &mut self,
        position: i64,
        turn: u32,
        topic: String,
        summary: String,
        status: Status,
    ) -> Result<Option<Outcome>, Failure> {
        self.insert(
            position,
            Entry {
                kind: Kind::Storyline,
                turn,
                slot: Some(likeness::storyline_slot(&topic)),
                likeness: None,
                ends: None,
                operation: Operation::Storyline {
                    turn,
                    topic: topic.clone(),
                    summary,
                    status,
                },
            },
        )?;
        let storyline = storylines::settle(self.sql, &mut self.mint, &topic)?;
        Ok(storyline.map(|storyline| Outcome::Storyline {
            storyline_id: storyline.id,
            status: storyline.status,
        }))
    }

    /// None where it is refused.
    fn learn(
        &mut self,
        position: i64,
        turn: u32,
        key: String,
        value: String,
    ) -> Result<Option<Outcome>, Failure> {
        // What people wrote wins over what was learned.
        if procedures::is_written(self.sql, &key)? {
            return Ok(None);
        }
        self.insert(
            position,
            Entry {
                kind: Kind::Learn,
                turn,
                slot: Some(likeness::procedure_slot(&key)),
                likeness: None,
                ends: None,
                operation: Operation::Learn {
                    turn,
                    key: key.clone(),
                    value,
                },
            },
        )?;
        procedures::settle(self.sql, &key)?;
        Ok(Some(Outcome::Learned { key }))
    }

    fn insert(&self, position: i64, entry: Entry) -> Result<(), Failure> {
        self.sql.run(
            "INSERT INTO evidence
                 (call_id, position, turn, at, kind, slot, likeness, ends, operation)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            parameters![
                self.call_id.as_str(),
                position,
                entry.turn,
                self.said_at,
                entry.kind.as_str(),
                entry.slot,
                entry.likeness,
                entry.ends,
                to_json(&entry.operation)?,
            ],
        )?;
        Ok(())
    }

    /// The memory of the user's own hand that a claim would end or bring back in other words.
    fn stands_against(
        &self,
        slot: &str,
        likeness: &str,
        single: bool,
    ) -> Result<Option<MemoryId>, SqlError> {
        #[derive(Deserialize)]
        struct Found {
            id: MemoryId,
        }
        let shielded = "memories.slot = ?1 AND memories.likeness <> ?2
             AND memories.state IN ('current', 'faded', 'archived')
             AND (memories.pinned = 1 OR memories.source_call IS NULL)";
        let statement = if single {
            format!("SELECT id FROM memories WHERE {shielded}")
        } else {
            format!(
                "SELECT memories.id FROM memories
                 JOIN memories AS worded_before ON worded_before.superseded_by = memories.id
                 WHERE {shielded} AND worded_before.slot = ?1 AND worded_before.likeness = ?2"
            )
        };
        let found: Option<Found> = self.sql.row(&statement, parameters![slot, likeness])?;
        Ok(found.map(|found| found.id))
    }
}

/// What became of a claim of that value.
fn claimed(likeness: &str, settled: &[Settled]) -> Outcome {
    let Some((own, memory)) = settled
        .iter()
        .find(|settled| settled.likeness == likeness)
        .and_then(|own| Some((own, own.after.as_ref()?)))
    else {
        return Outcome::Refused;
    };
    let ended: Vec<MemoryId> = settled
        .iter()
        .filter_map(|settled| {
            let (before, after) = (settled.before.as_ref()?, settled.after.as_ref()?);
            let ended = holds(before) && after.superseded_by.as_ref() == Some(&memory.id);
            ended.then(|| after.id.clone())
        })
        .collect();
    let memory_id = memory.id.clone();
    match (&own.before, ended.is_empty()) {
        (_, false) => Outcome::Corrected { memory_id, ended },
        (None, true) => Outcome::Added { memory_id },
        (Some(_), true) => Outcome::Reinforced { memory_id },
    }
}
