//! An issuer of tokens. Its signatures are no cryptography: that is the platform's, and tested there.
//! They are made with what only the issuer has of a key, and hold for one message alone.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use call_me_back::failure::Failure;
use call_me_back::oidc::{Jwk, KeySet, Token};
use call_me_back::ports::Issuer;
use call_me_back::secret;

use crate::Faults;

#[derive(Default)]
pub struct HostIssuer {
    /// What stands under its addresses.
    pub pages: RefCell<BTreeMap<String, String>>,
    /// How often it was asked for one.
    pub asked: Cell<u32>,
    held: RefCell<Option<KeySet>>,
    pub faults: Faults,
}

impl HostIssuer {
    /// What the owner of the key whose public part is `x` signs a message with.
    pub fn signature(x: &str, message: &str) -> Vec<u8> {
        secret::hash(&format!("by the private part of {x}: {message}")).into_bytes()
    }
}

impl Issuer for HostIssuer {
    fn held(&self) -> Option<KeySet> {
        self.held.borrow().clone()
    }

    fn hold(&self, keys: KeySet) {
        *self.held.borrow_mut() = Some(keys);
    }

    async fn get(&self, url: &str) -> Result<String, Failure> {
        self.asked.set(self.asked.get() + 1);
        let read = async {
            let pages = self.pages.borrow();
            let page = pages.get(url).cloned();
            page.ok_or_else(|| Failure::unavailable(format!("nothing stands under {url}")))
        };
        self.faults.carry("the issuer", read).await
    }

    async fn is_signed(&self, token: &Token, key: &Jwk) -> Result<bool, Failure> {
        let x = key.x.as_deref().unwrap_or_default();
        Ok(token.signature == Self::signature(x, &token.message))
    }
}
