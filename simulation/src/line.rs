//! What went over a call's line, and the turns that it comes to.

use call_me_back::call::Speaker;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// The user said something that a live call took in.
    Said(String),
    /// A piece of the persona's speech arrived.
    Spoken { token: String, last: bool },
    /// The user spoke over the persona, having heard that much.
    Interrupted { heard: String },
    /// The one at the other end died in the middle of whatever it did.
    Died,
}

/// A line, as the one who holds the telephone knows it.
#[derive(Debug, Clone, Default)]
pub struct Line {
    pub is_open: bool,
    pub moments: Vec<Moment>,
}

impl Line {
    /// Whether the persona was spoken over and has said nothing since.
    pub fn is_cut_off(&self) -> bool {
        let mut latest = self.moments.iter().rev();
        let last = latest.find(|moment| !matches!(moment, Moment::Said(_) | Moment::Died));
        matches!(last, Some(Moment::Interrupted { .. }))
    }

    /// What was said by whom, as it was heard. An answer that died halfway is given anew; its
    /// first half is no turn.
    pub fn turns(&self) -> Vec<(Speaker, String)> {
        let mut turns = Vec::new();
        let mut speech = String::new();
        for moment in &self.moments {
            match moment {
                Moment::Said(text) => {
                    speak(&mut turns, &mut speech);
                    turns.push((Speaker::User, plain(text)));
                }
                Moment::Spoken { token, last } => {
                    speech.push_str(token);
                    if *last {
                        speak(&mut turns, &mut speech);
                    }
                }
                Moment::Interrupted { heard } => {
                    if speech.is_empty() {
                        turns.pop_if(|(speaker, _)| *speaker == Speaker::Persona);
                    }
                    heard.clone_into(&mut speech);
                    speak(&mut turns, &mut speech);
                }
                Moment::Died => speech.clear(),
            }
        }
        speak(&mut turns, &mut speech);
        turns
    }
}

fn speak(turns: &mut Vec<(Speaker, String)>, speech: &mut String) {
    let said = plain(&std::mem::take(speech));
    if !said.is_empty() {
        turns.push((Speaker::Persona, said));
    }
}

/// Words with one space between them: a turn and its pieces may differ in spacing.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
