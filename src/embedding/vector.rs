//! The direction of a meaning, in as many bytes as it has dimensions.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub const DIMENSIONS: usize = 128;

/// What a vector of length one is multiplied with, to be rounded into bytes.
const UNIT: f32 = 127.0;

/// A vector of length one, rounded; in JSON it is base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vector([i8; DIMENSIONS]);

impl Vector {
    /// The direction of a sum; none where it has none.
    pub fn towards(sum: &[f32; DIMENSIONS]) -> Option<Self> {
        let length = sum.iter().map(|part| part * part).sum::<f32>().sqrt();
        if length <= f32::EPSILON {
            return None;
        }
        let mut vector = [0; DIMENSIONS];
        for (part, sum) in vector.iter_mut().zip(sum) {
            *part = (sum / length * UNIT).round() as i8;
        }
        Some(Self(vector))
    }

    /// Adds it to a sum, so many times.
    pub fn add_to(&self, sum: &mut [f32; DIMENSIONS], times: f32) {
        for (sum, part) in sum.iter_mut().zip(self.0) {
            *sum += f32::from(part) * times;
        }
    }

    /// As bytes, `DIMENSIONS` of them.
    pub fn bytes(&self) -> [u8; DIMENSIONS] {
        self.0.map(i8::cast_unsigned)
    }

    /// The cosine of the angle to a vector that is given in bytes: -1 to 1.
    pub fn likeness(&self, bytes: &[u8; DIMENSIONS]) -> f32 {
        product(&self.0, bytes) as f32 / (UNIT * UNIT)
    }
}

/// The scalar product, sixteen dimensions at a time. It is most of what a search of many vectors
/// takes, and the worker is compiled for size, where loops are not made into this.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
fn product(one: &[i8; DIMENSIONS], other: &[u8; DIMENSIONS]) -> i32 {
    use core::arch::wasm32::{
        i16x8_extmul_high_i8x16, i16x8_extmul_low_i8x16, i32x4_add, i32x4_extadd_pairwise_i16x8,
        i32x4_extract_lane, i32x4_splat, i64x2, v128,
    };
    const LANES: usize = size_of::<v128>();
    let read = |bytes: [u8; LANES]| {
        let both = u128::from_le_bytes(bytes);
        i64x2(both as i64, (both >> 64) as i64)
    };
    let (ones, _) = one.as_chunks::<LANES>();
    let (others, _) = other.as_chunks::<LANES>();
    let mut sums = i32x4_splat(0);
    for (one, other) in ones.iter().zip(others) {
        let (one, other) = (read(one.map(i8::cast_unsigned)), read(*other));
        for products in [
            i16x8_extmul_low_i8x16(one, other),
            i16x8_extmul_high_i8x16(one, other),
        ] {
            sums = i32x4_add(sums, i32x4_extadd_pairwise_i16x8(products));
        }
    }
    i32x4_extract_lane::<0>(sums)
        + i32x4_extract_lane::<1>(sums)
        + i32x4_extract_lane::<2>(sums)
        + i32x4_extract_lane::<3>(sums)
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
fn product(one: &[i8; DIMENSIONS], other: &[u8; DIMENSIONS]) -> i32 {
    let pairs = one.iter().zip(other);
    let products = pairs.map(|(one, other)| i32::from(*one) * i32::from(other.cast_signed()));
    products.sum()
}

impl Serialize for Vector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD_NO_PAD.encode(self.bytes()))
    }
}

impl<'de> Deserialize<'de> for Vector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD_NO_PAD.decode(text).map_err(D::Error::custom)?;
        let bytes: [u8; DIMENSIONS] = bytes
            .try_into()
            .map_err(|_| D::Error::custom("a vector has another length"))?;
        Ok(Self(bytes.map(u8::cast_signed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(first: f32, second: f32) -> Vector {
        let mut sum = [0.0; DIMENSIONS];
        (sum[0], sum[1]) = (first, second);
        Vector::towards(&sum).unwrap()
    }

    #[test]
    fn likeness_is_the_cosine_whatever_the_length() {
        let east = vector(3.0, 0.0);
        for (other, cosine) in [
            (vector(0.1, 0.0), 1.0),
            (vector(1.0, 1.0), 0.707),
            (vector(0.0, 5.0), 0.0),
            (vector(-2.0, 0.0), -1.0),
        ] {
            assert!((east.likeness(&other.bytes()) - cosine).abs() < 0.01);
        }
        assert_eq!(Vector::towards(&[0.0; DIMENSIONS]), None);
    }

    #[test]
    fn it_crosses_as_text() {
        let one = vector(1.0, -0.5);
        let text = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Vector>(&text).unwrap(), one);
        assert!(serde_json::from_str::<Vector>("\"AAAA\"").is_err());
    }
}
