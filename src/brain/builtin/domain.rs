//! The part of life that is talked of.

use super::words::{stem, words};

/// The part of life that a text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Domain {
    Visit,
    /// An interview, a talk before others.
    Stage,
    Work,
    Love,
    Family,
    Friends,
    Health,
    Study,
    Money,
    Travel,
    Home,
    Pet,
    Sport,
    Making,
    Screen,
    Food,
    Sleep,
    Party,
}

/// Each with its words. The domain with the most hits wins, and of equals the first.
#[rustfmt::skip]
const DOMAINS: &[(Domain, &[&str])] = &[
    (Domain::Visit, &["visit", "visitor", "guest", "houseguest"]),
    (Domain::Stage, &["interview", "resume", "recruiter", "hire", "apply", "application", "present", "presentation", "board", "speech", "pitch", "audition"]),
    (Domain::Health, &[
        "doctor", "hospital", "sick", "pain", "surgery", "cancer", "diagnose", "therapist", "therapy", "flu", "fever", "headache",
        "injury", "injure", "knee", "dentist", "medication", "symptom", "cough", "ankle", "migraine",
    ]),
    (Domain::Pet, &["dog", "cat", "puppy", "kitten", "vet", "parrot", "hamster", "rabbit", "horse", "beagle"]),
    (Domain::Work, &[
        "work", "job", "boss", "coworker", "colleague", "manager", "meeting", "deadline", "promote", "promotion", "project", "client",
        "office", "shift", "salary", "credit", "email", "raise", "fire", "nurse", "developer", "career", "slide", "startup", "overtime",
    ]),
    (Domain::Love, &[
        "date", "girlfriend", "boyfriend", "husband", "wife", "partner", "crush", "engage", "marry", "divorce", "kiss",
        "ex", "tinder", "romantic", "dump", "breakup", "cheat", "relationship", "flirt",
    ]),
    (Domain::Family, &[
        "mom", "mum", "mother", "dad", "father", "sister", "brother", "son", "daughter", "kid", "baby", "parent", "family", "grandma",
        "grandpa", "grandmother", "grandfather", "aunt", "uncle", "cousin", "niece", "nephew", "child", "children", "sibling",
    ]),
    (Domain::Friends, &["friend", "buddy", "roommate", "neighbor", "neighbour", "bestie"]),
    (Domain::Study, &[
        "exam", "school", "class", "course", "college", "university", "homework", "thesis", "teacher", "study", "studies", "grade",
        "professor", "essay", "test", "quiz", "lecture", "degree",
    ]),
    (Domain::Money, &[
        "money", "rent", "debt", "loan", "bill", "bank", "budget", "mortgage", "savings", "save", "tax", "taxes", "spend", "afford", "invest",
        "broke",
    ]),
    (Domain::Travel, &[
        "trip", "travel", "flight", "fly", "vacation", "holiday", "beach", "airport", "hotel", "passport", "tour", "lake", "mountain",
        "camping",
    ]),
    (Domain::Home, &[
        "apartment", "flat", "house", "landlord", "kitchen", "roof", "lease", "furniture", "renovate", "garden", "plumber", "lawn",
    ]),
    (Domain::Sport, &[
        "climb", "run", "ran", "marathon", "gym", "yoga", "swim", "bike", "cycle", "football", "soccer", "basketball", "tennis",
        "surf", "hike", "workout", "training", "game", "match", "ski", "race", "lift", "dance", "golf", "team", "baseball",
        "bouldering",
    ]),
    (Domain::Making, &[
        "paint", "draw", "guitar", "piano", "sing", "song", "write", "wrote", "novel", "poem", "band", "knit", "photo", "photography",
        "code", "program", "build", "craft", "pottery", "instrument", "art", "draft", "chapter", "sew", "telescope", "astronomy",
    ]),
    (Domain::Screen, &[
        "movie", "film", "show", "series", "episode", "netflix", "book", "podcast", "music", "album", "concert", "read", "watch",
        "season", "planetarium", "museum",
    ]),
    (Domain::Food, &[
        "cook", "bake", "dinner", "lunch", "breakfast", "restaurant", "recipe", "cake", "pizza", "burrito", "coffee", "tea", "bread",
        "soup", "pasta", "eat", "beer", "wine", "lasagna", "curry",
    ]),
    (Domain::Sleep, &["sleep", "slept", "bed", "bedtime", "insomnia", "nightmare", "awake", "dream", "nap"]),
    (Domain::Party, &["party", "wedding", "birthday", "festival", "celebrate", "barbecue", "reunion"]),
];

impl Domain {
    pub fn of(text: &str) -> Option<Self> {
        let stems: Vec<String> = words(text).iter().map(|word| stem(word)).collect();
        let score = |known: &[&str]| {
            known
                .iter()
                .filter(|word| stems.contains(&stem(word)))
                .count()
        };
        let mut best = None;
        for (domain, known) in DOMAINS {
            let hits = score(known);
            if hits > best.map_or(0, |(hits, _)| hits) {
                best = Some((hits, *domain));
            }
        }
        best.map(|(_, domain)| domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_life_is_heard() {
        for (text, domain) in [
            ("My boss moved the deadline", Some(Domain::Work)),
            ("I have a date with Jessica", Some(Domain::Love)),
            ("I went climbing", Some(Domain::Sport)),
            ("The exam is tomorrow", Some(Domain::Study)),
            ("Hm", None),
        ] {
            assert_eq!(Domain::of(text), domain, "{text}");
        }
    }
}
