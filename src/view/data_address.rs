//! A file as a `data:` address (RFC 2397): a link to it opens or downloads without script or server.

/// The text as an address.
#[must_use]
pub fn data_address(media_type: &str, text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut address = ["data:", media_type, ";charset=utf-8,"].concat();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push('%');
            address.push(char::from(HEX[usize::from(byte >> 4)]));
            address.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::data_address;

    #[test]
    fn what_is_no_letter_is_escaped() {
        assert_eq!(data_address("text/csv", "a,\"₹\"\n"), "data:text/csv;charset=utf-8,a%2C%22%E2%82%B9%22%0A");
    }
}
