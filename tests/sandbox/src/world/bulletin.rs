//! The bulletin: published by the timeline, issued anew while it holds, signed when it is first asked for.

use chrono::TimeDelta;
use diya::domain::bulletin::{AdmitShare, ApiStatus, Bulletin, SCHEMA, ServiceStatus};
use diya::domain::notice::{Info, MessageType, Notice, Scope, Status};
use diya::domain::time::{INDIA, Instant};
use diya::domain::words::Words;
use publisher::sign::sign_payload;
use rusqlite::{OptionalExtension, params};

use super::store::{broken, get, put};
use super::{Held, World};
use crate::scenario::{NoticePlan, Publication, Refresh, pack_name};

/// Who signs the sandbox's notices.
const SENDER: &str = "notices@sbpdcl.sample";

/// A bulletin as it is served.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its version: how many were published up to it.
    pub version: u64,
    /// When it was issued.
    pub issued: Instant,
    /// Until when it is confirmed.
    pub expires: Instant,
    /// The signed bytes.
    pub jws: String,
}

impl World {
    /// The last bulletin; none before the first publication.
    ///
    /// # Errors
    /// The database's.
    pub fn bulletin(&self) -> Held<Option<Published>> {
        let last = self
            .db
            .prepare_cached(
                "SELECT version, issued, expires, payload, jws FROM bulletins ORDER BY version DESC LIMIT 1",
            )?
            .query_row([], |row| {
                let version: i64 = row.get(0)?;
                let (payload, jws): (String, Option<String>) = (row.get(3)?, row.get(4)?);
                let published = Published {
                    version: version.unsigned_abs(),
                    issued: Instant::from_unix_seconds(row.get(1)?),
                    expires: Instant::from_unix_seconds(row.get(2)?),
                    jws: jws.unwrap_or_default(),
                };
                Ok((published, payload))
            })
            .optional()?;
        let Some((mut published, payload)) = last else { return Ok(None) };
        if published.jws.is_empty() {
            published.jws = sign_payload(payload.as_bytes(), &[&self.key]).map_err(broken)?;
            self.db.execute("UPDATE bulletins SET jws = ?1 WHERE payload = ?2", params![published.jws, payload])?;
        }
        Ok(Some(published))
    }

    /// Version, issue and expiry of the last bulletins, the newest first.
    ///
    /// # Errors
    /// The database's.
    pub fn publications(&self) -> Held<Vec<(u64, Instant, Instant, Bulletin)>> {
        self.db
            .prepare_cached("SELECT version, issued, expires, payload FROM bulletins ORDER BY version DESC LIMIT 5")?
            .query_map([], |row| {
                let version: i64 = row.get(0)?;
                let bulletin = serde_json::from_str(&row.get::<_, String>(3)?).map_err(broken)?;
                let instant = |seconds| Instant::from_unix_seconds(seconds);
                Ok((version.unsigned_abs(), instant(row.get(1)?), instant(row.get(2)?), bulletin))
            })?
            .collect()
    }

    pub(super) fn publish(&mut self, publication: &Publication, at: Instant) -> Held<()> {
        let mut state = self.bulletin_state()?;
        if let Some(change) = &publication.status {
            state.status = ServiceStatus {
                api: change.api,
                admit: change.admit,
                since: at,
                next_update: change.next_update,
                message: change.message.clone(),
            };
        }
        for id in &publication.add_notices {
            if let Some(plan) = self.scenario.notices.iter().find(|plan| plan.id == *id) {
                let notice = notice(plan, at, &state.notices);
                state.notices.push(notice);
            }
        }
        if let Some(names) = &publication.rule_packs {
            let packs =
                names.iter().filter_map(|name| self.scenario.rule_packs.iter().find(|pack| pack_name(pack) == *name));
            state.rule_packs = packs.cloned().collect();
        }
        put(&self.db, "bulletin", &state)?;
        put(&self.db, "bulletin_hours", &publication.expires_after_hours)?;
        self.course.refresh =
            publication.refresh_hours.map(|hours| Refresh { next: at + TimeDelta::hours(i64::from(hours)), hours });
        self.issue(at)
    }

    /// Issues the bulletin as it stands.
    pub(super) fn issue(&mut self, at: Instant) -> Held<()> {
        let mut bulletin = self.bulletin_state()?;
        let hours: u16 = get(&self.db, "bulletin_hours")?.unwrap_or(24);
        let last = self.last_version()?;
        bulletin.version = last.unsigned_abs() + 1;
        bulletin.issued = at;
        bulletin.expires = at + TimeDelta::hours(i64::from(hours));
        let payload = serde_json::to_string(&bulletin).map_err(broken)?;
        self.db.prepare_cached("INSERT INTO bulletins VALUES (?1, ?2, ?3, ?4, NULL)")?.execute(params![
            last + 1,
            at.unix_seconds(),
            bulletin.expires.unix_seconds(),
            payload
        ])?;
        self.db.prepare_cached("DELETE FROM bulletins WHERE version < ?1")?.execute([last - 50])?;
        Ok(())
    }

    /// How many bulletins there ever were.
    pub(super) fn last_version(&self) -> Held<i64> {
        let kept: i64 = get(&self.db, "versions")?.unwrap_or(0);
        let last: i64 = self.db.query_row("SELECT coalesce(max(version), 0) FROM bulletins", [], |row| row.get(0))?;
        Ok(last.max(kept))
    }

    /// What the next bulletin will say.
    pub(super) fn bulletin_state(&self) -> Held<Bulletin> {
        let now = self.course.reached;
        Ok(get(&self.db, "bulletin")?.unwrap_or(Bulletin {
            schema: SCHEMA,
            version: 0,
            issued: now,
            expires: now,
            status: ServiceStatus {
                api: ApiStatus::Up,
                admit: AdmitShare::ALL,
                since: now,
                next_update: None,
                message: Words::default(),
            },
            notices: vec![],
            rule_packs: vec![],
        }))
    }
}

fn notice(plan: &NoticePlan, sent: Instant, earlier: &[Notice]) -> Notice {
    let replaced = earlier.iter().filter(|notice| plan.replaces.contains(&notice.identifier));
    let references: Vec<String> = replaced
        .map(|notice| format!("{},{},{}", notice.sender, notice.identifier, notice.sent.to_rfc3339(INDIA)))
        .collect();
    let info = |language: &str, pick: fn(&Words) -> &String| Info {
        language: language.into(),
        category: vec!["Infra".into()],
        event: pick(&plan.event).clone(),
        urgency: plan.urgency.clone(),
        severity: plan.severity.clone(),
        certainty: plan.certainty.clone(),
        effective: Some(sent),
        onset: plan.onset,
        expires: plan.expires,
        sender_name: pick(&plan.sender_name).clone(),
        headline: pick(&plan.headline).clone(),
        description: pick(&plan.description).clone(),
        instruction: pick(&plan.instruction).clone(),
        web: String::new(),
        contact: "1912".into(),
        parameter: plan.parameter.clone(),
        area: vec![plan.area_in(pick(&plan.area))],
    };
    Notice {
        identifier: plan.id.clone(),
        sender: SENDER.into(),
        sent,
        status: Status::Actual,
        msg_type: if plan.replaces.is_empty() { MessageType::Alert } else { MessageType::Update },
        scope: Scope::Public,
        references: references.join(" "),
        info: vec![info("hi-IN", |words| &words.hi), info("en-IN", |words| &words.en)],
    }
}
