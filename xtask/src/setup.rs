//! Finds what is missing on this machine, and installs it once.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::tools::{self, CargoTool};
use crate::{lock, progress};

/// Where the programs are, once everything is there.
pub struct Tools {
    pub node: PathBuf,
    pub wasm_bindgen: PathBuf,
    pub worker_build: PathBuf,
}

struct Part<'a> {
    name: String,
    /// How long its installation takes, in words.
    takes: &'static str,
    present: bool,
    install: Box<dyn FnOnce() -> Result<()> + 'a>,
}

pub fn run(project: &Project) -> Result<Tools> {
    let started = Instant::now();
    // Two setups at once would compile the same things, and delete them under each other's hands.
    let _lock = lock::wait(&project.cache.join("setup.lock"), "setup")?;
    let wasm_bindgen = CargoTool::new(project, "wasm-bindgen-cli", "wasm-bindgen", "wasm-bindgen")?;
    let worker_build = CargoTool::new(project, "worker-build", "worker-build", "worker")?;
    install_missing(vec![
        Part {
            name: "Rust for WebAssembly".to_owned(),
            takes: "seconds",
            present: tools::wasm_target_present(),
            install: Box::new(|| tools::add_wasm_target(project)),
        },
        cargo_part(project, &wasm_bindgen),
        cargo_part(project, &worker_build),
        Part {
            name: "Node modules".to_owned(),
            takes: "under a minute",
            present: tools::node_modules_current(project),
            install: Box::new(|| tools::install_node_modules(project)),
        },
    ])?;
    // Gone already unless a tool was just compiled.
    let _ = fs::remove_dir_all(tools::build_folder(project));
    println!("setup … complete, {}", progress::seconds(started.elapsed()));
    Ok(Tools {
        node: tools::node(project),
        wasm_bindgen: wasm_bindgen.path().to_owned(),
        worker_build: worker_build.path().to_owned(),
    })
}

/// The browser, for the tests that need one; gives its path.
pub fn browser(project: &Project) -> Result<PathBuf> {
    if tools::chromium().is_none() {
        install_missing(vec![Part {
            name: "Chromium".to_owned(),
            takes: "about a minute",
            present: false,
            install: Box::new(|| tools::install_chromium(project)),
        }])?;
    }
    tools::chromium().context("Chromium is still not on PATH")
}

fn cargo_part<'a>(project: &'a Project, tool: &'a CargoTool) -> Part<'a> {
    Part {
        name: tool.name(),
        takes: "about 4 minutes",
        present: tool.path().is_file(),
        install: Box::new(|| tool.install(project)),
    }
}

fn install_missing(parts: Vec<Part>) -> Result<()> {
    let missing: Vec<Part> = parts.into_iter().filter(|part| !part.present).collect();
    let total = missing.len();
    for (index, part) in missing.into_iter().enumerate() {
        let label = format!(
            "[{}/{total}] {} … installing ({}, once)",
            index + 1,
            part.name,
            part.takes
        );
        progress::step(&label, part.install)?;
    }
    Ok(())
}
