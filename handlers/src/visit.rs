//! One request: who asks, when, and what they sent.

use std::cell::RefCell;
use std::str::FromStr;

use call_me_back::client::Client;
use call_me_back::directory::people::User;
use call_me_back::directory::sign_ins::{LONGEST, Session};
use call_me_back::failure::Failure;
use call_me_back::flows::{admitting, signing_in, verifying};
use call_me_back::idempotency::IdempotencyKey;
use call_me_back::ids::{RequestId, UserId};
use call_me_back::parsing::{self, multipart};
use call_me_back::ports::Ports as _;
use call_me_back::scope::Scope;
use call_me_back::secret;
use call_me_back::telephony::form_fields;
use call_me_back::time::TimeZone;
use call_me_back_platform::{Cloudflare, Settings, body_within, client, now, time_zone};
use call_me_back_web::{Frame, Viewer};
use percent_encoding::percent_decode_str;
use serde::de::{DeserializeOwned, IgnoredAny};
use worker::{Env, Method, Request, Response};

use crate::answer::{Refusal, problem};

/// The longest body that is read, in bytes.
const LONGEST_BODY: usize = 64 * 1024;

pub struct Visit {
    pub request: Request,
    pub env: Env,
    pub ports: Cloudflare,
    pub settings: Settings,
    /// What opens the session, where one was shown.
    pub token: Option<String>,
    pub request_id: RequestId,
    /// Who asks, once that is known.
    known: RefCell<Option<UserId>>,
    /// The session that was shown, once it was looked for.
    session: RefCell<Option<Session>>,
    /// Which endpoint of the API is asked, once that is known.
    pub endpoint: Option<&'static str>,
}

impl Visit {
    pub async fn new(request: Request, env: Env, request_id: RequestId) -> Result<Self, Refusal> {
        let ports = Cloudflare::new(&env, now(&env).await?);
        let settings = Settings::new(&env);
        let token = token(&request, settings.is_development());
        Ok(Self {
            settings,
            request,
            ports,
            token,
            env,
            request_id,
            known: RefCell::default(),
            session: RefCell::default(),
            endpoint: None,
        })
    }

    /// Who is signed in.
    pub async fn visitor(&self) -> Result<Option<User>, Refusal> {
        Ok(self.opened().await?.map(|session| session.user))
    }

    /// The session of who is signed in, or the refusal that says so.
    pub async fn session(&self) -> Result<Session, Refusal> {
        self.check_origin()?;
        self.opened().await?.ok_or_else(Refusal::not_signed_in)
    }

    /// The session that was shown. The request is counted where it is looked for, once; where that was too
    /// often it is known all the same, for the page that says so.
    async fn opened(&self) -> Result<Option<Session>, Refusal> {
        let known = self.session.borrow().clone();
        if let (None, Some(token)) = (&known, &self.token) {
            let found = signing_in::session(&self.ports, token).await?;
            if let Some(session) = &found {
                self.is_from(&session.user.id);
                self.session.replace(found.clone());
                admitting::allowance(&self.ports, session.requests)?;
            }
            return Ok(found);
        }
        Ok(known)
    }

    /// Who is signed in, or the refusal that says so. What changes something is only done at the
    /// wish of a page of ours, or of a program that bears the token itself.
    pub async fn user(&self) -> Result<User, Refusal> {
        self.check_origin()?;
        self.visitor().await?.ok_or_else(Refusal::not_signed_in)
    }

    /// That user asks.
    pub fn is_from(&self, user: &UserId) {
        self.known.replace(Some(user.clone()));
    }

    /// Who asks, as far as it is known by now.
    pub fn known(&self) -> Option<UserId> {
        self.known.borrow().clone()
    }

    /// # Errors
    /// Where a page of somebody else's wants something changed.
    pub fn check_origin(&self) -> Result<(), Refusal> {
        if self.request.method() == Method::Get || self.is_same_site() {
            return Ok(());
        }
        Err(Refusal::new(
            403,
            "This can only be asked for on our own page.",
        ))
    }

    /// A refusal as a program reads it.
    pub fn problem(&self, refusal: &Refusal) -> worker::Result<Response> {
        problem(refusal, &self.request_id)
    }

    pub fn header(&self, name: &str) -> Option<String> {
        self.request.headers().get(name).ok().flatten()
    }

    /// What the caller tells a repeat by, if they do.
    pub fn idempotency_key(&self) -> Result<Option<IdempotencyKey>, Failure> {
        let key = self.header("idempotency-key");
        key.map(|key| IdempotencyKey::parse(&key)).transpose()
    }

    pub fn query(&self, name: &str) -> Option<String> {
        let url = self.request.url().ok()?;
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// What the address names of what a page offers, where it names anything.
    ///
    /// # Errors
    /// `Invalid` with the field, as in the API, where the page offers no such thing.
    pub fn choice<T: FromStr>(&self, name: &str) -> Result<Option<T>, Failure> {
        let unknown =
            "This page offers nothing by that name. Go back, and choose from what it offers.";
        let choice = self.query(name).map(|text| text.parse());
        choice
            .transpose()
            .map_err(|_| Failure::invalid(name, unknown))
    }

    /// What stands around a page for that viewer.
    pub fn frame(&self, user: Option<&User>) -> Frame {
        Frame {
            viewer: user.map(|user| Viewer {
                name: user.name.clone(),
            }),
            csrf: self.csrf(),
            now: self.ports.now(),
            zone: user.map_or(TimeZone::UTC, |user| user.time_zone),
            development: self.settings.is_development(),
        }
    }

    /// Proves that a form is ours: only who holds the session can know it.
    fn csrf(&self) -> String {
        let token = self.token.as_deref().unwrap_or("nobody");
        secret::hash(&format!("csrf:{token}"))
    }

    /// The fields of a form of ours.
    pub async fn form(&mut self) -> Result<Form, Refusal> {
        let form = Form(self.form_fields().await?);
        self.check_csrf(form.text("csrf"))?;
        Ok(form)
    }

    /// A file of a form of ours, of so many bytes at most.
    pub async fn file(&mut self, name: &str, longest: usize) -> Result<Vec<u8>, Refusal> {
        const FORM: &str = "multipart/form-data";
        let kind = self.header("content-type").unwrap_or_default();
        if !kind.starts_with(FORM) {
            return Err(Refusal::new(415, format!("Send a form, as {FORM}.")));
        }
        let body = self
            .bytes_within(longest.saturating_add(LONGEST_BODY))
            .await?;
        let fields = multipart::fields(&kind, &body);
        let fields = fields.ok_or_else(|| Refusal::at(400, "body", "That is no form."))?;
        let field = |name: &str| fields.iter().find(|(field, _)| field == name);
        let csrf = field("csrf").map_or(&b""[..], |(_, text)| text);
        self.check_csrf(&String::from_utf8_lossy(csrf))?;
        Ok(field(name).map_or_else(Vec::new, |(_, file)| file.to_vec()))
    }

    fn check_csrf(&self, token: &str) -> Result<(), Refusal> {
        if !self.is_same_site() || !secret::same(token, &self.csrf()) {
            return Err(Refusal::new(
                403,
                "This form is too old, or not ours. Go back, reload the page and try again.",
            ));
        }
        Ok(())
    }

    /// The fields of a form, as they were sent.
    pub async fn form_fields(&mut self) -> Result<Vec<(String, String)>, Refusal> {
        const FORM: &str = "application/x-www-form-urlencoded";
        if !self
            .header("content-type")
            .is_some_and(|kind| kind.starts_with(FORM))
        {
            return Err(Refusal::new(415, format!("Send a form, as {FORM}.")));
        }
        let text = self.text().await?;
        if percent_decode_str(&text).decode_utf8().is_err() {
            return Err(not_utf8());
        }
        Ok(form_fields(&text))
    }

    /// Whether a browser says that the request comes from a page of ours. Programs say nothing.
    pub fn is_same_site(&self) -> bool {
        let Some(origin) = self.header("origin") else {
            return true;
        };
        let own = self.request.url().ok().map(|url| url.origin());
        own.is_some_and(|own| own.ascii_serialization() == origin)
            || self.settings.public_url().as_deref() == Some(origin.as_str())
    }

    /// Has their device keep that this number was proved on it.
    pub fn remember_number(&self, answer: &Response, number: &str) -> Result<(), Refusal> {
        let cookie = verifying::device_cookie(&self.ports.hash_key()?, number);
        let cookie = device_cookie(&cookie, self.settings.is_development());
        answer.headers().append("set-cookie", &cookie)?;
        Ok(())
    }

    /// From where and with what they come.
    pub fn client(&self) -> Client {
        let device = cookie_of(
            &self.request,
            device_cookie_name(self.settings.is_development()),
        );
        client(&self.request, device)
    }

    /// Whose program asks, by the key that it bears, for what stands under `/v1`.
    pub async fn owner(&self) -> Result<UserId, Refusal> {
        let key = self.token.as_deref().unwrap_or_default();
        let owner = admitting::owner(&self.ports, key, Scope::Smart).await?;
        let owner =
            owner.ok_or_else(|| Refusal::new(401, "Send a key: Authorization: Bearer cmb_…"))?;
        self.is_from(&owner);
        Ok(owner)
    }

    /// A JSON body, parsed once, here.
    pub async fn json<T: DeserializeOwned>(&mut self) -> Result<T, Refusal> {
        Ok(parsing::object(&self.json_text().await?)?)
    }

    /// A JSON body, as text.
    pub async fn json_text(&mut self) -> Result<String, Refusal> {
        self.json_text_within(LONGEST_BODY).await
    }

    /// A JSON body of so many bytes at most, as text.
    pub async fn json_text_within(&mut self, longest: usize) -> Result<String, Refusal> {
        let kind = self.header("content-type").unwrap_or_default();
        if !kind.starts_with("application/json") {
            return Err(Refusal::new(415, "Send JSON, as application/json."));
        }
        let text = self.text_within(longest).await?;
        check_json(&text)?;
        Ok(text)
    }

    /// The body as text.
    pub async fn text(&mut self) -> Result<String, Refusal> {
        self.text_within(LONGEST_BODY).await
    }

    async fn text_within(&mut self, longest: usize) -> Result<String, Refusal> {
        let bytes = self.bytes_within(longest).await?;
        String::from_utf8(bytes).map_err(|_| not_utf8())
    }

    /// The body, of so many bytes at most.
    pub async fn bytes_within(&mut self, longest: usize) -> Result<Vec<u8>, Refusal> {
        let body = body_within(&mut self.request, longest).await?;
        let too_long = || {
            Refusal::at(
                413,
                "body",
                format!("That is more than {} KiB.", longest / 1024),
            )
        };
        body.ok_or_else(too_long)
    }

    /// The time zone in which the platform finds the visitor to be.
    pub fn zone(&self) -> TimeZone {
        time_zone(&self.request)
            .and_then(|name| name.parse().ok())
            .unwrap_or(TimeZone::UTC)
    }

    /// Whether a form that can't be taken is shown again with what is wrong in it. A program is told
    /// so instead; and what is not wrong in the form can't be put right there.
    pub fn shows_again(&self, refused: &Failure) -> bool {
        let elsewhere = matches!(
            refused,
            Failure::Unavailable { .. } | Failure::NotFound { .. }
        );
        self.wants_page() && !elsewhere
    }

    /// Whether a person looks, with a browser.
    pub fn wants_page(&self) -> bool {
        self.header("accept")
            .is_some_and(|accepted| accepted.contains("text/html"))
    }

    pub fn is_websocket(&self) -> bool {
        self.request.method() == Method::Get
            && self
                .header("upgrade")
                .is_some_and(|protocol| protocol.eq_ignore_ascii_case("websocket"))
    }
}

fn not_utf8() -> Refusal {
    Refusal::at(400, "body", "Send text in UTF-8.")
}

fn check_json(text: &str) -> Result<(), Refusal> {
    serde_json::from_str::<IgnoredAny>(text)
        .map(|_| ())
        .map_err(|_| Refusal::at(400, "body", "That is not JSON."))
}

/// The fields of a form.
pub struct Form(Vec<(String, String)>);

impl Form {
    /// A field's text, without the space around it; empty where it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// All fields, in their order: names and texts.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.0.iter();
        fields.map(|(field, value)| (field.as_str(), value.trim()))
    }

    /// The texts of all fields of that name, in their order.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        let fields = self.fields().filter(move |(field, _)| *field == name);
        fields.map(|(_, value)| value)
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }
}

/// What the session's cookie is called. Browsers let nobody but this host, under TLS, set one whose name
/// begins like the second; development has no TLS.
fn cookie_name(development: bool) -> &'static str {
    if development {
        "session"
    } else {
        "__Host-session"
    }
}

/// The same of the cookie by which a device shows that a number was proved on it.
fn device_cookie_name(development: bool) -> &'static str {
    if development {
        "device"
    } else {
        "__Host-device"
    }
}

/// A program's bearer token, or a browser's cookie.
fn token(request: &Request, development: bool) -> Option<String> {
    let header = |name: &str| request.headers().get(name).ok().flatten();
    if let Some(authorization) = header("authorization") {
        let (scheme, token) = authorization.split_once(' ')?;
        return scheme
            .eq_ignore_ascii_case("bearer")
            .then(|| token.trim().to_owned());
    }
    cookie_of(request, cookie_name(development))
}

fn cookie_of(request: &Request, name: &str) -> Option<String> {
    let header = request.headers().get("cookie").ok().flatten()?;
    let mut cookies = header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    cookies
        .find(|(other, _)| *other == name)
        .map(|(_, value)| value.to_owned())
}

/// The cookie that carries a session, for as long as one can live: whether it still does is not the
/// browser's to say.
pub fn session_cookie(token: &str, development: bool) -> String {
    cookie(
        cookie_name(development),
        token,
        LONGEST / 1_000,
        development,
    )
}

pub fn no_session_cookie(development: bool) -> String {
    cookie(cookie_name(development), "", 0, development)
}

/// The cookie by which a device shows that a number was proved on it, for as long as that opens its account.
pub fn device_cookie(value: &str, development: bool) -> String {
    let name = device_cookie_name(development);
    cookie(name, value, LONGEST / 1_000, development)
}

fn cookie(name: &str, value: &str, seconds: i64, development: bool) -> String {
    let secure = if development { "" } else { "; Secure" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}
