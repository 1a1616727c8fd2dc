//! Which package may depend on which: an arrow goes down only.

use std::process::Command;

use anyhow::{Result, bail};

use crate::progress;
use crate::project::Project;

/// A package, and what must not be among its dependencies, however indirect.
const FORBIDDEN: [(&str, &[&str]); 4] = [
    ("call-me-back", &["worker", "wasm-bindgen", "js-sys"]),
    (
        "call-me-back-platform",
        &[
            "call-me-back-handlers",
            "call-me-back-web",
            "call-me-back-simulation",
        ],
    ),
    ("call-me-back-web", &["call-me-back-platform", "worker"]),
    (
        "call-me-back-simulation",
        &["call-me-back-platform", "worker"],
    ),
];

pub fn check(project: &Project) -> Result<()> {
    for (package, forbidden) in FORBIDDEN {
        let mut command = Command::new("cargo");
        command
            .args(["tree", "--package", package, "--target", "all"])
            .args(["--edges", "normal", "--prefix", "none", "--format", "{p}"])
            .current_dir(&project.root);
        let tree = progress::capture(project, "arrows", &mut command)?;
        if !tree.success {
            bail!(tree.report);
        }
        if let Some(found) = forbidden_in(&tree.output, forbidden) {
            bail!(
                "{package} must not depend on {found}. How it does: \
                 cargo tree --package {package} --target all --edges normal --invert {found}"
            );
        }
    }
    Ok(())
}

fn forbidden_in<'a>(tree: &str, forbidden: &[&'a str]) -> Option<&'a str> {
    let names: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    forbidden.iter().copied().find(|name| names.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_package_is_found_by_its_whole_name() {
        let tree = "call-me-back v0.1.0 (/home)\nworker-macros v0.8.7\nserde v1.0.0\n";
        assert_eq!(forbidden_in(tree, &["worker"]), None);
        assert_eq!(forbidden_in(tree, &["worker", "serde"]), Some("serde"));
    }
}
