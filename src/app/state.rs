//! Everything the portal knows, as values that views follow.

use core::ops::Deref;
use core::time::Duration;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{BulletinState, Followed, Known, Speech, Trouble, kiosk};
use crate::browser::rest::{self, Rest};
use crate::browser::vault::{Key, Storage, Vault};
use crate::browser::worker::{self, Update};
use crate::browser::{page, random, summary};
use crate::contract::config::Config;
use crate::domain::account::{Account, LedgerEntry, deducted_through};
use crate::domain::balance::use_of_30_days;
use crate::domain::balance::{Balance, DayUse};
use crate::domain::bulletin::{ApiStatus, Bulletin};
use crate::domain::clock::has_leapt;
use crate::domain::complaint::Outbox;
use crate::domain::household::Household;
use crate::domain::identity::ConsumerNumber;
use crate::domain::kiosk::{Doing, Visit};
use crate::domain::projection::{CannotTell, Projection, project};
use crate::domain::recharge::{Entry, Journal, PaidElsewhere, inflows};
use crate::domain::supply::{Facts, Funds, Outlook, assess};
use crate::domain::time::Instant;

/// Whether the server knows us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// Not asked yet, or the server did not answer.
    Unknown,
    /// A session is open.
    SignedIn,
    /// There is none.
    SignedOut,
}

/// Everything the portal knows. Cheap to copy: one pointer to what lives as long as the page.
#[derive(Clone, Copy)]
pub struct App(&'static State);

impl Deref for App {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// What the portal knows, piece by piece.
pub struct State {
    /// The deployment's configuration.
    pub config: StoredValue<Config>,
    pub(super) vault: StoredValue<Rc<Vault>, LocalStorage>,
    /// The language that is spoken.
    pub speech: &'static Speech,
    pub(super) tick: Followed<Instant>,
    minute: Followed<Instant>,
    pub(super) clock_ahead_seconds: Followed<i64>,
    /// The bulletin.
    pub bulletin: Followed<BulletinState>,
    /// The highest version of it ever believed on this device.
    pub(super) seen: Followed<u64>,
    /// Whether the server knows us.
    pub session: Followed<Session>,
    /// Whose account it is: known from signing in on, even while the server tells nothing else.
    pub number: Followed<Option<ConsumerNumber>>,
    /// The account's facts.
    pub account: Followed<Option<Known<Account>>>,
    /// The balance.
    pub balance: Followed<Option<Known<Balance>>>,
    /// Use and cost by day.
    pub days: Followed<Option<Known<Vec<DayUse>>>>,
    /// What the utility booked, the newest first.
    pub ledger: Followed<Option<Known<Vec<LedgerEntry>>>>,
    /// Recharges that were made elsewhere, as the person told.
    pub claims: Followed<Vec<PaidElsewhere>>,
    /// The other accounts of the household.
    pub household: Followed<Household>,
    /// The wishes to pay.
    pub journal: Followed<Journal>,
    /// The complaints.
    pub outbox: Followed<Outbox>,
    /// What the person is writing: the topic's name, and the words. It outlives a change of language.
    pub draft: (Followed<String>, Followed<String>),
    /// When the bulletin was last asked for, whatever came of it.
    pub(super) bulletin_asked_at: Followed<Option<Instant>>,
    /// This tab's name among those of the device.
    pub(super) tab: u32,
    /// Grows whenever a person is forgotten.
    pub(super) era: Followed<u32>,
    /// How well this device keeps what it is given.
    pub storage: Followed<Storage>,
    /// Whether the person is remembered on this device.
    pub remembered: Followed<bool>,
    /// Whether the browser promised not to clear by itself what is kept; `None` if it was not asked or did not say.
    pub promised: Followed<Option<bool>>,
    /// Whether amounts are hidden on the first screen.
    pub hides_amounts: Followed<bool>,
    /// Whether the server is still to be told of a sign-out.
    pub(super) owes_sign_out: Followed<bool>,
    /// Whether the server is being asked.
    pub asking: Followed<bool>,
    /// The last call that brought nothing, and when; `None` once one succeeds.
    pub trouble: Followed<Option<Known<Trouble>>>,
    /// Whether a newer version of the portal is ready.
    pub update: Followed<Update>,
    /// The rest of the program, for which some pages wait.
    pub rest: Followed<Rest>,
    /// Whether the page stands in a frame of somebody whom the deployment does not list.
    pub is_astray: Followed<bool>,
    /// The visit at a machine that many people share.
    pub(super) visit: Followed<Option<Visit>>,
}

fn minute_of(now: Instant) -> Instant {
    Instant::from_unix_seconds(now.unix_seconds().div_euclid(60) * 60)
}

/// How often what is shown is brought up to the minute.
const TICK: Duration = Duration::from_secs(1);

impl App {
    /// The portal with what the vault remembers; nothing was asked of any server yet.
    #[must_use]
    pub fn new(config: Config, vault: Rc<Vault>, speech: &'static Speech, now: Instant) -> Self {
        let account: Option<Known<Account>> = vault.get(Key::Account);
        let number = account.as_ref().map(|known| known.value.consumer_number.clone());
        let visit = kiosk::at_start();
        // Of whoever was at a shared machine before the page was opened anew, the cookie may be left.
        let owes_sign_out = visit.is_some() || vault.get(Key::SignOutOwed).unwrap_or_default();
        let state = State {
            storage: Followed::new(vault.storage()),
            remembered: Followed::new(vault.remembers()),
            promised: Followed::new(None),
            hides_amounts: Followed::new(summary::hides_amounts()),
            owes_sign_out: Followed::new(owes_sign_out),
            config: StoredValue::new(config),
            speech,
            tick: Followed::new(now),
            minute: Followed::new(minute_of(now)),
            clock_ahead_seconds: Followed::new(0),
            bulletin: Followed::new(BulletinState::Loading),
            seen: Followed::new(vault.get(Key::BulletinVersion).unwrap_or_default()),
            session: Followed::new(if owes_sign_out { Session::SignedOut } else { Session::Unknown }),
            number: Followed::new(number),
            account: Followed::new(account),
            balance: Followed::new(vault.get(Key::Balance)),
            days: Followed::new(vault.get(Key::Days)),
            ledger: Followed::new(vault.get(Key::Ledger)),
            claims: Followed::new(vault.get(Key::Claims).unwrap_or_default()),
            household: Followed::new(vault.get(Key::Household).unwrap_or_default()),
            journal: Followed::new(vault.get(Key::Journal).unwrap_or_default()),
            outbox: Followed::new(vault.get(Key::Complaints).unwrap_or_default()),
            draft: (Followed::new(String::new()), Followed::new(String::new())),
            bulletin_asked_at: Followed::new(None),
            tab: random::name(),
            vault: StoredValue::new_local(vault),
            era: Followed::new(0),
            asking: Followed::new(false),
            trouble: Followed::new(None),
            update: Followed::new(worker::update()),
            rest: Followed::new(rest::rest()),
            is_astray: Followed::new(false),
            visit: Followed::new(visit),
        };
        let app = Self(Box::leak(Box::new(state)));
        app.keep_time();
        app.follow_update();
        app.follow_rest();
        app.follow_host();
        app.keep_with_other_tabs();
        app.tell_visit(Doing::Looking);
        app
    }

    /// The portal of this page, from the context that the door puts it into.
    ///
    /// In place of `expect_context`: what that would say brings the printing of any text, with tables of Unicode.
    ///
    /// # Panics
    /// Outside of the page.
    #[must_use]
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| unreachable!("the door puts the portal into the context"))
    }

    /// Lets the shown time go on, while somebody looks.
    fn keep_time(self) {
        set_interval(
            move || {
                if !page::hidden() {
                    let (before, now) = (self.tick.get_untracked(), self.now_untracked());
                    if now != before {
                        self.tell_time(now);
                        // Whoever puts a wrong clock right has it corrected twice until the time is asked for again.
                        if has_leapt(before, now) && self.clock_ahead_seconds.get_untracked() != 0 {
                            spawn_local(async move { _ = self.fetch_bulletin().await });
                        }
                    }
                }
            },
            TICK,
        );
    }

    /// Tells the views what time it is; those that follow the minute only when it is another.
    pub(super) fn tell_time(self, now: Instant) {
        let minute = minute_of(now);
        if self.minute.get_untracked() != minute {
            self.minute.set(minute);
        }
        self.tick.set(now);
    }

    /// How the balance goes on; `None` without a balance.
    #[must_use]
    pub fn projection(&self) -> Option<Result<Projection, CannotTell>> {
        let now = self.minute();
        let Known { value: mut balance, told_at } = self.balance.get()?;
        let days = self.days.get().map(|days| days.value).unwrap_or_default();
        let whose = self.number.get()?;
        let ledger = self.ledger.get().map(|ledger| ledger.value).unwrap_or_default();
        if balance.deducted_through.is_none() {
            // A ledger that is older than the balance may lack the last deduction.
            let current = self.ledger.with(|known| known.as_ref().is_some_and(|known| known.told_at >= told_at));
            balance.deducted_through = if current { deducted_through(&ledger) } else { None };
        }
        let claims = self.claims.get();
        let inflows = self.journal.with(|journal| inflows(journal, &ledger, &claims, &whose, now));
        Some(project(&balance, &days, &inflows, now))
    }

    /// Whether the server does not answer, by our own experience or by the utility's word.
    #[must_use]
    pub fn is_down(&self) -> bool {
        let met = self.trouble.with(|known| known.as_ref().is_some_and(|known| known.value.is_overload()));
        let said = self.bulletin.with(|state| state.bulletin().is_some_and(|one| one.status.api == ApiStatus::Down));
        met || said
    }

    /// The whole address of the static page of notices, if the deployment has one.
    #[must_use]
    pub fn notices_page(&self) -> Option<String> {
        self.config.with_value(|config| config.bulletin.page.as_deref().map(page::absolute))
    }

    /// The supply outlook now.
    #[must_use]
    pub fn outlook(&self) -> Outlook {
        let now = self.minute();
        let account = self.account.get();
        let balance = self.balance.get();
        let projection = self.projection().and_then(Result::ok);
        self.bulletin.with(|state| {
            let bulletin = state.bulletin();
            let moratoria = bulletin.map(Bulletin::moratoria).unwrap_or_default();
            let advisories = bulletin.map(Bulletin::advisories).unwrap_or_default();
            let facts = Facts {
                account: account.as_ref().map(|account| &account.value),
                packs: bulletin.map_or(&[], |bulletin| &bulletin.rule_packs),
                moratoria: &moratoria,
                advisories: &advisories,
                confirmation: bulletin.map(|bulletin| bulletin.confirmation(now)),
                funds: match &balance {
                    Some(balance) => Funds::Read { balance: &balance.value, projection: projection.as_ref() },
                    None => Funds::Unknown,
                },
                use_wh: self.days.with(|days| days.as_ref().and_then(|days| use_of_30_days(&days.value, now))),
            };
            assess(&facts, now)
        })
    }

    /// The time now to the minute: for what need not be computed every second.
    #[must_use]
    pub fn minute(&self) -> Instant {
        self.minute.get()
    }

    /// What this device remembers.
    pub(super) fn vault(&self) -> Rc<Vault> {
        self.vault.get_value()
    }

    /// Whether a wish to pay is for the account shown. Another person's wishes on this device are nobody's business.
    #[must_use]
    pub fn is_mine(&self, entry: &Entry) -> bool {
        self.number.with(|number| number.as_ref() == Some(&entry.consumer_number))
    }
}
