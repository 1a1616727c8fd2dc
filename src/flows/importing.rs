//! Bringing back what an export took along, into whichever account sends it. What is there already stays, but
//! where the file has later words; the same file again changes nothing. Ids are made anew of the user and of
//! the ones before, so that no file reaches what is somebody else's; only what the user has under its own id
//! keeps it.

mod file;
mod memory;
mod rows;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::directory::people::User;
use crate::directory::personas;
use crate::failure::Failure;
use crate::flows::exporting::{INCOMPLETE, WHY_INCOMPLETE};
use crate::ids::{Pair, PersonaId, UserId};
use crate::ports::Ports;
use crate::prompt::dates::on_the_wall;
use crate::secret::digest_id;
use crate::time::Timestamp;
use crate::zip;
use file::Export;

/// The longest file, in bytes: it lies in memory as a whole.
pub const LONGEST: usize = 32 * 1024 * 1024;
/// What is not brought back from any file.
const NEVER: &str = "Where you were signed in, keys, webhooks, consent, your number and your settings belong \
    to an account and not to a file, and what your programs keep is theirs to put back.";

/// How many of each kind were brought back; those that were there already are not among them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Imported {
    pub personas: u32,
    pub relationships: u32,
    pub calls: u32,
    pub transcripts: u32,
    pub memories: u32,
    pub episodes: u32,
    pub storylines: u32,
    pub procedures: u32,
    pub documents: u32,
    pub schedules: u32,
    /// What was not, and why.
    pub left_out: Vec<String>,
}

/// Brings back what a file holds. All of it is read before anything is changed. What goes wrong under way
/// leaves what was brought by then; the same file goes on from there.
///
/// # Errors
/// `Invalid` with the field `file` where it is no export, or what it says can't be.
pub async fn import(ports: &impl Ports, user: &User, bytes: &[u8]) -> Result<Imported, Failure> {
    if bytes.len() > LONGEST {
        return Err(invalid(in_parts()));
    }
    let files = zip::read(bytes).map_err(|error| invalid(error.to_string()))?;
    let export = Export::read(&files)?;
    let mut import = Importing {
        user,
        imported: Imported::default(),
        personas: BTreeMap::new(),
    };
    import.personas(ports, &export).await?;
    for persona in export.known() {
        import.between(ports, &export, persona).await?;
    }
    import.schedules(ports, &export).await?;
    if files.contains_key(INCOMPLETE) {
        import.imported.left_out.push(WHY_INCOMPLETE.to_owned());
    }
    import.imported.left_out.push(NEVER.to_owned());
    Ok(import.imported)
}

/// What to do with an export that is longer.
pub fn in_parts() -> String {
    format!(
        "A file has at most {} MiB. In place of a longer one, download what is between you and each persona by \
         itself, and send those files one after the other.",
        LONGEST / 1024 / 1024
    )
}

fn invalid(why: impl Into<String>) -> Failure {
    Failure::invalid("file", why)
}

/// An import under way.
struct Importing<'a> {
    user: &'a User,
    imported: Imported,
    /// The user's own personas, by the ids that the file has for them; none of those that are left out.
    personas: BTreeMap<PersonaId, Option<PersonaId>>,
}

/// A persona of the file, and who that is here.
struct Who {
    before: PersonaId,
    name: String,
    pair: Pair,
}

impl Importing<'_> {
    /// The id of something that the file calls so.
    fn id_of(&self, before: &str) -> [u8; 16] {
        id_of(&self.user.id, before)
    }

    /// Who somebody of the file is here.
    ///
    /// # Errors
    /// `Conflict` where it is a persona of the user's own that was left out: under its id there may be
    /// somebody else.
    fn here(&self, before: &PersonaId) -> Result<PersonaId, Failure> {
        match self.personas.get(before) {
            Some(Some(own)) => Ok(own.clone()),
            Some(None) => Err(Failure::conflict("They could not be brought back.")),
            None => Ok(before.clone()),
        }
    }

    /// What somebody of the file is called.
    async fn name_of(
        &self,
        ports: &impl Ports,
        export: &Export<'_>,
        before: &PersonaId,
    ) -> Result<String, Failure> {
        if let Some(own) = export.personas.iter().find(|row| row.id == *before) {
            return Ok(own.name.clone());
        }
        match personas::persona(ports.sql(), &self.user.id, before).await {
            Ok(persona) => Ok(persona.name),
            Err(Failure::NotFound { .. }) => Ok("somebody who is not here".to_owned()),
            Err(failure) => Err(failure),
        }
    }

    /// A moment as the user's calendar and clock have it.
    fn when(&self, at: Timestamp) -> String {
        on_the_wall(at, self.user.time_zone)
    }

    /// Tells why something is left out. Where another try may help, all waits for that.
    fn refuse(&mut self, what: &str, why: Failure) -> Result<(), Failure> {
        if matches!(why, Failure::Unavailable { .. }) {
            return Err(why);
        }
        self.leave_out(what, why);
        Ok(())
    }

    fn leave_out(&mut self, what: &str, why: Failure) {
        let why = match why {
            Failure::Invalid { field, why } => format!("{}: {why}", field.replace('_', " ")),
            other => other.to_string(),
        };
        self.imported.left_out.push(format!("{what}. {why}"));
    }
}

fn id_of(user: &UserId, before: &str) -> [u8; 16] {
    digest_id(&["imported", user.as_str(), before])
}
