//! Counting how it goes, and telling whoever runs this.

use crate::directory::people::User;
use crate::directory::totals;
use crate::failure::Failure;
use crate::operations::{FADING, Operators, Overview, Period, SWEEPS, overview};
use crate::ports::Ports;
use crate::time::{DAY, HOUR};

/// For how long calls that ended are counted anew, since what they cost may be told late.
const SETTLED: i64 = 6 * HOUR;
/// How far back is counted where nothing was yet.
const FIRST: i64 = 30 * DAY;
/// How long totals are kept.
const KEPT: i64 = 90 * DAY;

/// Counts the hours that lie behind. `fading` memories were just queued to be looked through.
pub async fn gather(ports: &impl Ports, fading: u32) -> Result<(), Failure> {
    let (sql, now) = (ports.sql(), ports.now());
    let since = match totals::gathered_at(sql).await? {
        Some(before) => before.min(now).plus(-SETTLED),
        None => now.plus(-FIRST),
    };
    totals::gather(sql, since).await?;
    totals::add(sql, FADING, fading, now).await?;
    totals::add(sql, SWEEPS, 1, now).await?;
    totals::sweep(sql, now.plus(-KEPT)).await
}

/// Counts one of what seldom happens and should not.
pub async fn note(ports: &impl Ports, what: &str) -> Result<(), Failure> {
    totals::add(ports.sql(), what, 1, ports.now()).await
}

/// # Errors
/// `NotFound` where it is nobody who runs this: for anybody else there is no such thing.
pub fn admit(operators: &Operators, user: Option<&User>) -> Result<(), Failure> {
    if user.is_some_and(|user| operators.has(&user.phone)) {
        return Ok(());
    }
    Err(Failure::not_found("the page"))
}

/// How it goes, for whoever runs this.
///
/// # Errors
/// As `admit`.
pub async fn oversee(
    ports: &impl Ports,
    operators: &Operators,
    user: Option<&User>,
    period: Period,
) -> Result<Overview, Failure> {
    admit(operators, user)?;
    let (sql, now) = (ports.sql(), ports.now());
    let (step, _) = period.steps();
    let counted = totals::since(sql, period.began(now), step, now.plus(-HOUR)).await?;
    let waiting = totals::waiting(sql, now).await?;
    Ok(overview(period, now, &counted, waiting))
}
