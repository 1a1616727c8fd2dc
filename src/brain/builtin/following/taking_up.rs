//! Something was told: a reaction that says it back or meets how it feels, and one question that
//! leads on.

use super::asking_on::ask_on;
use super::endless;
use super::feeling::{felt, spoken};
use crate::brain::builtin::Scene;
use crate::brain::builtin::domain::Domain;
use crate::brain::builtin::mood::Mood;
use crate::brain::builtin::recollecting::{told, was_told};
use crate::brain::builtin::speaking::{Holes, Speech, joined, without_question};
use crate::brain::builtin::telling::{self, Kind};
use crate::brain::builtin::topic::{self, Topic};
use crate::brain::builtin::words::{gist, has_any, sound};
use crate::brain::builtin::{manners, people};
use crate::memory::hit::What;
use crate::memory::procedure::{ACKNOWLEDGEMENT, ANGER, CELEBRATION, CONCERN, SYMPATHY};

/// What was heard, as far as it is understood.
pub(super) struct Heard<'a> {
    /// The mood of what was just said, and the one that hangs over the talk.
    pub own: Mood,
    pub felt: Mood,
    /// None where nothing can be said back.
    pub kind: Option<Kind>,
    pub holes: Holes<'a>,
}

impl Heard<'_> {
    /// Whether all of it is about others.
    fn is_of_others(&self, scene: &Scene) -> bool {
        let others = matches!(
            self.kind,
            Some(Kind::Event | Kind::State | Kind::Words | Kind::View)
        );
        let heard = sound(&scene.heard);
        others && !has_any(&heard, &["i", "i'm", "i've", "me", "my", "we", "our"])
    }

    /// Sad, and not for the user to be pitied: another's tears, a lost match.
    pub fn is_sad_from_afar(&self, scene: &Scene) -> bool {
        self.own == Mood::Low && (is_light(scene) || self.is_of_others(scene))
    }
}

/// A lost match is no lost friend.
fn is_light(scene: &Scene) -> bool {
    #[rustfmt::skip]
    const GRAVE: [&str; 13] = [
        "crying", "cried", "depressed", "heartbroken", "lonely", "hopeless", "hospital", "accident",
        "broke up", "cancer", "numb", "hurt", "day",
    ];
    let pastime = matches!(
        Domain::of(&scene.heard),
        Some(Domain::Sport | Domain::Screen | Domain::Food | Domain::Making | Domain::Party)
    );
    pastime && !has_any(&sound(&scene.heard), &GRAVE)
}

pub(super) fn take_up(scene: &Scene, speech: &mut Speech) -> String {
    let topic = topic::of(&scene.heard, &scene.names).filter(|topic| !is_user(scene, topic));
    let told = telling::of(&scene.heard);
    let phrase = topic.as_ref().map(|topic| topic.phrase.as_str());
    let heard = Heard {
        own: spoken(scene),
        felt: felt(scene),
        kind: told.as_ref().map(|told| told.kind),
        holes: Holes {
            topic: phrase,
            thing: phrase.filter(|_| topic.as_ref().is_some_and(|topic| !topic.is_person)),
            said: told.as_ref().map(|told| told.said.as_str()),
            ..Holes::default()
        },
    };
    let remembered = if heard.own == Mood::Even {
        remembered(scene, speech)
    } else {
        None
    };
    let reaction = remembered.or_else(|| react(&heard, scene, speech));
    if let Some(line) = reaction.as_ref().filter(|line| line.contains('?')) {
        return line.clone();
    }
    let next = ask_on(&heard, reaction.as_deref(), scene, speech);
    let reply = joined(reaction.into_iter().chain(next));
    if reply.is_empty() {
        endless(speech)
    } else {
        reply
    }
}

fn is_user(scene: &Scene, topic: &Topic) -> bool {
    let persona = &scene.briefing.persona.name;
    let user = people::first_name(scene.briefing).unwrap_or_default();
    topic.phrase == user || topic.phrase == *persona
}

/// What is said to the feeling where it is new, and else to the thing.
fn react(heard: &Heard, scene: &Scene, speech: &mut Speech) -> Option<String> {
    const OUCH: [&str; 4] = [
        "Ouch, {said}.",
        "Oh no, {said}.",
        "Ouch.",
        "Oof, that's a pity.",
    ];
    let mut before = scene.earlier.iter().take(1);
    let again = before.any(|text| Mood::of(text) == heard.own) && heard.kind.is_some();
    let key = match heard.own {
        Mood::Even if matches!(heard.felt, Mood::Loss | Mood::Low) => {
            return gently(heard, scene, speech);
        }
        Mood::Even => return take_note(heard, scene, speech),
        Mood::Low if is_light(scene) => return speech.next_of(&OUCH, heard.holes),
        Mood::Low if heard.is_of_others(scene) => return gently(heard, scene, speech),
        Mood::Low | Mood::Worry | Mood::Anger | Mood::Weary if again => {
            return gently(heard, scene, speech);
        }
        Mood::Loss | Mood::Low => SYMPATHY,
        Mood::Worry | Mood::Weary => CONCERN,
        Mood::Anger => ANGER,
        Mood::Joy => CELEBRATION,
    };
    let line = speech.manner(key, heard.holes)?;
    // With nothing named, "What's going on?" is the right question; otherwise it has been answered.
    let vague = heard.holes.topic.is_none() && Domain::of(&scene.heard).is_none();
    if vague {
        Some(line)
    } else {
        without_question(&line)
    }
}

/// Takes note in the words of the one who spoke. Not twice in a row: then the question says them.
fn take_note(heard: &Heard, scene: &Scene, speech: &mut Speech) -> Option<String> {
    #[rustfmt::skip]
    const BIT: [&str; 4] = ["{said}, okay.", "{said}, I see.", "{said}, right.", "{said}, then."];
    const CLAUSE: [&str; 2] = ["{said}, I see.", "Ah, so {said}."];
    const WISH: [&str; 2] = ["{said}, and I understand.", "{said}. I can see that."];
    let (open, plain): (Vec<&str>, Vec<&str>) = speech
        .lines(ACKNOWLEDGEMENT)
        .into_iter()
        .partition(|line| line.contains('{'));
    let with = |hole: &str| {
        let lines = open.iter().copied();
        lines.filter(|line| line.contains(hole)).collect::<Vec<_>>()
    };
    let echoed = scene
        .earlier
        .first()
        .is_some_and(|text| !gist(text).is_disjoint(&gist(scene.last_line())));
    let pool: Vec<&str> = match heard.kind {
        Some(Kind::Love) => Vec::new(),
        Some(Kind::Bit) => BIT.to_vec(),
        Some(Kind::Wish) => WISH.to_vec(),
        Some(_) if echoed => Vec::new(),
        Some(_) => with("{said}").into_iter().chain(CLAUSE).collect(),
        None => with("{topic}"),
    };
    speech
        .one_of(&pool, heard.holes)
        .or_else(|| speech.one_of(&plain, heard.holes))
        .or_else(|| speech.one_of(manners::plain(ACKNOWLEDGEMENT), heard.holes))
}

/// Takes note of what is said in a heavy hour: no persona's "fair enough" belongs there.
fn gently(heard: &Heard, scene: &Scene, speech: &mut Speech) -> Option<String> {
    const NAMED: [&str; 3] = [
        "{topic}. I'll keep that name.",
        "{topic}, that's a good name.",
        "{topic}. Thank you for telling me.",
    ];
    #[rustfmt::skip]
    const SAID: [&str; 5] = [
        "{said}. I hear you.", "{said}. I can imagine.", "{said}. I'm with you.", "{said}. I'm listening.", "{said}. I understand.",
    ];
    #[rustfmt::skip]
    const SOFT: [&str; 4] = ["I hear you.", "I can imagine.", "I'm with you.", "Thank you for telling me."];
    let names = has_any(
        &sound(&scene.heard),
        &["name is", "name's", "name was", "called", "named"],
    );
    let named = if names {
        speech.one_of(&NAMED, heard.holes)
    } else {
        None
    };
    named
        .or_else(|| speech.one_of(&SAID, heard.holes))
        .or_else(|| speech.one_of(&SOFT, heard.holes))
}

/// What memory brings up for what was said, where it bears on it and was not told in this call.
fn remembered(scene: &Scene, speech: &mut Speech) -> Option<String> {
    let heard = gist(&scene.heard);
    let memory = scene
        .request
        .recalled
        .iter()
        .find_map(|hit| match &hit.what {
            What::Memory(memory) => Some(memory).filter(|memory| !scene.is_private(memory)),
            _ => None,
        })?;
    let known = gist(&format!("{} {}", memory.value, memory.content));
    let shared = known.intersection(&heard).count();
    // What was just said is no news; what shares nothing with it does not bear on it.
    let news = known.difference(&heard).count();
    if shared == 0 || news == 0 {
        return None;
    }
    let clause = told(memory, scene.briefing).filter(|clause| !was_told(scene, clause))?;
    let lines = [
        "I remember, {memory}.",
        "That's right, {memory}.",
        "You told me that once: {memory}.",
        "I haven't forgotten: {memory}.",
    ];
    speech.one_of(
        &lines,
        Holes {
            memory: Some(&clause),
            ..Holes::default()
        },
    )
}
