//! What objects, partitions and metadata may be called, and how long they may be.

use std::collections::BTreeMap;

use crate::failure::Failure;
use crate::ports::{Head, HttpMetadata};

/// Bytes of the longest key: the 1,024 that R2 has, less what says whose the object is.
pub const LONGEST_KEY: usize = 1_024 - "buckets///".len() - 2 * 64;
/// Characters of the longest name of a partition.
const LONGEST_PARTITION: usize = 128;
/// Where none is named.
const DEFAULT_PARTITION: &str = "default";
/// Under which an object's partition stands among its metadata.
pub const PARTITION: &str = "partition";

/// Custom metadata: entries, characters of a name, bytes of a value and of all together. R2 has
/// 8,192 bytes, and may count those of a character twice.
const MOST_ENTRIES: usize = 32;
const LONGEST_NAME: usize = 64;
const LONGEST_VALUE: usize = 1_024;
const MOST_METADATA: usize = 2_048;
/// Characters of a field of the HTTP metadata.
const LONGEST_HEADER: usize = 256;

/// A key, as it came from outside: any printable text.
pub fn key(text: &str) -> Result<String, Failure> {
    if text.is_empty() || text.len() > LONGEST_KEY || text.chars().any(char::is_control) {
        let why = format!("a key has 1 to {LONGEST_KEY} bytes, and no control characters");
        return Err(Failure::invalid("key", why));
    }
    Ok(text.to_owned())
}

/// What keys may begin with: nothing, too.
pub fn prefix(text: &str) -> Result<String, Failure> {
    if text.is_empty() {
        return Ok(String::new());
    }
    key(text).map_err(|_| {
        let why = format!("a prefix has at most {LONGEST_KEY} bytes, and no control characters");
        Failure::invalid("prefix", why)
    })
}

pub fn partition(name: Option<&str>) -> Result<String, Failure> {
    let name = name.unwrap_or(DEFAULT_PARTITION);
    let length = name.chars().count();
    if length == 0 || length > LONGEST_PARTITION || name.chars().any(char::is_control) {
        let why = format!("a partition's name has 1 to {LONGEST_PARTITION} printable characters");
        return Err(Failure::invalid("partition", why));
    }
    Ok(name.to_owned())
}

pub fn check_custom_metadata(metadata: &BTreeMap<String, String>) -> Result<(), Failure> {
    let refuse = |why: String| Err(Failure::invalid("custom_metadata", why));
    if metadata.len() > MOST_ENTRIES {
        return refuse(format!("an object has at most {MOST_ENTRIES} entries"));
    }
    if metadata.contains_key(PARTITION) {
        return refuse("the partition is a field of its own".to_owned());
    }
    if !metadata.keys().all(|name| is_name(name)) {
        return refuse(format!(
            "a name has 1 to {LONGEST_NAME} letters, digits, - and _, and begins with one of the \
             first two"
        ));
    }
    let is_value =
        |value: &String| value.len() <= LONGEST_VALUE && !value.chars().any(char::is_control);
    if !metadata.values().all(is_value) {
        return refuse(format!(
            "a value has at most {LONGEST_VALUE} bytes, and no control characters"
        ));
    }
    let lengths = metadata
        .iter()
        .map(|(name, value)| name.len() + value.len());
    if lengths.sum::<usize>() > MOST_METADATA {
        return refuse(format!("all together have at most {MOST_METADATA} bytes"));
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(inner)
}

pub fn check_http_metadata(metadata: &HttpMetadata) -> Result<(), Failure> {
    for (field, value) in [
        ("content_type", &metadata.content_type),
        ("content_language", &metadata.content_language),
        ("content_disposition", &metadata.content_disposition),
        ("content_encoding", &metadata.content_encoding),
        ("cache_control", &metadata.cache_control),
    ] {
        let Some(value) = value else { continue };
        let is_printable = value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if value.is_empty() || value.len() > LONGEST_HEADER || !is_printable {
            let why = format!("has 1 to {LONGEST_HEADER} printable ASCII characters");
            return Err(Failure::invalid(field, why));
        }
    }
    Ok(())
}

/// The partition that an object of the bucket is in.
pub fn partition_of(head: &Head) -> String {
    let named = head.custom_metadata.get(PARTITION);
    named.map_or(DEFAULT_PARTITION, String::as_str).to_owned()
}
