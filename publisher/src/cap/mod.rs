//! CAP 1.2 XML (OASIS Common Alerting Protocol) from and to the notices of a bulletin.
//!
//! Reading is strict: what CAP's schema calls invalid is refused, with the element and the line. What is valid but has
//! no place in a notice is left out, and the result lists it.

mod encoding;
mod fault;
mod read;
mod schema;
mod write;

pub use encoding::MAX_BYTES;
pub use fault::CapFault;
pub use read::{Imported, LeftOut, import};

pub(crate) use write::alert;
pub use write::export;

/// The namespace of CAP 1.2.
pub const NAMESPACE: &str = "urn:oasis:names:tc:emergency:cap:1.2";
