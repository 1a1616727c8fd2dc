//! What was said as words: contractions spelt out, marks kept, spelling of the speaker kept beside.

mod chat;
mod key;
mod listed;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use key::{Key, digest};

/// One word or mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it was said, with straight apostrophes.
    pub text: String,
    /// In lower case and spelt out: "I'm" is the two words "i" and "am". A `'s` that may be "is",
    /// "has" or a possessive stays `'s`.
    pub norm: String,
    /// Nothing stood between it and the word before.
    pub glued: bool,
    /// Somebody else's words, or a title.
    pub quoted: bool,
    /// What patterns know it by.
    pub key: Key,
}

impl Word {
    pub fn new(
        text: impl Into<String>,
        norm: impl Into<String>,
        glued: bool,
        quoted: bool,
    ) -> Self {
        let norm = norm.into();
        Self {
            text: text.into(),
            key: Key::of(&norm),
            norm,
            glued,
            quoted,
        }
    }

    /// A word as nobody said it, which stands for what was meant.
    pub fn meant(norm: &str) -> Self {
        Self::new(if norm == "i" { "I" } else { norm }, norm, false, false)
    }

    pub fn is(&self, norms: &'static [&'static str]) -> bool {
        listed::holds(norms, &self.norm, self.key.of_norm)
    }

    /// A mark, such as a comma.
    pub fn is_mark(&self) -> bool {
        !self.norm.chars().any(char::is_alphanumeric) && self.norm != "'s"
    }

    /// Written with a capital, and not the word "I".
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase) && self.norm != "i"
    }
}

/// Whether a list holds the word.
pub fn among(list: &'static [&'static str], norm: &str) -> bool {
    listed::holds(list, norm, digest(norm))
}

/// Contractions that no rule gives.
const SPELT_OUT: &[(&str, &[&str])] = &[
    ("can't", &["can", "not"]),
    ("cannot", &["can", "not"]),
    ("cant", &["can", "not"]),
    ("won't", &["will", "not"]),
    ("ain't", &["am", "not"]),
    ("let's", &["let", "us"]),
    ("gonna", &["going", "to"]),
    ("wanna", &["want", "to"]),
    ("gotta", &["got", "to"]),
    ("kinda", &["kind", "of"]),
    ("sorta", &["sort", "of"]),
    ("dunno", &["do", "not", "know"]),
    ("y'all", &["you", "all"]),
    ("'cause", &["because"]),
    ("cuz", &["because"]),
    ("favourite", &["favorite"]),
    ("favourites", &["favorites"]),
    ("mum", &["mom"]),
];

/// All that is spelt out, by what is said.
static SPELT: LazyLock<BTreeMap<u64, &[&str]>> = LazyLock::new(|| {
    let all = SPELT_OUT.iter().chain(chat::SHORT).rev();
    all.map(|(said, meant)| (digest(said), *meant)).collect()
});

const ENDINGS: &[(&str, &str)] = &[
    ("'m", "am"),
    ("'re", "are"),
    ("'ve", "have"),
    ("'ll", "will"),
    ("'d", "would"),
];

/// After these `'s` is never a possessive.
const IS_AFTER: &[&str] = &[
    "he",
    "she",
    "it",
    "that",
    "this",
    "there",
    "here",
    "what",
    "who",
    "where",
    "how",
    "when",
    "why",
    "everything",
    "nothing",
];

/// The words of a text, in order, marks among them. Control characters count as space.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut run = String::new();
    let mut glued = false;
    let mut quote = Quotes::of(text);
    let mut chars = text.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(raw) = chars.next() {
        let c = if matches!(raw, '’' | '‘' | 'ʼ' | '`') {
            '\''
        } else {
            raw
        };
        let next = chars.peek().copied();
        if is_letter(c) || joins(before, c, next) {
            run.push(c);
        } else {
            push_run(&mut words, &mut run, &mut glued, quote.inside);
            if quote.meets(c) || c == '\'' {
                glued = false;
            } else if c == '\n' {
                push_mark(&mut words, "\n".to_owned(), &mut glued, quote.inside);
            } else if c.is_whitespace() || is_invisible(c) {
                glued = false;
            } else {
                push_mark(&mut words, c.to_string(), &mut glued, quote.inside);
            }
        }
        before = Some(c);
    }
    push_run(&mut words, &mut run, &mut glued, quote.inside);
    chat::spelt_out(words)
}

/// Letters, digits, and the marks that combine with them.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Control characters, zero-width ones and those that turn the direction of writing.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a mark stands inside a word: "don't", "passive-aggressive", "3.5", "U.S".
fn joins(before: Option<char>, c: char, next: Option<char>) -> bool {
    let (Some(before), Some(next)) = (before, next) else {
        return false;
    };
    if !is_letter(before) || !is_letter(next) {
        return false;
    }
    match c {
        '\'' | '-' | '&' => true,
        // "Ohio.I" is the end of a sentence, "a.m" and "3.5" are not.
        '.' => !(before.is_lowercase() && next.is_uppercase()),
        ',' | ':' => before.is_ascii_digit() && next.is_ascii_digit(),
        _ => false,
    }
}

/// Which double quotes open and close: those without a partner count for nothing.
struct Quotes {
    left: usize,
    inside: bool,
}

impl Quotes {
    fn of(text: &str) -> Self {
        let count = text.chars().filter(|c| Self::is_one(*c)).count();
        Self {
            left: count - count % 2,
            inside: false,
        }
    }

    fn is_one(c: char) -> bool {
        matches!(c, '"' | '“' | '”' | '«' | '»')
    }

    fn meets(&mut self, c: char) -> bool {
        if !Self::is_one(c) {
            return false;
        }
        if self.left > 0 {
            self.left -= 1;
            self.inside = !self.inside;
        }
        true
    }
}

fn push_mark(words: &mut Vec<Word>, mark: String, glued: &mut bool, quoted: bool) {
    words.push(Word::new(mark.clone(), mark, *glued, quoted));
    *glued = true;
}

fn push_run(words: &mut Vec<Word>, run: &mut String, glued: &mut bool, quoted: bool) {
    if run.is_empty() {
        return;
    }
    let lower = run.to_lowercase();
    let mut push = |text: &str, norm: &str, glued: bool| {
        words.push(Word::new(text, norm, glued, quoted));
    };
    let spelt = SPELT.get(&digest(&lower)).copied();
    if let Some([one]) = spelt {
        push(run, one, *glued);
    } else if let Some(spelt) = spelt {
        for (at, norm) in spelt.iter().enumerate() {
            // Whether a capital was written tells whether capitals are written at all.
            let capital = *norm == "i" && run.starts_with('I');
            push(if capital { "I" } else { norm }, norm, at == 0 && *glued);
        }
    } else if let Some(stem) = lower.strip_suffix("n't") {
        push(split_at(run, stem.len()).0, stem, *glued);
        push("not", "not", false);
    } else if let Some((stem, ending, norm)) = ENDINGS
        .iter()
        .find_map(|(ending, norm)| Some((lower.strip_suffix(ending)?, *ending, *norm)))
    {
        push(split_at(run, stem.len()).0, stem, *glued);
        push(ending, norm, true);
    } else if let Some(stem) = lower.strip_suffix("'s") {
        push(split_at(run, stem.len()).0, stem, *glued);
        let norm = if IS_AFTER.contains(&stem) { "is" } else { "'s" };
        push("'s", norm, true);
    } else {
        push(run, &lower, *glued);
    }
    run.clear();
    *glued = true;
}

/// Splits where lower case may have moved the byte: the whole, where it did.
fn split_at(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// The words from `from` up to `to`, or fewer where there are fewer.
pub fn span(words: &[Word], from: usize, to: usize) -> &[Word] {
    let to = to.min(words.len());
    words.get(from.min(to)..to).unwrap_or_default()
}

/// The words from `from` on.
pub fn rest(words: &[Word], from: usize) -> &[Word] {
    span(words, from, words.len())
}

/// The words as they were said, with single spaces.
pub fn said(words: &[Word]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() && !word.glued {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// With a capital at its beginning.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// With a small letter at its beginning.
pub fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

/// At most `longest` characters, cut between words.
pub fn bounded(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let cut: String = text.chars().take(longest.saturating_sub(1)).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{}…", whole.trim_end_matches([',', ';', ' ']))
}

/// A word without its inflection, so that "climb" and "climbing" meet. Only for comparing.
pub fn stem(norm: &str) -> String {
    let head = |endings: &[&str]| {
        let cut = endings.iter().find_map(|ending| norm.strip_suffix(ending));
        cut.filter(|head| head.chars().count() >= 3)
    };
    if let Some(head) = head(&["ing", "ers", "er", "ed"]) {
        return undoubled(head);
    }
    let singular = head(&["ies", "es", "s"]).unwrap_or(norm);
    match singular.strip_suffix(['e', 'y']) {
        Some(head) if head.chars().count() >= 3 => head.to_owned(),
        _ => singular.to_owned(),
    }
}

/// "runn" of "running" as "run".
fn undoubled(head: &str) -> String {
    let mut head = head.to_owned();
    let mut back = head.chars().rev();
    let last = back.next();
    if last == back.next() && last.is_some_and(|c| !"aeiouls".contains(c)) {
        head.pop();
    }
    head
}

/// The stems of the words that carry meaning.
pub fn stems(words: &[Word]) -> Vec<String> {
    words
        .iter()
        .filter(|word| !word.is_mark() && !is_small(&word.norm))
        .map(|word| stem(&word.norm))
        .collect()
}

/// Whether a text holds words with all of these stems.
pub fn holds_stems(text: &str, sought: &[String]) -> bool {
    let lower = text.to_lowercase();
    // Most texts do not so much as hold their letters.
    sought.iter().all(|stem| lower.contains(stem.as_str())) && {
        let held = stems(&words(text));
        sought.iter().all(|stem| held.contains(stem))
    }
}

/// Words that carry no meaning of their own.
pub fn is_small(norm: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "the", "my", "your", "his", "her", "its", "our", "their", "of", "to", "in",
        "on", "at", "for", "with", "and", "or", "but", "is", "am", "are", "was", "were", "be",
        "been", "being", "i", "me", "you", "he", "she", "it", "we", "they", "them", "him", "us",
        "that", "this", "these", "those", "'s", "as", "by", "from", "about", "do", "does", "did",
        "have", "has", "had", "not", "no", "so", "too", "very", "really", "just", "any", "some",
        "all", "more", "up", "out", "user", "go", "going", "play", "playing",
    ];
    among(SMALL, norm)
}
