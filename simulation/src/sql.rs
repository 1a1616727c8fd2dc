//! SmartSQL on the host: an SQLite with the project's own migrations, as strict as D1.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use call_me_back::failure::Failure;
use call_me_back::ports::{SmartSql, Table};
use call_me_back::sql::{Sql, SqlError, Value};
use serde::de::DeserializeOwned;

use crate::{Faults, Sqlite};

const MIGRATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");

pub struct HostSql {
    sqlite: Sqlite,
    pub faults: Faults,
}

impl HostSql {
    /// An empty database, migrated as far as the project goes.
    pub fn migrated() -> Result<Self, SqlError> {
        static MIGRATED: OnceLock<Vec<u8>> = OnceLock::new();
        Ok(Self {
            sqlite: Sqlite::begun(&MIGRATED, migrate)?,
            faults: Faults::default(),
        })
    }

    /// The database itself, for who looks from outside the product.
    pub fn sqlite(&self) -> &Sqlite {
        &self.sqlite
    }

    fn run_one(&self, statement: &str, parameters: &[Value]) -> Result<u64, SqlError> {
        single(statement)?;
        self.sqlite.run(statement, parameters)?;
        Ok(self.sqlite.changed())
    }
}

fn migrate(sqlite: &Sqlite) -> Result<(), SqlError> {
    let migrations = migrations().map_err(|error| SqlError(error.to_string()))?;
    migrations
        .iter()
        .try_for_each(|migration| sqlite.apply(migration))
}

/// The migrations' statements, in the order of their numbers.
fn migrations() -> std::io::Result<Vec<String>> {
    let mut files: Vec<_> = fs::read_dir(Path::new(MIGRATIONS))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "sql"));
    files.sort();
    files.into_iter().map(fs::read_to_string).collect()
}

/// D1 prepares one statement at a time.
fn single(statement: &str) -> Result<(), SqlError> {
    match statement.split_once(';') {
        Some((_, rest)) if !rest.trim().is_empty() => {
            Err(SqlError("more than one statement".to_owned()))
        }
        _ => Ok(()),
    }
}

impl SmartSql for HostSql {
    async fn rows<T: DeserializeOwned>(
        &self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Vec<T>, Failure> {
        let read = async {
            single(statement)?;
            Ok(self.sqlite.rows(statement, parameters)?)
        };
        self.faults.carry("the database", read).await
    }

    async fn query(&self, statement: &str, parameters: &[Value]) -> Result<Table, Failure> {
        let read = async { self.sqlite.query(statement, parameters) };
        self.faults.carry("the database", read).await
    }

    async fn run(&self, statement: &str, parameters: &[Value]) -> Result<u64, Failure> {
        let written = async { Ok(self.run_one(statement, parameters)?) };
        self.faults.carry("the database", written).await
    }

    async fn batch(&self, statements: &[(&str, &[Value])]) -> Result<u64, Failure> {
        let written = async {
            self.sqlite.atomically(|| {
                let changed = statements
                    .iter()
                    .map(|(statement, parameters)| self.run_one(statement, parameters));
                changed.sum::<Result<u64, _>>().map_err(Failure::from)
            })
        };
        self.faults.carry("the database", written).await
    }
}
