//! `/v1/recharges`: recharge orders.
//!
//! `POST` carries an `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header-07): a quoted UUID.
//! Missing or malformed 400, used with another payload 422, first request still running 409; another open order for the
//! same account, of which the request does not say that the person knows, 409 as well.

use serde::{Deserialize, Serialize};

use super::json::object_from_json;
use crate::domain::identity::{ConsumerNumber, OrderId};
use crate::domain::money::Paise;
use crate::domain::recharge::Order;

/// `POST /v1/recharges`: one wish to pay. Answered 201 with an [`Order`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RechargeRequest {
    /// Whose account is to be credited; need not be the one signed in.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9]{9,12}$"))]
    pub consumer_number: ConsumerNumber,
    /// How much, in paise.
    #[cfg_attr(feature = "openapi", schema(value_type = i64, minimum = 1))]
    pub amount: Paise,
    /// The orders for this account of which the person knows: those that are open, and those that brought money within
    /// 48 hours; at most 50. If the session may see another one that is open, or that brought money within the lifetime of
    /// a key, nothing is ordered and the answer is 409 `recharge-open`: whoever tapped on two devices pays once, and so
    /// does whoever's first request was long under way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, max_items = 50))]
    pub despite: Vec<OrderId>,
}

/// `GET /v1/recharges?since=`: orders made through this session since an instant, the newest first, at most 50.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RechargesResponse {
    /// The orders.
    pub recharges: Vec<Order>,
}

object_from_json!(RechargesResponse { recharges });

#[cfg(test)]
mod tests;
