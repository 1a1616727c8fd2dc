//! Semantic documents: what a caller keeps under an id, as JSON or as text, and finds again.

use serde::Deserialize;
use serde_json::Value;

use super::matching::{Among, matches};
use super::rows::to_json;
use crate::failure::Failure;
use crate::ids::DocumentId;
use crate::memory::command::{
    Command, DeleteDocument, Document, FoundDocument, GetDocument, PutDocument, SearchDocuments,
};
use crate::parameters;
use crate::recall::needle::Needle;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// The longest object id, in characters, and the longest document, in bytes: a row
/// holds it twice, and 2 MB at most.
const LONGEST_OBJECT_ID: usize = 256;
const LONGEST_DOCUMENT: usize = 500_000;
/// The most of a key that stands before a value, in characters.
const LONGEST_KEY: usize = 100;
const MOST_FOUND: u32 = 100;
const MOST_WEIGHED: u32 = 500;

impl Command for PutDocument {
    const NAME: &'static str = "put_document";
    type Answer = String;

    fn run(self, sql: &impl Sql) -> Result<String, Failure> {
        self.check()?;
        let object_id = match self.object_id {
            Some(id) => id,
            None => DocumentId::new(self.entropy).into(),
        };
        sql.run(
            "INSERT INTO documents (object_id, document, text, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (object_id) DO UPDATE SET document = excluded.document,
                 text = excluded.text, updated_at = excluded.updated_at",
            parameters![
                object_id.as_str(),
                self.document.as_str(),
                text_of(&read(&self.document)),
                self.now,
                self.now
            ],
        )?;
        Ok(object_id)
    }
}

impl PutDocument {
    /// Whether it can be stored, wherever that is.
    pub fn check(&self) -> Result<(), Failure> {
        let is_name = |id: &String| {
            let length = id.chars().count();
            (1..=LONGEST_OBJECT_ID).contains(&length) && !id.chars().any(char::is_control)
        };
        if self.object_id.as_ref().is_some_and(|id| !is_name(id)) {
            let why = format!("an object id has 1 to {LONGEST_OBJECT_ID} printable characters");
            return Err(Failure::invalid("object_id", why));
        }
        if self.document.len() > LONGEST_DOCUMENT {
            let why = format!("a document has at most {LONGEST_DOCUMENT} bytes");
            return Err(Failure::invalid("document", why));
        }
        Ok(())
    }
}

impl Command for GetDocument {
    const NAME: &'static str = "get_document";
    type Answer = Option<String>;

    fn run(self, sql: &impl Sql) -> Result<Option<String>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            document: String,
        }
        let row: Option<Row> = sql.row(
            "SELECT document FROM documents WHERE object_id = ?",
            parameters![self.object_id],
        )?;
        Ok(row.map(|row| row.document))
    }
}

impl Command for DeleteDocument {
    const NAME: &'static str = "delete_document";
    type Answer = bool;

    fn run(self, sql: &impl Sql) -> Result<bool, Failure> {
        #[derive(Deserialize)]
        struct Deleted {}
        let deleted: Option<Deleted> = sql.row(
            "DELETE FROM documents WHERE object_id = ? RETURNING row",
            parameters![self.object_id],
        )?;
        Ok(deleted.is_some())
    }
}

impl Command for SearchDocuments {
    const NAME: &'static str = "search_documents";
    type Answer = Vec<FoundDocument>;
    const BY_MEANING: bool = true;

    fn needle(&mut self) -> Option<&mut Needle> {
        Some(&mut self.needle)
    }

    fn run(self, sql: &impl Sql) -> Result<Vec<FoundDocument>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            row: i64,
            object_id: String,
            text: String,
        }
        let among = Among::all("documents", "1", &[], MOST_WEIGHED);
        let matches = matches(sql, &self.needle, &among)?;
        let score = |row: &i64| matches.get(row).map_or(0.0, |matched| matched.score());
        let mut best: Vec<i64> = matches.keys().copied().collect();
        best.sort_by(|one, other| score(other).total_cmp(&score(one)));
        best.truncate(self.limit.min(MOST_FOUND) as usize);
        let rows: Vec<Row> = sql.rows(
            "SELECT row, object_id, text FROM documents
             WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?)) ORDER BY object_id",
            parameters![to_json(&best)?],
        )?;
        let found = rows.into_iter().map(|row| FoundDocument {
            score: score(&row.row),
            object_id: row.object_id,
            text: row.text,
        });
        let mut found: Vec<FoundDocument> = found.collect();
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        Ok(found)
    }
}

/// Puts a document of before, where nothing later stands.
pub fn put_if_later(sql: &impl Sql, document: &Document) -> Result<(), Failure> {
    let text = match &document.document {
        Value::String(text) => text.clone(),
        json => json.to_string(),
    };
    let put = PutDocument {
        object_id: Some(document.object_id.clone()),
        document: text,
        now: document.updated_at,
        entropy: [0; 16],
    };
    if put.check().is_err() {
        return Ok(());
    }
    sql.run(
        "INSERT INTO documents (object_id, document, text, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (object_id) DO UPDATE SET document = excluded.document,
             text = excluded.text, updated_at = excluded.updated_at
         WHERE documents.updated_at < excluded.updated_at",
        parameters![
            document.object_id.as_str(),
            put.document.as_str(),
            text_of(&read(&put.document)),
            document.created_at.min(document.updated_at),
            document.updated_at
        ],
    )?;
    Ok(())
}

/// The documents after one row up to another, and how many characters they have.
pub fn between(sql: &impl Sql, after: i64, row: i64) -> Result<(Vec<Document>, usize), SqlError> {
    #[derive(Deserialize)]
    struct Row {
        object_id: String,
        document: String,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT object_id, document, created_at, updated_at FROM documents
         WHERE row > ?1 AND row <= ?2 ORDER BY row",
        parameters![after, row],
    )?;
    let size = rows.iter().map(|row| row.document.len()).sum();
    let documents = rows.into_iter().map(|row| Document {
        object_id: row.object_id,
        document: read(&row.document),
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok((documents.collect(), size))
}

/// What a document says: its JSON, or its text.
pub fn read(document: &str) -> Value {
    serde_json::from_str(document).unwrap_or_else(|_| Value::String(document.to_owned()))
}

/// The words of a document, one line for each value, after the key that leads to it. Of a large one
/// the first of them: what is found by is bounded as what is kept.
fn text_of(document: &Value) -> String {
    let mut text = String::new();
    tell(document, "", &mut text);
    text
}

fn tell(value: &Value, key: &str, text: &mut String) {
    let mut line = |value: &str| {
        if text.len() + key.len() + value.len() > LONGEST_DOCUMENT {
            return;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        if !key.is_empty() {
            text.push_str(key);
            text.push_str(": ");
        }
        text.push_str(value);
    };
    match value {
        Value::Null => {}
        Value::Bool(flag) => line(&flag.to_string()),
        Value::Number(number) => line(&number.to_string()),
        Value::String(value) => line(value),
        Value::Array(items) => {
            for item in items {
                tell(item, key, text);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                let key: String = key.chars().take(LONGEST_KEY).collect();
                // One key is enough to say what a value is, and keeps deep documents short.
                tell(field, &key.replace('_', " "), text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_documents_words_come_with_what_they_mean() {
        let document = serde_json::json!({
            "user_facts": {"boss_name": "Marcus", "hobbies": ["climbing", "beer"], "age": 30},
            "nothing": null,
        });
        assert_eq!(
            text_of(&document),
            "age: 30\nboss name: Marcus\nhobbies: climbing\nhobbies: beer"
        );
        assert_eq!(text_of(&serde_json::json!("just words")), "just words");
    }
    #[test]
    fn what_a_document_is_found_by_is_bounded() {
        let key = "k".repeat(200_000);
        let zeros = vec![0; 100_000];
        let text = text_of(&serde_json::json!({ key: zeros }));
        assert!(text.len() <= LONGEST_DOCUMENT);
    }
}
