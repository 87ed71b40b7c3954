//! Explores every way in which a recharge can go: the shipped reducer, with a server, a payment network, a browser and
//! a person that misbehave. What is assumed, and what was found, stands in `docs/recharge-model.md`.

pub mod calm;
pub mod choices;
pub mod client;
pub mod moment;
pub mod moves;
pub mod names;
pub mod outcome;
pub mod recharge;
pub mod run;
pub mod scenario;
pub mod scenarios;
pub mod server;
pub mod shelf;
pub mod world;
