//! The document that describes the interface, made from what serves it.

mod spellings;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::operations;
use crate::failure;

/// As OpenAPI 3.1.
pub fn openapi() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into())
        .into_generator();
    let mut paths = Map::new();
    for operation in operations(&mut generator) {
        let about = generator.definitions().get(schema_name(&operation.request));
        let about = about.and_then(|schema| schema.get("description")).cloned();
        let key = json!({ "$ref": "#/components/parameters/IdempotencyKey" });
        let path = json!({
            "post": {
                "operationId": operation.verb,
                "summary": about.unwrap_or_default(),
                "parameters": if operation.makes { vec![key] } else { vec![] },
                "requestBody": {
                    "required": true,
                    "content": { "application/json": { "schema": operation.request } },
                },
                "responses": {
                    "200": {
                        "description": "Done.",
                        "content": { "application/json": { "schema": operation.answer } },
                    },
                    "default": { "$ref": "#/components/responses/Problem" },
                },
            },
        });
        paths.insert(format!("/v1/{}", operation.verb), path);
    }
    let mut schemas = generator.take_definitions(true);
    spellings::describe(&mut schemas);
    schemas.insert("Problem".to_owned(), failure::problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "SmartMemory, SmartSQL and SmartBuckets",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Memory, tables and buckets of a Call Me Back account, for programs. \
                            A key is made with POST /api/keys.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "security": [ { "key": [] } ],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "key": { "type": "http", "scheme": "bearer" },
            },
            "schemas": schemas,
            "parameters": {
                "IdempotencyKey": {
                    "name": "Idempotency-Key",
                    "in": "header",
                    "description": "Ours: of the caller's choice. For a day a repeat under the \
                                    same key does nothing, and is answered as the first was.",
                    "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
                },
            },
            "responses": {
                "Problem": {
                    "description": "Why it was not done (RFC 9457).",
                    "content": {
                        "application/problem+json": {
                            "schema": { "$ref": "#/components/schemas/Problem" },
                        },
                    },
                },
            },
        },
    })
}

/// The name that a reference to a schema ends with.
fn schema_name(reference: &schemars::Schema) -> &str {
    let path = reference.get("$ref").and_then(Value::as_str);
    path.and_then(|path| path.rsplit('/').next())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rest::VERBS;

    #[test]
    fn every_verb_is_described_and_every_reference_leads_somewhere() {
        let document = openapi();
        for verb in VERBS {
            let operation = &document["paths"][format!("/v1/{verb}")]["post"];
            assert_eq!(operation["operationId"], *verb);
            assert!(
                operation["summary"]
                    .as_str()
                    .is_some_and(|about| !about.is_empty()),
                "{verb} says what it does"
            );
        }
        let text = document.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
    }
}
