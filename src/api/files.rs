//! What is no JSON: exports, which are sent while they are made, and their way back. They are led by the
//! worker's own table of routes, and described here.

use schemars::SchemaGenerator;
use serde_json::{Value, json};

use super::openapi::{common_headers, reference};
use crate::flows::importing::Imported;
use crate::ids::PersonaId;
use crate::scope::Scope;

pub(super) const TAG: &str = "exports";

/// Path, method and description of each.
pub(super) fn described(
    generator: &mut SchemaGenerator,
) -> [(&'static str, &'static str, Value); 3] {
    let zip = json!({ "application/zip": { "schema": {
        "type": "string",
        "contentMediaType": "application/zip",
    } } });
    let imported =
        json!({ "application/json": { "schema": generator.subschema_for::<Imported>() } });
    let persona = json!({
        "name": "persona_id",
        "in": "path",
        "required": true,
        "schema": generator.subschema_for::<PersonaId>(),
    });
    let mut import = operation(
        "import",
        "Brings back what an export holds",
        "Brings back what an export holds, also one of another account: relationships, memories with their \
         history, episodes, storylines, procedures, documents, calls with their transcripts, calls to come, \
         and personas of one's own. What is there already stays, but memories, procedures and documents for \
         which the file has later words; the same file again changes nothing. Calls and memories get other \
         ids. What was left out is said. A file has at most 32 MiB; in place of a longer one, send what is \
         between the user and each persona.",
        vec![],
        &imported,
        &[400, 401, 403, 409, 413, 415, 422, 429, 503],
    );
    if let Some(import) = import.as_object_mut() {
        let body = json!({ "required": true, "content": zip });
        import.insert("requestBody".to_owned(), body);
    }
    let all = operation(
        "everything",
        "Exports everything",
        "Exports everything that is known of the user: a zip of JSON, and of pages to read.",
        vec![],
        &zip,
        &[401, 403, 422, 429, 503],
    );
    let one = operation(
        "of_persona",
        "Exports what is between the user and a persona",
        "Exports what is between the user and a persona, and the persona where the user made it: a zip of \
         JSON, and of pages to read.",
        vec![persona],
        &zip,
        &[401, 403, 404, 422, 429, 503],
    );
    [
        ("/api/me/export", "get", all),
        ("/api/me/import", "post", import),
        ("/api/personas/{persona_id}/export", "get", one),
    ]
}

fn operation(
    name: &str,
    summary: &str,
    about: &str,
    parameters: Vec<Value>,
    answered: &Value,
    refusals: &[u16],
) -> Value {
    let mut responses = json!({ "200": {
        "description": "Done.",
        "headers": common_headers(),
        "content": answered,
    } });
    if let Some(responses) = responses.as_object_mut() {
        for status in refusals {
            responses.insert(status.to_string(), reference("responses", "Problem"));
        }
    }
    json!({
        "operationId": format!("{TAG}.{name}"),
        "tags": [TAG],
        "summary": summary,
        "description": about,
        "parameters": parameters,
        "responses": responses,
        "security": [ { "bearer": [Scope::Account.as_str()] }, { "cookie": [] } ],
    })
}
