//! The personas that come with the product.

use super::Starter;

const FILES: [&str; 8] = [
    include_str!("catalog/brad.json"),
    include_str!("catalog/maya.json"),
    include_str!("catalog/oliver.json"),
    include_str!("catalog/rosa.json"),
    include_str!("catalog/walter.json"),
    include_str!("catalog/isla.json"),
    include_str!("catalog/theo.json"),
    include_str!("catalog/zoe.json"),
];

/// All of them, Brad first. A persona that can't be read is left out; the test sees to it that
/// there is none.
pub fn catalog() -> Vec<Starter> {
    FILES
        .iter()
        .filter_map(|text| serde_json::from_str(text).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::memory::procedure::{
        ADDRESS, ADVICE, CURIOSITY, FAREWELL, KEYS, RECALL, alternatives,
    };
    use crate::relationship::Kind;

    const KINDS: [Kind; 5] = [
        Kind::Friend,
        Kind::Partner,
        Kind::Family,
        Kind::Professional,
        Kind::Custom,
    ];
    /// Those of the carrier, by their first names.
    #[rustfmt::skip]
    const VOICES: [&str; 11] = [
        "adam", "brian", "will", "chris", "eric", "bill", "daniel", "lily", "sarah", "jessica", "bella",
    ];

    #[test]
    fn every_persona_of_the_release_can_be_read_and_is_someone_of_their_own() {
        let all = catalog();
        assert_eq!(all.len(), FILES.len());
        assert_eq!(all[0].persona.name, "Brad");
        let different =
            |of: fn(&Starter) -> String| all.iter().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!(
            different(|starter| starter.persona.id.to_string()),
            all.len()
        );
        assert_eq!(different(|starter| starter.persona.name.clone()), all.len());
        assert_eq!(
            different(|starter| starter.persona.voice.clone()),
            all.len()
        );
        assert_eq!(
            different(|starter| starter.persona.core_system_prompt.clone()),
            all.len()
        );
        for starter in &all {
            assert!(
                VOICES.contains(&starter.persona.voice.as_str()),
                "{}",
                starter.persona.name
            );
            let traits: Vec<&String> = starter.persona.personality_traits.keys().collect();
            assert_eq!(
                traits,
                all[0].persona.personality_traits.keys().collect::<Vec<_>>()
            );
            assert!(starter.persona.behavioral_rules.len() >= 5);
        }
    }

    #[test]
    fn every_persona_knows_what_to_say() {
        for Starter {
            persona,
            procedures,
        } in catalog()
        {
            let name = &persona.name;
            for key in KEYS.iter().filter(|&&key| key != ADDRESS) {
                assert!(procedures.contains_key(key.name), "{name}: {}", key.name);
            }
            for kind in KINDS {
                assert!(
                    procedures.contains_key(&ADDRESS.variant(kind)),
                    "{name}: {kind:?}"
                );
            }
            for key in procedures.keys() {
                let known = |known: &&crate::memory::procedure::Key| {
                    known.name == key || KINDS.iter().any(|kind| known.variant(*kind) == *key)
                };
                assert!(
                    KEYS.iter().any(|key| known(&key)),
                    "{name}: {key} is no key"
                );
            }
        }
    }

    #[test]
    fn every_line_can_be_said() {
        for Starter {
            persona,
            procedures,
        } in catalog()
        {
            for key in KEYS {
                let values = KINDS.iter().filter_map(|kind| key.find(&procedures, *kind));
                for line in values.flat_map(alternatives) {
                    let name = &persona.name;
                    let holes = line
                        .split('{')
                        .skip(1)
                        .filter_map(|rest| rest.split_once('}'));
                    for (hole, _) in holes {
                        let known = matches!(hole, "name" | "persona") || key.holes.contains(&hole);
                        assert!(known, "{name}: {line}");
                    }
                    for (must, hole) in [
                        (ADVICE, "{direct_action}"),
                        (CURIOSITY, "{t"),
                        (RECALL, "{memory}"),
                    ] {
                        assert!(*key != must || line.contains(hole), "{name}: {line}");
                    }
                    assert!(line.matches('?').count() <= 1, "{name}: {line}");
                    assert!(*key != FAREWELL || !line.contains('?'), "{name}: {line}");
                    let ends = *key == ADDRESS || line.ends_with(['.', '!', '?']);
                    assert!(ends && line.chars().count() <= 200, "{name}: {line}");
                }
            }
        }
    }
}
