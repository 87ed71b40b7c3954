//! Everything the portal knows, as signals.

use core::time::Duration;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{BulletinState, Known, Trouble};
use crate::browser::vault::{Key, Vault};
use crate::browser::{page, summary};
use crate::contract::config::Config;
use crate::domain::account::Account;
use crate::domain::admission::Admission;
use crate::domain::balance::use_of_30_days;
use crate::domain::balance::{Balance, DayUse};
use crate::domain::bulletin::Bulletin;
use crate::domain::clock::has_leapt;
use crate::domain::identity::ConsumerNumber;
use crate::domain::projection::{CannotTell, Projection, project};
use crate::domain::recharge::{Entry, Journal};
use crate::domain::supply::{Facts, Funds, Outlook, assess};
use crate::domain::time::Instant;
use crate::domain::words::Language;

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

/// Everything the portal knows. Cheap to copy: it holds handles.
#[derive(Clone, Copy)]
pub struct App {
    /// The deployment's configuration.
    pub config: StoredValue<Config>,
    pub(super) vault: StoredValue<Rc<Vault>, LocalStorage>,
    /// The language shown.
    pub language: RwSignal<Language>,
    pub(super) tick: RwSignal<Instant>,
    minute: Memo<Instant>,
    pub(super) clock_ahead_seconds: RwSignal<i64>,
    /// The bulletin.
    pub bulletin: RwSignal<BulletinState>,
    /// The highest version of it ever believed on this device.
    pub(super) seen: StoredValue<u64>,
    /// Whether the server knows us.
    pub session: RwSignal<Session>,
    /// Whose account it is: known from signing in on, even while the server tells nothing else.
    pub number: RwSignal<Option<ConsumerNumber>>,
    /// The account's facts.
    pub account: RwSignal<Option<Known<Account>>>,
    /// The balance.
    pub balance: RwSignal<Option<Known<Balance>>>,
    /// Use and cost by day.
    pub days: RwSignal<Option<Known<Vec<DayUse>>>>,
    /// The wishes to pay.
    pub journal: RwSignal<Journal>,
    pub(super) admission: StoredValue<Admission>,
    /// Grows whenever a person is forgotten.
    pub(super) era: StoredValue<u32>,
    /// Whether a new wish to pay is on its way to the server.
    pub starting: RwSignal<bool>,
    /// Whether the server is being asked.
    pub asking: RwSignal<bool>,
    /// The last call that brought nothing, and when; `None` once one succeeds.
    pub trouble: RwSignal<Option<Known<Trouble>>>,
}

/// How often what is shown is brought up to the minute.
const TICK: Duration = Duration::from_secs(1);

impl App {
    /// The portal with what the vault remembers; nothing was asked of any server yet.
    #[must_use]
    pub fn new(config: Config, vault: Rc<Vault>, now: Instant) -> Self {
        let language = Language::from_tag(&summary::language().unwrap_or_default());
        let tick = RwSignal::new(now);
        let account: Option<Known<Account>> = vault.get(Key::Account);
        let number = account.as_ref().map(|known| known.value.consumer_number.clone());
        let app = Self {
            config: StoredValue::new(config),
            language: RwSignal::new(language),
            tick,
            minute: Memo::new(move |_| Instant::from_unix_seconds(tick.get().unix_seconds().div_euclid(60) * 60)),
            clock_ahead_seconds: RwSignal::new(0),
            bulletin: RwSignal::new(BulletinState::Loading),
            seen: StoredValue::new(vault.get(Key::BulletinVersion).unwrap_or_default()),
            session: RwSignal::new(Session::Unknown),
            number: RwSignal::new(number),
            account: RwSignal::new(account),
            balance: RwSignal::new(vault.get(Key::Balance)),
            days: RwSignal::new(vault.get(Key::Days)),
            journal: RwSignal::new(vault.get(Key::Journal).unwrap_or_default()),
            admission: StoredValue::new(vault.get(Key::Admission).unwrap_or_default()),
            vault: StoredValue::new_local(vault),
            era: StoredValue::new(0),
            starting: RwSignal::new(false),
            asking: RwSignal::new(false),
            trouble: RwSignal::new(None),
        };
        app.keep_time();
        app
    }

    /// Lets the shown time go on, while somebody looks.
    fn keep_time(self) {
        set_interval(
            move || {
                if !page::hidden() {
                    let (before, now) = (self.tick.get_untracked(), self.now_untracked());
                    if now != before {
                        self.tick.set(now);
                        // Whoever puts a wrong clock right has it corrected twice until the time is asked for again.
                        if has_leapt(before, now) && self.clock_ahead_seconds.get_untracked() != 0 {
                            spawn_local(self.fetch_bulletin());
                        }
                    }
                }
            },
            TICK,
        );
    }

    /// Changes the language, here and for the next first paint.
    pub fn set_language(&self, language: Language) {
        self.language.set(language);
        summary::keep_language(language.tag());
    }

    /// How the balance goes on; `None` without a balance.
    #[must_use]
    pub fn projection(&self) -> Option<Result<Projection, CannotTell>> {
        let now = self.minute();
        let balance = self.balance.get()?;
        let days = self.days.get().map(|days| days.value).unwrap_or_default();
        Some(project(&balance.value, &days, &[], now))
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

    /// Keeps what the next first paint shows, if the person asked to be remembered.
    pub fn keep_summary(&self, json: &str) {
        if self.remembers() {
            summary::keep(json);
        }
    }

    /// Whether anything on this device outlives the tab.
    #[must_use]
    pub fn has_storage(&self) -> bool {
        self.vault.with_value(|vault| vault.is_on_disk())
    }

    /// Whether the person asked to be remembered on this device, and it can.
    #[must_use]
    pub fn remembers(&self) -> bool {
        self.vault.with_value(|vault| vault.remembers())
    }
}
