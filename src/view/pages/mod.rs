//! The pages. Each asks `app` and shows; none decides.

mod account;
mod help;
mod home;
mod not_found;
mod notices;
mod order;
mod proof;
mod recharge;
mod sign_in;
mod usage;

pub use account::AccountPage;
pub use help::HelpPage;
pub use home::HomePage;
pub use not_found::NotFoundPage;
pub use notices::NoticesPage;
pub use order::OrderPage;
pub use proof::ProofPage;
pub use recharge::RechargePage;
pub use usage::UsePage;

use leptos::prelude::*;

use crate::browser::page::id;

/// The heading of a page; a new route gives it the focus.
fn heading(text: &str) -> impl IntoView + use<> {
    view! { <h1 id=id::HEADING tabindex="-1">{text.to_owned()}</h1> }
}
