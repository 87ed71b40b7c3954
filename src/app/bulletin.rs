//! The bulletin: fetched from the mirrors in order, verified, kept, and asked for again, politely.

use core::pin::Pin;
use core::time::Duration;

use leptos::prelude::*;
use serde::Serialize;

use super::App;
use crate::browser::crypto;
use crate::browser::http::{Call, PATIENCE, Reply, send};
use crate::browser::vault::Key;
use crate::contract::bulletin::{BulletinFault, Signed};
use crate::contract::config::PinnedKey;
use crate::contract::json::object_from_json;
use crate::domain::bulletin::{Bulletin, Confirmation};
use crate::domain::time::Instant;

/// What is known of the bulletin.
#[derive(Clone, Debug, PartialEq)]
pub enum BulletinState {
    /// It is being looked for.
    Loading,
    /// None could be had, or none was believed.
    Missing {
        /// Whether something was found that could not be verified.
        forged: bool,
    },
    /// A verified one.
    Held(Notices),
}

/// A verified bulletin.
#[derive(Clone, Debug, PartialEq)]
pub struct Notices {
    /// The bulletin.
    pub bulletin: Bulletin,
    /// When a mirror last confirmed it.
    pub checked_at: Instant,
}

/// The bulletin as it is kept: signed, so that it is verified anew at every start.
#[derive(Serialize)]
struct Stored {
    jws: String,
    checked_at: Instant,
}

object_from_json!(Stored { jws, checked_at });

impl BulletinState {
    /// The bulletin, if a verified one is held.
    #[must_use]
    pub fn bulletin(&self) -> Option<&Bulletin> {
        match self {
            Self::Held(notices) => Some(&notices.bulletin),
            Self::Loading | Self::Missing { .. } => None,
        }
    }
}

/// Why a mirror gave nothing.
enum Fault {
    /// It did not answer, or not with a file.
    NoAnswer,
    /// What it gave is not believed.
    NotBelieved,
}

impl App {
    /// Takes the kept bulletin out of the vault, if it still verifies.
    pub(super) async fn recall_bulletin(&self) {
        let Some(stored) = self.vault().get::<Stored>(Key::Bulletin) else { return };
        let Ok(signed) = Signed::parse(stored.jws.as_bytes()) else { return };
        if let Ok(bulletin) = self.concluded(&signed, 0).await {
            self.bulletin.set(BulletinState::Held(Notices { bulletin, checked_at: stored.checked_at }));
        }
    }

    /// Asks the mirrors in order; the first that gives a confirmed bulletin ends the search.
    ///
    /// Boxed, so that its callers share one copy of it.
    pub fn fetch_bulletin(self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(self.ask_mirrors())
    }

    async fn ask_mirrors(self) {
        let mirrors = self.config.with_value(|config| config.bulletin.mirrors.clone());
        let count = u32::try_from(mirrors.len()).unwrap_or(u32::MAX).max(1);
        let patience = (PATIENCE / count).max(Duration::from_secs(2));
        let mut forged = false;
        let mut stale: Option<Notices> = None;
        for mirror in &mirrors {
            match self.ask_mirror(mirror, patience).await {
                Ok(notices) => match notices.bulletin.confirmation(self.now_untracked()) {
                    Confirmation::Until(_) => return self.bulletin.set(BulletinState::Held(notices)),
                    // A mirror that stopped being fed: the next one may know more.
                    Confirmation::NotSince(_) => {
                        if stale.as_ref().is_none_or(|known| known.bulletin.version < notices.bulletin.version) {
                            stale = Some(notices);
                        }
                    }
                },
                Err(Fault::NotBelieved) => forged = true,
                Err(Fault::NoAnswer) => {}
            }
        }
        if let Some(notices) = stale {
            self.bulletin.set(BulletinState::Held(notices));
        } else if self.bulletin.with_untracked(|state| state.bulletin().is_none()) {
            self.bulletin.set(BulletinState::Missing { forged });
        }
        // Otherwise what is held stays: it is signed, dated, and says itself until when it is confirmed.
    }

    async fn ask_mirror(&self, mirror: &str, patience: Duration) -> Result<Notices, Fault> {
        let reply = send(Call { patience, ..Call::file(mirror) }).await.map_err(|_| Fault::NoAnswer)?;
        if reply.status != 200 {
            return Err(Fault::NoAnswer);
        }
        let signed = Signed::parse(&reply.body).map_err(|_| Fault::NotBelieved)?;
        let bulletin = self.believed(&signed, &reply).await.map_err(|_| Fault::NotBelieved)?;
        let checked_at = self.now_untracked();
        // A JWS is JSON, so it is UTF-8; were it not, the next start would simply not find one.
        if let Ok(jws) = String::from_utf8(reply.body) {
            let stored = Stored { jws, checked_at };
            self.vault().put(Key::Bulletin, &stored).await;
        }
        Ok(Notices { bulletin, checked_at })
    }

    async fn believed(&self, signed: &Signed, reply: &Reply) -> Result<Bulletin, BulletinFault> {
        let seen = self.bulletin.with_untracked(|state| state.bulletin().map_or(0, |bulletin| bulletin.version));
        let (keys, threshold) = self.keys();
        let verified = crypto::verified(signed.signatures(), &keys).await;
        // All but the time first: only a host that serves what the utility signed, and nothing older than what was
        // seen, may tell this phone the time.
        signed.conclude(verified.iter().copied(), threshold, seen, Instant::MAX)?;
        self.learn_time(reply);
        signed.conclude(verified, threshold, seen, self.now_untracked())
    }

    async fn concluded(&self, signed: &Signed, seen: u64) -> Result<Bulletin, BulletinFault> {
        let (keys, threshold) = self.keys();
        let verified = crypto::verified(signed.signatures(), &keys).await;
        // The phone's clock was not checked yet; a bulletin once believed is not from the future.
        signed.conclude(verified, threshold, seen, Instant::MAX)
    }

    fn keys(&self) -> (Vec<PinnedKey>, usize) {
        self.config.with_value(|config| (config.bulletin.keys.clone(), config.bulletin.threshold))
    }
}
