//! The UPI payment string: made and signed by the server, shown only when it says what the order says.
//!
//! Parameters after the NPCI linking specification: `pa` payee address, `am` amount in rupees, `cu` currency,
//! `tr` transaction reference, `sign` the signature of the payee's bank.

use super::money::Paise;
use super::recharge::{Order, UpiRequest};

/// Why a payment string must not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UpiFault {
    /// Not `upi://pay?…`, too long, or not decodable.
    #[error("not a UPI payment string")]
    NotUpi,
    /// A parameter stands in it twice.
    #[error("a parameter of the UPI string stands in it twice")]
    Repeated,
    /// No signature.
    #[error("the UPI string is not signed")]
    Unsigned,
    /// Another amount than the order's.
    #[error("the UPI string asks for another amount")]
    Amount,
    /// Not rupees.
    #[error("the UPI string asks for another currency")]
    Currency,
    /// Another reference than the order's.
    #[error("the UPI string has another reference")]
    Reference,
    /// Another payee than the order's.
    #[error("the UPI string pays somebody else")]
    Payee,
}

/// Longer strings make a QR that cheap cameras cannot read.
const LONGEST: usize = 1_000;

/// Checks that the payment string of `order` asks for what the order says.
///
/// # Errors
/// The first [`UpiFault`] found.
pub fn check<'order>(order: &Order, upi: &'order UpiRequest) -> Result<&'order str, UpiFault> {
    let query = upi.uri.strip_prefix("upi://pay?").ok_or(UpiFault::NotUpi)?;
    if upi.uri.len() > LONGEST || upi.uri.chars().any(|sign| sign.is_control() || sign.is_whitespace()) {
        return Err(UpiFault::NotUpi);
    }
    let (mut payee, mut amount, mut currency, mut reference, mut signature) = (None, None, None, None, None);
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let slot = match name {
            "pa" => &mut payee,
            "am" => &mut amount,
            "cu" => &mut currency,
            "tr" => &mut reference,
            "sign" => &mut signature,
            _ => continue,
        };
        if slot.replace(percent_decoded(value).ok_or(UpiFault::NotUpi)?).is_some() {
            return Err(UpiFault::Repeated);
        }
    }
    let asked = amount.as_deref().filter(|text| !text.contains([',', ' ', '₹'])).map(Paise::parse_typed);
    if payee.as_deref() != Some(upi.payee_address.as_str()) {
        Err(UpiFault::Payee)
    } else if asked != Some(Ok(order.amount)) {
        Err(UpiFault::Amount)
    } else if currency.as_deref() != Some("INR") || order.currency != "INR" {
        Err(UpiFault::Currency)
    } else if reference.as_deref() != Some(upi.reference.as_str()) || upi.reference.is_empty() {
        Err(UpiFault::Reference)
    } else if signature.is_none_or(|signature| signature.is_empty()) {
        Err(UpiFault::Unsigned)
    } else {
        Ok(&upi.uri)
    }
}

/// Percent-decoded text (RFC 3986 §2.1); `None` if it is not UTF-8 or an escape is broken.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut nibble = || rest.next().and_then(|sign| char::from(sign).to_digit(16));
            let value = nibble()? * 16 + nibble()?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::domain::identity::OrderId;
    use crate::domain::recharge::OrderState;
    use crate::domain::time::Instant;

    fn order(uri: &str) -> (Order, UpiRequest) {
        let at = Instant::from_unix_seconds(1_730_000_000);
        let upi = UpiRequest {
            uri: uri.into(),
            reference: "T1".into(),
            payee_address: "sbpdcl@bank".into(),
            payee_name: "SBPDCL".into(),
            expires_at: at,
        };
        let order = Order {
            id: OrderId::try_from("r-1".to_owned()).expect("fits"),
            masked_name: String::new(),
            amount: Paise::rupees(500),
            currency: "INR".into(),
            state: OrderState::AwaitingPayment,
            state_since: at,
            created_at: at,
            final_at: at,
            check_after: at,
            upi: None,
            payment_reference: None,
            history: vec![],
        };
        (order, upi)
    }

    #[rstest]
    #[case("upi://pay?pa=sbpdcl@bank&pn=SBPDCL&am=500.00&cu=INR&tr=T1&sign=abc", Ok(()))]
    #[case("upi://pay?pa=sbpdcl%40bank&am=500&cu=INR&tr=T1&sign=abc", Ok(()))]
    #[case("upi://pay?pa=thief@bank&am=500&cu=INR&tr=T1&sign=abc", Err(UpiFault::Payee))]
    #[case("upi://pay?pa=sbpdcl@bank&am=5000&cu=INR&tr=T1&sign=abc", Err(UpiFault::Amount))]
    #[case("upi://pay?pa=sbpdcl@bank&am=5,00&cu=INR&tr=T1&sign=abc", Err(UpiFault::Amount))]
    #[case("upi://pay?pa=sbpdcl@bank&cu=INR&tr=T1&sign=abc", Err(UpiFault::Amount))]
    #[case("upi://pay?pa=sbpdcl@bank&am=500&cu=USD&tr=T1&sign=abc", Err(UpiFault::Currency))]
    #[case("upi://pay?pa=sbpdcl@bank&am=500&cu=INR&tr=T2&sign=abc", Err(UpiFault::Reference))]
    #[case("upi://pay?pa=sbpdcl@bank&am=500&cu=INR&tr=T1", Err(UpiFault::Unsigned))]
    #[case("upi://pay?pa=sbpdcl@bank&am=500&cu=INR&tr=T1&sign=", Err(UpiFault::Unsigned))]
    #[case("upi://pay?pa=sbpdcl@bank&am=500&am=1&cu=INR&tr=T1&sign=a", Err(UpiFault::Repeated))]
    #[case("upi://pay?pa=%zz&am=500", Err(UpiFault::NotUpi))]
    #[case("javascript:alert(1)", Err(UpiFault::NotUpi))]
    #[case("upi://mandate?pa=sbpdcl@bank", Err(UpiFault::NotUpi))]
    #[case("", Err(UpiFault::NotUpi))]
    fn a_payment_string_must_say_what_the_order_says(#[case] uri: &str, #[case] verdict: Result<(), UpiFault>) {
        let (order, upi) = order(uri);
        assert_eq!(check(&order, &upi).map(|_| ()), verdict);
    }

    proptest::proptest! {
        #[test]
        fn no_string_makes_the_check_panic(query in "\\PC*") {
            let (order, upi) = order(&format!("upi://pay?{query}"));
            let _ = check(&order, &upi);
        }
    }
}
