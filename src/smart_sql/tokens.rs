//! A statement in its smallest parts, as SQLite itself would part it. What SQLite would read as the
//! name of a bound parameter, and every character that it reads in more than one way, is refused;
//! comments are dropped. So what is checked is what is run: `written` writes the parts anew.

use super::guard::Objection;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A keyword or a bare name.
    Word,
    /// A name in `"…"`, `` `…` `` or `[…]`.
    Quoted,
    /// A text in `'…'`. Where a name is expected, SQLite takes it for one.
    Text,
    Number,
    /// An operator, a parenthesis, a comma, a dot or a semicolon.
    Mark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: Kind,
    /// As it was written.
    pub text: &'a str,
    /// Blanks or a comment stood before it.
    pub apart: bool,
}

impl Token<'_> {
    pub fn is(&self, mark: &str) -> bool {
        self.kind == Kind::Mark && self.text == mark
    }

    pub fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// What it names, if it names something: without its quotes, in lower case.
    pub fn name(&self) -> Option<String> {
        let name = match self.kind {
            Kind::Word => self.text.to_owned(),
            Kind::Quoted | Kind::Text => unquoted(self.text),
            Kind::Number | Kind::Mark => return None,
        };
        Some(name.to_ascii_lowercase())
    }
}

/// The parts of a statement, in their order.
pub fn tokens(statement: &str) -> Result<Vec<Token<'_>>, Objection> {
    let mut reader = Reader { rest: statement };
    let mut tokens = Vec::new();
    loop {
        let apart = reader.skip_blanks()?;
        let Some(first) = reader.rest.chars().next() else {
            return Ok(tokens);
        };
        let (kind, length) = reader.measure(first)?;
        tokens.push(Token {
            kind,
            text: reader.take(length),
            apart,
        });
    }
}

/// The statement again, each part as it was, with one blank where there were blanks or comments.
pub fn written(tokens: &[Token<'_>]) -> String {
    let mut statement = String::new();
    let mut after_mark = true;
    for token in tokens {
        let is_mark = token.kind == Kind::Mark;
        if !statement.is_empty() && (token.apart || !(after_mark || is_mark)) {
            statement.push(' ');
        }
        statement.push_str(token.text);
        after_mark = is_mark;
    }
    statement
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn take(&mut self, bytes: usize) -> &'a str {
        let (head, tail) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = tail;
        head
    }

    /// Whether there were any, or a comment.
    fn skip_blanks(&mut self) -> Result<bool, Objection> {
        let before = self.rest.len();
        loop {
            let blank = |c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            self.rest = self.rest.trim_start_matches(blank);
            if self.rest.starts_with("--") {
                let line = self.rest.find('\n').unwrap_or(self.rest.len());
                self.take(line);
            } else if let Some(comment) = self.rest.strip_prefix("/*") {
                let end = comment.find("*/").ok_or(Objection::Unfinished("comment"))?;
                self.take(end + 4);
            } else {
                return Ok(self.rest.len() < before);
            }
        }
    }

    /// What comes next, and its length in bytes.
    fn measure(&self, first: char) -> Result<(Kind, usize), Objection> {
        match first {
            '\'' => Ok((Kind::Text, self.quoted('\'')?)),
            '"' | '`' => Ok((Kind::Quoted, self.quoted(first)?)),
            '[' => {
                let end = self.rest.find(']').ok_or(Objection::Unfinished("name"))?;
                Ok((Kind::Quoted, end + 1))
            }
            '?' | ':' | '@' | '$' | '#' => Err(Objection::Parameter),
            _ if begins_word(first) => {
                let length = span(self.rest, continues_word);
                let is_blob = length == 1 && matches!(self.rest.get(..2), Some("x'" | "X'"));
                if is_blob {
                    return Err(Objection::Blob);
                }
                Ok((Kind::Word, length))
            }
            _ => match number(self.rest)? {
                0 => mark(self.rest).map(|length| (Kind::Mark, length)),
                length => Ok((Kind::Number, length)),
            },
        }
    }

    /// The length of what is quoted; the quote stands in it doubled.
    fn quoted(&self, quote: char) -> Result<usize, Objection> {
        let mut characters = self.rest.char_indices().skip(1).peekable();
        while let Some((at, character)) = characters.next() {
            if character != quote {
                continue;
            }
            if characters.next_if(|&(_, next)| next == quote).is_none() {
                return Ok(at + 1);
            }
        }
        Err(Objection::Unfinished(if quote == '\'' {
            "text"
        } else {
            "name"
        }))
    }
}

/// What quotes say: without them, and what is doubled in them single.
fn unquoted(text: &str) -> String {
    let Some(quote) = text.chars().next() else {
        return String::new();
    };
    let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or("");
    if quote == '[' {
        inner.to_owned()
    } else {
        inner.replace(&format!("{quote}{quote}"), &quote.to_string())
    }
}

/// Other letters than these SQLite takes too, and signs without a shape among them.
fn begins_word(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn continues_word(c: char) -> bool {
    c == '_' || c == '$' || c.is_alphanumeric()
}

fn span(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// The length of the number that the text begins with; none is 0. `12`, `1.5`, `.5`, `1e-3`, `0xff`.
fn number(text: &str) -> Result<usize, Objection> {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or("");
        from + span(rest, |c| c.is_ascii_digit())
    };
    let starts = |from: usize, with: &[char]| text.get(from..).is_some_and(|t| t.starts_with(with));
    let hex = text
        .strip_prefix("0x")
        .or_else(|| text.strip_prefix("0X"))
        .map(|rest| 2 + span(rest, |c| c.is_ascii_hexdigit()));
    let end = hex.unwrap_or_else(|| {
        let whole = digits(0);
        let mut end = whole;
        if starts(whole, &['.']) {
            let fraction = digits(whole + 1);
            if fraction == 1 {
                // A dot by itself.
                return 0;
            }
            end = fraction;
        }
        if end > 0 && starts(end, &['e', 'E']) {
            let sign = usize::from(starts(end + 1, &['+', '-']));
            let exponent = digits(end + 1 + sign);
            if exponent > end + 1 + sign {
                end = exponent;
            }
        }
        end
    });
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    match next {
        Some(c) if end > 0 && (continues_word(c) || c == '.') => Err(Objection::Number),
        _ => Ok(end),
    }
}

/// The longer ones first.
const MARKS: [&str; 26] = [
    "->>", "->", "||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "(", ")", ",", ".", ";", "+", "-",
    "*", "/", "%", "&", "|", "~", "<", ">", "=",
];

fn mark(text: &str) -> Result<usize, Objection> {
    MARKS
        .iter()
        .find(|mark| text.starts_with(**mark))
        .map(|mark| mark.len())
        .ok_or_else(|| Objection::Character(text.chars().next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(statement: &str) -> Vec<&str> {
        let tokens = tokens(statement).unwrap();
        tokens.into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn a_statement_is_parted_as_sqlite_parts_it() {
        assert_eq!(
            parts("SELECT a.b,'it''s' FROM [x y]-- end\n/* * / */WHERE c>=.5e-3||0xfF"),
            [
                "SELECT", "a", ".", "b", ",", "'it''s'", "FROM", "[x y]", "WHERE", "c", ">=",
                ".5e-3", "||", "0xfF"
            ]
        );
        assert_eq!(parts("a->>'$.b'->c"), ["a", "->>", "'$.b'", "->", "c"]);
        assert_eq!(parts("0xe-main.x"), ["0xe", "-", "main", ".", "x"]);
        assert_eq!(parts("1e+5-2 x.y"), ["1e+5", "-", "2", "x", ".", "y"]);
        let names = tokens("Main \"MA\"\"in\" `Ma``in` [MAIN] 'main' é").unwrap();
        let names: Vec<_> = names.iter().filter_map(Token::name).collect();
        assert_eq!(names, ["main", "ma\"in", "ma`in", "main", "main", "é"]);
    }

    #[test]
    fn what_is_written_anew_parts_the_same_and_holds_no_comment() {
        for (statement, again) in [
            ("SELECT/**/count(*)FROM t", "SELECT count(*)FROM t"),
            ("a--\n b - -1", "a b - -1"),
            ("'a''b'\"c\"", "'a''b' \"c\""),
        ] {
            assert_eq!(written(&tokens(statement).unwrap()), again);
            assert_eq!(parts(statement), parts(again));
        }
    }

    #[test]
    fn any_text_is_parted_or_refused_and_parts_the_same_when_written_anew() {
        let signs: Vec<char> = "aX0.9e+-*/'\"`[](),;<=>|~ \n\u{c}é\u{feff}\0?"
            .chars()
            .collect();
        let mut seed = 7u64;
        let mut parted = 0;
        for length in 0..30_000 {
            let text: String = (0..length % 12)
                .filter_map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    signs.get((seed >> 33) as usize % signs.len())
                })
                .collect();
            let Ok(tokens) = tokens(&text) else { continue };
            parted += 1;
            let again = written(&tokens);
            let texts: Vec<_> = tokens.iter().map(|token| token.text).collect();
            assert_eq!(parts(&again), texts, "{text:?} as {again:?}");
        }
        assert!(parted > 3_000, "{parted}");
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for (statement, objection) in [
            ("?1", Objection::Parameter),
            (":a", Objection::Parameter),
            ("@a", Objection::Parameter),
            ("$a", Objection::Parameter),
            ("main \u{feff}.users", Objection::Character('\u{feff}')),
            ("a\u{a0}b", Objection::Character('\u{a0}')),
            ("a\0b", Objection::Character('\0')),
            ("a ! b", Objection::Character('!')),
            ("x'00'", Objection::Blob),
            ("1_000", Objection::Number),
            ("1.2.3", Objection::Number),
            ("5main", Objection::Number),
            ("'open", Objection::Unfinished("text")),
            ("\"open", Objection::Unfinished("name")),
            ("[open", Objection::Unfinished("name")),
            ("/* open", Objection::Unfinished("comment")),
        ] {
            assert_eq!(tokens(statement).err(), Some(objection), "{statement:?}");
        }
    }
}
