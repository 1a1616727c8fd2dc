use super::*;
use crate::memory::LONGEST_CONTENT;

fn odd() -> Vec<String> {
    let mut odd: Vec<String> = [
        "",
        " ",
        "...",
        "?!?!",
        ",,,,;;;:::",
        "\"\"\"",
        "'",
        "'s",
        "n't",
        "I",
        "I'm",
        "my",
        "my name is",
        "I'm allergic to",
        "I'm allergic to ,",
        "call me",
        "remember that",
        "not",
        "it's not",
        ", not Jessica",
        "I said",
        "😀😀 I love 🍕",
        "I'm allergic to 🥜!",
        "\u{0}\u{1}I live\u{7f} in\tOhio\r\n",
        "\u{202e}I live in Ohio\u{202c}",
        "أنا أعيش في دبي",
        "我叫小明。我住在北京。",
        "Ünïcödé ı İstanbul'da yaşıyorum",
        "İ'm İ's İ'll",
        "I live in İstanbul's",
        "e\u{301}\u{301}\u{301}",
        "I'm 99999999999999999999 years old",
        "in 99999999999 years ago 4294967295 weeks ago",
        "on the 31st of February 9999",
        "my my my my my my",
        "and and and or or , , and",
        "if if if if",
        "I love and and and",
        "My sister's my sister's my sister's",
    ]
    .map(str::to_owned)
    .to_vec();
    odd.push("I love ".repeat(1_000));
    odd.push("x".repeat(100_000));
    odd.push(format!("I'm allergic to {}", "y".repeat(10_000)));
    odd.push(format!("Remember that my {}", "long story ".repeat(100)));
    odd.push("I live in Ohio. ".repeat(100));
    odd.push("my friend Tom and ".repeat(100));
    odd
}

#[test]
fn nothing_that_is_said_breaks_the_reader_and_all_that_it_keeps_is_bounded() {
    let odd = odd();
    let memories = [
        memory("home", "Ohio"),
        memory("coworker", ""),
        memory("mom", ", ,"),
        memory("job", " at "),
    ];
    let mut texts: Vec<&str> = odd.iter().map(String::as_str).collect();
    for text in &texts {
        reading_with(&[text], &memories, &[]);
    }
    texts.push("I love chess.");
    for claim in claims(&texts, &memories) {
        for text in [&claim.value, &claim.content] {
            assert!(text.chars().count() <= LONGEST_CONTENT, "{text}");
            assert!(!text.chars().any(char::is_control), "{text:?}");
        }
        assert!((0.0..=1.0).contains(&claim.importance));
        assert!((0.0..=1.0).contains(&claim.confidence));
    }
}

#[test]
fn the_same_call_is_always_read_alike() {
    let odd = odd();
    let texts: Vec<&str> = odd.iter().map(String::as_str).collect();
    assert_eq!(
        reading_with(&texts, &[], &[]),
        reading_with(&texts, &[], &[])
    );
}

#[test]
fn a_call_without_turns_leaves_nothing() {
    assert_eq!(operations(&[], &[]), []);
}
