//! The sandbox from outside: over HTTP, as the portal and the tests of others meet it.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

mod client;
mod clock;
mod command_line;
mod complaints;
mod contract;
mod diwali;
mod faults;
mod hostile;
mod households;
mod idempotency;
mod leaflet;
mod orders;
mod restart;
mod scenarios;
mod sessions;
mod site;
mod town;
