//! `SmartSql` over D1.

use call_me_back::failure::Failure;
use call_me_back::ports::SmartSql;
use call_me_back::sql::Value;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use worker::{D1Database, D1PreparedStatement, Env};

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

    async fn run(&self, statement: &str, parameters: &[Value]) -> Result<u64, Failure> {
        let database = self.database()?;
        let result = bind(&database, statement, parameters)?
            .run()
            .await
            .map_err(unavailable("the database"))?;
        let meta = result.meta().map_err(unavailable("the database"))?;
        Ok(meta.and_then(|meta| meta.changes).unwrap_or(0) as u64)
    }

    async fn batch(&self, statements: &[(&str, &[Value])]) -> Result<(), Failure> {
        let database = self.database()?;
        let bound = statements
            .iter()
            .map(|(statement, parameters)| bind(&database, statement, parameters))
            .collect::<Result<Vec<_>, _>>()?;
        database
            .batch(bound)
            .await
            .map(|_| ())
            .map_err(unavailable("the database"))
    }
}
