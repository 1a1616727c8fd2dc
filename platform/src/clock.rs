//! The time. Development may set it forward, for everything at once.

use call_me_back::failure::Failure;
use call_me_back::parameters;
use call_me_back::ports::SmartSql as _;
use call_me_back::time::Timestamp;
use serde::Deserialize;
use worker::{Date, Env};

use crate::settings::Settings;
use crate::sql::D1;

/// What the platform's clock says.
pub(crate) fn platform() -> Timestamp {
    Timestamp::from_millis(i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX))
}

/// The moment at which a piece of work begins.
pub async fn now(env: &Env) -> Result<Timestamp, Failure> {
    if !Settings::new(env).is_development() {
        return Ok(platform());
    }
    Ok(platform().plus(ahead(env).await?))
}

/// Sets the development clock forward by so many milliseconds.
pub async fn advance(env: &Env, by: i64) -> Result<Timestamp, Failure> {
    let ahead = ahead(env).await?.saturating_add(by.max(0));
    D1(env.clone())
        .run(
            "INSERT OR REPLACE INTO development_clock (id, ahead) VALUES (1, ?1)",
            parameters![ahead],
        )
        .await?;
    Ok(platform().plus(ahead))
}

async fn ahead(env: &Env) -> Result<i64, Failure> {
    #[derive(Deserialize)]
    struct Row {
        ahead: i64,
    }
    let row: Option<Row> = D1(env.clone())
        .row("SELECT ahead FROM development_clock WHERE id = 1", &[])
        .await?;
    Ok(row.map_or(0, |row| row.ahead))
}
