//! Ten more talks, written without a look at how the brain listens, and not to be tuned to it.

use super::table::*;
use super::*;
use crate::prompt::fixture::{episode, fact, now, story};

pub(super) fn all() -> Vec<Talk> {
    vec![
        small_talk(),
        rough_day(),
        first_date(),
        new_job(),
        recipe(),
        football(),
        grandchild(),
        puns(),
        about_itself(),
        teenager(),
    ]
}

fn small_talk() -> Talk {
    let talk = Talk::new("Oliver, small talk", "persona_oliver_001", "friend");
    talk.user("Oh, hello! Good morning.", &[])
        .user("It's been raining here for three days straight.", &[])
        .user("My neighbor mows his lawn anyway, can you believe it?", &[])
        .user("How was your weekend?", &[])
        .user("I mostly cleaned out the garage.", &[])
        .user("Found my old record player in there.", &[])
        .user("It still works!", &[])
        .user("Do you like jazz?", &[])
        .user("Coltrane, mostly.", &[])
        .user("Well, I should get going. Nice talking to you!", &[])
}

fn rough_day() -> Talk {
    let mut talk = Talk::new("Rosa, a rough day", "persona_rosa_001", "aunt").known("Daniel");
    talk.briefing.memories = vec![
        fact("job", "nurse", "User works as a nurse"),
        fact("partner", "Emma", "User's wife is Emma"),
    ];
    talk.user("Today was awful.", &[])
        .user(
            "I missed the bus, and then I spilled coffee on my laptop.",
            &[],
        )
        .user("And a patient screamed at me for twenty minutes.", &[])
        .user("I almost cried in the supply closet.", &[])
        .user("Emma says I should just switch wards.", &["Emma"])
        .user("Maybe she's right, I don't know.", &[])
        .user("I feel like nobody there even notices what I do.", &[])
        .user("How do I calm down before bed?", &[])
        .user("A bath sounds nice, actually.", &[])
        .user("Thanks for listening. Good night.", &[])
}

fn first_date() -> Talk {
    let mut talk = Talk::new("Zoe, a first date", "persona_zoe_001", "best friend").known("Hannah");
    talk.briefing.storylines = vec![story(
        "leo_bookstore",
        "Hannah has a crush on Leo from the bookstore",
    )];
    let last = episode(
        4,
        "Hannah talked about Leo from the bookstore. She wanted to ask him out.",
        &["dating", "leo"],
        &["Leo"],
        &["Ask Leo out for coffee"],
    );
    talk.briefing.episodes = vec![last.clone()];
    talk.user("Guess what, he said yes!", &[])
        .user("We're getting ramen on Friday.", &[])
        .user("I have no idea what to wear.", &[])
        .user("The green dress or jeans?", &[])
        .user(
            "What did we say about Leo last time?",
            &["bookstore", "coffee", "ask"],
        )
        .recalling(What::Episode(last))
        .user("I'm so nervous I could throw up.", &[])
        .user("What if he thinks I'm boring?", &[])
        .user("He collects vintage maps, isn't that cute?", &[])
        .user("My mom already wants to meet him, lol.", &[])
        .user("Ok I'll tell you everything on Saturday. Byeee!", &[])
}

fn new_job() -> Talk {
    let mut talk = Talk::new("Maya, a new job", "persona_maya_001", "coach").known("Tomás");
    let mut start = fact(
        "plan",
        "first day at Lindqvist Design",
        "User has a first day at Lindqvist Design",
    );
    start.occurred_at = Some(now().plus(3 * DAY));
    talk.briefing.memories = vec![start, fact("home", "Chicago", "User lives in Chicago")];
    talk.user("I start on Sunday already, they moved it up.", &[])
        .user("I'm excited, but also terrified.", &[])
        .user("Everyone there is ten years younger than me.", &[])
        .user("And I've never managed people before.", &[])
        .user("Any tips for the first week?", &[])
        .user("I could take each of them out for lunch.", &[])
        .user("There are six of them.", &[])
        .user("What am I starting on Sunday again?", &["Lindqvist"])
        .user("My old boss sent me flowers, by the way.", &[])
        .user("I feel better now. Thank you, Maya, bye.", &[])
}

fn recipe() -> Talk {
    let mut talk = Talk::new("Rosa, a recipe", "persona_rosa_001", "grandma").known("Lena");
    talk.briefing.memories = vec![
        fact("hobby", "baking", "User is into baking"),
        fact("diet", "vegetarian", "User is vegetarian"),
    ];
    let diet = talk.briefing.memories[1].clone();
    talk.user("I'm making lentil soup tonight.", &[])
        .user("It came out kind of bland last time.", &[])
        .user("What can I put in it?", &[])
        .user(
            "Do you remember that I don't eat meat?",
            &["vegetarian", "meat"],
        )
        .recalling(What::Memory(diet))
        .user("I have carrots, celery and a lemon.", &[])
        .user("The onions are already burning, hang on.", &[])
        .user("Okay, saved them.", &[])
        .user("My husband hates celery though.", &[])
        .user("He'll never notice if I chop it small.", &[])
        .user("Dinner's ready, talk to you tomorrow!", &[])
}

fn football() -> Talk {
    let mut talk = Talk::new("Brad, football", "persona_brad_001", "bro_friend").known("Marco");
    talk.briefing.memories = vec![
        fact(
            "favorite_team",
            "the Bears",
            "User's favorite team is the Bears",
        ),
        fact("sibling", "Nico", "User's brother is Nico"),
    ];
    talk.user("Dude, did you see the game last night?", &[])
        .user("We lost by one point. One!", &[])
        .user("The kicker missed from thirty yards.", &[])
        .user("They should fire the coach.", &[])
        .user("Nico threw his shoe at the TV.", &["Nico"])
        .user("Who do you think wins the Super Bowl?", &[])
        .user("Nah, the Chiefs are overrated.", &[])
        .user("I'm going to the next home game with my dad.", &["dad"])
        .user("Which team do I root for again?", &["Bears"])
        .user("Haha alright man, catch you later.", &[])
}

fn grandchild() -> Talk {
    let mut talk =
        Talk::new("Walter, a grandchild", "persona_walter_001", "old friend").known("Ruth");
    talk.briefing.memories = vec![
        fact("grandchild", "Ben", "User's grandson is Ben"),
        fact("health", "a new hip", "User has a new hip"),
    ];
    talk.user("Ben took his first steps yesterday!", &["Ben"])
        .user("Right across the kitchen, to the cat.", &[])
        .user("The cat was not impressed.", &["cat"])
        .user("My daughter sent me a video of it.", &[])
        .user("I only wish his grandfather could have seen it.", &[])
        .user("He died in March.", &[])
        .user("We were married for forty-one years.", &[])
        .user("What would you give a one-year-old?", &[])
        .user("Wooden blocks, that's a lovely idea.", &[])
        .user("I'm going to call my daughter now. Goodbye, Walter.", &[])
}

fn puns() -> Talk {
    let mut talk = Talk::new("Theo, puns", "persona_theo_001", "friend").known("Ines");
    talk.briefing.memories = vec![fact("job", "baker", "User works as a baker")];
    talk.user(
        "I quit my job at the bakery. I couldn't make enough dough.",
        &[],
    )
    .user("Just kidding, I still work there.", &[])
    .user("Your turn, tell me a pun.", &[])
    .user("That was terrible.", &[])
    .user("I made a cake shaped like a hedgehog today.", &["hedgehog"])
    .user("Guess how long it took.", &[])
    .user("Six hours!", &[])
    .user("The kid cried because he didn't want to eat it.", &[])
    .user("So they ordered a second one, just to look at.", &[])
    .user("Anyway, I've got to get up at four. See ya!", &[])
}

fn about_itself() -> Talk {
    let talk = Talk::new(
        "Oliver, asked about himself",
        "persona_oliver_001",
        "colleague",
    )
    .known("Wei");
    talk.user("Can I ask you something?", &[])
        .user("Are you an AI?", &["BRAIN_URL", "built-in", "AI"])
        .user("How do I make you smarter?", &["BRAIN_URL"])
        .user("Do you have feelings?", &[])
        .user("What's your favorite book?", &[])
        .user("You sound like a robot.", &[])
        .user("What do you do when I'm not calling?", &[])
        .user("Who can read what I tell you?", &[])
        .user("What's the capital of Australia?", &[])
        .user("Fair enough. Bye, Oliver.", &[])
}

fn teenager() -> Talk {
    let mut talk =
        Talk::new("Isla, a teenager lying low", "persona_isla_001", "friend").known("Jonah");
    talk.briefing.memories = vec![fact("hobby", "Minecraft", "User is into Minecraft")];
    talk.user("hey", &[])
        .user("nothing", &[])
        .user("school was whatever", &[])
        .user("got a D in math", &[])
        .user("idk, it's boring", &[])
        .user("mom took my phone, I'm on the laptop", &[])
        .user("it's so unfair", &[])
        .user(
            "I built a castle with a working drawbridge tho",
            &["castle", "drawbridge"],
        )
        .user("nvm, you wouldn't get it", &[])
        .user("k bye", &[])
}
