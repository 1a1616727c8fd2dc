//! What a request tells beyond what the `worker` crate reads of it without a panic.

use call_me_back::client::{self, Client, Network};
use futures_util::StreamExt as _;
use wasm_bindgen::prelude::*;
use worker::Request;

#[wasm_bindgen]
extern "C" {
    type Placed;

    /// Where the platform finds the visitor to be; not there for everyone.
    #[wasm_bindgen(method, getter)]
    fn cf(this: &Placed) -> Option<Whereabouts>;

    type Whereabouts;

    #[wasm_bindgen(method, getter)]
    fn timezone(this: &Whereabouts) -> JsValue;
}

/// The name of the visitor's time zone, where the platform knows it.
pub fn time_zone(request: &Request) -> Option<String> {
    let request: &Placed = request.inner().unchecked_ref();
    request.cf()?.timezone().as_string()
}

/// From where and with what the visitor comes. The platform itself names the address.
pub fn client(request: &Request, device: Option<String>) -> Client {
    let header = |name: &str| request.headers().get(name).ok().flatten();
    let address = header("cf-connecting-ip");
    Client {
        network: Network::of(address.as_deref()),
        kind: client::kind(header("user-agent").as_deref()),
        device,
    }
}

/// The body, unless it is longer than that; what is longer is not read to its end.
pub async fn body_within(request: &mut Request, longest: usize) -> worker::Result<Option<Vec<u8>>> {
    if request.inner().body().is_none() {
        return Ok(Some(Vec::new()));
    }
    let mut stream = request.stream()?;
    let mut body = Vec::new();
    while let Some(bytes) = stream.next().await {
        let bytes = bytes?;
        if body.len() + bytes.len() > longest {
            return Ok(None);
        }
        body.extend_from_slice(&bytes);
    }
    Ok(Some(body))
}
