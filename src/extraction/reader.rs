//! Reads a transcript clause by clause, and keeps what a later clause may need: who was spoken of,
//! what was noted, what must be forgotten.

mod tense;
mod utterances;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Hearing;
use super::accounts;
use super::answers;
use super::corrections;
use super::dates::{self, Grain};
use super::events;
use super::facts::{self, Said, homes, introductions, reactions, ties};
use super::fragments;
use super::guards::{Stance, stances, takes_back, unsaid_before};
use super::jokes;
use super::lexicon::is_occupation;
use super::notes::{Notes, Place, standing};
use super::openings::opened;
use super::pattern::finds;
use super::people::{Mention, NO_NAMES, People, Who, is_given_name, relation};
use super::reminders;
use super::sentences::{Clause, Sentence, clauses};
use super::storylines;
use super::wishes;
use super::words::{Word, bounded, rest, span};
use crate::memory::Subject;
use crate::time::TimeZone;
pub use tense::tense;
use utterances::speaks_of_another;
pub use utterances::{Utterance, is_cased, utterances};

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
        }
    }

    pub fn hear(&mut self, utterance: &Utterance) {
        self.people.turn_over();
        self.people.cased = is_cased(utterance);
        self.last_who = None;
        self.of_another = utterance.before.as_deref().is_some_and(speaks_of_another);
        let asked = utterance.before.as_deref().unwrap_or_default();
        let answer = utterance
            .sentences
            .first()
            .and_then(|first| answers::completed(asked, first));
        if answer.is_some() {
            self.of_another = false;
        }
        let said = utterance.sentences.iter().enumerate();
        for (at, sentence) in said {
            let place = utterance.place;
            let answer = answer.as_ref().filter(|_| at == 0);
            let meant = unsaid_before(answer.unwrap_or(sentence));
            let sentence = meant.as_ref().or(answer).unwrap_or(sentence);
            let heard = self.notes.count();
            if takes_back(sentence, &self.persona) {
                self.unhear(if at == 0 {
                    place.exchange.saturating_sub(1)
                } else {
                    place.exchange
                });
            } else if !wishes::about_memory(self, utterance, sentence) {
                introductions::speaking(self, place, sentence);
                introductions::naming(self, place, sentence);
                self.wished = self.notes.told_since(place, heard);
                if at > 0 && begins_slip(&sentence.words) {
                    self.slipped = Some(place.exchange);
                }
                corrections::note(self, place, sentence);
                self.slipped = None;
                reactions::note(self, place, sentence);
                homes::note(self, place, sentence);
                self.read(place, sentence);
                self.wished = false;
            }
        }
        corrections::instead(self, utterance);
        events::arrived(self, utterance);
        jokes::coined(self, utterance);
    }

    /// Reads the clauses of a sentence.
    pub fn read(&mut self, place: Place, sentence: &Sentence) {
        let clauses = clauses(sentence);
        let stances = stances(sentence, &clauses, &self.persona);
        let before = std::iter::once(None).chain(clauses.iter().map(Some));
        for (at, ((clause, stance), before)) in
            clauses.iter().zip(stances.clone()).zip(before).enumerate()
        {
            let persona = self.persona.clone();
            let words = opened(clause.words, &persona);
            let whole = clause.lead.is_none() && !clause.inherits && stance == Stance::Said;
            let lacks = whole && !self.of_another && !self.begins_with_somebody(words);
            let completed = lacks.then(|| fragments::completed(words)).flatten();
            let words = completed.as_deref().unwrap_or(words);
            let said = Said {
                place,
                sentence,
                words,
                date: None,
                confidence: 0.9,
            };
            let presupposed = matches!(stance, Stance::Said | Stance::Asked | Stance::Doubted);
            ties::introductions(self, said, presupposed && !is_of_a_loss(words));
            if matches!(stance, Stance::Said | Stance::Supposed) {
                let heard = self.notes.count();
                wishes::about_manners(self, said, stance);
                self.wished |= self.notes.told_since(place, heard);
            }
            if stance == Stance::Said {
                let goes_on = match clause.lead {
                    Some("who") => {
                        let one = |before: &&Clause<'_>| finds("the one", before.words).is_some();
                        let ends = before.and_then(|before| self.people.at_end(before.words));
                        ends.map(Who::Other)
                            .or_else(|| before.filter(one).and(self.last_who.clone()))
                    }
                    _ => self.last_who.clone().filter(|_| clause.inherits),
                };
                let next = clauses.get(at + 1).zip(stances.get(at + 1));
                let tail = next.and_then(|(next, stance)| accounts::tail(next, *stance));
                self.people.focus = before
                    .and_then(|before| self.people.at_end(before.words))
                    .filter(|mention| self.is_somebody(mention));
                self.clause(said, clause, goes_on, tail);
                self.people.focus = None;
            }
            events::mentioned(self, place, words);
        }
    }

    /// Whether a clause has its subject; a capital at the beginning of a sentence is none by itself.
    fn begins_with_somebody(&self, words: &[Word]) -> bool {
        match self.people.subject(words) {
            Some((Who::Other(mention), _)) => self.is_somebody(&mention),
            own => own.is_some(),
        }
    }

    /// Whether it is certain that somebody is meant: "Mara", "my sister"; not what only stands where
    /// a name might.
    pub fn is_somebody(&self, mention: &Mention) -> bool {
        mention.relation.is_some()
            || mention.name.as_deref().is_some_and(|name| {
                let first = name.split(' ').next().unwrap_or_default().to_lowercase();
                is_given_name(&first) || self.people.is_met(name) || self.capitals.contains(&first)
            })
    }

    /// Reads one clause that is meant.
    /// One that has no subject of its own is about `goes_on`; `tail` tells when or where it is so.
    fn clause(
        &mut self,
        said: Said<'_>,
        clause: &Clause<'_>,
        goes_on: Option<Who>,
        tail: Option<&Clause<'_>>,
    ) {
        let inherits = clause.inherits;
        let tense = tense(said.words);
        let found = dates::find(said.words, self.today, tense);
        let kept: Vec<Word> = said
            .words
            .iter()
            .enumerate()
            .filter(|(at, _)| !found.iter().any(|date| (date.from..date.to).contains(at)))
            .map(|(_, word)| word.clone())
            .collect();
        let date = found.iter().find(|date| date.grain != Grain::Vague);
        let words = unaddressed(opened(&kept, ""), &self.persona);
        let whole = unaddressed(said.words, &self.persona);
        let said = Said {
            words,
            date,
            ..said
        };
        let before = self.notes.count();
        ties::named(self, said);
        ties::named_children(self, said);
        ties::met(self, said);
        facts::passion(self, said);
        if words
            .first()
            .is_some_and(|word| word.is(&["my", "it", "mine"]))
        {
            facts::note_mine(self, said);
        }
        let subject = if inherits {
            goes_on.map(|who| (who, 0, 0.8))
        } else {
            let pronoun = words.first().is_some_and(|word| word.is(&["he", "she"]));
            let sure = if pronoun || !self.people.cased {
                0.75
            } else {
                said.confidence
            };
            self.people
                .subject(words)
                .map(|(who, used)| (who, used, sure))
        };
        let spoken = subject
            .as_ref()
            .map(|(who, used, _)| (who, rest(words, *used)));
        let opened = storylines::note(self, said, spoken);
        reminders::note(self, said, spoken.map(|(who, _)| who));
        if let Some((who, used, confidence)) = &subject {
            facts::note(
                self,
                Said {
                    words: rest(words, *used),
                    confidence: *confidence,
                    ..said
                },
                who,
            );
        }
        if !self.notes.told_since(said.place, before) {
            let confidence = subject.as_ref().map_or(said.confidence, |(.., sure)| *sure);
            let spoken = subject
                .as_ref()
                .map(|(who, used, _)| (who, rest(words, *used)));
            events::note(self, Said { confidence, ..said }, spoken);
        }
        if !opened && !self.wished && !accounts::is_tail(clause) {
            // Where no day is known, how it was said tells more: "for forty years".
            let words = if said.date.is_some() { words } else { whole };
            let who = subject.as_ref().map(|(who, ..)| who).filter(|_| inherits);
            accounts::note(self, Said { words, ..said }, who, tail, before);
        }
        match &subject {
            Some((Who::Other(mention), ..)) => {
                self.of_another = true;
                let verb = words.len() > subject.as_ref().map_or(0, |(_, used, _)| *used);
                if verb && self.is_somebody(mention) {
                    self.people.met(mention);
                }
            }
            Some((Who::User, ..)) => self.of_another = false,
            Some((Who::UserWith(other), ..)) => {
                self.of_another = false;
                if let Some(other) = other.as_ref().filter(|other| self.is_somebody(other)) {
                    self.people.met(other);
                }
            }
            None if !inherits && of_somebody_else(words) => {
                self.of_another = true;
                if may_be_somebody(words) {
                    self.people.lose_track();
                }
            }
            _ => {}
        }
        if subject.is_some() || !inherits {
            self.last_who = subject.map(|(who, ..)| who);
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

/// Without the persona's name at the end: "I'm allergic to nuts, Brad"; not "my name is Brad".
fn unaddressed<'a>(words: &'a [Word], persona: &str) -> &'a [Word] {
    match words {
        [said @ .., before, name]
            if name.norm == persona && !before.is(&["is", "'s", "am", "called", "named"]) =>
        {
            if before.norm == "," {
                said
            } else {
                span(words, 0, words.len() - 1)
            }
        }
        _ => words,
    }
}

/// "The lad next door", "there's a woman at work": what has no subject after that may be of them.
fn of_somebody_else(words: &[Word]) -> bool {
    words.first().is_some_and(|first| {
        first.is(&[
            "he", "she", "they", "his", "her", "their", "the", "a", "an", "this", "there", "some",
            "another", "one",
        ]) || (first.is_capital() && !first.is(NO_NAMES))
    })
}

/// "Sorry, …", "no, what am I on about, …".
fn begins_slip(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|first| first.is(&["sorry", "no", "wait", "actually"]))
}

/// "The surgeon", "a lady on the telephone", "Beth": whom "she" may mean from then on.
fn may_be_somebody(words: &[Word]) -> bool {
    #[rustfmt::skip]
    const SOMEBODY: &[&str] = &[
        "girl", "lad", "guy", "man", "woman", "bloke", "fella", "fellow", "chap", "lady", "gentleman", "kid", "boy", "lass",
        "person", "student", "somebody", "someone", "one", "neighbour", "neighbor", "mother", "father", "couple", "lot",
    ];
    words.iter().take(6).enumerate().any(|(at, word)| {
        word.is(SOMEBODY)
            || is_occupation(&word.norm)
            || relation(&word.norm).is_some()
            || (word.is_capital() && !word.is(NO_NAMES) && (at > 0 || is_given_name(&word.norm)))
    })
}

/// "My dog Max died": nobody is to be introduced.
fn is_of_a_loss(words: &[Word]) -> bool {
    words
        .iter()
        .any(|word| word.is(&["died", "dead", "passed", "killed", "lost"]))
}
