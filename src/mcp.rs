//! The Model Context Protocol: what a persona remembers, as tools of a language model's. Each tool is an
//! endpoint of the API, so it does, allows and refuses the same. Without a session: each request is
//! answered by itself, in JSON (modelcontextprotocol.io, "Streamable HTTP").

mod tools;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::api::Visitor;
use crate::failure::Failure;
use crate::ports::Ports;

/// The versions of the protocol that are spoken, the latest first.
pub const VERSIONS: [&str; 3] = ["2025-11-25", "2025-06-18", "2025-03-26"];

/// Error codes of JSON-RPC.
const NOT_JSON: i32 = -32_700;
const NOT_A_REQUEST: i32 = -32_600;
const NO_SUCH_METHOD: i32 = -32_601;
const WRONG_PARAMETERS: i32 = -32_602;

const INSTRUCTIONS: &str = "What personas remember of the person whose key this is. Ask list_personas \
    first: the other tools want a persona's id. recall searches; add_memory, change_memory and \
    forget_memory change what the persona knows, so ask the person before.";

/// What a message is answered with.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It was no request: there is nothing to say to it.
    Accepted,
    /// JSON; `is_bad` where the message was none.
    Reply { json: String, is_bad: bool },
}

/// A message of JSON-RPC 2.0.
#[derive(Deserialize)]
struct Message {
    jsonrpc: String,
    #[serde(default, deserialize_with = "present")]
    id: Option<Value>,
    /// None: it is an answer to something that was never asked.
    method: Option<String>,
    #[serde(default)]
    params: Map<String, Value>,
}

/// Tells an id that is null from none at all.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Why a request is not served, as JSON-RPC says it.
struct Refused {
    code: i32,
    message: String,
}

impl Refused {
    fn new(code: i32, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// Answers one message of somebody who proved who they are.
///
/// # Errors
/// `Unavailable` where a tool could not be asked; all else is told in the answer.
pub async fn answer(ports: &impl Ports, visitor: &Visitor, text: &str) -> Result<Answer, Failure> {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return Ok(bad(NOT_JSON, "That is not JSON."));
    };
    let message = match serde_json::from_value::<Message>(value) {
        Ok(message) if message.jsonrpc == "2.0" => message,
        _ => {
            return Ok(bad(
                NOT_A_REQUEST,
                "That is no single message of JSON-RPC 2.0.",
            ));
        }
    };
    let (Some(id), Some(method)) = (message.id, message.method) else {
        return Ok(Answer::Accepted);
    };
    if !(id.is_string() || id.is_i64() || id.is_u64()) {
        return Ok(bad(NOT_A_REQUEST, "An id is a string or a whole number."));
    }
    let served = match method.as_str() {
        "initialize" => Ok(initialized(&message.params)),
        "ping" => Ok(json!({})),
        "tools/list" => Ok(json!({ "tools": tools::list(visitor) })),
        "tools/call" => called(ports, visitor, message.params).await?,
        _ => Err(Refused::new(
            NO_SUCH_METHOD,
            format!("{method} is not understood here."),
        )),
    };
    let reply = match served {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(Refused { code, message }) => json!({
            "jsonrpc": "2.0",
            "id": id,
            "error": { "code": code, "message": message },
        }),
    };
    Ok(Answer::Reply {
        json: reply.to_string(),
        is_bad: false,
    })
}

fn bad(code: i32, message: &str) -> Answer {
    let json = json!({
        "jsonrpc": "2.0",
        "id": null,
        "error": { "code": code, "message": message },
    });
    Answer::Reply {
        json: json.to_string(),
        is_bad: true,
    }
}

fn initialized(params: &Map<String, Value>) -> Value {
    let wished = params.get("protocolVersion").and_then(Value::as_str);
    let [latest, ..] = VERSIONS;
    let version = VERSIONS.into_iter().find(|version| wished == Some(version));
    json!({
        "protocolVersion": version.unwrap_or(latest),
        "capabilities": { "tools": { "listChanged": false } },
        "serverInfo": {
            "name": "call-me-back",
            "title": "Call Me Back",
            "version": env!("CARGO_PKG_VERSION"),
        },
        "instructions": INSTRUCTIONS,
    })
}

async fn called(
    ports: &impl Ports,
    visitor: &Visitor,
    mut params: Map<String, Value>,
) -> Result<Result<Value, Refused>, Failure> {
    let name = params.get("name").and_then(Value::as_str);
    let Some(tool) = name.and_then(tools::tool) else {
        return Ok(Err(Refused::new(
            WRONG_PARAMETERS,
            "There is no such tool.",
        )));
    };
    let arguments = match params.remove("arguments") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(arguments)) => arguments,
        Some(_) => {
            let why = "arguments is an object.";
            return Ok(Err(Refused::new(WRONG_PARAMETERS, why)));
        }
    };
    // A model reads why, and may do better.
    let (text, structured, is_error) = match tools::call(ports, visitor, tool, arguments).await {
        Ok(Some(text)) => {
            let structured = serde_json::from_str::<Value>(&text).ok();
            (text, structured.filter(Value::is_object), false)
        }
        Ok(None) => ("Done.".to_owned(), None, false),
        Err(Failure::Unavailable { why }) => return Err(Failure::unavailable(why)),
        Err(refusal) => (refusal.to_string(), None, true),
    };
    let mut result = json!({
        "content": [ { "type": "text", "text": text } ],
        "isError": is_error,
    });
    if let (Some(structured), Some(result)) = (structured, result.as_object_mut()) {
        result.insert("structuredContent".to_owned(), structured);
    }
    Ok(Ok(result))
}
