//! From facts to an outlook.

use super::earliest::{Earliest, earliest_cut, grace_end};
use super::outlook::{Missing, Outlook, Reason, State, Until};
use crate::domain::account::{Account, SupplyState};
use crate::domain::balance::Balance;
use crate::domain::bulletin::Confirmation;
use crate::domain::money::Paise;
use crate::domain::notice::Moratorium;
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
    /// Whether the bulletin is still confirmed; `None` without a verified bulletin.
    pub confirmation: Option<Confirmation>,
    /// What is known of the money.
    pub funds: Funds<'facts>,
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

/// When the balance reaches a pack's floor.
enum Crossing {
    At {
        at: Instant,
        estimated: bool,
    },
    LongAgo,
    /// It cannot be told, but not before this instant.
    NotBefore(Instant),
    Never,
}

/// The outlook at `now`. Total: it never fails, it says what is missing.
#[must_use]
pub fn assess(facts: &Facts<'_>, now: Instant) -> Outlook {
    let unknown =
        |missing, not_before| Outlook { state: State::Unknown { missing, not_before }, reasons: vec![], pack: None };
    let Some(account) = facts.account else { return unknown(Missing::Account, None) };
    let packs: Vec<&RulePack> = facts.packs.iter().filter(|pack| pack.binds(account) && pack.in_force(now)).collect();
    if let SupplyState::Disconnected { since } = account.supply {
        let reconnection = packs.iter().find_map(|pack| pack.reconnection.clone());
        let pack = packs.first().map(|pack| (pack.title.clone(), pack.version));
        return Outlook { state: State::Cut { since, reconnection }, reasons: vec![], pack };
    }
    let Some(confirmation) = facts.confirmation else { return unknown(Missing::Bulletin, None) };
    let moratoria: Vec<&Moratorium> =
        facts.moratoria.iter().filter(|moratorium| moratorium.areas.iter().any(|area| area.holds(account))).collect();
    let case = Case { packs: &packs, moratoria: &moratoria, confirmation, now };
    if packs.is_empty() {
        return case.whatever_the_balance().unwrap_or_else(|| unknown(Missing::Rules, None));
    }
    let Funds::Read { balance, projection } = facts.funds else {
        return case.whatever_the_balance().unwrap_or_else(|| unknown(Missing::Balance, None));
    };
    // Of several packs that bind, the one that allows the earliest cut is told: the pessimistic end.
    let verdicts = packs.iter().map(|pack| case.verdict(pack, balance, projection));
    verdicts
        .min_by_key(|verdict| verdict.earliest)
        .map_or_else(|| unknown(Missing::Rules, None), |verdict| case.outlook(verdict))
}

struct Case<'case> {
    packs: &'case [&'case RulePack],
    moratoria: &'case [&'case Moratorium],
    confirmation: Confirmation,
    now: Instant,
}

struct Verdict<'case> {
    pack: &'case RulePack,
    crossing: Crossing,
    earliest: Earliest,
    reasons: Vec<Reason>,
}

impl Case<'_> {
    fn verdict<'pack>(
        &self,
        pack: &'pack RulePack,
        balance: &Balance,
        projection: Option<&Projection>,
    ) -> Verdict<'pack> {
        let crossing = crossing(pack, balance, projection);
        let mut reasons = Vec::new();
        let start = match crossing {
            Crossing::At { at, estimated } => {
                reasons.push(Reason::Balance { at, estimated });
                Some(at)
            }
            Crossing::NotBefore(at) => Some(at),
            Crossing::LongAgo => {
                reasons.push(Reason::BelowFloor);
                None
            }
            Crossing::Never => return Verdict { pack, crossing, earliest: Earliest::Never, reasons },
        };
        let start = match (start, &pack.grace) {
            (Some(start), Some(grace)) => {
                let until = grace_end(pack, grace, start);
                reasons.push(Reason::Grace { until, rule: grace.id.clone(), source: grace.source.clone() });
                until
            }
            (Some(start), None) => start,
            // Since when is not known: count from the reading, by which it was so.
            (None, _) => balance.as_of,
        };
        let earliest = earliest_cut(pack, self.moratoria, start, &mut reasons);
        Verdict { pack, crossing, earliest, reasons }
    }

    fn outlook(&self, verdict: Verdict<'_>) -> Outlook {
        let Verdict { pack, crossing, earliest, mut reasons } = verdict;
        let estimated = matches!(crossing, Crossing::At { estimated: true, .. });
        let crossed = match crossing {
            Crossing::At { at, .. } => at <= self.now,
            Crossing::LongAgo => true,
            Crossing::NotBefore(_) | Crossing::Never => false,
        };
        let state = match (earliest, &crossing) {
            (Earliest::Open, _) => self.until_declared(),
            (Earliest::At(at), Crossing::NotBefore(_)) => {
                match (at > self.now).then_some(at) {
                    // Whoever holds a moratorium need not wait for the days of use.
                    None => match self.whatever_the_balance() {
                        Some(outlook) => return outlook,
                        None => State::Unknown { missing: Missing::Use, not_before: None },
                    },
                    not_before => State::Unknown { missing: Missing::Use, not_before },
                }
            }
            (Earliest::At(at), _) if at <= self.now => {
                let mut held = Vec::new();
                let next = earliest_cut(pack, self.moratoria, self.now, &mut held);
                let spared =
                    held.iter().any(|reason| matches!(reason, Reason::Moratorium { .. } | Reason::Barred { .. }));
                reasons.extend(held);
                match next {
                    Earliest::At(next) if spared => State::ProtectedUntil(Until::At(next)),
                    Earliest::At(next) => State::MayBeCut { since: at, next, estimated },
                    Earliest::Open => self.until_declared(),
                    Earliest::Never => State::AtRiskFrom { from: Instant::MAX, estimated },
                }
            }
            (Earliest::At(at), _) if crossed => State::ProtectedUntil(Until::At(at)),
            (Earliest::At(from), _) => State::AtRiskFrom { from, estimated },
            (Earliest::Never, _) => State::AtRiskFrom { from: Instant::MAX, estimated },
        };
        Outlook { state, reasons, pack: Some((pack.title.clone(), pack.version)) }
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
        let holds = |moratorium: &&&Moratorium| {
            moratorium.from <= self.now && moratorium.until.is_none_or(|until| self.now < until)
        };
        let longest = self.moratoria.iter().filter(holds).max_by_key(|one| one.until.unwrap_or(Instant::MAX))?;
        let worst = self
            .packs
            .iter()
            .map(|pack| {
                let mut reasons = Vec::new();
                (
                    earliest_cut(pack, self.moratoria, self.now, &mut reasons),
                    reasons,
                    Some((pack.title.clone(), pack.version)),
                )
            })
            .min_by_key(|(earliest, ..)| *earliest);
        let (earliest, reasons, pack) = worst.unwrap_or_else(|| {
            let reason = Reason::Moratorium { notice: longest.notice.clone(), until: longest.until };
            (longest.until.map_or(Earliest::Open, Earliest::At), vec![reason], None)
        });
        let state = match earliest {
            Earliest::At(at) => State::ProtectedUntil(Until::At(at)),
            Earliest::Open => self.until_declared(),
            Earliest::Never => State::AtRiskFrom { from: Instant::MAX, estimated: false },
        };
        Some(Outlook { state, reasons, pack })
    }
}

fn crossing(pack: &RulePack, balance: &Balance, projection: Option<&Projection>) -> Crossing {
    let floor = pack.floor.as_ref().map_or(Paise::ZERO, |floor| floor.paise);
    if balance.paise <= floor {
        return match balance.not_above_zero_since {
            // The server says since when it has been at or below zero; for a lower floor that says too little.
            Some(since) if floor == Paise::ZERO => Crossing::At { at: since.min(balance.as_of), estimated: false },
            _ => Crossing::LongAgo,
        };
    }
    match projection.map(|projection| projection.falls_to(floor).earliest) {
        Some(Some(at)) => Crossing::At { at, estimated: true },
        Some(None) => Crossing::Never,
        None => Crossing::NotBefore(balance.as_of),
    }
}
