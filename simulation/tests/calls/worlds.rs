//! Worlds by chance: people, calls, faults, deaths and leaps of time, as a seed has them come.
//! `SEED=7` lives the one that failed again, `SEEDS=5000` lives more of them.

use call_me_back::directory::people::User;
use call_me_back::ids::{CallId, PersonaId};
use call_me_back::time::{DAY, HOUR, MINUTE};
use call_me_back_simulation::{Delivery, World, draw};

use crate::people::*;

const SEEDS: u64 = 200;
const STEPS: u32 = 40;

/// In words that no persona says.
const PARTING: &str = "Gotta dash, bye bye!";
const LINES: &[&str] = &[
    "I'm allergic to peanuts.",
    "I moved to Texas.",
    "I live in Ohio.",
    "I work as a nurse.",
    "I'm not a nurse any more, I'm a doctor.",
    "My sister Sarah is getting married in June.",
    "I love rock climbing.",
    "I don't like climbing anymore.",
    "I feel stressed about work.",
    "What do you remember about me?",
    PARTING,
    "Call me back in an hour.",
];

struct Person {
    user: User,
    persona: PersonaId,
    call: Option<CallId>,
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        (draw(&mut self.0) % most as u64) as usize
    }
}

fn live(seed: u64) -> World {
    let mut chance = Chance(seed);
    let world = World::new(seed).unwrap();
    let mut people: Vec<Person> = [(ALICE, brad()), (BOB, brad()), (ALICE, zoe())]
        .into_iter()
        .map(|(phone, persona)| Person {
            user: world.sign_in(phone).unwrap(),
            persona,
            call: None,
        })
        .collect();
    for (_, faults) in world.host().doors() {
        faults.at_random(draw(&mut chance.0), 25);
    }
    for step in 0..STEPS {
        let person = chance.below(people.len());
        act(&world, &mut people[person], person, step, &mut chance);
        elsewhere(&world, &mut chance);
    }
    world
}

fn act(world: &World, person: &mut Person, index: usize, step: u32, chance: &mut Chance) {
    let Some(call) = person.call.clone() else {
        let called = match chance.below(4) {
            0 => world.ring(&person.user, &person.persona).ok(),
            1 => {
                let due = world.now().plus(chance.below(3) as i64 * HOUR);
                world.plan(&person.user, &person.persona, due).unwrap();
                None
            }
            _ => world.call(&person.user, &person.persona).ok(),
        };
        person.call = called;
        return;
    };
    match chance.below(12) {
        0 => {
            world.hang_up(&call).unwrap();
            person.call = None;
        }
        1 => world.lose_line(&call).unwrap(),
        2 => world.connect(&call).unwrap(),
        3 => world.interrupt(&call, chance.below(4)).unwrap(),
        4 => {
            let lines = [LINES[chance.below(10)], LINES[chance.below(10)]];
            world.say_on(&call, draw(&mut chance.0), &lines).unwrap();
        }
        5 => {
            let secret = format!("My locker code is {index}{step}{index}{step}.");
            world.say(&call, &secret).unwrap();
        }
        _ => {
            let line = LINES[chance.below(LINES.len())];
            world.say(&call, line).unwrap();
            if line == PARTING {
                person.call = None;
            }
        }
    }
}

fn elsewhere(world: &World, chance: &mut Chance) {
    match chance.below(16) {
        0 => world.kill(),
        1 => world.kill_after(chance.below(60) as u32),
        2 => world.advance(3 * MINUTE).unwrap(),
        3 => world.advance(2 * HOUR).unwrap(),
        4 => world.advance(9 * DAY).unwrap(),
        5 => world.deliver_as(Delivery::Twice).unwrap(),
        6 => world.deliver_as(Delivery::Reversed).unwrap(),
        7 => world.every_minute(),
        8 => world.every_hour(),
        _ => {}
    }
}

#[test]
fn whatever_happens_what_must_be_so_is_so() {
    let given = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let seeds = match given("SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..given("SEEDS").unwrap_or(SEEDS),
    };
    for seed in seeds {
        let world = live(seed);
        all_is_well(&world, &format!("SEED={seed}"));
    }
}
