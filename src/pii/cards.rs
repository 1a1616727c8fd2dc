//! Numbers that carry a check: payment cards (Luhn) and bank accounts by their IBAN (modulo 97).

use std::ops::Range;

use super::Seen;
use super::text::Text;

/// How the digits of a card are grouped, on the card and by hand.
const GROUPINGS: [&[usize]; 9] = [
    &[4, 4, 4, 4],
    &[4, 4, 4, 4, 3],
    &[4, 6, 5],
    &[4, 6, 4],
    &[13],
    &[14],
    &[15],
    &[16],
    &[19],
];

pub fn find(text: &Text) -> Vec<Seen> {
    let groups = digit_groups(text);
    let mut seen = Vec::new();
    for first in 0..groups.len() {
        for grouping in GROUPINGS {
            let Some(window) = groups.get(first..first + grouping.len()) else {
                continue;
            };
            if let Some(place) = card(text, window, grouping) {
                seen.push((place, 0.97));
                break;
            }
        }
    }
    seen
}

/// The runs of digits.
fn digit_groups(text: &Text) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut place = 0;
    while place < text.len() {
        let end = text.span(place, |c| c.is_ascii_digit());
        if end > place {
            groups.push(place..end);
        }
        place = end.max(place + 1);
    }
    groups
}

fn card(text: &Text, groups: &[Range<usize>], grouping: &[usize]) -> Option<Range<usize>> {
    let place = groups.first()?.start..groups.last()?.end;
    let fits = groups
        .iter()
        .zip(grouping)
        .all(|(group, &n)| group.len() == n);
    // One and the same sign stands between all groups.
    let joints: Vec<String> = groups
        .windows(2)
        .filter_map(|pair| match pair {
            [one, next] => Some(text.between(one.end..next.start)),
            _ => None,
        })
        .collect();
    let joined = joints
        .iter()
        .all(|joint| matches!(joint.as_str(), " " | "-") && Some(joint) == joints.first());
    let digits: Vec<u32> = groups
        .iter()
        .flat_map(|group| text.between(group.clone()).chars().collect::<Vec<_>>())
        .filter_map(|c| c.to_digit(10))
        .collect();
    let stands_alone = stands_alone(text, &place);
    (fits && joined && stands_alone && is_issued(&digits) && luhn(&digits)).then_some(place)
}

/// Nothing belongs to it on either side: it is no part of a longer number, a code or an address.
fn stands_alone(text: &Text, place: &Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '#' | '/' | '=' | '$' | '€');
    let before = text.before(place.start);
    let after = text.at(place.end);
    let fraction = |c: Option<char>, beyond: Option<char>| {
        matches!(c, Some('.' | '-')) && beyond.is_some_and(|c| c.is_ascii_digit())
    };
    !before.is_some_and(joins)
        && !after.is_some_and(joins)
        && !fraction(before, place.start.checked_sub(2).and_then(|p| text.at(p)))
        && !fraction(after, text.at(place.end + 1))
}

/// Whether some network gives out cards that begin so, and of that length.
fn is_issued(digits: &[u32]) -> bool {
    let leading = |count: usize| digits.iter().take(count).fold(0, |sum, d| sum * 10 + d);
    let (one, two, three, four) = (leading(1), leading(2), leading(3), leading(4));
    match digits.len() {
        13 => one == 4,
        14 => matches!(three, 300..=305) || matches!(two, 36 | 38 | 39),
        15 => matches!(two, 34 | 37),
        16 => {
            one == 4
                || matches!(two, 51..=55 | 65)
                || matches!(four, 2221..=2720 | 6011 | 3528..=3589)
                || matches!(three, 644..=649)
        }
        19 => one == 4 || four == 6011,
        _ => false,
    }
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(nth, &digit)| match (nth % 2, digit) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// How long an account is by its country.
#[rustfmt::skip]
const COUNTRIES: &[(&str, usize)] = &[
    ("AD", 24), ("AE", 23), ("AT", 20), ("BE", 16), ("BG", 22), ("CH", 21), ("CY", 28), ("CZ", 24),
    ("DE", 22), ("DK", 18), ("EE", 20), ("ES", 24), ("FI", 18), ("FR", 27), ("GB", 22), ("GR", 27),
    ("HR", 21), ("HU", 28), ("IE", 22), ("IL", 23), ("IS", 26), ("IT", 27), ("LI", 21), ("LT", 20),
    ("LU", 20), ("LV", 21), ("MC", 27), ("MT", 31), ("NL", 18), ("NO", 15), ("PL", 28), ("PT", 25),
    ("RO", 24), ("SA", 24), ("SE", 24), ("SI", 19), ("SK", 24), ("SM", 27), ("TR", 26), ("UA", 29),
];

pub fn find_accounts(text: &Text) -> Vec<Seen> {
    text.words
        .iter()
        .filter_map(|word| {
            let country: String = word.text.chars().take(2).collect();
            let &(_, length) = COUNTRIES.iter().find(|(code, _)| *code == country)?;
            let place = account(text, word.place.start, length)?;
            Some((place, 0.99))
        })
        .collect()
}

/// An account of that length that begins here, in one or in groups of four.
fn account(text: &Text, start: usize, length: usize) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let mut letters = String::new();
    let mut place = start;
    while letters.len() < length {
        match text.at(place)? {
            c if is_part(c) => letters.push(c),
            ' ' if letters.len().is_multiple_of(4) && text.before(place) != Some(' ') => {}
            _ => return None,
        }
        place += 1;
    }
    let ends = !text.at(place).is_some_and(char::is_alphanumeric);
    (ends && has_remainder_one(&letters)).then_some(start..place)
}

fn has_remainder_one(account: &str) -> bool {
    let Some((head, tail)) = account.split_at_checked(4) else {
        return false;
    };
    let mut remainder = 0;
    for digit in tail
        .chars()
        .chain(head.chars())
        .filter_map(|c| c.to_digit(36))
    {
        let shift = if digit > 9 { 100 } else { 10 };
        remainder = (remainder * shift + digit) % 97;
    }
    remainder == 1
}
