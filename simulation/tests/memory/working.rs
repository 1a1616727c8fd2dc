//! Working memory, as a program keeps it: sessions, their entries, and how they end.

use call_me_back::failure::Failure;
use call_me_back::ids::{EntryId, SessionId};
use call_me_back::memory::command::*;
use call_me_back::memory::session::{Entry, NewEntry, Which};
use call_me_back::time::Timestamp;

use crate::world::{World, day};

mod archive;
mod calls;
mod entries;

fn minute(minute: i64) -> Timestamp {
    day(0).plus(minute * call_me_back::time::MINUTE)
}

/// A session in a memory.
struct Session<'a> {
    world: &'a World,
    id: SessionId,
    puts: u8,
}

impl<'a> Session<'a> {
    fn start(world: &'a World, id: &str) -> Self {
        let id = SessionId::parse(id).unwrap();
        let session_id = id.clone();
        world.ask(StartSession {
            session_id,
            now: minute(0),
        });
        Self { world, id, puts: 0 }
    }

    fn put(&mut self, entries: Vec<NewEntry>) -> Result<Vec<EntryId>, Failure> {
        self.puts += 1;
        let mut entropy = [self.puts; 16];
        entropy[0] = self.id.as_str().bytes().fold(0, u8::wrapping_add);
        self.put_with(entries, entropy)
    }

    fn put_with(&self, entries: Vec<NewEntry>, entropy: [u8; 16]) -> Result<Vec<EntryId>, Failure> {
        self.world.try_ask(PutEntries {
            session_id: self.id.clone(),
            entries,
            of_call: false,
            now: minute(0),
            entropy,
        })
    }

    /// Puts these, a minute apart.
    fn note(&mut self, timeline: &str, contents: &[&str]) -> Vec<EntryId> {
        let entries = (0..).zip(contents).map(|(at, content)| NewEntry {
            at: Some(minute(at)),
            ..entry(timeline, content)
        });
        let entries = entries.collect();
        self.put(entries).unwrap()
    }

    fn get(&self, which: Which) -> Vec<Entry> {
        let session_id = self.id.clone();
        self.world.ask(GetEntries { session_id, which })
    }

    fn contents(&self, which: Which) -> Vec<String> {
        contents(self.get(which))
    }

    fn search(&self, terms: &str, among: Which) -> Vec<String> {
        let (session_id, terms) = (self.id.clone(), terms.to_owned());
        contents(self.world.ask(SearchEntries {
            session_id,
            terms: terms.into(),
            among,
        }))
    }

    fn delete(&self, id: &EntryId) -> bool {
        let (session_id, id) = (self.id.clone(), id.clone());
        self.world.ask(DeleteEntry { session_id, id })
    }

    fn end(&self, flush: bool) -> Result<bool, Failure> {
        let ended = self.world.try_ask(EndSession {
            session_id: self.id.clone(),
            flush,
            now: minute(10),
        });
        ended.map(|ended| ended.is_archived)
    }

    fn rehydrate(&self, summary_only: bool) -> Result<u32, Failure> {
        let rehydrated = self.world.try_ask(RehydrateSession {
            session_id: self.id.clone(),
            summary_only,
            now: minute(20),
        });
        rehydrated.map(|rehydration| rehydration.entries_restored)
    }
}

fn entry(timeline: &str, content: &str) -> NewEntry {
    NewEntry {
        content: content.to_owned(),
        timeline: Some(timeline.to_owned()),
        ..NewEntry::default()
    }
}

fn on(timeline: &str) -> Which {
    Which {
        timeline: Some(timeline.to_owned()),
        ..Which::default()
    }
}

fn contents(entries: Vec<Entry>) -> Vec<String> {
    entries.into_iter().map(|entry| entry.content).collect()
}

fn field<T: std::fmt::Debug>(refused: Result<T, Failure>) -> String {
    match refused {
        Err(Failure::Invalid { field, .. }) => field,
        other => panic!("not refused for a field: {other:?}"),
    }
}

fn episodes(world: &World, terms: &str) -> Vec<FoundEpisode> {
    let search = SearchEpisodes {
        terms: terms.into(),
        take: 20,
        ..SearchEpisodes::default()
    };
    world.ask(search).episodes
}
