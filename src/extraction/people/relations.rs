//! What people are to the user: "coworker", "younger brother".

use super::super::pattern::is_adverb;
use super::super::words::{Word, rest};

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
    (&["dog", "puppy", "pup", "golden-retriever", "labrador", "poodle", "beagle", "corgi", "husky",
       "bulldog", "terrier", "dachshund", "chihuahua", "german-shepherd", "pug", "border-collie",
       "rottweiler", "dalmatian", "labradoodle", "goldendoodle"], "dog", "pet", None),
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
