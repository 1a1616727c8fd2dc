//! A telephone network in which nobody's telephone rings: it notes who would have been called.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use call_me_back::failure::Failure;
use call_me_back::ids::CallId;
use call_me_back::ports::{Carrier, Placing, Ring, Words};
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::telephony::status::Status;

use crate::Faults;

#[derive(Default)]
pub struct HostCarrier {
    rung: RefCell<Vec<(CallId, PhoneNumber)>>,
    refuses: Cell<bool>,
    /// Calls that were stopped or ended from our side, and what was said last in them.
    ended: RefCell<BTreeMap<String, Option<String>>>,
    /// Where calls stand, as it would say.
    stand: RefCell<BTreeMap<String, Status>>,
    is_busy: Cell<bool>,
    pub faults: Faults,
}

impl HostCarrier {
    /// Whose telephone rang, for which call, in order.
    pub fn rung(&self) -> Vec<(CallId, PhoneNumber)> {
        self.rung.borrow().clone()
    }

    /// The calls that were stopped or ended from our side, by its own names, and what was said last.
    pub fn ended(&self) -> BTreeMap<String, Option<String>> {
        self.ended.borrow().clone()
    }

    /// Where it says that a call stands, when it is asked.
    pub fn stands(&self, carriers_name: &str, status: Status) {
        let mut stand = self.stand.borrow_mut();
        stand.insert(carriers_name.to_owned(), status);
    }

    /// From here on it places no calls, or places them again.
    pub fn refuse(&self, refuses: bool) {
        self.refuses.set(refuses);
    }

    /// From here on it puts calls off, or takes them again.
    pub fn put_off(&self, puts_off: bool) {
        self.is_busy.set(puts_off);
    }
}

impl Carrier for HostCarrier {
    fn is_ready(&self) -> Result<(), Failure> {
        Ok(())
    }

    async fn place(&self, ring: &Ring) -> Result<Placing, Failure> {
        let placed = async {
            if self.refuses.get() {
                let why = "the carrier does not call that number".to_owned();
                return Ok(Placing::Refused(why));
            }
            if self.is_busy.get() {
                let why = "the carrier takes no calls now".to_owned();
                return Ok(Placing::NotNow(why));
            }
            let mut rung = self.rung.borrow_mut();
            rung.push((ring.call.clone(), ring.to.clone()));
            Ok(Placing::Placed(format!("CA{}", rung.len())))
        };
        self.faults.carry("the carrier", placed).await
    }

    async fn cancel(&self, carriers_name: &str) -> Result<(), Failure> {
        self.end(carriers_name, None).await
    }

    async fn end(&self, carriers_name: &str, words: Option<&Words>) -> Result<(), Failure> {
        let words = words.map(|words| words.text.clone());
        let mut ended = self.ended.borrow_mut();
        ended.entry(carriers_name.to_owned()).or_insert(words);
        Ok(())
    }

    async fn look_up(&self, carriers_name: &str) -> Result<Option<Status>, Failure> {
        Ok(self.stand.borrow().get(carriers_name).copied())
    }
}
