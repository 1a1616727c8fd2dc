//! Signing in, on pages.

use call_me_back::failure::Failure;
use call_me_back::flows::numbers;
use call_me_back::flows::signing_in::{self, Besides, SignedIn};
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back_web::Errors;
use call_me_back_web::sign_in::{CodeStep, PhoneStep, code_page, phone_page};

use crate::answer::{Answer, page, page_with, see_other};
use crate::visit::{Form, Visit, no_session_cookie, session_cookie};

pub async fn show(visit: &Visit) -> Answer {
    if visit.visitor().await?.is_some() {
        return see_other("/");
    }
    let step = PhoneStep {
        phone: String::new(),
        adult: false,
        errors: Errors::none(),
    };
    page(phone_page(&visit.frame(None), &step))
}

pub async fn send_code(visit: &mut Visit) -> Answer {
    let form = visit.form().await?;
    let adult = form.ticked("adult");
    let sent = match PhoneNumber::parse(form.text("phone")) {
        Err(error) => Err(Failure::invalid("phone", error.to_string())),
        Ok(phone) => signing_in::send_code(&visit.ports, &phone, adult, &visit.client())
            .await
            .map(|()| phone),
    };
    let frame = visit.frame(None);
    match sent {
        Ok(phone) => page(code_page(
            &frame,
            &CodeStep {
                phone: phone.e164().to_owned(),
                errors: Errors::none(),
            },
        )),
        Err(refused) if visit.shows_again(&refused) => page_with(
            422,
            phone_page(
                &frame,
                &PhoneStep {
                    phone: form.text("phone").to_owned(),
                    adult,
                    errors: Errors::from(&refused),
                },
            ),
        ),
        Err(refused) => Err(refused.into()),
    }
}

pub async fn check_code(visit: &mut Visit) -> Answer {
    let form = visit.form().await?;
    let checked = match PhoneNumber::parse(form.text("phone")) {
        Err(error) => Err(Failure::invalid("phone", error.to_string())),
        Ok(phone) => signed_in(visit, &phone, &form).await,
    };
    match checked {
        Ok(signed_in) => {
            let response = see_other("/")?;
            let cookie = session_cookie(&signed_in.token, visit.settings.is_development());
            response.headers().set("set-cookie", &cookie)?;
            visit.remember_number(&response, &signed_in.user.phone)?;
            Ok(response)
        }
        Err(refused) if visit.shows_again(&refused) => page_with(
            422,
            code_page(
                &visit.frame(None),
                &CodeStep {
                    phone: form.text("phone").to_owned(),
                    errors: Errors::from(&refused),
                },
            ),
        ),
        Err(refused) => Err(refused.into()),
    }
}

async fn signed_in(visit: &Visit, phone: &PhoneNumber, form: &Form) -> Result<SignedIn, Failure> {
    let (ports, zone, client) = (&visit.ports, visit.zone(), visit.client());
    let code = form.text("code");
    let besides = match (form.text("recovery_code"), form.text("pin")) {
        ("", "") if form.ticked("anew") => Besides::Anew,
        ("", "") => Besides::Nothing,
        ("", pin) => Besides::Pin(pin.to_owned()),
        (recovery_code, _) => {
            return numbers::recover(ports, phone, code, recovery_code, &client).await;
        }
    };
    signing_in::check_code(ports, phone, code, &besides, zone, &client).await
}

pub async fn sign_out(visit: &mut Visit) -> Answer {
    visit.form().await?;
    if let Some(token) = &visit.token {
        signing_in::sign_out(&visit.ports, token).await?;
    }
    let response = see_other("/sign-in")?;
    let cookie = no_session_cookie(visit.settings.is_development());
    response.headers().set("set-cookie", &cookie)?;
    Ok(response)
}
