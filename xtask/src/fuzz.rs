//! Tries the API with many thousand requests, valid and invalid, in the real runtime.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{setup, test, worker};

/// How many requests are made of one operation at most, by chance, where nothing is said.
const EXAMPLES: u32 = 150;

/// `cargo xtask fuzz [EXAMPLES [SEED]]`.
pub fn run(project: &Project, options: &[String]) -> Result<()> {
    let number = |place: usize, otherwise: u32| match options.get(place) {
        Some(text) => text
            .parse()
            .with_context(|| format!("`{text}` is no number: fuzz [EXAMPLES [SEED]]")),
        None => Ok(otherwise),
    };
    let (examples, seed) = (number(0, EXAMPLES)?, number(1, 1)?);
    let tools = setup::run(project)?;
    let schemathesis = test::schemathesis(project)?;
    worker::build(project, &tools)?;
    let status = Command::new(&tools.node)
        .args(["--test", "--test-reporter=spec"])
        .arg(project.root.join("tests/schemathesis.test.mjs"))
        .env("SCHEMATHESIS", schemathesis)
        .env("SCHEMATHESIS_EXAMPLES", examples.to_string())
        .env("SCHEMATHESIS_SEED", seed.to_string())
        .current_dir(&project.root)
        .status()?;
    if status.success() {
        Ok(())
    } else {
        bail!("an answer was none that the document tells of; try it alone with seed {seed}")
    }
}
