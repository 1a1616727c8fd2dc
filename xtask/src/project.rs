//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub struct Project {
    pub root: PathBuf,
    /// Kept from clone to clone: the tools that take minutes to compile.
    pub cache: PathBuf,
    /// Cargo's target folder, which clones may share.
    pub target: PathBuf,
}

impl Project {
    pub fn find() -> Result<Self> {
        // Asked when it runs, not when it was compiled: another clone may have compiled it.
        let manifest = env::var_os("CARGO_MANIFEST_DIR").context("start me as `cargo xtask`")?;
        let root = Path::new(&manifest)
            .parent()
            .context("CARGO_MANIFEST_DIR has no parent")?
            .to_owned();
        let cache = cache_from(|name| env::var_os(name).map(PathBuf::from))
            .context("no place for the cache: set HOME or CALL_ME_BACK_CACHE")?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
        Ok(Self {
            target: root.join(target),
            root,
            cache,
        })
    }
}

fn cache_from(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    variable("CALL_ME_BACK_CACHE")
        .or_else(|| Some(variable("XDG_CACHE_HOME")?.join("call-me-back")))
        .or_else(|| Some(variable("HOME")?.join(".cache/call-me-back")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(set: &[(&str, &str)]) -> Option<PathBuf> {
        cache_from(|name| {
            let (_, value) = set.iter().find(|(key, _)| *key == name)?;
            Some(PathBuf::from(value))
        })
    }

    #[test]
    fn the_cache_is_where_the_most_specific_variable_says() {
        let home = ("HOME", "/h");
        let xdg = ("XDG_CACHE_HOME", "/x");
        let own = ("CALL_ME_BACK_CACHE", "/own");
        assert_eq!(cache(&[home]), Some("/h/.cache/call-me-back".into()));
        assert_eq!(cache(&[home, xdg]), Some("/x/call-me-back".into()));
        assert_eq!(cache(&[home, xdg, own]), Some("/own".into()));
        assert_eq!(cache(&[]), None);
    }
}
