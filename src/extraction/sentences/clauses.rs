//! A sentence cut into clauses that each say one thing.

use super::super::lexicon::doing::{AT_IT, CHANGED};
use super::super::pattern::is_adverb;
use super::super::words::{Word, rest, span};
use super::Sentence;
use super::runs_on::runs_on;

/// The longest clause that is read; a longer one is a run-on that nothing can be trusted of.
const LONGEST_CLAUSE: usize = 60;

/// One clause of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clause<'a> {
    /// Without the word that joins it to the one before.
    pub words: &'a [Word],
    /// That word: "but", "if", "who".
    pub lead: Option<&'a str>,
    /// Its subject is that of the clause before: "I live in Oslo and work at a bank".
    pub inherits: bool,
    /// Nothing parts it from the one before: "I live in Austin I work at a bank".
    pub runs_on: bool,
}

/// After these a clause of its own always begins.
const ALWAYS: &[&str] = &[
    "but", "because", "if", "unless", "when", "whenever", "while", "although", "whereas", "until",
    "who", "which", "whether", "where", "except",
];
/// After these, where a subject follows.
const BEFORE_SUBJECT: &[&str] = &[
    "and", "or", "so", "since", "though", "before", "after", "as", "then", "plus", "cause", "&",
    "that", "cos",
];
const SUBJECTS: &[&str] = &[
    "i",
    "we",
    "he",
    "she",
    "they",
    "it",
    "you",
    "my",
    "there",
    "this",
    "that",
    "our",
    "his",
    "her",
    "their",
    "everyone",
    "nobody",
    "someone",
    "everybody",
    "somebody",
    "people",
];
/// Verbs with which a clause may go on about the same subject.
pub const VERBS: &[&str] = &[
    "am", "is", "are", "was", "were", "have", "has", "had", "love", "loves", "hate", "hates",
    "like", "likes", "enjoy", "enjoys", "live", "lives", "work", "works", "moved", "got", "lost",
    "quit", "started", "bought", "adopted", "study", "studies", "play", "plays", "speak", "speaks",
    "want", "wants", "need", "needs", "told", "said", "decided", "went", "will", "do", "does",
    "did", "can", "feel", "feels", "just", "also", "made", "teaches", "teach", "run", "runs",
];
/// Of these, those that are nouns as well.
const NOUNS: &[&str] = &[
    "love", "hate", "like", "work", "play", "run", "study", "need", "want",
];
pub const AUXILIARIES: &[&str] = &[
    "am", "is", "are", "was", "were", "'s", "have", "has", "had", "will", "would", "can", "could",
    "do", "does", "did", "should", "might", "may", "must",
];

/// The clauses of a sentence.
pub fn clauses(sentence: &Sentence) -> Vec<Clause<'_>> {
    let words = sentence.words.as_slice();
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut begun = Joint::default();
    let mut at = 0;
    while at < words.len() {
        match breaks(words, start, at) {
            None => at += 1,
            Some(joint) => {
                push(&mut clauses, span(words, start, at), &begun);
                at += joint.length.max(usize::from(joint.length == 0));
                start = at - usize::from(joint.length == 0);
                begun = joint;
            }
        }
    }
    push(&mut clauses, rest(words, start), &begun);
    clauses
}

fn push<'a>(clauses: &mut Vec<Clause<'a>>, words: &'a [Word], begun: &Joint<'a>) {
    if words.iter().any(|word| !word.is_mark()) {
        clauses.push(Clause {
            words: span(words, 0, LONGEST_CLAUSE),
            lead: begun.lead,
            inherits: begun.inherits,
            runs_on: begun.length == 0 && !clauses.is_empty(),
        });
    }
}

/// What parts two clauses; nothing does where its length is 0.
#[derive(Default)]
struct Joint<'a> {
    length: usize,
    lead: Option<&'a str>,
    inherits: bool,
}

fn breaks(words: &[Word], start: usize, at: usize) -> Option<Joint<'_>> {
    let word = words.get(at)?;
    let later = rest(words, at + 1);
    if word.is(&[";", ":", "—", "–", "(", ")", "-"]) {
        let led = joint_word(later, true);
        return Some(led.map_or(
            Joint {
                length: 1,
                lead: None,
                inherits: false,
            },
            |joint| Joint {
                length: joint.length + 1,
                ..joint
            },
        ));
    }
    if word.norm == "," {
        if let Some(joint) = joint_word(later, false) {
            return Some(Joint {
                length: joint.length + 1,
                ..joint
            });
        }
        if goes_on(span(words, start, at), later) {
            return Some(Joint {
                length: 1,
                lead: None,
                inherits: true,
            });
        }
        let begins = begins_subject(later)
            || begins_question(later)
            || begins_thing(later)
            || begins_front(later);
        return begins.then_some(Joint {
            length: 1,
            lead: None,
            inherits: false,
        });
    }
    if at == start && !word.is(ALWAYS) {
        return None;
    }
    if runs_on(span(words, start, at), rest(words, at)) {
        return Some(Joint::default());
    }
    // "I like the colour and love theme": a noun.
    let noun = later.first().is_some_and(|next| next.is(NOUNS))
        && span(words, start, at)
            .iter()
            .any(|word| word.is(NOUNS) || word.is(&["enjoy", "adore"]));
    if noun && word.is(&["and", "&"]) && !begins_subject(later) {
        return None;
    }
    let joined_subject = word.norm == "and" && is_half_subject(span(words, start, at));
    if joined_subject {
        return None;
    }
    joint_word(rest(words, at), at == start)
}

/// A joining word at the beginning of `words`. A bare one ("but") may stand before anything.
fn joint_word(words: &[Word], at_start: bool) -> Option<Joint<'_>> {
    let (word, later) = words.split_first()?;
    let next = later.first();
    let joint = |inherits| {
        Some(Joint {
            length: 1,
            lead: Some(word.norm.as_str()),
            inherits,
        })
    };
    if word.norm == "who" {
        return joint(!at_start);
    }
    if word.is(ALWAYS) {
        let verb = next.is_some_and(|next| next.is(VERBS));
        return joint(word.norm == "but" && verb);
    }
    if word.is(BEFORE_SUBJECT) && begins_subject(later) && !is_named_too(word, later) {
        return joint(false);
    }
    if word.is(&["and", "then", "&"]) && next.is_some_and(|next| next.is(VERBS)) {
        return joint(true);
    }
    None
}

/// "Ange and her mum.": one more of whom the clause tells.
fn is_named_too(joint: &Word, later: &[Word]) -> bool {
    let whose = later
        .first()
        .is_some_and(|first| first.is(&["my", "his", "her", "their", "our"]));
    let role = super::super::people::role_at(rest(later, 1))
        .filter(|_| whose && joint.is(&["and", "or", "&"]));
    role.is_some_and(|(.., used)| later.get(used + 1).is_none_or(Word::is_mark))
}

/// "Can I …", "is she …".
fn begins_question(words: &[Word]) -> bool {
    matches!(words, [first, second, ..] if first.is(AUXILIARIES) && second.is(&["i", "you", "we", "he", "she", "they", "it", "that", "this"]))
}

/// "I'm in Galway, doing law, moved in on Friday": more of the same subject.
fn goes_on(before: &[Word], later: &[Word]) -> bool {
    let first = later.first();
    let verb =
        first.is_some_and(|first| first.is(AT_IT) || first.is(CHANGED) || first.norm == "doing");
    let listed = later
        .get(1)
        .is_some_and(|next| next.is_mark() || next.is(&["and", "or"]));
    let subject = before
        .first()
        .is_some_and(|first| first.is(&["i", "we", "he", "she", "my"]) || first.is_capital());
    let told = before.iter().take(6).any(|word| word.is(AUXILIARIES));
    verb && subject && told && !listed && later.len() > 1
}

/// "…, at home I paint": a place or a time before the subject.
fn begins_front(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|first| first.is(&["in", "at", "on", "now", "then", "here", "for"]))
        && words
            .iter()
            .skip(1)
            .take(4)
            .take_while(|word| {
                !word.is_mark() && !word.is(AUXILIARIES) && !word.is(&["that", "which", "where"])
            })
            .any(|word| word.is(&["i", "we"]))
}

/// "The operation's …", "a friend of mine has …".
fn begins_thing(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|first| first.is(&["the", "a", "an", "your"]))
        && words
            .iter()
            .skip(2)
            .take(3)
            .take_while(|word| !word.is_mark())
            .any(|word| word.is(AUXILIARIES))
        && !words.iter().take(4).any(|word| word.is(&["that", "who"]))
}

/// "I …", "my sister …", "really I …", "Tom is …".
pub fn begins_subject(words: &[Word]) -> bool {
    const FILLERS: &[&str] = &[
        "sure",
        "well",
        "yeah",
        "no",
        "yes",
        "like",
        "honestly",
        "obviously",
    ];
    let skipped = words
        .iter()
        .take_while(|word| is_adverb(word) || word.is(FILLERS))
        .count();
    let words = rest(words, skipped);
    let Some((first, later)) = words.split_first() else {
        return false;
    };
    if first.is(SUBJECTS) {
        return true;
    }
    let next = later.first();
    let named = first.is_capital()
        || super::super::people::is_given_name(&first.norm)
        || super::super::people::relation(&first.norm)
            .is_some_and(|relation| matches!(relation.attribute, "mom" | "dad"));
    // "Kids are …".
    let many = first.norm.len() > 3
        && first.norm.ends_with('s')
        && !first.norm.ends_with("ss")
        && next.is_some_and(|next| next.is(&["are", "were"]));
    many || named && next.is_some_and(|next| next.is(AUXILIARIES) || next.norm.ends_with("ed"))
}

/// "Jessica" of "Jessica and I": no clause ends after it.
fn is_half_subject(words: &[Word]) -> bool {
    let words: Vec<&Word> = words.iter().filter(|word| !word.is_mark()).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    words.len() <= 5
        && !words
            .iter()
            .any(|word| word.is(AUXILIARIES) || word.is(VERBS))
        && !words
            .iter()
            .any(|word| word.is(&["i", "he", "she", "they", "we"]))
        && (first.is(&["my", "me", "both"]) || last.is_capital())
}
