//! The daily billing run: at 00:15 the day before is deducted, and every day that is still missing with it.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use diya::domain::account::{Movement, SupplyState};
use diya::domain::balance::{DayUse, Quality};
use diya::domain::money::Paise;
use diya::domain::time::{Date, INDIA, Instant};
use rusqlite::params;

use super::accounts::AccountRow;
use super::store::broken;
use super::{Held, World};
use crate::consumption::{cost, draw, watt_hours};
use crate::faults::Utility;

/// The time of day of the run, India time.
const RUN_MINUTE: i64 = 15;

/// The first run after `instant`.
pub(super) fn next_run(instant: Instant) -> Instant {
    let today =
        Instant::from_civil(instant.date(INDIA).and_time(NaiveTime::MIN), INDIA) + TimeDelta::minutes(RUN_MINUTE);
    if today > instant { today } else { today + TimeDelta::days(1) }
}

impl World {
    /// Deducts from every account all days up to yesterday that were not deducted yet, as one entry.
    pub(super) fn bill(&self, at: Instant) -> Held<()> {
        if self.suffers(Utility::DeductionsStalled) {
            return Ok(());
        }
        for account in self.accounts()? {
            self.bill_account(&account, at)?;
        }
        Ok(())
    }

    fn bill_account(&self, account: &AccountRow, at: Instant) -> Held<()> {
        let billed_to = Date::try_from(account.billed_to.clone()).map_err(broken)?.0;
        let Some(yesterday) = at.date(INDIA).checked_sub_days(Days::new(1)) else { return Ok(()) };
        let days: Vec<NaiveDate> = billed_to.iter_days().skip(1).take_while(|day| *day <= yesterday).collect();
        let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(()) };
        let mut sum = 0;
        for date in &days {
            let day = self.day_use(account, *date)?;
            self.read_meter(&account.number, &day, at)?;
            sum += day.paise.0;
        }
        let movement = Movement::Deduction { from: Date(*first), to: Date(*last) };
        self.book(&account.number, at, &movement, -sum)?;
        self.db
            .prepare_cached("UPDATE accounts SET billed_to = ?2 WHERE number = ?1")?
            .execute(params![account.number, String::from(Date(*last))])?;
        Ok(())
    }

    /// What the account drew on `date` and what that costs; nothing is drawn on a day that was cut throughout.
    pub(super) fn day_use(&self, account: &AccountRow, date: NaiveDate) -> Held<DayUse> {
        let cut = matches!(account.facts.supply, SupplyState::Disconnected { since } if since <= Instant::start_of(date, INDIA));
        let seed = self.scenario.seed;
        let wh = if cut { 0 } else { watt_hours(seed, &account.number, account.household, date) };
        let before = self.month_so_far(&account.number, date)?;
        let paise = cost(&account.facts.category, account.facts.sanctioned_load_w, before, u64::from(wh));
        let estimated = draw(seed, &format!("quality {} {date}", account.number)).happens(15);
        let quality = if estimated { Quality::Estimated } else { Quality::Measured };
        Ok(DayUse { date: Date(date), wh, paise: Paise(paise), quality })
    }
}
