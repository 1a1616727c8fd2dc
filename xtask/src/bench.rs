//! What is measured: scripts in `benches/`, on the real runtime. They print; nothing here fails
//! because a machine is slow.

use std::process::{Command, ExitStatus};

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{setup, worker};

const BENCHES: [&str; 2] = ["verbs", "recall-speed"];

pub fn run(project: &Project, options: &[String]) -> Result<()> {
    match options {
        [name, options @ ..] if name == "recall" => recall(project, options),
        [name, parts @ ..] if BENCHES.contains(&name.as_str()) => {
            on_the_runtime(project, name, parts)
        }
        _ => bail!("say which: recall --data FILE, or {}", BENCHES.join(", ")),
    }
}

/// How well recall finds what answers a question, and how soon: on the host, on data that is not the
/// project's.
fn recall(project: &Project, options: &[String]) -> Result<()> {
    let options = options.iter().map(|option| {
        let path = std::path::Path::new(option);
        // A relative one would mean another file from the project's folder.
        match path.canonicalize() {
            Ok(path) if path.is_file() => path.into_os_string(),
            _ => option.into(),
        }
    });
    let status = Command::new("cargo")
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "call-me-back-simulation",
        ])
        .args(["--example", "recall", "--"])
        .args(options)
        .current_dir(&project.root)
        .status()?;
    ended(status)
}

fn on_the_runtime(project: &Project, name: &str, parts: &[String]) -> Result<()> {
    let tools = setup::run(project)?;
    worker::build(project, &tools)?;
    let status = Command::new(&tools.node)
        .arg(project.root.join("benches").join(format!("{name}.mjs")))
        .args(parts)
        .current_dir(&project.root)
        .status()?;
    ended(status)
}

fn ended(status: ExitStatus) -> Result<()> {
    if status.success() {
        Ok(())
    } else {
        bail!("the bench ended with {status}")
    }
}
