//! What is a question in its form alone.

use crate::brain::builtin::words::{begins, has_any, sentences, sound};

/// A text that says what it only seems to ask: "It's cute, isn't it?" is no question, and "What if
/// he hates it?" is a fear.
pub(in crate::brain::builtin) fn stated(text: &str) -> String {
    let Some(last) = sentences(text).pop().filter(|last| last.ends_with('?')) else {
        return text.to_owned();
    };
    let before = text.trim_end().strip_suffix(last).unwrap_or_default();
    let asked = last.trim_end_matches('?');
    if let Some(feared) = asked
        .get(..8)
        .filter(|lead| lead.eq_ignore_ascii_case("what if "))
    {
        let feared = asked.get(feared.len()..).unwrap_or_default();
        return format!("{before}I'm afraid {feared}.");
    }
    match asked.rsplit_once(',') {
        // "Sarah is my boss, right?" does ask.
        Some((told, tag))
            if told.contains(' ')
                && (is_tag(&sound(tag))
                    || sound(tag) == "right"
                        && !has_any(&sound(told), &["my", "i", "you", "you're"])) =>
        {
            format!("{before}{told}.")
        }
        None if is_tag(&sound(asked)) && !before.trim().is_empty() => before.trim_end().to_owned(),
        _ => text.to_owned(),
    }
}

/// A little question that only asks to be agreed with.
fn is_tag(heard: &str) -> bool {
    #[rustfmt::skip]
    const TAGS: [&str; 15] = [
        "isn't", "aren't", "wasn't", "weren't", "don't you", "doesn't", "didn't", "can you believe", "can you imagine",
        "would you believe", "you know", "huh", "eh", "you see", "who knew",
    ];
    heard.split(' ').count() <= 4 && TAGS.iter().any(|tag| begins(heard, tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_seems_to_be_asked_is_told() {
        for (text, told) in [
            (
                "He sings in the shower, isn't that sweet?",
                "He sings in the shower.",
            ),
            ("They sold it. Can you believe it?", "They sold it."),
            ("Hm. What if she says no?", "Hm. I'm afraid she says no."),
            ("Isn't it late?", "Isn't it late?"),
            ("Is it far, or near?", "Is it far, or near?"),
            ("Sarah is my boss, right?", "Sarah is my boss, right?"),
            ("", ""),
        ] {
            assert_eq!(stated(text), told, "{text}");
        }
    }
}
