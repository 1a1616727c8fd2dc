//! Where personal data stands in what is stored of an owner: in the texts that people or models
//! wrote, which are the columns of prose.

use serde::Serialize;

use super::isolation;
use super::metadata::known_table;
use super::tables::{Kind, Table};
use crate::directory::people;
use crate::failure::Failure;
use crate::ids::UserId;
use crate::parameters;
use crate::pii::{self, Finding};
use crate::ports::{Ports, SmartSql};
use crate::sql::Value;

/// The most characters that name a record.
const LONGEST_RECORD: usize = 200;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonalData {
    /// How much was looked through, and whether that is all.
    pub message: String,
    pub found: Vec<Found>,
}

/// One piece of personal data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    pub table: &'static str,
    /// The record's key, such as the id of a call.
    pub record: String,
    pub column: &'static str,
    #[serde(flatten)]
    pub finding: Finding,
    /// What it says.
    pub text: String,
    /// Words of the column's text before it.
    pub words_before: usize,
}

/// Looks through a table of the owner's rows, or through one record of it.
///
/// # Errors
/// `Invalid` where there is no such table, `NotFound` where there is no such record of theirs.
pub async fn get_pii_data(
    ports: &impl Ports,
    owner: &UserId,
    table: &str,
    record: Option<&str>,
) -> Result<PersonalData, Failure> {
    let table = known_table(table, "table")?;
    if record.is_some_and(|record| record.chars().nth(LONGEST_RECORD).is_some()) {
        return Err(Failure::invalid("record", "is too long to name a record"));
    }
    let columns = prose(table);
    let (statement, parameters) = reading(table, &columns, owner, record);
    let rows = ports.sql().query(&statement, &parameters).await?.rows;
    if record.is_some() && rows.is_empty() {
        return Err(Failure::not_found("the record"));
    }
    let name = people::user(ports.sql(), owner).await?.name;
    let mut found = Vec::new();
    for row in rows.iter().take(isolation::MOST_ROWS) {
        let Some((Value::Text(record), texts)) = row.split_first() else {
            continue;
        };
        for (column, text) in columns.iter().zip(texts) {
            let Value::Text(text) = text else { continue };
            let findings = pii::find(text, name.as_deref()).into_iter();
            found.extend(findings.map(|finding| {
                let before = text.chars().take(finding.start);
                let said = text.chars().skip(finding.start);
                Found {
                    table: table.name,
                    record: record.clone(),
                    column,
                    text: said.take(finding.end - finding.start).collect(),
                    words_before: before.collect::<String>().split_whitespace().count(),
                    finding,
                }
            }));
        }
    }
    Ok(PersonalData {
        message: message(rows.len()),
        found,
    })
}

fn prose(table: &Table) -> Vec<&'static str> {
    table
        .columns
        .iter()
        .filter(|column| column.kind == Kind::Prose)
        .map(|column| column.name)
        .collect()
}

/// Reads the record's key and the texts; one row more than is looked through tells that there are.
fn reading(
    table: &Table,
    columns: &[&str],
    owner: &UserId,
    record: Option<&str>,
) -> (String, Vec<Value>) {
    let Table { name, key, .. } = table;
    let columns = [&[*key], columns].concat().join(", ");
    let mut parameters = parameters![owner.as_str()].to_vec();
    let mut which = String::new();
    if let Some(record) = record {
        parameters.push(record.into());
        which = format!(" WHERE {key} = ?2");
    }
    let most = isolation::MOST_ROWS + 1;
    let statement = format!("SELECT {columns} FROM {name}{which} ORDER BY {key} LIMIT {most}");
    (isolation::isolated(&statement), parameters)
}

fn message(rows: usize) -> String {
    match rows {
        1 => "1 record.".to_owned(),
        rows if rows <= isolation::MOST_ROWS => format!("{rows} records."),
        _ => format!(
            "The first {} records: more are not looked through at once. Name a record.",
            isolation::MOST_ROWS
        ),
    }
}
