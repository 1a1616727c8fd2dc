//! The registry of actors: the platform can't list them.

use serde::Deserialize;

use crate::failure::Failure;
use crate::ids::UserId;
use crate::memory::command::Address;
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::Timestamp;

/// Notes an actor before its first write.
pub async fn register(
    sql: &impl SmartSql,
    actor: &Address,
    user: Option<&UserId>,
    now: Timestamp,
) -> Result<(), Failure> {
    let address = serde_json::to_string(actor).unwrap_or_default();
    sql.run(
        "INSERT INTO actors (name, address, user_id, registered_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (name) DO NOTHING",
        parameters![actor.name(), address, user.map(UserId::as_str), now],
    )
    .await?;
    Ok(())
}

/// Takes out one that has nothing left.
pub async fn strike(sql: &impl SmartSql, actor: &Address) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM actors WHERE name = ?1",
        parameters![actor.name()],
    )
    .await
    .map(|_| ())
}

/// Those of a user's, in the order of their names.
pub async fn of_user(sql: &impl SmartSql, user: &UserId) -> Result<Vec<Address>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        address: String,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT address FROM actors WHERE user_id = ?1 ORDER BY name",
            parameters![user.as_str()],
        )
        .await?;
    Ok(rows
        .iter()
        .filter_map(|row| serde_json::from_str(&row.address).ok())
        .collect())
}

/// Whether an actor was ever noted.
pub async fn is_registered(sql: &impl SmartSql, actor: &Address) -> Result<bool, Failure> {
    #[derive(Deserialize)]
    struct Row {
        #[serde(deserialize_with = "super::truth")]
        is_registered: bool,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT 1 AS is_registered FROM actors WHERE name = ?1",
            parameters![actor.name()],
        )
        .await?;
    Ok(row.is_some_and(|row| row.is_registered))
}

/// Notes when something in it fades next. An earlier moment that is noted stays: whoever noted it
/// may know of more, and a sweep that comes too early finds out.
pub async fn note_fade(
    sql: &impl SmartSql,
    actor: &Address,
    next_fade_at: Option<Timestamp>,
) -> Result<(), Failure> {
    sql.run(
        "UPDATE actors SET next_fade_at =
           min(coalesce(next_fade_at, ?2), coalesce(?2, next_fade_at)) WHERE name = ?1",
        parameters![actor.name(), next_fade_at],
    )
    .await?;
    Ok(())
}

/// Sets when something in it fades next, whatever was noted. Whoever does so asks it afterwards
/// whether that still holds.
pub async fn set_fade(
    sql: &impl SmartSql,
    actor: &Address,
    next_fade_at: Option<Timestamp>,
) -> Result<(), Failure> {
    sql.run(
        "UPDATE actors SET next_fade_at = ?2 WHERE name = ?1",
        parameters![actor.name(), next_fade_at],
    )
    .await?;
    Ok(())
}

/// Those in which something is due to fade, the longest due first.
pub async fn due(sql: &impl SmartSql, now: Timestamp, limit: u32) -> Result<Vec<Address>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        address: String,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT address FROM actors WHERE next_fade_at <= ?1 ORDER BY next_fade_at LIMIT ?2",
            parameters![now, limit],
        )
        .await?;
    Ok(rows
        .iter()
        .filter_map(|row| serde_json::from_str(&row.address).ok())
        .collect())
}
