//! The static files, carried in the program.

/// A static file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    pub content_type: &'static str,
    pub body: &'static [u8],
    /// Changes with the content. Pages ask for `/static/{path}?v={version}`: an answer to a
    /// request that names this version may be kept for good, any other must be asked for again.
    pub version: u64,
}

macro_rules! assets {
    ($($path:literal, $content_type:literal;)*) => {
        const ASSETS: &[(&str, Asset)] = &[$(($path, Asset {
            content_type: $content_type,
            body: include_bytes!(concat!("../static/", $path)),
            version: fingerprint(include_bytes!(concat!("../static/", $path))),
        })),*];
    };
}

assets! {
    "style.css", "text/css; charset=utf-8";
    "call.js", "text/javascript; charset=utf-8";
    "parts.js", "text/javascript; charset=utf-8";
    "relay.js", "text/javascript; charset=utf-8";
    "speech.js", "text/javascript; charset=utf-8";
    "said.js", "text/javascript; charset=utf-8";
    "follow.js", "text/javascript; charset=utf-8";
    "favicon.svg", "image/svg+xml";
}

/// The static file that is served at `/static/{path}`.
pub fn asset(path: &str) -> Option<Asset> {
    let (_, asset) = ASSETS.iter().find(|(name, _)| *name == path)?;
    Some(*asset)
}

/// All of them, by path.
pub fn all() -> impl Iterator<Item = (&'static str, Asset)> {
    ASSETS.iter().copied()
}

/// Where a page finds it.
pub(crate) fn address(path: &str) -> String {
    match asset(path) {
        Some(asset) => format!("/static/{path}?v={:016x}", asset.version),
        None => format!("/static/{path}"),
    }
}

/// FNV-1a, 64 bits: enough to tell one release's file from the next.
const fn fingerprint(mut bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    while let Some((byte, rest)) = bytes.split_first() {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0100_0000_01b3);
        bytes = rest;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_asked_for_by_its_content() {
        assert_ne!(fingerprint(b"a"), fingerprint(b"b"));
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        let (address, version) = (address("style.css"), asset("style.css").unwrap().version);
        assert!(address.ends_with(&format!("?v={version:016x}")));
        assert_eq!(asset("../Cargo.toml"), None);
    }
}
