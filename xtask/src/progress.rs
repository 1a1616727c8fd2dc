//! What the person at the terminal sees: a line for each step with the time it took, and where a
//! step fails, the end of its output.

use std::fs::{self, File};
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project::Project;

const TAIL_LINES: usize = 40;

/// Prints the label, does the work, prints the time.
pub fn step<T>(label: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    print!("{label} … ");
    // A terminal that can't be written to is no reason to stop working.
    let _ = std::io::stdout().flush();
    let started = Instant::now();
    let result = work();
    let outcome = if result.is_ok() { "" } else { "failed after " };
    println!("{outcome}{}", seconds(started.elapsed()));
    result
}

pub fn seconds(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f32())
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

/// What a command printed, and whether it succeeded.
pub struct Outcome {
    pub success: bool,
    pub output: String,
    /// The end of the output, and where all of it is.
    pub report: String,
}

/// Runs a command with its output kept in a log file instead of on the terminal.
pub fn capture(project: &Project, name: &str, command: &mut Command) -> Result<Outcome> {
    let folder = project.root.join(".data/logs");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let path = folder.join(format!("{name}.log"));
    let file = File::create(&path).with_context(|| path.display().to_string())?;
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("{program} could not be started"))?;
    let output = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
    Ok(Outcome {
        success: status.success(),
        report: format!(
            "{program}: {status}\n{}\nAll of its output: {}",
            tail(&output),
            path.display()
        ),
        output,
    })
}

/// As `capture`, where a command that fails is an error.
pub fn run(project: &Project, name: &str, command: &mut Command) -> Result<()> {
    let outcome = capture(project, name, command)?;
    if outcome.success {
        Ok(())
    } else {
        bail!(outcome.report)
    }
}

fn tail(output: &str) -> String {
    let lines: Vec<&str> = output.trim_end().lines().collect();
    lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_output_is_cut_to_its_end() {
        let output: String = (1..=TAIL_LINES + 1).map(|n| format!("{n}\n")).collect();
        assert!(tail(&output).starts_with("2\n"));
        assert_eq!(tail("short\n"), "short");
    }

    #[test]
    fn a_time_reads_naturally() {
        assert_eq!(seconds(Duration::from_millis(340)), "0.3 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 5 s");
    }
}
