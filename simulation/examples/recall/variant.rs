//! Recall with a part of it left out.

use call_me_back::recall::turns::Weights;

/// What is switched off, to see what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    Whole,
    NoMeaning,
    NoMemories,
    NoSpeaker,
    NoManner,
    NoNeighbours,
    NoCall,
    NoWindow,
    NoDecay,
    TurnWordsOnly,
}

pub const VARIANTS: [(&str, Variant); 10] = [
    ("whole", Variant::Whole),
    ("no-meaning", Variant::NoMeaning),
    ("no-memories", Variant::NoMemories),
    ("no-speaker", Variant::NoSpeaker),
    ("no-manner", Variant::NoManner),
    ("no-neighbours", Variant::NoNeighbours),
    ("no-call", Variant::NoCall),
    ("no-window", Variant::NoWindow),
    ("no-decay", Variant::NoDecay),
    ("turn-words-only", Variant::TurnWordsOnly),
];

impl Variant {
    pub fn weights(self) -> Weights {
        let whole = Weights::default();
        match self {
            Self::NoSpeaker => Weights {
                speaker: 0.0,
                ..whole
            },
            Self::NoManner => Weights {
                asks: 0.0,
                answers: 0.0,
                time: 0.0,
                ..whole
            },
            Self::NoNeighbours => Weights {
                near: 0.0,
                around: 0.0,
                ..whole
            },
            Self::NoCall => Weights { call: 0.0, ..whole },
            Self::NoWindow => Weights {
                window: 0.0,
                ..whole
            },
            Self::TurnWordsOnly => Weights {
                turn: 1.0,
                near: 0.0,
                around: 0.0,
                call: 0.0,
                meaning: 0.0,
                speaker: 0.0,
                asks: 0.0,
                answers: 0.0,
                time: 0.0,
                window: 0.0,
            },
            _ => whole,
        }
    }

    pub fn goes_by_meaning(self) -> bool {
        !matches!(self, Self::NoMeaning | Self::TurnWordsOnly)
    }

    pub fn remembers(self) -> bool {
        !matches!(self, Self::NoMemories | Self::TurnWordsOnly)
    }
}
