//! `/v1/recharges`: recharge orders.

use axum::Extension;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use diya::contract::problem::{Problem, ProblemKind};
use diya::contract::recharge::{RechargeRequest, RechargesResponse};
use diya::domain::identity::OrderId;
use diya::domain::recharge::{Evidence, Order, OrderState};
use diya::domain::time::Instant;

use super::idempotent::{Slowness, answer, key, once, refused, sent};
use super::query::Parameters;
use super::signed_in::Somebody;
use super::{LEAST, MOST, Refusal, Wire, cookie, upi};
use crate::sandbox::Shared;
use crate::world::{Held, KEY_LIFE, NewOrder, Session, Stored, World, broken};

/// Order a recharge. Needs no session: a guest gets the masked name and a session for these orders only.
#[utoipa::path(post, path = "/v1/recharges", tag = "recharges", operation_id = "orderRecharge", params(
    ("Idempotency-Key" = String, Header, description = "A quoted UUID in lower case, remembered for 24 hours"),
), request_body = RechargeRequest, responses(
    (status = 201, description = "The order", body = Order, headers(("Location" = String), ("Set-Cookie" = String, description = "for guests"))),
    (status = 400, description = "Malformed, or Idempotency-Key missing", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "The first request with this key is still in flight, or another order is open of which the request does not say that the person knows", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "Key used with another payload, amount out of limits, or no such consumer", body = Problem, content_type = "application/problem+json"),
))]
pub async fn order(
    State(sandbox): State<Shared>,
    Extension(slowness): Extension<Slowness>,
    somebody: Option<Somebody>,
    headers: HeaderMap,
    Wire(asked): Wire<RechargeRequest>,
) -> Result<Response, Refusal> {
    let key = key(&headers)?;
    let (session, token) = match somebody {
        Some(Somebody(session)) => (session, None),
        None => {
            let mut world = sandbox.world();
            let now = world.now()?;
            let (token, session) = world.open_session(None, now)?;
            (session, Some(token))
        }
    };
    let stored = once(&sandbox, &key, &asked, slowness, |world, now| make(world, &asked, &session, now)).await?;
    let order = stored.order.clone();
    let mut response = sent(stored);
    if let Some(order) = order {
        // Whoever holds the key made the order, whichever session was lost with the first answer.
        sandbox.world().show_order(&order, &session)?;
        set(&mut response, header::LOCATION, &format!("/v1/recharges/{order}"));
        if let Some(token) = token {
            set(&mut response, header::SET_COOKIE, &cookie::set(&token));
        }
    }
    Ok(response)
}

fn set(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn make(world: &mut World, asked: &RechargeRequest, session: &Session, now: Instant) -> Held<Stored> {
    if !(LEAST..=MOST).contains(&asked.amount.0) {
        return refused(ProblemKind::AmountOutOfLimits);
    }
    let Some(account) = world.account(asked.consumer_number.as_str())? else {
        return refused(ProblemKind::NoSuchConsumer);
    };
    // Whoever tapped on two devices pays once; what a stranger ordered for the account is not told to this session.
    for other in world.orders_for(asked.consumer_number.as_str(), session)? {
        // A request that was long under way must not be taken for a new wish once the other order brought money.
        let arrived =
            matches!(other.state, OrderState::Credited | OrderState::OnMeter) && now < other.created_at + KEY_LIFE;
        if !asked.despite.contains(&other.id) && (arrived || Evidence::of(other, now).is_open(now)) {
            return refused(ProblemKind::RechargeOpen);
        }
    }
    let (id, reference) = (format!("r-{}", random()?), format!("DIYA{}", random()?));
    let id = OrderId::try_from(id).map_err(broken)?;
    let upi = upi::request(world.key(), &account.facts.discom, asked.amount, reference, World::payable_until(now));
    let order = world.make_order(&NewOrder { account: &account, amount: asked.amount, session, id, upi }, now)?;
    answer(StatusCode::CREATED, &order, Some(order.id.as_str().to_owned()))
}

fn random() -> Held<String> {
    Ok(format!("{:016x}", getrandom::u64().map_err(broken)?))
}

/// One order.
#[utoipa::path(get, path = "/v1/recharges/{id}", tag = "recharges", operation_id = "recharge", params(
    ("id" = String, Path, description = "The order's id"),
), responses(
    (status = 200, description = "The order", body = Order),
    (status = 401, description = "No session", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "No such order, or not this session's", body = Problem, content_type = "application/problem+json"),
))]
pub async fn one(
    State(sandbox): State<Shared>,
    Somebody(session): Somebody,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let mut world = sandbox.world();
    world.now()?;
    let order = world.order_of(&id, &session)?.ok_or(ProblemKind::NotFound)?;
    Ok(fresh(&order))
}

/// The orders of this session, of its account and for its account: recovery when storage was lost.
#[utoipa::path(get, path = "/v1/recharges", tag = "recharges", operation_id = "recharges", params(
    ("since" = Option<String>, Query, description = "RFC 3339; orders made from then on"),
), responses(
    (status = 200, description = "At most 50 orders, the newest first", body = RechargesResponse),
    (status = 400, description = "since is wrong", body = Problem, content_type = "application/problem+json"),
    (status = 401, description = "No session", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list(State(sandbox): State<Shared>, Somebody(session): Somebody, uri: Uri) -> Result<Response, Refusal> {
    // A plus sign that was not escaped arrives as a space.
    let since = Parameters::of(&uri)?.optional("since", |text| Instant::parse(&text.replace(' ', "+")))?;
    let mut world = sandbox.world();
    world.now()?;
    Ok(fresh(&RechargesResponse { recharges: world.orders_of(&session, since)? }))
}

fn fresh<T: serde::Serialize>(value: &T) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(value)).into_response()
}
