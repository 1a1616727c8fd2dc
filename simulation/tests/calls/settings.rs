//! What a user, and whoever runs this, decide of calls by telephone.

use std::cell::Cell;

use call_me_back::call::machine::Event;
use call_me_back::call::policy::Policy;
use call_me_back::call::{EndReason, Speaker, answering};
use call_me_back::directory::calls;
use call_me_back::directory::people::{self, User};
use call_me_back::failure::Failure;
use call_me_back::flows::consenting;
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::relating::{self, Customization, customize};
use call_me_back::ports::{Ports as _, Sessions as _};
use call_me_back::telephony::language::Language;
use call_me_back::time::{DAY, MINUTE, Timestamp};
use call_me_back_simulation::{Fault, World, finish};

use crate::people::*;

fn choose(world: &World, user: &User, wish: Profile) -> User {
    finish(set_profile(&world.ports(), user, wish, None)).unwrap()
}

/// What whoever runs this decides.
fn decide(world: &World, setting: &str, value: &str) {
    let policy = Policy::read(|name| (name == setting).then(|| value.to_owned()));
    world.host().policy.replace(policy.unwrap());
}

fn refused(world: &World, user: &User) -> String {
    world.ring(user, &brad()).unwrap_err().to_string()
}

/// A call by telephone of so many minutes.
fn talk_for(world: &World, user: &User, minutes: i64) {
    let call = world.ring(user, &brad()).unwrap();
    world.connect(&call).unwrap();
    for _ in 0..minutes * 6 {
        world.say(&call, "Tell me more about that.").unwrap();
        world.advance(MINUTE / 6 - 4_000).unwrap();
    }
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
}

#[test]
fn a_user_s_own_hours_hold() {
    let (world, alice) = alices(81);
    let alice = choose(
        &world,
        &alice,
        Profile {
            hours_from: Some(12),
            hours_to: Some(13),
            ..Profile::default()
        },
    );
    // It is ten in the morning in New York.
    let planned = world.plan(&alice, &brad(), world.now()).unwrap();
    world.every_minute();
    assert!(world.host().carrier.rung().is_empty(), "{planned}");
    let noon = Timestamp::parse("2025-01-08T17:00:00Z").unwrap();
    world.plan(&alice, &brad(), noon).unwrap();
    world.advance(noon.since(world.now()) + MINUTE).unwrap();
    assert_eq!(world.host().carrier.rung().len(), 1);
}

#[test]
fn a_day_holds_so_many_calls_and_the_next_one_again() {
    let (world, alice) = alices(82);
    let alice = choose(
        &world,
        &alice,
        Profile {
            calls_a_day: Some(Some(1)),
            ..Profile::default()
        },
    );
    talk_for(&world, &alice, 1);
    assert!(refused(&world, &alice).contains("the one call of today"));
    world.advance(DAY).unwrap();
    world.ring(&alice, &brad()).unwrap();
}

#[test]
fn a_call_ends_when_the_day_s_minutes_do() {
    let (world, alice) = alices(83);
    decide(&world, "PHONE_MINUTES_A_DAY", "5");
    talk_for(&world, &alice, 3);
    let call = world.ring(&alice, &brad()).unwrap();
    world.connect(&call).unwrap();
    for _ in 0..24 {
        world.say(&call, "Tell me more about that.").unwrap();
        world.advance(6_000).unwrap();
    }
    let entry = finish(calls::call(world.ports().sql(), &alice.id, &call)).unwrap();
    assert_eq!(entry.end_reason, Some(EndReason::TimeLimit));
    assert!(entry.duration_seconds <= 130, "{}", entry.duration_seconds);
    assert!(refused(&world, &alice).contains("minutes on the phone"));
    all_is_well(&world, "minutes");
}

#[test]
fn a_day_costs_no_more_than_it_may() {
    let (world, alice) = alices(92);
    let alice = choose(
        &world,
        &alice,
        Profile {
            cents_a_day: Some(Some(1)),
            ..Profile::default()
        },
    );
    talk_for(&world, &alice, 1);
    assert!(refused(&world, &alice).contains("what a day may cost"));
}

#[test]
fn countries_that_are_not_called_are_not() {
    let (world, alice) = alices(84);
    decide(&world, "PHONE_COUNTRIES", "GB");
    assert!(refused(&world, &alice).contains("country"));
}

#[test]
fn stop_on_the_page_stops_the_telephone_that_rings() {
    let (world, alice) = alices(85);
    let call = world.ring(&alice, &brad()).unwrap();
    world.carrier_says(&call, &Event::Ringing).unwrap();
    finish(consenting::stop_calls(&world.ports(), &alice)).unwrap();
    let entry = finish(calls::call(world.ports().sql(), &alice.id, &call)).unwrap();
    assert_eq!(entry.end_reason, Some(EndReason::OptedOut));
    assert!(world.host().carrier.ended().contains_key("CA1"));
    assert!(refused(&world, &alice).contains("stop calling"));
    finish(consenting::allow_calls(&world.ports(), &alice)).unwrap();
    world.ring(&alice, &brad()).unwrap();
}

#[test]
fn what_was_said_in_a_call_takes_the_consent_back() {
    let (world, alice) = alices(86);
    let call = world.call(&alice, &brad()).unwrap();
    world.say(&call, "Please stop calling me.").unwrap();
    let consented = || {
        let (ports, now) = (world.ports(), world.now());
        let key = ports.hash_key().unwrap();
        let standing = people::phone_standing(ports.sql(), &key, &alice, None, now);
        finish(standing).map(|standing| standing.consented).unwrap()
    };
    assert_eq!(consented(), 0);
    finish(consenting::allow_calls(&world.ports(), &alice)).unwrap();
    assert_eq!(consented(), 1);
}

#[test]
fn a_setting_that_can_t_be_is_refused_whole() {
    let (world, alice) = alices(87);
    for (wish, field) in [
        (
            Profile {
                hours_from: Some(21),
                ..Profile::default()
            },
            "hours_from",
        ),
        (
            Profile {
                hours_to: Some(25),
                ..Profile::default()
            },
            "hours_to",
        ),
        (
            Profile {
                minutes_a_day: Some(Some(1_000_000)),
                ..Profile::default()
            },
            "minutes_a_day",
        ),
        (
            Profile {
                retries: Some(3),
                pin: Some("123456".to_owned()),
                ..Profile::default()
            },
            "pin",
        ),
    ] {
        match finish(set_profile(&world.ports(), &alice, wish, None)) {
            Err(Failure::Invalid { field: named, .. }) => assert_eq!(named, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    assert_eq!(
        finish(people::user(world.ports().sql(), &alice.id)).unwrap(),
        alice
    );
}

#[test]
fn of_edits_at_once_none_takes_back_what_another_did() {
    for seed in 0..40 {
        let (world, alice) = alices(89);
        world.meet(&alice, &brad()).unwrap();
        let edit = |wish: Profile| {
            let (ports, user) = (world.ports(), alice.clone());
            async move { set_profile(&ports, &user, wish, None).await.map(drop) }
        };
        let customize = |wish: Customization| {
            let (ports, user) = (world.ports(), alice.clone());
            async move {
                let done = customize(&ports, &user, &brad(), wish, None).await;
                done.map(drop)
            }
        };
        let introduce = async {
            let (ports, wish) = (world.ports(), Customization::default());
            let done = relating::introduce(&ports, &alice, &brad(), "Al", wish).await;
            done.map(drop)
        };
        type Work<'a> = std::pin::Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;
        let works: Vec<Work<'_>> = vec![
            Box::pin(edit(Profile {
                retries: Some(3),
                ..Profile::default()
            })),
            Box::pin(edit(Profile {
                minutes_a_day: Some(Some(7)),
                ..Profile::default()
            })),
            Box::pin(introduce),
            Box::pin(customize(Customization {
                paused: Some(true),
                ..Customization::default()
            })),
            Box::pin(customize(Customization {
                custom_system_prompt: Some("They met at sea.".to_owned()),
                ..Customization::default()
            })),
        ];
        for done in world.together(seed, works) {
            done.unwrap();
        }
        let user = finish(people::user(world.ports().sql(), &alice.id)).unwrap();
        let edited = (user.name.as_deref(), user.retries, user.minutes_a_day);
        assert_eq!(edited, (Some("Al"), 3, Some(7)), "seed {seed}");
        let met = finish(relating::met(&world.ports(), &alice.id, &brad())).unwrap();
        let prompt = met.relationship.custom_system_prompt.as_deref();
        assert!(
            met.relationship.paused && prompt == Some("They met at sea."),
            "seed {seed}"
        );
    }
}

#[test]
fn without_a_socket_a_call_goes_turn_by_turn() {
    let (world, alice) = alices(88);
    decide(&world, "PHONE_SPEECH", "gather");
    let call = world.ring(&alice, &brad()).unwrap();
    let take = |number, event| {
        let heard = vec![event];
        finish(
            world
                .ports()
                .sessions()
                .turn(&call, number, heard, world.now()),
        )
        .unwrap()
    };
    let number = Cell::new(0);
    let turn = |event| {
        number.set(number.get() + 1);
        take(Some(number.get()), event)
    };
    let heard = |text: &str| Event::Heard {
        text: text.to_owned(),
    };
    let greeting = take(None, Event::Connected);
    assert!(!greeting.text.is_empty() && !greeting.is_over);
    assert!(!turn(heard("Hi Brad, my dog Rex is ill")).text.is_empty());
    assert_eq!(turn(Event::Silent).text, "Are you still there?");
    // Told again, a turn is answered as before, and changes nothing.
    let again = take(Some(2), heard("Stop calling me"));
    assert_eq!(
        (again.text.as_str(), again.next),
        ("Are you still there?", 3)
    );
    assert!(turn(heard("Yes. I have to run, bye!")).is_over);
    world.settle().unwrap();
    assert!(format!("{:?}", known(&world, &alice)).contains("Rex"));
    // It was the carrier's to hang up.
    assert!(world.host().carrier.ended().is_empty());
}

#[test]
fn without_a_socket_a_machine_is_left_its_message_by_the_carrier() {
    let (world, alice) = alices(89);
    decide(&world, "PHONE_SPEECH", "gather");
    let wish = Profile {
        voicemail: "message".parse().ok(),
        ..Profile::default()
    };
    let alice = choose(&world, &alice, wish);
    let call = world.ring(&alice, &brad()).unwrap();
    finish(
        world
            .ports()
            .sessions()
            .turn(&call, None, vec![Event::Connected], world.now()),
    )
    .unwrap();
    let by = call_me_back::telephony::status::AnsweredBy::MachineEndBeep;
    world.carrier_says(&call, &Event::PickedUp { by }).unwrap();
    world.settle().unwrap();
    let ended = world.host().carrier.ended();
    assert!(
        ended["CA1"].as_ref().unwrap().contains("Call Me Back"),
        "{ended:?}"
    );
}

fn in_spanish(world: &World, user: &User) -> Result<(), Failure> {
    let wish = Customization {
        language: Some(Language::Spanish),
        ..Customization::default()
    };
    finish(customize(&world.ports(), user, &brad(), wish, None)).map(|_| ())
}

#[test]
fn another_language_needs_a_model_that_speaks_it() {
    let (world, alice) = alices(90);
    match in_spanish(&world, &alice) {
        Err(Failure::Invalid { field, why }) => {
            assert_eq!(field, "language");
            assert!(why.contains("BRAIN_URL"), "{why}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_call_in_spanish_is_one_from_its_first_word_to_its_last() {
    let (world, alice) = alices(91);
    world.host().scribe.will_write::<String>([]);
    in_spanish(&world, &alice).unwrap();
    let call = world.ring(&alice, &brad()).unwrap();
    let view = finish(world.ports().sessions().view(&call)).unwrap();
    let prompt = view.script.clone().unwrap().system_prompt;
    assert!(prompt.contains("You talk in Spanish"), "{prompt}");
    let twiml = answering::connect(view, "https://call.example");
    assert!(
        twiml.contains("un personaje de inteligencia artificial"),
        "{twiml}"
    );
    assert!(twiml.contains("language=\"es-US\""), "{twiml}");
    world.connect(&call).unwrap();
    world.say(&call, "¿Quién habla?").unwrap();
    // Whatever befalls the model, they are answered in their language.
    world.host().brain_faults.plan([Some(Fault::Refused)]);
    world
        .say(&call, "Ah, eres tú. Hoy estuve en casa.")
        .unwrap();
    world.say(&call, "A veces quiero morirme").unwrap();
    world.say(&call, "No me llames más, por favor.").unwrap();
    let session = world.host().sessions.session(&call).unwrap();
    let turns = session.line.borrow().turns();
    let said: Vec<&str> = turns
        .iter()
        .filter(|(speaker, _)| *speaker == Speaker::Persona)
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(said[0], "Hola, soy Brad. ¿Cómo estás?");
    assert!(said[1].ends_with('?') && said[2].ends_with('?'), "{said:?}");
    assert!(said[3].contains("988"), "{said:?}");
    assert!(said[4].contains("No te volveremos a llamar"), "{said:?}");
    world.come_to_rest().unwrap();
    assert!(refused(&world, &alice).contains("stop calling"));
}

#[test]
fn what_waits_to_be_said_outlives_its_actor_and_is_said_once() {
    let (world, alice) = alices(93);
    decide(&world, "PHONE_SPEECH", "gather");
    let call = world.ring(&alice, &brad()).unwrap();
    let take = |number, event| {
        let heard = vec![event];
        finish(
            world
                .ports()
                .sessions()
                .turn(&call, number, heard, world.now()),
        )
        .unwrap()
    };
    take(None, Event::Connected);
    world.carrier_says(&call, &Event::Silent).unwrap();
    world.kill();
    let text = "Hi Brad, my dog Rex is ill".to_owned();
    let said = take(Some(1), Event::Heard { text }).text;
    let session = world.host().sessions.session(&call).unwrap();
    let turns = call_me_back::call::session::turns(&session.sql).unwrap();
    let answer = &turns.last().unwrap().text;
    assert_eq!(said, format!("Are you still there? {answer}"));
}
