//! The question that leads on from what was told.

use super::short_answers::go_on;
use super::taking_up::Heard;
use crate::brain::builtin::asking::{self, DEEPER};
use crate::brain::builtin::domain::Domain;
use crate::brain::builtin::mood::Mood;
use crate::brain::builtin::speaking::{Holes, Speech};
use crate::brain::builtin::telling::Kind;
use crate::brain::builtin::words::{has, has_any, sound};
use crate::brain::builtin::{Scene, opening};
use crate::call::Speaker;
use crate::memory::procedure::{ADVICE_OFFER, CURIOSITY, NUDGE};

pub(super) fn ask_on(
    heard: &Heard,
    reaction: Option<&str>,
    scene: &Scene,
    speech: &mut Speech,
) -> Option<String> {
    let holes = heard.holes;
    offer(scene, speech)
        .or_else(|| ask_of_feeling(heard, scene, speech))
        .or_else(|| {
            let said = sound(reaction.unwrap_or_default());
            let names = |words: Option<&str>| words.is_some_and(|words| has(&said, &sound(words)));
            let named = names(holes.said) || names(holes.topic);
            // Now and then a listener just listens. What was not understood is asked for again.
            let listens = named && scene.earlier.len() % 4 == 3;
            if listens || heard.kind.is_none() && holes.topic.is_none() {
                return go_on(heard.felt, speech);
            }
            ask_of_matter(heard, named, scene, speech)
        })
        .or_else(|| speech.manner(NUDGE, holes))
        .or_else(|| speech.one_of(DEEPER, holes))
        .or_else(|| opening::bring_up(scene, speech))
}

/// Offers advice, once, to whoever has had a hard time for two turns.
fn offer(scene: &Scene, speech: &mut Speech) -> Option<String> {
    let turns = std::iter::once(scene.heard.as_str()).chain(scene.earlier.iter().copied());
    let heavy = turns
        .take(4)
        .filter(|text| matches!(Mood::of(text), Mood::Worry | Mood::Anger | Mood::Low))
        .count();
    let offers = speech.lines(ADVICE_OFFER);
    let mut spoken = scene.request.turns.iter();
    let offered = spoken.any(|turn| {
        turn.speaker == Speaker::Persona && offers.iter().any(|offer| turn.text.contains(offer))
    });
    if heavy < 2 || offered {
        return None;
    }
    speech.one_of(&offers, Holes::default())
}

/// Asks about the feeling, where it is the user's own and new; grief is asked about for longer.
fn ask_of_feeling(heard: &Heard, scene: &Scene, speech: &mut Speech) -> Option<String> {
    let pool = match heard.own {
        Mood::Joy if is_milestone(&scene.heard) => asking::MILESTONE,
        Mood::Even if heard.felt != Mood::Loss => return None,
        _ if heard.is_sad_from_afar(scene) => return None,
        _ => asking::when_felt(heard.felt),
    };
    // "What was she like?" is asked of people only.
    let holes = Holes {
        topic: heard.holes.topic.filter(|_| heard.holes.thing.is_none()),
        ..heard.holes
    };
    speech.one_of(pool, holes)
}

/// Asks about what was told, and says it, where the reaction has not.
fn ask_of_matter(heard: &Heard, named: bool, scene: &Scene, speech: &mut Speech) -> Option<String> {
    let holes = heard.holes;
    let Some(kind) = heard.kind else {
        let curious = speech.lines(CURIOSITY);
        return speech.one_of(&curious, holes);
    };
    let lines = asking::on(kind).iter().copied();
    let (saying, asking_on): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.contains('{'));
    let saying = if named {
        None
    } else {
        speech.one_of(&saying, holes)
    };
    saying
        .or_else(|| {
            let pastime = pastime(scene, kind)?;
            speech.one_of(asking::about(pastime), holes)
        })
        .or_else(|| speech.one_of(&asking_on, holes))
}

/// The pastime that was asked about at first, which a short answer belongs to.
fn pastime(scene: &Scene, kind: Kind) -> Option<Domain> {
    if kind != Kind::Bit || !scene.earlier.is_empty() {
        return None;
    }
    Domain::of(scene.last_line())
}

fn is_milestone(heard: &str) -> bool {
    #[rustfmt::skip]
    const MILESTONES: [&str; 17] = [
        "job", "promoted", "promotion", "passed", "aced", "accepted", "engaged", "married", "pregnant",
        "baby", "graduated", "raise", "won", "good news", "great news", "got in", "house",
    ];
    has_any(&sound(heard), &MILESTONES)
}
