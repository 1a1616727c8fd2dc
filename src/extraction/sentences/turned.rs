//! Sentences that are turned about for emphasis, turned back: "it's my daughter that's the
//! electrician" is "my daughter is the electrician", "Ana, that's my mum" is "Ana is my mum", and
//! "my wife, she drives" is "my wife drives".

mod beside;

use super::super::openings::opened;
use super::super::pattern::{matches, matching};
use super::super::people::{relation, role_at};
use super::super::words::{Word, rest, span};

use beside::{named_after, named_last, pointed, set_beside, stated_of, undoubled};

/// The most words of the one whom a sentence brings to its front.
const LONGEST_FRONT: usize = 6;

/// Turns one thing back.
type Turn = fn(Vec<Word>) -> Vec<Word>;

/// What is turned back, one after the other.
const TURNS: &[Turn] = &[
    what_it_is,
    unbeaten,
    named,
    uncleft,
    pointed,
    set_beside,
    stated_of,
    of_mine,
    named_after,
    undoubled,
    where_i_am,
    without_oaths,
    named_last,
    inverted,
    untagged,
    addressed,
];

/// The words in their usual order.
pub fn turned(mut words: Vec<Word>) -> Vec<Word> {
    let opening = words.len() - opened(&words, "").len();
    let told = words.split_off(opening);
    words.extend(TURNS.iter().fold(told, |told, turn| turn(told)));
    words
}

fn is(word: Option<&Word>, norms: &'static [&'static str]) -> bool {
    word.is_some_and(|word| word.is(norms))
}

/// Where a person may begin: "my sister", "Sara", "me".
fn begins_person(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|first| first.is(&["my", "our", "me"]) || first.is_capital())
}

/// Where a verb begins that tells of someone.
fn begins_verb(words: &[Word]) -> bool {
    words.first().is_some_and(|first| {
        first.is(&[
            "is", "'s", "was", "has", "had", "does", "did", "will", "can", "are", "have", "do",
        ]) || super::super::verbs::is_past(first)
            || (first.norm.ends_with('s') && first.norm.len() > 3)
    })
}

/// "What I love is a jigsaw" and "the one thing I can't bear is celery" are "I love a jigsaw", "I can't bear
/// celery".
fn what_it_is(words: Vec<Word>) -> Vec<Word> {
    const FRONTS: &[&str] = &[
        "what",
        "the [one|only|main] thing|things|food [that] i",
        "if it be one|anything thing [that] i",
        "if there be one|anything [thing] [that] i",
    ];
    let front = FRONTS.iter().find_map(|front| matches(front, &words));
    let from = match front {
        Some(caught) if is(words.first(), &["what"]) => {
            words.len() - caught.left.len() + usize::from(is(caught.left.first(), &["i"]))
        }
        Some(caught) => words.len() - caught.left.len(),
        None => return words,
    };
    if !is(words.get(from.saturating_sub(1)), &["i"]) {
        return words;
    }
    let verb = rest(&words, from);
    let be = verb
        .iter()
        .take(LONGEST_FRONT)
        .position(|word| word.is(&["is", "'s", "are"]))
        .filter(|be| *be > 0);
    let Some(be) = be else {
        return words;
    };
    let told = rest(verb, be + 1);
    // "What I do is I fix pianos".
    if is(told.first(), &["i"]) {
        return told.to_vec();
    }
    let verb: Vec<Word> = span(verb, 0, be)
        .iter()
        .filter(|word| !word.is(&["most", "more", "best", "it", ",", "really"]))
        .cloned()
        .collect();
    let liked = verb.iter().any(|word| {
        word.is(&[
            "love", "like", "enjoy", "hate", "bear", "stand", "abide", "miss", "adore", "detest",
            "collect", "play",
        ])
    });
    if !liked || told.is_empty() {
        return words;
    }
    let mut turned = vec![Word::meant("i")];
    turned.extend(verb);
    turned.extend(told.iter().cloned());
    turned
}

/// "There's nothing I like better than a crossword", "you can't beat a crossword": "I love a crossword".
fn unbeaten(words: Vec<Word>) -> Vec<Word> {
    const UNBEATEN: &[&str] = &[
        "there be nothing i like|love|enjoy better|more than {}",
        "there be nothing nicer|better than {}",
        "you can not beat {}",
        "nothing beats {}",
    ];
    let Some((_, caught)) = matching(UNBEATEN, &words) else {
        return words;
    };
    let mut turned = vec![Word::meant("i"), Word::meant("love")];
    turned.extend(caught.part(0).iter().cloned());
    turned
}

/// "It's X that does it" is "X does it", at the beginning or after "but".
fn uncleft(words: Vec<Word>) -> Vec<Word> {
    let begins = |at: usize| {
        at < 3
            || words.get(at - 1).is_some_and(|before| {
                before.is(&["but", "and", "because", "so", ",", "think", "thinks"])
            })
    };
    let from = words.iter().enumerate().position(|(at, word)| {
        word.is(&["it", "that"])
            && begins(at)
            && is(words.get(at + 1), &["is", "'s", "was"])
            && begins_person(rest(&words, at + 2))
    });
    let Some(from) = from else {
        return words;
    };
    let front = rest(&words, from + 2);
    let Some((front, told_of)) = brought_forward(front) else {
        return words;
    };
    let mut told = span(&words, 0, from).to_vec();
    let mut front = front.to_vec();
    if let [only] = front.as_mut_slice()
        && only.norm == "me"
    {
        *only = Word::meant("i");
    }
    told.extend(front);
    told.extend(told_of.iter().cloned());
    told
}

/// The one who is brought forward, and what is told of them: "my daughter | that | is a nurse", "my mum |
/// had the stroke".
fn brought_forward(front: &[Word]) -> Option<(&[Word], &[Word])> {
    let joint = front
        .iter()
        .take(LONGEST_FRONT)
        .position(|word| word.is(&["that", "who", "what"]))
        .filter(|at| *at > 0 && begins_verb(rest(front, at + 1)));
    if let Some(joint) = joint {
        let plain = !span(front, 0, joint)
            .iter()
            .any(|word| word.is(&["not", "is", ","]));
        return plain.then(|| (span(front, 0, joint), rest(front, joint + 1)));
    }
    let (.., used) = role_at(rest(front, 1)).filter(|_| is(front.first(), &["my"]))?;
    let verb = rest(front, used + 1);
    let told = verb.first().is_some_and(|verb| {
        verb.is(&["had", "has", "does", "did"]) || super::super::verbs::is_past(verb)
    });
    told.then(|| (span(front, 0, used + 1), verb))
}

/// "A lad at work called Benny keeps ferrets" is "Benny keeps ferrets".
fn named(mut words: Vec<Word>) -> Vec<Word> {
    let begins = words
        .first()
        .is_some_and(|first| first.is(&["a", "an", "this"]));
    let called = words
        .iter()
        .take(7)
        .position(|word| word.is(&["called", "named"]))
        .filter(|at| begins && *at > 1);
    if let Some(at) = called
        && words.get(at + 1).is_some_and(Word::is_capital)
        && begins_verb(rest(&words, at + 2))
        && !span(&words, 0, at).iter().any(Word::is_mark)
    {
        words.drain(..=at);
    }
    words
}

/// "I, God help me, drive a desk" is "I drive a desk".
fn without_oaths(mut words: Vec<Word>) -> Vec<Word> {
    let at = words
        .windows(2)
        .position(|pair| matches!(pair, [i, comma] if i.norm == "i" && comma.norm == ","));
    let end = at.and_then(|at| {
        let later = rest(&words, at + 2);
        let end = later.iter().take(6).position(|word| word.norm == ",")?;
        let verb = later.get(end + 1)?;
        (!verb.is_mark() && !verb.is(&["i", "and", "but"])).then_some(at + 2 + end)
    });
    if let (Some(at), Some(end)) = (at, end) {
        words.drain(at + 1..=end);
    }
    words
}

/// "It's York I'm in" is "I'm in York".
fn where_i_am(words: Vec<Word>) -> Vec<Word> {
    if let [it, is, place @ .., i, am, joint] = words.as_slice()
        && it.is(&["it", "that"])
        && is.is(&["is", "'s"])
        && i.norm == "i"
        && am.is(&["am", "live", "work"])
        && joint.is(&["in", "at", "from", "with", "for"])
        && (1..=4).contains(&place.len())
    {
        let mut told = vec![i.clone(), am.clone(), joint.clone()];
        told.extend(place.iter().cloned());
        return told;
    }
    words
}

/// "Brother's got a van", "missus says no": of the speaker's own.
fn of_mine(mut words: Vec<Word>) -> Vec<Word> {
    let own = words
        .first()
        .and_then(|first| relation(&first.norm))
        .is_some_and(|relation| {
            matches!(
                relation.attribute,
                "sibling" | "partner" | "relative" | "child"
            )
        });
    let bare = words.first().is_some_and(|first| {
        !first.is(&[
            "mate", "guy", "kid", "child", "partner", "bloke", "fella", "lad", "lass", "nan",
            "grandma", "grandpa",
        ])
    });
    if own && bare && begins_verb(rest(&words, 1)) {
        words.insert(0, Word::meant("my"));
        if let Some(relation) = words.get_mut(1) {
            relation.text = super::super::words::uncapitalised(&relation.text);
        }
    }
    words
}

/// "Sixty-three I am" is "I am sixty-three".
fn inverted(mut words: Vec<Word>) -> Vec<Word> {
    let at = words.iter().position(Word::is_mark).unwrap_or(words.len());
    let ends = matches!(span(&words, 0, at), [first, .., i, am] if i.norm == "i" && am.norm == "am"
        && !first.is(&["so", "yes", "yeah", "what", "who", "where", "how", "here", "and", "as"]));
    if ends && (3..=6).contains(&at) {
        let tail: Vec<Word> = words.drain(at - 2..at).collect();
        words.splice(0..0, tail);
    }
    words
}

/// "You're talking to a gas engineer" is "I am a gas engineer".
fn addressed(mut words: Vec<Word>) -> Vec<Word> {
    let begins = matches!(words.as_slice(), [you, are, talking, to, article, ..]
        if you.norm == "you" && are.norm == "are" && talking.is(&["talking", "speaking", "looking"])
            && to.is(&["to", "at"]) && article.is(&["a", "an", "the"]));
    if begins {
        words.splice(0..4, [Word::meant("i"), Word::meant("am")]);
    }
    words
}

/// Without the tag at its end: "I'm vegan, me", "I live there, I do".
fn untagged(mut words: Vec<Word>) -> Vec<Word> {
    let tag = match words.as_slice() {
        [.., comma, me] if comma.norm == "," && me.is(&["me", "us"]) => 2,
        [_, _, .., comma, i, verb]
            if comma.norm == ","
                && i.is(&["i", "we"])
                && verb.is(&["do", "am", "did", "have", "was"]) =>
        {
            3
        }
        [.., comma, innit]
            if comma.norm == ","
                && innit.is(&["innit", "isnt", "like", "mind", "eh", "see", "yeah"]) =>
        {
            2
        }
        _ => 0,
    };
    words.truncate(words.len() - tag);
    words
}

#[cfg(test)]
mod tests {
    use super::super::super::words::{said, words};
    use super::*;

    #[test]
    fn what_is_turned_about_is_turned_back() {
        for (spoken, meant) in [
            ("It's my son that's the baker", "my son's the baker"),
            ("it was Petra who drove", "Petra drove"),
            ("Omar, that's my uncle", "Omar's my uncle"),
            (
                "Bo, my cousin, he drives a tram",
                "my cousin Bo drives a tram",
            ),
            ("my wife she drives a tram", "my wife drives a tram"),
            ("Petra, she plays the lute", "Petra plays the lute"),
            ("I'm vegan, me", "I'm vegan"),
            ("Sixty-two I am, and fit", "I am Sixty-two, and fit"),
            ("It's my birthday", "It's my birthday"),
            ("That's what she said", "That's what she said"),
        ] {
            assert_eq!(said(&turned(words(spoken))), meant, "{spoken}");
        }
    }
}
