//! What one may do: imperatives without their capital and their full stop, to stand in a persona's
//! advice. Where it takes a doctor or a lawyer, that is the advice.

use crate::brain::builtin::domain::Domain;
use crate::brain::builtin::echo::to_you;
use crate::brain::builtin::mood::Mood;
use crate::brain::builtin::opening::is_action;
use crate::brain::builtin::topic::Topic;
use crate::brain::builtin::words::{has_any, sound, words};

/// Advice on a deed that was named: do it, and how; or what to do first.
pub(super) fn whether(deed: &str) -> Option<Vec<String>> {
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
    if has_any(
        &heard,
        &[
            "tell him off",
            "tell her off",
            "tell them off",
            "yell",
            "shout",
        ],
    ) {
        return one(
            "say it once, calmly, with what it does to you, and leave the room if it goes on",
        );
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
    if matches!(heard.as_str(), "stop" | "quit it" | "give up" | "stop it") {
        return one("stop for one week, and see whether you miss it");
    }
    let first = words(deed).first().cloned().unwrap_or_default();
    is_action(&first).then(|| {
        vec![
            format!("{told}, and put a date on it today so that it doesn't drift"),
            format!("{told}, and start with the smallest piece before tonight"),
        ]
    })
}

/// Advice on small things of every day that the question names.
pub(super) fn at_hand(talk: &[&str]) -> &'static [&'static str] {
    const SMALL: [(&[&str], &[&str]); 4] = [
        (
            &["gift", "present", "give", "bring"],
            &["give something that gets used every day, and put one handwritten line with it"],
        ),
        (
            &["wear", "outfit", "dress"],
            &["wear what you've been happy in before, and leave the new thing in the wardrobe"],
        ),
        (
            &["calm down", "relax", "unwind", "fall asleep"],
            &[
                "put the phone in another room, breathe out twice as long as you breathe in, and keep at it for five minutes",
            ],
        ),
        (
            &["cook", "recipe", "soup", "sauce", "taste", "bland"],
            &[
                "taste it, and add one thing at a time: salt first, then something sour, then something hot",
            ],
        ),
    ];
    let named = |words: &[&str]| talk.iter().take(2).any(|text| has_any(&sound(text), words));
    SMALL
        .iter()
        .find(|(words, _)| named(words))
        .map_or(&[], |(_, lines)| lines)
}

pub(super) fn actions(
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
        Some(Domain::Stage) => &[
            "say your first three sentences out loud ten times, because a good start carries the rest",
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
