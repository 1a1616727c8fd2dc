//! Codes that were sent to telephones and not yet used.

use serde::Deserialize;

use crate::failure::Failure;
use crate::parameters;
use crate::ports::SmartSql;
use crate::telephony::phone::PhoneNumber;
use crate::time::Timestamp;

/// A code that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Code {
    /// None where a service made it, and checks it.
    pub code_hash: Option<String>,
    /// When whoever asked for it said that they are of age.
    pub adult_confirmed_at: Option<Timestamp>,
    pub expires_at: Timestamp,
}

/// Stores a code in place of one that was sent before. That they are of age stays said.
pub async fn put(sql: &impl SmartSql, phone: &PhoneNumber, code: &Code) -> Result<(), Failure> {
    sql.run(
        "INSERT INTO sign_in_codes (phone, code_hash, adult_confirmed_at, expires_at)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (phone) DO UPDATE SET code_hash = ?2, expires_at = ?4,
           adult_confirmed_at = coalesce(?3, adult_confirmed_at)",
        parameters![
            phone.e164(),
            code.code_hash.as_deref(),
            code.adult_confirmed_at,
            code.expires_at
        ],
    )
    .await
    .map(|_| ())
}

/// The code that was sent to that number, where one is good still.
pub async fn pending(
    sql: &impl SmartSql,
    phone: &PhoneNumber,
    now: Timestamp,
) -> Result<Option<Code>, Failure> {
    sql.row(
        "SELECT code_hash, adult_confirmed_at, expires_at FROM sign_in_codes
         WHERE phone = ?1 AND expires_at > ?2",
        parameters![phone.e164(), now],
    )
    .await
}

/// Takes a code away; says whether it still stood, so that it is used once.
pub async fn take(sql: &impl SmartSql, phone: &PhoneNumber, code: &Code) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "DELETE FROM sign_in_codes WHERE phone = ?1 AND code_hash IS ?2",
            parameters![phone.e164(), code.code_hash.as_deref()],
        )
        .await?;
    Ok(changed == 1)
}

/// Lets go of codes that are no longer good.
pub async fn sweep(sql: &impl SmartSql, now: Timestamp) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM sign_in_codes WHERE expires_at <= ?1",
        parameters![now],
    )
    .await
    .map(|_| ())
}
