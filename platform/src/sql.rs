//! `SmartSql` over D1.

use std::pin::pin;
use std::time::Duration;

use call_me_back::failure::Failure;
use call_me_back::ports::{QUERY_LIMIT, SmartSql, Table, bad_statement, slow_statement};
use call_me_back::sql::Value;
use futures_util::future::{Either, select};
use js_sys::futures::JsFuture;
use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use worker::{D1Database, D1PreparedStatement, D1Result, Delay, Env};

use crate::unavailable;

pub(crate) struct D1(pub Env);

impl D1 {
    fn database(&self) -> Result<D1Database, Failure> {
        self.0.d1("DB").map_err(unavailable("the database"))
    }
}

fn bind(
    database: &D1Database,
    statement: &str,
    parameters: &[Value],
) -> Result<D1PreparedStatement, Failure> {
    let values: Vec<JsValue> = parameters.iter().map(js_value).collect();
    database
        .prepare(statement)
        .bind(&values)
        .map_err(unavailable("the database"))
}

/// Integers cross as 64-bit floats, which are exact below 2^53.
pub(crate) fn js_value(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Integer(integer) => JsValue::from_f64(*integer as f64),
        Value::Real(real) => JsValue::from_f64(*real),
        Value::Text(text) => JsValue::from_str(text),
        Value::Blob(bytes) => Uint8Array::from(bytes.as_slice()).into(),
    }
}

impl SmartSql for D1 {
    async fn rows<T: DeserializeOwned>(
        &self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Vec<T>, Failure> {
        let database = self.database()?;
        let result = bind(&database, statement, parameters)?
            .all()
            .await
            .map_err(unavailable("the database"))?;
        result.results().map_err(unavailable("the database"))
    }

    async fn query(&self, statement: &str, parameters: &[Value]) -> Result<Table, Failure> {
        let database = self.database()?;
        let bound = bind(&database, statement, parameters)?;
        let limit = Delay::from(Duration::from_millis(u64::from(QUERY_LIMIT)));
        // Nobody can stop D1 itself, which has a limit of its own.
        match select(pin!(raw(&bound)), limit).await {
            Either::Left((rows, _)) => Ok(table(&rows.map_err(as_statement)?)),
            Either::Right(_) => Err(slow_statement()),
        }
    }

    async fn run(&self, statement: &str, parameters: &[Value]) -> Result<u64, Failure> {
        let database = self.database()?;
        let result = bind(&database, statement, parameters)?
            .run()
            .await
            .map_err(unavailable("the database"))?;
        changed(&result)
    }

    async fn batch(&self, statements: &[(&str, &[Value])]) -> Result<u64, Failure> {
        let database = self.database()?;
        let bound = statements
            .iter()
            .map(|(statement, parameters)| bind(&database, statement, parameters))
            .collect::<Result<Vec<_>, _>>()?;
        let results = database
            .batch(bound)
            .await
            .map_err(unavailable("the database"))?;
        results.iter().map(changed).sum()
    }
}

/// How many rows a statement changed.
fn changed(result: &D1Result) -> Result<u64, Failure> {
    let meta = result.meta().map_err(unavailable("the database"))?;
    Ok(meta.and_then(|meta| meta.changes).unwrap_or(0) as u64)
}

#[wasm_bindgen]
extern "C" {
    type Prepared;

    /// The crate's own takes no options, and so gives no names of columns.
    #[wasm_bindgen(structural, method, catch)]
    fn raw(this: &Prepared, options: &Object) -> Result<js_sys::Promise, JsValue>;
}

/// The names of the columns, and then the rows, each an array.
async fn raw(statement: &D1PreparedStatement) -> Result<Array, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"columnNames".into(), &JsValue::TRUE)?;
    let prepared: &Prepared = statement.inner().unchecked_ref();
    let rows = JsFuture::from(prepared.raw(&options)?).await?;
    rows.dyn_into()
}

fn table(rows: &Array) -> Table {
    let mut rows = rows.iter().map(|row| Array::from(&row));
    let names = rows.next().unwrap_or_default();
    Table {
        columns: names.iter().filter_map(|name| name.as_string()).collect(),
        rows: rows
            .map(|row| row.iter().map(|cell| value(&cell)).collect())
            .collect(),
    }
}

fn value(cell: &JsValue) -> Value {
    match (cell.as_f64(), cell.as_string()) {
        (Some(number), _) => Value::of_number(number),
        (None, Some(text)) => Value::Text(text),
        (None, None) => Value::Null,
    }
}

/// What SQLite says of a statement is for whoever wrote it; the rest is D1's own.
fn as_statement(error: JsValue) -> Failure {
    let message = match error.dyn_into::<js_sys::Error>() {
        Ok(error) => String::from(error.message()),
        Err(_) => "the database failed".to_owned(),
    };
    let said = message
        .strip_prefix("D1_ERROR: ")
        .and_then(|said| said.rsplit_once(": SQLITE_"));
    match said {
        Some((words, "ERROR" | "TOOBIG" | "AUTH" | "RANGE" | "MISMATCH" | "NOMEM")) => {
            // Where it went wrong is counted in a statement that nobody else has seen.
            let words = words
                .rsplit_once(" at offset ")
                .map_or(words, |(words, _)| words);
            bad_statement(words)
        }
        _ => Failure::unavailable(format!("the database: {message}")),
    }
}
