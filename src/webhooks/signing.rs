//! How a message is signed, so that whoever gets it knows that it comes from here, is whole and is not an
//! old one: as Standard Webhooks lays down (standardwebhooks.com), so that their libraries can check it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::ids::WebhookMessageId;
use crate::time::Timestamp;

/// What every secret begins with.
const PREFIX: &str = "whsec_";

/// What a webhook's messages are signed with: `whsec_` and 32 bytes in base64.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(entropy: [u8; 16], more: [u8; 16]) -> Self {
        let bytes: Vec<u8> = entropy.into_iter().chain(more).collect();
        Self(format!("{PREFIX}{}", STANDARD.encode(bytes)))
    }

    /// One that was stored.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn bytes(&self) -> Vec<u8> {
        let text = self.0.strip_prefix(PREFIX).unwrap_or(&self.0);
        STANDARD.decode(text).unwrap_or_default()
    }

    fn sign(&self, content: &str) -> String {
        // Of no key is it said that it is too long or too short.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.bytes()) else {
            return String::new();
        };
        mac.update(content.as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

/// The headers that go with a message that is sent at that moment.
pub fn headers(
    secret: &Secret,
    id: &WebhookMessageId,
    body: &str,
    now: Timestamp,
) -> [(&'static str, String); 4] {
    let seconds = now.millis().div_euclid(1_000);
    [
        ("content-type", "application/json".to_owned()),
        ("webhook-id", id.to_string()),
        ("webhook-timestamp", seconds.to_string()),
        (
            "webhook-signature",
            secret.sign(&format!("{id}.{seconds}.{body}")),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_standard_webhooks_says() {
        // The example of its specification.
        let secret = Secret::stored("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned());
        let signature =
            secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}");
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn every_secret_is_another_one() {
        let secret = Secret::new([1; 16], [2; 16]);
        assert!(secret.as_str().starts_with(PREFIX));
        assert_eq!(secret.bytes().len(), 32);
        assert!(secret != Secret::new([1; 16], [3; 16]));
    }
}
