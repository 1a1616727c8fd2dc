//! A year of weekly calls, read by the built-in reader.

use call_me_back::memory::command::*;
use call_me_back::memory::operation::Claim;

use crate::world::*;

const WEEKS: i64 = 52;
const END_OF_FEBRUARY: i64 = 59;

/// What Alice says in the call of that week.
fn lines(week: i64) -> Vec<&'static str> {
    let mut lines = vec!["Hello, it's me."];
    if week == 0 {
        lines.extend(["My mom's name is Ruth.", "I'm allergic to cashews."]);
    }
    if week % 4 == 0 {
        lines.push("I'm training for a marathon.");
    }
    lines
}

/// The call of that week as the reader reads it, with a word on the weather in January.
fn call(world: &World, week: i64) -> Call {
    let name = format!("week_{week}");
    let mut call = Call::new(&name, week * 7, &[])
        .says(&lines(week))
        .read_by_itself(world, week * 7);
    if week < 4 {
        let weather = Claim {
            importance: 0.1,
            ..claim("other", &format!("rain of week {week}"))
        };
        call.reading.operations.push(in_turn(0, weather));
    }
    call
}

#[test]
fn in_december_the_allergy_and_the_mother_are_known_and_the_weather_of_january_is_not() {
    let world = World::new();
    for week in 0..WEEKS {
        let call = call(&world, week);
        world.archive(&call);
        world.remember(&call);
        world.ask(Fade {
            now: day(week * 7),
            kept_for: None,
        });
        let running: Vec<String> = world
            .open(week * 7 + 6)
            .storylines
            .into_iter()
            .map(|storyline| storyline.topic)
            .collect();
        assert_eq!(running, ["marathon_training"], "week {week}");
    }
    let rained = |known: &[String]| known.iter().any(|value| value.starts_with("rain"));
    let world_in = |on: i64| {
        let mut known = world.known(on);
        known.sort();
        known
    };
    assert!(!rained(&world_in(END_OF_FEBRUARY)));
    assert_eq!(world_in(WEEKS * 7), ["Called Ruth", "cashews"]);
}
