//! Signing in, signing out, being forgotten.

use core::pin::Pin;

use super::household::ACCOUNTS;
use super::{App, Session, Trouble};
use crate::browser::summary;
use crate::browser::vault::Key;
use crate::contract::problem::ProblemKind;
use crate::contract::session::{Otp, OtpRequest, SessionRequest};
use crate::domain::admission::{Cause, Route};
use crate::domain::complaint::Outbox;
use crate::domain::household::Household;
use crate::domain::identity::ConsumerNumber;
use crate::domain::recharge::Journal;

/// Why signing in did not go on.
pub type SignInFault = Trouble;

const SESSION: &str = "/session";
const NO_SESSION: Trouble = Trouble::Refused(ProblemKind::NotSignedIn);

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
        let same = self.number.with_untracked(|number| number.as_ref() == Some(&consumer_number));
        let request = SessionRequest { consumer_number: consumer_number.clone(), otp };
        // A session that the other accounts of the household still have is not to be closed over them.
        let others = same && self.household.with_untracked(|household| !household.accounts().is_empty());
        let era = self.era.get_untracked();
        let mut opened = if others { self.tell(ACCOUNTS, &request).await } else { Err(NO_SESSION) };
        if opened == Err(NO_SESSION) {
            opened = self.tell(SESSION, &request).await;
        }
        if let Err(over) = self.is_over(era) {
            // Whoever asked for it left meanwhile, and it may be open all the same.
            self.end_session().await;
            return Err(over);
        }
        opened?;
        // The new session took the place of the one that was to be ended.
        self.owe_sign_out(false).await;
        if !same {
            // Another person's data must not show for a moment, in no tab.
            self.forget_facts().await;
        }
        self.set_remember(remember).await;
        self.session.set(Session::SignedIn);
        self.number.set(Some(consumer_number));
        // Whoever was let in is answered; what the calls meet with is shown by the `trouble` signal.
        self.fetch().await.ok();
        Ok(())
    }

    /// Signs the person out: what the server told is forgotten here, the wishes to pay stay for when they come back.
    ///
    /// Returns whether the server ended the session.
    pub async fn sign_out(&self) -> bool {
        self.forget_facts().await;
        self.end_session().await
    }

    /// Forgets the person on this device wholly, the choices of language and of hidden amounts too, and ends the
    /// session.
    ///
    /// Returns whether the server did.
    pub async fn forget(&self) -> bool {
        self.forget_signals();
        self.journal.set(Journal::default());
        self.outbox.set(Outbox::default());
        self.trouble.set(None);
        self.hides_amounts.set(false);
        summary::forget_all();
        self.vault().forget().await;
        self.end_session().await
    }

    /// Forgets what the server told of the person. Wishes to pay stay: they are shown only to whom they belong.
    async fn forget_facts(&self) {
        self.forget_signals();
        self.vault().leave().await;
    }

    fn forget_signals(&self) {
        self.era.update(|era| *era = era.wrapping_add(1));
        self.number.set(None);
        self.account.set(None);
        self.balance.set(None);
        self.days.set(None);
        self.ledger.set(None);
        self.claims.set(Vec::new());
        self.forget_draft();
        self.household.set(Household::default());
        self.remembered.set(false);
    }

    /// Where the session has ended, the page offers to sign in again.
    pub(super) fn notice_end(self, trouble: Trouble) {
        if trouble == NO_SESSION {
            self.session.set(Session::SignedOut);
        }
    }

    /// Only the server can end a session; what it is owed is written down before it is asked.
    async fn end_session(&self) -> bool {
        self.session.set(Session::SignedOut);
        self.owe_sign_out(true).await;
        self.settle_sign_out().await.is_ok()
    }

    async fn owe_sign_out(&self, owed: bool) {
        if self.owes_sign_out.get_untracked() != owed {
            self.owes_sign_out.set(owed);
            self.vault().put(Key::SignOutOwed, &owed).await;
        }
    }

    /// Ends the session of whoever left while the server did not answer.
    ///
    /// # Errors
    /// What came between.
    async fn settle_sign_out(self) -> Result<(), Trouble> {
        match self.delete(SESSION).await {
            Ok(()) | Err(Trouble::Refused(ProblemKind::NotSignedIn)) => {
                self.owe_sign_out(false).await;
                Ok(())
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Ends, as part of a fresh look, the session of whoever left while the server did not answer.
    ///
    /// # Errors
    /// What came between.
    pub(super) async fn owed_sign_out(self, cause: Cause) -> Result<(), Trouble> {
        if !self.owes_sign_out.get_untracked() {
            return Ok(());
        }
        self.admitted(Route::Session, cause).await?;
        self.settle_sign_out().await?;
        if cause == Cause::Person {
            self.tapped_in_vain();
        }
        Ok(())
    }

    /// Before any other call on the server: with the cookie of somebody who left nothing is asked. Signing in anew
    /// ends the old session too, so that it may go on without.
    ///
    /// # Errors
    /// What came between.
    pub(super) fn sign_out_first(self, path: &str) -> Pin<Box<dyn Future<Output = Result<(), Trouble>>>> {
        let (ends_it, replaces_it) = (path == SESSION, path.starts_with(SESSION));
        Box::pin(async move {
            if ends_it || !self.owes_sign_out.get_untracked() {
                return Ok(());
            }
            let settled = self.settle_sign_out().await;
            if replaces_it { Ok(()) } else { settled }
        })
    }
}
