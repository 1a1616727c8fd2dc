//! What the model is told, and the call that it reads: quoted, and no part of what it is told.

use super::super::Hearing;
use super::OUTCOMES;
use crate::call::Speaker;
use crate::memory::attribute::ATTRIBUTES;

/// Memories that the model is reminded of.
const MOST_KNOWN: usize = 80;
/// Characters of the end of a long call that are read: what came before is less fresh to both.
pub const READ: usize = 50_000;

/// What the model is told. `mistake` is what was wrong with its last answer.
pub fn instructions(hearing: &Hearing<'_>, mistake: Option<&str>) -> String {
    let names: Vec<&str> = ATTRIBUTES.iter().map(|known| known.name).collect();
    let local = hearing.started_at.local(hearing.zone);
    let mut told = format!(
        "You keep the memory of {persona}, who talked on the telephone with a user. From the \
         transcript, note what {persona} should remember. Learn little rather than wrongly: only \
         what the user plainly said of themselves or of someone they named, never what {persona} \
         said, never questions, wishes, guesses, jokes, hearsay or what was only imagined.\n\
         The call was on {date}. Give dates as they were meant, counted from that day.\n\
         Answer with one JSON object and nothing else:\n\
         {{\"summary\": one to three sentences in the third person and the past tense,\n\
         \"key_topics\": [at most 8 short names such as work or sarah_coworker],\n\
         \"outcome\": one of {outcomes},\n\
         \"people\": [\"Sarah (coworker)\"], \"emotions\": [], \"decisions\": [], \
         \"action_items\": [], \"mood\": one word, \"tags\": [],\n\
         \"memories\": [{{\"turn\": number of the user's line it was said in, \"subject\": \"user\", \
         \"both\" (the two of them), \"persona\", or the name or relation of someone else, \
         \"attribute\": one of {attributes}, \"value\": the fact in few words, as it was said, \
         \"content\": one sentence that begins with User, or with the other's name or relation, \
         \"importance\": 0 to 1, \"confidence\": 0 to 1, \"date\": \"YYYY-MM-DD\" or null, \
         \"sensitive\": whether it is to be known and never brought up, \"replaces\": the value that \
         is no longer so, or null}}],\n\
         \"retracted\": [{{\"turn\": number, \"subject\": …, \"attribute\": …, \"value\": what is no \
         longer so, as it was said}}],\n\
         \"storylines\": [{{\"turn\": number, \"topic\": a short name with underscores, of those that \
         are open where it is one of them, \"summary\": one sentence, \"status\": \"in_progress\" or \
         \"resolved\"}}],\n\
         \"wants_to_be_called\": a name, or null}}",
        persona = hearing.persona_name,
        date = local.format("%A, %Y-%m-%d"),
        outcomes = OUTCOMES.join(", "),
        attributes = names.join(", "),
    );
    if let Some(mistake) = mistake {
        told.push_str("\n\nYour last answer was not taken: ");
        told.push_str(mistake);
    }
    told
}

/// What the model reads: what is known, what is going on, and the transcript, a line each.
pub fn input(hearing: &Hearing<'_>) -> String {
    let mut lines = vec!["Known before the call:".to_owned()];
    lines.extend(hearing.memories.iter().take(MOST_KNOWN).map(|memory| {
        let subject = String::from(memory.subject.clone());
        line(&format!(
            "- {subject}, {}: {}",
            memory.attribute, memory.value
        ))
    }));
    lines.push("Open storylines:".to_owned());
    lines.extend(
        hearing
            .storylines
            .iter()
            .map(|story| line(&format!("- {}: {}", story.topic, story.summary))),
    );
    lines.push("Transcript:".to_owned());
    let said: Vec<String> = hearing
        .turns
        .iter()
        .map(|turn| match turn.speaker {
            Speaker::User => line(&format!("{} user: {}", turn.index, turn.text)),
            Speaker::Persona => line(&format!(
                "{} {}: {}",
                turn.index, hearing.persona_name, turn.text
            )),
        })
        .collect();
    let mut room = READ;
    let fitting = said.iter().rev().take_while(|line| {
        let length = line.chars().count() + 1;
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    });
    let fitting = fitting.count();
    lines.extend(said.into_iter().rev().take(fitting).rev());
    lines.join("\n")
}

/// One line, whatever it holds.
pub fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
