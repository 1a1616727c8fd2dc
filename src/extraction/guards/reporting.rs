//! Other people's words: "she said", "my tutor goes you're lazy".

use super::super::pattern::matches;
use super::super::people::relation;
use super::super::words::{Word, rest};

pub const REPORTING: &[&str] = &[
    "said",
    "says",
    "say",
    "saying",
    "told",
    "tells",
    "telling",
    "claims",
    "claimed",
    "thinks",
    "thought",
    "believes",
    "heard",
    "reckons",
    "swears",
    "insists",
    "mentioned",
    "asked",
    "texted",
    "posted",
    "wrote",
    "read",
    "shouts",
    "shouted",
    "yells",
    "yelled",
    "screams",
    "screamed",
    "replies",
    "replied",
    "announces",
    "announced",
    "whispers",
    "whispered",
    "jokes",
    "joked",
    "pretends",
    "assumes",
    "thinking",
];

/// "She said …", "I told her …", "he was like …". What the user says they said was stripped as an
/// opening.
pub fn reports(words: &[Word]) -> bool {
    let like = (0..words.len()).any(|at| {
        let verb = words
            .get(at)
            .is_some_and(|word| word.is(&["was", "were", "am", "is", "'s", "are"]));
        let speaks = |word: Option<&Word>| {
            word.is_none_or(|word| {
                word.is_mark()
                    || word.quoted
                    || word.is(&["i", "you", "oh", "no", "yeah", "okay", "we"])
            })
        };
        let next = words.get(at + 2);
        // "She's like mum I'm vegan".
        let calls = next.is_some_and(|next| next.is_capital() || relation(&next.norm).is_some())
            && words
                .get(at + 3)
                .is_some_and(|word| word.is(&["i", "you", "we"]));
        verb && words.get(at + 1).is_some_and(|word| word.norm == "like") && (speaks(next) || calls)
    });
    // "So he goes, I'm off": what follows is his; not "off he goes".
    let words_said = match words {
        [all @ .., mark] if mark.is_mark() => all,
        all => all,
    };
    let turns_to_speech = match words_said {
        [went] => went.is(&["went", "goes"]),
        [.., before, who, goes] if who.is(&["he", "she", "they"]) => {
            goes.is(&["goes", "went"])
                && !before.is(&[
                    "off", "there", "away", "here", "out", "up", "down", "back", "in", "where",
                    "when", "as", "how",
                ])
        }
        [.., who, goes] => {
            goes.is(&["goes"])
                && (who.is(&["he", "she"]) || who.is_capital() || relation(&who.norm).is_some())
        }
        _ => false,
    };
    // "My tutor goes you're lazy".
    let goes = words.windows(2).any(|pair| {
        matches!(pair, [goes, i] if goes.is(&["goes"]) && i.is(&["i", "you", "oh", "we", "what", "right", "yeah", "he", "she"]))
    });
    let verb = (0..words.len()).find(|at| {
        // "It doesn't get said".
        let passive = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|before| {
                before.is(&["get", "gets", "be", "been", "being", "i"])
                    && at
                        .checked_sub(2)
                        .and_then(|two| words.get(two))
                        .is_some_and(|am| before.norm != "i" || am.norm == "am")
            });
        // "No sausage jokes": a noun.
        let noun = words
            .get(*at)
            .is_some_and(|word| word.is(&["jokes", "say", "reckons", "read", "posted", "thought"]))
            && !at
                .checked_sub(1)
                .and_then(|before| words.get(before))
                .is_some_and(|before| {
                    before.is_capital()
                        || super::super::pattern::is_adverb(before)
                        || before.is(&[
                            "he",
                            "she",
                            "they",
                            "i",
                            "we",
                            "you",
                            "who",
                            "people",
                            "it",
                            "always",
                            "to",
                            "would",
                            "might",
                            "everyone",
                            "everybody",
                            "have",
                            "has",
                            "had",
                            "never",
                        ])
                        || relation(&before.norm).is_some()
                });
        // "Say goodbye", "like they said": nothing is told on.
        const NOTHING_MORE: &[&str] = &[
            "goodbye", "hello", "yes", "no", "nothing", "anything", "hi", "bye", "sorry", "thanks",
            "ta", "grace", "much", "prayers",
        ];
        let later = rest(words, at + 1);
        let whom = later
            .first()
            .is_some_and(|next| next.is(&["me", "us", "him", "her", "them"]));
        let nothing_more = later.first().is_some_and(|next| next.is(NOTHING_MORE))
            || (whom
                && later.get(1).is_none_or(|next| {
                    next.is(&[
                        ",", "on", "in", "for", "about", "and", "out", "over", "at", ".",
                    ])
                }))
            || at
                .checked_sub(2)
                .and_then(|two| words.get(two))
                .is_some_and(|before| before.is(&["like", "as"]));
        // "A rabbit that thinks it's a dog": what narrows a thing down.
        let narrows = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|before| before.is(&["that", "which"]))
            && *at > 2;
        words.get(*at).is_some_and(|word| word.is(REPORTING))
            && !passive
            && !noun
            && !nothing_more
            && !narrows
    });
    // "Put down that I'm a doctor": an order tells nothing.
    const ORDERS: &[&str] = &[
        "store", "record", "register", "log", "list", "mark", "pretend", "assume",
    ];
    let orders = words.first().is_some_and(|word| word.is(ORDERS))
        || matches("put|write down|that|me|it", words).is_some();
    orders
        || like
        || goes
        || turns_to_speech
        || verb.is_some_and(|at| {
            // "I read a lot" reports nothing: something must be said to have been told.
            at > 0
                && !(words.first().is_some_and(|word| word.norm == "i")
                    && words.get(at).is_some_and(|word| word.norm == "read"))
        })
}
