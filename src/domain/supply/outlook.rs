//! What is said about supply.

use crate::domain::money::Paise;
use crate::domain::rules::{Reconnection, Rule, RulePack, Source, SourceKind};
use crate::domain::time::Instant;
use crate::domain::words::Words;

/// The outlook of an account, always with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// What holds.
    pub state: State,
    /// What moved the date, in order; never empty unless the state is `Unknown` or `Cut`.
    pub reasons: Vec<Reason>,
    /// The rule pack that decided.
    pub pack: Option<PackName>,
}

/// The rule pack that decided, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackName {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// Its version.
    pub version: u32,
    /// What whoever relies on it should know.
    pub caveat: Option<Words>,
}

/// May supply be cut?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Not until then, though nothing may be left on the account.
    ProtectedUntil(Until),
    /// Not while the balance lasts; at the earliest then.
    AtRiskFrom {
        /// The earliest instant.
        from: Instant,
        /// Whether it rests on an estimate of the balance.
        estimated: bool,
    },
    /// It may be cut.
    MayBeCut {
        /// Since when it may.
        since: Instant,
        /// The next instant at which it may: now, or the start of the next window.
        next: Instant,
        /// Whether it rests on an estimate of the balance.
        estimated: bool,
    },
    /// It is cut.
    Cut {
        /// Since when.
        since: Instant,
        /// What brings it back, if a rule says so.
        reconnection: Option<Reconnection>,
        /// What has to be paid for that at the last known balance, if both are known.
        to_pay: Option<Paise>,
    },
    /// Nobody can say; something is missing.
    Unknown {
        /// What.
        missing: Missing,
        /// Supply may not be cut before then, whatever is missing.
        not_before: Option<Instant>,
    },
}

/// The end of a protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// At this instant.
    At(Instant),
    /// Not before its end is declared; the declaration that it holds is confirmed until this instant.
    Declared {
        /// Until then the bulletin vouches for it.
        confirmed: Instant,
    },
    /// As long as an exemption holds.
    Exempt,
}

/// What is missing for an outlook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Who is asking.
    Account,
    /// A verified bulletin.
    Bulletin,
    /// A rule pack that binds this account, now or when its balance runs out.
    Rules,
    /// A balance.
    Balance,
    /// Enough days of use to say how long the balance lasts, or whether an exemption for low use holds.
    Use,
    /// A moratorium without a stated end, last confirmed at this instant.
    Confirmation(Instant),
    /// Whether the household is marked as vulnerable.
    Vulnerable,
    /// The day of the change to prepayment.
    ConversionDate,
    /// Whether emergency credit is still to be had.
    EmergencyCredit,
}

/// One thing that moved the earliest cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What.
    pub because: Because,
    /// The rule it follows, if it follows one of a rule pack.
    pub rule: Option<Rule>,
}

/// What moved the earliest cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// The balance reaches the floor.
    Balance {
        /// When.
        at: Instant,
        /// Whether that is an estimate.
        estimated: bool,
    },
    /// The balance is below the floor, nobody knows since when; any grace is counted as over.
    BelowFloor,
    /// So much of old arrears is taken every day, which empties the balance sooner.
    Instalments {
        /// Paise a day.
        daily: Paise,
    },
    /// Emergency credit lasts until then.
    EmergencyCredit {
        /// Its end.
        until: Instant,
    },
    /// Grace runs until then.
    Grace {
        /// Its end.
        until: Instant,
    },
    /// The time after the change to prepayment runs until then.
    Conversion {
        /// Its end.
        until: Instant,
    },
    /// A part payment bought time until then.
    Relief {
        /// Its end.
        until: Instant,
    },
    /// Cuts are made one after the other, and this account's turn comes then.
    Queue {
        /// The start of that day.
        from: Instant,
    },
    /// The rules are in force only from then.
    InForce {
        /// From then.
        from: Instant,
    },
    /// A barred day, or barred hours.
    Barred {
        /// What it is called.
        label: Words,
        /// When it is over.
        until: Instant,
    },
    /// Supply may only be cut in a window, and the next begins then.
    Window {
        /// The start of the window.
        from: Instant,
    },
    /// A moratorium.
    Moratorium {
        /// The notice that declares it.
        notice: String,
        /// Its stated end.
        until: Option<Instant>,
    },
    /// The account is exempt.
    Exempt {
        /// What the exemption is called.
        label: Words,
    },
}

impl Reason {
    /// A reason that follows the rule of this id, written there.
    pub(super) fn by(because: Because, id: &str, source: &Source) -> Self {
        Self { because, rule: Some(Rule { id: id.to_owned(), source: source.clone() }) }
    }
}

impl From<&RulePack> for PackName {
    fn from(pack: &RulePack) -> Self {
        Self { id: pack.id.clone(), title: pack.title.clone(), version: pack.version, caveat: pack.caveat.clone() }
    }
}

impl Outlook {
    /// Whether a rule that only the press reports moved the date.
    #[must_use]
    pub fn rests_on_press(&self) -> bool {
        let press = |rule: &Rule| rule.source.kind == SourceKind::Press;
        self.reasons.iter().any(|reason| reason.rule.as_ref().is_some_and(press))
    }

    /// Whether an estimate of the balance moved the date.
    #[must_use]
    pub fn is_estimated(&self) -> bool {
        self.reasons.iter().any(|reason| matches!(reason.because, Because::Balance { estimated: true, .. }))
    }

    /// The reason that set the date: the last that a rule or a notice stands behind.
    #[must_use]
    pub fn decided_by(&self) -> Option<&Reason> {
        let sourced = |reason: &&Reason| reason.rule.is_some() || matches!(reason.because, Because::Moratorium { .. });
        self.reasons.iter().rev().find(sourced)
    }

    /// When a protection that can be named ends.
    #[must_use]
    pub fn protected_until(&self) -> Option<Instant> {
        match self.state {
            State::ProtectedUntil(Until::At(at)) => Some(at),
            _ => None,
        }
    }
}
