//! A stand-in utility: a real HTTP server with a real database that behaves like one, well and badly, at any time.
//!
//! - [`scenario`] reads what is to happen, as data.
//! - [`consumption`] says how households use electricity and what it costs.
//! - [`faults`] says what can go wrong.
//! - [`world`] is the utility itself, all of it in one database, moved by a clock of its own.
//! - [`api`] is the contract under `/v1`, [`site`] serves the portal, [`control`] is for whoever pulls the strings.
//! - [`server`] listens.

pub mod api;
pub mod consumption;
pub mod control;
pub mod faults;
pub mod http_date;
pub mod sandbox;
pub mod scenario;
pub mod server;
pub mod site;
pub mod world;
