//! The server's record of one wish to pay.

use serde::{Deserialize, Serialize};

use crate::domain::identity::OrderId;
use crate::domain::money::Paise;
use crate::domain::time::Instant;

/// A recharge order as the server tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// What a state means for the person who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The person may pay now.
    Payable,
    /// The money is on its way: wait, do not pay again.
    UnderWay,
    /// The money arrived.
    Done,
    /// It looks lost, but may still turn: do not pay again yet.
    MayStillTurn,
    /// It is over without a credit.
    Over,
}

impl Order {
    /// What the order means for its person at `now`.
    #[must_use]
    pub fn phase(&self, now: Instant) -> Phase {
        let settled = now >= self.final_at;
        match self.state {
            OrderState::Created | OrderState::AwaitingPayment => match &self.upi {
                Some(upi) if now < upi.expires_at => Phase::Payable,
                _ if settled => Phase::Over,
                _ => Phase::MayStillTurn,
            },
            OrderState::Paid | OrderState::Credited => Phase::UnderWay,
            OrderState::OnMeter => Phase::Done,
            OrderState::Failed | OrderState::Expired if settled => Phase::Over,
            OrderState::Failed | OrderState::Expired => Phase::MayStillTurn,
            OrderState::Reversed => Phase::Over,
        }
    }

    /// Whether a second payment now might be a second payment for the same wish.
    #[must_use]
    pub fn is_open(&self, now: Instant) -> bool {
        match self.phase(now) {
            Phase::Payable | Phase::MayStillTurn => true,
            Phase::UnderWay => self.state == OrderState::Paid,
            Phase::Done | Phase::Over => false,
        }
    }

    /// The later of two tellings of one order. Evidence of money outlives a later telling that forgot it.
    #[must_use]
    pub fn merged(self, told: Self) -> Self {
        let forgets = self.state.rank() > told.state.rank() && told.state_since <= self.state_since;
        if self.id != told.id || forgets { self } else { told }
    }
}

impl OrderState {
    /// How far along the way of the money a state stands.
    const fn rank(self) -> u8 {
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
    use chrono::TimeDelta;

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

    #[test]
    fn a_failure_is_not_the_end_before_final_at() {
        let failed = order(OrderState::Failed);
        assert_eq!(failed.phase(at(3600)), Phase::MayStillTurn);
        assert!(failed.is_open(at(3600)));
        assert_eq!(failed.phase(failed.final_at), Phase::Over);
        assert!(!failed.is_open(failed.final_at));
    }

    #[test]
    fn an_expired_qr_is_not_payable_but_may_have_been_paid() {
        let waiting = order(OrderState::AwaitingPayment);
        assert_eq!(waiting.phase(at(479)), Phase::Payable);
        assert_eq!(waiting.phase(at(480)), Phase::MayStillTurn);
    }

    #[test]
    fn credit_without_the_meter_is_still_under_way_and_blocks_nothing() {
        let credited = order(OrderState::Credited);
        assert_eq!(credited.phase(at(10)), Phase::UnderWay);
        assert!(!credited.is_open(at(10)));
        assert!(order(OrderState::Paid).is_open(at(10)));
    }

    #[test]
    fn a_stale_answer_does_not_take_back_what_was_paid() {
        let paid = Order { state: OrderState::Paid, state_since: at(100), ..order(OrderState::Paid) };
        let stale = Order { state_since: at(50), ..order(OrderState::AwaitingPayment) };
        assert_eq!(paid.clone().merged(stale).state, OrderState::Paid);
        let reversed = Order { state_since: at(200), ..order(OrderState::Reversed) };
        assert_eq!(paid.merged(reversed).state, OrderState::Reversed);
    }

    #[test]
    fn a_late_success_follows_a_failure() {
        let failed = Order { state_since: at(600), ..order(OrderState::Failed) };
        let paid = Order { state_since: at(600) + TimeDelta::hours(24), ..order(OrderState::Paid) };
        assert_eq!(failed.merged(paid).state, OrderState::Paid);
    }
}
