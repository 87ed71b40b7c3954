//! Signing in, signing out, being forgotten.

use super::{App, Session, Trouble};
use crate::browser::summary;
use crate::contract::session::{Otp, OtpRequest, SessionRequest};
use crate::domain::admission::{Cause, Route};
use crate::domain::identity::ConsumerNumber;
use crate::domain::recharge::Journal;

/// Why signing in did not go on.
pub type SignInFault = Trouble;

impl App {
    /// Asks for an OTP.
    ///
    /// # Errors
    /// What came between.
    pub async fn ask_otp(&self, consumer_number: ConsumerNumber) -> Result<(), SignInFault> {
        self.admitted(Route::Session, Cause::Person).await?;
        self.tell("/session/otp", &OtpRequest { consumer_number }).await
    }

    /// Opens a session and fetches the account.
    ///
    /// # Errors
    /// What came between.
    pub async fn sign_in(&self, consumer_number: ConsumerNumber, otp: Otp, remember: bool) -> Result<(), SignInFault> {
        let other =
            self.number.with_untracked(|number| number.as_ref().is_some_and(|number| *number != consumer_number));
        let request = SessionRequest { consumer_number: consumer_number.clone(), otp };
        self.tell("/session", &request).await?;
        if other {
            // Another person's data must not show for a moment.
            self.forget_facts().await;
        }
        self.vault().set_remember(remember).await;
        if !remember {
            summary::forget();
        }
        self.session.set(Session::SignedIn);
        self.number.set(Some(consumer_number));
        // Whoever was let in is answered; what the calls meet with is shown by the `trouble` signal.
        self.fetch().await.ok();
        Ok(())
    }

    /// Forgets the person on this device, and ends the session if the server answers.
    ///
    /// Returns whether the server did.
    pub async fn forget(&self) -> bool {
        self.forget_here().await;
        self.session.set(Session::SignedOut);
        self.delete("/session").await.is_ok()
    }

    /// Forgets everything of the person, the wishes to pay too.
    async fn forget_here(&self) {
        self.forget_facts().await;
        self.journal.set(Journal::default());
        self.vault().forget().await;
    }

    /// Forgets what the server told of the person. Wishes to pay stay: they are shown only to whom they belong.
    async fn forget_facts(&self) {
        self.era.update(|era| *era = era.wrapping_add(1));
        self.number.set(None);
        self.account.set(None);
        self.balance.set(None);
        self.days.set(None);
        self.ledger.set(None);
        self.claims.set(Vec::new());
        summary::forget();
        self.vault().set_remember(false).await;
    }
}
