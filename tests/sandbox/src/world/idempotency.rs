//! Idempotency keys (draft-ietf-httpapi-idempotency-key-header-07): the first answer is kept, for a day.

use chrono::TimeDelta;
use diya::domain::time::Instant;
use rusqlite::{OptionalExtension, params};

use super::{Held, World};

/// How long a key is remembered. After that it names a new wish: that is the trap clients must avoid.
pub const KEY_LIFE: TimeDelta = TimeDelta::hours(24);

/// An answer that was given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: String,
    /// The order it told of.
    pub order: Option<String>,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// Nothing; from now on it is in flight.
    New,
    /// It was answered.
    Answered(Stored),
    /// It is in flight.
    InFlight,
    /// It came with another payload.
    OtherPayload,
}

impl World {
    /// Reserves a key for a payload, of which `fingerprint` is the hash.
    ///
    /// # Errors
    /// The database's.
    pub fn reserve(&mut self, key: &str, fingerprint: &str, now: Instant) -> Held<Reserved> {
        self.db
            .prepare_cached("DELETE FROM idempotency WHERE created_at <= ?1")?
            .execute([(now - KEY_LIFE).unix_seconds()])?;
        type Kept = (String, Option<u16>, Option<String>, Option<String>);
        let kept: Option<Kept> = self
            .db
            .prepare_cached("SELECT fingerprint, status, body, order_id FROM idempotency WHERE key = ?1")?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()?;
        Ok(match kept {
            Some((other, ..)) if other != fingerprint => Reserved::OtherPayload,
            Some((_, Some(status), body, order)) => {
                Reserved::Answered(Stored { status, body: body.unwrap_or_default(), order })
            }
            Some(_) => Reserved::InFlight,
            None => {
                self.db
                    .prepare_cached("INSERT INTO idempotency (key, fingerprint, created_at) VALUES (?1, ?2, ?3)")?
                    .execute(params![key, fingerprint, now.unix_seconds()])?;
                Reserved::New
            }
        })
    }

    /// Does the work of a reserved key and keeps its answer, both or neither.
    ///
    /// # Errors
    /// The database's.
    pub fn answer_once(&mut self, key: &str, work: impl FnOnce(&mut Self) -> Held<Stored>) -> Held<Stored> {
        self.whole(|world| {
            let stored = work(world)?;
            world
                .db
                .prepare_cached("UPDATE idempotency SET status = ?2, body = ?3, order_id = ?4 WHERE key = ?1")?
                .execute(params![key, stored.status, stored.body, stored.order])?;
            Ok(stored)
        })
    }

    /// Gives a reserved key back, because its work was not done.
    ///
    /// # Errors
    /// The database's.
    pub fn release(&mut self, key: &str) -> Held<()> {
        self.db.execute("DELETE FROM idempotency WHERE key = ?1 AND status IS NULL", [key])?;
        Ok(())
    }
}
