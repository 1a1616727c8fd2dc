//! What a SELECT reckons out itself, without its subqueries: how long the texts get that it makes,
//! and how much work one row is.

use std::collections::BTreeSet;
use std::{iter, mem};

use super::LONGEST_TEXT;
use crate::smart_sql::guard::parenthesised;
use crate::smart_sql::tokens::{Kind, Token};

/// Bytes of any number or moment, as a text.
const NUMBER: f64 = 30.0;
/// What a part is, in visits of rows.
const PART: f64 = 0.1;
/// So many bytes that an operator moves are as much work as a visit, and so many that a function
/// goes through.
const MOVED: f64 = 250.0;
const GONE_THROUGH: f64 = 40.0;
/// The longest pattern that the database takes, in bytes.
const LONGEST_PATTERN: f64 = 50.0;

/// Functions that make one text out of all that they are given.
const JOINING: [&str; 10] = [
    "char",
    "concat",
    "concat_ws",
    "group_concat",
    "json_array",
    "json_group_array",
    "json_group_object",
    "json_object",
    "json_quote",
    "string_agg",
];
/// Functions that make one text out of all rows.
const COLLECTING: [&str; 4] = [
    "group_concat",
    "json_group_array",
    "json_group_object",
    "string_agg",
];
/// Functions that write JSON.
const ESCAPING: [&str; 6] = [
    "json",
    "json_array",
    "json_group_array",
    "json_group_object",
    "json_object",
    "json_quote",
];
/// Functions that look for the second text that they are given at each place of the first.
const SEEKING: [&str; 5] = ["instr", "ltrim", "replace", "rtrim", "trim"];
/// Functions that go through no text, or no further than a number in it goes; and what looks like one.
#[rustfmt::skip]
const LIGHT: &[&str] = &[
    "abs", "avg", "ceil", "coalesce", "count", "cume_dist", "date", "datetime", "dense_rank", "exp",
    "filter", "first_value", "floor", "ifnull", "iif", "julianday", "lag", "last_value", "lead",
    "ln", "log", "log2", "max", "min", "mod", "nth_value", "ntile", "nullif", "over",
    "percent_rank", "pow", "rank", "round", "row_number", "sign", "sqrt", "sum", "time", "timediff",
    "total", "trunc", "typeof", "unixepoch",
];
/// Words that no column, table or alias is called.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "all", "and", "as", "between", "case", "collate", "cross", "distinct", "else", "escape",
    "except", "exists", "from", "group", "having", "in", "inner", "intersect", "is", "join",
    "left", "limit", "natural", "not", "null", "on", "or", "order", "select", "then", "union",
    "using", "values", "when", "where", "outer",
];

#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// Bytes of the longest text that is written in it.
    pub longest: f64,
    pub parts: f64,
    /// How often it names anything, and once besides.
    pub names: f64,
    /// How often it reckons an expression out at most, because it calls it by an alias or a number.
    pub uses: f64,
    /// Rows are put in order in it, or told apart.
    pub orders: bool,
    /// A window leaves rows out, which goes through all rows for each of them.
    pub excludes: bool,
    /// It is not written into what is around it.
    pub stands_alone: bool,
    is_window: bool,
    collects: bool,
    escapes: bool,
    /// So many texts may get into one, and as many times as long for other reasons.
    joined: f64,
    stretched: f64,
    /// How often texts are put into each other.
    squared: i32,
    operators: f64,
    /// How often a text is gone through, once for each byte of one that is written out, or once for
    /// each byte of one that is not.
    passes: f64,
    passes_by_length: f64,
}

impl Own {
    /// Of its parts, with so many sources that it names.
    pub fn of(tokens: &[Token<'_>], sources: usize) -> Self {
        let has = |word| tokens.iter().any(|token| token.is_word(word));
        let aliases = aliases(tokens);
        let given = aliases.iter().filter(|token| is_name(token)).count();
        let named = followed(tokens).filter(|(token, next)| {
            // Neither a function nor what a column is in.
            is_name(token) && !next.is("(") && !next.is(".")
        });
        let named = named.count().saturating_sub(given + sources);
        let all = tokens.iter().filter(|token| token.is("*")).count();
        // SQLite takes what is quoted for a text, where it names nothing.
        let quoted = |token: &&Token<'_>| matches!(token.kind, Kind::Text | Kind::Quoted);
        let literals = tokens.iter().filter(quoted);
        let literals = literals.map(|token| token.text.len());
        let is_window = has("OVER");
        let orders = has("ORDER") || has("GROUP") || has("DISTINCT") || is_window;
        let mut own = Self {
            longest: NUMBER.max(count(literals.max().unwrap_or(0))),
            parts: count(tokens.len()),
            names: count(1 + named + all),
            uses: 1.0 + count(uses(tokens, &aliases) + numbers_after_by(tokens)),
            orders,
            excludes: is_window && has("EXCLUDE"),
            stands_alone: has("GROUP") || has("DISTINCT") || is_window,
            is_window,
            collects: false,
            escapes: false,
            joined: 1.0,
            stretched: 1.0,
            squared: 1,
            operators: 0.0,
            passes: 0.0,
            passes_by_length: 0.0,
        };
        let mut rest = tokens;
        while let Some((token, after)) = rest.split_first() {
            match (token.kind, token.name(), parenthesised(after)) {
                (Kind::Word, Some(name), _) if name == "like" || name == "glob" => {
                    own.passes += pattern(after);
                }
                (_, Some(name), Some((given, _))) if !RESERVED.contains(&name.as_str()) => {
                    own.call(&name, &arguments(given));
                }
                _ if token.is("||") => own.joined += 1.0,
                _ => {}
            }
            let is_structure = ["(", ")", ",", ".", "*"].iter().any(|mark| token.is(mark));
            if token.kind == Kind::Mark && !is_structure {
                own.operators += 1.0;
            }
            rest = after;
        }
        own
    }

    fn call(&mut self, name: &str, given: &[&[Token<'_>]]) {
        let arguments = count(given.len());
        if JOINING.contains(&name) {
            self.joined += arguments;
        }
        self.collects |= COLLECTING.contains(&name);
        self.stretched *= match name {
            // What is put between is put there again and again.
            "concat_ws" => arguments.max(1.0),
            // A sign may have to be escaped, and what escapes it another time.
            _ if ESCAPING.contains(&name) => {
                let first = !self.escapes;
                self.escapes = true;
                if first { 6.0 } else { 2.0 }
            }
            "strftime" => 10.0,
            _ => 1.0,
        };
        let second = given.get(1).and_then(|argument| literal(argument));
        if name == "replace" {
            match (second, given.get(2).and_then(|argument| literal(argument))) {
                (Some(old), Some(new)) => self.stretched *= (new / old.max(1.0)).max(1.0),
                _ => self.squared += 1,
            }
        }
        match second {
            _ if LIGHT.contains(&name) => self.operators += 1.0,
            Some(sought) if SEEKING.contains(&name) => self.passes += sought.max(1.0),
            None if SEEKING.contains(&name) && given.len() > 1 => self.passes_by_length += 1.0,
            _ => self.passes += if name == "like" { LONGEST_PATTERN } else { 1.0 },
        }
    }

    /// How long a text can get that is made of such as are so long, in so many rows.
    pub fn made_of(&self, longest: f64, rows: f64) -> f64 {
        let rows = if self.collects { rows } else { 1.0 };
        let once = |longest: f64| {
            let joined = longest * self.joined * self.stretched * rows;
            joined.powi(self.squared).min(LONGEST_TEXT)
        };
        // An alias is named in what is made anew.
        if self.uses > 1.0 {
            once(once(longest))
        } else {
            once(longest)
        }
    }

    /// The work of one row, in visits of rows, where the texts are so long.
    pub fn reckoning(&self, longest: f64, rows: f64) -> f64 {
        let collected = self.made_of(longest, rows);
        let length = if self.is_window {
            collected
        } else {
            // Of what is collected, each row brings its own.
            self.made_of(longest, 1.0)
        };
        let through = self.passes + self.passes_by_length * collected;
        self.parts * PART + self.operators * length / MOVED + through * length / GONE_THROUGH
    }
}

fn count(number: usize) -> f64 {
    number as f64
}

pub fn is_name(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Word => !RESERVED.iter().any(|word| token.is_word(word)),
        Kind::Quoted => true,
        Kind::Text | Kind::Number | Kind::Mark => false,
    }
}

/// What is given to a function, by commas.
fn arguments<'a, 't>(given: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut depth = 0usize;
    given
        .split(|token| {
            if token.is("(") {
                depth += 1;
            } else if token.is(")") {
                depth = depth.saturating_sub(1);
            }
            depth == 0 && token.is(",")
        })
        .collect()
}

/// The bytes of a text that is written out alone.
fn literal(tokens: &[Token<'_>]) -> Option<f64> {
    match tokens {
        [token] if token.kind == Kind::Text => Some(count(token.name().unwrap_or_default().len())),
        _ => None,
    }
}

/// The bytes of the pattern that stands after LIKE or GLOB.
fn pattern(after: &[Token<'_>]) -> f64 {
    let alone = after.first().filter(|_| {
        let next = after.get(1);
        next.is_none_or(|next| next.kind == Kind::Word || next.is(")") || next.is(","))
    });
    alone
        .and_then(|token| literal(&[*token]))
        .unwrap_or(LONGEST_PATTERN)
        .clamp(1.0, LONGEST_PATTERN)
}

/// Each part with the one after it.
fn followed<'a, 't>(
    tokens: &'t [Token<'a>],
) -> impl Iterator<Item = (&'t Token<'a>, &'t Token<'a>)> {
    let next = tokens.iter().skip(1).chain(iter::once(&END));
    tokens.iter().zip(next)
}

const END: Token<'static> = Token {
    kind: Kind::Mark,
    text: ";",
    apart: false,
};

/// The names that it gives, each as often as it is given.
fn aliases<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    // After these a name comes, and none is given.
    let asks = |token: &Token<'_>| {
        ["BY", "LIKE", "GLOB"]
            .iter()
            .any(|word| token.is_word(word))
    };
    let ends_value = |token: &Token<'_>| {
        let is_value = is_name(token) || matches!(token.kind, Kind::Text | Kind::Number);
        (is_value && !asks(token)) || token.is(")")
    };
    let is_given = |before: &Token<'_>, token: &Token<'_>| {
        let can_be = is_name(token) || token.kind == Kind::Text;
        before.is_word("AS") || (can_be && ends_value(before))
    };
    followed(tokens)
        .filter(|(before, token)| is_given(before, token))
        .map(|(_, token)| *token)
        .collect()
}

/// How often anything is named by a name that is given here: not among what is reckoned out, where
/// such a name is that of a source's column.
fn uses(tokens: &[Token<'_>], aliases: &[Token<'_>]) -> usize {
    let names: BTreeSet<String> = aliases.iter().filter_map(Token::name).collect();
    let begins = |token: &Token<'_>| {
        ["FROM", "WHERE", "HAVING"]
            .iter()
            .any(|word| token.is_word(word))
    };
    let begin = tokens.iter().position(begins).unwrap_or(0);
    let tokens = tokens.get(begin..).unwrap_or_default();
    let mut of_table = false;
    let named = followed(tokens).filter(|(token, next)| {
        let is_column = mem::replace(&mut of_table, token.is("."));
        let is_alias = || token.name().is_some_and(|name| names.contains(&name));
        !is_column && !next.is(".") && is_alias()
    });
    named.count().saturating_sub(self::aliases(tokens).len())
}

/// How often an expression may be called by its number.
fn numbers_after_by(tokens: &[Token<'_>]) -> usize {
    tokens
        .iter()
        .skip_while(|token| !token.is_word("BY"))
        .filter(|token| token.kind == Kind::Number)
        .count()
}
