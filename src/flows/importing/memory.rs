//! Calls, what was said in them, and what was made of that.

use std::collections::{BTreeMap, BTreeSet};

use super::Importing;
use super::file::{CallFile, Export};
use crate::call::Status;
use crate::call::transcript::Transcript;
use crate::directory::calls::{self, Past};
use crate::directory::relationships;
use crate::failure::Failure;
use crate::flows::sweeping;
use crate::ids::{CallId, Pair, PersonaId, RelationshipId};
use crate::memory::Source;
use crate::memory::command::{Address, Entombed, Exported, Import, Settle, Tally};
use crate::ports::{Condition, Listing, Memories, Ports, SmartBuckets};
use crate::time::{DAY, Timestamp};

/// Rows that go into one statement batch, and objects of one page.
const AT_ONCE: usize = 50;
const PAGE: u32 = 1_000;
/// Bytes of a transcript.
const LONGEST_TRANSCRIPT: usize = 4 * 1024 * 1024;

impl Importing<'_> {
    pub(super) async fn memory(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        before: &PersonaId,
        pair: &Pair,
    ) -> Result<(), Failure> {
        let actor = Address::Relationship(pair.clone());
        let ids = self.call_ids(ports, export, before, &actor).await?;
        let counted = ports
            .memories()
            .ask(&actor, Tally { call_id: None })
            .await?;
        for page in export.pages(before) {
            let import = taken(page?, &ids, ports.now());
            ports.memories().ask(&actor, import).await?;
        }
        let settle = Settle {
            entropy: ports.entropy()?,
        };
        ports.memories().ask(&actor, settle).await?;
        let all = ports
            .memories()
            .ask(&actor, Tally { call_id: None })
            .await?;
        let more = |before: u64, after: u64| {
            u32::try_from(after.saturating_sub(before)).unwrap_or(u32::MAX)
        };
        self.imported.memories += more(counted.memories, all.memories);
        self.imported.episodes += more(counted.episodes, all.episodes);
        self.imported.storylines += more(counted.storylines, all.storylines);
        self.imported.procedures += more(counted.procedures, all.procedures);
        self.imported.documents += more(counted.documents, all.documents);

        let relationship = relationships::relationship(ports.sql(), pair).await?;
        let relationship = relationship.ok_or_else(|| Failure::not_found("the relationship"))?;
        self.transcripts(ports, export, before, pair, &relationship.id, &ids)
            .await?;
        self.calls(ports, export, before, pair, &relationship.id, &ids)
            .await?;
        relationships::recount(ports.sql(), pair).await?;
        // What has faded meanwhile does so now.
        sweeping::fade(ports, &actor).await
    }

    /// The ids that the file's calls have here; none for those that the user erased.
    async fn call_ids(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        before: &PersonaId,
        actor: &Address,
    ) -> Result<BTreeMap<CallId, CallId>, Failure> {
        let mut told = BTreeSet::new();
        for file in export.calls(before) {
            told.insert(file?.call.id);
        }
        for page in export.pages(before) {
            told.extend(page?.calls.into_iter().map(|call| call.call_id));
        }
        let own = calls::own_among(ports.sql(), &self.user.id, told.iter()).await?;
        let mut ids = BTreeMap::new();
        for id in told {
            let here = match own.contains_key(&id) {
                true => id.clone(),
                false => CallId::new(self.id_of(id.as_str())),
            };
            ids.insert(id, here);
        }
        let call_ids = ids.iter().flat_map(|(before, here)| [before, here]);
        let call_ids = call_ids.cloned().collect();
        let erased = ports.memories().ask(actor, Entombed { call_ids }).await?;
        let stands = ids.len();
        ids.retain(|before, here| !erased.contains(before) && !erased.contains(here));
        if ids.len() < stands {
            let count = stands - ids.len();
            let why = Failure::conflict("you erased them, and they stay so");
            self.leave_out(&format!("Calls with {before} ({count})"), &why);
        }
        Ok(ids)
    }

    /// Puts the transcripts that are not there.
    async fn transcripts(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        before: &PersonaId,
        pair: &Pair,
        relationship: &RelationshipId,
        ids: &BTreeMap<CallId, CallId>,
    ) -> Result<(), Failure> {
        let there = keys(ports, pair).await?;
        let own = calls::own_among(ports.sql(), &self.user.id, ids.values()).await?;
        for file in export.calls(before) {
            let CallFile { call, transcript } = file?;
            let (Some(id), Some(transcript)) = (ids.get(&call.id), transcript) else {
                continue;
            };
            let key = Transcript::path(&pair.user, &pair.persona, id);
            let has_let_go = own.get(id) == Some(&true);
            if has_let_go || there.contains(&key) {
                continue;
            }
            let transcript = Transcript {
                call_id: id.clone(),
                user_id: pair.user.clone(),
                persona_id: pair.persona.clone(),
                relationship_id: relationship.clone(),
                ..transcript
            };
            let body = serde_json::to_string(&transcript)
                .map_err(|error| Failure::unavailable(error.to_string()))?;
            if body.len() > LONGEST_TRANSCRIPT {
                let why = Failure::conflict("it is longer than any that is made here");
                self.leave_out(&format!("The transcript of {}", call.id), &why);
                continue;
            }
            ports
                .buckets()
                .put_text(&key, body, Condition::Absent)
                .await?;
            self.imported.transcripts += 1;
        }
        Ok(())
    }

    /// Puts the rows of calls that are over and not there.
    async fn calls(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        before: &PersonaId,
        pair: &Pair,
        relationship: &RelationshipId,
        ids: &BTreeMap<CallId, CallId>,
    ) -> Result<(), Failure> {
        let mut batch = Vec::new();
        for file in export.calls(before) {
            let call = file?.call;
            let Some(id) = ids.get(&call.id) else {
                continue;
            };
            let ended_at = call.ended_at.unwrap_or(call.created_at);
            let is_over = call.status == Status::Ended
                && call.created_at <= ended_at
                && ended_at <= ports.now()
                && i64::from(call.duration_seconds) * 1_000 <= DAY;
            if !is_over {
                let why = Failure::conflict("only calls that are over are brought back");
                self.leave_out(&format!("The call {}", call.id), &why);
                continue;
            }
            batch.push(Past {
                id: id.clone(),
                relationship_id: relationship.clone(),
                started_at: call.started_at.filter(|at| *at <= ended_at),
                cost_usd: call
                    .cost_usd
                    .filter(|cost| cost.is_finite() && *cost >= 0.0),
                ..call
            });
            if batch.len() >= AT_ONCE {
                self.imported.calls += calls::put_past(ports.sql(), pair, &batch).await?;
                batch.clear();
            }
        }
        self.imported.calls += calls::put_past(ports.sql(), pair, &batch).await?;
        Ok(())
    }
}

/// What of a page is taken, under the ids that it has here.
fn taken(page: Exported, ids: &BTreeMap<CallId, CallId>, now: Timestamp) -> Import {
    let here = |id: &mut CallId| match ids.get(id) {
        Some(known) => {
            *id = known.clone();
            true
        }
        None => false,
    };
    let mut memories = page.memories;
    for memory in &mut memories {
        if let Source::Call { call_id, .. } = &mut memory.source {
            here(call_id);
        }
    }
    let mut calls = page.calls;
    calls.retain_mut(|call| here(&mut call.call_id));
    let mut evidence = page.evidence;
    evidence.retain_mut(|evidence| evidence.call_id.as_mut().is_none_or(here));
    let written = page.procedures.into_iter();
    Import {
        memories,
        storylines: page.storylines,
        procedures: written
            .filter(|procedure| procedure.learned_in.is_none())
            .collect(),
        documents: page.documents,
        calls,
        evidence,
        now,
    }
}

/// The keys of the two's transcripts.
async fn keys(ports: &impl Ports, pair: &Pair) -> Result<BTreeSet<String>, Failure> {
    let mut keys = BTreeSet::new();
    let mut listing = Listing {
        prefix: format!("transcripts/{}/{}/", pair.user, pair.persona),
        delimiter: None,
        limit: PAGE,
        cursor: None,
    };
    loop {
        let listed = ports.buckets().list(&listing).await?;
        keys.extend(listed.objects.into_iter().map(|head| head.key));
        match listed.cursor {
            Some(cursor) => listing.cursor = Some(cursor),
            None => return Ok(keys),
        }
    }
}
