//! The server's record of one wish to pay.

use serde::{Deserialize, Serialize};

use crate::domain::identity::OrderId;
use crate::domain::money::Paise;
use crate::domain::time::Instant;

/// A recharge order as the server tells it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Order {
    /// The server's name for it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: OrderId,
    /// Whose account it credits, with most letters hidden.
    pub masked_name: String,
    /// How much, in paise.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub amount: Paise,
    /// ISO 4217; always `INR`.
    pub currency: String,
    /// Where it stands.
    pub state: OrderState,
    /// Since when it stands there.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub state_since: Instant,
    /// When it was made.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Instant,
    /// Until then the state may still change, even from `failed` to `paid`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub final_at: Instant,
    /// Do not ask for the state before then: the payment network asks merchants for patience.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub check_after: Instant,
    /// How to pay by UPI; absent once it is paid or over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upi: Option<UpiRequest>,
    /// The payment network's reference, once it is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_reference: Option<String>,
    /// Every state it went through, the first first.
    #[serde(default)]
    pub history: Vec<StateChange>,
}

/// How to pay an order by UPI.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpiRequest {
    /// The `upi://pay?…` string, made and signed by the server.
    pub uri: String,
    /// The transaction reference that must stand in it (`tr`).
    pub reference: String,
    /// The payee's address that must stand in it (`pa`).
    pub payee_address: String,
    /// The payee's name (`pn`).
    pub payee_name: String,
    /// After that it must not be paid any more.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Instant,
}

/// One step in an order's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StateChange {
    /// The state it came to.
    pub state: OrderState,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Instant,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// The server knows of it; no way to pay was handed out yet.
    Created,
    /// It can be paid, and perhaps has been.
    AwaitingPayment,
    /// The money left the payer.
    Paid,
    /// It stands on the account.
    Credited,
    /// The meter knows of it.
    OnMeter,
    /// The payment network says that no money came. Not final before `final_at`.
    Failed,
    /// Nobody paid in time. Not final before `final_at`.
    Expired,
    /// The money goes back to the payer.
    Reversed,
}

impl Order {
    /// Whether money left the payer at some time, by all that this telling says.
    #[must_use]
    pub fn tells_of_money(&self) -> bool {
        self.payment_reference.is_some()
            || core::iter::once(self.state)
                .chain(self.history.iter().map(|change| change.state))
                .any(OrderState::is_money)
    }

    /// What this telling says, and since when.
    #[must_use]
    pub const fn statement(&self) -> StateChange {
        StateChange { state: self.state, at: self.state_since }
    }
}

impl OrderState {
    /// Whether the state says that money left the payer.
    #[must_use]
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Paid | Self::Credited | Self::OnMeter | Self::Reversed)
    }

    /// How far along the way of the money a state stands. Evidence of money outranks a word that none came.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Self::Created => 0,
            Self::AwaitingPayment => 1,
            Self::Expired => 2,
            Self::Failed => 3,
            Self::Paid => 4,
            Self::Credited => 5,
            Self::OnMeter => 6,
            Self::Reversed => 7,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn at(seconds: i64) -> Instant {
        Instant::from_unix_seconds(1_730_000_000 + seconds)
    }

    pub fn order(state: OrderState) -> Order {
        Order {
            id: OrderId::try_from("r-1".to_owned()).expect("fits"),
            masked_name: "S••••".into(),
            amount: Paise::rupees(500),
            currency: "INR".into(),
            state,
            state_since: at(0),
            created_at: at(0),
            final_at: at(3 * 86_400),
            check_after: at(90),
            upi: Some(UpiRequest {
                uri: String::new(),
                reference: "t1".into(),
                payee_address: "sbpdcl@bank".into(),
                payee_name: "SBPDCL".into(),
                expires_at: at(480),
            }),
            payment_reference: None,
            history: vec![],
        }
    }
}
