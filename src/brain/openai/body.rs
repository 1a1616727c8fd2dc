//! What a server is asked.

use serde::Serialize;

use crate::brain::Request;
use crate::brain::writing::Task;
use crate::call::Speaker;

/// The most tokens of one answer: a few spoken sentences.
const MOST_TOKENS: u32 = 300;
/// The most tokens of a text that is written: a page or two.
const MOST_TOKENS_WRITING: u32 = 1_500;
/// What a model that thinks before it speaks may take more: what it thinks counts too.
const TOKENS_TO_THINK: u32 = 1_700;
const TEMPERATURE: f64 = 0.8;
/// A text that is written is to be right, not lively.
const TEMPERATURE_WRITING: f64 = 0.0;
/// What the user is taken to say where the persona is to speak first, and where nobody spoke since.
pub(super) const CONNECTED: &str = "(The call has just connected. Speak first.)";
pub(super) const SILENCE: &str = "(Silence on the line.)";

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
    #[serde(flatten)]
    limits: Limits,
    messages: Vec<Message>,
}

#[derive(Serialize)]
struct StreamOptions {
    include_usage: bool,
}

/// Models that think refuse the limits of those that don't.
#[derive(Serialize)]
#[serde(untagged)]
enum Limits {
    Speaking {
        max_tokens: u32,
        temperature: f64,
    },
    Thinking {
        max_completion_tokens: u32,
        reasoning_effort: &'static str,
    },
}

#[derive(Serialize)]
struct Message {
    role: &'static str,
    content: String,
}

/// The body to post to `{base}/chat/completions`. What was recalled stands in the same message as
/// the last thing said, right before it: so the system prompt stays the same all through a call and
/// a server's prefix cache holds, and templates that know one system message only are served too.
/// With `asks_usage` the server is to tell what it took; some refuse to be asked that.
pub fn body(request: &Request, model: &str, asks_usage: bool) -> String {
    let mut messages = vec![Message {
        role: "system",
        content: request.system_prompt.clone(),
    }];
    messages.extend(conversation(request));
    asking(model, messages, MOST_TOKENS, TEMPERATURE, asks_usage)
}

/// The body to post for a text that no persona speaks.
pub fn writing_body(task: &Task<'_>, model: &str, asks_usage: bool) -> String {
    let messages = vec![
        Message {
            role: "system",
            content: task.instructions(),
        },
        Message {
            role: "user",
            content: task.quoted_input(),
        },
    ];
    asking(
        model,
        messages,
        MOST_TOKENS_WRITING,
        TEMPERATURE_WRITING,
        asks_usage,
    )
}

fn asking(
    model: &str,
    messages: Vec<Message>,
    most_tokens: u32,
    temperature: f64,
    asks_usage: bool,
) -> String {
    let limits = if thinks(model) {
        Limits::Thinking {
            max_completion_tokens: most_tokens + TOKENS_TO_THINK,
            reasoning_effort: "low",
        }
    } else {
        Limits::Speaking {
            max_tokens: most_tokens,
            temperature,
        }
    };
    let body = Body {
        model,
        stream: true,
        stream_options: asks_usage.then_some(StreamOptions {
            include_usage: true,
        }),
        limits,
        messages,
    };
    // Strings and numbers under fixed names: there is nothing in it that can't be written.
    serde_json::to_string(&body).unwrap_or_default()
}

/// The families that think before they speak: "o3", "gpt-5-mini", "openai/gpt-5".
fn thinks(model: &str) -> bool {
    let name = model.rsplit('/').next().unwrap_or(model);
    let family = name.split('-').next().unwrap_or(name);
    matches!(family, "o1" | "o3" | "o4") || name.starts_with("gpt-5") && !name.contains("chat")
}

/// The turns as user and assistant in strict alternation, from the user to the user: some templates
/// refuse anything else.
fn conversation(request: &Request) -> Vec<Message> {
    let mut spoken = vec![Message {
        role: "user",
        content: String::new(),
    }];
    for turn in &request.turns {
        let role = match turn.speaker {
            Speaker::User => "user",
            Speaker::Persona => "assistant",
        };
        let text = turn.text.trim();
        match spoken.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.role == role => {
                if !last.content.is_empty() {
                    last.content.push(' ');
                }
                last.content.push_str(text);
            }
            _ => spoken.push(Message {
                role,
                content: text.to_owned(),
            }),
        }
    }
    if spoken.last().is_some_and(|last| last.role == "assistant") {
        spoken.push(Message {
            role: "user",
            content: SILENCE.to_owned(),
        });
    } else if let (Some(last), Some(recalled)) = (spoken.last_mut(), &request.recollection) {
        last.content = format!("{recalled}\n\n{}", last.content);
    }
    if let Some(first) = spoken.first_mut().filter(|first| first.content.is_empty()) {
        first.content = CONNECTED.to_owned();
    }
    spoken
}
