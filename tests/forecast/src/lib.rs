//! How good is the projection? Measured homes are lived through again: at many days of their past the portal's own
//! projection says what the days ahead will cost, from what it would have known then, and what came is held against it.
//!
//! - [`homes`] reads what was measured.
//! - [`replay`] goes through the days, and asks the projection and two plain [`baselines`].
//! - [`tally`] counts how often the ranges held, how wide they were, and what they score.
//! - [`report`] sorts the counts, holds them against the bounds, and writes them down.

pub mod baselines;
pub mod homes;
pub mod replay;
pub mod report;
pub mod tally;
