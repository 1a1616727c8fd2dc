//! How it goes, for whoever runs this.

use call_me_back::flows::overseeing;
use call_me_back::operations::Operators;
use call_me_back_platform::log;
use call_me_back_web::operations::page as draw;

use crate::answer::{Answer, page};
use crate::visit::Visit;

pub async fn show(visit: &Visit) -> Answer {
    let user = visit.visitor().await?;
    let operators = operators(visit);
    overseeing::admit(&operators, user.as_ref())?;
    let period = visit.choice("period")?.unwrap_or_default();
    let overview = overseeing::oversee(&visit.ports, &operators, user.as_ref(), period).await?;
    page(draw(&visit.frame(user.as_ref()), &overview))
}

/// A setting that can't be understood lets nobody in.
pub fn operators(visit: &Visit) -> Operators {
    let setting = visit.settings.get("OPERATORS").unwrap_or_default();
    Operators::parse(&setting).unwrap_or_else(|failure| {
        log::complain(format_args!("{failure}"));
        Operators::default()
    })
}
