//! The user's own hand on a memory. It outranks whatever is inferred.

use super::evidence::Kind;
use super::fading::next_fade_at;
use super::forgetting;
use super::likeness::{attribute_name, likeness, slot};
use super::mint::Mint;
use super::rows::{self, MEMORY, MemoryRow, to_json};
use super::settling::{holds, settle};
use crate::failure::Failure;
use crate::ids::MemoryId;
use crate::memory::attribute::{NOTE, is_single};
use crate::memory::command::{Add, Change, Command, Edit, Edited, List};
use crate::memory::operation::{Claim, Operation};
use crate::memory::{LONGEST_CONTENT, Memory};
use crate::parameters;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;
use crate::versions::IfMatch;

impl Command for List {
    const NAME: &'static str = "list";
    type Answer = Vec<Memory>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Memory>, Failure> {
        let states = if self.history {
            ""
        } else {
            "AND state IN ('current', 'faded')"
        };
        let call_id = self.call_id.map(String::from);
        Ok(rows::memories(
            sql,
            &format!(
                "SELECT {MEMORY} FROM memories WHERE (?1 IS NULL OR source_call = ?1) {states}
                 ORDER BY last_mentioned_at DESC, importance DESC, id"
            ),
            parameters![call_id],
        )?)
    }
}

impl Command for Add {
    const NAME: &'static str = "add";
    type Answer = Edited;

    fn run(self, sql: &impl Sql) -> Result<Edited, Failure> {
        let content = self.content.trim().to_owned();
        check_words("content", &content)?;
        let value = match &self.value {
            Some(value) => value.trim().to_owned(),
            None => content.clone(),
        };
        check_words("value", &value)?;
        let attribute = attribute_name(self.attribute.as_deref().unwrap_or(NOTE));
        let attribute = attribute.ok_or_else(|| {
            Failure::invalid("attribute", "needs a word or two, such as \"hobby\"")
        })?;
        if !(0.0..=1.0).contains(&self.importance) {
            return Err(Failure::invalid("importance", "0 to 1"));
        }
        let (slot, new) = (
            slot(&self.subject, &attribute),
            likeness(&attribute, &value),
        );
        let single = is_single(&attribute);
        let claim = Claim {
            category: self.category,
            subject: self.subject,
            attribute,
            value,
            content,
            importance: self.importance,
            confidence: 1.0,
            occurred_at: self.occurred_at,
            sensitive: self.sensitive,
            replaces: None,
        };
        sql.atomically(|| {
            claim_by_hand(sql, &slot, &new, None, claim, self.now)?;
            let mut mint = Mint::new(self.entropy);
            let settled = settle(sql, &mut mint, &slot, single, Some(&[new.as_str()]))?;
            Ok(Edited {
                memory: settled
                    .into_iter()
                    .find(|settled| settled.likeness == new)
                    .and_then(|settled| settled.after),
                next_fade_at: next_fade_at(sql)?,
            })
        })
    }
}

impl Command for Edit {
    const NAME: &'static str = "edit";
    type Answer = Edited;

    fn run(self, sql: &impl Sql) -> Result<Edited, Failure> {
        sql.atomically(|| {
            let memory = match Held::find(sql, &self.memory_id)? {
                Some(held) => {
                    IfMatch::check(self.seen.as_ref(), held.memory.version())?;
                    held.change(sql, self.change, self.now, self.entropy)?
                }
                // Asked for twice, because the first answer was lost.
                None if self.change == Change::Forget
                    && forgetting::is_forgotten(sql, &self.memory_id)? =>
                {
                    None
                }
                None => return Err(Failure::not_found("the memory")),
            };
            Ok(Edited {
                memory,
                next_fade_at: next_fade_at(sql)?,
            })
        })
    }
}

/// A memory, and where it is held.
pub struct Held {
    pub slot: String,
    pub likeness: String,
    pub memory: Memory,
}

impl Held {
    pub fn find(sql: &impl Sql, id: &MemoryId) -> Result<Option<Self>, SqlError> {
        let row: Option<MemoryRow> = sql.row(
            &format!("SELECT {MEMORY} FROM memories WHERE id = ?"),
            parameters![id.as_str()],
        )?;
        row.map(|row| {
            Ok(Self {
                slot: row.slot.clone(),
                likeness: row.likeness.clone(),
                memory: row.memory()?,
            })
        })
        .transpose()
    }

    fn change(
        self,
        sql: &impl Sql,
        change: Change,
        now: Timestamp,
        entropy: [u8; 16],
    ) -> Result<Option<Memory>, Failure> {
        match change {
            Change::Pin => self.pin(sql, Kind::Pin, now).map(Some),
            Change::Unpin => self.pin(sql, Kind::Unpin, now).map(Some),
            Change::Forget => forgetting::forget(sql, self, now).map(|()| None),
            Change::Reword { content } => self.reword(sql, content.trim(), now, entropy).map(Some),
            Change::Amend { content, pinned } => {
                self.amend(sql, content, pinned, now, entropy).map(Some)
            }
        }
    }

    fn amend(
        self,
        sql: &impl Sql,
        content: Option<String>,
        pinned: Option<bool>,
        now: Timestamp,
        entropy: [u8; 16],
    ) -> Result<Memory, Failure> {
        let memory = match content {
            Some(content) => self.reword(sql, content.trim(), now, entropy)?,
            None => self.memory,
        };
        let Some(pinned) = pinned else {
            return Ok(memory);
        };
        let held = Self::find(sql, &memory.id)?;
        let held = held.ok_or_else(|| Failure::not_found("the memory"))?;
        held.pin(sql, if pinned { Kind::Pin } else { Kind::Unpin }, now)
    }

    fn pin(self, sql: &impl Sql, kind: Kind, now: Timestamp) -> Result<Memory, Failure> {
        if self.memory.pinned == (kind == Kind::Pin) {
            return Ok(self.memory);
        }
        if !holds(&self.memory) {
            return Err(Failure::conflict("this is not so any more"));
        }
        by_hand(sql, kind, &self.slot, &self.likeness, now)?;
        self.settle(sql, Mint::new([0; 16]), &self.likeness)
    }

    fn reword(
        self,
        sql: &impl Sql,
        content: &str,
        now: Timestamp,
        entropy: [u8; 16],
    ) -> Result<Memory, Failure> {
        check_words("content", content)?;
        if !holds(&self.memory) {
            // Asked for twice, because the first answer was lost.
            let successor = match &self.memory.superseded_by {
                Some(id) => Held::find(sql, id)?,
                None => None,
            };
            return successor
                .map(|held| held.memory)
                .filter(|memory| memory.content == content)
                .ok_or_else(|| Failure::conflict("this is not so any more"));
        }
        let value = reworded_value(&self.memory, content);
        let new = likeness(&self.memory.attribute, &value);
        let claim = Claim {
            category: self.memory.category,
            subject: self.memory.subject.clone(),
            attribute: self.memory.attribute.clone(),
            value,
            content: content.to_owned(),
            importance: self.memory.importance,
            confidence: 1.0,
            occurred_at: self.memory.occurred_at,
            sensitive: self.memory.sensitive,
            replaces: None,
        };
        let ends = (new != self.likeness).then_some(self.likeness.as_str());
        claim_by_hand(sql, &self.slot, &new, ends, claim, now)?;
        if self.memory.pinned && ends.is_some() {
            by_hand(sql, Kind::Pin, &self.slot, &new, now)?;
        }
        self.settle(sql, Mint::new(entropy), &new)
    }

    /// Settles what this memory and the one of that likeness are; gives the latter.
    fn settle(&self, sql: &impl Sql, mut mint: Mint, likeness: &str) -> Result<Memory, Failure> {
        let single = is_single(&self.memory.attribute);
        let touched = [self.likeness.as_str(), likeness];
        settle(sql, &mut mint, &self.slot, single, Some(&touched))?
            .into_iter()
            .find(|settled| settled.likeness == likeness)
            .and_then(|settled| settled.after)
            .ok_or_else(|| Failure::unavailable("the memory did not take the change"))
    }
}

/// Puts what the user says among the evidence.
fn claim_by_hand(
    sql: &impl Sql,
    slot: &str,
    likeness: &str,
    ends: Option<&str>,
    claim: Claim,
    now: Timestamp,
) -> Result<(), Failure> {
    let operation = to_json(&Operation::Claim { turn: 0, claim })?;
    Ok(sql.run(
        "INSERT INTO evidence (position, turn, at, kind, slot, likeness, ends, operation)
         VALUES (0, 0, ?, 'claim', ?, ?, ?, ?)",
        parameters![now, slot, likeness, ends, operation],
    )?)
}

/// Whether that can be a memory's words.
fn check_words(field: &str, words: &str) -> Result<(), Failure> {
    if !words.chars().any(char::is_alphanumeric) || words.chars().any(char::is_control) {
        return Err(Failure::invalid(field, "needs words, on one line"));
    }
    if words.chars().count() > LONGEST_CONTENT {
        let why = format!("has at most {LONGEST_CONTENT} characters");
        return Err(Failure::invalid(field, why));
    }
    Ok(())
}

/// Puts what the user's hand did to a value among its evidence.
fn by_hand(
    sql: &impl Sql,
    kind: Kind,
    slot: &str,
    likeness: &str,
    now: Timestamp,
) -> Result<(), SqlError> {
    sql.run(
        "INSERT INTO evidence (position, turn, at, kind, slot, likeness) VALUES (0, 0, ?, ?, ?, ?)",
        parameters![now, kind.as_str(), slot, likeness],
    )
}

/// What stands in the new sentence where the value stood in the old one: "User works as a nurse"
/// made "User works as a doctor" says "doctor". The whole sentence where it was made anew.
fn reworded_value(memory: &Memory, content: &str) -> String {
    let framed = || {
        let (before, after) = memory.content.split_once(memory.value.as_str())?;
        let value = content.strip_prefix(before)?.strip_suffix(after)?.trim();
        value.chars().any(char::is_alphanumeric).then_some(value)
    };
    framed().unwrap_or(content).to_owned()
}
