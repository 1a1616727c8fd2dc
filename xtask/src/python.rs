//! Python, for programs that are written in it: those that are measured beside ours, and those that
//! try it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress;
use crate::project::Project;
use crate::tools;

/// The Python of a virtual environment of that name in the cache that has these requirements.
pub fn environment(project: &Project, name: &'static str, requirements: &Path) -> Result<PathBuf> {
    if tools::on_path("python3").is_none() {
        bail!("python3 is missing: install Python 3.11 or newer (https://www.python.org)");
    }
    let folder = project.cache.join(name);
    let python = folder.join("bin/python");
    let wanted = fs::read(requirements).with_context(|| requirements.display().to_string())?;
    // What it was installed from.
    let stamp = folder.join("requirements.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    let mut make = Command::new("python3");
    make.args(["-m", "venv", "--clear"]).arg(&folder);
    progress::run(project, "python", &mut make)?;
    let mut install = Command::new(&python);
    install
        .args(["-m", "pip", "install", "--requirement"])
        .arg(requirements);
    progress::run(project, name, &mut install)?;
    fs::write(&stamp, wanted).with_context(|| stamp.display().to_string())?;
    Ok(python)
}
