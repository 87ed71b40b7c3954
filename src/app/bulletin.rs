//! The bulletin: fetched from the mirrors, verified, kept, and asked for again, politely.
//!
//! Every mirror is asked, in the order of the configuration, each within its share of the patience. The first
//! confirmed bulletin is shown at once and ends the wait; the mirrors after it are asked behind it, and a newer one
//! takes its place. Which one wins is decided in [`crate::domain::mirrors`].

use core::pin::Pin;
use core::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

use super::App;
use crate::browser::crypto;
use crate::browser::http::{Call, PATIENCE, Reply, send};
use crate::browser::vault::Key;
use crate::contract::bulletin::{BulletinFault, Signed, Vouched};
use crate::contract::json::object_from_json;
use crate::domain::mirrors::{MirrorFault, Notices};
use crate::domain::time::Instant;

/// The bulletin as it is kept: signed, so that it is verified anew at every start.
#[derive(Serialize)]
struct Stored {
    jws: String,
    checked_at: Instant,
}

object_from_json!(Stored { jws, checked_at });

impl From<BulletinFault> for MirrorFault {
    fn from(fault: BulletinFault) -> Self {
        match fault {
            BulletinFault::RolledBack { .. } => Self::Behind,
            _ => Self::NotBelieved,
        }
    }
}

impl App {
    /// Takes the kept bulletin out of the vault, if it still verifies.
    pub(super) async fn recall_bulletin(&self) {
        let Some(stored) = self.vault().get::<Stored>(Key::Bulletin) else { return };
        let Ok(signed) = Signed::parse(stored.jws.as_bytes()) else { return };
        let Ok(vouched) = self.vouched(&signed, 0).await else { return };
        let bulletin = vouched.once_believed();
        let seen = self.seen.get_untracked().max(bulletin.version);
        self.seen.set(seen);
        self.bulletin.update(|state| state.hold(Notices::recalled(bulletin, stored.checked_at, seen)));
    }

    /// Asks the mirrors, and returns when one gave a confirmed bulletin or none is left; `false` if none gave any.
    ///
    /// Boxed, so that its callers share one copy of it.
    pub fn fetch_bulletin(self) -> Pin<Box<dyn Future<Output = bool>>> {
        Box::pin(async move {
            let answer = self.ask_mirrors_from(0).await;
            self.bulletin_asked_at.set(Some(self.now_untracked()));
            answer
        })
    }

    fn ask_mirrors_from(self, first: usize) -> Pin<Box<dyn Future<Output = bool>>> {
        Box::pin(async move {
            let mirrors = self.config.with_value(|config| config.bulletin.mirrors.clone());
            let count = u32::try_from(mirrors.len()).unwrap_or(u32::MAX).max(1);
            let patience = (PATIENCE / count).max(Duration::from_secs(2));
            let (mut forged, mut given) = (false, false);
            for (place, mirror) in mirrors.iter().enumerate().skip(first) {
                match self.ask_mirror(mirror, patience).await {
                    Ok(notices) => {
                        given = true;
                        self.bulletin.update(|state| state.hold(notices));
                        let now = self.now_untracked();
                        if self.bulletin.with_untracked(|state| state.is_confirmed(now)) {
                            if place + 1 < mirrors.len() {
                                let rest = self.ask_mirrors_from(place + 1);
                                spawn_local(async move { _ = rest.await });
                            }
                            return given;
                        }
                    }
                    Err(fault) => forged |= fault == MirrorFault::NotBelieved,
                }
            }
            if self.bulletin.with_untracked(|state| state.bulletin().is_none()) {
                self.bulletin.update(|state| state.give_up(forged));
            }
            given
        })
    }

    async fn ask_mirror(&self, mirror: &str, patience: Duration) -> Result<Notices, MirrorFault> {
        let reply = send(Call { patience, ..Call::file(mirror) }).await.map_err(|_| MirrorFault::NoAnswer)?;
        if reply.status != 200 {
            return Err(MirrorFault::NoAnswer);
        }
        let signed = Signed::parse(&reply.body)?;
        let vouched = self.vouched(&signed, self.seen.get_untracked()).await?;
        // Only a host that serves what the utility signed, and nothing older than what was seen, may tell this phone
        // the time.
        self.learn_time(&reply, vouched.issued());
        let checked_at = self.now_untracked();
        let bulletin = vouched.at(checked_at)?;
        let seen = self.vault().raise(Key::BulletinVersion, bulletin.version).await;
        self.seen.set(seen);
        if bulletin.version < seen {
            return Err(MirrorFault::Behind);
        }
        self.keep(reply, checked_at).await;
        Ok(Notices { bulletin, checked_at })
    }

    async fn keep(&self, reply: Reply, checked_at: Instant) {
        // A JWS is JSON, so it is UTF-8; were it not, the next start would simply not find one.
        if let Ok(jws) = String::from_utf8(reply.body) {
            self.vault().put(Key::Bulletin, &Stored { jws, checked_at }).await;
        }
    }

    /// All checks but that of the time.
    async fn vouched(&self, signed: &Signed, seen: u64) -> Result<Vouched, BulletinFault> {
        let (keys, threshold) =
            self.config.with_value(|config| (config.bulletin.keys.clone(), config.bulletin.threshold));
        signed.vouched(crypto::verified(signed.signatures(), &keys).await, threshold, seen)
    }
}
