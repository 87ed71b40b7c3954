//! From facts to an outlook.

use super::earliest::{Earliest, HORIZON};
use super::outlook::{Because, Missing, Outlook, Reason, State, Until};
use super::verdict::{Crossing, Under, Verdict};
use crate::domain::account::{Account, SupplyState};
use crate::domain::balance::Balance;
use crate::domain::bulletin::Confirmation;
use crate::domain::notice::{Advisory, Area, Moratorium};
use crate::domain::projection::Projection;
use crate::domain::rules::RulePack;
use crate::domain::time::Instant;

/// All that an outlook rests on.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'facts> {
    /// The account, if it is known.
    pub account: Option<&'facts Account>,
    /// The rule packs of the bulletin.
    pub packs: &'facts [RulePack],
    /// The moratoria of the bulletin's notices in force.
    pub moratoria: &'facts [Moratorium],
    /// The warnings of extreme weather of the bulletin's notices in force.
    pub advisories: &'facts [Advisory],
    /// Whether the bulletin is still confirmed; `None` without a verified bulletin.
    pub confirmation: Option<Confirmation>,
    /// What is known of the money.
    pub funds: Funds<'facts>,
    /// Use of the last 30 days, Wh, if they are known.
    pub use_wh: Option<u32>,
}

/// What is known of the money.
#[derive(Clone, Copy, Debug)]
pub enum Funds<'facts> {
    /// Nothing.
    Unknown,
    /// A reading, and how it goes on, if that can be told.
    Read {
        /// The reading.
        balance: &'facts Balance,
        /// How it goes on.
        projection: Option<&'facts Projection>,
    },
}

/// The outlook at `now`. Total: it never fails, it says what is missing.
#[must_use]
pub fn assess(facts: &Facts<'_>, now: Instant) -> Outlook {
    let Some(account) = facts.account else { return unknown(Missing::Account, None) };
    // Those that are yet to come count too: the balance may run out when they are in force.
    let binding = facts.packs.iter().filter(|pack| pack.binds(account));
    let packs: Vec<&RulePack> = binding.filter(|pack| pack.applies.until.is_none_or(|until| now < until)).collect();
    let bound_now = packs.iter().any(|pack| pack.in_force(now));
    if let SupplyState::Disconnected { since } = account.supply {
        return cut(since, &packs, facts, now);
    }
    let Some(confirmation) = facts.confirmation else { return unknown(Missing::Bulletin, None) };
    let here = |areas: &[Area]| areas.iter().any(|area| area.holds(account));
    let moratoria: Vec<&Moratorium> = facts.moratoria.iter().filter(|moratorium| here(&moratorium.areas)).collect();
    let advisories: Vec<&Advisory> = facts.advisories.iter().filter(|advisory| here(&advisory.areas)).collect();
    let use_wh = facts.use_wh;
    let case =
        Case { account, packs: &packs, moratoria: &moratoria, advisories: &advisories, confirmation, use_wh, now };
    if !bound_now {
        return case.whatever_the_balance().unwrap_or_else(|| unknown(Missing::Rules, None));
    }
    let Funds::Read { balance, projection } = facts.funds else {
        return case.whatever_the_balance().unwrap_or_else(|| unknown(Missing::Balance, None));
    };
    // Of several packs that bind, the one that allows the earliest cut is told: the pessimistic end.
    let verdicts = packs.iter().map(|pack| case.under(pack).verdict(balance, projection, now));
    verdicts
        .min_by_key(|verdict| (verdict.next, verdict.earliest))
        .map_or_else(|| unknown(Missing::Rules, None), |verdict| case.outlook(verdict))
}

fn unknown(missing: Missing, not_before: Option<Instant>) -> Outlook {
    Outlook { state: State::Unknown { missing, not_before }, reasons: vec![], pack: None }
}

fn cut(since: Instant, packs: &[&RulePack], facts: &Facts<'_>, now: Instant) -> Outlook {
    let in_force = || packs.iter().filter(|pack| pack.in_force(now));
    let told = in_force().find(|pack| pack.reconnection.is_some()).or_else(|| in_force().next());
    let reconnection = told.and_then(|pack| pack.reconnection.clone());
    let to_pay = match facts.funds {
        Funds::Read { balance, .. } => reconnection.as_ref().map(|rule| rule.to_pay(balance.paise)),
        Funds::Unknown => None,
    };
    let pack = told.map(|pack| (*pack).into());
    Outlook { state: State::Cut { since, reconnection, to_pay }, reasons: vec![], pack }
}

struct Case<'case> {
    account: &'case Account,
    packs: &'case [&'case RulePack],
    moratoria: &'case [&'case Moratorium],
    advisories: &'case [&'case Advisory],
    confirmation: Confirmation,
    use_wh: Option<u32>,
    now: Instant,
}

impl<'case> Case<'case> {
    fn under(&self, pack: &'case RulePack) -> Under<'case> {
        let Self { account, moratoria, advisories, use_wh, .. } = *self;
        Under { pack, account, moratoria, advisories, use_wh }
    }

    fn outlook(&self, verdict: Verdict<'_>) -> Outlook {
        let Verdict { pack, crossing, earliest, next, mut reasons, held, doubt } = verdict;
        let estimated = matches!(crossing, Crossing::At { estimated: true, .. });
        let crossed = match crossing {
            Crossing::At { at, .. } => at <= self.now,
            Crossing::LongAgo => true,
            Crossing::NotBefore(_) | Crossing::Never => false,
        };
        // Waiting for the next window spares nobody: they may be cut, then.
        let spared = held.iter().any(|reason| !matches!(reason.because, Because::Window { .. }));
        reasons.extend(held);
        let lapse = self.lapse();
        let state = match (earliest, next) {
            // By then no rule is known any more.
            _ if lapse < next => State::Unknown { missing: Missing::Rules, not_before: self.to_come(lapse) },
            _ if matches!(crossing, Crossing::NotBefore(_)) && earliest < Earliest::Open => {
                let not_before = self.to_come(earliest);
                // Whoever holds a moratorium need not wait for the days of use.
                if not_before.is_none()
                    && let Some(outlook) = self.whatever_the_balance()
                {
                    return outlook;
                }
                State::Unknown { missing: Missing::Use, not_before }
            }
            (_, Earliest::Exempt) => State::ProtectedUntil(Until::Exempt),
            (_, Earliest::Open) => self.until_declared(),
            // Nothing is left, and yet nobody is cut as far as can be seen: that is a protection, not a balance.
            (_, Earliest::Never) if crossed => State::ProtectedUntil(Until::At(self.now + HORIZON)),
            (_, Earliest::Never) => State::AtRiskFrom { from: Instant::MAX, estimated },
            (Earliest::At(since), Earliest::At(next)) if since <= self.now && !spared => match doubt {
                // A rule might spare the consumer longer: that a cut is allowed is not known.
                Some(missing) => State::Unknown { missing, not_before: self.to_come(Earliest::At(next)) },
                None => State::MayBeCut { since, next, estimated },
            },
            (_, Earliest::At(next)) if crossed => State::ProtectedUntil(Until::At(next)),
            (_, Earliest::At(from)) => match doubt {
                Some(missing) => State::Unknown { missing, not_before: Some(from) },
                None => State::AtRiskFrom { from, estimated },
            },
        };
        Outlook { state, reasons, pack: Some(pack.into()) }
    }

    /// The instant, if it is still to come.
    fn to_come(&self, earliest: Earliest) -> Option<Instant> {
        match earliest {
            Earliest::At(at) => Some(at).filter(|at| *at > self.now),
            _ => None,
        }
    }

    /// The first instant from now on at which neither a pack nor a moratorium says anything any more.
    fn lapse(&self) -> Earliest {
        let mut at = self.now;
        loop {
            let packs = self.packs.iter().filter(|pack| pack.in_force(at));
            let packs = packs.map(|pack| pack.applies.until.map_or(Earliest::Exempt, Earliest::At));
            let moratoria = self.moratoria.iter().filter(|one| one.holds_at(at));
            let moratoria = moratoria.map(|one| one.until.map_or(Earliest::Exempt, Earliest::At));
            match packs.chain(moratoria).max() {
                Some(Earliest::At(until)) => at = until,
                Some(later) => return later,
                None => return Earliest::At(at),
            }
        }
    }

    /// A moratorium without a stated end protects as long as the bulletin vouches for it.
    fn until_declared(&self) -> State {
        match self.confirmation {
            Confirmation::Until(confirmed) => State::ProtectedUntil(Until::Declared { confirmed }),
            Confirmation::NotSince(since) => State::Unknown { missing: Missing::Confirmation(since), not_before: None },
        }
    }

    /// A moratorium that holds now answers without a balance, and even without a rule.
    fn whatever_the_balance(&self) -> Option<Outlook> {
        let holding = self.moratoria.iter().filter(|moratorium| moratorium.holds_at(self.now));
        let longest = holding.max_by_key(|one| one.until.unwrap_or(Instant::MAX))?;
        let worst = self
            .packs
            .iter()
            .filter(|pack| pack.in_force(self.now))
            .map(|pack| {
                let mut reasons = Vec::new();
                let earliest = self.under(pack).search().earliest(self.now, &mut reasons);
                (earliest, reasons, Some((*pack).into()))
            })
            .min_by_key(|(earliest, ..)| *earliest);
        let (earliest, reasons, pack) = worst.unwrap_or_else(|| {
            (longest.until.map_or(Earliest::Open, Earliest::At), vec![Reason::from(*longest)], None)
        });
        let state = match earliest {
            Earliest::At(at) => State::ProtectedUntil(Until::At(at)),
            Earliest::Open => self.until_declared(),
            Earliest::Never | Earliest::Exempt => State::ProtectedUntil(Until::At(self.now + HORIZON)),
        };
        Some(Outlook { state, reasons, pack })
    }
}
