//! The brain that comes with the product: it speaks without a model, from the persona's procedures
//! and what memory recalls. It understands little and says nothing that it does not know; what it
//! does not understand it meets with interest. The same request gives the same reply.

mod advising;
mod answering;
mod asking;
mod domain;
mod echo;
mod following;
mod listening;
mod manners;
mod mood;
mod opening;
mod people;
mod recollecting;
mod safety;
mod speaking;
mod telling;
mod topic;
mod verbs;
mod words;

use std::collections::BTreeSet;

use crate::brain::Request;
use crate::call::briefing::Briefing;
use crate::call::machine::is_about_proof;
use crate::call::{Speaker, Turn};
use crate::memory::{Memory, State};

use listening::{Act, Ask};
use speaking::Speech;
use words::{gist, has, sound};

/// Whether someone may be in danger, by what they say.
pub fn is_crisis(text: &str) -> bool {
    safety::is_crisis(text)
}

/// What every room works from.
struct Scene<'a> {
    request: &'a Request,
    briefing: &'a Briefing,
    /// What was said since the persona last spoke.
    heard: String,
    act: Act,
    /// What the user said before in this call, the latest first.
    earlier: Vec<&'a str>,
    /// People known by name, in lower case.
    names: Vec<String>,
}

/// What the persona says next.
pub fn reply(request: &Request) -> String {
    let scene = Scene::of(request);
    let mut speech = Speech::of(request);
    let line = speaking::joined([answer(&scene, &mut speech)]);
    if line.is_empty() {
        following::endless(&mut speech)
    } else {
        line
    }
}

fn answer(scene: &Scene, speech: &mut Speech) -> String {
    if scene.has_not_begun() {
        return opening::open(scene, speech);
    }
    if safety::is_crisis(&scene.heard) {
        return safety::stay(scene, speech);
    }
    match &scene.act {
        Act::AboutBrain => answering::what_i_am(speech),
        Act::Recall(ask) => answering::answer(scene, ask, speech),
        _ if safety::was_crisis(&scene.earlier) => safety::stay_near(scene, speech),
        Act::Goodbye => following::part(scene, speech),
        Act::Advice(choice) => advising::advise(scene, choice, speech),
        _ => following::follow(scene, speech),
    }
}

impl<'a> Scene<'a> {
    fn of(request: &'a Request) -> Self {
        let briefing = &request.briefing;
        let spoke = |turn: &Turn| turn.speaker == Speaker::Persona && !turn.text.trim().is_empty();
        let last_spoken = request.turns.iter().rposition(spoke);
        let since = last_spoken.map_or(0, |last| last + 1);
        let of_user = |turn: &&Turn| turn.speaker == Speaker::User;
        let heard: Vec<&str> = request
            .turns
            .iter()
            .skip(since)
            .filter(of_user)
            .map(|turn| turn.text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        let earlier = request.turns.iter().take(since).rev().filter(of_user);
        let earlier: Vec<&str> = earlier.map(|turn| turn.text.as_str()).collect();
        let heard = words::unaddressed(&heard.join(" "), &briefing.persona.name);
        let heard = listening::stated(&words::written_out(&heard));
        let mut act = listening::act(&heard);
        // "What else?" goes on with the question before.
        if listening::asks_for_more(&heard) {
            let before = earlier.first().map(|text| listening::act(text));
            act = before
                .filter(|before| matches!(before, Act::Recall(Ask::AboutMe) | Act::PartyPiece))
                .unwrap_or(act);
        }
        Self {
            request,
            briefing,
            act,
            earlier,
            heard,
            names: recollecting::people(briefing),
        }
    }

    /// Nobody has said anything yet, but for what has to be said first: that this is an AI.
    fn has_not_begun(&self) -> bool {
        self.request.turns.iter().all(|turn| match turn.speaker {
            Speaker::User => false,
            Speaker::Persona => {
                turn.text.trim().is_empty()
                    || is_about_proof(&turn.text)
                    || has(&sound(&turn.text), "ai")
            }
        })
    }

    /// What the persona said last.
    fn last_line(&self) -> &str {
        let mut turns = self.request.turns.iter().rev();
        turns
            .find(|turn| turn.speaker == Speaker::Persona && !turn.text.trim().is_empty())
            .map_or("", |turn| turn.text.as_str())
    }

    /// Memories that hold now and may be brought up unasked, the most telling first.
    fn tellable(&self) -> Vec<&'a Memory> {
        let mut memories: Vec<&Memory> = self
            .briefing
            .memories
            .iter()
            .filter(|memory| memory.state == State::Current && !self.is_private(memory))
            .collect();
        memories.sort_by(|a, b| {
            let weight =
                |memory: &Memory| memory.importance + 0.05 * f64::from(memory.mentions.min(6));
            (b.pinned.cmp(&a.pinned))
                .then(weight(b).total_cmp(&weight(a)))
                .then(b.last_mentioned_at.cmp(&a.last_mentioned_at))
                .then(a.id.cmp(&b.id))
        });
        memories
    }

    /// Whether a memory is one to know and not to speak of.
    fn is_private(&self, memory: &Memory) -> bool {
        memory.sensitive
            || memory.attribute == "topic_to_avoid"
            || self.is_delicate(&format!(
                "{} {} {}",
                memory.content, memory.value, memory.attribute
            ))
    }

    /// Whether a text touches what is never brought up unasked.
    fn is_delicate(&self, text: &str) -> bool {
        let touched = gist(text);
        let known = self
            .briefing
            .memories
            .iter()
            .filter(|memory| memory.state == State::Current);
        known.into_iter().any(|memory| {
            if memory.attribute == "topic_to_avoid" {
                let plain = memory.value.replace("(sensitive)", "");
                return gist(&plain).intersection(&touched).next().is_some();
            }
            if !memory.sensitive {
                return false;
            }
            let about: BTreeSet<String> = gist(&format!("{} {}", memory.value, memory.attribute))
                .into_iter()
                .collect();
            let shared = about.intersection(&touched).count();
            shared >= 2 || shared == about.len() && shared > 0
        })
    }
}

#[cfg(test)]
mod talks;
