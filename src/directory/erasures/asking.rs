//! What happens at once when an erasure is asked for: in one transaction its row comes to be, what must
//! still be found is noted under it, and the rows themselves go. So nobody sees half of it, and nothing
//! of it is called, planned or signed in with any more.

use super::{same, text};
use crate::erasure::{Progress, Scope};
use crate::failure::Failure;
use crate::ids::{CallId, ErasureId, MemoryId, Pair, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::sql::Value;
use crate::time::{DAY, Timestamp};
use crate::versions::IfMatch;

type Statement = (String, Vec<Value>);

/// Notes that a memory is to be forgotten, where it is of the version that was `seen`. The id under which it is
/// forgotten, that of who asked first where two do at once; none where theirs was taken back meanwhile.
pub async fn ask_memory(
    sql: &impl SmartSql,
    id: &ErasureId,
    pair: &Pair,
    memory: &MemoryId,
    seen: Option<IfMatch>,
    now: Timestamp,
) -> Result<Option<ErasureId>, Failure> {
    let scope = Scope::Memory {
        pair: pair.clone(),
        memory: memory.clone(),
    };
    let first = Progress {
        seen,
        ..Progress::first(scope.kind())
    };
    let (insert, parameters) = row(id, &scope, &first, "json_object()", &[], now);
    let unless_asked = " WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE user_id = ?3 AND scope = ?2
           AND persona_id = ?4 AND memory_id = ?6 AND finished_at IS NULL)";
    let statements = vec![
        (insert + unless_asked, parameters),
        forget_answers(&pair.user),
    ];
    run(sql, statements).await?;
    same(sql, &scope).await
}

/// Takes a call's row out. `number_hash` names the number whose day it was.
pub async fn ask_call(
    sql: &impl SmartSql,
    id: &ErasureId,
    pair: &Pair,
    call: &CallId,
    number_hash: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    let scope = Scope::Call {
        pair: pair.clone(),
        call: call.clone(),
    };
    let which = Which {
        calls: "user_id = ?2 AND id = ?3",
        named: vec![pair.user.as_str().into(), call.as_str().into()],
    };
    let counts =
        "json_object('calls', (SELECT COUNT(*) FROM calls WHERE user_id = ?9 AND id = ?10))";
    let first = Progress::first(scope.kind());
    let mut statements = vec![row(id, &scope, &first, counts, &which.named, now)];
    statements.extend(which.take_calls(id, number_hash, now));
    statements.push((
        "UPDATE schedules SET call_id = NULL WHERE user_id = ?1 AND call_id = ?2".to_owned(),
        which.named.clone(),
    ));
    statements.push(forget_messages(which.named));
    statements.push(forget_answers(&pair.user));
    run(sql, statements).await
}

/// Takes out all rows of what was between the two.
pub async fn ask_relationship(
    sql: &impl SmartSql,
    id: &ErasureId,
    pair: &Pair,
    number_hash: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    let scope = Scope::Relationship(pair.clone());
    let which = Which {
        calls: "user_id = ?2 AND persona_id = ?3",
        named: vec![pair.user.as_str().into(), pair.persona.as_str().into()],
    };
    let of = |table: &str| {
        format!("(SELECT COUNT(*) FROM {table} WHERE user_id = ?9 AND persona_id = ?10)")
    };
    let counts = format!(
        "json_object('relationships', {}, 'calls', {}, 'schedules', {})",
        of("user_persona_relationships"),
        of("calls"),
        of("schedules")
    );
    let first = Progress::first(scope.kind());
    let mut statements = vec![row(id, &scope, &first, &counts, &which.named, now)];
    statements.extend(which.take_calls(id, number_hash, now));
    statements.push((
        "INSERT INTO erased_actors (erasure_id, name, address)
         SELECT ?1, name, address FROM actors WHERE user_id = ?2 AND name = 'memory:' || ?2 || ':' || ?3"
            .to_owned(),
        which.with(id.as_str()),
    ));
    statements.push((
        "DELETE FROM actors WHERE user_id = ?1 AND name = 'memory:' || ?1 || ':' || ?2".to_owned(),
        which.named.clone(),
    ));
    statements.extend(pair_rows(&which.named));
    statements.push(forget_messages(which.named));
    statements.push(forget_answers(&pair.user));
    run(sql, statements).await
}

/// Takes the user's row out, and with it all that refers to it: sessions, keys, calls, schedules.
/// `held_number` is the hash under which it is kept that the number is not to be called.
pub async fn ask_everything(
    sql: &impl SmartSql,
    id: &ErasureId,
    user: &UserId,
    number_hash: &str,
    held_number: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    let scope = Scope::Everything(user.clone());
    let which = Which {
        calls: "user_id = ?2",
        named: vec![user.as_str().into()],
    };
    let of = |table: &str| format!("(SELECT COUNT(*) FROM {table} WHERE user_id = ?9)");
    let counts = format!(
        "json_object('accounts', 1, 'relationships', {}, 'calls', {}, 'schedules', {},
           'personas', (SELECT COUNT(*) FROM personas WHERE created_by = ?9 AND {UNKNOWN_TO_OTHERS}))",
        of("user_persona_relationships"),
        of("calls"),
        of("schedules")
    );
    let first = Progress::first(scope.kind());
    let mut statements = vec![row(id, &scope, &first, &counts, &which.named, now)];
    statements.extend(which.take_calls(id, number_hash, now));
    statements.push((
        format!(
            "INSERT INTO erased_actors (erasure_id, name, address)
             SELECT ?1, name, address FROM actors
             WHERE user_id = ?2 AND name NOT LIKE 'memory:persona:%' OR name IN (SELECT 'memory:persona:' || id FROM personas
                 WHERE created_by = ?2 AND {UNKNOWN_TO_OTHERS})"
        ),
        which.with(id.as_str()),
    ));
    // Somebody who wants no calls gets none, whoever signs up with that number later.
    statements.push((
        "UPDATE OR REPLACE suppressions SET phone = ?2
         WHERE phone = (SELECT phone FROM users WHERE id = ?1)"
            .to_owned(),
        vec![user.as_str().into(), held_number.into()],
    ));
    statements.push((
        "DELETE FROM sign_in_codes WHERE phone = (SELECT phone FROM users WHERE id = ?1)"
            .to_owned(),
        which.named.clone(),
    ));
    statements.extend(everything_rows(user));
    run(sql, statements).await
}

/// Takes out what was written between the two while it was erased.
pub async fn tidy_pair(sql: &impl SmartSql, pair: &Pair) -> Result<(), Failure> {
    let named = [pair.user.as_str().into(), pair.persona.as_str().into()];
    run(sql, pair_rows(&named)).await
}

/// Takes out what the user wrote while everything of theirs was erased.
pub async fn tidy_everything(sql: &impl SmartSql, user: &UserId) -> Result<(), Failure> {
    run(sql, everything_rows(user)).await
}

/// What was answered to a request may be told again to its repeat, and holds what was made.
fn forget_answers(user: &UserId) -> Statement {
    (
        "UPDATE repeats SET answer = '' WHERE user_id = ?1 AND answer IS NOT NULL".to_owned(),
        vec![user.as_str().into()],
    )
}

/// What users' own servers are told names calls and personas by their ids. `named`: the user and the id.
fn forget_messages(named: Vec<Value>) -> Statement {
    (
        "DELETE FROM webhook_messages WHERE webhook_id IN (SELECT id FROM webhooks WHERE user_id = ?1)
           AND instr(body, '\"' || ?2 || '\"') > 0"
            .to_owned(),
        named,
    )
}

fn pair_rows(named: &[Value]) -> Vec<Statement> {
    let of_the_two = |table: &str| {
        let statement = format!("DELETE FROM {table} WHERE user_id = ?1 AND persona_id = ?2");
        (statement, named.to_vec())
    };
    let mut statements = ["calls", "schedules", "user_persona_relationships"]
        .map(of_the_two)
        .to_vec();
    // What was being forgotten goes with all else.
    statements.push((
        "DELETE FROM erasures WHERE user_id = ?1 AND scope = 'memory' AND persona_id = ?2
           AND finished_at IS NULL"
            .to_owned(),
        named.to_vec(),
    ));
    statements
}

/// Whether a persona is nobody's but its maker's, in a statement about personas.
const UNKNOWN_TO_OTHERS: &str = "NOT EXISTS (SELECT 1 FROM user_persona_relationships AS other
     WHERE other.persona_id = personas.id AND other.user_id <> personas.created_by)";

fn everything_rows(user: &UserId) -> Vec<Statement> {
    let user = || vec![user.as_str().into()];
    vec![
        (
            format!(
                "DELETE FROM actors WHERE name IN (SELECT 'memory:persona:' || id FROM personas
                   WHERE created_by = ?1 AND {UNKNOWN_TO_OTHERS})"
            ),
            user(),
        ),
        (
            format!("DELETE FROM personas WHERE created_by = ?1 AND {UNKNOWN_TO_OTHERS}"),
            user(),
        ),
        // What others know stays theirs, and names nobody.
        (
            "UPDATE personas SET created_by = 'nobody' WHERE created_by = ?1".to_owned(),
            user(),
        ),
        (
            "UPDATE actors SET user_id = NULL WHERE user_id = ?1 AND name LIKE 'memory:persona:%'"
                .to_owned(),
            user(),
        ),
        (
            "DELETE FROM erasures WHERE user_id = ?1 AND scope = 'memory' AND finished_at IS NULL"
                .to_owned(),
            user(),
        ),
        ("DELETE FROM users WHERE id = ?1".to_owned(), user()),
    ]
}

/// The calls that go.
struct Which {
    /// In a statement whose first parameter is the erasure's id, or the number's hash.
    calls: &'static str,
    named: Vec<Value>,
}

impl Which {
    fn with(&self, first: &str) -> Vec<Value> {
        [first.into()]
            .into_iter()
            .chain(self.named.clone())
            .collect()
    }

    fn take_calls(&self, id: &ErasureId, number_hash: &str, now: Timestamp) -> [Statement; 3] {
        let calls = self.calls;
        // The parameters of one that has no first of its own.
        let alone = calls.replace("?2", "?1").replace("?3", "?2");
        let since = now.plus(-2 * DAY).millis();
        [
            (
                format!(
                    "INSERT INTO erased_calls (erasure_id, call_id, status, carrier_call_id)
                     SELECT ?1, id, status, carrier_call_id FROM calls WHERE {calls}"
                ),
                self.with(id.as_str()),
            ),
            (
                format!(
                    "INSERT INTO spent (number_hash, created_at, calls, carrier_minutes, known_micro_usd)
                     SELECT ?1, created_at, channel = 'phone', carrier_minutes, known_micro_usd
                     FROM calls WHERE {calls} AND unproven = 0 AND version > 0 AND created_at >= {since}"
                ),
                self.with(number_hash),
            ),
            (format!("DELETE FROM calls WHERE {alone}"), self.named.clone()),
        ]
    }
}

/// The erasure's own row. `counts` is an expression of SQL, whose parameters begin with `?9`.
fn row(
    id: &ErasureId,
    scope: &Scope,
    first: &Progress,
    counts: &str,
    named: &[Value],
    now: Timestamp,
) -> Statement {
    let (call, memory) = match scope {
        Scope::Call { call, .. } => (Some(call.as_str()), None),
        Scope::Memory { memory, .. } => (None, Some(memory.as_str())),
        Scope::Relationship(_) | Scope::Everything(_) => (None, None),
    };
    let mut parameters = parameters![
        id.as_str(),
        <&str>::from(scope.kind()),
        scope.user().as_str(),
        scope.pair().map(|pair| pair.persona.as_str()),
        call,
        memory,
        text(first),
        now
    ]
    .to_vec();
    parameters.extend_from_slice(named);
    let statement = format!(
        "INSERT INTO erasures (id, scope, user_id, persona_id, call_id, memory_id, progress, counts,
           due_at, asked_at)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, {counts}, ?8, ?8"
    );
    (statement, parameters)
}

async fn run(sql: &impl SmartSql, statements: Vec<Statement>) -> Result<(), Failure> {
    let statements: Vec<(&str, &[Value])> = statements
        .iter()
        .map(|(statement, parameters)| (statement.as_str(), parameters.as_slice()))
        .collect();
    sql.batch(&statements).await.map(|_| ())
}
