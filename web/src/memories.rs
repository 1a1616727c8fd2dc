//! What a persona knows of the user: all of it, by kind or by search, and what it may remember at all.

pub(crate) mod card;
pub mod one;
mod remembering;
mod strength;
mod telling;

use std::str::FromStr;

use call_me_back::extraction::for_user;
use call_me_back::memory::command::Sort;
use call_me_back::memory::{Category, Memory, State};
use call_me_back::pagination::Cursor;
use call_me_back::persona::Persona;
use call_me_back::relationship::MemoryConfig;
use maud::{Markup, html};

use crate::form::Errors;
use crate::frame::{Frame, Sheet};
use crate::{portrait, words};

pub use telling::{AVOIDED, Kind, LONGEST_TOPIC, Note};

#[derive(Debug, Clone)]
pub struct MemoriesPage {
    pub persona: Persona,
    pub shown: Shown,
    /// What those shown took the place of.
    pub former: Vec<Memory>,
    /// Topics to avoid, and what is never brought up unasked.
    pub avoided: Vec<Memory>,
    pub config: MemoryConfig,
    /// Whether that was changed just now.
    pub saved: bool,
    /// What was to be told, where it was refused.
    pub note: Note,
    pub errors: Errors,
}

#[derive(Debug, Clone)]
pub enum Shown {
    /// The latest of each kind, where there are any.
    Kinds(Vec<Group>),
    /// A page of a list.
    Some {
        which: Which,
        sort: Sort,
        memories: Vec<Memory>,
        next: Option<Cursor>,
    },
    /// The best first.
    Found {
        query: String,
        memories: Vec<Memory>,
    },
}

#[derive(Debug, Clone)]
pub struct Group {
    pub category: Category,
    pub memories: Vec<Memory>,
    /// Whether there are more of them.
    pub has_more: bool,
}

/// Which list: `?kind=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Of(Category),
    /// What is found only by searching.
    LongAgo,
}

impl Which {
    const LONG_AGO: &'static str = "long_ago";

    fn name(self) -> &'static str {
        match self {
            Self::Of(category) => category.as_str(),
            Self::LongAgo => Self::LONG_AGO,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Of(category) => words::category(category),
            Self::LongAgo => "Long ago",
        }
    }

    pub fn category(self) -> Option<Category> {
        match self {
            Self::Of(category) => Some(category),
            Self::LongAgo => None,
        }
    }

    pub fn state(self) -> Option<State> {
        (self == Self::LongAgo).then_some(State::Archived)
    }
}

impl FromStr for Which {
    type Err = <Category as FromStr>::Err;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            Self::LONG_AGO => Ok(Self::LongAgo),
            name => name.parse().map(Self::Of),
        }
    }
}

/// In the order in which they are shown.
pub const CATEGORIES: [Category; 6] = [
    Category::OngoingStoryline,
    Category::UserFact,
    Category::RelationshipFact,
    Category::InsideJoke,
    Category::ImportantMemory,
    Category::Preference,
];

/// `?sort=` by name, and as it is offered.
const SORTS: [(Sort, &str); 4] = [
    (Sort::Mentioned, "Last spoken of"),
    (Sort::Learned, "Last learned"),
    (Sort::Strength, "Strongest"),
    (Sort::Importance, "Most important"),
];

/// `GET /personas/{id}/memories`. Sends `POST /personas/{id}/memories` (see `Note`),
/// `POST /personas/{id}/remembering` with the switches, and what each card sends:
/// `POST /personas/{id}/memories/{memory}/{change}` with `pin`, `unpin`, `forget`, `restore`, or `reword` with
/// `content`.
pub fn page(frame: &Frame, view: &MemoriesPage) -> String {
    let persona = &view.persona;
    let title = format!("What {} knows", persona.name);
    let body = html! {
        div.welcome { h1 { (title) } }
        (search(persona, &view.shown))
        (kinds(persona, &view.shown))
        section.found-memories data-part="memories" aria-label=(title) { (list(frame, view)) }
        (telling::section(frame, persona, &view.note, &view.errors))
        (avoided(frame, view))
        (remembering::section(frame, persona, &view.config, view.saved))
    };
    Sheet {
        title: &title,
        back: Some((&format!("/personas/{}", persona.id), &persona.name)),
        tone: Some(portrait::tone(&persona.id)),
        class: "",
        refresh: None,
        script: Some("parts.js"),
        body,
    }
    .draw(frame)
}

fn search(persona: &Persona, shown: &Shown) -> Markup {
    let query = match shown {
        Shown::Found { query, .. } => query.as_str(),
        _ => "",
    };
    html! {
        form.search method="get" action=(format!("/personas/{}/memories", persona.id)) role="search"
            data-swap="kinds memories" data-live {
            label.unseen for="q" { "Search what " (persona.name) " knows" }
            input #q name="q" type="search" maxlength="200" enterkeyhint="search" autocomplete="off"
                placeholder="In your own words" value=(query);
            button.secondary type="submit" { "Search" }
        }
    }
}

fn kinds(persona: &Persona, shown: &Shown) -> Markup {
    let all = format!("/personas/{}/memories", persona.id);
    let here = match shown {
        Shown::Some { which, .. } => Some(*which),
        _ => None,
    };
    let current = |which: Option<Which>| (which == here).then_some("page");
    let lists = CATEGORIES
        .map(Which::Of)
        .into_iter()
        .chain([Which::LongAgo]);
    html! {
        nav data-part="kinds" aria-label="Kinds of memories" {
            ul.tabs {
                li { a href=(all) aria-current=[current(None)] { "All" } }
                @for which in lists {
                    li {
                        a href=(format!("{all}?kind={}", which.name())) aria-current=[current(Some(which))] {
                            (which.title())
                        }
                    }
                }
            }
        }
    }
}

fn list(frame: &Frame, view: &MemoriesPage) -> Markup {
    let persona = &view.persona;
    let name = &persona.name;
    let cards = |memories: &[Memory]| {
        html! {
            ul.memories {
                @for memory in memories { (card::item(frame, persona, memory, &view.former)) }
            }
        }
    };
    html! {
        @match &view.shown {
            Shown::Kinds(groups) => {
                @if groups.is_empty() {
                    p.empty { "Nothing so far. " (name) " learns as you talk." }
                }
                @for group in groups {
                    div.group-head {
                        h2.group { (words::category(group.category)) }
                        @if group.has_more {
                            a.hint href=(format!("/personas/{}/memories?kind={}", persona.id, group.category.as_str())) {
                                "All" span.unseen { " of: " (words::category(group.category)) }
                            }
                        }
                    }
                    (cards(&group.memories))
                }
            }
            Shown::Some { which, sort, memories, next } => {
                div.group-head {
                    h2.group { (which.title()) }
                    @if *which == Which::LongAgo {
                        p.hint { (name) " finds these only when you ask about them." }
                    } @else { (sorts(persona, *which, *sort)) }
                }
                @if memories.is_empty() { p.empty { "Nothing here." } }
                @else { (cards(memories)) }
                @if let Some(next) = next {
                    a.button.secondary href=(page_after(persona, *which, *sort, next)) rel="next" { "More" }
                }
            }
            Shown::Found { query, memories } => {
                p.count role="status" {
                    @match memories.len() {
                        0 => { "Nothing about “" (query) "”. Try other words." }
                        1 => { "One memory about “" (query) "”" }
                        many => { (many) " memories about “" (query) "”, the best first" }
                    }
                }
                @if !memories.is_empty() { (cards(memories)) }
                p.fine {
                    a href=(format!("/personas/{}/calls?q={}", persona.id, words::encoded(query))) {
                        "Search your calls for it, too"
                    }
                }
            }
        }
    }
}

fn sorts(persona: &Persona, which: Which, sort: Sort) -> Markup {
    let action = format!("/personas/{}/memories", persona.id);
    html! {
        form.sort method="get" action=(action) data-swap="memories" data-live {
            input type="hidden" name="kind" value=(which.name());
            label for="sort" { "Order" }
            select #sort name="sort" {
                @for (offered, label) in SORTS {
                    option value=(offered.as_str()) selected[offered == sort] { (label) }
                }
            }
            noscript { button.small type="submit" { "Show" } }
        }
    }
}

fn page_after(persona: &Persona, which: Which, sort: Sort, next: &Cursor) -> String {
    format!(
        "/personas/{}/memories?kind={}&sort={}&cursor={}",
        persona.id,
        which.name(),
        sort.as_str(),
        words::encoded(next.as_str())
    )
}

fn avoided(frame: &Frame, view: &MemoriesPage) -> Markup {
    let persona = &view.persona;
    html! {
        section aria-labelledby="avoided" {
            h2 #avoided { "What " (persona.name) " leaves alone" }
            @if view.avoided.is_empty() {
                p.hint { "Nothing yet. Say “I don’t want to talk about …” in a call, or write it here." }
            } @else {
                p.hint { (persona.name) " knows of these so as not to bring them up." }
                ul.memories {
                    @for memory in &view.avoided {
                        // It may stand in the list above as well, where its card has its id.
                        (avoided_item(frame, persona, memory))
                    }
                }
            }
            (telling::topic(frame, persona, &view.note, &view.errors))
        }
    }
}

fn avoided_item(frame: &Frame, persona: &Persona, memory: &Memory) -> Markup {
    html! {
        li.memory {
            p.said {
                a href=(card::address(persona, &memory.id)) {
                    (for_user(&memory.content, frame.name()))
                }
            }
            p.when { (card::source(frame, memory)) }
        }
    }
}
