//! Other spellings that are taken: programs of the original platform have some, and the clients that
//! were made for it have others. They stand in the document too, as what is better spelled
//! otherwise.

use serde_json::{Map, Value, json};

/// Fields, and how else they are spelled.
const FIELDS: &[(&str, &[&str])] = &[
    ("smartMemoryLocation", &["agentMemoryLocation"]),
    (
        "smartMemory",
        &["smart_memory", "agentMemory", "agent_memory"],
    ),
    ("smartSql", &["smart_sql"]),
    ("moduleId", &["module_id"]),
    ("applicationName", &["application_name"]),
];

/// Values, and how else they are spelled.
const VALUES: &[(&str, &str)] = &[
    ("OUTPUT_FORMAT_JSON", "json"),
    ("OUTPUT_FORMAT_CSV", "csv"),
    ("UPDATE_MODE_REPLACE", "replace"),
    ("UPDATE_MODE_MERGE", "merge"),
    ("UPDATE_MODE_APPEND", "append"),
];

/// Describes them in all schemas of what is sent.
pub fn describe(schemas: &mut Map<String, Value>) {
    for schema in schemas.values_mut() {
        describe_fields(schema);
        describe_values(schema);
    }
}

/// Only what is sent is closed: of what is answered there may be more some day.
fn describe_fields(schema: &mut Value) {
    if schema.get("additionalProperties") != Some(&Value::Bool(false)) {
        return;
    }
    for (field, others) in FIELDS {
        let property = schema.pointer(&format!("/properties/{field}")).cloned();
        let (Some(property), Some(properties)) = (property, properties(schema)) else {
            continue;
        };
        for other in *others {
            let mut property = property.clone();
            if let Some(property) = property.as_object_mut() {
                property.insert("deprecated".to_owned(), true.into());
                property.insert("description".to_owned(), format!("`{field}`.").into());
            }
            properties.insert((*other).to_owned(), property);
        }
        require_one(schema, field, others);
    }
}

fn properties(schema: &mut Value) -> Option<&mut Map<String, Value>> {
    schema.get_mut("properties")?.as_object_mut()
}

/// Where the field is required, it is in one of its spellings.
fn require_one(schema: &mut Value, field: &str, others: &[&str]) {
    let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) else {
        return;
    };
    let before = required.len();
    required.retain(|name| name != field);
    if required.len() == before {
        return;
    }
    let each = [field].into_iter().chain(others.iter().copied());
    let each: Vec<Value> = each.map(|name| json!({ "required": [name] })).collect();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("oneOf".to_owned(), each.into());
    }
}

fn describe_values(schema: &mut Value) {
    for (value, other) in VALUES {
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut)
            && values.iter().any(|known| known == value)
        {
            values.push((*other).into());
        }
        if let Some(values) = schema.get_mut("oneOf").and_then(Value::as_array_mut)
            && values
                .iter()
                .any(|known| known.get("const").is_some_and(|known| known == value))
        {
            let about = format!("`{value}`.");
            values.push(json!({ "const": other, "deprecated": true, "description": about }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rest::openapi;

    /// What reads requests.
    const READERS: [&str; 7] = [
        include_str!("../buckets.rs"),
        include_str!("../episodic.rs"),
        include_str!("../location.rs"),
        include_str!("../procedural.rs"),
        include_str!("../semantic.rs"),
        include_str!("../sql.rs"),
        include_str!("../working.rs"),
    ];

    #[test]
    fn the_document_has_every_spelling_that_is_taken_and_no_other() {
        let mut taken: Vec<&str> = READERS
            .iter()
            .flat_map(|reader| reader.split("alias = \"").skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        taken.sort_unstable();
        taken.dedup();
        let fields = FIELDS.iter().flat_map(|(_, others)| others.iter().copied());
        let mut described: Vec<&str> = fields
            .chain(VALUES.iter().map(|(_, other)| *other))
            .collect();
        described.sort_unstable();
        assert_eq!(described, taken);

        let document = openapi().to_string();
        for (field, others) in FIELDS {
            for other in *others {
                assert!(
                    document.contains(&format!("\"{other}\":{{")),
                    "{other} for {field}"
                );
            }
        }
        for (value, other) in VALUES {
            assert!(
                document.contains(&format!("\"{other}\"")),
                "{other} for {value}"
            );
        }
    }

    #[test]
    fn a_location_is_required_in_one_of_its_spellings() {
        let document = openapi();
        let request = &document["components"]["schemas"]["GetMemory"];
        assert_eq!(request["required"], json!(["sessionId"]));
        assert_eq!(
            request["oneOf"],
            json!([
                { "required": ["smartMemoryLocation"] },
                { "required": ["agentMemoryLocation"] },
            ])
        );
        let other = &request["properties"]["agentMemoryLocation"];
        assert_eq!(
            other["$ref"],
            request["properties"]["smartMemoryLocation"]["$ref"]
        );
        assert_eq!(other["deprecated"], true);
    }
}
