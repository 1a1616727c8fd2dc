//! The tables of a memory actor, and how they came to be what they are.

mod statements;

use serde::Deserialize;

use super::index;
use crate::parameters;
use crate::sql::{Sql, SqlError};
use statements::{DERIVED, FIRST, MEANINGS, MODELS, NUMBERS, OBJECTS, PAGES, SESSIONS, SET_ASIDE};

struct Step {
    statements: &'static [&'static str],
    /// Words are found by FTS5 over each of these tables' columns, which names a row by the one
    /// beside. The tables hold the text; triggers keep the index in step with it.
    indexed: &'static [(&'static str, &'static str, &'static [&'static str])],
    /// What each of these tables' texts means is found too. Triggers name the rows that change.
    meant: &'static [(&'static str, &'static str)],
    /// The same for what these mean to a model that is configured, while there is one.
    modelled: &'static [(&'static str, &'static str)],
}

/// The numbered steps; one that was released is never changed, only followed by another.
const STEPS: &[Step] = &[
    Step {
        statements: FIRST,
        indexed: &[
            ("memories", "row", &["content"]),
            ("episodes", "row", &["summary", "topics"]),
            ("turns", "row", &["text"]),
            ("documents", "row", &["text"]),
        ],
        meant: &[],
        modelled: &[],
    },
    Step {
        statements: SESSIONS,
        indexed: &[
            ("sessions", "row", &["summary"]),
            ("entries", "row", &["content", "place"]),
        ],
        meant: &[],
        modelled: &[],
    },
    Step {
        statements: OBJECTS,
        indexed: &[("chunks", "row", &["text"])],
        meant: &[],
        modelled: &[],
    },
    Step {
        statements: MEANINGS,
        indexed: &[],
        meant: &index::MEANT,
        modelled: &[],
    },
    Step {
        statements: NUMBERS,
        indexed: &[
            ("procedures", "row", &["key", "value"]),
            ("entries", "place", &["content"]),
        ],
        meant: &[],
        modelled: &[],
    },
    Step {
        statements: MODELS,
        indexed: &[],
        meant: &[],
        modelled: &index::MEANT,
    },
    Step {
        statements: PAGES,
        indexed: &[],
        meant: &[],
        modelled: &[],
    },
    Step {
        statements: SET_ASIDE,
        indexed: &[],
        meant: &[],
        modelled: &[],
    },
    Step {
        statements: DERIVED,
        indexed: &[],
        meant: &[],
        modelled: &[],
    },
];

/// The tables that `raze` empties the actor of, with those of words.
const TABLES: [&str; 20] = [
    "calls",
    "turns",
    "episodes",
    "evidence",
    "memories",
    "storylines",
    "procedures",
    "documents",
    "sessions",
    "entries",
    "objects",
    "object_changes",
    "chunks",
    "unindexed",
    "postings",
    "marks",
    "unembedded",
    "vectors",
    "unmodelled",
    "set_aside",
];

/// The column by which a table's index of words names its rows.
pub(super) fn named_by(table: &str) -> &'static str {
    let indexed = STEPS.iter().rev().flat_map(|step| step.indexed);
    let mut of_table = indexed.filter(|(name, ..)| *name == table);
    of_table.next().map_or("row", |(_, named_by, _)| named_by)
}

/// Creates the tables, or brings those of an earlier release up to this one.
pub fn prepare(sql: &impl Sql) -> Result<(), SqlError> {
    prepare_as_of(sql, STEPS.len())
}

/// As `prepare`, but only as far as a release that had so many steps: what that one left behind is
/// what a later one must take over.
pub fn prepare_as_of(sql: &impl Sql, steps: usize) -> Result<(), SqlError> {
    sql.run(
        "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT",
        &[],
    )?;
    let reached = usize::try_from(mark(sql, "version")?.unwrap_or(0)).unwrap_or(0);
    if reached >= steps {
        return Ok(());
    }
    sql.atomically(|| build(sql, reached, steps))
}

/// Leaves the tables as new. Dropping them takes the index's own tables along, so no word stays.
pub(super) fn raze(sql: &impl Sql) -> Result<(), SqlError> {
    for (table, ..) in STEPS.iter().flat_map(|step| step.indexed) {
        sql.run(&format!("DROP TABLE IF EXISTS {table}_words"), &[])?;
    }
    for table in TABLES {
        sql.run(&format!("DROP TABLE {table}"), &[])?;
    }
    index::let_go(sql)?;
    build(sql, 0, STEPS.len())
}

/// A number that the actor keeps about itself.
pub(super) fn mark(sql: &impl Sql, key: &str) -> Result<Option<i64>, SqlError> {
    #[derive(Deserialize)]
    struct Mark {
        value: i64,
    }
    let mark: Option<Mark> = sql.row("SELECT value FROM meta WHERE key = ?", parameters![key])?;
    Ok(mark.map(|mark| mark.value))
}

pub(super) fn set_mark(sql: &impl Sql, key: &str, value: i64) -> Result<(), SqlError> {
    sql.run(
        "INSERT INTO meta (key, value) VALUES (?, ?)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        parameters![key, value],
    )
}

fn build(sql: &impl Sql, reached: usize, steps: usize) -> Result<(), SqlError> {
    for step in STEPS.iter().take(steps).skip(reached) {
        for statement in step.statements {
            sql.run(statement, &[])?;
        }
        for (table, named_by, columns) in step.indexed {
            index_words(sql, table, named_by, columns)?;
        }
        for (table, text) in step.meant {
            follow_meaning(sql, table, text)?;
        }
        for (table, text) in step.modelled {
            follow_for_model(sql, table, text)?;
        }
    }
    set_mark(sql, "version", steps as i64)
}

fn index_words(
    sql: &impl Sql,
    table: &str,
    named_by: &str,
    columns: &[&str],
) -> Result<(), SqlError> {
    let list = columns.join(", ");
    let of = |row: &str| {
        let values: Vec<String> = columns
            .iter()
            .map(|column| format!("{row}.{column}"))
            .collect();
        values.join(", ")
    };
    let put = format!(
        "INSERT INTO {table}_words (rowid, {list}) VALUES (new.{named_by}, {});",
        of("new")
    );
    let take = format!(
        "INSERT INTO {table}_words ({table}_words, rowid, {list})
         VALUES ('delete', old.{named_by}, {});",
        of("old")
    );
    let changed: Vec<String> = columns
        .iter()
        .map(|column| format!("old.{column} IS NOT new.{column}"))
        .collect();
    for statement in [
        format!(
            "CREATE VIRTUAL TABLE {table}_words USING fts5 ({list}, content = '{table}',
             content_rowid = '{named_by}', tokenize = 'porter unicode61 remove_diacritics 2')"
        ),
        format!("INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')"),
        // Without it a deleted word stays in the index's own tables until they are merged.
        format!("INSERT INTO {table}_words ({table}_words, rank) VALUES ('secure-delete', 1)"),
        format!("CREATE TRIGGER {table}_put AFTER INSERT ON {table} BEGIN {put} END"),
        format!("CREATE TRIGGER {table}_take AFTER DELETE ON {table} BEGIN {take} END"),
        format!(
            "CREATE TRIGGER {table}_change AFTER UPDATE ON {table} WHEN {} BEGIN {take} {put} END",
            changed.join(" OR ")
        ),
    ] {
        sql.run(&statement, &[])?;
    }
    Ok(())
}

fn follow_meaning(sql: &impl Sql, table: &str, text: &str) -> Result<(), SqlError> {
    let name = |row: &str, had: u8| {
        format!(
            "INSERT INTO unembedded (kind, row, had) VALUES ('{table}', {row}.row, {had})
             ON CONFLICT (kind, row) DO UPDATE SET had = MAX(had, excluded.had);"
        )
    };
    for statement in [
        format!(
            "CREATE TRIGGER {table}_meant AFTER INSERT ON {table} BEGIN {} END",
            name("new", 0)
        ),
        format!(
            "CREATE TRIGGER {table}_unmeant AFTER DELETE ON {table} BEGIN {} END",
            name("old", 1)
        ),
        format!(
            "CREATE TRIGGER {table}_meant_anew AFTER UPDATE ON {table}
             WHEN old.{text} IS NOT new.{text} BEGIN {} END",
            name("old", 1)
        ),
        format!("INSERT INTO unembedded (kind, row, had) SELECT '{table}', row, 0 FROM {table}"),
    ] {
        sql.run(&statement, &[])?;
    }
    Ok(())
}

fn follow_for_model(sql: &impl Sql, table: &str, text: &str) -> Result<(), SqlError> {
    let name = format!(
        "INSERT INTO unmodelled (kind, row) VALUES ('{table}', new.row)
         ON CONFLICT (kind, row) DO NOTHING;"
    );
    // Where no model is configured nothing is written.
    let there_is_one = "EXISTS (SELECT 1 FROM models)";
    for statement in [
        format!(
            "CREATE TRIGGER {table}_for_model AFTER INSERT ON {table}
             WHEN {there_is_one} BEGIN {name} END"
        ),
        format!(
            "CREATE TRIGGER {table}_for_model_anew AFTER UPDATE ON {table}
             WHEN old.{text} IS NOT new.{text} AND {there_is_one} BEGIN {name} END"
        ),
    ] {
        sql.run(&statement, &[])?;
    }
    Ok(())
}
