//! What people are to the user: "coworker", "younger brother".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::super::pattern::is_adverb;
use super::super::words::{Word, digest, rest};

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
    (&["mom", "mum", "mother", "mama", "momma", "mommy", "mam", "mammy", "mummy", "ma"], "mom",           "mom",       SHE),
    (&["dad", "father", "papa", "daddy", "pops"],"dad",            "dad",       HE),
    (&["brother"],                                "brother",        "sibling",   HE),
    (&["stepbrother"],                            "stepbrother",    "sibling",   HE),
    (&["sister"],                                 "sister",         "sibling",   SHE),
    (&["stepsister"],                             "stepsister",     "sibling",   SHE),
    (&["half-brother"],                           "half-brother",   "sibling",   HE),
    (&["half-sister"],                            "half-sister",    "sibling",   SHE),
    (&["son", "lad"],                             "son",            "child",     HE),
    (&["daughter", "lass"],                       "daughter",       "child",     SHE),
    (&["kid", "child"],                           "child",          "child",     None),
    (&["stepson"],                                "stepson",        "child",     HE),
    (&["stepdaughter"],                           "stepdaughter",   "child",     SHE),
    (&["wife", "missus", "missis"],               "wife",           "partner",   SHE),
    (&["husband", "hubby"],                       "husband",        "partner",   HE),
    (&["girlfriend", "gf"],                       "girlfriend",     "partner",   SHE),
    (&["boyfriend", "bf"],                        "boyfriend",      "partner",   HE),
    (&["fiancé", "fiance"],                       "fiancé",         "partner",   HE),
    (&["fiancée", "fiancee"],                     "fiancée",        "partner",   SHE),
    (&["partner", "spouse", "other-half", "fella", "bloke"], "partner", "partner",  None),
    (&["ex"],                                     "ex",             "ex",        None),
    (&["ex-girlfriend"],                          "ex-girlfriend",  "ex",        SHE),
    (&["ex-boyfriend"],                           "ex-boyfriend",   "ex",        HE),
    (&["ex-wife"],                                "ex-wife",        "ex",        SHE),
    (&["ex-husband"],                             "ex-husband",     "ex",        HE),
    (&["boss", "manager", "supervisor", "gaffer", "line-manager"], "boss",           "boss",      None),
    (&["coworker", "co-worker", "colleague", "teammate", "workmate"], "coworker", "coworker", None),
    (&["mentor"],                                 "mentor",         "coworker",  None),
    (&["friend", "buddy", "bestie", "pal", "mate", "guy", "homie"], "friend",         "friend",    None),
    (&["roommate", "flatmate", "housemate"],      "roommate",       "friend",    None),
    (&["lodger"],                                 "lodger",         "friend",    None),
    (&["neighbor", "neighbour"],                  "neighbor",       "friend",    None),
    (&["grandma", "grandmother", "nana", "granny", "nan", "nanna", "gran", "nonna", "abuela", "oma"], "grandma",      "relative",  SHE),
    (&["grandpa", "grandfather", "granddad", "grandad", "granda", "gramps", "grampa", "nonno", "abuelo", "opa"], "grandpa",        "relative",  HE),
    (&["aunt", "auntie"],                         "aunt",           "relative",  SHE),
    (&["uncle"],                                  "uncle",          "relative",  HE),
    (&["cousin"],                                 "cousin",         "relative",  None),
    (&["niece"],                                  "niece",          "relative",  SHE),
    (&["nephew"],                                 "nephew",         "relative",  HE),
    (&["grandchild", "grandkid"],                 "grandchild",     "relative",  None),
    (&["godson"],                                 "godson",         "relative",  HE),
    (&["goddaughter"],                            "goddaughter",    "relative",  SHE),
    (&["son-in-law"],                             "son-in-law",     "relative",  HE),
    (&["daughter-in-law"],                        "daughter-in-law", "relative", SHE),
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
       "rottweiler", "dalmatian", "labradoodle", "goldendoodle", "whippet", "greyhound", "lurcher",
       "spaniel", "cockapoo", "cavapoo", "collie", "sheepdog", "kelpie", "heeler", "setter",
       "pointer", "retriever", "schnauzer", "shih-tzu", "jack-russell", "staffy", "staffie",
       "mastiff", "great-dane", "boxer-dog", "alsatian", "malamute", "samoyed", "akita", "pitbull",
       "hound", "mutt", "mongrel", "doberman", "pomeranian", "maltese", "frenchie", "doodle",
       "lab", "westie", "yorkie", "basset", "bichon", "papillon", "vizsla", "weimaraner"],
                                                  "dog",            "pet",       None),
    (&["cat", "kitten", "kitty", "moggy", "tabby", "tomcat", "maine-coon"], "cat",            "pet",       None),
    (&["hamster"],                                "hamster",        "pet",       None),
    (&["rabbit", "bunny"],                        "rabbit",         "pet",       None),
    (&["parrot", "cockatoo", "macaw"],            "parrot",         "pet",       None),
    (&["budgie", "parakeet"],                     "budgie",         "pet",       None),
    (&["cockatiel"],                              "cockatiel",      "pet",       None),
    (&["canary"],                                 "canary",         "pet",       None),
    (&["hen", "chicken"],                         "hen",            "pet",       None),
    (&["horse", "mare", "gelding"],               "horse",          "pet",       None),
    (&["pony"],                                   "pony",           "pet",       None),
    (&["donkey"],                                 "donkey",         "pet",       None),
    (&["goat"],                                   "goat",           "pet",       None),
    (&["tortoise"],                               "tortoise",       "pet",       None),
    (&["turtle"],                                 "turtle",         "pet",       None),
    (&["gecko"],                                  "gecko",          "pet",       None),
    (&["bearded-dragon"],                         "bearded dragon", "pet",       None),
    (&["axolotl"],                                "axolotl",        "pet",       None),
    (&["goldfish"],                               "goldfish",       "pet",       None),
    (&["guinea-pig"],                             "guinea pig",     "pet",       None),
    (&["gerbil"],                                 "gerbil",         "pet",       None),
    (&["ferret"],                                 "ferret",         "pet",       None),
    (&["hedgehog"],                               "hedgehog",       "pet",       None),
    (&["chinchilla"],                             "chinchilla",     "pet",       None),
    (&["doctor"],                                 "doctor",         "",          None),
    (&["therapist"],                              "therapist",      "",          None),
    (&["landlord"],                               "landlord",       "",          None),
    (&["teacher"],                                "teacher",        "",          None),
    (&["coach", "trainer"],                       "coach",          "",          None),
];

/// Where each word stands in the table.
static BY_WORD: LazyLock<BTreeMap<u64, usize>> = LazyLock::new(|| {
    let rows = RELATIONS.iter().enumerate().rev();
    rows.flat_map(|(at, (said, ..))| said.iter().map(move |word| (digest(word), at)))
        .collect()
});

/// The relation that a word names.
pub fn relation(norm: &str) -> Option<Relation> {
    let (_, word, attribute, gender) = RELATIONS.get(*BY_WORD.get(&digest(norm))?)?;
    Some(Relation {
        word,
        attribute,
        gender: *gender,
    })
}

/// Whether the words hold a breed, which tells more than "dog".
pub fn is_pet_kind(words: &[Word]) -> bool {
    const PLAIN: &[&str] = &[
        "puppy", "pup", "kitten", "kitty", "bunny", "hound", "mutt", "doodle",
    ];
    (0..words.len()).any(|at| {
        let kind = rest(words, at);
        relation_at(kind).is_some_and(|(relation, _)| {
            let plain = kind
                .first()
                .is_some_and(|word| word.norm == relation.word || word.is(PLAIN));
            relation.attribute == "pet" && !plain
        })
    })
}

/// The relation at the beginning of the words, and how many they are: "best friend", "mother in
/// law", "ex boyfriend".
fn relation_at(words: &[Word]) -> Option<(Relation, usize)> {
    let first = words.first()?;
    // Most are one word.
    let compound = words.get(1).is_some_and(|second| second.is(SECONDS));
    let joined = |count: usize| {
        if !compound {
            return None;
        }
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

/// The second words of those that are more than one.
#[rustfmt::skip]
const SECONDS: &[&str] = &[
    "in", "half", "manager", "retriever", "shepherd", "collie", "russell", "dane", "dog", "tzu", "coon",
    "dragon", "pig", "girlfriend", "boyfriend", "wife", "husband", "worker", "brother", "sister",
];

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
    if let Some((relation, used)) = relation_at(rest(words, at)) {
        return Some((relation, qualifier, at + used));
    }
    // "My eldest": of the children.
    let last = at.checked_sub(1).and_then(|at| words.get(at))?;
    let child = relation("child").filter(|_| last.is(&["eldest", "oldest", "youngest"]))?;
    Some((child, qualifier, at))
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
