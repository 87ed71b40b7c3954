//! Complaints, each with a docket.

use diya::contract::complaint::{ComplaintRequest, DocketResponse};
use diya::domain::complaint::DocketNumber;
use diya::domain::identity::ConsumerNumber;
use diya::domain::recharge::IdempotencyKey;
use diya::domain::time::{INDIA, Instant};
use rusqlite::{OptionalExtension, Row, params};

use super::store::{from_word, word};
use super::{Held, World, broken};

/// A complaint on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// What was asked.
    pub request: ComplaintRequest,
    /// What was answered.
    pub docket: DocketResponse,
}

const COLUMNS: &str = "docket, account, topic, text, received_at, answer_by";

impl World {
    /// Files a complaint.
    ///
    /// # Errors
    /// The database's.
    pub fn file_complaint(
        &mut self,
        key: &IdempotencyKey,
        complaint: &ComplaintRequest,
        now: Instant,
        answer_by: Instant,
    ) -> Held<DocketResponse> {
        let count: i64 = self.db.query_row("SELECT count(*) FROM complaints", [], |row| row.get(0))?;
        let docket = format!("SB{}-{:05}", now.date(INDIA).format("%y%m%d"), count + 1);
        self.db.execute(
            &format!("INSERT INTO complaints ({COLUMNS}, key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
            params![
                docket,
                complaint.consumer_number.as_str(),
                word(&complaint.topic)?,
                complaint.text,
                now.unix_seconds(),
                answer_by.unix_seconds(),
                key.as_str()
            ],
        )?;
        Ok(DocketResponse { docket: DocketNumber::try_from(docket).map_err(broken)?, received_at: now, answer_by })
    }

    /// The complaint that was filed under this key, however long ago.
    ///
    /// # Errors
    /// The database's.
    pub fn complaint_of(&self, key: &IdempotencyKey) -> Held<Option<Filed>> {
        let query = format!("SELECT {COLUMNS} FROM complaints WHERE key = ?1");
        self.db.prepare_cached(&query)?.query_row([key.as_str()], filed).optional()
    }

    /// All complaints, the oldest first.
    ///
    /// # Errors
    /// The database's.
    pub fn complaints(&self) -> Held<Vec<Filed>> {
        let query = format!("SELECT {COLUMNS} FROM complaints ORDER BY rowid");
        self.db.prepare_cached(&query)?.query_map([], filed)?.collect()
    }
}

fn filed(row: &Row<'_>) -> Held<Filed> {
    let docket: String = row.get(0)?;
    let number: String = row.get(1)?;
    Ok(Filed {
        request: ComplaintRequest {
            consumer_number: ConsumerNumber::try_from(number).map_err(broken)?,
            topic: from_word(row.get(2)?)?,
            text: row.get(3)?,
        },
        docket: DocketResponse {
            docket: DocketNumber::try_from(docket).map_err(broken)?,
            received_at: Instant::from_unix_seconds(row.get(4)?),
            answer_by: Instant::from_unix_seconds(row.get(5)?),
        },
    })
}
