//! Statements made of random parts. Most mean nothing; none may ever give a value of Bob's, and
//! nothing may panic.

use call_me_back::failure::Failure;
use call_me_back_simulation::draw;

use super::world::{SECRET, World};

#[rustfmt::skip]
const PARTS: &[&str] = &[
    "SELECT", "SELECT *", "FROM", "WHERE", "WITH", "AS", "AS (", "(", ")", ",", ".", "*", ";",
    "users", "calls", "personas", "schedules", "consents", "user_persona_relationships", "'users'",
    "\"calls\"", "[users]", "`calls`", "main", "\"main\"", "main.", "main.users", "temp.", "x", "y",
    "x AS (SELECT * FROM users)", "name", "id", "phone", "auto_summary", "core_system_prompt", "1",
    "0", "'a'", "NULL", "=", "<>", "OR", "AND", "NOT", "IN", "IN (SELECT", "EXISTS (", "LIKE '%'",
    "UNION", "UNION ALL", "EXCEPT", "INTERSECT", "JOIN", "LEFT JOIN", "CROSS JOIN", "NATURAL JOIN",
    "ON 1", "USING (id)", "ORDER BY 1", "LIMIT 9", "GROUP BY 1", "HAVING", "count(*)", "max(", "||",
    "group_concat(name)", "CASE WHEN 1 THEN", "END", "--", "\n", "/*", "*/", "sqlite_master",
    "pragma_table_list", "sign_in_codes", "'sign_in_sessions'", "actors", "rowid", "VALUES (1)",
    "\u{feff}", "\0", "?1", "'", "\"", "OVER ()", "json_each('[1]')", "load_extension('x')",
];

/// Frames into which parts fall, so that many statements mean something.
const FRAMES: &[(&str, &str)] = &[
    ("", ""),
    ("SELECT * FROM ", ""),
    ("SELECT * FROM users, ", ""),
    ("SELECT * FROM calls WHERE id IN (SELECT ", ")"),
    ("WITH x AS (SELECT * FROM ", ") SELECT * FROM x"),
    ("SELECT (SELECT ", " FROM users LIMIT 1)"),
];

#[test]
fn no_soup_of_parts_ever_yields_a_value_of_somebody_elses() {
    let world = World::new();
    let mut seed = 20_250_107;
    let (mut answered, mut unfounded) = (0, 0);
    for _ in 0..20_000 {
        let statement = soup(&mut seed);
        match world.ask(&statement) {
            Ok(answer) => {
                answered += 1;
                assert!(
                    !answer.results.contains(SECRET),
                    "{statement}: {}",
                    answer.results
                );
            }
            Err(Failure::Invalid { field, why }) => {
                assert_eq!(field, "sql_query");
                assert!(!why.contains(SECRET), "{statement}: {why}");
                unfounded += 1;
            }
            Err(other) => panic!("{statement}: {other:?}"),
        }
    }
    assert!(answered > 500 && unfounded > 500, "{answered} {unfounded}");
}

fn soup(seed: &mut u64) -> String {
    let mut pick = |among: usize| (draw(seed) % among as u64) as usize;
    let (before, after) = FRAMES[pick(FRAMES.len())];
    let mut statement = before.to_owned();
    for _ in 0..=pick(5) {
        statement.push_str(PARTS[pick(PARTS.len())]);
        if pick(8) > 0 {
            statement.push(' ');
        }
    }
    statement + after
}
