//! What lies in actors and buckets, and the pages to read it.

use serde::Serialize;
use serde_json::Value as Json;

use super::{Exporting, Step, Told, Written};
use crate::call::Turn;
use crate::call::transcript::Transcript;
use crate::directory::calls::{self, Entry};
use crate::directory::people::User;
use crate::directory::relationships;
use crate::failure::Failure;
use crate::flows::looking_back;
use crate::ids::{CallId, Pair, PersonaId, UserId};
use crate::memory::command::{Address, Export, Exported, Place};
use crate::ports::{Listing, Memories, Ports, SmartBuckets};
use crate::relationship::Relationship;
use crate::time::Timestamp;

/// Calls, and objects, that are listed at once.
const PAGE: u32 = 100;

/// How the pages of an export look. They hold no script, ask for nothing, and lead to each other by
/// relative links.
pub trait Pages {
    /// `personas`: where each one's page is, and their name.
    /// And why something is missing, where something is.
    fn index(
        &self,
        user: &User,
        at: Timestamp,
        personas: &[(String, String)],
        missing: Option<&str>,
    ) -> String;
    fn persona(&self, user: &User, persona: &PersonaSheet<'_>) -> String;
    /// A page of what a persona remembers.
    fn memory(&self, user: &User, name: &str, exported: &Exported) -> String;
    fn call(&self, user: &User, call: &CallSheet<'_>) -> String;
}

/// What the page of a persona leads to.
pub struct PersonaSheet<'a> {
    pub name: &'a str,
    pub relationship: Option<&'a Relationship>,
    /// How many pages there are of what they remember: `memory-1.html` and on.
    pub memory_pages: u32,
    /// Each has a page `calls/{id}.html`.
    pub calls: &'a [(CallId, Timestamp)],
}

/// What the page of a call shows.
pub struct CallSheet<'a> {
    pub name: &'a str,
    pub call: &'a Entry,
    pub turns: &'a [Turn],
}

impl<L: Pages> Exporting<L> {
    pub(super) async fn memory(
        &mut self,
        ports: &impl Ports,
        actor: Address,
        folder: String,
        from: Option<Place>,
        number: u32,
    ) -> Result<Written, Failure> {
        let exported = ports.memories().ask(&actor, Export { from }).await?;
        let mut written = Written::json(format!("{folder}/memory-{number}.json"), &exported)?;
        if let Address::Relationship(pair) = &actor
            && let Some(told) = told(&mut self.told, &pair.persona)
        {
            told.memory_pages = number;
            let page = self.pages.memory(&self.user, &told.name, &exported);
            written = written.and(Written::page(
                format!("{folder}/memory-{number}.html"),
                page,
            ));
        }
        if let Some(next) = exported.next {
            written.next.push(Step::Memory {
                actor,
                folder,
                from: Some(next),
                number: number + 1,
            });
        }
        Ok(written)
    }

    pub(super) async fn calls(
        &mut self,
        ports: &impl Ports,
        pair: Pair,
        after: Option<(Timestamp, CallId)>,
    ) -> Result<Written, Failure> {
        #[derive(Serialize)]
        struct File<'a> {
            call: &'a Entry,
            /// As it lies in the bucket; none where nobody talked, or it was not kept.
            transcript: Option<Json>,
        }
        // One call at a time: each may have a long transcript.
        let Some(call) = calls::after(ports.sql(), &pair, after.as_ref()).await? else {
            return Ok(Written::default());
        };
        let text = looking_back::kept(ports, &pair.user, &call).await?;
        let transcript = text
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok());
        let turns = text
            .as_deref()
            .and_then(|text| serde_json::from_str::<Transcript>(text).ok());
        let turns = turns.map_or_else(Vec::new, |transcript| transcript.turns());
        let folder = format!("personas/{}/calls", pair.persona);
        let file = File {
            call: &call,
            transcript,
        };
        let mut written = Written::json(format!("{folder}/{}.json", call.id), &file)?;
        if let Some(told) = told(&mut self.told, &pair.persona) {
            let sheet = CallSheet {
                name: &told.name,
                call: &call,
                turns: &turns,
            };
            let page = self.pages.call(&self.user, &sheet);
            written = written.and(Written::page(format!("{folder}/{}.html", call.id), page));
            told.calls.push((call.id.clone(), call.created_at));
        }
        written.next.push(Step::Calls {
            pair,
            after: Some((call.created_at, call.id)),
        });
        Ok(written)
    }

    pub(super) async fn persona_page(
        &mut self,
        ports: &impl Ports,
        id: &PersonaId,
    ) -> Result<Written, Failure> {
        let pair = Pair {
            user: self.user.id.clone(),
            persona: id.clone(),
        };
        let relationship = relationships::relationship(ports.sql(), &pair).await?;
        let Some(told) = told(&mut self.told, id) else {
            return Ok(Written::default());
        };
        let sheet = PersonaSheet {
            name: &told.name,
            relationship: relationship.as_ref(),
            memory_pages: told.memory_pages,
            calls: &told.calls,
        };
        let page = self.pages.persona(&self.user, &sheet);
        Ok(Written::page(format!("personas/{id}/index.html"), page))
    }
}

fn told<'a>(all: &'a mut [Told], id: &PersonaId) -> Option<&'a mut Told> {
    all.iter_mut().find(|told| told.id == *id)
}

/// What is said of an object, and in which file of the export its body is. A key may hold what a file's
/// name can't: files have numbers.
#[derive(Serialize)]
struct ObjectFile {
    key: String,
    file: String,
    size: u64,
    uploaded: Timestamp,
    http_metadata: crate::ports::HttpMetadata,
    custom_metadata: std::collections::BTreeMap<String, String>,
}

/// A page of what the user's programs put into buckets.
pub(super) async fn objects(
    ports: &impl Ports,
    user: &UserId,
    cursor: Option<String>,
    number: u32,
) -> Result<Written, Failure> {
    let prefix = format!("buckets/{user}/");
    let listing = Listing {
        prefix: prefix.clone(),
        delimiter: None,
        limit: PAGE,
        cursor,
    };
    let listed = ports.buckets().list(&listing).await?;
    let mut files = Vec::new();
    let mut next = Vec::new();
    for (index, head) in (1..).zip(listed.objects) {
        let file = format!("objects/{number}/{index}.bin");
        next.push(Step::Object {
            key: head.key.clone(),
            file: file.clone(),
        });
        files.push(ObjectFile {
            key: head
                .key
                .strip_prefix(&prefix)
                .unwrap_or_default()
                .to_owned(),
            file,
            size: head.size,
            uploaded: head.uploaded,
            http_metadata: head.http_metadata,
            custom_metadata: head.custom_metadata,
        });
    }
    if listed.cursor.is_some() {
        next.push(Step::Objects {
            cursor: listed.cursor,
            number: number + 1,
        });
    }
    Ok(Written {
        next,
        ..Written::json(format!("objects/{number}.json"), &files)?
    })
}

pub(super) async fn object(
    ports: &impl Ports,
    key: &str,
    file: String,
) -> Result<Written, Failure> {
    // One that was taken away meanwhile is left out.
    let object = ports.buckets().get(key, None).await?;
    let files = object.map(|object| (file, object.body));
    Ok(Written {
        files: files.into_iter().collect(),
        ..Written::default()
    })
}
