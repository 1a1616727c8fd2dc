//! What the user wants to be asked, or reminded of, another time: "ask me how the viva went".

use super::super::facts::shapes::tidy;
use super::super::facts::{Fact, Said, tell};
use super::super::importance;
use super::super::notes::Place;
use super::super::pattern::{Caught, finds};
use super::super::people::Who;
use super::super::reader::Reader;
use super::super::retelling::retold;
use super::super::sentences::Sentence;
use super::super::words::{Word, capitalised};

/// How it is asked, and what is wanted.
#[rustfmt::skip]
const ASKED: &[(&str, &str)] = &[
    ("ask me [next] [time|week|month|tomorrow] [after] [about] how {} went|go|goes|is|was|get|gets|got", "wants to be asked how {} went"),
    ("ask me on|in|after {} how {} went|go|goes|was", "wants to be asked how {} went"),
    ("ask me [again] [next] [time|week|month|tomorrow] about {}", "wants to be asked about {}"),
    ("ask me [again] [next] [time|week|month|tomorrow] if|whether i {}", "wants to be asked whether they {}"),
    ("ask me on|in the|a next|few|couple|month|week [of] call|time|days|weeks|months if|whether i {}", "wants to be asked whether they {}"),
    ("ask me on|in the|a next|few|couple|month|week [of] call|time|days|weeks|months about {}", "wants to be asked about {}"),
    ("next|another time [you] [ring|call] [,] [you] ask [me] about {}", "wants to be asked about {}"),
    ("ask [me] after {}", "wants to be asked after {}"),
    ("see|find out|hear how {} went|goes|go", "wants to be asked how {} went"),
    ("remind me [next] [time|week] [to] ring|call|book|buy|pay|post|send|take {}", "wants to be reminded of {}"),
    ("remind me [next] [time|week] about|of {}", "wants to be reminded of {}"),
    ("check [in] [on] [with] [me] about|on {}", "wants to be asked about {}"),
];

/// Notes what the user wants to be asked.
pub fn note(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let denied = sentence.words.iter().any(|word| {
        word.is(&[
            "not", "never", "stop", "did", "always", "used", "she", "he", "they",
        ])
    });
    if denied {
        return;
    }
    let found: Option<(Caught<'_>, &str)> = ASKED
        .iter()
        .find_map(|(pattern, says)| Some((finds(pattern, &sentence.words)?, *says)));
    let Some((caught, says)) = found else {
        return;
    };
    let second = caught.part(1);
    let about = tidy(if second.is_empty() {
        caught.part(0)
    } else {
        second
    });
    let end = about
        .iter()
        .position(|word| word.is(&[",", "and", "eh"]))
        .unwrap_or(about.len());
    let about: &[Word] = about.get(..end).unwrap_or_default();
    let about = match about {
        [it] if it.is(&["it", "that", "this"]) => reader
            .occasion
            .clone()
            .map(|(_, occasion)| format!("their {occasion}")),
        [] => None,
        own if own.len() <= 8 => Some(retold(own, reader.hearing.persona_name)),
        _ => None,
    };
    let Some(about) = about else {
        return;
    };
    let says = says.replace("{}", &about);
    let said = Said::whole(place, sentence, 0.9);
    let fact = Fact {
        attribute: "other",
        value: capitalised(&says),
        says,
        sensitive: false,
    };
    let before = reader.notes.count();
    tell(reader, said, &Who::User, fact);
    reader.notes.weigh_since(before, importance::ASKED_FOR);
}
