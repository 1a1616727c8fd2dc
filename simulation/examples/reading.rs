//! How fast a call is read: a call of half an hour, made of the turns of labelled calls, in which every
//! second turn is the persona's.
//!
//!     cargo run --release --package call-me-back-simulation --example reading -- benches/memory/building.json

#![allow(clippy::disallowed_methods)]

use std::time::Instant;
use std::{env, fs};

use call_me_back::call::{Speaker, Turn};
use call_me_back::extraction::{self, Hearing};
use call_me_back::time::{SECOND, TimeZone, Timestamp};
use serde::Deserialize;

/// What is said in half an hour.
const TURNS: usize = 300;
const ROUNDS: usize = 40;
const PAUSE: i64 = 6 * SECOND;

#[derive(Deserialize)]
struct Data {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    calls: Vec<Call>,
}

#[derive(Deserialize)]
struct Call {
    date: Timestamp,
    turns: Vec<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = env::args()
        .nth(1)
        .ok_or("say which file of labelled calls")?;
    let data: Data = serde_json::from_str(&fs::read_to_string(&file)?)?;
    let calls: Vec<&Call> = data.cases.iter().flat_map(|case| &case.calls).collect();
    let started_at = calls.first().ok_or("there is no call")?.date;
    let said: Vec<&String> = calls.iter().flat_map(|call| &call.turns).collect();
    let turns: Vec<Turn> = (0..)
        .zip(said.iter().cycle().take(TURNS))
        .map(|(index, said)| Turn {
            index,
            speaker: if index % 2 == 0 {
                Speaker::Persona
            } else {
                Speaker::User
            },
            text: said.trim_start_matches("P: ").to_owned(),
            at: started_at.plus(PAUSE * i64::from(index)),
        })
        .collect();
    let mut spans: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            let reading = extraction::read(&Hearing {
                turns: &turns,
                started_at,
                zone: TimeZone::Europe__Berlin,
                persona_name: "Brad",
                user_name: None,
                memories: &[],
                storylines: &[],
            });
            std::hint::black_box(reading);
            begun.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    spans.sort_by(f64::total_cmp);
    let at = |share: f64| spans.get((spans.len() as f64 * share) as usize);
    println!(
        "{TURNS} turns read in {:.1} ms (median), {:.1} ms (95th percentile)",
        at(0.5).copied().unwrap_or_default(),
        at(0.95).copied().unwrap_or_default(),
    );
    Ok(())
}
