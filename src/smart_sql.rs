//! What is listed or joined, for the programs of the one whom it is about: questions in SQL or in
//! words, what there is to ask about, and where personal data stands in it. Only reading; whoever
//! asks sees their own rows and nobody else's (`isolation`), and what is asked is looked at before:
//! whether it may be run (`guard`), and how much work it can be (`bound`).

mod asking;
mod bound;
mod guard;
mod isolation;
mod metadata;
mod personal_data;
mod results;
mod tables;
mod tokens;

use serde::{Deserialize, Serialize};

pub use metadata::{
    ColumnMetadata, ColumnNote, Mode, TableMetadata, TableNotes, get_metadata, update_metadata,
};
pub use personal_data::{Found, PersonalData, get_pii_data};
pub use results::Format;
pub use tables::{HIDDEN, SHOWN};

use bound::{Size, Sizes};
use guard::Objection;

use crate::failure::Failure;
use crate::ids::UserId;
use crate::parameters;
use crate::ports::{Ports, STATEMENT, SmartSql, Table};
use crate::sql::Value;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// One statement that reads, in SQLite's dialect.
    Sql(String),
    /// A question in words: the language model writes the statement.
    Words(String),
}

impl Query {
    /// The one of the two that is given.
    pub fn of(sql_query: Option<String>, text_query: Option<String>) -> Result<Self, Failure> {
        match (sql_query, text_query) {
            (Some(statement), None) => Ok(Self::Sql(statement)),
            (None, Some(question)) => Ok(Self::Words(question)),
            (None, None) => Err(Failure::invalid(
                "sql_query",
                "give a statement as sql_query, or a question as text_query",
            )),
            (Some(_), Some(_)) => Err(Failure::invalid(
                "text_query",
                "give either sql_query or text_query, not both",
            )),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QueryAnswer {
    /// How many rows there are, and whether that is all.
    pub message: String,
    /// The rows, in the format that was asked for.
    pub results: String,
    /// As HTTP has it; what did not work is a `Failure`.
    pub status: u16,
    pub query_executed: String,
    /// Why the statement answers the question, in the words of the model that wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ai_reasoning: Option<String>,
}

/// Answers a question about the owner's rows.
///
/// # Errors
/// `Invalid` with the field `sql_query` or `text_query` where it can't be answered so; `Conflict`
/// where it is asked in words and no model is configured.
pub async fn execute_query(
    ports: &impl Ports,
    owner: &UserId,
    query: Query,
    format: Format,
) -> Result<QueryAnswer, Failure> {
    let (statement, ai_reasoning, rows) = match query {
        Query::Sql(statement) => {
            let rows = read(ports.sql(), owner, &statement).await?;
            (statement, None, rows)
        }
        Query::Words(question) => {
            let asked = asking::ask(ports, owner, &question).await?;
            (asked.statement, asked.reasoning, asked.rows)
        }
    };
    Ok(QueryAnswer {
        message: rows.message(),
        results: results::text(&rows.table, format),
        status: 200,
        query_executed: statement.trim().to_owned(),
        ai_reasoning,
    })
}

/// What a statement gave.
struct Rows {
    table: Table,
    is_cut: bool,
}

impl Rows {
    fn message(&self) -> String {
        match (self.table.rows.len(), self.is_cut) {
            (1, false) => "1 row.".to_owned(),
            (0, true) => format!(
                "No row: the first alone has more than {} characters.",
                isolation::MOST_CHARACTERS
            ),
            (rows, false) => format!("{rows} rows."),
            (rows, true) => format!(
                "The first {rows} rows: an answer has {} at most, and {} characters. Ask for less, \
                 or go on with LIMIT and OFFSET.",
                isolation::MOST_ROWS,
                isolation::MOST_CHARACTERS
            ),
        }
    }
}

/// Runs an owner's statement, if it is one that may be run.
async fn read(sql: &impl SmartSql, owner: &UserId, statement: &str) -> Result<Rows, Failure> {
    let refused = |why: String| Failure::invalid("sql_query", why);
    let objected = |objection: Objection| refused(objection.to_string());
    let checked = guard::check(statement).map_err(objected)?;
    let parameters = parameters![owner.as_str()];
    let measured = bound::to_measure(&checked).map_err(objected)?;
    let sizes = sizes(sql, owner, &measured).await?;
    bound::check(&checked, &sizes).map_err(objected)?;
    let naming = isolation::columns_of(&checked);
    let named = sql.query(&naming, parameters).await;
    let columns = named.map_err(as_sql_query)?.columns;
    if columns.len() > isolation::MOST_COLUMNS {
        let most = isolation::MOST_COLUMNS;
        return Err(refused(format!("has more than {most} columns")));
    }
    let bounded = isolation::bounded(&checked, columns.len());
    let found = sql
        .query(&bounded, parameters)
        .await
        .map_err(as_sql_query)?;
    Ok(kept_rows(columns, found.rows))
}

/// How much the owner has in these tables.
async fn sizes(
    sql: &impl SmartSql,
    owner: &UserId,
    tables: &[&'static tables::Table],
) -> Result<Sizes, Failure> {
    #[derive(Deserialize)]
    struct Row {
        sizes: String,
    }
    if tables.is_empty() {
        return Ok(Sizes::new());
    }
    let row: Option<Row> = sql
        .row(&isolation::sizes(tables), parameters![owner.as_str()])
        .await?;
    let sizes: Vec<Size> = row
        .and_then(|row| serde_json::from_str(&row.sizes).ok())
        .ok_or_else(|| Failure::unavailable("the database did not count"))?;
    Ok(tables.iter().map(|table| table.name).zip(sizes).collect())
}

/// The rows up to where the answer is cut off, without what tells so.
fn kept_rows(columns: Vec<String>, found: Vec<Vec<Value>>) -> Rows {
    let mut rows = Vec::with_capacity(found.len());
    let mut is_cut = false;
    for mut row in found {
        let is_kept = row.pop() == Some(Value::Integer(1));
        if is_kept && rows.len() < isolation::MOST_ROWS {
            rows.push(row);
        } else {
            is_cut = true;
        }
    }
    Rows {
        table: Table { columns, rows },
        is_cut,
    }
}

/// The owner called their statement otherwise.
fn as_sql_query(failure: Failure) -> Failure {
    match failure {
        Failure::Invalid { field, why } if field == STATEMENT => Failure::invalid("sql_query", why),
        other => other,
    }
}
