//! Calls of the contract: admission before, the lesson after.

use core::pin::Pin;

use chrono::TimeDelta;
use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

use super::{App, Known, Trouble};
use crate::browser::http::{Call, Reply, send};
use crate::browser::vault::Key;
use crate::browser::{page, random};
use crate::contract::json::{self, Fill, FromJson, JsonFault};
use crate::contract::problem::{Problem, ProblemKind};
use crate::domain::admission::{Ask, Cause, Failure, Presence, Route, Verdict, retry_after};
use crate::domain::bulletin::{Bulletin, Confirmation};
use crate::domain::recharge::IdempotencyKey;

impl App {
    /// Whether the server may be asked about recharges now, for this cause.
    ///
    /// # Errors
    /// [`Trouble::HeldBack`].
    pub(super) fn admitted(&self, cause: Cause) -> Result<(), Trouble> {
        self.admitted_to(Route::Recharges, cause)
    }

    /// Whether these routes may be called now, for this cause. A refusal is no trouble of the server's.
    ///
    /// # Errors
    /// [`Trouble::HeldBack`].
    pub(super) fn admitted_to(&self, route: Route, cause: Cause) -> Result<(), Trouble> {
        let now = self.now_untracked();
        // A status that nobody vouches for any more holds nobody up.
        let status = self.bulletin.with_untracked(|state| {
            let confirmed = |bulletin: &&Bulletin| matches!(bulletin.confirmation(now), Confirmation::Until(_));
            state.bulletin().filter(confirmed).map(|bulletin| bulletin.status.clone())
        });
        let presence = match (page::offline(), page::hidden()) {
            (true, _) => Presence::Offline,
            (_, true) => Presence::Hidden,
            _ => Presence::Looking,
        };
        // The callers ask for the bulletin before or beside their own call.
        let ask = Ask { cause, route, presence, status: status.as_ref(), asked_at: Some(now) };
        let verdict = self.admission.update(|admission| admission.decide(&ask, random::lot(), now));
        self.keep_admission();
        match verdict {
            Verdict::Call => Ok(()),
            Verdict::Wait { until, .. } => Err(Trouble::HeldBack(until)),
            Verdict::AskBulletin => Err(Trouble::HeldBack(None)),
        }
    }

    /// A `GET`.
    pub(super) async fn get<T: FromJson>(&self, path: &str) -> Result<T, Trouble> {
        let mut value = T::blank();
        self.ask(Method::GET, path.to_owned(), None, None, &mut value).await?;
        Ok(value)
    }

    /// A `POST` whose answer has a body.
    pub(super) async fn post<B: Serialize, T: FromJson>(
        &self,
        path: &str,
        body: &B,
        key: Option<&IdempotencyKey>,
    ) -> Result<T, Trouble> {
        let mut value = T::blank();
        let body = serde_json::to_string(body).ok();
        self.ask(Method::POST, path.to_owned(), body, key.cloned(), &mut value).await?;
        Ok(value)
    }

    /// Fills a place with what the answer tells. Boxed, and without the type, so that all calls share one copy of it.
    fn ask<'place>(
        self,
        method: Method,
        path: String,
        body: Option<String>,
        key: Option<IdempotencyKey>,
        place: &'place mut dyn Fill,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + 'place>> {
        Box::pin(async move {
            let route = Route::of(&path);
            let reply = self.exchange(method, path, body, key).await?;
            self.shaped(json::read_into(&reply.body, place), route)
        })
    }

    /// A `POST` whose answer has no body.
    pub(super) async fn tell<B: Serialize>(&self, path: &str, body: &B) -> Result<(), Trouble> {
        let body = serde_json::to_string(body).ok();
        let reply = self.exchange(Method::POST, path.to_owned(), body, None).await?;
        self.shaped(without_body(&reply), Route::of(path))
    }

    /// A `DELETE`.
    pub(super) async fn delete(&self, path: &str) -> Result<(), Trouble> {
        let reply = self.exchange(Method::DELETE, path.to_owned(), None, None).await?;
        self.shaped(without_body(&reply), Route::of(path))
    }

    /// Boxed, so that its many callers share one copy of it.
    fn exchange(
        self,
        method: Method,
        path: String,
        body: Option<String>,
        key: Option<IdempotencyKey>,
    ) -> Pin<Box<dyn Future<Output = Result<Reply, Trouble>>>> {
        Box::pin(self.exchange_now(method, path, body, key))
    }

    async fn exchange_now(
        self,
        method: Method,
        path: String,
        body: Option<String>,
        key: Option<IdempotencyKey>,
    ) -> Result<Reply, Trouble> {
        let route = Route::of(&path);
        let url = self.config.with_value(|config| [config.api.base.trim_end_matches('/'), &path].concat());
        let mut call = Call::api(method, &url, body);
        call.headers.extend(key.map(|key| ("Idempotency-Key", key.to_header())));
        let answer = send(call).await.map_err(Trouble::from);
        let now = self.now_untracked();
        let asked_patience = answer
            .as_ref()
            .ok()
            .and_then(|reply| reply.header("retry-after"))
            .and_then(|value| retry_after(&value, now));
        let outcome = answer.and_then(judged);
        if let Err(trouble) = &outcome {
            self.learn_trouble(*trouble, route, asked_patience);
        }
        outcome
    }

    /// Learns from an answer whether it has the contract's shape.
    #[inline(never)]
    fn shaped(&self, outcome: Result<(), JsonFault>, route: Route) -> Result<(), Trouble> {
        match outcome {
            Ok(()) => {
                self.trouble.set(None);
                // A fresh look is four calls in series. Only their end proves that the routes work: else the first
                // of them would fill the retry budget again for the second, which fails.
                if route != Route::Account {
                    self.learn_success(route);
                }
                Ok(())
            }
            Err(_) => {
                self.learn_trouble(Trouble::Garbled, route, None);
                Err(Trouble::Garbled)
            }
        }
    }

    pub(super) fn learn_success(&self, route: Route) {
        self.trouble.set(None);
        self.admission.update(|admission| admission.succeeded(route));
        self.keep_admission();
    }

    fn learn_trouble(&self, trouble: Trouble, route: Route, patience: Option<TimeDelta>) {
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
            self.admission.update(|admission| admission.failed(route, failure, patience, random::lot(), now));
            self.keep_admission();
        }
    }

    /// Written down behind our back: losing it costs the server one call, waiting for it would cost every call time.
    fn keep_admission(&self) {
        let written = self.admission.with_untracked(|admission| self.vault().put(Key::Admission, admission));
        spawn_local(async move {
            written.await;
        });
    }
}

/// The contract's answers without a body; a captive portal's page is none of them.
fn without_body(reply: &Reply) -> Result<(), JsonFault> {
    if matches!(reply.status, 202 | 204) { Ok(()) } else { Err(JsonFault::expected("no body")) }
}

/// Sorts answers with an error status from those without.
fn judged(reply: Reply) -> Result<Reply, Trouble> {
    match reply.status {
        200..=299 => Ok(reply),
        status => {
            let problem = json::read::<Problem>(&reply.body).ok().map(|problem| problem.kind);
            Err(match (status, problem) {
                (_, Some(kind)) if kind != ProblemKind::Other => Trouble::Refused(kind),
                (429, _) => Trouble::Refused(ProblemKind::TooManyRequests),
                (503, _) => Trouble::Refused(ProblemKind::Unavailable),
                (401, _) => Trouble::Refused(ProblemKind::NotSignedIn),
                (404, _) => Trouble::Refused(ProblemKind::NotFound),
                (400..=499, _) => Trouble::Refused(ProblemKind::Malformed),
                _ => Trouble::ServerFault,
            })
        }
    }
}
