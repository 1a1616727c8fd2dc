//! The user's telephone.

use call_me_back::directory::people::User;
use call_me_back::failure::Failure;
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::{consenting, starting};
use call_me_back::ports::Ports as _;
use call_me_back_web::Errors;
use call_me_back_web::phone::{PhoneForm, PhonePage, page as draw};

use crate::answer::{Answer, Refusal, page, page_with, see_other};
use crate::visit::{Form, Visit};

pub async fn show(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let form = PhoneForm::of(&user);
    let is_saved = visit.query("saved").is_some();
    page(drawn(visit, user, form, Errors::none(), is_saved).await?)
}

async fn drawn(
    visit: &Visit,
    user: User,
    form: PhoneForm,
    errors: Errors,
    is_saved: bool,
) -> Result<String, Refusal> {
    let standing = starting::standing(&visit.ports, &user, None).await?;
    let view = PhonePage {
        is_called: standing.consented && !standing.suppressed,
        form,
        errors,
        is_saved,
        user,
    };
    Ok(draw(&visit.frame(Some(&view.user)), &view))
}

pub async fn save(visit: &mut Visit) -> Answer {
    let session = visit.session().await?;
    let is_fresh = session.is_fresh(visit.ports.now());
    let user = session.user;
    let form = visit.form().await?;
    let sent = sent_form(&form);
    let saved = match wish(&sent) {
        Ok(wish) if wish.pin.is_some() && !is_fresh => Err(Failure::invalid(
            "pin",
            "Prove first that it is you, on the page of your account. Then choose it here.",
        )),
        Ok(wish) => set_profile(&visit.ports, &user, wish, None).await,
        Err(refused) => Err(refused),
    };
    match saved {
        Ok(_) => see_other("/phone?saved"),
        Err(refused) if visit.shows_again(&refused) => {
            let errors = Errors::from(&refused);
            page_with(422, drawn(visit, user, sent, errors, false).await?)
        }
        Err(refused) => Err(refused.into()),
    }
}

fn sent_form(form: &Form) -> PhoneForm {
    let text = |name| form.text(name).trim().to_owned();
    PhoneForm {
        time_zone: text("time_zone"),
        hours_from: text("hours_from"),
        hours_to: text("hours_to"),
        retries: text("retries"),
        voicemail: text("voicemail"),
        calls_a_day: text("calls_a_day"),
        minutes_a_day: text("minutes_a_day"),
        dollars_a_day: text("dollars_a_day"),
        pin: text("pin"),
        no_pin: form.ticked("no_pin"),
    }
}

/// What was sent, as a program would say it.
fn wish(sent: &PhoneForm) -> Result<Profile, Failure> {
    let cents = match sent.dollars_a_day.as_str() {
        "" => None,
        typed => Some(cents(typed)?),
    };
    Ok(Profile {
        name: None,
        time_zone: Some(sent.time_zone.clone()),
        voicemail: Some(
            sent.voicemail
                .parse()
                .map_err(|_| Failure::invalid("voicemail", "Choose one of these."))?,
        ),
        retries: Some(number("retries", &sent.retries)?),
        hours_from: Some(number("hours_from", &sent.hours_from)?),
        hours_to: Some(number("hours_to", &sent.hours_to)?),
        calls_a_day: Some(limit("calls_a_day", &sent.calls_a_day)?),
        minutes_a_day: Some(limit("minutes_a_day", &sent.minutes_a_day)?),
        cents_a_day: Some(cents),
        retention_days: None,
        pin: match sent.pin.as_str() {
            "" => sent.no_pin.then(String::new),
            pin => Some(pin.to_owned()),
        },
    })
}

/// Dollars as people write them: "2", "2.5", "0.50".
fn cents(typed: &str) -> Result<u32, Failure> {
    let wrong = || Failure::invalid("cents_a_day", "Write dollars here, such as 2.50.");
    let (dollars, rest) = typed.split_once('.').unwrap_or((typed, ""));
    let rest = match rest.len() {
        0..=2 if rest.bytes().all(|digit| digit.is_ascii_digit()) => format!("{rest:0<2}"),
        _ => return Err(wrong()),
    };
    let dollars: u32 = dollars.parse().map_err(|_| wrong())?;
    let cents: u32 = rest.parse().map_err(|_| wrong())?;
    dollars
        .checked_mul(100)
        .and_then(|dollars| dollars.checked_add(cents))
        .ok_or_else(wrong)
}

fn limit(field: &str, typed: &str) -> Result<Option<u32>, Failure> {
    match typed {
        "" => Ok(None),
        typed => number(field, typed).map(Some),
    }
}

fn number<T: std::str::FromStr>(field: &str, typed: &str) -> Result<T, Failure> {
    typed
        .parse()
        .map_err(|_| Failure::invalid(field, "Write a whole number here."))
}

/// `calls`: `allow` or `stop`.
pub async fn allow_or_stop(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    match form.text("calls") {
        "allow" => consenting::allow_calls(&visit.ports, &user).await?,
        "stop" => consenting::stop_calls(&visit.ports, &user).await?,
        _ => return Err(Failure::invalid("calls", "allow or stop").into()),
    }
    see_other("/phone")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_are_read_to_the_cent() {
        for (typed, amount) in [
            ("2", 200),
            ("2.5", 250),
            ("0.50", 50),
            ("0", 0),
            ("12.34", 1_234),
        ] {
            assert_eq!(cents(typed), Ok(amount), "{typed}");
        }
        for wrong in ["-1", "much", "1,50", "1.234", ".5", "99999999999", "1.x"] {
            assert!(cents(wrong).is_err(), "{wrong}");
        }
    }
}
