//! Faults: what can go wrong, on which routes, how often.

mod deed;
mod pattern;
mod spec;

pub use deed::{Deed, Harm, choose};
pub use pattern::RoutePattern;
pub use spec::{Fault, FaultName, FaultSpec, FaultSpecFault, Kind, Network, RetryAfter, Utility};
