//! Figures of speech: what is said so often that nobody means its words. "I've a frog in my throat", "I'm
//! the black sheep", "I'm no spring chicken".

use super::super::dates::number;
use super::super::pattern::{any_finds, is_adverb, matches};
use super::super::people::role_at;
use super::super::words::{Word, rest};

/// Wherever they stand in a clause.
#[rustfmt::skip]
const FIGURES: &[&str] = &[
    // Of the body.
    "frog in my|his|her|the throat", "have|had [got] butterflies", "two left feet", "one foot in the grave", "have|had|got cold|itchy feet",
    "bone to pick", "chip on my|his|her shoulder", "bee in my|his|her bonnet", "screw loose", "eyes in the back", "eyes bigger than",
    "have|had [got] a heart of", "have|had [got] a memory|mouth|head|face|neck|voice like", "have|had [got] my|his|her hands full|tied", "on my|his|her last legs",
    "up to my|his|her eyes|neck|ears|eyeballs|elbows", "dead on my|his|her feet", "run|rushed off my|his|her feet", "skin and bone|bones", "all ears|thumbs|fingers",
    "biting|bit|bite my|his|her tongue|lip", "holding|held my|his|her tongue|breath", "fingers crossed", "crossing my fingers", "lost my|his|her tongue|head|mind|marbles|rag|bottle|thread",
    "losing my|his|her mind|marbles|head|rag", "off my|his|her head|rocker|trolley|face", "out of my|his|her mind|head|skull|depth|tree", "at my|his|her wits", "at the end of my|his|her tether|rope",
    "pulling|tearing my|his|her hair", "cost|costs|paid|pay an arm", "over my|his|her head", "in my|his|her bones", "under my|his|her skin|feet", "through the nose", "my|his|her heart be in my|his|her",
    "heart in my|his|her mouth", "head in the clouds|sand", "head over heels", "nose to the grindstone", "on my|his|her plate", "a thorn in my|his|her side", "my|his|her head be mince|mush|mashed|battered|spinning|in",
    // Of animals.
    "black sheep", "spring chicken", "i|we had kittens", "had|have|having a cow", "ants in my|his|her", "bats in", "cat out of the bag", "eat|ate a horse", "flogging a dead horse", "on my|his|her high horse",
    "fish out of water", "bull in a", "in the doghouse", "dog 's dinner|life|body", "gone|going|went to the dogs", "barking up", "snake in the grass", "wild goose", "sitting duck|ducks", "like a lamb",
    "dark horse", "early worm", "elephant in the", "lone wolf", "guinea pig", "let sleeping dogs", "the bee 's knees", "cat 's pyjamas|whiskers",
    // How one feels.
    "over the moon", "on cloud nine", "on top of the world", "down in the dumps", "in seventh heaven", "climbing the walls", "up the wall|walls", "round the bend|twist", "bored to tears|death", "scared to death|stiff",
    "worried sick", "on pins and needles", "on tenterhooks", "bag|bundle of nerves", "basket case", "in bits|pieces|stitches|tatters", "at a loose end", "out of sorts", "like a million",
    "walking on eggshells|air|sunshine", "treading on eggshells", "on thin ice", "on the warpath", "up in arms", "had|have [got] the hump", "hit the roof|ceiling|sack|hay|wall|jackpot|town",
    "blew|blown|blow a fuse|gasket", "flew|flown|fly off the handle", "threw|throw|throwing a wobbly|strop", "threw|throw|throwing in the towel", "spat|spit|spitting feathers|blood|dummy", "seen|saw|see red|stars",
    "gone|went|going|go bananas|nuts|spare|bonkers|ballistic|mental|potty|mad", "could|would murder a|an|some", "could|would kill for", "dying for|of a|an|hunger|boredom|embarrassment", "laughed my|his|her head", "worked|working my|his|her fingers",
    // How one stands.
    "in hot water", "in the same boat", "in a pickle|jam|stew|tizz|tizzy|flap|spin", "in two minds", "in my|his|her element", "in clover", "out of the woods", "out on a limb", "on the fence", "on the same page|wavelength",
    "on the ball", "snowed under", "burning the candle", "burning|burnt|burned my|his|her bridges", "sitting on a goldmine", "in the wars", "through the wars|mill|wringer", "tight ship", "lost the plot|will", "a lost cause",
    "seen a ghost", "kicked the bucket", "bit|bite the bullet", "bit|bitten off more", "lot|enough on my|his|her plate", "sold my|his|her soul", "eat my|his|her hat", "ate|eat|eating my|his|her words", "the last straw", "a chip off",
    "the bees knees", "a shadow of my|his|her", "a new man|woman", "my|his|her own worst enemy", "glutton for punishment", "broken record", "open book", "pain in the|my", "the apple of", "light|lights of my", "a martyr to",
    "wear|wears the trousers", "hold|holds the fort", "holding the fort", "rule|rules the roost", "bring|brings home the bacon", "bun in the oven", "up the duff|spout", "pop|popped|popping my|his|her clogs", "pushing up", "born yesterday",
    "made of money|stone|sugar", "rolling in it", "born with a silver", "not|never have two pennies", "on the breadline", "on the never", "coming|come out of my|his|her ears", "come|came up roses", "under my|his|her thumb", "under the thumb",
    "live|lives|living on my|his|her nerves", "live|lives|living on toast|tea|coffee|crisps|biscuits|air|pasta|noodles|beans|takeaways|chocolate|adrenaline|caffeine|gin|wine",
    "live|lives|living in my|his|her pyjamas|pajamas|slippers|wellies|dressing|pocket|pockets|head|own", "twenty-one [again] [,] with", "twenty-one again", "the cat 's mother", "the whole nine", "my|his|her own shadow",
];

/// What nobody is but so to speak.
#[rustfmt::skip]
const SO_TO_SPEAK: &[&str] = &[
    "saint", "angel", "devil", "god", "goddess", "hero", "villain", "superhero", "batman", "superman", "spiderman", "santa", "cinderella", "einstein", "sherlock", "houdini", "rambo", "grinch", "scrooge",
    "king", "queen", "princess", "prince", "emperor", "millionaire", "billionaire", "pope", "president",
    "star", "gem", "diamond", "legend", "treasure", "godsend", "brick", "rock", "peach", "menace", "nightmare", "monster", "dinosaur", "witch", "wizard", "ghost", "skeleton", "vampire", "mummy", "zombie", "alien",
    "vegetable", "robot", "machine", "magnet", "sponge", "prisoner", "slave", "doormat", "mug", "punchbag", "skivvy", "martyr", "disaster", "catastrophe", "wreck", "mess", "liability", "genius", "idiot", "fool", "clown", "joker", "wally", "pillock", "numpty", "plonker", "muppet",
    "luddite", "caveman", "hermit", "fossil", "relic", "antique", "heathen", "philistine", "lightweight", "softie", "softy", "wimp", "coward", "control", "animal", "beast", "natural",
];
/// Of a person as well.
#[rustfmt::skip]
const ANIMALS: &[&str] = &[
    "pig", "cow", "donkey", "chicken", "lamb", "lion", "lioness", "tiger", "bear", "dragon", "snake", "rat", "weasel", "fox", "wolf", "mule", "sloth", "dormouse", "mouse", "bat", "owl", "parrot", "peacock", "magpie", "squirrel", "hamster",
    "elephant", "whale", "shark", "rhino", "walrus", "octopus", "jellyfish", "limpet", "snail", "tortoise", "beast", "monkey", "gorilla", "ape", "goat", "sheep", "bull", "ox", "horse", "cat", "dog", "hound", "spaniel", "terrier", "bulldog", "butterfly", "bee", "moth",
    "island", "tree", "plant", "mushroom", "potato", "prune", "raisin", "beetroot", "lobster", "sardine", "coathanger", "beanpole", "rake", "stick", "barrel", "balloon", "yo-yo", "volcano", "whirlwind", "hurricane", "kettle", "furnace", "radiator", "fridge", "sieve", "taxi", "bank", "library", "encyclopedia",
];

/// Whether nobody means what the words of the clause say.
pub fn is_figure(clause: &[Word]) -> bool {
    any_finds(FIGURES, clause) || so_to_speak(clause) || survived(clause) || has_a_class(clause)
}

/// "I've forty kids": so many nobody has.
fn has_a_class(clause: &[Word]) -> bool {
    const MOST_CHILDREN: u32 = 14;
    clause.windows(2).any(|pair| {
        let [count, kids] = pair else {
            return false;
        };
        kids.is(&["kids", "children"])
            && number(std::slice::from_ref(count)).is_some_and(|(count, _)| count > MOST_CHILDREN)
    }) && clause
        .iter()
        .take(4)
        .any(|word| word.is(&["have", "has", "'s", "got"]))
}

/// "I'm the tiger", "my mother-in-law's a dragon", "she's a saint".
fn so_to_speak(clause: &[Word]) -> bool {
    let be = clause
        .iter()
        .take(5)
        .position(|word| word.is(&["am", "is", "'s", "are"]));
    let Some(be) = be else {
        return false;
    };
    let predicate = rest(clause, be + 1);
    let article = predicate
        .iter()
        .take(3)
        .position(|word| word.is(&["a", "an", "the", "no", "my"]));
    let noun = article.map_or(predicate, |at| rest(predicate, at + 1));
    let end = noun
        .iter()
        .take(4)
        .position(|word| {
            word.is_mark()
                || word.is(&[
                    "with", "when", "about", "in", "of", "for", "at", "to", "who", "on", "so",
                    "lately", "today", "not",
                ])
        })
        .unwrap_or(noun.len().min(4));
    let head = end.checked_sub(1).and_then(|at| noun.get(at));
    let ends = noun.len() == end || noun.get(end).is_some();
    let of_person = matches("i|we", clause).is_some()
        || clause.first().is_some_and(|first| first.norm == "my")
            && role_at(rest(clause, 1)).is_some_and(|(relation, ..)| relation.attribute != "pet");
    let named = article.is_some() || noun.first().is_some_and(Word::is_capital);
    named
        && ends
        && head.is_some_and(|head| {
            head.is(SO_TO_SPEAK) || of_person && article.is_some() && head.is(ANIMALS)
        })
}

/// "I died": who tells it did not.
fn survived(clause: &[Word]) -> bool {
    let mut words = clause
        .iter()
        .filter(|word| !is_adverb(word) && !word.is(&["nearly", "almost", "could", "have"]));
    matches!((words.next(), words.next()), (Some(i), Some(died)) if i.norm == "i" && died.norm == "died")
        && !clause.iter().any(|word| word.is(&["nearly", "almost"]))
}

#[cfg(test)]
mod tests {
    use super::super::super::words::words;
    use super::*;

    #[test]
    fn what_nobody_means_is_known() {
        for spoken in [
            "I'm over the moon",
            "I've had a bee in my bonnet since Easter",
            "I'm a dinosaur with computers",
            "my uncle's a bear in the mornings",
            "I actually died",
            "I live in my slippers",
        ] {
            assert!(is_figure(&words(spoken)), "{spoken}");
        }
        for spoken in [
            "I've a bee allergy",
            "our Nina's a queen's guard",
            "he's a greyhound",
            "I live in Slough",
            "I nearly died in 2004",
            "I keep pigs",
        ] {
            assert!(!is_figure(&words(spoken)), "{spoken}");
        }
    }
}
