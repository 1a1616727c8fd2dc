//! Ids for new rows, from the entropy that a command brings.

/// Gives a different id each time, and the same ones from the same entropy.
pub struct Mint {
    entropy: u128,
    minted: u64,
}

impl Mint {
    pub fn new(entropy: [u8; 16]) -> Self {
        Self {
            entropy: u128::from_be_bytes(entropy),
            minted: 0,
        }
    }

    /// The sixteen bytes of the next id.
    pub fn next(&mut self) -> [u8; 16] {
        self.minted += 1;
        let high = mix((self.entropy >> 64) as u64 ^ mix(self.minted));
        let low = mix(self.entropy as u64 ^ mix(high));
        (u128::from(high) << 64 | u128::from(low)).to_be_bytes()
    }
}

/// SplitMix64's finisher: one to one, and each bit of the input turns about half of the output.
fn mix(mut bits: u64) -> u64 {
    bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_entropy_gives_many_ids_and_always_the_same() {
        let ids = |entropy| {
            let mut mint = Mint::new(entropy);
            [mint.next(), mint.next(), mint.next()]
        };
        let [first, second, third] = ids([7; 16]);
        assert!(first != second && second != third && first != third);
        assert_eq!(ids([7; 16]), [first, second, third]);
        assert_ne!(ids([8; 16])[0], first);
    }
}
