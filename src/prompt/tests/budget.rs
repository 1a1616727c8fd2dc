//! Whatever a briefing holds, its prompt stays within the budget.

use std::collections::BTreeSet;

use super::tokens::{TEXTS, real};
use super::*;
use crate::call::Speaker;
use crate::call::briefing::Beside;
use crate::memory::attribute::ATTRIBUTES;
use crate::memory::hit::{Hit, What};
use crate::prompt::budget::ALWAYS;
use crate::recall::score::Parts;

#[test]
fn a_budget_that_could_not_hold_what_always_stays_is_refused() {
    assert!(Budget::new(ALWAYS - 1, 0).is_err());
    assert!(Budget::new(ALWAYS, u32::MAX).is_ok());
    assert_eq!(Budget::new(4_000, 2_000), Ok(Budget::default()));
}

#[test]
fn no_prompt_ever_costs_more_than_its_budget() {
    let mut random = Random(7);
    let budgets = [
        Budget::default(),
        Budget::new(ALWAYS, 2_000).unwrap(),
        Budget::new(2_300, 500).unwrap(),
        Budget::new(4_000, 0).unwrap(),
        Budget::new(20_000, 15_000).unwrap(),
    ];
    for round in 0..200 {
        let briefing = random.briefing();
        let budget = random.pick(&budgets);
        // With the table, and where it could not be had.
        let counter = random.pick(&[counter(), counter(), Counter::new(None)]);
        let prompt = build(&briefing, budget, counter);
        assert_eq!(prompt.tokens, counter.tokens(&prompt.text));
        assert!(
            prompt.tokens + prompt.recall_tokens <= budget.total(),
            "round {round}: {} and {} of {budget:?}\n{}",
            prompt.tokens,
            prompt.recall_tokens,
            prompt.text
        );
        let real = real(&prompt.text);
        assert!(
            real <= prompt.tokens,
            "round {round}: {real} of {}",
            prompt.tokens
        );
        let bare = Briefing {
            memories: Vec::new(),
            storylines: Vec::new(),
            episodes: Vec::new(),
            unread: None,
            ..briefing.clone()
        };
        let bare = build(&bare, budget, counter).tokens;
        assert!(bare <= ALWAYS, "round {round}: {bare}");
        assert_eq!(headings(&prompt.text).len(), 6, "round {round}");

        let considered: BTreeSet<String> = prompt
            .trace
            .iter()
            .filter_map(|considered| match &considered.what {
                Candidate::Memory(id) => Some(id.to_string()),
                Candidate::Storyline(_) | Candidate::Call(_) => None,
            })
            .collect();
        assert_eq!(considered.len(), briefing.memories.len(), "round {round}");
    }
}

#[test]
fn memories_never_cost_more_than_their_own_budget() {
    let mut random = Random(11);
    for round in 0..100 {
        let briefing = random.briefing();
        let with = built(&briefing).tokens;
        let avoided = Briefing {
            memories: briefing
                .memories
                .iter()
                .filter(|memory| memory.sensitive || memory.attribute == "topic_to_avoid")
                .cloned()
                .collect(),
            storylines: Vec::new(),
            episodes: Vec::new(),
            unread: None,
            ..briefing
        };
        let without = build(&avoided, Budget::new(4_000, 0).unwrap(), counter()).tokens;
        assert!(with.saturating_sub(without) <= 2_000, "round {round}");
    }
}

#[test]
fn what_always_stays_fits_when_every_field_is_as_long_as_it_may_be() {
    // Letters that grow when they are made capitals, words without end, and plain ones.
    for word in ["ΐ", "x", "word ", "漢字 ", "a\n", "9 ", "a ", "é ", "a9"] {
        let long = word.repeat(3_000);
        let mut briefing = stranger();
        briefing.user_name = Some(long.clone());
        briefing.persona.name = long.clone();
        briefing.persona.core_system_prompt = long.clone();
        briefing.persona.behavioral_rules = vec!["Be kind".to_owned()];
        briefing
            .persona
            .behavioral_rules
            .extend(vec![long.clone(); 20]);
        // Traits and procedures only take what is left.
        briefing.persona.personality_traits.clear();
        briefing.procedures.clear();
        briefing.relationship.relationship_type = long.clone();
        briefing.relationship.custom_system_prompt = Some(long.clone());
        briefing.relationship.total_calls = u32::MAX;
        briefing.zone = TimeZone::America__Argentina__ComodRivadavia;
        briefing.now = moment("2025-09-24T15:00:00Z");
        briefing.beside = Beside {
            missed_at: Some(briefing.now.plus(-40 * DAY)),
            planned_for: Some(briefing.now.plus(400 * DAY)),
        };
        briefing.memories = (0..20)
            .map(|number| Memory {
                sensitive: true,
                ..memory(
                    number,
                    Category::UserFact,
                    "health",
                    &format!("{number} {long}"),
                )
            })
            .collect();
        for (kind, occasion) in [
            (Kind::Friend, Occasion::UserCalls),
            (Kind::Professional, Occasion::CallRequested),
            (Kind::Partner, Occasion::Scheduled),
        ] {
            briefing.relationship.kind = kind;
            briefing.occasion = occasion;
            for counter in [counter(), Counter::new(None)] {
                let prompt = build(&briefing, Budget::new(ALWAYS, 0).unwrap(), counter);
                assert!(prompt.tokens <= ALWAYS, "{word}: {}", prompt.tokens);
                for said in [
                    "=== YOUR TASK ===",
                    "- Avoid: ",
                    "- Be kind",
                    "emergency number",
                ] {
                    assert!(prompt.text.contains(said), "{word}: {said}");
                }
            }
        }
    }
}

/// A life of ordinary talk, in which everything that may be told wants to be.
#[test]
fn a_full_prompt_and_what_a_turn_recalls_cost_real_tokenizers_no_more_than_the_budget() {
    let mut briefing = alice();
    briefing.memories.extend((0..300).map(|number| {
        let thing = TEXTS[number % TEXTS.len()].1;
        let value = format!("{number}: {thing}");
        memory(100 + number, Category::UserFact, "likes", &value)
    }));
    let prompt = built(&briefing);
    let hits: Vec<Hit> = TEXTS
        .iter()
        .map(|(_, text)| Hit {
            what: What::Turn {
                call_id: CallId::parse("call_2").unwrap(),
                turn: Turn {
                    index: 0,
                    speaker: Speaker::User,
                    text: (*text).to_owned(),
                    at: now().plus(-9 * DAY),
                },
            },
            score: 1.0,
            parts: Parts::default(),
        })
        .collect();
    let zone = TimeZone::America__New_York;
    let block = recalled_block(&hits, now(), zone, prompt.recall_tokens, counter()).unwrap();
    // The budget is used, and not overrun.
    assert!(prompt.tokens + prompt.recall_tokens > 3_000);
    let total = real(&prompt.text) + real(&format!("{block}\n\n"));
    assert!(total <= Budget::default().total(), "{total}");
}

/// A small generator (Steele and others' SplitMix64): the same briefings in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn flag(&mut self) -> bool {
        self.next().is_multiple_of(2)
    }

    /// Words, marks, digits, scripts and things that nobody would say.
    fn text(&mut self, longest: usize) -> String {
        const BITS: [&str; 20] = [
            "climbing", "Sarah", " ", " ", ", ", "\n", "===", "漢字", "😀", "xqzjv", "2021", "ß",
            "ŉ", "QWRTPS", "\u{200b}", "\t", "é", "(", "\u{0}", "a",
        ];
        let length = self.below(longest + 1);
        (0..length).map(|_| self.pick(&BITS)).collect()
    }

    fn briefing(&mut self) -> Briefing {
        let size = self.pick(&[0, 1, 10, 200, 2_000]);
        let mut briefing = stranger();
        briefing.user_name = self.flag().then(|| self.text(size));
        briefing.persona.name = self.text(size);
        briefing.persona.core_system_prompt = self.text(size * 4);
        briefing.persona.behavioral_rules = (0..self.below(30)).map(|_| self.text(size)).collect();
        for _ in 0..self.below(20) {
            let (key, value) = (self.text(size), self.text(size));
            briefing
                .persona
                .personality_traits
                .insert(key.clone(), value.clone());
            briefing.procedures.insert(value, key);
        }
        briefing.relationship.relationship_type = self.text(size);
        briefing.relationship.custom_system_prompt = self.flag().then(|| self.text(size * 2));
        briefing.relationship.total_calls = self.next() as u32;
        briefing.now = Timestamp::from_millis(self.next() as i64);
        let rows = self.pick(&[0, 3, 60, 300]);
        briefing.memories = (0..rows)
            .map(|number| {
                let known = self.pick(ATTRIBUTES);
                let attribute = if self.flag() {
                    known.name.to_owned()
                } else {
                    self.text(5)
                };
                let value = self.text(self.0 as usize % (size + 1).min(200));
                Memory {
                    subject: match self.below(5) {
                        0 => Subject::Person(self.text(10)),
                        1 => Subject::Both,
                        2 => Subject::Persona,
                        _ => Subject::User,
                    },
                    content: self.text(size.min(200)),
                    importance: self.pick(&[0.0, 0.5, 1.0, -3.0, f64::NAN, f64::INFINITY]),
                    stability: self.pick(&[0.0, -1.0, 1.0, 300.0, f64::NAN]),
                    confidence: self.pick(&[0.1, 1.0, f64::NAN]),
                    occurred_at: self
                        .flag()
                        .then(|| Timestamp::from_millis(self.next() as i64)),
                    pinned: self.below(10) == 0,
                    sensitive: self.below(6) == 0,
                    ..memory(number, known.category, &attribute, &value)
                }
            })
            .collect();
        briefing.episodes = (0..self.below(50))
            .map(|number| {
                let summary = self.text(size.min(300));
                let mut episode = episode(number as u32, number as i64, &summary);
                episode.gist.action_items = vec![self.text(20), self.text(size)];
                episode
            })
            .collect();
        briefing.storylines = (0..self.below(30))
            .map(|_| storyline(&self.text(5), &self.text(size.min(300))))
            .collect();
        briefing.unread = self.flag().then(|| Unread {
            call_id: CallId::parse("call_99").unwrap(),
            started_at: Timestamp::from_millis(self.next() as i64),
            turns: (0..12)
                .map(|index| Turn {
                    index,
                    speaker: self.pick(&[Speaker::User, Speaker::Persona]),
                    text: self.text(size),
                    at: now(),
                })
                .collect(),
        });
        briefing
    }
}
