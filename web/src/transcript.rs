//! The turns of a call.

use std::collections::BTreeMap;

use call_me_back::call::{Speaker, Turn};
use call_me_back::persona::Persona;
use maud::{Markup, html};

use crate::frame::Frame;

/// Something that was learned from a turn.
#[derive(Debug, Clone)]
pub(crate) struct Mark<'a> {
    /// What was learned, as it is told.
    pub text: String,
    /// Where more of it stands.
    pub address: Option<String>,
    /// The words in which it may have been said.
    pub words: &'a str,
}

impl<'a> Mark<'a> {
    /// Those words alone.
    pub fn words(words: &'a str) -> Self {
        Self {
            text: String::new(),
            address: None,
            words,
        }
    }
}

/// One turn as a list item. `call.js` makes items of the same shape.
pub(crate) fn item(frame: &Frame, persona: &Persona, turn: &Turn, marks: &[Mark]) -> Markup {
    let (class, name) = match turn.speaker {
        Speaker::User => ("turn mine", "You"),
        Speaker::Persona => ("turn theirs", persona.name.as_str()),
    };
    let local = turn.at.local(frame.zone);
    html! {
        li class=(class) id=(format!("turn-{}", turn.index)) data-index=(turn.index) {
            p.who { (name) }
            p.said { (marked(&turn.text, marks)) }
            @if !marks.is_empty() {
                ul.marks aria-label="Learned here" {
                    @for mark in marks {
                        li {
                            @match &mark.address {
                                Some(address) => { a href=(address) { (mark.text) } }
                                None => { (mark.text) }
                            }
                        }
                    }
                }
            }
            time.at datetime=(turn.at) { (local.format("%-H:%M").to_string()) }
        }
    }
}

/// The whole of a call that is over, with what was learned beside the turns that it came from.
pub(crate) fn past(
    frame: &Frame,
    persona: &Persona,
    turns: &[Turn],
    marks: &BTreeMap<u32, Vec<Mark>>,
) -> Markup {
    html! {
        ol.transcript {
            @for turn in turns {
                (item(frame, persona, turn, marks.get(&turn.index).map_or(&[], Vec::as_slice)))
            }
        }
    }
}

/// The text with the words marked that something was learned from, where they stand in it.
pub(crate) fn marked(text: &str, marks: &[Mark]) -> Markup {
    let mut places: Vec<(usize, usize)> = marks
        .iter()
        .filter_map(|mark| place(text, mark.words))
        .collect();
    places.sort_unstable();
    let mut pieces = Vec::new();
    let mut reached = 0;
    for (from, to) in places {
        // One that reaches into another is marked with it, or not at all.
        let (Some(before), Some(words)) = (text.get(reached..from), text.get(from..to)) else {
            continue;
        };
        pieces.push((before, words));
        reached = to;
    }
    html! {
        @for (before, words) in &pieces { (before) mark { (words) } }
        (text.get(reached..).unwrap_or_default())
    }
}

/// Where the words stand, whatever their capitals.
fn place(text: &str, words: &str) -> Option<(usize, usize)> {
    let words = words.trim().trim_end_matches('.');
    if words.is_empty() {
        return None;
    }
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.char_indices().map(|(from, _)| from).find_map(|from| {
        let to = from + words.len();
        let found = text.get(from..to)?.eq_ignore_ascii_case(words);
        let before = text.get(..from)?.chars().next_back();
        let after = text.get(to..)?.chars().next();
        (found && !is_part(before) && !is_part(after)).then_some((from, to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, words: &[&str]) -> String {
        let marks: Vec<Mark> = words.iter().copied().map(Mark::words).collect();
        marked(text, &marks).into_string()
    }

    #[test]
    fn the_words_that_something_was_learned_from_are_marked() {
        assert_eq!(
            shown("I moved to Texas last week!", &["texas", "last week"]),
            "I moved to <mark>Texas</mark> <mark>last week</mark>!"
        );
        assert_eq!(
            shown("<b> é Rock climbing", &["rock climbing."]),
            "&lt;b&gt; é <mark>Rock climbing</mark>"
        );
    }

    #[test]
    fn what_is_not_there_or_only_part_of_a_word_is_not_marked() {
        assert_eq!(
            shown("Texans, all of them", &["Texan"]),
            "Texans, all of them"
        );
        assert_eq!(shown("so éé", &["é", "", "no"]), "so éé");
        assert_eq!(
            shown("rock climbing", &["rock climbing", "climbing"]),
            "<mark>rock climbing</mark>"
        );
    }
}
