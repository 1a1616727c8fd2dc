//! A form with files, as a browser sends it (RFC 7578).

/// The fields of a form, by their names; none where `kind`, the field `Content-Type`, tells of none, or the
/// body is not one.
pub fn fields<'a>(kind: &str, body: &'a [u8]) -> Option<Vec<(String, &'a [u8])>> {
    let rest = kind.strip_prefix("multipart/form-data")?;
    let boundary = rest
        .split(';')
        .find_map(|part| part.trim().strip_prefix("boundary="))?;
    let boundary = boundary.trim_matches('"');
    if boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let first = format!("--{boundary}");
    let next = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(first.as_bytes())?;
    let mut fields = Vec::new();
    // After the last one come two more dashes.
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let (headers, body) = split(part, b"\r\n\r\n")?;
        let (body, after) = split(body, next.as_bytes())?;
        fields.push((name(std::str::from_utf8(headers).ok()?)?, body));
        rest = after;
    }
    rest.starts_with(b"--").then_some(fields)
}

fn split<'a>(text: &'a [u8], by: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = text.windows(by.len()).position(|part| part == by)?;
    Some((text.get(..at)?, text.get(at + by.len()..)?))
}

/// What the field is called.
fn name(headers: &str) -> Option<String> {
    let mut lines = headers.split("\r\n");
    let line = lines.find(|line| {
        line.to_ascii_lowercase()
            .starts_with("content-disposition:")
    })?;
    let (_, rest) = line.split_once("; name=\"")?;
    Some(rest.split_once('"')?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=----x";
    const FORM: &[u8] =
        b"------x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n\
        ------x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n\
        Content-Type: application/zip\r\n\r\nPK\r\n\0--x\r\n------x--\r\n";

    #[test]
    fn fields_and_files_come_by_their_names() {
        let fields = fields(KIND, FORM).unwrap();
        assert_eq!(fields[0], ("csrf".to_owned(), &b"token"[..]));
        assert_eq!(fields[1], ("file".to_owned(), &b"PK\r\n\0--x"[..]));
        assert_eq!(fields.len(), 2);
    }

    #[test]
    fn whatever_is_none_is_none() {
        for kind in [
            "",
            "text/plain",
            "multipart/form-data",
            "multipart/form-data; boundary=",
        ] {
            assert_eq!(fields(kind, FORM), None, "{kind}");
        }
        for end in 0..FORM.len() - 2 {
            assert_eq!(fields(KIND, &FORM[..end]), None, "{end}");
        }
    }
}
