//! A service that sends codes and checks them, as Twilio Verify does: a code lives ten minutes and is used
//! once, and it takes five tries and sends five codes.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use call_me_back::failure::Failure;
use call_me_back::ports::{Checked, PhoneVerifier};
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::time::{MINUTE, Timestamp};

use crate::{Faults, draw};

const LIVES: i64 = 10 * MINUTE;
const MOST: u32 = 5;

#[derive(Default)]
pub struct HostVerifier {
    /// Whether there is one.
    pub is_set: Cell<bool>,
    pub(crate) now: Cell<Option<Timestamp>>,
    verifications: RefCell<BTreeMap<PhoneNumber, Verification>>,
    seed: Cell<u64>,
    pub faults: Faults,
}

#[derive(Debug, Clone)]
struct Verification {
    code: String,
    began: Timestamp,
    sends: u32,
    tries: u32,
}

impl HostVerifier {
    /// The code that was last sent to that telephone and is good still.
    pub fn code(&self, phone: &PhoneNumber) -> Option<String> {
        let verifications = self.verifications.borrow();
        verifications
            .get(phone)
            .map(|verification| verification.code.clone())
    }

    fn now(&self) -> Timestamp {
        self.now.get().unwrap_or(Timestamp::from_millis(0))
    }

    fn let_go_of_old(&self) {
        let now = self.now();
        self.verifications
            .borrow_mut()
            .retain(|_, verification| now.since(verification.began) < LIVES);
    }
}

impl PhoneVerifier for HostVerifier {
    async fn start(&self, phone: &PhoneNumber) -> Result<(), Failure> {
        let sent = async {
            self.let_go_of_old();
            let mut seed = self.seed.get();
            let code = format!("{:06}", draw(&mut seed) % 1_000_000);
            self.seed.set(seed);
            let mut verifications = self.verifications.borrow_mut();
            // As long as it is good the same code is sent again.
            let verification = verifications.entry(phone.clone()).or_insert(Verification {
                code,
                began: self.now(),
                sends: 0,
                tries: 0,
            });
            if verification.sends == MOST {
                return Err(Failure::too_often("Too many were sent.", 600));
            }
            verification.sends += 1;
            Ok(())
        };
        self.faults.carry("the verifier", sent).await
    }

    async fn check(&self, phone: &PhoneNumber, code: &str) -> Result<Checked, Failure> {
        let checked = async {
            self.let_go_of_old();
            let mut verifications = self.verifications.borrow_mut();
            let Some(verification) = verifications.get_mut(phone) else {
                return Ok(Checked::Wrong);
            };
            if verification.tries == MOST {
                return Err(Failure::too_often("Too many were tried.", 600));
            }
            verification.tries += 1;
            if verification.code != code {
                return Ok(Checked::Wrong);
            }
            verifications.remove(phone);
            Ok(Checked::Right)
        };
        self.faults.carry("the verifier", checked).await
    }
}
