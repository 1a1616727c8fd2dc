//! What a page is sent that watches a call which goes on elsewhere: all that is said, as it is said. It is
//! only shown to: nothing that comes from it is listened to, and nothing waits for it.

use serde::Serialize;

use super::{Status, Turn};
use crate::time::MINUTE;

/// For so long a page watches by what it showed when it began. Then it shows anew whose it is: somebody who
/// signed out meanwhile is shown nothing more.
pub const PROVEN: i64 = MINUTE;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Watched {
    /// How the call stands: at first, and where what was shown before no longer holds.
    Transcript {
        status: Status,
        turns: Vec<Turn>,
        recalled: Vec<String>,
    },
    /// The user said something.
    Heard { text: String },
    /// A piece of what the persona says, as it goes down a line.
    Text { token: String, last: bool },
    /// What memory brought up for the reply that comes.
    Recalled { recalled: Vec<String> },
    /// The last that is shown here: who watches on opens it anew.
    ShowAnew,
}
