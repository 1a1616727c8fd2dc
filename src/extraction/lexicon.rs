//! Word lists that more than one part of the reader asks.

pub mod doing;
pub mod everyday;
pub mod figures;
mod work;

use super::words::{Word, among, stem};
pub use work::is_occupation;

/// Things that people do, beside those that end in "-ing".
#[rustfmt::skip]
const ACTIVITIES: &[&str] = &[
    "yoga", "chess", "football", "soccer", "basketball", "tennis", "golf", "hockey", "baseball",
    "volleyball", "rugby", "cricket", "badminton", "pickleball", "karate", "judo", "pilates",
    "crossfit", "photography", "pottery", "ceramics", "poker", "karaoke", "origami", "carpentry",
    "woodwork", "calligraphy", "poetry", "improv", "theater", "theatre", "astronomy", "archery",
    "ballet", "salsa", "puzzles", "crosswords", "sudoku", "trivia", "embroidery", "crochet",
    "ping-pong", "squash", "softball", "lacrosse", "taekwondo", "jiu-jitsu", "parkour", "games",
    "arts", "triathlons", "marathons",
];
#[rustfmt::skip]
const INSTRUMENTS: &[&str] = &[
    "guitar", "piano", "violin", "drums", "ukulele", "cello", "flute", "bass", "saxophone",
    "trumpet", "clarinet", "harp", "banjo", "keyboard", "viola", "harmonica",
];
/// What people take up, by its gerund. Others ("helping", "seeing") are no hobby.
#[rustfmt::skip]
const PURSUITS: &[&str] = &[
    "acting", "backpacking", "baking", "beekeeping", "biking", "birding", "birdwatching", "boating",
    "bouldering", "bowling", "boxing", "brewing", "camping", "canoeing", "climbing", "collecting",
    "cooking", "crafting", "crocheting", "cycling", "dancing", "diving", "drawing", "drumming",
    "embroidering", "fencing", "fishing", "foraging", "gaming", "gardening", "golfing", "hiking",
    "hunting", "ice-skating", "jogging", "journaling", "juggling", "kayaking", "kickboxing",
    "knitting", "lifting", "longboarding", "meditating", "mountaineering", "paddleboarding",
    "paddling", "painting", "photographing", "quilting", "rafting", "reading", "riding",
    "rollerblading", "rowing", "running", "sailing", "scrapbooking", "sculpting", "sewing",
    "singing", "skateboarding", "skating", "skiing", "skydiving", "sketching", "snorkeling",
    "snowboarding", "songwriting", "spinning", "stargazing", "streaming", "surfing", "swimming",
    "thrifting", "traveling", "travelling", "volunteering", "walking", "weightlifting", "weaving",
    "whittling", "woodworking", "wrestling", "writing", "woodcarving", "blogging", "coding",
    "bird-watching", "rock-climbing",
];

/// Whether a thing is something that one does: "rock climbing", "baking bread", "chess".
pub fn is_activity(words: &[Word]) -> bool {
    let does = |word: &Word| {
        let norm = word.norm.as_str();
        among(PURSUITS, norm) || among(ACTIVITIES, norm)
    };
    let begins_and_ends = words.first().into_iter().chain(words.last());
    begins_and_ends.clone().any(does)
        || matches!(words, [first, second, ..] if first.norm == "working" && second.norm == "out")
        || matches!(words, [first, later @ ..] if first.norm == "playing" && is_played(later))
}

/// Whether it is a gerund: a thing that one does, hobby or not.
pub fn is_gerund(word: &Word) -> bool {
    word.norm.len() > 4 && word.norm.ends_with("ing") && !word.is(NO_GERUNDS)
}

/// Words in "-ing" for things.
#[rustfmt::skip]
const NO_GERUNDS: &[&str] = &[
    "thing", "things", "king", "ring", "spring", "morning", "evening", "wedding", "building",
    "ceiling", "string", "wing", "clothing", "pudding", "stuffing", "icing", "dressing",
    "lightning", "viking", "bing", "sterling", "herring",
];

/// Whether it is something to play: a sport, a game, an instrument.
pub fn is_played(words: &[Word]) -> bool {
    words.len() <= 3
        && words
            .last()
            .is_some_and(|word| word.is(INSTRUMENTS) || word.is(ACTIVITIES))
}

/// "climb" as "climbing"; none for what nobody takes up.
pub fn pursuit(verb: &str) -> Option<&'static str> {
    let of = |gerund: &&&str| {
        let head = gerund.strip_suffix("ing").unwrap_or(gerund);
        let doubled = head.strip_suffix(|last: char| head.chars().rev().nth(1) == Some(last));
        head == verb || verb.strip_suffix('e') == Some(head) || doubled == Some(verb)
    };
    PURSUITS.iter().find(of).copied()
}

#[rustfmt::skip]
const CONDITIONS: &[&str] = &[
    "asthma", "diabetes", "epilepsy", "arthritis", "migraines", "anxiety", "depression", "adhd",
    "add", "autism", "cancer", "celiac", "coeliac", "insomnia", "ptsd", "ocd", "hypertension",
    "anemia", "anaemia", "lupus", "eczema", "psoriasis", "endometriosis", "fibromyalgia",
    "dyslexia", "tinnitus", "vertigo", "ibs", "pcos", "hiv", "leukemia", "sciatica", "scoliosis",
    "glaucoma", "gout", "stammer", "stutter", "pacemaker", "stent", "stoma", "angina", "cataracts", "sepsis", "emphysema", "bulimia", "anorexia", "dementia", "parkinson", "alzheimer",
];
#[rustfmt::skip]
const CONDITION_WORDS: &[&str] = &[
    "disease", "disorder", "syndrome", "pressure", "condition", "fibrosis", "sclerosis",
];
#[rustfmt::skip]
const AFFLICTED: &[&str] = &[
    "diabetic", "asthmatic", "celiac", "epileptic", "autistic", "sober", "deaf", "blind", "bipolar",
    "dyslexic", "colorblind", "anemic", "infertile",
];

/// A named illness.
pub fn is_condition(words: &[Word]) -> bool {
    words
        .last()
        .is_some_and(|word| word.is(CONDITIONS) || word.is(CONDITION_WORDS))
        || words.iter().any(|word| word.is(&["diabetes", "cancer"]))
}

/// Someone's own state of health: "diabetic", "lactose intolerant".
pub fn is_afflicted(words: &[Word]) -> bool {
    matches!(words, [only] if only.is(AFFLICTED))
        || words.last().is_some_and(|word| word.norm == "intolerant")
}

/// What someone would not have told to others unasked.
pub fn is_delicate(words: &[Word]) -> bool {
    const DELICATE: &[&str] = &[
        "depress",
        "suicid",
        "cancer",
        "hiv",
        "abortion",
        "miscarriag",
        "bulimia",
        "anorexia",
        "ptsd",
        "bipolar",
        "anxieti",
        "anxiety",
        "addict",
        "rehab",
        "infertil",
        "sober",
        "assault",
        "abus",
        "rape",
        "overdos",
        "leukemia",
        "dementia",
        "alzheim",
        "anxiet",
    ];
    words.iter().any(|word| {
        let own = stem(&word.norm);
        DELICATE
            .iter()
            .any(|start| word.norm.starts_with(start) || own == *start)
    })
}

#[rustfmt::skip]
const DIETS: &[&str] = &[
    "vegan", "vegetarian", "pescatarian", "gluten-free", "dairy-free", "keto", "kosher", "halal",
];

pub fn is_diet(norm: &str) -> bool {
    among(DIETS, norm)
}

#[rustfmt::skip]
const LANGUAGES: &[&str] = &[
    "english", "spanish", "french", "german", "italian", "portuguese", "mandarin", "cantonese",
    "chinese", "japanese", "korean", "arabic", "hindi", "urdu", "russian", "polish", "dutch",
    "swedish", "norwegian", "danish", "finnish", "greek", "turkish", "hebrew", "vietnamese", "thai",
    "tagalog", "ukrainian", "czech", "hungarian", "romanian", "farsi", "persian", "bengali",
    "punjabi", "swahili", "catalan", "welsh", "irish", "gaelic", "asl",
];

pub fn is_language(norm: &str) -> bool {
    among(LANGUAGES, norm)
}

#[rustfmt::skip]
const APPOINTMENTS: &[&str] = &[
    "interview", "appointment", "exam", "test", "date", "meeting", "surgery", "operation", "flight",
    "wedding", "presentation", "concert", "game", "race", "marathon", "trip", "deadline", "party",
    "reunion", "vacation", "audition", "recital", "hearing", "checkup", "scan", "performance",
    "gig", "conference", "final", "finals", "tournament", "ceremony",
];

/// Something that one has on a day.
pub fn is_appointment(words: &[Word]) -> bool {
    words.iter().any(|word| word.is(APPOINTMENTS))
}

#[rustfmt::skip]
const BODY: &[&str] = &[
    "eyesight", "hearing", "lungs", "joints", "spine", "hips", "nerves", "liver", "kidneys", "throat",
    "collarbone", "rib", "ribs", "jaw", "finger", "thumb", "toe",
    "me", "back", "knee", "knees", "hip", "hips", "leg", "legs", "foot", "feet",
    "arm", "arms", "hand", "hands", "shoulder", "shoulders", "neck", "head", "heart", "chest",
    "eye", "eyes", "ear", "ears", "teeth", "tooth", "stomach", "belly", "lungs", "wrist",
    "ankle", "elbow", "skin",
];

/// A part of the body.
pub fn is_of_the_body(word: &Word) -> bool {
    word.is(BODY)
}
