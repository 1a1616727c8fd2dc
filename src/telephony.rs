//! The telephone, in the carrier's own terms: Twilio's calls, its webhooks and ConversationRelay.
//! Everything here turns text into types and back; nothing here asks anybody.

pub mod calls_api;
pub mod country;
pub mod frames;
pub mod language;
pub mod messages_api;
pub mod outcome;
pub mod phone;
pub mod samples;
pub mod signature;
pub mod status;
pub mod twiml;
pub mod verify_api;
pub mod voice;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The fields of an `application/x-www-form-urlencoded` body or query, in their order. Whatever
/// is not one has none.
pub fn form_fields(body: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect()
}

/// The `Authorization` header of Twilio's API.
pub fn basic_credentials(account_sid: &str, token: &str) -> String {
    let pair = STANDARD.encode(format!("{account_sid}:{token}"));
    format!("Basic {pair}")
}
