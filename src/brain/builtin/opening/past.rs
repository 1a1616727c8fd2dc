//! What the last call leaves to begin with; before the first one, what the user wrote.

use super::{Opener, is_action, loved, opener, phrase_of};
use crate::brain::builtin::listening::{Act, act};
use crate::brain::builtin::recollecting::{names_in, spoken_topic, told_plan};
use crate::brain::builtin::words::{has, sentences, shortened, sound, words};
use crate::brain::builtin::{Scene, safety, topic};
use crate::call::Speaker;

/// Takes up a call that nothing was read from yet, by its last turns.
pub(super) fn unread(scene: &Scene) -> Option<Opener> {
    let unread = scene.briefing.unread.as_ref()?;
    let said = unread
        .turns
        .iter()
        .rev()
        .filter(|turn| turn.speaker == Speaker::User)
        .map(|turn| turn.text.as_str())
        .filter(|text| !scene.is_delicate(text) && !safety::is_crisis(text));
    for text in said {
        if !matches!(act(text), Act::Statement | Act::Advice(_)) {
            continue;
        }
        let Some(topic) = topic::of(text, &scene.names) else {
            continue;
        };
        let heard = sound(text);
        if ["love", "enjoy", "into", "like"]
            .iter()
            .any(|verb| has(&heard, &format!("{verb} {}", sound(&topic.phrase))))
        {
            return loved(&topic.phrase);
        }
        let phrase = topic.phrase;
        return Some(opener(
            &phrase,
            [
                format!("What happened with {phrase} since we spoke?"),
                format!("Any news on {phrase} since we spoke?"),
            ],
        ));
    }
    None
}

/// Takes up the last call.
pub(super) fn last_call(scene: &Scene) -> Option<Opener> {
    #[rustfmt::skip]
    const EMPTY: [&str; 8] = [
        "brief", "caught_up", "small_talk", "general", "greeting", "chat", "other", "hello",
    ];
    let episode = scene.briefing.episodes.first()?;
    let gist = &episode.gist;
    let plans = gist.action_items.iter().chain(&gist.decisions);
    let mut plans = plans
        .filter(|plan| !scene.is_delicate(plan))
        .map(|plan| told_plan(plan, scene.briefing));
    let deed = plans.find_map(|plan| {
        let plan = [
            "you will ",
            "you decided to ",
            "you'll ",
            "you plan to ",
            "you want to ",
            "you're going to ",
        ]
        .iter()
        .find_map(|lead| plan.strip_prefix(lead).map(str::to_owned))
        .unwrap_or(plan);
        let first = words(&plan).first().cloned().unwrap_or_default();
        is_action(&first).then_some(plan)
    });
    if let Some(deed) = deed {
        return Some(opener(
            &deed,
            [
                format!("Last time you were going to {deed}. Did it happen?"),
                format!("You were about to {deed} when we last spoke. How did it go?"),
            ],
        ));
    }
    let topics = gist
        .key_topics
        .iter()
        .filter(|topic| !EMPTY.contains(&topic.as_str()));
    let mut topics = topics.filter(|topic| !scene.is_delicate(&spoken_topic(topic)));
    let topic = topics.next()?;
    let person = names_in(&gist.people.join(" "), topic).into_iter().next();
    let phrase = person.unwrap_or_else(|| phrase_of(topic, &gist.summary));
    Some(opener(
        &phrase,
        [
            format!("Last time we talked about {phrase}. What's new there?"),
            format!("I kept thinking about {phrase} after our last call. Where's that at now?"),
        ],
    ))
}

/// What the user wrote about the two, taken up in the first call.
pub(super) fn written(scene: &Scene) -> Vec<Opener> {
    let Some(custom) = scene.briefing.relationship.custom_system_prompt.as_deref() else {
        return Vec::new();
    };
    if scene.is_delicate(custom) {
        return Vec::new();
    }
    let mut shared = None;
    let mut openers = Vec::new();
    for sentence in sentences(custom) {
        let plain = sentence.trim_end_matches(['.', '!']);
        if let Some((_, how)) = plain.split_once(" met ") {
            let how = shortened(how, 60);
            if how.starts_with("at ")
                || how.starts_with("in ")
                || how.starts_with("on ")
                || how.starts_with("through ")
            {
                shared = shared.or(Some(format!("It all started {how}, and here we are.")));
            }
        }
        if let Some((_, topics)) = plain.split_once("talk about ") {
            let topics: Vec<String> = topics
                .split([',', ';'])
                .flat_map(|part| part.split(" and "))
                .map(|part| part.trim().trim_start_matches("and ").to_owned())
                .filter(|part| !part.is_empty() && words(part).len() <= 4)
                .collect();
            let lines = match topics.as_slice() {
                [first, second, ..] => vec![
                    format!("So, what's first: {first} or {second}?"),
                    format!("Shall we start with {first} or with {second}?"),
                ],
                [only] => vec![format!("So, what's new with {only}?")],
                [] => continue,
            };
            openers.push(opener(plain, lines));
        }
    }
    if let Some(shared) = shared {
        if openers.is_empty() {
            openers.push(opener(&shared, [format!("{shared} How have you been?")]));
        } else {
            for line in openers
                .iter_mut()
                .flat_map(|opener| opener.lines.iter_mut())
            {
                *line = format!("{shared} {line}");
            }
        }
    }
    openers
}
