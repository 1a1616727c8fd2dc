//! Something was told: a reaction to how it feels, a word of it said back, and one question that
//! leads on.

use super::{endless, go_on};
use crate::brain::builtin::Scene;
use crate::brain::builtin::asking::{self, DEEPER};
use crate::brain::builtin::domain::Domain;
use crate::brain::builtin::listening::{Act, act};
use crate::brain::builtin::mood::Mood;
use crate::brain::builtin::recollecting::{told, was_told};
use crate::brain::builtin::speaking::{Holes, Speech, joined, without_question};
use crate::brain::builtin::topic::{self, Topic};
use crate::brain::builtin::words::{gist, has, has_any, sentences, sound, words};
use crate::brain::builtin::{echo, manners, opening, people};
use crate::call::Speaker;
use crate::memory::hit::What;
use crate::memory::procedure::{
    ACKNOWLEDGEMENT, ADVICE_OFFER, ANGER, CELEBRATION, CONCERN, CURIOSITY, SYMPATHY,
};

/// Something was told: a reaction to how it feels, and one question that leads on.
pub(super) fn take_up(scene: &Scene, speech: &mut Speech) -> String {
    let heard = scene.heard.as_str();
    let mood = felt(scene);
    let topic = topic::of(heard, &scene.names).filter(|topic| !is_user(scene, topic));
    // A short answer belongs to what was asked.
    let opening = sentences(scene.last_line())
        .pop()
        .filter(|line| scene.earlier.is_empty() && line.ends_with('?'));
    let before = scene
        .earlier
        .first()
        .copied()
        .filter(|text| act(text) == Act::Statement);
    let domain =
        Domain::of(heard).or_else(|| before.into_iter().chain(opening).find_map(Domain::of));
    let clause = echo::clause(heard);
    let phrase = topic.as_ref().map(|topic| topic.phrase.as_str());
    let thing = phrase.filter(|_| topic.as_ref().is_some_and(|topic| !topic.is_person));
    let holes = Holes {
        topic: phrase,
        thing,
        said: clause.as_deref(),
        ..Holes::default()
    };
    let own = spoken_mood(scene);
    if is_light(heard, own, domain) {
        let ouch = ["Ouch.", "Oh no.", "That stings.", "Oof, that's a pity."];
        let ouch = speech.one_of(&ouch, holes);
        let next = domain.and_then(|domain| speech.one_of(asking::about(domain), holes));
        return joined(
            ouch.into_iter()
                .chain(next.or_else(|| speech.one_of(DEEPER, holes))),
        );
    }
    // What is asked about next need not be named twice.
    let named = if loves(heard) {
        Holes::default()
    } else {
        holes
    };
    let reaction = if own == Mood::Even && matches!(mood, Mood::Loss | Mood::Low) {
        gently(scene, named, speech)
    } else {
        react(own, scene, named, speech)
    };
    let repeats = reaction
        .as_ref()
        .zip(phrase)
        .is_some_and(|(line, phrase)| has(&sound(line), &sound(phrase)));
    let holes = if repeats {
        Holes {
            topic: None,
            thing: None,
            ..holes
        }
    } else {
        holes
    };
    if let Some(line) = reaction.as_ref().filter(|line| line.contains('?')) {
        return line.clone();
    }
    let remembered = if own.is_heavy() {
        None
    } else {
        remembered(scene, speech)
    };
    if remembered.is_some() && own == Mood::Even {
        let next = ask_on(scene, mood, domain, holes, speech);
        return joined(remembered.into_iter().chain(next));
    }
    // Now and then a listener just listens.
    let listens = scene.earlier.len() % 4 == 3 && own == Mood::Even;
    let next = if listens { go_on(mood, speech) } else { None };
    let next = next.or_else(|| ask_on(scene, mood, domain, holes, speech));
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

/// The mood of what was just said. Tears in a happy story are happy ones.
fn spoken_mood(scene: &Scene) -> Mood {
    mood_of(&scene.heard, &scene.earlier)
}

fn mood_of(text: &str, earlier: &[&str]) -> Mood {
    let own = Mood::of(text);
    let tears = own == Mood::Low && has_any(&sound(text), &["cried", "crying", "cry"]);
    let happy = earlier
        .iter()
        .take(4)
        .any(|text| Mood::of(text) == Mood::Joy);
    if tears && happy { Mood::Joy } else { own }
}

/// The mood of what was said. A heavy one outlasts its turn; grief outlasts several.
pub(super) fn felt(scene: &Scene) -> Mood {
    let own = spoken_mood(scene);
    if own != Mood::Even || scene.act == Act::Elsewhere {
        return own;
    }
    let since = scene
        .earlier
        .iter()
        .take_while(|text| act(text) != Act::Elsewhere);
    let before = since.take(8).enumerate().map(|(ago, text)| {
        let before = scene.earlier.get(ago + 1..).unwrap_or_default();
        (ago, mood_of(text, before))
    });
    let lasting = |(ago, mood): &(usize, Mood)| match mood {
        Mood::Loss => true,
        Mood::Low => *ago < 3,
        Mood::Worry | Mood::Anger | Mood::Weary => *ago < 1 && words(&scene.heard).len() < 6,
        Mood::Joy | Mood::Even => false,
    };
    before
        .into_iter()
        .find(lasting)
        .map_or(Mood::Even, |(_, mood)| mood)
}

/// A lost match is no lost friend.
fn is_light(heard: &str, mood: Mood, domain: Option<Domain>) -> bool {
    #[rustfmt::skip]
    const GRAVE: [&str; 12] = [
        "crying", "cried", "depressed", "heartbroken", "lonely", "hopeless", "hospital", "accident",
        "broke up", "cancer", "numb", "hurt",
    ];
    let pastime = matches!(
        domain,
        Some(Domain::Sport | Domain::Screen | Domain::Food | Domain::Making | Domain::Party)
    );
    mood == Mood::Low && pastime && !has_any(&sound(heard), &GRAVE)
}

/// What is said to the feeling, or where there is none, to the thing.
fn react(mood: Mood, scene: &Scene, holes: Holes, speech: &mut Speech) -> Option<String> {
    let key = match mood {
        Mood::Loss | Mood::Low => SYMPATHY,
        Mood::Worry | Mood::Weary => CONCERN,
        Mood::Anger => ANGER,
        Mood::Joy => CELEBRATION,
        Mood::Even => ACKNOWLEDGEMENT,
    };
    // With nothing named, "What's going on?" is the right question; otherwise it has been answered.
    let vague = mood != Mood::Even && holes.topic.is_none() && Domain::of(&scene.heard).is_none();
    let line = if mood == Mood::Even {
        take_note(scene, holes, speech)
    } else {
        speech.manner(key, holes)
    };
    let line = line?;
    if vague {
        Some(line)
    } else {
        without_question(&line)
    }
}

/// Takes note, now and then in the words of the one who spoke: not every time, and not never.
fn take_note(scene: &Scene, holes: Holes, speech: &mut Speech) -> Option<String> {
    let echoed = scene
        .earlier
        .first()
        .is_some_and(|text| !gist(text).is_disjoint(&gist(scene.last_line())));
    let (echoes, plain): (Vec<&str>, Vec<&str>) = speech
        .lines(ACKNOWLEDGEMENT)
        .into_iter()
        .partition(|line| line.contains('{'));
    let (first, second) = if echoed {
        (plain, echoes)
    } else {
        (echoes, plain)
    };
    speech
        .one_of(&first, holes)
        .or_else(|| speech.one_of(&second, holes))
        .or_else(|| speech.one_of(manners::plain(ACKNOWLEDGEMENT), holes))
}

/// Takes note of what is said in a heavy hour: no persona's "fair enough" belongs there.
fn gently(scene: &Scene, holes: Holes, speech: &mut Speech) -> Option<String> {
    const NAMED: [&str; 3] = [
        "{topic}. I'll keep that name.",
        "{topic}, that's a good name.",
        "{topic}. Thank you for telling me.",
    ];
    #[rustfmt::skip]
    const SOFT: [&str; 8] = [
        "I hear you.", "I'm listening.", "Of course.", "I understand.", "So {said}.", "I can imagine.",
        "I'm with you.", "Thank you for telling me.",
    ];
    let names = has_any(
        &sound(&scene.heard),
        &["name is", "name's", "name was", "called", "named"],
    );
    let named = if names {
        speech.one_of(&NAMED, holes)
    } else {
        None
    };
    named.or_else(|| speech.one_of(&SOFT, holes))
}

fn ask_on(
    scene: &Scene,
    mood: Mood,
    domain: Option<Domain>,
    holes: Holes,
    speech: &mut Speech,
) -> Option<String> {
    let heavy_turns = std::iter::once(scene.heard.as_str())
        .chain(scene.earlier.iter().copied())
        .take(4)
        .filter(|text| matches!(Mood::of(text), Mood::Worry | Mood::Anger | Mood::Low))
        .count();
    if heavy_turns >= 2
        && !was_offered(scene, speech)
        && let Some(offer) = speech.one_of(&speech.lines(ADVICE_OFFER), holes)
    {
        return Some(offer);
    }
    let milestone = mood == Mood::Joy && is_milestone(&scene.heard);
    let felt = if milestone {
        asking::MILESTONE
    } else {
        asking::when_felt(mood)
    };
    if let Some(line) = speech.one_of(felt, holes) {
        return Some(line);
    }
    if loves(&scene.heard)
        && let Some(line) = speech.one_of(asking::LOVED, holes)
    {
        return Some(line);
    }
    // What was not understood is asked for again, not passed over.
    if domain.is_none() && holes.topic.is_none() && mood == Mood::Even {
        return go_on(mood, speech);
    }
    // The persona's own way to ask, and the matter's, in turn.
    let own = |speech: &mut Speech| {
        holes
            .topic
            .and_then(|_| speech.one_of(&speech.lines(CURIOSITY), holes))
    };
    let matters =
        |speech: &mut Speech| domain.and_then(|domain| speech.one_of(asking::about(domain), holes));
    let first = if speech.dice(3) == 0 {
        own(speech)
    } else {
        matters(speech)
    };
    first
        .or_else(|| own(speech))
        .or_else(|| matters(speech))
        .or_else(|| go_on(mood, speech))
        .or_else(|| speech.one_of(DEEPER, holes))
        .or_else(|| opening::bring_up(scene, speech))
}

fn is_milestone(heard: &str) -> bool {
    #[rustfmt::skip]
    const MILESTONES: [&str; 17] = [
        "job", "promoted", "promotion", "passed", "aced", "accepted", "engaged", "married", "pregnant",
        "baby", "graduated", "raise", "won", "good news", "great news", "got in", "house",
    ];
    has_any(&sound(heard), &MILESTONES)
}

fn loves(heard: &str) -> bool {
    const LOVING: [&str; 7] = [
        "i love",
        "i really love",
        "i enjoy",
        "i'm into",
        "i'm really into",
        "my favorite",
        "i adore",
    ];
    has_any(&sound(heard), &LOVING)
}

fn was_offered(scene: &Scene, speech: &Speech) -> bool {
    let offers = speech.lines(ADVICE_OFFER);
    let mut turns = scene
        .request
        .turns
        .iter()
        .filter(|turn| turn.speaker == Speaker::Persona);
    turns.any(|turn| offers.iter().any(|offer| turn.text.contains(offer)))
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
