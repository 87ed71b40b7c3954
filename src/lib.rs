//! Diya: a portal for consumers on prepaid smart meters that stays lit when the utility's server goes dark.
//!
//! The map of the house. Data flows one way, from the outside in and out to the person:
//!
//! - [`domain`] says what is true about prepaid electricity. Pure: no clock, no network, no browser.
//! - [`contract`] is what the utility's server and the bulletin say on the wire.
//! - `browser` holds the only rooms that touch the browser: HTTP, storage, cryptography, the page.
//! - `app` keeps the state and does what a person asks for: sign in, refresh, recharge, forget.
//! - [`view`] shows it. Its words compile everywhere, its pages only for the browser.
//!
//! `browser` and `app` exist only in WebAssembly, so a `web_sys` that strays into `domain` fails the native build.

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod contract;
pub mod domain;
pub mod view;
