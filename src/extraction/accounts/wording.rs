//! A clause told in the third person, to its end.

use super::super::lexicon::doing::STATES;
use super::super::pattern::is_adverb;
use super::super::reader::Reader;
use super::super::retelling;
use super::super::verbs::is_past;
use super::super::words::{Word, rest, said, span};
use super::subject::{About, Of};

/// More words than that are told of no clause.
const LONGEST: usize = 26;
/// Words with which nothing more is told at the end of a clause.
#[rustfmt::skip]
const TAGS: &[&str] = &[
    "like", "innit", "though", "mind", "eh", "yeah", "honest", "honestly", "actually", "anyway", "really", "obviously", "basically",
    "haha", "lol", "please", "thanks", "love", "dear", "mate", "bro", "man", "pal", "so", "and", "but", "or", "because", "well", "btw", "tbh",
    "ngl", "literally", "again", "apparently", "right", "see", "then", "now", "imagine", "sorry", "cheers", "darling", "god", "yes", "no", "too", "okay", "ok", "the", "a", "that", "just", "um", "is", "to", "of", "with", "my", "in",
];

/// The clause without what hangs on at its end, and not endless.
pub fn own_part(words: &[Word]) -> &[Word] {
    let mut words = span(words, 0, LONGEST);
    while let Some((last, before)) = words.split_last() {
        let hangs = last.is_mark() || (last.is(TAGS) && before.last().is_some_and(|word| word.is_mark()))
            || last.is(&["and", "so", "but", "or", "because", "the", "a", "an", "innit", "btw", "tbh", "lol", "haha"]);
        if !hangs {
            break;
        }
        words = before;
    }
    words
}

/// What the clause says of its subject, with what stood before it.
pub fn clause_told(reader: &Reader<'_>, about: &About<'_>) -> Option<String> {
    let persona = reader.hearing.persona_name;
    let told = match about.of {
        Of::User => retelling::of_user(about.verb, persona)?,
        Of::UserWith => retelling::retold(about.verb, persona),
        Of::Person(_) | Of::Thing => of_user(&spelt_out(about.verb)),
    };
    let front = match about.of {
        Of::User | Of::UserWith => retelling::retold(about.front, persona),
        Of::Person(_) | Of::Thing => of_user(about.front),
    };
    let front = retelling::first_in_lower_case(&front);
    Some(if front.is_empty() {
        told
    } else {
        format!("{told} {front}")
    })
}

/// "'s" as the verb that it stands for.
fn spelt_out(words: &[Word]) -> Vec<Word> {
    let mut words = words.to_vec();
    let has = has_after(&words);
    if let Some(first) = words.first_mut()
        && first.norm == "'s"
    {
        *first = Word::meant(if has { "has" } else { "is" });
    }
    words
}

/// Whether the "'s" at the beginning is "has": "'s moved", "'s been"; not "'s called".
fn has_after(words: &[Word]) -> bool {
    #[rustfmt::skip]
    const OF_IS: &[&str] = &[
        "called", "named", "scared", "married", "divorced", "retired", "based", "tired", "worried", "engaged", "obsessed", "supposed",
        "interested", "separated", "widowed", "disabled", "booked", "stuck", "left-handed", "bored", "excited", "terrified", "covered", "made", "hooked", "involved", "related", "allowed", "buried", "paid", "sorted", "convinced", "knackered", "trained",
    ];
    let next = rest(words, 1).iter().find(|word| !is_adverb(word) && word.norm != "not" && word.norm != "never");
    next.is_some_and(|next| {
        let participle = is_past(next)
            || next.is(&["been", "gone", "done", "taken", "given", "seen", "known", "become", "come", "put", "begun", "grown", "driven", "chosen", "broken", "fallen", "written", "spoken"]);
        participle && !next.is(OF_IS) && !next.is(STATES)
    })
}

/// The user's words about somebody else: "my" is the user's.
pub fn of_user(words: &[Word]) -> String {
    let words: Vec<Word> = words
        .iter()
        .map(|word| {
            let text = match word.norm.as_str() {
                "my" | "our" => "User's",
                "mine" | "ours" => "User's",
                "me" | "us" | "i" => "User",
                "myself" => "User",
                "am" | "have" | "will" | "would" | "are" | "is" | "not" => word.norm.as_str(),
                _ => word.text.as_str(),
            };
            let spelt_out = word.glued && !word.is_mark() && word.norm != "'s";
            Word::new(text, text, word.glued && !spelt_out, word.quoted)
        })
        .collect();
    said(&words)
}
