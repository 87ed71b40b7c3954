//! What is said about supply.

use crate::domain::rules::{Reconnection, Source};
use crate::domain::time::Instant;
use crate::domain::words::Words;

/// The outlook of an account, always with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// What holds.
    pub state: State,
    /// What moved the date, in order; never empty unless the state is `Unknown` or `Cut`.
    pub reasons: Vec<Reason>,
    /// The rule pack that decided, as (title, version).
    pub pack: Option<(Words, u32)>,
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
}

/// What is missing for an outlook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Who is asking.
    Account,
    /// A verified bulletin.
    Bulletin,
    /// A rule pack that binds this account.
    Rules,
    /// A balance.
    Balance,
    /// Enough days of use to say how long the balance lasts.
    Use,
    /// A moratorium without a stated end, last confirmed at this instant.
    Confirmation(Instant),
}

/// One thing that moved the earliest cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The balance reaches the floor.
    Balance {
        /// When.
        at: Instant,
        /// Whether that is an estimate.
        estimated: bool,
    },
    /// The balance is below the floor, nobody knows since when; any grace is counted as over.
    BelowFloor,
    /// Grace runs until then.
    Grace {
        /// Its end.
        until: Instant,
        /// The rule.
        rule: String,
        /// Where it is written.
        source: Source,
    },
    /// A barred day.
    Barred {
        /// What the day is called.
        label: Words,
        /// When it is over.
        until: Instant,
        /// The rule.
        rule: String,
        /// Where it is written.
        source: Source,
    },
    /// Supply may only be cut in a window, and the next begins then.
    Window {
        /// The start of the window.
        from: Instant,
        /// The rule.
        rule: String,
        /// Where it is written.
        source: Source,
    },
    /// A moratorium.
    Moratorium {
        /// The notice that declares it.
        notice: String,
        /// Its stated end.
        until: Option<Instant>,
    },
}
