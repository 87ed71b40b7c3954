//! The browser's rooms, in a real browser. Run by `cargo xtask test`; natively there is nothing here.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod vectors;

use diya::browser::http::{Call, NoReply, send};
use diya::browser::vault::{Kept, Key, Vault};
use diya::browser::{crypto, page, random};
use diya::contract::config::PinnedKey;
use diya::contract::jws::{Signature, decoded, signing_input};
use diya::domain::identity::ConsumerNumber;
use diya::domain::money::Paise;
use diya::domain::recharge::{Event, IdempotencyKey, Journal, Policy, Wish, step};
use diya::domain::time::Instant;
use futures_util::join;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// RFC 7515, appendix A.3: header, payload and signature by the key below.
const PROTECTED: &str = "eyJhbGciOiJFUzI1NiJ9";
const PAYLOAD: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const SIGNATURE: &str = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

fn key() -> PinnedKey {
    PinnedKey {
        kid: "a3".into(),
        x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU".into(),
        y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".into(),
    }
}

fn signature() -> Signature {
    let bytes = decoded(SIGNATURE, "the signature").expect("base64url");
    Signature {
        kid: "a3".into(),
        signing_input: signing_input(PROTECTED, PAYLOAD),
        bytes: bytes.as_slice().try_into().expect("64 bytes"),
    }
}

#[wasm_bindgen_test]
async fn the_example_of_rfc_7515_verifies() {
    assert_eq!(crypto::verified(&[signature()], &[key()]).await, ["a3"]);
}

#[wasm_bindgen_test]
async fn a_changed_byte_a_foreign_key_and_a_broken_key_do_not_verify() {
    let mut changed = signature();
    changed.signing_input[3] ^= 1;
    assert!(crypto::verified(&[changed], &[key()]).await.is_empty());
    let mut changed = signature();
    changed.bytes[63] ^= 1;
    assert!(crypto::verified(&[changed], &[key()]).await.is_empty());
    let foreign = PinnedKey { kid: "other".into(), ..key() };
    assert!(crypto::verified(&[signature()], &[foreign]).await.is_empty());
    for broken in ["", "AAAA", "not base64url!"] {
        let broken = PinnedKey { x: broken.into(), ..key() };
        assert!(crypto::verified(&[signature()], &[broken]).await.is_empty());
    }
}

#[wasm_bindgen_test]
async fn the_vault_keeps_what_belongs_to_nobody_and_forgets_persons() {
    let vault = Vault::open().await;
    vault.forget().await;
    let (_, kept) = vault.put_journal(journal_of(1)).await;
    assert_eq!(kept, Kept::OnDisk);
    assert_eq!(vault.put(Key::Account, &"account").await, Kept::InMemory, "nobody asked to be remembered");
    assert_eq!(Vault::open().await.get::<String>(Key::Account), None);
    assert_eq!(Vault::open().await.get::<Journal>(Key::Journal), Some(journal_of(1)));

    vault.set_remember(true).await;
    assert_eq!(vault.put(Key::Account, &"account").await, Kept::OnDisk);
    let later = Vault::open().await;
    assert!(later.remembers());
    assert_eq!(later.get::<String>(Key::Account).as_deref(), Some("account"));
    assert_eq!(later.get::<u64>(Key::Account), None, "what cannot be read is not there");

    vault.set_remember(false).await;
    assert_eq!(Vault::open().await.get::<String>(Key::Account), None, "no longer remembered");
    vault.set_remember(true).await;
    vault.put(Key::Account, &"account").await;

    vault.put(Key::Bulletin, &"public").await;
    vault.raise(Key::BulletinVersion, 7).await;
    vault.forget().await;
    let emptied = Vault::open().await;
    for key in [Key::Account, Key::Balance, Key::Days, Key::Journal, Key::Admission] {
        assert_eq!(emptied.get::<String>(key), None, "{key:?} remains");
    }
    assert_eq!(emptied.get::<String>(Key::Bulletin).as_deref(), Some("public"));
    assert_eq!(emptied.get::<u64>(Key::BulletinVersion), Some(7));
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
    let vault = Vault::open().await;
    vault.put(Key::Journal, &"a payment, in words of a later version").await;
    let later = Vault::open().await;
    assert_eq!(later.get::<Journal>(Key::Journal), None);
    later.put_journal(journal_of(1)).await;
    let kept = Vault::open().await;
    assert_eq!(kept.get::<Journal>(Key::Journal), Some(journal_of(1)));
    let aside = kept.get::<String>(Key::JournalUnreadable);
    assert_eq!(aside.as_deref(), Some("a payment, in words of a later version"));
    kept.forget().await;
    assert_eq!(Vault::open().await.get::<String>(Key::JournalUnreadable), None);
}

#[wasm_bindgen_test]
async fn two_tabs_that_write_at_once_lose_no_wish() {
    let (one, two) = (Vault::open().await, Vault::open().await);
    one.forget().await;
    let _ = join!(one.put_journal(journal_of(1)), two.put_journal(journal_of(2)), one.put_journal(journal_of(3)));
    let journal = Vault::open().await.get::<Journal>(Key::Journal).expect("a journal");
    assert_eq!(journal.entries().len(), 3);
    one.forget().await;
}

#[wasm_bindgen_test]
async fn the_version_seen_only_rises_whichever_tab_writes_it() {
    let (one, two) = (Vault::open().await, Vault::open().await);
    let beyond = one.get::<u64>(Key::BulletinVersion).unwrap_or(0);
    assert_eq!(one.raise(Key::BulletinVersion, beyond + 5).await, beyond + 5);
    assert_eq!(two.raise(Key::BulletinVersion, beyond + 4).await, beyond + 5, "the other tab saw a newer one");
    assert_eq!(two.get::<u64>(Key::BulletinVersion), Some(beyond + 5));
    one.put(Key::Bulletin, &"no bulletin at all").await;
    one.forget().await;
    assert_eq!(Vault::open().await.get::<u64>(Key::BulletinVersion), Some(beyond + 5));
}

#[wasm_bindgen_test]
async fn a_host_that_is_not_there_is_unreachable_and_not_a_panic() {
    // Port 9 discards; nobody listens on it here.
    let outcome = send(Call::file("http://127.0.0.1:9/bulletin.jws")).await;
    assert_eq!(outcome.map(|reply| reply.status).err(), Some(NoReply::Unreachable));
    let outcome = send(Call::file("no://such scheme")).await;
    assert_eq!(outcome.map(|reply| reply.status).err(), Some(NoReply::Unreachable));
}

#[wasm_bindgen_test]
fn random_keys_differ() {
    let key = || IdempotencyKey::from_random(random::bytes());
    assert_ne!(key(), key());
    assert!((0.0..1.0).contains(&random::lot()));
}

#[wasm_bindgen_test]
fn the_fragment_is_read_without_its_sign() {
    page::go("/help");
    assert_eq!(page::hash(), "/help");
}
