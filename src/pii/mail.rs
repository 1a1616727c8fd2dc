//! E-mail addresses.

use super::Seen;
use super::text::Text;

/// What a mailbox may be made of, as people have them; quoted ones nobody has.
const MAILBOX: &str = "._%+-'";

pub fn find(text: &Text) -> Vec<Seen> {
    let ats = (0..text.len()).filter(|&place| text.at(place) == Some('@'));
    ats.filter_map(|at| address(text, at)).collect()
}

fn address(text: &Text, at: usize) -> Option<Seen> {
    let start = text.span_back(at, |c| c.is_ascii_alphanumeric() || MAILBOX.contains(c));
    // A sentence's or a quote's own marks may stand before it.
    let start = text.span(start, |c| !c.is_ascii_alphanumeric() && c != '_');
    let mailbox = text.between(start..at);
    let end = text.span(at + 1, |c| {
        c.is_ascii_alphanumeric() || c == '.' || c == '-'
    });
    let end = text.span_back(end, |c| c == '.' || c == '-');
    let domain = text.between(at + 1..end.max(at + 1));
    let is_whole = !matches!(text.at(end), Some('@' | '_'));
    let good = is_mailbox(&mailbox) && is_domain(&domain) && is_whole;
    good.then_some((start..end, 0.98))
}

fn is_mailbox(mailbox: &str) -> bool {
    (1..=64).contains(&mailbox.len()) && !mailbox.ends_with('.') && !mailbox.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let good = |label: &&str| {
        (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    let ends_well = labels.last().is_some_and(|last| {
        (2..=24).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    labels.len() >= 2 && labels.iter().all(good) && ends_well
}
