//! A call that is over: what it was about, what was learned, and every word of it.

use std::collections::{BTreeMap, BTreeSet};

use call_me_back::call::Turn;
use call_me_back::call::cost::Cost;
use call_me_back::extraction::for_user;
use call_me_back::flows::looking_back::Harvest;
use call_me_back::ids::{CallId, MemoryId};
use call_me_back::memory::episode::{Gist, NO_MOOD};
use call_me_back::memory::operation::{Operation, Outcome};
use call_me_back::memory::storyline::Storyline;
use call_me_back::memory::{Memory, State};
use call_me_back::persona::Persona;
use call_me_back::time::{MINUTE, Timestamp};
use maud::{Markup, html};

use crate::frame::{Frame, Sheet};
use crate::home::call_button;
use crate::mark::Mark;
use crate::memories::card;
use crate::storylines::story;
use crate::{costs, portrait, transcript, words};

#[derive(Debug, Clone)]
pub struct EndedCall {
    pub call_id: CallId,
    pub persona: Persona,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    pub turns: Vec<Turn>,
    pub aftermath: Aftermath,
    /// None until it is worked out.
    pub cost: Option<Cost>,
    /// Another call with the same persona that is on now.
    pub live_call: Option<CallId>,
}

#[derive(Debug, Clone)]
pub enum Aftermath {
    /// The post-call job is not done.
    Thinking,
    Remembered(Box<Harvest>),
    /// There was nothing to read: nobody spoke, or nothing may be remembered.
    Nothing,
}

impl Aftermath {
    /// By what came of the call so far, whether there are words of it, and whether they are still to be read. They
    /// may be gone while what was learned from them stands; where there never were any, nobody thinks.
    pub fn of(harvest: Option<Harvest>, has_words: bool, is_to_be_read: bool) -> Self {
        match harvest {
            Some(harvest) if has_words || came_to_something(&harvest) => {
                Self::Remembered(Box::new(harvest))
            }
            None if has_words && is_to_be_read => Self::Thinking,
            Some(_) | None => Self::Nothing,
        }
    }
}

fn came_to_something(harvest: &Harvest) -> bool {
    let reading = &harvest.remembered.reading;
    !reading.operations.is_empty() || !reading.gist.summary.is_empty()
}

/// `GET /calls/{id}` when it has ended. While the persona thinks, the page asks for itself again.
pub fn page(frame: &Frame, call: &EndedCall) -> String {
    let persona = &call.persona;
    let title = format!("Your call with {}", persona.name);
    let learned = learned(&call.aftermath);
    let thinks = matches!(call.aftermath, Aftermath::Thinking);
    let wait = thinks.then(|| if late(frame, call) { 30 } else { 2 });
    let body = html! {
        div.hero.brief {
            (portrait::portrait(persona))
            h1 { (title) }
            p.when {
                (words::date(frame, call.started_at)) " · " (words::duration(length(call)))
            }
        }
        div.aftermath data-part="aftermath" data-every=[wait] data-swap=[wait.map(|_| "aftermath words")]
            data-from=[wait.map(|_| format!("/calls/{}", call.call_id))] {
            @match &call.aftermath {
                Aftermath::Thinking => { (thinking(frame, call)) }
                Aftermath::Nothing => {
                    p.empty { "Nothing was noted from this call." }
                }
                Aftermath::Remembered(harvest) => {
                    // Whoever waited for it hears that it is there.
                    p.unseen role="status" { (persona.name) " has thought over the call." }
                    (gist(&harvest.remembered.reading.gist))
                    (lessons(frame, call, &learned))
                    (stories(frame, persona, harvest))
                }
            }
            @if let Some(cost) = &call.cost { (costs::spent(cost)) }
        }
        div.again { (call_button(frame, persona, call.live_call.as_ref(), " again")) }
        section data-part="words" aria-labelledby="words" {
            h2 #words { "Word for word" }
            @if call.turns.is_empty() {
                p.empty {
                    @match &call.aftermath {
                        Aftermath::Remembered(_) => "What was said is not kept any more.",
                        _ => "Nothing was said, or it is not kept.",
                    }
                }
            }
            @else { (transcript::past(frame, persona, &call.turns, &marks(frame, &learned))) }
        }
    };
    Sheet {
        title: &title,
        back: Some((&format!("/personas/{}", persona.id), &persona.name)),
        tone: Some(portrait::tone(&persona.id)),
        class: "",
        refresh: wait,
        script: Some("parts.js"),
        body,
    }
    .draw(frame)
}

fn length(call: &EndedCall) -> u32 {
    u32::try_from(call.ended_at.since(call.started_at) / 1000).unwrap_or(0)
}

/// Whether the post-call job takes longer than anyone would wait for.
fn late(frame: &Frame, call: &EndedCall) -> bool {
    frame.now.since(call.ended_at) > 2 * MINUTE
}

fn thinking(frame: &Frame, call: &EndedCall) -> Markup {
    html! {
        p.thinking role="status" {
            (call.persona.name) " is thinking over the call…"
            @if late(frame, call) {
                " It takes longer than usual, and will be done by itself. "
                "You need not wait for it."
            }
        }
    }
}

/// What it was about; it goes with what was said.
fn gist(gist: &Gist) -> Markup {
    if gist.summary.is_empty() {
        return html! {};
    }
    let told = gist.for_user();
    let is_decided = |item: &&String| told.decisions.contains(item);
    let to_do = told.action_items.iter().filter(|item| !is_decided(item));
    let to_do: Vec<String> = to_do.cloned().collect();
    html! {
        section.card.gist aria-labelledby="summary" {
            h2 #summary { "What it was about" }
            p.lead { (told.summary) }
            @let chips = [gist.mood.as_str()]
                .into_iter()
                .chain(gist.key_topics.iter().map(String::as_str))
                .filter(|chip| !chip.is_empty() && *chip != NO_MOOD);
            ul.chips aria-label="Mood and topics" {
                @for chip in chips { li { (words::plain(chip)) } }
            }
            (list("Decided", &told.decisions))
            (list("To do", &to_do))
        }
    }
}

/// The storylines that the call opened, advanced or closed.
fn stories(frame: &Frame, persona: &Persona, harvest: &Harvest) -> Markup {
    let touched = |storyline: &&Storyline| {
        harvest.remembered.outcomes.iter().any(|outcome| {
            matches!(outcome, Outcome::Storyline { storyline_id, .. } if *storyline_id == storyline.id)
        })
    };
    let storylines: Vec<&Storyline> = harvest.storylines.iter().filter(touched).collect();
    html! {
        @if !storylines.is_empty() {
            section aria-labelledby="storylines" {
                h2 #storylines { "What is going on" }
                ul.stories { @for storyline in storylines { li { (story(frame, persona, storyline)) } } }
            }
        }
    }
}

fn list(name: &str, items: &[String]) -> Markup {
    html! {
        @if !items.is_empty() {
            h3 { (name) }
            ul.plain { @for item in items { li { (item) } } }
        }
    }
}

/// One thing that the call changed in what the persona knows.
struct Learned<'a> {
    turn: u32,
    what: What<'a>,
}

enum What<'a> {
    New(&'a Memory),
    Confirmed(&'a Memory),
    Corrected(&'a Memory, Vec<&'a Memory>),
    /// No longer believed.
    Dropped(&'a Memory),
    /// How to behave: "called" → "Al".
    Manner(&'a str, &'a str),
}

impl<'a> What<'a> {
    fn memory(&self) -> Option<&'a Memory> {
        match self {
            Self::New(memory) | Self::Confirmed(memory) | Self::Corrected(memory, _) => {
                Some(memory)
            }
            Self::Dropped(_) | Self::Manner(..) => None,
        }
    }
}

/// Joins what was done with what it was done to.
fn learned(aftermath: &Aftermath) -> Vec<Learned<'_>> {
    let Aftermath::Remembered(harvest) = aftermath else {
        return Vec::new();
    };
    let Harvest {
        remembered,
        memories,
        ..
    } = harvest.as_ref();
    let of = |id: &MemoryId| memories.iter().find(|memory| memory.id == *id);
    remembered
        .reading
        .operations
        .iter()
        .zip(&remembered.outcomes)
        .flat_map(|(operation, outcome)| {
            let whats: Vec<What> = match (operation, outcome) {
                (_, Outcome::Added { memory_id }) => {
                    of(memory_id).map(What::New).into_iter().collect()
                }
                (_, Outcome::Reinforced { memory_id } | Outcome::Kept { memory_id }) => {
                    of(memory_id).map(What::Confirmed).into_iter().collect()
                }
                (_, Outcome::Corrected { memory_id, ended }) => of(memory_id)
                    .map(|memory| What::Corrected(memory, ended.iter().filter_map(of).collect()))
                    .into_iter()
                    .collect(),
                (_, Outcome::Retracted { memory_ids }) => memory_ids
                    .iter()
                    .filter_map(of)
                    .map(What::Dropped)
                    .collect(),
                (Operation::Learn { value, .. }, Outcome::Learned { key }) => {
                    vec![What::Manner(key, value)]
                }
                _ => Vec::new(),
            };
            let turn = turn(operation);
            whats.into_iter().map(move |what| Learned { turn, what })
        })
        .collect()
}

fn turn(operation: &Operation) -> u32 {
    match operation {
        Operation::Claim { turn, .. }
        | Operation::Retract { turn, .. }
        | Operation::Storyline { turn, .. }
        | Operation::Learn { turn, .. } => *turn,
    }
}

fn lessons(frame: &Frame, call: &EndedCall, learned: &[Learned]) -> Markup {
    let name = &call.persona.name;
    // What was said twice stands once.
    let mut told = BTreeSet::new();
    let is_first = |lesson: &&Learned| match lesson.what.memory() {
        Some(memory) => told.insert(memory.id.clone()),
        None => true,
    };
    let lessons: Vec<&Learned> = learned.iter().filter(is_first).collect();
    html! {
        section aria-labelledby="learned" {
            h2 #learned { "What " (name) " learned" }
            @if lessons.is_empty() {
                p.empty { "Nothing new this time." }
            } @else {
                ul.memories { @for lesson in lessons { (item(frame, call, lesson)) } }
            }
        }
    }
}

fn item(frame: &Frame, call: &EndedCall, lesson: &Learned) -> Markup {
    let source = html! {
        @if call.turns.iter().any(|turn| turn.index == lesson.turn) {
            a href=(format!("#turn-{}", lesson.turn)) { "Where it was said" }
        } @else { "In this call" }
        @match &lesson.what {
            What::Confirmed(_) => " · knew it already",
            What::Corrected(..) => " · corrected",
            _ => "",
        }
    };
    let persona = &call.persona;
    match &lesson.what {
        What::New(memory) | What::Confirmed(memory) => {
            card::item_from(frame, persona, memory, &[], &source)
        }
        What::Corrected(memory, before) => card::item_from(frame, persona, memory, before, &source),
        What::Dropped(memory) => html! {
            li.memory {
                p.said { "No longer so: " s { (for_user(&memory.content, frame.name())) } }
                p.when { (source) }
            }
        },
        What::Manner(key, value) => html! {
            li.memory {
                p.said { (words::title(key)) ": “" (value) "”" }
                p.when { (source) }
            }
        },
    }
}

/// What was learned, by the turn in which it was said.
fn marks<'a>(frame: &Frame, learned: &[Learned<'a>]) -> BTreeMap<u32, Vec<Mark<'a>>> {
    let mut marks: BTreeMap<u32, Vec<Mark>> = BTreeMap::new();
    for lesson in learned {
        let sentence = |memory: &Memory| for_user(&memory.content, frame.name());
        let shown = match &lesson.what {
            What::Manner(key, value) => Some(Mark {
                text: format!("{}: “{value}”", words::title(key)),
                address: None,
                words: value,
            }),
            What::Dropped(memory) => Some(Mark {
                text: format!("No longer so: {}", sentence(memory)),
                address: None,
                words: "",
            }),
            What::New(memory) | What::Confirmed(memory) | What::Corrected(memory, _) => {
                (memory.state != State::Retracted).then(|| Mark {
                    text: sentence(memory),
                    address: Some(format!("#{}", memory.id)),
                    words: &memory.value,
                })
            }
        };
        marks.entry(lesson.turn).or_default().extend(shown);
    }
    marks
}
