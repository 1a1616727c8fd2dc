//! Messages to telephones, kept instead of sent.

use std::cell::RefCell;

use call_me_back::failure::Failure;
use call_me_back::ports::Messenger;
use call_me_back::telephony::phone::PhoneNumber;

use crate::Faults;

#[derive(Default)]
pub struct HostMessenger {
    sent: RefCell<Vec<(PhoneNumber, String)>>,
    pub faults: Faults,
}

impl HostMessenger {
    /// The last text that reached that telephone.
    pub fn last_to(&self, phone: &PhoneNumber) -> Option<String> {
        let sent = self.sent.borrow();
        let last = sent.iter().rev().find(|(to, _)| to == phone);
        last.map(|(_, text)| text.clone())
    }
}

impl Messenger for HostMessenger {
    async fn send(&self, to: &PhoneNumber, text: &str) -> Result<(), Failure> {
        let sent = async {
            self.sent.borrow_mut().push((to.clone(), text.to_owned()));
            Ok(())
        };
        self.faults.carry("the messenger", sent).await
    }
}
