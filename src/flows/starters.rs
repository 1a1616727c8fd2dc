//! The personas that come with a release, brought into the database and into their actors.

use crate::directory::{actors, personas};
use crate::failure::Failure;
use crate::memory::command::{Address, PutProcedures};
use crate::persona;
use crate::ports::{Memories, Ports};
use crate::secret;

/// Brings all starter personas up to this release. Answers whether there was anything to do.
pub async fn bring_up(ports: &impl Ports) -> Result<bool, Failure> {
    let starters = persona::catalog();
    let text = serde_json::to_string(&starters).unwrap_or_default();
    let release = secret::hash(&text);
    // Counted, since what brought them up last may have died halfway.
    if personas::brought_up(ports.sql(), &release).await? == starters.len() {
        return Ok(false);
    }
    let now = ports.now();
    for starter in &starters {
        let actor = Address::Persona(starter.persona.id.clone());
        actors::register(ports.sql(), &actor, None, now).await?;
        let procedures = PutProcedures {
            seen: None,
            procedures: starter.procedures.clone().into_iter().collect(),
            now,
        };
        ports.memories().ask(&actor, procedures).await?;
        personas::put_starter(ports.sql(), starter, &release, now).await?;
    }
    Ok(true)
}
