//! The rule packs that are shipped (`publisher/rules`) and those of strangers that test the schema (`tests/rules`):
//! each is well formed, and each decides what its rules say, on dates counted by hand.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

mod packs;
