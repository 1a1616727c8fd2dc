//! Which room of the core may know which: each knows its own floor and those below, never one above.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::project::Project;

/// The rooms of `src/`, floor by floor, from the ground up.
const FLOORS: [&[&str]; 6] = [
    &[
        "client",
        "ids",
        "idempotency",
        "time",
        "sql",
        "failure",
        "log",
        "retention",
        "scope",
        "secret",
        "pagination",
        "parsing",
        "versions",
        "zip",
        "embedding",
        "persona",
        "telephony",
        "oidc",
    ],
    &["relationship", "recall", "memory", "call", "erasure"],
    &[
        "extraction",
        "pii",
        "prompt",
        "ports",
        "webhooks",
        "operations",
    ],
    &["brain", "directory"],
    &["flows", "smart_memory", "smart_sql", "smart_buckets"],
    &["api", "rest", "mcp"],
];

pub fn check(project: &Project) -> Result<()> {
    let mut found = Vec::new();
    look_through(&project.root.join("src"), None, &mut found)?;
    if found.is_empty() {
        Ok(())
    } else {
        bail!(
            "rooms of the core that know what is above them:\n{}",
            found.join("\n")
        )
    }
}

/// Looks through a folder; at the top of `src/` each file and folder is a room, named by it.
fn look_through(folder: &Path, room: Option<&str>, found: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("{} has no name", path.display()))?;
        let room = room.unwrap_or(name);
        if path.is_dir() {
            look_through(&path, Some(room), found)?;
        } else if room != "lib" && !is_for_tests(&path, name)? {
            let text = fs::read_to_string(&path)?;
            let wrong = known_above(room, &text);
            found.extend(wrong.map(|what| format!("{}: {what}", path.display())));
        }
    }
    Ok(())
}

/// Tests may look up: they see how rooms work together.
fn is_for_tests(path: &Path, name: &str) -> Result<bool> {
    for folder in path.ancestors().skip(1) {
        if folder.file_name().is_some_and(|name| name == "src") {
            break;
        }
        if folder.file_name().is_some_and(|name| name == "tests") {
            return Ok(true);
        }
    }
    let folder = path.parent().context("a file lies in a folder")?;
    let parent = folder.with_extension("rs");
    let parent = fs::read_to_string(parent).unwrap_or_default();
    Ok(parent.contains(&format!("#[cfg(test)]\nmod {name};")))
}

/// The rooms that a room's text names and must not know.
fn known_above(room: &str, text: &str) -> impl Iterator<Item = String> {
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let own = floor(room);
    let mut wrong: Vec<String> = code
        .split("crate::")
        .skip(1)
        .filter_map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
        })
        .filter_map(|other| match (own, floor(other)) {
            (None, _) => Some(format!("`{room}` has no floor in xtask/src/floors.rs")),
            (Some(own), Some(other_floor)) if other_floor > own => Some(format!("knows `{other}`")),
            _ => None,
        })
        .collect();
    wrong.dedup();
    wrong.into_iter()
}

/// None for what is no room, as a macro of the crate's.
fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(room: &str, text: &str) -> Vec<String> {
        known_above(room, text).collect()
    }

    #[test]
    fn a_room_knows_its_own_floor_and_those_below() {
        let text = "use crate::ids::UserId;\nuse crate::call::Turn;\nuse crate::parameters;\n";
        assert!(known("memory", text).is_empty());
        assert_eq!(known("ids", text), ["knows `call`"]);
    }

    #[test]
    fn tests_may_look_up() {
        let text = "use crate::ids::UserId;\n#[cfg(test)]\nmod tests {\n    use crate::flows;\n}\n";
        assert!(known("memory", text).is_empty());
    }

    #[test]
    fn a_new_room_must_be_given_a_floor() {
        assert_eq!(known("attic", "use crate::ids::UserId;").len(), 1);
    }
}
