//! Calls of the contract, and the lesson after each.

use core::pin::Pin;

use gloo_net::http::Method;
use leptos::prelude::*;
use serde::Serialize;

use super::{App, Trouble};
use crate::browser::http::{Call, Reply, send};
use crate::contract::json::{self, Fill, FromJson, JsonFault};
use crate::contract::problem::{Problem, ProblemKind};
use crate::contract::session::ACCOUNT;
use crate::domain::admission::{Route, retry_after};
use crate::domain::recharge::IdempotencyKey;

impl App {
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
        self.sign_out_first(&path).await?;
        let route = Route::of(&path);
        let url = self.config.with_value(|config| [config.api.base.trim_end_matches('/'), &path].concat());
        let mut call = Call::api(method, &url, body);
        if self.may_hold_several() && route != Route::Session {
            let number = self.number.get_untracked();
            call.headers.extend(number.map(|number| (ACCOUNT, number.as_str().to_owned())));
        }
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
