//! Personas, as rows.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::failure::Failure;
use crate::ids::{PersonaId, UserId};
use crate::parameters;
use crate::persona::{Persona, Starter};
use crate::ports::SmartSql;
use crate::time::Timestamp;

#[derive(Deserialize)]
struct Row {
    id: PersonaId,
    name: String,
    description: String,
    voice: String,
    created_by: String,
    is_public: u8,
    core_system_prompt: String,
    personality_traits: String,
    behavioral_rules: String,
}

impl From<Row> for Persona {
    fn from(row: Row) -> Self {
        let traits: Option<BTreeMap<_, _>> = serde_json::from_str(&row.personality_traits).ok();
        Self {
            id: row.id,
            name: row.name,
            description: row.description,
            voice: row.voice,
            created_by: row.created_by,
            is_public: row.is_public != 0,
            core_system_prompt: row.core_system_prompt,
            personality_traits: traits.unwrap_or_default(),
            behavioral_rules: serde_json::from_str(&row.behavioral_rules).unwrap_or_default(),
        }
    }
}

/// A persona that the user may meet: public, or their own.
pub async fn persona(
    sql: &impl SmartSql,
    user: &UserId,
    id: &PersonaId,
) -> Result<Persona, Failure> {
    sql.row::<Row>(
        "SELECT * FROM personas WHERE id = ?1 AND (is_public = 1 OR created_by = ?2)",
        parameters![id.as_str(), user.as_str()],
    )
    .await?
    .map(Persona::from)
    .ok_or_else(|| Failure::not_found("the persona"))
}

/// Those that the user may meet, the oldest first.
pub async fn personas(sql: &impl SmartSql, user: &UserId) -> Result<Vec<Persona>, Failure> {
    let rows: Vec<Row> = sql
        .rows(
            "SELECT * FROM personas WHERE is_public = 1 OR created_by = ?1
             ORDER BY created_at, rowid",
            parameters![user.as_str()],
        )
        .await?;
    Ok(rows.into_iter().map(Persona::from).collect())
}

/// How many starter personas stand as that release has them.
pub async fn brought_up(sql: &impl SmartSql, release: &str) -> Result<usize, Failure> {
    #[derive(Deserialize)]
    struct Row {
        standing: usize,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT count(*) AS standing FROM personas
             WHERE created_by = 'system' AND release = ?1",
            parameters![release],
        )
        .await?;
    Ok(row.map_or(0, |row| row.standing))
}

/// Brings one starter persona's row up to the release.
pub async fn put_starter(
    sql: &impl SmartSql,
    starter: &Starter,
    release: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    let persona = &starter.persona;
    let traits = serde_json::to_string(&persona.personality_traits).unwrap_or_default();
    let rules = serde_json::to_string(&persona.behavioral_rules).unwrap_or_default();
    sql.run(
        "INSERT INTO personas (id, name, description, voice, created_by, is_public,
           core_system_prompt, personality_traits, behavioral_rules, release, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, 'system', ?5, ?6, ?7, ?8, ?9, ?10, ?10)
         ON CONFLICT (id) DO UPDATE SET name = ?2, description = ?3, voice = ?4, is_public = ?5,
           core_system_prompt = ?6, personality_traits = ?7, behavioral_rules = ?8, release = ?9,
           updated_at = ?10",
        parameters![
            persona.id.as_str(),
            persona.name.as_str(),
            persona.description.as_str(),
            persona.voice.as_str(),
            persona.is_public,
            persona.core_system_prompt.as_str(),
            traits,
            rules,
            release,
            now
        ],
    )
    .await?;
    Ok(())
}
