//! What a persona knows of the user.

use call_me_back::directory::people::User;
use call_me_back::extraction::{corrected, noted};
use call_me_back::failure::Failure;
use call_me_back::flows::erasing;
use call_me_back::flows::relating::{self, Customization, MemoryWishes, Met};
use call_me_back::memory::command::{
    Add, Address, Avoided, Browse, Browsed, Change, Former, Look, Looked, Sort,
};
use call_me_back::memory::hit::What;
use call_me_back::memory::{Category, Memory, Subject};
use call_me_back::pagination::{Cursor, Limit, Page, Position};
use call_me_back::ports::{Memories as _, Ports as _};
use call_me_back_web::Errors;
use call_me_back_web::memories::one::{MemoryPage, forgotten, page as draw_one};
use call_me_back_web::memories::{
    AVOIDED, CATEGORIES, Group, Kind, LONGEST_TOPIC, MemoriesPage, Note, Shown, Which, page as draw,
};

use crate::answer::{Answer, Refusal, page, page_with, see_other};
use crate::ids::{memory_id, persona_id};
use crate::visit::Visit;

/// Memories of one kind where all kinds are shown, and of a page.
const FEW: u32 = 5;
const PAGE: u32 = 40;
/// How much is looked through for memories that answer a search.
const SOUGHT: u32 = 100;
/// How much matters what somebody takes the trouble to type.
const IMPORTANCE: f64 = 0.7;

pub async fn list(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let met = relating::met(&visit.ports, &user.id, &persona_id(id)?).await?;
    let html = drawn(visit, &user, met, Note::default(), Errors::none()).await?;
    page(html)
}

async fn drawn(
    visit: &Visit,
    user: &User,
    met: Met,
    note: Note,
    errors: Errors,
) -> Result<String, Refusal> {
    let actor = Address::Relationship(met.relationship.pair());
    let ask = visit.ports.memories();
    let query = visit.query("q").filter(|query| !query.trim().is_empty());
    let shown = match (query, visit.choice("kind")?) {
        (Some(query), _) => found(visit, user, &met, query).await?,
        (None, Some(which)) => some(visit, user, &met, which).await?,
        (None, None) => kinds(visit, &actor).await?,
    };
    let ids = |memories: &[Memory]| -> Vec<_> {
        memories.iter().map(|memory| memory.id.clone()).collect()
    };
    let of = match &shown {
        Shown::Kinds(groups) => groups
            .iter()
            .flat_map(|group| ids(&group.memories))
            .collect(),
        Shown::Some { memories, .. } | Shown::Found { memories, .. } => ids(memories),
    };
    let view = MemoriesPage {
        shown,
        former: ask.ask(&actor, Former { of }).await?,
        avoided: ask.ask(&actor, Avoided {}).await?,
        config: met.relationship.memory_config,
        saved: visit.query("saved").is_some(),
        persona: met.persona,
        note,
        errors,
    };
    Ok(draw(&visit.frame(Some(user)), &view))
}

/// What answers a search, in words or by meaning.
async fn found(visit: &Visit, user: &User, met: &Met, query: String) -> Result<Shown, Refusal> {
    let found = relating::search(&visit.ports, user, &met.persona.id, &query, SOUGHT).await?;
    let memories = found.hits.into_iter().filter_map(|hit| match hit.what {
        What::Memory(memory) => Some(memory),
        What::Episode(_) | What::Turn { .. } => None,
    });
    Ok(Shown::Found {
        memories: memories.take(PAGE as usize).collect(),
        query,
    })
}

/// The first few of each kind.
async fn kinds(visit: &Visit, actor: &Address) -> Result<Shown, Refusal> {
    let mut groups = Vec::new();
    for category in CATEGORIES {
        let few = browse(visit, Which::Of(category), Sort::Mentioned, None, FEW);
        let Browsed { page, end } = visit.ports.memories().ask(actor, few).await?;
        if !page.is_empty() {
            groups.push(Group {
                category,
                memories: page,
                has_more: end.is_some(),
            });
        }
    }
    Ok(Shown::Kinds(groups))
}

/// A page of one list.
async fn some(visit: &Visit, user: &User, met: &Met, which: Which) -> Result<Shown, Refusal> {
    let sort: Sort = visit.choice("sort")?.unwrap_or_default();
    let list = format!("{which:?}");
    let list = [
        "what is known",
        user.id.as_str(),
        met.persona.id.as_str(),
        sort.as_str(),
        &list,
    ];
    let cursor = visit.query("cursor").map(Cursor::from);
    let limit = Limit::try_from(PAGE).unwrap_or_default();
    let asked = Page::new(&list, limit, cursor.as_ref())?;
    let browse = browse(visit, which, sort, asked.after.clone(), PAGE);
    let actor = Address::Relationship(met.relationship.pair());
    let browsed = visit.ports.memories().ask(&actor, browse).await?;
    Ok(Shown::Some {
        which,
        sort,
        memories: browsed.page,
        next: asked.next(browsed.end),
    })
}

fn browse(visit: &Visit, which: Which, sort: Sort, after: Option<Position>, limit: u32) -> Browse {
    Browse {
        category: which.category(),
        state: which.state(),
        min_strength: None,
        sort,
        after,
        limit,
        now: visit.ports.now(),
    }
}

/// Tells the persona something, or what to leave alone.
pub async fn tell(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let persona = persona_id(id)?;
    let met = relating::met(&visit.ports, &user.id, &persona).await?;
    let note = Note {
        about: Kind::named(form.text("about")),
        content: form.text("content").to_owned(),
    };
    let told = match add(visit, &user, &note) {
        Ok(add) => relating::add_memory(&visit.ports, &user.id, &persona, add).await,
        Err(refused) => Err(refused),
    };
    match (told, note.about) {
        (Ok(_), Some(Kind::Avoid)) => see_other(&format!("/personas/{persona}/memories#avoided")),
        (Ok(memory), _) => see_other(&format!("/personas/{persona}/memories/{}", memory.id)),
        (Err(refused), _) if visit.shows_again(&refused) => {
            let html = drawn(visit, &user, met, note, in_words(&refused)).await?;
            page_with(422, html)
        }
        (Err(refused), _) => Err(refused.into()),
    }
}

/// What is wrong with a memory's words, as a sentence.
fn in_words(refused: &Failure) -> Errors {
    match refused {
        Failure::Invalid { field, why } if field == "content" => {
            Errors::none().with(field, format!("It {why}."))
        }
        other => Errors::from(other),
    }
}

fn add(visit: &Visit, user: &User, note: &Note) -> Result<Add, Failure> {
    let about = note.about;
    let about = about.ok_or_else(|| Failure::invalid("about", "Choose one of these."))?;
    let content = noted(&note.content, user.name.as_deref());
    let blank = Add {
        category: Category::Preference,
        subject: Subject::User,
        attribute: None,
        value: None,
        content: content.clone(),
        importance: IMPORTANCE,
        occurred_at: None,
        sensitive: false,
        now: visit.ports.now(),
        entropy: visit.ports.entropy()?,
    };
    Ok(match about {
        Kind::Known(category) => Add { category, ..blank },
        // Where nothing is named it is refused as it stands.
        Kind::Avoid if !content.chars().any(char::is_alphanumeric) => blank,
        Kind::Avoid if content.chars().count() > LONGEST_TOPIC => {
            let why = format!("has at most {LONGEST_TOPIC} characters");
            return Err(Failure::invalid("content", why));
        }
        Kind::Avoid => Add {
            attribute: Some("topic_to_avoid".to_owned()),
            content: format!("{AVOIDED}{content}"),
            value: Some(content),
            sensitive: true,
            ..blank
        },
    })
}

pub async fn show(visit: &Visit, id: &str, memory: &str) -> Answer {
    let user = visit.user().await?;
    let met = relating::met(&visit.ports, &user.id, &persona_id(id)?).await?;
    page(one(visit, &user, met, memory, Errors::none()).await?)
}

async fn one(
    visit: &Visit,
    user: &User,
    met: Met,
    memory: &str,
    errors: Errors,
) -> Result<String, Refusal> {
    let actor = Address::Relationship(met.relationship.pair());
    let memory_id = memory_id(memory)?;
    let frame = visit.frame(Some(user));
    let look = Look {
        memory_id: memory_id.clone(),
    };
    match visit.ports.memories().ask(&actor, look).await {
        Ok(Looked {
            memory,
            turn,
            history,
        }) => {
            let view = MemoryPage {
                persona: met.persona,
                memory,
                turn,
                history,
                errors,
            };
            Ok(draw_one(&frame, &view))
        }
        Err(Failure::NotFound { .. })
            if erasing::is_restorable(&visit.ports, &met.relationship.pair(), &memory_id)
                .await? =>
        {
            Ok(forgotten(&frame, &met.persona, &memory_id))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Changes a memory by the user's hand, and answers with it as it stands then.
pub async fn change(visit: &mut Visit, id: &str, memory: &str, change: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let met = relating::met(&visit.ports, &user.id, &persona_id(id)?).await?;
    let pair = met.relationship.pair();
    let memories = format!("/personas/{}/memories", met.persona.id);
    let named = memory_id(memory)?;
    let change = match change {
        "restore" => {
            let restored = relating::restore_memory(&visit.ports, &pair, named).await?;
            return see_other(&format!("{memories}/{}", restored.id));
        }
        "pin" => Change::Pin,
        "unpin" => Change::Unpin,
        "forget" => Change::Forget,
        "reword" => {
            let actor = Address::Relationship(pair.clone());
            let look = Look {
                memory_id: named.clone(),
            };
            let stands = visit.ports.memories().ask(&actor, look).await?.memory;
            let name = user.name.as_deref();
            match corrected(form.text("content"), &stands.content, name) {
                Some(content) => Change::Reword { content },
                None => return see_other(&format!("{memories}/{named}")),
            }
        }
        _ => return Err(Refusal::not_found()),
    };
    let edited = relating::edit_memory(&visit.ports, &pair, named.clone(), change, None).await;
    match edited {
        Ok(now) => {
            let shown = now.map_or(named, |now| now.id);
            see_other(&format!("{memories}/{shown}"))
        }
        Err(refused @ Failure::Invalid { .. }) if visit.shows_again(&refused) => page_with(
            422,
            one(visit, &user, met, memory, in_words(&refused)).await?,
        ),
        Err(refused) => Err(refused.into()),
    }
}

/// What the persona may remember from now on.
pub async fn remembering(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let persona = persona_id(id)?;
    relating::met(&visit.ports, &user.id, &persona).await?;
    let wish = Customization {
        memory_config: Some(MemoryWishes {
            remember_relationship_details: Some(form.ticked("remember_relationship_details")),
            remember_past_conversations: Some(form.ticked("remember_past_conversations")),
            remember_personal_facts: Some(form.ticked("remember_personal_facts")),
            auto_recall_depth: None,
        }),
        ..Customization::default()
    };
    relating::customize(&visit.ports, &user, &persona, wish, None).await?;
    see_other(&format!("/personas/{persona}/memories?saved#remembering"))
}
