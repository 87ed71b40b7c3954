//! What is explored: who takes part, what may go wrong and how often.

/// How a device keeps its journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// What was written survives the battery.
    Strict,
    /// What was written may be lost when the device dies.
    Relaxed,
    /// Nothing is kept: an embedded page, a kiosk.
    None,
}

/// Beside which orders, unless the request names them, the server makes no other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// It does not look.
    None,
    /// Open ones.
    Open,
    /// Open ones, and those that brought money within the lifetime of a key.
    Recent,
}

/// A way of breaking the client on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutant {
    /// A retry makes a new key.
    NewKeyForRetry,
    /// The request leaves before the journal is written.
    SentBeforeWritten,
    /// The same key is sent again after the server forgot it.
    SentAfterLifetime,
    /// Once an order failed, a later word that it was paid is not listened to.
    LateSuccessIgnored,
}

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Its name, for the table.
    pub name: &'static str,
    /// On which device each tab is open.
    pub tabs: &'static [usize],
    /// How the devices keep the journal.
    pub storage: Storage,
    /// Beside which orders the server makes no other one.
    pub guard: Guard,
    /// How many wishes the person makes.
    pub wishes: u8,
    /// Whether one of them may be kept for later first.
    pub plans: bool,
    /// How often the person consents to a second recharge.
    pub seconds: u8,
    /// How many tabs or devices die.
    pub crashes: u8,
    /// How often a device's storage is emptied.
    pub evictions: u8,
    /// How many requests the network doubles.
    pub copies: u8,
    /// How many requests of one key are under way at most.
    pub in_flight: usize,
    /// How many requests are turned away for reasons that are not about them.
    pub refusals: u8,
    /// How often the network says first that an order is paid, then that it failed.
    pub denials: u8,
    /// Whether an answer may be old when it arrives.
    pub stale: bool,
    /// Whether a tab may be frozen while it waits, for hours or days.
    pub freezes: bool,
    /// Whether tabs ask by themselves.
    pub wakes: bool,
    /// The last instant, by its place.
    pub until: u8,
    /// How many things a tab does at once.
    pub at_once: usize,
    /// What is known not to hold.
    pub fails: &'static [&'static str],
    /// How deep the bounded run goes.
    pub depth: usize,
    /// How deep the deep run goes.
    pub deep: usize,
}

impl Scenario {
    /// How many devices take part.
    #[must_use]
    pub fn devices(&self) -> usize {
        self.tabs.iter().max().map_or(0, |last| last + 1)
    }
}

impl Mutant {
    /// What is broken, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NewKeyForRetry => "on purpose: a new key for a retry",
            Self::SentBeforeWritten => "on purpose: sent before it is written",
            Self::SentAfterLifetime => "on purpose: sent after the key's lifetime",
            Self::LateSuccessIgnored => "on purpose: a late success ignored",
        }
    }
}
