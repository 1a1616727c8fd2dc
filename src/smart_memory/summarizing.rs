//! What entries or sessions say, in a few sentences.

use std::collections::BTreeMap;

use super::SmartMemory;
use crate::failure::Failure;
use crate::ids::SessionId;
use crate::memory::actor::extract;
use crate::memory::command::{Address, ReadArchive, SetSummary};
use crate::memory::session::Entry;
use crate::ports::{Memories, Ports, Scribe};
use crate::time::SECOND;

/// The most of a session that a model reads for its summary, in characters.
const READ: u32 = 60_000;
/// The longest wish of how a summary is to be written, in characters.
pub(super) const LONGEST_WISH: usize = 4_000;
const SUMMARIZE: &str = "Summarize what is quoted below in two to four plain sentences: what it was \
                         about, what was decided, and what is still to be done.";

/// What some entries say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub summary: String,
    /// Those that it was made from, by timeline, the oldest first.
    pub entries: BTreeMap<String, Vec<Entry>>,
    pub entry_count: u32,
    /// From the oldest to the latest of them, in seconds.
    pub duration: u32,
    /// Who put most of them.
    pub agent: Option<String>,
}

impl<P: Ports> SmartMemory<'_, P> {
    pub(super) async fn summary_of(
        &self,
        mut entries: Vec<Entry>,
        wish: Option<&str>,
    ) -> Result<Summary, Failure> {
        entries.sort_by_key(|entry| entry.at);
        let lines: Vec<String> = entries.iter().map(line).collect();
        let summary = match written(self.ports, &lines, wish).await? {
            Some(summary) => summary,
            None => extract(&lines),
        };
        let span = match (entries.first(), entries.last()) {
            (Some(first), Some(last)) => last.at.since(first.at) / SECOND,
            _ => 0,
        };
        Ok(Summary {
            summary,
            entry_count: u32::try_from(entries.len()).unwrap_or(u32::MAX),
            duration: u32::try_from(span).unwrap_or(0),
            agent: most_of_all(&entries),
            entries: by_timeline(entries),
        })
    }
}

/// Has the configured model say what an archived session was about. Without one, what is said of it
/// stays.
pub async fn summarize_session(
    ports: &impl Ports,
    actor: &Address,
    session_id: &SessionId,
    wish: Option<&str>,
) -> Result<(), Failure> {
    let read = ReadArchive {
        session_id: session_id.clone(),
        characters: READ,
    };
    let read = ports.memories().ask(actor, read).await?;
    let Some(summary) = written(ports, &read.lines, wish).await? else {
        return Ok(());
    };
    let set = SetSummary {
        session_id: session_id.clone(),
        summary,
        of: read.digest,
        characters: READ,
    };
    ports.memories().ask(actor, set).await
}

/// The configured model's summary; none where there is no model, or nothing to summarise.
async fn written(
    ports: &impl Ports,
    lines: &[String],
    wish: Option<&str>,
) -> Result<Option<String>, Failure> {
    if lines.is_empty() || ports.scribe().is_ready().is_err() {
        return Ok(None);
    }
    let wish: String = wish
        .unwrap_or(SUMMARIZE)
        .chars()
        .take(LONGEST_WISH)
        .collect();
    let told: String = lines.join("\n").chars().take(READ as usize).collect();
    Ok(Some(ports.scribe().write(&wish, &told).await?.text))
}

fn line(entry: &Entry) -> String {
    match &entry.agent {
        Some(agent) => format!("{agent}: {}", entry.content),
        None => entry.content.clone(),
    }
}

fn by_timeline(entries: Vec<Entry>) -> BTreeMap<String, Vec<Entry>> {
    let mut timelines: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        timelines
            .entry(entry.timeline.clone())
            .or_default()
            .push(entry);
    }
    timelines
}

fn most_of_all(entries: &[Entry]) -> Option<String> {
    let mut put: BTreeMap<&str, u32> = BTreeMap::new();
    for agent in entries.iter().filter_map(|entry| entry.agent.as_deref()) {
        *put.entry(agent).or_default() += 1;
    }
    let most = put.into_iter().max_by_key(|(_, count)| *count)?;
    Some(most.0.to_owned())
}
