//! What the balance probably is now, how it goes on, and when it runs out.
//!
//! The days of use say what the days ahead will cost together: the likely sum, and a range around it that holds in
//! four of five cases. docs/projection.md tells how, and how it was judged on homes nobody tuned it on.
//!
//! Everything is counted from the reading: asked later, the same facts give the same answer.

mod ahead;
mod caveats;
mod cost;
mod course;
mod evidence;
mod fall;
mod history;
mod inflow;
mod project;
mod series;
#[cfg(test)]
mod tests;
mod weights;

pub use self::caveats::{CannotTell, Widened};
pub use self::course::{DAYS_AHEAD, PERCENT, Projection, Range};
pub use self::fall::Fall;
pub use self::inflow::{Credit, Inflow};
pub use self::project::{WANTED_DAYS, project};
