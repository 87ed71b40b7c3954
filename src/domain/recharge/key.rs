//! The name of one wish to pay towards the server (IETF draft-ietf-httpapi-idempotency-key-header-07).

use serde::{Deserialize, Serialize};

/// A UUID (RFC 9562) that names one wish to pay for ever.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// A place to be read into; nobody sees it.
    pub(crate) const fn blank() -> Self {
        Self(String::new())
    }

    /// A version 4 UUID from 16 random bytes.
    #[must_use]
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let mut text = String::with_capacity(36);
        for (place, byte) in bytes.iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            for nibble in [byte >> 4, byte & 0x0f] {
                text.push(char::from(b"0123456789abcdef"[usize::from(nibble)]));
            }
        }
        Self(text)
    }

    /// The value of the `Idempotency-Key` header: a structured-field string, in quotes (RFC 9651 §3.3.3).
    #[must_use]
    pub fn to_header(&self) -> String {
        format!("\"{}\"", self.0)
    }

    /// Reads a header's value.
    ///
    /// # Errors
    /// [`KeyFault`] unless it is a quoted UUID.
    pub fn from_header(value: &str) -> Result<Self, KeyFault> {
        value
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .ok_or(KeyFault)
            .and_then(|text| Self::try_from(text.to_owned()))
    }

    /// The UUID.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for IdempotencyKey {
    type Error = KeyFault;
    fn try_from(text: String) -> Result<Self, KeyFault> {
        let fits = text.len() == 36
            && text.bytes().enumerate().all(|(place, sign)| match place {
                8 | 13 | 18 | 23 => sign == b'-',
                _ => sign.is_ascii_digit() || (b'a'..=b'f').contains(&sign),
            });
        if fits { Ok(Self(text)) } else { Err(KeyFault) }
    }
}

impl From<IdempotencyKey> for String {
    fn from(key: IdempotencyKey) -> Self {
        key.0
    }
}

/// The text is not an idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key is a quoted UUID in lower case")]
pub struct KeyFault;

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_key_is_a_version_4_uuid_and_survives_its_header() {
        let key = IdempotencyKey::from_random([0xff; 16]);
        assert_eq!(key.as_str(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(IdempotencyKey::from_header(&key.to_header()), Ok(key));
    }

    #[rstest]
    #[case("")]
    #[case("ffffffff-ffff-4fff-bfff-ffffffffffff")]
    #[case("\"FFFFFFFF-ffff-4fff-bfff-ffffffffffff\"")]
    #[case("\"' OR 1=1 --\"")]
    fn a_header_that_is_no_quoted_uuid_is_refused(#[case] value: &str) {
        assert_eq!(IdempotencyKey::from_header(value), Err(KeyFault));
    }
}
