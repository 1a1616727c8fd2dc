//! `Carrier` over Twilio.

use call_me_back::call::Voicemail;
use call_me_back::failure::Failure;
use call_me_back::ports::{Carrier, Placing, Ring, Words};
use call_me_back::telephony::calls_api::{self, Answer, NewCall};
use call_me_back::telephony::outcome::Outcome;
use call_me_back::telephony::status::Status;
use call_me_back::telephony::twiml;

use crate::clock;
use crate::settings::Settings;
use crate::twilio::Account;

/// How long it rings, and how long a call may last, in seconds.
const RING: u32 = 30;
const LIMIT: u32 = 2 * 60 * 60;

pub(crate) struct Twilio(pub Settings);

impl Twilio {
    fn home(&self) -> Result<String, Failure> {
        self.0.public_url().ok_or_else(|| {
            Failure::conflict("Telephone calls are not set up here: PUBLIC_URL is not set.")
        })
    }
}

impl Carrier for Twilio {
    fn is_ready(&self) -> Result<(), Failure> {
        self.home()?;
        Account::configured(&self.0).map(|_| ())
    }

    async fn place(&self, ring: &Ring) -> Result<Placing, Failure> {
        let account = Account::configured(&self.0)?;
        let home = self.home()?;
        let (call, to) = (&ring.call, &ring.to);
        let from = ring.from.as_ref().unwrap_or(&account.from);
        let new = NewCall {
            to: to.clone(),
            from: from.clone(),
            url: format!("{home}/twilio/voice/{call}"),
            fallback_url: format!("{home}/twilio/fallback"),
            status_callback: format!("{home}/twilio/status/{call}"),
            ring_seconds: RING,
            limit_seconds: LIMIT,
            machine_callback: format!("{home}/twilio/machine/{call}"),
            hears_machines_out: ring.voicemail == Voicemail::Message,
        };
        let intended_at = clock::platform();
        let path = calls_api::calls_path(&account.api.sid);
        let answer = match account.api.post(&path, new.form()).await {
            Ok((status, body)) => calls_api::read_answer(status, &body),
            Err(_) => Answer::Unclear,
        };
        match answer {
            Answer::Placed(placed) => Ok(Placing::Placed(placed.sid)),
            Answer::Refused { code, outcome } => Ok(refusal(code, outcome)),
            Answer::Unclear => {
                // It may ring already: it is looked for, and never dialled again.
                let query = calls_api::list_query(to, from, intended_at);
                let (_, body) = account.api.get(&format!("{path}?{query}")).await?;
                let listed = calls_api::read_list(&body).unwrap_or_default();
                calls_api::adoptable(&listed, intended_at)
                    .map(|placed| Placing::Placed(placed.sid.clone()))
                    .ok_or_else(|| Failure::unavailable("The carrier did not answer."))
            }
        }
    }

    async fn cancel(&self, carriers_name: &str) -> Result<(), Failure> {
        let form = calls_api::hang_up_form(Status::Ringing).to_owned();
        self.change(carriers_name, form).await
    }

    async fn end(&self, carriers_name: &str, words: Option<&Words>) -> Result<(), Failure> {
        let form = match words {
            Some(words) => calls_api::last_words_form(&twiml::last_words(
                &words.text,
                words.voice,
                words.language,
            )),
            None => calls_api::hang_up_form(Status::InProgress).to_owned(),
        };
        self.change(carriers_name, form).await
    }

    async fn look_up(&self, carriers_name: &str) -> Result<Option<Status>, Failure> {
        let account = Account::configured(&self.0)?;
        let path = calls_api::call_path(&account.api.sid, carriers_name);
        match account.api.get(&path).await? {
            (200..=299, body) => Ok(calls_api::read_status(&body)),
            (404, _) => Ok(None),
            (status, _) => Err(answered_with(status)),
        }
    }
}

impl Twilio {
    /// Changes a call. One that is over already, or stands otherwise than was thought, is no failure: its
    /// session hangs up.
    async fn change(&self, carriers_name: &str, form: String) -> Result<(), Failure> {
        let account = Account::configured(&self.0)?;
        let path = calls_api::call_path(&account.api.sid, carriers_name);
        match account.api.post(&path, form).await? {
            (200..=299 | 400 | 404, _) => Ok(()),
            (status, _) => Err(answered_with(status)),
        }
    }
}

fn answered_with(status: u16) -> Failure {
    Failure::unavailable(format!("the carrier answered with status {status}"))
}

fn refusal(code: Option<u32>, outcome: Outcome) -> Placing {
    let code = code.map_or_else(String::new, |code| format!(" (the carrier's error {code})"));
    match outcome {
        Outcome::PermanentForNumber => {
            Placing::Refused(format!("That number can't be called{code}."))
        }
        Outcome::OurConfiguration => {
            Placing::Refused(format!("Telephone calls are not set up right here{code}."))
        }
        _ => Placing::NotNow(format!("The carrier can't call now{code}.")),
    }
}
