//! Notices: what the utility tells its consumers, and what force it has.

mod alert;
mod force;

pub use alert::{Area, Info, MessageType, Named, Notice, Scope, Status, in_force};
pub use force::{Advisory, AdvisoryKind, Moratorium, MoratoriumFault};
