//! The API, as a person reads about it.

use call_me_back::api::openapi;
use call_me_back_web::api::page as draw;

use crate::answer::{Answer, page};
use crate::visit::Visit;

pub async fn show(visit: &Visit) -> Answer {
    let user = visit.visitor().await?;
    page(draw(&visit.frame(user.as_ref()), &openapi()))
}
