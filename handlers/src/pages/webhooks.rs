//! The user's webhooks.

use call_me_back::directory::people::User;
use call_me_back::directory::webhooks as rows;
use call_me_back::failure::Failure;
use call_me_back::flows::telling::{self, MadeWebhook, NewWebhook, WebhookChange};
use call_me_back::ids::WebhookId;
use call_me_back::ports::Ports as _;
use call_me_back_web::Errors;
use call_me_back_web::webhooks::{
    EVENTS, Made, WebhookForm, WebhookPage, WebhooksPage, list as draw_list, page as draw,
};

use crate::answer::{Answer, Refusal, page, page_with, see_other};
use crate::visit::{Form, Visit};

pub async fn list(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let view = WebhooksPage {
        form: WebhookForm::new(),
        ..WebhooksPage::default()
    };
    page(drawn_list(visit, &user, view).await?)
}

async fn drawn_list(visit: &Visit, user: &User, mut view: WebhooksPage) -> Result<String, Refusal> {
    view.webhooks = rows::webhooks(visit.ports.sql(), &user.id).await?;
    Ok(draw_list(&visit.frame(Some(user)), &view))
}

pub async fn add(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let sent = sent_form(&form);
    let new = NewWebhook {
        url: sent.url.clone(),
        events: Some(sent.events.clone()),
    };
    match telling::make(&visit.ports, &user.id, new).await {
        Ok(webhook) => {
            let view = WebhooksPage {
                form: WebhookForm::new(),
                made: Some(made(webhook)),
                ..WebhooksPage::default()
            };
            page(drawn_list(visit, &user, view).await?)
        }
        Err(refused) if visit.shows_again(&refused) => {
            let view = WebhooksPage {
                form: sent,
                errors: Errors::from(&refused),
                ..WebhooksPage::default()
            };
            page_with(422, drawn_list(visit, &user, view).await?)
        }
        Err(refused) => Err(refused.into()),
    }
}

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let id = webhook_id(id)?;
    page(drawn(visit, &user, &id, |_| ()).await?)
}

/// The page, with what is another than usual on it.
async fn drawn(
    visit: &Visit,
    user: &User,
    id: &WebhookId,
    change: impl FnOnce(&mut WebhookPage),
) -> Result<String, Refusal> {
    let webhook = rows::webhook(visit.ports.sql(), &user.id, id).await?;
    let mut view = WebhookPage {
        form: WebhookForm::of(&webhook),
        messages: telling::told(&visit.ports, &user.id, id).await?,
        webhook,
        errors: Errors::none(),
        made: None,
        is_saved: visit.query("saved").is_some(),
    };
    change(&mut view);
    Ok(draw(&visit.frame(Some(user)), &view))
}

/// `POST /webhooks/:id/:change`.
pub async fn change(visit: &mut Visit, id: &str, change: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let id = webhook_id(id)?;
    match change {
        "change" => save(visit, &user, &id, sent_form(&form)).await,
        "ping" => {
            telling::ping(&visit.ports, &user.id, &id).await?;
            see_other(&format!("/webhooks/{id}"))
        }
        "rotate" => {
            let rotated = telling::rotate(&visit.ports, &user.id, &id).await?;
            let shown = |view: &mut WebhookPage| view.made = Some(made(rotated));
            page(drawn(visit, &user, &id, shown).await?)
        }
        "remove" => {
            telling::remove(&visit.ports, &user.id, &id).await?;
            see_other("/webhooks")
        }
        _ => Err(Refusal::not_found()),
    }
}

async fn save(visit: &Visit, user: &User, id: &WebhookId, sent: WebhookForm) -> Answer {
    let wish = WebhookChange {
        url: Some(sent.url.clone()),
        events: Some(sent.events.clone()),
    };
    match telling::change(&visit.ports, &user.id, id, wish).await {
        Ok(_) => see_other(&format!("/webhooks/{id}?saved")),
        Err(refused @ Failure::Invalid { .. }) if visit.shows_again(&refused) => {
            let again = |view: &mut WebhookPage| {
                view.errors = Errors::from(&refused);
                view.form = sent;
            };
            page_with(422, drawn(visit, user, id, again).await?)
        }
        Err(refused) => Err(refused.into()),
    }
}

fn made(webhook: MadeWebhook) -> Made {
    Made {
        url: webhook.about.url,
        secret: webhook.secret,
    }
}

fn sent_form(form: &Form) -> WebhookForm {
    let events = EVENTS.iter().map(|(event, _)| *event);
    WebhookForm {
        url: form.text("url").to_owned(),
        events: events.filter(|event| form.ticked(event.as_str())).collect(),
    }
}

fn webhook_id(id: &str) -> Result<WebhookId, Failure> {
    WebhookId::parse(id).map_err(|_| Failure::not_found("the webhook"))
}
