//! A telephone network in which nobody's telephone rings: it notes who would have been called.

use std::cell::{Cell, RefCell};

use call_me_back::call::Voicemail;
use call_me_back::failure::Failure;
use call_me_back::ids::CallId;
use call_me_back::ports::{Carrier, Placing};
use call_me_back::telephony::phone::PhoneNumber;

use crate::Faults;

#[derive(Default)]
pub struct HostCarrier {
    rung: RefCell<Vec<(CallId, PhoneNumber)>>,
    refuses: Cell<bool>,
    pub faults: Faults,
}

impl HostCarrier {
    /// Whose telephone rang, for which call, in order.
    pub fn rung(&self) -> Vec<(CallId, PhoneNumber)> {
        self.rung.borrow().clone()
    }

    /// From here on it places no calls, or places them again.
    pub fn refuse(&self, refuses: bool) {
        self.refuses.set(refuses);
    }
}

impl Carrier for HostCarrier {
    fn is_ready(&self) -> Result<(), Failure> {
        Ok(())
    }

    async fn place(
        &self,
        call: &CallId,
        to: &PhoneNumber,
        _voicemail: Voicemail,
    ) -> Result<Placing, Failure> {
        let placed = async {
            if self.refuses.get() {
                let why = "the carrier does not call that number".to_owned();
                return Ok(Placing::Refused(why));
            }
            let mut rung = self.rung.borrow_mut();
            rung.push((call.clone(), to.clone()));
            Ok(Placing::Placed(format!("CA{}", rung.len())))
        };
        self.faults.carry("the carrier", placed).await
    }

    async fn cancel(&self, _: &str) -> Result<(), Failure> {
        Ok(())
    }
}
