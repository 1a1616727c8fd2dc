//! Users, and how they prove who they are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::call::Voicemail;
use crate::call::hours::Hours;
use crate::call::permission::{Consent, PHONE_CALLS};
use crate::failure::Failure;
use crate::ids::{CallId, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::retention::Plan;
use crate::secret::{HashKey, hash};
use crate::telephony::phone::PhoneNumber;
use crate::time::{TimeZone, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct User {
    pub id: UserId,
    /// E.164, proved by a code.
    pub phone: String,
    pub name: Option<String>,
    /// Such as Europe/Berlin.
    #[schemars(with = "String")]
    pub time_zone: TimeZone,
    /// What is left on their answering machine.
    pub voicemail: Voicemail,
    /// How often a call of ours that met nobody is tried again.
    pub retries: u32,
    /// When they may be called unasked.
    #[serde(flatten)]
    pub hours: Hours,
    /// How much of a day may go by telephone; none: as much as whoever runs this allows.
    pub calls_a_day: Option<u32>,
    pub minutes_a_day: Option<u32>,
    pub cents_a_day: Option<u32>,
    /// Set by whoever runs this.
    pub plan: Plan,
    /// How many days what was said is kept; none: as long as the plan allows.
    pub retention_days: Option<u32>,
    /// Whether they chose a PIN, by which they can prove in a call of theirs that it is them.
    #[serde(deserialize_with = "super::truth")]
    pub has_pin: bool,
    /// Raised by each edit.
    pub version: u32,
}

pub(super) const COLUMNS: &str =
    "users.id, phone, name, time_zone, voicemail, retries, hours_from, hours_to,
    calls_a_day, minutes_a_day, cents_a_day, plan, retention_days, pin_hash IS NOT NULL AS has_pin,
    users.version";

/// A user to be made.
#[derive(Debug)]
pub struct NewUser<'a> {
    pub id: UserId,
    pub phone: &'a PhoneNumber,
    pub zone: TimeZone,
    /// When they said that they are of age: nobody else is a user.
    pub adult_confirmed_at: Timestamp,
}

/// Under what a number is counted whose user may be gone.
pub fn number_hash(key: &HashKey, number: &str) -> String {
    key.over(&plain_number_hash(number))
}

/// Under what the same was counted before there was a key. A deployment is the first with one until the cron of
/// the next hour (`hashes::bring_under`), and no migration has the key: until then both are looked for, so that
/// nobody gets their day anew, or calls that they wanted no more. Once no database is of the time before the key,
/// this and `hashes.rs` can go.
fn plain_number_hash(number: &str) -> String {
    hash(&format!("number:{number}"))
}

/// Under what it is kept that a number is not to be called, once its user is gone.
pub fn held_number(key: &HashKey, number: &str) -> String {
    format!("gone:{}", number_hash(key, number))
}

/// The user of that number; made where there is none. Where a user who is gone wanted no calls there,
/// none are made until the new one agrees to them.
pub async fn sign_up(
    sql: &impl SmartSql,
    key: &HashKey,
    new: &NewUser<'_>,
    now: Timestamp,
) -> Result<User, Failure> {
    sql.batch(&[
        (
            "INSERT INTO users
                 (id, phone, time_zone, adult_confirmed_at, phone_proved_at, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?5) ON CONFLICT (phone) DO NOTHING",
            parameters![
                new.id.as_str(),
                new.phone.e164(),
                new.zone.name(),
                new.adult_confirmed_at,
                now
            ],
        ),
        (
            "UPDATE OR REPLACE suppressions SET phone = ?1 WHERE phone IN (?2, 'gone:' || ?3)",
            parameters![
                new.phone.e164(),
                held_number(key, new.phone.e164()),
                plain_number_hash(new.phone.e164())
            ],
        ),
    ])
    .await?;
    user_of(sql, new.phone)
        .await?
        .ok_or_else(|| Failure::not_found("the user"))
}

/// Whose number that is, where it is somebody's.
pub async fn user_of(sql: &impl SmartSql, phone: &PhoneNumber) -> Result<Option<User>, Failure> {
    sql.row(
        &format!("SELECT {COLUMNS} FROM users WHERE phone = ?1"),
        parameters![phone.e164()],
    )
    .await
}

pub async fn user(sql: &impl SmartSql, id: &UserId) -> Result<User, Failure> {
    sql.row(
        &format!("SELECT {COLUMNS} FROM users WHERE id = ?1"),
        parameters![id.as_str()],
    )
    .await?
    .ok_or_else(|| Failure::not_found("the user"))
}

/// Stores what can change of a user; says whether they were still of their version.
pub async fn update(sql: &impl SmartSql, user: &User, now: Timestamp) -> Result<bool, Failure> {
    let changed = sql.run(
        "UPDATE users SET name = ?2, time_zone = ?3, voicemail = ?4, retries = ?5, hours_from = ?6,
             hours_to = ?7, calls_a_day = ?8, minutes_a_day = ?9, cents_a_day = ?10, updated_at = ?11,
             retention_days = ?13, version = version + 1
         WHERE id = ?1 AND version = ?12",
        parameters![
            user.id.as_str(),
            user.name.as_deref(),
            user.time_zone.name(),
            <&str>::from(user.voicemail),
            user.retries,
            u32::from(user.hours.from()),
            u32::from(user.hours.to()),
            user.calls_a_day,
            user.minutes_a_day,
            user.cents_a_day,
            now,
            user.version,
            user.retention_days
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// Notes what the user agrees to now, whatever they asked before.
pub async fn give_consent(
    sql: &impl SmartSql,
    user: &UserId,
    consent: Consent,
    now: Timestamp,
) -> Result<(), Failure> {
    sql.batch(&[
        (
            "INSERT OR REPLACE INTO consents (user_id, kind, text_version, given_at)
             VALUES (?1, ?2, ?3, ?4)",
            parameters![user.as_str(), consent.kind, consent.text_version, now],
        ),
        (
            "DELETE FROM suppressions WHERE phone = (SELECT phone FROM users WHERE id = ?1)",
            parameters![user.as_str()],
        ),
    ])
    .await
    .map(|_| ())
}

/// Sees to it that nobody of ours calls the user's number, until they consent again.
pub async fn suppress(sql: &impl SmartSql, user: &UserId, now: Timestamp) -> Result<(), Failure> {
    sql.batch(&[
        (
            "INSERT INTO suppressions (phone, since, reason)
             SELECT phone, ?2, 'opted_out' FROM users WHERE id = ?1
             ON CONFLICT (phone) DO NOTHING",
            parameters![user.as_str(), now],
        ),
        (
            "UPDATE consents SET withdrawn_at = ?2
             WHERE user_id = ?1 AND kind = ?3 AND withdrawn_at IS NULL",
            parameters![user.as_str(), now, PHONE_CALLS.kind],
        ),
    ])
    .await
    .map(|_| ())
}

/// The same for a number, whoever it belongs to.
pub async fn suppress_number(
    sql: &impl SmartSql,
    phone: &PhoneNumber,
    now: Timestamp,
) -> Result<(), Failure> {
    match user_of(sql, phone).await? {
        Some(user) => suppress(sql, &user.id, now).await,
        None => sql
            .run(
                "INSERT INTO suppressions (phone, since, reason) VALUES (?1, ?2, 'opted_out')
                 ON CONFLICT (phone) DO NOTHING",
                parameters![phone.e164(), now],
            )
            .await
            .map(|_| ()),
    }
}

/// Sets a user's PIN, by its hash, or takes it away.
pub async fn set_pin(
    sql: &impl SmartSql,
    user: &UserId,
    hash: Option<&str>,
    now: Timestamp,
) -> Result<(), Failure> {
    sql.run(
        "UPDATE users SET pin_hash = ?2, pin_misses = 0, updated_at = ?3 WHERE id = ?1",
        parameters![user.as_str(), hash, now],
    )
    .await
    .map(|_| ())
}

/// The user's PIN, by its hash, where they have one and fewer than `most` were tried in vain.
pub async fn pin(sql: &impl SmartSql, user: &UserId, most: u32) -> Result<Option<String>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        pin_hash: String,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT pin_hash FROM users WHERE id = ?1 AND pin_hash IS NOT NULL AND pin_misses < ?2",
            parameters![user.as_str(), most],
        )
        .await?;
    Ok(row.map(|row| row.pin_hash))
}

/// Counts one try at that PIN, unless there were `most` already; says whether it may be made. Counted
/// before it is compared, so that tries in calls side by side count too.
pub async fn count_pin_try(
    sql: &impl SmartSql,
    user: &UserId,
    hash: &str,
    most: u32,
) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "UPDATE users SET pin_misses = pin_misses + 1
             WHERE id = ?1 AND pin_hash = ?2 AND pin_misses < ?3",
            parameters![user.as_str(), hash, most],
        )
        .await?;
    Ok(changed == 1)
}

/// That PIN was right: what was tried before is forgiven.
pub async fn forgive_pin_tries(
    sql: &impl SmartSql,
    user: &UserId,
    hash: &str,
) -> Result<(), Failure> {
    sql.run(
        "UPDATE users SET pin_misses = 0 WHERE id = ?1 AND pin_hash = ?2",
        parameters![user.as_str(), hash],
    )
    .await
    .map(|_| ())
}

/// What decides whether that user may be telephoned. Calls are counted besides the one at hand, and without
/// those of which no session told: a file brought them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PhoneStanding {
    pub consented: u32,
    pub suppressed: u32,
    pub calls_today: u32,
    /// Calls by telephone that go on, or ring.
    pub on_the_phone: u32,
    /// What calls of the number's day took that were erased since.
    pub erased_calls: u32,
    pub erased_minutes: u64,
    pub erased_micro_usd: u64,
    /// When the user last proved that the number is theirs.
    pub proved_at: Timestamp,
    /// When they last talked over it.
    pub talked_at: Option<Timestamp>,
}

pub async fn phone_standing(
    sql: &impl SmartSql,
    key: &HashKey,
    user: &User,
    besides: Option<&CallId>,
    day_began: Timestamp,
) -> Result<PhoneStanding, Failure> {
    sql.row(
        "SELECT
           (SELECT COUNT(*) FROM consents
             WHERE user_id = ?1 AND kind = ?5 AND withdrawn_at IS NULL) AS consented,
           (SELECT COUNT(*) FROM suppressions WHERE phone = ?2) AS suppressed,
           (SELECT COUNT(*) FROM calls
             WHERE user_id = ?1 AND channel = 'phone' AND id IS NOT ?4 AND unproven = 0 AND (status IN ('ringing', 'live')
               OR status = 'created' AND carrier_call_id IS NOT NULL)) AS on_the_phone,
           (SELECT coalesce(sum(calls), 0) FROM spent
             WHERE number_hash IN (?6, ?7) AND created_at >= ?3) AS erased_calls,
           (SELECT coalesce(sum(carrier_minutes), 0) FROM spent
             WHERE number_hash IN (?6, ?7) AND created_at >= ?3) AS erased_minutes,
           (SELECT coalesce(sum(known_micro_usd), 0) FROM spent
             WHERE number_hash IN (?6, ?7) AND created_at >= ?3) AS erased_micro_usd,
           (SELECT phone_proved_at FROM users WHERE id = ?1) AS proved_at,
           (SELECT max(ended_at) FROM calls
             WHERE user_id = ?1 AND channel = 'phone' AND started_at IS NOT NULL AND unproven = 0
               AND version > 0 AND end_reason IS NOT 'voicemail') AS talked_at,
           COUNT(*) AS calls_today
         FROM calls
         WHERE user_id = ?1 AND channel = 'phone' AND created_at >= ?3 AND id IS NOT ?4
           AND unproven = 0 AND version > 0",
        parameters![
            user.id.as_str(),
            user.phone.as_str(),
            day_began,
            besides.map(CallId::as_str),
            PHONE_CALLS.kind,
            number_hash(key, &user.phone),
            plain_number_hash(&user.phone)
        ],
    )
    .await?
    .ok_or_else(|| Failure::not_found("the user"))
}
