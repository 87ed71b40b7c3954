//! A newer version of the portal is brought in only with the person's consent, and never during a payment.

use super::App;
use crate::browser::worker;
use crate::domain::identity::OrderId;

/// Where the person is, as far as paying is concerned.
pub enum Paying<'a> {
    /// On a page that has nothing to do with it.
    No,
    /// Where an amount is being chosen.
    Choosing,
    /// On the page of this order.
    Order(&'a OrderId),
}

impl App {
    /// Hears of a newer version from now on.
    pub(super) fn follow_update(self) {
        worker::on_update(move || self.update.set(worker::update()));
    }

    /// Whether a payment is open: an amount is being chosen, a wish is on its way, or the order looked at may still be paid.
    #[must_use]
    pub fn is_paying(&self, at: &Paying) -> bool {
        self.journal.with(|journal| {
            journal.is_starting()
                || match at {
                    Paying::No => false,
                    Paying::Choosing => true,
                    // One that is not known yet is being asked for.
                    Paying::Order(id) => journal.entry_of(id).is_none_or(|entry| entry.is_open(self.minute())),
                }
        })
    }
}
