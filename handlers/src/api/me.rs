//! The signed-in user.

use call_me_back::flows::{consenting, profile};

use crate::answer::{Answer, json, nothing};
use crate::visit::Visit;

pub async fn show(visit: &Visit) -> Answer {
    json(&visit.user().await?)
}

pub async fn save(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let wish = visit.json().await?;
    json(&profile::set_profile(&visit.ports, &user, wish).await?)
}

/// `POST /api/me/consent`: lets personas telephone the user's own number.
pub async fn allow_calls(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    consenting::allow_calls(&visit.ports, &user).await?;
    nothing()
}

/// `DELETE /api/me/consent`: nobody calls the user's number any more, and what rings there stops.
pub async fn stop_calls(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    consenting::stop_calls(&visit.ports, &user).await?;
    nothing()
}
