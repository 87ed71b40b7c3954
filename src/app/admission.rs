//! May the server be called now? Asks the domain, with what all tabs of this device know together.

use core::cell::Cell;
use core::pin::Pin;

use chrono::TimeDelta;
use leptos::task::spawn_local;

use super::trouble::HeldBack;
use super::{App, Known, Trouble};
use crate::browser::vault::Key;
use crate::browser::{page, random};
use crate::contract::json;
use crate::domain::admission::{Admission, Ask, Cause, Failure, Presence, Route, Verdict};
use crate::domain::bulletin::{Bulletin, Confirmation, ServiceStatus};

impl App {
    /// Whether these routes may be called now, for this cause; asks for the bulletin before, where it must. A refusal is
    /// no trouble of the server's.
    ///
    /// # Errors
    /// [`Trouble::HeldBack`].
    pub(super) fn admitted(self, route: Route, cause: Cause) -> Pin<Box<dyn Future<Output = Result<(), Trouble>>>> {
        Box::pin(async move {
            if let Some(verdict) = judged(self.verdict(route, cause).await) {
                return verdict;
            }
            self.fetch_bulletin().await;
            // Asked for a moment ago, it is not asked for again.
            judged(self.verdict(route, cause).await).unwrap_or(Ok(()))
        })
    }

    async fn verdict(self, route: Route, cause: Cause) -> Verdict {
        let now = self.now_untracked();
        let presence = match (page::offline(), page::hidden()) {
            (true, _) => Presence::Offline,
            (_, true) => Presence::Hidden,
            _ => Presence::Looking,
        };
        let status = self.confirmed_status();
        let asked_at = self.bulletin_asked_at.get_untracked();
        let ask = Ask { cause, route, presence, status: status.as_ref(), asked_at };
        let verdict = Cell::new(Verdict::AskBulletin);
        self.change_admission(&|admission| verdict.set(admission.decide(&ask, random::lot(), now))).await;
        verdict.get()
    }

    /// The status of the bulletin; one that nobody vouches for any more holds nobody up.
    fn confirmed_status(self) -> Option<ServiceStatus> {
        let now = self.now_untracked();
        self.bulletin.with_untracked(|state| {
            let confirmed = |bulletin: &&Bulletin| matches!(bulletin.confirmation(now), Confirmation::Until(_));
            state.bulletin().filter(confirmed).map(|bulletin| bulletin.status.clone())
        })
    }

    /// Learns that these routes work.
    pub(super) fn learn_success(self, route: Route) {
        self.trouble.set(None);
        self.learn_admission(move |admission| admission.succeeded(route));
    }

    /// Learns what came of a call that brought nothing; `patience` is what the server asked for.
    pub(super) fn learn_trouble(self, trouble: Trouble, route: Route, patience: Option<TimeDelta>) {
        let now = self.now_untracked();
        if !trouble.is_overload() && trouble != Trouble::Offline {
            // A refusal is an answer.
            return self.learn_success(route);
        }
        self.trouble.set(Some(Known { value: trouble, told_at: now }));
        if trouble.is_overload() {
            let failure = match trouble {
                Trouble::TimedOut | Trouble::Unreachable => Failure::Connection,
                _ => Failure::Answer,
            };
            self.learn_admission(move |admission| admission.failed(route, failure, patience, random::lot(), now));
        }
    }

    /// A tap that met only with the wish to be signed in counts for nothing.
    pub(super) fn tapped_in_vain(self) {
        self.learn_admission(Admission::tapped_in_vain);
    }

    /// Behind our back: an answer is not kept waiting for a disk.
    fn learn_admission(self, lesson: impl Fn(&mut Admission) + 'static) {
        let lesson: Box<dyn Fn(&mut Admission)> = Box::new(lesson);
        spawn_local(async move { self.change_admission(&lesson).await });
    }

    /// What is kept is what counts, because another tab may have changed it; a transaction keeps the tabs apart.
    async fn change_admission(self, change: &dyn Fn(&mut Admission)) {
        let change = |kept: Option<String>| {
            let kept = kept.and_then(|text| json::read::<Admission>(text.as_bytes()).ok());
            let mut admission = kept.unwrap_or_default();
            change(&mut admission);
            serde_json::to_string(&admission).unwrap_or_default()
        };
        self.vault().change(Key::Admission, &change).await;
    }
}

/// `None`: the bulletin must be asked for first.
fn judged(verdict: Verdict) -> Option<Result<(), Trouble>> {
    match verdict {
        Verdict::Call => Some(Ok(())),
        Verdict::Wait { until, why } => Some(Err(Trouble::HeldBack(HeldBack { until, why }))),
        Verdict::AskBulletin => None,
    }
}
