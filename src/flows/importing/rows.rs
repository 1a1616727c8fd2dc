//! Personas of one's own, what others are to one, and calls to come: made by the product's own rules, as if
//! the user did so by hand.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::file::{Export, PersonaRow, RelationshipRow, ScheduleRow};
use super::{Importing, Who, id_of};
use crate::call::repeating::Series;
use crate::directory::schedules::{self, Occurrence, Schedule, Status};
use crate::directory::{personas, relationships};
use crate::failure::Failure;
use crate::flows::making::{self, Description, Procedures, make_as};
use crate::flows::relating::{Customization, MemoryWishes, customize};
use crate::flows::{planning, repeating};
use crate::ids::{Pair, PersonaId, ScheduleId};
use crate::memory::command::{Address, ListProcedures};
use crate::ports::{Memories as _, Ports};
use crate::relationship::MemoryConfig;
use crate::time::Timestamp;

/// How long ago calls that repeat can have begun, and how far ahead; in days.
const LONGEST_SERIES: i64 = 40 * 366;
const FURTHEST_DAYS: i64 = 366;

impl Importing<'_> {
    pub(super) async fn personas(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
    ) -> Result<(), Failure> {
        for row in &export.personas {
            let id = self.persona(ports, row).await?;
            if let Some(id) = &id
                && let Err(why) = self.teach(ports, id, export.ways(&row.id)?).await
            {
                self.refuse(&format!("How {} behaves", row.name), why)?;
            }
            self.personas.insert(row.id.clone(), id);
        }
        Ok(())
    }

    /// The id that a persona of the file has here; none where it is left out.
    async fn persona(
        &mut self,
        ports: &impl Ports,
        row: &PersonaRow,
    ) -> Result<Option<PersonaId>, Failure> {
        let id = PersonaId::new(self.id_of(row.id.as_str()));
        for known in [&row.id, &id] {
            if self.is_own(ports, known).await? {
                return Ok(Some(known.clone()));
            }
        }
        let mut wish = described(row);
        loop {
            match make_as(ports, self.user, wish.clone(), id.clone()).await {
                Ok(made) => {
                    self.imported.personas += 1;
                    return Ok(Some(made.id));
                }
                Err(Failure::Invalid { field, why })
                    if field == "voice" && wish.voice.take().is_some() =>
                {
                    let what = format!("The voice of {}", row.name);
                    self.leave_out(&what, Failure::conflict(why));
                }
                Err(why) => {
                    self.refuse(&row.name, why)?;
                    return Ok(None);
                }
            }
        }
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

    /// Whether the user has made the persona of that id.
    async fn is_own(&self, ports: &impl Ports, id: &PersonaId) -> Result<bool, Failure> {
        match personas::persona(ports.sql(), &self.user.id, id).await {
            Ok(persona) => Ok(persona.created_by == self.user.id.as_str()),
            Err(Failure::NotFound { .. }) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// Brings back what a persona is to the user, and all that was between them.
    pub(super) async fn between(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        before: PersonaId,
    ) -> Result<(), Failure> {
        let name = self.name_of(ports, export, &before).await?;
        let what = format!("What was between you and {name}");
        let persona = match self.here(&before) {
            Ok(persona) => persona,
            Err(why) => return self.refuse(&what, why),
        };
        let user = self.user.id.clone();
        let pair = Pair { user, persona };
        let who = Who { before, name, pair };
        let stands = relationships::relationship(ports.sql(), &who.pair).await?;
        if stands.is_none()
            && let Err(why) = self.relationship(ports, export, &who).await
        {
            return self.refuse(&what, why);
        }
        self.memory(ports, export, &who).await
    }

    /// Brings back what a persona is to the user, without the language or the voice where that is not to be
    /// had here.
    async fn relationship(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
        who: &Who,
    ) -> Result<(), Failure> {
        let mut rows = export.relationships.iter();
        let row = rows.find(|row| row.persona_id == who.before);
        let mut wish = row.map(customized).unwrap_or_default();
        let persona = &who.pair.persona;
        let spoken = |field: &str| format!("The {field} in which {} speaks with you", who.name);
        if row.is_some() && wish.language.is_none() {
            let why = Failure::conflict("Nobody speaks it here.");
            self.leave_out(&spoken("language"), why);
        }
        loop {
            let (field, why) = match customize(ports, self.user, persona, wish.clone(), None).await
            {
                Ok(_) => {
                    self.imported.relationships += 1;
                    return Ok(());
                }
                Err(Failure::Invalid { field, why }) => (field, why),
                Err(failure) => return Err(failure),
            };
            let can_do_without = match field.as_str() {
                "language" => wish.language.take().is_some(),
                "voice" => wish.voice.take().is_some(),
                _ => false,
            };
            if !can_do_without {
                return Err(Failure::Invalid { field, why });
            }
            self.leave_out(&spoken(&field), Failure::conflict(why));
        }
    }

    pub(super) async fn schedules(
        &mut self,
        ports: &impl Ports,
        export: &Export<'_>,
    ) -> Result<(), Failure> {
        for row in &export.schedules {
            let id = ScheduleId::new(id_of(&self.user.id, row.id.as_str()));
            let mut stands = false;
            for known in [&row.id, &id] {
                stands |= self.has_schedule(ports, known).await?;
            }
            if stands {
                continue;
            }
            match self.schedule(ports, row, id).await {
                Ok(()) => self.imported.schedules += 1,
                Err(why) => {
                    let name = self.name_of(ports, export, &row.persona_id).await?;
                    let when = self.when(Timestamp::from_millis(row.due_at));
                    self.refuse(&format!("The call of {name} planned for {when}"), why)?;
                }
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
        id: ScheduleId,
    ) -> Result<(), Failure> {
        let (due, now) = (Timestamp::from_millis(row.due_at), ports.now());
        let user = self.user.id.clone();
        let once = Schedule {
            grace_minutes: row.grace_minutes,
            status: row.standing().unwrap_or(Status::Planned),
            ..Schedule::once(id, user, self.here(&row.persona_id)?, due)
        };
        let schedule = match &row.rule {
            Some(rule) => {
                let (series, next) = self.series(row, rule, now)?;
                once.repeating(series, next)
            }
            None if due <= now => return Err(Failure::conflict("That time has passed.")),
            None => {
                planning::in_reach(due, now)?;
                once
            }
        };
        planning::put(ports, self.user, schedule).await?;
        Ok(())
    }

    /// Calls that repeat go on where they would be by now, counted from their first; what was left out of
    /// them stays so.
    fn series(
        &self,
        row: &ScheduleRow,
        rule: &str,
        now: Timestamp,
    ) -> Result<(Series, Occurrence), Failure> {
        let zone = self.user.time_zone;
        let local = |at: Timestamp| at.local(zone).naive_local();
        let today = local(now).date();
        let begins = row.begins;
        let begins = begins.unwrap_or_else(|| local(Timestamp::from_millis(row.due_at)));
        let after = row.occurs_on.and_then(|day| day.pred_opt());
        let days_to = |day: NaiveDate| (day - today).num_days();
        let is_possible = (-LONGEST_SERIES..=FURTHEST_DAYS).contains(&days_to(begins.date()))
            && after.is_none_or(|day| days_to(day).abs() <= LONGEST_SERIES);
        if !is_possible {
            let why = "They begin too long ago, or too late.";
            return Err(Failure::conflict(why));
        }
        repeating::go_on(rule, begins, after, zone, now)
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
