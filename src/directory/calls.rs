//! Calls, as rows: a projection of their sessions.

mod past;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::costs::written;
pub use super::costs::{Spent, spent_since};
use super::retention::LET_GO_AT;
use crate::call::briefing::Beside;
use crate::call::cost::Cost;
use crate::call::{Call, Channel, Direction, EndReason, Status};
use crate::failure::Failure;
use crate::ids::{CallId, Pair, PersonaId, RelationshipId, UserId};
use crate::memory::operation::{Operation, Outcome};
use crate::pagination::{Cursor, Page, Position};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::Timestamp;
pub use past::{Past, own_among, put_past};

/// A call as it is listed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    pub id: CallId,
    pub persona_id: PersonaId,
    pub relationship_id: RelationshipId,
    pub channel: Channel,
    pub direction: Direction,
    pub status: Status,
    pub end_reason: Option<EndReason>,
    pub created_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub duration_seconds: u32,
    /// None where a part of it is unknown.
    pub cost_usd: Option<f64>,
    /// Part by part, once the call is over.
    #[serde(deserialize_with = "written")]
    pub cost: Option<Cost>,
    #[serde(deserialize_with = "super::truth")]
    pub memory_extracted: bool,
    pub auto_summary: Option<String>,
}

/// Later than any call; as far as the database counts exactly.
const LATEST: i64 = 1 << 53;

const COLUMNS: &str = "id, persona_id, relationship_id, channel, direction, status, end_reason,
    created_at, started_at, ended_at, duration_seconds, cost_usd, cost, memory_extracted, auto_summary";

/// Writes what a session says of its call, unless a later version stands already; says whether it was
/// written. Of what is being erased nothing is.
pub async fn project(sql: &impl SmartSql, call: &Call) -> Result<bool, Failure> {
    let changed = sql.run(
        "INSERT INTO calls (id, user_id, persona_id, relationship_id, channel, status, end_reason,
           created_at, started_at, ended_at, duration_seconds, version, direction,
           unproven)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14
         WHERE NOT EXISTS (SELECT 1 FROM erasures
           WHERE user_id = ?2 AND finished_at IS NULL AND (scope = 'everything'
             OR scope = 'relationship' AND persona_id = ?3 OR scope = 'call' AND call_id = ?1))
         ON CONFLICT (id) DO UPDATE SET status = ?6, end_reason = ?7, started_at = ?9,
           ended_at = ?10, duration_seconds = ?11, version = ?12, unproven = ?14
         WHERE version < ?12",
        parameters![
            call.id.as_str(),
            call.pair.user.as_str(),
            call.pair.persona.as_str(),
            call.relationship_id.as_str(),
            call.channel.as_str(),
            call.status.as_str(),
            call.end_reason.map(EndReason::as_str),
            call.created_at,
            call.started_at,
            call.ended_at,
            call.duration_seconds(),
            call.version,
            call.direction.as_str(),
            u32::from(call.is_unproven)
        ],
    )
    .await?;
    Ok(changed > 0)
}

/// Takes out the row of a call whose session never came to be.
pub async fn drop_unopened(sql: &impl SmartSql, id: &CallId) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM calls WHERE id = ?1 AND status = 'created'",
        parameters![id.as_str()],
    )
    .await
    .map(|_| ())
}

/// Whether the carrier is to be asked for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// By whoever is told this: once, and by nobody else.
    Granted,
    /// Somebody asks or asked it already.
    Taken,
    /// The user's telephone rings or is talked on, or they have had enough of calls.
    Refused,
}

/// Claims the dialling of a call, if nothing has come in between. One who dies between this and the
/// asking leaves a call that nobody hears of, rather than one that rings twice.
pub async fn claim_dialling(sql: &impl SmartSql, id: &CallId) -> Result<Claim, Failure> {
    #[derive(Deserialize)]
    struct Row {
        claimed: u8,
    }
    let changed = sql
        .run(
            "UPDATE calls SET carrier_call_id = '' WHERE id = ?1 AND carrier_call_id IS NULL
               AND NOT EXISTS (SELECT 1 FROM users JOIN suppressions
                 ON suppressions.phone = users.phone WHERE users.id = calls.user_id)
               AND NOT EXISTS (SELECT 1 FROM calls AS other
                 WHERE other.user_id = calls.user_id AND other.channel = 'phone' AND other.unproven = 0
                   AND other.status <> 'ended' AND other.id <> calls.id
                   AND other.carrier_call_id IS NOT NULL)",
            parameters![id.as_str()],
        )
        .await?;
    if changed == 1 {
        return Ok(Claim::Granted);
    }
    let row: Option<Row> = sql
        .row(
            "SELECT carrier_call_id IS NOT NULL AS claimed FROM calls WHERE id = ?1",
            parameters![id.as_str()],
        )
        .await?;
    Ok(match row {
        Some(Row { claimed: 0 }) => Claim::Refused,
        _ => Claim::Taken,
    })
}

/// Notes what the carrier calls a call; none: it was not placed, and may be asked for again. False where
/// there is no such call any more.
pub async fn note_carrier(
    sql: &impl SmartSql,
    id: &CallId,
    carriers_name: Option<&str>,
) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "UPDATE calls SET carrier_call_id = ?2 WHERE id = ?1",
            parameters![id.as_str(), carriers_name],
        )
        .await?;
    Ok(changed > 0)
}

/// Whether the carrier was asked for a call, and did not put it off.
pub async fn was_dialled(sql: &impl SmartSql, id: &CallId) -> Result<bool, Failure> {
    #[derive(Deserialize)]
    struct Row {
        dialled: u8,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT carrier_call_id IS NOT NULL AS dialled FROM calls WHERE id = ?1",
            parameters![id.as_str()],
        )
        .await?;
    Ok(row.is_some_and(|row| row.dialled != 0))
}

/// How many calls came to a user since then from who never proved to be them.
pub async fn unproven_since(
    sql: &impl SmartSql,
    user: &UserId,
    since: Timestamp,
    besides: &CallId,
) -> Result<u32, Failure> {
    #[derive(Deserialize)]
    struct Row {
        calls: u32,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT COUNT(*) AS calls FROM calls
             WHERE user_id = ?1 AND created_at >= ?2 AND unproven = 1 AND id <> ?3",
            parameters![user.as_str(), since, besides.as_str()],
        )
        .await?;
    Ok(row.map_or(0, |row| row.calls))
}

/// Whether there is such a call, whoever has it.
pub async fn is_known(sql: &impl SmartSql, id: &CallId) -> Result<bool, Failure> {
    #[derive(Deserialize)]
    struct Row {
        #[serde(deserialize_with = "super::truth")]
        is_known: bool,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT 1 AS is_known FROM calls WHERE id = ?1",
            parameters![id.as_str()],
        )
        .await?;
    Ok(row.is_some_and(|row| row.is_known))
}

/// What the carrier calls a call, where it placed it.
pub async fn carriers_name(sql: &impl SmartSql, id: &CallId) -> Result<Option<String>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        carrier_call_id: String,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT carrier_call_id FROM calls WHERE id = ?1 AND carrier_call_id <> ''",
            parameters![id.as_str()],
        )
        .await?;
    Ok(row.map(|row| row.carrier_call_id))
}

/// A call of that user's.
pub async fn call(sql: &impl SmartSql, user: &UserId, id: &CallId) -> Result<Entry, Failure> {
    sql.row(
        &format!("SELECT {COLUMNS} FROM calls WHERE id = ?1 AND user_id = ?2"),
        parameters![id.as_str(), user.as_str()],
    )
    .await?
    .ok_or_else(|| Failure::not_found("the call"))
}

/// The pair's calls that go on, and those that ended since then: whose sessions may still hold what they
/// were opened with.
pub async fn held_since(
    sql: &impl SmartSql,
    pair: &Pair,
    since: Timestamp,
) -> Result<Vec<CallId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        id: CallId,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT id FROM calls WHERE user_id = ?1 AND persona_id = ?2
               AND (ended_at IS NULL OR ended_at >= ?3)",
            parameters![pair.user.as_str(), pair.persona.as_str(), since],
        )
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The user's calls that go on, or ring, with that persona or with any.
pub async fn going_on(
    sql: &impl SmartSql,
    user: &UserId,
    persona: Option<&PersonaId>,
) -> Result<Vec<Entry>, Failure> {
    sql.rows(
        &format!(
            "SELECT {COLUMNS} FROM calls
             WHERE user_id = ?1 AND status <> 'ended' AND (?2 IS NULL OR persona_id = ?2)"
        ),
        parameters![user.as_str(), persona.map(PersonaId::as_str)],
    )
    .await
}

/// Says anew what a call was about.
pub async fn put_summary(
    sql: &impl SmartSql,
    user: &UserId,
    id: &CallId,
    summary: &str,
) -> Result<(), Failure> {
    sql.run(
        "UPDATE calls SET auto_summary = ?3 WHERE id = ?1 AND user_id = ?2",
        parameters![id.as_str(), user.as_str(), summary],
    )
    .await
    .map(|_| ())
}

/// The user's calls by telephone that go on, or ring.
pub async fn on_the_phone(sql: &impl SmartSql, user: &UserId) -> Result<Vec<Entry>, Failure> {
    sql.rows(
        &format!(
            "SELECT {COLUMNS} FROM calls
             WHERE user_id = ?1 AND channel = 'phone' AND status <> 'ended' AND unproven = 0"
        ),
        parameters![user.as_str()],
    )
    .await
}

/// With whom the user last had a call by telephone, or else any.
pub async fn last_persona(
    sql: &impl SmartSql,
    user: &UserId,
) -> Result<Option<PersonaId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        persona_id: PersonaId,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT persona_id FROM calls WHERE user_id = ?1 AND unproven = 0
             ORDER BY channel = 'phone' DESC, created_at DESC LIMIT 1",
            parameters![user.as_str()],
        )
        .await?;
    Ok(row.map(|row| row.persona_id))
}

/// The user's calls with one persona, the latest first.
pub async fn calls(sql: &impl SmartSql, pair: &Pair, limit: u32) -> Result<Vec<Entry>, Failure> {
    sql.rows(
        &format!(
            "SELECT {COLUMNS} FROM calls WHERE user_id = ?1 AND persona_id = ?2
             ORDER BY created_at DESC LIMIT ?3"
        ),
        parameters![pair.user.as_str(), pair.persona.as_str(), limit],
    )
    .await
}

/// The pair's call that was begun next after that one, or first.
pub async fn after(
    sql: &impl SmartSql,
    pair: &Pair,
    call: Option<&(Timestamp, CallId)>,
) -> Result<Option<Entry>, Failure> {
    let (at, id) = call.map_or((Timestamp::from_millis(0), ""), |(at, id)| {
        (*at, id.as_str())
    });
    sql.row(
        &format!(
            "SELECT {COLUMNS} FROM calls WHERE user_id = ?1 AND persona_id = ?2
               AND (created_at, id) > (?3, ?4) ORDER BY created_at, id LIMIT 1"
        ),
        parameters![pair.user.as_str(), pair.persona.as_str(), at, id],
    )
    .await
}

/// What the two missed last, and what they have planned.
pub async fn beside(sql: &impl SmartSql, pair: &Pair, now: Timestamp) -> Result<Beside, Failure> {
    let beside = sql
        .row(
            "SELECT
           (SELECT iif(channel = 'phone' AND end_reason IN ('no_answer', 'busy', 'voicemail'),
              created_at, NULL) FROM calls
            WHERE user_id = ?1 AND persona_id = ?2 AND status = 'ended'
            ORDER BY created_at DESC LIMIT 1) AS missed_at,
           (SELECT min(due_at) FROM schedules
            WHERE user_id = ?1 AND persona_id = ?2 AND status = 'planned' AND due_at > ?3)
             AS planned_for",
            parameters![pair.user.as_str(), pair.persona.as_str(), now],
        )
        .await?;
    Ok(beside.unwrap_or_default())
}

/// The user's calls, the latest first.
pub async fn all_calls(
    sql: &impl SmartSql,
    user: &UserId,
    limit: u32,
) -> Result<Vec<Entry>, Failure> {
    sql.rows(
        &format!(
            "SELECT {COLUMNS} FROM calls WHERE user_id = ?1 ORDER BY created_at DESC LIMIT ?2"
        ),
        parameters![user.as_str(), limit],
    )
    .await
}

/// Which calls; what is none narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub persona: Option<PersonaId>,
    pub channel: Option<Channel>,
    pub status: Option<Status>,
    /// Begun from then on.
    pub since: Option<Timestamp>,
    /// Begun before then.
    pub until: Option<Timestamp>,
    /// Those alone that somebody picked up.
    pub answered: bool,
}

/// A page of the user's calls, the latest first.
pub async fn page(
    sql: &impl SmartSql,
    user: &UserId,
    filter: &Filter,
    page: &Page,
) -> Result<(Vec<Entry>, Option<Cursor>), Failure> {
    let after = page.after.as_ref();
    let rows: Vec<Entry> = sql
        .rows(
            &format!(
                "SELECT {COLUMNS} FROM calls
                 WHERE user_id = ?1 AND created_at <= ?2
                   AND (?3 IS NULL OR created_at < ?2 OR id < ?3)
                   AND (?4 IS NULL OR persona_id = ?4) AND (?5 IS NULL OR channel = ?5)
                   AND (?6 IS NULL OR status = ?6) AND created_at >= ?7
                   AND (?8 IS NULL OR created_at < ?8) AND (?9 = 0 OR started_at IS NOT NULL)
                 ORDER BY created_at DESC, id DESC LIMIT ?10"
            ),
            parameters![
                user.as_str(),
                after.map_or(LATEST, |after| after.rank),
                after.map(|after| after.id.as_str()),
                filter.persona.as_ref().map(PersonaId::as_str),
                filter.channel.map(Channel::as_str),
                filter.status.map(Status::as_str),
                filter.since.map_or(0, Timestamp::millis),
                filter.until,
                filter.answered,
                page.rows()
            ],
        )
        .await?;
    Ok(page.cut(rows, |call| Position {
        rank: call.created_at.millis(),
        id: call.id.to_string(),
        at: call.created_at,
    }))
}

/// Calls that may still want to be woken: those that run, and those that ended since.
pub async fn unsettled(sql: &impl SmartSql, since: Timestamp) -> Result<Vec<CallId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        id: CallId,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT id FROM calls WHERE status <> 'ended' OR ended_at > ?1",
            parameters![since],
        )
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Ended calls that nothing was remembered of though there was time enough; those that a file brought come
/// after all others.
pub async fn unremembered(
    sql: &impl SmartSql,
    ended_before: Timestamp,
    limit: u32,
) -> Result<Vec<(CallId, Pair)>, Failure> {
    let which = "memory_extracted = 0 AND ended_at < ?1 ORDER BY version = 0, ended_at LIMIT ?2";
    waiting(sql, which, ended_before, limit).await
}

/// Calls and whose they are, by a moment (`?1`), so many (`?2`).
pub(super) async fn waiting(
    sql: &impl SmartSql,
    which: &str,
    at: Timestamp,
    limit: u32,
) -> Result<Vec<(CallId, Pair)>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        id: CallId,
        user_id: UserId,
        persona_id: PersonaId,
    }
    let statement = format!("SELECT id, user_id, persona_id FROM calls WHERE {which}");
    let rows: Vec<Row> = sql.rows(&statement, parameters![at, limit]).await?;
    let named = |row: Row| {
        let pair = Pair {
            user: row.user_id,
            persona: row.persona_id,
        };
        (row.id, pair)
    };
    Ok(rows.into_iter().map(named).collect())
}

/// Operations and ids as `extracted_facts` holds them: nothing of what was said.
#[derive(Serialize)]
struct Extracted<'a> {
    /// The turn that each came from.
    turns: Vec<u32>,
    outcomes: &'a [Outcome],
}

/// Notes that a call was remembered; of one that let go of what was said in it nothing is.
pub async fn note_remembered(
    sql: &impl SmartSql,
    id: &CallId,
    summary: &str,
    operations: &[Operation],
    outcomes: &[Outcome],
) -> Result<(), Failure> {
    let facts = serde_json::to_string(&Extracted {
        turns: operations.iter().map(Operation::turn).collect(),
        outcomes,
    })
    .unwrap_or_default();
    sql.run(
        &format!(
            "UPDATE calls SET memory_extracted = 1, auto_summary = ?2, extracted_facts = ?3,
               let_go_at = {LET_GO_AT}
             WHERE id = ?1 AND let_go = 0"
        ),
        parameters![id.as_str(), summary, facts],
    )
    .await?;
    Ok(())
}
