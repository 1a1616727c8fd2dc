//! The document that describes the API, made from the table that serves it.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::parameters::IF_MATCH;
use super::{Access, Operation, Route, files, operations, routing};
use crate::failure;

/// As OpenAPI 3.1.
pub fn openapi() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into())
        .into_generator();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    let mut tags: Vec<String> = Vec::new();
    for (route, operation) in operations(&mut generator) {
        let (tag, _) = named(&operation);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
        let method = route.method.as_str().to_lowercase();
        let described = described(route, &operation);
        paths
            .entry(route.path)
            .or_default()
            .insert(method, described);
    }
    for (path, method, described) in files::described(&mut generator) {
        paths
            .entry(path)
            .or_default()
            .insert(method.to_owned(), described);
    }
    tags.push(files::TAG.to_owned());
    let tags: Vec<Value> = tags.iter().map(|name| json!({ "name": name })).collect();
    let mut schemas = generator.take_definitions(true);
    schemas.insert("Problem".to_owned(), failure::problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Call Me Back",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Personas who phone you and remember you.",
            "description": ABOUT,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [ { "url": "/" } ],
        "security": [ { "bearer": [] }, { "cookie": [] } ],
        "tags": tags,
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token of a person who signed in (POST /api/sign-in/code), who \
                                    may do everything; a key, which may do what its scopes say; or a \
                                    token of the OpenID Connect issuer that is trusted here.",
                },
                "cookie": { "type": "apiKey", "in": "cookie", "name": "session" },
            },
            "schemas": schemas,
            "parameters": { "IdempotencyKey": {
                "name": "Idempotency-Key",
                "in": "header",
                "description": "Of the caller's choice. For a day a repeat under the same key does \
                                nothing, and is answered as the first was.",
                "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
            } },
            "headers": headers(),
            "responses": { "Problem": {
                "description": "Why it was not done (RFC 9457).",
                "headers": problem_headers(),
                "content": { "application/problem+json": {
                    "schema": { "$ref": "#/components/schemas/Problem" },
                } },
            } },
        },
    })
}

const ABOUT: &str = "Lists that may grow long are given by the page: `next_cursor` is what the next \
    one is asked for with, and null on the last. What is somebody else's looks as if it weren't there. What refuses a \
    request says what to do about it, as `application/problem+json`.";

/// Its room, by which it stands with others, and its own name.
fn named(operation: &Operation) -> (String, String) {
    let mut names = operation.name.rsplit("::");
    let own = names.next().unwrap_or_default();
    let room = names.next().unwrap_or_default();
    let mut id = String::new();
    for letter in own.chars() {
        if letter.is_ascii_uppercase() && !id.is_empty() {
            id.push('_');
        }
        id.push(letter.to_ascii_lowercase());
    }
    (room.replace('_', "-"), id)
}

fn described(route: &'static Route, operation: &Operation) -> Value {
    let (tag, name) = named(operation);
    let about = operation.parameters.get("description");
    let about = about.and_then(Value::as_str).unwrap_or_default();
    // A number has a point too: a sentence ends where a space follows.
    let ends = [". ", ": ", "; ", ".\n"];
    let end = ends.iter().filter_map(|end| about.find(end)).min();
    let summary = end.and_then(|end| about.get(..end)).unwrap_or(about);
    let mut described = json!({
        "operationId": format!("{tag}.{name}"),
        "tags": [tag],
        "summary": summary.trim_end_matches(['.', ':', ';']),
        "description": about,
        "parameters": parameters(route, operation),
        "responses": responses(route, operation),
        "security": security(route),
    });
    if let (Some(body), Some(described)) = (&operation.body, described.as_object_mut()) {
        let body =
            json!({ "required": true, "content": { "application/json": { "schema": body } } });
        described.insert("requestBody".to_owned(), body);
    }
    described
}

fn security(route: &Route) -> Value {
    match route.access {
        Access::Anyone => json!([]),
        Access::Allowed(scope) => json!([ { "bearer": [scope.as_str()] }, { "cookie": [] } ]),
    }
}

/// Where a parameter stands: in the path, in the header, else in the query.
fn parameters(route: &'static Route, operation: &Operation) -> Vec<Value> {
    let in_path: Vec<&str> = route.path.split('/').filter_map(routing::name).collect();
    let required = operation
        .parameters
        .get("required")
        .and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|all| all.iter().any(|one| one == name));
    let properties = operation
        .parameters
        .get("properties")
        .and_then(Value::as_object);
    let mut all: Vec<Value> = Vec::new();
    for (name, schema) in properties.into_iter().flatten() {
        let place = match name.as_str() {
            IF_MATCH => "header",
            name if in_path.contains(&name) => "path",
            _ => "query",
        };
        let mut schema = schema.clone();
        let about = schema
            .as_object_mut()
            .and_then(|schema| schema.remove("description"));
        let mut parameter = json!({
            "name": name,
            "in": place,
            "required": is_required(name),
            "schema": sent(schema),
        });
        if let (Some(about), Some(parameter)) = (about, parameter.as_object_mut()) {
            parameter.insert("description".to_owned(), about);
        }
        all.push(parameter);
    }
    if operation.makes {
        all.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
    }
    all
}

/// A parameter is left out or has a value; none of them is null.
fn sent(mut schema: Value) -> Value {
    let null = json!({ "type": "null" });
    let Some(fields) = schema.as_object_mut() else {
        return schema;
    };
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|one| one != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            fields.insert("type".to_owned(), one);
        }
    }
    if let Some(Value::Array(either)) = fields.get_mut("anyOf") {
        either.retain(|one| *one != null);
        if let [one] = either.as_slice() {
            return one.clone();
        }
    }
    schema
}

fn responses(route: &Route, operation: &Operation) -> Map<String, Value> {
    let mut responses = Map::new();
    let mut headers = common_headers();
    let mut answered = Map::new();
    if operation.is_versioned {
        headers.insert("ETag".to_owned(), reference("headers", "ETag"));
    }
    if operation.status == 201 {
        headers.insert("Location".to_owned(), reference("headers", "Location"));
    }
    answered.insert("description".to_owned(), "Done.".into());
    answered.insert("headers".to_owned(), headers.clone().into());
    if let Some(answer) = &operation.answer {
        let content = json!({ "application/json": { "schema": answer } });
        answered.insert("content".to_owned(), content);
    }
    responses.insert(operation.status.to_string(), answered.into());
    for status in refusals(route, operation) {
        responses.insert(status.to_string(), reference("responses", "Problem"));
    }
    responses
}

/// With which statuses it may be refused.
fn refusals(route: &Route, operation: &Operation) -> Vec<u16> {
    let mut statuses = vec![409, 422, 429, 503];
    // What a path names may not be there.
    if route.access != Access::Anyone || route.path.contains('{') {
        statuses.push(404);
    }
    if route.access != Access::Anyone {
        statuses.extend([401, 403]);
    }
    if route.takes_body {
        statuses.extend([400, 413, 415]);
    }
    let properties = operation.parameters.get("properties");
    if properties.is_some_and(|properties| properties.get(IF_MATCH).is_some()) {
        statuses.push(412);
    }
    statuses.sort_unstable();
    statuses
}

pub(super) fn reference(of: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{of}/{name}") })
}

pub(super) fn common_headers() -> Map<String, Value> {
    let names = ["X-Request-Id", "RateLimit", "RateLimit-Policy"];
    let header = |name: &str| (name.to_owned(), reference("headers", name));
    names.into_iter().map(header).collect()
}

fn problem_headers() -> Map<String, Value> {
    let mut headers = common_headers();
    headers.insert(
        "Retry-After".to_owned(),
        reference("headers", "Retry-After"),
    );
    headers
}

fn headers() -> Value {
    json!({
        "X-Request-Id": {
            "description": "Names the request, for whoever asks us about it.",
            "required": true,
            "schema": { "type": "string" },
        },
        "RateLimit": {
            "description": "How many requests are left, and in how many seconds they begin anew.",
            "schema": { "type": "string" },
        },
        "RateLimit-Policy": {
            "description": "How many requests there are in how many seconds.",
            "schema": { "type": "string" },
        },
        "Retry-After": {
            "description": "Of what was too often (429): after how many seconds it may be tried again.",
            "schema": { "type": "string", "pattern": "^[0-9]+$" },
        },
        "ETag": {
            "description": "The version that is answered: what is sent as If-Match with an edit.",
            "schema": { "type": "string" },
        },
        "Location": {
            "description": "Where what was made is found.",
            "schema": { "type": "string" },
        },
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::ROUTES;
    use super::*;

    #[test]
    fn every_endpoint_is_described_and_every_reference_leads_somewhere() {
        let document = openapi();
        let mut names = BTreeSet::new();
        for route in ROUTES {
            let method = route.method.as_str().to_lowercase();
            let operation = &document["paths"][route.path][&method];
            for part in ["operationId", "summary", "description"] {
                let words = operation[part].as_str().unwrap_or_default();
                assert!(!words.is_empty(), "{method} {}: {part}", route.path);
            }
            assert!(names.insert(operation["operationId"].to_string()));
            let in_path = operation["parameters"].as_array().unwrap().iter();
            let in_path = in_path
                .filter(|parameter| parameter["in"] == "path")
                .count();
            assert_eq!(in_path, route.path.matches('{').count(), "{}", route.path);
        }
        let parts = &document["components"]["schemas"]["Parts"]["properties"];
        for part in ["words", "meaning", "manner", "lift", "strength"] {
            assert_eq!(parts[part]["type"], "number", "{part}");
        }
        let text = document.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
    }

    #[test]
    fn whoever_is_not_signed_in_is_only_served_where_that_is_meant() {
        let anyone = ROUTES.iter().filter(|route| route.access == Access::Anyone);
        let paths: Vec<&str> = anyone.map(|route| route.path).collect();
        assert_eq!(
            paths,
            [
                "/api/openapi.json",
                "/api/sign-in",
                "/api/sign-in/code",
                "/api/recovery",
                "/api/erasures/{receipt}"
            ]
        );
    }
}
