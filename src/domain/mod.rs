//! What is true about prepaid electricity. Pure functions and plain values: the instant is always passed in.

pub mod account;
pub mod admission;
pub mod balance;
pub mod bulletin;
pub mod clock;
pub mod complaint;
pub mod household;
pub mod identity;
pub mod keeping;
pub mod kiosk;
pub mod mirrors;
pub mod money;
pub mod notice;
pub mod order;
pub mod projection;
pub mod recharge;
mod rfc3339;
pub mod rules;
pub mod suggestion;
pub mod supply;
pub mod time;
pub mod upi;
pub mod usage;
pub mod words;
