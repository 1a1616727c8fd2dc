//! Whether a user's telephone may be rung at all: their word, at any moment.

use crate::call::EndReason;
use crate::call::permission::PHONE_CALLS;
use crate::directory::calls;
use crate::directory::people::{self, User};
use crate::failure::Failure;
use crate::flows::ending::end_call;
use crate::ports::Ports;

/// Lets personas telephone the user's own number.
pub async fn allow_calls(ports: &impl Ports, user: &User) -> Result<(), Failure> {
    people::give_consent(ports.sql(), &user.id, PHONE_CALLS, ports.now()).await
}

/// Sees to it that nobody calls the user's number any more; a telephone that rings for it stops.
pub async fn stop_calls(ports: &impl Ports, user: &User) -> Result<(), Failure> {
    people::suppress(ports.sql(), &user.id, ports.now()).await?;
    for call in calls::on_the_phone(ports.sql(), &user.id).await? {
        end_call(ports, &call, EndReason::OptedOut).await?;
    }
    Ok(())
}
