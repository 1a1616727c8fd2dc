//! Where a webhook is sent: on the public internet, and encrypted.

use std::fmt;
use std::net::IpAddr;

/// The longest address, in bytes.
const LONGEST: usize = 500;
/// Names that lead nowhere outside.
const INSIDE: [&str; 5] = ["localhost", "local", "internal", "home.arpa", "test"];

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("An address has at most {LONGEST} characters.")]
    TooLong,
    #[error("Give a whole address, such as https://example.com/hooks.")]
    NotAnAddress,
    #[error("Only https:// is taken: what is told is nobody else's.")]
    NotEncrypted,
    #[error("Leave out name and password: messages are signed.")]
    WithCredentials,
    #[error("Give the name of a server that is reached from everywhere.")]
    NotPublic,
}

/// An address that messages may be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// `is_lenient`: to a server on one's own machine too, without encryption; for development.
    pub fn parse(text: &str, is_lenient: bool) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(AddressError::TooLong);
        }
        let is_clean = |c: char| c.is_ascii_graphic() && !"\\\"<>^`{|}".contains(c);
        let (scheme, rest) = text.split_once("://").ok_or(AddressError::NotAnAddress)?;
        let (authority, _) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if !text.chars().all(is_clean) || rest.contains('#') || authority.is_empty() {
            return Err(AddressError::NotAnAddress);
        }
        match scheme.to_ascii_lowercase().as_str() {
            "https" => {}
            "http" if is_lenient => {}
            "http" => return Err(AddressError::NotEncrypted),
            _ => return Err(AddressError::NotAnAddress),
        }
        if authority.contains('@') {
            return Err(AddressError::WithCredentials);
        }
        if !is_lenient && !is_public(authority) {
            return Err(AddressError::NotPublic);
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Whether that names a server by a name, on the port that such an address means.
fn is_public(authority: &str) -> bool {
    let host = authority.strip_suffix(":443").unwrap_or(authority);
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let is_number = host.parse::<IpAddr>().is_ok()
        || host.starts_with('[')
        || host
            .rsplit('.')
            .next()
            .is_some_and(|last| last.starts_with(|c: char| c.is_ascii_digit()));
    let is_name = host.contains('.')
        && host.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        });
    let is_inside = INSIDE
        .iter()
        .any(|inside| host == *inside || host.ends_with(&format!(".{inside}")));
    is_name && !is_number && !is_inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_on_the_public_internet_are_taken() {
        for address in [
            "https://example.com",
            "https://hooks.example.com/a/b?c=d",
            "HTTPS://example.com:443/",
        ] {
            assert_eq!(Address::parse(address, false).unwrap().as_str(), address);
        }
    }

    #[test]
    fn what_leads_inside_or_tells_others_is_not() {
        for (address, why) in [
            ("", AddressError::NotAnAddress),
            ("example.com", AddressError::NotAnAddress),
            ("ftp://example.com/", AddressError::NotAnAddress),
            ("https:///path", AddressError::NotAnAddress),
            ("https://example.com/#part", AddressError::NotAnAddress),
            ("https://exa mple.com/", AddressError::NotAnAddress),
            ("http://example.com/", AddressError::NotEncrypted),
            ("https://a:b@example.com/", AddressError::WithCredentials),
            ("https://localhost/", AddressError::NotPublic),
            ("https://db.internal/", AddressError::NotPublic),
            ("https://printer.local./", AddressError::NotPublic),
            ("https://127.0.0.1/", AddressError::NotPublic),
            ("https://0x7f.1/", AddressError::NotPublic),
            ("https://2130706433/", AddressError::NotPublic),
            ("https://[::1]/", AddressError::NotPublic),
            ("https://169.254.169.254/latest", AddressError::NotPublic),
            ("https://example.com:8443/", AddressError::NotPublic),
            ("https://intranet/", AddressError::NotPublic),
        ] {
            assert_eq!(Address::parse(address, false), Err(why), "{address}");
        }
        let long = format!("https://example.com/{}", "x".repeat(LONGEST));
        assert_eq!(Address::parse(&long, false), Err(AddressError::TooLong));
    }

    #[test]
    fn in_development_a_server_of_ones_own_is_taken() {
        assert!(Address::parse("http://127.0.0.1:8080/hook", true).is_ok());
        assert!(Address::parse("file:///etc/passwd", true).is_err());
    }
}
