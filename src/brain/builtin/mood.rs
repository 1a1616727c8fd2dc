//! How the one who speaks feels about it.

use super::words::{begins, has, sound, tails};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// A death.
    Loss,
    /// Sad, or with bad news.
    Low,
    Worry,
    Anger,
    Weary,
    /// Glad, or with good news.
    Joy,
    Even,
}

#[rustfmt::skip]
const LOSS: &[&str] = &[
    "passed away", "died", "funeral", "put him down", "put her down", "put to sleep", "lost my mom",
    "lost my mum", "lost my dad", "lost my mother", "lost my father", "lost my brother", "lost my sister",
    "lost my grandma", "lost my grandpa", "lost my wife", "lost my husband", "lost my son",
    "lost my daughter", "lost my dog", "lost my cat", "lost the baby", "miscarriage", "killed himself",
    "killed herself", "is dead", "grieving",
];
/// What may die without anybody mourning it.
#[rustfmt::skip]
const THINGS_THAT_DIE: &[&str] = &[
    "phone", "battery", "laptop", "computer", "car", "engine", "plant", "plants", "internet", "wifi",
    "app", "conversation", "character", "laughing", "mic", "tv",
];
#[rustfmt::skip]
const JOY: &[&str] = &[
    "happy", "glad", "thrilled", "excited", "amazing", "awesome", "fantastic", "wonderful", "promoted",
    "promotion", "got the job", "got a job", "got the part", "got in", "got accepted", "accepted me",
    "i passed", "passed my", "passed the", "aced", "engaged", "getting married", "said yes", "won",
    "good news", "great news", "amazing news", "proud", "did it", "nailed it", "can't wait", "cannot wait",
    "best day", "a raise", "paid off", "in love", "having a baby", "pregnant", "cancer free", "all clear",
    "went great", "went well", "went really well", "went so well", "went amazing", "went good",
    "feeling great", "feel great", "so good", "love it", "loved it", "so much fun", "was fun", "was great",
    "relieved", "celebrating", "got better", "she apologized", "he apologized",
    "they apologized", "made up", "adopted", "graduated", "finished it", "worked out", "personal best",
    "delighted", "asked me to marry", "proposed", "quit smoking", "quit drinking", "sober", "hopeful", "optimistic", "feel better", "a bit better", "feeling better", "much better", "good as new",
];
#[rustfmt::skip]
const LOW: &[&str] = &[
    "sad", "crying", "cried", "depressed", "heartbroken", "lonely", "so alone", "all alone", "broke up",
    "break up", "breaking up", "breakup", "dumped", "left me", "divorce", "got divorced", "fired",
    "laid off", "lost my job", "failed", "rejected", "turned me down", "didn't get the", "didn't get in",
    "cancer", "diagnosed", "in the hospital", "to the hospital", "accident", "miss him", "miss her", "going to miss", "i'll miss", "gonna miss",
    "miss them", "i miss my", "hurt", "hurts", "hopeless", "disappointed", "bad news", "awful", "terrible",
    "horrible", "rough", "worst", "feeling down", "feel down", "homesick", "ashamed", "guilty",
    "embarrassed", "sucks", "sucked", "bad day", "hard day", "tough day", "didn't go well", "went badly",
    "went wrong", "fighting", "a fight", "huge fight", "big fight", "argued", "desperate", "without him", "without her", "moved out", "left us", "cheated", "unhappy", "miserable", "numb", "messed up", "screwed up", "blew it",
    "stolen", "stole", "crashed", "bad mood", "let me down", "stood me up", "ghosted", "cancelled on me",
    "canceled on me", "struggling",
];
#[rustfmt::skip]
const WORRY: &[&str] = &[
    "worried", "worry", "worrying", "worries", "nervous", "anxious", "anxiety", "scared", "afraid",
    "terrified", "stressed", "stress", "stressful", "stressing", "overwhelmed", "overwhelming", "panic",
    "panicking", "freaking out", "don't know what to do", "can't sleep", "dread", "dreading", "pressure",
    "too much on", "so much to do", "uncertain", "what if", "concerned", "freaked out", "uneasy", "tense",
    "tension", "having issues", "having trouble", "in trouble", "torn", "behind on", "not hopeful", "not very hopeful", "not optimistic", "not so sure",
];
#[rustfmt::skip]
const ANGER: &[&str] = &[
    "angry", "mad at", "so mad", "furious", "pissed", "annoyed", "annoying", "i hate", "sick of", "fed up",
    "rude", "jerk", "unfair", "yelled at", "yelling", "took credit", "takes credit", "taking credit",
    "lied", "lying to", "passive aggressive", "crazy", "behind my back", "idiot", "bullshit", "irritated",
    "irritating", "frustrated", "frustrating", "ridiculous", "livid", "had enough", "can't stand",
    "disrespectful", "blamed me", "blames me", "snapped at",
];
#[rustfmt::skip]
const WEARY: &[&str] = &[
    "tired", "exhausted", "worn out", "burned out", "burnt out", "burnout", "sick", "no energy",
    "long day", "long week", "headache", "drained", "wiped out", "didn't sleep", "barely slept",
    "jet lagged", "hungover", "sleepy",
];
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "don't", "didn't", "isn't", "wasn't", "aren't", "weren't", "can't",
    "couldn't", "won't", "hardly", "without", "doesn't", "ain't", "less",
];
/// What stops being negated: "I can't stop crying", "not only sad".
const NO_NEGATIONS: &[&str] = &[
    "can't stop",
    "couldn't stop",
    "can't help",
    "not only",
    "not just",
];

impl Mood {
    pub fn of(text: &str) -> Self {
        let heard = sound(text);
        let heard = NO_NEGATIONS
            .iter()
            .fold(heard, |heard, phrase| heard.replace(phrase, ""));
        let thing = THINGS_THAT_DIE.iter().any(|thing| has(&heard, thing));
        if !thing && LOSS.iter().any(|phrase| has(&heard, phrase)) {
            return Self::Loss;
        }
        let lists = [
            (Self::Joy, JOY),
            (Self::Low, LOW),
            (Self::Worry, WORRY),
            (Self::Anger, ANGER),
            (Self::Weary, WEARY),
        ];
        // What is said last counts: "I was nervous, but it went great". Of two that end together
        // the longer says more: "cancer free".
        lists
            .iter()
            .flat_map(|(mood, phrases)| phrases.iter().map(move |phrase| (*mood, *phrase)))
            .filter_map(|(mood, phrase)| {
                let at = place(&heard, phrase)?;
                let mood = if is_negated(&heard, at) {
                    mood.denied()
                } else {
                    mood
                };
                // Another's anger is one's own worry.
                let mood = if mood == Self::Anger && is_anothers(&heard, at, phrase) {
                    Self::Worry
                } else {
                    mood
                };
                (mood != Self::Even).then_some((at + phrase.len(), phrase.len(), mood))
            })
            .max_by_key(|(end, length, _)| (*end, *length))
            .map_or(Self::Even, |(_, _, mood)| mood)
    }

    /// Not happy is sad; not sad is nothing much.
    fn denied(self) -> Self {
        if self == Self::Joy {
            Self::Low
        } else {
            Self::Even
        }
    }

    pub fn is_heavy(self) -> bool {
        !matches!(self, Self::Joy | Self::Even)
    }
}

/// Where the phrase stands for the last time.
fn place(heard: &str, phrase: &str) -> Option<usize> {
    if !heard.contains(phrase) {
        return None;
    }
    let tails = tails(heard).filter(|tail| begins(tail, phrase));
    tails.last().map(|tail| heard.len() - tail.len())
}

fn is_negated(heard: &str, at: usize) -> bool {
    let before = heard.get(..at).unwrap_or_default();
    before
        .split_whitespace()
        .rev()
        .take(3)
        .any(|word| NEGATIONS.contains(&word))
}

fn is_anothers(heard: &str, at: usize, phrase: &str) -> bool {
    const FELT: [&str; 6] = ["angry", "mad at", "so mad", "furious", "annoyed", "livid"];
    const OTHERS: [&str; 9] = [
        "she", "he", "they", "she'll", "he'll", "they'll", "she's", "he's", "they're",
    ];
    let before = heard.get(..at).unwrap_or_default();
    FELT.contains(&phrase)
        && before
            .split_whitespace()
            .rev()
            .take(3)
            .any(|word| OTHERS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_someone_feels_is_heard() {
        for (text, mood) in [
            ("I got promoted today!", Mood::Joy),
            ("I was so nervous, but it went great.", Mood::Joy),
            ("She's cancer free.", Mood::Joy),
            ("I'm not happy with it.", Mood::Low),
            ("I'm not worried.", Mood::Even),
            ("I can't stop crying", Mood::Low),
            ("My grandmother passed away last night.", Mood::Loss),
            ("My phone died.", Mood::Even),
            ("Sarah took credit for my work again.", Mood::Anger),
            ("I'm anxious about Friday.", Mood::Worry),
            ("I'm exhausted.", Mood::Weary),
            ("I'm sick of this.", Mood::Anger),
            ("I'm scared she'll be angry.", Mood::Worry),
            ("I made soup.", Mood::Even),
            ("", Mood::Even),
        ] {
            assert_eq!(Mood::of(text), mood, "{text}");
        }
    }
}
