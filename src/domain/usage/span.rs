//! Days in a row, and what is known of them.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::balance::{DayUse, Quality};
use crate::domain::money::Paise;

/// Civil days in a row, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, not before the first.
    pub to: NaiveDate,
}

impl Span {
    /// The calendar month of a day.
    #[must_use]
    pub fn month_of(day: NaiveDate) -> Self {
        // Every month has a first day, and chrono's dates reach far beyond those of the wire.
        let from = day.with_day(1).unwrap_or(day);
        let next = from.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt());
        Self { from, to: next.unwrap_or(day) }
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> u32 {
        u32::try_from((self.to - self.from).num_days() + 1).unwrap_or(0)
    }

    /// The days of it, in order.
    pub fn each(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.to)
    }

    /// As many days earlier.
    pub(super) fn days_before(self, days: u64) -> Option<Self> {
        let back = |day: NaiveDate| day.checked_sub_days(Days::new(days));
        Some(Self { from: back(self.from)?, to: back(self.to)? })
    }

    /// As many months earlier, to the same day of the month or, in a shorter month, to its last.
    pub(super) fn months_before(self, months: u32) -> Option<Self> {
        let back = |day: NaiveDate| day.checked_sub_months(Months::new(months));
        Some(Self { from: back(self.from)?, to: back(self.to)? })
    }
}

/// What is known of the use in a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The span.
    pub span: Span,
    /// Energy drawn on the known days, Wh.
    pub wh: u64,
    /// What the known days cost.
    pub paise: Paise,
    /// How many days are known.
    pub known: u32,
    /// How many of these the utility computed.
    pub estimated: u32,
}

/// Fewer known days tell no pace.
const FEWEST: u32 = 7;

impl Sum {
    /// Nothing is known yet.
    pub(super) const fn nothing(span: Span) -> Self {
        Self { span, wh: 0, paise: Paise::ZERO, known: 0, estimated: 0 }
    }

    /// With one more day.
    pub(super) fn and(self, day: &DayUse) -> Self {
        Self {
            span: self.span,
            wh: self.wh.saturating_add(u64::from(day.wh)),
            paise: self.paise + day.paise,
            known: self.known + 1,
            estimated: self.estimated + u32::from(day.quality == Quality::Estimated),
        }
    }

    /// How many days of the span are not known.
    #[must_use]
    pub fn missing(&self) -> u32 {
        self.span.days().saturating_sub(self.known)
    }

    /// Energy and cost of a known day on average, rounded down; nothing where no day is known.
    #[must_use]
    pub fn mean(&self) -> (u64, Paise) {
        let known = self.known.max(1);
        (self.wh / u64::from(known), Paise(self.paise.0 / i64::from(known)))
    }

    /// What `amount` buys at this pace, rounded down: tenths of a day, and Wh. `None` below seven known days, without
    /// a cost, or for nothing.
    #[must_use]
    pub fn buys(&self, amount: Paise) -> Option<(u64, u64)> {
        let above_zero = |paise: Paise| u64::try_from(paise.0).ok().filter(|paise| *paise > 0);
        let (cost, amount) = above_zero(self.paise).zip(above_zero(amount))?;
        let share = |of: u64| amount.saturating_mul(of) / cost;
        (self.known >= FEWEST).then(|| (share(u64::from(self.known) * 10), share(self.wh)))
    }
}
