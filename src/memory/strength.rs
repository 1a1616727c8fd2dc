//! How a memory fades. The power curve of FSRS (Free Spaced Repetition Scheduler): strength falls
//! as `R(t) = (1 + F·t/S)^(-1/2)` with `F = 19/81`, so that `R(S) = 0.9`; it has a heavy tail and
//! is solved for `t`, so nothing is recomputed daily.

use super::Category;
use crate::time::{DAY, Timestamp};

const F: f64 = 19.0 / 81.0;

/// Below this a memory no longer enters a prompt unasked.
pub const FADED: f64 = 0.6;
/// Below this it is only found by searching.
pub const ARCHIVED: f64 = 0.4;

/// From this importance on, a memory of one's life is a fact that lasts and not small talk.
const SMALL_TALK: f64 = 0.15;

/// The days that a memory of no importance, mentioned never again, holds at 0.9.
pub fn base_days(category: Category, importance: f64) -> f64 {
    match category {
        _ if importance <= SMALL_TALK => 1.0,
        Category::OngoingStoryline => 4.0,
        Category::UserFact
        | Category::RelationshipFact
        | Category::InsideJoke
        | Category::ImportantMemory => 30.0,
        Category::Preference => 60.0,
    }
}

/// Days until strength has fallen to 0.9. `mentions` counts those after the first.
pub fn stability(base_days: f64, importance: f64, mentions: u32) -> f64 {
    base_days * (2.2 * importance).exp() * (1.0 + 0.9 * f64::from(mentions)).powf(0.9)
}

/// Strength, 0 to 1, `days` after the last mention.
pub fn strength(stability: f64, days: f64) -> f64 {
    (1.0 + F * days.max(0.0) / stability).powf(-0.5)
}

/// When strength falls to `level`.
pub fn falls_to(level: f64, stability: f64, last_mentioned_at: Timestamp) -> Timestamp {
    let days = stability / F * (level.powi(-2) - 1.0);
    last_mentioned_at.plus((days * DAY as f64) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days_until(level: f64, stability: f64) -> f64 {
        falls_to(level, stability, Timestamp::from_millis(0)).days_since(Timestamp::from_millis(0))
    }

    #[test]
    fn strength_is_nine_tenths_after_its_stability() {
        for stability in [0.5, 4.0, 300.0] {
            assert!((strength(stability, stability) - 0.9).abs() < 1e-12);
        }
    }

    #[test]
    fn the_moment_of_a_level_is_the_curve_solved_for_time() {
        for level in [FADED, ARCHIVED] {
            let days = days_until(level, 12.0);
            assert!((strength(12.0, days) - level).abs() < 1e-6);
        }
    }

    #[test]
    fn small_talk_is_gone_in_about_ten_days_and_what_matters_stays_for_years() {
        let small = stability(base_days(Category::UserFact, 0.15), 0.15, 0);
        assert!((9.0..12.0).contains(&days_until(FADED, small)));
        assert!((28.0..34.0).contains(&days_until(ARCHIVED, small)));

        let important = stability(base_days(Category::UserFact, 0.9), 0.9, 0);
        assert!(days_until(FADED, important) > 3.0 * 365.0);
    }

    #[test]
    fn a_mention_strengthens() {
        let once = stability(4.0, 0.2, 0);
        let thrice = stability(4.0, 0.2, 2);
        assert!((strength(once, 30.0) - 0.68).abs() < 0.01);
        assert!((strength(thrice, 30.0) - 0.83).abs() < 0.01);
    }
}
