//! The supply outlook: may supply be cut, when, and who says so.
//!
//! The earliest instant at which supply may be cut is: the balance reaches the floor (known, or the pessimistic end
//! of the projection) → grace over → the next cut window, on no barred day and in no moratorium.

mod assess;
mod earliest;
mod outlook;
mod verdict;

pub use assess::{Facts, Funds, assess};
pub use outlook::{Because, Missing, Outlook, PackName, Reason, State, Until};

#[cfg(test)]
mod laws;
