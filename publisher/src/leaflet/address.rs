//! Where the leaflet is published.

/// The public directory in which `notices.html` and `notices.atom` lie. It stands in the QR code, on paper, and in the
/// ids of the feed: when it changes, readers of the feed meet every notice anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site(String);

/// Why a text is not such an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// Neither `https://` nor `http://`, or no host.
    #[error("the public address begins with https:// or http:// and a host")]
    Scheme,
    /// A character that an address cannot have, or a query or a fragment.
    #[error("the public address has only ASCII letters, digits and - . _ ~ : / % @ + in it")]
    Character,
    /// More than a QR code at a door can show.
    #[error("the public address is longer than 200 characters")]
    TooLong,
}

impl Site {
    /// Reads the address of the directory, with or without the slash at its end.
    ///
    /// # Errors
    /// [`AddressFault`].
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) {
            return Err(AddressFault::Scheme);
        }
        if !text.chars().all(|sign| sign.is_ascii_alphanumeric() || "-._~:/%@+".contains(sign)) {
            return Err(AddressFault::Character);
        }
        if text.len() > 200 {
            return Err(AddressFault::TooLong);
        }
        Ok(Self(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The address of the page.
    #[must_use]
    pub fn page(&self) -> String {
        format!("{}notices.html", self.0)
    }

    /// The address of the feed.
    #[must_use]
    pub fn feed(&self) -> String {
        format!("{}notices.atom", self.0)
    }

    /// The address of the directory, where the portal is looked for.
    #[must_use]
    pub fn directory(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_slash_at_the_end_is_no_matter() {
        for text in ["https://bijli.example/n", "https://bijli.example/n/"] {
            assert_eq!(Site::parse(text).map(|site| site.page()), Ok("https://bijli.example/n/notices.html".into()));
        }
    }

    #[rstest]
    #[case("bijli.example", AddressFault::Scheme)]
    #[case("javascript:alert(1)", AddressFault::Scheme)]
    #[case("https:///n", AddressFault::Scheme)]
    #[case("https://bijli.example/\"><b>", AddressFault::Character)]
    #[case("https://bijli.example/?a=1", AddressFault::Character)]
    #[case("https://बिजली.example", AddressFault::Character)]
    fn what_cannot_stand_on_paper_is_refused(#[case] text: &str, #[case] fault: AddressFault) {
        assert_eq!(Site::parse(text), Err(fault));
        assert_eq!(Site::parse(&format!("https://{}", "a".repeat(200))), Err(AddressFault::TooLong));
    }
}
