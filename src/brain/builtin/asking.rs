//! What one asks on about: by the kind of thing that was told, and by how it feels. None of them
//! takes for granted what was not said.

use super::domain::Domain;
use super::mood::Mood;
use super::telling::Kind;

/// Some of them say the thing back themselves.
#[rustfmt::skip]
pub(super) fn on(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Plan => &[
            "What are you hoping for?", "What made you decide on that?", "What has to happen before that?", "Are you looking forward to it?",
            "How long have you had that in mind?", "{said}, and what are you hoping for?", "{said}, and how do you feel about that?",
        ],
        Kind::Deed => &[
            "How did that come about?", "And what was that like?", "And then?", "How did it feel?", "How do you feel about it now?",
            "What was it like when {said}?", "How come {said}?", "What was going through your head when {said}?",
        ],
        Kind::Event => &[
            "What did you do then?", "How was that for you?", "What was your first thought?", "And what happened after that?",
            "What did you do when {said}?", "What went through your head when {said}?", "How did you feel when {said}?",
        ],
        Kind::Words => &[
            "What did you say to that?", "And what do you think yourself?", "How did that land with you?", "What do you make of that?",
            "Did it surprise you that {said}?", "{said}, and what do you say to that?",
        ],
        Kind::View => &[
            "What makes you think so?", "How did you come to see it like that?", "Who would see it differently?", "And if so, what then?",
            "What makes you think that {said}?", "What tells you that {said}?",
        ],
        Kind::Wish => &[
            "What would that mean to you?", "What makes it matter so much?", "What would be the best of it?",
        ],
        Kind::Love => &[
            "How did you get into {thing}?", "What is it about {thing} that gets you?", "When did you last get some {thing} in?",
            "Who do you share {thing} with?", "What's your best memory of {thing}?", "How did that begin?", "Has it always been so?",
        ],
        Kind::Mine => &[
            "What's that like for you?", "How do you feel about that?", "What does that mean for you?", "Where does that leave you?",
            "{said}, and how is that for you?", "{said}, and where does that leave you?", "How come {said}?",
        ],
        Kind::State => &[
            "How is that for you?", "What do you make of it?", "And how do you feel about it?", "What does that mean to you?",
            "{said}, and how do you feel about it?", "{said}, and what do you make of it?", "How come {said}?",
            "Does it matter much to you that {said}?",
        ],
        Kind::Bit => &[
            "How come?", "What's the story behind that?", "And how is that for you?", "Is there more to say about that?",
        ],
    }
}

/// What one asks about a pastime that someone is at home in.
#[rustfmt::skip]
pub(super) fn about(pastime: Domain) -> &'static [&'static str] {
    match pastime {
        Domain::Travel => &["Who's in on it with you?", "Is it about getting there or getting away?", "What's the part you'd do twice?"],
        Domain::Pet => &["Who's really in charge at your place?", "How did you two find each other?"],
        Domain::Sport => &["What do you like about it?", "What are you aiming for?", "What got you into it?"],
        Domain::Making => &["Who gets to see it first?", "What's the tricky bit?", "What got you started?"],
        Domain::Screen => &["What's the best thing about it?", "Would you tell me to give it an evening?"],
        Domain::Food => &["What's the secret to it?", "Who gets to taste it?"],
        _ => &[],
    }
}

pub(super) fn when_felt(mood: Mood) -> &'static [&'static str] {
    match mood {
        Mood::Loss => &[
            "Do you want to tell me about them?",
            "What was {topic} like?",
            "What do you keep thinking of?",
            "Is somebody there with you?",
            "What do you need tonight?",
            "What would they have said about all this?",
        ],
        Mood::Low => &[
            "When did it start to feel like that?",
            "What's the worst of it?",
            "Who knows that you feel this way?",
            "What would help, even a little?",
            "Do you want to talk it through, or be taken off it?",
            "How are you holding up right now?",
        ],
        Mood::Worry => &[
            "What's the part that worries you most?",
            "What's the worst that could really happen?",
            "What can you do about it today?",
            "When will you know more?",
            "What would you tell me if it were my worry?",
            "Which bit of it is in your hands?",
        ],
        Mood::Anger => &[
            "What did you say to that?",
            "Was that the first time?",
            "What would make it right?",
            "What do you want to happen now?",
            "What stung the most?",
            "Do they know how it came across?",
        ],
        Mood::Weary => &[
            "When did you last have an evening off?",
            "What's eating the most of your time?",
            "What could you drop this week and nobody would notice?",
            "What would rest look like tonight?",
            "Is it your body or your head that's tired?",
        ],
        Mood::Joy => &[
            "What was the best moment?",
            "Did you see that coming?",
            "What made the difference?",
            "How do you feel now?",
            "What does it change for you?",
            "Has it sunk in yet?",
        ],
        Mood::Even => &[],
    }
}

/// After something that is told to everybody: a job, a wedding, an exam.
pub(super) const MILESTONE: &[&str] = &[
    "Who did you tell first?",
    "How are you celebrating?",
    "What did it take to get there?",
    "How long have you waited for that?",
];

/// Deeper, when the matter has been on the table for a while.
pub(super) const DEEPER: &[&str] = &[
    "What would you like to happen?",
    "What part of that matters most to you?",
    "And how do you feel about it now?",
    "What haven't you told anyone about it?",
    "If it goes well, what's different in a month?",
    "What's the next step?",
    "What would you tell a friend who said that to you?",
    "What surprised you about it?",
    "Is that a worry or a wish?",
    "What would make it easier?",
    "How long have you been carrying that around?",
    "What would you do if nobody minded?",
];

/// When somebody said yes to something.
pub(super) const AFTER_YES: &[&str] = &[
    "How was it?",
    "What was the best bit?",
    "Tell me the part you'd leave out for your mother.",
    "Good, so give me the details.",
    "And what did that feel like?",
    "Then walk me through it.",
];

/// When somebody said no to something.
pub(super) const AFTER_NO: &[&str] = &[
    "What's been in the way?",
    "Would you like that to change?",
    "Fair enough. What has taken its place?",
    "Okay, what have you been up to instead?",
    "Do you miss it?",
];

/// To a question about the user themselves.
pub(super) const YOU_TELL: &[&str] = &[
    "You know that better than I do. What makes you wonder?",
    "I'd want your own answer first. What does it look like from inside?",
    "I don't get to decide that one. What do you think?",
];

/// To have something to talk of.
pub(super) const ANYTHING: &[&str] = &[
    "What was the best moment of your week?",
    "What's the one thing you're putting off?",
    "Who made you laugh last?",
    "What are you looking forward to?",
    "What did you eat today that was worth it?",
    "If tomorrow were free, what would you do with it?",
    "What's something small that annoyed you today?",
    "What song has been in your head?",
    "Who have you been meaning to call?",
    "What did you learn lately?",
];
