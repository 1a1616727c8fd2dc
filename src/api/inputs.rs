//! What endpoints are given, as one object each: for those who know neither paths nor queries.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::parameters::IF_MATCH;
use super::{Operation, Route, operations};

/// What an endpoint is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// What the endpoint does.
    pub about: String,
    /// Its parameters and its body's fields, as a JSON Schema that stands by itself.
    pub schema: Value,
}

/// Of each endpoint, in the table's order.
pub fn inputs() -> Vec<(&'static Route, Input)> {
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| settings.inline_subschemas = true)
        .into_generator();
    let described = operations(&mut generator);
    described
        .into_iter()
        .map(|(route, operation)| (route, input(&operation)))
        .collect()
}

fn input(operation: &Operation) -> Input {
    let about = operation.parameters.get("description");
    let mut properties = Map::new();
    let mut required: Vec<Value> = Vec::new();
    let schemas = [Some(&operation.parameters), operation.body.as_ref()];
    for schema in schemas.into_iter().flatten() {
        let fields = schema.get("properties").and_then(Value::as_object);
        let fields = fields.into_iter().flatten();
        let fields = fields.filter(|(name, _)| *name != IF_MATCH);
        properties.extend(fields.map(|(name, schema)| (name.clone(), schema.clone())));
        let needed = schema.get("required").and_then(Value::as_array);
        required.extend(needed.into_iter().flatten().cloned());
    }
    Input {
        about: about.and_then(Value::as_str).unwrap_or_default().to_owned(),
        schema: json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        }),
    }
}
