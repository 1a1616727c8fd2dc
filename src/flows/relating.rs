//! What a user decides of a relationship, and sees of what the persona knows.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::directory::people::User;
use crate::directory::relationships::{self, Terms};
use crate::directory::{actors, personas};
use crate::extraction::window_named;
use crate::failure::Failure;
use crate::flows::erasing;
use crate::flows::profile::{edit, name_of};
use crate::flows::{sweeping, telling};
use crate::ids::{MemoryId, Pair, PersonaId, RelationshipId, UserId};
use crate::memory::Memory;
use crate::memory::command::{Add, Address, Change, Edit, Look, Recall, Scope};
use crate::memory::hit::Recalled;
use crate::persona::Persona;
use crate::ports::{Memories, Ports, Scribe};
use crate::recall::question::Names;
use crate::recall::turns::Weights;
use crate::relationship::{Kind, LONGEST_CUSTOM_PROMPT, LONGEST_TYPE, MemoryConfig, Relationship};
use crate::secret;
use crate::telephony::language::Language;
use crate::telephony::voice::Voice;
use crate::versions::IfMatch;
use crate::webhooks::Happening;

/// How much is found at most.
const RECALLED: u32 = 20;

/// What may be said of a relationship, as it comes from outside. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Customization {
    pub relationship_type: Option<String>,
    pub kind: Option<Kind>,
    pub custom_system_prompt: Option<String>,
    /// The name of the voice in which the persona speaks to the user; empty for their own.
    pub voice: Option<String>,
    /// In which language the two talk.
    pub language: Option<Language>,
    pub memory_config: Option<MemoryWishes>,
    /// Whether the persona calls nobody by itself for now.
    pub paused: Option<bool>,
}

/// What is left out stays here too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemoryWishes {
    pub remember_relationship_details: Option<bool>,
    pub remember_past_conversations: Option<bool>,
    pub remember_personal_facts: Option<bool>,
    pub auto_recall_depth: Option<u32>,
}

impl MemoryWishes {
    fn over(self, standing: MemoryConfig) -> MemoryConfig {
        MemoryConfig {
            remember_relationship_details: self
                .remember_relationship_details
                .unwrap_or(standing.remember_relationship_details),
            remember_past_conversations: self
                .remember_past_conversations
                .unwrap_or(standing.remember_past_conversations),
            remember_personal_facts: self
                .remember_personal_facts
                .unwrap_or(standing.remember_personal_facts),
            auto_recall_depth: self.auto_recall_depth.unwrap_or(standing.auto_recall_depth),
        }
    }
}

impl From<MemoryConfig> for MemoryWishes {
    fn from(config: MemoryConfig) -> Self {
        Self {
            remember_relationship_details: Some(config.remember_relationship_details),
            remember_past_conversations: Some(config.remember_past_conversations),
            remember_personal_facts: Some(config.remember_personal_facts),
            auto_recall_depth: Some(config.auto_recall_depth),
        }
    }
}

/// What was chosen on a form: a kind, and where it says too little of it, a word or two.
pub fn chosen_type(kind: Option<Kind>, words: &str) -> Result<(Kind, String), Failure> {
    match (kind, words.trim()) {
        (None, _) => Err(Failure::invalid("kind", "Choose one of these.")),
        (Some(Kind::Custom), "") => Err(Failure::invalid(
            "relationship_type",
            "Say it in a word or two.",
        )),
        (Some(kind), "") => Ok((kind, kind.as_str().to_owned())),
        (Some(kind), words) => Ok((kind, words.to_owned())),
    }
}

/// Sets what a persona is to the user; makes the relationship where there is none.
///
/// # Errors
/// `NotFound` where there is no such persona for the user; `Invalid` with what can't be; `Stale`
/// where another version than `seen` stands.
pub async fn customize(
    ports: &impl Ports,
    user: &User,
    persona: &PersonaId,
    wish: Customization,
    seen: Option<&IfMatch>,
) -> Result<Relationship, Failure> {
    personas::persona(ports.sql(), &user.id, persona).await?;
    let pair = Pair {
        user: user.id.clone(),
        persona: persona.clone(),
    };
    let actor = Address::Relationship(pair.clone());
    loop {
        let standing = relationships::relationship(ports.sql(), &pair).await?;
        let version = standing.as_ref().map_or(0, |standing| standing.version);
        IfMatch::check(seen, version)?;
        let terms = terms(standing.as_ref(), wish.clone())?;
        if terms.language != Language::English && ports.scribe().is_ready().is_err() {
            let why = "The built-in brain speaks English only. Other languages need a model: BRAIN_URL is not set.";
            return Err(Failure::invalid("language", why));
        }
        actors::register(ports.sql(), &actor, Some(&user.id), ports.now()).await?;
        let id = RelationshipId::new(ports.entropy()?);
        // What somebody else sets meanwhile stands, and the wish is laid over that.
        if relationships::put(ports.sql(), &pair, id, &terms, version, ports.now()).await? {
            let set = relationships::relationship(ports.sql(), &pair).await?;
            return set.ok_or_else(|| Failure::not_found("the relationship"));
        }
    }
}

/// The wish laid over what stands.
pub(super) fn terms(
    standing: Option<&Relationship>,
    wish: Customization,
) -> Result<Terms, Failure> {
    let (relationship_type, kind_in_words) = match wish.relationship_type {
        Some(words) => {
            let words = checked("relationship_type", &words, LONGEST_TYPE)?;
            let kind = Kind::of(&words);
            (words, kind)
        }
        None => standing.map_or(("friend".to_owned(), Kind::Friend), |standing| {
            (standing.relationship_type.clone(), standing.kind)
        }),
    };
    let kind = wish.kind.unwrap_or(kind_in_words);
    let custom_system_prompt = match wish.custom_system_prompt {
        Some(words) if words.trim().is_empty() => None,
        Some(words) => Some(checked(
            "custom_system_prompt",
            &words,
            LONGEST_CUSTOM_PROMPT,
        )?),
        None => standing.and_then(|s| s.custom_system_prompt.clone()),
    };
    let voice = match wish.voice.as_deref().map(str::trim) {
        Some("") => None,
        Some(name) => Some(Voice::named(name).ok_or_else(|| {
            Failure::invalid("voice", "There is no such voice. Choose one of the list.")
        })?),
        None => standing.and_then(|standing| Voice::named(standing.voice.as_deref()?)),
    };
    let memory_config = wish.memory_config.unwrap_or_default().over(
        standing.map_or_else(MemoryConfig::default, |standing| {
            standing.memory_config.clone()
        }),
    );
    if memory_config.auto_recall_depth > MemoryConfig::DEEPEST {
        return Err(Failure::invalid(
            "memory_config.auto_recall_depth",
            format!("At most {} calls can be loaded.", MemoryConfig::DEEPEST),
        ));
    }
    Ok(Terms {
        relationship_type,
        kind,
        custom_system_prompt,
        voice,
        language: wish
            .language
            .or_else(|| standing.map(|standing| standing.language))
            .unwrap_or_default(),
        memory_config,
        paused: wish
            .paused
            .unwrap_or_else(|| standing.is_some_and(|standing| standing.paused)),
    })
}

pub(super) fn checked(field: &str, words: &str, longest: usize) -> Result<String, Failure> {
    let words = words.trim();
    match words.chars().count() {
        0 => Err(Failure::invalid(field, "Say something here.")),
        count if count > longest => Err(Failure::invalid(
            field,
            format!("At most {longest} characters, please."),
        )),
        _ => Ok(words.to_owned()),
    }
}

/// A persona that the user may meet, and has met.
pub struct Met {
    pub persona: Persona,
    pub relationship: Relationship,
}

/// # Errors
/// `NotFound` where there is no such persona for the user, or they have not met.
pub async fn met(ports: &impl Ports, user: &UserId, persona: &PersonaId) -> Result<Met, Failure> {
    let persona = personas::persona(ports.sql(), user, persona).await?;
    let pair = Pair {
        user: user.clone(),
        persona: persona.id.clone(),
    };
    let relationship = relationships::relationship(ports.sql(), &pair).await?;
    Ok(Met {
        persona,
        relationship: relationship.ok_or_else(|| Failure::not_found("the relationship"))?,
    })
}

/// What a persona that the user has met keeps of them.
///
/// # Errors
/// As `met`.
pub async fn known(
    ports: &impl Ports,
    user: &UserId,
    persona: &PersonaId,
) -> Result<Address, Failure> {
    let met = met(ports, user, persona).await?;
    Ok(Address::Relationship(met.relationship.pair()))
}

/// Puts a memory by the user's own hand.
pub async fn add_memory(
    ports: &impl Ports,
    user: &UserId,
    persona: &PersonaId,
    add: Add,
) -> Result<Memory, Failure> {
    let actor = known(ports, user, persona).await?;
    actors::register(ports.sql(), &actor, Some(user), ports.now()).await?;
    let added = ports.memories().ask(&actor, add).await?;
    sweeping::fade(ports, &actor).await?;
    let memory = added
        .memory
        .ok_or_else(|| Failure::unavailable("the memory was not taken in"))?;
    let pair = Pair {
        user: user.clone(),
        persona: persona.clone(),
    };
    tell_of(ports, &pair, vec![memory.id.clone()]).await?;
    Ok(memory)
}

/// Searches memories, episodes and what was said, for the user to see.
pub async fn recall(
    ports: &impl Ports,
    user: &User,
    persona: &PersonaId,
    query: &str,
) -> Result<Recalled, Failure> {
    search(ports, user, persona, query, RECALLED).await
}

/// The same, and so much of it at most.
pub async fn search(
    ports: &impl Ports,
    user: &User,
    persona: &PersonaId,
    query: &str,
    limit: u32,
) -> Result<Recalled, Failure> {
    if query.trim().is_empty() {
        return Err(Failure::invalid("q", "Say what to look for."));
    }
    let met = met(ports, &user.id, persona).await?;
    let now = ports.now();
    let recall = Recall {
        window: window_named(query, now, user.time_zone),
        query: query.to_owned().into(),
        weights: Weights::default(),
        names: Names {
            user: user.name.clone(),
            persona: Some(met.persona.name),
        },
        limit,
        scope: Scope::Owner,
        now,
    };
    let actor = Address::Relationship(met.relationship.pair());
    let hits = ports.memories().ask(&actor, recall).await?;
    Ok(Recalled { hits })
}

/// Changes one memory by the user's own hand. Answers with it as it stands now, under a new id where
/// it was reworded; with none where it was forgotten.
///
/// # Errors
/// `NotFound` where the two have no such memory; `Conflict` where it is not so any more; `Invalid`
/// where the new words are none, or too many; `Stale` where another version than `seen` stands.
pub async fn edit_memory(
    ports: &impl Ports,
    pair: &Pair,
    memory_id: MemoryId,
    change: Change,
    seen: Option<IfMatch>,
) -> Result<Option<Memory>, Failure> {
    if change == Change::Forget {
        if seen.is_some() {
            let actor = Address::Relationship(pair.clone());
            let look = Look {
                memory_id: memory_id.clone(),
            };
            let looked = ports.memories().ask(&actor, look).await?;
            // What is seen to be stale now leaves no trace; what becomes so meanwhile the actor refuses.
            IfMatch::check(seen.as_ref(), looked.memory.version())?;
        }
        erasing::forget(ports, pair, memory_id.clone(), seen).await?;
        tell_of(ports, pair, vec![memory_id]).await?;
        return Ok(None);
    }
    let actor = Address::Relationship(pair.clone());
    let changed_id = memory_id.clone();
    let edit = Edit {
        memory_id,
        change,
        seen,
        now: ports.now(),
        entropy: ports.entropy()?,
    };
    let edited = ports.memories().ask(&actor, edit).await?;
    // Pinned it no longer fades; unpinned it may be the next to.
    sweeping::fade(ports, &actor).await?;
    let now_called = edited.memory.as_ref().map(|memory| memory.id.clone());
    let mut memory_ids = vec![changed_id.clone()];
    memory_ids.extend(now_called.filter(|id| *id != changed_id));
    tell_of(ports, pair, memory_ids).await?;
    Ok(edited.memory)
}

/// Takes back that a memory was forgotten, or put in other words, within the last hour.
///
/// # Errors
/// As `erasing::restore`.
pub async fn restore_memory(
    ports: &impl Ports,
    pair: &Pair,
    memory_id: MemoryId,
) -> Result<Memory, Failure> {
    let restored = erasing::restore(ports, pair, memory_id).await?;
    let mut changed = restored.gone;
    changed.push(restored.memory.id.clone());
    tell_of(ports, pair, changed).await?;
    Ok(restored.memory)
}

/// Tells that the user's own hand changed these.
async fn tell_of(
    ports: &impl Ports,
    pair: &Pair,
    memory_ids: Vec<MemoryId>,
) -> Result<(), Failure> {
    let changed = Happening::MemoriesChanged {
        persona_id: pair.persona.clone(),
        call_id: None,
        memory_ids,
    };
    let name = secret::token(ports.entropy()?, ports.entropy()?);
    telling::tell(ports, &pair.user, &name, &changed).await
}

/// Says who a persona is to the user, and what they call them. All of it, or nothing where a part
/// can't be.
pub async fn introduce(
    ports: &impl Ports,
    user: &User,
    persona: &PersonaId,
    name: &str,
    wish: Customization,
) -> Result<Relationship, Failure> {
    called(user, name)?;
    let relationship = customize(ports, user, persona, wish, None).await?;
    edit(ports, user, None, |user| called(user, name)).await?;
    Ok(relationship)
}

/// The user under that name; empty for none.
pub(super) fn called(user: &User, name: &str) -> Result<User, Failure> {
    Ok(User {
        name: name_of(user, Some(name))?,
        ..user.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    fn wish(relationship_type: &str) -> Customization {
        Customization {
            relationship_type: Some(relationship_type.into()),
            ..Customization::default()
        }
    }

    #[test]
    fn a_first_wish_stands_on_the_defaults() {
        let terms = terms(None, wish("second boyfriend")).unwrap();
        assert_eq!(terms.kind, Kind::Partner);
        assert_eq!(terms.memory_config, MemoryConfig::default());
    }

    #[test]
    fn what_is_left_out_stays() {
        let standing = Relationship {
            id: RelationshipId::parse("rel_1").unwrap(),
            user_id: crate::ids::UserId::parse("user_1").unwrap(),
            persona_id: PersonaId::parse("persona_1").unwrap(),
            relationship_type: "sparring partner".into(),
            kind: Kind::Professional,
            custom_system_prompt: Some("Be strict.".into()),
            voice: Some("lily".into()),
            language: Language::English,
            memory_config: MemoryConfig {
                remember_past_conversations: false,
                ..MemoryConfig::default()
            },
            relationship_started_at: Timestamp::from_millis(0),
            total_calls: 0,
            total_minutes: 0,
            last_call_at: None,
            created_at: Timestamp::from_millis(0),
            updated_at: Timestamp::from_millis(0),
            paused: false,
            version: 1,
        };
        let wish = Customization {
            memory_config: Some(MemoryWishes {
                remember_personal_facts: Some(false),
                ..MemoryWishes::default()
            }),
            ..Customization::default()
        };
        let terms = terms(Some(&standing), wish).unwrap();
        assert_eq!(terms.kind, Kind::Professional);
        assert_eq!(terms.custom_system_prompt.as_deref(), Some("Be strict."));
        assert_eq!(terms.voice, Voice::named("lily"));
        assert!(!terms.memory_config.remember_past_conversations);
        assert!(!terms.memory_config.remember_personal_facts);
        assert!(terms.memory_config.remember_relationship_details);
    }

    #[test]
    fn what_is_too_long_names_its_field() {
        for (wish, name) in [
            (wish(&"x".repeat(51)), "relationship_type"),
            (wish(" "), "relationship_type"),
            (
                Customization {
                    voice: Some("pNInz6obpgDQGcFmaJgB".into()),
                    ..Customization::default()
                },
                "voice",
            ),
            (
                Customization {
                    custom_system_prompt: Some("x".repeat(1_501)),
                    ..Customization::default()
                },
                "custom_system_prompt",
            ),
            (
                Customization {
                    memory_config: Some(MemoryWishes {
                        auto_recall_depth: Some(51),
                        ..MemoryWishes::default()
                    }),
                    ..Customization::default()
                },
                "memory_config.auto_recall_depth",
            ),
        ] {
            match terms(None, wish) {
                Err(Failure::Invalid { field, .. }) => assert_eq!(field, name),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
}
