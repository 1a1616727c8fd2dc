//! What there is to ask about: tables and columns, and what the owner notes on them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::tables::{self, Column, SHOWN, Table};
use crate::failure::Failure;
use crate::ids::UserId;
use crate::parameters;
use crate::ports::{Ports, SmartSql};
use crate::sql::Value;

/// The most characters of a note.
const LONGEST_NOTE: usize = 500;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableMetadata {
    pub table: &'static str,
    pub description: &'static str,
    /// The owner's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub columns: Vec<ColumnMetadata>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnMetadata {
    pub column: &'static str,
    /// As SQLite names it.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What an owner notes on a table. An empty note takes away what was noted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableNotes {
    pub table: String,
    pub note: Option<String>,
    #[serde(default)]
    pub columns: Vec<ColumnNote>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnNote {
    pub column: String,
    pub note: String,
}

/// What becomes of the notes that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// They all go.
    Replace,
    /// They stay, but for those on the same table or column.
    Merge,
    /// They all stay: a note is added only where there is none.
    Append,
}

/// The tables that there are, or the one of that name.
pub async fn get_metadata(
    ports: &impl Ports,
    owner: &UserId,
    table: Option<&str>,
) -> Result<Vec<TableMetadata>, Failure> {
    let asked = table.map(|name| known_table(name, "table")).transpose()?;
    let notes = notes(ports.sql(), owner).await?;
    let of = |table: &str, column: &str| notes.get(&(table.to_owned(), column.to_owned())).cloned();
    let described = |table: &'static Table| TableMetadata {
        table: table.name,
        description: table.about,
        note: of(table.name, ""),
        columns: table
            .columns
            .iter()
            .map(|column| ColumnMetadata {
                column: column.name,
                kind: column.kind.sql(),
                description: column.about,
                note: of(table.name, column.name),
            })
            .collect(),
    };
    Ok(match asked {
        Some(table) => vec![described(table)],
        None => SHOWN.iter().map(described).collect(),
    })
}

/// Changes the owner's notes, all that are given or none, and gives what then holds.
pub async fn update_metadata(
    ports: &impl Ports,
    owner: &UserId,
    tables: &[TableNotes],
    mode: Mode,
) -> Result<Vec<TableMetadata>, Failure> {
    let mut changes = vec![];
    if mode == Mode::Replace {
        changes.push((CLEAR, parameters![owner.as_str()].to_vec()));
    }
    for ((table, column), note) in places(tables)? {
        let place: &[Value] = parameters![owner.as_str(), table, column];
        changes.push(match mode {
            Mode::Merge if note.is_empty() => (REMOVE, place.to_vec()),
            _ if note.is_empty() => continue,
            Mode::Append => (ADD, [place, parameters![note, ports.now()]].concat()),
            Mode::Replace | Mode::Merge => (PUT, [place, parameters![note, ports.now()]].concat()),
        });
    }
    let statements: Vec<(&str, &[Value])> = changes
        .iter()
        .map(|(statement, parameters)| (*statement, parameters.as_slice()))
        .collect();
    if !statements.is_empty() {
        ports.sql().batch(&statements).await?;
    }
    get_metadata(ports, owner, None).await
}

const CLEAR: &str = "DELETE FROM smart_sql_notes WHERE user_id = ?1";
const REMOVE: &str = "DELETE FROM smart_sql_notes
    WHERE user_id = ?1 AND table_name = ?2 AND column_name = ?3";
const ADD: &str = "INSERT INTO smart_sql_notes
    (user_id, table_name, column_name, note, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (user_id, table_name, column_name) DO NOTHING";
const PUT: &str = "INSERT INTO smart_sql_notes
    (user_id, table_name, column_name, note, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (user_id, table_name, column_name) DO UPDATE SET note = ?4, updated_at = ?5";

/// What a note is on: a table, and one of its columns or, where empty, the table itself.
type Place = (&'static str, &'static str);

/// The notes by what they are on; of two on the same, the later.
fn places(tables: &[TableNotes]) -> Result<BTreeMap<Place, String>, Failure> {
    let mut places = BTreeMap::new();
    for (nth, given) in tables.iter().enumerate() {
        let table = known_table(&given.table, &format!("tables[{nth}].table"))?;
        if let Some(note) = &given.note {
            let note = bounded(note, &format!("tables[{nth}].note"))?;
            places.insert((table.name, ""), note);
        }
        for (which, given) in given.columns.iter().enumerate() {
            let field = format!("tables[{nth}].columns[{which}]");
            let column = known_column(table, &given.column, &format!("{field}.column"))?;
            let note = bounded(&given.note, &format!("{field}.note"))?;
            places.insert((table.name, column.name), note);
        }
    }
    Ok(places)
}

/// The table of that name; `field` is what gave it.
pub fn known_table(name: &str, field: &str) -> Result<&'static Table, Failure> {
    tables::shown(name).ok_or_else(|| {
        let names: Vec<&str> = SHOWN.iter().map(|table| table.name).collect();
        let why = format!("is none of the tables {}", names.join(", "));
        Failure::invalid(field, why)
    })
}

fn known_column(table: &Table, name: &str, field: &str) -> Result<&'static Column, Failure> {
    table.column(name).ok_or_else(|| {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let why = format!("is none of the columns {}", names.join(", "));
        Failure::invalid(field, why)
    })
}

fn bounded(note: &str, field: &str) -> Result<String, Failure> {
    let note = note.trim();
    if note.chars().nth(LONGEST_NOTE).is_some() {
        let why = format!("is longer than {LONGEST_NOTE} characters");
        return Err(Failure::invalid(field, why));
    }
    Ok(note.to_owned())
}

/// The owner's notes by table and column.
async fn notes(
    sql: &impl SmartSql,
    owner: &UserId,
) -> Result<BTreeMap<(String, String), String>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        table_name: String,
        column_name: String,
        note: String,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT table_name, column_name, note FROM smart_sql_notes WHERE user_id = ?1",
            parameters![owner.as_str()],
        )
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| ((row.table_name, row.column_name), row.note))
        .collect())
}

/// The same for a model that is to write a statement: a line each, or nothing at all.
pub async fn notes_in_words(sql: &impl SmartSql, owner: &UserId) -> Result<String, Failure> {
    let lines: Vec<String> = notes(sql, owner)
        .await?
        .iter()
        .map(|((table, column), note)| match column.as_str() {
            "" => format!("{table}: {note}\n"),
            column => format!("{table}.{column}: {note}\n"),
        })
        .collect();
    Ok(if lines.is_empty() {
        String::new()
    } else {
        format!("What the person notes on the tables:\n{}", lines.concat())
    })
}
