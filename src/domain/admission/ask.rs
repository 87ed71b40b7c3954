//! Who wants to call what, and what comes of it.

use serde::{Deserialize, Serialize};

use crate::domain::bulletin::ServiceStatus;
use crate::domain::time::Instant;

/// Who wants to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The portal, by itself.
    Portal,
    /// A person's tap.
    Person,
    /// A payment that a person confirmed: one request, of more weight than any look at a balance.
    Payment,
}

/// The groups of routes that fail apart from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// `/v1/account` and what lies below it.
    Account,
    /// `/v1/recharges` and what lies below it.
    Recharges,
    /// `/v1/session` and what lies below it.
    Session,
    /// `/v1/complaints`.
    Complaints,
}

impl Route {
    /// The group of a path below the contract's base, e.g. `/account/balance`.
    #[must_use]
    pub fn of(path: &str) -> Self {
        [("/recharges", Self::Recharges), ("/session", Self::Session), ("/complaints", Self::Complaints)]
            .into_iter()
            .find(|(head, _)| path.starts_with(head))
            .map_or(Self::Account, |(_, route)| route)
    }
}

/// Whether anybody is there to see the answer, and any network to bring it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Somebody looks.
    Looking,
    /// The page is hidden.
    Hidden,
    /// The device has no network.
    Offline,
}

/// A wish to call.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// Who wants to.
    pub cause: Cause,
    /// What.
    pub route: Route,
    /// Whether anybody looks.
    pub presence: Presence,
    /// The status of a bulletin that is still confirmed. One that nobody vouches for any more holds nobody up.
    pub status: Option<&'a ServiceStatus>,
    /// When the bulletin was last asked for, whatever came of it.
    pub asked_at: Option<Instant>,
}

/// Whether to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes, now.
    Call,
    /// Not before the bulletin was asked for; then ask here again.
    AskBulletin,
    /// Not now.
    Wait {
        /// What to tell the person; `None`: nobody knows. With [`Why::Down`] and [`Why::NotAdmitted`] it is when the
        /// utility promised news: the next look for the bulletin brings them, and nobody wakes up for it together with
        /// all the others. With every other reason it is when to ask here again.
        until: Option<Instant>,
        /// Why.
        why: Why,
    },
}

/// Why a call waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The bulletin says that the server is down.
    Down,
    /// The bulletin admits only a share of the clients, and this one is not among them yet.
    NotAdmitted,
    /// This client is admitted; its turn comes at `until`.
    Turn,
    /// The server asked for patience, or the last call failed a moment ago.
    Backoff,
    /// The retries are used up; a person's tap still counts.
    BudgetSpent,
    /// A tap was let through a moment ago.
    TappedLately,
    /// Nobody looks.
    Hidden,
    /// No network.
    Offline,
}

/// How a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No connection, or no answer in time: all routes are affected.
    Connection,
    /// An answer that says the server cannot, or that makes no sense: this group of routes is affected.
    Answer,
}
