//! Alice, Brad, and what is known in the end.

use call_me_back::call::briefing::Occasion;
use call_me_back::directory::people::User;
use call_me_back::directory::{personas, relationships};
use call_me_back::failure::Failure;
use call_me_back::flows::starting;
use call_me_back::ids::{CallId, Pair, PersonaId};
use call_me_back::memory::{Memory, State};
use call_me_back::ports::Ports as _;
use call_me_back::prompt::Prompt;
use call_me_back_simulation::{World, finish};

pub const ALICE: &str = "+14155550123";
pub const BOB: &str = "+14155550124";

pub fn brad() -> PersonaId {
    PersonaId::parse("persona_brad_001").unwrap()
}

pub fn zoe() -> PersonaId {
    call_me_back::persona::catalog()
        .into_iter()
        .map(|starter| starter.persona)
        .find(|persona| persona.name == "Zoe")
        .unwrap()
        .id
}

/// A world with Alice in it.
pub fn alices(seed: u64) -> (World, User) {
    let world = World::new(seed).unwrap();
    let alice = world.sign_in(ALICE).unwrap();
    (world, alice)
}

pub fn talk(world: &World, call: &CallId, lines: &[&str]) {
    for line in lines {
        world.say(call, line).unwrap();
    }
}

/// What a persona knows: subject, attribute, value, state and how often it was mentioned.
pub fn known(world: &World, user: &User) -> Vec<(String, String, String, State, u32)> {
    let mut known: Vec<_> = world
        .memories(user, &brad(), true)
        .unwrap()
        .into_iter()
        .map(|memory| {
            let subject = String::from(memory.subject);
            let Memory {
                attribute,
                value,
                state,
                mentions,
                ..
            } = memory;
            (subject, attribute, value, state, mentions)
        })
        .collect();
    known.sort_by(|one, other| (&one.0, &one.1, &one.2).cmp(&(&other.0, &other.1, &other.2)));
    known
}

pub fn values(world: &World, user: &User) -> Vec<String> {
    let memories = world.memories(user, &brad(), false).unwrap();
    memories.into_iter().map(|memory| memory.value).collect()
}

pub fn pair(user: &User) -> Pair {
    Pair {
        user: user.id.clone(),
        persona: brad(),
    }
}

/// What Brad would be told if the user called now.
pub fn preview(world: &World, user: &User) -> Prompt {
    let ports = world.ports();
    finish(async {
        let persona = personas::persona(ports.sql(), &user.id, &brad()).await?;
        let relationship = relationships::relationship(ports.sql(), &pair(user)).await?;
        let relationship = relationship.ok_or_else(|| Failure::not_found("the relationship"))?;
        let occasion = Occasion::UserCalls;
        let briefing = starting::brief(&ports, user, persona, relationship, occasion).await?;
        Ok::<_, Failure>(starting::prompt(&ports, &briefing).await)
    })
    .unwrap()
}

/// All is as it must be, once everything has come to rest.
#[track_caller]
pub fn all_is_well(world: &World, where_: &str) {
    world.come_to_rest().unwrap();
    let found = world.check().unwrap();
    assert!(found.is_empty(), "{where_}: {}", found.join("\n"));
}
