//! Telling users' own programs what happened: what they are told, how it is signed, and when it is tried
//! again. A message holds ids and moments; whoever may read what they stand for asks the API.

mod address;
mod signing;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use strum::{EnumIter, IntoStaticStr};

pub use address::Address;
pub use signing::{Secret, headers};

use crate::call::{Channel, Direction, EndReason};
use crate::ids::{CallId, MemoryId, PersonaId, ScheduleId, WebhookMessageId};
use crate::time::{HOUR, MINUTE, SECOND, Timestamp};

/// What a webhook can be told of.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    EnumIter,
    IntoStaticStr,
)]
pub enum Event {
    /// A call is over, or came to nothing.
    #[serde(rename = "call.ended")]
    #[strum(serialize = "call.ended")]
    CallEnded,
    /// A persona learned something, or something they knew was changed or forgotten.
    #[serde(rename = "memories.changed")]
    #[strum(serialize = "memories.changed")]
    MemoriesChanged,
    /// A planned call did not take place.
    #[serde(rename = "schedule.missed")]
    #[strum(serialize = "schedule.missed")]
    ScheduleMissed,
    /// Nothing happened: the user tries whether they are told.
    #[serde(rename = "ping")]
    #[strum(serialize = "ping")]
    Ping,
}

impl Event {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Happening {
    CallEnded {
        call_id: CallId,
        persona_id: PersonaId,
        channel: Channel,
        direction: Direction,
        end_reason: Option<EndReason>,
        started_at: Option<Timestamp>,
        ended_at: Option<Timestamp>,
    },
    MemoriesChanged {
        persona_id: PersonaId,
        /// The call in which they came up; none where the user's own hand changed them.
        call_id: Option<CallId>,
        memory_ids: Vec<MemoryId>,
    },
    ScheduleMissed {
        schedule_id: ScheduleId,
        persona_id: PersonaId,
        due_at: Timestamp,
    },
    Ping {},
}

impl Happening {
    pub fn event(&self) -> Event {
        match self {
            Self::CallEnded { .. } => Event::CallEnded,
            Self::MemoriesChanged { .. } => Event::MemoriesChanged,
            Self::ScheduleMissed { .. } => Event::ScheduleMissed,
            Self::Ping {} => Event::Ping,
        }
    }
}

/// A message, as it is sent: JSON.
pub fn body(id: &WebhookMessageId, happening: &Happening, now: Timestamp) -> String {
    json!({
        "id": id,
        "type": happening.event(),
        "timestamp": now,
        "data": happening,
    })
    .to_string()
}

/// How long after each attempt in vain the next one comes; after the last it is given up.
const PAUSES: [i64; 8] = [
    5 * SECOND,
    MINUTE,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
];

/// When a message is tried again that was tried so often in vain, the last time at `now`; none once it
/// is given up. `chance` spreads what failed together over a quarter of the pause.
pub fn next_attempt(attempts: u32, now: Timestamp, chance: u8) -> Option<Timestamp> {
    let index = usize::try_from(attempts).ok()?.checked_sub(1)?;
    let pause = PAUSES.get(index)?;
    Some(now.plus(pause + pause / 4 * i64::from(chance) / 255))
}

/// Whether an answer of that status is one by which a message was taken.
pub fn is_taken(status: u16) -> bool {
    (200..300).contains(&status)
}

/// Whether an answer of that status says that nothing is to be told there any more.
pub fn is_gone(status: u16) -> bool {
    status == 410
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_is_tried_again_for_a_day_and_later_each_time() {
        let began = Timestamp::from_millis(0);
        let mut at = began;
        let mut attempts = 0;
        let mut last_pause = 0;
        while let Some(next) = next_attempt(attempts + 1, at, 0) {
            assert!(next.since(at) > last_pause);
            last_pause = next.since(at);
            at = next;
            attempts += 1;
        }
        assert_eq!(attempts, 8);
        assert!(at.since(began) > 24 * HOUR && at.since(began) < 48 * HOUR);
        assert_eq!(next_attempt(0, began, 0), None);
    }

    #[test]
    fn a_message_says_what_happened_by_ids_alone() {
        let id = WebhookMessageId::parse("msg_1").unwrap();
        let happening = Happening::ScheduleMissed {
            schedule_id: ScheduleId::parse("schedule_1").unwrap(),
            persona_id: PersonaId::parse("persona_brad_001").unwrap(),
            due_at: Timestamp::from_millis(0),
        };
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&body(
                &id,
                &happening,
                Timestamp::from_millis(1_000)
            ))
            .unwrap(),
            json!({
                "id": "msg_1",
                "type": "schedule.missed",
                "timestamp": Timestamp::from_millis(1_000),
                "data": {
                    "schedule_id": "schedule_1",
                    "persona_id": "persona_brad_001",
                    "due_at": Timestamp::from_millis(0),
                },
            })
        );
    }
}
