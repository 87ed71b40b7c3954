//! The server's receipt.

use serde::{Deserialize, Serialize};

use crate::domain::time::Instant;

/// The number of a docket: 1 to 40 printable ASCII signs. The server's own; only shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocketNumber(String);

impl DocketNumber {
    /// A place to be read into; nobody sees it.
    pub(crate) const fn blank() -> Self {
        Self(String::new())
    }

    /// The number, to quote.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text is no number of a docket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a docket has 1 to 40 printable ASCII signs")]
pub struct DocketFault;

impl TryFrom<String> for DocketNumber {
    type Error = DocketFault;

    fn try_from(text: String) -> Result<Self, DocketFault> {
        let fits = (1..=40).contains(&text.len()) && text.bytes().all(|sign| sign.is_ascii_graphic());
        if fits { Ok(Self(text)) } else { Err(DocketFault) }
    }
}

impl From<DocketNumber> for String {
    fn from(number: DocketNumber) -> Self {
        number.0
    }
}

/// The server's receipt for a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Docket {
    /// The number to quote.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[!-~]{1,40}$"))]
    pub docket: DocketNumber,
    /// When it was received.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub received_at: Instant,
    /// By when an answer is promised.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub answer_by: Instant,
}

impl Docket {
    /// Which of two receipts for one complaint is shown, should there ever be two.
    pub(super) fn order(&self) -> (Instant, &str) {
        (self.received_at, self.docket.as_str())
    }

    /// By when an answer is promised. A promise that was over when it was made is none; the receipt counts all the same.
    #[must_use]
    pub fn promised(&self) -> Option<Instant> {
        (self.answer_by >= self.received_at).then_some(self.answer_by)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::contract::json;

    fn docket(number: &str, received_at: &str, answer_by: &str) -> String {
        serde_json::json!({ "docket": number, "received_at": received_at, "answer_by": answer_by }).to_string()
    }

    const EARLY: &str = "2024-10-24T18:00:00+05:30";
    const LATE: &str = "2024-10-31T18:00:00+05:30";

    #[test]
    fn a_receipt_is_read() {
        let read: Docket = json::read(docket("SB241024-00001", EARLY, LATE).as_bytes()).expect("a docket");
        assert_eq!(read.docket.as_str(), "SB241024-00001");
        assert_eq!(read.promised(), Some(read.answer_by));
        let with_more = docket("7", EARLY, LATE).replace('}', ", \"desk\": {\"name\": \"x\"}}");
        assert!(json::read::<Docket>(with_more.as_bytes()).is_ok(), "what is new does not matter");
    }

    #[test]
    fn a_promise_that_was_over_when_made_is_none_and_the_receipt_counts() {
        let read: Docket = json::read(docket("7", LATE, EARLY).as_bytes()).expect("a docket");
        assert_eq!(read.promised(), None);
        assert_eq!(read.docket.as_str(), "7");
    }

    #[rstest]
    #[case::empty("")]
    #[case::blank(" ")]
    #[case::blank_within("SB 1")]
    #[case::line("SB\n1")]
    #[case::from_right("\u{202e}1BS")]
    #[case::not_ascii("डॉकेट")]
    #[case::huge(&"9".repeat(41))]
    fn what_is_no_number_is_no_receipt(#[case] number: &str) {
        assert!(json::read::<Docket>(docket(number, EARLY, LATE).as_bytes()).is_err());
        assert!(serde_json::from_str::<Docket>(&docket(number, EARLY, LATE)).is_err());
    }

    #[rstest]
    #[case("")]
    #[case("{}")]
    #[case("null")]
    #[case("[]")]
    #[case("<!doctype html>")]
    #[case(r#"{"docket":7,"received_at":"2024-10-24T18:00:00+05:30","answer_by":"2024-10-24T18:00:00+05:30"}"#)]
    #[case(r#"{"docket":"7","received_at":"yesterday","answer_by":"2024-10-24T18:00:00+05:30"}"#)]
    #[case(r#"{"docket":"7","received_at":"2024-10-24T18:00:00+05:30"}"#)]
    #[case(r#"{"docket":"7","docket":"8","received_at":"2024-10-24T18:00:00+05:30","answer_by":"2024-10-24T18:00:00+05:30"}"#)]
    #[case(r#"{"docket":"7","received_at":"2024-10-24T18:00:00+05:30","answer_by":"2024-10-24T18:00"#)]
    fn what_has_another_shape_is_no_receipt(#[case] answer: &str) {
        assert!(json::read::<Docket>(answer.as_bytes()).is_err(), "{answer}");
    }
}
