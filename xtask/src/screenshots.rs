//! Pictures of the pages for the README, of a life that is lived for them.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{setup, worker};

pub fn run(project: &Project) -> Result<()> {
    let tools = setup::run(project)?;
    worker::build(project, &tools)?;
    let status = Command::new(&tools.node)
        .arg(project.root.join("xtask/runtime/screenshots.mjs"))
        .arg(project.root.join("docs/pages"))
        .env("CHROMIUM", setup::browser(project)?)
        .status()
        .with_context(|| tools.node.display().to_string())?;
    if !status.success() {
        bail!("the pictures were not taken: {status}");
    }
    Ok(())
}
