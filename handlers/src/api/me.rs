//! The signed-in user.

use call_me_back::call::permission::PHONE_CALLS;
use call_me_back::directory::people;
use call_me_back::flows::relating;
use call_me_back::ports::Ports as _;

use crate::answer::{Answer, json, nothing};
use crate::visit::Visit;

pub async fn show(visit: &Visit) -> Answer {
    json(&visit.user().await?)
}

pub async fn save(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let profile = visit.json().await?;
    json(&relating::set_profile(&visit.ports, &user, profile).await?)
}

/// `POST /api/me/consent`: lets personas telephone the user's own number.
pub async fn consent(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    people::give_consent(visit.ports.sql(), &user.id, PHONE_CALLS, visit.ports.now()).await?;
    nothing()
}
