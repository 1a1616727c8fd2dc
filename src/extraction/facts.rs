//! What a clause tells of its subject.

mod days;
mod endings;
pub mod homes;
pub mod introductions;
mod partings;
pub mod reactions;
pub mod rules;
pub mod shapes;
mod sundry;
pub mod ties;
mod unlike;

use std::sync::LazyLock;

use super::dates::{Found, Grain};
use super::importance;
use super::lexicon::{is_activity, is_delicate, is_played};
use super::notes::{Place, same};
use super::pattern::{beginning, is_adverb, matches};
use super::people::{Mention, Who};
use super::reader::Reader;
use super::retelling::retold;
use super::sentences::Sentence;
use super::words::{Word, capitalised, rest, said, uncapitalised, words};
use crate::memory::attribute::{is_single, known_by_name};
use crate::memory::operation::Claim;
use crate::memory::{Category, Subject};
use endings::{ends, is_any_more};
use rules::{MINE, OURS, RULES, Rule, Whom};
use shapes::{Shape, values};
pub use sundry::passion;
use sundry::{favorite, habit, named_condition};
use unlike::is_unlike;

/// The patterns of the rules, in their order.
static PATTERNS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| RULES.iter().map(|rule| rule.pattern).collect());

/// A clause that is meant, with its dates taken out.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    pub place: Place,
    pub sentence: &'a Sentence,
    /// From the subject on.
    pub words: &'a [Word],
    pub date: Option<&'a Found>,
    /// How sure it is what the clause is about, 0 to 1.
    pub confidence: f64,
}

impl<'a> Said<'a> {
    /// A whole sentence.
    pub fn whole(place: Place, sentence: &'a Sentence, confidence: f64) -> Self {
        Self {
            place,
            sentence,
            words: &sentence.words,
            date: None,
            confidence,
        }
    }
}

/// Something told of somebody, before it is written down.
#[derive(Debug, Clone, Default)]
pub struct Fact<'a> {
    pub attribute: &'a str,
    pub value: String,
    /// What follows the subject: "lives in Ohio".
    pub says: String,
    pub sensitive: bool,
}

/// Notes what the clause tells of `who`, whose verb the words begin with.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) {
    if ties::note(reader, said, who) {
        return;
    }
    if days::comes_of_age(reader, said, who) {
        return;
    }
    ends(reader, said, who);
    habit(reader, said, who);
    if *who == Who::User {
        days::born(reader, said);
        introductions::now_at(reader, said);
        introductions::by_name(reader, said);
    }
    let mut told: Vec<&str> = Vec::new();
    let rules = beginning(&PATTERNS, said.words)
        .into_iter()
        .filter_map(|at| RULES.get(at));
    for rule in rules.filter(|rule| fits(rule, who, said.words)) {
        // "I don't love running any more" tells only of what was.
        let ended = rule.attribute == "dislikes" && is_any_more(said.words);
        // "I'm seeing Jessica tonight" is no romance.
        let meets = rule.attribute == "dating_status"
            && rule.pattern.contains("seeing")
            && said
                .date
                .is_some_and(|date| date.grain == Grain::Day && date.day >= reader.today);
        if told.contains(&rule.attribute) || ended || meets {
            continue;
        }
        let facts = facts(rule, said, reader);
        if !facts.is_empty() {
            told.push(rule.attribute);
        }
        for fact in facts {
            tell(reader, said, who, fact);
        }
    }
}

/// Notes what a clause that begins with "my …" tells of the user.
pub fn note_mine(reader: &mut Reader<'_>, said: Said<'_>) {
    for rule in MINE {
        for fact in facts(rule, said, reader) {
            tell(reader, said, &Who::User, fact);
        }
    }
    favorite(reader, said);
    named_condition(reader, said);
    days::birthday(reader, said);
    days::appointed(reader, said);
}

fn fits(rule: &Rule, who: &Who, words: &[Word]) -> bool {
    match who {
        Who::User => true,
        Who::UserWith(_) => {
            matches!(rule.whom, Whom::All | Whom::UserOrUs) && OURS.contains(&rule.attribute)
        }
        Who::Other(mention) => {
            // "Sounds like a plan": with a single person a verb is inflected.
            let verb = words.iter().find(|word| !is_adverb(word));
            let inflected = verb.is_some_and(|verb| verb.norm.ends_with('s'));
            matches!(rule.whom, Whom::All | Whom::Anyone)
                && (inflected
                    || !rule
                        .pattern
                        .split(' ')
                        .take(1)
                        .any(|first| first.contains('~')))
                && is_plain_of(mention, rule.attribute)
        }
        Who::Persona => false,
    }
}

/// Whether so much may be told of someone of whom no more is known than that: of a stranger only
/// what nobody but a person has, of "my friend" without a name nothing, as there may be many.
fn is_plain_of(mention: &Mention, attribute: &str) -> bool {
    const STRANGERS: &[&str] = &[
        "allergy", "health", "diet", "home", "hometown", "job", "studies", "age",
    ];
    const MANY: &[&str] = &["friend", "coworker", "relative", "ex", "pet"];
    match (&mention.name, mention.relation) {
        (Some(_), Some(_)) => true,
        (_, None) => STRANGERS.contains(&attribute),
        (None, Some(relation)) => {
            !MANY.contains(&relation.attribute) || relation.word.starts_with("grand")
        }
    }
}

fn facts(rule: &Rule, said: Said<'_>, reader: &Reader<'_>) -> Vec<Fact<'static>> {
    let Some(caught) = matches(rule.pattern, said.words) else {
        return Vec::new();
    };
    // "I'm married to that restaurant": to nobody.
    let to_a_thing = rule.shape == Shape::Nothing
        && matches!(rule.attribute, "dating_status" | "event")
        && matches!(caught.left, [to, whom, ..] if to.norm == "to" && !whom.is_capital() && !whom.is(&["a", "my"]));
    if to_a_thing {
        return Vec::new();
    }
    let last = rule.pattern.matches("{}").count().saturating_sub(1);
    let held = if rule.shape == Shape::Nothing {
        caught.left
    } else {
        caught.part(last)
    };
    if is_unlike(rule, held, said) {
        return Vec::new();
    }
    // What must have a day, has none.
    if rule.attribute == "plan" && rule.shape == Shape::Appointment && said.date.is_none() {
        return Vec::new();
    }
    let most = if is_single(rule.attribute) {
        1
    } else {
        usize::MAX
    };
    values(rule.shape, held, &reader.people)
        .into_iter()
        .take(most)
        .map(|value| match rule.shape {
            Shape::Phrase => retold(&words(&value), reader.hearing.persona_name),
            _ => value,
        })
        .map(|value| {
            let says = rule
                .says
                .replace("{a}", &with_article(&value))
                .replace("{}", &value);
            let bare = says
                .strip_prefix("is ")
                .or(says.strip_prefix("has "))
                .unwrap_or(&says);
            Fact {
                attribute: attribute(rule, &value),
                value: match rule.attribute {
                    _ if rule.whole => capitalised(bare),
                    "plan" | "diet" => capitalised(&value),
                    _ => value,
                },
                sensitive: rule.attribute == "health" && is_delicate(held)
                    || is_delicate(&words(bare)),
                says,
            }
        })
        .collect()
}

/// What someone likes to do is a hobby.
fn attribute(rule: &Rule, value: &str) -> &'static str {
    let value = words(value);
    match rule.attribute {
        "likes" if is_activity(&value) || is_played(&value) => "hobby",
        own => own,
    }
}

/// "a nurse", "an engineer"; "head of marketing" has none.
pub fn with_article(value: &str) -> String {
    let first = words(value)
        .into_iter()
        .next()
        .map(|word| word.norm)
        .unwrap_or_default();
    if matches!(
        first.as_str(),
        "head" | "ceo" | "cto" | "cfo" | "vp" | "president"
    ) {
        return value.to_owned();
    }
    let article = if first.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    let shouted = value.chars().take(2).filter(|c| c.is_uppercase()).count() == 2;
    let value = if shouted {
        value.to_owned()
    } else {
        uncapitalised(value)
    };
    format!("{article} {value}")
}

/// Writes a fact down as a claim.
pub fn tell(reader: &mut Reader<'_>, said: Said<'_>, who: &Who, fact: Fact<'_>) {
    let (subject, label) = match who {
        Who::User | Who::UserWith(_) => (Subject::User, "User".to_owned()),
        Who::Other(mention) => (mention.subject(), mention.label()),
        Who::Persona => return,
    };
    let parent = match who {
        Who::Other(mention) => mention
            .relation
            .map(|relation| relation.attribute)
            .filter(|own| matches!(*own, "mom" | "dad")),
        _ => None,
    };
    let told_as_parent = parent.filter(|_| matches!(fact.attribute, "home" | "job" | "studies"));
    let (subject, attribute, value) = match told_as_parent {
        Some(parent) => (Subject::User, parent, capitalised(&fact.says)),
        None => (subject, fact.attribute, fact.value.clone()),
    };
    let when = said
        .date
        .filter(|_| fact.attribute == "plan")
        .map(spelt_when)
        .unwrap_or_default();
    let content = format!("{label} {}{when}", fact.says);
    reader.claim(said, subject, attribute, value, content, fact.sensitive);
}

/// " on March 13, 2025", " in 2018".
pub fn spelt_when(date: &Found) -> String {
    match date.grain {
        Grain::Vague => String::new(),
        Grain::Day => format!(" on {}", date.spelt()),
        Grain::Week | Grain::Month | Grain::Year => format!(" in {}", date.spelt()),
    }
}

impl Reader<'_> {
    /// Notes a claim, weighed and dated.
    pub fn claim(
        &mut self,
        said: Said<'_>,
        subject: Subject,
        attribute: &str,
        value: String,
        content: String,
        sensitive: bool,
    ) {
        let of_user = matches!(subject, Subject::User | Subject::Both);
        let claim = Claim {
            category: known_by_name(attribute).map_or(Category::UserFact, |known| known.category),
            importance: importance::of(attribute, &value, of_user, said.sentence),
            confidence: said.confidence,
            occurred_at: said.date.and_then(|date| date.moment(self.zone)),
            attribute: attribute.to_owned(),
            subject,
            value,
            content,
            sensitive,
            replaces: None,
        };
        self.notes.claim(said.place, claim);
    }
}

/// Whether a person in a memory's value is that one.
pub fn names(value: &str, mention: &Mention) -> bool {
    mention
        .name
        .as_deref()
        .is_some_and(|name| super::notes::contains_word(value, name) || same(value, name))
}

/// The words after the first.
pub fn after(words: &[Word]) -> &[Word] {
    rest(words, 1)
}
