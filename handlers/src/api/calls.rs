//! Calls.

use call_me_back::call::transcript::Transcript;
use call_me_back::call::{Channel, Status, Turn};
use call_me_back::directory::calls;
use call_me_back::directory::people::User;
use call_me_back::flows::ending;
use call_me_back::flows::starting::{Wish, call_id_of, start_call};
use call_me_back::ids::{CallId, PersonaId};
use call_me_back::ports::{Ports as _, Sessions as _, SmartBuckets as _};
use call_me_back::prompt::Occasion;
use call_me_back::telephony::phone::PhoneNumber;
use serde::Deserialize;
use serde_json::json;

use super::{call_id, hidden};
use crate::answer::{Answer, Refusal, json, json_text, json_with};
use crate::visit::Visit;

/// How many calls are listed.
const LISTED: u32 = 100;
/// The longest `Idempotency-Key`, in bytes.
const LONGEST_KEY: usize = 255;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCall {
    persona_id: PersonaId,
    channel: Channel,
    /// A verified number of the user's; theirs where it is left out.
    to: Option<String>,
}

/// `POST /api/calls`. With an `Idempotency-Key` a repeat answers with the same call.
pub async fn start(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let new: NewCall = visit.json().await?;
    check_number(&user, &new)?;
    let call_id = match visit.header("idempotency-key") {
        Some(key) if key.is_empty() || key.len() > LONGEST_KEY => {
            return Err(Refusal::at(
                422,
                "Idempotency-Key",
                "A key has 1 to 255 characters.",
            ));
        }
        Some(key) => call_id_of(&[user.id.as_str(), &key]),
        None => CallId::new(visit.ports.entropy()?),
    };
    let wish = Wish {
        call_id,
        persona: new.persona_id,
        channel: new.channel,
        occasion: match new.channel {
            Channel::Browser => Occasion::UserCalls,
            Channel::Phone => Occasion::CallRequested,
        },
    };
    json_with(201, &start_call(&visit.ports, &user, wish).await?)
}

fn check_number(user: &User, new: &NewCall) -> Result<(), Refusal> {
    match (&new.to, new.channel) {
        (None, _) => Ok(()),
        (Some(_), Channel::Browser) => Err(Refusal::at(
            422,
            "to",
            "A call in the browser has no number.",
        )),
        (Some(to), Channel::Phone) => match PhoneNumber::parse(to) {
            Ok(number) if number.e164() == user.phone => Ok(()),
            Ok(_) => Err(Refusal::at(
                422,
                "to",
                "Only a number that you have proved to be yours can be called.",
            )),
            Err(error) => Err(Refusal::at(422, "to", error.to_string())),
        },
    }
}

pub async fn list(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let calls = calls::all_calls(visit.ports.sql(), &user.id, LISTED).await?;
    json(&json!({ "calls": calls }))
}

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    json(&calls::call(visit.ports.sql(), &user.id, &call_id(id)?).await?)
}

/// A call as its session knows it; the row may lag behind.
pub struct Said {
    pub status: Status,
    pub turns: Vec<Turn>,
}

/// What was said in a call, running or ended.
pub async fn said(visit: &Visit, user: &User, call: &calls::Entry) -> Result<Said, Refusal> {
    let view = visit.ports.sessions().view(&call.id).await?;
    let status = view.call.status;
    if view.script.is_some() {
        let turns = view.turns;
        return Ok(Said { status, turns });
    }
    let key = Transcript::path(&user.id, &call.persona_id, &call.id);
    let object = visit.ports.buckets().text(&key).await?;
    let transcript: Option<Transcript> =
        object.and_then(|object| serde_json::from_str(&object.text).ok());
    let turns = transcript.map_or_else(Vec::new, |transcript| transcript.turns());
    Ok(Said { status, turns })
}

pub async fn transcript(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let call = calls::call(visit.ports.sql(), &user.id, &call_id(id)?).await?;
    let said = said(visit, &user, &call).await?;
    json(&json!({
        "call_id": call.id,
        "status": said.status,
        "ended": said.status == Status::Ended,
        "turns": said.turns,
    }))
}

/// The transcript as it is kept: the object in the bucket, word for word.
pub async fn archive(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let call = calls::call(visit.ports.sql(), &user.id, &call_id(id)?).await?;
    let key = Transcript::path(&user.id, &call.persona_id, &call.id);
    let object = visit.ports.buckets().text(&key).await?;
    json_text(object.ok_or_else(|| hidden("the transcript"))?.text)
}

pub async fn end(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    json(&ending::hang_up(&visit.ports, &user.id, &call_id(id)?).await?)
}
