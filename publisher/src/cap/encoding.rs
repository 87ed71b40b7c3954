//! From bytes to text: UTF-8, or ISO-8859-1 if the document says so. Anything else is refused by its name.

use super::CapFault;

/// The longest document that is read, 4 MiB. The largest real alert among our samples has 0.9 MB, most of it polygons.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

pub fn decoded(bytes: &[u8]) -> Result<String, CapFault> {
    if bytes.len() > MAX_BYTES {
        return Err(CapFault::TooLarge { bytes: bytes.len() });
    }
    // UTF-16 and UTF-32 begin with their mark, or with a zero beside the first `<` (XML 1.0 appendix F).
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.iter().take(4).any(|byte| *byte == 0) {
        return Err(CapFault::Encoding { name: "UTF-16 or UTF-32".into() });
    }
    let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    let declared = declared(bytes).unwrap_or_else(|| "UTF-8".into());
    match declared.to_ascii_uppercase().as_str() {
        "UTF-8" | "UTF8" | "US-ASCII" | "ASCII" => utf8(bytes),
        // Each byte is the code point of the same number.
        "ISO-8859-1" | "LATIN1" => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
        _ => Err(CapFault::Encoding { name: declared }),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, CapFault> {
    core::str::from_utf8(bytes).map(str::to_owned).map_err(|fault| {
        let before = bytes.get(..fault.valid_up_to()).unwrap_or_default();
        let feeds = before.iter().filter(|byte| **byte == b'\n').count();
        CapFault::NotUtf8 { line: u32::try_from(feeds + 1).unwrap_or(u32::MAX) }
    })
}

/// The encoding in the XML declaration (XML 1.0 §4.3.3). The declaration itself is ASCII in all of these.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let head = core::str::from_utf8(head.get(..end)?).ok()?;
    let (_, value) = head.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    value.get(1..)?.split(quote).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_latin_1_is_read_as_latin_1() {
        let bytes = b"<?xml version='1.0' encoding='iso-8859-1'?><a>caf\xe9</a>";
        assert!(decoded(bytes).is_ok_and(|text| text.ends_with("<a>café</a>")));
    }

    #[test]
    fn other_encodings_are_refused_by_name() {
        let fault = decoded(b"<?xml version=\"1.0\" encoding = \"windows-1252\"?><a/>");
        assert_eq!(fault, Err(CapFault::Encoding { name: "windows-1252".into() }));
        assert!(matches!(decoded(b"\xff\xfe<\0a\0"), Err(CapFault::Encoding { .. })));
        assert!(matches!(decoded(b"\0<\0a"), Err(CapFault::Encoding { .. })));
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_found_by_their_line() {
        assert_eq!(decoded(b"<a>\n\n\xe9</a>"), Err(CapFault::NotUtf8 { line: 3 }));
    }

    #[test]
    fn a_document_above_the_limit_is_refused_unread() {
        assert_eq!(decoded(&vec![b' '; MAX_BYTES + 1]), Err(CapFault::TooLarge { bytes: MAX_BYTES + 1 }));
    }
}
