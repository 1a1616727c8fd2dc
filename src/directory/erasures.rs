//! Erasures, as rows: what is erased, how far it has come, and the receipts.

mod asking;

pub use asking::{
    ask_call, ask_everything, ask_memory, ask_relationship, tidy_everything, tidy_pair,
};

use serde::Deserialize;

use crate::call::Status;
use crate::erasure::{Counts, Kind, PATIENCE, Progress, RECEIPT_KEPT, Receipt, Scope};
use crate::failure::Failure;
use crate::ids::{CallId, ErasureId, MemoryId, Pair, PersonaId, UserId};
use crate::memory::command::Address;
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::{DAY, Timestamp};

/// An erasure that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    pub id: ErasureId,
    pub scope: Scope,
    pub progress: Progress,
    /// Which state of its row this is: two who work on it at once don't both bring it further.
    pub version: u32,
    pub counts: Counts,
    pub asked_at: Timestamp,
}

/// The erasure of that id; none where it is finished, or never was.
pub async fn under_way(sql: &impl SmartSql, id: &ErasureId) -> Result<Option<Erasure>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        scope: Kind,
        user_id: UserId,
        persona_id: Option<PersonaId>,
        call_id: Option<CallId>,
        memory_id: Option<MemoryId>,
        progress: String,
        version: u32,
        counts: String,
        asked_at: Timestamp,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT scope, user_id, persona_id, call_id, memory_id, progress, version, counts, asked_at
             FROM erasures WHERE id = ?1 AND finished_at IS NULL",
            parameters![id.as_str()],
        )
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let pair = row.persona_id.map(|persona| Pair {
        user: row.user_id.clone(),
        persona,
    });
    let scope = match (row.scope, pair) {
        (Kind::Everything, _) => Some(Scope::Everything(row.user_id)),
        (Kind::Relationship, pair) => pair.map(Scope::Relationship),
        (Kind::Call, pair) => pair
            .zip(row.call_id)
            .map(|(pair, call)| Scope::Call { pair, call }),
        (Kind::Memory, pair) => pair
            .zip(row.memory_id)
            .map(|(pair, memory)| Scope::Memory { pair, memory }),
    };
    Ok(Some(Erasure {
        id: id.clone(),
        scope: scope.ok_or_else(|| Failure::unavailable("an erasure's row says too little"))?,
        progress: read(&row.progress)?,
        version: row.version,
        counts: read(&row.counts)?,
        asked_at: row.asked_at,
    }))
}

fn read<T: for<'a> Deserialize<'a>>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text)
        .map_err(|error| Failure::unavailable(format!("an erasure can't be read: {error}")))
}

/// The erasure of the same that is under way, where there is one.
pub async fn same(sql: &impl SmartSql, scope: &Scope) -> Result<Option<ErasureId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        id: ErasureId,
    }
    let (call, memory) = match scope {
        Scope::Call { call, .. } => (Some(call.as_str()), None),
        Scope::Memory { memory, .. } => (None, Some(memory.as_str())),
        Scope::Relationship(_) | Scope::Everything(_) => (None, None),
    };
    let persona = scope.pair().map(|pair| pair.persona.as_str());
    let row: Option<Row> = sql
        .row(
            "SELECT id FROM erasures WHERE user_id = ?1 AND scope = ?2 AND persona_id IS ?3
               AND call_id IS ?4 AND memory_id IS ?5 AND finished_at IS NULL LIMIT 1",
            parameters![
                scope.user().as_str(),
                <&str>::from(scope.kind()),
                persona,
                call,
                memory
            ],
        )
        .await?;
    Ok(row.map(|row| row.id))
}

/// The user's erasure of that call that is under way, where there is one.
pub async fn of_call(
    sql: &impl SmartSql,
    user: &UserId,
    call: &CallId,
) -> Result<Option<ErasureId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        id: ErasureId,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT id FROM erasures
             WHERE user_id = ?1 AND scope = 'call' AND call_id = ?2 AND finished_at IS NULL",
            parameters![user.as_str(), call.as_str()],
        )
        .await?;
    Ok(row.map(|row| row.id))
}

/// The calls that the user has had erased one by one, where that is under way.
pub async fn calls_of(sql: &impl SmartSql, user: &UserId) -> Result<Vec<CallId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        call_id: CallId,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT call_id FROM erasures
             WHERE user_id = ?1 AND scope = 'call' AND finished_at IS NULL",
            parameters![user.as_str()],
        )
        .await?;
    Ok(rows.into_iter().map(|row| row.call_id).collect())
}

/// Whether anything is being forgotten of what the two talked about.
pub async fn is_forgetting(sql: &impl SmartSql, pair: &Pair) -> Result<bool, Failure> {
    #[derive(Deserialize)]
    struct Row {}
    let row: Option<Row> = sql
        .row(
            "SELECT 1 AS found FROM erasures
             WHERE user_id = ?1 AND scope = 'memory' AND persona_id = ?2 AND finished_at IS NULL
             LIMIT 1",
            parameters![pair.user.as_str(), pair.persona.as_str()],
        )
        .await?;
    Ok(row.is_some())
}

/// Lets go of an erasure that is not to be gone on with.
pub async fn take_back(sql: &impl SmartSql, id: &ErasureId) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM erasures WHERE id = ?1 AND finished_at IS NULL",
        parameters![id.as_str()],
    )
    .await
    .map(|_| ())
}

/// Notes how far an erasure has come. False where somebody else brought it further meanwhile.
pub async fn save(
    sql: &impl SmartSql,
    erasure: &mut Erasure,
    progress: Progress,
    counts: Counts,
    now: Timestamp,
) -> Result<bool, Failure> {
    let due_at = match progress.not_before(erasure.asked_at) {
        later if later > now => later,
        _ => now.plus(PATIENCE),
    };
    let changed = sql
        .run(
            "UPDATE erasures SET progress = ?2, counts = ?3, due_at = ?4, version = version + 1
             WHERE id = ?1 AND finished_at IS NULL AND version = ?5",
            parameters![
                erasure.id.as_str(),
                text(&progress),
                text(&counts),
                due_at,
                erasure.version
            ],
        )
        .await?;
    erasure.progress = progress;
    erasure.counts = counts;
    erasure.version += 1;
    Ok(changed == 1)
}

/// Notes that an erasure is finished: from then on its row tells of nobody.
pub async fn finish(sql: &impl SmartSql, id: &ErasureId, now: Timestamp) -> Result<(), Failure> {
    let id = id.as_str();
    sql.batch(&[
        (
            "DELETE FROM erased_calls WHERE erasure_id = ?1",
            parameters![id],
        ),
        (
            "DELETE FROM erased_actors WHERE erasure_id = ?1",
            parameters![id],
        ),
        (
            "UPDATE erasures SET finished_at = ?2, due_at = NULL, user_id = NULL,
               persona_id = NULL, call_id = NULL, memory_id = NULL, progress = ''
             WHERE id = ?1 AND finished_at IS NULL",
            parameters![id, now],
        ),
    ])
    .await
    .map(|_| ())
}

/// Those that are to be gone on with, the longest due first.
pub async fn due(
    sql: &impl SmartSql,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<ErasureId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        id: ErasureId,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT id FROM erasures WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2",
            parameters![now, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Puts off when an erasure is looked at again: somebody was told to go on with it.
pub async fn put_off(sql: &impl SmartSql, id: &ErasureId, now: Timestamp) -> Result<(), Failure> {
    sql.run(
        "UPDATE erasures SET due_at = ?2 WHERE id = ?1 AND due_at <= ?3",
        parameters![id.as_str(), now.plus(PATIENCE), now],
    )
    .await
    .map(|_| ())
}

pub async fn receipt(sql: &impl SmartSql, id: &ErasureId) -> Result<Receipt, Failure> {
    #[derive(Deserialize)]
    struct Row {
        scope: Kind,
        counts: String,
        asked_at: Timestamp,
        finished_at: Option<Timestamp>,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT scope, counts, asked_at, finished_at FROM erasures WHERE id = ?1",
            parameters![id.as_str()],
        )
        .await?;
    let row = row.ok_or_else(|| Failure::not_found("the receipt"))?;
    let counts = read(&row.counts)?;
    Ok(Receipt::new(
        id.clone(),
        row.scope,
        row.asked_at,
        row.finished_at,
        counts,
    ))
}

/// Lets go of receipts that were kept long enough, and of what was spent on days that are over.
pub async fn sweep(sql: &impl SmartSql, now: Timestamp) -> Result<(), Failure> {
    sql.batch(&[
        (
            "DELETE FROM erasures WHERE finished_at < ?1",
            parameters![now.plus(-RECEIPT_KEPT)],
        ),
        (
            "DELETE FROM spent WHERE created_at < ?1",
            parameters![now.plus(-2 * DAY)],
        ),
    ])
    .await
    .map(|_| ())
}

/// A call that goes, as it stood when that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ErasedCall {
    pub call_id: CallId,
    pub status: Status,
    /// Empty while the carrier is asked for it.
    pub carrier_call_id: Option<String>,
}

/// Calls whose sessions were not let go of in that pass yet.
pub async fn calls_before(
    sql: &impl SmartSql,
    id: &ErasureId,
    pass: u32,
    limit: u32,
) -> Result<Vec<ErasedCall>, Failure> {
    sql.rows(
        "SELECT call_id, status, carrier_call_id FROM erased_calls
         WHERE erasure_id = ?1 AND passes < ?2 ORDER BY call_id LIMIT ?3",
        parameters![id.as_str(), pass, limit],
    )
    .await
}

pub async fn note_call(
    sql: &impl SmartSql,
    id: &ErasureId,
    call: &CallId,
    pass: u32,
) -> Result<(), Failure> {
    sql.run(
        "UPDATE erased_calls SET passes = ?3 WHERE erasure_id = ?1 AND call_id = ?2",
        parameters![id.as_str(), call.as_str(), pass],
    )
    .await
    .map(|_| ())
}

/// The memory actors that go, in the order of their names.
pub async fn actors(sql: &impl SmartSql, id: &ErasureId) -> Result<Vec<Address>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        address: String,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT address FROM erased_actors WHERE erasure_id = ?1 ORDER BY name",
            parameters![id.as_str()],
        )
        .await?;
    rows.iter().map(|row| read(&row.address)).collect()
}

fn text(thing: &impl serde::Serialize) -> String {
    serde_json::to_string(thing).unwrap_or_default()
}
