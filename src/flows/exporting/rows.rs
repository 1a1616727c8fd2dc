//! The tables, as their owner's programs see them: no secrets, and no hashes of any.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::{Step, Written};
use crate::directory::identities::{self, Identity};
use crate::directory::keys::{self, ApiKey};
use crate::directory::sign_ins::{self, SignIn};
use crate::directory::webhooks::{self, Webhook};
use crate::failure::Failure;
use crate::ids::{PersonaId, UserId};
use crate::ports::{Ports, SmartSql};
use crate::smart_sql::SHOWN;
use crate::sql::Value;
use crate::time::Timestamp;

/// Rows of one file.
const PAGE: usize = 500;
/// The tables that tell of a persona, where the user made it, and of the two of them.
const OF_TWO: [&str; 4] = [
    "personas",
    "user_persona_relationships",
    "calls",
    "schedules",
];

/// The tables' places in the list of those that are shown.
pub(super) fn tables(of_two: bool) -> impl Iterator<Item = usize> {
    let names = SHOWN.iter().map(|table| table.name).enumerate();
    names
        .filter(move |(_, name)| !of_two || OF_TWO.contains(name))
        .map(|(index, _)| index)
}

/// A page of a table, after that key.
pub(super) async fn page(
    ports: &impl Ports,
    user: &UserId,
    only: Option<&PersonaId>,
    table: usize,
    after: &str,
    number: u32,
) -> Result<Written, Failure> {
    let Some(shown) = SHOWN.get(table) else {
        return Ok(Written::default());
    };
    let mut parameters: Vec<Value> = vec![user.as_str().into(), after.into()];
    // Personas that others made are no part of what is the user's.
    let (mut which, persona_id) = match shown.name {
        "personas" => ("created_by = ?1 AND id > ?2".to_owned(), "id"),
        _ => (format!("{} > ?2", shown.key), "persona_id"),
    };
    if let Some(persona) = only {
        parameters.push(persona.as_str().into());
        which.push_str(&format!(" AND {persona_id} = ?3"));
    }
    let statement = format!(
        "WITH {} SELECT * FROM {} WHERE {which} ORDER BY {} LIMIT {PAGE}",
        shown.shadow(),
        shown.name,
        shown.key
    );
    let found = ports.sql().query(&statement, &parameters).await?;
    let key = found.columns.iter().position(|column| column == shown.key);
    let last = found
        .rows
        .last()
        .zip(key)
        .and_then(|(row, key)| row.get(key));
    let next = match last {
        Some(Value::Text(last)) if found.rows.len() == PAGE => vec![Step::Rows {
            table,
            after: last.clone(),
            number: number + 1,
        }],
        _ => Vec::new(),
    };
    let rows = found.rows.into_iter();
    let rows: Vec<Map<String, Json>> = rows
        .map(|row| {
            found
                .columns
                .iter()
                .cloned()
                .zip(row.into_iter().map(json))
                .collect()
        })
        .collect();
    let name = match number {
        1 => format!("tables/{}.json", shown.name),
        _ => format!("tables/{}-{number}.json", shown.name),
    };
    Ok(Written {
        next,
        ..Written::json(name, &rows)?
    })
}

fn json(value: Value) -> Json {
    match value {
        Value::Integer(number) => number.into(),
        Value::Real(number) => number.into(),
        Value::Text(text) => text.into(),
        Value::Null | Value::Blob(_) => Json::Null,
    }
}

/// How the user gets in, and what is told of them: no secret, and no hash of one.
pub(super) async fn account(
    ports: &impl Ports,
    user: &UserId,
    now: Timestamp,
) -> Result<Written, Failure> {
    #[derive(Serialize)]
    struct Account {
        keys: Vec<ApiKey>,
        sessions: Vec<SignIn>,
        identities: Vec<Identity>,
        webhooks: Vec<Webhook>,
    }
    let sql = ports.sql();
    let account = Account {
        keys: keys::keys(sql, user).await?,
        sessions: sign_ins::of(sql, user, now).await?,
        identities: identities::of(sql, user).await?,
        webhooks: webhooks::webhooks(sql, user).await?,
    };
    Written::json("account.json", &account)
}
