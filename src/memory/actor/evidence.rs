//! What was said, in the order in which it was said, and what that comes to. A memory is one value
//! of one slot; `fold` decides from the evidence what holds of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use strum::{EnumString, IntoStaticStr};

use super::likeness::is_remarked;
use super::rows::{json, list, word};
use crate::ids::CallId;
use crate::memory::operation::{Claim, Operation};
use crate::memory::{Source, Subject};
use crate::parameters;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    Claim,
    Retract,
    Storyline,
    Learn,
    /// The user's hand: from here on nothing inferred ends or rewords it.
    Pin,
    Unpin,
    /// The user's hand: it was never known.
    Forget,
    /// An operation that was refused or stood against; it only keeps its place in the reading.
    Void,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A row of evidence about memories, without its words.
#[derive(Debug, Clone)]
pub struct Event {
    pub row: i64,
    /// None: the user's own hand.
    pub call_id: Option<CallId>,
    pub turn: u32,
    pub at: Timestamp,
    pub kind: Kind,
    /// Which value; none in a retraction of all that the slot holds.
    pub likeness: Option<String>,
    /// The value that a claim takes the place of.
    pub ends: Option<String>,
}

impl Event {
    /// Whether it says that its value is so.
    pub fn affirms(&self) -> bool {
        matches!(self.kind, Kind::Claim | Kind::Pin | Kind::Unpin)
    }
}

/// The order in which things were said. A call's turns come before a hand's doing at that moment.
pub const ORDER: &str = "at, call_id IS NULL, call_id, turn, position, row";

/// The slot's events in `ORDER`; where values are given, only those that bear on them.
pub fn of_slot(
    sql: &impl Sql,
    slot: &str,
    values: Option<&[&str]>,
) -> Result<Vec<Event>, SqlError> {
    // Three searches by index: a long slot is not read through for one of its values.
    let bearing = match values {
        Some(_) => {
            "AND row IN (
                 SELECT row FROM evidence
                 WHERE slot = ?1 AND likeness IN (SELECT value FROM json_each(?2))
                 UNION ALL SELECT row FROM evidence WHERE slot = ?1 AND likeness IS NULL
                 UNION ALL SELECT row FROM evidence
                 WHERE slot = ?1 AND ends IN (SELECT value FROM json_each(?2)))"
        }
        None => "",
    };
    let statement = format!(
        "SELECT row, call_id, turn, at, kind, likeness, ends FROM evidence
         WHERE slot = ?1 AND kind IN ('claim', 'retract', 'pin', 'unpin', 'forget') {bearing}
         ORDER BY {ORDER}"
    );
    let rows: Vec<EventRow> = match values {
        Some(values) => sql.rows(&statement, parameters![slot, list(values.iter().copied())])?,
        None => sql.rows(&statement, parameters![slot])?,
    };
    rows.into_iter().map(EventRow::event).collect()
}

#[derive(Deserialize)]
struct EventRow {
    row: i64,
    call_id: Option<CallId>,
    turn: u32,
    at: Timestamp,
    kind: String,
    likeness: Option<String>,
    ends: Option<String>,
}

impl EventRow {
    fn event(self) -> Result<Event, SqlError> {
        Ok(Event {
            row: self.row,
            call_id: self.call_id,
            turn: self.turn,
            at: self.at,
            kind: word(&self.kind)?,
            likeness: self.likeness,
            ends: self.ends,
        })
    }
}

/// What was claimed in these values' rows of evidence. Those whose words were forgotten are not
/// among them.
pub fn claims<'a>(
    sql: &impl Sql,
    slot: &str,
    values: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<i64, Claim>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        operation: String,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT row, operation FROM evidence
         WHERE slot = ? AND likeness IN (SELECT value FROM json_each(?)) AND kind = 'claim'",
        parameters![slot, list(values)],
    )?;
    let mut claims = BTreeMap::new();
    for Row { row, operation } in rows {
        if let Operation::Claim { claim, .. } = json(&operation)?
            && !claim.value.is_empty()
        {
            claims.insert(row, claim);
        }
    }
    Ok(claims)
}

/// The values that a value was said to take the place of.
pub fn ended_by(sql: &impl Sql, slot: &str, likeness: &str) -> Result<Vec<String>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        ends: String,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT DISTINCT ends FROM evidence
         WHERE slot = ? AND likeness = ? AND kind = 'claim' AND ends IS NOT NULL",
        parameters![slot, likeness],
    )?;
    Ok(rows.into_iter().map(|row| row.ends).collect())
}

/// After which row whatever is put from now on stands.
pub fn last_row(sql: &impl Sql) -> Result<i64, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        last: i64,
    }
    let row: Option<Row> = sql.row("SELECT coalesce(max(row), 0) AS last FROM evidence", &[])?;
    Ok(row.map_or(0, |row| row.last))
}

/// Drops the pins of memories that are no more: they would pin what may be said some day. One that was
/// forgotten since pins nothing, and has its pin when it is restored.
pub fn drop_loose_pins(sql: &impl Sql) -> Result<(), SqlError> {
    sql.run(
        "DELETE FROM evidence WHERE kind IN ('pin', 'unpin')
           AND NOT EXISTS (SELECT 1 FROM memories
             WHERE memories.slot = evidence.slot AND memories.likeness = evidence.likeness)
           AND NOT EXISTS (SELECT 1 FROM evidence AS forgotten
             WHERE forgotten.slot = evidence.slot AND forgotten.likeness = evidence.likeness
               AND forgotten.kind = 'forget' AND forgotten.at >= evidence.at)",
        &[],
    )
}

/// The operation without its words: it only keeps its place in the reading.
pub fn hushed(operation: &Operation) -> Operation {
    let nobody = || Subject::Person(String::new());
    match operation {
        Operation::Claim { turn, claim } => Operation::Claim {
            turn: *turn,
            claim: Claim {
                category: claim.category,
                subject: nobody(),
                attribute: String::new(),
                value: String::new(),
                content: String::new(),
                importance: 0.0,
                confidence: 0.0,
                occurred_at: None,
                sensitive: claim.sensitive,
                replaces: None,
            },
        },
        Operation::Retract { turn, .. } => Operation::Retract {
            turn: *turn,
            subject: nobody(),
            attribute: String::new(),
            value: None,
        },
        Operation::Storyline { turn, status, .. } => Operation::Storyline {
            turn: *turn,
            topic: String::new(),
            summary: String::new(),
            status: *status,
        },
        Operation::Learn { turn, .. } => Operation::Learn {
            turn: *turn,
            key: String::new(),
            value: String::new(),
        },
    }
}

/// Whether a value holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Holds,
    /// No longer: the value of that likeness took its place.
    Superseded(String),
    Retracted,
}

/// What the evidence comes to for one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    pub standing: Standing,
    pub pinned: bool,
    /// The wording that stands.
    pub claim: Claim,
    pub source: Source,
    pub learned_at: Timestamp,
    pub last_mentioned_at: Timestamp,
    /// Those after the first; a turn counts once.
    pub mentions: u32,
}

/// Folds the events of a slot, in their order, into what holds of one of its values; none where
/// nothing is known of it. In a `single` slot each value takes the place of the one before.
pub fn fold(
    events: &[Event],
    claims: &BTreeMap<i64, Claim>,
    likeness: &str,
    single: bool,
) -> Option<Folded> {
    let mut fold = Fold::default();
    for event in events {
        let mine = event.likeness.as_deref() == Some(likeness);
        let by_hand = event.call_id.is_none();
        match event.kind {
            Kind::Claim if mine => fold.claim(event, claims.get(&event.row)),
            Kind::Pin if mine => fold.pin(event, true),
            Kind::Unpin if mine => fold.pin(event, false),
            Kind::Claim | Kind::Pin | Kind::Unpin => {
                let ends = single || event.ends.as_deref() == Some(likeness);
                if let (true, Some(other)) = (ends, &event.likeness) {
                    fold.supersede(other, by_hand);
                }
            }
            Kind::Retract if mine => fold.retract(),
            Kind::Retract if event.likeness.is_none() && fold.holds() => fold.retract(),
            Kind::Forget if mine => fold = Fold::default(),
            _ => {}
        }
    }
    fold.finish()
}

#[derive(Default)]
struct Fold<'a> {
    standing: Option<Standing>,
    pinned: bool,
    typed: bool,
    first: Option<&'a Event>,
    wording: Option<&'a Claim>,
    last_mentioned_at: Option<Timestamp>,
    turns: BTreeSet<(Option<&'a CallId>, u32)>,
    importance: f64,
    confidence: f64,
    sensitive: bool,
    occurred_at: Option<Timestamp>,
}

impl<'a> Fold<'a> {
    fn holds(&self) -> bool {
        self.standing == Some(Standing::Holds)
    }

    /// What the user typed or pinned is not changed by what is inferred.
    fn is_shielded(&self) -> bool {
        self.holds() && (self.pinned || self.typed)
    }

    fn claim(&mut self, event: &'a Event, claim: Option<&'a Claim>) {
        let by_hand = event.call_id.is_none();
        if let Some(claim) = claim {
            // A bare name does not take a remark away.
            let poorer = self.wording.is_some_and(|wording| {
                is_remarked(&wording.attribute, &wording.value)
                    && !is_remarked(&claim.attribute, &claim.value)
            });
            if self.wording.is_none() || by_hand || !(self.is_shielded() || poorer) {
                self.wording = Some(claim);
            }
            self.importance = self.importance.max(claim.importance);
            self.confidence = self.confidence.max(claim.confidence);
            self.sensitive |= claim.sensitive;
            self.occurred_at = claim.occurred_at.or(self.occurred_at);
        }
        self.standing = Some(Standing::Holds);
        self.typed |= by_hand;
        self.first.get_or_insert(event);
        self.last_mentioned_at = self.last_mentioned_at.max(Some(event.at));
        self.turns.insert((event.call_id.as_ref(), event.turn));
    }

    fn supersede(&mut self, other: &str, by_hand: bool) {
        if self.holds() && (by_hand || !self.is_shielded()) {
            self.standing = Some(Standing::Superseded(other.to_owned()));
            self.pinned = false;
            self.typed = false;
        }
    }

    fn retract(&mut self) {
        if self.standing.is_some() && !self.is_shielded() {
            self.standing = Some(Standing::Retracted);
        }
    }

    fn pin(&mut self, event: &Event, pinned: bool) {
        self.standing = Some(Standing::Holds);
        self.pinned = pinned;
        self.last_mentioned_at = self.last_mentioned_at.max(Some(event.at));
    }

    fn finish(self) -> Option<Folded> {
        let first = self.first?;
        let claim = Claim {
            importance: self.importance,
            confidence: self.confidence,
            sensitive: self.sensitive,
            occurred_at: self.occurred_at,
            ..self.wording?.clone()
        };
        Some(Folded {
            standing: self.standing?,
            pinned: self.pinned,
            claim,
            source: match &first.call_id {
                Some(call_id) if !self.typed => Source::Call {
                    call_id: call_id.clone(),
                    turn: first.turn,
                },
                _ => Source::Hand,
            },
            learned_at: first.at,
            last_mentioned_at: self.last_mentioned_at?,
            mentions: u32::try_from(self.turns.len().saturating_sub(1)).unwrap_or(u32::MAX),
        })
    }
}
