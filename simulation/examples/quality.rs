//! How well calls are remembered: reads labelled calls with the real reader, applies the real
//! operations, and holds what is then known against the labels.
//!
//!     cargo xtask quality memory [--data FILE]
//!
//! `precision`: of what is stored, the share that no label forbids. `recall`: of what the labels want
//! known, the share that is. `attribution`: of what is known as wanted or pinned on somebody it is
//! not about, the share that is right. What is stored and neither wanted nor forbidden is `unlisted`.

use std::collections::BTreeMap;
use std::{env, fs};

use call_me_back::call::{Speaker, Turn};
use call_me_back::extraction::{self, Hearing};
use call_me_back::failure::Failure;
use call_me_back::ids::{CallId, Pair, PersonaId, UserId};
use call_me_back::memory::command::{
    Address, Archive, List, ListProcedures, Open, Past, PastCalls, Remember,
};
use call_me_back::memory::procedure::ADDRESS;
use call_me_back::memory::storyline::Status;
use call_me_back::memory::{Memory, State};
use call_me_back::ports::Memories as _;
use call_me_back::relationship::MemoryConfig;
use call_me_back::secret::digest_id;
use call_me_back::time::{SECOND, TimeZone, Timestamp};
use call_me_back_simulation::{HostMemories, finish};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;

const ZONE: TimeZone = TimeZone::Europe__Berlin;
/// From one turn to the next.
const PAUSE: i64 = 10 * SECOND;

#[derive(Deserialize)]
struct Data {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    #[serde(default)]
    category: String,
    calls: Vec<Call>,
    /// Each matches something that is known.
    #[serde(default)]
    present: Vec<String>,
    /// None matches a current memory.
    #[serde(default)]
    absent: Vec<String>,
    /// Each matches what was once so.
    #[serde(default)]
    ended: Vec<String>,
    /// Each matches a topic to avoid.
    #[serde(default)]
    avoid: Vec<String>,
    /// Each matches a storyline that came to its end.
    #[serde(default)]
    storyline_closed: Vec<String>,
    /// So many current memories match.
    #[serde(default)]
    count: BTreeMap<String, usize>,
    /// One of the memories that match is of that day, or that year.
    #[serde(default)]
    date: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Call {
    date: Timestamp,
    /// The user's; the persona's begin with `P: `.
    turns: Vec<String>,
}

/// What is known after the last call.
struct Known {
    memories: Vec<Memory>,
    past: PastCalls,
    /// How the user wants to be called, as a sentence.
    address: Vec<String>,
}

impl Case {
    fn live(&self) -> Result<Known, Failure> {
        let memories = HostMemories::default();
        let actor = Address::Relationship(Pair {
            user: UserId::new([1; 16]),
            persona: PersonaId::new([2; 16]),
        });
        for (index, call) in self.calls.iter().enumerate() {
            let turns = call.turns();
            let ended_at = call.date.plus(PAUSE * turns.len() as i64);
            let open = Open {
                depth: 0,
                now: call.date,
            };
            let known = finish(memories.ask(&actor, open))?;
            let reading = extraction::read(&Hearing {
                turns: &turns,
                started_at: call.date,
                zone: ZONE,
                persona_name: "Brad",
                user_name: None,
                memories: &known.memories,
                storylines: &known.storylines,
            });
            let call_id = CallId::new(digest_id(&[&self.id, &index.to_string()]));
            let archive = Archive {
                call_id: call_id.clone(),
                agent: "brad".to_owned(),
                started_at: call.date,
                ended_at,
                turns,
                cost_usd: None,
                config: MemoryConfig::default(),
            };
            finish(memories.ask(&actor, archive))?;
            let remember = Remember {
                entropy: digest_id(&[call_id.as_str()]),
                call_id,
                reading,
                config: MemoryConfig::default(),
                said_at: call.date,
            };
            finish(memories.ask(&actor, remember))?;
        }
        let list = List {
            history: true,
            call_id: None,
        };
        let procedures = finish(memories.ask(&actor, ListProcedures {}))?;
        Ok(Known {
            memories: finish(memories.ask(&actor, list))?,
            past: finish(memories.ask(&actor, Past { limit: 100 }))?,
            address: procedures
                .into_iter()
                .filter(|procedure| procedure.key == ADDRESS.name)
                .map(|procedure| format!("User wants to be called {}", procedure.value))
                .collect(),
        })
    }
}

impl Call {
    fn turns(&self) -> Vec<Turn> {
        (0..)
            .zip(&self.turns)
            .map(|(index, said)| {
                let (speaker, text) = match said.strip_prefix("P: ") {
                    Some(text) => (Speaker::Persona, text),
                    None => (Speaker::User, said.as_str()),
                };
                Turn {
                    index,
                    speaker,
                    text: text.to_owned(),
                    at: self.date.plus(PAUSE * i64::from(index)),
                }
            })
            .collect()
    }
}

impl Known {
    fn current(&self) -> impl Iterator<Item = &Memory> {
        self.memories
            .iter()
            .filter(|memory| memory.state == State::Current)
    }

    fn ended(&self) -> impl Iterator<Item = &Memory> {
        let ended = |state| matches!(state, State::Superseded | State::Retracted);
        self.memories
            .iter()
            .filter(move |memory| ended(memory.state))
    }

    /// Whether it is known, as a memory, as how to call the user, or as something going on.
    fn knows(&self, pattern: &Regex) -> bool {
        let going_on = self.past.storylines.iter();
        let mut going_on = going_on.filter(|story| story.status == Status::InProgress);
        self.current()
            .any(|memory| pattern.is_match(&memory.content))
            || self.address.iter().any(|line| pattern.is_match(line))
            || going_on.any(|story| pattern.is_match(&story.summary))
    }

    fn avoids(&self, pattern: &Regex) -> bool {
        self.current()
            .filter(|memory| memory.attribute == "topic_to_avoid" || memory.sensitive)
            .any(|memory| pattern.is_match(&memory.content) || pattern.is_match(&memory.value))
    }

    fn closed(&self, pattern: &Regex) -> bool {
        let stories = self.past.storylines.iter();
        stories
            .filter(|story| story.status == Status::Resolved)
            .any(|story| pattern.is_match(&story.topic) || pattern.is_match(&story.summary))
    }

    fn dates(&self, pattern: &Regex, date: &str) -> bool {
        self.current()
            .filter(|memory| pattern.is_match(&memory.content))
            .filter_map(|memory| memory.occurred_at)
            .any(|at| {
                at.local(ZONE)
                    .format("%Y-%m-%d")
                    .to_string()
                    .starts_with(date)
            })
    }
}

#[derive(Default)]
struct Tally {
    cases: usize,
    passed: usize,
    stored: usize,
    forbidden: usize,
    unlisted: usize,
    wanted: usize,
    known: usize,
    misattributed: usize,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.cases += other.cases;
        self.passed += other.passed;
        self.stored += other.stored;
        self.forbidden += other.forbidden;
        self.unlisted += other.unlisted;
        self.wanted += other.wanted;
        self.known += other.known;
        self.misattributed += other.misattributed;
    }

    fn line(&self, name: &str) -> String {
        let share = |part: usize, whole: usize| match whole {
            0 => "    -".to_owned(),
            _ => format!("{:.3}", part as f64 / whole as f64),
        };
        format!(
            "{name:<16} precision {} ({} of {} forbidden, {} unlisted)  recall {} ({} of {})  \
             attribution {}  passed {} of {}",
            share(self.stored - self.forbidden, self.stored),
            self.forbidden,
            self.stored,
            self.unlisted,
            share(self.known, self.wanted),
            self.known,
            self.wanted,
            share(self.known, self.known + self.misattributed),
            self.passed,
            self.cases,
        )
    }
}

fn pattern(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).case_insensitive(true).build()
}

/// Holds a case against its labels; what fails is said.
fn judge(case: &Case, known: &Known) -> Result<(Tally, Vec<String>), regex::Error> {
    let mut tally = Tally {
        cases: 1,
        ..Tally::default()
    };
    let mut failures = Vec::new();
    let mut wanted = Vec::new();
    let mut check = |what: &str, label: &str, holds: bool| {
        tally.wanted += 1;
        if holds {
            tally.known += 1;
        } else {
            failures.push(format!("{what} {label}"));
        }
    };
    for label in &case.present {
        let pattern = pattern(label)?;
        check("not known:", label, known.knows(&pattern));
        wanted.push(pattern);
    }
    for label in &case.ended {
        let pattern = pattern(label)?;
        let ended = known
            .ended()
            .any(|memory| pattern.is_match(&memory.content));
        check("not ended:", label, ended);
    }
    for label in &case.avoid {
        check("not avoided:", label, known.avoids(&pattern(label)?));
    }
    for label in &case.storyline_closed {
        check("not closed:", label, known.closed(&pattern(label)?));
    }
    for (label, date) in &case.date {
        let dated = known.dates(&pattern(label)?, date);
        check("not dated:", &format!("{label} as {date}"), dated);
    }
    for (label, count) in &case.count {
        let pattern = pattern(label)?;
        let found = known
            .current()
            .filter(|memory| pattern.is_match(&memory.content));
        let found = found.count();
        if found != *count {
            failures.push(format!("counted {found}: {label}, not {count}"));
        }
        wanted.push(pattern);
    }
    let mut forbidden = Vec::new();
    for label in &case.absent {
        forbidden.push((label, pattern(label)?));
    }
    for memory in known.current() {
        tally.stored += 1;
        let breach = forbidden
            .iter()
            .find(|(_, pattern)| pattern.is_match(&memory.content));
        if let Some((label, _)) = breach {
            tally.forbidden += 1;
            // A label that begins with the user forbids to pin on them what is another's.
            let is_pinned = label.trim_start_matches('^').starts_with("user ");
            tally.misattributed += usize::from(is_pinned && !case.present.is_empty());
            failures.push(format!("stored: {}, which {label} forbids", memory.content));
        } else if !wanted
            .iter()
            .any(|pattern| pattern.is_match(&memory.content))
        {
            tally.unlisted += 1;
        }
    }
    tally.passed = usize::from(failures.is_empty());
    Ok((tally, failures))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = env::args()
        .nth(1)
        .ok_or("say which file of labelled calls")?;
    let data: Data = serde_json::from_str(&fs::read_to_string(&file)?)?;
    let mut all = Tally::default();
    let mut by_category: BTreeMap<&str, Tally> = BTreeMap::new();
    for case in &data.cases {
        let known = case.live()?;
        let (tally, failures) = judge(case, &known)?;
        if !failures.is_empty() {
            println!("\n{} failed", case.id);
            for call in &case.calls {
                call.turns.iter().for_each(|turn| println!("    “{turn}”"));
            }
            failures.iter().for_each(|failure| println!("  {failure}"));
            let held = known.current().map(|memory| memory.content.as_str());
            held.for_each(|content| println!("  holds: {content}"));
        }
        all.add(&tally);
        by_category.entry(&case.category).or_default().add(&tally);
    }
    println!();
    for (category, tally) in &by_category {
        println!("{}", tally.line(category));
    }
    println!("{}", all.line("all"));
    println!("cases passed {} of {}", all.passed, all.cases);
    Ok(())
}
