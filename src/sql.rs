//! The door to an actor's own SQLite, synchronous because a Durable Object's is. The same
//! statements run in the worker and, over `rusqlite`, on the host.

mod holding;

use std::fmt;
use std::rc::Rc;

use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer};

use crate::time::Timestamp;
pub use holding::{Held, Holding};

/// A bound parameter. Statements never hold values.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

impl Value {
    /// A number as it crossed: whole ones below 2^53 are integers again.
    pub fn of_number(number: f64) -> Self {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if !number.is_finite() {
            Self::Null
        } else if number.fract() == 0.0 && number.abs() < EXACT {
            Self::Integer(number as i64)
        } else {
            Self::Real(number)
        }
    }
}

/// A column of bytes, as it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Whole;
        impl Visitor<'_> for Whole {
            type Value = Bytes;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }

            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Whole)
    }
}

#[derive(Debug, Clone, thiserror::Error)]
#[error("the database refused: {0}")]
pub struct SqlError(pub String);

pub trait Sql {
    /// Runs one statement and reads its rows; a row's columns are the fields of `T`. Integers
    /// cross as 64-bit floats in the worker: keep them below 2^53.
    fn rows<T: DeserializeOwned>(
        &self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Vec<T>, SqlError>;

    /// Runs one statement for its effect.
    fn run(&self, statement: &str, parameters: &[Value]) -> Result<(), SqlError>;

    /// Does all of `work` or nothing of it. Not to be nested.
    fn atomically<T, E: From<SqlError>>(&self, work: impl FnOnce() -> Result<T, E>)
    -> Result<T, E>;

    /// What is kept in memory between requests.
    fn holding(&self) -> &Holding;

    /// What many requests read and few change, under a name: as it was read last, where that is still
    /// held, else as `read` gives it now.
    fn held<T: Held>(
        &self,
        name: &str,
        read: impl FnOnce() -> Result<T, SqlError>,
    ) -> Result<Rc<T>, SqlError> {
        if let Some(held) = self.holding().get(name) {
            return Ok(held);
        }
        let read = Rc::new(read()?);
        self.holding().put(name, Rc::clone(&read));
        Ok(read)
    }

    /// Says that what is held under a name has changed.
    fn let_go(&self, name: &str) {
        self.holding().let_go(name);
    }

    /// The first row, where there is one.
    fn row<T: DeserializeOwned>(
        &self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Option<T>, SqlError> {
        Ok(self.rows(statement, parameters)?.into_iter().next())
    }
}

/// `parameters![a, b]`: a list of bound parameters.
#[macro_export]
macro_rules! parameters {
    ($($value:expr),* $(,)?) => { &[$($crate::sql::Value::from($value)),*] };
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Integer(i64::from(value))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Integer(i64::from(value))
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Integer(value.millis())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
