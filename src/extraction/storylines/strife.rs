//! How trouble between people and somebody's illness are said to begin and to end.

/// Words for trouble that stand before "with somebody".
pub const TROUBLE: &str = "issues|problems|trouble|troubles|drama|tension|friction|conflict|fight|argument|fights|arguments|beef with {}";
#[rustfmt::skip]
pub const QUARREL: &[&str] = &[
    "fighting|arguing|clashing|fought|argued|clashed|rowing|rowed with {}",
    "fallen|falling|fell out with {}",
    "not speaking|talking to|with {}",
    "not getting along with {}",
    "do not get along with {}",
    "mad|angry|furious|upset at|with {}",
];
/// What "Sam and I" do who quarrel.
#[rustfmt::skip]
pub const QUARREL_OF_TWO: &[&str] = &[
    "[have] had [a|an|another] [bad|big|huge|stupid] fight|argument|row",
    "be|have [been] fighting|arguing",
    "[have] fought|argued",
    "be not getting along|speaking|talking",
];
/// What somebody does who makes trouble.
#[rustfmt::skip]
pub const MISBEHAVES: &[&str] = &[
    "passive-aggressive",
    "toxic",
    "rude",
    "bullying",
    "undermining",
    "ignoring me",
    "yelled|yells|yelling at me",
    "driving me crazy|nuts|insane",
    "giving me a hard time",
    "gets|getting on my nerves",
    "took|takes|taking credit",
    "threw|throwing me under the bus",
    "blamed|blames|blaming me",
    "nightmare",
    "micromanaging|micromanages",
    "mean to me",
    "hostile",
];

/// What tells that trouble is over.
#[rustfmt::skip]
pub const RECONCILED: &[&str] = &[
    "apologized|apologised",
    "made up",
    "sorted|worked|talked [it|things|everything] out|through",
    "sorted it|that",
    "cleared the air",
    "made it up",
    "made peace",
    "buried the hatchet",
    "on speaking terms",
    "said sorry",
    "shook hands",
    "[it|that] is [all] resolved|sorted|settled|fixed",
    "we are good|fine|okay|cool [now|again]",
    "get|getting along [better|great|now]",
    "forgave",
];
/// What tells that somebody is ill.
#[rustfmt::skip]
pub const ILL: &[&str] = &[
    "be|have [been] sick|ill|unwell", "be|have [been] in [the|a] hospital|icu", "be having|getting [a|heart|brain] surgery",
    "be going through chemo", "was diagnosed with {}", "[have] had a stroke|fall", "had a heart attack",
];
/// What tells that somebody is well again.
pub const WELL: &[&str] = &[
    "recovered",
    "better now",
    "doing [much|so] better",
    "feeling [much|so] better",
    "out of the hospital",
    "out of hospital|icu|danger",
    "home from the hospital",
    "cancer free",
    "in remission",
    "healthy again",
];

/// What tells that anything is over.
#[rustfmt::skip]
pub const OVER: &[&str] = &[
    "it|that be [finally] over|done|resolved|settled|sorted",
    "[it] is behind me|us",
    "it all worked out",
    "it worked out",
    "done and dusted",
    "over and done",
    "finished|done with",
    "put to bed",
    "that be that",
    "saga|hunt|search|drama|ordeal|battle be [finally] over|finished",
    "signed me off",
    "be [finally] all over",
    "won the appeal|case",
    "it be [finally|all] done",
];
