//! The Model Context Protocol: `POST /mcp`, with a key.

use call_me_back::api::Visitor;
use call_me_back::flows::admitting;
use call_me_back::mcp::{self, Answer as Said, VERSIONS};
use worker::Response;

use crate::answer::{Answer, Refusal, json_text};
use crate::visit::Visit;

pub async fn answer(visit: &mut Visit) -> Answer {
    visit.check_origin()?;
    let token = visit.token.as_deref().unwrap_or_default();
    let client = visit.client();
    let caller = admitting::caller(&visit.ports, token, client.clone()).await?;
    let caller = caller.ok_or_else(Refusal::not_signed_in)?;
    visit.is_from(&caller.user.id);
    let version = visit.header("mcp-protocol-version");
    if version.is_some_and(|version| !VERSIONS.contains(&version.as_str())) {
        let why = format!(
            "The versions that are spoken here: {}.",
            VERSIONS.join(", ")
        );
        return Err(Refusal::at(400, "MCP-Protocol-Version", why));
    }
    let visitor = Visitor {
        caller: Some(caller),
        zone: visit.zone(),
        client,
    };
    let text = visit.text().await?;
    match mcp::answer(&visit.ports, &visitor, &text).await? {
        Said::Accepted => Ok(Response::empty()?.with_status(202)),
        Said::Reply { json, is_bad } => {
            let status = if is_bad { 400 } else { 200 };
            Ok(json_text(json)?.with_status(status))
        }
    }
}
