//! Personas, as rows.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::failure::Failure;
use crate::ids::{PersonaId, UserId};
use crate::pagination::{Cursor, Page, Position};
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
    version: u32,
    /// What the two had is being erased just now.
    #[serde(default)]
    is_erased: u8,
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
            version: row.version,
        }
    }
}

/// How many users must report a shared persona before it is shown to nobody new.
const MOST_REPORTS: u32 = 3;

/// Which personas a user (`?1`) may meet: their own, those that they have met, and shared ones that
/// not too many have reported since whoever runs this last looked.
fn may_meet() -> String {
    format!(
        "(created_by = ?1
          OR is_public = 1 AND (created_by = 'system' OR {MOST_REPORTS} > (
            SELECT COUNT(*) FROM persona_reports
            WHERE persona_id = personas.id AND reported_at >= personas.reviewed_at))
          OR EXISTS (SELECT 1 FROM user_persona_relationships AS met
            WHERE met.user_id = ?1 AND met.persona_id = personas.id))"
    )
}

/// A persona that the user may meet.
///
/// # Errors
/// `NotFound` where there is none; `Conflict` while what the two had is erased.
pub async fn persona(
    sql: &impl SmartSql,
    user: &UserId,
    id: &PersonaId,
) -> Result<Persona, Failure> {
    let statement = format!(
        "SELECT *, EXISTS (SELECT 1 FROM erasures
           WHERE user_id = ?1 AND finished_at IS NULL AND (scope = 'everything'
             OR scope = 'relationship' AND erasures.persona_id = personas.id)) AS is_erased
         FROM personas WHERE id = ?2 AND {}",
        may_meet()
    );
    let row: Option<Row> = sql
        .row(&statement, parameters![user.as_str(), id.as_str()])
        .await?;
    match row {
        None => Err(Failure::not_found("the persona")),
        Some(row) if row.is_erased != 0 => Err(Failure::conflict(
            "What the two of you had is being erased. Begin anew in half an hour.",
        )),
        Some(row) => Ok(Persona::from(row)),
    }
}

/// Whether there is one of that id, whoever sees it.
pub async fn exists(sql: &impl SmartSql, id: &PersonaId) -> Result<bool, Failure> {
    #[derive(Deserialize)]
    struct Row {}
    let row: Option<Row> = sql
        .row(
            "SELECT 1 AS found FROM personas WHERE id = ?1",
            parameters![id.as_str()],
        )
        .await?;
    Ok(row.is_some())
}

/// Those that the user may meet, the oldest first.
pub async fn personas(sql: &impl SmartSql, user: &UserId) -> Result<Vec<Persona>, Failure> {
    let rows: Vec<Row> = sql
        .rows(
            &format!(
                "SELECT * FROM personas WHERE {} ORDER BY created_at, rowid",
                may_meet()
            ),
            parameters![user.as_str()],
        )
        .await?;
    Ok(rows.into_iter().map(Persona::from).collect())
}

/// A page of them, the oldest first; of the user's own alone where that is wished.
pub async fn page(
    sql: &impl SmartSql,
    user: &UserId,
    own: bool,
    page: &Page,
) -> Result<(Vec<Persona>, Option<Cursor>), Failure> {
    #[derive(Deserialize)]
    struct Listed {
        rank: i64,
        place: i64,
        #[serde(flatten)]
        row: Row,
    }
    let (rank, place) = match &page.after {
        Some(after) => (after.rank, after.id.parse().unwrap_or(i64::MAX)),
        None => (0, 0),
    };
    let rows: Vec<Listed> = sql
        .rows(
            &format!(
                "SELECT *, -created_at AS rank, rowid AS place FROM personas
                 WHERE {} AND (?2 = 0 OR created_by = ?1)
                   AND (created_at > -?3 OR created_at = -?3 AND rowid > ?4)
                 ORDER BY created_at, rowid LIMIT ?5",
                may_meet()
            ),
            parameters![user.as_str(), own, rank, place, page.rows()],
        )
        .await?;
    let (rows, next) = page.cut(rows, |listed| Position {
        rank: listed.rank,
        id: listed.place.to_string(),
        at: Timestamp::from_millis(0),
    });
    Ok((
        rows.into_iter().map(|listed| listed.row.into()).collect(),
        next,
    ))
}

/// Stores a persona that a user makes, unless they have `most` already; says whether it is stored.
pub async fn put(
    sql: &impl SmartSql,
    persona: &Persona,
    most: u32,
    now: Timestamp,
) -> Result<bool, Failure> {
    let traits = serde_json::to_string(&persona.personality_traits).unwrap_or_default();
    let rules = serde_json::to_string(&persona.behavioral_rules).unwrap_or_default();
    let changed = sql
        .run(
            "INSERT INTO personas (id, name, description, voice, created_by, is_public,
               core_system_prompt, personality_traits, behavioral_rules, created_at, updated_at)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10
             WHERE (SELECT COUNT(*) FROM personas WHERE created_by = ?5) < ?11
                OR EXISTS (SELECT 1 FROM personas WHERE id = ?1 AND created_by = ?5)
             ON CONFLICT (id) DO UPDATE SET updated_at = updated_at WHERE created_by = ?5",
            parameters![
                persona.id.as_str(),
                persona.name.as_str(),
                persona.description.as_str(),
                persona.voice.as_str(),
                persona.created_by.as_str(),
                persona.is_public,
                persona.core_system_prompt.as_str(),
                traits,
                rules,
                now,
                most
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Writes what its maker changed, where it is still of the version that they saw; says whether it was.
pub async fn update(
    sql: &impl SmartSql,
    persona: &Persona,
    now: Timestamp,
) -> Result<bool, Failure> {
    let traits = serde_json::to_string(&persona.personality_traits).unwrap_or_default();
    let rules = serde_json::to_string(&persona.behavioral_rules).unwrap_or_default();
    let changed = sql
        .run(
            "UPDATE personas SET name = ?4, description = ?5, voice = ?6, is_public = ?7,
               core_system_prompt = ?8, personality_traits = ?9, behavioral_rules = ?10,
               updated_at = ?11, version = version + 1
             WHERE id = ?1 AND created_by = ?2 AND version = ?3",
            parameters![
                persona.id.as_str(),
                persona.created_by.as_str(),
                persona.version,
                persona.name.as_str(),
                persona.description.as_str(),
                persona.voice.as_str(),
                persona.is_public,
                persona.core_system_prompt.as_str(),
                traits,
                rules,
                now
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Takes away what its maker made and nobody has met, they themselves neither; says whether it was.
pub async fn delete(sql: &impl SmartSql, persona: &Persona) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "DELETE FROM personas WHERE id = ?1 AND created_by = ?2 AND version = ?3
               AND NOT EXISTS (SELECT 1 FROM user_persona_relationships WHERE persona_id = ?1)",
            parameters![
                persona.id.as_str(),
                persona.created_by.as_str(),
                persona.version
            ],
        )
        .await?;
    // What others said of it goes with it, and is counted.
    Ok(changed > 0)
}

/// Notes what a user says against a persona; said again it takes the place of what they said before.
pub async fn report(
    sql: &impl SmartSql,
    user: &UserId,
    id: &PersonaId,
    reason: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    sql.run(
        "INSERT INTO persona_reports (persona_id, user_id, reason, reported_at)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (persona_id, user_id) DO UPDATE SET reason = ?3, reported_at = ?4",
        parameters![id.as_str(), user.as_str(), reason, now],
    )
    .await
    .map(|_| ())
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
           updated_at = ?10, version = version + 1",
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
