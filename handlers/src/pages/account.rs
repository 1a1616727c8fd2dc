//! The user's account: sessions, keys, number, recovery codes.

use call_me_back::directory::sign_ins::Session;
use call_me_back::directory::{identities, keys as key_rows, sign_ins};
use call_me_back::failure::Failure;
use call_me_back::flows::keys::{NewKey, Rotation};
use call_me_back::flows::signing_in::Proving;
use call_me_back::flows::{identifying, keys, numbers, signing_in};
use call_me_back::ids::{ApiKeyId, IdentityId, SignInId};
use call_me_back::ports::Ports as _;
use call_me_back::scope::{Scope, Scopes};
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back_web::Errors;
use call_me_back_web::account::{AccountPage, SCOPES, Shown, page as draw};

use crate::answer::{Answer, Refusal, page, page_with, see_other};
use crate::visit::{Form, Visit, no_session_cookie};

/// For how many hours a secret stays good after a new one was made on the page.
const GRACE: u32 = 24;

pub async fn show(visit: &Visit) -> Answer {
    let session = visit.session().await?;
    page(drawn(visit, session, |_| ()).await?)
}

/// The page, with what is another than usual on it.
async fn drawn(
    visit: &Visit,
    session: Session,
    change: impl FnOnce(&mut AccountPage),
) -> Result<String, Refusal> {
    let (sql, now) = (visit.ports.sql(), visit.ports.now());
    let user = &session.user.id;
    let mut view = AccountPage {
        sessions: sign_ins::of(sql, user, now).await?,
        keys: key_rows::keys(sql, user).await?,
        identities: identities::of(sql, user).await?,
        recovery_codes: numbers::codes_left(&visit.ports, user).await?,
        is_fresh: session.is_fresh(now),
        this: session.id,
        user: session.user,
        shown: Shown::Nothing,
        errors: Errors::none(),
        phone: String::new(),
        key_name: String::new(),
        scopes: vec![Scope::Smart],
    };
    change(&mut view);
    Ok(draw(&visit.frame(Some(&view.user)), &view))
}

/// The page again, with what is wrong.
async fn again(
    visit: &Visit,
    session: Session,
    refused: Failure,
    change: impl FnOnce(&mut AccountPage),
) -> Answer {
    if !visit.shows_again(&refused) {
        return Err(refused.into());
    }
    let errors = Errors::from(&refused);
    let html = drawn(visit, session, |view| {
        change(view);
        view.errors = errors;
    });
    page_with(422, html.await?)
}

/// `session`: one, or `all`.
pub async fn sign_out(visit: &mut Visit) -> Answer {
    let session = visit.session().await?;
    let form = visit.form().await?;
    let user = &session.user.id;
    let is_here = match form.text("session") {
        "all" => {
            signing_in::sign_out_everywhere(&visit.ports, user).await?;
            true
        }
        id => {
            let id = SignInId::parse(id).map_err(|_| Failure::not_found("the session"))?;
            signing_in::sign_out_of(&visit.ports, user, &id).await?;
            id == session.id
        }
    };
    if !is_here {
        return see_other("/account");
    }
    let response = see_other("/sign-in")?;
    let cookie = no_session_cookie(visit.settings.is_development());
    response.headers().set("set-cookie", &cookie)?;
    Ok(response)
}

pub async fn send_proof(visit: &mut Visit) -> Answer {
    let session = visit.session().await?;
    visit.form().await?;
    let sent = signing_in::send_proof(&visit.ports, &session.user, &visit.client()).await;
    match sent {
        Ok(()) => page(drawn(visit, session, |view| view.shown = Shown::ProofSent).await?),
        Err(refused) => again(visit, session, refused, |_| ()).await,
    }
}

pub async fn prove(visit: &mut Visit) -> Answer {
    let session = visit.session().await?;
    let form = visit.form().await?;
    let by = match (form.text("code"), form.text("recovery_code")) {
        ("", recovery) if !recovery.is_empty() => Proving::RecoveryCode(recovery.to_owned()),
        (code, _) => Proving::Code(code.to_owned()),
    };
    let (id, user) = (&session.id, &session.user);
    match signing_in::prove(&visit.ports, id, user, &by, &visit.client()).await {
        Ok(()) => see_other("/account"),
        Err(refused) => {
            let still = |view: &mut AccountPage| view.shown = Shown::ProofSent;
            again(visit, session, refused, still).await
        }
    }
}

/// Sends a code to the number that is to be the user's.
pub async fn propose_number(visit: &mut Visit) -> Answer {
    let session = visit.session().await?;
    let form = visit.form().await?;
    let typed = form.text("phone").to_owned();
    let proposed = async {
        let phone = parsed(&typed)?;
        check_fresh(visit, &session)?;
        numbers::send_code(&visit.ports, &phone, &visit.client()).await?;
        Ok(phone)
    };
    match proposed.await {
        Ok(phone) => {
            let shown = Shown::NumberSent(phone.e164().to_owned());
            page(drawn(visit, session, |view| view.shown = shown).await?)
        }
        Err(refused) => again(visit, session, refused, |view| view.phone = typed).await,
    }
}

pub async fn change_number(visit: &mut Visit) -> Answer {
    let session = visit.session().await?;
    let form = visit.form().await?;
    let changed = async {
        let phone = parsed(form.text("phone"))?;
        check_fresh(visit, &session)?;
        let (user, code) = (&session.user, form.text("code"));
        numbers::change(&visit.ports, user, &phone, code, &visit.client()).await
    };
    match changed.await {
        Ok(user) => {
            let response = see_other("/account")?;
            visit.remember_number(&response, &user.phone)?;
            Ok(response)
        }
        Err(refused) => {
            let shown = Shown::NumberSent(form.text("phone").to_owned());
            again(visit, session, refused, |view| view.shown = shown).await
        }
    }
}

pub async fn make_recovery_codes(visit: &mut Visit) -> Answer {
    let session = visit.session().await?;
    visit.form().await?;
    let made = async {
        check_fresh(visit, &session)?;
        numbers::make_codes(&visit.ports, &session.user.id).await
    };
    match made.await {
        Ok(codes) => {
            let shown = Shown::RecoveryCodes(codes);
            page(drawn(visit, session, |view| view.shown = shown).await?)
        }
        Err(refused) => again(visit, session, refused, |_| ()).await,
    }
}

pub async fn make_key(visit: &mut Visit) -> Answer {
    let session = visit.session().await?;
    let form = visit.form().await?;
    let ticked: Vec<Scope> = SCOPES
        .iter()
        .map(|(scope, _)| *scope)
        .filter(|scope| form.ticked(scope.as_str()))
        .collect();
    let made = async {
        let scopes: Scopes = ticked.iter().copied().collect();
        if scopes.holds(Scope::Account) {
            check_fresh(visit, &session)?;
        }
        let new = NewKey {
            name: form.text("name").to_owned(),
            scopes: Some(scopes),
            expires_in_days: days(&form)?,
        };
        keys::make(&visit.ports, &session.user.id, new).await
    };
    match made.await {
        Ok(made) => show_key(visit, session, made).await,
        Err(refused) => {
            let name = form.text("name").to_owned();
            let change = |view: &mut AccountPage| {
                view.key_name = name;
                view.scopes = ticked;
            };
            again(visit, session, refused, change).await
        }
    }
}

fn days(form: &Form) -> Result<Option<u32>, Failure> {
    match form.text("expires_in_days") {
        "" => Ok(None),
        typed => typed
            .parse()
            .map(Some)
            .map_err(|_| Failure::invalid("expires_in_days", "Write a whole number here.")),
    }
}

/// `change`: `rotate` or `revoke`.
pub async fn change_key(visit: &mut Visit, id: &str) -> Answer {
    let session = visit.session().await?;
    let form = visit.form().await?;
    let id = ApiKeyId::parse(id).map_err(|_| Failure::not_found("the key"))?;
    let user = &session.user.id;
    match form.text("change") {
        "rotate" => {
            let rotation = Rotation { grace_hours: GRACE };
            let made = async {
                if keys::is_for_the_account(&visit.ports, user, &id).await? {
                    check_fresh(visit, &session)?;
                }
                keys::rotate(&visit.ports, user, &id, &rotation).await
            };
            match made.await {
                Ok(made) => show_key(visit, session, made).await,
                Err(refused) => again(visit, session, refused, |_| ()).await,
            }
        }
        "revoke" => {
            keys::revoke(&visit.ports, user, &id).await?;
            see_other("/account")
        }
        _ => Err(Failure::invalid("change", "rotate or revoke").into()),
    }
}

async fn show_key(visit: &Visit, session: Session, made: keys::MadeKey) -> Answer {
    let shown = Shown::Key {
        name: made.about.name,
        secret: made.key,
    };
    page(drawn(visit, session, |view| view.shown = shown).await?)
}

pub async fn unlink(visit: &mut Visit) -> Answer {
    let session = visit.session().await?;
    let form = visit.form().await?;
    let id = IdentityId::parse(form.text("identity"));
    let id = id.map_err(|_| Failure::not_found("the identity"))?;
    identifying::unlink(&visit.ports, &session.user.id, &id).await?;
    see_other("/account")
}

fn check_fresh(visit: &Visit, session: &Session) -> Result<(), Failure> {
    if session.is_fresh(visit.ports.now()) {
        return Ok(());
    }
    Err(Failure::forbidden("Prove first that it is you."))
}

fn parsed(phone: &str) -> Result<PhoneNumber, Failure> {
    PhoneNumber::parse(phone).map_err(|error| Failure::invalid("phone", error.to_string()))
}
