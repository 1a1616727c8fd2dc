//! What a talk needs on the table: who speaks to whom, what is remembered, what is said, and the
//! promises that are checked.

use super::*;
use crate::prompt::fixture::{briefing, now};
use crate::recall::score::Parts;

/// One thing that the user says, what memory brings up for it, and what is expected of the reply.
pub(super) struct Line {
    pub text: String,
    pub recalled: Vec<What>,
    /// One of these stands in the reply; no demand where empty.
    pub expected: Vec<&'static str>,
}

impl Line {
    pub fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            recalled: Vec::new(),
            expected: Vec::new(),
        }
    }
}

pub(super) struct Talk {
    pub title: &'static str,
    pub briefing: Briefing,
    pub lines: Vec<Line>,
    /// One of these stands in the opening; no demand where empty.
    pub opens_with: Vec<&'static str>,
    /// Never said by the persona.
    pub secrets: Vec<&'static str>,
}

impl Talk {
    pub fn new(title: &'static str, persona: &str, relationship: &str) -> Self {
        Self {
            title,
            briefing: briefing(persona, relationship, None),
            lines: Vec::new(),
            opens_with: Vec::new(),
            secrets: Vec::new(),
        }
    }

    /// A call after others.
    pub fn known(mut self, user: &str) -> Self {
        self.briefing.user_name = Some(user.to_owned());
        self.briefing.relationship.total_calls = 3;
        self.briefing.relationship.last_call_at = Some(now().plus(-2 * DAY));
        self
    }

    pub fn user(mut self, text: &str, expected: &[&'static str]) -> Self {
        self.lines.push(Line {
            expected: expected.to_vec(),
            ..Line::plain(text)
        });
        self
    }

    /// Memory brings this up for the last line.
    pub fn recalling(mut self, what: What) -> Self {
        self.lines.last_mut().unwrap().recalled.push(what);
        self
    }

    pub fn opens(mut self, expected: &[&'static str]) -> Self {
        self.opens_with = expected.to_vec();
        self
    }

    /// What the persona says: the opening, then a reply to each line.
    pub fn hold(&self, seed: u64) -> Vec<String> {
        let mut turns: Vec<Turn> = Vec::new();
        let mut said = Vec::new();
        let turn = |turns: &[Turn], speaker: Speaker, text: &str| Turn {
            index: turns.len() as u32,
            speaker,
            text: text.to_owned(),
            at: now().plus(turns.len() as i64 * MINUTE / 6),
        };
        let request = |turns: &[Turn], recalled: Vec<Hit>| Request {
            system_prompt: String::new(),
            briefing: self.briefing.clone(),
            turns: turns.to_vec(),
            recalled,
            recollection: None,
            seed,
        };
        let opening = reply(&request(&turns, Vec::new()));
        turns.push(turn(&turns, Speaker::Persona, &opening));
        said.push(opening);
        for line in &self.lines {
            turns.push(turn(&turns, Speaker::User, &line.text));
            let recalled = line
                .recalled
                .iter()
                .map(|what| Hit {
                    what: what.clone(),
                    score: 0.9,
                    parts: Parts::default(),
                })
                .collect();
            let answer = reply(&request(&turns, recalled));
            turns.push(turn(&turns, Speaker::Persona, &answer));
            said.push(answer);
        }
        said
    }

    pub fn print(&self, said: &[String]) {
        let name = &self.briefing.persona.name;
        println!("\n== {} ==\n{name}: {}", self.title, said[0]);
        for (line, answer) in self.lines.iter().zip(&said[1..]) {
            println!("   > {}\n{name}: {answer}", line.text);
        }
    }

    pub fn check(&self, said: &[String]) {
        let title = self.title;
        let mut heard: BTreeSet<String> = BTreeSet::new();
        let crisis = |place: usize| place > 0 && safety::is_crisis(&self.lines[place - 1].text);
        for (place, reply) in said.iter().enumerate() {
            assert!(
                !reply.trim().is_empty(),
                "{title}: nothing said in turn {place}"
            );
            assert!(sentences(reply).len() <= 3, "{title}: too long: {reply}");
            assert!(
                reply.matches('?').count() <= 1,
                "{title}: two questions: {reply}"
            );
            assert!(
                !reply.contains(['{', '}']),
                "{title}: a hole is left: {reply}"
            );
            assert!(
                !reply.contains("  ") && !reply.contains(" ,"),
                "{title}: badly joined: {reply}"
            );
            for sentence in sentences(reply) {
                assert!(
                    heard.insert(sound(sentence)) || crisis(place),
                    "{title}: said twice: {sentence}"
                );
            }
            for secret in &self.secrets {
                assert!(
                    !reply.to_lowercase().contains(secret),
                    "{title}: told {secret}: {reply}"
                );
            }
        }
        let stands = |reply: &str, expected: &[&str]| {
            let reply = reply.to_lowercase();
            expected.is_empty()
                || expected
                    .iter()
                    .any(|words| reply.contains(&words.to_lowercase()))
        };
        assert!(
            stands(&said[0], &self.opens_with),
            "{title}: opens with {}",
            said[0]
        );
        for (place, (line, reply)) in self.lines.iter().zip(&said[1..]).enumerate() {
            assert!(
                stands(reply, &line.expected),
                "{title}: to {:?} says {reply:?}",
                line.text
            );
            if listening::act(&line.text) == Act::Goodbye
                && !safety::was_crisis(&self.earlier(place))
            {
                assert!(self.is_farewell(reply), "{title}: no farewell: {reply}");
                assert!(
                    !reply.contains('?'),
                    "{title}: asks whoever leaves: {reply}"
                );
            }
        }
    }

    fn earlier(&self, place: usize) -> Vec<&str> {
        self.lines
            .iter()
            .take(place)
            .rev()
            .map(|line| line.text.as_str())
            .collect()
    }

    /// Whether a reply is one of the persona's farewells, with whatever name in it.
    fn is_farewell(&self, reply: &str) -> bool {
        let kind = self.briefing.relationship.kind;
        let lines = procedure::FAREWELL
            .find(&self.briefing.procedures, kind)
            .unwrap_or_default();
        procedure::alternatives(lines).any(|line| {
            let longest = line
                .split("{name}")
                .max_by_key(|part| part.len())
                .unwrap_or_default();
            sound(reply).contains(&sound(longest))
        })
    }
}
