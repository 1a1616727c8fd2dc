//! Alice and Bob, each with rows of their own in every table, and what Alice's programs ask.

use std::rc::Rc;

use call_me_back::directory::people::{self, NewUser, User};
use call_me_back::failure::Failure;
use call_me_back::flows::starters;
use call_me_back::ids::UserId;
use call_me_back::parameters;
use call_me_back::ports::{Ports, SmartSql};
use call_me_back::smart_sql::{Format, Query, QueryAnswer, execute_query};
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::time::{TimeZone, Timestamp};
use call_me_back_simulation::{Host, HostPorts, finish};
use serde_json::Value;

/// Stands in each of Bob's texts, and in what is nobody's business.
pub const SECRET: &str = "zqbobqz";

pub struct World {
    pub host: Rc<Host>,
    pub alice: UserId,
    pub bob: UserId,
}

impl World {
    pub fn new() -> Self {
        let began = Timestamp::parse("2025-01-07T10:00:00Z").unwrap();
        let host = Host::new(began, 7).unwrap();
        let world = Self {
            host,
            alice: UserId::parse("user_alice").unwrap(),
            bob: UserId::parse("user_zqbobqz").unwrap(),
        };
        finish(starters::bring_up(&world.ports())).unwrap();
        world.settle(&world.alice, "+14155550101", "Alice Archer", "alices");
        world.settle(&world.bob, "+14155550102", SECRET, SECRET);
        world.hide();
        world
    }

    pub fn ports(&self) -> HostPorts {
        self.host.ports(self.host.clock.get())
    }

    /// A row of theirs in each table that an owner can have rows in, with that word in its texts.
    fn settle(&self, user: &UserId, phone: &str, name: &str, word: &str) {
        let ports = self.ports();
        let phone = PhoneNumber::parse(phone).unwrap();
        let (now, zone) = (ports.now(), TimeZone::America__New_York);
        let new = NewUser {
            id: user.clone(),
            phone: &phone,
            zone,
            adult_confirmed_at: now,
        };
        let key = ports.hash_key().unwrap();
        let signed_up = people::sign_up(ports.sql(), &key, &new, now);
        let named = User {
            name: Some(name.to_owned()),
            ..finish(signed_up).unwrap()
        };
        finish(people::update(ports.sql(), &named, now)).unwrap();
        for statement in [
            "INSERT INTO personas (id, name, description, voice, created_by, core_system_prompt,
               created_at, updated_at)
             VALUES ('persona_' || ?2, ?2, ?2 || ' description', ?2, ?1, ?2, 1, 1)",
            "INSERT INTO user_persona_relationships (id, user_id, persona_id, custom_system_prompt,
               relationship_started_at, created_at, updated_at)
             VALUES ('rel_' || ?2, ?1, 'persona_brad_001', ?2, 1, 1, 1)",
            "INSERT INTO calls (id, user_id, persona_id, relationship_id, channel, status,
               carrier_call_id, created_at, duration_seconds, cost_usd, auto_summary)
             VALUES ('call_' || ?2, ?1, 'persona_brad_001', 'rel_' || ?2, 'phone', 'ended', ?2,
               1736244000000, 90, 0.25, 'summary of ' || ?2)",
            "INSERT INTO schedules (id, user_id, persona_id, due_at, refusal, created_at)
             VALUES ('schedule_' || ?2, ?1, 'persona_brad_001', 2, ?2, 1)",
            "INSERT INTO consents (user_id, kind, text_version, given_at)
             VALUES (?1, 'phone_calls', ?2, 1)",
            "INSERT INTO smart_sql_notes (user_id, table_name, column_name, note, updated_at)
             VALUES (?1, 'calls', '', ?2, 1)",
            "INSERT INTO sign_in_sessions (token_hash, id, user_id, created_at, expires_at)
             VALUES (?2, ?2, ?1, 1, 2)",
            "INSERT INTO recovery_codes (code_hash, user_id, made_at) VALUES (?2, ?1, 1)",
            "INSERT INTO identities (id, user_id, issuer, subject, linked_at)
             VALUES (?2, ?1, ?2, ?2, 1)",
            "INSERT INTO actors (name, address, user_id, registered_at) VALUES (?2, ?2, ?1, 1)",
        ] {
            let parameters = parameters![user.as_str(), word];
            finish(ports.sql().run(statement, parameters)).unwrap();
        }
    }

    /// So many calls more.
    pub fn add_calls(&self, user: &UserId, count: i64) {
        let statement = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ?2)
             INSERT INTO calls (id, user_id, persona_id, relationship_id, channel, status, created_at)
             SELECT 'more_' || x || ?1, ?1, 'persona_brad_001', 'rel', 'browser', 'ended', x FROM n";
        let parameters = parameters![user.as_str(), count];
        finish(self.host.sql.run(statement, parameters)).unwrap();
    }

    fn hide(&self) {
        for statement in [
            "INSERT INTO sign_in_codes (phone, code_hash, expires_at) VALUES (?1, ?1, 2)",
            "INSERT INTO limits (name, began_at, ends_at, count) VALUES (?1, 1, 2, 1)",
            "INSERT INTO suppressions (phone, since, reason) VALUES (?1, 1, ?1)",
            "INSERT INTO personas (id, name, description, voice, created_by, is_public,
               core_system_prompt, behavioral_rules, created_at, updated_at)
             VALUES ('persona_public', 'Open', 'Everybody''s', 'v', 'user_zqbobqz', 1, ?1, ?1, 1, 1)",
        ] {
            finish(self.host.sql.run(statement, parameters![SECRET])).unwrap();
        }
    }

    /// What a statement of Alice's gives.
    pub fn ask(&self, statement: &str) -> Result<QueryAnswer, Failure> {
        let query = Query::Sql(statement.to_owned());
        finish(execute_query(
            &self.ports(),
            &self.alice,
            query,
            Format::Json,
        ))
    }

    pub fn rows(&self, statement: &str) -> Value {
        serde_json::from_str(&self.ask(statement).unwrap().results).unwrap()
    }

    /// What a question of Alice's in words gives.
    pub fn ask_in_words(&self, question: &str) -> Result<QueryAnswer, Failure> {
        let query = Query::Words(question.to_owned());
        finish(execute_query(
            &self.ports(),
            &self.alice,
            query,
            Format::Json,
        ))
    }
}

#[track_caller]
pub fn assert_invalid<T: std::fmt::Debug>(answer: Result<T, Failure>, field: &str) -> String {
    match answer {
        Err(Failure::Invalid { field: named, why }) if named == field => why,
        other => panic!("not refused by {field}: {other:?}"),
    }
}
