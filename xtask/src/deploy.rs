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
const RESOURCES: [(&str, &str); 4] = [
    (
        "r2 bucket info call-me-back",
        "r2 bucket create call-me-back",
    ),
    ("queues info post-call", "queues create post-call"),
    ("queues info post-call-dead", "queues create post-call-dead"),
    ("queues info webhooks", "queues create webhooks"),
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
    let missing = progress::step("what the account has", || {
        let path = project.root.join("wrangler.toml");
        let configuration = fs::read_to_string(path).context("wrangler.toml")?;
        // Before the first deployment there is no worker to ask, and no secret either.
        let secrets = wrangler
            .run("secret list --format json")
            .unwrap_or_default();
        missing(&configuration, &secrets, |question| {
            wrangler.succeeds(question)
        })
    })?;
    if !missing.is_empty() {
        bail!("to be done first:\n  {}", missing.join("\n  "));
    }
    worker::build(project, &tools)?;
    progress::step("migrations", || {
        wrangler.run("d1 migrations apply DB --remote")
    })?;
    let output = progress::step("deploy", || wrangler.run("deploy"))?;
    println!("\n{}", output.trim());
    Ok(())
}

/// What has to be done before a deployment, one line each.
fn missing(
    configuration: &str,
    secrets: &str,
    exists: impl Fn(&str) -> Result<bool>,
) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    if !configuration
        .lines()
        .any(|line| line.starts_with("database_id"))
    {
        missing.push(
            "npx wrangler d1 create call-me-back, and the database_id that it prints into \
             wrangler.toml, beside `binding = \"DB\"`"
                .to_owned(),
        );
    }
    for (question, creation) in RESOURCES {
        if !exists(question)? {
            missing.push(format!("npx wrangler {creation}"));
        }
    }
    for setting in SETTINGS.iter().filter(|setting| setting.deployed) {
        for name in setting.missing(|name| secrets.contains(&format!("\"{name}\""))) {
            missing.push(format!(
                "npx wrangler secret put {name} (without it: {})",
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

#[cfg(test)]
mod tests {
    use super::*;

    const DATABASE: &str = "binding = \"DB\"\ndatabase_id = \"0\"\n";

    fn secrets() -> String {
        let names = SETTINGS.iter().flat_map(|setting| setting.names);
        names
            .map(|name| format!("{{\"name\": \"{name}\"}}"))
            .collect()
    }

    #[test]
    fn nothing_is_missing_where_all_is_there() {
        let missing = missing(DATABASE, &secrets(), |_| Ok(true)).unwrap();
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn each_missing_thing_is_said_with_the_command_that_makes_it() {
        let all = missing("", "[]", |_| Ok(false)).unwrap().join("\n");
        for command in [
            "d1 create call-me-back",
            "r2 bucket create call-me-back",
            "queues create post-call-dead",
            "secret put TWILIO_AUTH_TOKEN",
        ] {
            assert!(all.contains(command), "{command} in {all}");
        }
        let secret = missing(DATABASE, &secrets().replace("PUBLIC_URL", ""), |_| Ok(true)).unwrap();
        assert_eq!(secret.len(), 1);
    }
}
