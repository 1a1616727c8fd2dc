//! Episodic memory as SmartMemory shows it: what was archived, calls and sessions alike, searched by
//! what it was about and by what was said in it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::index;
use super::rows::{EPISODE, EpisodeRow, list, to_json};
use crate::failure::Failure;
use crate::ids::SessionId;
use crate::memory::command::{Command, FoundEpisode, SearchEpisodes};
use crate::parameters;
use crate::recall::needle::Needle;
use crate::recall::question::{Names, Question};
use crate::recall::score::{Parts, normalised};
use crate::recall::turns::{LIKE, Weights};
use crate::recall::words::match_any;
use crate::sql::{Sql, SqlError, Value};
use crate::time::{SECOND, Timestamp};

/// Sessions that a search answers with at most.
const MOST_SESSIONS: u32 = 1_000;
/// Sessions that are found for their meaning alone; and how often as many rows are looked through for
/// those that count.
const MOST_ALIKE: usize = 100;
const MOST_CHUNKS: usize = 50;
/// How much of a session's score its summary makes; the rest is what was said in it.
const SUMMARY_SHARE: f64 = 0.7;
/// Where it is looked for beside what was said in calls: a table, what names the session in it, which of its rows count, and
/// what its best match is worth.
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
    type Answer = Vec<FoundEpisode>;
    const BY_MEANING: bool = true;

    fn needle(&mut self) -> Option<&mut Needle> {
        Some(&mut self.terms)
    }

    fn run(self, sql: &impl Sql) -> Result<Vec<FoundEpisode>, Failure> {
        let is_asked = !self.terms.text.trim().is_empty();
        let scores = is_asked.then(|| scores(sql, &self.terms)).transpose()?;
        let bounds = self.bounds(scores.as_ref());
        let mut found = calls(sql, &bounds)?;
        found.extend(sessions(sql, &bounds)?);
        let latest =
            |episode: &FoundEpisode| (Reverse(episode.created_at), episode.session_id.clone());
        found.sort_by_key(latest);
        found.truncate(self.most() as usize);
        let Some(scores) = scores else {
            return Ok(found);
        };
        for episode in &mut found {
            episode.score = scores.get(&episode.session_id).copied();
        }
        found.sort_by(|one, other| {
            let score = |episode: &FoundEpisode| episode.score.unwrap_or(0.0);
            score(other).total_cmp(&score(one))
        });
        Ok(found)
    }
}

impl SearchEpisodes {
    fn most(&self) -> u32 {
        self.n_most_recent
            .unwrap_or(MOST_SESSIONS)
            .min(MOST_SESSIONS)
    }

    /// The parameters of a search: the bounds of time, the sessions that were scored, the limit.
    fn bounds(&self, scores: Option<&Scores>) -> [Value; 4] {
        let among = scores.map(|scores| list(scores.keys().map(SessionId::as_str)));
        [
            self.start_time.into(),
            self.end_time.into(),
            among.into(),
            self.most().into(),
        ]
    }
}

/// The calls within the bounds, the latest first.
fn calls(sql: &impl Sql, bounds: &[Value]) -> Result<Vec<FoundEpisode>, SqlError> {
    let rows: Vec<EpisodeRow> = sql.rows(
        &format!(
            "SELECT {EPISODE} FROM episodes JOIN calls ON calls.call_id = episodes.call_id
             WHERE (?1 IS NULL OR calls.ended_at >= ?1) AND (?2 IS NULL OR calls.ended_at <= ?2)
                 AND (?3 IS NULL OR calls.call_id IN (SELECT value FROM json_each(?3)))
             ORDER BY calls.ended_at DESC, calls.call_id LIMIT ?4"
        ),
        bounds,
    )?;
    let beside = beside(sql, &rows)?;
    rows.into_iter()
        .map(|row| {
            let session_id = row.call_id.session();
            let (entries, timelines) = beside.get(&session_id).copied().unwrap_or_default();
            Ok(FoundEpisode {
                agent: row.agent.clone(),
                created_at: row.ended_at,
                duration: row.duration_seconds(),
                entry_count: row.entry_count + entries,
                timeline_count: u32::from(row.entry_count > 0) + timelines,
                score: None,
                session_id,
                summary: row.episode()?.gist.summary,
            })
        })
        .collect()
}

/// Entries and timelines that were archived beside the turns of calls.
fn beside(
    sql: &impl Sql,
    calls: &[EpisodeRow],
) -> Result<BTreeMap<SessionId, (u32, u32)>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        session_id: SessionId,
        archived_entries: u32,
        archived_timelines: u32,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT session_id, archived_entries, archived_timelines FROM sessions
         WHERE archived_entries > 0 AND session_id IN (SELECT value FROM json_each(?))",
        parameters![list(calls.iter().map(|row| row.call_id.as_str()))],
    )?;
    let counts = rows.into_iter().map(|row| {
        (
            row.session_id,
            (row.archived_entries, row.archived_timelines),
        )
    });
    Ok(counts.collect())
}

/// The sessions of programs within the bounds, the latest first.
fn sessions(sql: &impl Sql, bounds: &[Value]) -> Result<Vec<FoundEpisode>, SqlError> {
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
         WHERE archived_at IS NOT NULL AND archived_entries > 0
             AND (?1 IS NULL OR archived_at >= ?1) AND (?2 IS NULL OR archived_at <= ?2)
             AND (?3 IS NULL OR session_id IN (SELECT value FROM json_each(?3)))
         ORDER BY archived_at DESC, session_id LIMIT ?4",
        bounds,
    )?;
    let found = rows.into_iter().map(|row| FoundEpisode {
        duration: u32::try_from(row.archived_at.since(row.started_at) / SECOND).unwrap_or(0),
        session_id: row.session_id,
        summary: row.summary,
        agent: row.agent,
        entry_count: row.archived_entries,
        timeline_count: row.archived_timelines,
        created_at: row.archived_at,
        score: None,
    });
    Ok(found.collect())
}

/// How well each session matches: its summary, and the best of what was said in it.
fn scores(sql: &impl Sql, needle: &Needle) -> Result<Scores, Failure> {
    let mut scores = Scores::new();
    for (table, session, counts, share) in PLACES {
        let words = by_words(sql, needle, (table, session, counts))?;
        let alike = by_meaning(sql, needle, (table, session, counts))?;
        let found: BTreeSet<&SessionId> = words.keys().chain(alike.keys()).collect();
        for session_id in found {
            let words = words.get(session_id).copied().unwrap_or(0.0);
            let meaning = needle
                .meaning
                .map(|_| alike.get(session_id).copied().unwrap_or(0.0));
            let matched = Parts::of_match(words, meaning, 1.0);
            *scores.entry(session_id.clone()).or_insert(0.0) += share * matched.relevance();
        }
    }
    for (session_id, score) in said(sql, needle)? {
        *scores.entry(session_id).or_insert(0.0) += (1.0 - SUMMARY_SHARE) * score;
    }
    Ok(scores)
}

#[derive(Deserialize)]
struct Scored {
    session_id: SessionId,
    score: f64,
}

type Place<'a> = (&'a str, &'a str, &'a str);

fn by_words(
    sql: &impl Sql,
    needle: &Needle,
    (table, session, counts): Place<'_>,
) -> Result<Scores, Failure> {
    let Some(query) = match_any(&needle.text) else {
        return Ok(Scores::new());
    };
    let rows: Vec<Scored> = sql.rows(
        &format!(
            "SELECT session_id, MAX(score) AS score FROM (
                 SELECT {table}.{session} AS session_id, -bm25({table}_words) AS score
                 FROM {table}_words CROSS JOIN {table} ON {table}.row = {table}_words.rowid
                 WHERE {table}_words MATCH ? AND {counts} LIMIT -1)
             GROUP BY session_id ORDER BY score DESC LIMIT {MOST_SESSIONS}"
        ),
        parameters![query],
    )?;
    let words: Vec<f64> = rows.iter().map(|row| row.score).collect();
    let sessions = rows.into_iter().map(|row| row.session_id);
    Ok(sessions.zip(normalised(&words)).collect())
}

fn by_meaning(
    sql: &impl Sql,
    needle: &Needle,
    (table, session, counts): Place<'_>,
) -> Result<Scores, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        session_id: SessionId,
    }
    let mut scores = Scores::new();
    let Some(meaning) = &needle.meaning else {
        return Ok(scores);
    };
    let likenesses = index::likenesses(sql, table, meaning)?;
    let alike = likenesses.at_least(LIKE);
    for some in alike.chunks(MOST_ALIKE).take(MOST_CHUNKS) {
        let rows: Vec<Row> = sql.rows(
            &format!(
                "SELECT row, {session} AS session_id FROM {table}
                 WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?)) AND {counts}"
            ),
            parameters![to_json(&some)?],
        )?;
        for row in rows {
            let score = scores.entry(row.session_id).or_insert(0.0);
            *score = score.max(f64::from(likenesses.of(row.row)));
        }
        if scores.len() >= MOST_ALIKE {
            break;
        }
    }
    Ok(scores)
}

/// The best of what was said in each call.
fn said(sql: &impl Sql, needle: &Needle) -> Result<Scores, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        session_id: SessionId,
    }
    let question = Question::read(&needle.text, &Names::default());
    let found = index::weigh(
        sql,
        needle,
        &question,
        &Weights::default(),
        MOST_SESSIONS as usize,
    )?;
    let found: BTreeMap<i64, f64> = found
        .into_iter()
        .map(|turn| (turn.row, f64::from(turn.score).max(0.0)))
        .collect();
    let rows: Vec<Row> = sql.rows(
        "SELECT row, call_id AS session_id FROM turns
         WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
        parameters![to_json(&found.keys().collect::<Vec<_>>())?],
    )?;
    let mut scores = Scores::new();
    for row in rows {
        let score = scores.entry(row.session_id).or_insert(0.0);
        *score = score.max(found.get(&row.row).copied().unwrap_or(0.0));
    }
    Ok(scores)
}
