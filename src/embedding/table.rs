//! The table of the built-in embedder; `tools/embedder.py` makes it.

use super::pieces::{Piece, pieces};
use super::vector::{DIMENSIONS, Vector};

/// What the file begins with: it also names what follows, and so the vectors made by it.
pub const TABLE: &str = "cmb-pieces-1";
/// Pieces of one text that count; what a longer one means is said by then.
const MOST_PIECES: usize = 2_000;

/// Pieces of words, each with its vector, as the file holds them.
pub struct Embedder {
    file: Vec<u8>,
    /// Where each piece begins in the file, in the order of their bytes; and where the last ends.
    starts: Vec<u32>,
    /// Where the vectors begin.
    vectors: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not the embedder's table, or another release's")]
pub struct BadTable;

impl Embedder {
    pub fn read(file: Vec<u8>) -> Result<Self, BadTable> {
        let rest = file.strip_prefix(TABLE.as_bytes()).ok_or(BadTable)?;
        let (dimensions, rest) = number(rest)?;
        let (count, rest) = number(rest)?;
        let (length, rest) = number(rest)?;
        let text = file.len() - rest.len();
        let vectors = text + length;
        let is_whole = count
            .checked_mul(DIMENSIONS)
            .and_then(|size| size.checked_add(vectors))
            == Some(file.len());
        if dimensions != DIMENSIONS || !is_whole {
            return Err(BadTable);
        }
        let names = file.get(text..vectors).ok_or(BadTable)?;
        let mut starts = vec![text as u32];
        let ends = names.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        starts.extend(ends.map(|(index, _)| (text + index + 1) as u32));
        // As if a line's end stood behind the last one too.
        starts.push(vectors as u32 + 1);
        if starts.len() != count + 1 {
            return Err(BadTable);
        }
        Ok(Self {
            file,
            starts,
            vectors,
        })
    }

    /// What the text means; none where not a piece of it is known.
    pub fn embed(&self, text: &str) -> Option<Vector> {
        let mut sum = [0.0_f32; DIMENSIONS];
        let mut counted = 0;
        pieces(text, &mut |piece| self.row(piece).is_some(), &mut |piece| {
            if let Some(row) = self.row(piece).and_then(|row| self.vector(row)) {
                for (sum, part) in sum.iter_mut().zip(row) {
                    *sum += f32::from(part.cast_signed());
                }
            }
            counted += 1;
            counted < MOST_PIECES
        });
        Vector::towards(&sum)
    }

    /// How many pieces the text falls into; a character that is in none of them counts as its bytes.
    pub fn count(&self, text: &str) -> usize {
        let mut count = 0;
        pieces(text, &mut |piece| self.row(piece).is_some(), &mut |piece| {
            count += match piece {
                Piece::Unknown(word) => word.len(),
                Piece::Head(_) | Piece::Tail(_) => 1,
            };
            true
        });
        count
    }

    fn row(&self, piece: Piece<'_>) -> Option<usize> {
        let (mark, text) = piece.name()?;
        let (mut low, mut high) = (0, self.starts.len().saturating_sub(1));
        while low < high {
            let middle = low.midpoint(high);
            let name = self.name(middle)?;
            let (head, rest) = name.split_at(mark.len().min(name.len()));
            let order = head.cmp(mark.as_bytes());
            match order.then_with(|| rest.cmp(text.as_bytes())) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    fn name(&self, row: usize) -> Option<&[u8]> {
        let start = *self.starts.get(row)? as usize;
        let end = *self.starts.get(row + 1)? as usize - 1;
        self.file.get(start..end)
    }

    fn vector(&self, row: usize) -> Option<&[u8]> {
        let start = self.vectors + row * DIMENSIONS;
        self.file.get(start..start + DIMENSIONS)
    }
}

fn number(bytes: &[u8]) -> Result<(usize, &[u8]), BadTable> {
    let (number, rest) = bytes.split_first_chunk().ok_or(BadTable)?;
    Ok((u32::from_le_bytes(*number) as usize, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of these pieces, each in a direction of its own.
    fn table(names: &[&str]) -> Vec<u8> {
        let text = names.join("\n");
        let mut file = TABLE.as_bytes().to_vec();
        for number in [DIMENSIONS, names.len(), text.len()] {
            file.extend((number as u32).to_le_bytes());
        }
        file.extend(text.as_bytes());
        for row in 0..names.len() {
            let mut vector = [0; DIMENSIONS];
            vector[row] = 100;
            file.extend(vector);
        }
        file
    }

    #[test]
    fn a_text_means_what_its_pieces_mean() {
        let embedder = Embedder::read(table(&["##ing", "climb", "love"])).unwrap();
        let climbing = embedder.embed("Climbing!").unwrap();
        let love = embedder.embed("LOVE").unwrap();
        let both = embedder.embed("love climbing").unwrap();
        assert!(climbing.likeness(&love.bytes()).abs() < 0.01);
        assert!(both.likeness(&climbing.bytes()) > both.likeness(&love.bytes()));
        assert_eq!(embedder.embed("zzz ☎"), None);
    }

    #[test]
    fn pieces_are_counted_and_what_is_unknown_counts_as_its_bytes() {
        let embedder = Embedder::read(table(&["##ing", "climb"])).unwrap();
        assert_eq!(embedder.count("climbing climb"), 3);
        assert_eq!(embedder.count("é☎"), 4);
        assert_eq!(embedder.count(""), 0);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let good = table(&["a", "b"]);
        assert!(Embedder::read(good.clone()).is_ok());
        for length in 0..good.len() {
            assert!(Embedder::read(good[..length].to_vec()).is_err(), "{length}");
        }
        let mut other = good;
        other[TABLE.len()] = 64;
        assert!(Embedder::read(other).is_err());
    }
}
