//! What is run in an owner's name. Before each table of the database stands a common table
//! expression of the same name, which holds only the owner's rows; the owner's statement stands
//! within, as a table itself. So a statement that nobody looked at would see the owner's rows too.

use super::guard::Checked;
use super::tables::{self, Kind, Table};

/// The most rows of an answer.
pub const MOST_ROWS: usize = 1_000;
/// The most columns: `bounded` measures each, and D1 adds up a hundred at most.
pub const MOST_COLUMNS: usize = 64;
/// How large an answer may get before it is cut off, in characters.
pub const MOST_CHARACTERS: usize = 1_000_000;
/// Numbers cross as 64-bit floats: these bound the integers that are exact in one.
const EXACT: &str = "-9007199254740991 AND 9007199254740991";

/// Tells the columns of a statement, and runs nothing of it.
pub fn columns_of(statement: &Checked) -> String {
    format!("{} LIMIT 0", isolated(statement.as_str()))
}

/// The rows of a statement with so many columns, in text and numbers that cross exactly, and a last
/// column: 0 where the answer is cut off before that row. Whatever the statement asks for, little
/// more than an answer's worth crosses.
pub fn bounded(statement: &Checked, columns: usize) -> String {
    let each = |write: fn(usize) -> String, between| {
        (1..=columns).map(write).collect::<Vec<_>>().join(between)
    };
    let names = each(|nth| format!("c{nth}"), ", ");
    let crossing = each(
        |nth| {
            format!(
                "CASE typeof(c{nth}) WHEN 'blob' THEN hex(c{nth}) WHEN 'integer' THEN
                   iif(c{nth} BETWEEN {EXACT}, c{nth}, CAST(c{nth} AS TEXT)) ELSE c{nth} END AS c{nth}"
            )
        },
        ", ",
    );
    let size = each(|nth| format!("ifnull(length(c{nth}), 0)"), " + ");
    let statement = isolated(statement.as_str());
    let most = MOST_ROWS + 1;
    format!(
        "WITH smart_sql_rows ({names}) AS ({statement} LIMIT {most})
         SELECT {names}, reached <= {MOST_CHARACTERS} FROM (
           SELECT {names}, size, sum(size) OVER (ROWS UNBOUNDED PRECEDING) AS reached FROM (
             SELECT {names}, {size} + {columns} AS size FROM (SELECT {crossing} FROM smart_sql_rows)))
         WHERE reached - size <= {MOST_CHARACTERS}"
    )
}

/// Tells how much the owner has in these tables, as a JSON array of `bound::Size`.
pub fn sizes(tables: &[&Table]) -> String {
    let each = tables.iter().map(|table| {
        let lengths: Vec<String> = table
            .columns
            .iter()
            .filter(|column| matches!(column.kind, Kind::Word | Kind::Prose))
            .map(|column| format!("ifnull(length(CAST({} AS BLOB)), 0)", column.name))
            .collect();
        format!(
            "(SELECT json_object('rows', count(*), 'longest', ifnull(max(max({})), 0)) FROM {})",
            lengths.join(", "),
            table.name
        )
    });
    let each: Vec<String> = each.map(|size| format!("json({size})")).collect();
    isolated(&format!("SELECT json_array({}) AS sizes", each.join(", ")))
}

/// A statement that sees the owner's rows alone; `?1` in it is their id.
pub fn isolated(statement: &str) -> String {
    format!("WITH {} SELECT * FROM ({statement})", tables::shadows())
}
