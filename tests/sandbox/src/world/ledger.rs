//! The ledger: every movement of money, and the balance that follows from the last of them.

use chrono::NaiveDate;
use diya::domain::account::{LedgerEntry, Movement};
use diya::domain::balance::{Balance, DayUse, Quality};
use diya::domain::identity::OrderId;
use diya::domain::money::Paise;
use diya::domain::time::{Date, Instant};
use rusqlite::{OptionalExtension, Row, params};

use super::store::{broken, from_word};
use super::{Held, World};

/// How many entries a page has.
const PAGE: u8 = 50;

/// The end of an account's ledger.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub paise: i64,
    pub zero_since: Option<i64>,
}

impl World {
    /// What is on the account after its last entry.
    pub(super) fn standing(&self, number: &str) -> Held<Standing> {
        let last = self
            .db
            .prepare_cached(
                "SELECT balance_after, zero_since FROM ledger WHERE account = ?1 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row([number], |row| Ok(Standing { paise: row.get(0)?, zero_since: row.get(1)? }))
            .optional()?;
        Ok(last.unwrap_or(Standing { paise: 0, zero_since: None }))
    }

    /// Books a movement.
    pub(super) fn book(&self, number: &str, at: Instant, movement: &Movement, paise: i64) -> Held<()> {
        let before = self.standing(number)?;
        let after = before.paise + paise;
        let zero_since = (after <= 0).then(|| before.zero_since.unwrap_or(at.unix_seconds()));
        let (kind, order, span) = match movement {
            Movement::Recharge { order } => ("recharge", order.as_ref(), None),
            Movement::Reversal { order } => ("reversal", order.as_ref(), None),
            Movement::Deduction { from, to } => ("deduction", None, Some((String::from(*from), String::from(*to)))),
        };
        let (from, to) = span.unzip();
        self.db
            .prepare_cached(
                "INSERT INTO ledger (account, at, kind, order_id, from_date, to_date, paise, balance_after, zero_since)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                number,
                at.unix_seconds(),
                kind,
                order.map(OrderId::as_str),
                from,
                to,
                paise,
                after,
                zero_since
            ])?;
        Ok(())
    }

    /// The balance as readings up to `seen` tell it.
    ///
    /// # Errors
    /// The database's.
    pub fn balance(&self, number: &str, seen: Instant) -> Held<Option<Balance>> {
        let on_meter: Option<i64> = self
            .db
            .prepare_cached("SELECT max(on_meter_at) FROM orders WHERE account = ?1 AND on_meter_at <= ?2")?
            .query_row(params![number, seen.unix_seconds()], |row| row.get(0))?;
        let deducted: Option<String> = self
            .db
            .prepare_cached("SELECT max(to_date) FROM ledger WHERE account = ?1 AND at <= ?2")?
            .query_row(params![number, seen.unix_seconds()], |row| row.get(0))?;
        let deducted_through = deducted.map(Date::try_from).transpose().map_err(broken)?;
        let read = |row: &Row<'_>| {
            Ok(Balance {
                paise: Paise(row.get("balance_after")?),
                as_of: Instant::from_unix_seconds(row.get("at")?),
                quality: Quality::Measured,
                on_meter_as_of: on_meter.map(Instant::from_unix_seconds),
                not_above_zero_since: row.get::<_, Option<i64>>("zero_since")?.map(Instant::from_unix_seconds),
                deducted_through,
            })
        };
        self.db
            .prepare_cached("SELECT * FROM ledger WHERE account = ?1 AND at <= ?2 ORDER BY seq DESC LIMIT 1")?
            .query_row(params![number, seen.unix_seconds()], read)
            .optional()
    }

    /// Use and cost from day to day, as booked up to `seen`.
    ///
    /// # Errors
    /// The database's.
    pub fn consumption(&self, number: &str, from: Date, to: Date, seen: Instant) -> Held<Vec<DayUse>> {
        let read = |row: &Row<'_>| {
            Ok(DayUse {
                date: Date::try_from(row.get::<_, String>("date")?).map_err(broken)?,
                wh: row.get("wh")?,
                paise: Paise(row.get("paise")?),
                quality: from_word(row.get("quality")?)?,
            })
        };
        self.db
            .prepare_cached(
                "SELECT * FROM readings WHERE account = ?1 AND date BETWEEN ?2 AND ?3 AND booked_at <= ?4 ORDER BY date",
            )?
            .query_map(params![number, String::from(from), String::from(to), seen.unix_seconds()], read)?
            .collect()
    }

    /// A page of the ledger, the newest first, before an entry, as booked up to `seen`; and where to read on.
    ///
    /// # Errors
    /// The database's.
    pub fn ledger(&self, number: &str, before: Option<i64>, seen: Instant) -> Held<(Vec<LedgerEntry>, Option<i64>)> {
        let mut rows: Vec<(i64, LedgerEntry)> = self
            .db
            .prepare_cached(
                "SELECT * FROM ledger WHERE account = ?1 AND seq < ?2 AND at <= ?3 ORDER BY seq DESC LIMIT ?4",
            )?
            .query_map(params![number, before.unwrap_or(i64::MAX), seen.unix_seconds(), PAGE + 1], entry)?
            .collect::<Held<_>>()?;
        let more = rows.len() > usize::from(PAGE);
        rows.truncate(usize::from(PAGE));
        let next = rows.last().filter(|_| more).map(|(seq, _)| *seq);
        Ok((rows.into_iter().map(|(_, entry)| entry).collect(), next))
    }

    /// How many Wh were read earlier in the month of `date`.
    pub(super) fn month_so_far(&self, number: &str, date: NaiveDate) -> Held<u64> {
        let date = String::from(Date(date));
        let sum: i64 = self
            .db
            .prepare_cached(
                "SELECT coalesce(sum(wh), 0) FROM readings WHERE account = ?1 AND date >= ?2 AND date < ?3",
            )?
            .query_row(params![number, format!("{}-01", &date[..7]), date], |row| row.get(0))?;
        Ok(sum.unsigned_abs())
    }

    /// Writes a day's reading.
    pub(super) fn read_meter(&self, number: &str, day: &DayUse, at: Instant) -> Held<()> {
        let quality = super::store::word(&day.quality)?;
        self.db.prepare_cached("INSERT OR REPLACE INTO readings VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
            number,
            String::from(day.date),
            day.wh,
            day.paise.0,
            quality,
            at.unix_seconds()
        ])?;
        Ok(())
    }
}

fn entry(row: &Row<'_>) -> Held<(i64, LedgerEntry)> {
    let seq: i64 = row.get("seq")?;
    let order =
        || row.get::<_, Option<String>>("order_id")?.map(|id| OrderId::try_from(id).map_err(broken)).transpose();
    let date = |column: &str| Date::try_from(row.get::<_, String>(column)?).map_err(broken);
    let movement = match row.get::<_, String>("kind")?.as_str() {
        "recharge" => Movement::Recharge { order: order()? },
        "reversal" => Movement::Reversal { order: order()? },
        _ => Movement::Deduction { from: date("from_date")?, to: date("to_date")? },
    };
    let entry = LedgerEntry {
        id: format!("l-{seq}"),
        at: Instant::from_unix_seconds(row.get("at")?),
        movement,
        paise: Paise(row.get("paise")?),
        balance_after: Paise(row.get("balance_after")?),
    };
    Ok((seq, entry))
}
