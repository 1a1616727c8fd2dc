//! Two owners, and what their programs do.

use std::cell::Cell;
use std::rc::Rc;

use call_me_back::directory::people::{self, NewUser};
use call_me_back::failure::Failure;
use call_me_back::ids::{Instance, InstanceId, UserId};
use call_me_back::memory::command::Address;
use call_me_back::pagination::Paging;
use call_me_back::ports::{HttpMetadata, Ports};
use call_me_back::smart_buckets::{NewObject, ObjectHead, Passage, SearchRequest, SmartBucket};
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::time::{TimeZone, Timestamp};
use call_me_back_simulation::{Host, HostPorts, finish};

pub const ALICE: &str = "user_alice";
pub const BOB: &str = "user_bob";

pub struct World {
    pub host: Rc<Host>,
    pub ports: HostPorts,
}

pub fn began() -> Timestamp {
    Timestamp::parse("2025-01-07T10:00:00Z").unwrap()
}

pub fn user(name: &str) -> UserId {
    UserId::parse(name).unwrap()
}

impl World {
    pub fn new() -> Self {
        let host = Host::new(began(), 1).unwrap();
        let ports = host.ports(began());
        for (name, phone) in [(ALICE, "+14155550101"), (BOB, "+14155550102")] {
            let phone = PhoneNumber::parse(phone).unwrap();
            let new = NewUser {
                id: user(name),
                phone: &phone,
                zone: TimeZone::UTC,
                adult_confirmed_at: began(),
            };
            let key = ports.hash_key().unwrap();
            let signed_up = people::sign_up(ports.sql(), &key, &new, began());
            finish(signed_up).unwrap();
        }
        Self { host, ports }
    }

    pub fn bucket(&self, owner: &str, name: &str) -> Bucket<'_> {
        Bucket {
            bucket: SmartBucket::new(&self.ports, instance(owner, name)),
            partition: Cell::new(None),
        }
    }

    /// Alice's bucket of notes.
    pub fn notes(&self) -> Bucket<'_> {
        self.bucket(ALICE, "notes")
    }

    /// All that anybody would find who read the actor's file.
    pub fn index_of(&self, owner: &str, name: &str) -> String {
        let actor = Address::Instance(instance(owner, name));
        let actor = self.host.memories.actor(&actor).unwrap();
        actor.dump().unwrap().to_lowercase()
    }
}

pub fn instance(owner: &str, name: &str) -> Instance {
    Instance {
        owner: user(owner),
        id: InstanceId::parse(name).unwrap(),
    }
}

/// A bucket, in few words.
pub struct Bucket<'a> {
    pub bucket: SmartBucket<'a, HostPorts>,
    partition: Cell<Option<&'static str>>,
}

impl Bucket<'_> {
    /// The same bucket, for what is in that partition.
    pub fn within(self, partition: &'static str) -> Self {
        self.partition.set(Some(partition));
        self
    }

    pub fn put(&self, key: &str, text: &str) -> ObjectHead {
        self.try_put(key, self.text(text)).unwrap()
    }

    pub fn try_put(&self, key: &str, object: NewObject) -> Result<ObjectHead, Failure> {
        finish(self.bucket.put(key, object))
    }

    pub fn text(&self, text: &str) -> NewObject {
        NewObject {
            partition: self.partition.get().map(str::to_owned),
            ..text_of(text)
        }
    }

    pub fn body(&self, key: &str) -> Option<String> {
        match finish(self.bucket.get(key, None)) {
            Ok(object) => Some(String::from_utf8(object.body).unwrap()),
            Err(Failure::NotFound { .. }) => None,
            Err(failure) => panic!("{failure}"),
        }
    }

    pub fn delete(&self, key: &str) {
        finish(self.bucket.delete(&[key])).unwrap();
    }

    pub fn request(&self, input: &str) -> SearchRequest {
        SearchRequest {
            partition: self.partition.get().map(str::to_owned),
            ..request_for(input)
        }
    }

    /// The keys of what a search finds, the best first.
    pub fn search(&self, input: &str) -> Vec<String> {
        let paging = Paging::new(1, 100).unwrap();
        let page = finish(self.bucket.search(&self.request(input), paging)).unwrap();
        page.results
            .into_iter()
            .map(|passage| passage.key)
            .collect()
    }

    pub fn chunks(&self, input: &str) -> Vec<Passage> {
        finish(self.bucket.chunk_search(&self.request(input))).unwrap()
    }
}

/// A plain text, to be put.
pub fn text_of(text: &str) -> NewObject {
    NewObject {
        body: text.as_bytes().to_vec(),
        http_metadata: HttpMetadata {
            content_type: Some("text/plain".to_owned()),
            ..HttpMetadata::default()
        },
        ..NewObject::default()
    }
}

pub fn request_for(input: &str) -> SearchRequest {
    SearchRequest {
        input: input.to_owned(),
        ..SearchRequest::default()
    }
}

/// The field that a request was refused for.
pub fn refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> String {
    match result {
        Err(Failure::Invalid { field, .. }) => field,
        other => panic!("not refused: {other:?}"),
    }
}
