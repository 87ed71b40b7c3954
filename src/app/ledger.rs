//! The ledger: what the utility booked. In it a recharge that was made elsewhere is found.

use chrono::TimeDelta;
use leptos::prelude::*;

use super::{App, Trouble};
use crate::browser::vault::Key;
use crate::contract::account::LedgerResponse;
use crate::domain::admission::{Cause, Route};
use crate::domain::money::Paise;
use crate::domain::recharge::{PaidElsewhere, Standing, find, record};
use crate::domain::suggestion::{Need, Suggestion, suggestions};
use crate::domain::supply::State;
use crate::domain::time::Instant;

/// Whoever goes to and fro between pages asks for the same ledger once.
const LEDGER_NEW: TimeDelta = TimeDelta::minutes(1);

impl App {
    /// Fetches the ledger, because a person looks at it, unless what is known is as new as the balance. To open a page
    /// is no tap: the portal's own patience decides.
    ///
    /// # Errors
    /// What came between; what was known before stays.
    pub async fn look_at_ledger(self) -> Result<(), Trouble> {
        if self.number.with_untracked(Option::is_none) || self.ledger_is_new() {
            return Ok(());
        }
        let _flying = self.fly().await;
        self.admitted(Route::Account, Cause::Portal).await?;
        self.fetch_ledger().await
    }

    fn ledger_is_new(self) -> bool {
        let now = self.now_untracked();
        let balance_at = self.balance.with_untracked(|known| known.as_ref().map(|known| known.told_at));
        let told_at = self.ledger.with_untracked(|known| known.as_ref().map(|known| known.told_at));
        told_at.is_some_and(|told_at| Some(told_at) >= balance_at && now - told_at < LEDGER_NEW)
    }

    /// Fetches the newest of the ledger, and looks in it for what was paid elsewhere.
    pub(super) async fn fetch_ledger(self) -> Result<(), Trouble> {
        let era = self.era.get_untracked();
        let ledger: LedgerResponse = self.get("/account/ledger").await?;
        self.is_over(era)?;
        self.learn_success(Route::Account);
        let mut claims = self.claims.get_untracked();
        let journal = self.journal.get_untracked();
        if find(&mut claims, &ledger.entries, |order| journal.entry_of(order).is_some()) {
            self.keep_claims(claims).await;
        }
        self.learn(Key::Ledger, &self.ledger, ledger.entries).await;
        Ok(())
    }

    /// Whether a recharge made elsewhere is still waited for.
    pub(super) fn waits_for_claims(self) -> bool {
        let now = self.now_untracked();
        self.claims
            .with_untracked(|claims| claims.iter().any(|claim| matches!(claim.standing(now), Standing::Waiting(_))))
    }

    /// Records that the person paid at a counter or in another app.
    pub async fn paid_elsewhere(self, amount: Paise, paid_at: Instant, reference: &str) {
        let Some(consumer_number) = self.number.get_untracked() else { return };
        let reference = reference.trim().chars().take(PaidElsewhere::LONGEST_REFERENCE).collect();
        let mut claims = self.claims.get_untracked();
        record(&mut claims, PaidElsewhere { consumer_number, amount, paid_at, reference, movement: None });
        let ledger = self.ledger.get_untracked().map(|known| known.value).unwrap_or_default();
        let journal = self.journal.get_untracked();
        find(&mut claims, &ledger, |order| journal.entry_of(order).is_some());
        self.keep_claims(claims).await;
    }

    async fn keep_claims(self, claims: Vec<PaidElsewhere>) {
        let kept = self.vault().put(Key::Claims, &claims);
        self.claims.set(claims);
        kept.await;
    }

    /// Amounts to offer; for somebody else's account what the utility offers anyway.
    #[must_use]
    pub fn suggestions(self, guest: bool) -> Vec<Suggestion> {
        let now = self.now_untracked();
        let days = self.days.get_untracked().filter(|_| !guest).map(|known| known.value).unwrap_or_default();
        let balance = self.balance.get_untracked().filter(|_| !guest);
        let projected = untrack(|| self.projection()).and_then(Result::ok);
        let balance = balance.map(|known| projected.map_or(known.value.paise, |projection| projection.at(now).low));
        let reconnection = match untrack(|| self.outlook()).state {
            State::Cut { to_pay, .. } if !guest => to_pay,
            _ => None,
        };
        let need = Need { days: &days, balance, reconnection };
        self.config.with_value(|config| {
            let limits = &config.recharge;
            suggestions(&need, &(limits.least..=limits.most), &limits.quick)
        })
    }
}
