//! What makes something is done once, however often it is asked for under the same key: what it
//! makes gets its ids from the key, and what was answered is answered again.

use std::cell::Cell;
use std::ops::Deref;

use crate::call::cost::Tariff;
use crate::call::policy::Policy;
use crate::directory::repeats::{self, Begun};
use crate::embedding::Embedder;
use crate::failure::Failure;
use crate::idempotency::IdempotencyKey;
use crate::ids::UserId;
use crate::ports::{
    Access, Carrier, Courier, Issuer, Memories, Messenger, Outbox, PhoneVerifier, Ports, Scribe,
    Sessions, SmartBuckets, SmartSql,
};
use crate::secret::{HashKey, digest_id};
use crate::time::Timestamp;

/// What came of a request.
pub struct Done {
    /// What is answered, now and to each repeat.
    pub answer: String,
    /// Nothing was done, and why is told in the answer: it may be asked better.
    pub is_refusal: bool,
}

/// Does it, or answers as it was answered before.
///
/// # Errors
/// `Conflict` where something else was asked under the key; and those of what is done.
pub async fn once<'a, P: Ports>(
    ports: &'a P,
    owner: &UserId,
    key: &IdempotencyKey,
    request: &str,
    run: impl AsyncFnOnce(Again<'a, P>) -> Result<Done, Failure>,
) -> Result<String, Failure> {
    let sql = ports.sql();
    let begun = repeats::begin(sql, owner, key, request, ports.now()).await?;
    let asked_at = match begun {
        Begun::Answered(answer) => return Ok(answer),
        // A key that was let go of stands for another request.
        Begun::At(asked_at) => asked_at.millis().to_string(),
    };
    let again = Again {
        ports,
        seed: digest_id(&[owner.as_str(), key.as_str(), request, &asked_at]),
        drawn: Cell::new(0),
    };
    match run(again).await {
        Ok(done) => {
            if done.is_refusal {
                repeats::let_go(sql, owner, key).await?;
            } else {
                repeats::finish(sql, owner, key, &done.answer).await?;
            }
            Ok(done.answer)
        }
        // Nobody can tell how far it came; or it came so far that the same again is to meet it: a call that
        // the carrier refused is not dialled anew.
        Err(failure @ (Failure::Unavailable { .. } | Failure::Conflict { .. })) => Err(failure),
        Err(refused) => {
            repeats::let_go(sql, owner, key).await?;
            Err(refused)
        }
    }
}

/// The same ports, with the same entropy each time.
pub struct Again<'a, P> {
    ports: &'a P,
    seed: [u8; 16],
    drawn: Cell<u32>,
}
impl<P: Ports> Ports for Again<'_, P> {
    fn sql(&self) -> &impl SmartSql {
        self.ports.sql()
    }

    fn buckets(&self) -> &impl SmartBuckets {
        self.ports.buckets()
    }

    fn memories(&self) -> &impl Memories {
        self.ports.memories()
    }

    fn sessions(&self) -> &impl Sessions {
        self.ports.sessions()
    }

    fn outbox(&self) -> &impl Outbox {
        self.ports.outbox()
    }

    fn messenger(&self) -> &impl Messenger {
        self.ports.messenger()
    }

    fn carrier(&self) -> &impl Carrier {
        self.ports.carrier()
    }

    fn phone_verifier(&self) -> Option<&impl PhoneVerifier> {
        self.ports.phone_verifier()
    }

    fn issuer(&self) -> &impl Issuer {
        self.ports.issuer()
    }

    fn courier(&self) -> &impl Courier {
        self.ports.courier()
    }

    fn scribe(&self) -> &impl Scribe {
        self.ports.scribe()
    }

    async fn embedder(&self) -> Option<impl Deref<Target = Embedder>> {
        self.ports.embedder().await
    }

    fn policy(&self) -> Result<Policy, Failure> {
        self.ports.policy()
    }

    fn access(&self) -> Result<Access, Failure> {
        self.ports.access()
    }

    fn hash_key(&self) -> Result<HashKey, Failure> {
        self.ports.hash_key()
    }

    fn tariff(&self) -> &Tariff {
        self.ports.tariff()
    }

    fn now(&self) -> Timestamp {
        self.ports.now()
    }

    fn entropy(&self) -> Result<[u8; 16], Failure> {
        let drawn = self.drawn.replace(self.drawn.get() + 1);
        let seed: String = self.seed.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(digest_id(&[&seed, &drawn.to_string()]))
    }
}
