//! What goes on across calls.

use call_me_back::flows::relating;
use call_me_back::ids::StorylineId;
use call_me_back::memory::command::{Address, CloseStoryline, Timelines};
use call_me_back::ports::{Memories as _, Ports as _};
use call_me_back_web::storylines::{StorylinesPage, page as draw};

use crate::answer::{Answer, page, see_other};
use crate::ids::{hidden, persona_id};
use crate::visit::Visit;

/// How many are shown at most.
const SHOWN: u32 = 50;

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let met = relating::met(&visit.ports, &user.id, &persona_id(id)?).await?;
    let actor = Address::Relationship(met.relationship.pair());
    let timelines = Timelines { limit: SHOWN };
    let view = StorylinesPage {
        timelines: visit.ports.memories().ask(&actor, timelines).await?,
        persona: met.persona,
    };
    page(draw(&visit.frame(Some(&user)), &view))
}

pub async fn close(visit: &mut Visit, id: &str, storyline: &str) -> Answer {
    let user = visit.user().await?;
    visit.form().await?;
    let persona = persona_id(id)?;
    let actor = relating::known(&visit.ports, &user.id, &persona).await?;
    let close = CloseStoryline {
        id: StorylineId::parse(storyline).map_err(|_| hidden("the storyline"))?,
        now: visit.ports.now(),
    };
    let closed = visit.ports.memories().ask(&actor, close).await?;
    see_other(&format!("/personas/{persona}/storylines#{}", closed.id))
}
