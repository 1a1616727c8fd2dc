//! `Messenger`: a few words to a telephone. In development they stand in the terminal.

use call_me_back::failure::Failure;
use call_me_back::ports::Messenger;
use call_me_back::telephony::phone::PhoneNumber;

use crate::settings::Settings;
use crate::twilio;

pub(crate) struct Messages(pub Settings);

impl Messenger for Messages {
    async fn send(&self, to: &PhoneNumber, text: &str) -> Result<(), Failure> {
        if self.0.is_development() {
            // The one place where a number and a code are printed: the developer's own terminal.
            worker::console_log!("message to {}: {text}", to.e164());
            return Ok(());
        }
        let account = twilio::Account::configured(&self.0)?;
        let from = account.from.clone();
        let form = [("To", to.e164()), ("From", from.as_str()), ("Body", text)];
        account.post("Messages.json", &form).await.map(|_| ())
    }
}
