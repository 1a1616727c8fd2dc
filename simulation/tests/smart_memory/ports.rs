//! What SmartMemory stands on, at its smallest: a database, memory actors, and the rows of sessions.
//! The other doors stay shut, and nothing here goes through them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use call_me_back::call::Call;
use call_me_back::call::machine::{Effect, Event};
use call_me_back::call::session::{self, Script, View};
use call_me_back::call::working::{WorkingCommand, dispatch};
use call_me_back::failure::Failure;
use call_me_back::ids::CallId;
use call_me_back::memory::command::{Address, Command};
use call_me_back::ports::{
    Carrier, Job, Memories, Messenger, Outbox, Placing, Ports, Scribe, Sessions, SmartBuckets,
    SmartSql,
};
use call_me_back::sql::{Sql, Value};
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::time::Timestamp;
use call_me_back_simulation::{HostBuckets, HostMemories, Sqlite};
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub struct Doors {
    sql: Database,
    buckets: HostBuckets,
    memories: Actors,
    sessions: Rows,
    shut: Shut,
    pub now: Cell<Timestamp>,
    drawn: Cell<u8>,
}

impl Doors {
    pub fn new(now: Timestamp) -> Self {
        Self {
            sql: Database::migrated(),
            buckets: HostBuckets::default(),
            memories: Actors::default(),
            sessions: Rows::default(),
            shut: Shut,
            now: Cell::new(now),
            drawn: Cell::new(0),
        }
    }
}

impl Ports for Doors {
    fn sql(&self) -> &impl SmartSql {
        &self.sql
    }

    fn buckets(&self) -> &impl SmartBuckets {
        &self.buckets
    }

    fn memories(&self) -> &impl Memories {
        &self.memories
    }

    fn sessions(&self) -> &impl Sessions {
        &self.sessions
    }

    fn outbox(&self) -> &impl Outbox {
        &self.shut
    }

    fn messenger(&self) -> &impl Messenger {
        &self.shut
    }

    fn carrier(&self) -> &impl Carrier {
        &self.shut
    }

    fn scribe(&self) -> &impl Scribe {
        &self.shut
    }

    fn now(&self) -> Timestamp {
        self.now.get()
    }

    fn entropy(&self) -> Result<[u8; 16], Failure> {
        self.drawn.set(self.drawn.get() + 1);
        Ok([self.drawn.get(); 16])
    }
}

struct Database(Sqlite);

impl Database {
    fn migrated() -> Self {
        let sqlite = Sqlite::in_memory().unwrap();
        let schema = include_str!("../../../migrations/0001_people_and_calls.sql");
        let bare: Vec<&str> = schema
            .lines()
            .map(|line| line.split("--").next().unwrap_or_default())
            .collect();
        for statement in bare.join("\n").split(';') {
            if !statement.trim().is_empty() {
                sqlite.run(statement, &[]).unwrap();
            }
        }
        Self(sqlite)
    }
}

impl SmartSql for Database {
    async fn rows<T: DeserializeOwned>(
        &self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Vec<T>, Failure> {
        Ok(self.0.rows(statement, parameters)?)
    }

    async fn run(&self, statement: &str, parameters: &[Value]) -> Result<u64, Failure> {
        #[derive(Deserialize)]
        struct Changed {
            changed: u64,
        }
        self.0.run(statement, parameters)?;
        let changed: Option<Changed> = self.0.row("SELECT changes() AS changed", &[])?;
        Ok(changed.map_or(0, |row| row.changed))
    }

    async fn batch(&self, statements: &[(&str, &[Value])]) -> Result<(), Failure> {
        self.0.atomically(|| {
            for (statement, parameters) in statements {
                self.0.run(statement, parameters)?;
            }
            Ok(())
        })
    }
}

#[derive(Default)]
struct Actors(HostMemories);

impl Memories for Actors {
    async fn ask<C: Command>(&self, of: &Address, command: C) -> Result<C::Answer, Failure> {
        self.0.ask(of, command).await
    }
}

/// Sessions without anybody on the line: events change what is stored, and that is all.
#[derive(Default)]
struct Rows(RefCell<BTreeMap<CallId, Sqlite>>);

impl Rows {
    fn with<T>(
        &self,
        call: &CallId,
        work: impl FnOnce(&Sqlite) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut sessions = self.0.borrow_mut();
        let sql = sessions.entry(call.clone()).or_insert_with(|| {
            let sql = Sqlite::in_memory().unwrap();
            session::prepare(&sql).unwrap();
            sql
        });
        work(sql)
    }
}

impl Sessions for Rows {
    async fn open(&self, call: &Call, script: &Script, _: Timestamp) -> Result<Call, Failure> {
        self.with(&call.id, |sql| {
            Ok(session::open(sql, call.clone(), script)?.call)
        })
    }

    async fn tell(&self, call: &CallId, event: Event, now: Timestamp) -> Result<Call, Failure> {
        self.with(call, |sql| {
            let machine = session::load(sql)?;
            let mut machine = machine.ok_or_else(|| Failure::not_found("the call"))?;
            let effects = machine.handle(event, now);
            let turns: Vec<_> = effects.iter().filter_map(Effect::recorded).collect();
            session::save(sql, &machine, &turns)?;
            Ok(machine.call)
        })
    }

    async fn view(&self, call: &CallId) -> Result<View, Failure> {
        self.with(call, session::view)
    }

    async fn work<C: WorkingCommand>(
        &self,
        call: &CallId,
        command: C,
    ) -> Result<C::Answer, Failure> {
        let body = serde_json::to_string(&command).unwrap();
        let answer = self.with(call, |sql| dispatch(sql, C::NAME, &body))?;
        Ok(serde_json::from_str(&answer).unwrap())
    }
}

struct Shut;

fn shut<T>() -> Result<T, Failure> {
    Err(Failure::unavailable("nothing goes through this door"))
}

impl Outbox for Shut {
    async fn send(&self, _: &Job) -> Result<(), Failure> {
        shut()
    }
}

impl Messenger for Shut {
    async fn send(&self, _: &PhoneNumber, _: &str) -> Result<(), Failure> {
        shut()
    }
}

impl Carrier for Shut {
    fn is_ready(&self) -> Result<(), Failure> {
        Ok(())
    }

    async fn place(&self, _: &CallId, _: &PhoneNumber) -> Result<Placing, Failure> {
        shut()
    }

    async fn cancel(&self, _: &str) -> Result<(), Failure> {
        Ok(())
    }
}

impl Scribe for Shut {
    fn is_ready(&self) -> Result<(), Failure> {
        shut()
    }

    async fn write(&self, _: &str, _: &str) -> Result<String, Failure> {
        shut()
    }
}
