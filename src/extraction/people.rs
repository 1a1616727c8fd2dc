//! Who is spoken of: "my little brother Tom", "Sarah", "she".

use super::pattern::is_adverb;
use super::words::{Word, capitalised, rest, said, words};
use crate::memory::{Memory, Subject};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    She,
    He,
}

/// What someone is to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relation {
    /// As it is said of them: "coworker".
    pub word: &'static str,
    /// The user's attribute that holds such people; empty where none does.
    pub attribute: &'static str,
    pub gender: Option<Gender>,
}

const SHE: Option<Gender> = Some(Gender::She);
const HE: Option<Gender> = Some(Gender::He);

#[rustfmt::skip]
const RELATIONS: &[(&[&str], &str, &str, Option<Gender>)] = &[
    // said                                       word              attribute    gender
    (&["mom", "mother", "mama", "momma", "mommy"], "mom",           "mom",       SHE),
    (&["dad", "father", "papa", "daddy"],         "dad",            "dad",       HE),
    (&["brother"],                                "brother",        "sibling",   HE),
    (&["stepbrother"],                            "stepbrother",    "sibling",   HE),
    (&["sister"],                                 "sister",         "sibling",   SHE),
    (&["stepsister"],                             "stepsister",     "sibling",   SHE),
    (&["son"],                                    "son",            "child",     HE),
    (&["daughter"],                               "daughter",       "child",     SHE),
    (&["kid", "child"],                           "child",          "child",     None),
    (&["stepson"],                                "stepson",        "child",     HE),
    (&["stepdaughter"],                           "stepdaughter",   "child",     SHE),
    (&["wife"],                                   "wife",           "partner",   SHE),
    (&["husband"],                                "husband",        "partner",   HE),
    (&["girlfriend", "gf"],                       "girlfriend",     "partner",   SHE),
    (&["boyfriend", "bf"],                        "boyfriend",      "partner",   HE),
    (&["fiancé", "fiance"],                       "fiancé",         "partner",   HE),
    (&["fiancée", "fiancee"],                     "fiancée",        "partner",   SHE),
    (&["partner", "spouse"],                      "partner",        "partner",   None),
    (&["ex"],                                     "ex",             "ex",        None),
    (&["ex-girlfriend"],                          "ex-girlfriend",  "ex",        SHE),
    (&["ex-boyfriend"],                           "ex-boyfriend",   "ex",        HE),
    (&["ex-wife"],                                "ex-wife",        "ex",        SHE),
    (&["ex-husband"],                             "ex-husband",     "ex",        HE),
    (&["boss", "manager", "supervisor"],          "boss",           "boss",      None),
    (&["coworker", "co-worker", "colleague", "teammate", "workmate"], "coworker", "coworker", None),
    (&["mentor"],                                 "mentor",         "coworker",  None),
    (&["friend", "buddy", "bestie", "pal"],       "friend",         "friend",    None),
    (&["roommate", "flatmate", "housemate"],      "roommate",       "friend",    None),
    (&["neighbor", "neighbour"],                  "neighbor",       "friend",    None),
    (&["grandma", "grandmother", "nana", "granny"], "grandma",      "relative",  SHE),
    (&["grandpa", "grandfather", "granddad"],     "grandpa",        "relative",  HE),
    (&["aunt", "auntie"],                         "aunt",           "relative",  SHE),
    (&["uncle"],                                  "uncle",          "relative",  HE),
    (&["cousin"],                                 "cousin",         "relative",  None),
    (&["niece"],                                  "niece",          "relative",  SHE),
    (&["nephew"],                                 "nephew",         "relative",  HE),
    (&["grandson"],                               "grandson",       "relative",  HE),
    (&["granddaughter"],                          "granddaughter",  "relative",  SHE),
    (&["mother-in-law"],                          "mother-in-law",  "relative",  SHE),
    (&["father-in-law"],                          "father-in-law",  "relative",  HE),
    (&["sister-in-law"],                          "sister-in-law",  "relative",  SHE),
    (&["brother-in-law"],                         "brother-in-law", "relative",  HE),
    (&["stepmom", "stepmother"],                  "stepmom",        "relative",  SHE),
    (&["stepdad", "stepfather"],                  "stepdad",        "relative",  HE),
    (&["dog", "puppy"],                           "dog",            "pet",       None),
    (&["cat", "kitten", "kitty"],                 "cat",            "pet",       None),
    (&["hamster"],                                "hamster",        "pet",       None),
    (&["rabbit", "bunny"],                        "rabbit",         "pet",       None),
    (&["parrot"],                                 "parrot",         "pet",       None),
    (&["horse"],                                  "horse",          "pet",       None),
    (&["doctor"],                                 "doctor",         "",          None),
    (&["therapist"],                              "therapist",      "",          None),
    (&["landlord"],                               "landlord",       "",          None),
    (&["teacher"],                                "teacher",        "",          None),
    (&["coach", "trainer"],                       "coach",          "",          None),
];

/// The relation that a word names.
pub fn relation(norm: &str) -> Option<Relation> {
    RELATIONS
        .iter()
        .find(|(said, ..)| said.contains(&norm))
        .map(|(_, word, attribute, gender)| Relation {
            word,
            attribute,
            gender: *gender,
        })
}

/// The relation at the beginning of the words, and how many they are: "best friend", "mother in
/// law", "ex boyfriend".
fn relation_at(words: &[Word]) -> Option<(Relation, usize)> {
    let first = words.first()?;
    let joined = |count: usize| {
        let parts: Vec<&str> = words
            .get(..count)?
            .iter()
            .map(|word| word.norm.as_str())
            .collect();
        Some((relation(&parts.join("-"))?, count))
    };
    joined(3)
        .or_else(|| joined(2))
        .or_else(|| Some((relation(&first.norm)?, 1)))
}

/// What someone is to the user, a qualifier among it ("younger brother"), and how many words that
/// is.
pub fn role_at(words: &[Word]) -> Option<(Relation, Option<String>, usize)> {
    let mut at = 0;
    let mut qualifier = None;
    while let Some(word) = words.get(at) {
        if word.is(QUALIFIERS) {
            qualifier = Some(word.norm.clone());
        } else if !word.is(IDLE_QUALIFIERS) && !is_adverb(word) {
            break;
        }
        at += 1;
    }
    let (relation, used) = relation_at(rest(words, at))?;
    Some((relation, qualifier, at + used))
}

/// What someone is to the user, where the words say nothing else: "new coworker".
pub fn role(words: &[Word]) -> Option<(Relation, Option<String>)> {
    let (relation, qualifier, used) = role_at(words)?;
    let ends = words.get(used).is_none_or(|word| {
        word.is_mark() || word.is(&["at", "from", "and", "in", "now", "too", "who"])
    });
    ends.then_some((relation, qualifier))
}

const QUALIFIERS: &[&str] = &[
    "older", "younger", "little", "big", "twin", "elder", "baby", "best", "middle", "eldest",
    "youngest", "oldest",
];

pub fn is_qualifier(word: &Word) -> bool {
    word.is(QUALIFIERS)
}

/// These say nothing lasting.
const IDLE_QUALIFIERS: &[&str] = &[
    "old", "new", "good", "close", "dear", "late", "own", "sweet", "poor", "beloved", "work",
    "lovely", "crazy", "stupid", "first", "other", "annoying", "favorite",
];

/// "My friend from work, Tom".
const MEETING_PLACES: &[&str] = &["work", "college", "school", "church", "university", "home"];

/// Someone, as they were spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mention {
    pub name: Option<String>,
    pub relation: Option<Relation>,
    /// "younger", "best".
    pub qualifier: Option<String>,
}

impl Mention {
    /// By what a memory knows them.
    pub fn subject(&self) -> Subject {
        Subject::Person(self.key())
    }

    pub fn key(&self) -> String {
        self.name
            .clone()
            .or_else(|| self.relation.map(|relation| relation.word.to_owned()))
            .unwrap_or_default()
    }

    /// How a sentence about them begins: "Sarah", "User's mom".
    pub fn label(&self) -> String {
        match (&self.name, self.relation) {
            (Some(name), _) => name.clone(),
            (None, Some(relation)) => format!("User's {}", self.described(relation)),
            (None, None) => String::new(),
        }
    }

    fn described(&self, relation: Relation) -> String {
        match &self.qualifier {
            Some(qualifier) => format!("{qualifier} {}", relation.word),
            None => relation.word.to_owned(),
        }
    }

    /// What they are to the user: "younger brother".
    pub fn role(&self) -> Option<String> {
        self.relation.map(|relation| self.described(relation))
    }

    /// As the user's attribute holds them: "Younger brother Tom", "Max (dog)", "Sarah".
    pub fn value(&self) -> Option<String> {
        let relation = self.relation?;
        let role = self.described(relation);
        let name = self.name.as_ref()?;
        Some(match relation.attribute {
            "sibling" | "child" | "relative" => format!("{} {name}", capitalised(&role)),
            "pet" => format!("{name} ({})", relation.word),
            "coworker" if relation.word == "mentor" => format!("{name} (mentor)"),
            "friend" if role != "friend" => format!("{name} ({role})"),
            "partner" | "ex" if !matches!(relation.word, "partner" | "ex") => {
                format!("{name} ({})", relation.word)
            }
            _ => name.clone(),
        })
    }

    /// As an episode lists them: "Sarah (coworker)".
    pub fn listed(&self) -> String {
        match (&self.name, self.role()) {
            (Some(name), Some(role)) => format!("{name} ({role})"),
            (Some(name), None) => name.clone(),
            (None, Some(role)) => capitalised(&role),
            (None, None) => String::new(),
        }
    }
}

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

/// Reads people; knows whether the transcript writes capitals.
#[derive(Debug, Clone, Default)]
pub struct People {
    known: Vec<Mention>,
    /// Those spoken of lately, the last at the end.
    lately: Vec<Mention>,
    pub cased: bool,
}

impl People {
    /// Those that the memories know.
    pub fn of(memories: &[Memory], cased: bool) -> Self {
        let mut people = Self {
            cased,
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
        let key = mention.key();
        self.lately.retain(|other| other.key() != key);
        self.lately.push(mention.clone());
    }

    /// The one spoken of last.
    pub fn latest(&self) -> Option<&Mention> {
        self.lately.last()
    }

    /// Forgets who was spoken of: another subject begins.
    pub fn turn_over(&mut self) {
        let keep = self.lately.len().saturating_sub(1);
        self.lately.drain(..keep);
    }

    /// The one whom "she" must mean; none where two may be meant.
    fn meant(&self, gender: Gender) -> Option<&Mention> {
        let fits = |mention: &&Mention| {
            mention
                .relation
                .and_then(|relation| relation.gender)
                .is_none_or(|own| own == gender)
        };
        let mut fitting = self.lately.iter().filter(fits);
        let only = fitting.next();
        only.filter(|_| fitting.next().is_none())
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
            (at + used == words.len()).then_some(mention)
        })
    }

    /// A person at the beginning of the words: "my coworker Sarah", "Mom", "Sarah".
    pub fn someone(&self, words: &[Word]) -> Option<(Mention, usize)> {
        let first = words.first()?;
        if first.norm == "my" {
            return self
                .of_mine(rest(words, 1))
                .map(|(mention, used)| (mention, used + 1));
        }
        // "Mom called": a relation in the place of a name.
        let own = relation(&first.norm).filter(|relation| {
            first.is_capital() && matches!(relation.attribute, "mom" | "dad" | "relative")
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
                let (name, used) = self.name(words)?;
                let mention = self.by_name(&name).cloned().unwrap_or(Mention {
                    name: Some(name),
                    ..Mention::default()
                });
                (mention, used)
            }
        };
        not_owner(words, used).then_some((mention, used))
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

    /// A name of one or two words.
    pub fn name(&self, words: &[Word]) -> Option<(String, usize)> {
        let first = words.first()?;
        if !self.is_name(first) {
            return None;
        }
        let second = words
            .get(1)
            .filter(|word| self.cased && word.is_capital() && self.is_name(word) && !word.glued);
        let used = 1 + usize::from(second.is_some());
        let name = said(words.get(..used)?);
        let name = if self.cased { name } else { capitalised(&name) };
        Some((name, used))
    }

    fn is_name(&self, word: &Word) -> bool {
        let letters = word
            .norm
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.'));
        let long = (2..=30).contains(&word.norm.chars().count());
        let begins = word.norm.chars().next().is_some_and(char::is_alphabetic);
        if !letters || !begins || !long || NO_NAMES.contains(&word.norm.as_str()) {
            return false;
        }
        if self.cased {
            word.is_capital()
        } else {
            !UNCASED_NO_NAMES.contains(&word.norm.as_str())
                && !word.norm.ends_with("ing")
                && !word.norm.ends_with("ed")
        }
    }
}

/// Whether what follows is not a thing of theirs: "my sister's boyfriend" is not my sister.
fn not_owner(words: &[Word], used: usize) -> bool {
    if words.get(used).is_none_or(|word| word.norm != "'s") {
        return true;
    }
    const PREDICATES: &[&str] = &[
        "a",
        "an",
        "the",
        "not",
        "in",
        "at",
        "on",
        "from",
        "allergic",
        "called",
        "named",
        "dead",
        "pregnant",
        "sick",
        "ill",
        "getting",
        "been",
        "got",
        "so",
        "really",
        "just",
        "also",
        "very",
        "always",
        "into",
        "my",
        "cool",
        "great",
        "nice",
        "awesome",
        "problematic",
        "mean",
        "rude",
        "annoying",
        "toxic",
        "difficult",
        "single",
        "married",
        "divorced",
        "engaged",
        "moving",
        "coming",
        "still",
        "now",
        "pretty",
        "kind",
        "obsessed",
        "scared",
        "afraid",
    ];
    words.get(used + 1).is_some_and(|next| {
        next.is(PREDICATES)
            || (next.norm.ends_with("ing") && next.norm.len() > 5)
            || next.norm.parse::<u32>().is_ok()
    })
}

/// The attributes of the user that hold people by their names.
pub const HOLDERS: &[&str] = &[
    "partner", "ex", "boss", "coworker", "friend", "sibling", "child", "relative", "pet",
];

/// Whom a memory names.
fn remembered(memory: &Memory) -> Option<Mention> {
    let held = memory.subject == Subject::User && HOLDERS.contains(&memory.attribute.as_str());
    let spoken = words(&memory.value);
    let (name, relation) = match &memory.subject {
        Subject::Person(name) if relation(name).is_none() => (name.clone(), None),
        Subject::User if held => {
            let said = spoken.iter().find_map(|word| relation(&word.norm));
            let name = spoken.iter().find(|word| {
                word.is_capital() && relation(&word.norm).is_none() && !word.is(QUALIFIERS)
            })?;
            (
                name.text.clone(),
                said.or_else(|| relation(&memory.attribute)),
            )
        }
        _ => return None,
    };
    Some(Mention {
        name: Some(name),
        relation: relation.filter(|relation| relation.attribute == memory.attribute),
        qualifier: None,
    })
}

/// Words with a capital that are nobody's name.
const NO_NAMES: &[&str] = &[
    "i",
    "you",
    "he",
    "she",
    "it",
    "we",
    "they",
    "this",
    "that",
    "these",
    "those",
    "there",
    "here",
    "what",
    "who",
    "when",
    "where",
    "why",
    "how",
    "the",
    "a",
    "an",
    "my",
    "your",
    "his",
    "her",
    "our",
    "their",
    "its",
    "some",
    "any",
    "all",
    "both",
    "every",
    "each",
    "no",
    "not",
    "nothing",
    "everything",
    "something",
    "everyone",
    "everybody",
    "nobody",
    "someone",
    "somebody",
    "people",
    "anyone",
    "one",
    "two",
    "three",
    "another",
    "other",
    "most",
    "many",
    "much",
    "few",
    "and",
    "or",
    "but",
    "if",
    "so",
    "because",
    "then",
    "than",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "to",
    "with",
    "about",
    "after",
    "before",
    "do",
    "does",
    "did",
    "have",
    "has",
    "had",
    "am",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "will",
    "would",
    "can",
    "could",
    "should",
    "may",
    "might",
    "just",
    "please",
    "thanks",
    "thank",
    "yes",
    "yeah",
    "okay",
    "ok",
    "hey",
    "hi",
    "hello",
    "well",
    "oh",
    "god",
    "jesus",
    "christ",
    "lord",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "today",
    "tomorrow",
    "yesterday",
    "tonight",
    "work",
    "life",
    "love",
    "mom",
    "dad",
    "sir",
    "maam",
    "ma'am",
    "mr",
    "christmas",
    "english",
    "spanish",
    "french",
    "german",
    "american",
    "british",
    "italian",
    "chinese",
    "japanese",
    "mexican",
    "indian",
    "canadian",
    "irish",
    "jewish",
    "christian",
    "muslim",
    "catholic",
    "russian",
    "korean",
    "dutch",
    "asian",
    "african",
    "european",
    "hr",
    "it's",
    "go",
    "going",
    "get",
    "getting",
    "call",
    "tell",
    "ask",
    "make",
    "let",
    "lets",
    "never",
    "always",
    "now",
    "back",
    "later",
    "still",
    "also",
    "maybe",
    "really",
    "sorry",
    "guess",
    "dr",
    "remember",
    "forget",
    "user",
    "speaking",
    "things",
    "stuff",
    "us",
    "me",
    "him",
    "them",
];
/// Where nothing has a capital, these follow where a name might.
const UNCASED_NO_NAMES: &[&str] = &[
    "lives", "works", "loves", "likes", "hates", "says", "said", "thinks", "wants", "needs",
    "keeps", "makes", "goes", "gets", "got", "came", "comes", "went", "died", "left", "told",
    "gave", "took", "made", "knows", "knew", "crazy", "happy", "sad", "tired", "good", "bad",
    "great", "fine", "sick", "busy", "late", "again", "anytime", "whenever", "soon", "asap", "old",
    "new", "best", "too", "name", "names", "plays", "runs", "teaches", "studies", "isn", "doesn",
    "didn", "recently", "usually", "often", "drives", "calls", "does", "broke", "down", "up",
    "out", "off", "over", "around", "when", "while", "which", "stupid", "weird", "speaks", "moves",
    "owns", "has", "had", "passed", "used", "only", "even", "first", "last", "next",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn cased() -> People {
        People {
            cased: true,
            ..People::default()
        }
    }

    fn subject(people: &People, text: &str) -> Option<(Who, usize)> {
        people.subject(&words(text))
    }

    #[test]
    fn people_are_known_by_relation_and_name() {
        let people = cased();
        for (text, listed) in [
            ("my coworker Sarah is rude", "Sarah (coworker)"),
            (
                "my younger brother Tom is in college",
                "Tom (younger brother)",
            ),
            ("my boss, Marcus, is great", "Marcus (boss)"),
            ("my best friend Priya lives there", "Priya (best friend)"),
            ("my mom lives in Ohio", "Mom"),
            ("Mom lives in Ohio", "Mom"),
            ("my ex boyfriend Trevor called", "Trevor (ex-boyfriend)"),
            ("Sarah is rude", "Sarah"),
        ] {
            match subject(&people, text) {
                Some((Who::Other(mention), _)) => assert_eq!(mention.listed(), listed, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn someone_elses_people_and_things_are_not_the_users() {
        let people = cased();
        for text in [
            "my sister's boyfriend is allergic",
            "Sarah's dog died",
            "Tom's wife is pregnant",
        ] {
            assert_eq!(subject(&people, text), None, "{text}");
        }
        assert!(subject(&people, "my sister's pregnant").is_some());
    }

    #[test]
    fn she_is_somebody_only_where_nobody_else_can_be_meant() {
        let mut people = cased();
        let (sarah, _) = people.someone(&words("my coworker Sarah")).unwrap();
        people.met(&sarah);
        assert_eq!(
            subject(&people, "she is rude"),
            Some((Who::Other(sarah), 1))
        );
        let (mom, _) = people.someone(&words("my mom")).unwrap();
        people.met(&mom);
        assert_eq!(subject(&people, "she is rude"), None);
    }

    #[test]
    fn a_name_without_capitals_is_taken_only_where_nothing_has_any() {
        let people = People::default();
        let (mention, _) = people
            .someone(&words("my brother tom lives there"))
            .unwrap();
        assert_eq!(mention.name.as_deref(), Some("Tom"));
        let (mention, _) = people.someone(&words("my brother lives there")).unwrap();
        assert_eq!(mention.name, None);
        assert_eq!(
            cased()
                .someone(&words("my brother tom lives"))
                .unwrap()
                .0
                .name,
            None
        );
    }
}
