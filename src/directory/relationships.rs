//! Relationships, as rows.

use serde::Deserialize;

use crate::failure::Failure;
use crate::ids::{Pair, PersonaId, RelationshipId, UserId};
use crate::pagination::{Cursor, Page, Position};
use crate::parameters;
use crate::ports::SmartSql;
use crate::relationship::{Kind, MemoryConfig, Relationship};
use crate::telephony::language::Language;
use crate::telephony::voice::Voice;
use crate::time::Timestamp;

#[derive(Deserialize)]
struct Row {
    id: RelationshipId,
    user_id: UserId,
    persona_id: PersonaId,
    relationship_type: String,
    kind: Kind,
    custom_system_prompt: Option<String>,
    voice: Option<String>,
    language: Language,
    memory_config: String,
    relationship_started_at: Timestamp,
    total_calls: u32,
    total_minutes: u32,
    last_call_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
    paused: u8,
    version: u32,
}

impl From<Row> for Relationship {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            user_id: row.user_id,
            persona_id: row.persona_id,
            relationship_type: row.relationship_type,
            kind: row.kind,
            custom_system_prompt: row.custom_system_prompt,
            voice: row.voice,
            language: row.language,
            // What can't be read allows nothing.
            memory_config: serde_json::from_str(&row.memory_config)
                .unwrap_or_else(|_| MemoryConfig::nothing()),
            relationship_started_at: row.relationship_started_at,
            total_calls: row.total_calls,
            total_minutes: row.total_minutes,
            last_call_at: row.last_call_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            paused: row.paused != 0,
            version: row.version,
        }
    }
}

pub async fn relationship(
    sql: &impl SmartSql,
    pair: &Pair,
) -> Result<Option<Relationship>, Failure> {
    let row: Option<Row> = sql
        .row(
            "SELECT * FROM user_persona_relationships WHERE user_id = ?1 AND persona_id = ?2",
            parameters![pair.user.as_str(), pair.persona.as_str()],
        )
        .await?;
    Ok(row.map(Relationship::from))
}

/// All of a user's, the last called first.
pub async fn relationships(
    sql: &impl SmartSql,
    user: &UserId,
) -> Result<Vec<Relationship>, Failure> {
    let rows: Vec<Row> = sql
        .rows(
            "SELECT * FROM user_persona_relationships WHERE user_id = ?1
             ORDER BY last_call_at DESC NULLS LAST, created_at",
            parameters![user.as_str()],
        )
        .await?;
    Ok(rows.into_iter().map(Relationship::from).collect())
}

/// A page of them, the latest met first.
pub async fn page(
    sql: &impl SmartSql,
    user: &UserId,
    page: &Page,
) -> Result<(Vec<Relationship>, Option<Cursor>), Failure> {
    let after = page.after.as_ref();
    let rows: Vec<Row> = sql
        .rows(
            "SELECT * FROM user_persona_relationships
             WHERE user_id = ?1 AND (?2 IS NULL OR relationship_started_at < ?2
               OR relationship_started_at = ?2 AND id < ?3)
             ORDER BY relationship_started_at DESC, id DESC LIMIT ?4",
            parameters![
                user.as_str(),
                after.map(|after| after.rank),
                after.map(|after| after.id.as_str()),
                page.rows()
            ],
        )
        .await?;
    let (rows, next) = page.cut(rows, |row| Position {
        rank: row.relationship_started_at.millis(),
        id: row.id.to_string(),
        at: row.relationship_started_at,
    });
    Ok((rows.into_iter().map(Relationship::from).collect(), next))
}

/// The relationship of that pair; made as `friend` where there is none.
pub async fn or_friend(
    sql: &impl SmartSql,
    pair: &Pair,
    id: RelationshipId,
    now: Timestamp,
) -> Result<Relationship, Failure> {
    if let Some(standing) = relationship(sql, pair).await? {
        return Ok(standing);
    }
    let config = serde_json::to_string(&MemoryConfig::default()).unwrap_or_default();
    sql.run(
        "INSERT INTO user_persona_relationships (id, user_id, persona_id, memory_config,
           relationship_started_at, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?5) ON CONFLICT (user_id, persona_id) DO NOTHING",
        parameters![
            id.as_str(),
            pair.user.as_str(),
            pair.persona.as_str(),
            config,
            now
        ],
    )
    .await?;
    relationship(sql, pair)
        .await?
        .ok_or_else(|| Failure::not_found("the relationship"))
}

/// What the user decides of a relationship.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    pub relationship_type: String,
    pub kind: Kind,
    pub custom_system_prompt: Option<String>,
    pub voice: Option<Voice>,
    pub language: Language,
    pub memory_config: MemoryConfig,
    pub paused: bool,
}

/// Sets a relationship's terms; makes it, under that id, where there is none. Says whether it was of the
/// version that was `seen`: of none, 0. What was erased meanwhile does not come back.
pub async fn put(
    sql: &impl SmartSql,
    pair: &Pair,
    id: RelationshipId,
    terms: &Terms,
    seen: u32,
    now: Timestamp,
) -> Result<bool, Failure> {
    let config = serde_json::to_string(&terms.memory_config).unwrap_or_default();
    let changed = sql.run(
        "INSERT INTO user_persona_relationships (id, user_id, persona_id, relationship_type, kind,
           custom_system_prompt, memory_config, relationship_started_at, created_at, updated_at, voice,
           language, paused)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?8, ?9, ?10, ?11
         WHERE ?12 = 0 OR EXISTS (SELECT 1 FROM user_persona_relationships
           WHERE user_id = ?2 AND persona_id = ?3)
         ON CONFLICT (user_id, persona_id) DO UPDATE SET relationship_type = ?4, kind = ?5,
           custom_system_prompt = ?6, memory_config = ?7, updated_at = ?8, voice = ?9, language = ?10,
           paused = ?11, version = version + 1
         WHERE version = ?12",
        parameters![
            id.as_str(),
            pair.user.as_str(),
            pair.persona.as_str(),
            terms.relationship_type.as_str(),
            terms.kind.as_str(),
            terms.custom_system_prompt.as_deref(),
            config,
            now,
            terms.voice.map(Voice::name),
            terms.language.code(),
            terms.paused,
            seen
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// Counts calls and minutes anew from the calls themselves, so that doing it twice does no harm.
pub async fn recount(sql: &impl SmartSql, pair: &Pair) -> Result<(), Failure> {
    sql.run(
        "UPDATE user_persona_relationships SET (total_calls, total_minutes, last_call_at) = (
           SELECT COUNT(*), COALESCE(SUM((duration_seconds + 59) / 60), 0), MAX(started_at)
           FROM calls WHERE user_id = ?1 AND persona_id = ?2
             AND status = 'ended' AND started_at IS NOT NULL AND unproven = 0)
         WHERE user_id = ?1 AND persona_id = ?2",
        parameters![pair.user.as_str(), pair.persona.as_str()],
    )
    .await?;
    Ok(())
}
