//! Lets the consumers of a whole state come back to a server that is getting up, and compares how clients may behave.
//!
//! - `plan` says how the server comes back, `people` when somebody looks and loses patience: the assumptions.
//! - `server` is a queue that can drown; `operator` is the utility that publishes the admitted share.
//! - `policy` are the common ways, `behaviour` lets the portal's own module decide for ours.
//! - `clients`, `wheel`, `chance` and `run` are the machine; `herd` runs it for all policies.
//! - `tally` counts, `figures` sums up; `table` and `picture` show.

pub mod arguments;
mod behaviour;
mod chance;
mod clients;
pub mod figures;
pub mod herd;
mod operator;
mod people;
mod picture;
pub mod plan;
pub mod policy;
mod run;
mod server;
mod table;
pub mod tally;
mod wheel;
