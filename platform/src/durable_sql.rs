//! An actor's own SQLite: the core's `Sql` over a Durable Object's storage.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use call_me_back::sql::{Sql, SqlError, Value};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use worker::Storage;

use crate::sql::js_value;

pub(crate) struct DurableSql {
    storage: Storage,
    held: RefCell<BTreeMap<String, Rc<Vec<u8>>>>,
}

/// What all actors of an isolate hold, in bytes. They share 128 MB.
const MOST_HELD: usize = 24 << 20;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
}

impl DurableSql {
    pub(crate) fn new(storage: Storage) -> Self {
        Self {
            storage,
            held: RefCell::default(),
        }
    }

    pub(crate) fn storage(&self) -> &Storage {
        &self.storage
    }
}

impl Drop for DurableSql {
    fn drop(&mut self) {
        let held: usize = self.held.borrow().values().map(|bytes| bytes.len()).sum();
        HELD.set(HELD.get().saturating_sub(held));
    }
}

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
        self.storage
            .sql()
            .exec_raw(statement, values)
            .and_then(|cursor| cursor.to_array())
            .map_err(|error| SqlError(error.to_string()))
    }

    fn run(&self, statement: &str, parameters: &[Value]) -> Result<(), SqlError> {
        let values: Vec<JsValue> = parameters.iter().map(js_value).collect();
        self.storage
            .sql()
            .exec_raw(statement, values)
            .map(|_| ())
            .map_err(|error| SqlError(error.to_string()))
    }

    fn held(
        &self,
        name: &str,
        read: impl FnOnce() -> Result<Vec<u8>, SqlError>,
    ) -> Result<Rc<Vec<u8>>, SqlError> {
        if let Some(bytes) = self.held.borrow().get(name) {
            return Ok(Rc::clone(bytes));
        }
        let bytes = Rc::new(read()?);
        let held = HELD.get() + bytes.len();
        if held <= MOST_HELD {
            HELD.set(held);
            let mut all = self.held.borrow_mut();
            all.insert(name.to_owned(), Rc::clone(&bytes));
        }
        Ok(bytes)
    }

    fn let_go(&self, name: &str) {
        if let Some(bytes) = self.held.borrow_mut().remove(name) {
            HELD.set(HELD.get().saturating_sub(bytes.len()));
        }
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
