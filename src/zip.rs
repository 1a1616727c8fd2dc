//! A zip that is written file by file as it is sent: each file's bytes follow its header, and at the end
//! comes the list of all. Files are stored as they are. Such a zip, and no other, is read again.

use std::collections::BTreeMap;

use crate::time::Timestamp;

/// The most files that the list can count, and the bytes that it can reach.
const MOST_FILES: usize = 0xfffe;
const MOST_BYTES: u64 = 0xffff_fff0;
/// What of that is kept for the files that are put when there is room for no other.
const LAST_FILES: usize = 16;
const LAST_BYTES: u64 = 64 << 20;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// The version of the format that reads it.
const VERSION: u16 = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a zip holds at most {MOST_FILES} files and four gigabytes")]
pub struct Full;

/// What was written so far.
#[derive(Debug, Clone, Default)]
pub struct Zip {
    offset: u64,
    files: usize,
    /// The list of all files, as it comes at the end.
    list: Vec<u8>,
}

impl Zip {
    /// The bytes of one more file. `name` has no `..` and no leading `/`: whoever names it sees to that.
    ///
    /// # Errors
    /// Where the zip can hold no more, but for some last files.
    pub fn file(&mut self, name: &str, body: &[u8], at: Timestamp) -> Result<Vec<u8>, Full> {
        let (files, bytes) = (MOST_FILES - LAST_FILES, MOST_BYTES - LAST_BYTES);
        self.put(name, body, at, files, bytes)
    }

    /// The same for a file that there must be, however full the zip is.
    ///
    /// # Errors
    /// Where the zip can hold no more.
    pub fn last_file(&mut self, name: &str, body: &[u8], at: Timestamp) -> Result<Vec<u8>, Full> {
        self.put(name, body, at, MOST_FILES, MOST_BYTES)
    }

    fn put(
        &mut self,
        name: &str,
        body: &[u8],
        at: Timestamp,
        most_files: usize,
        most_bytes: u64,
    ) -> Result<Vec<u8>, Full> {
        let (offset, size) = (u32::try_from(self.offset), u32::try_from(body.len()));
        let length = u16::try_from(name.len());
        let after = self.offset + body.len() as u64 + 30 + name.len() as u64;
        let (Ok(offset), Ok(size), Ok(length)) = (offset, size, length) else {
            return Err(Full);
        };
        if self.files >= most_files || after + self.list.len() as u64 > most_bytes {
            return Err(Full);
        }
        // Of header and list alike: flags, no compression, when, checksum, sizes, the name's length.
        let (day, time) = on_the_clock(at);
        let mut said = Vec::with_capacity(26);
        for short in [VERSION, FLAGS, 0, time, day] {
            said.extend(short.to_le_bytes());
        }
        for long in [crc32(body), size, size] {
            said.extend(long.to_le_bytes());
        }
        for short in [length, 0] {
            said.extend(short.to_le_bytes());
        }

        let mut written = b"PK\x03\x04".to_vec();
        written.extend(&said);
        written.extend(name.as_bytes());
        written.extend(body);

        self.list.extend(b"PK\x01\x02");
        self.list.extend(VERSION.to_le_bytes());
        self.list.extend(&said);
        // No comment, the first disk, no attributes.
        self.list.extend([0; 10]);
        self.list.extend(offset.to_le_bytes());
        self.list.extend(name.as_bytes());
        self.offset = after;
        self.files += 1;
        Ok(written)
    }

    /// The bytes at the end.
    pub fn end(self) -> Vec<u8> {
        let files = u16::try_from(self.files).unwrap_or(u16::MAX);
        let size = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let offset = u32::try_from(self.offset).unwrap_or(u32::MAX);
        let mut end = self.list;
        end.extend(b"PK\x05\x06\0\0\0\0");
        end.extend(files.to_le_bytes());
        end.extend(files.to_le_bytes());
        end.extend(size.to_le_bytes());
        end.extend(offset.to_le_bytes());
        end.extend([0, 0]);
        end
    }
}

/// Why a zip can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("That is no zip, or only a part of one.")]
    Broken,
    #[error("Send the file as it was downloaded: this one was packed anew.")]
    Packed,
}

/// The files of a zip that was written here, by their names.
///
/// # Errors
/// Where it is none, is broken or was packed by something else. What it says of sizes is only believed as
/// far as its bytes go: all files together hold no more than there are.
pub fn read(zip: &[u8]) -> Result<BTreeMap<&str, &[u8]>, Unreadable> {
    use Unreadable::{Broken, Packed};
    let end = zip.len().checked_sub(END).ok_or(Broken)?;
    let end = Bytes(zip.get(end..).ok_or(Broken)?);
    if end.text(0, 4) != Some(b"PK\x05\x06") {
        return Err(Broken);
    }
    let count = end.short(10).ok_or(Broken)?;
    let mut at = end.long(16).ok_or(Broken)?;
    let mut files = BTreeMap::new();
    let mut total = 0;
    let zip = Bytes(zip);
    for _ in 0..count {
        if zip.text(at, 4) != Some(b"PK\x01\x02") {
            return Err(Broken);
        }
        let short = |place| zip.short(at + place).ok_or(Broken);
        let long = |place| zip.long(at + place).ok_or(Broken);
        let (size, begins) = (long(24)?, long(42)?);
        let length = usize::from(short(28)?);
        let beside = usize::from(short(30)?) + usize::from(short(32)?);
        if short(10)? != 0 || long(20)? != size {
            return Err(Packed);
        }
        let name = zip.text(at + 46, length).ok_or(Broken)?;
        let name = std::str::from_utf8(name).map_err(|_| Broken)?;
        if zip.text(begins, 4) != Some(b"PK\x03\x04") {
            return Err(Broken);
        }
        let own = [26, 28].map(|place| zip.short(begins + place).map_or(0, usize::from));
        let body = zip.text(begins + 30 + own.iter().sum::<usize>(), size);
        let body = body.ok_or(Broken)?;
        total += size;
        if total > zip.0.len() || crc32(body) as usize != long(16)? {
            return Err(Broken);
        }
        if files.insert(name, body).is_some() {
            return Err(Broken);
        }
        at += 46 + length + beside;
    }
    Ok(files)
}

/// How long what stands at the end is.
const END: usize = 22;

#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn text(self, at: usize, length: usize) -> Option<&'a [u8]> {
        self.0.get(at..at.checked_add(length)?)
    }

    fn short(self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.text(at, 2)?.try_into().ok()?))
    }

    fn long(self, at: usize) -> Option<usize> {
        let bytes = self.text(at, 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    }
}

/// A moment as the format has it: day and time in UTC, to two seconds, from 1980 on.
fn on_the_clock(at: Timestamp) -> (u16, u16) {
    let text = at.to_string();
    let number = |range: std::ops::Range<usize>| -> u16 {
        let digits = text.get(range).and_then(|digits| digits.parse().ok());
        digits.unwrap_or(0)
    };
    let year = number(0..4).clamp(1980, 2107) - 1980;
    let day = year << 9 | number(5..7) << 5 | number(8..10);
    let time = number(11..13) << 11 | number(14..16) << 5 | (number(17..19) / 2);
    (day, time)
}

fn crc32(body: &[u8]) -> u32 {
    const TABLE: [u32; 16] = {
        let mut table = [0; 16];
        let mut index = 0;
        while index < 16 {
            let mut bits = index as u32;
            let mut turn = 0;
            while turn < 4 {
                bits = bits >> 1 ^ if bits & 1 == 1 { 0xedb8_8320 } else { 0 };
                turn += 1;
            }
            #[allow(clippy::indexing_slicing, reason = "worked out when it is compiled")]
            {
                table[index] = bits;
            }
            index += 1;
        }
        table
    };
    let step = |crc: u32, bits: u32| {
        let index = ((crc ^ bits) & 15) as usize;
        crc >> 4 ^ TABLE.get(index).copied().unwrap_or(0)
    };
    !body.iter().fold(!0, |crc, &byte| {
        let crc = step(crc, byte.into());
        step(crc, u32::from(byte) >> 4)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn a_moment_is_told_as_the_format_has_it() {
        let at = Timestamp::parse("2025-01-08T15:04:30Z").unwrap();
        assert_eq!(
            on_the_clock(at),
            (45 << 9 | 1 << 5 | 8, 15 << 11 | 4 << 5 | 15)
        );
        assert_eq!(on_the_clock(Timestamp::from_millis(0)).0, 1 << 5 | 1);
    }

    #[test]
    fn the_list_tells_where_each_file_begins() {
        let mut zip = Zip::default();
        let at = Timestamp::from_millis(0);
        let mut written = zip.file("a.txt", b"one", at).unwrap();
        let second = written.len() as u32;
        written.extend(zip.file("b/ü.txt", b"two!", at).unwrap());
        let list = written.len() as u32;
        written.extend(zip.end());
        assert_eq!(&written[second as usize..][..4], b"PK\x03\x04");
        let end = &written[written.len() - 22..];
        assert_eq!(&end[..4], b"PK\x05\x06");
        assert_eq!(end[10..12], 2_u16.to_le_bytes());
        assert_eq!(end[16..20], list.to_le_bytes());
        let first = &written[list as usize..];
        assert_eq!(first[42..46], 0_u32.to_le_bytes());
        let other = &first[46 + 5..];
        assert_eq!(&other[..4], b"PK\x01\x02");
        assert_eq!(other[42..46], second.to_le_bytes());
    }

    #[test]
    fn a_full_zip_has_room_for_what_tells_so() {
        let at = Timestamp::from_millis(0);
        let mut many = Zip::default();
        while many.file("f", b"", at).is_ok() {}
        let mut large = Zip {
            offset: MOST_BYTES - LAST_BYTES,
            ..Zip::default()
        };
        assert_eq!(large.file("f", b"", at), Err(Full));
        for full in [&mut many, &mut large] {
            for _ in 0..LAST_FILES {
                assert!(full.last_file("why", b"it is full", at).is_ok());
                assert_eq!(full.file("f", b"", at), Err(Full));
            }
        }
        assert_eq!(many.last_file("f", b"", at), Err(Full));
    }

    fn written() -> Vec<u8> {
        let mut zip = Zip::default();
        let at = Timestamp::from_millis(0);
        let mut written = zip.file("a.txt", b"one", at).unwrap();
        written.extend(zip.file("b/ü.txt", b"two!", at).unwrap());
        written.extend(zip.end());
        written
    }

    #[test]
    fn what_is_written_is_read_again() {
        let zip = written();
        let files = read(&zip).unwrap();
        assert_eq!(files.len(), 2);
        assert_eq!(
            (files["a.txt"], files["b/ü.txt"]),
            (&b"one"[..], &b"two!"[..])
        );
        assert_eq!(read(&Zip::default().end()), Ok(BTreeMap::new()));
    }

    #[test]
    fn whatever_is_changed_in_a_zip_is_read_or_refused() {
        let zip = written();
        for place in 0..zip.len() {
            assert!(read(&zip[..place]).is_err());
            for bits in [1, 0x80, 0xff] {
                let mut other = zip.clone();
                other[place] ^= bits;
                if let Ok(files) = read(&other) {
                    assert!(files.values().map(|body| body.len()).sum::<usize>() <= zip.len());
                }
            }
        }
    }

    #[test]
    fn what_was_packed_or_lies_over_itself_is_refused() {
        let zip = written();
        let list = zip
            .windows(4)
            .position(|four| four == b"PK\x01\x02")
            .unwrap();
        let mut packed = zip.clone();
        packed[list + 10] = 8;
        assert_eq!(read(&packed), Err(Unreadable::Packed));
        // Many names for one large body.
        let mut bomb = Zip::default();
        let at = Timestamp::from_millis(0);
        let mut bytes = bomb.file("0", &[7; 1_000], at).unwrap();
        let one = bomb.list.clone();
        for name in b'1'..=b'9' {
            let mut again = one.clone();
            *again.last_mut().unwrap() = name;
            bomb.list.extend(again);
            bomb.files += 1;
        }
        bytes.extend(bomb.end());
        assert_eq!(read(&bytes), Err(Unreadable::Broken));
    }
}
