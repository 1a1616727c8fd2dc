//! What was just said, and what it asks for.

use super::people;
use super::words::{gist, has, has_any, is_stop, sentences, sound, words};
use crate::call::farewell::is_goodbye;

/// What the one who spoke wants of the persona.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Nothing was heard.
    Silence,
    /// Is there a machine at the other end, and which?
    AboutBrain,
    Goodbye,
    /// Something that memory must answer.
    Recall(Ask),
    /// What to do; the choice in question, where it was named.
    Advice(Choice),
    HowAreYou,
    AboutYou,
    PartyPiece,
    /// A question that neither memory nor the talk can answer.
    Question,
    /// To be called so.
    CallMe(String),
    /// "Remember that …"
    Note,
    /// "Don't remember that."
    Forget,
    /// To talk of something else.
    Elsewhere,
    /// To say the last thing again.
    Repeat,
    /// "That's not what I said."
    Correction,
    Thanks,
    Affection,
    Laugh,
    Hello,
    /// "Not much": there is nothing that they want to tell.
    NothingNew,
    Yes,
    No,
    /// "Mm", "I see".
    Backchannel,
    Statement,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ask {
    /// What do you know about me?
    AboutMe,
    /// What did we say, in some call, about something?
    Said {
        about: String,
    },
    /// Do you remember …?
    Remember {
        about: String,
    },
    When {
        about: String,
    },
    /// What's my …, who is …, where do I …
    Fact {
        about: String,
        name: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    /// "What should I do?", with what it is about, where that was said.
    Open(Option<String>),
    /// "Should I call him?"
    Whether(String),
    /// "The red one or the blue one?"
    Between(String, String),
}

pub(super) fn act(text: &str) -> Act {
    let whole = sound(text);
    if whole.is_empty() {
        return Act::Silence;
    }
    let parts = sentences(text);
    if parts.iter().any(|part| asks_about_brain(&sound(part))) {
        return Act::AboutBrain;
    }
    if is_goodbye(text) {
        return Act::Goodbye;
    }
    // What is asked last is to be answered.
    let asked = parts.iter().rev().find_map(|part| request(part));
    if let Some(act) = asked {
        return act;
    }
    match reaction(&whole) {
        Some(act) => act,
        None if parts.last().is_some_and(|last| is_question(last)) => Act::Question,
        None => Act::Statement,
    }
}

fn is_question(sentence: &str) -> bool {
    sentence.ends_with('?')
}

fn asks_about_brain(heard: &str) -> bool {
    #[rustfmt::skip]
    const MODELS: [&str; 13] = [
        "which model", "what model", "which ai", "what ai", "who made you", "who built you",
        "who created you", "who programmed you", "what language model", "which language model",
        "which brain", "what brain", "what kind of ai",
    ];
    #[rustfmt::skip]
    const MACHINES: [&str; 17] = [
        "ai", "robot", "bot", "machine", "computer", "chatbot", "chatgpt", "gpt", "claude", "llm",
        "program", "recording", "artificial", "automated", "software", "algorithm", "simulation",
    ];
    const LIVING: [&str; 6] = ["human", "person", "alive", "sentient", "conscious", "real"];
    const SMALL: [&str; 13] = [
        "a", "an", "actually", "really", "just", "even", "some", "like", "the", "with", "to",
        "actual", "kind",
    ];
    #[rustfmt::skip]
    const ASKING: [&str; 8] = [
        "are you", "is this", "talking to", "speaking to", "talking with", "speaking with", "aren't you",
        "you're",
    ];
    if has_any(heard, &MODELS) && has_any(heard, &["you", "this", "i", "we"])
        || heard == "what are you"
    {
        return true;
    }
    ASKING.iter().any(|phrase| {
        let Some((_, after)) = heard.split_once(phrase).filter(|_| has(heard, phrase)) else {
            return false;
        };
        let mut rest = after
            .split_whitespace()
            .skip_while(|word| SMALL.contains(word));
        let first = rest.next().unwrap_or_default();
        let next = rest.next().unwrap_or_default();
        let ends = matches!(
            next,
            "" | "or"
                | "person"
                | "human"
                | "man"
                | "woman"
                | "guy"
                | "girl"
                | "being"
                | "voice"
                | "right"
        );
        MACHINES.contains(&first) && (ends || *phrase != "you're") && *phrase != "you're"
            || MACHINES.contains(&first) && ends
            || LIVING.contains(&first) && ends && *phrase != "you're"
    })
}

/// What a sentence asks for.
fn request(sentence: &str) -> Option<Act> {
    let heard = sound(sentence);
    let starts = |phrases: &[&str]| {
        let lead = [
            "",
            "so ",
            "and ",
            "but ",
            "hey ",
            "ok ",
            "okay ",
            "well ",
            "please ",
            "just ",
            "by the way ",
        ];
        phrases.iter().any(|phrase| {
            lead.iter().any(|lead| {
                heard.strip_prefix(lead).is_some_and(|rest| {
                    rest.strip_prefix(phrase)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                })
            })
        })
    };
    if starts(&[
        "call me",
        "you can call me",
        "please call me",
        "everyone calls me",
        "my friends call me",
    ]) {
        if let Some(name) = people::named_in(sentence).into_iter().next() {
            return Some(Act::CallMe(name));
        }
    }
    if has_any(
        &heard,
        &[
            "don't remember this",
            "don't remember that",
            "forget i said",
            "forget that i",
            "forget what i",
            "forget about that",
            "off the record",
            "don't store",
            "delete that",
        ],
    ) {
        return Some(Act::Forget);
    }
    if has_any(
        &heard,
        &[
            "don't want to talk about",
            "rather not talk",
            "something else",
            "change the subject",
            "stop asking",
            "drop it",
            "leave it alone",
            "different topic",
            "don't wanna talk about",
            "can we not talk",
        ],
    ) {
        return Some(Act::Elsewhere);
    }
    if has_any(
        &heard,
        &[
            "what did you say",
            "say that again",
            "say again",
            "can you repeat",
            "could you repeat",
            "didn't catch",
            "didn't hear",
            "come again",
            "pardon",
        ],
    ) && !has_any(&heard, &["about", "last time", "last week", "yesterday"])
    {
        return Some(Act::Repeat);
    }
    if let Some(ask) = recall(sentence, &heard) {
        return Some(Act::Recall(ask));
    }
    if starts(&[
        "remember that",
        "remember this",
        "remember i",
        "remember i'm",
        "remember my",
        "please remember",
        "don't forget",
        "keep in mind",
        "note that",
    ]) && !is_question(sentence)
    {
        return Some(Act::Note);
    }
    if has_any(
        &heard,
        &[
            "tell me a joke",
            "a joke",
            "make me laugh",
            "cheer me up",
            "tell me a story",
            "a story please",
            "say something funny",
            "entertain me",
            "sing me",
            "sing something",
            "tell me something",
            "another joke",
            "another story",
            "one more joke",
            "surprise me",
        ],
    ) && !has_any(
        &heard,
        &["told", "was a joke", "is a joke", "tell me something about"],
    ) {
        return Some(Act::PartyPiece);
    }
    if let Some(choice) = advice(sentence, &heard) {
        return Some(Act::Advice(choice));
    }
    if has_any(
        &heard,
        &[
            "do you love me",
            "do you like me",
            "do you miss me",
            "did you miss me",
        ],
    ) {
        return Some(Act::Affection);
    }
    if has_any(
        &heard,
        &[
            "how are you",
            "how you doing",
            "how're you",
            "how have you been",
            "how's it going",
            "how is it going",
            "how was your",
            "how's your day",
            "what are you up to",
            "what are you doing",
            "what about you",
            "how about you",
            "and you",
            "what's up with you",
            "how do you feel",
            "you good",
            "you okay",
        ],
    ) && (is_question(sentence) || words(sentence).len() <= 6)
        || heard == "what's up"
        || is_question(sentence) && heard.ends_with(" you") && words(sentence).len() <= 4
    {
        return Some(Act::HowAreYou);
    }
    if starts(&[
        "what's your",
        "who are you",
        "who is this",
        "who's this",
        "tell me about yourself",
        "where are you",
        "how old are you",
        "what do you do",
        "do you like",
        "do you have",
        "have you ever",
        "are you",
        "what's yours",
        "do you believe",
        "do you ever",
        "can you",
        "could you",
    ]) && has_any(&heard, &["you", "your", "yourself", "this", "yours"])
    {
        return Some(Act::AboutYou);
    }
    None
}

/// A question for memory.
fn recall(sentence: &str, heard: &str) -> Option<Ask> {
    if has_any(
        heard,
        &[
            "know about me",
            "remember about me",
            "learned about me",
            "anything about me",
            "remember me",
            "everything about me",
            "you got on me",
            "things about me",
            "know me",
        ],
    ) && has_any(
        heard,
        &[
            "what",
            "do you",
            "tell me",
            "anything",
            "everything",
            "how well",
        ],
    ) {
        return Some(Ask::AboutMe);
    }
    let we_said = [
        "we talk",
        "we talked",
        "we say",
        "we said",
        "we discuss",
        "we discussed",
        "we speak",
        "we chat",
        "we decide",
        "we decided",
        "did i tell you",
        "i tell you",
        "i told you",
        "did i say",
        "did i mention",
        "have i told you",
        "have i mentioned",
        "you say",
        "you tell me",
        "you told me",
        "you advise",
        "you suggest",
        "you recommend",
        "your advice",
        "we left off",
        "we leave off",
        "did you think",
    ];
    let asks = has_any(
        heard,
        &[
            "what",
            "did",
            "when did",
            "have we",
            "have i",
            "remind me",
            "where did",
            "what's",
            "what was",
            "tell me",
            "where were",
        ],
    );
    let past = has_any(
        heard,
        &[
            "did",
            "said",
            "talked",
            "told",
            "last",
            "was",
            "have",
            "discussed",
            "decided",
            "remind",
            "left",
        ],
    );
    if has_any(heard, &we_said) && asks && past && !has_any(heard, &["should", "what do you say"]) {
        return Some(Ask::Said {
            about: said_about(heard),
        });
    }
    if let Some(about) = after_any(
        heard,
        &[
            "do you remember",
            "don't you remember",
            "can you remember",
            "do you still remember",
            "do you still know",
            "what do you know about",
            "what do you remember about",
            "do you know anything about",
            "remember when",
        ],
    ) {
        if is_question(sentence) || !heard.starts_with("remember") {
            return Some(Ask::Remember { about });
        }
    }
    if is_question(sentence) {
        if let Some(about) = after_any(heard, &["remember", "you remember"])
            .filter(|_| heard.starts_with("remember") || heard.starts_with("you remember"))
        {
            return Some(Ask::Remember { about });
        }
    }
    if let Some(about) = after_any(
        heard,
        &[
            "when is",
            "when's",
            "when was",
            "when are",
            "what day is",
            "what date is",
            "what time is",
            "when am i",
            "when do i",
            "when did i",
            "do you know when",
            "how long until",
            "how long till",
        ],
    ) {
        let mine = has_any(heard, &["my", "i", "our", "i'm"]);
        return (mine || starts_with_the(&about)).then_some(Ask::When { about });
    }
    fact(heard)
}

fn starts_with_the(about: &str) -> bool {
    about.starts_with("the ")
}

fn fact(heard: &str) -> Option<Ask> {
    let name = has_any(heard, &["name", "called", "who", "who's"]);
    if has_any(
        heard,
        &["what's my problem", "wrong with me", "what's my next"],
    ) {
        return None;
    }
    let about = after_any(
        heard,
        &[
            "what's my",
            "what is my",
            "what was my",
            "what are my",
            "what were my",
            "who is my",
            "who's my",
            "who are my",
            "where is my",
            "where's my",
            "do you know my",
            "do you know what my",
            "do you know who my",
            "how old is my",
            "what's the name of my",
            "what is the name of my",
            "where does my",
            "what does my",
            "which is my",
            "what's our",
            "remind me what my",
        ],
    );
    if let Some(about) = about {
        return Some(Ask::Fact { about, name });
    }
    // The question's own words tell which attribute is meant: "where do I live".
    let whole = after_any(
        heard,
        &[
            "where do i",
            "where am i",
            "where did i",
            "what am i allergic",
            "am i allergic",
            "how old am i",
            "what do i like",
            "what do i love",
            "what do i hate",
            "what do i study",
            "do i like",
            "do i have",
            "what did i",
            "who did i",
            "do you know where i",
            "do you know what i",
            "do you know who i",
            "do you know how old i",
            "who am i",
            "what have i",
            "where was i",
        ],
    );
    if whole.is_some() {
        return Some(Ask::Fact {
            about: heard.to_owned(),
            name: false,
        });
    }
    if has_any(
        heard,
        &[
            "what do i do for a living",
            "what do i do for work",
            "what i do for a living",
        ],
    ) {
        return Some(Ask::Fact {
            about: "job work".to_owned(),
            name: false,
        });
    }
    let who = after_any(heard, &["who is", "who's", "who was"])?;
    Some(Ask::Fact {
        about: who,
        name: true,
    })
}

/// What stands behind the phrase.
fn after_any(heard: &str, phrases: &[&str]) -> Option<String> {
    phrases
        .iter()
        .filter(|phrase| has(heard, phrase))
        .filter_map(|phrase| Some((phrase.len(), heard.split_once(phrase)?.1)))
        .max_by_key(|(length, _)| *length)
        .map(|(_, after)| after.trim().to_owned())
}

/// What a question for an earlier talk is about: what stands behind the last "about", else all of
/// it that has weight.
fn said_about(heard: &str) -> String {
    let after = ["about", "regarding", "that"]
        .iter()
        .find_map(|word| has(heard, word).then(|| heard.rsplit_once(word)).flatten())
        .map(|(_, after)| after.trim().to_owned());
    after
        .filter(|about| !gist(about).is_empty())
        .unwrap_or_else(|| heard.to_owned())
}

/// A question for advice.
fn advice(sentence: &str, heard: &str) -> Option<Choice> {
    let whether = after_any(
        heard,
        &[
            "should i",
            "do you think i should",
            "would you",
            "is it a good idea to",
            "is it okay to",
            "am i right to",
            "is it wrong to",
            "i wonder if i should",
            "i'm wondering if i should",
            "not sure if i should",
            "don't know if i should",
            "don't know whether to",
            "can't decide whether to",
            "can't decide if i should",
        ],
    );
    let opens = [
        "what should i do",
        "what should i",
        "what would you do",
        "what do i do",
        "what can i do",
        "how should i",
        "any advice",
        "your advice",
        "need advice",
        "need some advice",
        "some advice",
        "help me decide",
        "can't decide",
        "help me choose",
        "give me advice",
        "advise me",
        "any tips",
        "any ideas",
        "any suggestions",
        "tell me what to do",
        "don't know what to do",
        "what do you suggest",
        "what do you recommend",
        "what's your take",
        "what would you say",
        "what do you think i should",
        "how do i tell",
        "how do i talk",
        "how do i ask",
        "how do i say",
        "how do i deal",
        "how do i handle",
        "how do i get over",
        "how do i stop",
        "how do i cope",
        "how can i tell",
        "how can i stop",
        "how can i help",
        "how do i make",
        "how do i start",
        "how do i get",
        "what do you think",
        "thoughts",
        "your opinion",
        "help me think",
        "need to make a decision",
        "hard decision",
        "tough decision",
        "need your help",
        "where do i start",
        "how would you",
    ];
    let open = has_any(heard, &opens);
    let tail = whether.filter(|_| {
        !open
            && !has_any(
                heard,
                &["would you like", "would you mind", "would you believe"],
            )
    });
    let mine = |tail: &str| !has_any(tail, &["you", "your"]) && words(tail).len() <= 14;
    if let Some(tail) = tail.filter(|tail| mine(tail)) {
        if let Some((first, second)) = two_ways(&tail) {
            return Some(Choice::Between(first, second));
        }
        let asks_self =
            has_any(heard, &["should i", "i should", "to"]) || heard.starts_with("would you");
        if asks_self && !gist(&tail).is_empty() {
            return Some(Choice::Whether(tail));
        }
    }
    if open {
        let about = after_any(heard, &["about", "with", "regarding"])
            .filter(|about| !gist(about).is_empty());
        let vague = has_any(heard, &["what do you think", "thoughts"])
            && about.is_some()
            && !has(heard, "should");
        return (!vague || is_question(sentence)).then_some(Choice::Open(about));
    }
    None
}

/// "stay or go" → "stay", "go".
fn two_ways(tail: &str) -> Option<(String, String)> {
    let (first, second) = tail.split_once(" or ")?;
    let clean = |side: &str| {
        side.trim_start_matches("should i ")
            .trim_start_matches("to ")
            .trim()
            .to_owned()
    };
    let (first, second) = (clean(first), clean(second));
    let fits =
        |side: &str| !side.is_empty() && words(side).len() <= 7 && side != "not" && side != "no";
    (fits(&first) && fits(&second)).then_some((first, second))
}

/// What a short answer amounts to.
fn reaction(whole: &str) -> Option<Act> {
    let spoken: Vec<&str> = whole.split(' ').collect();
    let count = spoken.len();
    let all = |known: &[&str]| spoken.iter().all(|word| known.contains(word));
    #[rustfmt::skip]
    const MM: &[&str] = &[
        "mm", "mmm", "mhm", "hm", "hmm", "uh", "huh", "um", "ah", "oh", "okay", "ok", "right", "i", "see",
        "got", "it", "sure", "cool", "alright", "fine", "true", "interesting", "guess", "so", "maybe",
        "well", "fair", "enough", "makes", "sense", "don't", "know", "dunno", "suppose", "really", "wow",
        "good", "idea", "point", "k",
    ];
    #[rustfmt::skip]
    const YES: &[&str] = &[
        "yes", "yeah", "yep", "yup", "sure", "absolutely", "definitely", "totally", "i", "did", "do", "am",
        "have", "of", "course", "please", "exactly", "right", "a", "bit", "little", "kind", "sort",
        "pretty", "much", "it", "is", "was", "she", "he", "they", "oh", "uh", "very", "indeed", "that's",
        "correct", "ok", "okay", "go", "for",
    ];
    #[rustfmt::skip]
    const NO: &[&str] = &[
        "no", "nope", "nah", "not", "really", "never", "i", "didn't", "haven't", "don't", "yet", "at",
        "all", "think", "so", "much", "wasn't", "isn't", "it", "nothing", "lately", "recently",
        "unfortunately", "sadly", "thanks",
    ];
    if count <= 6
        && has_any(
            whole,
            &[
                "love you",
                "miss you",
                "missed you",
                "you're sweet",
                "you're the best",
                "you're great",
                "you're kind",
            ],
        )
    {
        return Some(Act::Affection);
    }
    if count <= 8
        && has_any(
            whole,
            &[
                "thanks",
                "thank you",
                "thank",
                "appreciate it",
                "cheers",
                "that helps",
                "that helped",
                "good advice",
                "great advice",
                "good idea",
                "great idea",
                "good call",
                "you're right",
            ],
        )
    {
        return Some(Act::Thanks);
    }
    if count <= 6
        && has_any(
            whole,
            &[
                "haha",
                "hahaha",
                "ha",
                "lol",
                "lmao",
                "hilarious",
                "funny",
                "good one",
            ],
        )
    {
        return Some(Act::Laugh);
    }
    if has_any(
        whole,
        &[
            "not what i said",
            "that's wrong",
            "you're wrong",
            "that's not right",
            "that's not true",
            "you misunderstood",
            "i didn't say that",
            "that's not it",
        ],
    ) {
        return Some(Act::Correction);
    }
    let greeted = [
        "hi", "hello", "hey", "yo", "morning", "evening", "hiya", "howdy",
    ];
    if count <= 3 && spoken.first().is_some_and(|first| greeted.contains(first))
        || count <= 3 && has_any(whole, &["good morning", "good evening", "good afternoon"])
    {
        return Some(Act::Hello);
    }
    let nothing = [
        "not much",
        "nothing much",
        "nothing new",
        "nothing really",
        "same old",
        "not a lot",
        "just calling",
        "just bored",
        "i'm bored",
        "nothing special",
        "just wanted to talk",
        "just wanted to chat",
        "just checking in",
        "nothing",
        "all good",
        "i'm good",
        "i'm fine",
        "i'm okay",
        "i'm ok",
        "i'm alright",
        "doing good",
        "doing well",
        "doing fine",
        "pretty good",
        "not bad",
        "can't complain",
        "good thanks",
        "fine thanks",
        "been good",
        "i'm doing well",
        "i'm doing good",
        "good",
        "ask me something",
        "what do you want to talk about",
    ];
    if count <= 7
        && has_any(whole, &nothing)
        && spoken.iter().filter(|word| !is_stop(word)).count() <= 3
    {
        return Some(Act::NothingNew);
    }
    let first = spoken.first().copied().unwrap_or_default();
    if count <= 5
        && all(YES)
        && matches!(
            first,
            "yes"
                | "yeah"
                | "yep"
                | "yup"
                | "absolutely"
                | "definitely"
                | "totally"
                | "i"
                | "of"
                | "exactly"
                | "please"
                | "sure"
                | "a"
                | "kind"
                | "sort"
                | "pretty"
                | "oh"
                | "it"
                | "go"
                | "very"
        )
    {
        return Some(Act::Yes);
    }
    if count <= 5 && all(NO) && !matches!(first, "thanks" | "i" | "so")
        || whole == "i don't think so"
        || whole == "i haven't"
        || whole == "i didn't"
    {
        return Some(Act::No);
    }
    (count <= 5 && all(MM)).then_some(Act::Backchannel)
}

#[cfg(test)]
mod tests;
