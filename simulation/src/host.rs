//! All doors on the host, and the clock and the chance behind them.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;

use call_me_back::brain::Request;
use call_me_back::call::cost::{Tariff, Tokens};
use call_me_back::call::policy::Policy;
use call_me_back::embedding::Embedder;
use call_me_back::failure::Failure;
use call_me_back::ports::{
    Access, Carrier, Courier, Issuer, Memories, Messenger, Outbox, PhoneVerifier, Ports, Scribe,
    Sessions, SmartBuckets, SmartSql,
};
use call_me_back::secret::HashKey;
use call_me_back::time::Timestamp;

use crate::{
    Faults, HostBuckets, HostCarrier, HostCourier, HostIssuer, HostMemories, HostMessenger,
    HostOutbox, HostScribe, HostSessions, HostSql, HostVerifier, draw, embedder,
};

/// What things cost on the host.
const PRICES: &str = r#"{
    "as_of": "2025-01-01",
    "carrier": {"outbound_per_minute": {"+1": 0.014}, "inbound_per_minute": {"+1": 0.0085}},
    "speech_per_1000_characters": 0.05,
    "model_per_million_tokens": {"input": 0.15, "output": 0.6},
    "embeddings_per_million_tokens": 0.02
}"#;

pub struct Host {
    pub clock: Cell<Timestamp>,
    seed: Cell<u64>,
    pub sql: HostSql,
    pub buckets: HostBuckets,
    pub memories: HostMemories,
    pub sessions: HostSessions,
    pub outbox: HostOutbox,
    pub messenger: HostMessenger,
    pub carrier: HostCarrier,
    pub verifier: HostVerifier,
    pub issuer: HostIssuer,
    pub courier: HostCourier,
    pub scribe: HostScribe,
    /// What whoever runs this decides.
    pub policy: RefCell<Policy>,
    /// Who is let in.
    pub access: RefCell<Access>,
    /// What befalls the embedder's table.
    pub embedder_faults: Faults,
    /// What the brain that is configured was given last.
    pub brain_given: RefCell<Option<Request>>,
    /// What befalls the brain that is configured.
    pub brain_faults: Faults,
    /// What the brain that is configured says that an answer took.
    pub brain_takes: Cell<Option<Tokens>>,
    /// What is paid for.
    pub tariff: Tariff,
}

impl Host {
    pub fn new(began: Timestamp, seed: u64) -> Result<Rc<Self>, Failure> {
        Ok(Rc::new(Self {
            clock: Cell::new(began),
            seed: Cell::new(seed),
            sql: HostSql::migrated()?,
            buckets: HostBuckets::default(),
            memories: HostMemories::default(),
            sessions: HostSessions::default(),
            outbox: HostOutbox::default(),
            messenger: HostMessenger::default(),
            carrier: HostCarrier::default(),
            verifier: HostVerifier::default(),
            issuer: HostIssuer::default(),
            courier: HostCourier::default(),
            scribe: HostScribe::default(),
            policy: RefCell::default(),
            access: RefCell::new(Access::read(|_| None)?),
            embedder_faults: Faults::default(),
            brain_given: RefCell::default(),
            brain_faults: Faults::default(),
            brain_takes: Cell::default(),
            tariff: Tariff::parse(Some(PRICES), true, true),
        }))
    }

    /// The doors, for work that begins at that moment.
    pub fn ports(self: &Rc<Self>, now: Timestamp) -> HostPorts {
        HostPorts {
            host: Rc::clone(self),
            now,
        }
    }

    /// What may go wrong, by what it befalls.
    pub fn doors(&self) -> [(&'static str, &Faults); 13] {
        [
            ("database", &self.sql.faults),
            ("bucket", &self.buckets.faults),
            ("memories", &self.memories.faults),
            ("sessions", &self.sessions.faults),
            ("queue", &self.outbox.faults),
            ("messenger", &self.messenger.faults),
            ("carrier", &self.carrier.faults),
            ("verifier", &self.verifier.faults),
            ("issuer", &self.issuer.faults),
            ("courier", &self.courier.faults),
            ("scribe", &self.scribe.faults),
            ("embedder", &self.embedder_faults),
            ("brain", &self.brain_faults),
        ]
    }
}

pub struct HostPorts {
    pub(crate) host: Rc<Host>,
    now: Timestamp,
}

impl Ports for HostPorts {
    fn sql(&self) -> &impl SmartSql {
        &self.host.sql
    }

    fn buckets(&self) -> &impl SmartBuckets {
        &self.host.buckets
    }

    fn memories(&self) -> &impl Memories {
        &self.host.memories
    }

    fn sessions(&self) -> &impl Sessions {
        self
    }

    fn outbox(&self) -> &impl Outbox {
        &self.host.outbox
    }

    fn messenger(&self) -> &impl Messenger {
        &self.host.messenger
    }

    fn carrier(&self) -> &impl Carrier {
        &self.host.carrier
    }

    fn phone_verifier(&self) -> Option<&impl PhoneVerifier> {
        let verifier = &self.host.verifier;
        verifier.now.set(Some(self.now));
        verifier.is_set.get().then_some(verifier)
    }

    fn issuer(&self) -> &impl Issuer {
        &self.host.issuer
    }

    fn courier(&self) -> &impl Courier {
        &self.host.courier
    }

    fn scribe(&self) -> &impl Scribe {
        &self.host.scribe
    }

    async fn embedder(&self) -> Option<impl Deref<Target = Embedder>> {
        let faults = &self.host.embedder_faults;
        let table = async { embedder() };
        faults.carry("the embedder", table).await.ok()
    }

    fn policy(&self) -> Result<Policy, Failure> {
        Ok(self.host.policy.borrow().clone())
    }

    fn access(&self) -> Result<Access, Failure> {
        Ok(self.host.access.borrow().clone())
    }

    fn hash_key(&self) -> Result<HashKey, Failure> {
        HashKey::read(None, true)
    }

    fn tariff(&self) -> &Tariff {
        &self.host.tariff
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn entropy(&self) -> Result<[u8; 16], Failure> {
        let mut seed = self.host.seed.get();
        let bits = u128::from(draw(&mut seed)) << 64 | u128::from(draw(&mut seed));
        self.host.seed.set(seed);
        Ok(bits.to_be_bytes())
    }
}
