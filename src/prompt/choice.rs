//! Which pieces enter a prompt when not all of them can.

use std::collections::BTreeSet;

use super::tokens::Counter;
use super::{Candidate, Considered, Section, Why};

/// Something that may enter a prompt.
#[derive(Debug)]
pub struct Piece {
    pub what: Candidate,
    pub section: Section,
    pub line: Line,
    /// Its place among others of its line.
    pub order: (usize, i64, String),
    pub text: String,
    /// What the text costs.
    pub tokens: u32,
    /// 0 to 1.
    pub worth: f64,
    pub pinned: bool,
}

/// The line or list that a piece stands in, by its place in the section.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub rank: usize,
    pub shape: Shape,
    pub label: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// "- Label: one, another".
    Joined,
    /// "Label", then a list.
    Headed,
    /// "- one".
    Listed,
    /// As it is.
    Plain,
}

pub struct Chosen {
    pub kept: Vec<Piece>,
    pub trace: Vec<Considered>,
}

/// Chooses within `room` tokens: first what is recent, in its order, for up to two fifths of the
/// room; then what is known, what is pinned first and then by worth per token; then what is recent
/// once more, where something is left.
pub fn choose(recent: Vec<Piece>, known: Vec<Piece>, room: u32, counter: Counter<'_>) -> Chosen {
    let mut purse = Purse::new(counter);
    let mut kept = Vec::new();
    let mut trace = Vec::new();

    let mut waiting = Vec::new();
    for piece in recent {
        if purse.pays(&piece, room / 5 * 2) {
            trace.push(Considered::kept(
                piece.what.clone(),
                piece.section,
                Why::Recent,
            ));
            kept.push(piece);
        } else {
            waiting.push(piece);
        }
    }
    for piece in by_worth(known) {
        let what = piece.what.clone();
        if purse.pays(&piece, room) {
            let why = if piece.pinned {
                Why::Pinned
            } else {
                Why::Worth
            };
            trace.push(Considered::kept(what, piece.section, why));
            kept.push(piece);
        } else {
            trace.push(Considered::dropped(what, piece.section, Why::NoRoom));
        }
    }
    for piece in waiting {
        let what = piece.what.clone();
        if purse.pays(&piece, room) {
            trace.push(Considered::kept(what, piece.section, Why::Recent));
            kept.push(piece);
        } else {
            trace.push(Considered::dropped(what, piece.section, Why::NoRoom));
        }
    }
    Chosen { kept, trace }
}

/// What is pinned first, then by worth per token.
fn by_worth(pieces: Vec<Piece>) -> impl Iterator<Item = Piece> {
    let mut weighed: Vec<(f64, Piece)> = pieces
        .into_iter()
        .map(|piece| {
            let cost = f64::from(piece.tokens.max(1));
            (piece.worth / cost, piece)
        })
        .collect();
    weighed.sort_by(|(density, one), (others, other)| {
        other
            .pinned
            .cmp(&one.pinned)
            .then_with(|| others.total_cmp(density))
            .then_with(|| one.order.cmp(&other.order))
    });
    weighed.into_iter().map(|(_, piece)| piece)
}

/// What was spent, and on which lines.
struct Purse<'a> {
    counter: Counter<'a>,
    spent: u32,
    begun: BTreeSet<(Section, Line)>,
}

impl<'a> Purse<'a> {
    fn new(counter: Counter<'a>) -> Self {
        Self {
            counter,
            spent: 0,
            begun: BTreeSet::new(),
        }
    }

    /// Pays for a piece, where it still fits in `limit`.
    fn pays(&mut self, piece: &Piece, limit: u32) -> bool {
        // What parts it from its neighbours: "- " and a line's end, or ", ".
        const BETWEEN: u32 = 4;
        // A label's own "- ", ": ", line's end and the empty line before a list.
        const AROUND_LABEL: u32 = 6;
        let line = (piece.section, piece.line.clone());
        let label = if self.begun.contains(&line) {
            0
        } else {
            self.counter
                .tokens(&piece.line.label)
                .saturating_add(AROUND_LABEL)
        };
        let cost = piece.tokens.saturating_add(BETWEEN).saturating_add(label);
        let after = self.spent.saturating_add(cost);
        if after > limit {
            return false;
        }
        self.spent = after;
        self.begun.insert(line);
        true
    }
}
