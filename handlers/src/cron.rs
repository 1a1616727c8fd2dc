//! What the crons of wrangler.toml fire. A cron can't fail: what it could not do stays due.

use call_me_back::failure::Failure;
use call_me_back::flows::sweeping;
use call_me_back_platform::{Cloudflare, log, now};
use worker::Env;

pub const EVERY_HOUR: &str = "0 * * * *";
pub const EVERY_MINUTE: &str = "* * * * *";

pub async fn run(cron: &str, env: &Env) {
    if let Err(failure) = fire(cron, env).await {
        log::complain(format_args!("the cron {cron} is put off: {failure}"));
    }
}

async fn fire(cron: &str, env: &Env) -> Result<(), Failure> {
    let ports = Cloudflare::new(env, now(env).await?);
    match cron {
        EVERY_MINUTE => sweeping::every_minute(&ports).await,
        EVERY_HOUR => sweeping::every_hour(&ports).await,
        _ => {
            log::complain(format_args!("nothing is to be done at the cron {cron}"));
            Ok(())
        }
    }
}
