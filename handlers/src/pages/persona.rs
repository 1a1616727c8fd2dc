//! One persona: who they are to the user, and in short what stands between them.

use call_me_back::call::{Channel, Status};
use call_me_back::directory::calls::{self, Filter};
use call_me_back::directory::people::User;
use call_me_back::directory::{personas, relationships};
use call_me_back::failure::Failure;
use call_me_back::flows::relating::{self, Customization};
use call_me_back::flows::{costing, greeting};
use call_me_back::ids::Pair;
use call_me_back::memory::command::{Address, Browse, Former, Sort, Storylines};
use call_me_back::memory::storyline;
use call_me_back::pagination::{Cursor, Limit, Page};
use call_me_back::persona::Persona;
use call_me_back::ports::{Memories as _, Ports as _};
use call_me_back::relationship::{Kind, MemoryConfig};
use call_me_back_web::Errors;
use call_me_back_web::conversations::PastCall;
use call_me_back_web::costs::Estimates;
use call_me_back_web::persona::{Known, PersonaPage, RelationshipForm, page as draw};

use super::home::telephone;
use crate::answer::{Answer, Refusal, page, page_with, see_other};
use crate::ids::persona_id;
use crate::visit::{Form, Visit};

/// How many storylines, memories and calls are shown, each.
const SHOWN: u32 = 5;

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let (persona, pair) = met(visit, &user, id).await?;
    let known = known(visit, &user, &pair).await?;
    let form = known.as_ref().map_or_else(
        || RelationshipForm {
            name: user.name.clone().unwrap_or_default(),
            ..RelationshipForm::default()
        },
        |known| RelationshipForm::of(&known.relationship, user.name.as_deref()),
    );
    let greeting = match known {
        // Whoever meets them hears them first, where that can be had.
        None => hello(visit, &user, &persona, &form).await.ok(),
        Some(_) => None,
    };
    let view = PersonaPage {
        persona,
        form,
        errors: Errors::none(),
        greeting,
        known,
    };
    page(draw(&visit.frame(Some(&user)), &view))
}

/// A persona that the user may meet, and the two.
pub async fn met(visit: &Visit, user: &User, id: &str) -> Result<(Persona, Pair), Refusal> {
    let persona = personas::persona(visit.ports.sql(), &user.id, &persona_id(id)?).await?;
    let pair = Pair {
        user: user.id.clone(),
        persona: persona.id.clone(),
    };
    Ok((persona, pair))
}

async fn known(visit: &Visit, user: &User, pair: &Pair) -> Result<Option<Known>, Refusal> {
    let sql = visit.ports.sql();
    let Some(relationship) = relationships::relationship(sql, pair).await? else {
        return Ok(None);
    };
    let actor = Address::Relationship(pair.clone());
    let ask = visit.ports.memories();
    let latest = Browse {
        category: None,
        state: None,
        min_strength: None,
        sort: Sort::Mentioned,
        after: None,
        limit: SHOWN,
        now: visit.ports.now(),
    };
    let memories = ask.ask(&actor, latest).await?.page;
    let of = memories.iter().map(|memory| memory.id.clone()).collect();
    let going_on = Storylines {
        status: Some(storyline::Status::InProgress),
        after: None,
        limit: SHOWN,
    };
    let live = calls::going_on(sql, &pair.user, Some(&pair.persona)).await?;
    let (calls, _) = past_calls(visit, pair, &first_page()?).await?;
    Ok(Some(Known {
        relationship,
        live_call: live.into_iter().next().map(|call| call.id),
        telephone: telephone(visit, user).await?,
        estimates: estimates(visit, user, pair).await?,
        storylines: ask.ask(&actor, going_on).await?.page,
        former: ask.ask(&actor, Former { of }).await?,
        memories,
        calls,
    }))
}

fn first_page() -> Result<Page, Failure> {
    let limit = Limit::try_from(SHOWN).unwrap_or_default();
    Page::new(&[], limit, None)
}

/// A page of the two's calls that came about and are over, and where the next one begins.
pub async fn past_calls(
    visit: &Visit,
    pair: &Pair,
    page: &Page,
) -> Result<(Vec<PastCall>, Option<Cursor>), Refusal> {
    let filter = Filter {
        persona: Some(pair.persona.clone()),
        status: Some(Status::Ended),
        answered: true,
        ..Filter::default()
    };
    let (calls, next) = calls::page(visit.ports.sql(), &pair.user, &filter, page).await?;
    let past = |call: calls::Entry| PastCall {
        call_id: call.id,
        started_at: call.started_at.unwrap_or(call.created_at),
        duration_seconds: call.duration_seconds,
        summary: call.auto_summary.filter(|summary| !summary.is_empty()),
    };
    Ok((calls.into_iter().map(past).collect(), next))
}

/// What calls with them may cost.
async fn estimates(visit: &Visit, user: &User, pair: &Pair) -> Result<Estimates, Refusal> {
    let of = |channel| costing::estimate(&visit.ports, user, &pair.persona, channel);
    let by_phone = of(Channel::Phone).await?;
    Ok(Estimates {
        minutes: by_phone.minutes,
        in_browser: of(Channel::Browser).await?.in_words,
        by_phone: by_phone.in_words,
    })
}

pub async fn save(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let (persona, pair) = met(visit, &user, id).await?;
    let sent = sent_form(&form);
    match take(visit, &user, &pair, &sent).await {
        Ok(()) => see_other(&format!("/personas/{}", persona.id)),
        Err(refused) if visit.shows_again(&refused) => {
            let html = again(visit, &user, persona, &pair, sent, Err(refused)).await?;
            page_with(422, html)
        }
        Err(refused) => Err(refused.into()),
    }
}

/// How the persona would greet the user, were it as the form says. Nothing is saved.
pub async fn greet(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let (persona, pair) = met(visit, &user, id).await?;
    let sent = sent_form(&form);
    match hello(visit, &user, &persona, &sent).await {
        Err(refused) if !visit.shows_again(&refused) => Err(refused.into()),
        greeting => {
            let status = if greeting.is_ok() { 200 } else { 422 };
            let html = again(visit, &user, persona, &pair, sent, greeting).await?;
            page_with(status, html)
        }
    }
}

/// How they would greet: a friend, as long as nothing is chosen.
async fn hello(
    visit: &Visit,
    user: &User,
    persona: &Persona,
    form: &RelationshipForm,
) -> Result<String, Failure> {
    let wish = wish(&RelationshipForm {
        kind: form.kind.or(Some(Kind::Friend)),
        ..form.clone()
    })?;
    greeting::preview(&visit.ports, user, &persona.id, &form.name, wish).await
}

fn sent_form(form: &Form) -> RelationshipForm {
    let depth = form.text("auto_recall_depth");
    RelationshipForm {
        kind: form.text("kind").parse().ok(),
        relationship_type: form.text("relationship_type").to_owned(),
        custom_system_prompt: form.text("custom_system_prompt").to_owned(),
        voice: form.text("voice").to_owned(),
        language: form.text("language").parse().unwrap_or_default(),
        name: form.text("name").to_owned(),
        memory_config: MemoryConfig {
            remember_relationship_details: form.ticked("remember_relationship_details"),
            remember_past_conversations: form.ticked("remember_past_conversations"),
            remember_personal_facts: form.ticked("remember_personal_facts"),
            auto_recall_depth: depth.parse().unwrap_or(if depth.is_empty() {
                MemoryConfig::default().auto_recall_depth
            } else {
                u32::MAX
            }),
        },
    }
}

fn wish(sent: &RelationshipForm) -> Result<Customization, Failure> {
    let (kind, relationship_type) = relating::chosen_type(sent.kind, &sent.relationship_type)?;
    Ok(Customization {
        relationship_type: Some(relationship_type),
        kind: Some(kind),
        custom_system_prompt: Some(sent.custom_system_prompt.clone()),
        voice: Some(sent.voice.clone()),
        language: Some(sent.language),
        memory_config: Some(sent.memory_config.clone().into()),
        paused: None,
    })
}

async fn take(
    visit: &Visit,
    user: &User,
    pair: &Pair,
    sent: &RelationshipForm,
) -> Result<(), Failure> {
    let wish = wish(sent)?;
    let introduced = relating::introduce(&visit.ports, user, &pair.persona, &sent.name, wish);
    introduced.await.map(|_| ())
}

/// The page again with the form as it was sent, and the greeting, or what is wrong.
async fn again(
    visit: &Visit,
    user: &User,
    persona: Persona,
    pair: &Pair,
    sent: RelationshipForm,
    greeting: Result<String, Failure>,
) -> Result<String, Refusal> {
    let view = PersonaPage {
        known: known(visit, user, pair).await?,
        persona,
        form: sent,
        errors: greeting
            .as_ref()
            .err()
            .map(Errors::from)
            .unwrap_or_default(),
        greeting: greeting.ok(),
    };
    Ok(draw(&visit.frame(Some(user)), &view))
}
