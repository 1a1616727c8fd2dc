//! A memory's sentence as the user reads it, who is "User" in it: by their name, or as "you" where they told
//! none; and what they wrote so, as readers note it.

use super::pattern::is_adverb;
use super::retelling::{is_modal, of_them, of_user_by_you};
use super::words::{Word, capitalised, uncapitalised};

type Pairs = [(&'static str, &'static str)];

const YOU_FOR_USER: &Pairs = &[("User", "you"), ("User's", "your"), ("User’s", "your")];
/// Of the user where nothing else is named before; "they" and "theirs" may be others even so.
const YOU_FOR_THEM: &Pairs = &[
    ("their", "your"),
    ("themselves", "yourself"),
    ("themself", "yourself"),
];
const THEM_FOR_YOU: &Pairs = &[
    ("you", "User"),
    ("your", "their"),
    ("yours", "theirs"),
    ("yourself", "themselves"),
];
/// Where "their" would be somebody else's.
const USER_FOR_YOU: &Pairs = &[
    ("you", "User"),
    ("your", "User's"),
    ("yours", "theirs"),
    ("yourself", "themselves"),
];
const YOU: [&str; 4] = ["you", "your", "yours", "yourself"];
const THEY: [&str; 6] = ["they", "them", "their", "theirs", "themselves", "themself"];
/// Whoever writes so means the persona by "you".
const SELF: [&str; 9] = ["i", "me", "my", "mine", "myself", "we", "us", "our", "ours"];
/// Words that name nothing which a "they" after them could be, beside adverbs and the verb.
#[rustfmt::skip]
const NAMING_NOTHING: &[&str] = &[
    "about", "after", "as", "at", "away", "before", "behind", "by", "down", "for", "from", "in", "into",
    "near", "not", "of", "off", "on", "out", "over", "through", "to", "under", "up", "with", "without",
    "anything", "everything", "nothing", "something", "asked", "be", "talk", "want",
];

/// What a memory says, for the user themselves. It stays as it stands where a "they" may be others as well as
/// the user, who told no name.
pub fn for_user(content: &str, name: Option<&str>) -> String {
    match known(name) {
        Some(name) => with_name(content, name),
        None => with_you(content).unwrap_or_else(|| content.to_owned()),
    }
}

/// The same way back; as it was typed where that would be read as anything else.
pub fn noted(content: &str, name: Option<&str>) -> String {
    let says_it = |noted: &String| for_user(noted, name) == content;
    let noted = match known(name) {
        Some(name) => Some(without_name(content, name)).filter(says_it),
        None if plain_words(content).any(|word| SELF.contains(&word.to_lowercase().as_str())) => {
            None
        }
        None => [THEM_FOR_YOU, USER_FOR_YOU]
            .map(|pairs| without_you(content, pairs))
            .into_iter()
            .find(|noted| !still_to_you(noted) && says_it(noted)),
    };
    noted.unwrap_or_else(|| content.to_owned())
}

/// What a memory is to say by the user's hand, as it is noted; none where they left what it says as it was
/// shown to them.
pub fn corrected(typed: &str, stands: &str, name: Option<&str>) -> Option<String> {
    let typed = typed.trim();
    (typed != for_user(stands, name).trim()).then(|| noted(typed, name))
}

fn known(name: Option<&str>) -> Option<&str> {
    name.map(str::trim).filter(|name| !name.is_empty())
}

fn with_name(content: &str, name: &str) -> String {
    let called = |word: &str| match word.strip_prefix("User") {
        Some(rest) if rest.is_empty() || rest.starts_with(['\'', '’', ' ', '.', ',']) => {
            format!("{name}{rest}")
        }
        _ => word.to_owned(),
    };
    content.split_inclusive(' ').map(called).collect()
}

/// Where a sentence begins with the name, or something is theirs: elsewhere it may be another's of that name.
fn without_name(content: &str, name: &str) -> String {
    // The name may have several words.
    let mut noted = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, after)) = rest.split_once(name) {
        noted.push_str(before);
        let begins = noted.is_empty() || noted.ends_with(". ");
        let owns = (begins || noted.ends_with(' ')) && after.starts_with(['\'', '’']);
        let surname = after.trim_start().starts_with(char::is_uppercase);
        let ends = after.is_empty() || after.starts_with([' ', '.', ',']);
        let is_user = owns || begins && ends && !surname;
        noted.push_str(if is_user { "User" } else { name });
        rest = after;
    }
    noted + rest
}

/// None where a "they" may be others as well as the user.
fn with_you(content: &str) -> Option<String> {
    let mut told = Vec::new();
    for sentence in content.split(". ") {
        told.push(match sentence.strip_prefix("User ") {
            Some(says) => {
                let says = their_own_as_yours(says, told.is_empty())?;
                format!("You {}", swapped(&of_them(&says), YOU_FOR_USER))
            }
            None if sentence.starts_with("User") => capitalised(&swapped(sentence, YOU_FOR_USER)),
            None => swapped(sentence, YOU_FOR_USER),
        });
    }
    Some(told.join(". "))
}

/// What is said of the user, with "your" for what can be nobody else's.
fn their_own_as_yours(says: &str, is_first: bool) -> Option<String> {
    let mut before: Vec<&str> = Vec::new();
    let mut told = String::with_capacity(says.len());
    for word in says.split_inclusive(' ') {
        let own = bare(word);
        if !THEY.contains(&own) {
            told.push_str(word);
        } else if own == "them" && (names_nothing(&before) || are_had(&before)) {
            // Who does something to themselves does it to "themselves".
            told.push_str(word);
        } else if is_first && names_nothing(&before) {
            let (_, yours) = YOU_FOR_THEM.iter().find(|(theirs, _)| *theirs == own)?;
            told.push_str(&word.replacen(own, yours, 1));
        } else {
            return None;
        }
        before.push(word.trim_end());
    }
    Some(told)
}

/// "Lives with", "can't lift anything over": a verb, and nothing that it is about.
fn names_nothing(before: &[&str]) -> bool {
    let mut is_verb_next = true;
    before.iter().all(|word| {
        if NAMING_NOTHING.contains(word) || *word == "never" || is_adverb(&Word::meant(word)) {
            return true;
        }
        let is_verb = is_verb_next && bare(word) == *word;
        // "Is proud of", "can't find".
        is_verb_next = is_modal(word) || matches!(*word, "is" | "was") || word.ends_with("n't");
        is_verb
    })
}

/// "Has two cats and feeds".
fn are_had(before: &[&str]) -> bool {
    let others = ["who", "whose", "that", "which"];
    matches!(before, ["has", .., "and", _]) && !before.iter().any(|word| others.contains(word))
}

fn without_you(content: &str, pairs: &Pairs) -> String {
    let noted = |sentence: &str| {
        if let Some(says) = sentence.strip_prefix("You ") {
            return format!("User {}", swapped(&of_user_by_you(says), pairs));
        }
        match sentence.split(' ').next().map(bare) {
            Some("You" | "Your") => swapped(&uncapitalised(sentence), USER_FOR_YOU),
            _ => swapped(sentence, USER_FOR_YOU),
        }
    };
    let sentences: Vec<String> = content.split(". ").map(noted).collect();
    sentences.join(". ")
}

/// Whether something in it is said to the user still. "Someone Like You" is not.
fn still_to_you(noted: &str) -> bool {
    noted.split(". ").any(|sentence| {
        let begins = plain_words(sentence).next().unwrap_or_default();
        YOU.contains(&begins.to_lowercase().as_str())
            || plain_words(sentence).any(|word| YOU.contains(&word))
    })
}

/// Without marks; "I've" is "I" and "ve".
fn plain_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn bare(word: &str) -> &str {
    word.trim_end_matches(|letter: char| !letter.is_alphanumeric())
}

/// With words for words.
pub(super) fn swapped(text: &str, pairs: &Pairs) -> String {
    let swap = |word: &str| {
        let own = bare(word);
        let pair = pairs.iter().find(|(from, _)| *from == own);
        let to = pair.map_or(own, |(_, to)| to);
        format!("{to}{}", word.strip_prefix(own).unwrap_or_default())
    };
    text.split_inclusive(' ').map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_is_called_by_name_wherever_they_stand() {
        for (content, told) in [
            ("User's mom is in Ohio", "Al's mom is in Ohio"),
            ("Sarah is User's coworker", "Sarah is Al's coworker"),
            ("Userland is a word", "Userland is a word"),
        ] {
            assert_eq!(for_user(content, Some("Al")), told);
        }
    }

    #[test]
    fn who_told_no_name_is_you_and_it_is_noted_as_before() {
        for (content, told) in [
            ("User is allergic to nuts", "You are allergic to nuts"),
            ("User loves chess.", "You love chess."),
            ("User never watches the news", "You never watch the news"),
            (
                "User works nights and is tired",
                "You work nights and are tired",
            ),
            (
                "User does not want to talk about Tom",
                "You do not want to talk about Tom",
            ),
            ("User lives with their mom", "You live with your mom"),
            ("User got promoted", "You got promoted"),
            ("User can't swim", "You can't swim"),
            ("User's mom is in Ohio", "Your mom is in Ohio"),
            (
                "User's parents sold their house",
                "Your parents sold their house",
            ),
            ("Sarah is User's coworker", "Sarah is your coworker"),
            (
                "Sarah is User's coworker. User likes her",
                "Sarah is your coworker. You like her",
            ),
            ("Userland is a word", "Userland is a word"),
        ] {
            assert_eq!(for_user(content, None), told);
            assert_eq!(noted(told, None), content);
        }
        assert_eq!(for_user("Tom likes User", Some(" ")), "Tom likes you");
    }

    #[test]
    fn nobody_is_told_to_be_whom_another_is() {
        for (content, told) in [
            (
                "User has two cats and feeds them every morning",
                "You have two cats and feeds them every morning",
            ),
            ("User walks them daily", "You walk them daily"),
            ("User lost their keys", "You lost your keys"),
            (
                "User can't lift anything over their shoulder",
                "You can't lift anything over your shoulder",
            ),
            (
                "User does not want to talk about their divorce",
                "You do not want to talk about your divorce",
            ),
            (
                "User taught themselves to sew",
                "You taught yourself to sew",
            ),
            ("User and Sarah dance", "You and Sarah dance"),
        ] {
            assert_eq!(for_user(content, None), told);
            assert_eq!(noted(told, None), content);
        }
        for as_it_stands in [
            "User has twins and their names are Bo and Mo",
            "User thinks the kids love them",
            "User has a dog that barks and scares them",
            "User listens to people with their problems",
            "User moved out when they were six",
            "User has neighbors. User feeds their cat",
            "User is off to Split, them and Angela",
            "User told the kids to dress themselves",
        ] {
            assert_eq!(for_user(as_it_stands, None), as_it_stands);
        }
    }

    #[test]
    fn what_is_typed_is_noted_so_that_it_says_the_same_or_as_it_was_typed() {
        for (typed, content) in [
            (
                "You have two cats and feed them every morning",
                "User has two cats and feed them every morning",
            ),
            (
                "You lost your keys and your phone",
                "User lost User's keys and User's phone",
            ),
            ("You, Tom and Sarah sing", "User, Tom and Sarah sing"),
            (
                "You like the song Someone Like You",
                "User likes the song Someone Like You",
            ),
        ] {
            assert_eq!(noted(typed, None), content);
            assert_eq!(for_user(content, None), typed);
        }
        for as_typed in [
            "Someone Like You",
            "I've got a dog and you should ask about him",
            "I'd like you to ask",
            "I'll tell you",
            "That dog of mine likes you",
            "Don't you laugh at me.",
            "We should call you more",
            "You have twins and their names are Bo and Mo",
            "You love it. You've got two of them",
            "You love what you've got",
            "You lost yours",
        ] {
            assert_eq!(noted(as_typed, None), as_typed);
        }
    }

    #[test]
    fn what_was_left_as_it_was_shown_stays_as_it_stands() {
        for (stands, name) in [
            ("User has two dogs and walks them daily", None),
            ("User has twins and their names are Bo and Mo", None),
            ("User cut their hair", None),
            ("User's dad is called Al", Some("Al")),
        ] {
            let shown = for_user(stands, name);
            assert_eq!(corrected(&format!("{shown} "), stands, name), None);
        }
        let (stands, name) = ("User's dad is called Al", Some("Al"));
        let now = corrected("Al's dad was called Al", stands, name);
        assert_eq!(now.as_deref(), Some("User's dad was called Al"));
    }

    #[test]
    fn what_is_written_under_ones_own_name_is_noted_as_readers_do() {
        for noted_so in [
            "User",
            "User loves User's mom",
            "Sarah is User’s coworker. User likes her",
        ] {
            let shown = for_user(noted_so, Some("Mary Ann"));
            assert_eq!(noted(&shown, Some(" Mary Ann ")), noted_so);
        }
        assert_eq!(noted("Alma is no Cal", Some("Al")), "Alma is no Cal");
        assert_eq!(
            noted("Mary Anne calls", Some("Mary Ann")),
            "Mary Anne calls"
        );
        assert_eq!(noted("AlAl", Some("Al")), "AlAl");
        assert_eq!(noted("Al likes you", Some("Al")), "User likes you");
        for of_another in ["The dog is called Al", "Al Pacino is a great actor"] {
            assert_eq!(noted(of_another, Some("Al")), of_another);
        }
    }
}
