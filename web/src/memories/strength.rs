//! How strong a memory is, and will be: as a bar, and as a curve over time.

use call_me_back::memory::strength::{ARCHIVED, FADED, falls_to};
use call_me_back::memory::{Memory, State};
use call_me_back::time::{DAY, Timestamp};
use maud::{Markup, html};

use crate::frame::Frame;
use crate::plot::bar;
use crate::words;

/// From here on it is clear.
const CLEAR: f64 = 0.8;
/// Pieces of the curve.
const PIECES: i64 = 60;
/// Days that a curve tells of from now on: at least, and at most.
const SHORTEST: i64 = 30;
const LONGEST: i64 = 5 * 365;
/// The days from now on of which the table tells.
const TOLD: [(&str, i64); 5] = [
    ("Now", 0),
    ("In a week", 7),
    ("In a month", 30),
    ("In half a year", 182),
    ("In a year", 365),
];

/// The curve's field, in units of the drawing.
const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 160.0;

fn lasts(memory: &Memory) -> bool {
    memory.pinned || memory.state == State::Current && memory.fades_at.is_none()
}

/// Whole percent.
fn percent(strength: f64) -> u32 {
    (strength * 100.0).round().clamp(0.0, 100.0) as u32
}

fn in_words(memory: &Memory, strength: f64) -> &'static str {
    match memory.state {
        _ if memory.pinned => "kept for good",
        _ if lasts(memory) => "never fades",
        State::Archived => "long ago, found only by searching",
        _ if strength < FADED => "faint, comes up only if you speak of it",
        _ if strength < CLEAR => "fading",
        _ => "clear",
    }
}

/// A bar, and what it says in words.
pub(crate) fn line(frame: &Frame, memory: &Memory) -> Markup {
    let strength = memory.strength(frame.now);
    html! {
        p.strength {
            (bar(strength)) (percent(strength)) "% · " (in_words(memory, strength))
        }
    }
}

/// The curve from the last mention on, what its levels mean, and the same in numbers.
pub(super) fn curve(frame: &Frame, name: &str, memory: &Memory) -> Markup {
    let now = memory.strength(frame.now);
    let falls = |level| falls_to(level, memory.stability, memory.last_mentioned_at);
    let (from, to) = span(memory, frame.now, falls(ARCHIVED));
    let x = |at: Timestamp| {
        let share = at.since(from) as f64 / to.since(from).max(1) as f64;
        share.clamp(0.0, 1.0) * WIDTH
    };
    let y = |strength: f64| (1.0 - strength.clamp(0.0, 1.0)) * HEIGHT;
    let point = |piece: i64| {
        let at = from.plus(to.since(from) / PIECES * piece);
        format!("{:.1},{:.1}", x(at), y(memory.strength(at)))
    };
    let points: Vec<String> = (0..=PIECES).map(point).collect();
    let date = |at| words::date(frame, at);
    html! {
        figure.curve {
            svg viewBox=(format!("-8 -8 {} {}", WIDTH + 16.0, HEIGHT + 16.0)) role="img"
                aria-label=(format!("Strength over time. Now {} percent.", percent(now))) {
                path.axis d=(format!("M0 0 V{HEIGHT} H{WIDTH}")) {}
                path.level d=(format!("M0 {} H{WIDTH}", y(FADED))) {}
                path.level.low d=(format!("M0 {} H{WIDTH}", y(ARCHIVED))) {}
                polyline.falling points=(points.join(" ")) {}
                circle.now cx=(format!("{:.1}", x(frame.now))) cy=(format!("{:.1}", y(now))) r="6" {}
            }
            p.span aria-hidden="true" { span { (date(from)) } span { (date(to)) } }
            figcaption {
                @if lasts(memory) {
                    p { (name) " keeps this: it does not fade." }
                } @else {
                    ul.legend {
                        li.now { (percent(now)) "% now; you last spoke of it " (date(memory.last_mentioned_at)) "." }
                        li.level {
                            @if falls(FADED) > frame.now {
                                "At 60%, " (date(falls(FADED))) ", " (name) " stops bringing it up unasked."
                            } @else {
                                "Since it fell to 60%, " (date(falls(FADED))) ", " (name)
                                " does not bring it up unasked."
                            }
                        }
                        li.low {
                            @if falls(ARCHIVED) > frame.now {
                                "At 40%, " (date(falls(ARCHIVED))) ", it is found only by searching."
                            } @else {
                                "Since it fell to 40%, " (date(falls(ARCHIVED)))
                                ", it is found only by searching."
                            }
                        }
                    }
                    p.hint { "Speaking of it again makes it strong again, and it lasts longer then." }
                }
            }
        }
        details.more {
            summary { "In numbers" }
            table.numbers {
                caption.unseen { "Strength if nobody speaks of it" }
                thead { tr { th scope="col" { "When" } th scope="col" { "Strength" } } }
                tbody {
                    @for (when, days) in TOLD {
                        @let then = memory.strength(frame.now.plus(days * DAY));
                        tr { th scope="row" { (when) } td { (percent(then)) "%" } }
                    }
                }
            }
        }
    }
}

/// From the last mention until a little after it is found only by searching.
fn span(memory: &Memory, now: Timestamp, archived: Timestamp) -> (Timestamp, Timestamp) {
    let from = memory.last_mentioned_at.min(now);
    let to = if lasts(memory) {
        now.plus(365 * DAY)
    } else {
        archived.plus(archived.since(from) / 8)
    };
    let (soonest, latest) = (now.plus(SHORTEST * DAY), now.plus(LONGEST * DAY));
    (from, to.max(soonest).min(latest))
}
