//! The direction of a meaning, in as many bytes as it has dimensions.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::product::product;

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
