//! What can be done from the control page. Each answers with the new state.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::TimeDelta;
use diya::contract::problem::ProblemKind;
use diya::domain::time::Instant;
use serde::Deserialize;
use serde_json::Value;

use super::state::describe;
use crate::api::{Refusal, Wire};
use crate::faults::{Fault, FaultSpec};
use crate::sandbox::Shared;
use crate::scenario::AccountChange;
use crate::world::{BankAnswer, Jump, Pace, World};

type Done = Result<Json<Value>, Refusal>;

fn done(mut world: impl std::ops::DerefMut<Target = World>) -> Done {
    Ok(Json(describe(&mut world)?))
}

fn conflict(why: impl Into<String>) -> Refusal {
    Refusal::new(ProblemKind::Other).with_status(StatusCode::CONFLICT).because(why)
}

/// What to do with the clock; members are carried out in this order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockOrder {
    set: Option<Instant>,
    advance_seconds: Option<u32>,
    speed: Option<u32>,
    freeze: Option<bool>,
}

/// `POST /sandbox/api/clock`.
pub async fn clock(State(sandbox): State<Shared>, Wire(order): Wire<ClockOrder>) -> Done {
    let mut world = sandbox.world();
    if let Some(to) = order.set {
        jump_to(&mut world, to)?;
    }
    if let Some(seconds) = order.advance_seconds {
        let to = world.now()? + TimeDelta::seconds(i64::from(seconds));
        jump_to(&mut world, to)?;
    }
    if order.speed.is_some_and(|speed| speed > 100_000) {
        return Err(Refusal::malformed("speed: must be 0 to 100000"));
    }
    let pace = world.pace();
    if order.speed.is_some() || order.freeze.is_some() {
        let speed = order.speed.unwrap_or(pace.speed);
        let frozen = order.freeze.unwrap_or(speed == 0);
        world.now()?;
        world.set_pace(Pace { speed: if speed == 0 { pace.speed } else { speed }, frozen })?;
    }
    done(world)
}

const TOO_FAR: &str = "that is more than 1100 days away, and every one of them would be lived through";

/// Where to jump.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JumpOrder {
    to: Instant,
}

/// `POST /sandbox/api/jump`.
pub async fn jump(State(sandbox): State<Shared>, Wire(order): Wire<JumpOrder>) -> Done {
    let mut world = sandbox.world();
    jump_to(&mut world, order.to)?;
    done(world)
}

fn jump_to(world: &mut World, to: Instant) -> Result<(), Refusal> {
    match world.jump(to)? {
        Jump::Done => Ok(()),
        Jump::Back => Err(conflict(
            "that is past, and what happened has happened: POST /sandbox/api/reset {\"at\": …} begins anew",
        )),
        Jump::TooFar => Err(conflict(TOO_FAR)),
    }
}

/// Which faults begin and end.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultsOrder {
    #[serde(default)]
    clear: bool,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    add: Vec<FaultSpec>,
}

/// `POST /sandbox/api/faults`.
pub async fn faults(State(sandbox): State<Shared>, Wire(order): Wire<FaultsOrder>) -> Done {
    for spec in &order.add {
        Fault::try_from(spec.clone()).map_err(|why| Refusal::malformed(why.to_string()))?;
    }
    let mut world = sandbox.world();
    let now = world.now()?;
    let all = world.faults().iter().map(|on| on.fault.id.clone()).collect();
    for id in if order.clear { all } else { order.remove } {
        if !world.fault_off(&id, now)? {
            return Err(conflict(format!("the fault {id:?} is not on")));
        }
    }
    for spec in order.add {
        world.fault_on(spec, now)?;
    }
    done(world)
}

/// What an answer of the bank needs besides its name.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerOrder {
    seconds: Option<u32>,
}

/// `POST /sandbox/api/orders/{id}/approve|decline|hang|confirm_late|reverse`.
pub async fn answer(
    State(sandbox): State<Shared>,
    Path((id, answer)): Path<(String, String)>,
    order: Option<Wire<AnswerOrder>>,
) -> Done {
    let seconds = order.unwrap_or_default().0.seconds;
    let answer = match (answer.as_str(), seconds) {
        ("approve", None) => BankAnswer::Approve,
        ("decline", None) => BankAnswer::Decline,
        ("hang", None) => BankAnswer::Hang,
        ("reverse", None) => BankAnswer::Reverse,
        ("confirm_late", Some(seconds)) => BankAnswer::ConfirmLate(seconds),
        ("confirm_late", None) => return Err(Refusal::malformed("seconds: missing")),
        _ => {
            return Err(
                Refusal::new(ProblemKind::NotFound).because("approve, decline, hang, confirm_late {seconds}, reverse")
            );
        }
    };
    let mut world = sandbox.world();
    let now = world.now()?;
    world.answer(&id, answer, now)?.map_err(|why| conflict(why.to_string()))?;
    done(world)
}

/// What a change of an account needs besides its name.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountOrder {
    paise: Option<i64>,
}

/// `POST /sandbox/api/accounts/{number}/disconnect|reconnect|set_balance`.
pub async fn account(
    State(sandbox): State<Shared>,
    Path((number, change)): Path<(String, String)>,
    order: Option<Wire<AccountOrder>>,
) -> Done {
    let paise = order.unwrap_or_default().0.paise;
    let change = match (change.as_str(), paise) {
        ("disconnect", None) => AccountChange::Disconnect,
        ("reconnect", None) => AccountChange::Reconnect,
        ("set_balance", Some(paise)) => AccountChange::SetBalance(paise),
        ("set_balance", None) => return Err(Refusal::malformed("paise: missing")),
        _ => return Err(Refusal::new(ProblemKind::NotFound).because("disconnect, reconnect, set_balance {paise}")),
    };
    let mut world = sandbox.world();
    let now = world.now()?;
    world.account(&number)?.ok_or_else(|| Refusal::new(ProblemKind::NotFound).because("no such account"))?;
    world.change_account(&number, &change, now)?;
    done(world)
}

/// `POST /sandbox/api/otp/clear`: empties the inbox of OTPs and lifts their limits.
pub async fn clear_otps(State(sandbox): State<Shared>) -> Done {
    let mut world = sandbox.world();
    world.forget_otps()?;
    done(world)
}

/// From where to begin anew.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResetOrder {
    at: Option<Instant>,
}

/// `POST /sandbox/api/reset`.
pub async fn reset(State(sandbox): State<Shared>, order: Option<Wire<ResetOrder>>) -> Done {
    let mut world = sandbox.world();
    match world.reset(order.unwrap_or_default().0.at)? {
        Jump::Done => done(world),
        Jump::Back => Err(conflict("at lies before the scenario's beginning")),
        Jump::TooFar => Err(conflict(TOO_FAR)),
    }
}
