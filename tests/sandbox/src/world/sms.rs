//! Text messages, as a phone would receive them.

use diya::domain::time::Instant;
use rusqlite::params;

use super::{Held, World};
use crate::scenario::Sms;

/// A text message.
#[derive(Clone, Debug)]
pub struct Message {
    /// When.
    pub at: Instant,
    /// To which account's phone.
    pub number: String,
    /// `otp` or `news`.
    pub kind: String,
    /// What it says.
    pub text: String,
    /// Whether it arrived.
    pub delivered: bool,
}

impl World {
    pub(super) fn text(&self, sms: &Sms, at: Instant) -> Held<()> {
        let text = format!("{}\n{}", sms.text.hi, sms.text.en);
        for account in self.accounts()? {
            if sms.to.as_ref().is_none_or(|to| to.as_str() == account.number) {
                self.send(&account.number, "news", &text, at, true)?;
            }
        }
        Ok(())
    }

    pub(super) fn send(&self, number: &str, kind: &str, text: &str, at: Instant, delivered: bool) -> Held<()> {
        self.db
            .prepare_cached("INSERT INTO sms (at, number, kind, text, delivered) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![at.unix_seconds(), number, kind, text, delivered])?;
        Ok(())
    }

    /// The last messages, the newest first, at most 50.
    ///
    /// # Errors
    /// The database's.
    pub fn messages(&self) -> Held<Vec<Message>> {
        self.db
            .prepare_cached("SELECT at, number, kind, text, delivered FROM sms ORDER BY id DESC LIMIT 50")?
            .query_map([], |row| {
                Ok(Message {
                    at: Instant::from_unix_seconds(row.get(0)?),
                    number: row.get(1)?,
                    kind: row.get(2)?,
                    text: row.get(3)?,
                    delivered: row.get(4)?,
                })
            })?
            .collect()
    }
}
