//! What the device remembers, in a real browser's IndexedDB.

use core::cell::Cell;
use std::rc::Rc;

use diya::app::Known;
use diya::browser::database::{Closed, Store};
use diya::browser::vault::{Kept, Key, News, Storage, Vault};
use diya::contract::bulletin::Signed;
use diya::contract::json::FromJson;
use diya::domain::account::{Account, LedgerEntry};
use diya::domain::admission::Admission;
use diya::domain::balance::{Balance, DayUse};
use diya::domain::complaint::Outbox;
use diya::domain::identity::ConsumerNumber;
use diya::domain::keeping::{Place, Step, Texts};
use diya::domain::money::Paise;
use diya::domain::recharge::{Event, IdempotencyKey, Journal, PaidElsewhere, Policy, Wish, step};
use diya::domain::time::Instant;
use futures_util::join;
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

/// What the first release wrote, in a browser, when a person signed in, recharged, and told of a payment elsewhere.
const V1: &str = include_str!("v1.json");

async fn open() -> Rc<Vault> {
    Vault::open(Place::Phone).await
}

/// Lays the texts of a release into the portal's database.
async fn lay(release: &str) -> Texts {
    let release: Value = serde_json::from_str(release).expect("JSON");
    let kept = release["kept"].as_object().expect("texts");
    let texts: Texts =
        kept.iter().map(|(name, text)| (name.clone(), text.as_str().expect("a text").to_owned())).collect();
    open().await.forget().await;
    let store = Store::open("diya", &[]).await.expect("a database");
    let laid: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), Some(text.as_str()))).collect();
    store.write(&[&laid[..], &[(Key::Era.name(), None)]].concat()).await.expect("room");
    texts
}

/// What was read of it says the same when it is written again: nothing was lost.
fn is_whole<T: FromJson + Serialize>(vault: &Vault, key: Key, texts: &Texts) {
    let text = texts.iter().find(|(name, _)| name == key.name()).map(|(_, text)| text);
    let read = vault.get::<T>(key).map(|value| serde_json::to_string(&value).expect("writes"));
    let (read, text) = (read.expect("can be read"), text.expect("was kept"));
    let same = serde_json::from_str::<Value>(&read).ok() == serde_json::from_str::<Value>(text).ok();
    assert!(same, "{key:?}:\n{read}\n{text}");
}

#[wasm_bindgen_test]
async fn what_version_1_wrote_is_read_whole() {
    let texts = lay(V1).await;
    let vault = open().await;
    assert!(vault.remembers());
    is_whole::<Known<Account>>(&vault, Key::Account, &texts);
    is_whole::<Known<Balance>>(&vault, Key::Balance, &texts);
    is_whole::<Known<Vec<DayUse>>>(&vault, Key::Days, &texts);
    is_whole::<Known<Vec<LedgerEntry>>>(&vault, Key::Ledger, &texts);
    is_whole::<Vec<PaidElsewhere>>(&vault, Key::Claims, &texts);
    is_whole::<u64>(&vault, Key::BulletinVersion, &texts);
    is_whole::<Journal>(&vault, Key::Journal, &texts);
    is_whole::<Outbox>(&vault, Key::Complaints, &texts);
    let bulletin = texts.iter().find(|(name, _)| name == Key::Bulletin.name()).map(|(_, text)| text).expect("kept");
    let bulletin: Value = serde_json::from_str(bulletin).expect("JSON");
    assert!(Signed::parse(bulletin["jws"].as_str().expect("a text").as_bytes()).is_ok());
    assert!(Instant::parse(bulletin["checked_at"].as_str().expect("a text")).is_ok());
    assert!(vault.get::<Admission>(Key::Admission).is_some());
    assert!(vault.get::<String>(Key::JournalUnreadable).is_none());
    // Each name that was written is one of ours: none is dropped unread.
    for (name, _) in &texts {
        assert!(Key::from_name(name).is_some(), "{name}");
    }
    vault.forget().await;
}

fn renames(texts: Texts) -> Option<Texts> {
    Some(texts.into_iter().map(|(name, text)| (["new-", &name].concat(), text)).collect())
}

fn fails(_: Texts) -> Option<Texts> {
    None
}

const RENAMED: &[Step] = &[renames];
const FAILING: &[Step] = &[renames, fails];

#[wasm_bindgen_test]
async fn a_step_leads_to_the_next_version_all_or_nothing_and_a_newer_one_is_left_alone() {
    let name = "diya-steps";
    let old = Store::open(name, &[]).await.expect("a database");
    old.write(&[("journal", Some("1")), ("era", Some("2"))]).await.expect("room");
    let closed = Rc::new(Cell::new(None));
    let told = Rc::clone(&closed);
    old.on_closed(move |why| told.set(Some(why)));

    // What was begun before the newer tab came is written before the old one lets go.
    let late = old.write(&[("late", Some("3"))]);
    let (late, new) = join!(late, Store::open(name, RENAMED));
    assert!(late.is_ok());
    assert_eq!(closed.get(), Some(Closed::LetGo));
    let new = new.expect("the next version");
    let pairs = |texts: &[(&str, &str)]| -> Texts {
        texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    };
    let renamed = pairs(&[("new-era", "2"), ("new-journal", "1"), ("new-late", "3")]);
    assert_eq!(new.all().await.expect("reads"), renamed);
    assert!(old.write(&[("later", Some("4"))]).await.is_err(), "the old one writes no more");

    assert_eq!(Store::open(name, &[]).await.err(), Some(Storage::Newer));
    assert_eq!(new.all().await.expect("reads"), renamed, "left alone");

    new.on_closed(|_| {});
    // The step that fails closes the tab's database, but changes nothing on disk.
    assert_eq!(Store::open(name, FAILING).await.err(), Some(Storage::Missing));
    let again = Store::open(name, RENAMED).await.expect("as it was");
    assert_eq!(again.all().await.expect("reads"), renamed);
    let nothing: Vec<_> = renamed.iter().map(|(name, _)| (name.as_str(), None)).collect();
    again.write(&nothing).await.expect("removes");
}

#[wasm_bindgen_test]
async fn in_a_kiosk_nothing_is_written() {
    open().await.forget().await;
    let vault = Vault::open(Place::Kiosk).await;
    vault.set_remember(true).await;
    assert_eq!(vault.storage(), Storage::Unwanted);
    assert_eq!(vault.put(Key::Account, &"account").await, Kept::InMemory);
    assert_eq!(vault.put_journal(journal_of(1)).await, (journal_of(1), Kept::InMemory));
    assert_eq!(vault.get::<String>(Key::Account).as_deref(), Some("account"), "in memory");
    assert!(!vault.remembers());
    let later = open().await;
    assert_eq!(later.get::<String>(Key::Account), None);
    assert_eq!(later.get::<Journal>(Key::Journal), None);
}

#[wasm_bindgen_test]
async fn a_tab_that_did_not_hear_of_it_writes_nobody_down_again() {
    let (one, two) = (open().await, open().await);
    two.set_remember(true).await;
    two.put(Key::Account, &"account").await;
    let over = Rc::new(Cell::new(0));
    let told = Rc::clone(&over);
    two.listen(move |news| told.set(told.get() + u32::from(news == News::Over)));
    // At once: before any message is delivered.
    let late = (two.put(Key::Balance, &"balance"), two.put_journal(journal_of(2)));
    let (_, balance, (_, journal)) = join!(one.forget(), late.0, late.1);
    assert_eq!((balance, journal), (Kept::InMemory, Kept::InMemory));
    assert!(over.get() > 0, "it was told");
    assert_eq!(two.get::<String>(Key::Account), None);
    let later = open().await;
    for key in [Key::Account, Key::Balance, Key::Journal] {
        assert_eq!(later.get::<String>(key), None, "{key:?}");
    }
    assert_eq!(two.put_journal(journal_of(3)).await.1, Kept::OnDisk, "and it goes on in the new era");
    two.forget().await;
}

#[wasm_bindgen_test]
async fn what_one_tab_puts_away_the_other_hears_and_the_first_does_not() {
    let (one, two) = (open().await, open().await);
    let (heard, own) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let (told, back) = (Rc::clone(&heard), Rc::clone(&own));
    two.listen(move |news| told.set(told.get() + u32::from(matches!(news, News::Fact(Key::Balance, "7")))));
    one.listen(move |_| back.set(back.get() + 1));
    one.put(Key::Balance, &7).await;
    one.put(Key::Admission, &7).await;
    for _ in 0..50 {
        if heard.get() > 0 {
            break;
        }
        diya::browser::clock::sleep(core::time::Duration::from_millis(20)).await;
    }
    assert_eq!((heard.get(), own.get()), (1, 0));
    assert_eq!(two.get::<u64>(Key::Balance), None, "a claim until the app could read it");
    two.hear(Key::Balance, "7");
    assert_eq!(two.get::<u64>(Key::Balance), Some(7));
    one.forget().await;
}

#[wasm_bindgen_test]
async fn the_vault_keeps_what_belongs_to_nobody_and_forgets_persons() {
    let vault = open().await;
    vault.forget().await;
    let (_, kept) = vault.put_journal(journal_of(1)).await;
    assert_eq!(kept, Kept::OnDisk);
    assert_eq!(vault.put(Key::Account, &"account").await, Kept::InMemory, "nobody asked to be remembered");
    assert_eq!(open().await.get::<String>(Key::Account), None);
    assert_eq!(open().await.get::<Journal>(Key::Journal), Some(journal_of(1)));

    vault.set_remember(true).await;
    assert_eq!(vault.put(Key::Account, &"account").await, Kept::OnDisk);
    let later = open().await;
    assert!(later.remembers());
    assert_eq!(later.get::<String>(Key::Account).as_deref(), Some("account"));
    assert_eq!(later.get::<u64>(Key::Account), None, "what cannot be read is not there");

    vault.set_remember(false).await;
    assert_eq!(open().await.get::<String>(Key::Account), None, "no longer remembered");
    vault.set_remember(true).await;
    vault.put(Key::Account, &"account").await;

    vault.put(Key::Bulletin, &"public").await;
    let version = vault.raise(Key::BulletinVersion, 7).await;
    vault.forget().await;
    let emptied = open().await;
    for key in [Key::Account, Key::Balance, Key::Days, Key::Journal, Key::Admission] {
        assert_eq!(emptied.get::<String>(key), None, "{key:?} remains");
    }
    assert_eq!(emptied.get::<String>(Key::Bulletin).as_deref(), Some("public"));
    assert_eq!(emptied.get::<u64>(Key::BulletinVersion), Some(version));
    assert!(!emptied.remembers());
}

fn journal_of(fill: u8) -> Journal {
    let wish = Wish {
        key: IdempotencyKey::from_random([fill; 16]),
        consumer_number: ConsumerNumber::try_from("102345678".to_owned()).expect("nine digits"),
        amount: Paise::rupees(500),
        despite: None,
        guest: false,
    };
    let policy = Policy { key_lifetime: chrono::TimeDelta::hours(24) };
    step(Journal::default(), Event::Plan(wish), Instant::from_unix_seconds(1_730_000_000), &policy).0
}

#[wasm_bindgen_test]
async fn a_journal_that_cannot_be_read_is_put_aside_and_not_written_over() {
    let vault = open().await;
    vault.put(Key::Journal, &"a payment, in words of a later version").await;
    let later = open().await;
    assert_eq!(later.get::<Journal>(Key::Journal), None);
    later.put_journal(journal_of(1)).await;
    let kept = open().await;
    assert_eq!(kept.get::<Journal>(Key::Journal), Some(journal_of(1)));
    let aside = kept.get::<String>(Key::JournalUnreadable);
    assert_eq!(aside.as_deref(), Some("a payment, in words of a later version"));
    kept.forget().await;
    assert_eq!(open().await.get::<String>(Key::JournalUnreadable), None);
}

#[wasm_bindgen_test]
async fn two_tabs_that_write_at_once_lose_no_wish() {
    open().await.forget().await;
    let (one, two) = (open().await, open().await);
    let _ = join!(one.put_journal(journal_of(1)), two.put_journal(journal_of(2)), one.put_journal(journal_of(3)));
    let journal = open().await.get::<Journal>(Key::Journal).expect("a journal");
    assert_eq!(journal.entries().len(), 3);
    one.forget().await;
}

#[wasm_bindgen_test]
async fn the_version_seen_only_rises_whichever_tab_writes_it() {
    let (one, two) = (open().await, open().await);
    let beyond = one.get::<u64>(Key::BulletinVersion).unwrap_or(0);
    assert_eq!(one.raise(Key::BulletinVersion, beyond + 5).await, beyond + 5);
    assert_eq!(two.raise(Key::BulletinVersion, beyond + 4).await, beyond + 5, "the other tab saw a newer one");
    assert_eq!(two.get::<u64>(Key::BulletinVersion), Some(beyond + 5));
    one.put(Key::Bulletin, &"no bulletin at all").await;
    one.forget().await;
    assert_eq!(open().await.get::<u64>(Key::BulletinVersion), Some(beyond + 5));
}
