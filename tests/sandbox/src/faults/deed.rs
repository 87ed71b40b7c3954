//! What the faults that are on do to one request.

use super::spec::{Fault, Kind, Network, RetryAfter};
use crate::consumption::draw;

/// What happens to a request: perhaps a delay, and perhaps a harm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deed {
    /// How much longer it takes, ms.
    pub delay_ms: u64,
    /// What else is done to it.
    pub harm: Option<Harm>,
}

/// What is done to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "FaultName says it")]
pub enum Harm {
    Refuse,
    Hang,
    InternalError,
    BadGateway,
    Unavailable(Option<RetryAfter>),
    TooManyRequests(RetryAfter),
    CutAfterWork,
    TruncatedJson,
    HtmlInstead,
    OtherJson,
}

/// What `faults` do to the request, the `count`th one. Delays add up; of harms the first that strikes is the one.
#[must_use]
pub fn choose<'fault>(
    faults: impl IntoIterator<Item = &'fault Fault>,
    method: &str,
    path: &str,
    seed: u64,
    count: u64,
) -> Deed {
    let mut deed = Deed::default();
    for fault in faults {
        let Kind::Network(route, network) = &fault.kind else { continue };
        if !route.hits(method, path) || !draw(seed, &format!("{count} {}", fault.id)).happens(fault.probability) {
            continue;
        }
        let harm = match *network {
            Network::Slow { ms } => {
                deed.delay_ms += ms;
                continue;
            }
            Network::Refuse => Harm::Refuse,
            Network::Hang => Harm::Hang,
            Network::InternalError => Harm::InternalError,
            Network::BadGateway => Harm::BadGateway,
            Network::Unavailable(after) => Harm::Unavailable(after),
            Network::TooManyRequests(after) => Harm::TooManyRequests(after),
            Network::CutAfterWork => Harm::CutAfterWork,
            Network::TruncatedJson => Harm::TruncatedJson,
            Network::HtmlInstead => Harm::HtmlInstead,
            Network::OtherJson => Harm::OtherJson,
        };
        deed.harm.get_or_insert(harm);
    }
    deed
}
