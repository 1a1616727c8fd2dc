//! One persona: who they are to the user, and what they know.

use call_me_back::call::{Channel, Status};
use call_me_back::directory::people::User;
use call_me_back::directory::{calls, personas, relationships};
use call_me_back::extraction::window_named;
use call_me_back::failure::Failure;
use call_me_back::flows::relating::{self, Customization};
use call_me_back::flows::{costing, starting};
use call_me_back::ids::Pair;
use call_me_back::memory::command::{Address, Change, List, Past, Recall, Scope};
use call_me_back::persona::Persona;
use call_me_back::ports::{Memories as _, Ports as _};
use call_me_back::prompt::Budget;
use call_me_back::recall::question::Names;
use call_me_back::recall::turns::Weights;
use call_me_back::relationship::MemoryConfig;
use call_me_back_web::Errors;
use call_me_back_web::costs::Estimates;
use call_me_back_web::persona::{
    Known, PastCall, PersonaPage, RelationshipForm, Search, page as draw,
};
use call_me_back_web::prompt::{PromptPreview, Section, page as draw_prompt};

use crate::answer::{Answer, Refusal, page, page_with, see_other};
use crate::ids::{call_id, memory_id, persona_id};
use crate::visit::{Form, Visit};

/// How many past calls, and hits of a search, are shown.
const SHOWN: u32 = 50;

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let (persona, pair) = met(visit, &user, id).await?;
    let known = known(visit, &user, &pair, names(&user, &persona)).await?;
    let form = known.as_ref().map_or_else(
        || RelationshipForm {
            name: user.name.clone().unwrap_or_default(),
            ..RelationshipForm::default()
        },
        |known| RelationshipForm::of(&known.relationship, user.name.as_deref()),
    );
    page(draw(
        &visit.frame(Some(&user)),
        &PersonaPage {
            persona,
            form,
            errors: Errors::none(),
            known,
        },
    ))
}

/// A persona that the user may meet, and the two.
async fn met(visit: &Visit, user: &User, id: &str) -> Result<(Persona, Pair), Refusal> {
    let persona = personas::persona(visit.ports.sql(), &user.id, &persona_id(id)?).await?;
    let pair = Pair {
        user: user.id.clone(),
        persona: persona.id.clone(),
    };
    Ok((persona, pair))
}

/// By what names the two are called.
fn names(user: &User, persona: &Persona) -> Names {
    Names {
        user: user.name.clone(),
        persona: Some(persona.name.clone()),
    }
}

async fn known(
    visit: &Visit,
    user: &User,
    pair: &Pair,
    names: Names,
) -> Result<Option<Known>, Refusal> {
    let sql = visit.ports.sql();
    let Some(relationship) = relationships::relationship(sql, pair).await? else {
        return Ok(None);
    };
    let actor = Address::Relationship(pair.clone());
    let ask = visit.ports.memories();
    let list = List {
        history: true,
        call_id: None,
    };
    let calls = calls::calls(sql, pair, SHOWN).await?;
    let search = match visit.query("q").filter(|query| !query.trim().is_empty()) {
        None => None,
        Some(query) => {
            let now = visit.ports.now();
            let recall = Recall {
                query: query.clone().into(),
                weights: Weights::default(),
                names,
                limit: SHOWN,
                scope: Scope::Owner,
                now,
                window: window_named(&query, now, user.time_zone),
            };
            let hits = ask.ask(&actor, recall).await?;
            Some(Search { query, hits })
        }
    };
    Ok(Some(Known {
        relationship,
        live_call: calls
            .iter()
            .find(|call| call.status != Status::Ended)
            .map(|call| call.id.clone()),
        estimates: estimates(visit, user, pair).await?,
        storylines: ask.ask(&actor, Past { limit: SHOWN }).await?.storylines,
        memories: ask.ask(&actor, list).await?,
        calls: calls
            .into_iter()
            .filter(|call| call.status == Status::Ended)
            .filter_map(|call| {
                Some(PastCall {
                    call_id: call.id,
                    started_at: call.started_at?,
                    duration_seconds: call.duration_seconds,
                    summary: call.auto_summary.filter(|summary| !summary.is_empty()),
                })
            })
            .collect(),
        search,
    }))
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
            refused_form(visit, &user, persona, &pair, sent, &refused).await
        }
        Err(refused) => Err(refused.into()),
    }
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

async fn take(
    visit: &Visit,
    user: &User,
    pair: &Pair,
    sent: &RelationshipForm,
) -> Result<(), Failure> {
    let (kind, relationship_type) = relating::chosen_type(sent.kind, &sent.relationship_type)?;
    let wish = Customization {
        relationship_type: Some(relationship_type),
        kind: Some(kind),
        custom_system_prompt: Some(sent.custom_system_prompt.clone()),
        voice: Some(sent.voice.clone()),
        language: Some(sent.language),
        memory_config: Some(sent.memory_config.clone().into()),
        paused: None,
    };
    let introduced = relating::introduce(&visit.ports, user, &pair.persona, &sent.name, wish);
    introduced.await.map(|_| ())
}

async fn refused_form(
    visit: &Visit,
    user: &User,
    persona: Persona,
    pair: &Pair,
    sent: RelationshipForm,
    refused: &Failure,
) -> Answer {
    let view = PersonaPage {
        known: known(visit, user, pair, names(user, &persona)).await?,
        persona,
        form: sent,
        errors: Errors::from(refused),
    };
    page_with(422, draw(&visit.frame(Some(user)), &view))
}

/// Pins, unpins or forgets a memory, then goes back to where it was seen.
pub async fn change(visit: &mut Visit, id: &str, memory: &str, change: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let (persona, pair) = met(visit, &user, id).await?;
    let change = match change {
        "pin" => Change::Pin,
        "unpin" => Change::Unpin,
        "forget" => Change::Forget,
        _ => return Err(Refusal::not_found()),
    };
    relating::edit_memory(&visit.ports, &pair, memory_id(memory)?, change, None).await?;
    match call_id(form.text("call_id")) {
        Ok(call) => see_other(&format!("/calls/{call}")),
        Err(_) => see_other(&format!("/personas/{}", persona.id)),
    }
}

/// What the persona would be told now.
pub async fn prompt(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let briefing = starting::preview(&visit.ports, &user, &persona_id(id)?).await?;
    let prompt = starting::prompt(&visit.ports, &briefing).await;
    let preview = PromptPreview {
        persona: briefing.persona,
        sections: sections(&prompt.text),
        tokens: prompt.tokens,
        budget: Budget::default().total(),
    };
    page(draw_prompt(&visit.frame(Some(&user)), &preview))
}

/// A prompt in its sections, each headed `=== TITLE ===`.
fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in text.lines() {
        let title = line
            .strip_prefix("=== ")
            .and_then(|line| line.strip_suffix(" ==="));
        match (title, sections.last_mut()) {
            (Some(title), _) => sections.push(Section {
                title: title.to_owned(),
                text: String::new(),
            }),
            (None, Some(section)) => {
                section.text.push_str(line);
                section.text.push('\n');
            }
            (None, None) => {}
        }
    }
    sections
}
