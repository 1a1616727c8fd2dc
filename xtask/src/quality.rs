//! How well the product does what it is for, on labelled data. It prints; nothing here fails.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::project::Project;

/// The labelled calls of the repository: what the reader was built on, and what it is measured by.
const HALVES: [&str; 2] = ["building", "measuring"];

pub fn run(project: &Project, options: &[String]) -> Result<()> {
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let files: Vec<PathBuf> = match options.as_slice() {
        ["memory"] => HALVES
            .iter()
            .map(|half| project.root.join(format!("benches/memory/{half}.json")))
            .collect(),
        ["memory", "--data", file] => vec![std::env::current_dir()?.join(file)],
        _ => bail!("say: cargo xtask quality memory [--data FILE]"),
    };
    for file in files {
        println!("{}", file.display());
        let status = Command::new("cargo")
            .args(["run", "--quiet", "--package", "call-me-back-simulation"])
            .args(["--example", "quality", "--"])
            .arg(&file)
            .current_dir(&project.root)
            .status()?;
        if !status.success() {
            bail!("the measuring ended with {status}");
        }
    }
    Ok(())
}
