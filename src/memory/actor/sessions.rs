//! Episodic memory as SmartMemory shows it: what was archived, calls and sessions alike, searched by
//! what it was about and by what was said in it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::index;
use super::matching::{Among, matches};
use super::rows::{EPISODE, EpisodeRow, list, to_json};
use crate::failure::Failure;
use crate::ids::SessionId;
use crate::memory::command::{Command, FoundEpisode, FoundEpisodes, SearchEpisodes};
use crate::parameters;
use crate::recall::needle::Needle;
use crate::recall::question::{Names, Question};
use crate::recall::turns::Weights;
use crate::sql::{Sql, SqlError, Value};
use crate::time::{SECOND, Timestamp};

/// Sessions that a search finds at most, and rows of each kind that are weighed for them.
const MOST_SESSIONS: u32 = 1_000;
const MOST_WEIGHED: u32 = 500;
/// How much of a session's score its summary makes; the rest is what was said in it.
const SUMMARY_SHARE: f64 = 0.7;
/// Where it is looked for beside what was said in calls: a table, what names the session in it,
/// which of its rows count, and what its best match is worth.
const PLACES: [(&str, &str, &str, f64); 3] = [
    ("episodes", "call_id", "1", SUMMARY_SHARE),
    (
        "sessions",
        "session_id",
        "archived_at IS NOT NULL",
        SUMMARY_SHARE,
    ),
    ("entries", "session_id", "archived = 1", 1.0 - SUMMARY_SHARE),
];

type Scores = BTreeMap<SessionId, f64>;

impl Command for SearchEpisodes {
    const NAME: &'static str = "search_episodes";
    type Answer = FoundEpisodes;
    const BY_MEANING: bool = true;

    fn needle(&mut self) -> Option<&mut Needle> {
        Some(&mut self.terms)
    }

    fn run(self, sql: &impl Sql) -> Result<FoundEpisodes, Failure> {
        let is_asked = !self.terms.text.trim().is_empty();
        let scores = is_asked.then(|| scores(sql, &self.terms)).transpose()?;
        let mut ended = self.ended(sql, scores.as_ref())?;
        let score = |id: &SessionId| scores.as_ref()?.get(id).copied();
        ended.sort_by(|one, other| {
            let of = |ended: &Ended| score(&ended.session_id).unwrap_or(0.0);
            of(other).total_cmp(&of(one))
        });
        let total = u32::try_from(ended.len()).unwrap_or(u32::MAX);
        let page = ended.into_iter().skip(self.skip as usize);
        let page: Vec<SessionId> = page
            .take(self.take as usize)
            .map(|ended| ended.session_id)
            .collect();
        let named = list(page.iter().map(SessionId::as_str));
        let mut told = calls(sql, &named)?;
        told.extend(sessions(sql, &named)?);
        let episodes = page.into_iter().filter_map(|id| {
            let mut episode = told.remove(&id)?;
            episode.score = score(&id);
            Some(episode)
        });
        Ok(FoundEpisodes {
            episodes: episodes.collect(),
            total,
        })
    }
}

/// A session that is over.
#[derive(Deserialize)]
struct Ended {
    session_id: SessionId,
}

impl SearchEpisodes {
    /// The sessions within the bounds, calls and those of programs, the latest first; of those that
    /// were scored, where any were.
    fn ended(&self, sql: &impl Sql, scores: Option<&Scores>) -> Result<Vec<Ended>, SqlError> {
        let most = self.n_most_recent.unwrap_or(MOST_SESSIONS);
        let scored: Option<String> =
            scores.map(|scores| list(scores.keys().map(SessionId::as_str)));
        let bounds: [Value; 4] = [
            self.start_time.into(),
            self.end_time.into(),
            scored.into(),
            most.min(MOST_SESSIONS).into(),
        ];
        sql.rows(
            "SELECT session_id FROM (
                 SELECT calls.call_id AS session_id, ended_at
                 FROM episodes JOIN calls ON calls.call_id = episodes.call_id
                 WHERE ?3 IS NULL OR calls.call_id IN (SELECT value FROM json_each(?3))
                 UNION ALL
                 SELECT session_id, archived_at AS ended_at FROM sessions
                 WHERE archived_at IS NOT NULL AND archived_entries > 0
                     AND (?3 IS NULL OR session_id IN (SELECT value FROM json_each(?3))))
             WHERE (?1 IS NULL OR ended_at >= ?1) AND (?2 IS NULL OR ended_at <= ?2)
             ORDER BY ended_at DESC, session_id LIMIT ?4",
            &bounds,
        )
    }
}

/// What is told of some calls, by their sessions.
fn calls(sql: &impl Sql, named: &str) -> Result<BTreeMap<SessionId, FoundEpisode>, SqlError> {
    let rows: Vec<EpisodeRow> = sql.rows(
        &format!(
            "SELECT {EPISODE} FROM episodes JOIN calls ON calls.call_id = episodes.call_id
             WHERE calls.call_id IN (SELECT value FROM json_each(?))"
        ),
        parameters![named],
    )?;
    let beside = beside(sql, named)?;
    rows.into_iter()
        .map(|row| {
            let session_id = row.call_id.session();
            let (entries, timelines) = beside.get(&session_id).copied().unwrap_or_default();
            let episode = FoundEpisode {
                agent: row.agent.clone(),
                created_at: row.ended_at,
                duration: row.duration_seconds(),
                entry_count: row.entry_count + entries,
                timeline_count: u32::from(row.entry_count > 0) + timelines,
                score: None,
                session_id: session_id.clone(),
                summary: row.episode()?.gist.summary,
            };
            Ok((session_id, episode))
        })
        .collect()
}

/// Entries and timelines that were archived beside the turns of calls.
fn beside(sql: &impl Sql, named: &str) -> Result<BTreeMap<SessionId, (u32, u32)>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        session_id: SessionId,
        archived_entries: u32,
        archived_timelines: u32,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT session_id, archived_entries, archived_timelines FROM sessions
         WHERE archived_entries > 0 AND session_id IN (SELECT value FROM json_each(?))",
        parameters![named],
    )?;
    let counts = rows.into_iter().map(|row| {
        (
            row.session_id,
            (row.archived_entries, row.archived_timelines),
        )
    });
    Ok(counts.collect())
}

/// What is told of some sessions of programs.
fn sessions(sql: &impl Sql, named: &str) -> Result<BTreeMap<SessionId, FoundEpisode>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        session_id: SessionId,
        agent: String,
        summary: String,
        started_at: Timestamp,
        archived_at: Timestamp,
        archived_entries: u32,
        archived_timelines: u32,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT session_id, agent, summary, started_at, archived_at, archived_entries,
             archived_timelines
         FROM sessions
         WHERE archived_at IS NOT NULL AND session_id IN (SELECT value FROM json_each(?))",
        parameters![named],
    )?;
    let found = rows.into_iter().map(|row| {
        let episode = FoundEpisode {
            duration: u32::try_from(row.archived_at.since(row.started_at) / SECOND).unwrap_or(0),
            session_id: row.session_id.clone(),
            summary: row.summary,
            agent: row.agent,
            entry_count: row.archived_entries,
            timeline_count: row.archived_timelines,
            created_at: row.archived_at,
            score: None,
        };
        (row.session_id, episode)
    });
    Ok(found.collect())
}

/// How well each session matches: its summary, and the best of what was said in it.
fn scores(sql: &impl Sql, needle: &Needle) -> Result<Scores, Failure> {
    let mut scores = Scores::new();
    for (table, session, clause, share) in PLACES {
        let among = Among::all(table, clause, &[], MOST_WEIGHED);
        let found = matches(sql, needle, &among)?;
        let found = found
            .into_iter()
            .map(|(row, matched)| (row, matched.score()));
        for (session_id, score) in best(sql, table, session, &found.collect())? {
            *scores.entry(session_id).or_insert(0.0) += share * score;
        }
    }
    let question = Question::read(&needle.text, &Names::default());
    let weights = Weights::default();
    let turns = index::weigh(
        sql,
        needle,
        &question,
        None,
        &weights,
        MOST_WEIGHED as usize,
    )?;
    let turns = turns
        .into_iter()
        .map(|turn| (turn.row, f64::from(turn.score).max(0.0)));
    for (session_id, score) in best(sql, "turns", "call_id", &turns.collect())? {
        *scores.entry(session_id).or_insert(0.0) += (1.0 - SUMMARY_SHARE) * score;
    }
    Ok(scores)
}

/// The best score that a session has among its rows.
fn best(
    sql: &impl Sql,
    table: &str,
    session: &str,
    rows: &BTreeMap<i64, f64>,
) -> Result<Scores, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        session_id: SessionId,
    }
    let of: Vec<Row> = sql.rows(
        &format!(
            "SELECT row, {session} AS session_id FROM {table}
             WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))"
        ),
        parameters![to_json(&rows.keys().collect::<Vec<_>>())?],
    )?;
    let mut scores = Scores::new();
    for Row { row, session_id } in of {
        let score = scores.entry(session_id).or_insert(0.0);
        *score = score.max(rows.get(&row).copied().unwrap_or(0.0));
    }
    Ok(scores)
}
