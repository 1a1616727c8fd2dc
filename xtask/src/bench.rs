//! What is measured: scripts in `benches/`, on the real runtime. They print; nothing here fails
//! because a machine is slow.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitStatus};

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{python, setup, worker};

const BENCHES: [&str; 5] = ["verbs", "pages", "paint", "recall-speed", "calls"];
/// What is built and run on the host.
#[rustfmt::skip]
const RECALL: [&str; 6] = [
    "--profile", "host", "--package", "call-me-back-simulation", "--example", "recall",
];

pub fn run(project: &Project, options: &[String]) -> Result<()> {
    match options {
        [name, options @ ..] if name == "recall" => recall(project, options),
        [name, parts @ ..] if BENCHES.contains(&name.as_str()) => {
            on_the_runtime(project, name, parts)
        }
        [name, options @ ..] if name == "peers" => peers(project, options),
        _ => bail!(
            "say which: recall --data FILE, peers --data FILE, or {}",
            BENCHES.join(", ")
        ),
    }
}

/// How well recall finds what answers a question, and how soon: on the host, on data that is not the
/// project's.
fn recall(project: &Project, options: &[String]) -> Result<()> {
    let status = Command::new("cargo")
        .args(["run", "--quiet"])
        .args(RECALL)
        .arg("--")
        .args(options.iter().map(whole_path))
        .current_dir(&project.root)
        .status()?;
    ended(status)
}

/// The same beside what others do, which is Python: in an environment of its own.
fn peers(project: &Project, options: &[String]) -> Result<()> {
    let python = python::environment(
        project,
        "peers",
        &project.root.join("benches/peers/requirements.txt"),
    )?;
    let status = Command::new("cargo")
        .arg("build")
        .args(RECALL)
        .current_dir(&project.root)
        .status()?;
    ended(status)?;
    let status = Command::new(python)
        // No folders of bytecode beside the scripts.
        .arg("-B")
        .arg(project.root.join("benches/peers/main.py"))
        .arg("--recall")
        .arg(project.target.join("host/examples/recall"))
        .arg("--docs")
        .arg(project.root.join("docs"))
        .args(options.iter().map(whole_path))
        .status()?;
    ended(status)
}

/// A file's path from wherever it is opened: a relative one would mean another file from the
/// project's folder.
fn whole_path(option: &String) -> OsString {
    match Path::new(option).canonicalize() {
        Ok(path) if path.is_file() => path.into_os_string(),
        _ => option.into(),
    }
}

fn on_the_runtime(project: &Project, name: &str, parts: &[String]) -> Result<()> {
    let tools = setup::run(project)?;
    worker::build(project, &tools)?;
    let mut command = Command::new(&tools.node);
    if name == "paint" {
        command.env("CHROMIUM", setup::browser(project)?);
    }
    let status = command
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
