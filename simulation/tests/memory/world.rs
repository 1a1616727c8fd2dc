//! Alice, Brad, and what they say to each other.

use call_me_back::call::{Speaker, Turn};
use call_me_back::extraction::{self, Hearing, window_named};
use call_me_back::failure::Failure;
use call_me_back::ids::{CallId, MemoryId, Pair, PersonaId, UserId};
use call_me_back::memory::command::*;
use call_me_back::memory::episode::Gist;
use call_me_back::memory::hit::{Hit, What};
use call_me_back::memory::operation::{Claim, Operation, Outcome};
use call_me_back::memory::procedure::Procedure;
use call_me_back::memory::reading::Reading;
use call_me_back::memory::storyline::{Status, Storyline};
use call_me_back::memory::{Category, Memory, State, Subject};
use call_me_back::ports::Memories as _;
use call_me_back::recall::question::Names;
use call_me_back::recall::turns::Weights;
use call_me_back::relationship::MemoryConfig;
use call_me_back::time::{DAY, HOUR, MINUTE, TimeZone, Timestamp};
use call_me_back_simulation::{HostMemories, finish};

pub struct World {
    pub memories: HostMemories,
    pub address: Address,
    pub config: MemoryConfig,
}

impl World {
    pub fn new() -> Self {
        Self {
            memories: HostMemories::default(),
            address: Address::Relationship(Pair {
                user: UserId::parse("user_alice_123").unwrap(),
                persona: PersonaId::parse("persona_brad_001").unwrap(),
            }),
            config: MemoryConfig::default(),
        }
    }

    pub fn try_ask<C: Command>(&self, command: C) -> Result<C::Answer, Failure> {
        finish(self.memories.ask(&self.address, command))
    }

    pub fn ask<C: Command>(&self, command: C) -> C::Answer {
        self.try_ask(command).unwrap()
    }

    pub fn remember(&self, call: &Call) -> Remembered {
        self.ask(call.remember(&self.config))
    }

    /// The outcomes of a call with these operations on that day.
    pub fn hear(&self, name: &str, on: i64, operations: &[Operation]) -> Vec<Outcome> {
        self.remember(&Call::new(name, on, operations)).outcomes
    }

    pub fn archive(&self, call: &Call) {
        self.ask(call.archive(&self.config));
    }

    pub fn list(&self, history: bool) -> Vec<Memory> {
        self.ask(List {
            history,
            call_id: None,
        })
    }

    /// The memory of that value, in whatever state.
    pub fn memory(&self, value: &str) -> Memory {
        let all = self.list(true);
        let found = all.iter().find(|memory| memory.value == value);
        found
            .unwrap_or_else(|| panic!("no {value:?} among {all:#?}"))
            .clone()
    }

    pub fn state(&self, value: &str) -> State {
        self.memory(value).state
    }

    pub fn open(&self, on: i64) -> Opening {
        self.ask(Open {
            depth: 10,
            now: day(on),
        })
    }

    /// What the persona would know unasked on that day.
    pub fn known(&self, on: i64) -> Vec<String> {
        let opening = self.open(on);
        opening.memories.into_iter().map(|it| it.value).collect()
    }

    pub fn edit(&self, value: &str, on: i64, change: Change) -> Edited {
        let memory_id = self.memory(value).id;
        self.edit_id(memory_id, on, change).unwrap()
    }

    pub fn edit_id(&self, memory_id: MemoryId, on: i64, change: Change) -> Result<Edited, Failure> {
        self.try_ask(Edit {
            seen: None,
            memory_id,
            change,
            now: day(on),
            entropy: [on as u8; 16],
        })
    }

    /// Lets go for good of a memory that was forgotten.
    pub fn let_go(&self, memory_id: MemoryId) {
        let trace = Trace {
            memory_id: memory_id.clone(),
        };
        let told = self.ask(trace).telling;
        assert!(self.ask(LetGo { memory_id, told }));
    }

    /// Folds anew all that is known, as whoever brings back an export of it.
    pub fn fold_anew(&self, on: i64) {
        let exported = self.ask(Export::default());
        self.ask(Import {
            procedures: exported.procedures,
            documents: exported.documents,
            calls: exported.calls,
            evidence: exported.evidence,
            config: MemoryConfig::default(),
            now: day(on),
            entropy: [on as u8; 16],
        });
    }

    pub fn recall(&self, query: &str, scope: Scope) -> Vec<Hit> {
        self.ask(Recall {
            query: query.into(),
            weights: Weights::default(),
            names: Names::default(),
            limit: 10,
            scope,
            now: day(400),
            window: window_named(query, day(400), TimeZone::UTC),
        })
    }

    /// What the persona would find, as text, the best first.
    pub fn found(&self, query: &str) -> Vec<String> {
        texts(self.recall(query, Scope::Call))
    }

    pub fn holds_word(&self, word: &str) -> bool {
        let dump = self.memories.actor(&self.address).unwrap().dump().unwrap();
        dump.to_lowercase().contains(&word.to_lowercase())
    }

    /// All that is known, without the ids, which differ from actor to actor.
    pub fn knowledge(&self) -> Knowledge {
        let memories = self.list(true);
        let value_of = |id: &MemoryId| {
            let found = memories.iter().find(|memory| memory.id == *id).unwrap();
            found.content.clone()
        };
        let nobody = MemoryId::parse("mem_nobody").unwrap();
        let mut known: Vec<(Memory, Option<String>)> = memories
            .iter()
            .map(|memory| {
                let by = memory.superseded_by.as_ref().map(value_of);
                let plain = Memory {
                    id: nobody.clone(),
                    superseded_by: None,
                    ..memory.clone()
                };
                (plain, by)
            })
            .collect();
        known.sort_by(|(one, _), (other, _)| {
            let key = |memory: &Memory| {
                let subject = String::from(memory.subject.clone());
                (subject, memory.attribute.clone(), memory.content.clone())
            };
            key(one).cmp(&key(other))
        });
        let mut storylines = self.ask(Past { limit: 100 }).storylines;
        let first = call_me_back::ids::StorylineId::parse("story_any").unwrap();
        for storyline in &mut storylines {
            storyline.id = first.clone();
        }
        Knowledge {
            memories: known,
            storylines,
            procedures: self.ask(ListProcedures {}),
        }
    }
}

#[derive(Debug, PartialEq)]
pub struct Knowledge {
    pub memories: Vec<(Memory, Option<String>)>,
    pub storylines: Vec<Storyline>,
    pub procedures: Vec<Procedure>,
}

#[derive(Clone)]
pub struct Call {
    pub id: CallId,
    pub began: Timestamp,
    pub turns: Vec<Turn>,
    pub reading: Reading,
}

impl Call {
    pub fn new(name: &str, on: i64, operations: &[Operation]) -> Self {
        Self {
            id: call_id(name),
            began: day(on),
            turns: Vec::new(),
            reading: Reading {
                operations: operations.to_vec(),
                gist: Gist::default(),
            },
        }
    }

    /// Says something, the persona where it begins with "Brad: ".
    pub fn says(mut self, lines: &[&str]) -> Self {
        for line in lines {
            let index = self.turns.len() as u32;
            let (speaker, text) = match line.strip_prefix("Brad: ") {
                Some(text) => (Speaker::Persona, text),
                None => (Speaker::User, *line),
            };
            self.turns.push(Turn {
                index,
                speaker,
                text: text.to_owned(),
                at: self.began.plus(i64::from(index) * MINUTE),
            });
        }
        self
    }

    /// With what the built-in reader makes of it, who knows what is known on that day.
    pub fn read_by_itself(mut self, world: &World, on: i64) -> Self {
        let known = world.open(on);
        self.reading = extraction::read(&Hearing {
            turns: &self.turns,
            started_at: self.began,
            zone: TimeZone::Europe__Berlin,
            persona_name: "Brad",
            user_name: Some("Alice"),
            memories: &known.memories,
            storylines: &known.storylines,
        });
        self
    }

    pub fn summed_up(mut self, summary: &str, topics: &[&str]) -> Self {
        self.reading.gist.summary = summary.to_owned();
        self.reading.gist.key_topics = topics.iter().map(|&topic| topic.to_owned()).collect();
        self
    }

    pub fn archive(&self, config: &MemoryConfig) -> Archive {
        Archive {
            call_id: self.id.clone(),
            agent: "brad".to_owned(),
            started_at: self.began,
            ended_at: self.began.plus(HOUR),
            turns: self.turns.clone(),
            cost_usd: Some(0.25),
            config: config.clone(),
        }
    }

    pub fn remember(&self, config: &MemoryConfig) -> Remember {
        let mut entropy = [0; 16];
        for (byte, letter) in entropy.iter_mut().zip(self.id.as_str().bytes().rev()) {
            *byte = letter;
        }
        Remember {
            call_id: self.id.clone(),
            reading: self.reading.clone(),
            config: config.clone(),
            said_at: self.began,
            entropy,
        }
    }
}

pub fn call_id(name: &str) -> CallId {
    CallId::parse(&format!("call_{name}")).unwrap()
}

/// Days after the beginning of 2025.
pub fn day(on: i64) -> Timestamp {
    Timestamp::parse("2025-01-01T10:00:00Z")
        .unwrap()
        .plus(on * DAY)
}

pub fn claim(attribute: &str, value: &str) -> Claim {
    Claim {
        category: Category::UserFact,
        subject: Subject::User,
        attribute: attribute.to_owned(),
        value: value.to_owned(),
        content: format!("User, {attribute}: {value}"),
        importance: 0.5,
        confidence: 0.9,
        occurred_at: None,
        sensitive: false,
        replaces: None,
    }
}

pub fn says(attribute: &str, value: &str) -> Operation {
    in_turn(0, claim(attribute, value))
}

pub fn in_turn(turn: u32, claim: Claim) -> Operation {
    Operation::Claim { turn, claim }
}

pub fn denies(attribute: &str, value: Option<&str>) -> Operation {
    Operation::Retract {
        turn: 0,
        subject: Subject::User,
        attribute: attribute.to_owned(),
        value: value.map(str::to_owned),
    }
}

pub fn story(topic: &str, summary: &str, status: Status) -> Operation {
    Operation::Storyline {
        turn: 0,
        topic: topic.to_owned(),
        summary: summary.to_owned(),
        status,
    }
}

pub fn learns(key: &str, value: &str) -> Operation {
    Operation::Learn {
        turn: 0,
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

pub fn texts(hits: Vec<Hit>) -> Vec<String> {
    hits.into_iter()
        .map(|hit| match hit.what {
            What::Memory(memory) => memory.content,
            What::Episode(episode) => episode.gist.summary,
            What::Turn { turn, .. } => turn.text,
        })
        .collect()
}
