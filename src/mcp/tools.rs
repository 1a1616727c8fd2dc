//! The tools, and the endpoints that they are.

use serde_json::{Map, Value, json};

use crate::api::{self, Access, Asked, Found, Method, Visitor};
use crate::failure::Failure;
use crate::ports::Ports;

/// What a tool does to what is remembered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Reads,
    Adds,
    /// What stood before is not there any more, or not as it was.
    Changes,
}

pub(super) struct Tool {
    name: &'static str,
    title: &'static str,
    method: Method,
    path: &'static str,
    effect: Effect,
}

macro_rules! tools {
    ($($name:literal $title:literal $effect:ident => $method:ident $path:literal;)*) => {
        const TOOLS: &[Tool] = &[$(Tool {
            name: $name,
            title: $title,
            method: Method::$method,
            path: $path,
            effect: Effect::$effect,
        }),*];
    };
}

tools! {
    "list_personas" "List personas" Reads => Get "/api/personas";
    "recall" "Search memory" Reads => Get "/api/personas/{persona_id}/recall";
    "list_memories" "List memories" Reads => Get "/api/personas/{persona_id}/memories";
    "get_memory" "Show a memory" Reads => Get "/api/personas/{persona_id}/memories/{memory_id}";
    "add_memory" "Add a memory" Adds => Post "/api/personas/{persona_id}/memories";
    "change_memory" "Change a memory" Changes => Put "/api/personas/{persona_id}/memories/{memory_id}";
    "forget_memory" "Forget a memory" Changes => Delete "/api/personas/{persona_id}/memories/{memory_id}";
    "restore_memory" "Restore a memory" Changes => Post "/api/personas/{persona_id}/memories/{memory_id}/restore";
    "list_episodes" "List past calls" Reads => Get "/api/personas/{persona_id}/episodes";
    "search_episodes" "Search past calls" Reads => Get "/api/personas/{persona_id}/episodes/search";
    "get_episode" "Show a past call" Reads => Get "/api/personas/{persona_id}/episodes/{call_id}";
    "get_transcript" "Read a transcript" Reads => Get "/api/calls/{call_id}/transcript";
    "list_storylines" "List storylines" Reads => Get "/api/personas/{persona_id}/storylines";
    "close_storyline" "Close a storyline" Changes => Post "/api/personas/{persona_id}/storylines/{storyline_id}/close";
    "list_procedures" "List procedures" Reads => Get "/api/personas/{persona_id}/procedures";
    "get_procedure" "Show a procedure" Reads => Get "/api/personas/{persona_id}/procedures/{key}";
    "put_procedure" "Set a procedure" Changes => Put "/api/personas/{persona_id}/procedures/{key}";
    "preview_prompt" "Show the prompt" Reads => Get "/api/personas/{persona_id}/prompt";
}

pub(super) fn tool(name: &str) -> Option<&'static Tool> {
    TOOLS.iter().find(|tool| tool.name == name)
}

/// Those that the visitor may use, as `tools/list` tells them.
pub(super) fn list(visitor: &Visitor) -> Vec<Value> {
    let may = |tool: &&Tool| {
        let route = api::route(tool.method, tool.path);
        route.is_some_and(|route| match (route.access, &visitor.caller) {
            (Access::Anyone, _) => true,
            (Access::Allowed(scope), Some(caller)) => caller.check(scope).is_ok(),
            (Access::Allowed(_), None) => false,
        })
    };
    let allowed: Vec<&Tool> = TOOLS.iter().filter(may).collect();
    let inputs = api::inputs();
    let described = allowed.into_iter().map(|tool| {
        let input = inputs
            .iter()
            .find(|(route, _)| route.method == tool.method && route.path == tool.path);
        let (about, schema) = input.map_or_else(Default::default, |(_, input)| {
            (input.about.clone(), input.schema.clone())
        });
        json!({
            "name": tool.name,
            "title": tool.title,
            "description": about,
            "inputSchema": schema,
            "annotations": {
                "title": tool.title,
                "readOnlyHint": tool.effect == Effect::Reads,
                "destructiveHint": tool.effect == Effect::Changes,
                "idempotentHint": tool.effect != Effect::Adds,
                "openWorldHint": false,
            },
        })
    });
    described.collect()
}

/// Uses a tool; JSON, or none where there is nothing to tell.
pub(super) async fn call(
    ports: &impl Ports,
    visitor: &Visitor,
    tool: &Tool,
    mut arguments: Map<String, Value>,
) -> Result<Option<String>, Failure> {
    let mut segments = Vec::new();
    for part in tool.path.split('/').skip(1) {
        segments.push(match api::name(part) {
            Some(name) => match arguments.remove(name) {
                Some(Value::String(text)) => text,
                _ => return Err(Failure::invalid(name, "Give it, as a string.")),
            },
            None => part.to_owned(),
        });
    }
    let found = api::find(Some(tool.method), &segments)
        .map_err(|_| Failure::not_found("what you ask for"))?;
    let (query, body) = match found.route.takes_body {
        true => (String::new(), Value::Object(arguments).to_string()),
        false => (query(arguments)?, String::new()),
    };
    let asked = Asked {
        visitor,
        query: &query,
        body: &body,
        if_match: None,
        idempotency_key: None,
    };
    serve(ports, &found, &asked).await
}

async fn serve(
    ports: &impl Ports,
    found: &Found,
    asked: &Asked<'_>,
) -> Result<Option<String>, Failure> {
    Ok(api::serve(ports, found, asked).await?.body)
}

/// Arguments as they would stand in an address.
fn query(arguments: Map<String, Value>) -> Result<String, Failure> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in arguments {
        match value {
            Value::Null => {}
            Value::String(text) => {
                query.append_pair(&name, &text);
            }
            Value::Bool(_) | Value::Number(_) => {
                query.append_pair(&name, &value.to_string());
            }
            Value::Array(_) | Value::Object(_) => {
                return Err(Failure::invalid(name, "Give one value."));
            }
        }
    }
    Ok(query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_is_an_endpoint_that_says_what_it_does_and_takes() {
        let inputs = api::inputs();
        for tool in TOOLS {
            let (_, input) = inputs
                .iter()
                .find(|(route, _)| route.method == tool.method && route.path == tool.path)
                .unwrap_or_else(|| panic!("{} is no endpoint", tool.name));
            assert!(!input.about.is_empty(), "{}", tool.name);
            assert_eq!(input.schema["type"], "object", "{}", tool.name);
            for part in tool.path.split('/').filter_map(api::name) {
                assert!(
                    input.schema["properties"].get(part).is_some(),
                    "{} takes {part}",
                    tool.name
                );
            }
            assert!(
                !input.schema.to_string().contains("\"$ref\""),
                "{} stands by itself",
                tool.name
            );
        }
    }
}
