//! The force of a notice: a stop of disconnections, or a warning of extreme weather.
//!
//! A notice has force when it carries a moratorium, as CAP parameters:
//!
//! | valueName | value |
//! |---|---|
//! | `moratorium` | an id, the same in every update of it |
//! | `moratoriumFrom` | RFC 3339: no disconnection from then |
//! | `moratoriumUntil` | RFC 3339: disconnection may resume then; or `declared-ended`: until an update says so |
//!
//! A warning of extreme weather carries `advisory` = `heat` or `cold`; it holds from the text's `onset` (else
//! `effective`, else `sent`) until its `expires`. Some rule packs bar cuts on such days.

use serde::{Deserialize, Serialize};

use super::alert::{Area, Notice};
use crate::domain::time::Instant;

/// A stop of disconnections that a notice declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moratorium {
    /// Its id, the same through all updates.
    pub id: String,
    /// The notice that declares it.
    pub notice: String,
    /// From when no supply is cut.
    pub from: Instant,
    /// When disconnection may resume; `None` until an update declares it.
    pub until: Option<Instant>,
    /// Where it holds.
    pub areas: Vec<Area>,
}

/// A warning of extreme weather that a notice declares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advisory {
    /// Of what.
    pub kind: AdvisoryKind,
    /// The notice that declares it.
    pub notice: String,
    /// From when it is in effect.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Where it holds.
    pub areas: Vec<Area>,
}

/// What an advisory warns of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AdvisoryKind {
    /// Heat.
    Heat,
    /// Cold.
    Cold,
}

/// Why a notice that means to declare a moratorium does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoratoriumFault {
    /// No `moratoriumFrom`, or not a time.
    #[error("moratoriumFrom is missing or not an RFC 3339 time")]
    From,
    /// No `moratoriumUntil`, or neither a time nor `declared-ended`.
    #[error("moratoriumUntil is missing, or neither an RFC 3339 time nor 'declared-ended'")]
    Until,
    /// It ends before it begins.
    #[error("the moratorium ends before it begins")]
    Backwards,
}

impl Notice {
    /// The moratorium it declares, if it declares one.
    ///
    /// # Errors
    /// [`MoratoriumFault`] when it means to and a value is wrong.
    pub fn moratorium(&self) -> Result<Option<Moratorium>, MoratoriumFault> {
        let Some(info) = self.info.iter().find(|info| info.parameter("moratorium").is_some()) else {
            return Ok(None);
        };
        let from = info.parameter("moratoriumFrom").and_then(|text| Instant::parse(text).ok());
        let from = from.ok_or(MoratoriumFault::From)?;
        let until = match info.parameter("moratoriumUntil") {
            Some("declared-ended") => None,
            Some(text) => Some(Instant::parse(text).map_err(|_| MoratoriumFault::Until)?),
            None => return Err(MoratoriumFault::Until),
        };
        if until.is_some_and(|until| until < from) {
            return Err(MoratoriumFault::Backwards);
        }
        Ok(Some(Moratorium {
            id: info.parameter("moratorium").unwrap_or_default().to_owned(),
            notice: self.identifier.clone(),
            from,
            until,
            areas: info.area.clone(),
        }))
    }

    /// The advisory it declares. Without an end it has no force: nobody could tell when it is over.
    #[must_use]
    pub fn advisory(&self) -> Option<Advisory> {
        self.info.iter().find_map(|info| {
            let kind = match info.parameter("advisory")? {
                "heat" => AdvisoryKind::Heat,
                "cold" => AdvisoryKind::Cold,
                _ => return None,
            };
            let from = info.onset.or(info.effective).unwrap_or(self.sent);
            let (notice, areas) = (self.identifier.clone(), info.area.clone());
            Some(Advisory { kind, notice, from, until: info.expires?, areas })
        })
    }
}

impl Moratorium {
    /// Whether it holds at `at`.
    #[must_use]
    pub fn holds_at(&self, at: Instant) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}
