//! One SELECT, or one VALUES: what it reads from, and what it reckons out for each row.

use super::own::{Own, is_name};
use super::scope::Scope;
use super::{Bound, LONGEST_TEXT, ORDERING, Size, Written, select};
use crate::smart_sql::guard::{Objection, definition, parenthesised};
use crate::smart_sql::tokens::{Kind, Token};

/// Table-valued functions: at most a row for each two bytes of the text that they are given.
const FUNCTIONS: [&str; 2] = ["json_each", "json_tree"];
/// Words that end the list of sources. None of them can be a name.
const ENDS: [&str; 5] = ["WHERE", "GROUP", "HAVING", "ORDER", "LIMIT"];
const CLOSING: Token<'static> = Token {
    kind: Kind::Mark,
    text: ")",
    apart: false,
};

#[derive(Debug, Default)]
pub struct Arm<'t> {
    sources: Vec<Source<'t>>,
    /// How many of them are nothing but a name.
    named: usize,
    /// Subqueries of expressions, and what stands after IN.
    nested: Vec<Source<'t>>,
    /// Lists of VALUES.
    lists: u32,
    /// Its parts without those of its subqueries.
    own: Vec<Token<'t>>,
}

#[derive(Debug)]
enum Source<'t> {
    Select(&'t [Token<'t>]),
    /// With what is given to it in parentheses.
    Named(String, &'t [Token<'t>]),
}

impl<'t> Arm<'t> {
    pub fn of(tokens: &'t [Token<'t>]) -> Self {
        let mut arm = Self::default();
        arm.read(tokens, false);
        if tokens.first().is_some_and(|token| token.is_word("VALUES")) {
            let lists = tokens.iter().filter(|token| token.is("(")).count();
            arm.lists = u32::try_from(lists).unwrap_or(u32::MAX);
        }
        arm
    }

    /// Reads parts; `is_from` where they are a list of sources.
    fn read(&mut self, tokens: &'t [Token<'t>], mut is_from: bool) {
        let (mut is_next, mut is_in, mut is_distinct) = (is_from, false, false);
        let mut rest = tokens;
        while let Some((&token, after)) = rest.split_first() {
            let is_source = is_from && is_next;
            self.own.push(token);
            if let Some((inner, after)) = parenthesised(rest) {
                match (is_select(inner), is_source) {
                    (true, true) => self.sources.push(Source::Select(inner)),
                    (true, false) => self.nested.push(Source::Select(inner)),
                    (false, _) => self.read(inner, is_source),
                }
                self.own.push(CLOSING);
                rest = after;
            } else {
                if let Some(name) = token.name().filter(|_| is_source || is_in) {
                    let given = parenthesised(after).map_or(&[][..], |(given, _)| given);
                    let source = Source::Named(name, given);
                    if is_source {
                        self.named += usize::from(is_name(&token) && given.is_empty());
                        self.sources.push(source);
                    } else {
                        self.nested.push(source);
                    }
                } else if token.is_word("FROM") && !is_distinct {
                    // Not that of IS DISTINCT FROM.
                    is_from = true;
                } else if ENDS.iter().any(|word| token.is_word(word)) {
                    is_from = false;
                }
                rest = after;
            }
            is_next = token.is(",") || token.is_word("FROM") || token.is_word("JOIN");
            is_in = token.is_word("IN");
            is_distinct = token.is_word("DISTINCT");
        }
    }

    pub fn bound(&self, scope: &Scope<'_>, around: f64) -> Result<Bound, Objection> {
        let own = Own::of(&self.own, self.named);
        let mut sources = Vec::new();
        let mut functions = Vec::new();
        for source in &self.sources {
            match source {
                Source::Named(name, given) if is_function(name, scope)? => functions.push(*given),
                source => sources.push(source.bound(scope, around)?),
            }
        }
        // A function may be given what another one gave.
        let mut longest = longest(&sources).max(around).max(own.longest);
        for given in &functions {
            longest = if given.iter().any(|token| token.is_word("SELECT")) {
                LONGEST_TEXT
            } else {
                own.made_of(longest, 1.0)
            };
        }
        let of_function = of_function(longest);
        sources.extend(functions.iter().map(|_| of_function));

        let rows: f64 = sources.iter().map(|source| source.rows).product();
        let rows = rows * f64::from(self.lists.max(1));
        let around = own.made_of(longest, rows);
        let nested = self.nested.iter().map(|part| {
            let mut bound = match part {
                Source::Named(name, _) if is_function(name, scope)? => {
                    self::of_function(own.made_of(longest, 1.0))
                }
                part => part.bound(scope, around)?,
            };
            if let Source::Named(..) = part {
                // To look into it, all of it is read.
                bound.visits += bound.rows;
            }
            Ok(bound)
        });
        let nested = nested.collect::<Result<Vec<_>, _>>()?;
        let longest = self::longest(&nested).max(longest);
        Ok(combined(&own, rows, longest, &sources, &nested))
    }
}

/// What it comes to with so many rows, out of texts of that length.
fn combined(own: &Own, rows: f64, longest: f64, sources: &[Bound], nested: &[Bound]) -> Bound {
    let sum = |parts: &[Bound], of: fn(&Bound) -> f64| parts.iter().map(of).sum::<f64>();
    let most = |of: fn(&Bound) -> f64| sources.iter().map(of).fold(0.0, f64::max);
    let visits = own.reckoning(longest, rows) + sum(nested, |part| part.visits);
    let written_in = Written {
        visits: own.uses * (visits + own.names * most(|source| source.written_in.visits)),
        parts: own.uses * (own.parts + own.names * most(|source| source.written_in.parts))
            + sum(nested, |part| part.parts),
    };
    let again = if own.excludes { rows } else { 1.0 };
    let ordering = if own.orders { ORDERING } else { 0.0 };
    Bound {
        rows,
        visits: sum(sources, |source| source.visits)
            + rows * (again * (1.0 + written_in.visits) + ordering),
        longest: own.made_of(longest, rows),
        parts: written_in.parts + sum(sources, |source| source.parts),
        written_in: if own.stands_alone {
            Written::NOTHING
        } else {
            written_in
        },
    }
}

impl Source<'_> {
    fn bound(&self, scope: &Scope<'_>, around: f64) -> Result<Bound, Objection> {
        match self {
            Self::Select(tokens) => select(tokens, scope, around),
            Self::Named(name, _) => {
                // What is none, the database refuses.
                let nothing = Size {
                    rows: 0.0,
                    longest: 0.0,
                };
                Ok(scope.source(name)?.unwrap_or(Bound::of_table(nothing)))
            }
        }
    }
}

/// What a function gives that takes a text of that length apart.
fn of_function(longest: f64) -> Bound {
    Bound::of_table(Size {
        rows: longest / 2.0 + 1.0,
        longest,
    })
}

fn is_function(name: &str, scope: &Scope<'_>) -> Result<bool, Objection> {
    Ok(FUNCTIONS.contains(&name) && scope.source(name)?.is_none())
}

fn longest(of: &[Bound]) -> f64 {
    of.iter().map(|bound| bound.longest).fold(0.0, f64::max)
}

/// Whether what stands in parentheses is a subquery, and nothing that is merely called so.
fn is_select(tokens: &[Token<'_>]) -> bool {
    let Some((first, mut rest)) = tokens.split_first() else {
        return false;
    };
    if let Some((recursive, after)) = rest.split_first()
        && recursive.is_word("RECURSIVE")
    {
        rest = after;
    }
    let defines = || rest.get(1..).and_then(definition).is_some();
    first.is_word("SELECT") || first.is_word("VALUES") || (first.is_word("WITH") && defines())
}
