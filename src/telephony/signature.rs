//! Whether a webhook, or a socket's upgrade, really comes from Twilio.
//!
//! `X-Twilio-Signature` is base64(HMAC-SHA1(auth token, URL, then for each form field in byte order
//! of its name, each different value in byte order: name and value)). A body that is not a form is
//! signed by its SHA-256, in hex, as `bodySHA256` in the query. Source: Twilio, "Webhooks
//! security". The tests' signatures were made with Twilio's own library.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use subtle::ConstantTimeEq;

use super::form_fields;

/// What came with a request.
#[derive(Debug, Clone, Copy)]
pub enum Body<'a> {
    /// A GET, or the upgrade to a socket.
    None,
    /// The fields of a form, unknown and empty ones too.
    Form(&'a [(String, String)]),
    /// Anything else, byte for byte.
    Raw(&'a [u8]),
}

/// Whether `signature` was made with `token` for this request. `url` is the one that Twilio was
/// given, from configuration and never from forwarded headers. An empty token verifies nothing.
pub fn is_genuine(token: &str, signature: &str, url: &str, body: Body<'_>) -> bool {
    if token.is_empty() {
        return false;
    }
    let fields = match body {
        Body::Form(fields) => in_signed_order(fields),
        Body::None | Body::Raw(_) => String::new(),
    };
    // Twilio signs now with the port and now without it.
    let signed = [without_port(url), with_port(url)]
        .iter()
        .map(|url| sign(token, &format!("{url}{fields}")))
        .fold(0u8, |found, expected| found | same(&expected, signature));
    let whole = match body {
        Body::Raw(bytes) => is_body_of(url, bytes),
        Body::None | Body::Form(_) => true,
    };
    signed == 1 && whole
}

fn in_signed_order(fields: &[(String, String)]) -> String {
    let unique: BTreeSet<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    unique
        .iter()
        .flat_map(|(name, value)| [*name, *value])
        .collect()
}

fn sign(token: &str, signed: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(token.as_bytes()) else {
        return String::new();
    };
    mac.update(signed.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// 1 where they are the same, in a time that does not tell how much of them is.
fn same(expected: &str, given: &str) -> u8 {
    if expected.is_empty() {
        return 0;
    }
    expected
        .as_bytes()
        .ct_eq(given.trim().as_bytes())
        .unwrap_u8()
}

fn is_body_of(url: &str, body: &[u8]) -> bool {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let stated = form_fields(query)
        .into_iter()
        .find(|(name, _)| name == "bodySHA256");
    let hash: String = Sha256::digest(body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    stated.is_some_and(|(_, stated)| same(&hash, &stated) == 1)
}

/// A URL cut at its port: what is before, the port with its colon, what is after.
fn at_port(url: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end)?;
    // The colons of an IPv6 address and of user:password are no port's.
    let host = authority.rfind(['@', ']']).map_or(0, |at| at + 1);
    let colon = authority
        .get(host..)?
        .find(':')
        .map_or(authority.len(), |at| host + at);
    let before = url.get(..scheme.len() + 3 + colon)?;
    Some((before, authority.get(colon..)?, path))
}

fn without_port(url: &str) -> String {
    at_port(url).map_or_else(
        || url.to_owned(),
        |(before, _, path)| format!("{before}{path}"),
    )
}

fn with_port(url: &str) -> String {
    match at_port(url) {
        Some((before, "", path)) => {
            let port = if url.starts_with("http://") || url.starts_with("ws://") {
                80
            } else {
                443
            };
            format!("{before}:{port}{path}")
        }
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "12345";

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn published() -> Vec<(String, String)> {
        fields(&[
            ("To", "+18005551212"),
            ("CallSid", "CA1234567890ABCDE"),
            ("Digits", "1234"),
            ("From", "+14158675309"),
            ("Caller", "+14158675309"),
        ])
    }

    const PUBLISHED_URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";
    const PUBLISHED: &str = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    #[test]
    fn the_published_example_is_genuine() {
        let fields = published();
        assert!(is_genuine(
            TOKEN,
            PUBLISHED,
            PUBLISHED_URL,
            Body::Form(&fields)
        ));
    }

    #[test]
    fn a_request_changed_in_any_part_is_not() {
        let genuine = published();
        let form = Body::Form(&genuine);
        assert!(!is_genuine("12346", PUBLISHED, PUBLISHED_URL, form));
        assert!(!is_genuine(TOKEN, "", PUBLISHED_URL, form));
        assert!(!is_genuine(
            TOKEN,
            "rSOYDt4T1cUTdK1PDd93/VVr8B8=",
            PUBLISHED_URL,
            form
        ));
        assert!(!is_genuine(
            TOKEN,
            PUBLISHED,
            "https://mycompany.com/myapp.php?foo=1&bar=3",
            form
        ));
        assert!(!is_genuine(
            TOKEN,
            PUBLISHED,
            "https://evil.com/myapp.php?foo=1&bar=2",
            form
        ));
        assert!(!is_genuine(TOKEN, PUBLISHED, PUBLISHED_URL, Body::None));

        let mut more = genuine.clone();
        more.push(("Empty".to_owned(), String::new()));
        assert!(!is_genuine(
            TOKEN,
            PUBLISHED,
            PUBLISHED_URL,
            Body::Form(&more)
        ));
    }

    #[test]
    fn an_installation_without_a_token_believes_nobody() {
        let url = "https://example.org/call/call_1";
        let anybodys = sign("", url);
        assert!(!is_genuine("", &anybodys, url, Body::None));
    }

    #[test]
    fn unknown_empty_and_repeated_fields_count_once_each_in_byte_order() {
        let fields = fields(&[
            ("a", "lower"),
            ("B", "z"),
            ("B", "a"),
            ("B", "z"),
            ("Ünknown", "é ü"),
            ("A", ""),
        ]);
        assert!(is_genuine(
            TOKEN,
            "TPnSy6yJwHNlfXEh1JzbRxc1dCs=",
            "https://example.org/call/call_1",
            Body::Form(&fields)
        ));
    }

    #[test]
    fn the_port_may_stand_in_the_signed_url_or_not() {
        let fields = fields(&[("A", "1")]);
        let form = Body::Form(&fields);
        let signed_with_443 = "LsOTAE+zq70vXyvj6MI0n/SwrwU=";
        for url in [
            "https://example.org/call/call_1",
            "https://example.org:443/call/call_1",
        ] {
            assert!(is_genuine(TOKEN, signed_with_443, url, form), "{url}");
        }
        let signed_with_8443 = "tGRVEeKLbjCoAmg6na905xzHN/k=";
        assert!(is_genuine(
            TOKEN,
            signed_with_8443,
            "https://example.org:8443/call/call_1",
            form
        ));
        assert!(!is_genuine(
            TOKEN,
            signed_with_8443,
            "https://example.org/call/call_1",
            form
        ));
    }

    #[test]
    fn a_sockets_upgrade_is_signed_too() {
        let url = "wss://example.org/relay/call_1";
        for signature in [
            "H0/CKbfNXwgXUO8ra7oxj5VNY0o=",
            "ds3RmnsX/vutADUg8P0N2n7o16A=",
        ] {
            assert!(is_genuine(TOKEN, signature, url, Body::None), "{signature}");
        }
    }

    #[test]
    fn a_json_body_must_be_the_one_whose_hash_was_signed() {
        let url = "https://example.org/status?bodySHA256=\
                   1ebcc39c4bd829e8ff6615a1122f04a176a7e45ec995ae305cb8a2252353f1f0";
        let signature = "1bhf2OkWV/kP8vmat5eSzI4I34s=";
        let body = "{\"a\": 1, \"ü\": \"x\"}";
        assert!(is_genuine(
            TOKEN,
            signature,
            url,
            Body::Raw(body.as_bytes())
        ));
        assert!(!is_genuine(TOKEN, signature, url, Body::Raw(b"{\"a\": 2}")));

        let unhashed = "https://example.org/status";
        let signature = sign(TOKEN, unhashed);
        assert!(!is_genuine(TOKEN, &signature, unhashed, Body::Raw(b"{}")));
    }

    #[test]
    fn a_port_is_found_where_it_stands_and_nowhere_else() {
        for (url, without, with) in [
            ("https://h/p:1?q", "https://h/p:1?q", "https://h:443/p:1?q"),
            ("http://h", "http://h", "http://h:80"),
            ("ws://h:8787/x", "ws://h/x", "ws://h:8787/x"),
            ("https://[::1]/x", "https://[::1]/x", "https://[::1]:443/x"),
            ("https://[::1]:9/x", "https://[::1]/x", "https://[::1]:9/x"),
            (
                "https://u:pw@h?a=b:c",
                "https://u:pw@h?a=b:c",
                "https://u:pw@h:443?a=b:c",
            ),
            ("no url", "no url", "no url"),
            ("", "", ""),
        ] {
            assert_eq!(without_port(url), without);
            assert_eq!(with_port(url), with);
        }
    }
}
