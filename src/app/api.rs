//! Calls of the contract: admission before, the lesson after.

use chrono::TimeDelta;
use gloo_net::http::Method;
use leptos::prelude::*;
use serde::Serialize;

use super::{App, Known, Trouble};
use crate::browser::http::{Call, Reply, send};
use crate::browser::random;
use crate::browser::vault::{Key, Vault};
use crate::contract::json::{self, FromJson};
use crate::contract::problem::{Problem, ProblemKind};
use crate::domain::admission::{Cause, Verdict, retry_after};
use crate::domain::recharge::IdempotencyKey;

impl App {
    /// Whether the server may be called now, for this cause. A refusal is no trouble of the server's.
    pub(super) async fn admitted(&self, cause: Cause) -> bool {
        let now = self.now_untracked();
        let status = self.bulletin.with_untracked(|state| state.bulletin().map(|bulletin| bulletin.status.clone()));
        let verdict = self
            .admission
            .try_update_value(|admission| admission.decide(status.as_ref(), cause, random::lot(), now))
            .unwrap_or(Verdict::Call);
        self.keep_admission().await;
        verdict == Verdict::Call
    }

    /// A `GET`.
    pub(super) async fn get<T: FromJson>(&self, path: &str) -> Result<T, Trouble> {
        let reply = self.exchange(Method::GET, path, None, None).await?;
        self.read(&reply).await
    }

    /// A `POST` whose answer has a body.
    pub(super) async fn post<B: Serialize, T: FromJson>(
        &self,
        path: &str,
        body: &B,
        key: Option<&IdempotencyKey>,
    ) -> Result<T, Trouble> {
        let reply = self.send_body(path, body, key).await?;
        self.read(&reply).await
    }

    /// A `POST` whose answer has no body.
    pub(super) async fn tell<B: Serialize>(&self, path: &str, body: &B) -> Result<(), Trouble> {
        self.send_body(path, body, None).await.map(|_| ())
    }

    /// A `DELETE`.
    pub(super) async fn delete(&self, path: &str) -> Result<(), Trouble> {
        self.exchange(Method::DELETE, path, None, None).await.map(|_| ())
    }

    async fn send_body<B: Serialize>(
        &self,
        path: &str,
        body: &B,
        key: Option<&IdempotencyKey>,
    ) -> Result<Reply, Trouble> {
        let body = serde_json::to_string(body).map_err(|_| Trouble::Garbled)?;
        self.exchange(Method::POST, path, Some(body), key).await
    }

    async fn exchange(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        key: Option<&IdempotencyKey>,
    ) -> Result<Reply, Trouble> {
        let url = self.config.with_value(|config| [config.api.base.trim_end_matches('/'), path].concat());
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
        match &outcome {
            Ok(_) => self.learn_success().await,
            Err(trouble) => self.learn_trouble(*trouble, asked_patience).await,
        }
        outcome
    }

    async fn read<T: FromJson>(&self, reply: &Reply) -> Result<T, Trouble> {
        match json::read(&reply.body) {
            Ok(value) => Ok(value),
            Err(_) => {
                self.learn_trouble(Trouble::Garbled, None).await;
                Err(Trouble::Garbled)
            }
        }
    }

    async fn learn_success(&self) {
        self.trouble.set(None);
        self.admission.update_value(|admission| admission.succeeded());
        self.keep_admission().await;
    }

    async fn learn_trouble(&self, trouble: Trouble, patience: Option<TimeDelta>) {
        let now = self.now_untracked();
        if trouble.is_overload() || trouble == Trouble::Offline {
            self.trouble.set(Some(Known { value: trouble, told_at: now }));
        }
        if trouble.is_overload() {
            self.admission.update_value(|admission| admission.failed(patience, random::lot(), now));
            self.keep_admission().await;
        }
    }

    async fn keep_admission(&self) {
        let admission = self.admission.get_value();
        self.with_vault(async |vault: &Vault| vault.put(Key::Admission, &admission).await).await;
    }
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
