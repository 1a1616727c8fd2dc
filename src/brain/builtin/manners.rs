//! How anybody would say it: for a persona that has no procedure of its own under a key, and for
//! the long call in which a persona has run through its own.

use crate::memory::procedure::{self, Key};

pub(super) fn plain(key: Key) -> &'static [&'static str] {
    if key == procedure::INTRODUCTION {
        &[
            "Hi {name}, it's {persona}.",
            "Hello {name}, {persona} here.",
        ]
    } else if key == procedure::GREETING {
        &[
            "Hi {name}, how are you?",
            "Hey {name}, good to hear you. How are things?",
            "Hello {name}, how's it going?",
        ]
    } else if key == procedure::FAREWELL {
        &[
            "Take care, {name}. Talk soon.",
            "It was good to talk, {name}. Bye for now.",
            "Bye, {name}. Call whenever you like.",
        ]
    } else if key == procedure::CONCERN {
        &[
            "That sounds like a lot, {name}. What's weighing on you most?",
            "I can hear that it's on your mind. What worries you about it?",
            "Okay, let's look at it together. Where does it pinch?",
        ]
    } else if key == procedure::SYMPATHY {
        &[
            "I'm so sorry, {name}.",
            "That's hard. I'm sorry.",
            "That hurts, and there's no way around it.",
            "I wish it had gone another way for you.",
        ]
    } else if key == procedure::ANGER {
        &[
            "No wonder you're angry.",
            "That would make anyone's blood boil.",
            "I get why that made you mad.",
        ]
    } else if key == procedure::CELEBRATION {
        &[
            "That's wonderful, {name}!",
            "What great news!",
            "I love hearing that!",
            "Well done, you!",
        ]
    } else if key == procedure::ADVICE {
        &[
            "If it were me, I'd do this: {direct_action}.",
            "Here's my take: {direct_action}.",
            "My honest advice: {direct_action}.",
            "Then I'd say: {direct_action}.",
        ]
    } else if key == procedure::ADVICE_OFFER {
        &[
            "Do you want to hear what I'd do?",
            "Would a suggestion help, or shall I just listen?",
        ]
    } else if key == procedure::DECISION {
        &[
            "Let's sort it out. What are the choices, in one line each?",
            "What would it cost you to get it wrong?",
            "Which one would you miss if it were taken away tonight?",
        ]
    } else if key == procedure::ACKNOWLEDGEMENT {
        &[
            "I see.",
            "Right.",
            "I hear you.",
            "Got it.",
            "Fair enough.",
            "Okay.",
            "That makes sense.",
            "I'm with you.",
            "So {said}.",
            "Ah, {topic}.",
        ]
    } else if key == procedure::NUDGE {
        &[
            "Go on, I'm listening.",
            "Take your time.",
            "And then?",
            "Tell me more about that.",
            "I'm all ears.",
            "Keep going.",
            "There's more to it, isn't there?",
        ]
    } else if key == procedure::CURIOSITY {
        &[
            "What's it really like with {topic}?",
            "How do you feel about {topic}?",
            "What should I know about {topic}?",
            "What matters most to you about {topic}?",
            "What happens next with {topic}?",
        ]
    } else if key == procedure::RECALL {
        &[
            "Yes: {memory}.",
            "I remember: {memory}.",
            "As far as I know, {memory}.",
            "What I have is that {memory}.",
        ]
    } else if key == procedure::UNKNOWN {
        &[
            "I don't know that one; you haven't told me yet.",
            "That I don't remember.",
            "I've got nothing on that, so tell me and I'll know.",
            "No, that one's new to me.",
        ]
    } else if key == procedure::OUTSIDE {
        &[
            "I honestly don't know.",
            "That's beyond what I can tell you.",
            "I'd only be guessing, so I won't.",
            "I can't look that up from here.",
        ]
    } else if key == procedure::THANKS {
        &[
            "Any time, {name}.",
            "That's what I'm here for.",
            "You're welcome.",
            "Of course.",
        ]
    } else if key == procedure::AFFECTION {
        &[
            "That's good to hear, {name}.",
            "You have a way of warming a line.",
            "And I'm always glad it's you.",
        ]
    } else if key == procedure::HOW_I_AM {
        &[
            "I'm well, and glad you called.",
            "All fine here.",
            "Better for hearing you.",
        ]
    } else if key == procedure::ABOUT_ME {
        &[
            "I'm {persona}, and I'm mostly curious about you.",
            "There's not much to tell: I listen, I remember, and I say what I think.",
        ]
    } else if key == procedure::PARTY_PIECE {
        &[
            "I told my phone a secret. Now it's the one with the hang-ups.",
            "Phones make poor poker players: they ring the moment it gets exciting.",
            "I know a joke about voicemail, but you'd only get it later.",
        ]
    } else if key == procedure::SILENCE {
        &[
            "Are you still there?",
            "I'm still here, no rush.",
            "It's gone quiet. Is everything all right?",
            "Take all the time you need.",
        ]
    } else {
        &[]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::procedure::{ADDRESS, KEYS};

    #[test]
    fn anybody_has_something_to_say_under_every_key() {
        for key in KEYS.iter().filter(|&&key| key != ADDRESS) {
            assert!(plain(*key).len() >= 2, "{}", key.name);
        }
    }
}
