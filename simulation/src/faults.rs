//! What goes wrong between those who ask and those who answer: on demand, or by chance from a seed.

use std::cell::RefCell;
use std::collections::VecDeque;

use call_me_back::failure::Failure;

use crate::pause;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The request never arrived.
    Refused,
    /// The request was carried out, and its answer lost.
    AnswerLost,
}

/// The faults still to come.
#[derive(Debug, Default)]
pub struct Faults {
    planned: RefCell<VecDeque<Option<Fault>>>,
    chance: RefCell<Option<Chance>>,
}

#[derive(Debug)]
struct Chance {
    seed: u64,
    per_thousand: u64,
}

impl Faults {
    /// The next requests go as told, one each; `None` goes well.
    pub fn plan(&self, faults: impl IntoIterator<Item = Option<Fault>>) {
        self.planned.borrow_mut().extend(faults);
    }

    /// From here on, so many of a thousand requests fail, half of them in each way.
    pub fn at_random(&self, seed: u64, per_thousand: u64) {
        *self.chance.borrow_mut() = Some(Chance { seed, per_thousand });
    }

    /// From here on all goes well.
    pub fn end(&self) {
        self.planned.borrow_mut().clear();
        *self.chance.borrow_mut() = None;
    }

    /// Whether every planned fault has come.
    pub fn are_spent(&self) -> bool {
        self.planned.borrow().is_empty()
    }

    /// Carries a request to `whom` and its answer back, as it befalls them. Others may be served
    /// while it is on its way.
    pub async fn carry<T>(
        &self,
        whom: &str,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let fault = self.next();
        pause().await;
        if fault == Some(Fault::Refused) {
            return Err(Failure::unavailable(format!("{whom} did not answer")));
        }
        let done = work.await;
        pause().await;
        if fault == Some(Fault::AnswerLost) {
            return Err(Failure::unavailable(format!(
                "the answer of {whom} was lost"
            )));
        }
        done
    }

    /// What befalls the next request.
    pub fn next(&self) -> Option<Fault> {
        if let Some(planned) = self.planned.borrow_mut().pop_front() {
            return planned;
        }
        let mut chance = self.chance.borrow_mut();
        let chance = chance.as_mut()?;
        let drawn = draw(&mut chance.seed);
        if drawn % 1_000 >= chance.per_thousand {
            return None;
        }
        Some(if (drawn >> 32).is_multiple_of(2) {
            Fault::Refused
        } else {
            Fault::AnswerLost
        })
    }
}

/// A random number, and the next seed (SplitMix64).
pub fn draw(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut bits = *seed;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
