//! What can go wrong with a call, as things a person can act on.

use crate::browser::http::NoReply;
use crate::contract::problem::ProblemKind;
use crate::domain::admission::Why;
use crate::domain::time::Instant;

/// Why a call brought nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No answer in time.
    TimedOut,
    /// No connection.
    Unreachable,
    /// The device itself has no network.
    Offline,
    /// The server says it failed.
    ServerFault,
    /// The answer is not what the contract says: cut off, HTML, another shape.
    Garbled,
    /// The server refuses, and says why.
    Refused(ProblemKind),
    /// We hold back, to be kind to the server.
    HeldBack(HeldBack),
    /// The person was forgotten meanwhile; there is nobody to tell.
    Forgotten,
}

/// Why the portal holds back, and until when, if that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldBack {
    /// With [`Why::Down`] and [`Why::NotAdmitted`] when the utility promised news, with the others when to ask again.
    pub until: Option<Instant>,
    /// Why.
    pub why: Why,
}

impl Trouble {
    /// Whether the server may have done the work all the same.
    #[must_use]
    pub const fn leaves_doubt(self) -> bool {
        match self {
            Self::TimedOut | Self::Unreachable | Self::Offline | Self::ServerFault | Self::Garbled => true,
            Self::HeldBack(_) | Self::Forgotten => false,
            // A key that was used with another payload was used: there is an order.
            Self::Refused(kind) => matches!(
                kind,
                ProblemKind::IdempotencyKeyReused
                    | ProblemKind::Unavailable
                    | ProblemKind::TooManyRequests
                    | ProblemKind::IdempotencyInFlight
                    | ProblemKind::Other
            ),
        }
    }

    /// Whether the server is to be left alone for a while.
    #[must_use]
    pub const fn is_overload(self) -> bool {
        matches!(self, Self::TimedOut | Self::Unreachable | Self::ServerFault | Self::Garbled)
            || matches!(self, Self::Refused(ProblemKind::Unavailable | ProblemKind::TooManyRequests))
    }
}

impl From<NoReply> for Trouble {
    fn from(no_reply: NoReply) -> Self {
        match no_reply {
            _ if crate::browser::page::offline() => Self::Offline,
            NoReply::TimedOut => Self::TimedOut,
            NoReply::Unreachable => Self::Unreachable,
        }
    }
}
