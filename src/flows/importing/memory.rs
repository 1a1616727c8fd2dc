//! Calls, what was said in them, and what was made of that.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{CallFile, Export};
use super::{Importing, Who};
use crate::call::Status;
use crate::call::transcript::Transcript;
use crate::directory::calls::{self, Past};
use crate::directory::limits::{self, Limit};
use crate::directory::{erasures, relationships};
use crate::failure::Failure;
use crate::flows::{erasing, sweeping};
use crate::ids::{CallId, Pair, RelationshipId};
use crate::memory::command::{Address, Entombed, Exported, Import, LeftOut, Tally};
use crate::ports::{Condition, Listing, Memories, Ports, SmartBuckets};
use crate::relationship::MemoryConfig;
use crate::secret;
use crate::time::{DAY, Timestamp};

/// Rows that go into one statement batch, and objects of one page.
const AT_ONCE: usize = 50;
const PAGE: u32 = 1_000;
/// Calls whose reading was still to come. Each may take a model, which the user does not pay for.
const MOST_UNREAD: Limit = Limit {
    name: "calls_of_files_that_are_read",
    most: 20,
    window: DAY,
};
/// Calls that are named in one line.
const MOST_NAMED: usize = 5;
/// Bytes of a transcript.
const LONGEST_TRANSCRIPT: usize = 4 * 1024 * 1024;

impl Importing<'_> {
    pub(super) async fn memory(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        who: &Who,
    ) -> Result<(), Failure> {
        let pair = &who.pair;
        let actor = Address::Relationship(pair.clone());
        let ids = self.call_ids(ports, export, who, &actor).await?;
        let relationship = relationships::relationship(ports.sql(), pair).await?;
        let relationship = relationship.ok_or_else(|| Failure::not_found("the relationship"))?;
        let config = &relationship.memory_config;
        let counted = ports
            .memories()
            .ask(&actor, Tally { call_id: None })
            .await?;
        // Before the actor learns what they tell: what of it was forgotten here is taken out of them by whoever
        // sees that first, also where that is the job of another call.
        self.transcripts(ports, export, who, &relationship.id, &ids)
            .await?;
        let unread = self
            .calls(ports, export, who, &relationship.id, &ids)
            .await?;
        let mut pins = Vec::new();
        let mut left_out = LeftOut::default();
        for page in export.pages(&who.before) {
            let mut import = taken(page?, &ids, config, ports.now(), ports.entropy()?);
            pins.extend(import.evidence.extract_if(.., |row| row.is_pin()));
            let of_page = ports.memories().ask(&actor, import).await?;
            left_out.not_permitted += of_page.not_permitted;
            left_out.unheard += of_page.unheard;
            left_out.procedures += of_page.procedures;
        }
        let import = Import {
            evidence: pins,
            ..taken(
                Exported::default(),
                &ids,
                config,
                ports.now(),
                ports.entropy()?,
            )
        };
        ports.memories().ask(&actor, import).await?;
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
        self.tell(who, left_out);

        // The actor has their turns by now: whoever finds their rows may read them at once.
        for batch in unread.chunks(AT_ONCE) {
            self.imported.calls += calls::put_past(ports.sql(), pair, batch).await?;
        }
        relationships::recount(ports.sql(), pair).await?;
        erasing::take_late(ports, pair).await?;
        // What has faded meanwhile does so now.
        sweeping::fade(ports, &actor).await
    }

    /// Tells what of a memory was not taken in.
    fn tell(&mut self, who: &Who, left_out: LeftOut) {
        let name = &who.name;
        for (count, what, why) in [
            (
                left_out.not_permitted,
                format!("Things that {name} knew"),
                format!("You do not let {name} remember them."),
            ),
            (
                left_out.unheard,
                format!("Calls that {name} remembered"),
                format!("You do not let {name} remember what was said in them."),
            ),
            (
                left_out.procedures,
                format!("Ways in which {name} behaves"),
                "There is no room for them: they are too long together.".to_owned(),
            ),
        ] {
            if count > 0 {
                self.leave_out(&format!("{what}: {count}"), Failure::conflict(why));
            }
        }
    }

    /// The ids that the file's calls have here; none for those that the user erased.
    async fn call_ids(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        who: &Who,
        actor: &Address,
    ) -> Result<BTreeMap<CallId, CallId>, Failure> {
        let mut began = BTreeMap::new();
        for page in export.pages(&who.before) {
            let calls = page?.calls.into_iter();
            began.extend(calls.map(|call| (call.call_id, call.started_at)));
        }
        for file in export.calls(&who.before) {
            let call = file?.call;
            began.insert(call.id, call.created_at);
        }
        let own = calls::own_among(ports.sql(), &self.user.id, began.keys()).await?;
        let mut ids = BTreeMap::new();
        for id in began.keys() {
            let here = match own.contains_key(id) {
                true => id.clone(),
                false => CallId::new(self.id_of(id.as_str())),
            };
            ids.insert(id.clone(), here);
        }
        let call_ids = ids.iter().flat_map(|(before, here)| [before, here]);
        let call_ids = call_ids.cloned().collect();
        let mut erased = ports.memories().ask(actor, Entombed { call_ids }).await?;
        // The actor does not know yet of those that are only asked for.
        erased.extend(erasures::calls_of(ports.sql(), &self.user.id).await?);
        ids.retain(|before, here| !erased.contains(before) && !erased.contains(here));
        began.retain(|before, _| !ids.contains_key(before));
        let mut days: Vec<Timestamp> = began.into_values().collect();
        days.sort();
        let more = days.len().saturating_sub(MOST_NAMED);
        let days = days.into_iter().take(MOST_NAMED).map(|at| self.when(at));
        let mut days: Vec<String> = days.collect();
        if !days.is_empty() {
            days.extend((more > 0).then(|| format!("and {more} more")));
            let what = format!("Calls with {}: {}", who.name, days.join("; "));
            self.leave_out(
                &what,
                Failure::conflict("You erased them, and they stay so."),
            );
        }
        Ok(ids)
    }

    /// Puts the transcripts that are not there.
    async fn transcripts(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        who: &Who,
        relationship: &RelationshipId,
        ids: &BTreeMap<CallId, CallId>,
    ) -> Result<(), Failure> {
        let pair = &who.pair;
        let there = keys(ports, pair).await?;
        let own = calls::own_among(ports.sql(), &self.user.id, ids.values()).await?;
        for file in export.calls(&who.before) {
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
            let is_possible = body.len() <= LONGEST_TRANSCRIPT
                && transcript.call_metadata.started_at <= ports.now();
            if !is_possible {
                let what = self.named("What was said in the call", who, &call);
                let why = "No call is that long, or can have begun later than now.";
                self.leave_out(&what, Failure::conflict(why));
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

    /// Puts the rows of calls that are over and not there. Returns those that are to be read first.
    async fn calls(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        who: &Who,
        relationship: &RelationshipId,
        ids: &BTreeMap<CallId, CallId>,
    ) -> Result<Vec<Past>, Failure> {
        let pair = &who.pair;
        let mut batch = Vec::new();
        let mut unread = Vec::new();
        for file in export.calls(&who.before) {
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
                let what = self.named("The call", who, &call);
                let why = "Only calls that are over are brought back.";
                self.leave_out(&what, Failure::conflict(why));
                continue;
            }
            let reader = secret::hash(self.user.id.as_str());
            let is_read = call.memory_extracted
                || limits::count(ports.sql(), MOST_UNREAD, &reader, ports.now())
                    .await?
                    .is_some();
            if is_read && !call.memory_extracted {
                let what = self.named("What there is to remember of the call", who, &call);
                let why = format!(
                    "At most {} calls of files are read in a day.",
                    MOST_UNREAD.most
                );
                self.leave_out(&what, Failure::conflict(why));
            }
            let past = Past {
                id: id.clone(),
                memory_extracted: is_read,
                relationship_id: relationship.clone(),
                started_at: call.started_at.filter(|at| *at <= ended_at),
                cost_usd: call
                    .cost_usd
                    .filter(|cost| cost.is_finite() && *cost >= 0.0),
                ..call
            };
            if !is_read {
                unread.push(Past {
                    // What there is to say of it comes with its reading.
                    auto_summary: None,
                    ..past
                });
                continue;
            }
            batch.push(past);
            if batch.len() >= AT_ONCE {
                self.imported.calls += calls::put_past(ports.sql(), pair, &batch).await?;
                batch.clear();
            }
        }
        self.imported.calls += calls::put_past(ports.sql(), pair, &batch).await?;
        Ok(unread)
    }

    /// Something of a call, as the user knows it.
    fn named(&self, what: &str, who: &Who, call: &Past) -> String {
        let when = self.when(call.created_at);
        format!("{what} with {} on {when}", who.name)
    }
}

/// What of a page is taken, under the ids that it has here.
fn taken(
    page: Exported,
    ids: &BTreeMap<CallId, CallId>,
    config: &MemoryConfig,
    now: Timestamp,
    entropy: [u8; 16],
) -> Import {
    let here = |id: &mut CallId| match ids.get(id) {
        Some(known) => {
            *id = known.clone();
            true
        }
        None => false,
    };
    let mut calls = page.calls;
    calls.retain_mut(|call| here(&mut call.call_id));
    let mut evidence = page.evidence;
    evidence.retain_mut(|evidence| evidence.call_id.as_mut().is_none_or(here));
    let written = page.procedures.into_iter();
    Import {
        procedures: written
            .filter(|procedure| procedure.learned_in.is_none())
            .collect(),
        documents: page.documents,
        calls,
        evidence,
        config: config.clone(),
        now,
        entropy,
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
