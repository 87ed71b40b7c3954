//! `/v1/account` and what hangs below it: facts, balance, consumption, ledger.

use serde::{Deserialize, Serialize};

use super::json::object_from_json;
use crate::domain::account::{Account, LedgerEntry};
use crate::domain::balance::{Balance, DayUse};

/// `GET /v1/account`: the facts of the account.
pub type AccountResponse = Account;

/// `GET /v1/account/balance`: the balance with its reading time and quality.
pub type BalanceResponse = Balance;

/// `GET /v1/account/consumption?from=&to=`: use and cost by civil day, both ends included, at most 400 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsumptionResponse {
    /// The days, in order. A missing day is a missing reading, not zero.
    pub days: Vec<DayUse>,
}

/// `GET /v1/account/ledger?before=`: recharges, deductions and reversals, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerResponse {
    /// At most 50 entries, the newest first.
    pub entries: Vec<LedgerEntry>,
    /// Pass as `before` to read on; absent at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_before: Option<String>,
}

object_from_json!(ConsumptionResponse { days });
object_from_json!(LedgerResponse { entries, next_before });
