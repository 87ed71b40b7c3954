//! `/v1/account`: facts, balance, consumption, ledger.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use diya::contract::account::{ConsumptionResponse, LedgerResponse};
use diya::contract::problem::{Problem, ProblemKind};
use diya::domain::account::Account;
use diya::domain::balance::Balance;
use diya::domain::time::Date;

use super::Refusal;
use super::query::Parameters;
use super::signed_in::SignedIn;
use super::tagged::tagged;
use crate::sandbox::Shared;

/// The longest span that may be asked for.
const MOST_DAYS: i64 = 400;

/// The facts of the account.
#[utoipa::path(get, path = "/v1/account", tag = "account", operation_id = "account", responses(
    (status = 200, description = "The facts", body = Account, headers(("ETag" = String))),
    (status = 304, description = "Unchanged since the ETag in If-None-Match"),
    (status = 401, description = "Not signed in", body = Problem, content_type = "application/problem+json"),
))]
pub async fn facts(
    State(sandbox): State<Shared>,
    SignedIn(number): SignedIn,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let mut world = sandbox.world();
    world.now()?;
    let account = world.account(&number)?.ok_or(ProblemKind::NotSignedIn)?;
    tagged(&headers, &account.facts)
}

/// The balance with its reading time and quality.
#[utoipa::path(get, path = "/v1/account/balance", tag = "account", operation_id = "balance", responses(
    (status = 200, description = "The balance", body = Balance, headers(("ETag" = String))),
    (status = 304, description = "Unchanged since the ETag in If-None-Match"),
    (status = 401, description = "Not signed in", body = Problem, content_type = "application/problem+json"),
))]
pub async fn balance(
    State(sandbox): State<Shared>,
    SignedIn(number): SignedIn,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let mut world = sandbox.world();
    let now = world.now()?;
    let balance = world.balance(&number, world.seen(now))?.ok_or(ProblemKind::Unavailable)?;
    tagged(&headers, &balance)
}

/// Use and cost by civil day. A missing day is a missing reading.
#[utoipa::path(get, path = "/v1/account/consumption", tag = "account", operation_id = "consumption", params(
    ("from" = String, Query, description = "The first day, YYYY-MM-DD"),
    ("to" = String, Query, description = "The last day, YYYY-MM-DD; at most 400 days in all"),
), responses(
    (status = 200, description = "The days", body = ConsumptionResponse, headers(("ETag" = String))),
    (status = 304, description = "Unchanged since the ETag in If-None-Match"),
    (status = 400, description = "A parameter is missing or wrong; detail names it", body = Problem, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = Problem, content_type = "application/problem+json"),
))]
pub async fn consumption(
    State(sandbox): State<Shared>,
    SignedIn(number): SignedIn,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refusal> {
    let parameters = Parameters::of(&uri)?;
    let from: Date = parameters.required("from", Date::try_from)?;
    let to: Date = parameters.required("to", Date::try_from)?;
    let days = (to.0 - from.0).num_days() + 1;
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Refusal::malformed(format!("to: must be from 0 to {} days after from", MOST_DAYS - 1)));
    }
    let mut world = sandbox.world();
    let now = world.now()?;
    tagged(&headers, &ConsumptionResponse { days: world.consumption(&number, from, to, world.seen(now))? })
}

/// Recharges, deductions and reversals, the newest first.
#[utoipa::path(get, path = "/v1/account/ledger", tag = "account", operation_id = "ledger", params(
    ("before" = Option<String>, Query, description = "next_before of the page read last"),
), responses(
    (status = 200, description = "At most 50 entries", body = LedgerResponse, headers(("ETag" = String))),
    (status = 304, description = "Unchanged since the ETag in If-None-Match"),
    (status = 400, description = "before is wrong", body = Problem, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = Problem, content_type = "application/problem+json"),
))]
pub async fn ledger(
    State(sandbox): State<Shared>,
    SignedIn(number): SignedIn,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refusal> {
    let before = Parameters::of(&uri)?.optional("before", |text| text.parse::<i64>())?;
    let mut world = sandbox.world();
    let now = world.now()?;
    let (entries, next) = world.ledger(&number, before, world.seen(now))?;
    tagged(&headers, &LedgerResponse { entries, next_before: next.map(|seq| seq.to_string()) })
}
