//! The officer's command line, through the real binary.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

mod cap;
mod desk;
mod hostile;
mod morning;
mod previews;
mod publishing;
