//! What goes on across calls.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::{relating, sweeping};
use crate::ids::{PersonaId, StorylineId};
use crate::memory::command::{self, PickStoryline};
use crate::memory::storyline::{Status, Storyline};
use crate::pagination::{Cursor, Limit, Page};
use crate::ports::{Memories as _, Ports};

/// Lists storylines, the latest mentioned first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListStorylines {
    persona_id: PersonaId,
    status: Option<Status>,
    #[serde(default)]
    limit: Limit,
    cursor: Option<Cursor>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Storylines {
    storylines: Vec<Storyline>,
    next_cursor: Option<Cursor>,
}

impl Endpoint for ListStorylines {
    type Body = ();
    type Answer = Storylines;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Storylines, Failure> {
        let status = self.status.map_or("", Status::as_str);
        let (user, persona) = (by.user.id.as_str(), self.persona_id.as_str());
        let list = ["storylines", user, persona, status];
        let page = Page::new(&list, self.limit, self.cursor.as_ref())?;
        let actor = relating::known(ports, &by.user.id, &self.persona_id).await?;
        let browse = command::Storylines {
            status: self.status,
            after: page.after.clone(),
            limit: page.limit,
        };
        let browsed = ports.memories().ask(&actor, browse).await?;
        Ok(Storylines {
            next_cursor: page.next(browsed.end),
            storylines: browsed.page,
        })
    }
}

/// Shows a storyline.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowStoryline {
    persona_id: PersonaId,
    storyline_id: StorylineId,
}

impl Endpoint for ShowStoryline {
    type Body = ();
    type Answer = Storyline;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Storyline, Failure> {
        let actor = relating::known(ports, &by.user.id, &self.persona_id).await?;
        let id = self.storyline_id;
        ports.memories().ask(&actor, PickStoryline { id }).await
    }
}

/// Says that a storyline is over. Spoken of again as something that goes on, it goes on.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CloseStoryline {
    persona_id: PersonaId,
    storyline_id: StorylineId,
}

impl Endpoint for CloseStoryline {
    type Body = ();
    type Answer = Storyline;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Storyline, Failure> {
        let actor = relating::known(ports, &by.user.id, &self.persona_id).await?;
        let close = command::CloseStoryline {
            id: self.storyline_id,
            now: ports.now(),
        };
        let closed = ports.memories().ask(&actor, close).await?;
        sweeping::fade(ports, &actor).await?;
        Ok(closed)
    }
}
