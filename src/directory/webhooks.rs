//! Webhooks, and what they are told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::ids::{UserId, WebhookId, WebhookMessageId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::Timestamp;
use crate::webhooks::{Event, Secret};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Webhook {
    pub id: WebhookId,
    /// Where it is told.
    pub url: String,
    /// What it is told of.
    pub events: Vec<Event>,
    pub created_at: Timestamp,
    /// Since when nothing that it is told is taken; none while all is.
    pub failing_since: Option<Timestamp>,
    /// When it was no longer told anything, as it took nothing for days or said that it is gone.
    pub disabled_at: Option<Timestamp>,
}

/// A message, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    pub id: WebhookMessageId,
    pub event: String,
    pub happened_at: Timestamp,
    /// How often it was sent.
    pub attempts: u32,
    /// When it is sent again; none once it was taken, or given up.
    pub next_attempt_at: Option<Timestamp>,
    pub taken_at: Option<Timestamp>,
    /// The status of the last answer; none where there was none.
    pub status: Option<u16>,
}

#[derive(Deserialize)]
struct Row {
    id: WebhookId,
    url: String,
    events: String,
    created_at: Timestamp,
    failing_since: Option<Timestamp>,
    disabled_at: Option<Timestamp>,
}

impl From<Row> for Webhook {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            url: row.url,
            events: serde_json::from_str(&row.events).unwrap_or_default(),
            created_at: row.created_at,
            failing_since: row.failing_since,
            disabled_at: row.disabled_at,
        }
    }
}

const COLUMNS: &str = "id, url, events, created_at, failing_since, disabled_at";

/// Stores a webhook, unless the user has `most` already; says whether it is stored.
pub async fn put(
    sql: &impl SmartSql,
    user: &UserId,
    webhook: &Webhook,
    secret: &Secret,
    most: u32,
) -> Result<bool, Failure> {
    let events = serde_json::to_string(&webhook.events)
        .map_err(|error| Failure::unavailable(error.to_string()))?;
    let changed = sql
        .run(
            "INSERT INTO webhooks (id, user_id, url, events, secret, created_at)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6
             WHERE (SELECT COUNT(*) FROM webhooks WHERE user_id = ?2) < ?7",
            parameters![
                webhook.id.as_str(),
                user.as_str(),
                webhook.url.as_str(),
                events,
                secret.as_str(),
                webhook.created_at,
                most
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The user's, the oldest first.
pub async fn webhooks(sql: &impl SmartSql, user: &UserId) -> Result<Vec<Webhook>, Failure> {
    let rows: Vec<Row> = sql
        .rows(
            &format!("SELECT {COLUMNS} FROM webhooks WHERE user_id = ?1 ORDER BY created_at, id"),
            parameters![user.as_str()],
        )
        .await?;
    Ok(rows.into_iter().map(Webhook::from).collect())
}

pub async fn webhook(
    sql: &impl SmartSql,
    user: &UserId,
    id: &WebhookId,
) -> Result<Webhook, Failure> {
    let row: Option<Row> = sql
        .row(
            &format!("SELECT {COLUMNS} FROM webhooks WHERE id = ?1 AND user_id = ?2"),
            parameters![id.as_str(), user.as_str()],
        )
        .await?;
    row.map(Webhook::from)
        .ok_or_else(|| Failure::not_found("the webhook"))
}

/// Sets where it is told, and of what; it is told again where it was no longer.
pub async fn change(sql: &impl SmartSql, user: &UserId, webhook: &Webhook) -> Result<(), Failure> {
    let events = serde_json::to_string(&webhook.events)
        .map_err(|error| Failure::unavailable(error.to_string()))?;
    sql.run(
        "UPDATE webhooks SET url = ?3, events = ?4, failing_since = NULL, disabled_at = NULL
         WHERE id = ?1 AND user_id = ?2",
        parameters![
            webhook.id.as_str(),
            user.as_str(),
            webhook.url.as_str(),
            events
        ],
    )
    .await
    .map(|_| ())
}

/// Sets what its messages are signed with from now on.
pub async fn set_secret(
    sql: &impl SmartSql,
    user: &UserId,
    id: &WebhookId,
    secret: &Secret,
) -> Result<(), Failure> {
    sql.run(
        "UPDATE webhooks SET secret = ?3 WHERE id = ?1 AND user_id = ?2",
        parameters![id.as_str(), user.as_str(), secret.as_str()],
    )
    .await
    .map(|_| ())
}

/// Takes it away, with what it was still to be told; says whether it stood.
pub async fn delete(sql: &impl SmartSql, user: &UserId, id: &WebhookId) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "DELETE FROM webhooks WHERE id = ?1 AND user_id = ?2",
            parameters![id.as_str(), user.as_str()],
        )
        .await?;
    // What was still to be told goes with it, and is counted.
    Ok(changed > 0)
}

/// Stores a message that is to be sent at once; one that stands already is not changed.
pub async fn put_message(
    sql: &impl SmartSql,
    user: &UserId,
    webhook: &WebhookId,
    (id, event, body): (&WebhookMessageId, Event, &str),
    now: Timestamp,
) -> Result<(), Failure> {
    sql.run(
        "INSERT INTO webhook_messages (id, webhook_id, user_id, event, body, happened_at, next_attempt_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (id) DO NOTHING",
        parameters![
            id.as_str(),
            webhook.as_str(),
            user.as_str(),
            event.as_str(),
            body,
            now
        ],
    )
    .await
    .map(|_| ())
}

/// What a webhook was told, the latest first.
pub async fn messages(
    sql: &impl SmartSql,
    user: &UserId,
    webhook: &WebhookId,
    limit: u32,
) -> Result<Vec<Message>, Failure> {
    sql.rows(
        "SELECT id, event, happened_at, attempts, next_attempt_at, taken_at, status
         FROM webhook_messages WHERE webhook_id = ?1 AND user_id = ?2
         ORDER BY happened_at DESC, id LIMIT ?3",
        parameters![webhook.as_str(), user.as_str(), limit],
    )
    .await
}

/// Those that are due to be sent, the longest due first.
pub async fn due(
    sql: &impl SmartSql,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<WebhookMessageId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        id: WebhookMessageId,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT webhook_messages.id FROM webhook_messages
             JOIN webhooks ON webhooks.id = webhook_id AND disabled_at IS NULL
             WHERE next_attempt_at <= ?1 ORDER BY next_attempt_at LIMIT ?2",
            parameters![now, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// A message, as it is sent.
#[derive(Deserialize)]
pub struct Sending {
    pub webhook_id: WebhookId,
    pub url: String,
    pub secret: String,
    pub body: String,
    /// This one too.
    pub attempts: u32,
    pub failing_since: Option<Timestamp>,
}

/// Takes a message that is due to be sent by whoever asks, and by nobody else until `until`; none where
/// it is not due.
pub async fn take(
    sql: &impl SmartSql,
    id: &WebhookMessageId,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Sending>, Failure> {
    let taken = sql
        .run(
            "UPDATE webhook_messages SET next_attempt_at = ?3, attempts = attempts + 1
             WHERE id = ?1 AND next_attempt_at <= ?2 AND EXISTS (
               SELECT 1 FROM webhooks WHERE webhooks.id = webhook_id AND disabled_at IS NULL)",
            parameters![id.as_str(), now, until],
        )
        .await?;
    if taken == 0 {
        return Ok(None);
    }
    sql.row(
        "SELECT webhook_id, url, secret, body, attempts, failing_since
         FROM webhook_messages JOIN webhooks ON webhooks.id = webhook_messages.webhook_id
         WHERE webhook_messages.id = ?1",
        parameters![id.as_str()],
    )
    .await
}

/// Notes that a message was taken.
pub async fn note_taken(
    sql: &impl SmartSql,
    id: &WebhookMessageId,
    webhook: &WebhookId,
    status: u16,
    now: Timestamp,
) -> Result<(), Failure> {
    sql.batch(&[
        (
            "UPDATE webhook_messages SET next_attempt_at = NULL, taken_at = ?2, status = ?3
             WHERE id = ?1",
            parameters![id.as_str(), now, u32::from(status)],
        ),
        (
            "UPDATE webhooks SET failing_since = NULL WHERE id = ?1",
            parameters![webhook.as_str()],
        ),
    ])
    .await
    .map(|_| ())
}

/// Notes that a message was not taken: when it is sent again, if it is.
pub async fn note_failed(
    sql: &impl SmartSql,
    id: &WebhookMessageId,
    webhook: &WebhookId,
    (status, next_attempt_at): (Option<u16>, Option<Timestamp>),
    now: Timestamp,
) -> Result<(), Failure> {
    sql.batch(&[
        (
            "UPDATE webhook_messages SET status = ?3, next_attempt_at = (
               SELECT ?2 FROM webhooks WHERE webhooks.id = webhook_id AND disabled_at IS NULL)
             WHERE id = ?1",
            parameters![id.as_str(), next_attempt_at, status.map(u32::from)],
        ),
        (
            "UPDATE webhooks SET failing_since = coalesce(failing_since, ?2) WHERE id = ?1",
            parameters![webhook.as_str(), now],
        ),
    ])
    .await
    .map(|_| ())
}

/// Tells a webhook nothing any more, until the user changes it.
pub async fn disable(
    sql: &impl SmartSql,
    webhook: &WebhookId,
    now: Timestamp,
) -> Result<(), Failure> {
    sql.batch(&[
        (
            "UPDATE webhooks SET disabled_at = ?2 WHERE id = ?1 AND disabled_at IS NULL",
            parameters![webhook.as_str(), now],
        ),
        (
            "UPDATE webhook_messages SET next_attempt_at = NULL WHERE webhook_id = ?1",
            parameters![webhook.as_str()],
        ),
    ])
    .await
    .map(|_| ())
}

/// Lets go of what happened before that moment.
pub async fn sweep(sql: &impl SmartSql, before: Timestamp) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM webhook_messages WHERE happened_at < ?1",
        parameters![before],
    )
    .await
    .map(|_| ())
}
