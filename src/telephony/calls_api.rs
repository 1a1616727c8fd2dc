//! Twilio's Calls resource: the bodies that we post to it and the answers that we read.
//!
//! There is no idempotency key. Store the intent, then post, then store the sid; where no clear
//! answer came, list what was placed since and adopt it before any second post.

use chrono::DateTime;
use serde::Deserialize;

use super::outcome::Outcome;
use super::phone::PhoneNumber;
use super::status::Status;
use crate::time::{MINUTE, SECOND, TimeZone, Timestamp};

/// Where the account's calls are placed and listed, below the API's base.
pub fn calls_path(account_sid: &str) -> String {
    format!("/2010-04-01/Accounts/{account_sid}/Calls.json")
}

/// Where one call is changed, below the API's base.
pub fn call_path(account_sid: &str, call_sid: &str) -> String {
    format!("/2010-04-01/Accounts/{account_sid}/Calls/{call_sid}.json")
}

/// A call to place. Ids stand in the paths of its URLs, never in a query: they are signed as
/// configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCall {
    pub to: PhoneNumber,
    pub from: PhoneNumber,
    /// Answers with TwiML once the call is picked up.
    pub url: String,
    /// Asked where `url` fails: TwiML that always stands.
    pub fallback_url: String,
    pub status_callback: String,
    /// How long it may ring.
    pub ring_seconds: u32,
    /// How long it may last.
    pub limit_seconds: u32,
    /// Told, while the call goes on, who picked up.
    pub machine_callback: String,
    /// Whether a machine is told of once it has said its words, so that a message can be left;
    /// otherwise as soon as it is known for one.
    pub hears_machines_out: bool,
}

impl NewCall {
    /// The form to post to `calls_path`.
    pub fn form(&self) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("To", self.to.e164())
            .append_pair("From", self.from.e164())
            .append_pair("Url", &self.url)
            .append_pair("Method", "POST")
            .append_pair("FallbackUrl", &self.fallback_url)
            .append_pair("FallbackMethod", "GET")
            .append_pair("StatusCallback", &self.status_callback)
            .append_pair("StatusCallbackMethod", "POST");
        for event in ["initiated", "ringing", "answered", "completed"] {
            form.append_pair("StatusCallbackEvent", event);
        }
        form.append_pair("Timeout", &self.ring_seconds.to_string())
            .append_pair("TimeLimit", &self.limit_seconds.to_string())
            .append_pair("Record", "false");
        let detection = if self.hears_machines_out {
            "DetectMessageEnd"
        } else {
            "Enable"
        };
        form.append_pair("MachineDetection", detection)
            .append_pair("AsyncAmd", "true")
            .append_pair("AsyncAmdStatusCallback", &self.machine_callback)
            .append_pair("AsyncAmdStatusCallbackMethod", "POST");
        form.finish()
    }
}

/// The form that ends a call: one that was answered is completed, one that was not is canceled.
pub fn hang_up_form(stands: Status) -> &'static str {
    match stands {
        Status::Queued | Status::Initiated | Status::Ringing => "Status=canceled",
        _ => "Status=completed",
    }
}

/// The form that has something said in a call that goes on, and then ends it.
pub fn last_words_form(document: &str) -> String {
    form_urlencoded::Serializer::new(String::new())
        .append_pair("Twiml", document)
        .finish()
}

/// Reads where one call stands.
pub fn read_status(body: &str) -> Option<Status> {
    let call: CallResource = serde_json::from_str(body).ok()?;
    Status::parse(&call.status?)
}

/// The query that lists what was placed between two numbers since the day of `since`; Twilio
/// counts days in UTC.
pub fn list_query(to: &PhoneNumber, from: &PhoneNumber, since: Timestamp) -> String {
    let day = since.local(TimeZone::UTC).format("%Y-%m-%d").to_string();
    form_urlencoded::Serializer::new(String::new())
        .append_pair("To", to.e164())
        .append_pair("From", from.e164())
        .append_pair("StartTime>", &day)
        .append_pair("PageSize", "50")
        .finish()
}

/// A call that Twilio knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedCall {
    pub sid: String,
    pub status: Status,
    /// None where Twilio gives no date yet.
    pub created_at: Option<Timestamp>,
}

/// What came of posting a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Placed(PlacedCall),
    /// Surely not placed.
    Refused {
        code: Option<u32>,
        outcome: Outcome,
    },
    /// It may have been placed or not: list before any second post.
    Unclear,
}

/// Reads the answer to a posted call. Twilio's own message is left out, since it names the number.
pub fn read_answer(http_status: u16, body: &str) -> Answer {
    match http_status {
        200..=299 => serde_json::from_str::<CallResource>(body)
            .ok()
            .and_then(CallResource::placed)
            .map_or(Answer::Unclear, Answer::Placed),
        408 | 500.. => Answer::Unclear,
        _ => {
            let code = serde_json::from_str::<ErrorResource>(body)
                .ok()
                .and_then(|error| error.code);
            Answer::Refused {
                code,
                outcome: code
                    .and_then(Outcome::of_code)
                    .unwrap_or_else(|| Outcome::of_status(http_status)),
            }
        }
    }
}

/// Reads a list of calls; none where it is not one.
pub fn read_list(body: &str) -> Option<Vec<PlacedCall>> {
    let list: CallList = serde_json::from_str(body).ok()?;
    Some(
        list.calls
            .into_iter()
            .filter_map(CallResource::placed)
            .collect(),
    )
}

/// The call that an unanswered post of `intended_at` placed, where it placed one. Twilio's dates
/// are whole seconds of a clock that is not ours, hence the minute; but what seems older and is over
/// was another call. One that was only just queued may have no date yet.
pub fn adoptable(calls: &[PlacedCall], intended_at: Timestamp) -> Option<&PlacedCall> {
    calls
        .iter()
        .filter(|call| match call.created_at {
            Some(created_at) if call.status.is_over() => {
                created_at.millis() >= intended_at.millis() / SECOND * SECOND
            }
            Some(created_at) => created_at >= intended_at.plus(-MINUTE),
            None => !call.status.is_over(),
        })
        .min_by_key(|call| (call.created_at.is_none(), call.created_at))
}

#[derive(Deserialize)]
struct CallResource {
    sid: Option<String>,
    status: Option<String>,
    date_created: Option<String>,
}

impl CallResource {
    fn placed(self) -> Option<PlacedCall> {
        Some(PlacedCall {
            sid: self.sid.filter(|sid| !sid.is_empty())?,
            status: self
                .status
                .and_then(|status| Status::parse(&status))
                .unwrap_or(Status::Queued),
            created_at: self.date_created.and_then(|date| {
                let date = DateTime::parse_from_rfc2822(&date).ok()?;
                Some(Timestamp::from_millis(date.timestamp_millis()))
            }),
        })
    }
}

#[derive(Deserialize)]
struct CallList {
    calls: Vec<CallResource>,
}

#[derive(Deserialize)]
struct ErrorResource {
    code: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telephony::form_fields;

    fn number(text: &str) -> PhoneNumber {
        PhoneNumber::parse(text).unwrap()
    }

    fn call() -> NewCall {
        NewCall {
            to: number("+14155550123"),
            from: number("+18005551212"),
            url: "https://example.org/twilio/call_1/answer".to_owned(),
            fallback_url: "https://example.org/twilio/fallback".to_owned(),
            status_callback: "https://example.org/twilio/call_1/status".to_owned(),
            ring_seconds: 30,
            limit_seconds: 3_600,
            machine_callback: "https://example.org/twilio/call_1/machine".to_owned(),
            hears_machines_out: false,
        }
    }

    /// The parameters of Twilio's OpenAPI document (`twilio_api_v2010`) for placing a call, as far
    /// as ours could be mistaken for them.
    const ALLOWED: &[&str] = &[
        "To",
        "From",
        "Method",
        "FallbackUrl",
        "FallbackMethod",
        "StatusCallback",
        "StatusCallbackEvent",
        "StatusCallbackMethod",
        "SendDigits",
        "Timeout",
        "Record",
        "MachineDetection",
        "MachineDetectionTimeout",
        "CallerId",
        "AsyncAmd",
        "AsyncAmdStatusCallback",
        "AsyncAmdStatusCallbackMethod",
        "CallReason",
        "TimeLimit",
        "Url",
        "Twiml",
    ];

    #[test]
    fn a_call_is_placed_with_parameters_that_twilio_knows() {
        let fields = form_fields(&call().form());
        for (name, _) in &fields {
            assert!(ALLOWED.contains(&name.as_str()), "{name}");
        }
        for required in [
            ("To", "+14155550123"),
            ("From", "+18005551212"),
            ("Url", "https://example.org/twilio/call_1/answer"),
            ("Timeout", "30"),
            ("TimeLimit", "3600"),
            ("Record", "false"),
            ("AsyncAmd", "true"),
        ] {
            let required = (required.0.to_owned(), required.1.to_owned());
            assert!(fields.contains(&required), "{required:?}");
        }
        let events: Vec<&str> = fields
            .iter()
            .filter(|(name, _)| name == "StatusCallbackEvent")
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(events, ["initiated", "ringing", "answered", "completed"]);
    }

    #[test]
    fn a_machine_is_heard_out_where_a_message_is_to_be_left() {
        let patient = NewCall {
            hears_machines_out: true,
            ..call()
        };
        assert!(patient.form().contains("MachineDetection=DetectMessageEnd"));
        assert!(call().form().contains("MachineDetection=Enable"));
    }

    #[test]
    fn a_call_that_still_rings_is_canceled_and_one_that_talks_completed() {
        assert_eq!(hang_up_form(Status::Ringing), "Status=canceled");
        assert_eq!(hang_up_form(Status::InProgress), "Status=completed");
    }

    #[test]
    fn a_placed_call_has_a_sid() {
        let body = r#"{"sid": "CA1", "status": "queued", "date_created": "Tue, 07 Jan 2025 10:00:00 +0000", "price": null}"#;
        assert_eq!(
            read_answer(201, body),
            Answer::Placed(PlacedCall {
                sid: "CA1".to_owned(),
                status: Status::Queued,
                created_at: Timestamp::parse("2025-01-07T10:00:00Z"),
            })
        );
    }

    #[test]
    fn an_answer_that_leaves_it_open_is_never_taken_for_a_refusal() {
        for (status, body) in [
            (201, ""),
            (201, "{\"sid\": \"\"}"),
            (500, "{\"code\": 20500}"),
            (503, ""),
            (408, ""),
        ] {
            assert_eq!(read_answer(status, body), Answer::Unclear, "{status}");
        }
    }

    #[test]
    fn a_refusal_says_what_it_means_and_not_whom_it_was_about() {
        let body = r#"{"code": 21211, "message": "The 'To' number +14155550123 is not valid", "status": 400}"#;
        let answer = read_answer(400, body);
        assert_eq!(
            answer,
            Answer::Refused {
                code: Some(21_211),
                outcome: Outcome::PermanentForNumber
            }
        );
        assert!(!format!("{answer:?}").contains("4155550123"));
        assert_eq!(
            read_answer(429, "slow down"),
            Answer::Refused {
                code: None,
                outcome: Outcome::TryLater
            }
        );
    }

    #[test]
    fn a_call_whose_answer_was_lost_is_found_again_and_an_older_one_is_not_taken_for_it() {
        let intended_at = Timestamp::parse("2025-01-07T10:00:00.900Z").unwrap();
        let query = list_query(
            &number("+14155550123"),
            &number("+18005551212"),
            intended_at,
        );
        let fields = form_fields(&query);
        assert!(fields.contains(&("StartTime>".to_owned(), "2025-01-07".to_owned())));
        assert!(fields.contains(&("To".to_owned(), "+14155550123".to_owned())));

        let calls = read_list(
            r#"{"calls": [
                {"sid": "CA3", "status": "ringing", "date_created": "Tue, 07 Jan 2025 10:20:00 +0000"},
                {"sid": "CA2", "status": "ringing", "date_created": "Tue, 07 Jan 2025 10:00:00 +0000"},
                {"sid": "CA1", "status": "completed", "date_created": "Tue, 07 Jan 2025 08:00:00 +0000"}
            ], "next_page_uri": null}"#,
        )
        .unwrap();
        assert_eq!(
            adoptable(&calls, intended_at).map(|call| call.sid.as_str()),
            Some("CA2")
        );
        assert_eq!(adoptable(&calls[2..], intended_at), None);

        let of = |created_at, status| PlacedCall {
            sid: "CA5".to_owned(),
            status,
            created_at: Timestamp::parse(created_at),
        };
        let before = "2025-01-07T09:59:40Z";
        assert!(adoptable(&[of(before, Status::Ringing)], intended_at).is_some());
        assert!(adoptable(&[of(before, Status::Completed)], intended_at).is_none());
        let at_once = "2025-01-07T10:00:00Z";
        assert!(adoptable(&[of(at_once, Status::Busy)], intended_at).is_some());

        let undated = |status| PlacedCall {
            sid: "CA4".to_owned(),
            status,
            created_at: None,
        };
        assert!(adoptable(&[undated(Status::Queued)], intended_at).is_some());
        assert!(adoptable(&[undated(Status::Completed)], intended_at).is_none());
        assert_eq!(read_list("<html>"), None);
    }
}
