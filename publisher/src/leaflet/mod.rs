//! What is read without the portal: `notices.html` for a feature phone, a search engine or the door of an office, and
//! `notices.atom` for whoever passes notices on.
//!
//! Both are copies of a bulletin and carry no signature; the page says so.

mod address;
mod feed;
mod page;
mod rules;
mod text;
mod words;

pub use address::{AddressFault, Site};
pub use feed::atom;
pub use page::html;

/// The whole of the page's CSS, as it stands in its one `<style>` element, for a policy that allows it by its hash.
pub const STYLE: &str = include_str!("leaflet.css");
