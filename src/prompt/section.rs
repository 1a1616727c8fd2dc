//! The sections of a prompt, and how they are laid out.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::choice::{Line, Piece, Shape};
use super::plain::capitalised;

/// In the order in which they stand.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    Identity,
    Relationship,
    Known,
    Recent,
    Style,
    Task,
}

impl Section {
    pub const ALL: [Self; 6] = [
        Self::Identity,
        Self::Relationship,
        Self::Known,
        Self::Recent,
        Self::Style,
        Self::Task,
    ];
}

/// What always stays of one section, around the pieces that are chosen for it.
#[derive(Debug, Default)]
pub struct Fixed {
    pub before: Vec<String>,
    /// Said where no piece was chosen.
    pub otherwise: Option<String>,
    pub after: Vec<String>,
}

/// What always stays of a prompt.
#[derive(Debug)]
pub struct Layout {
    /// The user's name as a heading has it.
    pub heading: String,
    pub sections: BTreeMap<Section, Fixed>,
}

impl Layout {
    /// The whole prompt with these pieces in it.
    pub fn text(&self, pieces: &[Piece]) -> String {
        let sections: Vec<String> = Section::ALL
            .into_iter()
            .map(|section| {
                let mut lines = vec![self.title(section)];
                let chosen = lines_of(section, pieces);
                if let Some(fixed) = self.sections.get(&section) {
                    lines.extend(fixed.before.iter().cloned());
                    if chosen.is_empty() {
                        lines.extend(fixed.otherwise.clone());
                    }
                    lines.extend(chosen);
                    lines.extend(fixed.after.iter().cloned());
                }
                lines.join("\n")
            })
            .collect();
        sections.join("\n\n")
    }

    fn title(&self, section: Section) -> String {
        match section {
            Section::Identity => "=== CORE IDENTITY ===".to_owned(),
            Section::Relationship => "=== YOUR RELATIONSHIP WITH THIS USER ===".to_owned(),
            Section::Known => format!("=== WHAT YOU KNOW ABOUT {} ===", self.heading),
            Section::Recent => "=== RECENT CONTEXT ===".to_owned(),
            Section::Style => "=== CONVERSATION STYLE ===".to_owned(),
            Section::Task => "=== YOUR TASK ===".to_owned(),
        }
    }
}

fn lines_of(section: Section, pieces: &[Piece]) -> Vec<String> {
    let mut groups: BTreeMap<&Line, Vec<&Piece>> = BTreeMap::new();
    for piece in pieces.iter().filter(|piece| piece.section == section) {
        groups.entry(&piece.line).or_default().push(piece);
    }
    groups
        .into_iter()
        .flat_map(|(line, mut pieces)| {
            pieces.sort_by(|one, other| one.order.cmp(&other.order));
            let texts = pieces.iter().map(|piece| piece.text.as_str());
            match line.shape {
                Shape::Joined => vec![format!("- {}: {}", line.label, joined(texts))],
                Shape::Headed => ["", line.label.as_str()]
                    .into_iter()
                    .map(str::to_owned)
                    .chain(texts.map(|text| format!("- {text}")))
                    .collect(),
                Shape::Listed => texts.map(|text| format!("- {text}")).collect(),
                Shape::Plain => texts.map(str::to_owned).collect(),
            }
        })
        .collect()
}

/// Items in one line; where one of them has commas of its own, semicolons part them.
fn joined<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.collect();
    let separator = if items.iter().any(|item| item.contains(',')) {
        "; "
    } else {
        ", "
    };
    capitalised(&items.join(separator))
}
