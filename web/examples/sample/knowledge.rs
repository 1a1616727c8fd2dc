//! What Brad knows, what was talked about, and what he would be told.

use call_me_back::ids::CallId;
use call_me_back::memory::command::Sort;
use call_me_back::memory::episode::Episode;
use call_me_back::memory::hit::{Hit, What};
use call_me_back::memory::storyline::{Status, Step, Timeline};
use call_me_back::memory::{Category, Memory, State};
use call_me_back::pagination::Cursor;
use call_me_back::prompt::{Section as Place, Why};
use call_me_back::recall::score::Parts;
use call_me_back::relationship::MemoryConfig;
use call_me_back_web::Errors;
use call_me_back_web::conversations::{self, ConversationsPage};
use call_me_back_web::memories::one::{self, MemoryPage};
use call_me_back_web::memories::{self, CATEGORIES, Group, Kind, MemoriesPage, Note, Shown, Which};
use call_me_back_web::persona;
use call_me_back_web::prompt::{self, Considered, PromptPreview, Section};
use call_me_back_web::storylines::{self, StorylinesPage};

use super::{
    Sample, brad, days_ago, frame, gist, memories as remembered, past_calls, persona_page,
    storylines as stories, turns,
};

/// The pages by file name.
pub fn pages() -> Sample<Vec<(&'static str, String)>> {
    let frame = frame();
    let mut previewed = persona_page(None, Errors::none())?;
    previewed.greeting = Some("Yo dude! <b>Been climbing</b> lately?".to_owned());
    let refused_note = MemoriesPage {
        note: Note {
            about: Some(Kind::Known(Category::InsideJoke)),
            content: "<i>!</i>".to_owned(),
        },
        errors: Errors::none().with("content", "needs words, on one line"),
        ..memories_page(kinds()?)?
    };
    let refused_topic = MemoriesPage {
        saved: true,
        note: Note {
            about: Some(Kind::Avoid),
            content: String::new(),
        },
        errors: Errors::none().with("content", "needs words, on one line"),
        ..memories_page(some()?)?
    };
    let found = Shown::Found {
        query: "climbing & more".to_owned(),
        memories: held()?.into_iter().take(1).collect(),
    };
    let nothing = Shown::Found {
        query: "\"><img src=x>".to_owned(),
        memories: Vec::new(),
    };
    let brad_id = brad()?;
    let gone = one::forgotten(&frame, &brad_id, &held()?.remove(0).id);
    Ok(vec![
        ("previewed.html", persona::page(&frame, &previewed)),
        (
            "memories.html",
            memories::page(&frame, &memories_page(kinds()?)?),
        ),
        (
            "memories-none.html",
            memories::page(&frame, &memories_page(Shown::Kinds(Vec::new()))?),
        ),
        (
            "memories-of-a-kind.html",
            memories::page(&frame, &memories_page(some()?)?),
        ),
        (
            "memories-found.html",
            memories::page(&frame, &memories_page(found)?),
        ),
        (
            "memories-not-found.html",
            memories::page(&frame, &memories_page(nothing)?),
        ),
        (
            "memories-refused.html",
            memories::page(&frame, &refused_note),
        ),
        (
            "memories-topic-refused.html",
            memories::page(&frame, &refused_topic),
        ),
        ("memory.html", one::page(&frame, &memory_page("mem_climb")?)),
        (
            "memory-changed.html",
            one::page(&frame, &memory_page("mem_texas")?),
        ),
        (
            "memory-faded.html",
            one::page(&frame, &memory_page("mem_fading")?),
        ),
        (
            "memory-superseded.html",
            one::page(&frame, &memory_page("mem_ohio")?),
        ),
        ("memory-forgotten.html", gone),
        (
            "storylines.html",
            storylines::page(&frame, &storylines_page()?),
        ),
        (
            "conversations.html",
            conversations::page(&frame, &calls_page()?),
        ),
        ("search.html", conversations::page(&frame, &found_page()?)),
        ("prompt.html", prompt::page(&frame, &prompt_page()?)),
    ])
}

fn held() -> Sample<Vec<Memory>> {
    let held = |memory: &Memory| memory.state != State::Superseded;
    Ok(remembered()?.into_iter().filter(held).collect())
}

fn kinds() -> Sample<Shown> {
    let held = held()?;
    let group = |category: Category| Group {
        category,
        memories: held
            .iter()
            .filter(|memory| memory.category == category)
            .cloned()
            .collect(),
        has_more: category == Category::UserFact,
    };
    Ok(Shown::Kinds(
        CATEGORIES
            .into_iter()
            .map(group)
            .filter(|group| !group.memories.is_empty())
            .collect(),
    ))
}

fn some() -> Sample<Shown> {
    Ok(Shown::Some {
        which: Which::Of(Category::UserFact),
        sort: Sort::Strength,
        memories: held()?,
        next: Some(Cursor::from("a+b/c=".to_owned())),
    })
}

fn memories_page(shown: Shown) -> Sample<MemoriesPage> {
    Ok(MemoriesPage {
        persona: brad()?,
        shown,
        former: remembered()?,
        avoided: remembered()?
            .into_iter()
            .filter(|memory| memory.sensitive)
            .collect(),
        config: MemoryConfig {
            remember_personal_facts: false,
            ..MemoryConfig::default()
        },
        saved: false,
        note: Note::default(),
        errors: Errors::none(),
    })
}

pub fn memory_page(id: &str) -> Sample<MemoryPage> {
    let all = remembered()?;
    let memory = all.iter().find(|memory| memory.id.as_str() == id);
    let memory = memory.ok_or("no such memory")?.clone();
    let history = all
        .into_iter()
        .filter(|before| before.superseded_by.as_ref() == Some(&memory.id))
        .collect();
    Ok(MemoryPage {
        persona: brad()?,
        turn: turns().into_iter().nth(5),
        memory,
        history,
        errors: Errors::none(),
    })
}

fn storylines_page() -> Sample<StorylinesPage> {
    let step = |days: i64, summary: &str| -> Sample<Step> {
        Ok(Step {
            at: days_ago(days),
            said_in: Some((CallId::parse("call_abc123")?, 3)),
            summary: summary.to_owned(),
            status: match days {
                20 => Status::Resolved,
                _ => Status::InProgress,
            },
        })
    };
    let timelines = stories()?.into_iter().map(|storyline| {
        let mut steps = vec![
            step(1, &storyline.summary)?,
            step(4, "")?,
            step(8, "User is angry: <i>Sarah</i> took the slides")?,
        ];
        if storyline.status == Status::Resolved {
            steps.insert(
                0,
                Step {
                    said_in: None,
                    ..step(20, "")?
                },
            );
        }
        for days in 30..36 {
            steps.push(step(days, "User worries about it")?);
        }
        Ok(Timeline { storyline, steps })
    });
    Ok(StorylinesPage {
        persona: brad()?,
        timelines: timelines.collect::<Sample<Vec<Timeline>>>()?,
    })
}

fn calls_page() -> Sample<ConversationsPage> {
    Ok(ConversationsPage {
        persona: brad()?,
        shown: conversations::Shown::Calls {
            calls: past_calls()?,
            next: Some(Cursor::from("abc".to_owned())),
        },
    })
}

fn found_page() -> Sample<ConversationsPage> {
    let call_id = CallId::parse("call_abc123")?;
    let turn = turns().into_iter().nth(1).ok_or("no such turn")?;
    let episode = Episode {
        call_id: call_id.clone(),
        started_at: days_ago(1),
        duration_seconds: 754,
        entry_count: 7,
        cost_usd: None,
        gist: gist(),
    };
    let found = [
        What::Turn { call_id, turn },
        What::Episode(episode),
        What::Memory(remembered()?.into_iter().next().ok_or("no memories")?),
    ];
    let hit = |what| Hit {
        what,
        score: 0.8,
        parts: Parts::default(),
    };
    Ok(ConversationsPage {
        persona: brad()?,
        shown: conversations::Shown::Found {
            query: "climbing at the quarry".to_owned(),
            hits: found.into_iter().map(hit).collect(),
        },
    })
}

fn prompt_page() -> Sample<PromptPreview> {
    let considered = |what: &str, why| Considered {
        what: what.to_owned(),
        address: "/personas/persona_brad_001/memories/mem_climb".to_owned(),
        why,
    };
    let section = |place, title: &str, text: &str, tokens, chosen| Section {
        place,
        title: title.to_owned(),
        text: text.to_owned(),
        tokens,
        chosen,
    };
    Ok(PromptPreview {
        sections: vec![
            section(
                Place::Identity,
                "CORE IDENTITY",
                &brad()?.core_system_prompt,
                310,
                Vec::new(),
            ),
            section(
                Place::Known,
                "WHAT YOU KNOW ABOUT ALICE",
                "- Lives in: Texas\n- Hobbies: climbing, <b>chess</b>",
                502,
                vec![
                    considered("Alice lives in Texas", Why::Pinned),
                    considered("Alice goes climbing", Why::Worth),
                ],
            ),
        ],
        tokens: 1_812,
        budget: 4_000,
        left_for_turns: 400,
        left_out: vec![
            considered("Alice had a cold", Why::Faded),
            considered("Alice likes <i>tea</i>", Why::NoRoom),
            considered("Alice likes rain", Why::NoRoom),
        ],
        persona: brad()?,
    })
}
