//! Keys with which the user's own programs come.

use call_me_back::directory::keys as directory;
use call_me_back::flows::keys::{self, NewKey};
use call_me_back::ids::ApiKeyId;
use call_me_back::ports::Ports as _;
use serde_json::json;

use super::hidden;
use crate::answer::{Answer, json, json_with, nothing};
use crate::visit::Visit;

/// `POST /api/keys`: the one answer that shows the key.
pub async fn make(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let new: NewKey = visit.json().await?;
    json_with(201, &keys::make(&visit.ports, &user.id, new).await?)
}

pub async fn list(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let keys = directory::keys(visit.ports.sql(), &user.id).await?;
    json(&json!({ "keys": keys }))
}

pub async fn revoke(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let id = ApiKeyId::parse(id).map_err(|_| hidden("the key"))?;
    keys::revoke(&visit.ports, &user.id, &id).await?;
    nothing()
}
