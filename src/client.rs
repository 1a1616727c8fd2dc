//! From where and with what somebody comes, as far as it is kept: never the address itself, and of the
//! program only what its owner would call it.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::secret::HashKey;

/// Whoever asks before it is known who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    pub network: Network,
    /// In words, such as "Firefox on Windows".
    pub kind: String,
    /// The device cookie that it shows: by that it is known that a number was proved on it before.
    pub device: Option<String>,
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
        key.hash(&format!("address:{}", self.first(32, 64)))
    }

    /// What one site has, and whoever rents a whole block for themselves.
    pub fn site(self, key: &HashKey) -> String {
        key.hash(&format!("site:{}", self.first(24, 48)))
    }

    /// About what one provider has.
    pub fn provider(self, key: &HashKey) -> String {
        key.hash(&format!("provider:{}", self.first(16, 32)))
    }

    /// The first bits of the address, the rest being zeros.
    fn first(self, of_32: u32, of_128: u32) -> String {
        match self.0 {
            None => String::new(),
            Some(IpAddr::V4(address)) => {
                let mask = !u32::MAX.checked_shr(of_32).unwrap_or(0);
                Ipv4Addr::from(u32::from(address) & mask).to_string()
            }
            Some(IpAddr::V6(address)) => {
                let mask = !u128::MAX.checked_shr(of_128).unwrap_or(0);
                Ipv6Addr::from(u128::from(address) & mask).to_string()
            }
        }
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
    fn a_site_is_of_a_provider_and_has_many_households() {
        let key = HashKey::read(None, true).unwrap();
        let site = |address| Network::of(Some(address)).site(&key);
        let provider = |address| Network::of(Some(address)).provider(&key);
        assert_eq!(site("192.0.2.1"), site("192.0.2.255"));
        assert_ne!(site("192.0.2.1"), site("192.0.3.1"));
        assert_eq!(provider("192.0.2.1"), provider("192.0.3.1"));
        assert_ne!(provider("192.0.2.1"), provider("192.1.2.1"));
        assert_eq!(site("2001:db8:1:2::1"), site("2001:db8:1:3::1"));
        assert_ne!(site("2001:db8:1::1"), site("2001:db8:2::1"));
        assert_eq!(provider("2001:db8:1::1"), provider("2001:db8:2::1"));
        assert_ne!(provider("2001:db8::1"), provider("2001:db9::1"));
        assert_ne!(site("192.0.0.0"), provider("192.0.0.0"));
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
