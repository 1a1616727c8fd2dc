//! What anybody says to what needs no thought, and how the reply goes on from there.

use crate::brain::builtin::listening::Act;

/// What follows the first sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    Nothing,
    /// What was talked of before it.
    Back,
    /// The user goes on.
    Nudge,
    /// Is there anything else?
    More,
    /// Something remembered, or anything to talk of.
    Other,
}

#[rustfmt::skip]
pub(super) fn to(act: &Act) -> Option<(&'static [&'static str], Then)> {
    Some(match act {
        Act::Note => (
            &["Noted, and I'll keep it.", "Got it, that stays with me.", "I'll hold on to that.", "That's in."],
            Then::Nudge,
        ),
        Act::Forget => (
            &[
                "Then I won't bring it up. What I keep you can see and delete on your page, any time.",
                "Consider it unsaid. You can strike out anything I keep on your page.",
            ],
            Then::Nothing,
        ),
        Act::Private => (
            &[
                "What I keep of our talks is on your page, where you can read it, change it and delete it. What else happens to it, whoever runs this can tell you.",
                "I remember it for our next talks, and all of it is on your page to see and to delete. For more you'd have to ask whoever runs this.",
            ],
            Then::Nothing,
        ),
        Act::Alive => (
            &[
                "Nothing of the kind, I'm an AI: I only put words together while we talk. What made you wonder?",
                "Not as you'd mean it. I'm a program, and there's nobody in here between calls.",
                "No, that part of life is all yours. I'm an AI with a name and a memory.",
            ],
            Then::Nothing,
        ),
        Act::Elsewhere => (
            &["Fair enough, we'll leave it there.", "Sure, let's drop it.", "Of course, no need to go into it."],
            Then::Other,
        ),
        Act::Correction => (
            &[
                "My mistake. Tell me again, and I'll listen better.", "Then I got that wrong, sorry. How is it really?",
                "I stand corrected. What did I miss?",
            ],
            Then::Nothing,
        ),
        Act::Announcing => (
            &["Of course, go ahead.", "Please do, I'm listening.", "Sure, what is it?", "Yes, out with it."],
            Then::Nothing,
        ),
        Act::Guess => (
            &["I'd only guess wrong, so tell me.", "I give up already. Tell me.", "No idea, and now I have to know."],
            Then::Nothing,
        ),
        Act::Joking => (
            &["You had me there.", "And I believed every word.", "Ha, well played."],
            Then::More,
        ),
        Act::ToYou => (
            &[
                "I'll take that to heart. What makes you say so?", "That's something to hear about myself. When did you notice?",
                "Noted, about me. What would you like better?",
            ],
            Then::Nothing,
        ),
        Act::Laugh => (
            &["Good, that's one laugh for today.", "I do what I can.", "I heard that, you laughed.", "There it is."],
            Then::Back,
        ),
        Act::LineCheck => (
            &["Loud and clear.", "I'm here, and I hear you.", "Yes, right here.", "The line's fine."],
            Then::Other,
        ),
        Act::Hello => (
            &["Hi there.", "Good to hear your voice.", "There you are.", "Hello again."],
            Then::Other,
        ),
        Act::NothingNew => (
            &["No news is fine, too.", "Nothing at all, that's allowed.", "Quiet days count.", "Then we've got all the time."],
            Then::Other,
        ),
        _ => return None,
    })
}

/// To whoever judges the joke or the tale that was just told.
pub(super) const JUDGED: &[&str] = &[
    "Everybody's a critic.",
    "I have worse ones, be warned.",
    "They can't all be winners.",
];
