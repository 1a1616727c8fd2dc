//! Personas that users make, and what users say against shared ones.

pub mod trying;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::directory::people::User;
use crate::directory::{actors, personas};
use crate::failure::Failure;
use crate::flows::relating::checked;
use crate::ids::PersonaId;
use crate::memory::command::Address;
use crate::memory::procedure::LONGEST_OF_PERSONA;
use crate::persona::Persona;
use crate::ports::{Memories as _, Ports};
use crate::secret::digest_id;
use crate::smart_memory::{Scope, SmartMemory};
use crate::telephony::voice::Voice;
use crate::versions::IfMatch;

/// Personas that one user makes at most.
const MOST: u32 = 100;
const LONGEST_NAME: usize = 60;
const LONGEST_DESCRIPTION: usize = 200;
const LONGEST_CORE: usize = 1_500;
/// How many traits there are at most, and as many rules.
const MOST_TRAITS: usize = 12;
const LONGEST_TRAIT: usize = 40;
const LONGEST_WAY: usize = 120;
const LONGEST_RULE: usize = 200;
const LONGEST_REASON: usize = 1_000;
/// The name of a way of speaking.
const LONGEST_KEY: usize = 200;
const DEFAULT_VOICE: &str = "adam";

/// A persona, as it is described from outside. In an edit, what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// As one says it: "Brad". Needed to make one.
    pub name: Option<String>,
    /// One line for those who choose whom to call.
    pub description: Option<String>,
    /// The name of a voice.
    pub voice: Option<String>,
    /// Who they are at heart: told to the model before all else, and shown to nobody but their maker.
    /// Needed to make one.
    pub core_system_prompt: Option<String>,
    /// Such as `communication_style`: `direct, no-nonsense`.
    pub personality_traits: Option<BTreeMap<String, String>>,
    pub behavioral_rules: Option<Vec<String>>,
    /// Whether everybody may meet them. Who has met them may go on once they are kept private again.
    pub is_public: Option<bool>,
}

impl Description {
    fn over(self, persona: Persona) -> Result<Persona, Failure> {
        let text = |field: &str, wish: Option<String>, standing: String, longest: usize| match wish
        {
            Some(words) => checked(field, &words, longest),
            None => Ok(standing),
        };
        Ok(Persona {
            name: text("name", self.name, persona.name, LONGEST_NAME)?,
            description: text(
                "description",
                self.description,
                persona.description,
                LONGEST_DESCRIPTION,
            )?,
            voice: match self.voice {
                Some(name) => known_voice(&name)?,
                None => persona.voice,
            },
            is_public: self.is_public.unwrap_or(persona.is_public),
            core_system_prompt: text(
                "core_system_prompt",
                self.core_system_prompt,
                persona.core_system_prompt,
                LONGEST_CORE,
            )?,
            personality_traits: match self.personality_traits {
                Some(traits) => checked_traits(traits)?,
                None => persona.personality_traits,
            },
            behavioral_rules: match self.behavioral_rules {
                Some(rules) => checked_rules(rules)?,
                None => persona.behavioral_rules,
            },
            ..persona
        })
    }
}

fn known_voice(name: &str) -> Result<String, Failure> {
    let voice = Voice::named(name.trim());
    let voice = voice.ok_or_else(|| {
        Failure::invalid("voice", "There is no such voice. Choose one of the list.")
    })?;
    Ok(voice.name().to_owned())
}

fn checked_traits(traits: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Failure> {
    const FIELD: &str = "personality_traits";
    if traits.len() > MOST_TRAITS {
        return Err(Failure::invalid(FIELD, format!("{MOST_TRAITS} at most")));
    }
    let each = traits.into_iter().map(|(name, way)| {
        Ok((
            checked(FIELD, &name, LONGEST_TRAIT)?,
            checked(FIELD, &way, LONGEST_WAY)?,
        ))
    });
    each.collect()
}

fn checked_rules(rules: Vec<String>) -> Result<Vec<String>, Failure> {
    const FIELD: &str = "behavioral_rules";
    if rules.len() > MOST_TRAITS {
        return Err(Failure::invalid(FIELD, format!("{MOST_TRAITS} at most")));
    }
    let each = rules.iter().map(|rule| checked(FIELD, rule, LONGEST_RULE));
    each.collect()
}

/// Makes a persona.
///
/// # Errors
/// `Invalid` with what is missing or can't be; `Conflict` where the user has made many already.
pub async fn make(ports: &impl Ports, user: &User, wish: Description) -> Result<Persona, Failure> {
    let id = PersonaId::new(ports.entropy()?);
    make_as(ports, user, wish, id).await
}

/// The same for a form that may be sent again, under the key of its own: who was made by it before is meant
/// then.
///
/// # Errors
/// As `make`; `Conflict` where the form says something else by now than who was made by it.
pub async fn make_once(
    ports: &impl Ports,
    user: &User,
    wish: Description,
    key: &str,
) -> Result<Persona, Failure> {
    let id = PersonaId::new(digest_id(&[user.id.as_str(), "persona", key]));
    let made = make_as(ports, user, wish.clone(), id).await?;
    if wish.over(made.clone())? == made {
        return Ok(made);
    }
    // They may have been met meanwhile, or changed.
    Err(Failure::conflict(format!(
        "You made {} with this form already. Send it once more to make somebody else.",
        made.name
    )))
}

/// The same under that id.
pub(super) async fn make_as(
    ports: &impl Ports,
    user: &User,
    wish: Description,
    id: PersonaId,
) -> Result<Persona, Failure> {
    let persona = described(user, id, wish)?;
    if !personas::put(ports.sql(), &persona, MOST, ports.now()).await? {
        let why = format!("You have made {MOST} personas already. Delete one first.");
        return Err(Failure::conflict(why));
    }
    personas::persona(ports.sql(), &user.id, &persona.id).await
}

/// A persona that is described whole.
fn described(user: &User, id: PersonaId, wish: Description) -> Result<Persona, Failure> {
    for (field, words) in [
        ("name", &wish.name),
        ("core_system_prompt", &wish.core_system_prompt),
    ] {
        if words.is_none() {
            return Err(Failure::invalid(field, "Say something here."));
        }
    }
    let nobody = Persona {
        id,
        name: String::new(),
        description: String::new(),
        voice: DEFAULT_VOICE.to_owned(),
        created_by: user.id.to_string(),
        is_public: false,
        core_system_prompt: String::new(),
        personality_traits: BTreeMap::new(),
        behavioral_rules: Vec::new(),
        version: 1,
    };
    wish.over(nobody)
}

/// Says how a persona of the user's own behaves towards everybody, key by key; what is left empty is
/// taken away, and keys that are not named stay.
///
/// # Errors
/// `NotFound` where there is no such persona; `Conflict` where somebody else made it.
pub async fn teach(
    ports: &impl Ports,
    user: &User,
    id: &PersonaId,
    wished: &Procedures,
) -> Result<(), Failure> {
    let memory = SmartMemory::of(ports, &user.id, id).await?;
    let procedures = memory.procedural(Scope::Persona);
    let standing = procedures.list_procedures().await?;
    for (key, value) in &wished.0 {
        let stands = standing.iter().find(|procedure| procedure.key == *key);
        match (value.as_str(), stands) {
            ("", None) => {}
            ("", Some(_)) => {
                procedures.delete_procedure(key).await?;
            }
            (value, Some(stands)) if stands.value == value => {}
            (value, _) => procedures.put_procedure(key, value).await?,
        }
    }
    Ok(())
}

/// How a persona behaves, as it is described from outside: templates under keys, none of them too long.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Procedures(BTreeMap<String, String>);

impl Procedures {
    /// # Errors
    /// `Invalid` with the key that can't be, or of what is too long; nothing is put then.
    pub fn new(wished: BTreeMap<String, String>) -> Result<Self, Failure> {
        let is_no_key = |key: &&String| key.trim().is_empty() || key.chars().count() > LONGEST_KEY;
        if let Some(key) = wished.keys().find(is_no_key) {
            let why = format!("A key has 1 to {LONGEST_KEY} characters.");
            return Err(Failure::invalid(key, why));
        }
        let too_long = |value: &&String| value.chars().count() > LONGEST_OF_PERSONA;
        match wished.iter().find(|(_, value)| too_long(value)) {
            Some((key, _)) => Err(Failure::invalid(
                key,
                format!("At most {LONGEST_OF_PERSONA} characters, please."),
            )),
            None => Ok(Self(wished)),
        }
    }

    /// Those that say something.
    #[must_use]
    pub fn said(mut self) -> BTreeMap<String, String> {
        self.0.retain(|_, value| !value.is_empty());
        self.0
    }
}

/// Changes a persona of the user's own.
///
/// # Errors
/// `NotFound` where there is none for the user; `Forbidden` where somebody else made it; `Invalid`
/// with what can't be; `Stale` where another version than `seen` stands.
pub async fn change(
    ports: &impl Ports,
    user: &User,
    id: &PersonaId,
    wish: Description,
    seen: Option<&IfMatch>,
) -> Result<Persona, Failure> {
    let persona = own(ports, user, id, seen).await?;
    let changed = wish.over(persona)?;
    if !personas::update(ports.sql(), &changed, ports.now()).await? {
        return Err(Failure::Stale);
    }
    personas::persona(ports.sql(), &user.id, id).await
}

/// Takes away a persona of the user's own whom nobody has met.
///
/// # Errors
/// As `change`; `Conflict` where somebody has met them.
pub async fn unmake(
    ports: &impl Ports,
    user: &User,
    id: &PersonaId,
    seen: Option<&IfMatch>,
) -> Result<(), Failure> {
    let persona = own(ports, user, id, seen).await?;
    // Where its procedures can't be let go of now they are when it is looked at next.
    let actor = Address::Persona(id.clone());
    actors::note_fade(ports.sql(), &actor, Some(ports.now())).await?;
    if personas::delete(ports.sql(), &persona).await? {
        let _ = dissolve(ports, id).await;
        return Ok(());
    }
    let now = personas::persona(ports.sql(), &user.id, id).await?;
    if now.version != persona.version {
        return Err(Failure::Stale);
    }
    Err(Failure::conflict(
        "Somebody has met this persona. Erase your own relationship first; from whoever else has one it is not taken away.",
    ))
}

/// Lets go of the procedures of a persona that is no more.
pub(super) async fn dissolve(ports: &impl Ports, id: &PersonaId) -> Result<(), Failure> {
    let actor = Address::Persona(id.clone());
    ports.memories().dissolve(&actor).await?;
    actors::strike(ports.sql(), &actor).await
}

/// A persona that the user made, to be changed.
///
/// # Errors
/// `NotFound` where there is none for the user; `Forbidden` where somebody else made it; `Stale` where
/// another version than `seen` stands.
pub async fn own(
    ports: &impl Ports,
    user: &User,
    id: &PersonaId,
    seen: Option<&IfMatch>,
) -> Result<Persona, Failure> {
    let persona = personas::persona(ports.sql(), &user.id, id).await?;
    if persona.created_by != user.id.as_str() {
        return Err(Failure::forbidden(
            "Only whoever made a persona changes it.",
        ));
    }
    IfMatch::check(seen, persona.version)?;
    Ok(persona)
}

/// Tells whoever runs this what is wrong with a shared persona.
pub async fn report(
    ports: &impl Ports,
    user: &User,
    id: &PersonaId,
    reason: &str,
) -> Result<(), Failure> {
    let reason = checked("reason", reason, LONGEST_REASON)?;
    let persona = personas::persona(ports.sql(), &user.id, id).await?;
    if persona.created_by == user.id.as_str() {
        return Err(Failure::conflict(
            "This persona is your own: change it instead.",
        ));
    }
    personas::report(ports.sql(), &user.id, id, &reason, ports.now()).await
}
