//! Somebody's account.

use call_me_back::call::Voicemail;
use call_me_back::call::hours::Hours;
use call_me_back::directory::identities::Identity;
use call_me_back::directory::keys::ApiKey;
use call_me_back::directory::numbers::RecoveryCodes;
use call_me_back::directory::people::User;
use call_me_back::directory::sign_ins::SignIn;
use call_me_back::ids::{ApiKeyId, IdentityId, SignInId, UserId};
use call_me_back::retention::Plan;
use call_me_back::scope::{Scope, Scopes};
use call_me_back::time::TimeZone;
use call_me_back_web::Errors;
use call_me_back_web::account::{self, AccountPage, Shown};

use super::{Sample, days_ago, frame};

/// The account's page by file name: as it stands, and after its forms.
pub fn pages() -> Sample<Vec<(&'static str, String)>> {
    let frame = frame();
    let mut new_number = account_page()?;
    new_number.shown = Shown::NumberSent("+14155550199".to_owned());
    let mut proof = account_page()?;
    proof.is_fresh = false;
    proof.shown = Shown::ProofSent;
    proof.errors = Errors::none().with("code", "That is not the code, or it is no longer good.");
    let mut codes = account_page()?;
    codes.shown = Shown::RecoveryCodes(vec!["k7m2-9qxr-04ht-wz3e".to_owned()]);
    let mut key = account_page()?;
    key.shown = Shown::Key {
        name: "my <b>notes</b>".to_owned(),
        secret: "cmb_0123456789abcdef".to_owned(),
    };
    key.errors = Errors::none()
        .with("name", "Say what it is for.")
        .with("scopes", "Say what it may do.");
    let all = [
        ("account.html", account_page()?),
        ("account-number.html", new_number),
        ("account-proof.html", proof),
        ("account-codes.html", codes),
        ("account-key.html", key),
    ];
    Ok(all
        .into_iter()
        .map(|(name, page)| (name, account::page(&frame, &page)))
        .collect())
}

fn account_page() -> Sample<AccountPage> {
    let session = |id: &str, client: &str, days| -> Sample<SignIn> {
        Ok(SignIn {
            id: SignInId::parse(id)?,
            client: client.to_owned(),
            created_at: days_ago(days + 3),
            last_used_at: days_ago(days),
            expires_at: days_ago(-30),
        })
    };
    let scopes: Scopes = [Scope::Smart, Scope::MemoriesRead].into_iter().collect();
    Ok(AccountPage {
        user: user()?,
        sessions: vec![
            session("signin_here", "Firefox on Linux", 0)?,
            session("signin_there", "", 12)?,
        ],
        this: SignInId::parse("signin_here")?,
        keys: vec![ApiKey {
            id: ApiKeyId::parse("key_notes")?,
            name: "my <b>notes</b>".to_owned(),
            scopes,
            created_at: days_ago(40),
            expires_at: Some(days_ago(-20)),
            last_used_at: None,
            rotated_at: Some(days_ago(1)),
            old_until: Some(days_ago(-1)),
        }],
        identities: vec![Identity {
            id: IdentityId::parse("identity_work")?,
            issuer: "https://id.example".to_owned(),
            subject: "<i>alice</i>".to_owned(),
            linked_at: days_ago(5),
            last_used_at: None,
        }],
        recovery_codes: RecoveryCodes {
            left: 1,
            made_at: Some(days_ago(90)),
        },
        is_fresh: true,
        shown: Shown::Nothing,
        errors: Errors::none(),
        phone: String::new(),
        key_name: String::new(),
        scopes: vec![Scope::Smart],
    })
}

pub fn user() -> Sample<User> {
    Ok(User {
        id: UserId::parse("user_alice")?,
        phone: "+14155550100".to_owned(),
        name: Some("Alice".to_owned()),
        time_zone: TimeZone::America__Chicago,
        voicemail: Voicemail::default(),
        retries: 1,
        hours: Hours::new(8, 21).map_err(|_| "no hours")?,
        calls_a_day: None,
        minutes_a_day: None,
        cents_a_day: None,
        plan: Plan::Free,
        retention_days: None,
        has_pin: false,
        version: 1,
    })
}
