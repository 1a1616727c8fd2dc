//! How well recall finds what answers a question: long conversations in LoCoMo's format, taken in as
//! calls, each on its date, read by the built-in reader and remembered; then each question asked.
//!
//!     cargo xtask bench recall --data FILE [--conversations 0,1,2] [--variant NAME] [--json]
//!
//! `R@k`: share of a question's evidence turns among the first k; a memory stands for the turn that it
//! was learned in. `NDCG@10` weighs them by their place. `coverage@T`: share of the evidence turns
//! that stand in a block of T tokens. The second speaker is the persona, the first is the user.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a tool that measures: it takes time, and ends where its data is not as told"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use std::{env, fs};

use call_me_back::call::{Speaker, Turn};
use call_me_back::embedding::Embedder;
use call_me_back::extraction::{self, Hearing};
use call_me_back::ids::{CallId, Pair, PersonaId, UserId};
use call_me_back::memory::Source;
use call_me_back::memory::actor::dispatch;
use call_me_back::memory::command::{
    Address, Archive, Command, Hits, Open, Recall, Remember, Scope,
};
use call_me_back::memory::hit::What;
use call_me_back::recall::question::Names;
use call_me_back::recall::turns::Weights;
use call_me_back::relationship::MemoryConfig;
use call_me_back::secret::digest_id;
use call_me_back::time::{DAY, SECOND, TimeZone, Timestamp};
use call_me_back_simulation::{HostMemories, Sqlite, embedder};
use chrono::NaiveDateTime;
use serde::Deserialize;
use serde_json::{Value, json};

const CUTS: [usize; 5] = [1, 5, 10, 20, 50];
const BLOCKS: [usize; 4] = [500, 1_000, 2_000, 4_000];
const ASKED_FOR: u32 = 200;
/// What stands around a hit in the prompt: who said it, and when.
const FRAME: usize = 12;
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

/// What is switched off, to see what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Variant {
    Whole,
    NoMeaning,
    NoMemories,
    NoSpeaker,
    NoManner,
    NoNeighbours,
    NoCall,
    NoWindow,
    NoDecay,
    TurnWordsOnly,
}

const VARIANTS: [(&str, Variant); 10] = [
    ("whole", Variant::Whole),
    ("no-meaning", Variant::NoMeaning),
    ("no-memories", Variant::NoMemories),
    ("no-speaker", Variant::NoSpeaker),
    ("no-manner", Variant::NoManner),
    ("no-neighbours", Variant::NoNeighbours),
    ("no-call", Variant::NoCall),
    ("no-window", Variant::NoWindow),
    ("no-decay", Variant::NoDecay),
    ("turn-words-only", Variant::TurnWordsOnly),
];

impl Variant {
    fn weights(self) -> Weights {
        let whole = Weights::default();
        match self {
            Self::NoSpeaker => Weights {
                speaker: 0.0,
                ..whole
            },
            Self::NoManner => Weights {
                asks: 0.0,
                answers: 0.0,
                time: 0.0,
                ..whole
            },
            Self::NoNeighbours => Weights {
                near: 0.0,
                around: 0.0,
                ..whole
            },
            Self::NoCall => Weights { call: 0.0, ..whole },
            Self::NoWindow => Weights {
                window: 0.0,
                ..whole
            },
            Self::TurnWordsOnly => Weights {
                turn: 1.0,
                near: 0.0,
                around: 0.0,
                call: 0.0,
                meaning: 0.0,
                speaker: 0.0,
                asks: 0.0,
                answers: 0.0,
                time: 0.0,
                window: 0.0,
            },
            _ => whole,
        }
    }

    fn goes_by_meaning(self) -> bool {
        !matches!(self, Self::NoMeaning | Self::TurnWordsOnly)
    }

    fn remembers(self) -> bool {
        !matches!(self, Self::NoMemories | Self::TurnWordsOnly)
    }
}

fn table() -> &'static Embedder {
    embedder().expect("the table is this release's")
}

/// A turn, by its call and its place in it.
type Place = (String, u32);

/// A conversation, taken in.
struct Life {
    actor: std::rc::Rc<Sqlite>,
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
            names: Names {
                user: name("speaker_a"),
                persona: name("speaker_b"),
            },
            turns: BTreeMap::new(),
            began_at: Timestamp::from_millis(0),
            ended_at: Timestamp::from_millis(0),
        };
        for session in 1.. {
            let key = format!("session_{session}");
            let Some(date) = sample.conversation.get(&format!("{key}_date_time")) else {
                break;
            };
            let Some(lines) = sample.conversation.get(&key) else {
                continue;
            };
            let lines: Vec<Line> = Vec::deserialize(lines).expect("lines");
            life.talk(
                &key,
                date_of(date.as_str().expect("a date")),
                &lines,
                variant,
            );
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
        let embedder = by_meaning.then(table);
        let answer = dispatch(&*self.actor, embedder, C::NAME, &body).expect("an answer");
        serde_json::from_str(&answer).expect("an answer")
    }

    fn recall(&self, question: &str, variant: Variant) -> Hits {
        let recall = Recall {
            query: question.into(),
            weights: variant.weights(),
            names: self.names.clone(),
            limit: ASKED_FOR,
            scope: Scope::Owner,
            now: match variant {
                // Nothing has faded before it was said.
                Variant::NoDecay => self.began_at,
                _ => self.ended_at.plus(DAY),
            },
            zone: TimeZone::UTC,
        };
        self.ask_by(recall, variant.goes_by_meaning())
    }

    /// The turns that a question's evidence names; what names none is left out.
    fn evidence(&self, question: &Question) -> BTreeSet<Place> {
        let ids = question
            .evidence
            .iter()
            .flat_map(|ids| ids.split([';', ' ']));
        let ids = ids.filter_map(|id| {
            let mut numbers = id.trim_start_matches(['D', ':']).split(':');
            let (session, turn) = (numbers.next()?, numbers.next()?);
            let (session, turn): (u32, u32) = (session.parse().ok()?, turn.parse().ok()?);
            self.turns.get(&format!("D{session}:{turn}")).cloned()
        });
        ids.collect()
    }
}

fn date_of(text: &str) -> Timestamp {
    let date = NaiveDateTime::parse_from_str(&text.to_uppercase(), "%I:%M %p ON %d %B, %Y");
    Timestamp::from_millis(date.expect("a date").and_utc().timestamp_millis())
}

#[derive(Default)]
struct Sums {
    questions: usize,
    recall: [f64; CUTS.len()],
    ndcg: f64,
    coverage: [f64; BLOCKS.len()],
}

impl Sums {
    fn add(&mut self, hits: &Hits, evidence: &BTreeSet<Place>) {
        self.questions += 1;
        let mut places: Vec<Place> = Vec::new();
        let mut spent = 0;
        for hit in hits {
            let (place, text) = match &hit.what {
                What::Turn { call_id, turn } => {
                    let place = (call_id.as_str().to_owned(), turn.index);
                    (Some(place), turn.text.as_str())
                }
                What::Memory(memory) => match &memory.source {
                    Source::Call { call_id, turn } => (
                        Some((call_id.as_str().to_owned(), *turn)),
                        memory.content.as_str(),
                    ),
                    Source::Hand => (None, memory.content.as_str()),
                },
                What::Episode(episode) => (None, episode.gist.summary.as_str()),
            };
            spent += table().count(text) + FRAME;
            if let What::Turn { .. } = &hit.what
                && place.as_ref().is_some_and(|place| evidence.contains(place))
            {
                for (sum, block) in self.coverage.iter_mut().zip(BLOCKS) {
                    if spent <= block {
                        *sum += 1.0 / evidence.len() as f64;
                    }
                }
            }
            if let Some(place) = place.filter(|place| !places.contains(place)) {
                places.push(place);
            }
        }
        for (sum, cut) in self.recall.iter_mut().zip(CUTS) {
            let found = places
                .iter()
                .take(cut)
                .filter(|place| evidence.contains(*place));
            *sum += found.count() as f64 / evidence.len() as f64;
        }
        let gain = |index: usize| 1.0 / (index as f64 + 2.0).log2();
        let gained = places.iter().take(10).enumerate();
        let gained = gained.filter(|(_, place)| evidence.contains(*place));
        let gained: f64 = gained.map(|(index, _)| gain(index)).sum();
        let most: f64 = (0..evidence.len().min(10)).map(gain).sum();
        self.ndcg += gained / most;
    }

    fn share(&self, sum: f64) -> f64 {
        100.0 * sum / self.questions.max(1) as f64
    }

    fn line(&self, name: &str) -> String {
        let recall = CUTS.iter().zip(self.recall);
        let recall: Vec<String> = recall
            .map(|(cut, sum)| format!("R@{cut}={:.1}", self.share(sum)))
            .collect();
        let coverage = BLOCKS.iter().zip(self.coverage);
        let coverage: Vec<String> = coverage
            .map(|(block, sum)| format!("coverage@{block}={:.1}", self.share(sum)))
            .collect();
        format!(
            "{name:14} {}  NDCG@10={:.1}  {} n={}",
            recall.join(" "),
            self.share(self.ndcg),
            coverage.join(" "),
            self.questions
        )
    }

    fn json(&self) -> Value {
        let mut all = serde_json::Map::new();
        for (cut, sum) in CUTS.iter().zip(self.recall) {
            all.insert(format!("R@{cut}"), json!(self.share(sum)));
        }
        all.insert("NDCG@10".to_owned(), json!(self.share(self.ndcg)));
        for (block, sum) in BLOCKS.iter().zip(self.coverage) {
            all.insert(format!("coverage@{block}"), json!(self.share(sum)));
        }
        all.insert("n".to_owned(), json!(self.questions));
        Value::Object(all)
    }
}

struct Asked {
    data: String,
    conversations: Option<Vec<usize>>,
    variant: Variant,
    json: bool,
}

fn asked() -> Result<Asked, String> {
    let mut asked = Asked {
        data: String::new(),
        conversations: None,
        variant: Variant::Whole,
        json: false,
    };
    let mut words = env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--data" => asked.data = value()?,
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
    let mut groups: BTreeMap<String, Sums> = BTreeMap::new();
    let mut times = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        if asked
            .conversations
            .as_ref()
            .is_some_and(|chosen| !chosen.contains(&index))
        {
            continue;
        }
        let life = Life::live(sample, asked.variant);
        for question in &sample.qa {
            let evidence = life.evidence(question);
            if evidence.is_empty() {
                continue;
            }
            let begun = Instant::now();
            let hits = life.recall(&question.question, asked.variant);
            times.push(begun.elapsed().as_secs_f64() * 1_000.0);
            let mut names = vec!["all".to_owned(), format!("category {}", question.category)];
            if question.category < 5 {
                names.push("categories 1-4".to_owned());
            }
            for name in names {
                groups.entry(name).or_default().add(&hits, &evidence);
            }
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied();
    let (half, most, nearly) = (at(0.5), at(0.95), at(0.99));
    let mut order: Vec<&String> = groups.keys().collect();
    order.sort_by_key(|name| (*name != "categories 1-4", *name == "all"));
    if asked.json {
        let figures: serde_json::Map<String, Value> = groups
            .iter()
            .map(|(name, sums)| (name.clone(), sums.json()))
            .collect();
        let all = json!({"groups": figures, "ms": {"p50": half, "p95": most, "p99": nearly}});
        println!("{all}");
        return;
    }
    for name in order {
        println!("{}", groups[name].line(name));
    }
    println!(
        "latency, embedding included: p50={:.2} ms p95={:.2} ms p99={:.2} ms",
        half.unwrap_or_default(),
        most.unwrap_or_default(),
        nearly.unwrap_or_default()
    );
}
