//! `/v1/complaints`: complaints and their dockets.

use serde::{Deserialize, Serialize};

use crate::domain::time::Instant;

/// `POST /v1/complaints`, with an `Idempotency-Key` like a recharge's. Answered 201 with a [`DocketResponse`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComplaintRequest {
    /// What it is about.
    pub topic: ComplaintTopic,
    /// In the consumer's words, at most 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub text: String,
}

/// What a complaint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComplaintTopic {
    /// Money was paid and is not on the account.
    RechargeMissing,
    /// Supply was cut though it may not be.
    WrongDisconnection,
    /// Supply does not come back after payment.
    NotReconnected,
    /// The balance or the use looks wrong.
    BalanceWrong,
    /// No supply for another reason.
    NoSupply,
    /// Anything else.
    Other,
}

/// The server's receipt for a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocketResponse {
    /// The number to quote.
    pub docket: String,
    /// When it was received.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub received_at: Instant,
    /// By when an answer is promised.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub answer_by: Instant,
}
