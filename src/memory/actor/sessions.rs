//! Episodic memory as SmartMemory shows it: sessions, searched and given back.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::past;
use super::rows::{CallRow, EPISODE, EpisodeRow, TURN, list};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::command::{Command, FoundEpisode, Rehydrate, Rehydrated, SearchEpisodes};
use crate::parameters;
use crate::recall::score::normalised;
use crate::recall::words::match_any;
use crate::sql::{Sql, SqlError};

/// Sessions that a search answers with at most.
const MOST_SESSIONS: u32 = 1_000;
/// How much of a session's score its summary makes; the rest is what was said in it.
const SUMMARY_SHARE: f64 = 0.7;

impl Command for SearchEpisodes {
    const NAME: &'static str = "search_episodes";
    type Answer = Vec<FoundEpisode>;

    fn run(self, sql: &impl Sql) -> Result<Vec<FoundEpisode>, Failure> {
        let scores = match match_any(&self.terms) {
            Some(query) => Some(scores(sql, &query)?),
            None if self.terms.trim().is_empty() => None,
            None => return Ok(Vec::new()),
        };
        let mut found: Vec<FoundEpisode> = self
            .sessions(sql, scores.as_ref())?
            .into_iter()
            .map(|row| {
                let score = scores.as_ref().map(|scores| scores.get(&row.call_id));
                session(row, score.flatten().copied())
            })
            .collect::<Result<_, _>>()?;
        found.sort_by(|one, other| {
            let score = |session: &FoundEpisode| session.score.unwrap_or(0.0);
            score(other)
                .total_cmp(&score(one))
                .then(Reverse(one.created_at).cmp(&Reverse(other.created_at)))
        });
        Ok(found)
    }
}

impl SearchEpisodes {
    /// Those of the scored ones that ended within the bounds, the latest first.
    fn sessions(
        &self,
        sql: &impl Sql,
        scores: Option<&BTreeMap<CallId, f64>>,
    ) -> Result<Vec<EpisodeRow>, SqlError> {
        let among = scores.map(|scores| list(scores.keys().map(CallId::as_str)));
        let most = self.n_most_recent.unwrap_or(MOST_SESSIONS);
        sql.rows(
            &format!(
                "SELECT {EPISODE} FROM episodes JOIN calls ON calls.call_id = episodes.call_id
                 WHERE (?1 IS NULL OR calls.ended_at >= ?1) AND (?2 IS NULL OR calls.ended_at <= ?2)
                     AND (?3 IS NULL OR calls.call_id IN (SELECT value FROM json_each(?3)))
                 ORDER BY calls.ended_at DESC, calls.call_id LIMIT ?4"
            ),
            parameters![
                self.start_time,
                self.end_time,
                among,
                most.min(MOST_SESSIONS)
            ],
        )
    }
}

impl Command for Rehydrate {
    const NAME: &'static str = "rehydrate";
    type Answer = Rehydrated;

    fn run(self, sql: &impl Sql) -> Result<Rehydrated, Failure> {
        let call = CallRow::find(sql, &self.call_id)?
            .filter(|call| call.is_archived() && !call.is_erased())
            .ok_or_else(|| Failure::not_found("the archived session"))?;
        let turns = if self.summary_only {
            Vec::new()
        } else {
            past::turns(
                sql,
                &format!("SELECT {TURN} FROM turns WHERE call_id = ? ORDER BY idx"),
                &self.call_id,
            )?
        };
        Ok(Rehydrated {
            agent: call.agent,
            started_at: call.started_at,
            summary: past::gist(sql, &self.call_id)?.map(|gist| gist.summary),
            turns,
            call_id: self.call_id,
        })
    }
}

fn session(row: EpisodeRow, score: Option<f64>) -> Result<FoundEpisode, SqlError> {
    Ok(FoundEpisode {
        agent: row.agent.clone(),
        created_at: row.ended_at,
        duration: row.duration_seconds(),
        entry_count: row.entry_count,
        // A call has one, `main_conversation`.
        timeline_count: u32::from(row.entry_count > 0),
        score,
        session_id: row.call_id.clone(),
        summary: row.episode()?.gist.summary,
    })
}

/// How well each session matches: its summary, and the best of its turns.
fn scores(sql: &impl Sql, query: &str) -> Result<BTreeMap<CallId, f64>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        call_id: CallId,
        score: f64,
    }
    let mut scores = BTreeMap::new();
    for (table, share) in [("episodes", SUMMARY_SHARE), ("turns", 1.0 - SUMMARY_SHARE)] {
        let rows: Vec<Row> = sql.rows(
            &format!(
                "SELECT {table}.call_id, -bm25({table}_words) AS score FROM {table}_words
                 JOIN {table} ON {table}.row = {table}_words.rowid
                 WHERE {table}_words MATCH ? ORDER BY score DESC LIMIT {MOST_SESSIONS}"
            ),
            parameters![query],
        )?;
        let words: Vec<f64> = rows.iter().map(|row| row.score).collect();
        let mut best: BTreeMap<CallId, f64> = BTreeMap::new();
        for (row, words) in rows.into_iter().zip(normalised(&words)) {
            best.entry(row.call_id).or_insert(words);
        }
        for (call_id, words) in best {
            *scores.entry(call_id).or_insert(0.0) += share * words;
        }
    }
    Ok(scores)
}
