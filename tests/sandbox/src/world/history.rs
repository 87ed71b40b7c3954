//! The past of an account, written so that the stated balance holds at the stated instant.
//!
//! Use is known for every day. Recharges are then placed going backwards from the stated balance: whenever the
//! balance before a day would exceed what the household ever keeps, it must have recharged on the day before.

use chrono::{Days, NaiveDate, TimeDelta};
use diya::domain::account::Movement;
use diya::domain::balance::DayUse;
use diya::domain::time::{Date, INDIA, Instant};
use rusqlite::params;

use super::store::word;
use super::{Held, World};
use crate::consumption::draw;
use crate::scenario::AccountPlan;

impl World {
    /// Writes an account and its past up to `begins`.
    pub(super) fn settle(&self, plan: &AccountPlan, begins: Instant, days: u16) -> Held<()> {
        let number = plan.number.as_str();
        let last_billed = before(billed_at(begins), 1);
        self.insert(plan, last_billed)?;
        let Some(mut account) = self.account(number)? else { return Ok(()) };
        account.facts.supply = diya::domain::account::SupplyState::Connected;
        let first = before(last_billed, u64::from(days) - 1);
        // Costs depend on the month so far, so readings are written from the first day on.
        let stated = before(plan.balance_at.date(INDIA), 1);
        let mut past: Vec<DayUse> = Vec::new();
        for date in first.iter_days().take_while(|date| *date <= stated) {
            let day = self.day_use(&account, date)?;
            self.read_meter(number, &day, run_after(date))?;
            past.push(day);
        }
        let opening = self.recharges(plan, &past, last_billed);
        // What lies after the beginning has yet to happen.
        self.db.execute(
            "DELETE FROM readings WHERE account = ?1 AND date > ?2",
            params![number, String::from(Date(last_billed))],
        )?;
        let mut movements = opening.recharges;
        movements.extend(past.iter().filter(|day| day.date.0 <= last_billed).map(|day| {
            let deduction = Movement::Deduction { from: day.date, to: day.date };
            (run_after(day.date.0), deduction, -day.paise.0)
        }));
        movements.sort_by_key(|(at, ..)| *at);
        let start = run_after(before(first, 1));
        self.book(number, start, &Movement::Recharge { order: None }, opening.paise)?;
        for (at, movement, paise) in movements {
            self.book(number, at, &movement, paise)?;
        }
        Ok(())
    }

    fn recharges(&self, plan: &AccountPlan, past: &[DayUse], last_billed: NaiveDate) -> Opening {
        let mut balance = plan.balance_paise;
        let mut recharges = Vec::new();
        for day in past.iter().rev() {
            balance += day.paise.0;
            let limit = plan.habit_paise + plan.habit_paise / 4;
            let happened = day.date.0 <= last_billed;
            if happened && balance > limit {
                let hour = 7 + draw(self.scenario.seed, &format!("recharge {} {:?}", plan.number.as_str(), day.date))
                    .below(14);
                let minute =
                    draw(self.scenario.seed, &format!("minute {} {:?}", plan.number.as_str(), day.date)).below(60);
                let seconds = i64::try_from(hour * 3_600 + minute * 60).unwrap_or_default();
                let at = Instant::start_of(day.date.0, INDIA) + TimeDelta::seconds(seconds);
                let times = (balance - limit) / plan.habit_paise + 1;
                recharges.push((at, Movement::Recharge { order: None }, plan.habit_paise * times));
                balance -= plan.habit_paise * times;
            }
        }
        Opening { paise: balance, recharges }
    }

    fn insert(&self, plan: &AccountPlan, billed_to: NaiveDate) -> Held<()> {
        self.db.execute(
            "INSERT INTO accounts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, ?9)",
            params![
                plan.number.as_str(),
                plan.name,
                word(&plan.household)?,
                plan.category,
                plan.load_w,
                plan.discom,
                plan.division,
                plan.arrears_paise,
                String::from(Date(billed_to)),
            ],
        )?;
        Ok(())
    }
}

struct Opening {
    paise: i64,
    recharges: Vec<(Instant, Movement, i64)>,
}

/// The civil date of the last billing run up to `instant`.
fn billed_at(instant: Instant) -> NaiveDate {
    (instant - TimeDelta::minutes(15)).date(INDIA)
}

fn before(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).unwrap_or(date)
}

/// The run that deducts `date`.
fn run_after(date: NaiveDate) -> Instant {
    Instant::start_of(date, INDIA) + TimeDelta::days(1) + TimeDelta::minutes(15)
}
