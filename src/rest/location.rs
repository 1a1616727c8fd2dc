//! Which memory, database or bucket a verb is about.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::failure::Failure;
use crate::ids::{Instance, InstanceId, PersonaId, UserId};
use crate::ports::Ports;
use crate::secret::digest_id;
use crate::smart_memory::SmartMemory;

/// The longest name of an instance, of an application or of a module, in characters.
const LONGEST_NAME: usize = 200;
/// What the id of every persona begins with.
const PERSONA: &str = "persona_";

/// Names an instance. One of the owner's is there under every name, and empty until something is put
/// into it; applications keep theirs apart, whatever their version.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Name {
    /// Of a memory also a persona's id: then it is what that persona remembers of the owner.
    name: String,
    #[serde(alias = "application_name")]
    application_name: Option<String>,
    /// Told apart by nothing: a new release goes on with what there is.
    #[expect(dead_code, reason = "taken, since programs send it")]
    version: Option<String>,
}

/// A memory, by its name or as one module.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemoryLocation {
    #[serde(alias = "smart_memory", alias = "agentMemory", alias = "agent_memory")]
    smart_memory: Option<Name>,
    #[serde(alias = "module_id")]
    module_id: Option<String>,
}

/// The database, which is one for each owner, whatever it is called.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SqlLocation {
    #[serde(alias = "smart_sql")]
    smart_sql: Option<Name>,
    #[serde(alias = "module_id")]
    module_id: Option<String>,
}

/// A bucket, by its name or as one module.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BucketLocation {
    bucket: Option<Name>,
    #[serde(alias = "module_id")]
    module_id: Option<String>,
}

impl MemoryLocation {
    pub async fn memory<'a, P: Ports>(
        &self,
        ports: &'a P,
        owner: &UserId,
    ) -> Result<SmartMemory<'a, P>, Failure> {
        const FIELD: &str = "smartMemoryLocation";
        if let (Some(Name { name, .. }), None) = (&self.smart_memory, &self.module_id)
            && name.starts_with(PERSONA)
            && let Ok(id) = PersonaId::parse(name)
        {
            match SmartMemory::of(ports, owner, &id).await {
                // A program may call its own memory so too.
                Err(Failure::NotFound { .. }) => {}
                memory => return memory,
            }
        }
        let id = instance(
            "memory",
            FIELD,
            self.smart_memory.as_ref(),
            self.module_id.as_deref(),
        )?;
        let owner = owner.clone();
        Ok(SmartMemory::of_programs(ports, Instance { owner, id }))
    }
}

impl SqlLocation {
    pub fn check(&self) -> Result<(), Failure> {
        let (name, module) = (self.smart_sql.as_ref(), self.module_id.as_deref());
        instance("sql", "smartSqlLocation", name, module).map(|_| ())
    }
}

impl BucketLocation {
    pub fn instance(&self, owner: &UserId) -> Result<Instance, Failure> {
        let (name, module) = (self.bucket.as_ref(), self.module_id.as_deref());
        Ok(Instance {
            owner: owner.clone(),
            id: instance("bucket", "bucketLocation", name, module)?,
        })
    }

    /// What it is called.
    pub fn name(&self) -> String {
        let name = self.bucket.as_ref().map(|bucket| bucket.name.clone());
        name.or_else(|| self.module_id.clone()).unwrap_or_default()
    }

    pub fn application(&self) -> Option<String> {
        self.bucket.as_ref()?.application_name.clone()
    }
}

/// The id of what is named, or of a module.
fn instance(
    kind: &str,
    field: &str,
    name: Option<&Name>,
    module: Option<&str>,
) -> Result<InstanceId, Failure> {
    let parts = match (name, module) {
        (Some(name), None) => {
            let application = name.application_name.as_deref().unwrap_or_default();
            check(field, &name.name)?;
            if !application.is_empty() {
                check(field, application)?;
            }
            [kind, "name", application, &name.name]
        }
        (None, Some(module)) => {
            check(field, module)?;
            [kind, "module", "", module]
        }
        _ => {
            let why = "name one: by its name, or by its moduleId";
            return Err(Failure::invalid(field, why));
        }
    };
    Ok(InstanceId::new(digest_id(&parts)))
}

fn check(field: &str, name: &str) -> Result<(), Failure> {
    let length = name.chars().count();
    if name.trim().is_empty() || length > LONGEST_NAME || name.chars().any(char::is_control) {
        let why = format!("a name has 1 to {LONGEST_NAME} printable characters");
        return Err(Failure::invalid(field, why));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(json: &str) -> Result<InstanceId, Failure> {
        let location: BucketLocation = serde_json::from_str(json).unwrap();
        let owner = UserId::parse("user_alice").unwrap();
        location.instance(&owner).map(|instance| instance.id)
    }

    #[test]
    fn a_name_means_the_same_however_it_is_spelled_and_whatever_the_version() {
        let one = id(r#"{"bucket": {"name": "notes", "applicationName": "app", "version": "1"}}"#);
        let other = id(r#"{"bucket": {"name": "notes", "application_name": "app"}}"#);
        assert!(one.is_ok());
        assert_eq!(one, other);
    }

    #[test]
    fn names_applications_and_modules_are_told_apart() {
        let ids = [
            r#"{"bucket": {"name": "notes"}}"#,
            r#"{"bucket": {"name": "notes", "applicationName": "app"}}"#,
            r#"{"bucket": {"name": "app", "applicationName": "notes"}}"#,
            r#"{"moduleId": "notes"}"#,
        ];
        let mut ids: Vec<String> = ids
            .iter()
            .map(|json| id(json).unwrap().as_str().to_owned())
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 4);
    }

    #[test]
    fn a_location_that_names_nothing_or_two_things_is_refused() {
        for json in [
            "{}",
            r#"{"bucket": {"name": " "}}"#,
            r#"{"bucket": {"name": "notes"}, "moduleId": "notes"}"#,
        ] {
            assert!(matches!(id(json), Err(Failure::Invalid { .. })), "{json}");
        }
    }
}
