//! Money as whole paise. There is no floating point in money.

use core::iter::Sum;
use core::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

/// An amount in paise (₹1 = 100 paise), signed: a negative amount is due.
///
/// Arithmetic saturates: no sum that a server sends can make the portal panic or wrap round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Paise(pub i64);

impl Paise {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Whole rupees as paise.
    #[must_use]
    pub const fn rupees(rupees: i64) -> Self {
        Self(rupees.saturating_mul(100))
    }

    /// Whether the amount is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount without its sign.
    #[must_use]
    pub const fn magnitude(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// The amount, `count` times.
    #[must_use]
    pub const fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }

    /// The amount in rupees as UPI writes it: plain digits, two decimals, no grouping.
    #[must_use]
    pub fn to_decimal_rupees(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100)
    }

    /// Reads an amount as a person types or pastes it: `1500`, `₹1,500.00`, `१५००`, `Rs 20.5`.
    ///
    /// # Errors
    /// [`AmountFault`] says what is wrong with it, in terms a person can act on.
    pub fn parse_typed(text: &str) -> Result<Self, AmountFault> {
        let text = text.trim();
        let text = ["₹", "Rs.", "Rs", "rs.", "rs", "INR", "रु.", "रु"]
            .iter()
            .find_map(|mark| text.strip_prefix(mark))
            .unwrap_or(text)
            .trim();
        if text.is_empty() {
            return Err(AmountFault::Empty);
        }
        let (text, negative) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (rest.trim(), true),
            None => (text, false),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction_digits = digits(fraction, false)?;
        let whole_digits = digits(whole, true)?;
        if whole_digits.is_empty() && fraction_digits.is_empty() {
            return Err(AmountFault::NotANumber);
        }
        if fraction_digits.trim_end_matches('0').len() > 2 {
            return Err(AmountFault::FractionOfPaisa);
        }
        if whole_digits.trim_start_matches('0').len() > 12 {
            return Err(AmountFault::TooLarge);
        }
        let rupees = whole_digits.bytes().fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        let paise = fraction_digits
            .bytes()
            .chain([b'0', b'0'])
            .take(2)
            .fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        let amount = Self(rupees * 100 + paise);
        Ok(if negative { -amount } else { amount })
    }
}

/// The ASCII digits of `text`, from Latin or Devanagari ones; `grouped` lets commas and spaces pass.
fn digits(text: &str, grouped: bool) -> Result<String, AmountFault> {
    text.chars()
        .filter(|sign| !(grouped && matches!(sign, ',' | ' ' | '\u{a0}' | '\u{202f}')))
        .map(|sign| latin_digit(sign).ok_or(AmountFault::NotANumber))
        .collect()
}

/// A Latin digit for a Latin or Devanagari one.
#[must_use]
pub fn latin_digit(sign: char) -> Option<char> {
    match sign {
        '0'..='9' => Some(sign),
        '०'..='९' => char::from_digit(u32::from(sign) - u32::from('०'), 10),
        _ => None,
    }
}

/// Why a typed amount is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountFault {
    /// Nothing was typed.
    #[error("no amount was given")]
    Empty,
    /// Letters or other signs stand in it.
    #[error("the amount is not a number")]
    NotANumber,
    /// More than two decimals.
    #[error("the amount has a fraction of a paisa")]
    FractionOfPaisa,
    /// Beyond a lakh crore: certainly a slip.
    #[error("the amount is too large")]
    TooLarge,
}

impl Add for Paise {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Paise {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Paise {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Paise {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1500", 150_000)]
    #[case(" ₹1,500.00 ", 150_000)]
    #[case("१५००", 150_000)]
    #[case("₹ 1,23,456.50", 12_345_650)]
    #[case("Rs. 20.5", 2_050)]
    #[case(".5", 50)]
    #[case("-50", -5_000)]
    #[case("0", 0)]
    #[case("100.000", 10_000)]
    fn an_amount_is_read_as_people_write_it(#[case] typed: &str, #[case] paise: i64) {
        assert_eq!(Paise::parse_typed(typed), Ok(Paise(paise)));
    }

    #[rstest]
    #[case("", AmountFault::Empty)]
    #[case("₹", AmountFault::Empty)]
    #[case("abc", AmountFault::NotANumber)]
    #[case("12abc", AmountFault::NotANumber)]
    #[case("1.2.3", AmountFault::NotANumber)]
    #[case(".", AmountFault::NotANumber)]
    #[case("1e9", AmountFault::NotANumber)]
    #[case("10.005", AmountFault::FractionOfPaisa)]
    #[case("1000000000000000000", AmountFault::TooLarge)]
    fn a_wrong_amount_says_why(#[case] typed: &str, #[case] fault: AmountFault) {
        assert_eq!(Paise::parse_typed(typed), Err(fault));
    }

    #[test]
    fn decimal_rupees_are_those_of_upi() {
        assert_eq!(Paise(150_005).to_decimal_rupees(), "1500.05");
        assert_eq!(Paise(-5).to_decimal_rupees(), "-0.05");
        assert_eq!(Paise(i64::MIN).to_decimal_rupees(), "-92233720368547758.08");
    }

    #[test]
    fn sums_saturate_instead_of_wrapping() {
        assert_eq!(Paise(i64::MAX) + Paise(1), Paise(i64::MAX));
        assert_eq!(-Paise(i64::MIN), Paise(i64::MAX));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_parsing_panic(text in "\\PC*") {
            let _ = Paise::parse_typed(&text);
        }
    }
}
