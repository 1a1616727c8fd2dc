//! What a persona would be told if the user called now.

use std::collections::BTreeMap;

use call_me_back::call::briefing::Briefing;
use call_me_back::extraction::for_user;
use call_me_back::failure::Failure;
use call_me_back::flows::starting;
use call_me_back::memory::command::{Address, Browse, Sort};
use call_me_back::memory::{Memory, State};
use call_me_back::ports::{Memories as _, Ports as _};
use call_me_back::prompt::dates::ago;
use call_me_back::prompt::{Budget, Candidate, Considered, Counter, Section, Why};
use call_me_back_web::prompt::{Considered as Told, PromptPreview, Section as Shown, page as draw};
use call_me_back_web::words;

use crate::answer::{Answer, page};
use crate::ids::persona_id;
use crate::visit::Visit;

/// How much that has faded is named, of what comes up when it is spoken of and of what is found by searching.
const MOST_FADED: u32 = 50;

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let briefing = starting::preview(&visit.ports, &user, &persona_id(id)?).await?;
    let prompt = starting::prompt(&visit.ports, &briefing).await;
    let mut chosen: BTreeMap<Section, Vec<Told>> = BTreeMap::new();
    let mut left_out = Vec::new();
    for considered in &prompt.trace {
        let told = told(&briefing, considered);
        if considered.kept {
            chosen.entry(considered.section).or_default().push(told);
        } else {
            left_out.push(told);
        }
    }
    left_out.extend(faded(visit, &briefing).await?);
    let table = visit.ports.embedder().await;
    let counter = Counter::new(table.as_deref());
    let sections = sections(&prompt.text).zip(Section::ALL);
    let preview = PromptPreview {
        sections: sections
            .map(|((title, text), section)| Shown {
                place: section,
                tokens: counter.tokens(&format!("=== {title} ===\n{text}")),
                title,
                text,
                chosen: chosen.remove(&section).unwrap_or_default(),
            })
            .collect(),
        tokens: prompt.tokens,
        budget: Budget::default().total(),
        left_for_turns: prompt.recall_tokens,
        left_out,
        persona: briefing.persona,
    };
    page(draw(&visit.frame(Some(&user)), &preview))
}

/// What is too weak by now to be told unasked: it is not even considered. The latest spoken of, first.
async fn faded(visit: &Visit, briefing: &Briefing) -> Result<Vec<Told>, Failure> {
    let actor = Address::Relationship(briefing.relationship.pair());
    let mut faded = Vec::new();
    for state in [State::Faded, State::Archived] {
        let browse = Browse {
            category: None,
            state: Some(state),
            min_strength: None,
            sort: Sort::Mentioned,
            after: None,
            limit: MOST_FADED,
            now: briefing.now,
        };
        faded.extend(visit.ports.memories().ask(&actor, browse).await?.page);
    }
    let told = |memory: Memory| Told {
        what: for_user(&memory.content, briefing.user_name.as_deref()),
        address: format!("/personas/{}/memories/{}", briefing.persona.id, memory.id),
        why: Why::Faded,
    };
    Ok(faded.into_iter().map(told).collect())
}

/// A prompt's sections, each headed `=== TITLE ===`: titles and texts.
fn sections(text: &str) -> impl Iterator<Item = (String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let title = line
            .strip_prefix("=== ")
            .and_then(|line| line.strip_suffix(" ==="));
        match (title, sections.last_mut()) {
            (Some(title), _) => sections.push((title.to_owned(), String::new())),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    sections.into_iter()
}

/// What was considered, in words.
fn told(briefing: &Briefing, considered: &Considered) -> Told {
    let persona = format!("/personas/{}", briefing.persona.id);
    let (what, address) = match &considered.what {
        Candidate::Memory(id) => {
            let memory = briefing.memories.iter().find(|memory| memory.id == *id);
            let content = memory.map_or("Something", |memory| memory.content.as_str());
            let what = for_user(content, briefing.user_name.as_deref());
            (what, format!("{persona}/memories/{id}"))
        }
        Candidate::Storyline(topic) => (words::title(topic), format!("{persona}/storylines")),
        Candidate::Call(id) => {
            let episodes = briefing.episodes.iter();
            let began = episodes
                .map(|episode| (&episode.call_id, episode.started_at))
                .chain(
                    briefing
                        .unread
                        .iter()
                        .map(|unread| (&unread.call_id, unread.started_at)),
                )
                .find(|(call_id, _)| *call_id == id);
            let when = began.map_or_else(String::new, |(_, began)| {
                format!(" {}", ago(began, briefing.now, briefing.zone))
            });
            (format!("Your call{when}"), format!("/calls/{id}"))
        }
    };
    Told {
        what,
        address,
        why: considered.why,
    }
}
