//! An actor's SQLite on the host. It is as strict as a Durable Object's: what is refused there is
//! refused here, and numbers cross as floats.

mod cell;

use std::sync::OnceLock;

use call_me_back::failure::Failure;
use call_me_back::ports::{Table, bad_statement, slow_statement};
use call_me_back::sql::{Holding, Sql, SqlError, Value};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, MAIN_DB, Statement, ToSql};
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;

use cell::Cell;

/// Statements that a Durable Object does not run.
const REFUSED: [&str; 7] = [
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
    "PRAGMA",
    "VACUUM",
];
const MOST_PARAMETERS: usize = 100;
const LONGEST_STATEMENT: usize = 100_000;
const LONGEST_TEXT: usize = 2_000_000;
/// What SQLite itself is held to, as in the runtime.
const LIMITS: [(Limit, i32); 6] = [
    (Limit::SQLITE_LIMIT_COLUMN, 100),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 5),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 32),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
    (Limit::SQLITE_LIMIT_LENGTH, 2_200_000),
];
/// How many thousand steps a statement of somebody else's may take. A clock would tell differently
/// from run to run.
const MOST_STEPS: u32 = 20_000;
/// What may cross at once, in bytes of text: an isolate has little memory, and shares it with calls.
const LARGEST_ANSWER: usize = 4_000_000;
/// Integers are exact in a 64-bit float up to here.
const LARGEST_INTEGER: i64 = 1 << 53;
/// More statements than the product has: parsing them anew takes longer than running them.
const STATEMENTS: usize = 1_000;

pub struct Sqlite {
    connection: Connection,
    holding: Holding,
}

impl Sqlite {
    /// An empty database in memory.
    pub fn in_memory() -> Result<Self, SqlError> {
        let connection = Connection::open_in_memory().map_err(refusal)?;
        for (limit, value) in LIMITS {
            connection.set_limit(limit, value).map_err(refusal)?;
        }
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let holding = Holding::default();
        Ok(Self {
            connection,
            holding,
        })
    }

    /// A database in memory in which what `begin` does is done. It is done once for all that share an
    /// `image`: a test makes hundreds of worlds, and their tables take longer than what is done in them.
    pub fn begun<E: From<SqlError>>(
        image: &OnceLock<Vec<u8>>,
        begin: impl FnOnce(&Self) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut sqlite = Self::in_memory()?;
        if let Some(image) = image.get() {
            let read = image.as_slice();
            let connection = &mut sqlite.connection;
            connection
                .deserialize_read_exact(MAIN_DB, read, read.len(), false)
                .map_err(refusal)?;
        } else {
            begin(&sqlite)?;
            let bytes = sqlite.connection.serialize(MAIN_DB).map_err(refusal)?;
            image.get_or_init(|| bytes.to_vec());
        }
        Ok(sqlite)
    }

    /// Runs the statements of a script, as a migration does.
    pub fn apply(&self, script: &str) -> Result<(), SqlError> {
        self.connection.execute_batch(script).map_err(refusal)
    }

    /// The rows of a statement that was not known before, unless it takes too long.
    pub fn query(&self, statement: &str, parameters: &[Value]) -> Result<Table, Failure> {
        check(statement, parameters)?;
        let mut steps = 0;
        let too_many = move || {
            steps += 1;
            steps > MOST_STEPS
        };
        self.connection.progress_handler(1_000, Some(too_many));
        let table = self.table(statement, parameters).map_err(failure);
        self.connection.progress_handler(0, None::<fn() -> bool>);
        let table = table?;
        let texts = table.rows.iter().flatten().map(|cell| match cell {
            Value::Text(text) => text.len(),
            _ => 0,
        });
        if texts.sum::<usize>() > LARGEST_ANSWER {
            return Err(Failure::unavailable(
                "the answer does not fit into an isolate",
            ));
        }
        Ok(table)
    }

    fn table(&self, statement: &str, parameters: &[Value]) -> rusqlite::Result<Table> {
        let mut prepared = self.connection.prepare(statement)?;
        bind(&mut prepared, parameters)?;
        let columns: Vec<String> = prepared
            .column_names()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let mut rows = prepared.raw_query();
        let mut table = Table {
            columns,
            rows: Vec::new(),
        };
        while let Some(row) = rows.next()? {
            let cells = (0..table.columns.len()).map(|column| row.get_ref(column).map(crossed));
            table.rows.push(cells.collect::<rusqlite::Result<_>>()?);
        }
        Ok(table)
    }

    /// How many rows the last statement changed.
    pub fn changed(&self) -> u64 {
        self.connection.changes()
    }

    /// Every value of every table, shadow tables of indexes too, as text: what a person who reads
    /// the file would find.
    pub fn dump(&self) -> Result<String, SqlError> {
        let mut dump = String::new();
        let tables: Vec<String> = self
            .connection
            .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
            .map_err(refusal)?;
        for table in tables {
            self.dump_table(&table, &mut dump).map_err(refusal)?;
        }
        Ok(dump)
    }

    fn dump_table(&self, table: &str, dump: &mut String) -> rusqlite::Result<()> {
        let mut statement = self
            .connection
            .prepare(&format!("SELECT * FROM \"{table}\""))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            dump.push_str(&format!("\n{table}:"));
            for column in 0..columns {
                let bytes = match row.get_ref(column)? {
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                        String::from_utf8_lossy(bytes).into_owned()
                    }
                    ValueRef::Integer(number) => number.to_string(),
                    ValueRef::Real(number) => number.to_string(),
                    ValueRef::Null => String::new(),
                };
                dump.push_str(&format!(" {bytes}"));
            }
        }
        Ok(())
    }

    fn prepared(
        &self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<rusqlite::CachedStatement<'_>, SqlError> {
        check(statement, parameters)?;
        let mut prepared = self.connection.prepare_cached(statement).map_err(refusal)?;
        bind(&mut prepared, parameters).map_err(refusal)?;
        Ok(prepared)
    }
}

impl Sql for Sqlite {
    fn holding(&self) -> &Holding {
        &self.holding
    }

    fn rows<T: DeserializeOwned>(
        &self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Vec<T>, SqlError> {
        let mut prepared = self.prepared(statement, parameters)?;
        let columns: Vec<String> = prepared
            .column_names()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let mut rows = prepared.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(refusal)? {
            let mut cells = Vec::new();
            for (index, column) in columns.iter().enumerate() {
                cells.push((column.as_str(), cell(row.get_ref(index).map_err(refusal)?)?));
            }
            let row = T::deserialize(MapDeserializer::new(cells.into_iter()));
            let row: Result<T, cell::Unreadable> = row;
            found.push(row.map_err(|error| SqlError(format!("{error} in {statement}")))?);
        }
        Ok(found)
    }

    fn run(&self, statement: &str, parameters: &[Value]) -> Result<(), SqlError> {
        self.prepared(statement, parameters)?
            .raw_execute()
            .map(|_| ())
            .map_err(|error| SqlError(format!("{error} in {statement}")))
    }

    fn atomically<T, E: From<SqlError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self.connection.unchecked_transaction().map_err(refusal)?;
        // Dropped on the way out of an error, it is rolled back.
        let done = work()?;
        transaction.commit().map_err(refusal)?;
        Ok(done)
    }
}

fn refusal(error: rusqlite::Error) -> SqlError {
    SqlError(error.to_string())
}

fn failure(error: rusqlite::Error) -> Failure {
    match error {
        rusqlite::Error::SqliteFailure(code, _) if code.code == ErrorCode::OperationInterrupted => {
            slow_statement()
        }
        rusqlite::Error::SqliteFailure(_, Some(words)) => bad_statement(&words),
        rusqlite::Error::SqlInputError { msg, .. } => bad_statement(&msg),
        other => refusal(other).into(),
    }
}

/// A cell as it comes out of the runtime: every number is a float, and what no float is, nothing.
fn crossed(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number) => Value::of_number(number as f64),
        ValueRef::Real(number) => Value::of_number(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
    }
}

fn check(statement: &str, parameters: &[Value]) -> Result<(), SqlError> {
    let verb = statement.split_whitespace().next().unwrap_or_default();
    let is_refused = REFUSED
        .iter()
        .any(|refused| verb.eq_ignore_ascii_case(refused));
    let too_long = parameters.iter().any(|value| match value {
        Value::Text(text) => text.len() > LONGEST_TEXT,
        Value::Blob(bytes) => bytes.len() > LONGEST_TEXT,
        _ => false,
    });
    if is_refused {
        Err(SqlError(format!("{verb} is not run in a Durable Object")))
    } else if parameters.len() > MOST_PARAMETERS {
        Err(SqlError("too many bound parameters".to_owned()))
    } else if statement.len() > LONGEST_STATEMENT || too_long {
        Err(SqlError("too long for a Durable Object".to_owned()))
    } else {
        Ok(())
    }
}

fn bind(statement: &mut Statement<'_>, parameters: &[Value]) -> rusqlite::Result<()> {
    let expected = statement.parameter_count();
    if expected != parameters.len() {
        return Err(rusqlite::Error::InvalidParameterCount(
            parameters.len(),
            expected,
        ));
    }
    for (index, value) in (1..).zip(parameters) {
        let value: &dyn ToSql = match value {
            Value::Null => &rusqlite::types::Null,
            Value::Integer(number) => &(*number as f64),
            Value::Real(number) => number,
            Value::Text(text) => text,
            Value::Blob(bytes) => bytes,
        };
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

fn cell(value: ValueRef<'_>) -> Result<Cell<'_>, SqlError> {
    match value {
        ValueRef::Integer(number) if number.abs() >= LARGEST_INTEGER => {
            Err(SqlError("an integer is not exact as a float".to_owned()))
        }
        value => Ok(Cell(value)),
    }
}
