//! Who is spoken of: "my little brother Tom", "Sarah", "she".

mod genders;
mod given;
mod meeting;
mod mention;
mod names;
mod naming;
mod owners;
mod relations;
mod remembered;
#[cfg(test)]
mod tests;

use super::words::{Word, rest};
use crate::memory::Memory;
pub use genders::is_also_a_name;
pub use given::is_given_name;
pub use meeting::meeting;
pub use mention::Mention;
pub use names::NO_NAMES;
use owners::{met_at, not_owner};
pub use relations::{Gender, Relation, is_pet_kind, is_qualifier, relation, role, role_at};
pub use remembered::HOLDERS;
use remembered::remembered;

/// "My friend from work, Tom".
const MEETING_PLACES: &[&str] = &["work", "college", "school", "church", "university", "home"];

/// Whom a clause is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    User,
    /// "Jessica and I", "we" where it is plain with whom.
    UserWith(Option<Mention>),
    Other(Mention),
    /// The user's persona: "you".
    Persona,
}

/// Reads people.
#[derive(Debug, Clone, Default)]
pub struct People {
    known: Vec<Mention>,
    /// Those spoken of lately, the last at the end.
    lately: Vec<Mention>,
    /// With whom the clause before ended: "and my Sara, she …".
    pub focus: Option<Mention>,
    /// Whether what is read is written with capitals.
    pub cased: bool,
}

impl People {
    /// Those that the memories know.
    pub fn of(memories: &[Memory]) -> Self {
        let mut people = Self {
            cased: true,
            ..Self::default()
        };
        for memory in memories {
            if let Some(mention) = remembered(memory) {
                people.learn(&mention);
            }
        }
        people
    }

    /// Someone by their name.
    pub fn by_name(&self, name: &str) -> Option<&Mention> {
        self.known.iter().find(|known| {
            known
                .name
                .as_deref()
                .is_some_and(|own| own.eq_ignore_ascii_case(name))
        })
    }

    /// The only one of that relation, so that "my boss" is Marcus.
    pub fn by_relation(&self, relation: Relation) -> Option<&Mention> {
        let mut named = self.known.iter().filter(|known| {
            known.relation.is_some_and(|own| own.word == relation.word) && known.name.is_some()
        });
        let only = named.next();
        only.filter(|_| named.next().is_none())
    }

    /// Whom the user lives or goes out with.
    pub fn partner(&self) -> Option<&Mention> {
        self.known.iter().rev().find(|known| {
            known
                .relation
                .is_some_and(|relation| relation.attribute == "partner")
        })
    }

    pub fn learn(&mut self, mention: &Mention) {
        let Some(name) = &mention.name else {
            return;
        };
        match self
            .known
            .iter_mut()
            .find(|known| known.name.as_ref() == Some(name))
        {
            Some(known) => {
                known.relation = mention.relation.or(known.relation);
                known.qualifier = mention.qualifier.clone().or(known.qualifier.take());
            }
            None => self.known.push(mention.clone()),
        }
    }

    /// Remembers who "she" may be from here on.
    pub fn met(&mut self, mention: &Mention) {
        self.learn(mention);
        let known = mention.name.as_deref().and_then(|name| self.by_name(name));
        let mention = known.cloned().unwrap_or_else(|| mention.clone());
        let key = mention.key();
        // "My mum", of whom it is now known that she is Ana.
        let same = |other: &Mention| {
            other.key() == key
                || (other.name.is_none()
                    && other.relation.is_some()
                    && other.relation == mention.relation)
        };
        self.lately.retain(|other| !same(other));
        self.lately.push(mention);
    }

    /// The one spoken of last.
    pub fn latest(&self) -> Option<&Mention> {
        self.lately.last()
    }

    /// Whether someone of that name came up as a person before.
    pub fn is_met(&self, name: &str) -> bool {
        self.by_name(name).is_some()
    }

    /// Forgets who was spoken of: another subject begins.
    pub fn turn_over(&mut self) {
        let keep = self.lately.len().saturating_sub(1);
        self.lately.drain(..keep);
    }

    /// Forgets who "she" may be: somebody came up of whom nothing is known.
    pub fn lose_track(&mut self) {
        self.lately.clear();
    }

    /// The one whom "she" must mean: the only one who may be, or else the only one who is a woman.
    /// None where two may be meant.
    pub fn meant(&self, gender: Gender) -> Option<&Mention> {
        let of = |mention: &Mention| {
            let by_name = || mention.name.as_deref().and_then(genders::gender);
            mention
                .relation
                .and_then(|relation| relation.gender)
                .or_else(by_name)
        };
        if let Some(focus) = self
            .focus
            .as_ref()
            .filter(|focus| of(focus).is_none_or(|own| own == gender))
        {
            return Some(focus);
        }
        let only = |fits: &dyn Fn(&Mention) -> bool| {
            let mut fitting = self.lately.iter().filter(|mention| fits(mention));
            let first = fitting.next();
            first.filter(|_| fitting.next().is_none())
        };
        only(&|mention| of(mention).is_none_or(|own| own == gender))
            .or_else(|| only(&|mention| of(mention) == Some(gender)))
    }

    /// The subject at the beginning of a clause, and where its verb begins.
    pub fn subject(&self, words: &[Word]) -> Option<(Who, usize)> {
        let first = words.first()?;
        match first.norm.as_str() {
            "i" => Some((Who::User, 1)),
            "we" => Some((Who::UserWith(None), 1)),
            "you"
                if words.get(1).is_some_and(|word| word.norm == "and")
                    && words.get(2).is_some_and(|word| word.norm == "i") =>
            {
                None
            }
            "you" => Some((Who::Persona, 1)),
            "she" => Some((Who::Other(self.meant(Gender::She)?.clone()), 1)),
            "he" => Some((Who::Other(self.meant(Gender::He)?.clone()), 1)),
            "me" if words.get(1).is_some_and(|word| word.norm == "and") => {
                let (mention, used) = self.someone(rest(words, 2))?;
                Some((Who::UserWith(Some(mention)), used + 2))
            }
            _ => {
                let (mention, used) = self.someone(words)?;
                let and_me = words.get(used).is_some_and(|word| word.norm == "and")
                    && words
                        .get(used + 1)
                        .is_some_and(|word| word.is(&["i", "me"]));
                if and_me {
                    Some((Who::UserWith(Some(mention)), used + 2))
                } else {
                    let joined = words
                        .get(used)
                        .is_some_and(|word| word.is(&["and", "or", "&"]));
                    (!joined).then_some((Who::Other(mention), used))
                }
            }
        }
    }

    /// The person with whom the words end: "that was my brother Tom".
    pub fn at_end(&self, words: &[Word]) -> Option<Mention> {
        let words = match words {
            [all @ .., last] if last.is_mark() => all,
            all => all,
        };
        (0..words.len()).find_map(|at| {
            let (mention, used) = self.someone(rest(words, at))?;
            // "The one from Gdansk": a place.
            let at_a_place = at > 0
                && words
                    .get(at - 1)
                    .is_some_and(|before| before.is(&["from", "in", "at", "to", "near", "of"]));
            (at + used == words.len() && !at_a_place).then_some(mention)
        })
    }

    /// A person at the beginning of the words: "my coworker Sarah", "Mom", "Sarah".
    pub fn someone(&self, words: &[Word]) -> Option<(Mention, usize)> {
        let first = words.first()?;
        // "Our Darren" is somebody of the family.
        if first.norm == "our"
            && let Some((name, used)) = self.name(rest(words, 1))
        {
            let mention = self.by_name(&name).cloned().unwrap_or(Mention {
                name: Some(name),
                ..Mention::default()
            });
            return not_owner(words, used + 1).then_some((mention, used + 1));
        }
        // "Wee Callum", "old Mrs Bell".
        if first.is(&["wee", "old", "little", "young", "poor", "big"]) {
            let (mention, used) = self.someone(rest(words, 1))?;
            let named =
                mention.name.is_some() && words.get(1).is_some_and(|word| word.norm != "my");
            return named.then_some((mention, used + 1));
        }
        if first.norm == "my" {
            return self
                .of_mine(rest(words, 1))
                .map(|(mention, used)| (mention, used + 1));
        }
        // "Mom called": a relation in the place of a name.
        let own = relation(&first.norm).filter(|relation| {
            let parent = matches!(relation.attribute, "mom" | "dad")
                || matches!(relation.word, "grandma" | "grandpa");
            parent || first.is_capital() && relation.attribute == "relative"
        });
        let (mention, used) = match own {
            Some(relation)
                if matches!(relation.attribute, "mom" | "dad")
                    || self.name(rest(words, 1)).is_none() =>
            {
                (
                    self.resolved(Mention {
                        relation: Some(relation),
                        ..Mention::default()
                    }),
                    1,
                )
            }
            Some(relation) => {
                let (name, used) = self.name(rest(words, 1))?;
                (
                    Mention {
                        name: Some(name),
                        relation: Some(relation),
                        qualifier: None,
                    },
                    used + 1,
                )
            }
            None => {
                let (name, mut used) = self.name(words)?;
                used += met_at(words, used);
                let mention = self.by_name(&name).cloned().unwrap_or(Mention {
                    name: Some(name),
                    ..Mention::default()
                });
                (mention, used)
            }
        };
        not_owner(words, used).then_some((mention, used))
    }

    /// Whoever is the user's, in words to them: "your sister".
    pub fn yours(&self, words: &[Word]) -> Option<Mention> {
        self.of_mine(words).map(|(mention, _)| mention)
    }

    fn of_mine(&self, words: &[Word]) -> Option<(Mention, usize)> {
        let (relation, qualifier, mut at) = role_at(words)?;
        let met_at = words.get(at).is_some_and(|word| word.is(&["from", "at"]))
            && words
                .get(at + 1)
                .is_some_and(|word| word.is(MEETING_PLACES));
        if met_at {
            at += 2;
        }
        let comma = usize::from(words.get(at).is_some_and(|word| word.norm == ","));
        let name = self.name(rest(words, at + comma)).filter(|(_, used)| {
            // In apposition the name ends with a comma of its own.
            comma == 0
                || words
                    .get(at + comma + used)
                    .is_none_or(|word| word.norm == ",")
        });
        let mut mention = Mention {
            name: None,
            relation: Some(relation),
            qualifier,
        };
        match name {
            Some((name, used)) => {
                mention.name = Some(name);
                at += comma + used;
                if comma == 1 && words.get(at).is_some_and(|word| word.norm == ",") {
                    at += 1;
                }
            }
            None => mention = self.resolved(mention),
        }
        not_owner(words, at).then_some((mention, at))
    }

    /// With the name, where only one such person is known.
    fn resolved(&self, mention: Mention) -> Mention {
        let known = mention
            .relation
            .and_then(|relation| self.by_relation(relation));
        match known {
            Some(known) if mention.qualifier.is_none() => known.clone(),
            _ => mention,
        }
    }
}
