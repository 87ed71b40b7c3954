//! The start, and every fresh look: bulletin first, then the account if the server may be called.

use core::pin::Pin;
use core::time::Duration;

use chrono::TimeDelta;
use leptos::task::spawn_local;
use serde::Serialize;

use super::{App, Followed, Known, Session, Trouble};
use crate::browser::vault::{Kept, Key};
use crate::browser::{clock, page, random};
use crate::contract::account::{AccountResponse, BalanceResponse, ConsumptionResponse};
use crate::contract::problem::ProblemKind;
use crate::contract::recharge::RechargesResponse;
use crate::domain::admission::{Cause, Route};
use crate::domain::projection::WANTED_DAYS;
use crate::domain::recharge::LIST_SPAN;
use crate::domain::time::{Date, INDIA};

/// The bulletin is asked for again after this long, and up to half as long again.
const BULLETIN_PAUSE_SECONDS: f64 = 180.0;
/// A balance changes once a day; an open page asks again after this long.
const BALANCE_OLD: TimeDelta = TimeDelta::hours(2);
/// How often is looked whether an order's state is due.
const ORDERS_PAUSE: Duration = Duration::from_secs(5);

impl App {
    /// Begins to look after the portal: recalls, fetches, and keeps itself current while somebody looks.
    pub fn start(self) {
        spawn_local(async move {
            self.recall_bulletin().await;
            self.fetch_bulletin().await;
            // What came between is shown by the `trouble` signal; here nobody waits for it.
            self.refresh(Cause::Portal).await.ok();
            loop {
                clock::sleep(Duration::from_secs_f64(BULLETIN_PAUSE_SECONDS * (1.0 + random::lot() / 2.0))).await;
                if !page::hidden() && !page::offline() {
                    self.fetch_bulletin().await;
                    if self.trouble.with_untracked(Option::is_some) || self.is_old() {
                        self.refresh(Cause::Portal).await.ok();
                    }
                }
            }
        });
        spawn_local(self.watch_orders(ORDERS_PAUSE));
    }

    /// Whether the balance was told so long ago, or never, that the portal asks again by itself.
    fn is_old(self) -> bool {
        let now = self.now_untracked();
        self.balance.with_untracked(|known| known.as_ref().is_none_or(|known| now - known.told_at > BALANCE_OLD))
    }

    /// A person's tap on "refresh": the bulletin, and beside it the account.
    ///
    /// # Errors
    /// What came between.
    pub async fn refresh_by_hand(self) -> Result<(), Trouble> {
        spawn_local(self.fetch_bulletin());
        self.refresh(Cause::Person).await
    }

    /// Fetches the account, if the server may be called. Nobody who is signed out is asked about.
    async fn refresh(self, cause: Cause) -> Result<(), Trouble> {
        if self.session.get_untracked() == Session::SignedOut || self.asking.get_untracked() {
            return Ok(());
        }
        self.admitted_to(Route::Account, cause)?;
        self.fetch().await
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
        if self.era.get_untracked() == era { Ok(()) } else { Err(Trouble::HeldBack(None)) }
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
        let since_text = String::from(since).replace('+', "%2B");
        let listed: RechargesResponse = self.get(&format!("/recharges?since={since_text}")).await?;
        self.is_over(era)?;
        self.learn_success(Route::Account);
        self.listed(consumer_number, listed, since).await;
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
