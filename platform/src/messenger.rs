//! `Messenger`: a few words to a telephone. In development they stand in the terminal.

use call_me_back::failure::Failure;
use call_me_back::ports::Messenger;
use call_me_back::telephony::messages_api::{message_form, messages_path};
use call_me_back::telephony::phone::PhoneNumber;

use crate::settings::Settings;
use crate::twilio::Account;

pub(crate) struct Messages(pub Settings);

impl Messenger for Messages {
    async fn send(&self, to: &PhoneNumber, text: &str) -> Result<(), Failure> {
        if self.0.is_development() {
            // The one place where a number and a code are printed: the developer's own terminal.
            worker::console_log!("message to {}: {text}", to.e164());
            return Ok(());
        }
        let account = Account::configured(&self.0)?;
        let form = message_form(to, &account.from, text);
        let (status, _) = account
            .api
            .post(&messages_path(&account.api.sid), form)
            .await?;
        match status {
            200..=299 => Ok(()),
            _ => Err(Failure::unavailable(format!(
                "The message was not sent: the carrier answered with status {status}."
            ))),
        }
    }
}
