//! How well recall finds what answers a question: long conversations in LoCoMo's format, taken in as
//! calls, each on its date, read by the built-in reader and remembered; then each question asked.
//!
//!     cargo xtask bench recall --data FILE [--conversations 0,1,2] [--variant NAME] [--json]
//!         [--embeddings URL] [--ranked FILE]
//!
//! The second speaker is the persona, the first is the user; a memory stands for the turn that it was
//! learned in. With `--embeddings URL` the model behind that API says what texts mean, beside the
//! built-in embedder. With `--ranked FILE` nothing is taken in: what something else ranked is judged in the
//! same way, a file of JSON with the ids of the turns for each question of each conversation, the best
//! first.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a tool that measures: it takes time, and ends where its data is not as told"
)]

mod judging;
mod remote;
mod variant;

use std::collections::BTreeMap;
use std::time::Instant;
use std::{env, fs};

use call_me_back::call::{Speaker, Turn};
use call_me_back::embedding::Embedder;
use call_me_back::extraction::window_named;
use call_me_back::extraction::{self, Hearing};
use call_me_back::ids::{CallId, Pair, PersonaId, UserId};
use call_me_back::memory::Source;
use call_me_back::memory::actor::{Senses, dispatch};
use call_me_back::memory::command::{
    Address, Archive, Command, Hits, Open, Recall, Remember, Scope,
};
use call_me_back::memory::hit::{Hit, What};
use call_me_back::recall::question::Names;
use call_me_back::relationship::MemoryConfig;
use call_me_back::secret::digest_id;
use call_me_back::time::{DAY, SECOND, TimeZone, Timestamp};
use call_me_back_simulation::{HostMemories, Sqlite, embedder};
use chrono::NaiveDateTime;
use serde::Deserialize;
use serde_json::Value;

use judging::{Evidence, Found, Place, Verdict};
use remote::Remote;
use variant::{VARIANTS, Variant};

const ASKED_FOR: u32 = 200;
const PAUSE: i64 = 10 * SECOND;

#[derive(Deserialize)]
struct Sample {
    conversation: serde_json::Map<String, Value>,
    qa: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    question: String,
    #[serde(default)]
    evidence: Vec<String>,
    category: u8,
}

#[derive(Deserialize)]
struct Line {
    speaker: String,
    dia_id: String,
    text: String,
}

impl Sample {
    /// The sessions in their order: key, date, lines.
    fn sessions(&self) -> impl Iterator<Item = (String, &str, Vec<Line>)> {
        let keys = (1..).map(|session| format!("session_{session}"));
        let dated = keys.map_while(|key| {
            let date = self.conversation.get(&format!("{key}_date_time"))?;
            Some((key, date.as_str().expect("a date")))
        });
        dated.filter_map(|(key, date)| {
            let lines = self.conversation.get(&key)?;
            Some((key, date, Vec::deserialize(lines).expect("lines")))
        })
    }
}

fn table() -> &'static Embedder {
    embedder().expect("the table is this release's")
}

/// A conversation, taken in.
struct Life {
    actor: std::rc::Rc<Sqlite>,
    model: Option<Remote>,
    names: Names,
    turns: BTreeMap<String, Place>,
    began_at: Timestamp,
    ended_at: Timestamp,
}

impl Life {
    fn live(sample: &Sample, variant: Variant) -> Self {
        let memories = HostMemories::default();
        let address = Address::Relationship(Pair {
            user: UserId::new([1; 16]),
            persona: PersonaId::new([2; 16]),
        });
        let name = |key: &str| sample.conversation[key].as_str().map(str::to_owned);
        let mut life = Self {
            actor: memories.actor(&address).expect("an actor"),
            model: None,
            names: Names {
                user: name("speaker_a"),
                persona: name("speaker_b"),
            },
            turns: BTreeMap::new(),
            began_at: Timestamp::from_millis(0),
            ended_at: Timestamp::from_millis(0),
        };
        for (key, date, lines) in sample.sessions() {
            life.talk(&key, date_of(date), &lines, variant);
        }
        life
    }

    fn talk(&mut self, key: &str, started_at: Timestamp, lines: &[Line], variant: Variant) {
        let call_id = CallId::new(digest_id(&[key]));
        let user = self.names.user.clone().unwrap_or_default();
        let turns: Vec<Turn> = (0..)
            .zip(lines)
            .map(|(index, line)| Turn {
                index,
                speaker: if line.speaker == user {
                    Speaker::User
                } else {
                    Speaker::Persona
                },
                text: line.text.clone(),
                at: started_at.plus(PAUSE * i64::from(index)),
            })
            .collect();
        for (line, turn) in lines.iter().zip(&turns) {
            let place = (call_id.as_str().to_owned(), turn.index);
            self.turns.insert(line.dia_id.clone(), place);
        }
        if self.began_at.millis() == 0 {
            self.began_at = started_at;
        }
        self.ended_at = started_at.plus(PAUSE * turns.len() as i64);
        let known = self.ask(Open {
            depth: 0,
            now: started_at,
        });
        let reading = extraction::read(&Hearing {
            turns: &turns,
            started_at,
            zone: TimeZone::UTC,
            persona_name: self.names.persona.as_deref().unwrap_or_default(),
            user_name: self.names.user.as_deref(),
            memories: &known.memories,
            storylines: &known.storylines,
        });
        self.ask(Archive {
            call_id: call_id.clone(),
            agent: "persona".to_owned(),
            started_at,
            ended_at: self.ended_at,
            turns,
            cost_usd: None,
            config: MemoryConfig::default(),
        });
        if variant.remembers() {
            self.ask(Remember {
                entropy: digest_id(&[call_id.as_str()]),
                call_id,
                reading,
                config: MemoryConfig::default(),
                said_at: started_at,
            });
        }
    }

    fn ask<C: Command>(&self, command: C) -> C::Answer {
        self.ask_by(command, true)
    }

    fn ask_by<C: Command>(&self, command: C, by_meaning: bool) -> C::Answer {
        let body = serde_json::to_string(&command).expect("a command");
        let mut senses = Senses::default();
        if by_meaning {
            senses.embedder = Some(table());
            if let Some(model) = &self.model {
                model.sense(&self.actor, C::NAME, &body, &mut senses);
            }
        }
        let answer = dispatch(&*self.actor, senses, C::NAME, &body).expect("an answer");
        serde_json::from_str(&answer).expect("an answer")
    }

    fn recall(&self, question: &str, variant: Variant) -> Hits {
        let asked_at = self.ended_at.plus(DAY);
        let recall = Recall {
            query: question.into(),
            weights: variant.weights(),
            names: self.names.clone(),
            limit: ASKED_FOR,
            scope: Scope::Owner,
            now: match variant {
                // Nothing has faded before it was said.
                Variant::NoDecay => self.began_at,
                _ => asked_at,
            },
            window: window_named(question, asked_at, TimeZone::UTC),
        };
        self.ask_by(recall, variant.goes_by_meaning())
    }
}

fn found(hit: &Hit) -> Found<'_> {
    let place = |call_id: &CallId, turn| Some((call_id.as_str().to_owned(), turn));
    match &hit.what {
        What::Turn { call_id, turn } => Found {
            place: place(call_id, turn.index),
            is_turn: true,
            text: &turn.text,
        },
        What::Memory(memory) => Found {
            place: match &memory.source {
                Source::Call { call_id, turn } => place(call_id, *turn),
                Source::Hand => None,
            },
            is_turn: false,
            text: &memory.content,
        },
        What::Episode(episode) => Found {
            place: None,
            is_turn: false,
            text: &episode.gist.summary,
        },
    }
}

fn date_of(text: &str) -> Timestamp {
    let date = NaiveDateTime::parse_from_str(&text.to_uppercase(), "%I:%M %p ON %d %B, %Y");
    Timestamp::from_millis(date.expect("a date").and_utc().timestamp_millis())
}

struct Asked {
    data: String,
    embeddings: Option<String>,
    ranked: Option<String>,
    conversations: Option<Vec<usize>>,
    variant: Variant,
    json: bool,
}

fn asked() -> Result<Asked, String> {
    let mut asked = Asked {
        data: String::new(),
        embeddings: None,
        ranked: None,
        conversations: None,
        variant: Variant::Whole,
        json: false,
    };
    let mut words = env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--data" => asked.data = value()?,
            "--embeddings" => asked.embeddings = Some(value()?),
            "--ranked" => asked.ranked = Some(value()?),
            "--json" => asked.json = true,
            "--conversations" => {
                let list = value()?;
                let numbers = list.split(',').map(str::parse).collect::<Result<_, _>>();
                asked.conversations = Some(numbers.map_err(|_| "say 0,1,2".to_owned())?);
            }
            "--variant" => {
                let name = value()?;
                let known = VARIANTS.iter().find(|(known, _)| *known == name);
                let names: Vec<&str> = VARIANTS.iter().map(|(name, _)| *name).collect();
                let known = known.ok_or(format!("the variants are {}", names.join(", ")))?;
                asked.variant = known.1;
            }
            _ => return Err(format!("{word}: say --data FILE")),
        }
    }
    if asked.data.is_empty() {
        return Err("say --data FILE".to_owned());
    }
    Ok(asked)
}

fn main() {
    let asked = asked().unwrap_or_else(|why| {
        eprintln!("{why}");
        std::process::exit(2)
    });
    let text = fs::read_to_string(&asked.data).expect("the data can be read");
    let samples: Vec<Sample> = serde_json::from_str(&text).expect("the data is in LoCoMo's format");
    let chosen = samples.iter().enumerate().filter(|(index, _)| {
        let conversations = asked.conversations.as_ref();
        conversations.is_none_or(|chosen| chosen.contains(index))
    });
    let verdict = match &asked.ranked {
        None => measured(chosen, &asked),
        Some(file) => {
            let ranked = fs::read_to_string(file).expect("what was ranked can be read");
            let ranked: Ranked = serde_json::from_str(&ranked).expect("ids for each question");
            judged(chosen, &ranked)
        }
    };
    if asked.json {
        println!("{}", verdict.json());
    } else {
        print!("{}", verdict.text());
    }
}

/// Our own recall, over a life in which the conversation was held in calls.
fn measured<'a>(samples: impl Iterator<Item = (usize, &'a Sample)>, asked: &Asked) -> Verdict {
    let variant = asked.variant;
    let mut verdict = Verdict::default();
    for (_, sample) in samples {
        let mut life = Life::live(sample, variant);
        if let Some(url) = &asked.embeddings {
            let model = Remote::at(url).expect("an address such as http://127.0.0.1:8000/v1");
            model.see(&life.actor);
            life.model = Some(model);
        }
        for question in &sample.qa {
            let evidence = Evidence::of(&question.evidence, &life.turns);
            if evidence.is_empty() {
                continue;
            }
            let begun = Instant::now();
            let _ = table().embed(&question.question);
            let embedding = begun.elapsed();
            let begun = Instant::now();
            let hits = life.recall(&question.question, variant);
            verdict.took(begun.elapsed(), embedding);
            let hits: Vec<Found<'_>> = hits.iter().map(found).collect();
            verdict.add(question.category, &hits, &evidence);
        }
    }
    verdict
}

/// For each conversation and each of its questions, ids of turns.
type Ranked = Vec<Vec<Vec<String>>>;

fn judged<'a>(samples: impl Iterator<Item = (usize, &'a Sample)>, ranked: &Ranked) -> Verdict {
    let mut verdict = Verdict::default();
    for (index, sample) in samples {
        let mut turns = BTreeMap::new();
        let mut texts = BTreeMap::new();
        for (key, _, lines) in sample.sessions() {
            for (place, line) in (0..).zip(lines) {
                turns.insert(line.dia_id.clone(), (key.clone(), place));
                texts.insert(line.dia_id, line.text);
            }
        }
        for (question, ids) in sample.qa.iter().zip(&ranked[index]) {
            let evidence = Evidence::of(&question.evidence, &turns);
            let hits = ids.iter().map(|id| Found {
                place: Some(turns[id].clone()),
                is_turn: true,
                text: &texts[id],
            });
            if !evidence.is_empty() {
                verdict.add(question.category, &hits.collect::<Vec<_>>(), &evidence);
            }
        }
    }
    verdict
}
