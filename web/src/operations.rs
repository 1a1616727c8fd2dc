//! How it goes, for whoever runs this: plots, and the same as a table. Nothing on it is about anybody.

use call_me_back::call::{Channel, EndReason};
use call_me_back::operations::{Outcome, Overview, Period, Step, Waiting};
use maud::{Markup, html};

use crate::frame::{Frame, Sheet};
use crate::words;

/// `GET /operations`, with `period` = `day`, `week` or `month`.
pub fn page(frame: &Frame, overview: &Overview) -> String {
    let body = html! {
        h1 { "How it goes" }
        nav.beside aria-label="How far back" {
            @for (period, name) in [(Period::Day, "A day"), (Period::Week, "A week"), (Period::Month, "A month")] {
                a.button.small href=(format!("/operations?period={}", <&str>::from(period)))
                    aria-current=[(period == overview.period).then_some("page")] { (name) }
            }
        }
        (waiting(&overview.waiting))
        (summary(&overview.whole))
        (plots(frame, overview))
        (outcomes(&overview.outcomes))
        (numbers(frame, overview))
    };
    Sheet {
        title: "How it goes",
        back: Some(("/settings", "Settings")),
        tone: None,
        class: "wide",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}

fn waiting(waiting: &Waiting) -> Markup {
    let rows = [
        ("Calls that go on", waiting.calls_on),
        ("Planned calls that are overdue", waiting.calls_overdue),
        ("Calls not yet remembered", waiting.calls_unremembered),
        ("Webhook messages to be sent", waiting.messages_untold),
        ("Erasures under way", waiting.erasures_under_way),
        ("Memories to be looked through", waiting.memories_to_fade),
        ("Sign-in codes sent in a day", waiting.codes_sent),
    ];
    html! {
        section aria-labelledby="now" {
            h2 #now { "Now" }
            dl.figures { @for (name, count) in rows { div { dt { (name) } dd { (count) } } } }
        }
    }
}

fn summary(whole: &Step) -> Markup {
    let wait = |percent| millis(whole.replies.percentile(percent));
    html! {
        section aria-labelledby="whole" {
            h2 #whole { "In all this time" }
            dl.figures {
                div { dt { "Calls" } dd { (whole.calls()) } }
                div { dt { "Cost at least" } dd { (whole.cost) } }
                div { dt { "Replies" } dd { (whole.replies.count()) } }
                div { dt { "Half began within" } dd { (wait(50)) } }
                div { dt { "95 of 100 within" } dd { (wait(95)) } }
                div { dt { "99 of 100 within" } dd { (wait(99)) } }
                div { dt { "Calls that broke" } dd { (whole.broken) } }
                div { dt { "Replies that failed" } dd { (whole.replies.failed) } }
                div { dt { "Jobs put off" } dd { (whole.jobs_put_off) } }
                div { dt { "Sweeps" } dd { (whole.sweeps) } }
                div { dt { "Memories swept" } dd { (whole.fading) } }
            }
        }
    }
}

/// What one bar of a plot shows: two parts, one on the other, and the words for it.
struct Bar {
    lower: u64,
    upper: u64,
    words: String,
}

fn plots(frame: &Frame, overview: &Overview) -> Markup {
    let draw = |title: &str, hint: &str, bar: &dyn Fn(&Step) -> Bar| {
        let bars: Vec<Bar> = overview.steps.iter().map(bar).collect();
        plot(frame, overview, title, hint, &bars)
    };
    html! {
        section aria-label="Plots" {
            div.plots {
                (draw("Calls", "By phone, and paler in the browser", &|step| Bar {
                    lower: step.by_phone,
                    upper: step.by_browser,
                    words: format!("{} by phone, {} in the browser", step.by_phone, step.by_browser),
                }))
                (draw("Cost", "Of what has a price here", &|step| Bar {
                    lower: step.cost.0,
                    upper: 0,
                    words: step.cost.to_string(),
                }))
                (draw("Wait for a reply", "Half began within, and paler 95 of 100", &|step| {
                    let half = step.replies.percentile(50);
                    let most = step.replies.percentile(95);
                    let (low, high) = (half.unwrap_or_default(), most.unwrap_or_default());
                    Bar {
                        lower: low.into(),
                        upper: high.saturating_sub(low).into(),
                        words: format!("{} and {}", millis(half), millis(most)),
                    }
                }))
                (draw("What went wrong", "Calls and replies, and paler jobs put off", &|step| {
                    let inner = step.broken + step.replies.failed;
                    Bar {
                        lower: inner,
                        upper: step.wrong() - inner,
                        words: step.wrong().to_string(),
                    }
                }))
                (draw("Sweeps for what fades", "Memories that were looked through", &|step| Bar {
                    lower: step.fading,
                    upper: 0,
                    words: step.fading.to_string(),
                }))
            }
        }
    }
}

/// Units of the drawing: of a bar with the gap behind it, and of the plot's height.
const WIDTH: u64 = 10;
const HEIGHT: u64 = 100;

fn plot(frame: &Frame, overview: &Overview, title: &str, hint: &str, bars: &[Bar]) -> Markup {
    let tallest = bars.iter().map(|bar| bar.lower + bar.upper).max();
    let tallest = tallest.unwrap_or_default().max(1);
    let scaled = |count: u64| (u128::from(count) * u128::from(HEIGHT) / u128::from(tallest)) as u64;
    let highest = bars.iter().max_by_key(|bar| bar.lower + bar.upper);
    let width = WIDTH * bars.len() as u64;
    html! {
        figure.card.plot {
            figcaption {
                h3 { (title) }
                p.hint { (hint) }
            }
            svg viewBox=(format!("0 0 {width} {HEIGHT}")) preserveAspectRatio="none" role="img"
                aria-label=(format!("{title}, as bars; the table below has the numbers")) {
                @for (index, (bar, step)) in bars.iter().zip(&overview.steps).enumerate() {
                    @let (lower, upper) = (scaled(bar.lower), scaled(bar.upper));
                    @let left = WIDTH * index as u64 + 1;
                    g {
                        title { (when(frame, overview.period, step)) ": " (bar.words) }
                        rect.base x=(left) y="0" width=(WIDTH - 2) height=(HEIGHT) {}
                        rect.lower x=(left) y=(HEIGHT - lower) width=(WIDTH - 2) height=(lower) {}
                        rect.upper x=(left) y=(HEIGHT - lower - upper) width=(WIDTH - 2) height=(upper) {}
                    }
                }
            }
            p.fine.most {
                "At most "
                @match highest { Some(bar) => (bar.words), None => "0" }
            }
        }
    }
}

fn outcomes(outcomes: &[Outcome]) -> Markup {
    html! {
        section aria-labelledby="outcomes" {
            h2 #outcomes { "How calls ended" }
            @if outcomes.is_empty() {
                p.empty { "No call has ended in this time." }
            } @else {
                div.table tabindex="0" role="region" aria-label="How calls ended, as a table" {
                    table {
                        thead { tr { th scope="col" { "How" } th scope="col" { "Where" } th scope="col" { "Calls" } } }
                        tbody { @for outcome in outcomes { tr {
                            th scope="row" { (ended(outcome.reason)) }
                            td { (match outcome.channel { Channel::Browser => "browser", Channel::Phone => "phone" }) }
                            td { (outcome.calls) }
                        } } }
                    }
                }
            }
        }
    }
}

fn ended(reason: Option<EndReason>) -> String {
    reason.map_or_else(
        || "Not known".to_owned(),
        |reason| words::title(reason.as_str()),
    )
}

fn numbers(frame: &Frame, overview: &Overview) -> Markup {
    html! {
        details.more {
            summary { "The plots as a table" }
            div.table tabindex="0" role="region" aria-label="The plots as a table" {
                table {
                    thead { tr {
                        @for name in ["From", "By phone", "In the browser", "Cost", "Half within", "95 of 100", "99 of 100", "Broke", "Failed replies", "Jobs put off", "Memories swept"] {
                            th scope="col" { (name) }
                        }
                    } }
                    tbody { @for step in overview.steps.iter().rev() { tr {
                        th scope="row" { (when(frame, overview.period, step)) }
                        td { (step.by_phone) }
                        td { (step.by_browser) }
                        td { (step.cost) }
                        @for percent in [50, 95, 99] { td { (millis(step.replies.percentile(percent))) } }
                        td { (step.broken) }
                        td { (step.replies.failed) }
                        td { (step.jobs_put_off) }
                        td { (step.fading) }
                    } } }
                }
            }
        }
    }
}

/// When a step began.
fn when(frame: &Frame, period: Period, step: &Step) -> String {
    let format = match period {
        Period::Day => "%-H:%M",
        Period::Week => "%a %-H:%M",
        Period::Month => "%b %-d",
    };
    step.at.map_or_else(String::new, |at| {
        at.local(frame.zone).format(format).to_string()
    })
}

fn millis(millis: Option<u32>) -> String {
    match millis {
        None => "–".to_owned(),
        Some(millis @ 0..1_000) => format!("{millis} ms"),
        Some(millis) => format!("{:.1} s", f64::from(millis) / 1e3),
    }
}
