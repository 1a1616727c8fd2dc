//! What stands in the file, read once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::invalid;
use crate::call::transcript::Transcript;
use crate::directory::calls::Past;
use crate::directory::schedules::Status;
use crate::failure::Failure;
use crate::flows::exporting::{FORMAT, VERSION};
use crate::ids::{PersonaId, ScheduleId};
use crate::memory::command::Exported;
use crate::parsing;

/// A persona that the user made.
#[derive(Debug, Deserialize)]
pub struct PersonaRow {
    pub id: PersonaId,
    pub name: String,
    pub description: String,
    pub voice: String,
    pub core_system_prompt: Option<String>,
    /// JSON.
    pub personality_traits: String,
    pub behavioral_rules: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct RelationshipRow {
    pub persona_id: PersonaId,
    pub relationship_type: String,
    pub kind: String,
    pub custom_system_prompt: Option<String>,
    pub voice: Option<String>,
    pub language: String,
    /// JSON.
    pub memory_config: String,
    #[serde(default)]
    pub paused: u8,
}

#[derive(Debug, Deserialize)]
pub struct ScheduleRow {
    pub id: ScheduleId,
    pub persona_id: PersonaId,
    pub due_at: i64,
    pub status: String,
    pub grace_minutes: u32,
    pub rule: Option<String>,
    /// Where a repeating one begins on the wall clock, and the day of its next call.
    pub begins: Option<NaiveDateTime>,
    pub occurs_on: Option<NaiveDate>,
    pub series_id: Option<ScheduleId>,
}

impl ScheduleRow {
    /// Whether it is still to come; an occurrence comes of its series.
    fn is_to_come(&self) -> bool {
        self.series_id.is_none() && self.standing().is_some()
    }

    /// As what it stands, where it is still to come. Only what repeats can be paused.
    pub fn standing(&self) -> Option<Status> {
        let status = self.status.parse().ok()?;
        let stands = status == Status::Planned || status == Status::Paused && self.rule.is_some();
        stands.then_some(status)
    }
}

#[derive(Debug, Deserialize)]
pub struct CallFile {
    pub call: Past,
    pub transcript: Option<Transcript>,
}

/// The most rows of a kind: more than anybody has.
const MOST: usize = 1_000;
/// The longest of the files that are read here, in bytes.
const LONGEST_PAGE: usize = 16 * 1024 * 1024;

/// An export.
pub struct Export<'a> {
    files: &'a BTreeMap<&'a str, &'a [u8]>,
    pub personas: Vec<PersonaRow>,
    pub relationships: Vec<RelationshipRow>,
    /// Those to come.
    pub schedules: Vec<ScheduleRow>,
}

impl<'a> Export<'a> {
    /// Reads the tables, and looks whether all that is left is what it should be.
    pub fn read(files: &'a BTreeMap<&'a str, &'a [u8]>) -> Result<Self, Failure> {
        #[derive(Deserialize)]
        struct Manifest {
            format: String,
            version: u32,
        }
        let manifest = files.get("export.json");
        let manifest = manifest.ok_or_else(|| invalid("That is no export of Call Me Back."))?;
        let manifest: Manifest = json("export.json", manifest)?;
        if manifest.format != FORMAT || manifest.version != VERSION {
            let why = format!("Only exports of version {VERSION} are read here. Export it anew.");
            return Err(invalid(why));
        }
        let export = Self {
            files,
            personas: rows(files, "personas")?,
            relationships: rows(files, "user_persona_relationships")?,
            schedules: rows(files, "schedules")?
                .into_iter()
                .filter(ScheduleRow::is_to_come)
                .collect(),
        };
        for (what, count) in [
            ("personas", export.personas.len()),
            ("relationships", export.relationships.len()),
            ("planned calls", export.schedules.len()),
        ] {
            if count > MOST {
                return Err(invalid(format!(
                    "At most {MOST} {what} are brought back at once."
                )));
            }
        }
        if files.values().any(|file| file.len() > LONGEST_PAGE) {
            let why = "A part of it is larger than any that an export is made of.";
            return Err(invalid(why));
        }
        for row in &export.personas {
            export.ways(&row.id)?;
        }
        for persona in export.known() {
            export
                .pages(&persona)
                .try_for_each(|page| page.map(|_| ()))?;
            export
                .calls(&persona)
                .try_for_each(|call| call.map(|_| ()))?;
        }
        Ok(export)
    }

    /// Whom the file tells of.
    pub fn known(&self) -> BTreeSet<PersonaId> {
        let rows = self.relationships.iter();
        rows.map(|row| row.persona_id.clone()).collect()
    }

    /// How a persona of the user's own behaves towards everybody.
    pub fn ways(&self, persona: &PersonaId) -> Result<BTreeMap<String, String>, Failure> {
        let name = format!("personas/{persona}/procedures.json");
        let file = self.files.get(name.as_str());
        file.map_or_else(|| Ok(BTreeMap::new()), |body| json(&name, body))
    }

    /// What a persona remembers, page by page.
    pub fn pages(&self, persona: &PersonaId) -> impl Iterator<Item = Result<Exported, Failure>> {
        let pages = self.under(format!("personas/{persona}/memory-"));
        let mut pages: Vec<(&str, &[u8])> = pages.collect();
        // By their numbers: calls come before what is known from them.
        pages.sort_by_key(|(name, _)| name.len());
        pages.into_iter().map(|(name, body)| json(name, body))
    }

    /// The calls with a persona.
    pub fn calls(&self, persona: &PersonaId) -> impl Iterator<Item = Result<CallFile, Failure>> {
        let calls = self.under(format!("personas/{persona}/calls/"));
        calls.map(|(name, body)| json(name, body))
    }

    /// The files of JSON whose names begin so.
    fn under(&self, begin: String) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let from = (Bound::Included(begin.as_str()), Bound::Unbounded);
        let files = self.files.range::<str, _>(from);
        let files: Vec<(&str, &[u8])> = files
            .map(|(name, body)| (*name, *body))
            .take_while(|(name, _)| name.starts_with(&begin))
            .filter(|(name, _)| name.ends_with(".json"))
            .collect();
        files.into_iter()
    }
}

/// All pages of a table.
fn rows<T: DeserializeOwned>(
    files: &BTreeMap<&str, &[u8]>,
    table: &str,
) -> Result<Vec<T>, Failure> {
    let mut all = Vec::new();
    for number in 1.. {
        let name = match number {
            1 => format!("tables/{table}.json"),
            _ => format!("tables/{table}-{number}.json"),
        };
        let Some(body) = files.get(name.as_str()) else {
            break;
        };
        let page: Vec<T> = json(&name, body)?;
        all.extend(page);
    }
    Ok(all)
}

fn json<T: DeserializeOwned>(name: &str, body: &[u8]) -> Result<T, Failure> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut deserializer);
    read.map_err(|error| match parsing::misread(error) {
        Failure::Invalid { field, why } => invalid(format!("{name}, {field}: {why}")),
        other => other,
    })
}
