//! The user's data: taking it along, and erasing it.

use call_me_back::directory::people::User;
use call_me_back::directory::{personas, relationships};
use call_me_back::failure::Failure;
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::{erasing, importing, relating};
use call_me_back::ids::ErasureId;
use call_me_back::ports::Ports as _;
use call_me_back_web::Errors;
use call_me_back_web::data::{self, DataPage, Retention};
use call_me_back_web::erasing as sure;

use crate::answer::{Answer, Refusal, page, page_with, see_other};
use crate::exporting::told_of_parts;
use crate::ids::persona_id;
use crate::visit::Visit;

pub async fn show(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    page(drawn(visit, &user, Errors::none()).await?)
}

async fn drawn(visit: &Visit, user: &User, errors: Errors) -> Result<String, Refusal> {
    let sql = visit.ports.sql();
    let all = personas::personas(sql, &user.id).await?;
    let known = relationships::relationships(sql, &user.id).await?;
    let personas = known.into_iter().map(|known| {
        let who = all.iter().find(|who| who.id == known.persona_id);
        let id = known.persona_id.to_string();
        let name = who.map_or_else(|| id.clone(), |who| who.name.clone());
        (id, name)
    });
    let view = DataPage {
        personas: personas.collect(),
        retention: Retention {
            plan: user.plan,
            days: user.retention_days,
            saved: visit.query("saved").is_some(),
        },
        errors,
    };
    Ok(data::page(&visit.frame(Some(user)), &view))
}

/// Sets how long what the user says is kept.
pub async fn retain(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let wish = match form.text("retention_days") {
        "" => Ok(None),
        days => days
            .parse()
            .map(Some)
            .map_err(|_| Failure::invalid("retention_days", "Choose one of these.")),
    };
    let saved = match wish {
        Ok(wish) => {
            let wish = Profile {
                retention_days: Some(wish),
                ..Profile::default()
            };
            set_profile(&visit.ports, &user, wish, None).await
        }
        Err(refused) => Err(refused),
    };
    match saved {
        Ok(_) => see_other("/data?saved"),
        Err(refused) => again(visit, &user, refused).await,
    }
}

/// Brings back what an export holds, and tells what that was.
pub async fn import(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let file = visit.file("file", importing::LONGEST).await;
    let file = file.map_err(told_of_parts)?;
    match importing::import(&visit.ports, &user, &file).await {
        Ok(imported) => page(data::imported(&visit.frame(Some(&user)), &imported)),
        Err(refused) => again(visit, &user, refused).await,
    }
}

/// The page again, with what is wrong.
async fn again(visit: &Visit, user: &User, refused: Failure) -> Answer {
    if visit.shows_again(&refused) {
        page_with(422, drawn(visit, user, Errors::from(&refused)).await?)
    } else {
        Err(refused.into())
    }
}

/// Erases all that is between the user and a persona, where that is confirmed.
pub async fn erase_relationship(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let id = persona_id(id)?;
    if !form.ticked("confirm") {
        let met = relating::met(&visit.ports, &user.id, &id).await?;
        let frame = visit.frame(Some(&user));
        return page(sure::page(&frame, &id, &met.persona.name));
    }
    let receipt = erasing::relationship(&visit.ports, &user, &id).await?;
    see_other(&format!("/data/receipts/{receipt}"))
}

/// Erases everything, where that is confirmed.
pub async fn erase_everything(visit: &mut Visit) -> Answer {
    let session = visit.session().await?;
    let is_fresh = session.is_fresh(visit.ports.now());
    let user = session.user;
    let form = visit.form().await?;
    let erased = async {
        if !is_fresh {
            let why =
                "Prove first that it is you, on the page of your account. Then come back here.";
            return Err(Failure::invalid("confirm", why));
        }
        erasing::everything(&visit.ports, &user, form.text("confirm")).await
    };
    match erased.await {
        Ok(receipt) => see_other(&format!("/data/receipts/{receipt}")),
        Err(refused) => again(visit, &user, refused).await,
    }
}

/// What was erased, for whoever has the address.
pub async fn receipt(visit: &Visit, id: &str) -> Answer {
    let id = ErasureId::parse(id).map_err(|_| Refusal::not_found())?;
    let receipt = erasing::receipt(&visit.ports, &id).await?;
    let user = visit.visitor().await?;
    page(data::receipt(&visit.frame(user.as_ref()), &receipt))
}
