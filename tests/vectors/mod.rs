//! Signed texts, and what is to become of each. The same rows are judged natively by the `p256` crate and in a browser
//! by WebCrypto: what differs between the two is only who checks the curve.
//!
//! - [`own`]: our bulletins, in `bulletin.json`, made by `publisher`'s tests with keys that are public.
//! - [`published`]: RFC 7515 A.3, the cookbook of RFC 7520, Project Wycheproof. They lie beside the checkout, not in it.
//! - [`table`]: what came of them, file by file.
//! - `in_browser`: the test in the browser; the native one is `publisher/tests/vectors`.

#[cfg(target_arch = "wasm32")]
mod in_browser;
pub mod own;
pub mod published;
pub mod table;

use diya::contract::bulletin::BulletinFault;
use diya::contract::jws::JwsFault;

/// The name of a fault, without what it carries.
pub fn name_of(fault: &BulletinFault) -> &'static str {
    match fault {
        BulletinFault::TooLarge(_) => "TooLarge",
        BulletinFault::Jws(JwsFault::NotJws(_)) => "NotJws",
        BulletinFault::Jws(JwsFault::NotBase64Url(_)) => "NotBase64Url",
        BulletinFault::Jws(JwsFault::Header(_)) => "Header",
        BulletinFault::Jws(JwsFault::Algorithm(_)) => "Algorithm",
        BulletinFault::Jws(JwsFault::OwnKey) => "OwnKey",
        BulletinFault::Jws(JwsFault::Critical) => "Critical",
        BulletinFault::Jws(JwsFault::SignatureLength(_)) => "SignatureLength",
        BulletinFault::Jws(JwsFault::SignatureCount(_)) => "SignatureCount",
        BulletinFault::TooFewSignatures { .. } => "TooFewSignatures",
        BulletinFault::Payload(_) => "Payload",
        BulletinFault::Schema(_) => "Schema",
        BulletinFault::Backwards => "Backwards",
        BulletinFault::FromTheFuture(_) => "FromTheFuture",
        BulletinFault::RolledBack { .. } => "RolledBack",
    }
}
