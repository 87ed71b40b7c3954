//! The start, and every fresh look: bulletin first, then the account if the server may be called.

use core::pin::Pin;
use core::time::Duration;

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

use super::{App, Known, Session, Trouble};
use crate::browser::vault::{Kept, Key};
use crate::browser::{clock, page, random};
use crate::contract::account::{AccountResponse, BalanceResponse, ConsumptionResponse};
use crate::contract::problem::ProblemKind;
use crate::contract::recharge::RechargesResponse;
use crate::domain::admission::{Cause, Route};
use crate::domain::recharge::{IdempotencyKey, JournalEvent};
use crate::domain::time::{Date, INDIA};

/// Days of use that are asked for.
const DAYS: i64 = 35;
/// How far back orders are looked for.
const ORDERS_SINCE: TimeDelta = TimeDelta::days(35);
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
        spawn_local(async move {
            loop {
                clock::sleep(ORDERS_PAUSE).await;
                if !page::hidden() && !page::offline() {
                    self.check_due_orders().await;
                }
            }
        });
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
        if !self.admitted_to(Route::Account, cause) {
            return Err(Trouble::HeldBack);
        }
        self.fetch().await
    }

    /// Fetches the account, whoever asks.
    ///
    /// Boxed, so that its callers share one copy of it.
    pub(super) fn fetch(self) -> Pin<Box<dyn Future<Output = Result<(), Trouble>>>> {
        Box::pin(async move {
            let era = self.era.get_value();
            self.asking.set(true);
            let outcome = self.fetch_account(era).await;
            self.asking.set(false);
            match outcome {
                Err(Trouble::Refused(ProblemKind::NotSignedIn)) if self.era.get_value() == era => {
                    self.session.set(Session::SignedOut);
                    Ok(())
                }
                outcome => outcome,
            }
        })
    }

    /// Whether the person was forgotten since `era`: then what arrives late belongs to nobody here.
    fn is_over(self, era: u32) -> Result<(), Trouble> {
        if self.era.get_value() == era { Ok(()) } else { Err(Trouble::HeldBack) }
    }

    /// One after the other: a server in trouble is not asked four things at once.
    async fn fetch_account(self, era: u32) -> Result<(), Trouble> {
        let account: AccountResponse = self.get("/account").await?;
        self.is_over(era)?;
        self.session.set(Session::SignedIn);
        let consumer_number = account.consumer_number.clone();
        self.number.set(Some(consumer_number.clone()));
        self.learn(Key::Account, self.account, account).await;
        let balance: BalanceResponse = self.get("/account/balance").await?;
        self.is_over(era)?;
        self.learn(Key::Balance, self.balance, balance).await;
        let today = self.now_untracked().date(INDIA);
        let from = today - TimeDelta::days(DAYS);
        let path = format!("/account/consumption?from={}&to={}", String::from(Date(from)), String::from(Date(today)));
        let consumption: ConsumptionResponse = self.get(&path).await?;
        self.is_over(era)?;
        self.learn(Key::Days, self.days, consumption.days).await;
        let since = self.now_untracked() - ORDERS_SINCE;
        let since = String::from(since).replace('+', "%2B");
        let listed: RechargesResponse = self.get(&format!("/recharges?since={since}")).await?;
        self.is_over(era)?;
        self.learn_success(Route::Account);
        for order in listed.recharges.into_iter().rev() {
            let name = IdempotencyKey::from_random(random::bytes());
            let consumer_number = consumer_number.clone();
            self.note(JournalEvent::Listed { order, consumer_number, name }).await;
        }
        Ok(())
    }

    async fn learn<T: Serialize + Send + Sync + 'static>(
        &self,
        key: Key,
        signal: RwSignal<Option<Known<T>>>,
        value: T,
    ) {
        let known = Known { value, told_at: self.now_untracked() };
        let kept = self.vault().put(key, &known);
        signal.set(Some(known));
        kept.await;
    }

    /// Writes an event into the journal, and the journal to disk, before anything else happens.
    pub(super) async fn note(&self, event: JournalEvent) -> Kept {
        let now = self.now_untracked();
        self.journal.update(|journal| *journal = core::mem::take(journal).after(event, now));
        let era = self.era.get_value();
        let (whole, kept) = self.vault().put_journal(self.journal.get_untracked()).await;
        if self.era.get_value() == era {
            // What was noted while this was written is in the signal and not yet in `whole`.
            self.journal.update(|journal| *journal = whole.merged(core::mem::take(journal)));
        }
        kept
    }
}
