//! An allergy that was told once, half a year later.

use call_me_back::directory::people::User;
use call_me_back::memory::command::{Address, Hits, Recall, Scope};
use call_me_back::memory::hit::{Hit, What};
use call_me_back::ports::{Memories as _, Ports as _};
use call_me_back::recall::question::Names;
use call_me_back::recall::turns::Weights;
use call_me_back::time::{DAY, HOUR};
use call_me_back_simulation::{World, finish};

use crate::people::*;

const WEEKS: usize = 26;
/// Half of what is talked of in those weeks is food.
const TALK: [[&str; 2]; 6] = [
    [
        "I made a lasagna for the whole street.",
        "My knee hurts again.",
    ],
    [
        "My boss moved the deadline to Friday.",
        "I watched the game with Tom.",
    ],
    [
        "I had sushi with my sister on Sunday.",
        "We ate far too much.",
    ],
    [
        "I'm thinking of painting the kitchen.",
        "The car is in the shop.",
    ],
    [
        "I cooked a curry, and it was too hot.",
        "What do you do all day?",
    ],
    ["I slept badly.", "I should eat more vegetables, I guess."],
];
const QUESTIONS: [&str; 4] = [
    "What can I cook for you tonight?",
    "What shouldn't I eat?",
    "Is there any food that isn't safe for me?",
    "I'm going out for dinner, what do I have to watch out for?",
];

/// A first call in which an allergy comes up in passing, then half a year of weekly ones.
fn half_a_year() -> (World, User) {
    let (world, alice) = alices(23);
    let first = [
        "Work was long, and the bus was late.",
        "Anyway, I'm allergic to peanuts, so I skipped the cake.",
        "I might go climbing on Saturday.",
    ];
    let said = |lines: &[&str]| {
        let call = world.call(&alice, &brad()).unwrap();
        talk(&world, &call, lines);
        world.hang_up(&call).unwrap();
        world.advance(HOUR).unwrap();
        world.settle().unwrap();
    };
    said(&first);
    for week in 0..WEEKS {
        world.advance(7 * DAY).unwrap();
        world.settle().unwrap();
        said(&TALK[week % TALK.len()]);
    }
    (world, alice)
}

fn recall(world: &World, alice: &User, question: &str) -> Hits {
    let recall = Recall {
        query: question.into(),
        weights: Weights::default(),
        names: Names {
            user: alice.name.clone(),
            persona: Some("Brad".to_owned()),
        },
        limit: 20,
        scope: Scope::Call,
        now: world.now(),
        window: None,
    };
    let actor = Address::Relationship(pair(alice));
    finish(world.ports().memories().ask(&actor, recall)).unwrap()
}

#[test]
fn an_allergy_is_among_the_first_that_come_to_mind_after_half_a_year() {
    let (world, alice) = half_a_year();
    let is_the_allergy =
        |hit: &Hit| matches!(&hit.what, What::Memory(memory) if memory.attribute == "allergy");
    for question in QUESTIONS {
        let hits = recall(&world, &alice, question);
        let told: Vec<&What> = hits.iter().take(5).map(|hit| &hit.what).collect();
        assert!(
            hits.iter().take(5).any(is_the_allergy),
            "{question}: {told:#?}"
        );
    }
    let prompt = preview(&world, &alice);
    assert!(
        prompt.text.contains("- Allergic to: Peanuts\n"),
        "{}",
        prompt.text
    );
}
