//! Personas of one's own, what others are to one, and calls to come: made by the product's own rules, as if
//! the user did so by hand.

use std::collections::BTreeMap;

use super::file::{Export, PersonaRow, RelationshipRow, ScheduleRow};
use super::{Importing, id_of};
use crate::directory::{personas, relationships, schedules};
use crate::failure::Failure;
use crate::flows::making::{self, Description, Procedures, make_as};
use crate::flows::planning::{Plan, plan_as};
use crate::flows::relating::{Customization, MemoryWishes, customize};
use crate::flows::repeating::{self, Change};
use crate::ids::{Pair, PersonaId, ScheduleId};
use crate::memory::command::{Address, ListProcedures};
use crate::ports::{Memories as _, Ports};
use crate::relationship::MemoryConfig;
use crate::time::Timestamp;

impl Importing<'_> {
    pub(super) async fn personas(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
    ) -> Result<(), Failure> {
        for row in &export.personas {
            let id = match self.own_persona(ports, &row.id).await? {
                Some(id) => id,
                None => {
                    let id = PersonaId::new(self.id_of(row.id.as_str()));
                    if self.own_persona(ports, &id).await?.is_none() {
                        match make_as(ports, self.user, described(row), id.clone()).await {
                            Ok(_) => self.imported.personas += 1,
                            Err(why) => {
                                self.refuse(&format!("The persona {}", row.name), why)?;
                                continue;
                            }
                        }
                    }
                    id
                }
            };
            if let Err(why) = self.teach(ports, &id, export.ways(&row.id)?).await {
                self.refuse(&format!("How {} behaves", row.name), why)?;
            }
            self.personas.insert(row.id.clone(), id);
        }
        Ok(())
    }

    /// Brings back how a persona behaves, where nothing else is said of that.
    async fn teach(
        &self,
        ports: &impl Ports,
        id: &PersonaId,
        mut ways: BTreeMap<String, String>,
    ) -> Result<(), Failure> {
        let actor = Address::Persona(id.clone());
        for standing in ports.memories().ask(&actor, ListProcedures {}).await? {
            ways.remove(&standing.key);
        }
        making::teach(ports, self.user, id, &Procedures::new(ways)?).await
    }

    /// The id, where the user has made the persona of that id.
    async fn own_persona(
        &self,
        ports: &impl Ports,
        id: &PersonaId,
    ) -> Result<Option<PersonaId>, Failure> {
        match personas::persona(ports.sql(), &self.user.id, id).await {
            Ok(persona) if persona.created_by == self.user.id.as_str() => Ok(Some(persona.id)),
            Ok(_) | Err(Failure::NotFound { .. }) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// Brings back what a persona is to the user, and all that was between them.
    pub(super) async fn relationship(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        before: &PersonaId,
    ) -> Result<(), Failure> {
        let own = self.personas.get(before);
        let pair = Pair {
            user: self.user.id.clone(),
            persona: own.unwrap_or(before).clone(),
        };
        if relationships::relationship(ports.sql(), &pair)
            .await?
            .is_none()
        {
            let mut rows = export.relationships.iter();
            let row = rows.find(|row| row.persona_id == *before);
            let wish = row.map(customized).unwrap_or_default();
            match customize(ports, self.user, &pair.persona, wish, None).await {
                Ok(_) => self.imported.relationships += 1,
                Err(why) => return self.refuse(&format!("What {before} was to you"), why),
            }
        }
        self.memory(ports, export, before, &pair).await
    }

    pub(super) async fn schedules(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
    ) -> Result<(), Failure> {
        for row in export.schedules.iter().filter(|row| row.is_to_come()) {
            let id = ScheduleId::new(id_of(&self.user.id, row.id.as_str()));
            let mut stands = false;
            for known in [&row.id, &id] {
                stands |= self.has_schedule(ports, known).await?;
            }
            if stands {
                continue;
            }
            let own = self.personas.get(&row.persona_id);
            let persona = own.unwrap_or(&row.persona_id).clone();
            match self.schedule(ports, row, persona, id).await {
                Ok(()) => self.imported.schedules += 1,
                Err(why) => self.refuse(&format!("The planned call {}", row.id), why)?,
            }
        }
        Ok(())
    }

    async fn has_schedule(&self, ports: &impl Ports, id: &ScheduleId) -> Result<bool, Failure> {
        match schedules::schedule(ports.sql(), &self.user.id, id).await {
            Ok(_) => Ok(true),
            Err(Failure::NotFound { .. }) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    async fn schedule(
        &self,
        ports: &impl Ports,
        row: &ScheduleRow,
        persona_id: PersonaId,
        id: ScheduleId,
    ) -> Result<(), Failure> {
        let plan = Plan {
            persona_id,
            at: Timestamp::from_millis(row.due_at),
            repeats: row.rule.clone(),
            grace_minutes: Some(row.grace_minutes),
        };
        plan_as(ports, self.user, plan, id.clone()).await?;
        if row.is_paused() {
            let pause = Change {
                paused: Some(true),
                skip: None,
            };
            repeating::change(ports, self.user, &id, pause, None).await?;
        }
        Ok(())
    }

    /// Tells why something is left out. Where another try may help, all waits for that.
    fn refuse(&mut self, what: &str, why: Failure) -> Result<(), Failure> {
        if matches!(why, Failure::Unavailable { .. }) {
            return Err(why);
        }
        self.leave_out(what, &why);
        Ok(())
    }
}

fn described(row: &PersonaRow) -> Description {
    let rules = row.behavioral_rules.as_deref();
    Description {
        name: Some(row.name.clone()),
        description: Some(row.description.clone()).filter(|words| !words.is_empty()),
        voice: Some(row.voice.clone()),
        core_system_prompt: row.core_system_prompt.clone(),
        personality_traits: serde_json::from_str(&row.personality_traits).ok(),
        behavioral_rules: rules.and_then(|rules| serde_json::from_str(rules).ok()),
        // To be shared is asked for anew.
        is_public: Some(false),
    }
}

fn customized(row: &RelationshipRow) -> Customization {
    let text = |text: &str| serde_json::Value::String(text.to_owned());
    let config: Option<MemoryConfig> = serde_json::from_str(&row.memory_config).ok();
    Customization {
        relationship_type: Some(row.relationship_type.clone()),
        kind: serde_json::from_value(text(&row.kind)).ok(),
        custom_system_prompt: row.custom_system_prompt.clone(),
        voice: row.voice.clone(),
        language: serde_json::from_value(text(&row.language)).ok(),
        memory_config: config.map(MemoryWishes::from),
        paused: Some(row.paused != 0),
    }
}
