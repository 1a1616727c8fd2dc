//! Words as people type them in haste: without apostrophes, shortened. What could be another word
//! as well ("ill", "its", "moms") is read by its neighbours.

use super::super::people::relation;
use super::Word;

/// What is always short for something.
pub const SHORT: &[(&str, &[&str])] = &[
    ("im", &["i", "am"]),
    ("ive", &["i", "have"]),
    ("dont", &["do", "not"]),
    ("didnt", &["did", "not"]),
    ("doesnt", &["does", "not"]),
    ("isnt", &["is", "not"]),
    ("arent", &["are", "not"]),
    ("wasnt", &["was", "not"]),
    ("werent", &["were", "not"]),
    ("hasnt", &["has", "not"]),
    ("havent", &["have", "not"]),
    ("hadnt", &["had", "not"]),
    ("couldnt", &["could", "not"]),
    ("wouldnt", &["would", "not"]),
    ("shouldnt", &["should", "not"]),
    ("wont", &["will", "not"]),
    ("aint", &["am", "not"]),
    ("youre", &["you", "are"]),
    ("youve", &["you", "have"]),
    ("youll", &["you", "will"]),
    ("theyre", &["they", "are"]),
    ("weve", &["we", "have"]),
    ("hes", &["he", "is"]),
    ("shes", &["she", "is"]),
    ("whats", &["what", "is"]),
    ("wheres", &["where", "is"]),
    ("hows", &["how", "is"]),
    ("whos", &["who", "is"]),
    ("thats", &["that", "is"]),
    ("theres", &["there", "is"]),
    ("u", &["you"]),
    ("ur", &["your"]),
    ("bday", &["birthday"]),
    ("tmrw", &["tomorrow"]),
    ("tmr", &["tomorrow"]),
    ("bc", &["because"]),
    ("coz", &["because"]),
    ("idk", &["i", "do", "not", "know"]),
    ("btw", &["by", "the", "way"]),
    ("bf", &["boyfriend"]),
    ("gf", &["girlfriend"]),
];

/// What is short for two words where a clause begins, and where the second word goes on with one
/// of these or in "-ing"; none: with anything.
const AT_A_BEGINNING: &[(&str, [&str; 2], &[&str])] = &[
    ("ill", ["i", "will"], &[]),
    (
        "id",
        ["i", "would"],
        &["love", "like", "rather", "say", "never", "prefer"],
    ),
    (
        "its",
        ["it", "is"],
        &[
            "my", "a", "an", "the", "not", "so", "been", "just", "really", "okay", "fine", "in",
            "on",
        ],
    ),
    (
        "were",
        ["we", "are"],
        &[
            "not", "a", "in", "so", "both", "just", "getting", "pregnant", "married", "engaged",
        ],
    ),
];

/// People of whom "moms" may be "mom's".
const OWNERS: &[&str] = &[
    "mom",
    "mum",
    "dad",
    "mother",
    "father",
    "brother",
    "sister",
    "son",
    "daughter",
    "wife",
    "husband",
    "girlfriend",
    "boyfriend",
    "partner",
    "boss",
    "friend",
    "dog",
    "cat",
    "cousin",
    "gf",
    "bf",
    "aunt",
    "uncle",
    "grandma",
    "grandpa",
    "puppy",
    "kitten",
    "coworker",
    "roommate",
];
/// After these it is: "my moms name", "my dads allergic".
const OWNED: &[&str] = &[
    "name",
    "a",
    "an",
    "allergic",
    "called",
    "named",
    "been",
    "pregnant",
    "sick",
    "ill",
    "vegan",
    "getting",
    "moving",
    "diabetic",
    "birthday",
    "in",
    "at",
    "on",
    "from",
    "got",
    "deaf",
    "always",
    "not",
    "just",
    "still",
    "gone",
    "left",
    "got",
    "kid",
    "kids",
    "house",
    "teacher",
    "friend",
    "mate",
    "boyfriend",
    "girlfriend",
    "husband",
    "wife",
    "mom",
    "mum",
    "dad",
    "dog",
    "cat",
    "car",
    "flat",
    "phone",
    "shoe",
];

/// Spells out what only its neighbours tell.
pub fn spelt_out(words: Vec<Word>) -> Vec<Word> {
    let mut spelt: Vec<Word> = Vec::with_capacity(words.len());
    let mut later = words.into_iter().peekable();
    while let Some(word) = later.next() {
        let next = later.peek();
        let begins = spelt.last().is_none_or(|before| {
            before.is_mark()
                || before.is(&[
                    "and", "but", "so", "then", "ok", "okay", "think", "yeah", "because",
                ])
        });
        let goes_on = |listed: &'static [&'static str]| {
            next.is_some_and(|next| {
                listed.is_empty()
                    || next.is(listed)
                    || (next.norm.len() > 5 && next.norm.ends_with("ing"))
            })
        };
        let two = AT_A_BEGINNING
            .iter()
            .find(|(short, _, listed)| begins && *short == word.norm && goes_on(listed));
        let owner = word
            .norm
            .strip_suffix('s')
            .filter(|owner| {
                let pet = relation(owner).is_some_and(|relation| relation.attribute == "pet");
                OWNERS.contains(owner) || pet
            })
            .filter(|_| {
                next.is_some_and(|next| {
                    next.is(OWNED) || (next.norm.len() > 5 && next.norm.ends_with("ing"))
                })
            })
            .filter(|_| {
                let mut before = spelt.iter().rev().take(3);
                let the = next.is_some_and(|next| next.is(&["called", "named"]));
                before.any(|before| before.norm == "my" || (the && before.norm == "the"))
            });
        if let Some((_, [first, second], _)) = two {
            spelt.push(part(&word, first, word.glued));
            spelt.push(part(&word, second, false));
        } else if let Some(owner) = owner {
            spelt.push(part(&word, owner, word.glued));
            spelt.push(part(&word, "'s", true));
        } else {
            spelt.push(word);
        }
    }
    spelt
}

fn part(of: &Word, norm: &str, glued: bool) -> Word {
    Word::new(norm, norm, glued, of.quoted)
}

#[cfg(test)]
mod tests {
    use super::super::words;

    fn norms(text: &str) -> String {
        let norms: Vec<String> = words(text).into_iter().map(|word| word.norm).collect();
        norms.join(" ")
    }

    #[test]
    fn hasty_typing_is_spelt_out_by_its_neighbours() {
        for (typed, meant) in [
            ("ill call her", "i will call her"),
            ("my mom is ill", "my mom is ill"),
            ("its my dog", "it is my dog"),
            ("the dog wags its tail", "the dog wags its tail"),
            ("were having twins", "we are having twins"),
            ("they were having twins", "they were having twins"),
            ("my moms name is jo", "my mom 's name is jo"),
            ("my sisters are here", "my sisters are here"),
            ("moms are busy", "moms are busy"),
        ] {
            assert_eq!(norms(typed), meant, "{typed}");
        }
    }
}
