//! What a call cost, or may cost, in words.

use call_me_back::call::cost::{Charge, Cost, Part, Tokens};
use maud::{Markup, html};

/// What calls of the usual length may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimates {
    pub minutes: u64,
    /// Such as "at least $0.12", "nothing" or "unknown".
    pub in_browser: String,
    pub by_phone: String,
}

pub(crate) fn estimated(estimates: &Estimates) -> Markup {
    let cost = |words: &str| match words {
        "unknown" => "what it costs is not known".to_owned(),
        words => format!("it costs {words}"),
    };
    html! {
        p.fine {
            "A call takes about " (counted(estimates.minutes, "minute")) ". In the browser "
            (cost(&estimates.in_browser)) "; by telephone " (cost(&estimates.by_phone)) "."
        }
    }
}

pub(crate) fn spent(cost: &Cost) -> Markup {
    let words = match cost.in_words().as_str() {
        "unknown" => "What this call cost is unknown.".to_owned(),
        words => format!("This call cost {words}."),
    };
    html! {
        @if cost.charges.is_empty() {
            p.fine { (words) }
        } @else {
            details.more.fine {
                summary { (words) }
                ul { @for charge in &cost.charges { li { (line(charge)) } } }
                @if let Some(day) = &cost.as_of { p { "At prices of " (day) "." } }
            }
        }
    }
}

fn line(charge: &Charge) -> String {
    let what = match &charge.part {
        Part::Carrier { minutes, .. } => match minutes {
            Some(minutes) => format!("Telephone, {}", counted(*minutes, "minute")),
            None => "Telephone".to_owned(),
        },
        Part::Speech { characters } => format!("Speech, {}", counted(*characters, "character")),
        Part::Brain(took) => format!("Speaking, {}", tokens(took)),
        Part::Reading(took) => format!("Remembering, {}", tokens(took)),
        Part::Embeddings { tokens } => format!("Finding memories, {}", counted(*tokens, "token")),
    };
    match charge.micro_usd {
        Some(price) => format!("{what}: {price}"),
        None => format!("{what}: unknown"),
    }
}

fn tokens(took: &Tokens) -> String {
    let by_us = if took.counted {
        ", as we count them"
    } else {
        ""
    };
    let read = counted(took.input, "token");
    format!("{read} read and {} written{by_us}", took.output)
}

fn counted(number: u64, unit: &str) -> String {
    match number {
        1 => format!("1 {unit}"),
        number => format!("{number} {unit}s"),
    }
}
