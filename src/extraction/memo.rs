//! What is made once of each text of the program (a pattern, a list of words), and found again by where
//! that text lies, which never changes.

/// Places; a power of two, and more than there are such texts.
const PLACES: usize = 4_096;

/// Spreads what lies close together (the golden ratio in 64 bits).
const MIXING: u64 = 0x9e37_79b9_7f4a_7c15;

/// Where a text lies, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lies {
    at: usize,
    length: usize,
}

impl Lies {
    pub fn of<T>(held: &'static [T]) -> Self {
        Self {
            at: held.as_ptr().addr(),
            length: held.len(),
        }
    }
}

#[derive(Debug)]
pub struct Memo<V: 'static>(Vec<Option<(Lies, &'static V)>>);

impl<V> Memo<V> {
    pub fn new() -> Self {
        Self((0..PLACES).map(|_| None).collect())
    }

    /// What was made of it, or is now.
    pub fn of(&mut self, lies: Lies, make: impl FnOnce() -> V) -> &'static V {
        let mixed = (lies.at as u64 ^ (lies.length as u64) << 40).wrapping_mul(MIXING);
        let begun = (mixed >> 48) as usize;
        for step in 0..PLACES {
            let Some(place) = self.0.get_mut((begun + step) % PLACES) else {
                break;
            };
            match place {
                Some((held, made)) if *held == lies => return made,
                Some(_) => {}
                None => {
                    let made: &'static V = Box::leak(Box::new(make()));
                    *place = Some((lies, made));
                    return made;
                }
            }
        }
        Box::leak(Box::new(make()))
    }
}
