//! Procedural memory: how a persona behaves, to whom, and who says so.

use call_me_back::failure::Failure;
use call_me_back::ids::PersonaId;
use call_me_back::memory::procedure::LONGEST_OF_PERSONA;
use call_me_back::ports::{Ports, SmartSql};
use call_me_back::smart_memory::{ProcedureSearch, Scope, SmartMemory};
use call_me_back_simulation::finish;

use super::world::{BRAD, World, assert_conflict, assert_not_found, day};

#[test]
fn a_relationships_procedures_are_its_own_and_the_personas_are_read_by_all() {
    let world = World::new();
    let memory = world.brads_of_alice();
    let own = memory.procedural(Scope::Memory);
    let shared = memory.procedural(Scope::Persona);
    assert!(!finish(shared.list_procedures()).unwrap().is_empty());
    assert!(finish(own.list_procedures()).unwrap().is_empty());

    finish(own.put_procedure("greeting_pattern", "Ahoy {name}")).unwrap();
    let tomorrow = world.host.ports(day(1));
    let brad = PersonaId::parse(BRAD).unwrap();
    let later = finish(SmartMemory::of(&tomorrow, &world.alice.id, &brad)).unwrap();
    let later = later.procedural(Scope::Memory);
    finish(later.put_procedure("greeting_pattern", "Yo {name}")).unwrap();
    let stored = finish(own.get_procedure("greeting_pattern"))
        .unwrap()
        .unwrap();
    assert_eq!(stored.value, "Yo {name}");
    assert_eq!((stored.created_at, stored.updated_at), (day(0), day(1)));
    let found = |options| finish(own.search_procedures("greeting", &options)).unwrap();
    assert_eq!(found(ProcedureSearch::default()).len(), 1);
    let values_only = ProcedureSearch {
        search_keys: false,
        ..ProcedureSearch::default()
    };
    assert!(found(values_only).is_empty());

    let his = world.of(&world.bob, BRAD);
    let his = his.procedural(Scope::Memory);
    assert_eq!(finish(his.get_procedure("greeting_pattern")), Ok(None));
    assert_eq!(finish(own.delete_procedure("greeting_pattern")), Ok(true));
    assert_eq!(finish(own.delete_procedure("greeting_pattern")), Ok(false));
}

#[test]
fn nobody_changes_how_a_persona_is_to_others() {
    let world = World::new();
    let memory = world.brads_of_alice();
    let shared = memory.procedural(Scope::Persona);
    let before = finish(shared.list_procedures()).unwrap();
    let why = assert_conflict(finish(shared.put_procedure("greeting_pattern", "Boo")));
    assert!(why.contains("relationship"), "{why}");
    assert_conflict(finish(shared.delete_procedure("greeting_pattern")));
    assert_eq!(finish(shared.list_procedures()), Ok(before));
}

#[test]
fn whoever_made_a_persona_says_how_it_behaves_and_nobody_else_meets_a_private_one() {
    let world = World::new();
    let insert = "INSERT INTO personas (id, name, description, voice, created_by, is_public,
        core_system_prompt, created_at, updated_at)
        VALUES ('persona_mine', 'Mine', '', 'adam', 'user_alice', 0, 'You are mine.', 0, 0)";
    finish(world.doors.sql().run(insert, &[])).unwrap();
    let memory = world.of(&world.alice, "persona_mine");
    let shared = memory.procedural(Scope::Persona);
    finish(shared.put_procedure("greeting_pattern", "Hello you")).unwrap();
    let stored = finish(shared.get_procedure("greeting_pattern")).unwrap();
    assert_eq!(stored.unwrap().value, "Hello you");
    // As long as the page on which they are changed takes, and no longer.
    let longest = "x".repeat(LONGEST_OF_PERSONA);
    finish(shared.put_procedure("nudge", &longest)).unwrap();
    let too_long = finish(shared.put_procedure("nudge", &format!("{longest}x")));
    assert!(matches!(too_long, Err(Failure::Invalid { .. })));
    let own = memory.procedural(Scope::Memory);
    finish(own.put_procedure("nudge", &format!("{longest}x"))).unwrap();
    let mine = PersonaId::parse("persona_mine").unwrap();
    let his = finish(SmartMemory::of(&world.doors, &world.bob.id, &mine));
    assert_not_found(his.map(|_| ()));
}
