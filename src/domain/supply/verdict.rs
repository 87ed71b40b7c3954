//! What one rule pack says of one account: from the balance over credit and grace to the first allowed cut.

use super::earliest::{Earliest, Hold, Search};
use super::outlook::{Because, Missing, Reason};
use crate::domain::account::{Account, CreditUse};
use crate::domain::balance::Balance;
use crate::domain::money::Paise;
use crate::domain::notice::{Advisory, Moratorium};
use crate::domain::projection::Projection;
use crate::domain::rules::{Activation, CreditSize, EmergencyCredit, Exemption, Rule, RulePack};
use crate::domain::time::Instant;

/// When the balance reaches a level.
pub(super) enum Crossing {
    At {
        at: Instant,
        estimated: bool,
    },
    LongAgo,
    /// It cannot be told, but not before this instant.
    NotBefore(Instant),
    Never,
}

/// What a pack says.
pub(super) struct Verdict<'case> {
    pub pack: &'case RulePack,
    pub crossing: Crossing,
    /// The first allowed cut, whoever asks when.
    pub earliest: Earliest,
    /// The first one that is still to come.
    pub next: Earliest,
    /// What moved `earliest`.
    pub reasons: Vec<Reason>,
    /// What moved `next` away from now, though `earliest` has passed.
    pub held: Vec<Reason>,
    /// What would have to be known to say whether the consumer is spared even longer.
    pub doubt: Option<Missing>,
}

/// An account under one pack.
#[derive(Clone, Copy)]
pub(super) struct Under<'case> {
    pub pack: &'case RulePack,
    pub account: &'case Account,
    pub moratoria: &'case [&'case Moratorium],
    pub advisories: &'case [&'case Advisory],
    /// Use of the last 30 days, Wh.
    pub use_wh: Option<u32>,
}

/// Whether something spares the consumer.
enum Spared {
    Yes,
    No,
    /// It depends on what is missing.
    Perhaps(Missing),
}

impl<'case> Verdict<'case> {
    /// A verdict that asks for no calendar.
    fn plain(pack: &'case RulePack, earliest: Earliest, reasons: Vec<Reason>, doubt: Option<Missing>) -> Self {
        Self { pack, crossing: Crossing::Never, earliest, next: earliest, reasons, held: vec![], doubt }
    }
}

impl<'case> Under<'case> {
    pub fn verdict(self, balance: &Balance, projection: Option<&Projection>, now: Instant) -> Verdict<'case> {
        let pack = self.pack;
        let mut reasons = Vec::new();
        let mut doubt = None;
        for exemption in &pack.exemptions {
            match self.exempted(exemption) {
                Spared::Yes => {
                    let label = exemption.label.clone();
                    let reasons = vec![Reason::by(Because::Exempt { label }, &exemption.id, &exemption.source)];
                    return Verdict::plain(pack, Earliest::Exempt, reasons, None);
                }
                Spared::Perhaps(missing) => doubt = doubt.or(Some(missing)),
                Spared::No => {}
            }
        }
        let instalment = pack.instalments.as_ref().map(|rule| (rule, rule.daily(self.account.arrears)));
        let instalment = instalment.filter(|(_, daily)| *daily > Paise::ZERO);
        let sooner = instalment.and_then(|(_, daily)| projection.map(|projection| projection.with_daily(daily)));
        let projection = sooner.as_ref().or(projection);
        let credit = pack.emergency_credit.as_ref().filter(|credit| match self.lent(credit) {
            Spared::Yes => true,
            Spared::Perhaps(missing) => {
                doubt = doubt.or(Some(missing));
                false
            }
            Spared::No => false,
        });
        let lent = match credit.map(|credit| credit.size) {
            Some(CreditSize::Paise(paise)) => paise.max(Paise::ZERO),
            _ => Paise::ZERO,
        };

        if let Some((rule, daily)) = instalment.filter(|_| balance.paise + credited(projection) > pack.floor() - lent) {
            reasons.push(Reason::by(Because::Instalments { daily }, &rule.id, &rule.source));
        }
        let crossing = crossing(pack.floor() - lent, balance, projection);
        let first = match lent {
            Paise::ZERO => told(&crossing),
            _ => told(&self::crossing(pack.floor(), balance, projection)),
        };
        if let Some(because) = first {
            let rule = pack.floor.as_ref().map(|rule| Rule { id: rule.id.clone(), source: rule.source.clone() });
            reasons.push(Reason { because, rule });
        }
        let start = match crossing {
            Crossing::At { at, .. } | Crossing::NotBefore(at) => Some(at),
            Crossing::LongAgo => None,
            Crossing::Never => return Verdict::plain(pack, Earliest::Never, reasons, doubt),
        };
        let end = start.map(|start| self.after_grace(start, credit, &mut reasons));
        let holds = self.holds(&mut doubt);
        let search = Search { holds: &holds, in_credit_until: start, ..self.search() };
        // Since when is not known: count from the reading, by which it was so.
        let earliest = search.earliest(end.unwrap_or(balance.as_of), &mut reasons);
        let mut held = Vec::new();
        let next = match earliest {
            Earliest::At(at) if at <= now => search.earliest(now, &mut held),
            earliest => earliest,
        };
        Verdict { pack, crossing, earliest, next, reasons, held, doubt }
    }

    /// The search without what spares this account alone.
    pub fn search(self) -> Search<'case> {
        let Self { pack, moratoria, advisories, .. } = self;
        Search { pack, moratoria, advisories, holds: &[], in_credit_until: None }
    }

    fn exempted(self, exemption: &Exemption) -> Spared {
        if !exemption.is_open_to(self.account) {
            return Spared::No;
        }
        let vulnerable = match (exemption.vulnerable, self.account.standing.vulnerable) {
            (false, _) | (true, Some(true)) => Spared::Yes,
            (true, Some(false)) => return Spared::No,
            (true, None) => Spared::Perhaps(Missing::Vulnerable),
        };
        match (exemption.use_wh_at_most, self.use_wh) {
            (Some(most), Some(used)) if used > most => Spared::No,
            (Some(_), None) => Spared::Perhaps(Missing::Use),
            _ => vulnerable,
        }
    }

    fn lent(self, credit: &EmergencyCredit) -> Spared {
        match (self.account.standing.emergency_credit, credit.activation) {
            (Some(CreditUse::Active), _) | (Some(CreditUse::Available), Activation::Automatic) => Spared::Yes,
            (Some(CreditUse::Used), _) | (Some(CreditUse::Available), Activation::OnRequest) => Spared::No,
            (None, _) => Spared::Perhaps(Missing::EmergencyCredit),
        }
    }

    /// When emergency credit and grace that begin at `start`, the crossing, are over.
    fn after_grace(self, start: Instant, credit: Option<&EmergencyCredit>, reasons: &mut Vec<Reason>) -> Instant {
        let offset = self.pack.utc_offset_minutes;
        let mut end = start;
        if let Some(credit) = credit {
            if let CreditSize::Term(term) = credit.size {
                end = term.end(end, offset);
            }
            reasons.push(Reason::by(Because::EmergencyCredit { until: end }, &credit.id, &credit.source));
        }
        if let Some(grace) = &self.pack.grace {
            end = grace.length.end(end, offset);
            reasons.push(Reason::by(Because::Grace { until: end }, &grace.id, &grace.source));
        }
        end
    }

    /// What spares this account alone.
    fn holds(self, doubt: &mut Option<Missing>) -> Vec<Hold> {
        let (pack, standing) = (self.pack, &self.account.standing);
        let offset = pack.utc_offset_minutes;
        let mut holds = Vec::new();
        if let Some(from) = pack.applies.from {
            let reason = Reason { because: Because::InForce { from }, rule: None };
            holds.push(Hold { from: Instant::MIN, until: from, reason });
        }
        match (&pack.conversion, standing.converted_on) {
            (Some(rule), Some(date)) => {
                let until = rule.length.end(Instant::start_of(date.0, offset), offset);
                let reason = Reason::by(Because::Conversion { until }, &rule.id, &rule.source);
                holds.push(Hold { from: Instant::MIN, until, reason });
            }
            (Some(_), None) => *doubt = doubt.or(Some(Missing::ConversionDate)),
            (None, _) => {}
        }
        if let (Some(rule), Some(payment)) = (&pack.relief, &standing.part_payment)
            && let Some(term) = rule.bought_by(payment)
        {
            let until = term.end(payment.at, offset);
            let reason = Reason::by(Because::Relief { until }, &rule.id, &rule.source);
            holds.push(Hold { from: payment.at, until, reason });
        }
        if let Some(rule) = &pack.queue {
            // Whose place nobody knows may be the first.
            let from = self.search().turn(rule, standing.queue_position.unwrap_or(1));
            let reason = Reason::by(Because::Queue { from }, &rule.id, &rule.source);
            holds.push(Hold { from: Instant::MIN, until: from, reason });
        }
        holds
    }
}

fn told(crossing: &Crossing) -> Option<Because> {
    match *crossing {
        Crossing::At { at, estimated } => Some(Because::Balance { at, estimated }),
        Crossing::LongAgo => Some(Because::BelowFloor),
        Crossing::NotBefore(_) | Crossing::Never => None,
    }
}

fn crossing(level: Paise, balance: &Balance, projection: Option<&Projection>) -> Crossing {
    let falls = projection.map(|projection| projection.falls_to(level).earliest);
    // What was credited since the reading may have lifted it above the level again: then the next fall counts.
    let lifted = credited(projection) > Paise::ZERO && falls.flatten().is_none_or(|at| at > balance.as_of);
    if balance.paise <= level && !lifted {
        return match balance.not_above_zero_since {
            // The server says since when it has been at or below zero; for another level that says too little.
            Some(since) if level == Paise::ZERO => Crossing::At { at: since.min(balance.as_of), estimated: false },
            _ => Crossing::LongAgo,
        };
    }
    match falls {
        Some(Some(at)) => Crossing::At { at, estimated: true },
        Some(None) => Crossing::Never,
        None => Crossing::NotBefore(balance.as_of),
    }
}

fn credited(projection: Option<&Projection>) -> Paise {
    projection.map_or(Paise::ZERO, Projection::credited)
}
