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
    let end = (1..words.len())
        .find(|at| is_aside(rest(words, *at)))
        .unwrap_or(words.len());
    let mut words = span(words, 0, end.min(LONGEST));
    while let Some((last, before)) = words.split_last() {
        let hangs = last.is_mark()
            || (last.is(TAGS) && before.last().is_some_and(|word| word.is_mark()))
            || last.is(&[
                "and", "so", "but", "or", "because", "the", "a", "an", "innit", "btw", "tbh",
                "lol", "haha",
            ]);
        if !hangs {
            break;
        }
        words = before;
    }
    words
}

/// Where the words turn to whoever listens, or to God: ", don't laugh", ", fire away".
fn is_aside(words: &[Word]) -> bool {
    const ASIDES: &[&str] = &[
        "do", "god", "fire", "honest", "thank", "bless", "mind", "believe", "trust", "touch",
        "swear", "ask", "imagine", "please", "so", "wait", "look", "listen", "sorry", "no", "yes",
        "yeah", "ha", "haha", "oh", "well", "touch", "hand", "cross", "not", "tell", "let",
        "lucky",
    ];
    let next = words.get(1);
    words.first().is_some_and(|first| first.norm == ",")
        && next.is_some_and(|next| {
            next.is(ASIDES) && !(next.is(&["no", "not", "so"]) && words.len() > 3)
                || ends_again(rest(words, 1))
        })
        || matches!(words, [so, next, ..] if so.norm == "so"
            && next.is(&["between", "when", "if", "pray", "i", "we", "it", "just", "that", "there", "end", "now", "they", "he", "she", "you"]))
}

/// "…, has done for years", "…, never have": the same verb again.
fn ends_again(words: &[Word]) -> bool {
    let words = rest(
        words,
        words
            .iter()
            .take_while(|word| word.is(&["always", "never", "and", "still"]))
            .count(),
    );
    matches!(words, [has, next, ..] if has.is(&["has", "have", "had", "did", "does", "do"]) && next.is(&["done", "been", "for", "always", "since", "to"]))
        || matches!(words, [has] if has.is(&["has", "have", "had", "did", "does", "do", "will", "would"]))
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
    let told = told.replace("can not ", "can't ");
    let front = retelling::first_in_lower_case(&front);
    Some(if front.is_empty() {
        told
    } else {
        format!("{told} {front}")
    })
}

/// What a clause adds that tells when or where: "since they were nine".
pub fn tail_told(reader: &Reader<'_>, about: &About<'_>, words: &[Word]) -> String {
    let words = own_part(words);
    match about.of {
        Of::User | Of::UserWith => retelling::retold(words, reader.hearing.persona_name),
        Of::Person(_) | Of::Thing => of_user(words),
    }
}

/// "'s" as the verb that it stands for.
pub fn spelt_out(words: &[Word]) -> Vec<Word> {
    let mut words = words.to_vec();
    let has = has_after(&words);
    if let Some(first) = words.first_mut()
        && first.text == "'s"
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
    let mut after = rest(words, 1)
        .iter()
        .filter(|word| !is_adverb(word) && !word.is(&["not", "never"]));
    let next = after.next();
    // "'s frightened of", "'s kept by": how somebody is.
    let of = after
        .clone()
        .next()
        .is_some_and(|joint| joint.is(&["of", "by"]));
    if of && next.is_some_and(is_past) {
        return false;
    }
    // "'s rearranged the spices": what has an object has been done by them.
    let object = after.next().is_some_and(|next| {
        next.is(&[
            "the", "a", "an", "my", "our", "his", "her", "their", "us", "me",
        ])
    });
    next.is_some_and(|next| {
        let participle = is_past(next)
            || next.is(&[
                "been", "gone", "done", "taken", "given", "seen", "known", "become", "come", "put",
                "begun", "grown", "driven", "chosen", "broken", "fallen", "written", "spoken",
            ]);
        participle && (object || !(next.is(OF_IS) || next.is(STATES)))
    })
}

/// The user's words about somebody else: "my" is the user's.
pub fn of_user(words: &[Word]) -> String {
    let words: Vec<Word> = words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let after_user = at > 0
                && words
                    .get(at - 1)
                    .is_some_and(|before| before.is(&["i", "we"]));
            let text = match word.norm.as_str() {
                "am" | "are" if after_user => "is",
                "have" if after_user => "has",
                "my" | "our" => "User's",
                "mine" | "ours" => "User's",
                "me" | "us" | "i" | "we" => "User",
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
