//! Users' own servers, which take messages or don't, and what reached them.

use std::cell::{Cell, RefCell};

use call_me_back::failure::Failure;
use call_me_back::ports::Courier;

use crate::Faults;

/// A message that reached a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

pub struct HostCourier {
    pub posted: RefCell<Vec<Posted>>,
    /// What they answer with.
    pub status: Cell<u16>,
    pub faults: Faults,
}

impl Default for HostCourier {
    fn default() -> Self {
        Self {
            posted: RefCell::default(),
            status: Cell::new(204),
            faults: Faults::default(),
        }
    }
}

impl Courier for HostCourier {
    fn is_lenient(&self) -> bool {
        false
    }

    async fn post(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        body: &str,
    ) -> Result<u16, Failure> {
        let posted = async {
            self.posted.borrow_mut().push(Posted {
                url: url.to_owned(),
                headers: headers.to_vec(),
                body: body.to_owned(),
            });
            Ok(self.status.get())
        };
        self.faults.carry("their server", posted).await
    }
}
