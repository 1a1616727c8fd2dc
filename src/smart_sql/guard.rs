//! Which statements are run at all: one that reads, with names, functions and operators that can do
//! no harm. What passes is written anew from its parts (`tokens`), so nothing reaches the database
//! that was not looked at; and even then it only sees what `isolation` shows it.

use super::bound;
use super::tables::{self, RESERVED};
use super::tokens::{self, Kind, Token};

/// The most bytes of a statement.
pub const LONGEST: usize = 10_000;
/// How deep parentheses may stand in each other: far below what SQLite's parser can take.
const DEEPEST: usize = 40;

/// Why a statement is not run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Objection {
    #[error("is empty")]
    Empty,
    #[error("is longer than {LONGEST} bytes")]
    TooLong,
    #[error("holds {0:?}, which means nothing in a statement")]
    Character(char),
    #[error("holds a number that can't be read")]
    Number,
    #[error("holds a {0} that does not end")]
    Unfinished(&'static str),
    #[error("holds a parameter, and none is bound: write the value itself")]
    Parameter,
    #[error("holds a binary literal")]
    Blob,
    #[error("is more than one statement")]
    Several,
    #[error("has to begin with SELECT, WITH or VALUES: there is only reading here")]
    NotReading,
    #[error("has parentheses that don't match")]
    Unbalanced,
    #[error("has more than {DEEPEST} parentheses in each other")]
    TooDeep,
    #[error("names the database that a table is in ({0}): name the table alone")]
    Qualified(String),
    #[error("names {0}, which is not to be read")]
    Hidden(String),
    #[error("calls {0}, which is none of the functions that there are here")]
    Function(String),
    #[error("has a common table expression that reads itself ({0}), which may never end")]
    Recursive(String),
    #[error(
        "could take too long: it may come to more than {} million visits of rows. Name fewer tables \
         or subqueries in it, order and join less at once, or make no long texts",
        bound::MOST_VISITS / 1e6
    )]
    TooMuch,
    #[error(
        "is built up of itself too often: use less often what is named in subqueries or in common \
         table expressions, or mark these as MATERIALIZED"
    )]
    Intricate,
}

/// A statement that may be run, without its last semicolon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked(String);

impl Checked {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks a statement of an owner's, or of a model's.
pub fn check(statement: &str) -> Result<Checked, Objection> {
    if statement.len() > LONGEST {
        return Err(Objection::TooLong);
    }
    let mut tokens = tokens::tokens(statement)?;
    tokens.pop_if(|token| token.is(";"));
    if tokens.iter().any(|token| token.is(";")) {
        return Err(Objection::Several);
    }
    let first = tokens.first().ok_or(Objection::Empty)?;
    if !["SELECT", "WITH", "VALUES"]
        .iter()
        .any(|w| first.is_word(w))
    {
        return Err(Objection::NotReading);
    }
    check_parentheses(&tokens)?;
    for (at, token) in tokens.iter().enumerate() {
        if let Some(name) = token.name() {
            let after = tokens.get(at + 1..).unwrap_or_default();
            check_name(token, &name, after)?;
        }
    }
    Ok(Checked(tokens::written(&tokens)))
}

fn check_parentheses(tokens: &[Token<'_>]) -> Result<(), Objection> {
    let mut depth = 0usize;
    for token in tokens {
        if token.is("(") {
            depth += 1;
        } else if token.is(")") {
            depth = depth.checked_sub(1).ok_or(Objection::Unbalanced)?;
        }
        if depth > DEEPEST {
            return Err(Objection::TooDeep);
        }
    }
    if depth == 0 {
        Ok(())
    } else {
        Err(Objection::Unbalanced)
    }
}

fn check_name(token: &Token<'_>, name: &str, after: &[Token<'_>]) -> Result<(), Objection> {
    let next = |mark| after.first().is_some_and(|next| next.is(mark));
    if next(".") && matches!(name, "main" | "temp") {
        return Err(Objection::Qualified(name.to_owned()));
    }
    let hidden = token.kind != Kind::Text && tables::is_hidden(name);
    if hidden || RESERVED.iter().any(|prefix| name.starts_with(prefix)) {
        return Err(Objection::Hidden(name.to_owned()));
    }
    let is_call = next("(") && !(token.kind == Kind::Word && BEFORE_PARENTHESES.contains(&name));
    let is_known = token.kind != Kind::Text && FUNCTIONS.contains(&name);
    if is_call && !is_known && definition(after).is_none() {
        return Err(Objection::Function(name.to_owned()));
    }
    Ok(())
}

/// The body of the common table expression whose name these parts follow, if they do, and the parts
/// after it: `[(columns)] AS [[NOT] MATERIALIZED] (body)`.
pub fn definition<'a, 't>(after: &'t [Token<'a>]) -> Option<(&'t [Token<'a>], &'t [Token<'a>])> {
    let mut rest = after;
    if rest.first()?.is("(") {
        rest = parenthesised(rest)?.1;
    }
    rest = rest.strip_prefix_if(|token| token.is_word("AS"))?;
    rest = rest
        .strip_prefix_if(|token| token.is_word("NOT"))
        .unwrap_or(rest);
    rest = rest
        .strip_prefix_if(|token| token.is_word("MATERIALIZED"))
        .unwrap_or(rest);
    parenthesised(rest)
}

/// What stands in the parentheses that these parts begin with, and the parts after them.
pub fn parenthesised<'a, 't>(
    tokens: &'t [Token<'a>],
) -> Option<(&'t [Token<'a>], &'t [Token<'a>])> {
    if !tokens.first()?.is("(") {
        return None;
    }
    let mut depth = 0usize;
    let end = tokens.iter().position(|token| {
        if token.is("(") {
            depth += 1;
        } else if token.is(")") {
            depth = depth.saturating_sub(1);
        }
        depth == 0
    })?;
    Some((tokens.get(1..end)?, tokens.get(end + 1..)?))
}

trait StripPrefixIf: Sized {
    type Item;

    fn strip_prefix_if(self, is: impl Fn(&Self::Item) -> bool) -> Option<Self>;
}

impl<T> StripPrefixIf for &[T] {
    type Item = T;

    fn strip_prefix_if(self, is: impl Fn(&T) -> bool) -> Option<Self> {
        self.split_first()
            .filter(|(first, _)| is(first))
            .map(|(_, rest)| rest)
    }
}

/// Keywords that a parenthesis may follow, in lower case.
#[rustfmt::skip]
const BEFORE_PARENTHESES: &[&str] = &[
    "all", "and", "as", "between", "by", "case", "cast", "collate", "cross", "distinct", "else",
    "escape", "except", "exists", "filter", "from", "glob", "having", "in", "intersect", "is",
    "join", "like", "limit", "materialized", "not", "offset", "on", "or", "over", "select", "then",
    "union", "using", "values", "when", "where", "window",
];

/// The functions that there are: those that read, reckon or lay out. None that makes a text or a
/// blob of any length that is asked for, tells about the database, or loads something, and all of
/// them run in D1.
#[rustfmt::skip]
const FUNCTIONS: &[&str] = &[
    "abs", "avg", "ceil", "char", "coalesce", "concat", "concat_ws", "count",
    "cume_dist", "date", "datetime", "dense_rank", "exp", "first_value", "floor", "group_concat",
    "ifnull", "iif", "instr", "json", "json_array", "json_array_length", "json_each",
    "json_extract", "json_group_array", "json_group_object", "json_object", "json_quote",
    "json_tree", "json_type", "json_valid", "julianday", "lag", "last_value", "lead", "length",
    "like", "ln", "log", "log2", "lower", "ltrim", "max", "min", "mod", "nth_value",
    "ntile", "nullif", "percent_rank", "pow", "rank", "replace", "round", "row_number",
    "rtrim", "sign", "sqrt", "strftime", "string_agg", "substr", "substring", "sum", "time",
    "timediff", "total", "trim", "trunc", "typeof", "unicode", "unixepoch", "upper",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn objection(statement: &str) -> Objection {
        check(statement).expect_err(statement)
    }

    #[test]
    fn what_reads_is_run_as_it_was_written_without_comments() {
        for statement in [
            "SELECT count(*) FROM calls",
            "WITH a(x) AS (SELECT 1), b AS NOT MATERIALIZED (SELECT x FROM a) SELECT * FROM a, b",
            "VALUES (1, 'main.users'), (2, '-- no comment')",
            "SELECT c.id FROM calls AS c WHERE c.id IN (SELECT call_id FROM schedules)",
            "SELECT rank() OVER w FROM calls WINDOW w AS (PARTITION BY persona_id)",
            "WITH total AS (SELECT sum(x) AS total FROM (VALUES (1)) UNION SELECT 2) SELECT * FROM total",
            "SELECT \"count\"(*), value FROM json_each('[1,2]')",
        ] {
            assert_eq!(check(statement).unwrap().as_str(), statement);
        }
        let checked = check(" select 1 -- one\n ; ").unwrap();
        assert_eq!(checked.as_str(), "select 1");
    }

    #[test]
    fn what_is_no_single_statement_that_reads_is_refused() {
        assert_eq!(objection(" -- nothing\n"), Objection::Empty);
        assert_eq!(objection(";"), Objection::Empty);
        assert_eq!(objection("SELECT 1; SELECT 2"), Objection::Several);
        assert_eq!(objection("SELECT 1;;"), Objection::Several);
        for writing in [
            "DELETE FROM calls",
            "PRAGMA x",
            "EXPLAIN SELECT 1",
            "(SELECT 1)",
        ] {
            assert_eq!(objection(writing), Objection::NotReading);
        }
        for unbalanced in ["SELECT 1)", "SELECT (1", "SELECT 1) FROM (SELECT 2"] {
            assert_eq!(objection(unbalanced), Objection::Unbalanced);
        }
        let deep = format!("SELECT {}1{}", "(".repeat(41), ")".repeat(41));
        assert_eq!(objection(&deep), Objection::TooDeep);
        let long = format!("SELECT '{}'", "x".repeat(LONGEST));
        assert_eq!(objection(&long), Objection::TooLong);
    }

    #[test]
    fn no_spelling_of_a_qualified_name_passes() {
        for main in [
            "main", "MAIN", "\"main\"", "[Main]", "`main`", "'main'", "temp",
        ] {
            for dot in [".", " . ", "/**/./**/", "--\n.\n"] {
                let statement = format!("SELECT * FROM {main}{dot}users");
                assert!(matches!(objection(&statement), Objection::Qualified(_)));
            }
        }
    }

    #[test]
    fn what_tells_about_the_database_is_not_named() {
        for name in [
            "sqlite_master",
            "\"SQLITE_schema\"",
            "[sqlite_temp_master]",
            "'sqlite_master'",
            "pragma_table_list",
            "'pragma_table_list'",
            "_cf_METADATA",
            "sign_in_codes",
            "\"sign_in_codes\"",
            "smart_sql_rows",
        ] {
            let statement = format!("SELECT * FROM {name}");
            assert!(
                matches!(objection(&statement), Objection::Hidden(_)),
                "{name}"
            );
        }
    }

    #[test]
    fn only_functions_that_can_do_no_harm_are_called() {
        for call in [
            "load_extension('x')",
            "randomblob(1000000000)",
            "zeroblob(1000000000)",
            "printf('%1000000000d', 1)",
            "format('%*d', 1000000000, 1)",
            "hex (1)",
            "\"load_extension\"('x')",
            "[load_extension]/**/('x')",
            "'load_extension'('x')",
            "fts3_tokenizer('x')",
            "readfile('x')",
            "unknown(1) AS x",
        ] {
            let statement = format!("SELECT {call}");
            assert!(
                matches!(objection(&statement), Objection::Function(_)),
                "{call}"
            );
        }
    }
}
