//! What a statement gave, as the text of a file: JSON or CSV.

use serde::Deserialize;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::ports::Table;
use crate::sql::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// An array of objects, a row each, with the columns in their order. A second column of the same
    /// name is `name:1`, as SQLite itself calls it.
    #[default]
    Json,
    /// RFC 4180, with a line of column names. What is empty stands as nothing, an empty text as `""`.
    /// Texts stand as they are, those too that a spreadsheet would take for a formula.
    Csv,
}

pub fn text(table: &Table, format: Format) -> String {
    match format {
        // Names, texts and finite numbers: there is nothing in it that can't be written.
        Format::Json => serde_json::to_string(&Rows(table)).unwrap_or_default(),
        Format::Csv => csv(table),
    }
}

struct Rows<'a>(&'a Table);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.0.rows.len()))?;
        for row in &self.0.rows {
            rows.serialize_element(&Row(&self.0.columns, row))?;
        }
        rows.end()
    }
}

struct Row<'a>(&'a [String], &'a [Value]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(Some(self.0.len()))?;
        for (column, value) in self.0.iter().zip(self.1) {
            match value {
                // No shown column holds bytes, and an expression's are no text.
                Value::Null | Value::Blob(_) => row.serialize_entry(column, &())?,
                Value::Integer(integer) => row.serialize_entry(column, integer)?,
                Value::Real(real) => row.serialize_entry(column, real)?,
                Value::Text(text) => row.serialize_entry(column, text)?,
            }
        }
        row.end()
    }
}

fn csv(table: &Table) -> String {
    let mut lines = String::new();
    line(&mut lines, table.columns.iter().map(|name| quoted(name)));
    for row in &table.rows {
        line(&mut lines, row.iter().map(cell));
    }
    lines
}

fn line(lines: &mut String, cells: impl Iterator<Item = String>) {
    lines.push_str(&cells.collect::<Vec<_>>().join(","));
    lines.push_str("\r\n");
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null | Value::Blob(_) => String::new(),
        Value::Integer(integer) => integer.to_string(),
        Value::Real(real) => real.to_string(),
        Value::Text(text) => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() || text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let text = |text: &str| Value::Text(text.to_owned());
        Table {
            columns: ["z", "a", "z:1"].map(str::to_owned).to_vec(),
            rows: vec![
                vec![Value::Integer(1), text("=1+1"), Value::Null],
                vec![Value::Real(0.5), text("he said \"a, b\"\n"), text("")],
            ],
        }
    }

    #[test]
    fn columns_keep_their_order_in_json() {
        assert_eq!(
            text(&table(), Format::Json),
            r#"[{"z":1,"a":"=1+1","z:1":null},{"z":0.5,"a":"he said \"a, b\"\n","z:1":""}]"#
        );
    }

    #[test]
    fn csv_is_what_rfc_4180_says() {
        assert_eq!(
            text(&table(), Format::Csv),
            "z,a,z:1\r\n1,=1+1,\r\n0.5,\"he said \"\"a, b\"\"\n\",\"\"\r\n"
        );
    }
}
