//! An actor's own SQLite: the core's `Sql` over a Durable Object's storage.

use call_me_back::sql::{Sql, SqlError, Value};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use worker::Storage;

use crate::sql::js_value;

pub(crate) struct DurableSql(pub Storage);

#[wasm_bindgen]
extern "C" {
    /// What the `worker` crate does not bind of a Durable Object's storage.
    type Transactions;

    /// Rolls back where the closure throws.
    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &Transactions,
        work: &mut dyn FnMut() -> Result<(), JsValue>,
    ) -> Result<(), JsValue>;
}

impl Sql for DurableSql {
    fn rows<T: DeserializeOwned>(
        &self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Vec<T>, SqlError> {
        let values: Vec<JsValue> = parameters.iter().map(js_value).collect();
        self.0
            .sql()
            .exec_raw(statement, values)
            .and_then(|cursor| cursor.to_array())
            .map_err(|error| SqlError(error.to_string()))
    }

    fn run(&self, statement: &str, parameters: &[Value]) -> Result<(), SqlError> {
        let values: Vec<JsValue> = parameters.iter().map(js_value).collect();
        self.0
            .sql()
            .exec_raw(statement, values)
            .map(|_| ())
            .map_err(|error| SqlError(error.to_string()))
    }

    fn atomically<T, E: From<SqlError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let storage: &Transactions = self.0.as_raw().unchecked_ref();
        let mut work = Some(work);
        let mut outcome = None;
        let committed = storage.transaction_sync(&mut || {
            let done = work.take().map(|work| work());
            let rolls_back = matches!(done, Some(Err(_)));
            outcome = done;
            if rolls_back {
                return Err(JsValue::from_str("rolled back"));
            }
            Ok(())
        });
        if let (Err(error), Some(Ok(_)) | None) = (&committed, &outcome) {
            return Err(SqlError(format!("{error:?}")).into());
        }
        outcome.unwrap_or_else(|| Err(SqlError("the transaction did not run".to_owned()).into()))
    }
}
