//! Taking up what was said: everything that is neither a question for memory nor one for advice.

use super::Scene;
use super::advising;
use super::asking::{self, AFTER_NO, AFTER_YES, ANYTHING, DEEPER};
use super::domain::Domain;
use super::echo;
use super::listening::{Act, Choice, act};
use super::manners;
use super::mood::Mood;
use super::opening;
use super::recollecting::{told, was_told};
use super::speaking::{Holes, Speech, joined, quoted, without_question};
use super::topic::{self, Topic};
use super::words::{gist, has, has_any, is_yes_or_no, sentences, sound, words};
use crate::call::Speaker;
use crate::memory::procedure::{
    ABOUT_ME, ACKNOWLEDGEMENT, ADVICE_OFFER, AFFECTION, ANGER, CELEBRATION, CONCERN, CURIOSITY,
    FAREWELL, HOW_I_AM, NUDGE, OUTSIDE, PARTY_PIECE, SILENCE, SYMPATHY, THANKS,
};
use crate::recall::What;

/// After so many short answers in a row one brings something up oneself.
const LULL: usize = 2;

pub(super) fn follow(scene: &Scene, speech: &mut Speech) -> String {
    if let Some(line) = advising::think_on(scene, speech)
        .filter(|_| !matches!(scene.act, Act::Elsewhere | Act::Silence))
    {
        return line;
    }
    let plain = Holes::default();
    match &scene.act {
        Act::Silence => said(speech.manner(SILENCE, plain), speech),
        Act::HowAreYou => answer_and_ask(HOW_I_AM, scene, speech),
        Act::AboutYou => answer_and_ask(ABOUT_ME, scene, speech),
        Act::PartyPiece => said(speech.manner(PARTY_PIECE, plain), speech),
        Act::Question => outside(scene, speech),
        Act::CallMe(name) => {
            let lines = [
                format!("{name} it is."),
                format!("Got it, {name} from now on."),
                format!("{name}, then. I like it."),
            ];
            let line = speech.one_of(&lines, plain);
            let next = opening::bring_up(scene, speech).or_else(|| speech.one_of(ANYTHING, plain));
            joined(line.into_iter().chain(next))
        }
        Act::Note => {
            let lines = [
                "Noted, and I'll keep it.",
                "Got it, that stays with me.",
                "I'll hold on to that.",
                "That's in.",
            ];
            let line = speech.one_of(&lines, plain);
            let next = speech.manner(NUDGE, plain);
            joined(line.into_iter().chain(next))
        }
        Act::Forget => {
            let lines = [
                "Then I won't bring it up. What I keep you can see and delete on your page, any time.",
                "Consider it unsaid. You can strike out anything I keep on your page.",
            ];
            said(speech.one_of(&lines, plain), speech)
        }
        Act::Elsewhere => {
            let lines = [
                "Fair enough, we'll leave it there.",
                "Sure, let's drop it.",
                "Of course, no need to go into it.",
            ];
            let line = speech.one_of(&lines, plain);
            let next = opening::bring_up(scene, speech).or_else(|| speech.one_of(ANYTHING, plain));
            joined(line.into_iter().chain(next))
        }
        Act::Repeat => repeat(scene, speech),
        Act::Correction => {
            let lines = [
                "My mistake. Tell me again, and I'll listen better.",
                "Then I got that wrong, sorry. How is it really?",
                "I stand corrected. What did I miss?",
            ];
            said(speech.one_of(&lines, plain), speech)
        }
        Act::Thanks => {
            let line = speech.manner(THANKS, plain);
            let more = [
                "Anything else on your mind?",
                "What else is going on?",
                "Is there more to it?",
            ];
            let more = speech
                .one_of(&more, plain)
                .or_else(|| speech.manner(NUDGE, plain));
            joined(line.into_iter().chain(more))
        }
        Act::Affection => joined(
            speech
                .manner(AFFECTION, plain)
                .into_iter()
                .chain(opening::bring_up(scene, speech)),
        ),
        Act::Laugh => {
            let lines = [
                "Good, that's one laugh for today.",
                "I do what I can.",
                "I heard that, you laughed.",
                "There it is.",
            ];
            let line = speech.one_of(&lines, plain);
            joined(line.into_iter().chain(lead_on(scene, speech)))
        }
        Act::Hello => {
            let lines = [
                "Hi there.",
                "Good to hear your voice.",
                "There you are.",
                "Hello again.",
            ];
            let line = speech.one_of(&lines, plain);
            let next = opening::bring_up(scene, speech).or_else(|| speech.one_of(ANYTHING, plain));
            joined(line.into_iter().chain(next))
        }
        Act::NothingNew => {
            let line = speech.manner(ACKNOWLEDGEMENT, plain);
            let next = opening::bring_up(scene, speech).or_else(|| speech.one_of(ANYTHING, plain));
            joined(line.into_iter().chain(next))
        }
        Act::Yes if advising::is_offered(scene, speech) => {
            advising::advise(scene, &Choice::Open(None), speech)
        }
        Act::Yes | Act::No => short_answer(scene, speech),
        Act::Backchannel => nudge(scene, speech),
        _ => take_up(scene, speech),
    }
}

/// Ends the call, and says nothing after it.
pub(super) fn part(scene: &Scene, speech: &mut Speech) -> String {
    let plain = Holes::default();
    let again = [
        "Bye, {name}.",
        "Bye for now.",
        "Off you go, then.",
        "Until next time.",
        "Bye bye.",
    ];
    // Said once already: a second farewell is short.
    let parted = scene
        .earlier
        .first()
        .is_some_and(|text| act(text) == Act::Goodbye);
    let line = if parted {
        speech.one_of(&again, plain)
    } else {
        speech.manner(FAREWELL, plain)
    };
    let line = line
        .or_else(|| speech.one_of(&again, plain))
        .unwrap_or_else(|| "Bye.".to_owned());
    // Whoever is leaving is asked nothing.
    without_question(&line).unwrap_or(line)
}

fn said(line: Option<String>, speech: &mut Speech) -> String {
    line.or_else(|| speech.manner(NUDGE, Holes::default()))
        .unwrap_or_else(|| endless(speech))
}

/// When all has been said: pieces that make a line of their own for as long as a call may last.
pub(super) fn endless(speech: &mut Speech) -> String {
    #[rustfmt::skip]
    const FIRST: [&str; 9] = [
        "Okay", "Right", "Sure", "I hear you", "Yes", "Alright", "Mm", "I see", "True",
    ];
    #[rustfmt::skip]
    const THEN: [&str; 9] = [
        "go on", "keep talking", "I'm with you", "I'm still here", "take your time", "say more",
        "I'm listening", "whatever it is", "one thing after the other",
    ];
    #[rustfmt::skip]
    const LAST: [&str; 9] = [
        "no hurry", "I've got time", "in your own words", "as it comes", "from the start if you like",
        "bit by bit", "just as it was", "whenever you're ready", "I want to hear it",
    ];
    let start = speech.dice(FIRST.len() * THEN.len() * LAST.len());
    let lines: Vec<String> = FIRST
        .iter()
        .flat_map(|first| {
            THEN.iter().flat_map(move |then| {
                LAST.iter()
                    .map(move |last| format!("{first}, {then}, {last}."))
            })
        })
        .collect();
    let mut turned = lines.iter().cycle().skip(start).take(lines.len());
    turned
        .find_map(|line| speech.once(line))
        .unwrap_or_else(|| "I'm listening.".to_owned())
}

fn answer_and_ask(
    key: crate::memory::procedure::Key,
    scene: &Scene,
    speech: &mut Speech,
) -> String {
    let line = said(speech.manner(key, Holes::default()), speech);
    if line.contains('?') || sentences(&line).len() > 2 {
        return line;
    }
    let next = opening::bring_up(scene, speech).or_else(|| lead_on(scene, speech));
    joined(std::iter::once(line).chain(next))
}

/// A question that the talk can't answer: said so, and turned back.
fn outside(scene: &Scene, speech: &mut Speech) -> String {
    let line = speech.manner(OUTSIDE, Holes::default());
    let back = [
        "What's your guess?",
        "What makes you ask?",
        "What do you think yourself?",
        "Why does it matter today?",
    ];
    let back = speech
        .one_of(&back, Holes::default())
        .or_else(|| lead_on(scene, speech));
    joined(line.into_iter().chain(back))
}

fn repeat(scene: &Scene, speech: &mut Speech) -> String {
    let last: Vec<&str> = sentences(scene.last_line());
    let last: Vec<&str> = last
        .iter()
        .map(|sentence| sentence.trim_end_matches(['.', '!', '?', '…']))
        .collect();
    let last = quoted(&last.join(", "));
    let lines = [
        format!("I said: {last}."),
        format!("What I said was {last}."),
        format!("Once more: {last}."),
    ];
    said(speech.one_of(&lines, Holes::default()), speech)
}

/// The last of what the user said in this call that had something to take up.
fn matter<'a>(scene: &'a Scene) -> Option<&'a str> {
    std::iter::once(scene.heard.as_str())
        .chain(scene.earlier.iter().copied())
        .take(2)
        .find(|text| {
            matches!(act(text), Act::Statement | Act::Advice(_))
                && (Domain::of(text).is_some() || topic::of(text, &scene.names).is_some())
        })
}

/// A question that leads on from what is on the table; something remembered where nothing is.
fn lead_on(scene: &Scene, speech: &mut Speech) -> Option<String> {
    let plain = Holes::default();
    let text = matter(scene);
    let domain = Domain::of(&scene.heard).or_else(|| text.and_then(Domain::of));
    domain
        .and_then(|domain| speech.one_of(asking::about(domain), plain))
        .or_else(|| text.and_then(|_| speech.one_of(DEEPER, plain)))
        .or_else(|| opening::bring_up(scene, speech))
        .or_else(|| speech.one_of(ANYTHING, plain))
}

/// How many of the user's last turns, this one included, gave nothing to take up.
fn short_answers(scene: &Scene) -> usize {
    let short = |act: &Act| {
        matches!(
            act,
            Act::Backchannel | Act::Yes | Act::No | Act::NothingNew | Act::Silence
        )
    };
    1 + scene
        .earlier
        .iter()
        .take_while(|text| short(&act(text)))
        .count()
}

fn nudge(scene: &Scene, speech: &mut Speech) -> String {
    if short_answers(scene) > LULL {
        let next = opening::bring_up(scene, speech).or_else(|| lead_on(scene, speech));
        if let Some(next) = next {
            let turn = [
                "Something else, then.",
                "Let me ask you something.",
                "Different question.",
                "While I have you.",
            ];
            let turn = speech.one_of(&turn, Holes::default());
            return joined(turn.into_iter().chain([next]));
        }
    }
    let line = go_on(felt(scene), speech);
    said(line, speech)
}

/// Asks to go on, softly where it hurts.
fn go_on(mood: Mood, speech: &mut Speech) -> Option<String> {
    let soft = matches!(mood, Mood::Loss | Mood::Low);
    let line = if soft {
        speech.one_of(manners::plain(NUDGE), Holes::default())
    } else {
        None
    };
    line.or_else(|| speech.manner(NUDGE, Holes::default()))
}

/// Yes or no to what was asked: followed up, not dropped.
fn short_answer(scene: &Scene, speech: &mut Speech) -> String {
    let asked = sentences(scene.last_line())
        .last()
        .is_some_and(|last| is_yes_or_no(last));
    if !asked || short_answers(scene) > LULL {
        return nudge(scene, speech);
    }
    let plain = Holes::default();
    let heavy = scene
        .earlier
        .iter()
        .take(2)
        .map(|text| Mood::of(text))
        .find(|mood| mood.is_heavy());
    let next = match (heavy, &scene.act) {
        (Some(mood), _) => speech.one_of(asking::when_felt(mood), plain),
        (None, Act::No) => speech.one_of(AFTER_NO, plain),
        (None, _) => speech.one_of(AFTER_YES, plain),
    };
    let line = speech.manner(ACKNOWLEDGEMENT, plain);
    let next = next.or_else(|| lead_on(scene, speech));
    joined(line.into_iter().chain(next))
}

/// Something was told: a reaction to how it feels, and one question that leads on.
fn take_up(scene: &Scene, speech: &mut Speech) -> String {
    let heard = scene.heard.as_str();
    let mood = felt(scene);
    let topic = topic::of(heard, &scene.names).filter(|topic| !is_user(scene, topic));
    // A short answer belongs to what was asked.
    let asked = Some(scene.last_line()).filter(|line| line.ends_with('?'));
    let before = scene
        .earlier
        .first()
        .copied()
        .filter(|text| act(text) == Act::Statement);
    let domain = Domain::of(heard).or_else(|| before.into_iter().chain(asked).find_map(Domain::of));
    let clause = echo::clause(heard);
    let phrase = topic.as_ref().map(|topic| topic.phrase.as_str());
    let thing = phrase.filter(|_| topic.as_ref().is_some_and(|topic| !topic.is_person));
    let holes = Holes {
        topic: phrase,
        thing,
        said: clause.as_deref(),
        ..Holes::default()
    };
    let own = Mood::of(heard);
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
    let named = Holes {
        topic: holes.topic.filter(|_| !loves(heard)),
        ..holes
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
    let user = super::people::first_name(scene.briefing).unwrap_or_default();
    topic.phrase == user || topic.phrase == *persona
}

/// The mood of what was said. A heavy one outlasts its turn; grief outlasts several.
fn felt(scene: &Scene) -> Mood {
    let own = Mood::of(&scene.heard);
    if own != Mood::Even || scene.act == Act::Elsewhere {
        return own;
    }
    let since = scene
        .earlier
        .iter()
        .take_while(|text| act(text) != Act::Elsewhere);
    let before = since
        .take(8)
        .enumerate()
        .map(|(ago, text)| (ago, Mood::of(text)));
    let lasting = |(ago, mood): &(usize, Mood)| match mood {
        Mood::Loss => true,
        Mood::Low => *ago < 2,
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
    if heavy_turns >= 2 && !was_offered(scene, speech) {
        if let Some(offer) = speech.one_of(&speech.lines(ADVICE_OFFER), holes) {
            return Some(offer);
        }
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
    if loves(&scene.heard) {
        if let Some(line) = speech.one_of(asking::LOVED, holes) {
            return Some(line);
        }
    }
    if domain.is_none() && holes.topic.is_none() && mood == Mood::Even {
        return lead_on(scene, speech);
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
        .or_else(|| speech.one_of(DEEPER, holes))
        .or_else(|| speech.manner(NUDGE, holes))
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
