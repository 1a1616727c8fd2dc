//! The commands of the project: `cargo xtask <command>`.

#![allow(
    clippy::disallowed_methods,
    reason = "the ban on reading the clock is for what runs in the worker"
)]

mod arrows;
mod bench;
mod deploy;
mod dev;
mod floors;
mod fuzz;
mod lock;
mod progress;
mod project;
mod python;
mod quality;
mod screenshots;
mod settings;
mod setup;
mod test;
mod tools;
mod worker;

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::project::Project;

const HELP: &str = "\
cargo xtask <command>

  dev [--demo] [--fresh] [--telephone] [--port N] [--data FOLDER]
                            build, start on this machine, print the address; Ctrl-C ends it
                            --demo has somebody's years with Brad to look at
                            --telephone puts a telephone into the terminal, for whole calls as text
                            --fresh forgets what earlier runs stored, --data keeps it elsewhere
  test [group …]            every check, or just some: lint, core, runtime, pages
  bench <name> [part …]     measure: verbs, pages, paint, recall --data F, recall-speed, calls,
                            peers --data F (recall beside what others do; needs Python)
  fuzz [EXAMPLES [SEED]]    try the API with thousands of requests; needs Python
  quality memory [--data F] how well calls are remembered, on labelled ones
  screenshots               take pictures of the pages, of a life lived for them, into docs/pages
  build                     compile the worker to handlers/build
  deploy                    check the Cloudflare account, apply migrations, deploy
  setup                     install what is missing (the other commands do it by themselves)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, options)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "dev" => dev::run(&Project::find()?, dev::Options::parse(options)?),
        "test" => test::run(&Project::find()?, &test::Group::parse(options)?),
        "build" => worker::build(&Project::find()?, &setup::run(&Project::find()?)?),
        "bench" => bench::run(&Project::find()?, options),
        "fuzz" => fuzz::run(&Project::find()?, options),
        "screenshots" => screenshots::run(&Project::find()?),
        "quality" => quality::run(&Project::find()?, options),
        "deploy" => deploy::run(&Project::find()?),
        "setup" => setup::run(&Project::find()?).map(drop),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => {
            eprint!("{HELP}");
            bail!("there is no command `{unknown}`")
        }
    }
}
