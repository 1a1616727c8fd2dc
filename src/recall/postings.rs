//! In which turns a word comes, and how often: three bytes a turn, in the order of the turns, block
//! by block of their rows.

/// Rows of turns that share a block.
pub const BLOCK: i64 = 4_096;

/// The block of a row, and where in it the row stands.
pub fn place(row: i64) -> (i64, u16) {
    // The rest of a division by a block's size is below it.
    (row.div_euclid(BLOCK), row.rem_euclid(BLOCK) as u16)
}

/// One word's turns in one block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings(Vec<(u16, u8)>);

impl Postings {
    pub fn read(bytes: &[u8]) -> Self {
        let (triples, _) = bytes.as_chunks::<3>();
        Self(
            triples
                .iter()
                .map(|[low, high, times]| (u16::from_le_bytes([*low, *high]), *times))
                .collect(),
        )
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.0
            .iter()
            .flat_map(|(at, times)| {
                let [low, high] = at.to_le_bytes();
                [low, high, *times]
            })
            .collect()
    }

    /// Says how often the word comes in a turn; not at all takes the turn out.
    pub fn set(&mut self, at: u16, times: u8) {
        match (self.0.binary_search_by_key(&at, |(at, _)| *at), times) {
            (Ok(index), 0) => {
                self.0.remove(index);
            }
            (Ok(index), _) => {
                if let Some(entry) = self.0.get_mut(index) {
                    entry.1 = times;
                }
            }
            (Err(_), 0) => {}
            (Err(index), _) => self.0.insert(index, (at, times)),
        }
    }

    /// In how many turns.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (u16, u8)> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_stand_in_their_order_and_can_be_taken_out() {
        let mut postings = Postings::default();
        for (at, times) in [(300, 1), (2, 4), (4_095, 255), (2, 5)] {
            postings.set(at, times);
        }
        postings.set(300, 0);
        postings.set(7, 0);
        let read = Postings::read(&postings.bytes());
        assert_eq!(read, postings);
        assert_eq!(read.iter().collect::<Vec<_>>(), [(2, 5), (4_095, 255)]);
        assert!(Postings::read(&[]).is_empty());
    }

    #[test]
    fn a_row_has_one_place() {
        assert_eq!(place(1), (0, 1));
        assert_eq!(place(BLOCK), (1, 0));
        assert_eq!(place(3 * BLOCK - 1), (2, (BLOCK - 1) as u16));
    }
}
