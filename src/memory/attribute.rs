//! What can be known of someone, and where each stands in the spec's `long_term:` document.

use super::Category;

/// An attribute that the product knows by name. Others may occur; they are many-valued and stand
/// under `user_facts.other`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    pub name: &'static str,
    pub category: Category,
    /// The path in the `long_term:` document; `[]` at its end: a list.
    pub path: &'static str,
    /// As it stands before the value in a prompt: "Hobbies".
    pub label: &'static str,
    /// One value at a time, so that a new one supersedes; otherwise they accumulate.
    pub single: bool,
    /// Who someone is, or what could harm them: never fades.
    pub lasting: bool,
}

const fn known(
    name: &'static str,
    category: Category,
    path: &'static str,
    label: &'static str,
    single: bool,
    lasting: bool,
) -> Known {
    Known {
        name,
        category,
        path,
        label,
        single,
        lasting,
    }
}

use Category::{ImportantMemory, InsideJoke, Preference, RelationshipFact, UserFact};

/// The attribute of what the user says without one.
pub const NOTE: &str = "note";

/// In the order in which a prompt gives them.
#[rustfmt::skip]
pub const ATTRIBUTES: &[Known] = &[
    //    name                 category          path                                  label                single lasting
    known("name",              UserFact,         "user_facts.name",                    "Name",              true,  true),
    known("pronouns",          UserFact,         "user_facts.pronouns",                "Pronouns",          true,  true),
    known("age",               UserFact,         "user_facts.age",                     "Age",               true,  false),
    known("birthday",          UserFact,         "user_facts.birthday",                "Birthday",          true,  true),
    known("job",               UserFact,         "user_facts.job",                     "Job",               true,  false),
    known("boss",              UserFact,         "user_facts.boss_name",               "Boss",              true,  false),
    known("studies",           UserFact,         "user_facts.studies",                 "Studies",           true,  false),
    known("dating_status",     UserFact,         "user_facts.dating_status",           "Currently",         true,  false),
    known("partner",           UserFact,         "user_facts.partner",                 "Partner",           true,  false),
    known("ex",                UserFact,         "user_facts.exes[]",                  "Exes",              false, false),
    known("coworker",          UserFact,         "user_facts.coworkers[]",             "Coworkers",         false, false),
    known("friend",            UserFact,         "user_facts.friends[]",               "Friends",           false, false),
    known("mom",               UserFact,         "user_facts.family.mom",              "Mom",               true,  true),
    known("dad",               UserFact,         "user_facts.family.dad",              "Dad",               true,  true),
    known("sibling",           UserFact,         "user_facts.family.siblings[]",       "Siblings",          false, true),
    known("child",             UserFact,         "user_facts.family.children[]",       "Children",          false, true),
    known("relative",          UserFact,         "user_facts.family.relatives[]",      "Relatives",         false, false),
    known("pet",               UserFact,         "user_facts.pets[]",                  "Pets",              false, false),
    known("home",              UserFact,         "user_facts.lives_in",                "Lives in",          true,  false),
    known("hometown",          UserFact,         "user_facts.hometown",                "From",              true,  true),
    known("hobby",             UserFact,         "user_facts.hobbies[]",               "Hobbies",           false, false),
    known("likes",             UserFact,         "user_facts.likes[]",                 "Likes",             false, false),
    known("dislikes",          UserFact,         "user_facts.dislikes[]",              "Dislikes",          false, false),
    known("favorite",          UserFact,         "user_facts.favorites[]",             "Favorites",         false, false),
    known("allergy",           UserFact,         "user_facts.allergies[]",             "Allergic to",       false, true),
    known("diet",              UserFact,         "user_facts.diet[]",                  "Eats",              false, true),
    known("health",            UserFact,         "user_facts.health[]",                "Health",            false, true),
    known("language",          UserFact,         "user_facts.languages[]",             "Speaks",            false, true),
    known("possession",        UserFact,         "user_facts.possessions[]",           "Has",               false, false),
    known("plan",              UserFact,         "user_facts.plans[]",                 "Plans",             false, false),
    known("other",             UserFact,         "user_facts.other[]",                 "Also",              false, false),
    known("how_we_met",        RelationshipFact, "relationship_facts.how_we_met",      "How you met",       true,  true),
    known("friendship_duration_years", RelationshipFact, "relationship_facts.friendship_duration_years", "Years you have known each other", true, false),
    known("trust_level",       RelationshipFact, "relationship_facts.trust_level",     "Trust",             true,  false),
    known("communication_frequency", RelationshipFact, "relationship_facts.communication_frequency", "You talk", true, false),
    known("between_us",        RelationshipFact, "relationship_facts.between_us[]",    "Between you",       false, false),
    known("inside_joke",       InsideJoke,       "inside_jokes[]",                     "Inside joke",       false, false),
    known("event",             ImportantMemory,  "important_memories[]",               "Happened",          false, false),
    known("called",            Preference,       "preferences.called",                 "Likes to be called", true, true),
    known("greeting_style",    Preference,       "preferences.greeting_style",         "Greet",             true,  false),
    known("advice_style",      Preference,       "preferences.advice_style",           "Advice",            true,  false),
    known("topic_to_avoid",    Preference,       "preferences.topics_to_avoid[]",      "Avoid",             false, true),
    known("favorite_topic",    Preference,       "preferences.favorite_topics[]",      "Likes to talk about", false, false),
    known("values",            Preference,       "preferences.values[]",               "Values",            false, false),
];

pub fn known_by_name(name: &str) -> Option<&'static Known> {
    ATTRIBUTES.iter().find(|known| known.name == name)
}

/// Whether a new value of the attribute takes the place of the old one.
pub fn is_single(name: &str) -> bool {
    known_by_name(name).is_some_and(|known| known.single)
}

/// Whether it never fades.
pub fn is_lasting(name: &str) -> bool {
    known_by_name(name).is_some_and(|known| known.lasting)
}
