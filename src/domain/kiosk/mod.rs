//! A machine that many people use one after the other: a visit begins with a tap, and ends so that nothing of the person
//! remains.

mod visit;

pub use visit::{Doing, Event, Limits, Visit};
