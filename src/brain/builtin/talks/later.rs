//! Ten talks more, written when the brain stood: two sets of five, each held once before anything was
//! changed for it.

use super::table::*;
use super::*;
use crate::prompt::fixture::{episode, fact, now, story};

pub(super) fn all() -> Vec<Talk> {
    vec![
        moving_house(),
        marathon(),
        argument(),
        night_shift(),
        old_car(),
        garden(),
        breakup(),
        violin(),
        office(),
        holiday(),
    ]
}

fn moving_house() -> Talk {
    let mut talk = Talk::new("Maya, moving house", "persona_maya_001", "friend").known("Ola");
    let mut van = fact("plan", "the moving van", "User has booked the moving van");
    van.occurred_at = Some(now().plus(2 * DAY));
    talk.briefing.memories = vec![
        van,
        fact("pet", "a cat named Bean", "User has a cat named Bean"),
    ];
    talk.user("We're drowning in boxes over here.", &[])
        .user("Bean has claimed the biggest one.", &["Bean"])
        .user("The landlord wants us out by noon.", &["landlord"])
        .user("When does the van come?", &["Saturday"])
        .user("I'm going to miss the balcony.", &[])
        .user("We had breakfast there every Sunday.", &[])
        .user(
            "My brother promised to help, but he cancelled.",
            &["brother"],
        )
        .user("It's fine, honestly.", &[])
        .user("Should I rent a second van or make two trips?", &[])
        .user("You're right. Talk to you after the move, bye!", &[])
}

fn marathon() -> Talk {
    let mut talk = Talk::new("Brad, a marathon", "persona_brad_001", "friend").known("Tess");
    talk.briefing.memories = vec![fact("hobby", "running", "User loves running")];
    talk.user("Eighteen miles this morning.", &["eighteen"])
        .user("My left knee is killing me.", &["knee"])
        .user("My physio thinks it's the shoes.", &["shoes"])
        .user("They cost me two hundred bucks!", &[])
        .user("Do you run?", &[])
        .user("The race is in three weeks.", &["race"])
        .user("My mom is flying in from Denver to cheer.", &["mom"])
        .user("She's never seen me race.", &[])
        .user("No pressure, right?", &[])
        .user("Okay, ice bath time. Later, Brad.", &[])
}

fn argument() -> Talk {
    let mut talk =
        Talk::new("Isla, after an argument", "persona_isla_001", "confidante").known("Mira");
    talk.briefing.storylines = vec![story(
        "sister_wedding",
        "Mira's sister Lena is planning her wedding",
    )];
    talk.user("Lena and I had a huge fight.", &[])
        .user("She wants me to give a speech.", &["speech"])
        .user("I told her I can't do it.", &[])
        .user("She called me selfish.", &["selfish"])
        .user("Am I selfish?", &[])
        .user("I freeze in front of people, always have.", &[])
        .user("In ninth grade I forgot my own name on stage.", &[])
        .user("haha, it's kind of funny now", &[])
        .user("Maybe I'll write her a letter instead.", &["letter"])
        .user("I should sleep. Good night.", &[])
}

fn night_shift() -> Talk {
    let mut talk = Talk::new("Walter, a night shift", "persona_walter_001", "mentor").known("Sefa");
    talk.briefing.memories = vec![fact("job", "truck driver", "User works as a truck driver")];
    talk.user("Just parked outside Tulsa.", &["Tulsa"])
        .user("Nine hours on the road and nobody to talk to.", &[])
        .user("My daughter turned six today.", &["daughter"])
        .user("I sang to her over the phone.", &[])
        .user("She asked when I'm coming home.", &[])
        .user("I don't know how much longer I can do this job.", &[])
        .user("But the money's good.", &["money"])
        .user("What would you do in my place?", &[])
        .user(
            "A dispatcher job opened up near home, actually.",
            &["dispatcher"],
        )
        .user("Thanks, Walter. I'll think about it. Good night.", &[])
}

fn old_car() -> Talk {
    let talk = Talk::new("Oliver, an old car", "persona_oliver_001", "friend");
    talk.user("hi, who's this?", &["Oliver"])
        .user("I'm Ravi. I'm fixing up a 1972 Mini.", &["Mini"])
        .user("It was my grandfather's.", &["grandfather"])
        .user("The gearbox is shot, though.", &["gearbox"])
        .user("Do you know anything about cars?", &[])
        .user("Ha, fair enough.", &[])
        .user("I'd like to drive it to Cornwall in June.", &["Cornwall"])
        .user("My wife thinks I'm mad.", &["wife"])
        .user("What did I say my name was?", &["Ravi"])
        .user("Cheers mate, speak soon.", &[])
}

fn garden() -> Talk {
    let mut talk = Talk::new("Rosa, a garden", "persona_rosa_001", "neighbor").known("Hilde");
    talk.briefing.memories = vec![fact("hobby", "gardening", "User loves gardening")];
    talk.user("The slugs got all my lettuce.", &[])
        .user("Every single leaf!", &[])
        .user("I put out beer traps, like you're supposed to.", &[])
        .user("Do they even work?", &[])
        .user("My grandson thinks the slugs are cute.", &[])
        .user("He's named three of them already.", &[])
        .user("What else could I try?", &[])
        .user("Coffee grounds, maybe. I read that somewhere.", &[])
        .user("The tomatoes look good at least.", &[])
        .user("I'll bring you some, haha. Bye now!", &[])
}

fn breakup() -> Talk {
    let mut talk = Talk::new("Zoe, after a breakup", "persona_zoe_001", "friend").known("Kai");
    talk.briefing.memories = vec![fact("partner", "Noor", "User's girlfriend is Noor")];
    talk.user("Noor left last night.", &[])
        .user("We'd been fighting about money for months.", &[])
        .user("I still have her keys.", &[])
        .user("Should I text her?", &[])
        .user("I don't want to look desperate.", &[])
        .user("My friends all say I'm better off.", &[])
        .user("They never liked her.", &[])
        .user("I don't know who I am without her.", &[])
        .user("Tell me something nice.", &[])
        .user("Okay. I'm going to try to sleep.", &[])
}

fn violin() -> Talk {
    let talk = Talk::new("Theo, a violin", "persona_theo_001", "friend");
    talk.user("Hello? Is this thing working?", &[])
        .user("Cool. I'm June.", &[])
        .user("I started violin at fifty-two, if you can imagine.", &[])
        .user("The dog leaves the room whenever I practice.", &[])
        .user("My teacher is half my age and very patient.", &[])
        .user("There's a recital in December.", &[])
        .user("I'm playing a minuet, nothing fancy.", &[])
        .user("What if my hands shake?", &[])
        .user("Good point.", &[])
        .user("I've got to practice now. Goodbye!", &[])
}

fn office() -> Talk {
    let mut talk = Talk::new("Brad, office news", "persona_brad_001", "friend").known("Dev");
    talk.briefing.episodes = vec![episode(
        3,
        "Dev talked about asking for a raise. He wanted to ask his boss Lori.",
        &["raise"],
        &["Lori"],
        &["Ask Lori for a raise"],
    )];
    talk.user("So I asked Lori.", &[])
        .user("She said the budget's frozen until spring.", &[])
        .user("Not exactly a no, though.", &[])
        .user(
            "Meanwhile they bought a new espresso machine for the lobby.",
            &[],
        )
        .user("Four thousand dollars!", &[])
        .user("Is that crazy or is it just me?", &[])
        .user("A recruiter wrote to me on Monday.", &[])
        .user("Haven't answered yet.", &[])
        .user("What would you say to her?", &[])
        .user("Thanks man. Later!", &[])
}

fn holiday() -> Talk {
    let mut talk = Talk::new("Oliver, a holiday", "persona_oliver_001", "boyfriend").known("Anna");
    let mut trip = fact(
        "plan",
        "trip to Lisbon",
        "User is going on a trip to Lisbon",
    );
    trip.occurred_at = Some(now().plus(6 * DAY));
    talk.briefing.memories = vec![
        trip,
        fact("allergy", "shellfish", "User is allergic to shellfish"),
    ];
    talk.briefing.storylines = vec![story("packing", "Anna is packing for a trip")];
    talk.user("I can't close the suitcase.", &[])
        .user("Four pairs of shoes. Don't judge me.", &[])
        .user("Where am I going again? Just kidding.", &[])
        .user("The weather there is supposed to be lovely.", &[])
        .user("I wish you could come.", &[])
        .user("What can't I eat there?", &[])
        .user("Right, no prawns.", &[])
        .user("My flight leaves at six in the morning, ugh.", &[])
        .user("I'll send you a postcard.", &[])
        .user("Love you, bye!", &[])
}
