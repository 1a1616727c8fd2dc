//! Compiles the worker to handlers/build, when something that it is made of has changed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::setup::Tools;
use crate::{lock, progress};

/// What the worker is made of, and with.
const INPUTS: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    ".cargo",
    "src",
    "platform",
    "handlers",
    "web",
];

pub fn build(project: &Project, tools: &Tools) -> Result<()> {
    let made = progress::step("worker", || build_quietly(project, tools))?;
    if made == Made::Before {
        println!("worker … unchanged");
    }
    Ok(())
}

/// Whether there was anything to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    Now,
    Before,
}

/// Says nothing of it: for who does something else meanwhile.
pub fn build_quietly(project: &Project, tools: &Tools) -> Result<Made> {
    // A build that another command started may be the one that is wanted, and would be spoilt.
    let _lock = lock::wait(&project.root.join(".data/build.lock"), "worker")?;
    let output = project.root.join("handlers/build");
    let stamp = output.join(".inputs");
    let inputs = fingerprint(&project.root, &INPUTS, &output)?;
    if fs::read_to_string(&stamp).is_ok_and(|built| built == inputs) {
        return Ok(Made::Before);
    }
    let esbuild = project.root.join("node_modules/.bin/esbuild");
    let mut command = Command::new(&tools.worker_build);
    command
        .arg("--release")
        .current_dir(project.root.join("handlers"))
        // A relative one would mean another folder from there.
        .env("CARGO_TARGET_DIR", &project.target)
        // Without these two it downloads programs of its own.
        .env("WASM_BINDGEN_BIN", &tools.wasm_bindgen)
        .env("ESBUILD_BIN", esbuild);
    progress::run(project, "worker-build", &mut command)?;
    fs::write(&stamp, inputs).with_context(|| stamp.display().to_string())?;
    Ok(Made::Now)
}

/// One text for the contents of all these files and folders, without `except`.
fn fingerprint(root: &Path, inputs: &[&str], except: &Path) -> Result<String> {
    let mut files = Vec::new();
    for input in inputs {
        collect(&root.join(input), except, &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
        let contents = fs::read(&file).with_context(|| file.display().to_string())?;
        contents.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, except: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path == except {
        return Ok(());
    }
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
            collect(&entry?.path(), except, files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_follows_contents_and_names_but_not_what_is_built() {
        let root = std::env::temp_dir().join(format!("xtask-fingerprint-{}", std::process::id()));
        let built = root.join("code/build");
        fs::create_dir_all(&built).unwrap();
        let now = || fingerprint(&root, &["code"], &built).unwrap();

        fs::write(root.join("code/a"), "one").unwrap();
        let first = now();
        fs::write(built.join("output"), "anything").unwrap();
        assert_eq!(now(), first);
        fs::write(root.join("code/a"), "two").unwrap();
        assert_ne!(now(), first);
        fs::write(root.join("code/a"), "one").unwrap();
        assert_eq!(now(), first);
        fs::rename(root.join("code/a"), root.join("code/b")).unwrap();
        assert_ne!(now(), first);

        fs::remove_dir_all(root).unwrap();
    }
}
