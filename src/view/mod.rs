//! What people see: pages made of components, and the words in them. No rules, no fetches.

#[cfg(target_arch = "wasm32")]
pub mod components;
pub mod csv;
pub mod data_address;
pub mod day_table;
#[cfg(all(target_arch = "wasm32", feature = "gallery"))]
mod gallery;
pub mod green_button;
pub mod i18n;
pub mod ics;
#[cfg(target_arch = "wasm32")]
pub mod pages;
pub mod qr;
pub mod route;
#[cfg(target_arch = "wasm32")]
mod shell;
pub mod summary;
#[cfg(target_arch = "wasm32")]
mod trouble;

#[cfg(target_arch = "wasm32")]
pub use shell::{config_fault_page, shell};
