use serde_json::{Value, json};

use super::body::{CONNECTED, SILENCE};
use super::*;
use crate::brain::Request;
use crate::call::{Speaker, Turn};
use crate::memory::hit::{Hit, What};
use crate::prompt::{Counter, fixture, recalled_block};
use crate::recall::score::Parts;
use crate::time::{TimeZone, Timestamp};

fn turn(speaker: Speaker, text: &str) -> Turn {
    Turn {
        index: 0,
        speaker,
        text: text.to_owned(),
        at: Timestamp::parse("2025-01-07T10:00:00Z").unwrap(),
    }
}

fn request(turns: Vec<Turn>, recalled: Vec<Hit>) -> Request {
    let zone = TimeZone::America__New_York;
    Request {
        system_prompt: "=== CORE IDENTITY ===\nYou are Brad".to_owned(),
        briefing: fixture::briefing("persona_brad_001", "friend", Some("Alice")),
        turns,
        recollection: recalled_block(&recalled, fixture::now(), zone, 400, Counter::new(None)),
        recalled,
        seed: 1,
    }
}

fn messages(request: &Request) -> Vec<(String, String)> {
    let body: Value = serde_json::from_str(&body(request, "some-model", true)).unwrap();
    let text = |message: &Value, key: &str| message[key].as_str().unwrap().to_owned();
    body["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|message| (text(message, "role"), text(message, "content")))
        .collect()
}

#[test]
fn the_call_is_told_in_turns_from_the_user_to_the_user() {
    let told = messages(&request(
        vec![
            turn(Speaker::Persona, "Yo Al!"),
            turn(Speaker::User, "Hey,"),
            turn(Speaker::Persona, " "),
            turn(Speaker::User, "bad day."),
            turn(Speaker::Persona, "Talk to me."),
        ],
        Vec::new(),
    ));
    let roles: Vec<&str> = told.iter().map(|(role, _)| role.as_str()).collect();
    assert_eq!(
        roles,
        ["system", "user", "assistant", "user", "assistant", "user"]
    );
    assert_eq!(told[3].1, "Hey, bad day.");
    assert_eq!(told[5].1, SILENCE);
    let first = messages(&request(Vec::new(), Vec::new()));
    assert_eq!(first[1], ("user".to_owned(), CONNECTED.to_owned()));
}

#[test]
fn what_is_recalled_stands_right_before_the_last_thing_said_and_not_in_the_prompt() {
    let mut secret = fixture::memory("health", "migraines");
    secret.sensitive = true;
    let hits = vec![
        Hit {
            what: What::Memory(secret),
            score: 0.9,
            parts: Parts::default(),
        },
        Hit {
            what: What::Turn {
                call_id: crate::ids::CallId::parse("call_1").unwrap(),
                turn: turn(Speaker::User, "I love rock climbing"),
            },
            score: 0.5,
            parts: Parts::default(),
        },
    ];
    let told = messages(&request(
        vec![turn(Speaker::Persona, "Yo"), turn(Speaker::User, "Hi")],
        hits,
    ));
    let (role, last) = told.last().unwrap();
    assert_eq!(role, "user");
    assert!(
        last.contains("I love rock climbing") && last.ends_with("\n\nHi"),
        "{last}"
    );
    assert!(!last.contains("migraines"), "{last}");
    assert!(!told[0].1.contains("climbing"));
}

#[test]
fn a_model_is_asked_with_the_limits_that_it_knows() {
    let limits = |model: &str| {
        let body: Value =
            serde_json::from_str(&body(&request(Vec::new(), Vec::new()), model, true)).unwrap();
        assert_eq!(body["stream"], json!(true));
        (
            body.get("max_tokens").is_some(),
            body.get("temperature").is_some(),
            body.get("max_completion_tokens").is_some(),
        )
    };
    for plain in [
        "llama3.1:8b",
        "gpt-4o-mini",
        "mistral-small",
        "o1rca",
        "gpt-5-chat-latest",
    ] {
        assert_eq!(limits(plain), (true, true, false), "{plain}");
    }
    for thinking in ["o3", "o4-mini", "gpt-5-mini", "openai/gpt-5"] {
        assert_eq!(limits(thinking), (false, false, true), "{thinking}");
    }
}

/// What a stream says when it comes in these pieces.
fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (String, bool, Result<(), StreamError>) {
    let mut stream = Stream::default();
    let (mut said, mut done) = (String::new(), false);
    for piece in pieces {
        for piece in stream.feed(piece) {
            assert!(!done, "a piece after the end");
            match piece {
                Piece::Token(token) => said.push_str(&token),
                Piece::Done => done = true,
            }
        }
    }
    (said, done, stream.finish())
}

fn chunk(text: &str) -> String {
    format!(
        "data: {}\n\n",
        json!({ "choices": [{ "index": 0, "delta": { "content": text }, "finish_reason": null }] })
    )
}

fn stopped() -> String {
    format!(
        "data: {}\n\n",
        json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] })
    )
}

/// Whole answers in the forms that servers give them, and what each says.
fn answers() -> Vec<(String, &'static str)> {
    let role = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"hm\"}}]}\n\n";
    vec![
        (format!("{role}{}{}{}data: [DONE]\n\n", chunk("Yo Al! Çava "), chunk("😀?"), stopped()), "Yo Al! Çava 😀?"),
        (format!(": ping\r\n\r\nevent: x\r\n{}", (chunk("Hi ") + &chunk("there") + &stopped()).replace('\n', "\r\n")), "Hi there"),
        (format!("{}data: [DONE]", chunk("no end of line")) + "\n", "no end of line"),
        (chunk("<think>what now</th").to_string() + &chunk("ink>\n\nHey") + &stopped(), "Hey"),
        (chunk("<th").to_string() + &stopped(), "<th"),
        (chunk("a < b").to_string() + &stopped(), "a < b"),
        ("{\n \"choices\": [ {\"message\": {\"content\": \"All at \\\"once\\\" }\"}, \"finish_reason\": \"stop\"} ]\n}\n".to_owned(), "All at \"once\" }"),
        ("data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"in two lines\"},\"finish_reason\":\"stop\"}]}\n\n".to_owned(), "in two lines"),
        (format!("data:{}\n\ndata: [DONE]\n\n", json!({"choices":[{"delta":{"content":[{"type":"text","text":"parts"}]}}]})), "parts"),
        (format!("data: {}\n\ndata: [DONE]\n\n", json!({"choices":[{"text":"old"}], "usage": null})), "old"),
    ]
}

#[test]
fn what_an_answer_took_is_read_wherever_it_stands() {
    let usage = json!({ "prompt_tokens": 812, "completion_tokens": 9, "total_tokens": 821 });
    let after = format!("data: {}\n\n", json!({ "choices": [], "usage": usage }));
    let within = json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }], "usage": usage });
    let whole = json!({ "choices": [{ "message": { "content": "Hi" } }], "usage": usage });
    for (answer, is_told) in [
        (chunk("Hi") + &stopped() + &after + "data: [DONE]\n\n", true),
        (chunk("Hi") + &format!("data: {within}\n\n"), true),
        (whole.to_string(), true),
        (chunk("Hi") + &stopped() + "data: [DONE]\n\n", false),
        (
            chunk("Hi") + &stopped() + "data: {\"usage\": \"much\"}\n\ndata: [DONE]\n\n",
            false,
        ),
    ] {
        let mut stream = Stream::default();
        let pieces: Vec<Piece> = answer
            .bytes()
            .flat_map(|byte| stream.feed(&[byte]))
            .collect();
        assert_eq!(
            pieces,
            [Piece::Token("Hi".to_owned()), Piece::Done],
            "{answer}"
        );
        assert_eq!(stream.finish(), Ok(()));
        assert!(stream.is_closed(), "{answer}");
        let told = stream.tokens().map(|tokens| (tokens.input, tokens.output));
        assert_eq!(told, is_told.then_some((812, 9)), "{answer}");
    }
    // Something that does not end after the answer has ended is no failure of the answer.
    let mut stream = Stream::default();
    stream.feed((chunk("Hi") + &stopped()).as_bytes());
    stream.feed(&vec![b'x'; 2 << 20]);
    assert_eq!((stream.finish(), stream.is_closed()), (Ok(()), true));
}

#[test]
fn an_answer_says_the_same_however_it_is_cut() {
    for (answer, said) in answers() {
        let bytes = answer.as_bytes();
        let whole = (said.to_owned(), true, Ok(()));
        assert_eq!(read([bytes]), whole, "{answer}");
        assert_eq!(read(bytes.chunks(1)), whole, "byte by byte: {answer}");
        for at in 0..bytes.len() {
            let (first, second) = bytes.split_at(at);
            assert_eq!(read([first, second]), whole, "cut at {at}: {answer}");
        }
        for size in 2..9 {
            assert_eq!(
                read(bytes.chunks(size)),
                whole,
                "in pieces of {size}: {answer}"
            );
        }
    }
}

#[test]
fn whatever_goes_wrong_has_its_name() {
    let error = |text: &str| read([text.as_bytes()]).2.unwrap_err();
    assert_eq!(error(""), StreamError::Empty);
    assert_eq!(error("data: [DONE]\n\n"), StreamError::Empty);
    assert_eq!(error(&stopped()), StreamError::Empty);
    assert_eq!(error(&chunk("Yo")), StreamError::Cut);
    assert_eq!(
        error("<html>502 Bad Gateway</html>"),
        StreamError::Malformed
    );
    assert_eq!(error("not json at all"), StreamError::Malformed);
    assert_eq!(error("{\"hello\": 1}"), StreamError::Malformed);
    assert_eq!(
        error("{\"choices\": [{\"message\": {\"content\": \"cut in the mid"),
        StreamError::Cut
    );
    assert_eq!(
        error("{\"error\": {\"message\": \"slow down\", \"code\": 429}}"),
        StreamError::Status { code: 429 }
    );
    assert_eq!(
        error("data: {\"error\": {\"message\": \"overloaded\", \"type\": \"x\"}}\n\n"),
        StreamError::Refused
    );
    assert_eq!(
        error(&(chunk("Yo") + "data: {\"error\": {\"code\": 500}}\n\n")),
        StreamError::Refused
    );
    let (said, done, _) =
        read([(chunk("Yo") + "data: {\"error\": \"x\"}\n\n" + &chunk("more")).as_bytes()]);
    assert_eq!((said.as_str(), done), ("Yo", false));
}

#[test]
fn nothing_is_said_after_the_end() {
    let late = chunk("Yo") + &stopped() + &chunk("late") + "data: [DONE]\n\n";
    assert_eq!(read([late.as_bytes()]), ("Yo".to_owned(), true, Ok(())));
}

#[test]
fn garbage_is_survived() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let seeds: Vec<Vec<u8>> = answers()
        .into_iter()
        .map(|(answer, _)| answer.into_bytes())
        .collect();
    for round in 0..4_000 {
        let mut bytes = seeds[round % seeds.len()].clone();
        for _ in 0..random() % 6 {
            let at = (random() % bytes.len() as u64) as usize;
            match random() % 3 {
                0 => bytes[at] = random() as u8,
                1 => drop(bytes.drain(at..(at + 7).min(bytes.len()))),
                _ => bytes.insert(at, b"{}[]\"\\\n:\xFF"[(random() % 9) as usize]),
            }
            if bytes.is_empty() {
                break;
            }
        }
        let cut = 1 + (random() % 11) as usize;
        let whole = read([bytes.as_slice()]);
        assert_eq!(read(bytes.chunks(cut)), whole);
    }
}

#[test]
fn an_answer_without_end_is_given_up() {
    let mut stream = Stream::default();
    for _ in 0..300 {
        stream.feed(&[b'x'; 8192]);
    }
    assert_eq!(stream.finish(), Err(StreamError::Malformed));
}
