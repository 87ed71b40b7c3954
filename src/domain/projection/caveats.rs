//! What makes a range wider, and what makes it none.

/// What makes the range wider than the ordinary one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Widened {
    /// Fewer than 14 days of use are known.
    ShortHistory,
    /// Of the last four weeks before the reading more than four days are missing.
    Gaps,
    /// A day was left out that no home can have used: a register that began anew, as when a meter is exchanged.
    MeterSwap,
    /// The last week differs in kind from the weeks before.
    Jump,
    /// Nothing was used in the last week: nobody knows when it begins again.
    NoUseOfLate,
}

/// Why there is no projection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotTell {
    /// Fewer than seven days of use are known of the last 45.
    TooFewDays,
    /// The last known day of use is more than 45 days old, or the reading is older than the days that are known.
    TooOld,
    /// Nothing at all was used on any known day.
    NoUse,
}
