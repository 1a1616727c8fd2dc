//! Taking everything along: all that is known of a user, or of them and one persona, as a zip that is
//! made file by file while it is sent. Nothing is ever whole in memory but one file.
//!
//! JSON for programs, in a shape that has a number (`VERSION`), and beside it pages to read, which need
//! no network. How they look, whoever sends them decides (`Pages`).

mod files;
mod rows;

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use crate::directory::people::User;
use crate::directory::{actors, personas, relationships};
use crate::failure::Failure;
use crate::ids::{CallId, Pair, PersonaId};
use crate::memory::command::{Address, ListProcedures, Place};
use crate::ports::{Memories as _, Ports};
use crate::time::Timestamp;
use crate::zip::{Full, Zip};

pub use files::{CallSheet, Pages, PersonaSheet};

/// The name of the format, and the number of its shape: it grows where a reader would have to know more.
pub const FORMAT: &str = "call_me_back_export";
pub const VERSION: u32 = 2;

/// The file that there is where an export does not hold all that it should.
pub const INCOMPLETE: &str = "INCOMPLETE.txt";
/// What it says.
pub const WHY_INCOMPLETE: &str = "This download is full: it holds some 65,000 files or four gigabytes, and there \
    was more. What is between you and each persona can be downloaded by itself, and then has more room.";

/// What the first file says.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Manifest<'a> {
    format: &'static str,
    version: u32,
    exported_at: Timestamp,
    user_id: &'a str,
    /// None: everything.
    persona_id: Option<&'a PersonaId>,
}

/// What comes next.
#[derive(Debug, Clone)]
enum Step {
    Manifest,
    /// A table, as its owner sees it, after that key.
    Rows {
        table: usize,
        after: String,
        number: u32,
    },
    /// How the user gets in, and what is told of them.
    Account,
    /// How a persona of the user's own behaves towards everybody.
    Ways(PersonaId),
    /// All of one persona.
    Persona(PersonaId),
    /// A page of what an actor holds, into that folder.
    Memory {
        actor: Address,
        folder: String,
        from: Option<Place>,
        number: u32,
    },
    /// Calls of the two, after that one.
    Calls {
        pair: Pair,
        after: Option<(Timestamp, CallId)>,
    },
    PersonaPage(PersonaId),
    /// A page of what the user's programs put into buckets.
    Objects {
        cursor: Option<String>,
        number: u32,
    },
    Object {
        key: String,
        file: String,
    },
    /// There was more than the zip can hold.
    Incomplete,
    Index,
    End,
}

/// A persona of the export, for the pages that lead to them.
#[derive(Debug, Clone)]
struct Told {
    id: PersonaId,
    name: String,
    memory_pages: u32,
    calls: Vec<(CallId, Timestamp)>,
}

/// An export under way.
pub struct Exporting<L> {
    user: User,
    only: Option<PersonaId>,
    at: Timestamp,
    pages: L,
    zip: Zip,
    is_full: bool,
    steps: VecDeque<Step>,
    told: Vec<Told>,
}

/// Begins an export of everything, or of the user's and that persona's.
///
/// # Errors
/// `NotFound` where there is nothing between the two.
pub async fn begin<L: Pages>(
    ports: &impl Ports,
    user: &User,
    only: Option<PersonaId>,
    pages: L,
) -> Result<Exporting<L>, Failure> {
    let sql = ports.sql();
    let mut steps = VecDeque::from([Step::Manifest]);
    let tables = rows::tables(only.is_some());
    steps.extend(tables.map(|table| Step::Rows {
        table,
        after: String::new(),
        number: 1,
    }));
    let relationships = relationships::relationships(sql, &user.id).await?;
    let met = relationships
        .into_iter()
        .map(|relationship| relationship.persona_id);
    let met: Vec<PersonaId> = met
        .filter(|persona| only.as_ref().is_none_or(|only| only == persona))
        .collect();
    if only.is_some() && met.is_empty() {
        return Err(Failure::not_found("the relationship"));
    }
    steps.extend(met.into_iter().map(Step::Persona));
    if only.is_none() {
        steps.push_back(Step::Account);
    }
    for actor in actors::of_user(sql, &user.id).await? {
        match &actor {
            Address::Persona(own) if only.as_ref().is_none_or(|only| only == own) => {
                steps.push_back(Step::Ways(own.clone()));
            }
            Address::Instance(instance) if only.is_none() => steps.push_back(Step::Memory {
                folder: format!("programs/{}", instance.id),
                actor,
                from: None,
                number: 1,
            }),
            // With their personas.
            _ => {}
        }
    }
    if only.is_none() {
        steps.push_back(Step::Objects {
            cursor: None,
            number: 1,
        });
    }
    steps.extend([Step::Index, Step::End]);
    Ok(Exporting {
        user: user.clone(),
        only,
        at: ports.now(),
        pages,
        zip: Zip::default(),
        is_full: false,
        steps,
        told: Vec::new(),
    })
}

impl<L: Pages> Exporting<L> {
    /// The next bytes of the zip; none after the last. Where it fails it may be asked again.
    pub async fn next(&mut self, ports: &impl Ports) -> Result<Option<Vec<u8>>, Failure> {
        while let Some(step) = self.steps.front().cloned() {
            let written = self.take(ports, step).await?;
            // Only what is done is passed: one that failed is taken again.
            self.steps.pop_front();
            for next in written.next.into_iter().rev() {
                self.steps.push_front(next);
            }
            let mut bytes = Vec::new();
            for (name, body) in written.files {
                let file = match self.is_full {
                    false => self.zip.file(&name, &body, self.at),
                    true => self.zip.last_file(&name, &body, self.at),
                };
                match file {
                    Ok(file) => bytes.extend(file),
                    Err(Full) if !self.is_full => {
                        self.close();
                        break;
                    }
                    Err(full) => return Err(Failure::conflict(full.to_string())),
                }
            }
            if written.ends {
                bytes.extend(std::mem::take(&mut self.zip).end());
            }
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    /// Nothing more goes in but what leads to that which is there, and tells that there is more.
    fn close(&mut self) {
        self.is_full = true;
        self.steps
            .retain(|step| matches!(step, Step::PersonaPage(_) | Step::Index | Step::End));
        self.steps.push_front(Step::Incomplete);
    }

    /// The name that it is saved under.
    pub fn file_name(&self) -> String {
        let day: String = self.at.to_string().chars().take(10).collect();
        match &self.only {
            None => format!("call-me-back-{day}.zip"),
            Some(persona) => format!("call-me-back-{persona}-{day}.zip"),
        }
    }

    async fn take(&mut self, ports: &impl Ports, step: Step) -> Result<Written, Failure> {
        match step {
            Step::Manifest => Written::json(
                "export.json",
                &Manifest {
                    format: FORMAT,
                    version: VERSION,
                    exported_at: self.at,
                    user_id: self.user.id.as_str(),
                    persona_id: self.only.as_ref(),
                },
            ),
            Step::Rows {
                table,
                after,
                number,
            } => {
                rows::page(
                    ports,
                    &self.user.id,
                    self.only.as_ref(),
                    table,
                    &after,
                    number,
                )
                .await
            }
            Step::Account => rows::account(ports, &self.user.id, self.at).await,
            Step::Ways(id) => ways(ports, id).await,
            Step::Persona(id) => self.persona(ports, id).await,
            Step::Memory {
                actor,
                folder,
                from,
                number,
            } => self.memory(ports, actor, folder, from, number).await,
            Step::Calls { pair, after } => self.calls(ports, pair, after).await,
            Step::PersonaPage(id) => self.persona_page(ports, &id).await,
            Step::Objects { cursor, number } => {
                files::objects(ports, &self.user.id, cursor, number).await
            }
            Step::Object { key, file } => files::object(ports, &key, file).await,
            Step::Incomplete => Ok(Written::page(INCOMPLETE, WHY_INCOMPLETE.to_owned())),
            Step::Index => {
                let personas: Vec<(String, String)> = self
                    .told
                    .iter()
                    .map(|told| {
                        (
                            format!("personas/{}/index.html", told.id),
                            told.name.clone(),
                        )
                    })
                    .collect();
                let missing = self.is_full.then_some(WHY_INCOMPLETE);
                let page = self.pages.index(&self.user, self.at, &personas, missing);
                Ok(Written::page("index.html", page))
            }
            Step::End => Ok(Written {
                ends: true,
                ..Written::default()
            }),
        }
    }

    async fn persona(&mut self, ports: &impl Ports, id: PersonaId) -> Result<Written, Failure> {
        // One that the user may not meet any more is told of by its id.
        let persona = personas::persona(ports.sql(), &self.user.id, &id).await;
        self.told.retain(|told| told.id != id);
        self.told.push(Told {
            name: persona.map_or_else(|_| id.to_string(), |persona| persona.name),
            id: id.clone(),
            memory_pages: 0,
            calls: Vec::new(),
        });
        let pair = Pair {
            user: self.user.id.clone(),
            persona: id.clone(),
        };
        Ok(Written {
            next: vec![
                Step::Memory {
                    actor: Address::Relationship(pair.clone()),
                    folder: format!("personas/{id}"),
                    from: None,
                    number: 1,
                },
                Step::Calls { pair, after: None },
                Step::PersonaPage(id),
            ],
            ..Written::default()
        })
    }
}

/// What came of a step.
#[derive(Default)]
struct Written {
    files: Vec<(String, Vec<u8>)>,
    /// What comes before all that was to come.
    next: Vec<Step>,
    ends: bool,
}

impl Written {
    fn json(name: impl Into<String>, what: &impl Serialize) -> Result<Self, Failure> {
        let body = serde_json::to_vec_pretty(what)
            .map_err(|error| Failure::unavailable(error.to_string()))?;
        Ok(Self {
            files: vec![(name.into(), body)],
            ..Self::default()
        })
    }

    fn page(name: impl Into<String>, html: String) -> Self {
        Self {
            files: vec![(name.into(), html.into_bytes())],
            ..Self::default()
        }
    }

    fn and(mut self, more: Self) -> Self {
        self.files.extend(more.files);
        self.next.extend(more.next);
        self
    }
}

async fn ways(ports: &impl Ports, id: PersonaId) -> Result<Written, Failure> {
    let name = format!("personas/{id}/procedures.json");
    let actor = Address::Persona(id);
    let procedures = ports.memories().ask(&actor, ListProcedures {}).await?;
    let ways = procedures.into_iter();
    let ways: BTreeMap<String, String> = ways.map(|way| (way.key, way.value)).collect();
    Written::json(name, &ways)
}
