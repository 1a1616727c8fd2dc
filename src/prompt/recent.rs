//! What happened lately, and what is going on.

use std::cmp::Reverse;

use super::choice::{Line, Piece, Shape};
use super::dates::ago;
use super::names::Names;
use super::plain::line;
use super::tokens::Counter;
use super::{Candidate, Considered, Section, Why};
use crate::call::Speaker;
use crate::call::briefing::Briefing;
use crate::memory::episode::{Episode, Unread};
use crate::memory::storyline::{Status, Storyline};

/// The most that one call's summary, or a storyline's, may cost.
const LONGEST_SUMMARY: u32 = 150;
/// The most that the last turns of an unread call may cost, and each of them.
const LONGEST_TURNS: u32 = 350;
const LONGEST_TURN: u32 = 60;

/// What happened lately, sifted.
pub struct Recent {
    /// In the order in which they matter: how the last call went, what is going on, earlier calls.
    pub pieces: Vec<Piece>,
    /// What became of the others.
    pub trace: Vec<Considered>,
}

pub fn sift(briefing: &Briefing, names: &Names, counter: Counter<'_>) -> Recent {
    let mut trace = Vec::new();
    let mut drop = |what, why| trace.push(Considered::dropped(what, Section::Recent, why));

    let unread = briefing
        .unread
        .iter()
        .map(|unread| said(unread, briefing, names, counter));

    let mut latest: Vec<&Episode> = briefing.episodes.iter().collect();
    latest.sort_by_key(|episode| Reverse(episode.started_at));
    let mut calls = Vec::new();
    for episode in latest {
        let what = Candidate::Call(episode.call_id.clone());
        if line(&episode.gist.summary).is_empty() {
            drop(what, Why::Empty);
        } else {
            let is_last = calls.is_empty() && briefing.unread.is_none();
            calls.push((what, summed_up(episode, is_last, briefing, counter)));
        }
    }
    let earlier = calls.split_off(calls.len().min(1));

    let mut storylines: Vec<&Storyline> = briefing.storylines.iter().collect();
    storylines.sort_by_key(|storyline| Reverse(storyline.last_mentioned));
    let mut ongoing = Vec::new();
    for storyline in storylines {
        let what = Candidate::Storyline(storyline.topic.clone());
        if storyline.status == Status::Resolved {
            drop(what, Why::NotCurrent);
        } else if line(&storyline.summary).is_empty() {
            drop(what, Why::Empty);
        } else {
            ongoing.push((what, going_on(storyline, briefing, counter)));
        }
    }

    let pieces = unread
        .chain(calls)
        .chain(ongoing)
        .chain(earlier)
        .enumerate()
        .map(|(index, (what, text))| piece(index, what, text, counter))
        .collect();
    Recent { pieces, trace }
}

fn piece(index: usize, what: Candidate, text: String, counter: Counter<'_>) -> Piece {
    Piece {
        what,
        section: Section::Recent,
        line: Line {
            rank: 0,
            shape: Shape::Plain,
            label: String::new(),
        },
        order: (index, 0, String::new()),
        tokens: counter.tokens(&text),
        text,
        worth: 0.0,
        pinned: false,
    }
}

/// The last words of a call that nobody has read yet, as many as fit, the last one for sure.
fn said(
    unread: &Unread,
    briefing: &Briefing,
    names: &Names,
    counter: Counter<'_>,
) -> (Candidate, String) {
    let when = ago(unread.started_at, briefing.now, briefing.zone);
    let mut spent = 0;
    let mut lines: Vec<String> = unread
        .turns
        .iter()
        .rev()
        .map(|turn| {
            let speaker = match turn.speaker {
                Speaker::User => names.user_first(),
                Speaker::Persona => "You".to_owned(),
            };
            format!(
                "{speaker}: {}",
                counter.fit(&line(&turn.text), LONGEST_TURN)
            )
        })
        .take_while(|line| {
            spent += counter.tokens(line) + 1;
            spent <= LONGEST_TURNS
        })
        .collect();
    lines.push(format!("Last call ({when}) ended with these words:"));
    lines.reverse();
    (Candidate::Call(unread.call_id.clone()), lines.join("\n"))
}

fn summed_up(
    episode: &Episode,
    is_last: bool,
    briefing: &Briefing,
    counter: Counter<'_>,
) -> String {
    let when = ago(episode.started_at, briefing.now, briefing.zone);
    let head = if is_last { "Last call" } else { "Earlier call" };
    let mut text = line(&episode.gist.summary);
    if is_last {
        let told = text.to_lowercase();
        let mut said: Vec<String> = Vec::new();
        for (label, items) in [
            ("Decided", &episode.gist.decisions),
            ("To do", &episode.gist.action_items),
        ] {
            // What was decided is to be done as well, and may be what the summary ends with.
            let items: Vec<String> = (items.iter().map(|item| line(item)))
                .filter(|item| !item.is_empty() && !said.contains(item))
                .filter(|item| !told.contains(&format!("decided to {}.", item.to_lowercase())))
                .collect();
            if !items.is_empty() {
                text.push_str(&format!(" {label}: {}.", items.join("; ")));
            }
            said.extend(items);
        }
    }
    format!("{head} ({when}): {}", counter.fit(&text, LONGEST_SUMMARY))
}

fn going_on(storyline: &Storyline, briefing: &Briefing, counter: Counter<'_>) -> String {
    let when = ago(storyline.last_mentioned, briefing.now, briefing.zone);
    let summary = counter.fit(&line(&storyline.summary), LONGEST_SUMMARY);
    let summary = summary.trim_end_matches('.');
    format!(
        "Current ongoing situation: {summary} (last mentioned {when}) - follow up on this if \
         relevant."
    )
}
