//! Keys, orders and the account: small numbers in the model, real names towards the reducer.

use diya::domain::identity::{ConsumerNumber, OrderId};
use diya::domain::money::Paise;
use diya::domain::recharge::IdempotencyKey;

/// Names that a device gives to orders it did not make begin here; such a key is never sent.
pub const ADOPTED: u8 = 0x80;

/// The key of this number.
#[must_use]
pub fn key(number: u8) -> IdempotencyKey {
    IdempotencyKey::from_random([number; 16])
}

/// The number of a key.
#[must_use]
pub fn number_of(key: &IdempotencyKey) -> u8 {
    key.as_str().get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(u8::MAX)
}

/// What a tab calls an order that it did not make.
#[must_use]
pub fn adopted(tab: usize, order: usize) -> IdempotencyKey {
    key(ADOPTED | u8::try_from(tab << 4 | order).unwrap_or_default())
}

/// The order of this number.
#[must_use]
#[expect(clippy::expect_used, reason = "`r-` and a digit fit")]
pub fn order_id(order: usize) -> OrderId {
    OrderId::try_from(format!("r-{order}")).expect("fits")
}

/// The number of an order.
#[must_use]
pub fn order_number(id: &OrderId) -> usize {
    id.as_str().strip_prefix("r-").and_then(|digits| digits.parse().ok()).unwrap_or(usize::MAX)
}

/// The one account: two wishes differ in nothing but their keys, which makes them hardest to tell apart.
#[must_use]
#[expect(clippy::expect_used, reason = "nine digits fit")]
pub fn account() -> ConsumerNumber {
    ConsumerNumber::try_from("102345678".to_owned()).expect("nine digits")
}

/// The one amount.
pub const AMOUNT: Paise = Paise::rupees(500);
