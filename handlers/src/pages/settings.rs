//! The user's settings.

use call_me_back::directory::people::User;
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::starting;
use call_me_back_web::Errors;
use call_me_back_web::settings::{SettingsPage, page as draw};

use super::operations::operators;
use crate::answer::{Answer, Refusal, page, page_with, see_other};
use crate::visit::Visit;

pub async fn show(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let name = user.name.clone().unwrap_or_default();
    page(drawn(visit, user, name, Errors::none()).await?)
}

async fn drawn(visit: &Visit, user: User, name: String, errors: Errors) -> Result<String, Refusal> {
    let standing = starting::standing(&visit.ports, &user, None).await?;
    let view = SettingsPage {
        is_called: standing.consented && !standing.suppressed,
        is_operator: operators(visit).has(&user.phone),
        is_saved: errors.is_empty() && visit.query("saved").is_some(),
        name,
        errors,
        user,
    };
    Ok(draw(&visit.frame(Some(&view.user)), &view))
}

pub async fn save(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let name = form.text("name").to_owned();
    let wish = Profile {
        name: Some(name.clone()),
        ..Profile::default()
    };
    match set_profile(&visit.ports, &user, wish, None).await {
        Ok(_) => see_other("/settings?saved"),
        Err(refused) if visit.shows_again(&refused) => {
            page_with(422, drawn(visit, user, name, Errors::from(&refused)).await?)
        }
        Err(refused) => Err(refused.into()),
    }
}
