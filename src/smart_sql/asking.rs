//! Questions in words: the language model writes the statement, and mends it once where it can't be
//! run. What it writes is trusted no more than what an owner writes.

use super::{Rows, metadata, read, tables};
use crate::directory::people;
use crate::failure::Failure;
use crate::ids::UserId;
use crate::ports::{Ports, Scribe};

/// The most characters of a question.
const LONGEST: usize = 2_000;

pub struct Asked {
    pub statement: String,
    pub reasoning: Option<String>,
    pub rows: Rows,
}

pub async fn ask(ports: &impl Ports, owner: &UserId, question: &str) -> Result<Asked, Failure> {
    let refused = |why: &str| Failure::invalid("text_query", why);
    if question.trim().is_empty() {
        return Err(refused("is empty"));
    }
    if question.chars().nth(LONGEST).is_some() {
        return Err(refused(&format!("is longer than {LONGEST} characters")));
    }
    ports.scribe().is_ready()?;
    let instructions = instructions(ports, owner).await?;
    let notes = metadata::notes_in_words(ports.sql(), owner).await?;
    let question = format!("The question:\n{}\n{notes}", question.trim());

    let first = Draft::of(&ports.scribe().write(&instructions, &question).await?.text);
    let why = match first.run(ports, owner).await {
        Err(Failure::Invalid { why, .. }) => why,
        outcome => return outcome.map(|rows| first.answered(rows)),
    };
    let mending = format!(
        "{question}\nThis statement was written for it:\n{}\nIt can't be run: {why}.\n\
         Write one that can.",
        first.statement
    );
    let second = Draft::of(&ports.scribe().write(&instructions, &mending).await?.text);
    match second.run(ports, owner).await {
        Err(Failure::Invalid { why, .. }) => Err(refused(&format!(
            "the model wrote a statement that can't be run ({why}). Put the question in other \
             words, or give a statement as sql_query. It wrote: {}",
            second.statement
        ))),
        outcome => outcome.map(|rows| second.answered(rows)),
    }
}

/// What a model wrote.
struct Draft {
    statement: String,
    reasoning: Option<String>,
}

impl Draft {
    /// The statement stands in a fenced block with the reasoning around it, or alone.
    fn of(written: &str) -> Self {
        let fenced = written.split_once("```").map(|(before, rest)| {
            let (block, after) = rest.split_once("```").unwrap_or((rest, ""));
            let block = match block.split_once('\n') {
                Some((language, block)) if !language.trim().contains(' ') => block,
                _ => block,
            };
            (block, format!("{} {}", before.trim(), after.trim()))
        });
        let (statement, around) = fenced.unwrap_or((written, String::new()));
        let around = around.trim();
        Self {
            statement: statement.trim().to_owned(),
            reasoning: (!around.is_empty()).then(|| around.to_owned()),
        }
    }

    async fn run(&self, ports: &impl Ports, owner: &UserId) -> Result<Rows, Failure> {
        read(ports.sql(), owner, &self.statement).await
    }

    fn answered(self, rows: Rows) -> Asked {
        Asked {
            statement: self.statement,
            reasoning: self.reasoning,
            rows,
        }
    }
}

async fn instructions(ports: &impl Ports, owner: &UserId) -> Result<String, Failure> {
    let zone = people::user(ports.sql(), owner).await?.time_zone;
    let now = ports.now();
    let mut text = format!(
        "You write one SQLite statement that answers a question of a person's about their own \
         calls with AI personas. Answer with the statement alone in a ```sql block, and then say in \
         one sentence how it answers the question.\n\
         - It begins with SELECT or WITH, and only reads. It has no parameters, no second \
         statement, and no common table expression that reads itself.\n\
         - Name a table alone, never with the database before it. There are only these tables, \
         which hold this person's rows and nobody else's.\n\
         - A moment is an integer, milliseconds since 1970 in UTC: datetime(x / 1000, 'unixepoch') \
         shows it. It is now {}, that is {now}; the person's time zone is {}.\n\
         - Give columns names that a person understands.\n\nThe tables:\n",
        now.millis(),
        zone.name()
    );
    for table in tables::SHOWN {
        text.push_str(&format!("\n{}: {}\n", table.name, table.about));
        for column in table.columns {
            let (name, kind) = (column.name, column.kind.sql());
            text.push_str(&format!("  {name} {kind}: {}\n", column.about));
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_is_found_in_whatever_a_model_puts_around_it() {
        for (written, statement, reasoning) in [
            ("SELECT 1", "SELECT 1", None),
            (
                "```sql\nSELECT 1;\n```\nIt is one.",
                "SELECT 1;",
                Some("It is one."),
            ),
            ("Here:\n```\nSELECT 1\n```", "SELECT 1", Some("Here:")),
            ("``` SELECT 1 ```", "SELECT 1", None),
            ("```sql\nSELECT 1", "SELECT 1", None),
            ("", "", None),
        ] {
            let draft = Draft::of(written);
            assert_eq!(draft.statement, statement, "{written:?}");
            assert_eq!(draft.reasoning.as_deref(), reasoning, "{written:?}");
        }
    }
}
