//! Procedural memory: written by people, or learned in calls. What people wrote wins.

use std::cmp::Reverse;

use serde::Deserialize;

use super::evidence::{ORDER, hushed};
use super::likeness::procedure_slot;
use super::rows::{self, PROCEDURE, json, list, to_json};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::command::{
    Command, DeleteProcedure, GetProcedure, ListProcedures, PutProcedures, SearchProcedures,
};
use crate::memory::operation::Operation;
use crate::memory::procedure::Procedure;
use crate::parameters;
use crate::recall::words::words;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// The longest key and the longest value, in characters.
const LONGEST_KEY: usize = 200;
const LONGEST_VALUE: usize = 50_000;

impl Command for PutProcedures {
    const NAME: &'static str = "put_procedures";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        self.check()?;
        sql.atomically(|| {
            for (key, value) in &self.procedures {
                put(sql, key, value, self.now, None)?;
            }
            Ok(())
        })
    }
}

impl PutProcedures {
    /// Whether they can be stored, wherever that is.
    pub fn check(&self) -> Result<(), Failure> {
        for (key, value) in &self.procedures {
            let length = key.chars().count();
            if key.trim().is_empty() || length > LONGEST_KEY {
                let why = format!("a key has 1 to {LONGEST_KEY} characters");
                return Err(Failure::invalid("key", why));
            }
            if value.chars().count() > LONGEST_VALUE {
                let why = format!("a value has at most {LONGEST_VALUE} characters");
                return Err(Failure::invalid("value", why));
            }
        }
        Ok(())
    }
}

impl Command for ListProcedures {
    const NAME: &'static str = "list_procedures";
    type Answer = Vec<Procedure>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Procedure>, Failure> {
        Ok(rows::procedures(sql)?)
    }
}

impl Command for GetProcedure {
    const NAME: &'static str = "get_procedure";
    type Answer = Option<Procedure>;

    fn run(self, sql: &impl Sql) -> Result<Option<Procedure>, Failure> {
        Ok(find(sql, &self.key)?)
    }
}

impl Command for DeleteProcedure {
    const NAME: &'static str = "delete_procedure";
    type Answer = bool;

    fn run(self, sql: &impl Sql) -> Result<bool, Failure> {
        sql.atomically(|| {
            let stood = find(sql, &self.key)?.is_some();
            if stood {
                hush(sql, &procedure_slot(&self.key))?;
                drop_procedure(sql, &self.key)?;
            }
            Ok(stood)
        })
    }
}

impl Command for SearchProcedures {
    const NAME: &'static str = "search_procedures";
    type Answer = Vec<Procedure>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Procedure>, Failure> {
        let terms = words(&self.terms);
        let mut found: Vec<(usize, Procedure)> = holding_one_of(sql, &terms)?
            .into_iter()
            .filter_map(|procedure| {
                let mut text = String::new();
                if self.search_keys {
                    text.push_str(&procedure.key.to_lowercase());
                }
                text.push('\n');
                if self.search_values {
                    text.push_str(&procedure.value.to_lowercase());
                }
                let met = terms.iter().filter(|term| text.contains(*term)).count();
                (met > 0).then_some((met, procedure))
            })
            .collect();
        if let Some(most) = self.n_most_recent {
            found.sort_by_key(|(_, procedure)| Reverse(procedure.updated_at));
            found.truncate(most as usize);
        }
        found.sort_by_key(|(met, procedure)| (Reverse(*met), Reverse(procedure.updated_at)));
        Ok(found.into_iter().map(|(_, procedure)| procedure).collect())
    }
}

/// Those that hold one of the terms, in key or value. Those of an earlier release, of which that
/// can't be told here, come too.
fn holding_one_of(sql: &impl Sql, terms: &[String]) -> Result<Vec<Procedure>, SqlError> {
    sql.rows(
        &format!(
            "SELECT {PROCEDURE} FROM procedures
             WHERE folded = '' OR EXISTS (
                 SELECT 1 FROM json_each(?) AS term WHERE instr(folded, term.value) > 0)
             ORDER BY key"
        ),
        parameters![list(terms.iter().map(String::as_str))],
    )
}

/// Whether people wrote the procedure of that key.
pub fn is_written(sql: &impl Sql, key: &str) -> Result<bool, SqlError> {
    Ok(find(sql, key)?.is_some_and(|procedure| procedure.learned_in.is_none()))
}

/// Brings a learned procedure in line with its evidence; it goes where there is none.
pub fn settle(sql: &impl Sql, key: &str) -> Result<(), SqlError> {
    if is_written(sql, key)? {
        return Ok(());
    }
    #[derive(Deserialize)]
    struct Row {
        call_id: CallId,
        at: Timestamp,
        operation: String,
    }
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT call_id, at, operation FROM evidence WHERE slot = ? AND kind = 'learn'
             ORDER BY {ORDER}"
        ),
        parameters![procedure_slot(key)],
    )?;
    drop_procedure(sql, key)?;
    for row in rows {
        if let Operation::Learn { value, .. } = json(&row.operation)? {
            put(sql, key, &value, row.at, Some(&row.call_id))?;
        }
    }
    Ok(())
}

fn find(sql: &impl Sql, key: &str) -> Result<Option<Procedure>, SqlError> {
    sql.row(
        &format!("SELECT {PROCEDURE} FROM procedures WHERE key = ?"),
        parameters![key],
    )
}

fn put(
    sql: &impl Sql,
    key: &str,
    value: &str,
    at: Timestamp,
    learned_in: Option<&CallId>,
) -> Result<(), SqlError> {
    sql.run(
        &format!(
            "INSERT INTO procedures ({PROCEDURE}, folded) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value, folded = excluded.folded,
                 updated_at = excluded.updated_at, learned_in = excluded.learned_in"
        ),
        parameters![
            key,
            value,
            at,
            at,
            learned_in.map(CallId::as_str),
            format!("{key}\n{value}").to_lowercase()
        ],
    )
}

fn drop_procedure(sql: &impl Sql, key: &str) -> Result<(), SqlError> {
    sql.run("DELETE FROM procedures WHERE key = ?", parameters![key])
}

/// Takes the words of what was learned out of the readings of calls.
fn hush(sql: &impl Sql, slot: &str) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        operation: String,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT row, operation FROM evidence WHERE slot = ? AND kind = 'learn'",
        parameters![slot],
    )?;
    for Row { row, operation } in rows {
        let operation: Operation = json(&operation)?;
        sql.run(
            "UPDATE evidence SET kind = 'void', operation = ? WHERE row = ?",
            parameters![to_json(&hushed(&operation))?, row],
        )?;
    }
    Ok(())
}
