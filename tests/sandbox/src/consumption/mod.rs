//! How households use electricity, and what it costs: sample values, made from a seed.

mod chance;
mod profile;
mod tariff;

pub use chance::{Draw, draw};
pub use profile::{Household, watt_hours};
pub use tariff::cost;
