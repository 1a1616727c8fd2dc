//! Webhooks: the user's own programs are told what happened.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::directory::webhooks::{self as directory, Message, Webhook};
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::telling::{self, MadeWebhook, NewWebhook, WebhookChange};
use crate::ids::{WebhookId, WebhookMessageId};
use crate::ports::Ports;

/// Lists the webhooks, the oldest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListWebhooks {}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Webhooks {
    webhooks: Vec<Webhook>,
}

impl Endpoint for ListWebhooks {
    type Body = ();
    type Answer = Webhooks;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Webhooks, Failure> {
        let webhooks = directory::webhooks(ports.sql(), &by.user.id).await?;
        Ok(Webhooks { webhooks })
    }
}

/// Has a server told what happens, by a POST with JSON that is signed as Standard Webhooks says. What it
/// does not take with a status from 200 to 299 is sent again, for a day and a half. This is the one answer that
/// shows what messages are signed with.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MakeWebhook {}

impl Endpoint for MakeWebhook {
    type Body = NewWebhook;
    type Answer = MadeWebhook;

    const STATUS: u16 = 201;

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: NewWebhook,
    ) -> Result<MadeWebhook, Failure> {
        telling::make(ports, &by.user.id, body).await
    }
}

/// Shows a webhook.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowWebhook {
    webhook_id: WebhookId,
}

impl Endpoint for ShowWebhook {
    type Body = ();
    type Answer = Webhook;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Webhook, Failure> {
        directory::webhook(ports.sql(), &by.user.id, &self.webhook_id).await
    }
}

/// Changes where it is told, or of what. One that was no longer told anything is told again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeWebhook {
    webhook_id: WebhookId,
}

impl Endpoint for ChangeWebhook {
    type Body = WebhookChange;
    type Answer = Webhook;

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: WebhookChange,
    ) -> Result<Webhook, Failure> {
        telling::change(ports, &by.user.id, &self.webhook_id, body).await
    }
}

/// Takes a webhook away, with what it was still to be told.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RemoveWebhook {
    webhook_id: WebhookId,
}

impl Endpoint for RemoveWebhook {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        telling::remove(ports, &by.user.id, &self.webhook_id).await
    }
}

/// Signs its messages with another secret from now on, and shows that once.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RotateWebhook {
    webhook_id: WebhookId,
}

impl Endpoint for RotateWebhook {
    type Body = ();
    type Answer = MadeWebhook;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<MadeWebhook, Failure> {
        telling::rotate(ports, &by.user.id, &self.webhook_id).await
    }
}

/// Sends a message that nothing happened, to see whether it arrives.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PingWebhook {
    webhook_id: WebhookId,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Pinged {
    message_id: WebhookMessageId,
}

impl Endpoint for PingWebhook {
    type Body = ();
    type Answer = Pinged;

    const STATUS: u16 = 202;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Pinged, Failure> {
        let message_id = telling::ping(ports, &by.user.id, &self.webhook_id).await?;
        Ok(Pinged { message_id })
    }
}

/// Lists what a webhook was told in the last two weeks and what became of it, the latest hundred first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListMessages {
    webhook_id: WebhookId,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "WebhookMessages")]
pub(super) struct Messages {
    messages: Vec<Message>,
}

impl Endpoint for ListMessages {
    type Body = ();
    type Answer = Messages;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Messages, Failure> {
        let messages = telling::told(ports, &by.user.id, &self.webhook_id).await?;
        Ok(Messages { messages })
    }
}
