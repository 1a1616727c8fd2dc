//! Advice, in the persona's format: one thing to do, and to do it now.

use super::Scene;
use super::domain::Domain;
use super::echo::to_you;
use super::listening::{Act, Choice, act};
use super::mood::Mood;
use super::opening::is_action;
use super::speaking::{Holes, Speech, joined};
use super::topic::{self, Topic};
use super::words::{has_any, sound, words};
use crate::memory::procedure::{ADVICE, ADVICE_OFFER, DECISION};

/// Said where people are at odds.
#[rustfmt::skip]
const CONFLICT: [&str; 14] = [
    "conflict", "fight", "fought", "argument", "argued", "arguing", "ignores", "ignoring", "ignored",
    "issues with", "problem with", "problems with", "trouble with", "tension",
];
/// Said where two ways lie open.
const TORN: [&str; 9] = [
    "offer",
    "choice",
    "choose",
    "decide",
    "decision",
    "torn",
    "options",
    "either",
    "on the other hand",
];
/// How many steps of a decision are asked before something is said.
const STEPS: usize = 2;

pub(super) fn advise(scene: &Scene, choice: &Choice, speech: &mut Speech) -> String {
    match choice {
        Choice::Between(first, second) => settle(scene, first, second, speech),
        Choice::Whether(deed) => match whether(deed) {
            Some(actions) => say(&actions, scene, speech),
            None => in_general(scene, Some(deed), speech),
        },
        Choice::Open(about) => in_general(scene, about.as_deref(), speech),
    }
}

/// Goes on with a decision that is being thought through; none where none is.
pub(super) fn think_on(scene: &Scene, speech: &mut Speech) -> Option<String> {
    let steps = speech.lines(DECISION);
    let last = sound(scene.last_line());
    steps.iter().find(|step| ends_with_line(&last, step))?;
    if let Some((first, second)) = scene.heard.split_once(" or ") {
        let short = |side: &str| (1..=6).contains(&words(side).len());
        if short(first) && short(second) {
            return Some(settle(scene, &clean(first), &clean(second), speech));
        }
    }
    let asked = scene.request.turns.iter().filter(|turn| {
        let said = sound(&turn.text);
        steps.iter().any(|step| ends_with_line(&said, step))
    });
    if asked.count() < STEPS {
        if let Some(step) = speech.next_of(&steps, Holes::default()) {
            return Some(step);
        }
    }
    Some(in_general(scene, None, speech))
}

/// Whether the persona has just offered advice.
pub(super) fn is_offered(scene: &Scene, speech: &Speech) -> bool {
    let last = sound(scene.last_line());
    speech
        .lines(ADVICE_OFFER)
        .iter()
        .any(|line| ends_with_line(&last, line))
}

fn ends_with_line(said: &str, line: &str) -> bool {
    let line = sound(&line.replace("{name}", ""));
    // With a name in it the line can't be compared whole: its end will do.
    let end: Vec<&str> = line.split(' ').rev().take(4).collect();
    let end: Vec<&str> = end.into_iter().rev().collect();
    !line.is_empty() && said.ends_with(&end.join(" "))
}

fn clean(side: &str) -> String {
    let side = side.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let lower = side.to_lowercase();
    let lead = [
        "it's ", "either ", "well ", "to ", "i could ", "i can ", "between ",
    ];
    let cut = lead
        .iter()
        .find(|lead| lower.starts_with(*lead))
        .map_or(0, |lead| lead.len());
    side.get(cut..).unwrap_or(side).to_owned()
}

fn settle(scene: &Scene, first: &str, second: &str, speech: &mut Speech) -> String {
    let risky = |side: &str| {
        has_any(
            &sound(side),
            &[
                "quit", "leave", "break up", "divorce", "lie", "ghost", "fight",
            ],
        )
    };
    let chosen = match (risky(first), risky(second)) {
        (true, false) => second,
        (false, true) => first,
        _ if speech.dice(2) == 0 => first,
        _ => second,
    };
    let chosen = to_you(chosen.trim());
    let verb = words(&chosen).first().is_some_and(|word| is_action(word));
    let chosen = if verb {
        chosen
    } else {
        format!("go with {chosen}")
    };
    let actions = [
        format!("{chosen}, and don't look back once you have"),
        format!("{chosen}, because you can undo it later and waiting decides nothing"),
    ];
    say(&actions, scene, speech)
}

/// Advice on a deed that was named: do it, and how; or what to do first.
fn whether(deed: &str) -> Option<Vec<String>> {
    let heard = sound(deed);
    let told = to_you(deed.trim());
    let one = |line: &str| Some(vec![line.to_owned()]);
    if has_any(
        &heard,
        &[
            "medication",
            "meds",
            "pills",
            "dose",
            "antidepressants",
            "surgery",
        ],
    ) {
        return one(
            "change nothing on your own, and call the doctor or the pharmacist who knows your case today",
        );
    }
    if has_any(&heard, &["sue", "lawyer", "court", "sign the contract"]) {
        return one(
            "have someone who knows the law read it before you do anything that can't be undone",
        );
    }
    if has_any(&heard, &["quit", "quit my job", "resign", "leave my job"]) {
        return Some(vec![
            "line up the next thing first, quietly, and then leave on a good day instead of a bad one".to_owned(),
            "give it one honest talk with your boss and a deadline you set yourself, and go when it passes".to_owned(),
        ]);
    }
    if has_any(
        &heard,
        &[
            "break up",
            "leave him",
            "leave her",
            "divorce",
            "end it with",
            "dump",
        ],
    ) {
        return Some(vec![
            "say out loud what would have to change, give it an honest date, and go if the date passes".to_owned(),
        ]);
    }
    if has_any(
        &heard,
        &["buy", "invest", "lend", "loan", "spend", "bet", "sell"],
    ) {
        return Some(vec![
            "sleep on it two nights, and do it only if losing the money wouldn't lose you sleep"
                .to_owned(),
        ]);
    }
    if has_any(
        &heard,
        &[
            "punch",
            "hit",
            "slap",
            "hurt",
            "revenge",
            "get back at",
            "lie",
            "cheat",
            "steal",
            "drive drunk",
            "drink",
        ],
    ) {
        return Some(vec![
            "leave that one alone, take a walk around the block, and decide when your pulse is down".to_owned(),
        ]);
    }
    if has_any(&heard, &["text", "call", "message", "email", "write"]) {
        return Some(vec![
            format!("{told}, keep it to two honest sentences, and then put the phone down"),
            format!("{told} today, because the version in your head only gets longer"),
        ]);
    }
    if has_any(
        &heard,
        &["tell", "talk", "confront", "ask", "apologize", "say"],
    ) {
        return Some(vec![
            format!("{told}, face to face, with the one sentence that matters said first"),
            format!("{told} this week, and pick a quiet moment instead of a perfect one"),
        ]);
    }
    let first = words(deed).first().cloned().unwrap_or_default();
    is_action(&first).then(|| {
        vec![
            format!("{told}, and put a date on it today so that it doesn't drift"),
            format!("{told}, and start with the smallest piece before tonight"),
        ]
    })
}

fn in_general(scene: &Scene, about: Option<&str>, speech: &mut Speech) -> String {
    let told = scene
        .earlier
        .iter()
        .copied()
        .filter(|text| matches!(act(text), Act::Statement | Act::Advice(_)));
    let talk: Vec<&str> = about
        .into_iter()
        .chain(std::iter::once(scene.heard.as_str()))
        .chain(told.take(5))
        .collect();
    let domain = talk.iter().find_map(|text| Domain::of(text));
    let mood = talk
        .iter()
        .map(|text| Mood::of(text))
        .find(|mood| mood.is_heavy());
    // Who is meant: a name before a role, and the one whom the trouble was about.
    let people = || {
        let texts = talk
            .iter()
            .filter(|text| Mood::of(text).is_heavy())
            .chain(&talk);
        texts
            .filter_map(|text| topic::of(text, &scene.names))
            .filter(|topic| topic.is_person)
    };
    let person = people()
        .find(|topic| !topic.phrase.starts_with("your "))
        .or_else(|| people().next());
    let torn = talk.iter().any(|text| has_any(&sound(text), &TORN));
    if torn || domain.is_none() && person.is_none() && mood.is_none() {
        let steps = speech.lines(DECISION);
        let step = speech.next_of(&steps, Holes::default());
        if let Some(step) = step {
            return step;
        }
    }
    // Trouble with someone, and not only a worry in which somebody occurs.
    let trouble = talk
        .iter()
        .any(|text| Mood::of(text) == Mood::Anger || has_any(&sound(text), &CONFLICT));
    let things = talk
        .first()
        .is_some_and(|text| has_any(&sound(text), &["things", "stuff", "clothes", "belongings"]));
    let mut actions = actions(domain, mood, person.as_ref(), trouble);
    if mood == Some(Mood::Loss) && things {
        actions.insert(
            0,
            "keep one thing where you can see it, put the rest in a box, and leave the box shut for a month".to_owned(),
        );
    }
    if mood == Some(Mood::Loss) {
        return console(&actions, speech);
    }
    say(&actions, scene, speech)
}

fn actions(
    domain: Option<Domain>,
    mood: Option<Mood>,
    person: Option<&Topic>,
    trouble: bool,
) -> Vec<String> {
    let hurt = trouble;
    let mut lines: Vec<String> = Vec::new();
    if mood == Some(Mood::Loss) {
        lines.push("let today be a bad day, eat something warm, and ring the one person who loved them too".to_owned());
        lines.push(
            "do the one thing that has to be done this week, and let somebody do the rest for you"
                .to_owned(),
        );
    }
    let health = domain == Some(Domain::Health);
    if let Some(person) = person.filter(|_| hurt && !health) {
        let name = &person.phrase;
        lines.push(format!("talk to {name} alone, say what you saw without guessing why, and ask for one thing to change"));
        lines
            .push(format!("write down the two things that bother you most, then put them to {name} before the week is out"));
        lines.push(format!("stop rehearsing it and open with one calm sentence to {name}, then let the silence work"));
    }
    let by_domain: &[&str] = match domain {
        Some(Domain::Visit | Domain::Party) => &[
            "plan one good thing for it and leave the rest of the time empty",
            "pick the one room that has to look decent, and shut the other doors",
        ],
        Some(Domain::Interview) => &[
            "get three short stories ready that show you at your best, and say them out loud once tonight",
            "write down the question you dread, answer it in four sentences, and then go to bed early",
        ],
        Some(Domain::Work) => &[
            "write down what you want in one sentence, and put it in front of your boss this week",
            "keep a list of what happened and when, and bring it to the person who can change it",
            "block two hours tomorrow for the thing that matters, and let the rest wait",
        ],
        Some(Domain::Love) => &[
            "say the thing you keep rehearsing, plainly, the next time you're face to face",
            "ask for what you want once and clearly, and believe the answer you get",
        ],
        Some(Domain::Family | Domain::Friends) => &[
            "pick up the phone before the weekend, and open with what you miss instead of what went wrong",
            "decide what you can give and what you can't, and say both kindly in one breath",
        ],
        Some(Domain::Health) => &[
            "have it looked at by someone who can examine it, and make that appointment today",
            "write down what you feel and since when, and take the note to a doctor this week",
        ],
        Some(Domain::Study) => &[
            "take the hardest chapter first, in three blocks of half an hour, with the phone in another room",
            "do one old exam against the clock tonight, and learn only what it shows you're missing",
        ],
        Some(Domain::Money) => &[
            "put every sum on one page tonight, then cut or call about the biggest one tomorrow",
            "phone whoever you owe before they phone you, and offer an amount you can keep up",
        ],
        Some(Domain::Travel) => &[
            "book the part that can sell out tonight, and leave the rest to luck",
            "plan the first day and the last one, and nothing in between",
        ],
        Some(Domain::Home) => &[
            "finish one room before you open the next",
            "make a list of what has to be fixed before you can sleep well there, and ignore the rest",
        ],
        Some(Domain::Pet) => {
            &["call the vet and describe it just as you did to me, and go in if they hesitate"]
        }
        Some(Domain::Sport) => &[
            "go twice a week at a fixed hour, and stop each time while you could still do more",
            "sign up for something with a date, because dates train better than moods",
        ],
        Some(Domain::Making) => &[
            "give it twenty minutes every morning before anybody can ask you for anything",
            "show the unfinished thing to one person you trust this week",
        ],
        Some(Domain::Screen | Domain::Food) => &["go with the one you'd be sorry to have missed"],
        Some(Domain::Sleep) => &[
            "get up at the same hour for a week whatever the night was like, and leave the phone in the kitchen",
            "write tomorrow down on paper before bed, and see a doctor if it's still like this in two weeks",
        ],
        None => &[
            "write down the two ways it can go, and take the one you'd regret not trying",
            "do the smallest piece of it before tonight, and decide the rest once that's done",
            "pick a date, tell one person about it, and stop deciding it again every evening",
        ],
    };
    lines.extend(by_domain.iter().map(|line| (*line).to_owned()));
    match mood {
        Some(Mood::Weary) => lines.insert(
            0,
            "cancel one thing tomorrow, go to bed an hour early, and look at it again when you're rested".to_owned(),
        ),
        Some(Mood::Low) if domain.is_none() && person.is_none() => {
            lines.insert(
                0,
                "tell one person who loves you what you just told me, and get outside for ten minutes today".to_owned(),
            );
        }
        Some(Mood::Worry) if domain.is_none() && person.is_none() => {
            lines.insert(
                0,
                "write the worry down, underline the part that's in your hands, and do just that part today".to_owned(),
            );
        }
        _ => {}
    }
    lines
}

/// Advice to someone who mourns: said plainly.
fn console(actions: &[String], speech: &mut Speech) -> String {
    let lines: Vec<String> = actions
        .iter()
        .take(3)
        .map(|action| format!("If it were me, I'd {action}."))
        .collect();
    let line = speech.next_of(&lines, Holes::default());
    line.or_else(|| speech.one_of(super::asking::when_felt(Mood::Loss), Holes::default()))
        .unwrap_or_default()
}

/// The first piece of advice that was not given yet, in the persona's format.
fn say(actions: &[String], scene: &Scene, speech: &mut Speech) -> String {
    const THEN: [&str; 5] = [
        "Can you see yourself doing that?",
        "What would stop you?",
        "Does that sit right with you?",
        "What's the first step?",
        "Could you live with that?",
    ];
    let given: Vec<String> = scene
        .request
        .turns
        .iter()
        .map(|turn| sound(&turn.text))
        .collect();
    let action = actions.iter().find(|action| {
        !given
            .iter()
            .any(|said| super::words::has(said, &sound(action)))
    });
    let Some(action) = action else {
        let enough = [
            "I've said what I would do, and I stand by it.",
            "My answer hasn't changed since a minute ago.",
        ];
        let enough = speech.one_of(&enough, Holes::default());
        let ask = speech.one_of(super::asking::DEEPER, Holes::default());
        return joined(enough.into_iter().chain(ask));
    };
    let holes = Holes {
        direct_action: Some(action),
        ..Holes::default()
    };
    let line = speech
        .manner(ADVICE, holes)
        .unwrap_or_else(|| format!("{}.", super::words::capitalised(action)));
    let asks = line.contains('?') || super::words::sentences(&line).len() > 2;
    let then = if asks {
        None
    } else {
        speech.one_of(&THEN, Holes::default())
    };
    joined(std::iter::once(line).chain(then))
}
