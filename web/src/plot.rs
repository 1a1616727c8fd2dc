//! Small drawings of numbers. What they say stands beside them in words.

use maud::{Markup, html};

/// A bar that is filled by that share, 0 to 1.
pub(crate) fn bar(share: f64) -> Markup {
    let filled = (share.clamp(0.0, 1.0) * 100.0).round();
    html! {
        svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track width="100" height="8" {}
            rect.filled width=(filled) height="8" {}
        }
    }
}
