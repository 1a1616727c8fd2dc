//! The programs that the commands need besides Rust itself, and how each is made present.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress;
use crate::project::Project;

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// The tests read databases with `node:sqlite`, which older ones have behind a flag, or not at all.
const OLDEST_NODE: u32 = 24;

pub fn wasm_target_present() -> bool {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .output();
    output.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).exists())
}

pub fn add_wasm_target(project: &Project) -> Result<()> {
    if on_path("rustup").is_none() {
        bail!(
            "the Rust target {WASM_TARGET} is missing, and rustup is not here to add it.\n\
             Install rustup (https://rustup.rs), or your system's package with that target."
        );
    }
    let mut command = Command::new("rustup");
    command.args(["target", "add", WASM_TARGET]);
    progress::run(project, "wasm-target", &mut command)
}

/// A command that Cargo installs, at the version that Cargo.lock has of the library it belongs to.
pub struct CargoTool {
    package: &'static str,
    version: String,
    program: PathBuf,
}

impl CargoTool {
    pub fn new(
        project: &Project,
        package: &'static str,
        program: &str,
        library: &str,
    ) -> Result<Self> {
        let lock = fs::read_to_string(project.root.join("Cargo.lock")).context("Cargo.lock")?;
        let version = locked_version(&lock, library)
            .with_context(|| format!("Cargo.lock names no {library}"))?
            .to_owned();
        let root = project.cache.join(format!("tools/{package}-{version}"));
        Ok(Self {
            package,
            program: root.join("bin").join(program),
            version,
        })
    }

    pub fn name(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    pub fn path(&self) -> &Path {
        &self.program
    }

    pub fn install(&self, project: &Project) -> Result<()> {
        let locked = self.cargo_install(project, true);
        match locked {
            // A mirror of the registry may not have a version yet that the lock file names.
            Err(error) if format!("{error}").contains("failed to select a version") => {
                self.cargo_install(project, false)
            }
            result => result,
        }
    }

    fn cargo_install(&self, project: &Project, locked: bool) -> Result<()> {
        let tools = project.cache.join("tools");
        fs::create_dir_all(&tools).with_context(|| tools.display().to_string())?;
        let mut command = Command::new("cargo");
        command
            .args(["install", self.package, "--version", &self.version])
            .args(locked.then_some("--locked"))
            .arg("--root")
            .arg(tools.join(format!("{}-{}", self.package, self.version)))
            // Outside the project, whose Cargo configuration is not meant for the tools.
            .current_dir(&tools)
            .env("CARGO_TARGET_DIR", build_folder(project))
            // Compiled once and run for seconds: what counts is how soon it is there.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        progress::run(project, self.package, &mut command)
    }
}

/// Where the tools are compiled; they have most of their dependencies in common.
pub fn build_folder(project: &Project) -> PathBuf {
    project.cache.join("tools/target")
}

fn locked_version<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

pub fn node_modules_current(project: &Project) -> bool {
    let lock = fs::read(project.root.join("package-lock.json"));
    matches!((lock, fs::read(node_stamp(project))), (Ok(lock), Ok(stamp)) if lock == stamp)
}

pub fn install_node_modules(project: &Project) -> Result<()> {
    if on_path("npm").is_none() {
        bail!("npm is missing: install Node.js (https://nodejs.org)");
    }
    let mut command = Command::new("npm");
    command
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(&project.root);
    progress::run(project, "npm", &mut command)?;
    fs::copy(project.root.join("package-lock.json"), node_stamp(project))
        .context("node_modules can't be written")?;
    Ok(())
}

/// A copy of the lock file that the modules were installed from.
fn node_stamp(project: &Project) -> PathBuf {
    project
        .root
        .join("node_modules/.installed-package-lock.json")
}

/// The Node.js to run scripts with: the system's where it is new enough, else the one among the
/// modules.
pub fn node(project: &Project) -> PathBuf {
    let output = Command::new("node").arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    match version.ok().as_deref().and_then(major_version) {
        Some(major) if major >= OLDEST_NODE => PathBuf::from("node"),
        _ => project.root.join("node_modules/node/bin/node"),
    }
}

fn major_version(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

pub fn chromium() -> Option<PathBuf> {
    env::var_os("CHROMIUM").map(PathBuf::from).or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(on_path)
    })
}

pub fn install_chromium(project: &Project) -> Result<()> {
    const COMMAND: &str = "apt-get update && apt-get install -y chromium";
    let root = Command::new("id").arg("-u").output();
    let is_root = root.is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if !is_root || on_path("apt-get").is_none() {
        bail!(
            "Chromium is missing. Install it (on Debian: `sudo sh -c '{COMMAND}'`), \
             or set CHROMIUM to where it is."
        );
    }
    let mut command = Command::new("sh");
    command
        .args(["-c", COMMAND])
        .env("DEBIAN_FRONTEND", "noninteractive");
    progress::run(project, "chromium", &mut command)
}

pub fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_exactly_this_package() {
        let lock = "[[package]]\nname = \"worker-macros\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"worker\"\nversion = \"0.8.7\"\n";
        assert_eq!(locked_version(lock, "worker"), Some("0.8.7"));
        assert_eq!(locked_version(lock, "wasm-bindgen"), None);
    }

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major_version("v24.21.0\n"), Some(24));
        assert_eq!(major_version("not a version"), None);
    }
}
