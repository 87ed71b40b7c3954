//! The faults that are on.

use diya::domain::time::Instant;
use rusqlite::params;

use super::store::broken;
use super::{Held, World};
use crate::consumption::draw;
use crate::faults::{Deed, Fault, FaultSpec, Kind, Utility, choose};

/// A fault that is on.
#[derive(Clone, Debug)]
pub struct OnFault {
    /// As it was written.
    pub spec: FaultSpec,
    /// As it works.
    pub fault: Fault,
    /// Since when.
    pub since: Instant,
}

impl World {
    /// Lets a fault begin; one of the same name ends.
    ///
    /// # Errors
    /// The database's, also for a fault that makes no sense.
    pub fn fault_on(&mut self, spec: FaultSpec, at: Instant) -> Held<()> {
        let fault = Fault::try_from(spec.clone()).map_err(broken)?;
        self.fault_off(&spec.id, at)?;
        let text = serde_json::to_string(&spec).map_err(broken)?;
        self.db.execute(
            "INSERT INTO faults SELECT ?1, ?2, ?3, coalesce(max(place), 0) + 1 FROM faults",
            params![spec.id, text, at.unix_seconds()],
        )?;
        self.faults.push(OnFault { spec, fault, since: at });
        Ok(())
    }

    /// Ends a fault, and what it held up goes on. `false`: it is not on.
    ///
    /// # Errors
    /// The database's.
    pub fn fault_off(&mut self, id: &str, at: Instant) -> Held<bool> {
        let Some(place) = self.faults.iter().position(|on| on.fault.id == id) else { return Ok(false) };
        let ended = self.faults.remove(place);
        self.db.execute("DELETE FROM faults WHERE id = ?1", [id])?;
        match ended.fault.kind {
            Kind::Utility(Utility::DeductionsStalled) => self.bill(at)?,
            Kind::Utility(Utility::CreditStalled) => self.resume("paid", "credit", at)?,
            Kind::Utility(Utility::CreditNotOnMeter) => self.resume("credited", "meter", at)?,
            _ => {}
        }
        Ok(true)
    }

    /// The faults that are on, in the order in which they began.
    #[must_use]
    pub fn faults(&self) -> &[OnFault] {
        &self.faults
    }

    /// What happens to a request.
    pub fn meet(&mut self, method: &str, path: &str) -> Deed {
        let faults = self.faults.iter().map(|on| &on.fault);
        // Only requests that a fault could strike are counted, so that chance does not depend on who else looks on.
        let exposed = |fault: &Fault| matches!(&fault.kind, Kind::Network(route, _) if route.hits(method, path));
        if !faults.clone().any(exposed) {
            return Deed::default();
        }
        self.requests += 1;
        choose(faults, method, path, self.scenario.seed, self.requests)
    }

    /// Up to when readings are shown: to now, or to the beginning of a fault that froze them.
    #[must_use]
    pub fn seen(&self, now: Instant) -> Instant {
        let frozen = self.faults.iter().filter(|on| on.fault.kind == Kind::Utility(Utility::StaleBalance));
        frozen.map(|on| on.since).min().unwrap_or(now)
    }

    /// Whether a fault of this very kind is on.
    pub(super) fn suffers(&self, utility: Utility) -> bool {
        self.faults.iter().any(|on| on.fault.kind == Kind::Utility(utility))
    }

    /// The faults of the bank that strike the payment of the `place`th order.
    pub(super) fn bank_faults(&self, place: i64) -> impl Iterator<Item = Utility> {
        self.faults.iter().filter_map(move |on| match on.fault.kind {
            Kind::Utility(utility) => draw(self.scenario.seed, &format!("order {place} {}", on.fault.id))
                .happens(on.fault.probability)
                .then_some(utility),
            Kind::Network(..) => None,
        })
    }

    /// Reads the faults that are on from the database.
    pub(super) fn recall_faults(&mut self) -> Held<()> {
        let rows: Vec<(String, i64)> = self
            .db
            .prepare("SELECT spec, since FROM faults ORDER BY place")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Held<_>>()?;
        let recalled = rows.into_iter().map(|(text, since)| {
            let spec: FaultSpec = serde_json::from_str(&text).map_err(broken)?;
            let fault = Fault::try_from(spec.clone()).map_err(broken)?;
            Ok(OnFault { spec, fault, since: Instant::from_unix_seconds(since) })
        });
        self.faults = recalled.collect::<Held<_>>()?;
        Ok(())
    }
}
