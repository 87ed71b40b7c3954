//! The doors: one-time passwords and sessions. Only hashes of secrets are kept.

use chrono::TimeDelta;
use diya::contract::jws::encoded;
use diya::contract::session::Otp;
use diya::domain::identity::ConsumerNumber;
use diya::domain::time::Instant;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::store::broken;
use super::{Held, World};
use crate::faults::Utility;

/// How long an OTP is valid (ASVS 5.0 6.5.5).
const OTP_LIFE: TimeDelta = TimeDelta::minutes(10);
/// In this span the numbers of OTPs are counted.
const OTP_SPAN: TimeDelta = TimeDelta::minutes(15);
/// OTPs per span to one number.
const OTPS_PER_NUMBER: i64 = 3;
/// OTPs per span asked for by one client: more, because a kiosk and a mobile operator's gateway are one client too.
const OTPS_PER_CLIENT: i64 = 30;
/// Wrong tries that an OTP bears.
const TRIES: i64 = 5;
/// So many accounts may be in one session.
pub const ACCOUNTS: u8 = 5;
/// How long a session lasts.
const SESSION_LIFE: TimeDelta = TimeDelta::days(30);

/// Whether an OTP was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtpVerdict {
    /// Yes, if there is such an account; nobody learns.
    Accepted,
    /// Too many; come back after so many seconds.
    TooMany(i64),
}

/// An open session: a consumer's, or a guest's who only recharges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its token.
    pub hash: String,
    /// For which of its accounts it is used; for none by a guest, or by whoever asks for one that it does not hold.
    pub account: Option<String>,
    /// Whether it was asked for an account that it does not hold.
    pub astray: bool,
}

/// What became of adding an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// The session holds it now.
    Yes,
    /// The OTP is wrong, used, too old, or tried too often.
    OtpRefused,
    /// The session holds as many as it may.
    Full,
}

impl World {
    /// Sends an OTP. What is done and answered is the same whether or not the number exists (ASVS 5.0 6.3.8).
    ///
    /// # Errors
    /// The database's.
    pub fn send_otp(&mut self, number: &ConsumerNumber, client: &str, now: Instant) -> Held<OtpVerdict> {
        let number = number.as_str();
        let since = (now - OTP_SPAN).unix_seconds();
        let count = |column: &str, value: &str, most: i64| -> Held<Option<i64>> {
            let (sent, first): (i64, Option<i64>) = self
                .db
                .prepare_cached(&format!(
                    "SELECT count(*), min(sent_at) FROM otps WHERE {column} = ?1 AND sent_at > ?2"
                ))?
                .query_row(params![value, since], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(first.filter(|_| sent >= most))
        };
        let full = [count("number", number, OTPS_PER_NUMBER)?, count("client", client, OTPS_PER_CLIENT)?];
        if let Some(first) = full.into_iter().flatten().max() {
            return Ok(OtpVerdict::TooMany((first - since).max(1)));
        }
        let otp = six_digits()?;
        let exists = self.account(number)?.is_some();
        let delivered = exists && !self.suffers(Utility::OtpNeverArrives);
        let text = format!("{otp} is your OTP for the electricity portal, valid for 10 minutes. Tell it to nobody.");
        self.whole(|world| {
            world
                .db
                .prepare_cached("INSERT INTO otps (number, hash, client, sent_at) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![number, otp_hash(number, &otp), client, now.unix_seconds()])?;
            world.send(number, "otp", &text, now, delivered)
        })?;
        Ok(OtpVerdict::Accepted)
    }

    /// Forgets who asked for how many OTPs, for tests that sign in often.
    ///
    /// # Errors
    /// The database's.
    pub fn forget_otps(&mut self) -> Held<()> {
        self.db.execute_batch("DELETE FROM otps; DELETE FROM sms WHERE kind = 'otp';")
    }

    /// Opens a session; its token, or none if the OTP is wrong, used, too old, or tried too often.
    ///
    /// # Errors
    /// The database's.
    pub fn sign_in(&mut self, number: &ConsumerNumber, otp: &Otp, now: Instant) -> Held<Option<String>> {
        self.with_otp(number, otp, now, |world| world.open_session(Some(number.as_str()), now).map(|(token, _)| token))
    }

    /// Adds an account to an open session.
    ///
    /// # Errors
    /// The database's.
    pub fn add_account(&mut self, to: &Session, number: &ConsumerNumber, otp: &Otp, now: Instant) -> Held<Added> {
        let held: u8 = self
            .db
            .prepare_cached("SELECT 1 + count(*) FROM session_accounts WHERE session = ?1 AND account <> ?2")?
            .query_row(params![to.hash, number.as_str()], |row| row.get(0))?;
        if held >= ACCOUNTS {
            return Ok(Added::Full);
        }
        let added = self.with_otp(number, otp, now, |world| {
            let add = "INSERT OR IGNORE INTO session_accounts VALUES (?1, ?2)";
            world.db.prepare_cached(add)?.execute(params![to.hash, number.as_str()])
        })?;
        Ok(if added.is_some() { Added::Yes } else { Added::OtpRefused })
    }

    /// Does something if the OTP is right, and uses it up; or counts the wrong try.
    fn with_otp<T>(
        &mut self,
        number: &ConsumerNumber,
        otp: &Otp,
        now: Instant,
        doing: impl FnOnce(&mut Self) -> Held<T>,
    ) -> Held<Option<T>> {
        let number = number.as_str();
        let given = otp_hash(number, otp.as_str());
        let account = self.account(number)?;
        let last = self
            .db
            .prepare_cached(
                "SELECT id, hash FROM otps WHERE number = ?1 AND used = 0 AND tries < ?2 AND sent_at > ?3 ORDER BY id DESC LIMIT 1",
            )?
            .query_row(params![number, TRIES, (now - OTP_LIFE).unix_seconds()], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .optional()?;
        let Some((id, hash)) = last else { return Ok(None) };
        // Hashes are compared, so the time taken tells nothing of the digits.
        let right = hash == given && account.is_some();
        self.whole(|world| {
            let mark = if right {
                "UPDATE otps SET used = 1 WHERE id <= ?1 AND number = ?2"
            } else {
                "UPDATE otps SET tries = tries + 1 WHERE id = ?1 AND number = ?2"
            };
            world.db.prepare_cached(mark)?.execute(params![id, number])?;
            if right { doing(world).map(Some) } else { Ok(None) }
        })
    }

    /// Opens a session, a guest's without an account.
    ///
    /// # Errors
    /// The database's.
    pub fn open_session(&self, account: Option<&str>, now: Instant) -> Held<(String, Session)> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(broken)?;
        let token = encoded(&secret);
        let session = Session { hash: token_hash(&token), account: account.map(str::to_owned), astray: false };
        self.db.prepare_cached("INSERT INTO sessions VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            session.hash,
            session.account,
            now.unix_seconds(),
            (now + SESSION_LIFE).unix_seconds()
        ])?;
        Ok((token, session))
    }

    /// The session of a token, used for the account that is asked for, or else for the one it was opened with.
    ///
    /// # Errors
    /// The database's.
    pub fn session(&self, token: &str, asked: Option<&str>, now: Instant) -> Held<Option<Session>> {
        let hash = token_hash(token);
        let opened: Option<Option<String>> = self
            .db
            .prepare_cached("SELECT account FROM sessions WHERE hash = ?1 AND expires_at > ?2")?
            .query_row(params![hash, now.unix_seconds()], |row| row.get(0))
            .optional()?;
        let Some(opened) = opened else { return Ok(None) };
        let holds: bool = self
            .db
            .prepare_cached("SELECT ?2 IS NULL OR ?2 IS ?3 OR EXISTS (SELECT 1 FROM session_accounts WHERE session = ?1 AND account = ?2)")?
            .query_row(params![hash, asked, opened], |row| row.get(0))?;
        let account = if holds { asked.map(str::to_owned).or(opened) } else { None };
        Ok(Some(Session { hash, account, astray: !holds }))
    }

    /// Ends the session of a token.
    ///
    /// # Errors
    /// The database's.
    pub fn sign_out(&mut self, token: &str) -> Held<()> {
        self.db.prepare_cached("DELETE FROM sessions WHERE hash = ?1")?.execute([token_hash(token)])?;
        Ok(())
    }
}

fn six_digits() -> Held<String> {
    loop {
        let drawn = getrandom::u32().map_err(broken)?;
        // The last, incomplete million would make small numbers likelier.
        if drawn < u32::MAX - u32::MAX % 1_000_000 {
            return Ok(format!("{:06}", drawn % 1_000_000));
        }
    }
}

fn otp_hash(number: &str, otp: &str) -> String {
    encoded(&Sha256::digest(format!("{number}:{otp}")))
}

fn token_hash(token: &str) -> String {
    encoded(&Sha256::digest(token))
}
