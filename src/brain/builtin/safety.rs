//! When someone may be in danger. The replies are fixed: no persona's manner and no template joke.

use super::Scene;
use super::listening::Act;
use super::speaking::{Holes, Speech};
use super::words::{has_any, sound};

#[rustfmt::skip]
const CRISIS: &[&str] = &[
    "kill myself", "killing myself", "suicide", "suicidal", "end my life", "ending my life", "end it all",
    "ending it all", "take my own life", "taking my own life", "want to die", "wanna die",
    "wish i was dead", "wish i were dead", "better off dead", "better off without me",
    "don't want to live", "don't wanna live", "don't want to be alive", "don't want to be here anymore",
    "don't want to exist", "no reason to live", "nothing to live for", "not worth living",
    "can't go on living", "hurt myself", "hurting myself", "harm myself", "harming myself", "self harm",
    "cut myself on purpose", "cutting myself", "overdose", "take all my pills", "took all my pills",
    "swallow all the pills", "kill herself", "kill himself", "kill themselves",
    "want to disappear forever", "not want to wake up", "don't want to wake up",
];
/// Where the words mean something else.
const HARMLESS: &[&str] = &[
    "suicide squad",
    "political suicide",
    "career suicide",
    "suicide squeeze",
];

/// `{help}` is whom to call.
const STAY: &[&str] = &[
    "I'm really glad you told me, and I'm taking it seriously. Please call {help}, right now. Is there someone near \
     you who can be with you?",
    "Thank you for saying that out loud; you don't have to carry it alone. A person can be there for you this minute: \
     {help}. Will you call now?",
    "You matter, and this matters more than anything else we could talk about. Please put me down and call {help}. \
     Who could you go to while you call?",
];
const NEAR: &[&str] = &[
    "I'm here, and I'm listening. Have you been able to reach someone who can be with you?",
    "I hear you. Please keep that number close, and call it even if you aren't sure.",
    "Thank you for staying with me. What would make the next hour a little safer?",
    "There's no wrong way to say it. The people on those lines want to hear from you, tonight too.",
    "I'm glad you're talking. Who is the one person you could ring after this?",
    "One thing at a time. Is there anything near you that it would be safer to put away?",
    "You don't have to explain it well. A person on a crisis line will listen just as you are.",
    "I'm staying right here while you decide. Will you call now?",
];
/// When they name someone near, or a step that they take.
const STEP: &[&str] = &[
    "That's good. Please go to them now, before anything else, and tell them what you told me.",
    "Yes, do that. You don't have to find the right words, being there is enough.",
    "I'm so glad you're not alone with it. Will you stay close to someone tonight?",
];
const FAREWELL: &[&str] = &[
    "Please call someone before you do anything else: {help}. I care about how you are.",
    "Before you go: a crisis line, or someone you trust, right after this, please. Take care of yourself.",
];

pub(super) fn is_crisis(text: &str) -> bool {
    let heard = sound(text);
    let heard = HARMLESS
        .iter()
        .fold(heard, |heard, phrase| heard.replace(phrase, ""));
    has_any(&heard, CRISIS)
}

/// Whether it came up in the last turns.
pub(super) fn was_crisis(earlier: &[&str]) -> bool {
    earlier.iter().take(6).any(|text| is_crisis(text))
}

/// Whom to call, where the user is at home.
fn help(scene: &Scene) -> String {
    match &scene.briefing.crisis_line {
        Some(line) => format!("{line}, or the emergency number where you are"),
        None => "the emergency number where you are, or a crisis line".to_owned(),
    }
}

pub(super) fn stay(scene: &Scene, speech: &mut Speech) -> String {
    let help = help(scene);
    let fresh = speech.next_of(STAY, helped_by(&help));
    // Safety comes before variety.
    let again = STAY.get(scene.earlier.len() % STAY.len()).or(STAY.first());
    fresh.unwrap_or_else(|| {
        again
            .map(|line| line.replace("{help}", &help))
            .unwrap_or_default()
    })
}

fn helped_by(help: &str) -> Holes<'_> {
    Holes {
        help: Some(help),
        ..Holes::default()
    }
}

pub(super) fn stay_near(scene: &Scene, speech: &mut Speech) -> String {
    #[rustfmt::skip]
    const SOMEONE: [&str; 22] = [
        "roommate", "friend", "mom", "mum", "dad", "mother", "father", "sister", "brother", "wife", "husband", "neighbor",
        "therapist", "doctor", "i'll call", "i called", "i will call", "i'll tell", "i'll knock", "i'll go", "is here", "is home",
    ];
    const NOBODY: [&str; 12] = [
        "no", "not", "don't", "nobody", "never", "can't", "won't", "hates", "without", "didn't",
        "isn't", "doesn't",
    ];
    let heard = sound(&scene.heard);
    let pool = match scene.act {
        Act::Goodbye => FAREWELL,
        _ if has_any(&heard, &SOMEONE) && !has_any(&heard, &NOBODY) => STEP,
        _ => NEAR,
    };
    let help = help(scene);
    let line = speech
        .next_of(pool, helped_by(&help))
        .or_else(|| speech.next_of(NEAR, Holes::default()));
    line.unwrap_or_else(|| stay(scene, speech))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danger_is_heard_and_figures_of_speech_are_not() {
        for text in [
            "I want to kill myself",
            "honestly I’m suicidal",
            "They'd be better off without me.",
        ] {
            assert!(is_crisis(text), "{text}");
        }
        for text in [
            "This commute is killing me",
            "I watched Suicide Squad",
            "I'm dying to see it",
            "I could kill him",
        ] {
            assert!(!is_crisis(text), "{text}");
        }
    }

    #[test]
    fn every_reply_names_a_way_to_help() {
        assert!(STAY.iter().all(|line| line.contains("{help}")));
    }
}
