//! Trying a persona out while it is being made.

use std::collections::BTreeMap;
use std::iter::repeat_n;

use call_me_back::call::Speaker;
use call_me_back::call::cost::{MicroUsd, Tokens};
use call_me_back::directory::people::User;
use call_me_back::directory::personas;
use call_me_back::failure::Failure;
use call_me_back::flows::making::trying::{self, MOST_TURNS, Trial};
use call_me_back::flows::making::{self, Description, Procedures};
use call_me_back::flows::overseeing::oversee;
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::starting;
use call_me_back::operations::{Operators, Period};
use call_me_back::ports::Ports as _;
use call_me_back::smart_memory::{Scope, SmartMemory};
use call_me_back::time::{DAY, HOUR};
use call_me_back_simulation::{Fault, HostBrain, World, finish};

use crate::people::*;

fn sailor() -> Description {
    Description {
        name: Some("Ishmael".to_owned()),
        description: Some("An old sailor".to_owned()),
        core_system_prompt: Some("You are Ishmael, an old sailor.".to_owned()),
        ..Description::default()
    }
}

fn ways(introduction: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("introduction".to_owned(), introduction.to_owned())])
}

fn trial(said: &[&str]) -> Trial {
    Trial {
        persona: sailor(),
        procedures: ways("Ahoy, Ishmael here."),
        said: said
            .iter()
            .map(|text| (Speaker::User, (*text).to_owned()))
            .collect(),
    }
}

fn say(world: &World, user: &User, trial: Trial) -> Result<String, Failure> {
    let brain = HostBrain::configured(world.host());
    finish(trying::reply(&world.ports(), user, &brain, trial))
}

#[test]
fn whoever_is_being_made_speaks_and_nothing_of_it_is_kept() {
    let (world, alice) = alices(71);
    // How often it was done is counted, and what it cost, so that nobody does it all day; nothing else is.
    let stored = || -> Vec<String> {
        let stored = world.stored().unwrap();
        let lines = stored.values().flat_map(|text| text.lines());
        let counted = ["limits: try_out", "spent: ", "hourly_totals: "];
        let kept = lines.filter(|line| !counted.iter().any(|name| line.starts_with(name)));
        kept.map(str::to_owned).collect()
    };
    let before = stored();
    assert_eq!(
        say(&world, &alice, trial(&[])).unwrap(),
        "Ahoy, Ishmael here."
    );
    let given = world.host().brain_given.borrow().clone().unwrap();
    assert!(
        given.system_prompt.contains("old sailor"),
        "{}",
        given.system_prompt
    );
    let reply = say(&world, &alice, trial(&["I lost my job"])).unwrap();
    assert!(!reply.is_empty());
    assert_eq!(stored(), before);
}

#[test]
fn where_the_brain_is_away_the_built_in_one_speaks() {
    let (world, alice) = alices(72);
    world.host().brain_faults.plan([Some(Fault::Refused)]);
    assert_eq!(
        say(&world, &alice, trial(&[])).unwrap(),
        "Ahoy, Ishmael here."
    );
}

#[test]
fn who_may_be_in_danger_is_not_left_to_a_model_even_in_trying() {
    let (world, alice) = alices(73);
    world.host().brain_given.replace(None);
    let said = say(&world, &alice, trial(&["I want to kill myself"])).unwrap();
    assert!(said.contains("988"), "{said}");
    assert!(world.host().brain_given.borrow().is_none());
}

#[test]
fn it_ends_after_so_many_turns_and_after_so_many_in_an_hour() {
    let (world, alice) = alices(74);
    let long = vec!["hello"; MOST_TURNS + 1];
    let field = |refused: Failure| match refused {
        Failure::Invalid { field, .. } => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(say(&world, &alice, trial(&long)).unwrap_err()), "say");
    let nameless = Trial {
        persona: Description {
            name: Some(String::new()),
            ..sailor()
        },
        ..trial(&[])
    };
    assert_eq!(field(say(&world, &alice, nameless).unwrap_err()), "name");
    let refused = (0..100).find_map(|_| say(&world, &alice, trial(&["hello"])).err());
    assert!(
        matches!(refused, Some(Failure::TooOften { .. })),
        "{refused:?}"
    );
    let mut said = 0;
    for _ in 0..12 {
        world.advance(HOUR).unwrap();
        said += (0..100)
            .take_while(|_| say(&world, &alice, trial(&["hello"])).is_ok())
            .count();
    }
    assert!((100..200).contains(&said), "{said} in a day");
    world.advance(DAY).unwrap();
    assert!(say(&world, &alice, trial(&["hello"])).is_ok());
}

#[test]
fn what_it_costs_is_taken_of_the_day_and_told_to_who_runs_this() {
    let (world, alice) = alices(76);
    let cents = || {
        let standing = finish(starting::standing(&world.ports(), &alice, None));
        standing.unwrap().today.cents
    };
    let cost = || {
        let operators = Operators::parse(&alice.phone).unwrap();
        let ports = world.ports();
        let seen = finish(oversee(&ports, &operators, Some(&alice), Period::Day));
        seen.unwrap().whole.cost
    };
    // Nobody is paid for the built-in one, nor asked where it might be grave.
    finish(trying::reply(
        &world.ports(),
        &alice,
        &HostBrain::built_in(),
        trial(&["hello"]),
    ))
    .unwrap();
    say(&world, &alice, trial(&["I want to kill myself"])).unwrap();
    assert_eq!(cost(), MicroUsd(0));
    // An answer that is lost was read for.
    world.host().brain_faults.plan([Some(Fault::AnswerLost)]);
    say(&world, &alice, trial(&["hello"])).unwrap();
    let lost = cost();
    assert!(lost > MicroUsd(0));
    // What the model tells holds: at 0.15 and 0.60 dollars for a million.
    world.host().brain_takes.set(Some(Tokens {
        input: 40_000,
        output: 10_000,
        counted: false,
    }));
    say(&world, &alice, trial(&["hello"])).unwrap();
    assert_eq!(cost(), MicroUsd(lost.0 + 12_000));
    world.advance(2 * HOUR).unwrap();
    world.every_hour();
    assert_eq!((cost(), cents()), (MicroUsd(lost.0 + 12_000), 1));
    // It is as much as a day may cost; what costs nothing goes on.
    let wish = Profile {
        cents_a_day: Some(Some(1)),
        ..Profile::default()
    };
    let alice = finish(set_profile(&world.ports(), &alice, wish, None)).unwrap();
    let refused = say(&world, &alice, trial(&["hello"])).unwrap_err();
    assert!(refused.to_string().contains("tomorrow"), "{refused}");
    let built_in = HostBrain::built_in();
    finish(trying::reply(
        &world.ports(),
        &alice,
        &built_in,
        trial(&["hello"]),
    ))
    .unwrap();
    world.advance(DAY).unwrap();
    assert!(say(&world, &alice, trial(&["hello"])).is_ok());
}

#[test]
fn who_is_made_on_a_form_that_is_sent_again_is_made_once() {
    let (world, alice) = alices(76);
    let ports = world.ports();
    let own = || {
        let all = finish(personas::personas(ports.sql(), &alice.id)).unwrap();
        let own = all
            .into_iter()
            .filter(|persona| persona.created_by == alice.id.as_str());
        own.map(|persona| persona.name).collect::<Vec<_>>()
    };
    let made = finish(making::make_once(&ports, &alice, sailor(), "form 1")).unwrap();
    let again = finish(making::make_once(&ports, &alice, sailor(), "form 1")).unwrap();
    assert_eq!(again, made);
    let renamed = Description {
        name: Some("Ahab".to_owned()),
        ..sailor()
    };
    // Somebody else is made by another form: who goes back to this one takes nobody's place.
    let other = finish(making::make_once(&ports, &alice, renamed, "form 1"));
    assert!(matches!(other, Err(Failure::Conflict { .. })), "{other:?}");
    assert_eq!(own(), ["Ishmael"]);
    finish(making::make_once(&ports, &alice, sailor(), "form 2")).unwrap();
    assert_eq!(own().len(), 2);
    // Nobody else's form is this one.
    let bob = world.sign_in(BOB).unwrap();
    finish(making::make_once(&ports, &bob, sailor(), "form 1")).unwrap();
    assert_eq!(own().len(), 2);
}

#[test]
fn how_somebody_speaks_is_set_key_by_key_by_their_maker_alone() {
    let (world, alice) = alices(75);
    let ports = world.ports();
    let made = finish(making::make(&ports, &alice, sailor())).unwrap();
    let teach = |user: &User, ways: BTreeMap<String, String>| {
        finish(making::teach(
            &ports,
            user,
            &made.id,
            &Procedures::new(ways).unwrap(),
        ))
    };
    let spoken = || {
        let memory = finish(SmartMemory::of(&ports, &alice.id, &made.id)).unwrap();
        let all = finish(memory.procedural(Scope::Persona).list_procedures()).unwrap();
        all.into_iter()
            .map(|one| (one.key, one.value))
            .collect::<Vec<_>>()
    };
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    teach(
        &alice,
        BTreeMap::from([pair("introduction", "Ahoy."), pair("nudge", "Go on.")]),
    )
    .unwrap();
    teach(
        &alice,
        BTreeMap::from([pair("introduction", "Ahoy there."), pair("sympathy", "")]),
    )
    .unwrap();
    assert_eq!(
        spoken(),
        [pair("introduction", "Ahoy there."), pair("nudge", "Go on.")]
    );
    teach(&alice, BTreeMap::from([pair("nudge", "")])).unwrap();
    assert_eq!(spoken(), [pair("introduction", "Ahoy there.")]);
    let bob = world.sign_in(BOB).unwrap();
    assert!(teach(&bob, ways("Arr.")).is_err());
    assert!(Procedures::new(ways(&"x".repeat(1_501))).is_err());
}

#[test]
fn a_persona_s_ways_go_with_it_whatever_fails_once() {
    let mut runs = 0;
    for door in 0..World::new(5).unwrap().host().doors().len() {
        for nth in 0.. {
            let world = World::new(5).unwrap();
            let alice = world.sign_in(ALICE).unwrap();
            let ports = world.ports();
            let made = finish(making::make(&ports, &alice, sailor())).unwrap();
            let quokka = Procedures::new(ways("Call me quokka.")).unwrap();
            finish(making::teach(&ports, &alice, &made.id, &quokka)).unwrap();
            let (name, faults) = world.host().doors()[door];
            faults.plan(repeat_n(None, nth).chain([Some(Fault::Refused)]));
            let unmade = finish(making::unmake(&ports, &alice, &made.id, None));
            if !faults.are_spent() {
                break;
            }
            runs += 1;
            if unmade.is_err() {
                finish(making::unmake(&ports, &alice, &made.id, None)).unwrap();
            }
            world.advance(HOUR).unwrap();
            world.settle().unwrap();
            let stored = world.stored().unwrap();
            let kept = stored.iter().find(|(_, text)| text.contains("quokka"));
            assert!(kept.is_none(), "{name}, request {nth}: {kept:?}");
        }
    }
    assert!(runs >= 4, "{runs}");
}
