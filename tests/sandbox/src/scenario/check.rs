//! From TOML to a scenario that makes sense. A fault names the line or the entry.

use std::collections::BTreeSet;

use diya::domain::identity::ConsumerNumber;
use diya::domain::time::{INDIA, Instant};

use super::{BUILT_IN, Entry, Happening, Publication, Scenario, pack_name};
use crate::faults::Fault;

/// Why a scenario cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioFault {
    /// No such scenario.
    #[error("there is no scenario {0:?}. Built in are {built_in}; or give a file that ends in .toml.", built_in = built_in())]
    Unknown(String),
    /// The file cannot be read.
    #[error("the scenario {name:?} cannot be read: {why}")]
    File {
        /// Which.
        name: String,
        /// Why.
        why: String,
    },
    /// Not TOML, or a member is missing, unknown or of the wrong kind; says the line.
    #[error("the scenario is not well formed: {0}")]
    Toml(String),
    /// An entry makes no sense.
    #[error("{place}: {wrong}")]
    Entry {
        /// Which entry.
        place: String,
        /// What is wrong.
        wrong: String,
    },
}

fn built_in() -> String {
    BUILT_IN.map(|(name, _)| name).join(", ")
}

type Checked = Result<(), ScenarioFault>;

fn wrong(place: impl Into<String>, wrong: impl Into<String>) -> ScenarioFault {
    ScenarioFault::Entry { place: place.into(), wrong: wrong.into() }
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// [`ScenarioFault::Toml`] with the line, [`ScenarioFault::Entry`] with the entry.
    pub fn parse(text: &str) -> Result<Self, ScenarioFault> {
        let scenario: Self = toml::from_str(text).map_err(|fault| ScenarioFault::Toml(fault.to_string()))?;
        scenario.check_times()?;
        scenario.check_accounts()?;
        scenario.check_notices()?;
        scenario.check_timeline()?;
        Ok(scenario)
    }

    fn check_times(&self) -> Checked {
        if self.start < self.begins {
            return Err(wrong("start", "lies before begins"));
        }
        if !(1..=1_000).contains(&self.history_days) {
            return Err(wrong("history_days", "must be 1 to 1000"));
        }
        Ok(())
    }

    fn check_accounts(&self) -> Checked {
        let mut numbers = BTreeSet::new();
        if self.accounts.is_empty() {
            return Err(wrong("account", "at least one is needed"));
        }
        for (place, account) in (1..).zip(&self.accounts) {
            let place = format!("account {place} ({})", account.number.as_str());
            if !numbers.insert(&account.number) {
                return Err(wrong(place, "the number stands twice"));
            }
            if account.balance_at < self.begins {
                return Err(wrong(place, "balance_at lies before begins"));
            }
            let civil = account.balance_at.civil(INDIA).format("%H:%M").to_string();
            if civil != "00:15" {
                return Err(wrong(place, "balance_at must be at 00:15 India time, when the day is deducted"));
            }
            if account.habit_paise < 10_000 {
                return Err(wrong(place, "habit_paise must be at least 10000"));
            }
        }
        Ok(())
    }

    fn check_notices(&self) -> Checked {
        let mut known = BTreeSet::new();
        for notice in &self.notices {
            let place = format!("notice {:?}", notice.id);
            if notice.id.contains(|sign: char| sign.is_whitespace() || ",<&".contains(sign)) || notice.id.is_empty() {
                return Err(wrong(place, "CAP 1.2 forbids spaces, commas, < and & in an identifier"));
            }
            if let Some(replaced) = notice.replaces.iter().find(|replaced| !known.contains(*replaced)) {
                return Err(wrong(place, format!("replaces {replaced:?}, which does not stand before it")));
            }
            if !known.insert(&notice.id) {
                return Err(wrong(place, "the id stands twice"));
            }
        }
        Ok(())
    }

    fn check_timeline(&self) -> Checked {
        let mut before = self.begins;
        let mut on = BTreeSet::new();
        let mut published = BTreeSet::new();
        for (place, entry) in (1..).zip(&self.timeline) {
            let place = format!("timeline entry {place} ({:?}, {:?})", entry.at, entry.label);
            if entry.at < before {
                let before: Instant = before;
                return Err(wrong(place, format!("is out of order: {before:?} came before it")));
            }
            before = entry.at;
            self.check_happening(&place, entry, &mut on, &mut published)?;
        }
        Ok(())
    }

    fn check_happening<'entry>(
        &'entry self,
        place: &str,
        entry: &'entry Entry,
        on: &mut BTreeSet<&'entry str>,
        published: &mut BTreeSet<&'entry str>,
    ) -> Checked {
        let happening = entry.happening().ok_or_else(|| {
            wrong(place, "needs exactly one of faults_on, faults_off, publish, sms, account, cuts, clock")
        })?;
        let knows = |number: &ConsumerNumber| self.accounts.iter().any(|account| account.number == *number);
        match happening {
            Happening::FaultsOn(faults) => {
                for spec in faults {
                    Fault::try_from(spec.clone()).map_err(|why| wrong(place, why.to_string()))?;
                    if !on.insert(&spec.id) {
                        return Err(wrong(place, format!("the fault {:?} is on already", spec.id)));
                    }
                }
            }
            Happening::FaultsOff(ids) => {
                if let Some(id) = ids.iter().find(|id| !on.remove(id.as_str())) {
                    return Err(wrong(place, format!("the fault {id:?} is not on")));
                }
            }
            Happening::Publish(publication) => self.check_publication(place, publication, published)?,
            Happening::Sms(sms) if !sms.to.as_ref().is_none_or(knows) => return Err(wrong(place, "unknown account")),
            Happening::Account(event) if !knows(&event.number) => return Err(wrong(place, "unknown account")),
            Happening::Cuts(cuts) if cuts.per_day > 0 && cuts.backlog == 0 => {
                return Err(wrong(place, "cuts without a backlog"));
            }
            Happening::Sms(_) | Happening::Account(_) | Happening::Cuts(_) | Happening::Clock(_) => {}
        }
        Ok(())
    }

    fn check_publication<'entry>(
        &'entry self,
        place: &str,
        publication: &'entry Publication,
        published: &mut BTreeSet<&'entry str>,
    ) -> Checked {
        for id in &publication.add_notices {
            if !self.notices.iter().any(|notice| notice.id == *id) {
                return Err(wrong(place, format!("unknown notice {id:?}")));
            }
            if !published.insert(id) {
                return Err(wrong(place, format!("the notice {id:?} was published before")));
            }
        }
        let packs: BTreeSet<String> = self.rule_packs.iter().map(pack_name).collect();
        if let Some(unknown) = publication.rule_packs.iter().flatten().find(|name| !packs.contains(*name)) {
            return Err(wrong(place, format!("unknown rule pack {unknown:?}")));
        }
        match publication.refresh_hours {
            Some(0) => Err(wrong(place, "refresh_hours must not be 0")),
            _ if publication.expires_after_hours == 0 => Err(wrong(place, "expires_after_hours must not be 0")),
            _ => Ok(()),
        }
    }
}
