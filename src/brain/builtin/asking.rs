//! What one asks on about, by the part of life that is talked of and by how it feels. None of them
//! takes for granted what was not said.

use super::domain::Domain;
use super::mood::Mood;

#[rustfmt::skip]
pub(super) fn about(domain: Domain) -> &'static [&'static str] {
    match domain {
        Domain::Visit => &[
            "Is that restful company or hard work?", "What are you looking forward to about it?", "What's the plan for it?",
            "What would make it a good visit?",
        ],
        Domain::Stage => &[
            "What's the part you want them to remember?", "Which question do you hope they don't ask?", "How do you feel about it?",
            "What would make it a good one?",
        ],
        Domain::Work => &[
            "How do you feel about that?", "What would you like to come of it?", "What's the next step there?", "Where do you see it going?",
            "What do you like about the work itself?", "What would a good day there look like?",
        ],
        Domain::Love => &[
            "What does your gut say?", "How does that make you feel?", "What's the thing you haven't said out loud?",
            "What do you wish for there?", "What would make it easy?",
        ],
        Domain::Family => &[
            "Is that typical, or was it a surprise?", "How does that sit with you?", "What do you hope comes of it?",
            "How close are you all?", "Who else in the family knows?",
        ],
        Domain::Friends => &[
            "How far back do you go?", "What's that friendship like?", "How did the two of you meet?", "What do you two do for fun?",
        ],
        Domain::Health => &[
            "How is it right now, today?", "What makes it better, even a little?", "Who's helping with it?",
            "How long has it been like that?", "What do the doctors say?",
        ],
        Domain::Study => &[
            "What's the hardest bit of it?", "What do you want to do with it?", "How are you going about it?", "What's the best part of it?",
            "How much time do you get for it?",
        ],
        Domain::Money => &[
            "What would take the pressure off?", "What's the number that would let you relax?", "What have you tried so far?",
            "How soon does it have to happen?",
        ],
        Domain::Travel => &[
            "How was it, or how will it be?", "What's the view like?", "Who's in on it with you?", "What's the part you'd do twice?",
            "Is it about getting there or getting away?",
        ],
        Domain::Home => &[
            "What does the place need to feel like yours?", "What would the perfect place have?", "How much is left to do?",
            "What's the first thing you'd change?",
        ],
        Domain::Pet => &[
            "Who's really in charge at your place?", "What's the worst thing that animal ever got into?", "How did you two find each other?",
        ],
        Domain::Sport => &[
            "How did it feel?", "What do you like about it?", "Who's in it with you?", "What are you aiming for?", "What got you into it?",
            "What was the best one ever?",
        ],
        Domain::Making => &[
            "How far along is it?", "Who gets to see it first?", "What's the tricky bit?", "What got you started?",
            "What does it look like in your head when it's done?",
        ],
        Domain::Screen => &[
            "Would you tell me to give it an evening?", "What's the best thing about it?", "What stayed with you?",
            "Is it what you hoped for?",
        ],
        Domain::Food => &[
            "How did it turn out?", "What's the secret?", "What would you have with it?", "Was it as good as it sounds?",
            "Who got to taste it?",
        ],
        Domain::Sleep => &[
            "What keeps turning around in there at night?", "How many hours are we talking?", "What do the good nights have in common?",
            "When did you last wake up rested?",
        ],
        Domain::Party => &[
            "Who are you most hoping to see?", "Are you the one on the dance floor or in the kitchen?", "What would make it perfect?",
            "How big is it going to be?",
        ],
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

/// When somebody told what they love.
pub(super) const LOVED: &[&str] = &[
    "How did you get into {thing}?",
    "What is it about {thing} that gets you?",
    "When did you last get some {thing} in?",
    "Who do you share {thing} with?",
    "What's your best memory of {thing}?",
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
