//! Several accounts of one household or shop: adding one, and showing another.
//!
//! One account is shown at a time. When another one is, all that was learnt of the one before is put by in one piece, and a new
//! era begins: what arrives late for the one before belongs to nobody here. Each call names the account that it is for.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{App, Session, SignInFault};
use crate::browser::vault::Key;
use crate::contract::session::{Otp, SessionRequest};
use crate::domain::admission::Cause;
use crate::domain::household::{Household, MOST, Piece, PutBy};
use crate::domain::identity::ConsumerNumber;

pub(super) const ACCOUNTS: &str = "/session/accounts";

impl App {
    /// Whether the deployment lets one session hold several accounts.
    #[must_use]
    pub fn may_hold_several(self) -> bool {
        self.config.with_value(|config| config.api.accounts.is_some_and(|most| most > 1))
    }

    /// Whether another account can be added to the one shown.
    #[must_use]
    pub fn may_add_account(self) -> bool {
        let most = self.config.with_value(|config| usize::from(config.api.accounts.unwrap_or(1)));
        let put_by = self.household.with(|household| household.accounts().len());
        // A machine that many people share shows one account at a time.
        put_by < MOST && put_by + 1 < most && !self.is_kiosk()
    }

    /// Adds an account to the open session, and shows it.
    ///
    /// # Errors
    /// What came between; then the account shown stays.
    pub async fn add_account(self, consumer_number: ConsumerNumber, otp: Otp) -> Result<(), SignInFault> {
        let request = SessionRequest { consumer_number: consumer_number.clone(), otp };
        self.tell(ACCOUNTS, &request).await?;
        self.session.set(Session::SignedIn);
        if self.number.get_untracked().as_ref() != Some(&consumer_number) {
            let mut household = self.household.get_untracked();
            if !household.holds(&consumer_number) {
                let kept = Vec::new();
                household.put(PutBy { consumer_number: consumer_number.clone(), masked_name: String::new(), kept });
            }
            self.put_in_place(household, &consumer_number).await;
            self.session.set(Session::SignedIn);
        }
        self.fetch().await.ok();
        Ok(())
    }

    /// Shows another account of the household, with what is known of it; then asks for news.
    pub fn show_account(self, consumer_number: ConsumerNumber) {
        spawn_local(async move {
            self.put_in_place(self.household.get_untracked(), &consumer_number).await;
            // What is under way for the account before ends first.
            drop(self.fly().await);
            self.refresh(Cause::Person).await.ok();
        });
    }

    async fn put_in_place(self, household: Household, wanted: &ConsumerNumber) {
        let (household, Some(next)) = household.exchanged(wanted, self.shown()) else { return };
        let kept = next.kept.into_iter().filter_map(|piece| Some((Key::from_name(&piece.name)?, piece.text)));
        let mut kept: Vec<_> = kept.filter(|(key, _)| key.is_of_one_account()).collect();
        kept.extend(serde_json::to_string(&household).ok().map(|text| (Key::Household, text)));
        self.vault().exchange(kept).await;
        self.begin_again();
        self.number.set(Some(next.consumer_number));
        self.session.set(Session::Unknown);
    }

    /// The account shown, in one piece.
    fn shown(self) -> Option<PutBy> {
        let consumer_number = self.number.get_untracked()?;
        let masked_name =
            self.account.with_untracked(|known| known.as_ref().map(|known| known.value.masked_name.clone()));
        let vault = self.vault();
        let own = Key::ALL.into_iter().filter(|key| key.is_of_one_account());
        let kept = own.filter_map(|key| Some(Piece { name: key.name().to_owned(), text: vault.text(key)? })).collect();
        Some(PutBy { consumer_number, masked_name: masked_name.unwrap_or_default(), kept })
    }
}
