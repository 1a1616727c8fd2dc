//! What must be so in every world, once it has come to rest.

use std::collections::{BTreeMap, BTreeSet};

use call_me_back::call::session::{self, View};
use call_me_back::call::transcript::Transcript;
use call_me_back::call::{Call, EndReason, Speaker, Status};
use call_me_back::failure::Failure;
use call_me_back::ids::{CallId, Pair};
use call_me_back::memory::command::{Address, Command, Export, Exported, Fade};
use call_me_back::memory::{Source, State};
use call_me_back::sql::Sql;
use call_me_back::time::Timestamp;
use serde::Deserialize;

use super::World;
use crate::Sqlite;
use crate::line::plain;

/// A call's row, as it lies in SmartSQL.
#[derive(Debug, Deserialize)]
struct Row {
    id: CallId,
    status: Status,
    end_reason: Option<EndReason>,
    started_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    duration_seconds: u32,
    version: u32,
    memory_extracted: u8,
    let_go: u8,
}

#[derive(Deserialize)]
struct Actor {
    name: String,
    address: String,
    next_fade_at: Option<Timestamp>,
}

/// What is wrong, in words.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    fn must(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.0.push(what());
        }
    }
}

impl World {
    /// What is not as it must be; nothing, where all is well. To be asked once the world has come
    /// to rest.
    pub fn check(&self) -> Result<Vec<String>, Failure> {
        let mut found = Findings::default();
        let calls = self.check_calls(&mut found)?;
        self.check_actors(&calls, &mut found)?;
        self.check_telephones(&calls, &mut found);
        let dead = self.host.outbox.dead();
        found.must(dead == 0, || format!("{dead} jobs were given up"));
        Ok(found.0)
    }

    fn check_calls(&self, found: &mut Findings) -> Result<BTreeMap<CallId, Call>, Failure> {
        let rows: Vec<Row> = self.host.sql.sqlite().rows("SELECT * FROM calls", &[])?;
        let rows: BTreeMap<CallId, Row> =
            rows.into_iter().map(|row| (row.id.clone(), row)).collect();
        let mut calls = BTreeMap::new();
        for (id, session) in self.host.sessions.all() {
            let call = match session::view(&session.sql) {
                Ok(View { call, .. }) => call,
                // It was only asked for, and never opened.
                Err(Failure::NotFound { .. }) => continue,
                Err(failure) => return Err(failure),
            };
            found.must(call.status == Status::Ended, || {
                format!("{id} still is {:?}", call.status)
            });
            match rows.get(&id) {
                Some(row) => check_row(row, &call, found),
                None => found.0.push(format!("{id} has no row")),
            }
            // What was said long ago is not kept.
            let has_let_go = rows.get(&id).is_some_and(|row| row.let_go == 1);
            let heard = match has_let_go {
                true => Vec::new(),
                false => session.line.borrow().turns(),
            };
            self.check_transcript(&call, &heard, found);
            calls.insert(id, call);
        }
        for id in rows.keys() {
            found.must(calls.contains_key(id), || {
                format!("{id} has a row and no session")
            });
        }
        Ok(calls)
    }

    /// A transcript says what went over the line, all of it, in its order.
    fn check_transcript(&self, call: &Call, heard: &[(Speaker, String)], found: &mut Findings) {
        let id = &call.id;
        let transcript = self.transcript(call);
        if call.started_at.is_none() {
            found.must(transcript.is_none(), || {
                format!("{id} has a transcript, though they never talked")
            });
            return;
        }
        let kept: Vec<(Speaker, String)> = transcript
            .iter()
            .flat_map(Transcript::turns)
            .map(|turn| (turn.speaker, plain(&turn.text)))
            .collect();
        found.must(kept == heard, || {
            format!("{id}: heard {heard:#?}, kept {kept:#?}")
        });
    }

    fn transcript(&self, call: &Call) -> Option<Transcript> {
        let key = Transcript::path(&call.pair.user, &call.pair.persona, &call.id);
        let body = self.host.buckets.objects().remove(&key)?;
        serde_json::from_slice(&body).ok()
    }

    fn check_actors(
        &self,
        calls: &BTreeMap<CallId, Call>,
        found: &mut Findings,
    ) -> Result<(), Failure> {
        let registered: Vec<Actor> = self
            .host
            .sql
            .sqlite()
            .rows("SELECT name, address, next_fade_at FROM actors", &[])?;
        let registered: BTreeMap<String, Actor> = registered
            .into_iter()
            .map(|actor| (actor.name.clone(), actor))
            .collect();
        for (name, actor) in self.host.memories.all() {
            let row = registered.get(&name);
            // Nothing was due to fade at the beginning of time, so this only asks.
            let asked = Fade {
                now: Timestamp::from_millis(0),
                kept_for: None,
            };
            let fades = asked.run(&*actor)?.next_fade_at;
            let noted = row.and_then(|row| row.next_fade_at);
            let in_time = fades.is_none_or(|fades| noted.is_some_and(|noted| noted <= fades));
            found.must(in_time, || {
                format!("{name} fades next at {fades:?}, and its row says {noted:?}")
            });
            match row.map(|row| serde_json::from_str(&row.address).ok()) {
                Some(Some(Address::Relationship(pair))) => {
                    self.check_relationship(&pair, &actor, calls, found)?;
                }
                Some(Some(Address::Persona(_))) => {
                    let Exported {
                        calls, memories, ..
                    } = Export::default().run(&*actor)?;
                    found.must(calls.is_empty() && memories.is_empty(), || {
                        format!("{name} remembers someone")
                    });
                }
                // What programs keep there is as they put it.
                Some(Some(Address::Instance(_))) => {}
                _ => found.0.push(format!("{name} is not registered")),
            }
        }
        Ok(())
    }

    fn check_relationship(
        &self,
        pair: &Pair,
        actor: &Sqlite,
        calls: &BTreeMap<CallId, Call>,
        found: &mut Findings,
    ) -> Result<(), Failure> {
        let exported = Export::default().run(actor)?;
        let theirs: BTreeMap<&CallId, &Call> = calls
            .iter()
            .filter(|(_, call)| call.pair == *pair && call.started_at.is_some())
            .collect();
        let mut remembered = BTreeSet::new();
        for call in &exported.calls {
            let id = &call.call_id;
            found.must(theirs.contains_key(id), || {
                format!("{id} is in an actor that is not its own")
            });
            found.must(call.reading.is_some(), || format!("{id} was not read"));
            let transcript = theirs.get(id).and_then(|call| self.transcript(call));
            let mut completed = transcript.clone();
            if let (Some(completed), Some(reading)) = (&mut completed, &call.reading) {
                completed.complete(&reading.gist);
            }
            found.must(completed == transcript, || {
                format!("the transcript of {id} lacks what was read from it")
            });
            found.must(remembered.insert(id), || {
                format!("{id} was remembered twice")
            });
            let kept: Vec<(Speaker, String)> = call
                .turns
                .iter()
                .map(|turn| (turn.speaker, plain(&turn.text)))
                .collect();
            let heard = self.host.sessions.session(id)?.line.borrow().turns();
            let has_let_go = kept.is_empty() && transcript.is_none();
            found.must(has_let_go || kept == heard, || {
                format!("{id}: heard {heard:#?}, indexed {kept:#?}")
            });
        }
        for id in theirs.keys() {
            found.must(remembered.contains(id), || {
                format!("{id} was not remembered")
            });
        }
        let mut current = BTreeSet::new();
        for memory in &exported.memories {
            if let Source::Call { call_id, .. } = &memory.source {
                found.must(theirs.contains_key(call_id), || {
                    format!("{} comes from somebody else's call", memory.content)
                });
            }
            let says = (
                String::from(memory.subject.clone()),
                &memory.attribute,
                memory.value.to_lowercase(),
            );
            let is_new = memory.state != State::Current || current.insert(says);
            found.must(is_new, || format!("{:?} has a twin", memory.content));
        }
        self.check_counters(pair, theirs.len(), found)?;
        self.check_privacy(pair, actor, calls, found)
    }

    fn check_counters(
        &self,
        pair: &Pair,
        talked: usize,
        found: &mut Findings,
    ) -> Result<(), Failure> {
        #[derive(Deserialize)]
        struct Counted {
            total_calls: usize,
        }
        let counted: Option<Counted> = self.host.sql.sqlite().row(
            "SELECT total_calls FROM user_persona_relationships
             WHERE user_id = ?1 AND persona_id = ?2",
            call_me_back::parameters![pair.user.as_str(), pair.persona.as_str()],
        )?;
        let counted = counted.map_or(0, |counted| counted.total_calls);
        found.must(counted == talked, || {
            format!("{pair:?} talked {talked} times, counted are {counted}")
        });
        Ok(())
    }

    /// Nothing that only somebody else said is in an actor, in whatever table.
    fn check_privacy(
        &self,
        pair: &Pair,
        actor: &Sqlite,
        calls: &BTreeMap<CallId, Call>,
        found: &mut Findings,
    ) -> Result<(), Failure> {
        let mut own = BTreeSet::new();
        let mut others = BTreeSet::new();
        for (id, call) in calls {
            let said = if call.pair == *pair {
                &mut own
            } else {
                &mut others
            };
            let turns = self.host.sessions.session(id)?.line.borrow().turns();
            let words = turns
                .into_iter()
                .filter(|(speaker, _)| *speaker == Speaker::User)
                .map(|(_, text)| text);
            said.extend(words);
        }
        let dump = actor.dump()?;
        for said in others.difference(&own) {
            found.must(!dump.contains(said.as_str()), || {
                format!("{pair:?} holds what somebody else said: {said}")
            });
        }
        Ok(())
    }

    /// Nobody's telephone rings twice for one call, and only the user's own rings.
    fn check_telephones(&self, calls: &BTreeMap<CallId, Call>, found: &mut Findings) {
        let mut rung = BTreeSet::new();
        for (id, _) in self.host.carrier.rung() {
            found.must(calls.contains_key(&id), || {
                format!("{id} rang from nowhere")
            });
            found.must(rung.insert(id.clone()), || format!("{id} rang twice"));
        }
    }
}

fn check_row(row: &Row, call: &Call, found: &mut Findings) {
    let agrees = row.status == call.status
        && row.end_reason == call.end_reason
        && row.started_at == call.started_at
        && row.ended_at == call.ended_at
        && row.duration_seconds == call.duration_seconds()
        && row.version == call.version;
    found.must(agrees, || format!("the row {row:?} of {call:?}"));
    found.must(row.memory_extracted == 1, || {
        format!("{} was not noted as remembered", call.id)
    });
}
