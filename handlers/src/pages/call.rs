//! A call, while it is on and when it is over.

use call_me_back::call::{Channel, Status, Turn};
use call_me_back::directory::people::User;
use call_me_back::directory::{calls, personas, relationships};
use call_me_back::flows::looking_back::Said;
use call_me_back::flows::starting::{Asked, start_asked};
use call_me_back::flows::{ending, looking_back};
use call_me_back::ids::Pair;
use call_me_back::ports::Ports as _;
use call_me_back_web::after_call::{Aftermath, EndedCall, page as draw_ended};
use call_me_back_web::call::{LiveCall, page as draw_live};

use crate::answer::{Answer, page, see_other};
use crate::ids::{call_id, persona_id};
use crate::visit::Visit;

pub async fn start(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let asked = Asked {
        persona_id: persona_id(form.text("persona_id"))?,
        channel: form.text("channel").parse().unwrap_or(Channel::Browser),
        to: None,
    };
    let call = start_asked(&visit.ports, &user, asked).await?;
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
    let said = looking_back::said(&visit.ports, &user.id, &call).await?;
    if said.status == Status::Ended {
        show_ended(visit, &user, &call, said.turns).await
    } else {
        show_live(visit, &user, &call, said).await
    }
}

async fn show_live(visit: &Visit, user: &User, call: &calls::Entry, said: Said) -> Answer {
    let pair = pair(user, call);
    let live = LiveCall {
        call_id: call.id.clone(),
        persona: personas::persona(visit.ports.sql(), &user.id, &call.persona_id).await?,
        relationship: relationships::relationship(visit.ports.sql(), &pair).await?,
        started_at: call.started_at.unwrap_or(call.created_at),
        status: said.status,
        turns: said.turns,
        recalled: said.recalled,
        by_phone: call.channel == Channel::Phone,
    };
    page(draw_live(&visit.frame(Some(user)), &live))
}

async fn show_ended(visit: &Visit, user: &User, call: &calls::Entry, turns: Vec<Turn>) -> Answer {
    let pair = pair(user, call);
    let harvest = looking_back::harvest(&visit.ports, &pair, &call.id).await?;
    let with_them = calls::calls(visit.ports.sql(), &pair, 5).await?;
    let ended = EndedCall {
        call_id: call.id.clone(),
        persona: personas::persona(visit.ports.sql(), &user.id, &call.persona_id).await?,
        started_at: call.started_at.unwrap_or(call.created_at),
        ended_at: call.ended_at.unwrap_or(call.created_at),
        aftermath: Aftermath::of(harvest, !turns.is_empty(), !call.memory_extracted),
        turns,
        cost: call.cost.clone(),
        live_call: with_them
            .into_iter()
            .find(|other| other.status != Status::Ended && other.id != call.id)
            .map(|other| other.id),
    };
    page(draw_ended(&visit.frame(Some(user)), &ended))
}

fn pair(user: &User, call: &calls::Entry) -> Pair {
    Pair {
        user: user.id.clone(),
        persona: call.persona_id.clone(),
    }
}
