//! Verbs and states by how long what they tell lasts.

/// What someone does once, feels or says: of a verb in the present it tells nothing lasting.
#[rustfmt::skip]
pub const PASSING: &[&str] = &[
    "says", "thinks", "knows", "wants", "needs", "looks", "seems", "sounds", "feels", "means",
    "gets", "comes", "goes", "makes", "takes", "gives", "tells", "asks", "reckons", "hopes",
    "wishes", "believes", "guesses", "keeps", "lets", "puts", "sees", "hears", "finds", "happens",
    "appears", "remains", "stays", "turns", "starts", "stops", "ends", "begins", "continues",
    "tries", "seeks", "waits", "leaves", "arrives", "calls", "rings", "texts", "phones", "mentions",
    "claims", "insists", "swears", "doubts", "agrees", "disagrees", "understands", "remembers",
    "forgets", "matters", "helps", "hurts", "costs", "lasts", "is", "was", "has", "does", "did",
    "deserves", "expects", "worries", "cries", "laughs", "smiles", "walks", "sits", "stands",
    "sleeps", "wakes", "dies", "loses", "wins", "falls", "breaks", "drops", "picks", "brings",
    "shows", "meets", "runs", "moves", "changes", "decides", "suggests", "recommends", "promises",
    "answers", "replies", "complains", "moans", "whines", "shouts", "yells", "jokes", "teases",
    "pretends", "acts", "behaves", "pays", "owes", "kills", "saves", "depends", "sucks",
    "rocks", "rules", "smells", "tastes", "suits", "fits", "cares", "minds", "bothers", "annoys",
    "this", "as", "us", "yes", "his", "its", "'s", "always", "perhaps", "besides", "times", "kids",
    "plus", "across", "towards", "afterwards", "sometimes", "nowadays", "upstairs", "downstairs",
    "gives", "goes", "misses", "sends", "hates", "likes", "loves", "enjoys", "adores",
];
/// Of these the bare verb tells enough.
pub const ALONE: &[&str] = &[
    "skates", "smokes", "vapes", "drinks", "drives", "cycles", "snores", "sings", "dances",
    "paints", "knits", "farms", "fishes", "surfs", "gambles", "boxes",
];
/// What someone did and what changed by it.
#[rustfmt::skip]
pub const CHANGED: &[&str] = &[
    "moved", "emigrated", "dropped", "lost", "won", "passed", "graduated", "joined", "left",
    "opened", "bought", "sold", "married", "divorced", "quit", "retired", "finished", "qualified",
    "enrolled", "adopted", "broke", "fractured", "sprained", "hurt", "founded", "launched",
    "published", "became", "inherited", "built", "served", "trained", "beat", "survived",
    "transferred", "switched", "tore", "dislocated", "eloped", "fostered", "gave", "stopped", "started", "began", "split",
];
/// "She got …", of things that are had from then on.
#[rustfmt::skip]
pub const GOT: &[&str] = &[
    "visa", "job", "degree", "licence", "license", "house", "flat", "place", "car", "dog", "puppy",
    "cat", "kitten", "promotion", "divorce", "scholarship", "citizenship", "passport", "offer",
    "diagnosis", "transplant", "allotment", "boat", "van", "baby", "contract", "apprenticeship",
    "internship", "pup",
];
/// "She had …", of what marks a life.
#[rustfmt::skip]
pub const HAD: &[&str] = &[
    "baby", "babies", "twins", "triplets", "stroke", "operation", "surgery", "transplant", "bypass",
    "miscarriage", "breakdown", "hysterectomy", "accident", "seizure", "son", "daughter",
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
];
/// What one is at for months or years.
#[rustfmt::skip]
pub const AT_IT: &[&str] = &[
    "studying", "teaching", "training", "retraining", "learning", "working", "living", "running",
    "driving", "nursing", "cutting", "making", "building", "selling", "farming", "writing",
    "renting", "recovering", "retiring", "emigrating", "expecting", "dating", "seeing", "raising",
    "managing", "fostering", "serving", "apprenticing", "volunteering",
];
/// What someone who does not do it will never do today either.
pub const ABSTAINED: &[&str] = &[
    "drive", "drink", "smoke", "swim", "fly", "cook", "dance", "eat", "vape", "gamble", "cycle",
];
/// What one has for long.
#[rustfmt::skip]
pub const OWNED: &[&str] = &[
    "house", "flat", "apartment", "cottage", "bungalow", "caravan", "static", "boat", "narrowboat",
    "van", "car", "motorbike", "motorcycle", "truck", "farm", "allotment", "garden", "greenhouse",
    "shop", "restaurant", "cafe", "café", "bakery", "salon", "studio", "business", "piano",
    "guitar", "violin", "pump", "pacemaker", "inhaler", "epipen", "epipens", "stoma", "wheelchair",
    "prosthesis", "sheep", "merinos", "cows", "cattle", "hens", "chickens", "ducks", "goats",
    "pigs", "bees", "horses", "ponies", "donkeys", "alpacas", "dogs", "cats", "rabbits", "goldfish",
    "fish", "kids", "children", "sons", "daughters", "lads", "boys", "girls", "grandchildren",
    "grandkids", "brothers", "sisters", "siblings", "nephews", "nieces", "cousins", "stepchildren",
    "stepkids", "aids", "tickets", "ferrets", "pigeons", "snakes", "tarantulas", "koi", "geese", "quail",
    "llamas", "spaniels", "terriers", "budgies", "lizards", "tattoo", "tattoos",
];
