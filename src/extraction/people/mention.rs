//! Someone, as they were spoken of, and how they are written down.

use super::super::words::capitalised;
use super::relations::Relation;
use crate::memory::Subject;

/// Someone, as they were spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mention {
    pub name: Option<String>,
    pub relation: Option<Relation>,
    /// "younger", "best".
    pub qualifier: Option<String>,
}

impl Mention {
    /// By what a memory knows them.
    pub fn subject(&self) -> Subject {
        Subject::Person(self.key())
    }

    pub fn key(&self) -> String {
        self.name
            .clone()
            .or_else(|| self.relation.map(|relation| relation.word.to_owned()))
            .unwrap_or_default()
    }

    /// How a sentence about them begins: "Sarah", "User's mom".
    pub fn label(&self) -> String {
        match (&self.name, self.relation) {
            (Some(name), _) => name.clone(),
            (None, Some(relation)) => format!("User's {}", self.described(relation)),
            (None, None) => String::new(),
        }
    }

    fn described(&self, relation: Relation) -> String {
        match &self.qualifier {
            Some(qualifier) => format!("{qualifier} {}", relation.word),
            None => relation.word.to_owned(),
        }
    }

    /// What they are to the user: "younger brother".
    pub fn role(&self) -> Option<String> {
        self.relation.map(|relation| self.described(relation))
    }

    /// As the user's attribute holds them: "Younger brother Tom", "Max (dog)", "Sarah".
    pub fn value(&self) -> Option<String> {
        let relation = self.relation?;
        let role = self.described(relation);
        let name = self.name.as_ref()?;
        Some(match relation.attribute {
            "sibling" | "child" | "relative" => format!("{} {name}", capitalised(&role)),
            "pet" => format!("{name} ({})", relation.word),
            "coworker" if relation.word == "mentor" => format!("{name} (mentor)"),
            "friend" if role != "friend" => format!("{name} ({role})"),
            "partner" | "ex" if !matches!(relation.word, "partner" | "ex") => {
                format!("{name} ({})", relation.word)
            }
            _ => name.clone(),
        })
    }

    /// As an episode lists them: "Sarah (coworker)".
    pub fn listed(&self) -> String {
        match (&self.name, self.role()) {
            (Some(name), Some(role)) => format!("{name} ({role})"),
            (Some(name), None) => name.clone(),
            (None, Some(role)) => capitalised(&role),
            (None, None) => String::new(),
        }
    }
}
