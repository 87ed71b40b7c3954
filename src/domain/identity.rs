//! Who and what: the numbers that name an account and an order.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::money::latin_digit;

/// A consumer (CA) number: 9 to 12 digits. Sensitive: it never stands in a URL, a log or a title.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ConsumerNumber(String);

impl ConsumerNumber {
    /// A place to be read into; nobody sees it.
    pub(crate) const fn blank() -> Self {
        Self(String::new())
    }

    /// The digits, for the server and for the person whose number it is.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with all but its last three digits hidden, for screens that others may see.
    #[must_use]
    pub fn masked(&self) -> String {
        let shown = self.0.len().saturating_sub(3);
        self.0.chars().enumerate().map(|(place, digit)| if place < shown { '•' } else { digit }).collect()
    }
}

impl TryFrom<String> for ConsumerNumber {
    type Error = ConsumerNumberFault;

    /// Reads a number as it stands on a bill: spaces and hyphens are dropped, Devanagari digits understood.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text
            .chars()
            .filter(|sign| !sign.is_whitespace() && *sign != '-')
            .map(|sign| latin_digit(sign).ok_or(ConsumerNumberFault::NotDigits))
            .take(64)
            .collect::<Result<String, _>>()?;
        match digits.len() {
            0 => Err(ConsumerNumberFault::Empty),
            1..=8 => Err(ConsumerNumberFault::TooShort),
            9..=12 => Ok(Self(digits)),
            _ => Err(ConsumerNumberFault::TooLong),
        }
    }
}

impl From<ConsumerNumber> for String {
    fn from(number: ConsumerNumber) -> Self {
        number.0
    }
}

/// Shows only the masked number, so that no log can leak it.
impl fmt::Debug for ConsumerNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.masked())
    }
}

/// Why a text is not a consumer number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConsumerNumberFault {
    /// Nothing was typed.
    #[error("the consumer number is missing")]
    Empty,
    /// Something other than digits stands in it.
    #[error("the consumer number has signs other than digits")]
    NotDigits,
    /// Fewer than nine digits.
    #[error("the consumer number has fewer than 9 digits")]
    TooShort,
    /// More than twelve digits.
    #[error("the consumer number has more than 12 digits")]
    TooLong,
}

/// The server's name for a recharge order. Opaque: letters, digits, `-` and `_`, at most 64.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderId(String);

impl OrderId {
    /// A place to be read into; nobody sees it.
    pub(crate) const fn blank() -> Self {
        Self(String::new())
    }

    /// The name as text; safe in a path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OrderId {
    type Error = OrderIdFault;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_');
        if fits { Ok(Self(text)) } else { Err(OrderIdFault) }
    }
}

impl From<OrderId> for String {
    fn from(id: OrderId) -> Self {
        id.0
    }
}

/// The text is not an order's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order id is 1 to 64 letters, digits, '-' or '_'")]
pub struct OrderIdFault;

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1023 4567 890", "10234567890")]
    #[case("१०२३४५६७८", "102345678")]
    #[case("102-345-678", "102345678")]
    fn a_number_is_read_as_on_the_bill(#[case] typed: &str, #[case] digits: &str) {
        assert_eq!(ConsumerNumber::try_from(typed.to_owned()).map(String::from), Ok(digits.to_owned()));
    }

    #[rstest]
    #[case("", ConsumerNumberFault::Empty)]
    #[case("12345678", ConsumerNumberFault::TooShort)]
    #[case("1234567890123", ConsumerNumberFault::TooLong)]
    #[case("12345678x", ConsumerNumberFault::NotDigits)]
    #[case("<script>", ConsumerNumberFault::NotDigits)]
    fn a_wrong_number_says_why(#[case] typed: &str, #[case] fault: ConsumerNumberFault) {
        assert_eq!(ConsumerNumber::try_from(typed.to_owned()), Err(fault));
    }

    #[test]
    fn debug_output_hides_the_number() {
        let number = ConsumerNumber::try_from("102345678".to_owned()).expect("nine digits");
        assert_eq!(format!("{number:?}"), "••••••678");
    }

    #[rstest]
    #[case("../../etc/passwd")]
    #[case("")]
    #[case("a b")]
    fn an_order_id_cannot_leave_its_path(#[case] text: &str) {
        assert_eq!(OrderId::try_from(text.to_owned()), Err(OrderIdFault));
    }
}
