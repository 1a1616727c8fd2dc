//! Reads a transcript clause by clause, and keeps what a later clause may need: who was spoken of,
//! what was noted, what must be forgotten.

mod others;
mod parts;
mod tense;
mod utterances;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Hearing;
use super::accounts;
use super::answers;
use super::corrections;
use super::dates;
use super::events;
use super::facts::{homes, introductions, reactions};
use super::guards::{takes_back, unsaid_before};
use super::jokes;
use super::notes::{Note, Notes, Place, standing};
use super::people::{Mention, People, Who};
use super::phrases::Parted;
use super::storylines;
use super::wishes;
use super::words::{Word, bounded};
use crate::memory::{Memory, Subject};
use crate::time::TimeZone;
pub use tense::tense;
pub use utterances::{Utterance, is_cased, utterances};
use utterances::{asked_after, begins_call, speaks_of_another, turns_to_user};

/// The longest name that a summary begins with, in characters.
const LONGEST_NAME: usize = 40;

#[derive(Debug)]
pub struct Reader<'a> {
    pub hearing: &'a Hearing<'a>,
    /// The persona's name in lower case.
    pub persona: String,
    pub zone: TimeZone,
    /// The day of the call.
    pub today: NaiveDate,
    pub people: People,
    pub notes: Notes,
    /// Turns of the user that nothing may be kept of.
    pub unsaid: BTreeSet<usize>,
    /// Whom the user spoke of, and in which of their turns.
    spoken_of: Vec<(usize, Mention)>,
    /// What was heard of anything ongoing.
    pub threads: Vec<storylines::Event>,
    /// Which standing memories came up, and where first.
    pub reminded: Vec<(Place, usize)>,
    /// What is to come that was spoken of last, and in which turn of the user.
    pub occasion: Option<(usize, String)>,
    last_who: Option<Who>,
    /// The sentence was understood as a wish, or as how to call the user.
    wished: bool,
    /// In which turn the user took something back: "sorry", "no".
    pub slipped: Option<usize>,
    /// Which thing of the user's was spoken of last, and in which turn of theirs.
    pub thing: Option<(usize, accounts::Thing)>,
    /// A name that somebody has no more, before the new one was said.
    pub once_called: Option<String>,
    /// In which turn of the user "it" was not to be spoken of.
    pub avoiding: Option<usize>,
    /// Somebody else was spoken of last in this turn.
    of_another: bool,
    /// Whom the last sentence was about, where it was one other person.
    about: Option<Mention>,
    /// The persona asked after them.
    asked_after: bool,
    /// Words that had a capital within a sentence and name no place, in lower case.
    capitals: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    pub fn new(hearing: &'a Hearing<'a>, utterances: &[Utterance]) -> Self {
        let sentences = || utterances.iter().flat_map(|utterance| &utterance.sentences);
        let mut capitals = BTreeSet::new();
        let mut places = BTreeSet::new();
        for sentence in sentences() {
            for (before, word) in sentence.words.iter().zip(sentence.words.iter().skip(1)) {
                if word.is_capital() {
                    let of_place = before.is(&["in", "at", "to", "from", "near", "the", "of"]);
                    let names = if of_place { &mut places } else { &mut capitals };
                    names.insert(word.norm.clone());
                }
            }
        }
        capitals.retain(|name| !places.contains(name));
        Self {
            capitals,
            hearing,
            persona: hearing.persona_name.to_lowercase(),
            zone: hearing.zone,
            today: dates::day_of(hearing.started_at, hearing.zone),
            people: People::of(hearing.memories),
            notes: Notes::default(),
            unsaid: BTreeSet::new(),
            spoken_of: Vec::new(),
            threads: Vec::new(),
            reminded: Vec::new(),
            occasion: None,
            last_who: None,
            thing: None,
            slipped: None,
            wished: false,
            avoiding: None,
            once_called: None,
            of_another: false,
            about: None,
            asked_after: false,
        }
    }

    /// Ends what stands and is so; whether anything was.
    pub fn end_standing(&mut self, place: Place, is_so: impl Fn(&Memory) -> bool) -> bool {
        let mut any = false;
        for memory in standing(self.hearing.memories).filter(|memory| is_so(memory)) {
            let note = Note::Retract {
                subject: memory.subject.clone(),
                attribute: memory.attribute.clone(),
                value: Some(memory.value.clone()),
            };
            self.notes.push(place, note);
            any = true;
        }
        any
    }

    pub fn hear(&mut self, utterance: &Utterance, parted: &[Parted<'_>]) {
        self.people.turn_over();
        self.people.cased = is_cased(utterance);
        self.last_who = None;
        // Of whom the last turn spoke, this one may go on, unless the persona turns to the user.
        self.of_another = match utterance.before.as_deref() {
            Some(before) => speaks_of_another(before) || self.of_another && !turns_to_user(before),
            None => self.of_another,
        };
        let asked = utterance.before.as_deref().and_then(answers::question);
        self.about = asked
            .as_ref()
            .and_then(|asked| asked_after(asked, &self.people, &self.persona));
        self.asked_after = self.about.is_some();
        if let Some(mention) = self.about.clone() {
            self.people.lose_track();
            self.people.met(&mention);
        }
        let first = utterance.sentences.first();
        let answer = asked
            .as_ref()
            .zip(first)
            .and_then(|(asked, first)| answers::completed(asked, first));
        if answer.is_some() {
            self.of_another = false;
            self.about = None;
        }
        let said = utterance.sentences.iter().zip(parted).enumerate();
        for (at, (spoken, parted)) in said {
            let place = utterance.place;
            let answer = answer.as_ref().filter(|_| at == 0);
            let meant = unsaid_before(answer.unwrap_or(spoken));
            let meant = meant.as_ref().or(answer);
            let sentence = meant.unwrap_or(spoken);
            let anew = meant.map(|sentence| Parted::of(sentence, &self.persona));
            let parted = anew.as_ref().unwrap_or(parted);
            let heard = self.notes.count();
            self.names_only(&sentence.words);
            if takes_back(sentence, &self.persona) {
                self.unhear(if at == 0 {
                    place.exchange.saturating_sub(1)
                } else {
                    place.exchange
                });
            } else if !wishes::about_memory(self, utterance, sentence, parted) {
                if place.exchange <= 1 && begins_call(utterance, at) {
                    introductions::speaking(self, place, sentence);
                }
                introductions::naming(self, place, sentence);
                self.wished = self.notes.told_since(place, heard);
                if at > 0 && begins_slip(&sentence.words) {
                    self.slipped = Some(place.exchange);
                }
                corrections::note(self, place, sentence);
                self.slipped = None;
                reactions::note(self, place, sentence);
                homes::note(self, place, sentence);
                self.read_parted(place, sentence, parted);
                self.wished = false;
            }
        }
        corrections::instead(self, utterance);
        corrections::undone(self, utterance);
        events::arrived(self, utterance);
        jokes::coined(self, utterance);
    }

    /// "Cousin Jemima.", "My son?": whom the next sentences are about.
    fn names_only(&mut self, words: &[Word]) {
        let words = match words {
            [all @ .., mark] if mark.is_mark() => all,
            all => all,
        };
        let named = self.people.someone(words).filter(|(mention, used)| {
            *used == words.len()
                && (mention.relation.is_some() || used == &2)
                && self.is_somebody(mention)
        });
        if let Some((mention, _)) = named {
            self.people.lose_track();
            self.people.met(&mention);
            self.of_another = true;
            self.about = Some(mention);
        }
    }

    /// Drops what was heard in that turn of the user.
    pub fn unhear(&mut self, exchange: usize) {
        self.notes.drop_exchange(exchange);
        self.threads
            .retain(|event| event.place.exchange != exchange);
        self.reminded
            .retain(|(place, _)| place.exchange != exchange);
        self.spoken_of.retain(|(spoken, _)| *spoken != exchange);
    }

    /// By what the user is called in a sentence.
    pub fn user_name(&self) -> String {
        let told = || {
            self.notes
                .claims()
                .rfind(|(_, claim)| claim.attribute == "name")
                .map(|(_, claim)| claim.value.clone())
        };
        let known = || {
            standing(self.hearing.memories)
                .find(|memory| memory.attribute == "name" && memory.subject == Subject::User)
                .map(|memory| memory.value.clone())
        };
        let given = self
            .hearing
            .user_name
            .map(str::to_owned)
            .filter(|name| !name.trim().is_empty());
        let name = given.or_else(told).or_else(known);
        name.map_or_else(
            || "The user".to_owned(),
            |name| bounded(name.trim(), LONGEST_NAME),
        )
    }

    /// Whether somebody else was spoken of last in this turn.
    pub fn speaks_of_another(&self) -> bool {
        self.of_another
    }

    /// Notes that someone came up.
    pub fn speak_of(&mut self, place: Place, mention: &Mention) {
        self.spoken_of.push((place.exchange, mention.clone()));
    }

    /// Everyone whom the user spoke of, once each, in order, as they were spoken of last.
    pub fn people_spoken_of(&self) -> Vec<Mention> {
        let mut people: Vec<Mention> = Vec::new();
        for (_, mention) in &self.spoken_of {
            match people.iter_mut().find(|other| other.key() == mention.key()) {
                Some(other) => *other = mention.clone(),
                None => people.push(mention.clone()),
            }
        }
        people
    }
}

/// "Sorry, …", "no, what am I on about, …".
fn begins_slip(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|first| first.is(&["sorry", "no", "wait", "actually"]))
}
