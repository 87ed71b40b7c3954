//! CAP 1.2 in and out: real alerts of several countries, hostile documents, and the notices they become.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

mod chains;
mod mutants;
mod random;
mod refused;
mod samples;
mod xmllint;
