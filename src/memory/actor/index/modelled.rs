//! What each text means to the model that is configured: a vector for each row, of its own text alone.
//! They are made in the background, batch by batch, outside of any command (`flows::embedding`);
//! `unmodelled` names the rows that wait for theirs, while there is a model.
//!
//! After a change of model the vectors of the one before stay until those of the new one are complete,
//! so that going back costs nothing; and go then.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::MEANT;
use super::blocks::{self, Layout, Packed};
use crate::embedding::TABLE;
use crate::embedding::model::{Scale, UNRELATED, Vector};
use crate::failure::Failure;
use crate::memory::actor::rows::to_json;
use crate::parameters;
use crate::recall::likeness::Modelled;
use crate::sql::{Sql, SqlError};

/// How many texts go into one batch, and how many characters of them together; and how much of one
/// text. Most models read no more of one, and an answer with its vectors has to fit into memory.
pub const MOST_TEXTS: usize = 32;
const MOST_CHARACTERS: usize = 24_000;
const LONGEST: usize = 2_000;
/// The same of a question.
pub const LONGEST_QUESTION: usize = LONGEST;

/// A model that vectors are made by.
#[derive(Deserialize)]
struct Model {
    name: String,
    /// None until its scale is known.
    dimensions: Option<usize>,
    median: Option<f64>,
    rare: Option<f64>,
}

impl Model {
    /// How its vectors are packed, and by what scale they are alike; none until that is known.
    fn known(&self) -> Option<(Layout, Scale)> {
        let layout = Layout::of_model(&self.name, self.dimensions?);
        let (median, rare) = (self.median? as f32, self.rare? as f32);
        Some((layout, Scale { median, rare }))
    }
}

/// The one that is configured.
fn current(sql: &impl Sql) -> Result<Option<Model>, SqlError> {
    sql.row(
        "SELECT name, dimensions, median, rare FROM models WHERE current = 1",
        &[],
    )
}

/// How the vectors of all models are packed.
pub fn layouts(sql: &impl Sql) -> Result<Vec<Layout>, SqlError> {
    let models: Vec<Model> = sql.rows("SELECT name, dimensions, median, rare FROM models", &[])?;
    let known = models.iter().filter_map(Model::known);
    Ok(known.map(|(layout, _)| layout).collect())
}

/// Goes by that model from now on, or by none.
pub fn follow(sql: &impl Sql, name: Option<&str>) -> Result<(), Failure> {
    // Under that name there are vectors already, and they are no model's.
    let name = name.filter(|name| *name != TABLE);
    let current = current(sql)?.map(|model| model.name);
    if current.as_deref() == name {
        return Ok(());
    }
    sql.atomically(|| {
        sql.run("UPDATE models SET current = 0", &[])?;
        let Some(name) = name else {
            sql.run("DELETE FROM unmodelled", &[])?;
            return drop_others(sql);
        };
        sql.run(
            "INSERT INTO models (name, current) VALUES (?, 1)
             ON CONFLICT (name) DO UPDATE SET current = 1",
            parameters![name],
        )?;
        expect_all(sql)
    })?;
    Ok(())
}

/// Names all rows as waiting; those that have a vector nevertheless are passed over in their turn.
fn expect_all(sql: &impl Sql) -> Result<(), SqlError> {
    for (table, _) in MEANT {
        sql.run(
            &format!(
                "INSERT INTO unmodelled (kind, row) SELECT '{table}', row FROM {table} WHERE true
                 ON CONFLICT (kind, row) DO NOTHING"
            ),
            &[],
        )?;
    }
    Ok(())
}

/// Lets go of all models but the current one.
fn drop_others(sql: &impl Sql) -> Result<(), SqlError> {
    #[derive(Deserialize)]
    struct Other {
        name: String,
    }
    let others: Vec<Other> = sql.rows("SELECT name FROM models WHERE current = 0", &[])?;
    for Other { name } in others {
        blocks::drop_model(sql, &name, &MEANT.map(|(table, _)| table))?;
        sql.run("DELETE FROM models WHERE name = ?", parameters![name])?;
    }
    Ok(())
}

/// Texts whose vectors are wanted of a model.
#[derive(Debug)]
pub struct Batch {
    model: String,
    pub texts: Vec<String>,
    of: Of,
}

#[derive(Debug)]
enum Of {
    /// Texts by which the model's scale is found.
    Scale,
    /// Rows of tables, one for each text.
    Rows(Vec<(&'static str, i64)>),
}

/// Whether a model's vectors are wanted.
pub fn is_behind(sql: &impl Sql) -> Result<bool, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        behind: u8,
    }
    let row: Option<Row> = sql.row(
        "SELECT EXISTS (SELECT 1 FROM unmodelled) AND EXISTS (SELECT 1 FROM models WHERE current = 1)
             AS behind",
        &[],
    )?;
    Ok(row.is_some_and(|row| row.behind != 0))
}

/// The next texts, so many at most; none where the model knows all. Then what other models said of
/// them is no longer needed.
pub fn next(sql: &impl Sql, most: usize) -> Result<Option<Batch>, Failure> {
    let Some(model) = current(sql)? else {
        return Ok(None);
    };
    let Some((layout, _)) = model.known() else {
        // Before there is anything to be said of, nothing is asked.
        return Ok(is_behind(sql)?.then(|| Batch {
            model: model.name,
            texts: UNRELATED.map(str::to_owned).to_vec(),
            of: Of::Scale,
        }));
    };
    for (table, text) in MEANT {
        loop {
            let waiting = waiting(sql, table, most)?;
            if waiting.is_empty() {
                break;
            }
            let known = blocks::known(sql, &layout, table, &waiting)?;
            let texts = texts(sql, table, text, &waiting)?;
            let is_wanted = |row: &&i64| !known.contains(row) && texts.contains_key(*row);
            let (wanted, done): (Vec<i64>, Vec<i64>) =
                waiting.iter().partition(|row| is_wanted(row));
            no_longer_waiting(sql, table, &done)?;
            let batch = Batch::of_rows(&model.name, table, &wanted, texts);
            if !batch.texts.is_empty() {
                return Ok(Some(batch));
            }
        }
    }
    sql.atomically(|| drop_others(sql))?;
    Ok(None)
}

impl Batch {
    /// Whether its texts are an actor's own.
    pub fn is_of_rows(&self) -> bool {
        matches!(self.of, Of::Rows(_))
    }

    /// As many of the rows as go into a batch.
    fn of_rows(
        model: &str,
        table: &'static str,
        rows: &[i64],
        mut all: BTreeMap<i64, String>,
    ) -> Self {
        let (mut texts, mut of, mut length) = (Vec::new(), Vec::new(), 0);
        for row in rows {
            let Some(text) = all.remove(row).filter(|_| length < MOST_CHARACTERS) else {
                break;
            };
            length += text.len();
            texts.push(text);
            of.push((table, *row));
        }
        Self {
            model: model.to_owned(),
            texts,
            of: Of::Rows(of),
        }
    }
}

fn waiting(sql: &impl Sql, table: &str, most: usize) -> Result<Vec<i64>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT row FROM unmodelled WHERE kind = ? ORDER BY row LIMIT ?",
        parameters![table, most as i64],
    )?;
    Ok(rows.into_iter().map(|row| row.row).collect())
}

fn no_longer_waiting(sql: &impl Sql, table: &str, rows: &[i64]) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    Ok(sql.run(
        "DELETE FROM unmodelled WHERE kind = ?
             AND row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
        parameters![table, to_json(&rows)?],
    )?)
}

/// What some rows say, but for those that say nothing.
fn texts(
    sql: &impl Sql,
    table: &str,
    text: &str,
    rows: &[i64],
) -> Result<BTreeMap<i64, String>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        text: String,
    }
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT row, substr({text}, 1, {LONGEST}) AS text FROM {table}
             WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))"
        ),
        parameters![to_json(&rows)?],
    )?;
    let said = rows.into_iter().filter(|row| !row.text.trim().is_empty());
    Ok(said.map(|row| (row.row, row.text)).collect())
}

/// Takes in the vectors of a batch, one for each text. A text that changed meanwhile keeps waiting.
///
/// # Errors
/// `Unavailable` where they are not as long as those that stand: the server has another model under
/// this name now, so that all is embedded anew.
pub fn take(sql: &impl Sql, batch: Batch, vectors: &[Vec<f32>]) -> Result<(), Failure> {
    let dimensions = vectors.first().map_or(0, Vec::len);
    let vectors: Vec<Vector> = vectors.iter().map(|parts| Vector::towards(parts)).collect();
    let Some(model) = current(sql)?.filter(|model| model.name == batch.model) else {
        return Ok(());
    };
    let rows = match batch.of {
        Of::Scale => {
            return Ok(set_scale(
                sql,
                &model.name,
                dimensions,
                Scale::of(&vectors),
            )?);
        }
        Of::Rows(rows) => rows,
    };
    if model.dimensions != Some(dimensions) {
        sql.atomically(|| {
            blocks::drop_model(sql, &model.name, &MEANT.map(|(table, _)| table))?;
            set_scale(sql, &model.name, dimensions, None)?;
            expect_all(sql)
        })?;
        return Err(Failure::unavailable(
            "its vectors are not as long as they were: all is embedded anew",
        ));
    }
    let packed = rows.into_iter().zip(batch.texts).zip(vectors);
    put(
        sql,
        &model,
        packed.map(|((row, text), vector)| (row, text, vector.bytes())),
    )
}

/// Notes how the model that is configured did; gives how many times in a row it has failed.
pub fn note(sql: &impl Sql, did_well: bool) -> Result<u32, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        failures: u32,
    }
    let row: Option<Row> = sql.row("SELECT failures FROM models WHERE current = 1", &[])?;
    let before = row.map_or(0, |row| row.failures);
    let now = if did_well {
        0
    } else {
        before.saturating_add(1)
    };
    if now != before {
        let failures = parameters![now];
        sql.run("UPDATE models SET failures = ? WHERE current = 1", failures)?;
    }
    Ok(now)
}

/// Says of a batch's texts that they mean nothing: the model refuses them.
pub fn set_aside(sql: &impl Sql, batch: Batch) -> Result<(), Failure> {
    let Some(model) = current(sql)?.filter(|model| model.name == batch.model) else {
        return Ok(());
    };
    let Of::Rows(rows) = batch.of else {
        return Ok(());
    };
    // Next to nothing, so that it is known, and like nothing.
    put(
        sql,
        &model,
        rows.into_iter()
            .zip(batch.texts)
            .map(|(row, text)| (row, text, vec![1])),
    )
}

fn set_scale(
    sql: &impl Sql,
    name: &str,
    dimensions: usize,
    scale: Option<Scale>,
) -> Result<(), SqlError> {
    sql.run(
        "UPDATE models SET dimensions = ?, median = ?, rare = ? WHERE name = ?",
        parameters![
            scale.map(|_| dimensions as i64),
            scale.map(|scale| f64::from(scale.median)),
            scale.map(|scale| f64::from(scale.rare)),
            name
        ],
    )
}

/// Puts in the vectors of rows whose texts are still these.
fn put(
    sql: &impl Sql,
    model: &Model,
    vectors: impl Iterator<Item = ((&'static str, i64), String, Vec<u8>)>,
) -> Result<(), Failure> {
    let Some((layout, _)) = model.known() else {
        return Ok(());
    };
    let vectors: Vec<_> = vectors.collect();
    sql.atomically(|| {
        for (table, text) in MEANT {
            let of_table = || vectors.iter().filter(|((of, _), ..)| *of == table);
            let rows: Vec<i64> = of_table().map(|((_, row), ..)| *row).collect();
            if rows.is_empty() {
                continue;
            }
            let now = texts(sql, table, text, &rows)?;
            let same = of_table().filter(|((_, row), text, _)| now.get(row) == Some(text));
            let packed: Packed = same
                .map(|((_, row), _, vector)| (*row, vector.clone()))
                .collect();
            blocks::put(sql, &layout, table, &packed)?;
            no_longer_waiting(sql, table, &packed.into_keys().collect::<Vec<_>>())?;
        }
        Ok(())
    })
}

/// Whether the model knows enough for a question to be put to it.
pub fn is_ready(sql: &impl Sql) -> Result<bool, SqlError> {
    Ok(current(sql)?.is_some_and(|model| model.known().is_some()))
}

/// How like something the rows of a table are to the model; none where it is not like their vectors
/// itself.
pub fn likenesses(
    sql: &impl Sql,
    table: &str,
    meaning: &Vector,
) -> Result<Option<Modelled>, SqlError> {
    let known = current(sql)?.and_then(|model| model.known());
    let Some((layout, scale)) = known.filter(|(layout, _)| layout.stride == meaning.stride())
    else {
        return Ok(None);
    };
    let mut blocks = BTreeMap::new();
    blocks::in_parts(sql, &layout, table, |first, vectors| {
        let likenesses = vectors.chunks_exact(layout.stride).map(|vector| {
            let is_known = vector.iter().any(|byte| *byte != 0);
            is_known.then(|| scale.to_built_in(meaning.likeness(vector)))
        });
        blocks.insert(first, likenesses.collect());
    })?;
    Ok(Some(Modelled(blocks)))
}

pub fn let_go(sql: &impl Sql) -> Result<(), SqlError> {
    for layout in layouts(sql)? {
        for (table, _) in MEANT {
            blocks::let_go(sql, &layout.model, table);
        }
    }
    Ok(())
}
