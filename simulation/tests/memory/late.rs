//! A memory that is forgotten before a call that told it too is read.

use call_me_back::failure::Failure;
use call_me_back::ids::MemoryId;
use call_me_back::memory::State;
use call_me_back::memory::command::*;
use call_me_back::memory::operation::{Claim, Operation};
use call_me_back::memory::storyline::Status;
use call_me_back_simulation::draw;

use crate::order::chance_call;
use crate::world::*;

/// A call that tells of an allergy for the first time.
fn breakfast() -> Call {
    Call::new(
        "breakfast",
        0,
        &[
            in_turn(0, claim("allergy", "pistachios")),
            in_turn(0, claim("hobby", "go")),
        ],
    )
    .says(&["I can't eat pistachios, and I play go."])
    .summed_up(
        "She told Brad that she can't eat pistachios. She plays go.",
        &[],
    )
}

/// A call that tells of it again, with all that is made of it.
fn lunch() -> Call {
    let mut call = Call::new(
        "lunch",
        1,
        &[
            in_turn(1, claim("allergy", "pistachios")),
            in_turn(
                0,
                Claim {
                    replaces: Some("go".into()),
                    ..claim("hobby", "chess")
                },
            ),
            story(
                "pistachio_test",
                "She waits for her pistachio test.",
                Status::InProgress,
            ),
            story("chess_club", "She looks for a club.", Status::InProgress),
            learns("snacks", "Offer no pistachios."),
        ],
    )
    .says(&[
        "I play chess now.",
        "And there was a pistachio in my lunch.",
        "Brad: No pistachios any more!",
        "Right, no pistachios.",
    ])
    .summed_up(
        "Alice plays chess. A pistachio was in her lunch.",
        &["chess", "pistachio_lunch"],
    );
    let told = call.reading.gist.for_user();
    call.reading.gist.to_user = Some(call_me_back::memory::episode::Told {
        summary: "You play chess. A pistachio was in your lunch.".into(),
        ..told
    });
    call
}

fn id_of(world: &World, value: &str) -> MemoryId {
    world.memory(value).id
}

fn trace(world: &World, memory_id: &MemoryId) -> Traced {
    let memory_id = memory_id.clone();
    world.ask(Trace { memory_id })
}

fn bring_back(world: &World, memory_id: &MemoryId) -> Result<Restored, Failure> {
    world.try_ask(Restore {
        memory_id: memory_id.clone(),
        undo: Undo::Forgetting,
        entropy: [77; 16],
    })
}

/// What is known, what is found, and what there is to say of the calls.
fn all(world: &World) -> String {
    let mut found = [world.found("pistachios"), world.found("chess")];
    found.iter_mut().for_each(|found| found.sort());
    let episodes = world.ask(Past { limit: 9 }).episodes;
    format!("{:?} {found:?} {episodes:?}", world.knowledge())
}

/// A world in which the second call is read after `value` was forgotten, and one in which it was read
/// before.
fn late_and_in_time(value: &str) -> [World; 2] {
    [true, false].map(|is_late| {
        let world = World::new();
        world.archive(&breakfast());
        world.remember(&breakfast());
        world.archive(&lunch());
        if !is_late {
            world.remember(&lunch());
        }
        world.edit(value, 2, Change::Forget);
        world.remember(&lunch());
        world
    })
}

#[test]
fn what_is_read_late_goes_with_what_was_forgotten_and_comes_back_with_it() {
    let world = World::new();
    for call in [breakfast(), lunch()] {
        world.archive(&call);
        world.remember(&call);
    }
    let never = all(&world);
    let [late, in_time] = late_and_in_time("pistachios");
    assert_eq!(all(&late), all(&in_time));
    assert!(!all(&late).to_lowercase().contains("pistachi"));
    let read = late.remember(&lunch());
    let read = format!("{:?}", read.reading).to_lowercase();
    assert!(
        !read.contains("pistachi") && read.contains("you play chess"),
        "{read}"
    );

    let told = late.ask(Forgotten {});
    for turn in 1..4 {
        let text = &lunch().turns[turn as usize].text;
        assert!(told.is_told_in(&lunch().id, turn, text), "{text}");
    }
    let nuts = late.ask(Late {}).into_keys().next().unwrap();
    for world in [&late, &in_time] {
        let restored = bring_back(world, &nuts).unwrap();
        assert_eq!(restored.memory.mentions, 1);
        let of_lunch = (lunch().id, lunch().reading.gist);
        assert!(restored.gists.contains(&of_lunch), "{restored:?}");
        assert_eq!(all(world), never);
    }
}

#[test]
fn what_was_said_in_place_of_another_comes_back_in_its_place() {
    let first = Call::new("first", 0, &[says("hobby", "chess"), says("hobby", "go")]);
    let second = Call::new(
        "second",
        1,
        &[in_turn(
            0,
            Claim {
                replaces: Some("go".into()),
                ..claim("hobby", "chess")
            },
        )],
    );
    let world = World::new();
    world.remember(&first);
    let chess = id_of(&world, "chess");
    world.edit("chess", 2, Change::Forget);
    world.remember(&second);
    assert_eq!(world.state("go"), State::Superseded);
    bring_back(&world, &chess).unwrap();
    assert_eq!(world.memory("go").superseded_by, Some(chess));
}

#[test]
fn what_is_read_when_nothing_can_be_restored_any_more_leaves_no_word() {
    let world = World::new();
    world.archive(&breakfast());
    world.remember(&breakfast());
    let nuts = id_of(&world, "pistachios");
    world.edit("pistachios", 2, Change::Forget);
    world.let_go(nuts.clone());
    world.archive(&lunch());
    world.remember(&lunch());
    assert!(
        !all(&world).to_lowercase().contains("pistachi"),
        "{}",
        all(&world)
    );
    // For who takes it out of the transcript.
    assert!(world.ask(Late {}).contains_key(&nuts));
    let told = trace(&world, &nuts).telling;
    assert!(told.turns.contains(&(lunch().id, 1)) && told.is_told("pistachios"));
    assert!(bring_back(&world, &nuts).is_err());
    world.let_go(nuts);
    assert!(!world.holds_word("pistachi"));
    assert!(!world.holds_word("set_aside"));
}

#[test]
fn who_lets_go_of_what_was_forgotten_sees_that_a_call_was_read_meanwhile() {
    let world = World::new();
    world.archive(&breakfast());
    world.remember(&breakfast());
    let nuts = id_of(&world, "pistachios");
    world.edit("pistachios", 2, Change::Forget);
    let memory_id = nuts.clone();
    let told = trace(&world, &nuts).telling;
    world.archive(&lunch());
    world.remember(&lunch());
    assert!(!world.ask(LetGo { memory_id, told }));
    assert!(world.ask(Late {}).contains_key(&nuts));
    world.let_go(nuts);
    assert!(!world.holds_word("pistachi"));
}

#[test]
fn what_was_forgotten_is_not_told_by_a_call_that_is_still_to_be_read() {
    // It ended before, or after.
    for ends_first in [true, false] {
        let world = World::new();
        world.archive(&breakfast());
        world.remember(&breakfast());
        let before = |world: &World| ends_first.then(|| world.archive(&lunch()));
        before(&world);
        let nuts = id_of(&world, "pistachios");
        world.edit("pistachios", 2, Change::Forget);
        world.archive(&lunch());
        let known = format!("{:?} {:?}", world.open(3), world.found("pistachios"));
        assert!(
            known.contains("I play chess now") && !known.contains("no pistachios"),
            "{known}"
        );
        bring_back(&world, &nuts).unwrap();
        let known = format!("{:?}", world.open(3));
        assert!(known.contains("no pistachios"), "{known}");
    }
}

#[test]
fn a_denial_that_is_read_late_leaves_no_word_either() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "chess")]);
    let chess = id_of(&world, "chess");
    let denied = Call::new("two", 1, &[denies("hobby", Some("chess"))])
        .says(&["I don't play chess any more."])
        .summed_up("She plays chess no more.", &[]);
    world.archive(&denied);
    world.edit("chess", 2, Change::Forget);
    world.remember(&denied);
    assert!(world.found("chess").is_empty());
    bring_back(&world, &chess).unwrap();
    assert_eq!(world.state("chess"), State::Retracted);
    world.edit("chess", 3, Change::Forget);
    world.let_go(chess);
    assert!(!world.holds_word("chess"));
}

#[test]
fn what_was_put_in_other_words_is_forgotten_with_calls_that_tell_it_in_the_old_ones() {
    let call = Call::new("two", 1, &[says("hobby", "ferrets")])
        .says(&["I keep ferrets."])
        .summed_up("She keeps ferrets.", &[]);
    // Its words changed, it was read late, and it was forgotten; in this order, and with the last two in the
    // other.
    for is_forgotten_first in [false, true] {
        let world = World::new();
        world.hear("one", 0, &[says("hobby", "ferrets")]);
        world.archive(&call);
        let ferrets = id_of(&world, "ferrets");
        let content = "Keeps weasels".to_owned();
        let weasels = world.edit("ferrets", 2, Change::Reword { content });
        let weasels = weasels.memory.unwrap().id;
        let forget = || world.edit("Keeps weasels", 3, Change::Forget);
        if is_forgotten_first {
            forget();
        }
        world.remember(&call);
        if !is_forgotten_first {
            assert_eq!(world.known(3), ["Keeps weasels"]);
            assert!(
                world
                    .found("ferrets")
                    .contains(&"I keep ferrets.".to_owned())
            );
            forget();
        }
        assert!(world.found("ferrets weasels").is_empty());
        bring_back(&world, &weasels).unwrap();
        assert!(
            world
                .found("ferrets")
                .contains(&"I keep ferrets.".to_owned())
        );
        assert_eq!(world.memory("ferrets").superseded_by, Some(weasels.clone()));
        forget_again(&world, &weasels);
        assert!(!world.holds_word("ferret") && !world.holds_word("weasel"));
        assert!(!world.holds_word("set_aside") && ferrets != weasels);
    }
}

fn forget_again(world: &World, memory_id: &MemoryId) {
    world.edit_id(memory_id.clone(), 4, Change::Forget).unwrap();
    world.let_go(memory_id.clone());
}

#[test]
fn what_is_said_again_after_it_was_forgotten_is_known_anew() {
    let brunch = Call::new("brunch", 0, &[in_turn(0, claim("allergy", "pistachios"))])
        .says(&["No pistachios for me."]);
    let world = World::new();
    world.archive(&breakfast());
    world.remember(&breakfast());
    world.archive(&brunch);
    world.edit("pistachios", 0, Change::Forget);
    for call in [lunch(), brunch] {
        world.archive(&call);
        world.remember(&call);
    }
    assert_eq!(world.memory("pistachios").mentions, 0);
    let found = world.found("pistachios");
    assert!(
        found.contains(&"No pistachios any more!".to_owned()),
        "{found:?}"
    );
    assert!(
        !found.contains(&"No pistachios for me.".to_owned()),
        "{found:?}"
    );
}

#[test]
fn whether_a_call_is_read_before_something_is_forgotten_or_after_it_comes_to_the_same() {
    let mut forgotten = 0;
    for run in 0..60 {
        let mut seed = 3_000 + run;
        let calls = ["first", "second", "third"].map(|name| {
            let mut call = chance_call(name, 1, &mut seed);
            for operation in &call.reading.operations {
                if let Operation::Claim { claim, .. } = operation {
                    call.reading.gist.summary += &format!(" {}.", claim.content);
                }
            }
            call
        });
        let chosen = draw(&mut seed) as usize;
        let worlds = [true, false].map(|is_late| {
            let world = World::new();
            for call in &calls {
                world.archive(call);
            }
            world.remember(&calls[0]);
            let known = world.list(true);
            let memory = known.get(chosen % known.len().max(1)).cloned();
            let read = || {
                calls[1..]
                    .iter()
                    .for_each(|call| drop(world.remember(call)))
            };
            if !is_late {
                read();
            }
            if let Some(memory) = &memory {
                world.edit_id(memory.id.clone(), 2, Change::Forget).unwrap();
            }
            read();
            (world, memory.map(|memory| memory.id))
        });
        let [(late, memory), (in_time, same)] = &worlds;
        assert_eq!(memory, same);
        assert_eq!(all(late), all(in_time), "run {run}");
        let Some(memory) = memory else { continue };
        forgotten += 1;
        for world in [late, in_time] {
            bring_back(world, memory).unwrap();
        }
        assert_eq!(all(late), all(in_time), "run {run}");
    }
    assert!(forgotten > 20, "{forgotten}");
}

/// A call that has no more in common with a favorite color than a word.
fn drive() -> Call {
    Call::new("drive", 1, &[in_turn(2, claim("hobby", "go"))])
        .says(&[
            "My red car broke down.",
            "I took the red bus.",
            "I play go.",
        ])
        .summed_up("She plays go.", &[])
}

/// A world in which the color was told, and forgotten after the other call ended.
fn color_forgotten(reads: bool) -> (World, MemoryId) {
    let world = World::new();
    world.hear("color", 0, &[says("favorite_color", "red")]);
    world.archive(&drive());
    if reads {
        world.remember(&drive());
    }
    let red = id_of(&world, "red");
    world.edit("red", 2, Change::Forget);
    (world, red)
}

#[test]
fn a_call_that_is_still_to_be_read_loses_no_line_for_good_for_a_word_in_common() {
    let (in_time, red) = color_forgotten(true);
    in_time.let_go(red);
    // It is read while that can be restored, or later, or never.
    for reads in [[true, false], [false, true], [false, false]] {
        let (late, red) = color_forgotten(false);
        assert!(late.found("car bus").is_empty());
        assert!(late.ask(Forgotten {}).calls().contains(&drive().id));
        let read = |now: bool| now.then(|| late.remember(&drive()));
        read(reads[0]);
        let told = trace(&late, &red).telling;
        assert!(!told.calls().contains(&drive().id), "{told:?}");
        late.let_go(red);
        read(reads[1]);
        assert_eq!(late.found("car bus"), in_time.found("car bus"));
        assert!(!late.holds_word("set_aside"));
    }
}

#[test]
fn a_turn_that_is_hidden_for_two_memories_comes_back_when_neither_is_set_aside_any_more() {
    let (world, red) = color_forgotten(false);
    world.hear("car", 0, &[says("favorite_thing", "car")]);
    let car = id_of(&world, "car");
    world.edit("car", 2, Change::Forget);
    world.let_go(red);
    let of_the_car = "My red car broke down.".to_owned();
    let found = world.found("car bus");
    assert!(found.contains(&"I took the red bus.".to_owned()));
    assert!(!found.contains(&of_the_car), "{found:?}");
    bring_back(&world, &car).unwrap();
    assert!(world.found("car bus").contains(&of_the_car));
}

/// Brings what one knows to the other.
fn bring(from: &World, to: &World) {
    let exported = from.ask(Export::default());
    to.ask(Import {
        procedures: exported.procedures,
        documents: exported.documents,
        calls: exported.calls,
        evidence: exported.evidence,
        config: from.config.clone(),
        now: day(9),
        entropy: [9; 16],
    });
}

#[test]
fn what_a_file_says_was_forgotten_leaves_no_word_here_either() {
    let [there, here] = [World::new(), World::new()];
    there.archive(&breakfast());
    there.remember(&breakfast());
    bring(&there, &here);
    here.archive(&lunch());
    let nuts = id_of(&there, "pistachios");
    there.edit("pistachios", 2, Change::Forget);
    bring(&there, &here);
    assert!(here.known(3).contains(&"go".to_owned()));
    assert!(!all(&here).to_lowercase().contains("pistachi"));
    // For who takes it out of the transcripts.
    assert!(here.ask(Late {}).contains_key(&nuts));
    let told = trace(&here, &nuts).telling;
    assert!(told.turns.contains(&(breakfast().id, 0)), "{told:?}");
    here.remember(&lunch());
    here.let_go(nuts);
    assert!(!here.holds_word("pistachi"));
}

/// A call in which an allergy and a hobby are told with one breath.
fn snack() -> Call {
    let chess = Claim {
        replaces: Some("go".into()),
        ..claim("hobby", "chess")
    };
    Call::new(
        "snack",
        1,
        &[
            in_turn(0, claim("allergy", "pistachios")),
            in_turn(0, chess),
            story(
                "chess_snack",
                "At chess there are pistachios.",
                Status::InProgress,
            ),
        ],
    )
    .says(&[
        "I play chess instead of go, and can't eat pistachios.",
        "Brad: Chess, and no pistachios!",
        "I love chess.",
    ])
    .summed_up(
        "She plays chess instead of go. She can't eat pistachios at chess. It rained.",
        &[],
    )
}

#[test]
fn what_is_gone_for_good_does_not_come_back_with_what_was_said_beside_it() {
    // It is read in time, or when one of them is gone already.
    for is_late in [false, true] {
        for [first, second] in [["pistachios", "chess"], ["chess", "pistachios"]] {
            let world = World::new();
            world.archive(&breakfast());
            world.remember(&breakfast());
            world.hear("first", 0, &[says("hobby", "chess")]);
            let read = || {
                world.archive(&snack());
                world.remember(&snack());
            };
            if !is_late {
                read();
            }
            let nuts = id_of(&world, "pistachios");
            let chess = id_of(&world, "chess");
            world.edit(first, 2, Change::Forget);
            if is_late && first == "pistachios" {
                world.let_go(nuts.clone());
            }
            world.edit(second, 3, Change::Forget);
            if is_late {
                read();
            }
            world.let_go(nuts);
            bring_back(&world, &chess).unwrap();
            assert!(
                !world.holds_word("pistachi"),
                "{is_late} {first} {}",
                all(&world)
            );
            assert!(world.found("chess").contains(&"I love chess.".to_owned()));
            let known = all(&world);
            assert!(known.contains("She plays chess instead of go."), "{known}");
        }
    }
}

#[test]
fn what_another_ended_comes_back_in_its_place_without_its_words_where_they_are_gone_for_good() {
    for first in ["go", "chess"] {
        let world = World::new();
        world.hear("one", 0, &[says("hobby", "go")]);
        world.archive(&snack());
        world.remember(&snack());
        let [go, chess] = ["go", "chess"].map(|value| id_of(&world, value));
        for value in [first, if first == "go" { "chess" } else { "go" }] {
            world.edit(value, 2, Change::Forget);
        }
        world.let_go(go);
        bring_back(&world, &chess).unwrap();
        assert_eq!(world.state("chess"), State::Current);
        let stored = world.memories.actor(&world.address).unwrap();
        let stored = stored.dump().unwrap();
        assert!(!stored.contains("\"replaces\":\"go\""), "{stored}");
    }
}

#[test]
fn what_came_in_late_is_told_of_until_it_is_noted_as_taken_out() {
    let world = World::new();
    for call in [breakfast(), drive()] {
        world.archive(&call);
        world.remember(&call);
    }
    let nuts = id_of(&world, "pistachios");
    world.edit("pistachios", 2, Change::Forget);
    // What was known when it was forgotten is taken out by whoever forgets it.
    assert!(world.ask(Late {}).is_empty());
    world.archive(&lunch());
    let of_lunch = world.ask(Late {})[&nuts].clone();
    world.remember(&lunch());
    let note = |told| {
        world.ask(NoteTaken {
            memory_id: nuts.clone(),
            told,
        });
    };
    note(of_lunch);
    let late = world.ask(Late {})[&nuts].clone();
    assert!(late.turns.contains(&(lunch().id, 1)), "{late:?}");
    note(late);
    assert!(world.ask(Late {}).is_empty());
    let told = trace(&world, &nuts).telling;
    assert!(told.turns.contains(&(lunch().id, 1)), "{told:?}");
    bring_back(&world, &nuts).unwrap();
    assert!(world.found("pistachios").len() > 2);
}
