//! How much work a statement can be at most. Nobody can stop the database once it has begun, and
//! whoever else asks it waits; so what could take long is refused before, by its parts and by how
//! much the owner really has in each table. The measure is generous: what the planner makes of a
//! statement may be far less, and is never more.
//!
//! A SELECT visits as many rows as its sources have, multiplied by each other, and for each of them
//! reckons out what it names, its subqueries anew. A source that SQLite may write into the SELECT
//! around it is reckoned out wherever it is named there.

mod arm;
mod own;
mod scope;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::guard::{Checked, Objection};
use super::tables::{self, Table};
use super::tokens::{self, Token};
use arm::Arm;
use scope::Scope;

/// The most visits of rows. The runtime makes ten to thirty millions of them in a second.
pub const MOST_VISITS: f64 = 20_000_000.0;
/// The most parts of a statement, each counted wherever it is used: as many the database lays out
/// in a tenth of a second.
const MOST_PARTS: f64 = 50_000.0;
/// The longest text that the database holds.
const LONGEST_TEXT: f64 = 2_200_000.0;
/// To put a row in order, or to see whether it was there before, is as much work as so many visits.
const ORDERING: f64 = 30.0;

/// What a statement comes to that goes once through a table of `A_TABLE`: such a one may be run
/// however much there is.
const A_SCAN: f64 = 100_000.0;
const A_TABLE: Size = Size {
    rows: 1_000.0,
    longest: 1_000.0,
};

/// What the owner has in a table.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Size {
    pub rows: f64,
    /// Bytes of the longest text in it.
    pub longest: f64,
}

/// By the names of the tables.
pub type Sizes = BTreeMap<&'static str, Size>;

/// The tables that have to be measured for a statement: those that it names, unless it goes through
/// them once.
///
/// # Errors
/// Where it can't be run whatever there is.
pub fn to_measure(statement: &Checked) -> Result<Vec<&'static Table>, Objection> {
    let named = named(statement);
    let sizes = named.iter().map(|table| (table.name, A_TABLE)).collect();
    let bound = bound(statement, &sizes)?;
    if bound.parts > MOST_PARTS {
        return Err(Objection::Intricate);
    }
    Ok(if bound.visits > A_SCAN { named } else { vec![] })
}

/// The tables that a statement names, and maybe some whose name it uses otherwise.
fn named(statement: &Checked) -> Vec<&'static Table> {
    let tokens = tokens::tokens(statement.as_str()).unwrap_or_default();
    let names: Vec<String> = tokens.iter().filter_map(Token::name).collect();
    let is_named = |table: &&Table| names.iter().any(|name| name == table.name);
    tables::SHOWN.iter().filter(is_named).collect()
}

/// Refuses a statement that could be too much work, where the tables that are to be measured have
/// these sizes.
pub fn check(statement: &Checked, sizes: &Sizes) -> Result<(), Objection> {
    if bound(statement, sizes)?.visits > MOST_VISITS {
        return Err(Objection::TooMuch);
    }
    Ok(())
}

fn bound(statement: &Checked, sizes: &Sizes) -> Result<Bound, Objection> {
    let tokens = tokens::tokens(statement.as_str())?;
    select(&tokens, &Scope::of_tables(sizes), 0.0)
}

/// What a part of a statement comes to at most.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bound {
    rows: f64,
    visits: f64,
    /// Bytes of the longest text in its rows.
    longest: f64,
    /// Of the statement, each counted wherever it is used.
    parts: f64,
    written_in: Written,
}

/// What it adds to each place that names something of it, where SQLite may write it in there.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Written {
    /// For each row.
    visits: f64,
    parts: f64,
}

impl Written {
    const NOTHING: Self = Self {
        visits: 0.0,
        parts: 0.0,
    };
}

impl Bound {
    const NOTHING: Self = Self {
        rows: 0.0,
        visits: 0.0,
        longest: 0.0,
        parts: 0.0,
        written_in: Written::NOTHING,
    };

    fn of_table(size: Size) -> Self {
        Self {
            // Nothing is looked for in no row, too.
            rows: size.rows.max(1.0),
            longest: size.longest,
            parts: 1.0,
            ..Self::NOTHING
        }
    }
}

/// The bound of a SELECT with all that is combined with it, or of VALUES. `around` is how long the
/// texts are that it can name from outside.
fn select(tokens: &[Token<'_>], scope: &Scope<'_>, around: f64) -> Result<Bound, Objection> {
    let (scope, mut rest) = scope.with(tokens, around);
    scope.read_all()?;
    let (mut all, mut orders) = (Bound::NOTHING, false);
    loop {
        let (arm, after) = split(rest);
        let bound = Arm::of(arm).bound(&scope, around)?;
        all.rows += bound.rows;
        all.visits += bound.visits;
        all.parts += bound.parts;
        all.longest = all.longest.max(bound.longest);
        all.written_in.visits += bound.written_in.visits;
        all.written_in.parts += bound.written_in.parts;
        let Some((word, after)) = after.split_first() else {
            break;
        };
        let unordered = after.split_first().filter(|(all, _)| all.is_word("ALL"));
        orders |= !word.is_word("UNION") || unordered.is_none();
        rest = unordered.map_or(after, |(_, after)| after);
    }
    if orders {
        all.visits += all.rows * ORDERING;
        all.written_in = Written::NOTHING;
    }
    Ok(all)
}

/// The first of what UNION and the like combine, and the rest from that word on.
fn split<'a, 't>(tokens: &'t [Token<'a>]) -> (&'t [Token<'a>], &'t [Token<'a>]) {
    let mut depth = 0usize;
    let at = tokens.iter().position(|token| {
        if token.is("(") {
            depth += 1;
        } else if token.is(")") {
            depth = depth.saturating_sub(1);
        }
        let combines = ["UNION", "INTERSECT", "EXCEPT"];
        depth == 0 && combines.iter().any(|word| token.is_word(word))
    });
    let at = at.unwrap_or(tokens.len());
    tokens.split_at_checked(at).unwrap_or((tokens, &[]))
}

#[cfg(test)]
mod tests;
