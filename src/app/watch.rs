//! The start, and what the portal does by itself while somebody looks.

use core::time::Duration;

use chrono::TimeDelta;
use leptos::task::spawn_local;

use super::errands::Errands;
use super::{App, BulletinState, HeldBack, Trouble};
use crate::browser::{clock, page, random};
use crate::domain::admission::{BulletinAnswer, Cause, Why, next_poll};
use crate::domain::time::Instant;

/// How often is looked whether anything is due.
const LOOK: Duration = Duration::from_secs(5);
/// Nothing is ever due so far ahead; what is, was set by a clock that has been put back since.
pub(super) const FARTHEST: TimeDelta = TimeDelta::minutes(30);

/// When what is due.
struct Due {
    bulletin: Instant,
    account: Option<Instant>,
    errands: Errands,
    /// How often in a row no mirror gave a bulletin.
    without: u32,
}

impl App {
    /// Begins to look after the portal: recalls, fetches, and keeps itself current while somebody looks.
    pub fn start(self) {
        spawn_local(async move {
            self.recall_bulletin().await;
            let mut due =
                Due { bulletin: Instant::MIN, account: Some(Instant::MIN), errands: Errands::default(), without: 0 };
            let mut was_hidden = false;
            loop {
                if page::hidden() {
                    was_hidden = true;
                } else if page::offline() {
                    self.go_without_bulletin();
                } else {
                    let back = core::mem::take(&mut was_hidden);
                    if back && self.comes_back() {
                        due.account = Some(Instant::MIN);
                    }
                    self.look_after(&mut due).await;
                    due.errands = self.look_after_errands(back, due.errands).await;
                }
                clock::sleep(LOOK).await;
            }
        });
    }

    /// Without a network nothing is looked for; what is held stays.
    fn go_without_bulletin(self) {
        if self.bulletin.with_untracked(|state| *state == BulletinState::Loading) {
            self.bulletin.update(|state| state.give_up(false));
        }
    }

    async fn look_after(self, due: &mut Due) {
        let is_due = |at: Instant, now: Instant| at <= now || at - now > FARTHEST;
        if is_due(due.bulletin, self.now_untracked()) {
            let answer = if self.fetch_bulletin().await {
                due.without = 0;
                BulletinAnswer::Answered
            } else {
                due.without = due.without.saturating_add(1);
                BulletinAnswer::Nothing { times: due.without }
            };
            let now = self.now_untracked();
            due.bulletin = next_poll(answer, random::lot(), now);
            // The account is looked at with the news, not by a rhythm of its own.
            if due.account.is_none() && (self.trouble.with_untracked(Option::is_some) || self.is_old()) {
                due.account = Some(now);
            }
        }
        if self.may_show_account() && due.account.is_some_and(|at| is_due(at, self.now_untracked())) {
            // What came between is shown by the `trouble` signal; here only the turn counts.
            due.account = match self.refresh(Cause::Portal).await {
                Err(Trouble::HeldBack(HeldBack { until, why: Why::Turn | Why::Backoff })) => until,
                _ => None,
            };
        }
    }
}
