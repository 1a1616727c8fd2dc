//! Saying things: the persona's templates, their holes filled, and never the same line twice in a
//! call.

use std::collections::BTreeSet;

use super::manners;
use super::people;
use super::words::{capitalised, sentences, shortened, sound};
use crate::brain::Request;
use crate::call::Speaker;
use crate::memory::procedure::{self, Key};

/// The longest line that a procedure may have, in characters: a template is no essay.
const LONGEST_LINE: usize = 300;
/// The most sentences in a reply.
const MOST_SENTENCES: usize = 3;

/// What a template's holes are filled with.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Holes<'a> {
    pub topic: Option<&'a str>,
    /// The topic, where it is no person.
    pub thing: Option<&'a str>,
    pub said: Option<&'a str>,
    pub memory: Option<&'a str>,
    pub direct_action: Option<&'a str>,
    /// Whom to call where someone may be in danger.
    pub help: Option<&'a str>,
}

/// The persona's voice within one call.
pub(super) struct Speech<'a> {
    request: &'a Request,
    addresses: Vec<String>,
    /// The sentences said so far, by their sound.
    said: BTreeSet<String>,
    /// What was cut off by an interruption: a sentence that begins so was half said.
    cut: Vec<String>,
    /// How often something was chosen for this reply.
    choices: u64,
}

impl<'a> Speech<'a> {
    pub fn of(request: &'a Request) -> Self {
        let mut said = BTreeSet::new();
        let mut cut = Vec::new();
        for turn in &request.turns {
            if turn.speaker != Speaker::Persona {
                continue;
            }
            for sentence in sentences(&turn.text) {
                if sentence.ends_with(['.', '!', '?', '…']) {
                    said.insert(sound(sentence));
                } else {
                    cut.push(sound(sentence));
                }
            }
        }
        cut.retain(|start| start.chars().count() >= 12);
        Self {
            request,
            addresses: people::addresses(request),
            said,
            cut,
            choices: 0,
        }
    }

    /// The alternatives that the persona has under a key, else those of anybody.
    pub fn lines(&self, key: Key) -> Vec<&'a str> {
        let briefing = &self.request.briefing;
        let own: Vec<&str> = key
            .find(&briefing.procedures, briefing.relationship.kind)
            .map(|value| procedure::alternatives(value).collect())
            .unwrap_or_default();
        let own: Vec<&str> = own
            .into_iter()
            .filter(|line| line.chars().count() <= LONGEST_LINE)
            .collect();
        if own.is_empty() {
            manners::plain(key).to_vec()
        } else {
            own
        }
    }

    /// One of the persona's lines under a key, where one is left that was not said.
    pub fn manner(&mut self, key: Key, holes: Holes) -> Option<String> {
        let lines = self.lines(key);
        self.one_of(&lines, holes).or_else(|| {
            let plain = manners::plain(key);
            self.one_of(plain, holes)
        })
    }

    /// One of those lines that was not said in this call, chosen by the seed. What it was made
    /// from is preferred fresh, too: the same question about another thing is the same question.
    pub fn one_of<T: AsRef<str>>(&mut self, pool: &[T], holes: Holes) -> Option<String> {
        let start = self.dice(pool.len());
        let turned = || {
            pool.iter()
                .cycle()
                .skip(start)
                .take(pool.len())
                .map(AsRef::as_ref)
        };
        let fresh = turned()
            .filter(|template| !self.is_worn(template))
            .find_map(|template| self.unsaid(template, holes));
        let line = fresh.or_else(|| turned().find_map(|template| self.unsaid(template, holes)))?;
        self.note(&line);
        Some(line)
    }

    /// The first of those lines that was not said in this call.
    pub fn next_of<T: AsRef<str>>(&mut self, pool: &[T], holes: Holes) -> Option<String> {
        let line = pool
            .iter()
            .find_map(|template| self.unsaid(template.as_ref(), holes))?;
        self.note(&line);
        Some(line)
    }

    /// The line itself, where it was not said in this call.
    pub fn once(&mut self, line: &str) -> Option<String> {
        self.next_of(&[line], Holes::default())
    }

    /// How the user is addressed this time: the favourite first, then in turn.
    pub fn name(&self) -> &str {
        let spoken = self.persona_turns();
        let count = self.addresses.len().max(1);
        self.addresses
            .get(spoken % count)
            .map_or("", String::as_str)
    }

    pub fn persona_turns(&self) -> usize {
        let turns = self.request.turns.iter();
        turns
            .filter(|turn| turn.speaker == Speaker::Persona)
            .count()
    }

    /// A number below `sides`, the same for the same seed and place in the call.
    pub fn dice(&mut self, sides: usize) -> usize {
        self.choices += 1;
        let place = (self.request.turns.len() as u64) << 8 | self.choices;
        let roll = scrambled(self.request.seed ^ scrambled(place));
        usize::try_from(roll % (sides.max(1) as u64)).unwrap_or_default()
    }

    fn unsaid(&self, template: &str, holes: Holes) -> Option<String> {
        let line = self.filled(template, holes)?;
        let fresh = sentences(&line).into_iter().map(sound).all(|sentence| {
            !self.said.contains(&sentence) && !self.cut.iter().any(|cut| sentence.starts_with(cut))
        });
        (fresh && !line.is_empty()).then_some(line)
    }

    /// Whether a line of this template was said, with whatever in its holes.
    fn is_worn(&self, template: &str) -> bool {
        let Some((before, rest)) = template.split_once('{') else {
            return false;
        };
        let after = rest.rsplit_once('}').map_or("", |(_, after)| after);
        let (before, after) = (sound(before), sound(after));
        before.len() + after.len() > 6
            && self
                .said
                .iter()
                .any(|said| said.starts_with(&before) && said.ends_with(&after))
    }

    fn note(&mut self, line: &str) {
        for sentence in sentences(line) {
            self.said.insert(sound(sentence));
        }
    }

    /// The template with its holes filled; none where it leaves one open that nothing fills.
    fn filled(&self, template: &str, holes: Holes) -> Option<String> {
        let mut line = String::new();
        let mut rest = template;
        while let Some((before, inner)) = rest.split_once('{') {
            let (hole, after) = inner.split_once('}')?;
            line.push_str(before);
            rest = after;
            let filling = match hole {
                "name" => self.name(),
                "persona" => self.request.briefing.persona.name.as_str(),
                "topic" => holes.topic?,
                "thing" => holes.thing?,
                "said" => holes.said?,
                "memory" => holes.memory?,
                "direct_action" => holes.direct_action?,
                "help" => holes.help?,
                _ => return None,
            };
            if filling.is_empty() {
                rest = without_address(&mut line, rest);
            } else {
                line.push_str(filling);
            }
        }
        line.push_str(rest);
        Some(with_capitals(line.trim()))
    }
}

/// Closes the gap that a missing name leaves: "Yo {name}, what's up?" is "Yo, what's up?", and
/// "You know, {name}, I …" loses one comma of the two.
fn without_address<'t>(line: &mut String, rest: &'t str) -> &'t str {
    let kept = line.trim_end().trim_end_matches(',').len();
    let starts = sentences(line.get(..kept).unwrap_or_default())
        .last()
        .is_none_or(|last| last.ends_with(['.', '!', '?', '…']));
    if starts {
        let rest = rest.trim_start_matches([',', '.', '!', '?', '…', ' ']);
        if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
        return rest;
    }
    line.truncate(kept);
    rest
}

/// A capital at the start of each sentence: a name may be "babe".
fn with_capitals(line: &str) -> String {
    sentences(line)
        .into_iter()
        .map(capitalised)
        .collect::<Vec<_>>()
        .join(" ")
}

/// SplitMix64's output function: near seeds give far numbers.
fn scrambled(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A line without what it asks at its end, so that another question may follow: "Yo Al, what's up?"
/// is "Yo Al!". None where nothing is left.
pub(super) fn without_question(line: &str) -> Option<String> {
    let mut kept: Vec<String> = sentences(line).into_iter().map(str::to_owned).collect();
    if let Some(last) = kept.pop_if(|last| last.ends_with('?'))
        && kept.is_empty()
    {
        let (greeting, _) = last.rsplit_once(", ")?;
        kept.push(format!("{greeting}!"));
    }
    kept.retain(|sentence| !sentence.ends_with('?'));
    (!kept.is_empty()).then(|| kept.join(" "))
}

/// Joins what is to be said: three sentences at most, and one question at most, the last.
pub(super) fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let whole = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let mut kept: Vec<&str> = sentences(&whole);
    let last_question = kept.iter().rposition(|sentence| sentence.ends_with('?'));
    let mut place = 0;
    kept.retain(|sentence| {
        place += 1;
        !sentence.ends_with('?') || last_question.is_some_and(|last| place - 1 == last)
    });
    while kept.len() > MOST_SENTENCES {
        // What opens a reply reacts, what ends it leads on; what stands between gives way.
        kept.remove(1);
    }
    kept.join(" ")
}

/// A part of what was said, short enough to be said back.
pub(super) fn quoted(text: &str) -> String {
    let plain = text.replace(['?', '"', '“', '”', '\n'], "");
    let short = shortened(plain.trim(), 120);
    format!("\"{}\"", short.trim_end_matches(['.', '!', ',', '…']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill_without_name(template: &str) -> String {
        let (before, rest) = template.split_once("{name}").unwrap();
        let mut line = before.to_owned();
        let rest = without_address(&mut line, rest);
        line.push_str(rest);
        with_capitals(line.trim())
    }

    #[test]
    fn a_missing_name_takes_its_comma_with_it() {
        for (template, line) in [
            ("Yo {name}, what's up?", "Yo, what's up?"),
            ("Alright {name}, you got this.", "Alright, you got this."),
            ("Hey, {name}!", "Hey!"),
            ("{name}, my dear. How are you?", "My dear. How are you?"),
            ("Oh. {name}! You rang.", "Oh. You rang."),
            ("You know, {name}, I'm glad.", "You know, I'm glad."),
            ("Good to hear you {name}.", "Good to hear you."),
        ] {
            assert_eq!(fill_without_name(template), line, "{template}");
        }
    }

    #[test]
    fn a_greeting_gives_up_its_question_for_another() {
        for (greeting, rest) in [
            ("Yo Al, what's up?", Some("Yo Al!")),
            ("Hello, love. How are you?", Some("Hello, love.")),
            ("Good evening.", Some("Good evening.")),
            ("What's up?", None),
        ] {
            assert_eq!(without_question(greeting).as_deref(), rest);
        }
    }

    #[test]
    fn a_reply_has_three_sentences_and_one_question_at_most() {
        let parts = ["Oh no.", "Why? I see.", "That's hard.", "Shall I go on?"];
        let reply = joined(parts.map(str::to_owned));
        assert_eq!(reply, "Oh no. That's hard. Shall I go on?");
    }
}
