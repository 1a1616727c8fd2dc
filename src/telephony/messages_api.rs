//! Twilio's Messages resource: a few words to a telephone.

use super::phone::PhoneNumber;

/// Where the account's messages are sent, below the API's base.
pub fn messages_path(account_sid: &str) -> String {
    format!("/2010-04-01/Accounts/{account_sid}/Messages.json")
}

/// The form to post there.
pub fn message_form(to: &PhoneNumber, from: &PhoneNumber, text: &str) -> String {
    form_urlencoded::Serializer::new(String::new())
        .append_pair("To", to.e164())
        .append_pair("From", from.e164())
        .append_pair("Body", text)
        .finish()
}
