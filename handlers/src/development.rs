//! What only development may do. Elsewhere these routes are not there: the table of routes sees to it.

use std::collections::BTreeMap;

use call_me_back::directory::people;
use call_me_back::failure::Failure;
use call_me_back::flows::{starters, sweeping};
use call_me_back::ids::{Pair, UserId};
use call_me_back::memory::command::{Address, Archive};
use call_me_back::ports::{
    Checksum, Condition, HttpMetadata, Memories as _, Object, Ports as _, PutOptions,
    SmartBuckets as _,
};
use call_me_back::time::{DAY, HOUR, MINUTE, SECOND};
use call_me_back_platform::{Cloudflare, advance as advance_clock};
use serde::Deserialize;
use serde_json::json;

use crate::answer::{Answer, Refusal, json};
use crate::rest::serve;
use crate::visit::Visit;

/// How far the clock is set forward at once.
const FURTHEST: i64 = 10 * 366 * DAY;

pub async fn seed(visit: &Visit) -> Answer {
    let seeded = starters::bring_up(&visit.ports).await?;
    json(&json!({ "seeded": seeded }))
}

/// Does a verb of SmartMemory, SmartSQL or SmartBuckets for an owner, over the ports alone.
pub async fn verb(visit: &mut Visit, owner: &str, verb: &str) -> Answer {
    let owner = UserId::parse(owner).map_err(|_| Refusal::not_found())?;
    people::user(visit.ports.sql(), &owner).await?;
    serve(visit, &owner, verb).await
}

/// What is done to the bucket itself, as its port has it: with a text it is put, without it is got.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Handling {
    key: String,
    text: Option<String>,
    #[serde(default)]
    http_metadata: HttpMetadata,
    #[serde(default)]
    custom_metadata: BTreeMap<String, String>,
    /// Only where nothing lies there.
    #[serde(default)]
    absent: bool,
    /// Only in place of what has this etag.
    etag: Option<String>,
    md5: Option<String>,
    sha256: Option<String>,
}

impl Handling {
    fn options(self) -> Result<PutOptions, Failure> {
        let md5 = self.md5.as_deref().map(Checksum::md5).transpose()?;
        let sha256 = self.sha256.as_deref().map(Checksum::sha256).transpose()?;
        Ok(PutOptions {
            http_metadata: self.http_metadata,
            custom_metadata: self.custom_metadata,
            checksum: md5.or(sha256),
            condition: match self.etag {
                Some(etag) => Condition::Version(etag),
                None if self.absent => Condition::Absent,
                None => Condition::Always,
            },
        })
    }
}

/// Puts an object into the bucket, or gets one: with what no verb of SmartBuckets offers, too.
pub async fn bucket(visit: &mut Visit) -> Answer {
    let mut handling: Handling = visit.json().await?;
    let (buckets, key) = (visit.ports.buckets(), handling.key.clone());
    let (head, text) = match handling.text.take() {
        Some(text) => {
            let options = handling.options()?;
            (buckets.put(&key, text.into_bytes(), options).await?, None)
        }
        None => {
            let object = buckets.get(&key, None).await?;
            let text = |object: &Object| String::from_utf8_lossy(&object.body).into_owned();
            let text = object.as_ref().map(text);
            (object.map(|object| object.head), text)
        }
    };
    json(&json!({
        "text": text,
        "head": head.map(|head| json!({
            "key": head.key,
            "etag": head.etag,
            "size": head.size,
            "http_metadata": head.http_metadata,
            "custom_metadata": head.custom_metadata,
        })),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    #[serde(default)]
    days: u32,
    #[serde(default)]
    hours: u32,
    #[serde(default)]
    minutes: u32,
    #[serde(default)]
    seconds: u32,
}

/// Sets the clock forward and wakes whatever is due then.
pub async fn advance(visit: &mut Visit) -> Answer {
    let by: Advance = visit.json().await?;
    let millis = i64::from(by.days) * DAY
        + i64::from(by.hours) * HOUR
        + i64::from(by.minutes) * MINUTE
        + i64::from(by.seconds) * SECOND;
    if millis > FURTHEST {
        return Err(Refusal::at(422, "days", "At most ten years at a time."));
    }
    let now = advance_clock(&visit.env, millis).await?;
    let ports = Cloudflare::new(&visit.env, now);
    let placed = sweeping::catch_up(&ports, visit.ports.now().plus(-DAY)).await?;
    json(&json!({ "now": now, "schedules": placed }))
}

/// A call that nobody had.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    pair: Pair,
    call: Archive,
}

/// Takes in a call as if it had ended: so that there is much to be recalled.
pub async fn archive(visit: &mut Visit) -> Answer {
    let Made { pair, call } = visit.json().await?;
    let actor = Address::Relationship(pair);
    visit.ports.memories().ask(&actor, call).await?;
    json(&json!({}))
}
