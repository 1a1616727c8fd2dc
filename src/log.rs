//! Lines for whoever runs this: one JSON object each, with ids and timings, without anything that somebody
//! said, and without numbers of telephones.

use serde::Serialize;
use serde_json::{Map, Value};

/// So many digits in a row may be a telephone's number, or a code.
const MOST_DIGITS: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Info,
    Error,
}

/// A line about something that went on by itself: a job, a cron, an actor's work.
pub fn note(level: Level, message: &str) -> String {
    let mut line = begun(level, "note");
    line.insert("message".to_owned(), Value::from(reserved(message)));
    Value::Object(line).to_string()
}

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request<'a> {
    pub id: &'a str,
    pub method: &'a str,
    /// The path as it was sent, without its query.
    pub path: &'a str,
    /// Such as `/api/calls/{call_id}`, where it is one of the API's.
    pub pattern: Option<&'a str>,
    pub status: u16,
    pub millis: u64,
    /// Who asked, where they proved it.
    pub user: Option<&'a str>,
}

/// A line about a request.
pub fn request(request: &Request<'_>) -> String {
    let level = match request.status {
        500.. => Level::Error,
        _ => Level::Info,
    };
    let mut line = begun(level, "request");
    line.insert("request_id".to_owned(), request.id.into());
    line.insert("method".to_owned(), request.method.into());
    line.insert("path".to_owned(), path(request).into());
    line.insert("status".to_owned(), request.status.into());
    line.insert("ms".to_owned(), request.millis.into());
    if let Some(user) = request.user {
        line.insert("user_id".to_owned(), user.into());
    }
    Value::Object(line).to_string()
}

fn begun(level: Level, event: &str) -> Map<String, Value> {
    let mut line = Map::new();
    let level = match level {
        Level::Info => "info",
        Level::Error => "error",
    };
    line.insert("level".to_owned(), level.into());
    line.insert("event".to_owned(), event.into());
    line
}

/// A path, of which only our own words and ids are shown: anybody may ask for whatever they write.
fn path(request: &Request<'_>) -> String {
    if let Some(pattern) = request.pattern {
        let segments = pattern.split('/').zip(request.path.split('/'));
        let shown = segments.map(|(ours, theirs)| match ours.starts_with('{') {
            true if is_id(theirs) => theirs,
            true => "…",
            false => ours,
        });
        return shown.collect::<Vec<_>>().join("/");
    }
    if matches!(request.status, 404 | 405) {
        // There is nothing of ours.
        return "/…".to_owned();
    }
    let shown = request.path.split('/').map(|segment| {
        let is_word = segment
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'.' | b'_'));
        let is_number = segment.len() <= MOST_DIGITS && segment.bytes().all(|b| b.is_ascii_digit());
        match is_word || is_number || is_id(segment) {
            true => segment,
            false => "…",
        }
    });
    shown.collect::<Vec<_>>().join("/")
}

/// Whether that is an id of ours: what it names, and 26 letters; or a persona of the product's.
fn is_id(segment: &str) -> bool {
    let Some((prefix, rest)) = segment.split_once('_') else {
        return false;
    };
    let is_plain = |text: &str| {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        !text.is_empty() && text.bytes().all(allowed)
    };
    let is_drawn = rest.len() == 26 && is_plain(rest);
    // Whoever knows a receipt's may read it.
    prefix != "erasure"
        && prefix.bytes().all(|byte| byte.is_ascii_lowercase())
        && (is_drawn || prefix == "persona" && segment.len() <= 40 && is_plain(rest))
}

/// A message without what stands in quotation marks, which may be somebody's words, and without long
/// numbers.
fn reserved(message: &str) -> String {
    let mut shown = String::with_capacity(message.len());
    let mut quoted_by = None;
    let mut digits = 0;
    let mut is_in_id = false;
    let mut letters = message.chars();
    while let Some(letter) = letters.next() {
        if let Some(mark) = quoted_by {
            if letter == '\\' {
                letters.next();
            } else if letter == mark {
                shown.push('…');
                shown.push(mark);
                quoted_by = None;
            }
            continue;
        }
        if letter == '"' || letter == '`' {
            shown.push(letter);
            quoted_by = Some(letter);
            continue;
        }
        is_in_id = match letter {
            '_' => true,
            'a'..='z' | '0'..='9' => is_in_id,
            _ => false,
        };
        digits = if letter.is_ascii_digit() && !is_in_id {
            digits + 1
        } else {
            0
        };
        if digits > MOST_DIGITS {
            if digits == MOST_DIGITS + 1 {
                shown.truncate(shown.len() - MOST_DIGITS);
                shown.push('…');
            }
            continue;
        }
        shown.push(letter);
    }
    if quoted_by.is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(line: &str) -> Value {
        serde_json::from_str(line).unwrap()
    }

    #[test]
    fn a_request_is_one_line_with_ids_and_timings() {
        let line = request(&Request {
            id: "req_1",
            method: "GET",
            path: "/api/calls/call_4ctkjmbbgs7ykw9cv5hxnaykar/transcript",
            pattern: Some("/api/calls/{call_id}/transcript"),
            status: 200,
            millis: 3,
            user: Some("user_1"),
        });
        assert!(!line.contains('\n'));
        assert_eq!(
            read(&line),
            json!({
                "level": "info",
                "event": "request",
                "request_id": "req_1",
                "method": "GET",
                "path": "/api/calls/call_4ctkjmbbgs7ykw9cv5hxnaykar/transcript",
                "status": 200,
                "ms": 3,
                "user_id": "user_1",
            })
        );
    }

    #[test]
    fn of_a_path_only_our_own_words_and_ids_are_shown() {
        let procedure = "/api/personas/{persona_id}/procedures/{key}";
        for (asked, pattern, status, shown) in [
            ("/", None, 200, "/"),
            (
                "/twilio/relay/call_4ctkjmbbgs7ykw9cv5hxnaykar/2",
                None,
                101,
                "/twilio/relay/call_4ctkjmbbgs7ykw9cv5hxnaykar/2",
            ),
            ("/static/Style.1415555012.css", None, 200, "/static/…"),
            (
                "/data/receipts/erasure_4ctkjmbbgs7ykw9cv5hxnaykar",
                None,
                200,
                "/data/receipts/…",
            ),
            ("/my knee", None, 404, "/…"),
            ("/iloveyou", None, 405, "/…"),
            (
                "/api/personas/persona_brad_001/procedures/iloveyou",
                Some(procedure),
                404,
                "/api/personas/persona_brad_001/procedures/…",
            ),
            (
                "/api/documents/+14155550123",
                Some("/api/documents/{object_id}"),
                200,
                "/api/documents/…",
            ),
        ] {
            let request = Request {
                id: "req_1",
                method: "GET",
                path: asked,
                pattern,
                status,
                millis: 0,
                user: None,
            };
            assert_eq!(path(&request), shown);
        }
    }

    #[test]
    fn a_message_shows_no_number_and_no_words_of_somebodys() {
        for (message, shown) in [
            (
                "done: remember call_01234567890123456789012345",
                "done: remember call_01234567890123456789012345",
            ),
            (
                "unavailable: no answer from +14155550123 in 8000 ms",
                "unavailable: no answer from +… in 8000 ms",
            ),
            (
                "unavailable: invalid type: string \"my knee\", expected u32 at line 1",
                "unavailable: invalid type: string \"…\", expected u32 at line 1",
            ),
            (
                "invalid type: string \"she said \\\"my knee\\\" hurts\", expected u32",
                "invalid type: string \"…\", expected u32",
            ),
            (
                "unknown variant `my knee`, expected `left` or `right`",
                "unknown variant `…`, expected `…` or `…`",
            ),
            ("broken off \"in the middle", "broken off \"…"),
            ("status 503", "status 503"),
        ] {
            assert_eq!(read(&note(Level::Error, message))["message"], shown);
        }
    }
}
