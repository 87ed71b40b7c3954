//! Complaints: what it is about, the words, the server's receipt, and the outbox in which they wait for the server.

mod docket;
mod outbox;
mod text;
mod topic;

#[cfg(test)]
mod tests;

pub use docket::{Docket, DocketFault, DocketNumber};
pub use outbox::{Complaint, Full, Outbox, Refusal};
pub use text::{ComplaintText, TextFault, surplus};
pub use topic::{ComplaintTopic, TopicFault};
