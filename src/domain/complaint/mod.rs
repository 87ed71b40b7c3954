//! Complaints: what it is about, the words, the server's receipt, and the outbox in which they wait for the server.

mod docket;
mod outbox;
mod text;
mod topic;

#[cfg(test)]
mod tests;

pub use docket::{Docket, DocketFault, DocketNumber};
pub use outbox::{Answer, Complaint, Full, Outbox, Refusal, Stage};
pub use text::{ComplaintText, TextFault, surplus};
pub use topic::{ComplaintTopic, TopicFault};
