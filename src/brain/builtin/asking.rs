//! What one asks on about, by the part of life that is talked of and by how it feels. None of them
//! takes for granted what was not said.

use super::domain::Domain;
use super::mood::Mood;

pub(super) fn about(domain: Domain) -> &'static [&'static str] {
    match domain {
        Domain::Visit => &[
            "How long is the visit?",
            "What's the plan while they're there?",
            "Is that restful company or hard work?",
            "What are you looking forward to about it?",
            "Is there anything you have to hide before the doorbell rings?",
        ],
        Domain::Interview => &[
            "What's the part you want them to remember?",
            "Which question do you hope they don't ask?",
            "What would you do there all day?",
            "How badly do you want this one?",
            "When will you know?",
            "What makes you right for it?",
        ],
        Domain::Work => &[
            "Is that new, or has it been building up?",
            "What would a good day there look like?",
            "Who else there sees it the way you do?",
            "What's the part you'd keep?",
            "How did it land with the others?",
            "What do you wish your boss understood?",
            "What happens there next?",
        ],
        Domain::Love => &[
            "How did you feel when you were together?",
            "What's the thing you haven't said out loud?",
            "What do you like best there?",
            "What happens next between you two?",
            "What does your gut say?",
            "What would make it easy?",
        ],
        Domain::Family => &[
            "Are the two of you close?",
            "How is it when you're all in one room?",
            "What do you wish they knew about you?",
            "Has it always been like that?",
            "What's the best thing about them?",
            "Who else in the family is in on it?",
        ],
        Domain::Friends => &[
            "How far back do you two go?",
            "What are they like when things get hard?",
            "What do you two do when nobody's watching?",
            "Would they say the same?",
            "What made you friends in the first place?",
        ],
        Domain::Health => &[
            "How is it right now, today?",
            "Has somebody who knows about it had a look?",
            "What makes it better, even a little?",
            "Who's looking after you?",
            "How long has it been like that?",
        ],
        Domain::Study => &[
            "What's the hardest bit of it?",
            "When is it over?",
            "What would a pass feel like?",
            "How are you going about it?",
            "Is it the subject or the deadline?",
            "Who do you work on it with?",
        ],
        Domain::Money => &[
            "What would take the pressure off?",
            "Is it one big thing or a lot of small ones?",
            "What's the number that would let you relax?",
            "Who else knows about it?",
            "What have you tried so far?",
        ],
        Domain::Travel => &[
            "What's the first thing you'll do there?",
            "Who's going along?",
            "Window or aisle?",
            "What made you pick that?",
            "What are you leaving behind gladly?",
            "What's the part you'd do twice?",
        ],
        Domain::Home => &[
            "What do you see when you open the door?",
            "What's the first thing you'd change?",
            "Does it feel like yours yet?",
            "How much is left to do?",
            "What will you miss about the old one?",
        ],
        Domain::Pet => &[
            "What's the worst thing they ever got into?",
            "Who's really in charge at your place?",
            "How did you two find each other?",
            "What do they do when you come home?",
        ],
        Domain::Sport => &[
            "How did it go?",
            "What did it feel like halfway through?",
            "Who do you go with?",
            "What's the next thing you're after?",
            "Where do you usually go?",
            "What got you into it?",
            "What's the best one you ever had?",
        ],
        Domain::Making => &[
            "What does it sound like in your head before it's done?",
            "How far along is it?",
            "Who gets to see it first?",
            "What's the bit that won't come right?",
            "When do you know that it's finished?",
            "What got you started?",
        ],
        Domain::Screen => &[
            "Would you tell me to give it an evening?",
            "Who was the best thing in it?",
            "What stayed with you?",
            "Did it stick the landing?",
            "What is it up against on your list?",
        ],
        Domain::Food => &[
            "How did it turn out?",
            "What's the secret?",
            "Who got to eat it?",
            "What would you have with it?",
            "Where did you learn that?",
            "Was it as good as it sounds?",
        ],
        Domain::Sleep => &[
            "What keeps turning around in there at night?",
            "How many hours are we talking?",
            "What do the good nights have in common?",
            "When did you last wake up rested?",
        ],
        Domain::Party => &[
            "Who was the last one standing?",
            "Who are you most hoping to see?",
            "Are you the one on the dance floor or in the kitchen?",
            "What's the occasion really about for you?",
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
    "How did you find out?",
    "What did it take to get there?",
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
