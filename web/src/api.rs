//! What can be asked of the API, read from the document that describes it.

use maud::{Markup, html};
use serde_json::Value;

use crate::frame::{Frame, Sheet};

/// `GET /api/docs`. `document` is OpenAPI 3.1.
pub fn page(frame: &Frame, document: &Value) -> String {
    let body = html! {
        div.welcome {
            h1 { "The API" }
            p.lead { (prose(text(&document["info"], "description"))) }
            p.fine {
                "Version " (text(&document["info"], "version")) ". The same for programs: "
                a href="/api/openapi.json" { "OpenAPI 3.1" } ". Sign in with "
                code { "POST /api/sign-in" } " and " code { "POST /api/sign-in/code" }
                "; send the token as " code { "Authorization: Bearer …" } "."
            }
        }
        @for tag in items(&document["tags"]) {
            @let name = text(tag, "name");
            section.card.told {
                h2 { (name.replace('-', " ")) }
                @for (path, method, operation) in operations(document) {
                    @if items(&operation["tags"]).any(|own| own == name) {
                        (described(document, path, method, operation))
                    }
                }
            }
        }
    };
    Sheet {
        title: "The API",
        back: Some(("/", "Home")),
        tone: None,
        class: "",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn described(document: &Value, path: &str, method: &str, operation: &Value) -> Markup {
    let scopes = items(&operation["security"]).flat_map(|one| items(&one["bearer"]));
    let scope = scopes.filter_map(Value::as_str).next();
    let responses = operation["responses"].as_object().into_iter().flatten();
    let statuses: Vec<&str> = responses.map(|(status, _)| status.as_str()).collect();
    html! {
        details id=(text(operation, "operationId")) {
            summary { code { (method.to_uppercase()) " " (path) } " " (prose(text(operation, "summary"))) }
            p { (prose(text(operation, "description"))) }
            p.fine {
                @match scope {
                    Some(scope) => { "A key needs " code { (scope) } "." }
                    None => { "For everybody, without signing in." }
                }
                " Answers " (statuses.join(", ")) "."
            }
            @let parameters: Vec<&Value> = items(&operation["parameters"])
                .filter_map(|parameter| followed(document, parameter))
                .collect();
            @if !parameters.is_empty() { ul {
                @for parameter in parameters { li {
                    code { (text(parameter, "name")) } " "
                    span.fine {
                        "in the " (text(parameter, "in")) ", " (kind(document, &parameter["schema"]))
                        @if parameter["required"] == true { ", needed" }
                    }
                    " " (prose(text(parameter, "description")))
                } }
            } }
            @if let Some(sent) = operation.pointer("/requestBody/content/application~1json/schema") {
                h3 { "Sent" } (fields(document, sent))
            }
            @let answered = items_of(&operation["responses"])
                .filter(|(status, _)| status.starts_with('2'))
                .find_map(|(_, response)| response.pointer("/content/application~1json/schema"));
            @if let Some(answered) = answered { h3 { "Answered" } (fields(document, answered)) }
        }
    }
}

/// A text in which code stands between backticks.
fn prose(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
}

/// The fields of an object, one a line.
fn fields(document: &Value, schema: &Value) -> Markup {
    let schema = followed(document, schema).unwrap_or(schema);
    let required: Vec<&str> = items(&schema["required"])
        .filter_map(Value::as_str)
        .collect();
    html! {
        ul {
            @for (name, field) in items_of(&schema["properties"]) { li {
                code { (name) } " "
                span.fine {
                    (kind(document, field))
                    @if required.contains(&name) { ", always there" }
                }
                " " (prose(text(field, "description")))
            } }
        }
    }
}

/// What kind of value it is, in a word or two.
fn kind(document: &Value, schema: &Value) -> String {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next())
    {
        let values = followed(document, schema).map(choices).unwrap_or_default();
        return if values.is_empty() {
            name.to_owned()
        } else {
            values
        };
    }
    let choices = choices(schema);
    if !choices.is_empty() {
        return choices;
    }
    let either = items(&schema["anyOf"]).chain(items(&schema["allOf"]));
    let either: Vec<String> = either.map(|one| kind(document, one)).collect();
    if !either.is_empty() {
        return either.join(" or ");
    }
    match &schema["type"] {
        Value::String(one) if one == "array" => {
            format!("list of {}", kind(document, &schema["items"]))
        }
        Value::String(one) => one.clone(),
        Value::Array(several) => {
            let several: Vec<&str> = several.iter().filter_map(Value::as_str).collect();
            several.join(" or ")
        }
        _ => "anything".to_owned(),
    }
}

/// The values among which is chosen, where there are only so many.
fn choices(schema: &Value) -> String {
    let plain = items(&schema["enum"]);
    let described = items(&schema["oneOf"]).map(|one| &one["const"]);
    let values: Vec<&str> = plain.chain(described).filter_map(Value::as_str).collect();
    values.join(", ")
}

/// What a reference leads to; what is none is there already.
fn followed<'a>(document: &'a Value, part: &'a Value) -> Option<&'a Value> {
    match part["$ref"].as_str() {
        Some(path) => document.pointer(path.trim_start_matches('#')),
        None => Some(part),
    }
}

fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().unwrap_or_default()
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn items_of(object: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let fields = object.as_object().into_iter().flatten();
    fields.map(|(name, value)| (name.as_str(), value))
}

#[cfg(test)]
mod tests {
    use call_me_back::api::openapi;
    use call_me_back::time::{TimeZone, Timestamp};

    use super::*;

    #[test]
    fn every_operation_stands_on_the_page() {
        let document = openapi();
        let frame = Frame {
            viewer: None,
            csrf: String::new(),
            now: Timestamp::from_millis(0),
            zone: TimeZone::UTC,
            development: false,
        };
        let page = page(&frame, &document);
        for (path, method, operation) in operations(&document) {
            let line = format!("{} {path}", method.to_uppercase());
            assert!(page.contains(&line), "{line}");
            assert!(
                page.contains(&prose(text(operation, "summary")).into_string()),
                "{line}"
            );
        }
    }
}
