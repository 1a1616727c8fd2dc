//! SmartMemory, SmartSQL and SmartBuckets over the ports' twins, for tests in another language: reads
//! lines of `{"owner", "verb", "body", "key"}` and answers each with a line of `{"answer"}` or
//! `{"failure"}`. Owners are signed up as they come.

use std::io::{BufRead, stdin};

use call_me_back::directory::people::{self, NewUser};
use call_me_back::flows::starters;
use call_me_back::idempotency::IdempotencyKey;
use call_me_back::ids::UserId;
use call_me_back::ports::Ports as _;
use call_me_back::rest;
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::time::{TimeZone, Timestamp};
use call_me_back_simulation::{Host, finish};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Line {
    owner: UserId,
    verb: String,
    body: String,
    key: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let began = Timestamp::parse("2026-01-01T00:00:00Z").ok_or("a moment")?;
    let host = Host::new(began, 7)?;
    finish(starters::bring_up(&host.ports(began)))?;
    let mut owners = Vec::new();
    for line in stdin().lock().lines() {
        let line: Line = serde_json::from_str(&line?)?;
        host.clock.set(host.clock.get().plus(1));
        let ports = host.ports(host.clock.get());
        if !owners.contains(&line.owner) {
            let phone = PhoneNumber::parse(&format!("+1415555{:04}", 100 + owners.len()))?;
            let (id, now, hashing) = (line.owner.clone(), ports.now(), ports.hash_key()?);
            finish(people::sign_up(
                ports.sql(),
                &hashing,
                &NewUser {
                    id,
                    phone: &phone,
                    zone: TimeZone::UTC,
                    adult_confirmed_at: now,
                },
                now,
            ))?;
            owners.push(line.owner.clone());
        }
        let key = line.key.as_deref().map(IdempotencyKey::parse).transpose();
        let answer = key.and_then(|key| {
            let (verb, body) = (&line.verb, &line.body);
            finish(rest::serve(&ports, &line.owner, verb, body, key.as_ref()))
        });
        let answer = match answer {
            Ok(answer) => json!({ "answer": serde_json::from_str::<Value>(&answer)? }),
            Err(failure) => json!({ "failure": failure }),
        };
        println!("{answer}");
    }
    Ok(())
}
