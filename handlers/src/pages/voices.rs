//! What voices sound like: files of whoever runs this, given on from our own address, so that no page asks
//! anything of anybody else.

use call_me_back::failure::Failure;
use call_me_back::telephony::samples::Samples;
use call_me_back_platform::log;
use worker::{Fetch, Headers, Response};

use crate::answer::{Answer, Refusal};
use crate::visit::Visit;

/// The longest sample, in bytes.
const LONGEST: usize = 2 * 1024 * 1024;

/// A setting that can't be understood has no samples in it.
pub fn samples(visit: &Visit) -> Samples {
    let setting = visit.settings.get("VOICE_SAMPLES").unwrap_or_default();
    Samples::parse(&setting).unwrap_or_else(|failure| {
        log::complain(format_args!("{failure}"));
        Samples::default()
    })
}

/// A sample, whole or in part: some browsers play nothing that they can't ask for in parts.
pub async fn sample(visit: &Visit, name: &str) -> Answer {
    visit.user().await?;
    let samples = samples(visit);
    let address = samples.of(name).ok_or_else(Refusal::not_found)?;
    let mut found = Fetch::Url(address.parse().map_err(|_| unavailable())?)
        .send()
        .await?;
    let kind = found.headers().get("content-type")?.unwrap_or_default();
    if found.status_code() != 200 || !kind.starts_with("audio/") {
        return Err(unavailable().into());
    }
    let bytes = found.bytes().await?;
    if bytes.len() > LONGEST {
        return Err(unavailable().into());
    }
    let headers = Headers::new();
    headers.set("content-type", &kind)?;
    headers.set("cache-control", "private, max-age=86400")?;
    headers.set("x-content-type-options", "nosniff")?;
    headers.set("accept-ranges", "bytes")?;
    let part = visit
        .header("range")
        .and_then(|range| part(&range, bytes.len()));
    let Some((from, to)) = part else {
        return Ok(Response::from_bytes(bytes)?.with_headers(headers));
    };
    headers.set(
        "content-range",
        &format!("bytes {from}-{to}/{}", bytes.len()),
    )?;
    let bytes = bytes.get(from..=to).unwrap_or_default().to_vec();
    Ok(Response::from_bytes(bytes)?
        .with_status(206)
        .with_headers(headers))
}

/// The first and the last byte that is asked for; none where all are, or it is not understood.
fn part(range: &str, length: usize) -> Option<(usize, usize)> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let last = length.checked_sub(1)?;
    let (from, to) = match (from, to) {
        ("", count) => (length.checked_sub(count.parse().ok()?)?, last),
        (from, "") => (from.parse().ok()?, last),
        (from, to) => (from.parse().ok()?, to.parse::<usize>().ok()?.min(last)),
    };
    (from <= to).then_some((from, to))
}

fn unavailable() -> Failure {
    Failure::unavailable("the sample of a voice can't be had where VOICE_SAMPLES says")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_lies_within_the_whole() {
        for (range, found) in [
            ("bytes=0-", Some((0, 9))),
            ("bytes=2-5", Some((2, 5))),
            ("bytes=2-99", Some((2, 9))),
            ("bytes=-3", Some((7, 9))),
            ("bytes=9-2", None),
            ("bytes=10-", None),
            ("bytes=-99", None),
            ("bytes=x-", None),
            ("lines=1-", None),
        ] {
            assert_eq!(part(range, 10), found, "{range}");
        }
        assert_eq!(part("bytes=0-", 0), None);
    }
}
