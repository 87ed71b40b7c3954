//! The pieces pages are made of. Each has its CSS beside its name in `style/components`.

mod accounts;
mod action;
mod card;
mod chart;
mod computed;
mod element;
mod fan;
mod icon;
mod line;
mod list;
mod live;
mod notice;
mod other_ways;
mod qr_code;
mod reasons;
mod share;
mod status;
mod storage_note;
mod tick;
mod update_bar;

pub use accounts::accounts;
#[cfg(feature = "gallery")]
pub(in crate::view) use accounts::accounts_of;
pub use action::{button, link};
pub use card::{Tone, card, titled, toned_card};
pub use chart::{Bar, lying_bar, use_chart};
pub use computed::computed;
pub(in crate::view) use element::views;
pub use element::{Child, Element, element, group};
pub use fan::{DAYS_BACK, Fan, fan_chart};
pub use icon::{Name, icon};
pub use line::{line, small_line};
pub use list::{text_item, unfolds};
pub use live::live;
pub use notice::notice_card;
pub use other_ways::other_ways;
pub use qr_code::qr_picture;
pub use reasons::{reasons, vouched, who_says};
pub use share::share_button;
pub use status::{say_busy, status};
#[cfg(feature = "gallery")]
pub(in crate::view) use storage_note::storage_words;
pub use storage_note::{old_page, storage_note};
pub use tick::tick;
#[cfg(feature = "gallery")]
pub(in crate::view) use update_bar::bar as newer_version;
pub use update_bar::{paying, update_bar};
