//! What was hashed before there was a key for that, and is brought under it. Nobody needs to know of what
//! it is the hash: the key's hash is made of the one that stands.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::failure::Failure;
use crate::parameters;
use crate::ports::SmartSql;
use crate::secret::HashKey;

/// The most that are looked at in one statement.
const MOST: u32 = 500;

/// How they are found, and how they are replaced by what a JSON object has in their place. Digits of a plain
/// hash come before the letter g, the word with which one by the key begins after it.
const PLAIN: [(&str, &str); 3] = [
    (
        "SELECT DISTINCT pin_hash AS plain FROM users WHERE pin_hash < 'g' LIMIT ?1",
        "UPDATE users SET pin_hash = (SELECT value FROM json_each(?1) WHERE key = pin_hash)
         WHERE pin_hash < 'g' AND pin_hash IN (SELECT key FROM json_each(?1))",
    ),
    (
        "SELECT substr(phone, 6) AS plain FROM suppressions
         WHERE phone >= 'gone:' AND phone < 'gone:g' LIMIT ?1",
        "UPDATE OR REPLACE suppressions
         SET phone = 'gone:' || (SELECT value FROM json_each(?1) WHERE key = substr(phone, 6))
         WHERE phone IN (SELECT 'gone:' || key FROM json_each(?1))",
    ),
    (
        "SELECT DISTINCT number_hash AS plain FROM spent WHERE number_hash < 'g' LIMIT ?1",
        "UPDATE spent SET number_hash = (SELECT value FROM json_each(?1) WHERE key = number_hash)
         WHERE number_hash IN (SELECT key FROM json_each(?1))",
    ),
];

/// Brings all of them under the key.
pub async fn bring_under(sql: &impl SmartSql, key: &HashKey) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Row {
        plain: String,
    }
    for (find, replace) in PLAIN {
        loop {
            let rows: Vec<Row> = sql.rows(find, parameters![MOST]).await?;
            if rows.is_empty() {
                break;
            }
            let keyed: BTreeMap<String, String> = rows
                .into_iter()
                .map(|row| (row.plain.clone(), key.over(&row.plain)))
                .collect();
            let keyed = serde_json::to_string(&keyed)
                .map_err(|error| Failure::unavailable(error.to_string()))?;
            sql.run(replace, parameters![keyed]).await?;
        }
    }
    Ok(())
}
