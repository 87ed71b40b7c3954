//! Recharge orders: made, paid, credited, on the meter, and what else may become of them.

use chrono::TimeDelta;
use diya::domain::account::{Movement, SupplyState};
use diya::domain::identity::OrderId;
use diya::domain::money::Paise;
use diya::domain::recharge::{Order, OrderState, StateChange, UpiRequest};
use diya::domain::time::Instant;
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::store::{broken, from_word, word};
use super::{AccountRow, Held, Session, World};
use crate::faults::Utility;

/// How long a UPI string may be paid.
const PAYABLE: TimeDelta = TimeDelta::seconds(480);
/// Before that the payment network asks for patience.
const PATIENCE: TimeDelta = TimeDelta::seconds(90);
/// Until then a failed payment may still turn.
const SETTLED: TimeDelta = TimeDelta::days(3);
/// From the money's arrival to the account.
const TO_ACCOUNT: TimeDelta = TimeDelta::seconds(5);
/// From the account to the meter.
const TO_METER: TimeDelta = TimeDelta::seconds(60);

/// An order to make.
pub struct NewOrder<'order> {
    /// Whose account is credited.
    pub account: &'order AccountRow,
    /// How much.
    pub amount: Paise,
    /// Through which session.
    pub session: &'order Session,
    /// Its name, unpredictable.
    pub id: OrderId,
    /// How to pay it.
    pub upi: UpiRequest,
}

/// Something that is due to happen to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Due(i64);

/// What can be due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    Expire,
    Settle,
    Fail,
    Pay,
    Credit,
    Meter,
    Reverse,
}

impl World {
    /// How long a payment string made now may be paid.
    #[must_use]
    pub fn payable_until(now: Instant) -> Instant {
        now + PAYABLE
    }

    /// Makes an order.
    ///
    /// # Errors
    /// The database's.
    pub fn make_order(&mut self, new: &NewOrder<'_>, now: Instant) -> Held<Order> {
        let id = new.id.as_str();
        self.db.execute(
            "INSERT INTO orders VALUES (?1, ?2, ?3, ?4, ?5, 'created', ?6, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, NULL, 'waiting', NULL)",
            params![
                id,
                new.account.number,
                new.session.account,
                new.account.facts.masked_name,
                new.amount.0,
                now.unix_seconds(),
                (now + SETTLED).unix_seconds(),
                (now + PATIENCE).unix_seconds(),
                new.upi.uri,
                new.upi.reference,
                new.upi.payee_address,
                new.upi.payee_name,
                new.upi.expires_at.unix_seconds(),
            ],
        )?;
        self.write_history(id, OrderState::Created, now)?;
        self.turn(id, OrderState::AwaitingPayment, now)?;
        self.show_order(id, new.session)?;
        self.schedule(id, Step::Expire, new.upi.expires_at)?;
        self.schedule(id, Step::Settle, now + SETTLED)?;
        self.order(id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)
    }

    /// Lets a session see an order.
    ///
    /// # Errors
    /// The database's.
    pub fn show_order(&self, id: &str, session: &Session) -> Held<()> {
        self.db.execute("INSERT OR IGNORE INTO order_viewers VALUES (?1, ?2)", params![id, session.hash])?;
        Ok(())
    }

    /// The order of that name.
    ///
    /// # Errors
    /// The database's.
    pub fn order(&self, id: &str) -> Held<Option<Order>> {
        let order = self.db.prepare_cached("SELECT * FROM orders WHERE id = ?1")?.query_row([id], row).optional()?;
        order.map(|order| self.with_history(order)).transpose()
    }

    /// The order of that name, if the session may see it.
    ///
    /// # Errors
    /// The database's.
    pub fn order_of(&self, id: &str, session: &Session) -> Held<Option<Order>> {
        let sees: bool = self
            .db
            .prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM orders WHERE id = ?3 AND ({SEEN} OR {HELD}))"))?
            .query_row(params![session.hash, session.account, id], |row| row.get(0))?;
        if sees { self.order(id) } else { Ok(None) }
    }

    /// The orders that a session may see, made since an instant, the newest first, at most 50.
    ///
    /// # Errors
    /// The database's.
    pub fn orders_of(&self, session: &Session, since: Option<Instant>) -> Held<Vec<Order>> {
        let since = since.unwrap_or(Instant::MIN).unix_seconds();
        let orders: Vec<Order> = self
            .db
            .prepare_cached(&format!(
                "SELECT * FROM orders WHERE created_at >= ?3 AND {SEEN} ORDER BY created_at DESC, rowid DESC LIMIT 50"
            ))?
            .query_map(params![session.hash, session.account, since], row)?
            .collect::<Held<_>>()?;
        orders.into_iter().map(|order| self.with_history(order)).collect()
    }

    /// The orders for an account that a session may see, the newest first, at most 50.
    ///
    /// # Errors
    /// The database's.
    pub fn orders_for(&self, account: &str, session: &Session) -> Held<Vec<Order>> {
        self.db
            .prepare_cached(&format!(
                "SELECT * FROM orders WHERE account = ?3 AND {SEEN} ORDER BY created_at DESC, rowid DESC LIMIT 50"
            ))?
            .query_map(params![session.hash, session.account, account], row)?
            .collect()
    }

    /// All orders with their account and what the bank did, the newest first, at most 100.
    ///
    /// # Errors
    /// The database's.
    pub fn all_orders(&self) -> Held<Vec<(String, String, Order)>> {
        self.db
            .prepare_cached("SELECT * FROM orders ORDER BY created_at DESC, rowid DESC LIMIT 100")?
            .query_map([], |found| Ok((found.get("account")?, found.get("bank")?, row(found)?)))?
            .collect()
    }

    pub(super) fn next_due(&self) -> Held<Option<(Instant, Due)>> {
        let read = |row: &Row<'_>| Ok((Instant::from_unix_seconds(row.get(0)?), Due(row.get(1)?)));
        self.db.prepare_cached("SELECT at, id FROM due ORDER BY at, id LIMIT 1")?.query_row([], read).optional()
    }

    pub(super) fn step_due(&mut self, Due(due): Due, at: Instant) -> Held<()> {
        let (id, step): (String, String) = self
            .db
            .prepare_cached("DELETE FROM due WHERE id = ?1 RETURNING order_id, step")?
            .query_row([due], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.step(&id, from_word(step)?, at)
    }

    pub(super) fn schedule(&self, id: &str, step: Step, at: Instant) -> Held<()> {
        self.db.prepare_cached("INSERT INTO due (at, order_id, step) VALUES (?1, ?2, ?3)")?.execute(params![
            at.unix_seconds(),
            id,
            word(&step)?
        ])?;
        Ok(())
    }

    /// Takes up again what a fault held in `state`.
    pub(super) fn resume(&self, state: &str, step: &str, at: Instant) -> Held<()> {
        self.db.execute(
            "INSERT INTO due (at, order_id, step) SELECT ?1, id, ?2 FROM orders WHERE state = ?3 ORDER BY created_at, rowid",
            params![at.unix_seconds(), step, state],
        )?;
        Ok(())
    }

    /// Takes one step with an order; one that no longer fits is not taken.
    pub(super) fn step(&mut self, id: &str, step: Step, at: Instant) -> Held<()> {
        use OrderState as State;
        let Some(order) = self.order(id)? else { return Ok(()) };
        let (account, bank): (String, String) = self
            .db
            .prepare_cached("SELECT account, bank FROM orders WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        match (step, order.state) {
            (Step::Expire, State::AwaitingPayment) if bank != "hung" => self.turn(id, State::Expired, at),
            (Step::Settle, State::AwaitingPayment) => self.turn(id, State::Expired, at),
            (Step::Fail, State::AwaitingPayment) => self.turn(id, State::Failed, at),
            (Step::Pay, State::AwaitingPayment | State::Expired | State::Failed) => {
                let reference =
                    format!("4{:011}", crate::consumption::draw(self.scenario.seed, id).below(100_000_000_000));
                self.db.execute("UPDATE orders SET payment_reference = ?2 WHERE id = ?1", params![id, reference])?;
                self.turn(id, State::Paid, at)?;
                self.schedule(id, Step::Credit, at + TO_ACCOUNT)
            }
            (Step::Credit, State::Paid) if !self.suffers(Utility::CreditStalled) => {
                self.book(&account, at, &Movement::Recharge { order: Some(order.id) }, order.amount.0)?;
                self.turn(id, State::Credited, at)?;
                self.schedule(id, Step::Meter, at + TO_METER)
            }
            (Step::Meter, State::Credited) if !self.suffers(Utility::CreditNotOnMeter) => {
                self.db.execute("UPDATE orders SET on_meter_at = ?2 WHERE id = ?1", params![id, at.unix_seconds()])?;
                self.turn(id, State::OnMeter, at)?;
                self.reconnect_if_paid(&account)
            }
            (Step::Reverse, State::Paid) => self.turn(id, State::Reversed, at),
            (Step::Reverse, State::Credited | State::OnMeter) => {
                self.book(&account, at, &Movement::Reversal { order: Some(order.id) }, -order.amount.0)?;
                self.turn(id, State::Reversed, at)
            }
            _ => Ok(()),
        }
    }

    fn reconnect_if_paid(&self, number: &str) -> Held<()> {
        let cut = self.account(number)?.is_some_and(|account| account.facts.supply != SupplyState::Connected);
        if cut && self.standing(number)?.paise > 0 { self.set_supply(number, None) } else { Ok(()) }
    }

    fn turn(&self, id: &str, state: OrderState, at: Instant) -> Held<()> {
        self.db.prepare_cached("UPDATE orders SET state = ?2, state_since = ?3 WHERE id = ?1")?.execute(params![
            id,
            word(&state)?,
            at.unix_seconds()
        ])?;
        self.write_history(id, state, at)
    }

    fn write_history(&self, id: &str, state: OrderState, at: Instant) -> Held<()> {
        self.db.prepare_cached("INSERT INTO order_history VALUES (?1, ?2, ?3)")?.execute(params![
            id,
            word(&state)?,
            at.unix_seconds()
        ])?;
        Ok(())
    }

    fn with_history(&self, mut order: Order) -> Held<Order> {
        order.history = self
            .db
            .prepare_cached("SELECT state, at FROM order_history WHERE order_id = ?1 ORDER BY rowid")?
            .query_map([order.id.as_str()], |row| {
                Ok(StateChange { state: from_word(row.get(0)?)?, at: Instant::from_unix_seconds(row.get(1)?) })
            })?
            .collect::<Held<_>>()?;
        Ok(order)
    }
}

/// Whose orders a session (?1 its hash, ?2 its account) sees: those it made as a guest, its account made, or for its account.
const SEEN: &str =
    "((id IN (SELECT order_id FROM order_viewers WHERE session = ?1) AND (?2 IS NULL OR placed_by IS NULL))
    OR (?2 IS NOT NULL AND (placed_by = ?2 OR account = ?2)))";
/// Those of the other accounts that a session (?1 its hash) holds: an order that is known is told of, whichever is shown.
const HELD: &str = "EXISTS (SELECT 1 FROM (SELECT account AS own FROM session_accounts WHERE session = ?1
    UNION SELECT account FROM sessions WHERE hash = ?1) WHERE own = placed_by OR own = account)";

fn row(row: &Row<'_>) -> Held<Order> {
    let instant = |column: &str| Ok::<_, rusqlite::Error>(Instant::from_unix_seconds(row.get(column)?));
    let state: OrderState = from_word(row.get("state")?)?;
    let payable = matches!(state, OrderState::Created | OrderState::AwaitingPayment);
    let upi = UpiRequest {
        uri: row.get("uri")?,
        reference: row.get("reference")?,
        payee_address: row.get("payee_address")?,
        payee_name: row.get("payee_name")?,
        expires_at: instant("upi_expires_at")?,
    };
    Ok(Order {
        id: OrderId::try_from(row.get::<_, String>("id")?).map_err(broken)?,
        masked_name: row.get("masked_name")?,
        amount: Paise(row.get("amount")?),
        currency: "INR".into(),
        state,
        state_since: instant("state_since")?,
        created_at: instant("created_at")?,
        final_at: instant("final_at")?,
        check_after: instant("check_after")?,
        upi: payable.then_some(upi),
        payment_reference: row.get("payment_reference")?,
        history: vec![],
    })
}
