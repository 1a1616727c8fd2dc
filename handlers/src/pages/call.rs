//! A call, while it is on and when it is over.

use std::collections::BTreeSet;

use call_me_back::call::{Channel, Status, Turn};
use call_me_back::directory::people::User;
use call_me_back::directory::{calls, personas, relationships};
use call_me_back::flows::ending;
use call_me_back::flows::starting::{Wish, start_call};
use call_me_back::ids::{CallId, Pair};
use call_me_back::memory::command::{Address, List, Past, Recollection};
use call_me_back::memory::operation::Outcome;
use call_me_back::ports::{Memories as _, Ports as _};
use call_me_back::prompt::Occasion;
use call_me_back_web::after_call::{Aftermath, EndedCall, Harvest, page as draw_ended};
use call_me_back_web::call::{LiveCall, page as draw_live};

use crate::answer::{Answer, Refusal, page, see_other};
use crate::api::calls::said;
use crate::api::{call_id, persona_id};
use crate::visit::Visit;

/// How many storylines are looked through for those that a call touched.
const LOOKED_THROUGH: u32 = 200;

pub async fn start(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let wish = Wish {
        call_id: CallId::new(visit.ports.entropy()?),
        persona: persona_id(form.text("persona_id"))?,
        channel: Channel::Browser,
        occasion: Occasion::UserCalls,
    };
    let call = start_call(&visit.ports, &user, wish).await?;
    see_other(&format!("/calls/{}", call.id))
}

pub async fn end(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    visit.form().await?;
    let call = ending::hang_up(&visit.ports, &user.id, &call_id(id)?).await?;
    see_other(&format!("/calls/{}", call.id))
}

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let call = calls::call(visit.ports.sql(), &user.id, &call_id(id)?).await?;
    let said = said(visit, &user, &call).await?;
    if said.status == Status::Ended {
        show_ended(visit, &user, &call, said.turns).await
    } else {
        show_live(visit, &user, &call, said.turns).await
    }
}

async fn show_live(visit: &Visit, user: &User, call: &calls::Entry, turns: Vec<Turn>) -> Answer {
    let pair = pair(user, call);
    let live = LiveCall {
        call_id: call.id.clone(),
        persona: personas::persona(visit.ports.sql(), &user.id, &call.persona_id).await?,
        relationship: relationships::relationship(visit.ports.sql(), &pair).await?,
        started_at: call.started_at.unwrap_or(call.created_at),
        turns,
        by_phone: call.channel == Channel::Phone,
    };
    page(draw_live(&visit.frame(Some(user)), &live))
}

async fn show_ended(visit: &Visit, user: &User, call: &calls::Entry, turns: Vec<Turn>) -> Answer {
    let pair = pair(user, call);
    let aftermath = if turns.is_empty() {
        Aftermath::Nothing
    } else {
        aftermath(visit, &pair, &call.id).await?
    };
    let with_them = calls::calls(visit.ports.sql(), &pair, 5).await?;
    let ended = EndedCall {
        call_id: call.id.clone(),
        persona: personas::persona(visit.ports.sql(), &user.id, &call.persona_id).await?,
        started_at: call.started_at.unwrap_or(call.created_at),
        ended_at: call.ended_at.unwrap_or(call.created_at),
        turns,
        aftermath,
        live_call: with_them
            .into_iter()
            .find(|other| other.status != Status::Ended && other.id != call.id)
            .map(|other| other.id),
    };
    page(draw_ended(&visit.frame(Some(user)), &ended))
}

async fn aftermath(visit: &Visit, pair: &Pair, call: &CallId) -> Result<Aftermath, Refusal> {
    let actor = Address::Relationship(pair.clone());
    let ask = visit.ports.memories();
    let recollection = Recollection {
        call_id: call.clone(),
    };
    let Some(remembered) = ask.ask(&actor, recollection).await? else {
        return Ok(Aftermath::Thinking);
    };
    let mut named = BTreeSet::new();
    for outcome in &remembered.outcomes {
        match outcome {
            Outcome::Added { memory_id }
            | Outcome::Reinforced { memory_id }
            | Outcome::Kept { memory_id } => {
                named.insert(memory_id.clone());
            }
            Outcome::Corrected { memory_id, ended } => {
                named.insert(memory_id.clone());
                named.extend(ended.iter().cloned());
            }
            Outcome::Retracted { memory_ids } => named.extend(memory_ids.iter().cloned()),
            Outcome::Storyline { .. } | Outcome::Learned { .. } | Outcome::Refused => {}
        }
    }
    let list = List {
        history: true,
        call_id: None,
    };
    let mut memories = ask.ask(&actor, list).await?;
    memories.retain(|memory| named.contains(&memory.id));
    let past = Past {
        limit: LOOKED_THROUGH,
    };
    Ok(Aftermath::Remembered(Box::new(Harvest {
        remembered,
        memories,
        storylines: ask.ask(&actor, past).await?.storylines,
    })))
}

fn pair(user: &User, call: &calls::Entry) -> Pair {
    Pair {
        user: user.id.clone(),
        persona: call.persona_id.clone(),
    }
}
