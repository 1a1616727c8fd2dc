//! The built-in embedder, for all actors of an isolate. Its table is a file beside the worker, so
//! that only those who look for something wait for it, and once.

use std::cell::RefCell;
use std::rc::Rc;

use call_me_back::embedding::Embedder;
use call_me_back::failure::Failure;
use worker::Env;

use crate::unavailable;

/// The file, under a host that is none.
const TABLE: &str = "https://assets/embedder.bin";

thread_local! {
    static READ: RefCell<Option<Rc<Embedder>>> = const { RefCell::new(None) };
}

/// # Errors
/// `Unavailable` where the table could not be fetched or is another release's.
pub(crate) async fn embedder(env: &Env) -> Result<Rc<Embedder>, Failure> {
    if let Some(embedder) = READ.with_borrow(Clone::clone) {
        return Ok(embedder);
    }
    let assets = env.assets("ASSETS").map_err(unavailable("the embedder"))?;
    let mut response = assets
        .fetch(TABLE, None)
        .await
        .map_err(unavailable("the embedder"))?;
    let table = response
        .bytes()
        .await
        .map_err(unavailable("the embedder"))?;
    let embedder = Embedder::read(table).map_err(|bad| Failure::unavailable(bad.to_string()))?;
    let embedder = Rc::new(embedder);
    READ.set(Some(Rc::clone(&embedder)));
    Ok(embedder)
}
