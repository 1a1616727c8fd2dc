//! Every check there is. All that can still run does, so that one run shows all that is wrong.

use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::setup::Tools;
use crate::{arrows, floors, progress, python, setup, tools, worker};

/// No single end-to-end test takes longer; one that hangs ends here.
const TEST_TIMEOUT: &str = "--test-timeout=600000";

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Group {
    /// Format, lints, the arrows between packages and the floors of the core.
    Lint,
    /// The tests that run on this machine, without the runtime.
    Core,
    /// End to end, in the real runtime.
    Runtime,
    /// The pages, in a real browser on the real runtime.
    Pages,
}

impl Group {
    const ALL: [(&str, Self); 4] = [
        ("lint", Self::Lint),
        ("core", Self::Core),
        ("runtime", Self::Runtime),
        ("pages", Self::Pages),
    ];

    pub fn parse(arguments: &[String]) -> Result<Vec<Self>> {
        if arguments.is_empty() {
            return Ok(Self::ALL.map(|(_, group)| group).to_vec());
        }
        let named = |argument: &String| {
            let found = Self::ALL.iter().find(|(name, _)| name == argument);
            let (_, group) = found.with_context(|| {
                format!("test knows lint, core, runtime and pages, not `{argument}`")
            })?;
            Ok(*group)
        };
        arguments.iter().map(named).collect()
    }
}

pub fn run(project: &Project, groups: &[Group]) -> Result<()> {
    let started = Instant::now();
    let mut checks = Checks::new(project);
    let tools = checks.noted("setup", setup::run(project));
    let needs_worker = groups.contains(&Group::Runtime) || groups.contains(&Group::Pages);
    let built = thread::scope(|scope| {
        // Most of it is one program linking on one processor: the others have time for the rest.
        let tools = tools.as_ref();
        let worker = tools
            .filter(|_| needs_worker)
            .map(|tools| scope.spawn(|| timed(|| worker::build_quietly(project, tools))));
        if groups.contains(&Group::Lint) {
            checks.lint(tools.is_some());
        }
        if groups.contains(&Group::Core) {
            checks.core();
        }
        let (built, time) = worker?.join().ok()?;
        println!("worker, meanwhile … {}", progress::seconds(time));
        checks.noted("worker", built.map(drop))
    });
    match (&tools, built) {
        (Some(tools), Some(())) => checks.end_to_end(groups, tools),
        _ if needs_worker => {
            println!("runtime, pages … not run: there is no worker to run them on");
        }
        _ => {}
    }
    let time = progress::seconds(started.elapsed());
    let told = |what, Counts { passed, failed }| format!("{passed} {what} passed, {failed} failed");
    let mut counted = Vec::new();
    if groups.contains(&Group::Lint) {
        counted.push(told("lints", checks.lints));
    }
    if groups.iter().any(|group| *group != Group::Lint) {
        counted.push(told("tests", checks.tests));
    }
    println!("\n{} in {time}", counted.join(", "));
    if checks.broken.is_empty() {
        Ok(())
    } else {
        bail!("not in order: {}", checks.broken.join(", "))
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    (work(), started.elapsed())
}

struct Checks<'a> {
    project: &'a Project,
    lints: Counts,
    tests: Counts,
    broken: Vec<&'static str>,
}

impl<'a> Checks<'a> {
    fn new(project: &'a Project) -> Self {
        Self {
            project,
            lints: Counts::default(),
            tests: Counts::default(),
            broken: Vec::new(),
        }
    }

    fn lint(&mut self, wasm: bool) {
        let before = self.broken.len();
        self.command("format", "cargo", &["fmt", "--all", "--check"]);
        #[rustfmt::skip]
        self.command("lints", "cargo", &[
            "clippy", "--workspace", "--all-targets", "--", "-D", "warnings",
        ]);
        if wasm {
            #[rustfmt::skip]
            self.command("lints-wasm", "cargo", &[
                "clippy", "--target", tools::WASM_TARGET,
                "--package", "call-me-back-platform", "--package", "call-me-back-handlers",
                "--", "-D", "warnings",
            ]);
        }
        let arrows = progress::step("arrows", || arrows::check(self.project));
        self.noted("arrows", arrows);
        let floors = progress::step("floors", || floors::check(self.project));
        self.noted("floors", floors);
        let failed = u32::try_from(self.broken.len() - before).unwrap_or(u32::MAX);
        self.lints.failed = failed;
        self.lints.passed = 4 + u32::from(wasm) - failed;
    }

    fn core(&mut self) {
        if tools::on_path("cargo-nextest").is_some() {
            #[rustfmt::skip]
            self.command("core", "cargo", &["nextest", "run", "--workspace", "--no-tests", "pass"]);
        } else {
            self.command("core", "cargo", &["test", "--workspace"]);
        }
    }

    fn end_to_end(&mut self, groups: &[Group], tools: &Tools) {
        // What the worker prints meanwhile, which is looked through in the end.
        let Some(records) = self.noted("records", records(self.project)) else {
            return;
        };
        let records = ("CALL_ME_BACK_RECORDS", records);
        if groups.contains(&Group::Runtime) {
            // The suite that the runtime has to pass is run on the host as well.
            #[rustfmt::skip]
            self.command("host", "cargo", &[
                "build", "--package", "call-me-back-simulation", "--example", "verbs",
            ]);
            if let Some(schemathesis) = self.noted("schemathesis", schemathesis(self.project)) {
                let vars = [("SCHEMATHESIS", schemathesis), records.clone()];
                self.node("runtime", "tests", tools, &vars);
                self.node("logs", "tests/logs", tools, &[records]);
            }
        }
        if groups.contains(&Group::Pages)
            && let Some(browser) = self.noted("chromium", setup::browser(self.project))
        {
            self.node("scripts", "web/tests", tools, &[]);
            self.node("pages", "tests/pages", tools, &[("CHROMIUM", browser)]);
        }
    }

    /// Runs the test files of one folder, if there are any.
    fn node(&mut self, name: &'static str, folder: &str, tools: &Tools, vars: &[(&str, PathBuf)]) {
        let Some(files) = self.noted(name, test_files(&self.project.root.join(folder))) else {
            return;
        };
        if files.is_empty() {
            println!("{name} … there are none");
            return;
        }
        // Node's own choice leaves one processor to the runner, which has nothing to do.
        let at_once = thread::available_parallelism().map_or(1, NonZero::get);
        let mut command = Command::new(&tools.node);
        command
            .args(["--test", "--test-reporter=spec", TEST_TIMEOUT])
            .arg(format!("--test-concurrency={at_once}"))
            .args(files)
            .envs(vars.iter().cloned());
        self.check(name, &mut command);
    }

    fn command(&mut self, name: &'static str, program: &str, arguments: &[&str]) {
        self.check(name, Command::new(program).args(arguments));
    }

    fn check(&mut self, name: &'static str, command: &mut Command) {
        command.current_dir(&self.project.root);
        let outcome = progress::step(name, || {
            let outcome = progress::capture(self.project, name, command)?;
            self.tests.add(&outcome.output);
            if outcome.success {
                Ok(())
            } else {
                bail!(outcome.report)
            }
        });
        self.noted(name, outcome);
    }

    /// Prints an error and goes on without the value.
    fn noted<T>(&mut self, name: &'static str, result: Result<T>) -> Option<T> {
        result
            .map_err(|error| {
                eprintln!("{error:#}\n");
                self.broken.push(name);
            })
            .ok()
    }
}

/// The program that tries the API by the document that describes it.
pub fn schemathesis(project: &Project) -> Result<PathBuf> {
    let requirements = project.root.join("tests/schemathesis/requirements.txt");
    let python = python::environment(project, "schemathesis", &requirements)?;
    Ok(python.with_file_name("schemathesis"))
}

/// An empty folder for what the tests write down.
fn records(project: &Project) -> Result<PathBuf> {
    let folder = project.root.join(".data/records");
    if folder.is_dir() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
            files.push(entry?.path());
        }
    }
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    Ok(files)
}

/// How many tests passed and failed, as the test runners say at the end.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Counts {
    passed: u32,
    failed: u32,
}

impl Counts {
    fn add(&mut self, output: &str) {
        for line in output.lines().map(str::trim_start) {
            // Node's runner: "ℹ pass 7".
            if let Some(number) = line.strip_prefix("ℹ pass ") {
                self.passed += number.parse().unwrap_or(0);
            } else if let Some(number) = line.strip_prefix("ℹ fail ") {
                self.failed += number.parse().unwrap_or(0);
            // Cargo's: "test result: ok. 3 passed; 0 failed; …", nextest's: "Summary [ 0.1s] 3
            // tests run: 2 passed, 1 failed, 0 skipped".
            } else if line.starts_with("test result:") || line.starts_with("Summary [") {
                self.passed += number_before("passed", line);
                self.failed += number_before("failed", line);
            }
        }
    }
}

fn number_before(word: &str, line: &str) -> u32 {
    let words: Vec<&str> = line.split([' ', ',', ';']).collect();
    let position = words.iter().position(|other| *other == word);
    let number = position.and_then(|at| words.get(at.checked_sub(1)?));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(output: &str) -> (u32, u32) {
        let mut counts = Counts::default();
        counts.add(output);
        (counts.passed, counts.failed)
    }

    #[test]
    fn every_runner_is_counted() {
        let nextest =
            "     Summary [   0.005s] 12 tests run: 10 passed (1 slow), 2 failed, 1 skipped";
        assert_eq!(counts(nextest), (10, 2));
        let cargo = "test result: ok. 3 passed; 0 failed; 1 ignored\n\n\
                     test result: FAILED. 1 passed; 4 failed; 0 ignored\n";
        assert_eq!(counts(cargo), (4, 4));
        assert_eq!(counts("ℹ tests 8\nℹ pass 7\nℹ fail 1\n"), (7, 1));
        assert_eq!(counts("2 passed in a sentence"), (0, 0));
    }

    #[test]
    fn without_a_name_every_group_runs() {
        assert_eq!(Group::parse(&[]).unwrap().len(), Group::ALL.len());
        let pages = Group::parse(&["pages".to_owned()]).unwrap();
        assert_eq!(pages, [Group::Pages]);
        assert!(Group::parse(&["page".to_owned()]).is_err());
    }
}
