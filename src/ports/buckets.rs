//! Large and verbatim things: transcripts, exports, and what owners' programs put into buckets of
//! their own. Keys are ordered by their bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::time::Timestamp;

pub trait SmartBuckets {
    /// Writes an object whole, in place of what stands there. None where the condition did not
    /// hold.
    ///
    /// # Errors
    /// `Invalid` where the body has not the checksum that it is said to have.
    async fn put(
        &self,
        key: &str,
        body: Vec<u8>,
        options: PutOptions,
    ) -> Result<Option<Head>, Failure>;

    /// Reads an object, or a part of it.
    ///
    /// # Errors
    /// `Invalid` where the object has no such part.
    async fn get(&self, key: &str, range: Option<Range>) -> Result<Option<Object>, Failure>;

    /// What is known of an object without its body.
    async fn head(&self, key: &str) -> Result<Option<Head>, Failure>;

    /// Takes up to 1,000 objects away. Those that are not there already are none to it.
    async fn delete(&self, keys: &[String]) -> Result<(), Failure>;

    /// A page of objects by their keys.
    async fn list(&self, listing: &Listing) -> Result<Listed, Failure>;

    /// Writes a text. Says whether it was written: false where the condition did not hold.
    async fn put_text(
        &self,
        key: &str,
        text: String,
        condition: Condition,
    ) -> Result<bool, Failure> {
        let options = PutOptions {
            condition,
            ..PutOptions::default()
        };
        let written = self.put(key, text.into_bytes(), options).await?;
        Ok(written.is_some())
    }

    /// Reads a text whole.
    async fn text(&self, key: &str) -> Result<Option<Text>, Failure> {
        let Some(object) = self.get(key, None).await? else {
            return Ok(None);
        };
        let text = String::from_utf8(object.body)
            .map_err(|_| Failure::unavailable("what lies in the bucket is no text"))?;
        Ok(Some(Text {
            text,
            etag: object.head.etag,
        }))
    }
}

/// What is known of an object without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub key: String,
    /// Names this very writing of it.
    pub version: String,
    /// Names what it says: the same body written again has the same.
    pub etag: String,
    /// Bytes of the whole.
    pub size: u64,
    pub uploaded: Timestamp,
    pub http_metadata: HttpMetadata,
    pub custom_metadata: BTreeMap<String, String>,
}

/// An object as it was read: the whole of it, or the part that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    pub head: Head,
    pub body: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub etag: String,
}

/// What those who fetch an object over HTTP are told of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HttpMetadata {
    pub content_type: Option<String>,
    pub content_language: Option<String>,
    pub content_disposition: Option<String>,
    pub content_encoding: Option<String>,
    pub cache_control: Option<String>,
    pub cache_expiry: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutOptions {
    pub http_metadata: HttpMetadata,
    pub custom_metadata: BTreeMap<String, String>,
    pub checksum: Option<Checksum>,
    pub condition: Condition,
}

/// When a put may write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Condition {
    #[default]
    Always,
    /// Only where nothing stands under the key.
    Absent,
    /// Only over what has that etag.
    Version(String),
}

/// What the body of a put comes down to, so that nothing is written that was broken on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checksum {
    Md5([u8; 16]),
    Sha256([u8; 32]),
}

impl Checksum {
    /// Reads an MD5 in hexadecimal.
    pub fn md5(text: &str) -> Result<Self, Failure> {
        let digest = hexadecimal(text);
        let digest = digest.ok_or_else(|| Failure::invalid("md5", "this is no MD5"))?;
        Ok(Self::Md5(digest))
    }

    /// Reads a SHA-256 in hexadecimal.
    pub fn sha256(text: &str) -> Result<Self, Failure> {
        let digest = hexadecimal(text);
        let digest = digest.ok_or_else(|| Failure::invalid("sha256", "this is no SHA-256"))?;
        Ok(Self::Sha256(digest))
    }

    /// What whoever put a body under another's checksum is told.
    pub fn mismatch(self) -> Failure {
        let field = match self {
            Self::Md5(_) => "md5",
            Self::Sha256(_) => "sha256",
        };
        Failure::invalid(field, "the body has another checksum")
    }
}

fn hexadecimal<const BYTES: usize>(text: &str) -> Option<[u8; BYTES]> {
    let digits: Vec<u32> = text
        .chars()
        .map(|c| c.to_digit(16))
        .collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits
        .chunks_exact(2)
        .filter_map(|pair| u8::try_from(pair.iter().fold(0, |byte, digit| byte << 4 | digit)).ok())
        .collect();
    (digits.len() == 2 * BYTES)
        .then(|| bytes.try_into().ok())
        .flatten()
}

/// A part of an object, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// From there to the end, or as much of it as there is.
    From { offset: u64, length: Option<u64> },
    /// The last so many; the whole where it is shorter.
    Suffix { length: u64 },
}

impl Range {
    /// Where it begins in an object of that size, and how long it is there. None where no byte of
    /// the object is in it.
    pub fn within(self, size: u64) -> Option<(u64, u64)> {
        let (offset, length) = match self {
            Self::From { offset, length } => {
                let rest = size.checked_sub(offset)?;
                (offset, length.map_or(rest, |length| length.min(rest)))
            }
            Self::Suffix { length } => {
                let length = length.min(size);
                (size - length, length)
            }
        };
        (length > 0).then_some((offset, length))
    }

    /// What whoever asked for such a part is told.
    pub fn missing() -> Failure {
        Failure::invalid("range", "the object has no such part")
    }
}

/// Which objects, and how many of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub prefix: String,
    /// Keys that have this after the prefix come as one: as what they have in common up to it.
    pub delimiter: Option<String>,
    /// Objects and delimited prefixes, 1 to 1,000. A page may hold fewer, and not be the last.
    pub limit: u32,
    /// Of the page before.
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// In the order of their keys.
    pub objects: Vec<Head>,
    pub delimited_prefixes: Vec<String>,
    /// Where there is more, what the next page is asked for with.
    pub cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_what_of_it_is_there() {
        let from = |offset, length| Range::From { offset, length };
        let suffix = |length| Range::Suffix { length };
        for (range, size, within) in [
            (from(0, None), 10, Some((0, 10))),
            (from(3, Some(4)), 10, Some((3, 4))),
            (from(8, Some(9)), 10, Some((8, 2))),
            (from(u64::MAX, Some(u64::MAX)), 10, None),
            (from(10, None), 10, None),
            (from(2, Some(0)), 10, None),
            (suffix(4), 10, Some((6, 4))),
            (suffix(11), 10, Some((0, 10))),
            (suffix(0), 10, None),
            (suffix(1), 0, None),
        ] {
            assert_eq!(range.within(size), within, "{range:?}");
        }
    }

    #[test]
    fn a_checksum_is_read_whole_or_not_at_all() {
        let whole = "00ff".repeat(8);
        let Ok(Checksum::Md5(digest)) = Checksum::md5(&whole) else {
            panic!("{whole} is one");
        };
        assert_eq!(digest[..4], [0, 255, 0, 255]);
        for broken in [
            "",
            "0",
            &"0".repeat(31),
            &"0g".repeat(16),
            &"00".repeat(17),
            &"é".repeat(16),
        ] {
            assert!(Checksum::md5(broken).is_err(), "{broken}");
        }
        assert!(Checksum::sha256(&whole).is_err());
        assert!(Checksum::sha256(&whole.repeat(2).to_uppercase()).is_ok());
    }
}
