//! Old conversations, and what was said in them by search.

use call_me_back::flows::relating;
use call_me_back::pagination::{Cursor, Limit, Page};
use call_me_back_web::conversations::{ConversationsPage, Shown, page as draw};

use crate::answer::{Answer, Refusal, page};
use crate::pages::persona::{met, past_calls};
use crate::visit::Visit;

/// Calls of a page, and passages that are found, at most.
const PAGE: u32 = 30;

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let (persona, pair) = met(visit, &user, id).await?;
    let query = visit.query("q").filter(|query| !query.trim().is_empty());
    let shown = match query {
        Some(query) => {
            let found = relating::search(&visit.ports, &user, &persona.id, &query, PAGE).await?;
            Shown::Found {
                query,
                hits: found.hits,
            }
        }
        None => {
            let list = ["conversations", pair.user.as_str(), pair.persona.as_str()];
            let limit = Limit::try_from(PAGE).unwrap_or_default();
            let cursor = visit.query("cursor").map(Cursor::from);
            let asked = Page::new(&list, limit, cursor.as_ref()).map_err(Refusal::from)?;
            let (calls, next) = past_calls(visit, &pair, &asked).await?;
            Shown::Calls { calls, next }
        }
    };
    let view = ConversationsPage { persona, shown };
    page(draw(&visit.frame(Some(&user)), &view))
}
