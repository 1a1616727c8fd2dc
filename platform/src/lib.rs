//! The ports of the core over Cloudflare: one adapter, one file. Nothing is decided here.

mod actor_call;
mod api;
mod brain;
mod buckets;
mod carrier;
mod clock;
mod courier;
mod durable_sql;
mod embedder;
mod embedding_model;
mod issuer;
pub mod log;
mod memories;
mod memory_actor;
mod messenger;
mod outbox;
mod scribe;
mod session_actor;
mod sessions;
mod settings;
mod sql;
mod tariff;
mod twilio;
mod verifier;
mod visitor;

use std::ops::Deref;

use call_me_back::call::cost::Tariff;
use call_me_back::call::policy::Policy;
use call_me_back::embedding::Embedder;
use call_me_back::failure::Failure;
use call_me_back::ports::{Access, Ports};
use call_me_back::secret::HashKey;
use call_me_back::time::Timestamp;
use worker::Env;

pub use brain::Brain;
pub use clock::{advance, now};
pub use memory_actor::MemoryActor;
pub use session_actor::SessionActor;
pub use sessions::{connect, watch};
pub use settings::Settings;
pub use visitor::{body_within, client, time_zone};

/// All ports, for one piece of work that began at one moment.
pub struct Cloudflare {
    now: Timestamp,
    sql: sql::D1,
    buckets: buckets::R2,
    memories: memories::Actors,
    sessions: sessions::Actors,
    outbox: outbox::Queue,
    messenger: messenger::Messages,
    carrier: carrier::Twilio,
    verifier: Option<verifier::TwilioVerify>,
    issuer: issuer::Https,
    courier: courier::Fetching,
    scribe: scribe::Scribe,
    env: Env,
}

impl Cloudflare {
    pub fn new(env: &Env, now: Timestamp) -> Self {
        // A table of prices that is not right is told of by the first work there is.
        tariff::tariff(env);
        let settings = Settings::new(env);
        Self {
            now,
            sql: sql::D1(env.clone()),
            buckets: buckets::R2(env.clone()),
            memories: memories::Actors(env.clone()),
            sessions: sessions::Actors(env.clone()),
            outbox: outbox::Queue(env.clone()),
            messenger: messenger::Messages(settings.clone()),
            carrier: carrier::Twilio(settings.clone()),
            verifier: verifier::TwilioVerify::configured(&settings),
            issuer: issuer::Https,
            courier: courier::Fetching(Settings::new(env)),
            scribe: scribe::Scribe(env.clone()),
            env: env.clone(),
        }
    }
}

impl Ports for Cloudflare {
    fn sql(&self) -> &impl call_me_back::ports::SmartSql {
        &self.sql
    }

    fn buckets(&self) -> &impl call_me_back::ports::SmartBuckets {
        &self.buckets
    }

    fn memories(&self) -> &impl call_me_back::ports::Memories {
        &self.memories
    }

    fn sessions(&self) -> &impl call_me_back::ports::Sessions {
        &self.sessions
    }

    fn outbox(&self) -> &impl call_me_back::ports::Outbox {
        &self.outbox
    }

    fn messenger(&self) -> &impl call_me_back::ports::Messenger {
        &self.messenger
    }

    fn carrier(&self) -> &impl call_me_back::ports::Carrier {
        &self.carrier
    }

    fn phone_verifier(&self) -> Option<&impl call_me_back::ports::PhoneVerifier> {
        self.verifier.as_ref()
    }

    fn issuer(&self) -> &impl call_me_back::ports::Issuer {
        &self.issuer
    }

    fn courier(&self) -> &impl call_me_back::ports::Courier {
        &self.courier
    }

    fn scribe(&self) -> &impl call_me_back::ports::Scribe {
        &self.scribe
    }

    fn tariff(&self) -> &Tariff {
        tariff::tariff(&self.env)
    }

    async fn embedder(&self) -> Option<impl Deref<Target = Embedder>> {
        embedder::embedder(&self.env)
            .await
            .inspect_err(|failure| {
                crate::log::complain(format_args!("tokens are guessed at: {failure}"))
            })
            .ok()
    }

    fn policy(&self) -> Result<Policy, Failure> {
        let settings = Settings::new(&self.env);
        Policy::read(|name| settings.get(name))
    }

    fn access(&self) -> Result<Access, Failure> {
        let settings = Settings::new(&self.env);
        Access::read(|name| settings.get(name))
    }

    fn hash_key(&self) -> Result<HashKey, Failure> {
        Settings::new(&self.env).hash_key()
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn entropy(&self) -> Result<[u8; 16], Failure> {
        entropy()
    }
}

/// 128 random bits.
pub fn entropy() -> Result<[u8; 16], Failure> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits)
        .map_err(|error| Failure::unavailable(format!("no randomness: {error}")))?;
    Ok(bits)
}

/// What the platform says of a failure, for those who can do something about it. It never holds
/// what a person said: bindings report themselves, not values.
fn unavailable(what: &str) -> impl Fn(worker::Error) -> Failure {
    move |error| Failure::unavailable(format!("{what}: {error}"))
}
