//! Which number is whose: proved again, changed, lost and given to somebody else.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::call::permission::PHONE_CALLS;
use crate::failure::Failure;
use crate::ids::UserId;
use crate::parameters;
use crate::ports::SmartSql;
use crate::telephony::phone::PhoneNumber;
use crate::time::Timestamp;

/// Whose number it is, and since when that is unproved.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Holder {
    pub id: UserId,
    pub phone_proved_at: Timestamp,
}

pub async fn holder(sql: &impl SmartSql, phone: &PhoneNumber) -> Result<Option<Holder>, Failure> {
    sql.row(
        "SELECT id, phone_proved_at FROM users WHERE phone = ?1",
        parameters![phone.e164()],
    )
    .await
}

/// Notes that the user proved their number just now.
pub async fn proved(sql: &impl SmartSql, user: &UserId, now: Timestamp) -> Result<(), Failure> {
    sql.run(
        "UPDATE users SET phone_proved_at = ?2 WHERE id = ?1",
        parameters![user.as_str(), now],
    )
    .await
    .map(|_| ())
}

/// Gives the user another number, which they proved just now. Consent to be called was for the one
/// before; what its holder said to us stays with it.
pub async fn change(
    sql: &impl SmartSql,
    user: &UserId,
    phone: &PhoneNumber,
    now: Timestamp,
) -> Result<(), Failure> {
    sql.batch(&[
        (
            "UPDATE users SET phone = ?2, phone_proved_at = ?3, updated_at = ?3,
               version = version + 1 WHERE id = ?1",
            parameters![user.as_str(), phone.e164(), now],
        ),
        (WITHDRAW, parameters![user.as_str(), now, PHONE_CALLS.kind]),
    ])
    .await
    .map(|_| ())
}

/// Takes a number from a user who has not proved it for long: whoever proved it now is somebody else.
/// What they have stays, for whoever shows one of its recovery codes.
pub async fn let_go(sql: &impl SmartSql, user: &UserId, now: Timestamp) -> Result<(), Failure> {
    sql.batch(&[
        (
            // No number is spelled like this.
            "UPDATE users SET phone = 'none:' || id, updated_at = ?2,
               version = version + 1 WHERE id = ?1",
            parameters![user.as_str(), now],
        ),
        (WITHDRAW, parameters![user.as_str(), now, PHONE_CALLS.kind]),
        (
            "DELETE FROM sign_in_sessions WHERE user_id = ?1",
            parameters![user.as_str()],
        ),
    ])
    .await
    .map(|_| ())
}

const WITHDRAW: &str = "UPDATE consents SET withdrawn_at = ?2
    WHERE user_id = ?1 AND kind = ?3 AND withdrawn_at IS NULL";

/// Stores new recovery codes, by their hashes, in place of those before.
pub async fn put_recovery_codes(
    sql: &impl SmartSql,
    user: &UserId,
    hashes: &[String],
    now: Timestamp,
) -> Result<(), Failure> {
    let hashes = serde_json::to_string(hashes)
        .map_err(|error| Failure::unavailable(format!("the codes: {error}")))?;
    sql.batch(&[
        (
            "DELETE FROM recovery_codes WHERE user_id = ?1",
            parameters![user.as_str()],
        ),
        (
            "INSERT INTO recovery_codes (code_hash, user_id, made_at)
             SELECT value, ?1, ?3 FROM json_each(?2)",
            parameters![user.as_str(), hashes, now],
        ),
    ])
    .await
    .map(|_| ())
}

/// What is left of a user's recovery codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecoveryCodes {
    pub left: u32,
    /// None where there are none left.
    pub made_at: Option<Timestamp>,
}

pub async fn recovery_codes(sql: &impl SmartSql, user: &UserId) -> Result<RecoveryCodes, Failure> {
    sql.row(
        "SELECT count(*) AS \"left\", max(made_at) AS made_at FROM recovery_codes WHERE user_id = ?1",
        parameters![user.as_str()],
    )
    .await?
    .ok_or_else(|| Failure::not_found("the codes"))
}

/// Whose recovery code that is.
pub async fn recovering(sql: &impl SmartSql, code_hash: &str) -> Result<Option<UserId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        user_id: UserId,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT user_id FROM recovery_codes WHERE code_hash = ?1",
            parameters![code_hash],
        )
        .await?;
    Ok(row.map(|row| row.user_id))
}

/// Takes a user's recovery code; says whether it stood, so that it is used once.
pub async fn take_recovery_code(
    sql: &impl SmartSql,
    user: &UserId,
    code_hash: &str,
) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "DELETE FROM recovery_codes WHERE code_hash = ?1 AND user_id = ?2",
            parameters![code_hash, user.as_str()],
        )
        .await?;
    Ok(changed == 1)
}

/// Gives the user whose recovery code that is the number that was proved just now, and ends their
/// sessions; all of it, or nothing where the code was used meanwhile.
pub async fn recover(
    sql: &impl SmartSql,
    user: &UserId,
    code_hash: &str,
    phone: &PhoneNumber,
    now: Timestamp,
) -> Result<bool, Failure> {
    const STANDS: &str = "(SELECT 1 FROM recovery_codes WHERE user_id = ?1 AND code_hash = ?2)";
    sql.batch(&[
        (
            &format!(
                "UPDATE users SET phone = ?3, phone_proved_at = ?4, updated_at = ?4,
                   version = version + 1
                 WHERE id = ?1 AND EXISTS {STANDS}"
            ),
            parameters![user.as_str(), code_hash, phone.e164(), now],
        ),
        (
            &format!(
                "UPDATE consents SET withdrawn_at = ?3
                 WHERE user_id = ?1 AND kind = ?4 AND withdrawn_at IS NULL AND EXISTS {STANDS}"
            ),
            parameters![user.as_str(), code_hash, now, PHONE_CALLS.kind],
        ),
        (
            &format!("DELETE FROM sign_in_sessions WHERE user_id = ?1 AND EXISTS {STANDS}"),
            parameters![user.as_str(), code_hash],
        ),
        (
            "DELETE FROM recovery_codes WHERE user_id = ?1 AND code_hash = ?2",
            parameters![user.as_str(), code_hash],
        ),
    ])
    .await?;
    let holder = holder(sql, phone).await?;
    Ok(holder.is_some_and(|holder| &holder.id == user))
}
