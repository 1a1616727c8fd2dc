//! Everything on this machine: build, start, print the address.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{self, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{lock, settings, setup, worker};

const FIRST_PORT: u16 = 8787;

#[derive(Debug, Default, PartialEq)]
pub struct Options {
    fresh: bool,
    telephone: bool,
    demo: bool,
    port: Option<u16>,
    data: Option<PathBuf>,
}

impl Options {
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--fresh" => options.fresh = true,
                "--telephone" => options.telephone = true,
                "--demo" => options.demo = true,
                "--port" => {
                    let number = arguments.next().context("--port wants a number")?;
                    let port = number.parse().ok().filter(|port| *port != 0);
                    options.port = Some(port.with_context(|| format!("`{number}` is no port"))?);
                }
                "--data" => {
                    let folder = arguments.next().context("--data wants a folder")?;
                    options.data = Some(path::absolute(folder).context("--data wants a folder")?);
                }
                other => bail!(
                    "dev knows --demo, --fresh, --telephone, --port and --data, not `{other}`"
                ),
            }
        }
        Ok(options)
    }
}

pub fn run(project: &Project, options: Options) -> Result<()> {
    let tools = setup::run(project)?;
    worker::build(project, &tools)?;
    let folder = options.data.unwrap_or(project.root.join(".data"));
    // What somebody made is not mixed with a life that nobody had.
    let data = folder.join(if options.demo { "demo" } else { "dev" });
    fs::create_dir_all(&data).with_context(|| data.display().to_string())?;
    // Two runtimes on the same data would spoil it.
    let lock = lock::take(&folder.join("dev.lock"))?
        .context("`cargo xtask dev` runs already: end it first")?;
    if options.fresh {
        fs::remove_dir_all(&data).with_context(|| data.display().to_string())?;
        println!("what earlier runs stored … forgotten");
    }
    let port = match options.port {
        Some(port) if !is_free(port) => bail!("port {port} is taken"),
        Some(port) => port,
        None => free_port()?,
    };
    let variables = settings::present();
    let telephone = options.telephone || options.demo;
    for note in settings::notes(&variables, telephone, options.demo) {
        println!("{note}");
    }
    lock::outlive(&lock)?;
    // In place of this process, so that Ctrl-C and every other signal reach the one that has
    // something to end.
    let error = Command::new(&tools.node)
        .arg(project.root.join("xtask/runtime/dev.mjs"))
        .args(telephone.then_some("--telephone"))
        .args(options.demo.then_some("--demo"))
        .arg(data)
        .arg(port.to_string())
        .args(variables)
        .current_dir(&project.root)
        .exec();
    Err(error).with_context(|| format!("{} could not be started", tools.node.display()))
}

pub fn free_port() -> Result<u16> {
    (FIRST_PORT..=u16::MAX)
        .find(|port| is_free(*port))
        .context("every port is taken")
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options> {
        Options::parse(&arguments.iter().map(|&a| a.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read_in_any_order() {
        let expected = Options {
            fresh: true,
            telephone: true,
            demo: true,
            port: Some(9000),
            data: Some("/there".into()),
        };
        let given = [
            "--port",
            "9000",
            "--data",
            "/there",
            "--fresh",
            "--telephone",
            "--demo",
        ];
        assert_eq!(parse(&given).unwrap(), expected);
        assert_eq!(parse(&[]).unwrap(), Options::default());
    }

    #[test]
    fn a_wrong_option_is_named() {
        for wrong in ["--port", "--port 0", "--port x", "--data", "-v"] {
            let given: Vec<&str> = wrong.split(' ').collect();
            assert!(parse(&given).is_err(), "{wrong}");
        }
    }
}
