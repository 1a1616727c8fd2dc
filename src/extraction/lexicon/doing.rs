//! Verbs and states by how long what they tell lasts.

/// What someone did and what changed by it.
#[rustfmt::skip]
pub const CHANGED: &[&str] = &[
    "moved", "emigrated", "dropped", "lost", "won", "passed", "graduated", "joined", "left",
    "opened", "bought", "sold", "married", "divorced", "quit", "retired", "finished", "qualified",
    "enrolled", "adopted", "broke", "fractured", "sprained", "hurt", "founded", "launched",
    "published", "became", "inherited", "built", "served", "trained", "beat", "survived",
    "transferred", "switched", "tore", "dislocated", "eloped", "fostered", "gave", "stopped", "started", "began", "split",
];
/// What someone is for long.
#[rustfmt::skip]
pub const STATES: &[&str] = &[
    "retired", "divorced", "widowed", "single", "married", "engaged", "separated", "unemployed",
    "self-employed", "vegan", "vegetarian", "pescatarian", "diabetic", "asthmatic", "coeliac",
    "celiac", "epileptic", "autistic", "deaf", "blind", "bipolar", "dyslexic", "sober", "pregnant",
    "gay", "lesbian", "bisexual", "trans", "non-binary", "nonbinary", "bilingual", "adopted",
    "left-handed", "catholic", "muslim", "jewish", "hindu", "sikh", "buddhist", "religious",
    "teetotal", "allergic", "intolerant", "colourblind", "colorblind", "disabled", "deployed",
    "dead", "irish", "scottish", "welsh", "english", "polish", "german", "french", "italian",
    "spanish", "nigerian", "indian", "jamaican", "greek", "turkish", "portuguese", "american",
    "canadian", "australian", "mexican", "brazilian", "chinese", "japanese", "korean", "russian",
    "ukrainian", "dutch", "swedish", "danish", "norwegian", "finnish",
];
/// What someone is taken with, before "on", "about", "into" …
pub const KEEN: &[&str] = &[
    "mad",
    "crazy",
    "nuts",
    "keen",
    "obsessed",
    "big",
    "hooked",
    "good",
    "great",
    "brilliant",
    "terrified",
    "scared",
    "afraid",
    "allergic",
];
/// What someone is by being of a kind.
#[rustfmt::skip]
pub const KINDS: &[&str] = &[
    "twin", "twins", "triplet", "triplets", "widow", "widower", "vegetarian", "vegan", "coeliac",
    "celiac", "diabetic", "student", "orphan", "veteran", "refugee", "smoker", "drinker", "catholic",
    "muslim", "grandmother", "grandfather", "grandma", "grandpa", "mother", "father", "mom", "dad",
    "uncle", "aunt", "pensioner", "carer", "volunteer", "apprentice", "trainee", "millennial", "youngest", "oldest", "eldest",
    "only-child", "fan", "supporter", "person", "man", "woman", "lady", "guy", "girl", "lad", "lass",
    "bloke", "member", "owner", "husband", "champion", "addict", "fanatic", "buff", "nut", "type", "baby",
    "reader", "sleeper", "bird", "owl", "walker", "swimmer", "cook", "gardener", "collector", "believer", "worrier", "riser", "eater",
];
/// What one is at for months or years.
#[rustfmt::skip]
pub const AT_IT: &[&str] = &[
    "studying", "teaching", "training", "retraining", "learning", "working", "living", "running",
    "driving", "nursing", "cutting", "making", "building", "selling", "farming", "writing",
    "renting", "recovering", "retiring", "emigrating", "expecting", "dating", "seeing", "raising",
    "managing", "fostering", "serving", "apprenticing", "volunteering",
];
