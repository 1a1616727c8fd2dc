//! `PhoneVerifier` over Twilio Verify, where a service of its is set.

use call_me_back::failure::Failure;
use call_me_back::ports::{Checked, PhoneVerifier};
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::telephony::verify_api::{
    Answer, answer, check_form, check_path, start_form, verifications_path,
};

use crate::settings::Settings;
use crate::twilio::Api;

/// How long it is to be left alone that says that it was asked too often, in seconds.
const PATIENCE: u32 = 600;

pub(crate) struct TwilioVerify {
    settings: Settings,
    service: String,
}

impl TwilioVerify {
    pub fn configured(settings: &Settings) -> Option<Self> {
        Some(Self {
            service: settings.get("TWILIO_VERIFY_SERVICE")?,
            settings: settings.clone(),
        })
    }

    async fn ask(&self, path: &str, form: String) -> Result<Answer, Failure> {
        let base = self.settings.get("TWILIO_VERIFY_BASE");
        let base = base.unwrap_or_else(|| "https://verify.twilio.com".to_owned());
        let api = Api::configured(&self.settings, base)?;
        let (status, body) = api.post(path, form).await?;
        Ok(answer(status, &body))
    }
}

impl PhoneVerifier for TwilioVerify {
    async fn start(&self, phone: &PhoneNumber) -> Result<(), Failure> {
        let path = verifications_path(&self.service);
        match self.ask(&path, start_form(phone)).await? {
            Answer::Pending => Ok(()),
            Answer::TooOften => Err(Failure::too_often(
                "Too many codes were sent. Try again in ten minutes.",
                PATIENCE,
            )),
            Answer::BadNumber => Err(Failure::invalid(
                "phone",
                "No code can be sent to that number.",
            )),
            other => Err(failed(other)),
        }
    }

    async fn check(&self, phone: &PhoneNumber, code: &str) -> Result<Checked, Failure> {
        let Some(form) = check_form(phone, code) else {
            return Ok(Checked::Wrong);
        };
        match self.ask(&check_path(&self.service), form).await? {
            Answer::Approved => Ok(Checked::Right),
            Answer::Pending | Answer::Gone | Answer::BadNumber => Ok(Checked::Wrong),
            Answer::TooOften => Err(Failure::too_often(
                "Too many codes were tried. Ask for a new one in ten minutes.",
                PATIENCE,
            )),
            other => Err(failed(other)),
        }
    }
}

fn failed(answer: Answer) -> Failure {
    Failure::unavailable(format!("the verifier: {answer:?}"))
}
