//! Twilio's Verify, version 2: it sends codes to telephones and checks them. Source: Twilio, "Verify API"
//! and its list of errors.

use serde::Deserialize;

use super::phone::PhoneNumber;

/// How long a code can be that it makes; of others it is not asked.
const CODE: std::ops::RangeInclusive<usize> = 4..=10;

/// Where a code is sent from, below the API's base.
pub fn verifications_path(service_sid: &str) -> String {
    format!("/v2/Services/{service_sid}/Verifications")
}

/// Where a code is checked, below the API's base.
pub fn check_path(service_sid: &str) -> String {
    format!("/v2/Services/{service_sid}/VerificationCheck")
}

/// The form to post to `verifications_path`.
pub fn start_form(to: &PhoneNumber) -> String {
    form_urlencoded::Serializer::new(String::new())
        .append_pair("To", to.e164())
        .append_pair("Channel", "sms")
        .finish()
}

/// The form to post to `check_path`; none where the code can be none of its.
pub fn check_form(to: &PhoneNumber, code: &str) -> Option<String> {
    let may_be = CODE.contains(&code.len()) && code.bytes().all(|digit| digit.is_ascii_digit());
    may_be.then(|| {
        form_urlencoded::Serializer::new(String::new())
            .append_pair("To", to.e164())
            .append_pair("Code", code)
            .finish()
    })
}

/// What an answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A code is on its way; or it was checked, and is not the one.
    Pending,
    /// It is the one.
    Approved,
    /// There is no code to check: it was used, is too old, or never was.
    Gone,
    /// Too many were sent, or tried.
    TooOften,
    /// It sends nothing to that number.
    BadNumber,
    /// Anything else, by its status and its own number for the error.
    Failed { status: u16, error: Option<u32> },
}

/// Reads an answer.
pub fn answer(status: u16, body: &str) -> Answer {
    #[derive(Default, Deserialize)]
    struct Body {
        /// A word where all went well; the HTTP status where it did not.
        status: Option<serde_json::Value>,
        code: Option<u32>,
    }
    let body: Body = serde_json::from_str(body).unwrap_or_default();
    let said = body.status.as_ref().and_then(|status| status.as_str());
    match (status, said, body.code) {
        (200..=299, Some("pending"), _) => Answer::Pending,
        (200..=299, Some("approved"), _) => Answer::Approved,
        (200..=299, Some("max_attempts_reached"), _) => Answer::TooOften,
        (200..=299, Some("canceled" | "deleted" | "failed" | "expired"), _) => Answer::Gone,
        (404, _, None | Some(20_404)) => Answer::Gone,
        // Sends, tries, or requests altogether.
        (_, _, Some(60_203 | 60_202 | 20_429)) | (429, _, _) => Answer::TooOften,
        // Not a number, not one that takes messages, not a country that is served, or one that is blocked.
        (_, _, Some(60_200 | 60_205 | 60_220 | 60_410 | 60_605 | 21_211 | 21_608)) => {
            Answer::BadNumber
        }
        (status, _, error) => Answer::Failed { status, error },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_by_what_they_mean() {
        for (status, body, meant) in [
            (
                201,
                r#"{"status":"pending","valid":false}"#,
                Answer::Pending,
            ),
            (
                200,
                r#"{"status":"approved","valid":true}"#,
                Answer::Approved,
            ),
            (200, r#"{"status":"expired"}"#, Answer::Gone),
            (404, r#"{"code":20404,"status":404}"#, Answer::Gone),
            (429, r#"{"code":60203,"status":429}"#, Answer::TooOften),
            (429, r#"{"code":60202,"status":429}"#, Answer::TooOften),
            (400, r#"{"code":60200,"status":400}"#, Answer::BadNumber),
            (
                401,
                r#"{"code":20003,"status":401}"#,
                Answer::Failed {
                    status: 401,
                    error: Some(20_003),
                },
            ),
            (
                200,
                "<html>",
                Answer::Failed {
                    status: 200,
                    error: None,
                },
            ),
        ] {
            assert_eq!(answer(status, body), meant, "{status} {body}");
        }
    }

    #[test]
    fn what_can_be_no_code_is_not_asked() {
        let phone = PhoneNumber::parse("+14155550123").unwrap();
        assert_eq!(
            check_form(&phone, "123456").unwrap(),
            "To=%2B14155550123&Code=123456"
        );
        for code in ["", "123", "12345678901", "12 456", "abcdef"] {
            assert_eq!(check_form(&phone, code), None, "{code}");
        }
    }
}
