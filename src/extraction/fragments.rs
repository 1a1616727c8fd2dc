//! Speech without its subject, of the user where nobody else is spoken of: "Never smoked in my
//! life", "Single, on purpose", "Youngest of nine", "Filter coffee only", "Tripe, can't stand it".

use super::dates::{month_by_name, number};
use super::lexicon::doing::{AT_IT, CHANGED, STATES};
use super::lexicon::{is_condition, is_occupation};
use super::pattern::{is_adverb, matches, matching};
use super::people::{meeting, relation};
use super::retelling::first_in_lower_case;
use super::verbs::is_past;
use super::words::{Word, rest, span};

/// Pasts with which nobody begins but to tell of themselves.
#[rustfmt::skip]
const BEGINNING: &[&str] = &[
    "had", "got", "grew", "lived", "worked", "drove", "taught", "used", "trained", "served", "ran",
    "did", "went", "married", "spent", "gave", "handed", "packed", "came", "was", "sold", "kept",
    "wrote", "won", "bought", "built", "broke", "caught", "fell", "left", "started", "turned", "ended",
];
/// What things do, of which nobody says what they are: "Sounded lovely", "Rained all day".
#[rustfmt::skip]
const OF_THINGS: &[&str] = &[
    "looked", "sounded", "smelled", "smelt", "tasted", "seemed", "happened", "rained", "snowed", "cost", "lasted", "meant", "helped", "worked",
    "died", "closed", "finished", "stopped", "felt", "made", "needed", "called", "named", "went", "fell", "turned", "came", "got", "said", "told", "thought",
    "knew", "heard", "saw", "asked", "wanted", "liked", "loved", "hated", "tried", "stank", "burst", "rang", "stood", "lay", "sat", "took", "stuck", "lit", "left", "let", "started",
];
/// How one feels that moment.
#[rustfmt::skip]
const PASSING_STATES: &[&str] = &[
    "tired", "bored", "excited", "worried", "sorted", "agreed", "knackered", "stuffed", "relaxed",
    "confused", "disgusted", "surprised", "embarrassed", "scared", "annoyed", "stressed", "pleased",
    "chuffed", "gutted", "delighted", "amused", "interested", "missed", "wicked", "cursed",
    "married", "fed", "based", "supposed", "guessed", "indeed", "blessed",
];

/// The words of a clause that has no subject, with the user as its subject; none where they may be
/// of something else.
pub fn completed(all: &[Word]) -> Option<Vec<Word>> {
    let words = all;
    let words = rest(
        words,
        words
            .iter()
            .take_while(|word| is_adverb(word) && word.norm != "now")
            .count(),
    );
    let first = words.first()?;
    // "Passed her test", "diabetic since she was forty": somebody else.
    let another = words.iter().any(|word| {
        word.is(&[
            "he",
            "she",
            "his",
            "her",
            "their",
            "himself",
            "herself",
            "themselves",
        ])
    });
    let to_user = is_past(first)
        && !first.is(&["got", "bought", "made", "had", "built", "treated"])
        && words
            .get(1)
            .is_some_and(|word| word.is(&["me", "us"]) && words.len() > 2);
    if to_user {
        return None;
    }
    if another && !words.iter().any(|word| word.is(&["i", "my", "me", "our"])) {
        return None;
    }
    // "Saw Otto at the lido".
    if meeting(words).is_some() && words.len() > 1 {
        return Some(with(&["i"], words));
    }
    if let Some(told) = fronted(words) {
        return Some(told);
    }
    if is_ailment(words) {
        return Some(with(&["i", "have"], words));
    }
    if first.norm == "never"
        && words
            .get(1)
            .is_some_and(|next| is_past(next) || next.norm == "been")
    {
        return Some(with(&["i"], words));
    }
    // "Born on the ninth, a boy": a child.
    let lately = words
        .get(1)
        .is_some_and(|next| next.is(&["on", "at", "last", "yesterday", "this", "today"]))
        && !words.iter().any(|word| {
            word.norm.starts_with("19") || word.norm.starts_with("20") || word.norm == "nineteen"
        });
    if first.is(&["born", "raised", "reared", "christened"]) && words.len() > 2 && !lately {
        return Some(with(&["i", "was"], words));
    }
    let undone = first.is(&["have"])
        && words.get(1).is_some_and(|next| next.norm == "not")
        && words.len() > 3;
    if undone {
        return Some(with(&["i"], words));
    }
    // "Don't eat pork".
    let leaves = matches("do not eat|drink|smoke|drive|swim|fly|own|work", words).is_some();
    if leaves && words.len() > 3 {
        return Some(with(&["i"], words));
    }
    if is_bound(words) {
        return Some(with(&["i", "am"], words));
    }
    // "Half Welsh", "Still in the same flat".
    let half = first.norm == "half"
        && words
            .get(1)
            .is_some_and(|next| next.is_capital() || next.is(STATES));
    let still = all.iter().any(|word| word.is(&["still"])) && first.is(&["in", "at", "with", "on"]);
    if half {
        return Some(with(&["i", "am"], words));
    }
    if still && words.len() > 2 {
        return Some(with(&["i", "am", "still"], words));
    }
    if let Some(told) = by_trade(words) {
        return Some(told);
    }
    let so = words.get(1).is_some_and(|next| next.is(STATES));
    if first.norm == "been" && (words.len() > 2 || so) {
        return Some(with(&["i", "have"], words));
    }
    if first.is(&["can", "could"]) && words.get(1).is_some_and(|next| next.norm == "not") {
        return (first.norm == "can").then(|| with(&["i"], words));
    }
    if let Some(told) = of_many(words).or_else(|| counted(words)) {
        return Some(told);
    }
    let alone = words.get(1).is_none_or(|next| {
        next.is_mark()
            || next.is(&[
                "to", "in", "at", "since", "for", "and", "with", "again", "as", "twice", "once",
                "now", "these",
            ])
    });
    let state = (first.is(STATES) && alone)
        || (first.norm == "allergic" && words.get(1).is_some_and(|next| next.norm == "to"))
        || (first.is(AT_IT) && words.len() > 2);
    if state {
        return Some(with(&["i", "am"], words));
    }
    if let Some(told) = aged(words) {
        return Some(told);
    }
    let past = (first.is(BEGINNING) || first.is(CHANGED) || is_past(first))
        && !first.is(PASSING_STATES)
        && (first.is(BEGINNING) || first.is(CHANGED) || !first.is(OF_THINGS));
    let asks = words
        .get(1)
        .is_some_and(|next| next.is(&["i", "you", "we", "he", "she", "they", "it"]));
    (past && !asks && words.len() > 2).then(|| with(&["i"], words))
}

/// "Tripe, can't stand it" is "I can't stand tripe".
fn fronted(words: &[Word]) -> Option<Vec<Word>> {
    let comma = words.iter().take(4).position(|word| word.norm == ",")?;
    let thing = span(words, 0, comma);
    let later = rest(words, comma + 1);
    let later = if later.first().is_some_and(|first| first.norm == "i") {
        rest(later, 1)
    } else {
        later
    };
    const OF_IT: &[&str] = &[
        "can not stand|bear|abide|stomach it|them",
        "can not be doing with it|them",
        "can not get enough of it|them",
        "love|hate|adore|detest|loathe it|them",
        "do not like it|them",
        "can not have|eat|touch it|them",
    ];
    let caught = matching(OF_IT, later).map(|(_, caught)| caught)?;
    let sound = !thing.is_empty() && caught.left.first().is_none_or(Word::is_mark);
    let end = later.len() - caught.left.len();
    let verb = span(later, 0, end.saturating_sub(1));
    let verb: Vec<Word> = if matches(OF_IT.get(1)?, later).is_some() {
        ["can", "not", "stand"]
            .iter()
            .map(|norm| Word::meant(norm))
            .collect()
    } else {
        verb.to_vec()
    };
    sound.then(|| {
        let mut told = vec![Word::meant("i")];
        told.extend(verb);
        told.extend(thing.iter().cloned().map(|word| Word {
            text: first_in_lower_case(&word.text),
            ..word
        }));
        told
    })
}

/// "Nurse, thirty years".
fn by_trade(words: &[Word]) -> Option<Vec<Word>> {
    let comma = words.iter().take(4).position(|word| word.norm == ",")?;
    let trade = comma.checked_sub(1).and_then(|at| words.get(at))?;
    let years = number(rest(words, comma + 1)).is_some()
        && words.iter().any(|word| word.is(&["years", "year"]));
    let plain = !words
        .iter()
        .any(|word| word.is(&["i", "we", "he", "she", "my"]));
    (is_occupation(&trade.norm) && years && plain).then(|| with(&["i", "am", "a"], words))
}

/// "Migraines, the sort with lights", "asthma since I was two": what one suffers from.
fn is_ailment(words: &[Word]) -> bool {
    let end = words.iter().take(4).position(|word| {
        word.is_mark() || word.is(&["since", "ever", "from", "for", "in", "again"])
    });
    end.is_some_and(|end| {
        (1..=3).contains(&end)
            && is_condition(span(words, 0, end))
            && !span(words, 0, end)
                .iter()
                .any(|word| word.is(&["no", "not"]))
    })
}

/// "Flying to Oslo on the ninth": what one is about to do.
fn is_bound(words: &[Word]) -> bool {
    matches!(words, [going, joint, _, ..]
        if going.is(&["flying", "going", "heading", "moving", "starting", "driving", "seeing", "meeting", "visiting", "staying", "finishing", "retiring", "off", "sailing", "emigrating", "leaving", "taking", "back"])
            && joint.is(&["to", "in", "on", "with", "my", "the", "a", "back", "home", "off", "out", "for", "at", "from"]))
}

/// "Three sisters, and I'm the quiet one", "Two lads, Finn and Oscar": had by the user.
fn counted(words: &[Word]) -> Option<Vec<Word>> {
    let (count, used) = number(words)?;
    let noun = words.iter().skip(used).take(3).position(|word| {
        word.is(&[
            "kids",
            "children",
            "boys",
            "girls",
            "grandchildren",
            "twins",
        ]) || word
            .norm
            .strip_suffix('s')
            .and_then(relation)
            .is_some_and(|relation| {
                matches!(relation.attribute, "sibling" | "child" | "pet" | "relative")
            })
    })?;
    let next = words.get(used + noun + 1);
    let ends = next.is_none_or(|next| next.is_mark() || next.is(&["and", "called", "now"]));
    (count > 1 && ends).then(|| with(&["i", "have"], words))
}

/// "Youngest of nine".
fn of_many(words: &[Word]) -> Option<Vec<Word>> {
    let caught = matches(
        "[the] youngest|oldest|eldest|middle|second|third of {}",
        words,
    )?;
    number(caught.part(0))?;
    let article = words.first().is_some_and(|first| first.norm == "the");
    Some(with(
        if article {
            &["i", "am"]
        } else {
            &["i", "am", "the"]
        },
        words,
    ))
}

/// "Seventy-nine in January", "Thirty-one years a signalman".
fn aged(words: &[Word]) -> Option<Vec<Word>> {
    let (years, used) = number(words)?;
    let later = rest(words, used);
    let when = later
        .first()
        .is_some_and(|next| next.is(&["in", "on", "next", "this"]))
        && later
            .get(1)
            .is_some_and(|next| next.is_capital() || next.is(&["month", "week", "year", "the"]));
    // "Sixty-four, not sixty-five".
    let corrected = matches!(later, [comma, not, other, ..] if comma.norm == "," && not.norm == "not"
        && number(std::slice::from_ref(other)).is_some_and(|(other, _)| other.abs_diff(years) <= 10));
    if when || (corrected && years > 15) {
        let words = if corrected {
            span(words, 0, used)
        } else {
            words
        };
        return Some(with(&["i", "am"], words));
    }
    let day = later.get(1).is_some_and(|word| word.norm == "on")
        || matches!(later, [_, joint, month, ..] if joint.is(&["in", "at"]) && month_by_name(month).is_some());
    let goes_on = later.iter().any(|word| word.is(&["i", "we"]));
    if !day
        && !goes_on
        && matches("years|year a|an|as|in|at|outside|behind|under {}", later).is_some()
    {
        let mut told = with(&["i", "was"], rest(later, 1));
        told.push(Word::meant(","));
        told.extend(span(words, 0, used + 1).iter().cloned());
        return Some(told);
    }
    // "Thirty years in June me and Kath".
    let come = match later {
        [years, in_, month, after @ ..]
            if years.is(&["years", "year"])
                && in_.norm == "in"
                && month_by_name(month).is_some() =>
        {
            Some(after)
        }
        [years, after @ ..] if years.is(&["years", "year"]) => Some(after),
        _ => None,
    };
    if let Some(caught) = come.and_then(|after| matches("[,] me and {}", after)) {
        let mut told = with(&["i", "have", "been", "with"], &[]);
        told.extend(
            caught
                .part(0)
                .iter()
                .take_while(|word| word.is_capital())
                .cloned(),
        );
        let named = told.len() > 4;
        told.extend([Word::meant("for")]);
        told.extend(with(&[], span(words, 0, used + 1)));
        return named.then_some(told);
    }
    if matches(
        "years|year|months with|sober|clean|married|single|off|without {}",
        later,
    )
    .is_some()
    {
        let mut told = with(&["i", "have", "been"], rest(later, 1));
        told.extend([Word::meant("for")]);
        told.extend(span(words, 0, used + 1).iter().cloned().map(|word| Word {
            text: word.text.to_lowercase(),
            ..word
        }));
        return Some(told);
    }
    None
}

/// The words with others before them.
pub fn with(before: &[&str], words: &[Word]) -> Vec<Word> {
    let mut told: Vec<Word> = before.iter().map(|norm| Word::meant(norm)).collect();
    let mut words = words.to_vec();
    if let Some(first) = words.first_mut()
        && !first.is_mark()
    {
        first.text = super::words::uncapitalised(&first.text);
        first.glued = false;
    }
    told.extend(words);
    told
}

#[cfg(test)]
mod tests {
    use super::super::words::{said, words};
    use super::*;

    #[test]
    fn who_leaves_themselves_out_is_meant() {
        for (spoken, meant) in [
            ("Never smoked in my life", "I never smoked in my life"),
            ("Single, on purpose", "I am single, on purpose"),
            ("Youngest of six", "I am the youngest of six"),
            ("Tripe, can't stand it", "I can not stand tripe"),
            ("Had seven geese", "I had seven geese"),
            ("Allergic to bees", "I am allergic to bees"),
        ] {
            let told = completed(&words(spoken)).map(|told| said(&told));
            assert_eq!(told.as_deref(), Some(meant), "{spoken}");
        }
        for spoken in ["Tired", "Did you eat", "Lovely", "Stop it", "The rain"] {
            assert_eq!(completed(&words(spoken)), None, "{spoken}");
        }
    }
}
