//! What a person's own tools may ask of a persona's memory, beside the verbs.

use schemars::SchemaGenerator;
use serde_json::{Value, json};

use crate::memory::hit::Recalled;

/// The path, and what can be asked there.
pub fn recall(generator: &mut SchemaGenerator) -> (String, Value) {
    let answer = generator.subschema_for::<Recalled>();
    let asked = json!({
        "get": {
            "operationId": "recall",
            "summary": "Searches memories, episodes and what was said, the best first: each with its \
                        score and what that is made of.",
            "security": [ { "session": [] } ],
            "parameters": [
                {
                    "name": "id",
                    "in": "path",
                    "required": true,
                    "description": "The persona.",
                    "schema": { "type": "string" },
                },
                {
                    "name": "q",
                    "in": "query",
                    "required": true,
                    "description": "What to look for.",
                    "schema": { "type": "string", "minLength": 1 },
                },
            ],
            "responses": {
                "200": {
                    "description": "At most twenty.",
                    "content": { "application/json": { "schema": answer } },
                },
                "default": { "$ref": "#/components/responses/Problem" },
            },
        },
    });
    ("/api/personas/{id}/recall".to_owned(), asked)
}
