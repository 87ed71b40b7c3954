//! The one way to write a text that somebody else composed into HTML or XML.

/// `text` as character data or as the value of an attribute in double quotes, for XML 1.0 and for HTML alike.
///
/// A carriage return is written as a reference, since XML readers would turn it into a line feed (XML 1.0 §2.11). A
/// character that XML 1.0 has no way to write (§2.2: most control characters, U+FFFE, U+FFFF) becomes U+FFFD, so that
/// it shows that something stood there.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            // Also keeps `]]>` out of character data, where XML 1.0 §2.4 forbids it.
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\r' => written.push_str("&#13;"),
            '\t' | '\n' => written.push(character),
            // HTML knows no C1 controls either; XML 1.0 only discourages them (§2.2).
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => written.push('\u{fffd}'),
            _ => written.push(character),
        }
    }
    written
}

/// Whether `tag` has the form of a language tag as XML Schema's `xs:language` has it (BCP 47, simplified).
#[must_use]
pub fn is_language_tag(tag: &str) -> bool {
    tag.split('-').enumerate().all(|(place, part)| {
        (1..=8).contains(&part.len())
            && part.chars().all(|sign| sign.is_ascii_alphabetic() || place > 0 && sign.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        assert_eq!(escaped(r#"<b a="x">&]]>"#), "&lt;b a=&quot;x&quot;&gt;&amp;]]&gt;");
    }

    #[test]
    fn what_xml_cannot_write_leaves_a_mark() {
        assert_eq!(escaped("a\0b\u{1b}c\u{ffff}d\r\n\te"), "a\u{fffd}b\u{fffd}c\u{fffd}d&#13;\n\te");
    }

    #[test]
    fn a_language_tag_is_told_from_other_words() {
        for tag in ["hi", "hi-IN", "en-IN", "es-419", "zh-tw"] {
            assert!(is_language_tag(tag), "{tag}");
        }
        for tag in ["", "hi_IN", "hi-", "1a", "devanagari", "\" onload"] {
            assert!(!is_language_tag(tag), "{tag}");
        }
    }
}
