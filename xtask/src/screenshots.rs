//! Pictures of the pages for the README, of a life that is lived for them.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{dev, setup, worker};

pub fn run(project: &Project) -> Result<()> {
    let tools = setup::run(project)?;
    worker::build(project, &tools)?;
    // In place of this process, so that Ctrl-C reaches the one that has something to end.
    let error = Command::new(&tools.node)
        .arg(project.root.join("xtask/runtime/screenshots.mjs"))
        .arg(project.root.join("docs/pages"))
        .arg(dev::free_port()?.to_string())
        .env("CHROMIUM", setup::browser(project)?)
        .exec();
    Err(error).with_context(|| format!("{} could not be started", tools.node.display()))
}
