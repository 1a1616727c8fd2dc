//! `Issuer` over HTTPS, and its signatures by the runtime's own cryptography.

use std::cell::RefCell;
use std::pin::pin;
use std::time::Duration;

use call_me_back::failure::Failure;
use call_me_back::oidc::{Algorithm, Jwk, KeySet, Token};
use call_me_back::ports::Issuer;
use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use js_sys::futures::JsFuture;
use js_sys::{Array, JSON, Object, Promise, Uint8Array};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use worker::{Delay, Fetch, Request, RequestInit, RequestRedirect, Response};

use crate::unavailable;

/// How long an answer may take.
const LIMIT: Duration = Duration::from_secs(5);
/// The longest one that is read, in bytes.
const LONGEST: usize = 256 * 1024;

thread_local! {
    /// The keys that this isolate holds.
    static HELD: RefCell<Option<KeySet>> = const { RefCell::new(None) };
}

pub(crate) struct Https;

impl Issuer for Https {
    fn held(&self) -> Option<KeySet> {
        HELD.with_borrow(Clone::clone)
    }

    fn hold(&self, keys: KeySet) {
        HELD.set(Some(keys));
    }

    async fn get(&self, url: &str) -> Result<String, Failure> {
        match select(pin!(read(url)), Delay::from(LIMIT)).await {
            Either::Left((read, _)) => read,
            Either::Right(_) => Err(Failure::unavailable("the issuer was too slow")),
        }
    }

    async fn is_signed(&self, token: &Token, key: &Jwk) -> Result<bool, Failure> {
        verify(token, key).await.map_err(|error| {
            let error = error.dyn_into::<js_sys::Error>();
            let why = error.map_or_else(|_| String::new(), |error| error.message().into());
            Failure::unavailable(format!("the issuer's key: {why}"))
        })
    }
}

async fn read(url: &str) -> Result<String, Failure> {
    let failed = || unavailable("the issuer");
    let mut init = RequestInit::new();
    // It is at that address, or nowhere.
    init.with_redirect(RequestRedirect::Manual);
    let request = Request::new_with_init(url, &init).map_err(failed())?;
    let mut response: Response = Fetch::Request(request).send().await.map_err(failed())?;
    if response.status_code() != 200 {
        let status = response.status_code();
        return Err(Failure::unavailable(format!(
            "the issuer: it answered with status {status}"
        )));
    }
    let mut stream = response.stream().map_err(failed())?;
    let mut body = Vec::new();
    while let Some(bytes) = stream.next().await {
        body.extend(bytes.map_err(failed())?);
        if body.len() > LONGEST {
            return Err(Failure::unavailable("the issuer: its answer is too long"));
        }
    }
    String::from_utf8(body).map_err(|_| Failure::unavailable("the issuer: it answered no text"))
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = crypto)]
    static CRYPTO: Crypto;

    type Crypto;

    #[wasm_bindgen(method, getter)]
    fn subtle(this: &Crypto) -> SubtleCrypto;

    type SubtleCrypto;

    #[wasm_bindgen(method, catch, js_name = importKey)]
    fn import_key(
        this: &SubtleCrypto,
        format: &str,
        key: &Object,
        algorithm: &Object,
        extractable: bool,
        usages: &Array,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn verify(
        this: &SubtleCrypto,
        algorithm: &Object,
        key: &JsValue,
        signature: &Uint8Array,
        message: &Uint8Array,
    ) -> Result<Promise, JsValue>;
}

async fn verify(token: &Token, key: &Jwk) -> Result<bool, JsValue> {
    let (public, imported, verified) = match token.algorithm {
        Algorithm::Rs256 => (
            json!({ "kty": "RSA", "n": key.n, "e": key.e }),
            json!({ "name": "RSASSA-PKCS1-v1_5", "hash": "SHA-256" }),
            json!({ "name": "RSASSA-PKCS1-v1_5" }),
        ),
        Algorithm::Es256 => (
            json!({ "kty": "EC", "crv": "P-256", "x": key.x, "y": key.y }),
            json!({ "name": "ECDSA", "namedCurve": "P-256" }),
            json!({ "name": "ECDSA", "hash": "SHA-256" }),
        ),
    };
    let subtle = CRYPTO.with(Crypto::subtle);
    let usages = Array::of1(&"verify".into());
    let key = subtle.import_key(
        "jwk",
        &object(&public)?,
        &object(&imported)?,
        false,
        &usages,
    )?;
    let key = JsFuture::from(key).await?;
    let signature = Uint8Array::from(token.signature.as_slice());
    let message = Uint8Array::from(token.message.as_bytes());
    let is_signed = subtle.verify(&object(&verified)?, &key, &signature, &message)?;
    Ok(JsFuture::from(is_signed).await?.is_truthy())
}

fn object(value: &Value) -> Result<Object, JsValue> {
    JSON::parse(&value.to_string())?.dyn_into()
}
