//! People at the gate.

use std::rc::Rc;

use call_me_back::client::{Client, Network};
use call_me_back::failure::Failure;
use call_me_back::flows::admitting::Caller;
use call_me_back::flows::signing_in::{self, Besides, SignedIn};
use call_me_back::flows::{admitting, verifying};
use call_me_back::ports::Ports as _;
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::time::{TimeZone, Timestamp};
use call_me_back_simulation::{Host, HostPorts, finish};

pub const ALICE: &str = "+14155550123";
pub const BOB: &str = "+14155550124";

pub fn number(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).unwrap()
}

/// Somebody who comes from that address.
pub fn from(address: &str) -> Client {
    Client {
        network: Network::of(Some(address)),
        kind: "Firefox on Linux".to_owned(),
        device: None,
    }
}

pub fn home() -> Client {
    from("192.0.2.1")
}

/// Somebody who comes through that provider.
pub fn by_provider(nth: u32) -> Client {
    from(&format!("3fff:{nth:x}::1"))
}

pub struct Gate(pub Rc<Host>);

impl Gate {
    pub fn new(seed: u64) -> Self {
        let began = Timestamp::parse("2025-01-08T15:00:30Z").unwrap();
        Self(Host::new(began, seed).unwrap())
    }

    pub fn ports(&self) -> HostPorts {
        self.0.ports(self.0.clock.get())
    }

    pub fn now(&self) -> Timestamp {
        self.0.clock.get()
    }

    pub fn wait(&self, millis: i64) {
        self.0.clock.set(self.now().plus(millis));
    }

    pub fn send(&self, phone: &str, client: &Client) -> Result<(), Failure> {
        finish(signing_in::send_code(
            &self.ports(),
            &number(phone),
            true,
            client,
        ))
    }

    /// That client, on a device on which the number was proved before.
    pub fn known_to(&self, phone: &str, client: Client) -> Client {
        let key = self.ports().hash_key().unwrap();
        Client {
            device: Some(verifying::device_cookie(&key, phone)),
            ..client
        }
    }

    /// The code that stands on that telephone.
    pub fn code(&self, phone: &str) -> String {
        let text = self.0.messenger.last_to(&number(phone)).unwrap();
        text.split_whitespace().next().unwrap().to_owned()
    }

    pub fn check(&self, phone: &str, code: &str, client: &Client) -> Result<SignedIn, Failure> {
        self.check_with(phone, code, &Besides::Nothing, client)
    }

    pub fn check_with(
        &self,
        phone: &str,
        code: &str,
        besides: &Besides,
        client: &Client,
    ) -> Result<SignedIn, Failure> {
        let zone = TimeZone::UTC;
        let phone = number(phone);
        finish(signing_in::check_code(
            &self.ports(),
            &phone,
            code,
            besides,
            zone,
            client,
        ))
    }

    pub fn sign_in(&self, phone: &str) -> SignedIn {
        self.send(phone, &home()).unwrap();
        self.check(phone, &self.code(phone), &home()).unwrap()
    }

    /// A code for something else than signing in.
    pub fn proof_of(&self, phone: &str) -> String {
        finish(verifying::send_code(
            &self.ports(),
            &number(phone),
            &home(),
            false,
        ))
        .unwrap();
        self.code(phone)
    }

    pub fn caller(&self, bearer: &str) -> Result<Option<Caller>, Failure> {
        finish(admitting::caller(&self.ports(), bearer, home()))
    }

    pub fn counted(&self, statement: &str) -> i64 {
        #[derive(serde::Deserialize)]
        struct Row {
            n: i64,
        }
        use call_me_back::sql::Sql as _;
        let row: Option<Row> = self.0.sql.sqlite().row(statement, &[]).unwrap();
        row.unwrap().n
    }
}

#[track_caller]
pub fn field<T: std::fmt::Debug>(refused: Result<T, Failure>) -> String {
    match refused {
        Err(Failure::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
pub fn is_too_often<T: std::fmt::Debug>(refused: Result<T, Failure>) {
    assert!(
        matches!(refused, Err(Failure::TooOften { .. })),
        "{refused:?}"
    );
}
