//! Telling users' own programs what happened, at least once, while they listen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::directory::webhooks::{self, Message, Sending, Webhook};
use crate::failure::Failure;
use crate::ids::{UserId, WebhookId, WebhookMessageId};
use crate::ports::{Courier, Job, Outbox, Ports};
use crate::secret::digest_id;
use crate::time::{DAY, MINUTE};
use crate::webhooks::{
    Address, Event, Happening, Secret, body, headers, is_gone, is_taken, next_attempt,
};

/// Webhooks that one user has at most.
const MOST: u32 = 10;
/// Messages that one sweep takes on; the rest stays due for the next.
const MOST_DUE: u32 = 200;
/// How long nobody else sends a message that is being sent.
const SENDING: i64 = 2 * MINUTE;
/// A webhook that took nothing for so long is told nothing any more.
const PATIENCE: i64 = 3 * DAY;
/// How long it is known what was told.
const KEPT: i64 = 14 * DAY;
/// How many messages are listed.
const LISTED: u32 = 100;

/// A webhook, as it is asked for from outside.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where it is told: an https:// address that is reached from everywhere.
    #[schemars(length(min = 1, max = 500))]
    pub url: String,
    /// What it is told of; where it is left out, everything.
    pub events: Option<Vec<Event>>,
}

/// What may be changed of it; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookChange {
    #[schemars(length(min = 1, max = 500))]
    pub url: Option<String>,
    pub events: Option<Vec<Event>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MadeWebhook {
    #[serde(flatten)]
    pub about: Webhook,
    /// What its messages are signed with: nobody can show it again.
    pub secret: String,
}

/// Makes a webhook.
pub async fn make(
    ports: &impl Ports,
    user: &UserId,
    new: NewWebhook,
) -> Result<MadeWebhook, Failure> {
    let secret = Secret::new(ports.entropy()?, ports.entropy()?);
    let about = Webhook {
        id: WebhookId::new(ports.entropy()?),
        url: address(ports, &new.url)?,
        events: events(new.events.unwrap_or_else(all))?,
        created_at: ports.now(),
        failing_since: None,
        disabled_at: None,
    };
    if !webhooks::put(ports.sql(), user, &about, &secret, MOST).await? {
        let why = format!("There are {MOST} webhooks already. Delete one first.");
        return Err(Failure::conflict(why));
    }
    Ok(MadeWebhook {
        about,
        secret: secret.as_str().to_owned(),
    })
}

/// Changes one; it is told again where it was no longer.
pub async fn change(
    ports: &impl Ports,
    user: &UserId,
    id: &WebhookId,
    change: WebhookChange,
) -> Result<Webhook, Failure> {
    let standing = webhooks::webhook(ports.sql(), user, id).await?;
    let changed = Webhook {
        url: match change.url {
            Some(url) => address(ports, &url)?,
            None => standing.url,
        },
        events: match change.events {
            Some(wished) => events(wished)?,
            None => standing.events,
        },
        failing_since: None,
        disabled_at: None,
        ..standing
    };
    webhooks::change(ports.sql(), user, &changed).await?;
    Ok(changed)
}

/// Signs its messages with another secret from now on.
pub async fn rotate(
    ports: &impl Ports,
    user: &UserId,
    id: &WebhookId,
) -> Result<MadeWebhook, Failure> {
    let about = webhooks::webhook(ports.sql(), user, id).await?;
    let secret = Secret::new(ports.entropy()?, ports.entropy()?);
    webhooks::set_secret(ports.sql(), user, id, &secret).await?;
    Ok(MadeWebhook {
        about,
        secret: secret.as_str().to_owned(),
    })
}

pub async fn remove(ports: &impl Ports, user: &UserId, id: &WebhookId) -> Result<(), Failure> {
    match webhooks::delete(ports.sql(), user, id).await? {
        true => Ok(()),
        false => Err(Failure::not_found("the webhook")),
    }
}

/// What it was told lately.
pub async fn told(
    ports: &impl Ports,
    user: &UserId,
    id: &WebhookId,
) -> Result<Vec<Message>, Failure> {
    webhooks::webhook(ports.sql(), user, id).await?;
    webhooks::messages(ports.sql(), user, id, LISTED).await
}

/// Sends it a message that nothing happened.
pub async fn ping(
    ports: &impl Ports,
    user: &UserId,
    id: &WebhookId,
) -> Result<WebhookMessageId, Failure> {
    let webhook = webhooks::webhook(ports.sql(), user, id).await?;
    if webhook.disabled_at.is_some() {
        let why = "It is told nothing any more, since nobody took it. Change it, and it is again.";
        return Err(Failure::conflict(why));
    }
    let id = WebhookMessageId::new(ports.entropy()?);
    put(ports, user, &webhook, &id, &Happening::Ping {}).await?;
    Ok(id)
}

/// Tells the user's webhooks what happened. `name` tells it from whatever else happens: told again, it is
/// sent once.
pub async fn tell(
    ports: &impl Ports,
    user: &UserId,
    name: &str,
    happening: &Happening,
) -> Result<(), Failure> {
    let event = happening.event();
    for webhook in webhooks::webhooks(ports.sql(), user).await? {
        if webhook.disabled_at.is_none() && webhook.events.contains(&event) {
            let parts = [webhook.id.as_str(), event.as_str(), name];
            let id = WebhookMessageId::new(digest_id(&parts));
            put(ports, user, &webhook, &id, happening).await?;
        }
    }
    Ok(())
}

async fn put(
    ports: &impl Ports,
    user: &UserId,
    webhook: &Webhook,
    id: &WebhookMessageId,
    happening: &Happening,
) -> Result<(), Failure> {
    let now = ports.now();
    let message = (id, happening.event(), body(id, happening, now));
    let message = (message.0, message.1, message.2.as_str());
    webhooks::put_message(ports.sql(), user, &webhook.id, message, now).await?;
    let job = Job::Tell {
        message_id: id.clone(),
    };
    // It is stored, and sent by the cron where it can't be queued now: what happened has happened.
    let _ = ports.outbox().send(&job).await;
    Ok(())
}

/// Sends one message, if it is due. One that is not taken is sent again later.
pub async fn send(ports: &impl Ports, id: &WebhookMessageId) -> Result<(), Failure> {
    let now = ports.now();
    let taken = webhooks::take(ports.sql(), id, now, now.plus(SENDING)).await?;
    let Some(sending) = taken else {
        return Ok(());
    };
    let secret = Secret::stored(sending.secret.clone());
    let signed = headers(&secret, id, &sending.body, now);
    // That nobody answered is an answer too: it is tried again as the message's own pauses have it.
    let status = ports
        .courier()
        .post(&sending.url, &signed, &sending.body)
        .await
        .ok();
    match status {
        Some(status) if is_taken(status) => {
            webhooks::note_taken(ports.sql(), id, &sending.webhook_id, status, now).await
        }
        status => not_taken(ports, id, &sending, status).await,
    }
}

async fn not_taken(
    ports: &impl Ports,
    id: &WebhookMessageId,
    sending: &Sending,
    status: Option<u16>,
) -> Result<(), Failure> {
    let now = ports.now();
    let [chance, ..] = ports.entropy()?;
    let next = next_attempt(sending.attempts, now, chance);
    let webhook = &sending.webhook_id;
    webhooks::note_failed(ports.sql(), id, webhook, (status, next), now).await?;
    let is_given_up = sending
        .failing_since
        .is_some_and(|since| now.since(since) > PATIENCE);
    if status.is_some_and(is_gone) || is_given_up {
        webhooks::disable(ports.sql(), webhook, now).await?;
    }
    Ok(())
}

/// Queues what is due to be sent, and was not or in vain.
pub async fn queue_due(ports: &impl Ports) -> Result<(), Failure> {
    for message_id in webhooks::due(ports.sql(), ports.now(), MOST_DUE).await? {
        ports.outbox().send(&Job::Tell { message_id }).await?;
    }
    Ok(())
}

/// Lets go of what was told long ago.
pub async fn let_go(ports: &impl Ports) -> Result<(), Failure> {
    webhooks::sweep(ports.sql(), ports.now().plus(-KEPT)).await
}

fn address(ports: &impl Ports, url: &str) -> Result<String, Failure> {
    Address::parse(url, ports.courier().is_lenient())
        .map(|address| address.to_string())
        .map_err(|error| Failure::invalid("url", error.to_string()))
}

fn all() -> Vec<Event> {
    vec![
        Event::CallEnded,
        Event::MemoriesChanged,
        Event::ScheduleMissed,
    ]
}

fn events(mut wished: Vec<Event>) -> Result<Vec<Event>, Failure> {
    wished.sort_unstable();
    wished.dedup();
    match wished.is_empty() {
        true => Err(Failure::invalid("events", "Choose one at least.")),
        false => Ok(wished),
    }
}
