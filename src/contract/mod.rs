//! What the utility's server and the bulletin say on the wire.
//!
//! JSON over HTTPS. Times are RFC 3339 with a numeric offset, money is integer paise, energy integer Wh.
//! Values are parsed into the domain's own types at this border, so nothing wrong gets further in.

pub mod account;
pub mod bulletin;
pub mod complaint;
pub mod config;
pub mod json;
pub mod jws;
pub mod problem;
pub mod recharge;
pub mod session;
