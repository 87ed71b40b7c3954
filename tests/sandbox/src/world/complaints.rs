//! Complaints, each with a docket.

use diya::contract::complaint::ComplaintRequest;
use diya::domain::time::{INDIA, Instant};
use rusqlite::params;

use super::store::word;
use super::{Held, World};

impl World {
    /// Files a complaint; its docket.
    ///
    /// # Errors
    /// The database's.
    pub fn file_complaint(
        &mut self,
        number: &str,
        complaint: &ComplaintRequest,
        now: Instant,
        answer_by: Instant,
    ) -> Held<String> {
        let count: i64 = self.db.query_row("SELECT count(*) FROM complaints", [], |row| row.get(0))?;
        let docket = format!("SB{}-{:05}", now.date(INDIA).format("%y%m%d"), count + 1);
        self.db.execute(
            "INSERT INTO complaints VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                docket,
                number,
                word(&complaint.topic)?,
                complaint.text,
                now.unix_seconds(),
                answer_by.unix_seconds()
            ],
        )?;
        Ok(docket)
    }
}
