//! An actor's own SQLite: the core's `Sql` over a Durable Object's storage.

use call_me_back::failure::Failure;
use call_me_back::sql::{Holding, Sql, SqlError, Value};
use js_sys::{Array, Error, JSON};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use worker::Storage;

use crate::sql::js_value;
use crate::unavailable;

pub(crate) struct DurableSql {
    storage: Storage,
    database: JsValue,
    holding: Holding,
}

impl DurableSql {
    pub(crate) fn new(storage: Storage) -> Self {
        let database = storage.as_raw().unchecked_ref::<Transactions>().sql();
        Self {
            storage,
            database,
            holding: Holding::default(),
        }
    }

    pub(crate) fn storage(&self) -> &Storage {
        &self.storage
    }

    /// Erases all that the actor has stored, its alarm too. Its tables are to be made anew.
    pub(crate) async fn erase(&self) -> Result<(), Failure> {
        let erased = async {
            self.storage.delete_alarm().await?;
            self.storage.delete_all().await
        };
        erased.await.map_err(unavailable("an actor's storage"))?;
        self.holding.clear();
        Ok(())
    }

    fn cursor(&self, statement: &str, parameters: &[Value]) -> Result<Cursor, SqlError> {
        let database: &Database = self.database.unchecked_ref();
        let values = parameters.iter().map(js_value).collect();
        database.exec(statement, values).map_err(refused)
    }
}

fn refused(error: JsValue) -> SqlError {
    let message = error.dyn_ref::<Error>().map(|error| error.message().into());
    SqlError(message.unwrap_or_else(|| format!("{error:?}")))
}

// What the `worker` crate does not bind of a Durable Object's storage, or where it does not catch
// what is thrown.
#[wasm_bindgen]
extern "C" {
    type Database;

    #[wasm_bindgen(method, catch, variadic)]
    fn exec(this: &Database, statement: &str, values: Array) -> Result<Cursor, JsValue>;

    type Cursor;

    #[wasm_bindgen(method, catch, js_name = toArray)]
    fn to_array(this: &Cursor) -> Result<Array, JsValue>;

    type Transactions;

    #[wasm_bindgen(method, getter)]
    fn sql(this: &Transactions) -> JsValue;

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
        let rows = self.cursor(statement, parameters)?.to_array();
        let rows = rows.map_err(refused)?;
        // One text crosses into the module sooner than each value by itself. Bytes alone are lost on
        // the way, and are then missing.
        let text = JSON::stringify(&rows).map_err(refused)?;
        serde_json::from_str(&String::from(text))
            .or_else(|_| serde_wasm_bindgen::from_value(rows.into()))
            .map_err(|error| SqlError(error.to_string()))
    }

    fn run(&self, statement: &str, parameters: &[Value]) -> Result<(), SqlError> {
        self.cursor(statement, parameters).map(|_| ())
    }

    fn holding(&self) -> &Holding {
        &self.holding
    }

    fn atomically<T, E: From<SqlError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let storage: &Transactions = self.storage.as_raw().unchecked_ref();
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
