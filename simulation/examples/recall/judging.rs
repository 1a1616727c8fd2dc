//! What is found, held against a question's evidence.
//!
//! `R@k`: share of a question's evidence turns among the first k. `NDCG@10` weighs them by their place.
//! `coverage@T`: share of the evidence turns that stand in a block of T tokens.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::Duration;

use serde_json::{Value, json};

use crate::table;

const CUTS: [usize; 5] = [1, 5, 10, 20, 50];
const BLOCKS: [usize; 4] = [500, 1_000, 2_000, 4_000];
/// What stands around a hit in the prompt: who said it, and when.
const FRAME: usize = 12;

/// A turn, by its call and its place in it.
pub type Place = (String, u32);

pub struct Found<'a> {
    /// The turn that it is, or was learned in.
    pub place: Option<Place>,
    pub is_turn: bool,
    pub text: &'a str,
}

/// The turns that answer a question.
pub struct Evidence(BTreeSet<Place>);

impl Evidence {
    /// The turns that these ids name; what names none is left out.
    pub fn of(ids: &[String], turns: &BTreeMap<String, Place>) -> Self {
        let ids = ids.iter().flat_map(|ids| ids.split([';', ' ']));
        let places = ids.filter_map(|id| {
            let mut numbers = id.trim_start_matches(['D', ':']).split(':');
            let (session, turn) = (numbers.next()?, numbers.next()?);
            let (session, turn): (u32, u32) = (session.parse().ok()?, turn.parse().ok()?);
            turns.get(&format!("D{session}:{turn}")).cloned()
        });
        Self(places.collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[derive(Default)]
pub struct Verdict {
    groups: BTreeMap<String, Sums>,
    /// Milliseconds of each question, and what the embedding of its text took of them.
    times: Vec<f64>,
    embeddings: Vec<f64>,
}

impl Verdict {
    pub fn add(&mut self, category: u8, hits: &[Found<'_>], evidence: &Evidence) {
        let mut names = vec!["all".to_owned(), format!("category {category}")];
        if category < 5 {
            names.push("categories 1-4".to_owned());
        }
        for name in names {
            self.groups.entry(name).or_default().add(hits, &evidence.0);
        }
    }

    pub fn took(&mut self, whole: Duration, embedding: Duration) {
        self.times.push(whole.as_secs_f64() * 1_000.0);
        self.embeddings.push(embedding.as_secs_f64() * 1_000.0);
    }

    pub fn json(&self) -> Value {
        let groups = self.groups.iter();
        let figures: serde_json::Map<String, Value> = groups
            .map(|(name, sums)| (name.clone(), sums.json()))
            .collect();
        let without: Vec<f64> = self.without_embedding().collect();
        json!({
            "groups": figures,
            "ms": percentiles(&self.times),
            "ms_without_embedding": percentiles(&without),
        })
    }

    fn without_embedding(&self) -> impl Iterator<Item = f64> {
        let pairs = self.times.iter().zip(&self.embeddings);
        pairs.map(|(whole, embedding)| whole - embedding)
    }

    pub fn text(&self) -> String {
        let mut order: Vec<&String> = self.groups.keys().collect();
        order.sort_by_key(|name| (*name != "categories 1-4", *name == "all"));
        let mut text = String::new();
        for name in order {
            let _ = writeln!(text, "{}", self.groups[name].line(name));
        }
        if !self.times.is_empty() {
            let ms = percentiles(&self.times);
            let _ = writeln!(text, "milliseconds, embedding included: {ms}");
        }
        text
    }
}

fn percentiles(times: &[f64]) -> Value {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize);
    json!({"p50": at(0.5), "p95": at(0.95), "p99": at(0.99)})
}

#[derive(Default)]
struct Sums {
    questions: usize,
    recall: [f64; CUTS.len()],
    ndcg: f64,
    coverage: [f64; BLOCKS.len()],
}

impl Sums {
    fn add(&mut self, hits: &[Found<'_>], evidence: &BTreeSet<Place>) {
        self.questions += 1;
        let mut places: Vec<&Place> = Vec::new();
        let mut spent = 0;
        for hit in hits {
            spent += table().count(hit.text) + FRAME;
            let Some(place) = &hit.place else { continue };
            if hit.is_turn && evidence.contains(place) {
                for (sum, block) in self.coverage.iter_mut().zip(BLOCKS) {
                    if spent <= block {
                        *sum += 1.0 / evidence.len() as f64;
                    }
                }
            }
            if !places.contains(&place) {
                places.push(place);
            }
        }
        for (sum, cut) in self.recall.iter_mut().zip(CUTS) {
            let first = places.iter().take(cut);
            let found = first.filter(|place| evidence.contains(**place));
            *sum += found.count() as f64 / evidence.len() as f64;
        }
        let gain = |index: usize| 1.0 / (index as f64 + 2.0).log2();
        let gained = places.iter().take(10).enumerate();
        let gained = gained.filter(|(_, place)| evidence.contains(**place));
        let gained: f64 = gained.map(|(index, _)| gain(index)).sum();
        let most: f64 = (0..evidence.len().min(10)).map(gain).sum();
        self.ndcg += gained / most;
    }

    fn share(&self, sum: f64) -> f64 {
        100.0 * sum / self.questions.max(1) as f64
    }

    fn figures(&self) -> impl Iterator<Item = (String, f64)> {
        let recall = CUTS.iter().zip(self.recall);
        let recall = recall.map(|(cut, sum)| (format!("R@{cut}"), sum));
        let coverage = BLOCKS.iter().zip(self.coverage);
        let coverage = coverage.map(|(block, sum)| (format!("coverage@{block}"), sum));
        let all = recall
            .chain([("NDCG@10".to_owned(), self.ndcg)])
            .chain(coverage);
        all.map(|(name, sum)| (name, self.share(sum)))
    }

    fn line(&self, name: &str) -> String {
        let figures: Vec<String> = self
            .figures()
            .map(|(name, share)| format!("{name}={share:.1}"))
            .collect();
        format!("{name:14} {} n={}", figures.join(" "), self.questions)
    }

    fn json(&self) -> Value {
        let figures = self.figures().map(|(name, share)| (name, json!(share)));
        let questions = ("n".to_owned(), json!(self.questions));
        Value::Object(figures.chain([questions]).collect())
    }
}
