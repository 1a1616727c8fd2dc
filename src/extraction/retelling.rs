//! The user's words told by somebody else: "I talked to my boss" is "they talked to their boss".

use super::pattern::is_adverb;
use super::verbs::{is_past, third_person};
use super::words::{Word, rest, said, span, words};

/// The words in the third person. The user is "they": nobody is taken for a man or a woman.
pub fn retold(spoken: &[Word], persona: &str) -> String {
    let owned = format!("{persona}'s");
    let mut told: Vec<Word> = Vec::new();
    for word in spoken {
        let after_user = told.last().is_some_and(|before| before.norm == "they");
        let text = match word.norm.as_str() {
            "i" | "we" => "they",
            "me" | "us" => "them",
            "my" | "our" => "their",
            "mine" | "ours" => "theirs",
            "myself" | "ourselves" => "themselves",
            "am" => "are",
            "was" if after_user => "were",
            "you" => persona,
            "your" => owned.as_str(),
            "have" | "will" | "would" | "are" | "is" => word.norm.as_str(),
            _ => word.text.as_str(),
        };
        let spelt_out = word.glued && !word.is_mark() && word.norm != "'s";
        told.push(Word::new(text, text, word.glued && !spelt_out, word.quoted));
    }
    said(&told)
}

/// Verbs whose past is as their present: of what happened once, mostly.
const UNCHANGED: &[&str] = &[
    "set", "put", "cut", "hit", "let", "quit", "shut", "hurt", "split", "burst",
];

/// What a clause says of the user after "I" or "we", as it follows "User": "am off to my sister's" is
/// "is off to their sister's".
pub fn of_user(spoken: &[Word], persona: &str) -> Option<String> {
    let at = spoken
        .iter()
        .position(|word| !is_adverb(word) && !word.is(&["never", "ever", "neither"]))?;
    let verb = spoken.get(at)?;
    let told = match verb.norm.as_str() {
        "am" | "are" | "is" => "is".to_owned(),
        "were" | "was" => "was".to_owned(),
        "have" | "has" => "has".to_owned(),
        "been" | "gone" => format!("has {}", verb.norm),
        "do" | "does" => "does".to_owned(),
        "will" | "would" | "can" | "could" | "should" | "must" | "might" => verb.norm.clone(),
        _ if is_past(verb) || verb.is(UNCHANGED) => verb.text.clone(),
        base if base.chars().all(char::is_alphabetic) => third_person(base),
        _ => return None,
    };
    let adverbs = retold(span(spoken, 0, at), persona);
    let tail = retold(rest(spoken, at + 1), persona);
    Some(
        [adverbs, told, tail]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// A third person's verbs by those of "they" and "you", where no rule gives them.
const SINGULAR: [(&str, &str); 8] = [
    ("are", "is"),
    ("were", "was"),
    ("have", "has"),
    ("do", "does"),
    ("aren't", "isn't"),
    ("weren't", "wasn't"),
    ("haven't", "hasn't"),
    ("don't", "doesn't"),
];
const MODAL: &[&str] = &[
    "will", "would", "can", "could", "should", "must", "might", "may", "cannot",
];

pub fn is_modal(word: &str) -> bool {
    MODAL.contains(&word)
}

/// What is said of the user, as of "they" or "you": "loves chess" is "love chess".
pub fn of_them(says: &str) -> String {
    inflected(
        says,
        |verb| {
            let known = SINGULAR.iter().find(|(_, singular)| *singular == verb);
            known.map(|(plural, _)| (*plural).to_owned())
        },
        |verb| {
            let hisses = ["sses", "shes", "ches", "xes", "oes"];
            if let Some(head) = verb.strip_suffix("ies").filter(|head| head.len() > 1) {
                format!("{head}y")
            } else if hisses.iter().any(|ending| verb.ends_with(ending)) {
                verb.strip_suffix("es").unwrap_or(verb).to_owned()
            } else {
                let head = verb.strip_suffix('s').filter(|head| !head.ends_with('s'));
                head.unwrap_or(verb).to_owned()
            }
        },
    )
}

/// The same way back: "love chess", said to the user, is "loves chess".
pub fn of_user_by_you(says: &str) -> String {
    inflected(
        says,
        |verb| {
            let known = SINGULAR.iter().find(|(plural, _)| *plural == verb);
            known.map(|(_, singular)| (*singular).to_owned())
        },
        |verb| {
            let word = Word::meant(verb);
            let stays =
                is_past(&word) || word.is(UNCHANGED) || word.is(MODAL) || verb.contains('\'');
            if stays {
                verb.to_owned()
            } else {
                third_person(verb)
            }
        },
    )
}

/// With another form of its verb; of one that follows an "and", only where that can be nothing else. The verb of
/// the user "and Sarah" is that of many already.
fn inflected(
    says: &str,
    known: impl Fn(&str) -> Option<String>,
    other: impl Fn(&str) -> String,
) -> String {
    if says.starts_with("and ") {
        return says.to_owned();
    }
    let mut has_verb = false;
    let mut before = "";
    let told = says.split_inclusive(' ').map(|word| {
        let verb = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let goes_on = matches!(before.trim_end(), "and" | "but");
        before = word;
        let form = if !has_verb && !is_before_verb(verb) {
            has_verb = true;
            known(verb).unwrap_or_else(|| other(verb))
        } else if goes_on {
            known(verb).unwrap_or_else(|| verb.to_owned())
        } else {
            verb.to_owned()
        };
        form + word.strip_prefix(verb).unwrap_or_default()
    });
    told.collect()
}

fn is_before_verb(word: &str) -> bool {
    let word = Word::meant(&word.to_lowercase());
    is_adverb(&word) || word.is(&["never", "ever", "neither", "no", "longer", "and", "or"])
}

/// "a, b and c".
pub fn listed(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [only] => only.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// The first word in lower case, where it is no name.
pub fn first_in_lower_case(text: &str) -> String {
    let first = words(text).into_iter().next();
    let name = first.is_some_and(|word| word.text.chars().skip(1).any(char::is_uppercase));
    if name {
        text.to_owned()
    } else {
        super::words::uncapitalised(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_is_they() {
        for (spoken, told) in [
            (
                "I'm having issues with my boss",
                "they are having issues with their boss",
            ),
            (
                "I was late and she yelled at me",
                "they were late and she yelled at them",
            ),
            ("we talked it out", "they talked it out"),
            ("don't tell you", "do not tell Brad"),
        ] {
            assert_eq!(retold(&words(spoken), "Brad"), told);
        }
    }

    #[test]
    fn what_i_did_the_user_did() {
        for (spoken, told) in [
            (
                "opened the shop with my wife",
                "opened the shop with their wife",
            ),
            ("am off to see my mum", "is off to see their mum"),
            ("met in Rome, the two of us", "met in Rome, the two of them"),
            ("keep my key under the mat", "keeps their key under the mat"),
            ("have not told you", "has not told Brad"),
        ] {
            assert_eq!(of_user(&words(spoken), "Brad").as_deref(), Some(told));
        }
    }

    #[test]
    fn they_take_the_plural() {
        assert_eq!(of_them("loves chess"), "love chess");
        assert_eq!(of_them("is allergic to nuts"), "are allergic to nuts");
        assert_eq!(of_them("got promoted"), "got promoted");
        assert_eq!(of_them("teaches"), "teach");
    }
}
