//! SmartSQL: what the product knows of the owner in tables, to be read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Verb;
use super::location::SqlLocation;
use crate::failure::Failure;
use crate::ids::UserId;
use crate::pii;
use crate::ports::Ports;
use crate::secret;
use crate::smart_sql::{
    self, ColumnMetadata, ColumnNote, Format, Found, Mode, Query, TableMetadata, TableNotes,
};
use crate::time::Timestamp;

/// Answers a question about the owner's rows: one statement that reads, in SQLite's dialect, or a
/// question in words, for which the configured language model writes it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExecuteQuery {
    smart_sql_location: SqlLocation,
    sql_query: Option<String>,
    text_query: Option<String>,
    format: Option<OutputFormat>,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub enum OutputFormat {
    #[serde(rename = "OUTPUT_FORMAT_UNSPECIFIED")]
    Unspecified,
    #[serde(rename = "OUTPUT_FORMAT_JSON", alias = "json")]
    Json,
    #[serde(rename = "OUTPUT_FORMAT_CSV", alias = "csv")]
    Csv,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QueryAnswered {
    /// How many rows there are, and whether that is all.
    message: String,
    /// The rows, in the format that was asked for.
    results: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    json_results: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    csv_results: Option<String>,
    status: u16,
    query_executed: String,
    /// Why the statement answers the question, where a model wrote it.
    ai_reasoning: Option<String>,
}

impl Verb for ExecuteQuery {
    type Answer = QueryAnswered;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<QueryAnswered, Failure> {
        self.smart_sql_location.check()?;
        let query = Query::of(self.sql_query, self.text_query)?;
        let format = match self.format {
            Some(OutputFormat::Csv) => Format::Csv,
            _ => Format::Json,
        };
        let answer = smart_sql::execute_query(ports, owner, query, format).await?;
        let is_csv = format == Format::Csv;
        Ok(QueryAnswered {
            message: answer.message,
            json_results: (!is_csv).then(|| answer.results.clone()),
            csv_results: is_csv.then(|| answer.results.clone()),
            results: answer.results,
            status: answer.status,
            query_executed: answer.query_executed,
            ai_reasoning: answer.ai_reasoning,
        })
    }
}

/// A field as it is called here, where that is another word.
fn renamed(failure: Failure) -> Failure {
    let Failure::Invalid { field, why } = failure else {
        return failure;
    };
    // Of notes: `tables[0].columns[0].note`.
    let (path, name) = field.rsplit_once('.').unwrap_or(("", &field));
    let name = match name {
        "table" => "tableName",
        "record" => "recordId",
        "column" => "columnName",
        "note" if path.contains("columns") => "sampleData",
        other => other,
    };
    let field = if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    };
    Failure::invalid(field, why)
}

/// Says which tables there are, and what was noted on them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetMetadata {
    smart_sql_location: SqlLocation,
    table_name: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    tables: Vec<TableToldOf>,
    /// None: tables change with a release alone.
    #[schemars(with = "Option<String>")]
    last_updated: Option<Timestamp>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TableToldOf {
    table_name: &'static str,
    /// Ours.
    description: &'static str,
    /// Ours: the owner's own.
    note: Option<String>,
    columns: Vec<ColumnToldOf>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ColumnToldOf {
    column_name: &'static str,
    data_type: &'static str,
    /// Ours.
    description: &'static str,
    /// What the owner noted for whoever asks in words.
    sample_data: Option<String>,
}

impl From<TableMetadata> for TableToldOf {
    fn from(table: TableMetadata) -> Self {
        Self {
            table_name: table.table,
            description: table.description,
            note: table.note,
            columns: table.columns.into_iter().map(ColumnToldOf::from).collect(),
        }
    }
}

impl From<ColumnMetadata> for ColumnToldOf {
    fn from(column: ColumnMetadata) -> Self {
        Self {
            column_name: column.column,
            data_type: column.kind,
            description: column.description,
            sample_data: column.note,
        }
    }
}

impl Verb for GetMetadata {
    type Answer = Metadata;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Metadata, Failure> {
        self.smart_sql_location.check()?;
        let table = self.table_name.as_deref();
        let tables = smart_sql::get_metadata(ports, owner, table).await;
        let tables = tables.map_err(renamed)?;
        Ok(Metadata {
            tables: tables.into_iter().map(TableToldOf::from).collect(),
            last_updated: None,
        })
    }
}

/// Notes something on tables and columns, for whoever asks in words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateMetadata {
    smart_sql_location: SqlLocation,
    tables: Vec<TableNoted>,
    /// Merge where it is left out.
    mode: Option<UpdateMode>,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub enum UpdateMode {
    #[serde(rename = "UPDATE_MODE_UNSPECIFIED")]
    Unspecified,
    /// All notes go; these take their place.
    #[serde(rename = "UPDATE_MODE_REPLACE", alias = "replace")]
    Replace,
    /// Notes stay, but for those on the same table or column.
    #[serde(rename = "UPDATE_MODE_MERGE", alias = "merge")]
    Merge,
    /// All notes stay: one is added only where there is none.
    #[serde(rename = "UPDATE_MODE_APPEND", alias = "append")]
    Append,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableNoted {
    table_name: String,
    /// Ours.
    note: Option<String>,
    #[serde(default)]
    columns: Vec<ColumnNoted>,
    /// Taken and not kept: as all below, what the tables are is not the caller's to say.
    #[expect(dead_code, reason = "taken, since programs send it")]
    created_at: Option<String>,
    #[expect(dead_code, reason = "taken, since programs send it")]
    updated_at: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ColumnNoted {
    column_name: String,
    /// What is noted.
    sample_data: Option<String>,
    #[expect(dead_code, reason = "taken, since programs send it")]
    data_type: Option<String>,
    #[expect(dead_code, reason = "taken, since programs send it")]
    is_primary_key: Option<bool>,
    #[expect(dead_code, reason = "taken, since programs send it")]
    nullable: Option<bool>,
}

impl From<TableNoted> for TableNotes {
    fn from(table: TableNoted) -> Self {
        let noted = |column: ColumnNoted| {
            Some(ColumnNote {
                column: column.column_name,
                note: column.sample_data?,
            })
        };
        Self {
            table: table.table_name,
            note: table.note,
            columns: table.columns.into_iter().filter_map(noted).collect(),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MetadataUpdated {
    success: bool,
    tables_updated: u32,
}

impl Verb for UpdateMetadata {
    type Answer = MetadataUpdated;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<MetadataUpdated, Failure> {
        self.smart_sql_location.check()?;
        let notes: Vec<TableNotes> = self.tables.into_iter().map(TableNotes::from).collect();
        let mode = match self.mode {
            Some(UpdateMode::Replace) => Mode::Replace,
            Some(UpdateMode::Append) => Mode::Append,
            Some(UpdateMode::Merge | UpdateMode::Unspecified) | None => Mode::Merge,
        };
        let updated = smart_sql::update_metadata(ports, owner, &notes, mode).await;
        updated.map_err(renamed)?;
        Ok(MetadataUpdated {
            success: true,
            tables_updated: u32::try_from(notes.len()).unwrap_or(u32::MAX),
        })
    }
}

/// Finds personal data in the texts of a table, or of one record of it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetPiiData {
    smart_sql_location: SqlLocation,
    table_name: String,
    record_id: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PiiData {
    pii_detections: Vec<PiiDetection>,
    /// Ours: how much was looked through, and whether that is all.
    message: String,
}

/// What one text holds.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PiiDetection {
    detection_id: String,
    table_name: &'static str,
    record_id: String,
    /// Ours: the column of the text.
    column_name: &'static str,
    #[schemars(with = "String")]
    detected_at: Timestamp,
    entities: Vec<PiiEntity>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PiiEntity {
    entity_type: pii::Kind,
    detected_text: String,
    /// Characters of the text, counted from 0.
    start_position: usize,
    /// After the last.
    end_position: usize,
    confidence_score: f64,
    /// Words of the text before it.
    token_index: usize,
}

impl From<Found> for PiiEntity {
    fn from(found: Found) -> Self {
        Self {
            entity_type: found.finding.kind,
            detected_text: found.text,
            start_position: found.finding.start,
            end_position: found.finding.end,
            confidence_score: found.finding.confidence,
            token_index: found.words_before,
        }
    }
}

impl Verb for GetPiiData {
    type Answer = PiiData;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<PiiData, Failure> {
        self.smart_sql_location.check()?;
        let record = self.record_id.as_deref();
        let data = smart_sql::get_pii_data(ports, owner, &self.table_name, record).await;
        let data = data.map_err(renamed)?;
        let mut pii_detections: Vec<PiiDetection> = Vec::new();
        for found in data.found {
            match pii_detections.last_mut() {
                Some(last)
                    if last.record_id == found.record && last.column_name == found.column =>
                {
                    last.entities.push(found.into());
                }
                _ => pii_detections.push(PiiDetection {
                    detection_id: secret::hash(&format!(
                        "{}:{}:{}",
                        found.table, found.column, found.record
                    )),
                    table_name: found.table,
                    record_id: found.record.clone(),
                    column_name: found.column,
                    detected_at: ports.now(),
                    entities: vec![found.into()],
                }),
            }
        }
        Ok(PiiData {
            pii_detections,
            message: data.message,
        })
    }
}
