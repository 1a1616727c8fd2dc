//! Pages of what grows while it is read: each says where the next one begins, so that what is put
//! before it moves nothing.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::LARGEST_PAGE;
use crate::failure::Failure;
use crate::secret;
use crate::time::Timestamp;

/// How many a page holds at most: 1 to 100, which it is where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u32")]
pub struct Limit(u32);

#[derive(Debug, thiserror::Error)]
#[error("a page holds 1 to {LARGEST_PAGE} of them")]
pub struct LimitError;

impl TryFrom<u32> for Limit {
    type Error = LimitError;

    fn try_from(limit: u32) -> Result<Self, LimitError> {
        if (1..=LARGEST_PAGE).contains(&limit) {
            Ok(Self(limit))
        } else {
            Err(LimitError)
        }
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(LARGEST_PAGE)
    }
}

impl JsonSchema for Limit {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Limit".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "integer",
            "minimum": 1,
            "maximum": LARGEST_PAGE,
            "default": LARGEST_PAGE,
            "description": "How many a page holds at most.",
        })
    }
}

/// Where something stands in a list that runs from the highest rank to the lowest; of one rank, from
/// the last id to the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub rank: i64,
    pub id: String,
    /// When the first page was asked for, where ranks change with time.
    pub at: Timestamp,
}

/// Where the next page of a list begins; it is only good for that list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether it is one shows when a page is asked for with it.
impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl JsonSchema for Cursor {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Cursor".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Where the next page begins: `next_cursor` of the one before.",
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Written {
    list: String,
    #[serde(flatten)]
    position: Position,
}

/// A page that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    list: String,
    pub after: Option<Position>,
    pub limit: u32,
}

impl Page {
    /// `list` names whose list it is, of what, and how it is narrowed and sorted.
    ///
    /// # Errors
    /// `Invalid` where the cursor is none of that list.
    pub fn new(list: &[&str], limit: Limit, cursor: Option<&Cursor>) -> Result<Self, Failure> {
        // A cursor opens nothing: the digest only tells mistakes.
        let list = secret::hash(&list.join("\n")).chars().take(16).collect();
        let read = |cursor: &Cursor| -> Option<Position> {
            let json = BASE64URL.decode(&cursor.0).ok()?;
            let written: Written = serde_json::from_slice(&json).ok()?;
            (written.list == list).then_some(written.position)
        };
        let after = cursor.map(|cursor| {
            read(cursor).ok_or_else(|| {
                Failure::invalid(
                    "cursor",
                    "That is no cursor of this list. Begin anew without.",
                )
            })
        });
        Ok(Self {
            after: after.transpose()?,
            limit: limit.0,
            list,
        })
    }

    /// What the page after the one that ends there is asked for with.
    pub fn next(&self, position: Option<Position>) -> Option<Cursor> {
        let written = Written {
            list: self.list.clone(),
            position: position?,
        };
        let json = serde_json::to_string(&written).ok()?;
        Some(Cursor(BASE64URL.encode(json)))
    }

    /// How many rows are read: one more tells whether there is another page.
    pub fn rows(&self) -> u32 {
        self.limit + 1
    }

    /// Those of the rows that stand on the page, and where it ends if there are more.
    pub fn cut<T>(
        &self,
        rows: Vec<T>,
        position: impl Fn(&T) -> Position,
    ) -> (Vec<T>, Option<Cursor>) {
        let (rows, end) = cut(rows, self.limit, position);
        (rows, self.next(end))
    }
}

/// The first `limit` of the rows, and where they end if there are more.
pub fn cut<T>(
    mut rows: Vec<T>,
    limit: u32,
    position: impl Fn(&T) -> Position,
) -> (Vec<T>, Option<Position>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= limit {
        return (rows, None);
    }
    rows.truncate(limit);
    let end = rows.last().map(position);
    (rows, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(rank: i64) -> Position {
        Position {
            rank,
            id: format!("call_{rank}"),
            at: Timestamp::from_millis(7),
        }
    }

    #[test]
    fn a_page_begins_where_the_one_before_ended() {
        let limit = Limit::try_from(2).unwrap();
        let first = Page::new(&["calls", "user_1"], limit, None).unwrap();
        assert_eq!(first.rows(), 3);
        let (rows, next) = first.cut(vec![9, 8, 7], |&rank| position(rank));
        assert_eq!(rows, [9, 8]);
        let second = Page::new(&["calls", "user_1"], limit, next.as_ref()).unwrap();
        assert_eq!(second.after, Some(position(8)));
        assert_eq!(second.cut(vec![7], |&rank| position(rank)), (vec![7], None));
    }

    #[test]
    fn a_cursor_of_another_list_is_none() {
        let first = Page::new(&["calls", "user_1"], Limit::default(), None).unwrap();
        let cursor = first.next(Some(position(1)));
        for (list, cursor) in [
            (["calls", "user_2"], cursor),
            (["calls", "user_1"], Some(Cursor("nonsense".into()))),
            (["calls", "user_1"], Some(Cursor(String::new()))),
        ] {
            let page = Page::new(&list, Limit::default(), cursor.as_ref());
            assert!(matches!(page, Err(Failure::Invalid { field, .. }) if field == "cursor"));
        }
    }

    #[test]
    fn a_page_holds_something_and_not_too_much() {
        assert!(Limit::try_from(0).is_err() && Limit::try_from(101).is_err());
        assert!(Limit::try_from(1).is_ok() && Limit::try_from(100).is_ok());
    }
}
