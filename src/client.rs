//! From where and with what somebody comes, as far as it is kept: never the address itself, and of the
//! program only what its owner would call it.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use crate::secret::HashKey;

/// Whoever asks before it is known who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    pub network: Network,
    /// In words, such as "Firefox on Windows".
    pub kind: String,
}

/// From where somebody comes. Of that nothing is kept, or written anywhere, but keyed hashes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Network(Option<IpAddr>);

impl Network {
    /// Whoever comes from nowhere shares one address with all who do.
    pub fn of(address: Option<&str>) -> Self {
        let address: Option<IpAddr> = address.and_then(|address| address.trim().parse().ok());
        Self(address.map(|address| address.to_canonical()))
    }

    /// What one household is given: an IPv4 address, or the first 64 bits of an IPv6 one.
    pub fn household(self, key: &HashKey) -> String {
        let household = match self.0 {
            None => String::new(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                let prefix = u128::from(address) & !u128::from(u64::MAX);
                Ipv6Addr::from(prefix).to_string()
            }
        };
        key.hash(&format!("address:{household}"))
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Network(..)")
    }
}

/// What comes first is meant: most of these also name those behind them.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
];

/// What kind of client that is, by how it names itself.
pub fn kind(user_agent: Option<&str>) -> String {
    let agent = user_agent.unwrap_or_default();
    let named = |names: &[(&str, &'static str)]| {
        let mut names = names.iter();
        names
            .find(|(mark, _)| agent.contains(mark))
            .map(|&(_, name)| name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A program on {system}"),
        (None, None) => "A program".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_address() {
        let key = |key: &str| HashKey::read(Some(key.repeat(32)), false).unwrap();
        let of = |address| Network::of(Some(address)).household(&key("a"));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("nonsense"), Network::of(None).household(&key("a")));
        let known = Network::of(Some("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), known.household(&key("b")));
        assert!(!of("192.0.2.1").contains("192") && !format!("{known:?}").contains("192"));
    }

    #[test]
    fn a_client_is_named_as_its_owner_would() {
        for (agent, kind_of_it) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari on an iPhone",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
                "Firefox on Linux",
            ),
            ("curl/8.5.0", "A program"),
        ] {
            assert_eq!(kind(Some(agent)), kind_of_it);
        }
        assert_eq!(kind(None), "A program");
    }
}
