//! What is measured: scripts in `benches/`, on the real runtime. They print; nothing here fails
//! because a machine is slow.

use std::process::Command;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{setup, worker};

const BENCHES: [&str; 1] = ["verbs"];

pub fn run(project: &Project, options: &[String]) -> Result<()> {
    let Some((name, parts)) = options.split_first() else {
        bail!("say which: {}", BENCHES.join(", "));
    };
    if !BENCHES.contains(&name.as_str()) {
        bail!("there is no bench `{name}`, only: {}", BENCHES.join(", "));
    }
    let tools = setup::run(project)?;
    worker::build(project, &tools)?;
    let status = Command::new(&tools.node)
        .arg(project.root.join("benches").join(format!("{name}.mjs")))
        .args(parts)
        .current_dir(&project.root)
        .status()?;
    if status.success() {
        Ok(())
    } else {
        bail!("the bench ended with {status}")
    }
}
