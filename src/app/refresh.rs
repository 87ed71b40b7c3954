//! A fresh look at the account.

use core::pin::Pin;

use chrono::TimeDelta;
use serde::Serialize;

use super::{App, Followed, Known, Session, Trouble};
use crate::browser::vault::{Kept, Key};
use crate::contract::account::{AccountResponse, BalanceResponse, ConsumptionResponse};
use crate::contract::problem::ProblemKind;
use crate::domain::admission::{Cause, Route};
use crate::domain::projection::WANTED_DAYS;
use crate::domain::recharge::LIST_SPAN;
use crate::domain::time::{Date, INDIA, Instant};

/// A balance changes once a day; an open page asks again after this long.
const BALANCE_OLD: TimeDelta = TimeDelta::hours(2);
/// Whoever taps wants news: what the bulletin said this long ago is asked for again. Not at every tap of an angry thumb.
const NEWS_OLD: TimeDelta = TimeDelta::seconds(10);

impl App {
    /// Whether the balance was told so long ago, or never, that the portal asks again by itself.
    pub(super) fn is_old(self) -> bool {
        let now = self.now_untracked();
        self.balance.with_untracked(|known| known.as_ref().is_none_or(|known| now - known.told_at > BALANCE_OLD))
    }

    /// A person's tap on "refresh": the bulletin, and then the account if it lets us.
    ///
    /// # Errors
    /// What came between.
    pub async fn refresh_by_hand(self) -> Result<(), Trouble> {
        let asked_at = self.bulletin_asked_at.get_untracked();
        if asked_at.is_none_or(|asked_at| self.now_untracked() - asked_at > NEWS_OLD) {
            self.fetch_bulletin().await;
        }
        self.refresh(Cause::Person).await?;
        self.send_waiting().await;
        Ok(())
    }

    /// Fetches the account, if the server may be called. Nobody who is signed out is asked about.
    pub(super) async fn refresh(self, cause: Cause) -> Result<(), Trouble> {
        self.owed_sign_out(cause).await?;
        if self.session.get_untracked() == Session::SignedOut || self.asking.get_untracked() {
            return Ok(());
        }
        let known = self.told_at();
        let _flying = self.fly().await;
        if self.told_at() != known {
            // Another tab was told meanwhile, and told us.
            return Ok(());
        }
        self.admitted(Route::Account, cause).await?;
        let outcome = self.fetch().await;
        if cause == Cause::Person && self.session.get_untracked() == Session::SignedOut {
            self.tapped_in_vain();
        }
        outcome
    }

    fn told_at(self) -> Option<Instant> {
        self.balance.with_untracked(|known| known.as_ref().map(|known| known.told_at))
    }

    /// Fetches the account, whoever asks.
    ///
    /// Boxed, so that its callers share one copy of it.
    pub(super) fn fetch(self) -> Pin<Box<dyn Future<Output = Result<(), Trouble>>>> {
        Box::pin(async move {
            let era = self.era.get_untracked();
            self.asking.set(true);
            let outcome = self.fetch_account(era).await;
            self.asking.set(false);
            match outcome {
                Err(Trouble::Refused(ProblemKind::NotSignedIn)) if self.era.get_untracked() == era => {
                    self.session.set(Session::SignedOut);
                    Ok(())
                }
                outcome => outcome,
            }
        })
    }

    /// Whether the person was forgotten since `era`: then what arrives late belongs to nobody here.
    pub(super) fn is_over(self, era: u32) -> Result<(), Trouble> {
        if self.era.get_untracked() == era { Ok(()) } else { Err(Trouble::Forgotten) }
    }

    /// One after the other: a server in trouble is not asked four things at once.
    async fn fetch_account(self, era: u32) -> Result<(), Trouble> {
        let account: AccountResponse = self.get("/account").await?;
        self.is_over(era)?;
        self.session.set(Session::SignedIn);
        let consumer_number = account.consumer_number.clone();
        self.number.set(Some(consumer_number.clone()));
        self.learn(Key::Account, &self.account, account).await;
        let balance: BalanceResponse = self.get("/account/balance").await?;
        self.is_over(era)?;
        self.learn(Key::Balance, &self.balance, balance).await;
        let today = self.now_untracked().date(INDIA);
        let from = today - TimeDelta::days(WANTED_DAYS);
        let path = format!("/account/consumption?from={}&to={}", String::from(Date(from)), String::from(Date(today)));
        let consumption: ConsumptionResponse = self.get(&path).await?;
        self.is_over(era)?;
        self.learn(Key::Days, &self.days, consumption.days).await;
        let since = self.now_untracked() - LIST_SPAN;
        let listed = self.ask_list(since).await?;
        self.is_over(era)?;
        self.learn_success(Route::Account);
        self.learn_listed(consumer_number, listed, since).await;
        if self.waits_for_claims() { self.fetch_ledger().await } else { Ok(()) }
    }

    /// Shows what was told, and keeps it; done when it is safe.
    pub(super) fn learn<T: Serialize>(
        self,
        key: Key,
        place: &Followed<Option<Known<T>>>,
        value: T,
    ) -> Pin<Box<dyn Future<Output = Kept>>> {
        let known = Known { value, told_at: self.now_untracked() };
        let kept = self.vault().put(key, &known);
        place.set(Some(known));
        kept
    }
}
