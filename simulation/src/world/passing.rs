//! How time passes: alarms and crons when they are due, jobs when they are delivered.

use std::rc::Rc;

use call_me_back::failure::Failure;
use call_me_back::flows::sweeping;
use call_me_back::flows::working_off::{self, Done};
use call_me_back::ids::CallId;
use call_me_back::ports::Job;
use call_me_back::sql::Sql;
use call_me_back::time::{HOUR, MINUTE, SECOND, Timestamp};
use serde::Deserialize;

use super::World;
use crate::Delivery;

/// More rounds than any world needs to come to rest.
const MOST_ROUNDS: u32 = 2_000;

/// What comes next by the clock.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Alarm(CallId),
    EveryMinute,
    EveryHour,
}

impl World {
    /// Lets so many milliseconds pass, with all that comes due in them.
    pub fn advance(&self, millis: i64) -> Result<(), Failure> {
        let until = self.now().plus(millis);
        while let Some((at, due)) = self.next_due()?.filter(|(at, _)| *at <= until) {
            self.host.clock.set(at.max(self.now()));
            match due {
                Due::Alarm(call) => self.fire(&call)?,
                Due::EveryMinute => self.every_minute(),
                Due::EveryHour => self.every_hour(),
            }
        }
        self.host.clock.set(until);
        Ok(())
    }

    /// Brings the jobs that wait, each once; those that can't be done wait again.
    pub fn deliver(&self) -> Result<(), Failure> {
        self.deliver_as(Delivery::Once)
    }

    pub fn deliver_as(&self, delivery: Delivery) -> Result<(), Failure> {
        for message in self.host.outbox.take(delivery) {
            match self.drive(self.work(message.job()?)) {
                Some(Ok(_)) => {}
                Some(Err(_)) | None => self.host.outbox.retry(message),
            }
        }
        Ok(())
    }

    /// What the queue's consumer does for a job.
    pub async fn work(&self, job: Job) -> Result<Done, Failure> {
        working_off::work(&self.ports(), &job).await
    }

    /// Delivers, and fires what is due by now, until there is nothing left.
    pub fn settle(&self) -> Result<(), Failure> {
        for _ in 0..MOST_ROUNDS {
            self.advance(0)?;
            if self.host.outbox.is_empty() {
                return Ok(());
            }
            self.deliver()?;
        }
        Err(Failure::conflict("the world does not come to rest"))
    }

    /// All goes well from here on; hours pass, so that whatever was put off is done.
    pub fn come_to_rest(&self) -> Result<(), Failure> {
        for (_, faults) in self.host.doors() {
            faults.end();
        }
        self.host.carrier.refuse(false);
        self.host.carrier.put_off(false);
        self.dies_after.set(None);
        for _ in 0..4 {
            self.settle()?;
            self.advance(HOUR)?;
            self.host.outbox.redrive();
        }
        self.settle()
    }

    /// The cron of every minute; what it can't do stays due.
    pub fn every_minute(&self) {
        let ports = self.ports();
        let _ = self.drive(sweeping::every_minute(&ports));
    }

    /// The cron of every hour.
    pub fn every_hour(&self) {
        let ports = self.ports();
        if let Some(Ok(())) = self.drive(sweeping::every_hour(&ports)) {
            self.brought_up.set(true);
        }
    }

    /// Wakes a call. As on the platform, an alarm is gone while it is handled, and comes again
    /// where its handler died.
    fn fire(&self, call: &CallId) -> Result<(), Failure> {
        let session = self.host.sessions.session(call)?;
        session.alarm.set(None);
        let talk = self.host.talk(call)?;
        let work = async { Rc::clone(&talk).wake().await };
        match self.drive(work) {
            Some(Err(failure)) => session.notes.borrow_mut().push(failure.to_string()),
            Some(Ok(())) => {}
            None if session.alarm.get().is_none() => {
                session.alarm.set(Some(self.now().plus(2 * SECOND)));
            }
            None => {}
        }
        Ok(())
    }

    /// What comes next. Crons at which nothing would be due are passed over.
    fn next_due(&self) -> Result<Option<(Timestamp, Due)>, Failure> {
        let alarm = self.host.sessions.next_alarm();
        let alarm = alarm.map(|(at, call)| (at, Due::Alarm(call)));
        let placing = self
            .earliest(
                "SELECT min(at) AS at FROM (
                   SELECT min(due_at) AS at FROM schedules WHERE status = 'planned'
                   UNION ALL SELECT min(next_attempt_at) FROM webhook_messages)",
            )?
            .map(|due| (self.tick(due, MINUTE), Due::EveryMinute));
        let erasing = self
            .earliest("SELECT min(due_at) AS at FROM erasures")?
            .map(|due| (self.tick(due, MINUTE), Due::EveryMinute));
        let fading = if self.brought_up.get() {
            self.earliest("SELECT min(next_fade_at) AS at FROM actors")?
        } else {
            Some(self.now())
        };
        let fading = fading.map(|due| (self.tick(due, HOUR), Due::EveryHour));
        let letting_go = self
            .earliest("SELECT min(let_go_at) AS at FROM calls")?
            .map(|due| (self.tick(due, HOUR), Due::EveryHour));
        Ok([alarm, placing, erasing, fading, letting_go]
            .into_iter()
            .flatten()
            .min())
    }

    /// The first full minute, or hour, that is still to come and not before `due`.
    fn tick(&self, due: Timestamp, every: i64) -> Timestamp {
        let earliest = due.max(self.now().plus(1)).millis();
        Timestamp::from_millis(earliest + (every - earliest.rem_euclid(every)) % every)
    }

    fn earliest(&self, statement: &str) -> Result<Option<Timestamp>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            at: Option<Timestamp>,
        }
        let row: Option<Row> = self.host.sql.sqlite().row(statement, &[])?;
        Ok(row.and_then(|row| row.at))
    }
}
