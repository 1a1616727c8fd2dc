//! To Cloudflare: first everything is checked that has to be there, then it goes out.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress;
use crate::project::Project;
use crate::settings::SETTINGS;
use crate::setup::{self, Tools};
use crate::worker;

/// What `wrangler <question>` knows exists, and else the command that makes it.
const RESOURCES: [(&str, &str); 3] = [
    (
        "r2 bucket info call-me-back",
        "r2 bucket create call-me-back",
    ),
    ("queues info post-call", "queues create post-call"),
    ("queues info post-call-dead", "queues create post-call-dead"),
];

pub fn run(project: &Project) -> Result<()> {
    let tools = setup::run(project)?;
    let wrangler = Wrangler {
        project,
        tools: &tools,
    };
    if !wrangler.succeeds("whoami --json")? {
        bail!(
            "not signed in to Cloudflare: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN \
             (and CLOUDFLARE_ACCOUNT_ID where the token has more than one account)"
        );
    }
    let missing = progress::step("what the account has", || missing(&wrangler))?;
    if !missing.is_empty() {
        bail!("missing:\n  {}", missing.join("\n  "));
    }
    worker::build(project, &tools)?;
    progress::step("migrations", || {
        wrangler.run("d1 migrations apply DB --remote")
    })?;
    let output = progress::step("deploy", || wrangler.run("deploy"))?;
    println!("\n{}", output.trim());
    Ok(())
}

fn missing(wrangler: &Wrangler) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    let configuration =
        fs::read_to_string(wrangler.project.root.join("wrangler.toml")).context("wrangler.toml")?;
    if !configuration
        .lines()
        .any(|line| line.starts_with("database_id"))
    {
        missing.push(
            "database_id in wrangler.toml, beside `binding = \"DB\"`: \
             `npx wrangler d1 create call-me-back` makes the database and prints it"
                .to_owned(),
        );
    }
    for (question, creation) in RESOURCES {
        if !wrangler.succeeds(question)? {
            missing.push(format!("`npx wrangler {creation}`"));
        }
    }
    // Before the first deployment there is no worker to ask, and no secret either.
    let secrets = wrangler
        .run("secret list --format json")
        .unwrap_or_default();
    for setting in SETTINGS.iter().filter(|setting| setting.deployed) {
        for name in setting.missing(|name| secrets.contains(&format!("\"{name}\""))) {
            missing.push(format!(
                "`npx wrangler secret put {name}` (without it: {})",
                setting.otherwise
            ));
        }
    }
    Ok(missing)
}

struct Wrangler<'a> {
    project: &'a Project,
    tools: &'a Tools,
}

impl Wrangler<'_> {
    fn succeeds(&self, arguments: &str) -> Result<bool> {
        Ok(self.capture(arguments)?.success)
    }

    fn run(&self, arguments: &str) -> Result<String> {
        let outcome = self.capture(arguments)?;
        if outcome.success {
            Ok(outcome.output)
        } else {
            bail!(outcome.report)
        }
    }

    fn capture(&self, arguments: &str) -> Result<progress::Outcome> {
        let root = &self.project.root;
        let mut command = Command::new(&self.tools.node);
        command
            .arg(root.join("node_modules/wrangler/bin/wrangler.js"))
            .args(arguments.split(' '))
            .current_dir(root)
            // No questions: nobody sees them.
            .env("CI", "true")
            .env("WRANGLER_SEND_METRICS", "false");
        progress::capture(self.project, "wrangler", &mut command)
    }
}
