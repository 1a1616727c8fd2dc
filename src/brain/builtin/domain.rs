//! The part of life that is talked of.

use super::words::{stem, words};

/// The part of life that a text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Domain {
    Visit,
    Interview,
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

/// Each with its words, in the form that `stem` leaves. The first domain with the most hits wins.
#[rustfmt::skip]
const DOMAINS: &[(Domain, &[&str])] = &[
    (Domain::Visit, &["visit", "guest", "stay"]),
    (Domain::Interview, &[
        "interview", "resume", "recruiter", "hir", "apply", "application",
    ]),
    (Domain::Work, &[
        "work", "job", "boss", "coworker", "colleagu", "manager", "meet", "deadlin", "promot", "promotion",
        "project", "client", "offic", "shift", "salary", "credit", "email", "rais", "presentation", "fir",
        "team", "career", "present",
    ]),
    (Domain::Love, &[
        "dat", "girlfriend", "boyfriend", "husband", "wif", "wife", "partner", "crush", "wedd", "engag",
        "marry", "divorc", "kiss", "ex", "tinder", "romantic", "dump", "breakup", "cheat", "relationship",
    ]),
    (Domain::Family, &[
        "mom", "mum", "mother", "dad", "father", "sister", "brother", "son", "daughter", "kid", "baby",
        "parent", "family", "grandma", "grandpa", "grandmother", "grandfather", "aunt", "uncl", "cousin",
        "niec", "nephew", "child", "children", "sibl",
    ]),
    (Domain::Friends, &[
        "friend", "buddy", "roommat", "neighbor", "neighbour", "bestie",
    ]),
    (Domain::Health, &[
        "doctor", "hospital", "sick", "pain", "surgery", "cancer", "diagnos", "therapist", "therapy", "flu",
        "fever", "headach", "injury", "injur", "knee", "back", "dentist", "medication", "symptom", "cough",
        "ankl",
    ]),
    (Domain::Study, &[
        "exam", "school", "class", "cours", "colleg", "university", "homework", "thesis", "teacher", "study",
        "studi", "grad", "professor", "essay", "test", "quiz", "lectur", "degre",
    ]),
    (Domain::Money, &[
        "money", "rent", "debt", "loan", "bill", "bank", "budget", "mortgag", "sav", "tax", "spend",
        "afford", "invest", "brok",
    ]),
    (Domain::Travel, &[
        "trip", "travel", "flight", "fly", "vacation", "holiday", "beach", "airport", "hotel", "passport",
        "tour", "train", "lak", "mountain", "camp",
    ]),
    (Domain::Home, &[
        "apartment", "hous", "mov", "landlord", "kitchen", "roof", "flat", "leas", "furnitur", "renovat",
        "garden", "plumber", "lawn",
    ]),
    (Domain::Pet, &[
        "dog", "cat", "puppy", "kitten", "vet", "parrot", "hamster", "rabbit", "hors",
    ]),
    (Domain::Sport, &[
        "climb", "run", "ran", "marathon", "gym", "yoga", "swim", "bik", "cycl", "footbal", "soccer",
        "basketbal", "tennis", "surf", "hik", "workout", "train", "gam", "match", "ski", "rac", "lift",
        "danc", "golf", "basebal", "box",
    ]),
    (Domain::Making, &[
        "paint", "draw", "guitar", "piano", "sing", "song", "writ", "novel", "poem", "band", "knit", "photo",
        "photography", "cod", "program", "build", "craft", "pottery", "instrument", "art", "draft",
        "chapter", "sew",
    ]),
    (Domain::Screen, &[
        "movi", "film", "show", "seri", "episod", "netflix", "book", "podcast", "music", "album", "concert",
        "read", "watch", "season",
    ]),
    (Domain::Food, &[
        "cook", "bak", "dinner", "lunch", "breakfast", "restaurant", "recip", "cak", "pizza", "burrito",
        "coffe", "tea", "bread", "soup", "pasta", "eat", "ate", "beer", "win", "lasagna", "curry",
    ]),
    (Domain::Sleep, &[
        "sleep", "slept", "insomnia", "nightmar", "awak", "dream", "nap",
    ]),
    (Domain::Party, &[
        "party", "birthday", "festival", "celebrat", "parti", "barbecu", "reunion",
    ]),
];

impl Domain {
    pub fn of(text: &str) -> Option<Self> {
        let stems: Vec<String> = words(text).iter().map(|word| stem(word)).collect();
        let score = |known: &[&str]| {
            stems
                .iter()
                .filter(|stem| known.contains(&stem.as_str()))
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
