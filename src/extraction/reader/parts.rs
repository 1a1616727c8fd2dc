//! The clauses of a sentence, read one after the other.

use std::borrow::Cow;

use super::super::accounts;
use super::super::dates::{self, Grain};
use super::super::events;
use super::super::facts::{self, Said, ties};
use super::super::fragments;
use super::super::guards::Stance;
use super::super::lexicon::everyday::EVERYDAY;
use super::super::lexicon::is_gerund;
use super::super::notes::Place;
use super::super::openings::opened;
use super::super::pattern::{finds, is_adverb};
use super::super::people::{Mention, Who, is_given_name};
use super::super::phrases::Parted;
use super::super::reminders;
use super::super::sentences::{Clause, Sentence};
use super::super::storylines;
use super::super::verbs::is_past;
use super::super::wishes;
use super::super::words::{Word, rest, span};
use super::others::{has_article, is_stranger, may_be_somebody, meets_stranger, of_somebody_else};
use super::{Reader, tense};

impl Reader<'_> {
    /// Reads the clauses of a sentence.
    pub fn read(&mut self, place: Place, sentence: &Sentence) {
        let parted = Parted::of(sentence, &self.persona);
        self.read_parted(place, sentence, &parted);
    }

    pub fn read_parted(&mut self, place: Place, sentence: &Sentence, parted: &Parted<'_>) {
        let Parted { clauses, stances } = parted;
        let before = std::iter::once(None).chain(clauses.iter().map(Some));
        for (at, ((clause, stance), before)) in clauses
            .iter()
            .zip(stances.iter().copied())
            .zip(before)
            .enumerate()
        {
            let persona = self.persona.clone();
            let words = opened(clause.words, &persona);
            let whole = clause.lead.is_none() && !clause.inherits && stance == Stance::Said;
            // "Diabetic since she was ten": of her.
            let theirs = clauses.get(at + 1).is_some_and(|next| {
                next.words
                    .first()
                    .is_some_and(|first| first.is(&["he", "she"]))
                    && matches!(next.lead, Some("since" | "when" | "till" | "until" | "as"))
            });
            let lacks = whole && !self.of_another && !theirs && !self.begins_with_somebody(words);
            let completed = lacks.then(|| fragments::completed(words)).flatten();
            let words = completed.as_deref().unwrap_or(words);
            let said = Said {
                place,
                sentence,
                words,
                date: None,
                confidence: 0.9,
            };
            // "My boss, Denise, says …": whoever speaks is known by it.
            let speaks = stance == Stance::Reported
                && clauses.get(at.wrapping_sub(1)).is_none()
                && words.first().is_some_and(|word| word.norm == "my");
            let presupposed =
                speaks || matches!(stance, Stance::Said | Stance::Asked | Stance::Doubted);
            ties::introductions(self, said, presupposed && !is_of_a_loss(words));
            if matches!(stance, Stance::Said | Stance::Supposed) {
                let heard = self.notes.count();
                wishes::about_manners(self, said, stance);
                self.wished |= self.notes.told_since(place, heard);
            }
            let elided = (whole && completed.is_none() && self.of_another)
                .then(|| self.somebody_goes_on(words))
                .flatten();
            let said = Said {
                words: elided.as_ref().map_or(words, |(_, words)| words),
                ..said
            };
            let elided = elided.as_ref().map(|(who, _)| who);
            if stance == Stance::Said {
                let goes_on = match clause.lead {
                    Some("who") => {
                        let one = |before: &&Clause<'_>| finds("the one", before.words).is_some();
                        let ends = before.and_then(|before| self.people.at_end(before.words));
                        ends.map(Who::Other)
                            .or_else(|| before.filter(one).and(self.last_who.clone()))
                    }
                    // "I've seen Jo, working at the baths now": of whom they met.
                    None if clause.inherits && self.about.is_some() => {
                        self.about.clone().map(Who::Other)
                    }
                    _ => self.last_who.clone().filter(|_| clause.inherits),
                };
                let next = clauses.get(at + 1).zip(stances.get(at + 1));
                let tail = next.and_then(|(next, stance)| accounts::tail(next, *stance));
                self.people.focus = before
                    .and_then(|before| self.people.at_end(before.words))
                    .filter(|mention| self.is_somebody(mention));
                let goes_on = elided.cloned().or(goes_on);
                let clause = &Clause {
                    inherits: clause.inherits || elided.is_some(),
                    ..*clause
                };
                self.clause(said, clause, goes_on, tail);
                self.people.focus = None;
            }
            if stance == Stance::Reported {
                accounts::diagnosed(self, said);
            }
            events::mentioned(self, place, words);
        }
    }

    /// "Works three weeks on. Allergic to nuts. Lost his wife": of whom was just spoken, with the words from
    /// the verb on.
    fn somebody_goes_on<'a>(&self, words: &'a [Word]) -> Option<(Who, Cow<'a, [Word]>)> {
        let who = Who::Other(self.about.clone()?);
        let verb = words.first()?;
        let third = verb.norm.ends_with('s')
            && verb.norm.len() > 3
            && !verb.norm.ends_with("ss")
            && !verb.is(EVERYDAY)
            && accounts::begins_verb(words)
            || accounts::is_personal(verb);
        let never = verb.norm == "never" && words.get(1).is_some_and(is_past);
        if third || never {
            return Some((who, Cow::Borrowed(words)));
        }
        let own = |word: &Word| word.is(&["i", "my", "me", "we", "our", "us", "myself"]);
        if words.iter().any(own) || self.begins_with_somebody(words) {
            return None;
        }
        let plain: Vec<Word> = words
            .iter()
            .map(|word| {
                if word.is(&["his", "her", "their"]) {
                    Word::meant("the")
                } else {
                    word.clone()
                }
            })
            .collect();
        let mut told = fragments::completed(&plain)?;
        let theirs = told.iter().any(|word| word.is(&["his", "her", "their"]));
        let be = told.get_mut(1)?;
        let is = match be.norm.as_str() {
            "am" => "is",
            "have" => "has",
            _ if theirs || self.asked_after => "",
            _ => return None,
        };
        if !is.is_empty() {
            *be = Word::meant(is);
        }
        told.remove(0);
        Some((who, Cow::Owned(told)))
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
        let goes_on_at = inherits
            .then(|| with_auxiliary(said.words, goes_on.as_ref()))
            .flatten();
        let said = Said {
            words: goes_on_at.as_deref().unwrap_or(said.words),
            ..said
        };
        let tense = tense(said.words);
        let found = dates::find(said.words, self.today, tense);
        // Most clauses have no day, and none of their words is taken out.
        let kept: Cow<'_, [Word]> = if found.is_empty() {
            Cow::Borrowed(said.words)
        } else {
            let undated = said
                .words
                .iter()
                .enumerate()
                .filter(|(at, _)| !found.iter().any(|date| (date.from..date.to).contains(at)));
            undated.map(|(_, word)| word.clone()).collect()
        };
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
                self.about = Some(mention.clone()).filter(|mention| self.is_somebody(mention));
                let verb = words.len() > subject.as_ref().map_or(0, |(_, used, _)| *used);
                if verb && self.is_somebody(mention) {
                    self.people.met(mention);
                }
            }
            Some((Who::User, used, _)) => {
                let met = self.people.met_with(rest(words, *used));
                self.about = met.filter(|mention| self.is_somebody(mention));
                self.of_another = self.about.is_some() || meets_stranger(rest(words, *used));
                if let Some(met) = self.about.clone() {
                    self.people.met(&met);
                }
            }
            Some((Who::UserWith(other), ..)) => {
                self.of_another = false;
                self.about = None;
                if let Some(other) = other.as_ref().filter(|other| self.is_somebody(other)) {
                    self.people.met(other);
                }
            }
            None if !inherits && (of_somebody_else(words) || is_stranger(words)) => {
                self.of_another = true;
                let begins = words.first().is_some_and(|first| !first.is_capital());
                if begins || may_be_somebody(words) || self.people.cased && has_article(words) {
                    self.about = None;
                }
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
}

/// "…, living in Leeds now", "…, been there years": with the word that stood before it.
fn with_auxiliary(words: &[Word], who: Option<&Who>) -> Option<Vec<Word>> {
    let first = words.iter().find(|word| !is_adverb(word))?;
    let other = matches!(who, Some(Who::Other(_)));
    let auxiliary = if first.norm == "been" {
        if other { "has" } else { "have" }
    } else if is_gerund(first) {
        if other { "is" } else { "am" }
    } else {
        return None;
    };
    Some(fragments::with(&[auxiliary], words))
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

/// "My dog Max died": nobody is to be introduced.
fn is_of_a_loss(words: &[Word]) -> bool {
    words
        .iter()
        .any(|word| word.is(&["died", "dead", "passed", "killed", "lost"]))
}
