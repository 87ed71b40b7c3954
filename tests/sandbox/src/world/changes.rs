//! What the timeline and the control page do to the world.

use chrono::TimeDelta;
use diya::domain::account::Movement;
use diya::domain::time::Instant;

use super::clock::Pace;
use super::cuts::Policy;
use super::store::put;
use super::{Held, World};
use crate::scenario::{AccountChange, Happening};

/// The farthest that time is moved at once: every day between is lived through, and nobody waits for decades.
const FARTHEST: TimeDelta = TimeDelta::days(1_100);

/// What became of a jump in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// It was made.
    Done,
    /// It would go back.
    Back,
    /// It would go farther than three years.
    TooFar,
}

impl Jump {
    /// Whether one can jump from an instant to another.
    #[must_use]
    pub fn between(from: Instant, to: Instant) -> Self {
        match to - from {
            span if span < TimeDelta::zero() => Self::Back,
            span if span > FARTHEST => Self::TooFar,
            _ => Self::Done,
        }
    }
}

impl World {
    /// Plays the entry of the timeline at `place`.
    pub(super) fn play(&mut self, place: usize, at: Instant) -> Held<()> {
        let Some(entry) = self.scenario.timeline.get(place).cloned() else { return Ok(()) };
        match entry.happening() {
            Some(Happening::FaultsOn(faults)) => {
                for spec in faults {
                    self.fault_on(spec.clone(), at)?;
                }
                Ok(())
            }
            Some(Happening::FaultsOff(ids)) => ids.iter().try_for_each(|id| self.fault_off(id, at).map(|_| ())),
            Some(Happening::Publish(publication)) => self.publish(publication, at),
            Some(Happening::Sms(sms)) => self.text(sms, at),
            Some(Happening::Account(event)) => self.change_account(event.number.as_str(), &event.change, at),
            Some(Happening::Cuts(cuts)) => {
                self.course.cuts = Policy::new(cuts, at);
                Ok(())
            }
            Some(Happening::Clock(clock)) => {
                let pace = Pace { speed: clock.speed.max(1), frozen: clock.speed == 0 };
                self.clock.set(at);
                self.set_pace(pace)
            }
            None => Ok(()),
        }
    }

    /// Does something to an account.
    ///
    /// # Errors
    /// The database's.
    pub fn change_account(&mut self, number: &str, change: &AccountChange, at: Instant) -> Held<()> {
        match change {
            AccountChange::Disconnect => self.set_supply(number, Some(at)),
            AccountChange::CutIfDue => match self.account(number)? {
                Some(account) if self.may_cut(&account, at)? => self.set_supply(number, Some(at)),
                _ => Ok(()),
            },
            AccountChange::Reconnect => self.set_supply(number, None),
            AccountChange::SetBalance(paise) => {
                let by = paise - self.standing(number)?.paise;
                // A correction upwards is money in, one downwards is money taken back.
                let movement =
                    if by < 0 { Movement::Reversal { order: None } } else { Movement::Recharge { order: None } };
                self.book(number, at, &movement, by)
            }
        }
    }

    /// Lets the clock go on at another pace.
    ///
    /// # Errors
    /// The database's.
    pub fn set_pace(&mut self, pace: Pace) -> Held<()> {
        self.clock.go(pace);
        self.course.pace = self.clock.pace();
        put(&self.db, "course", &self.course)
    }

    /// Moves the clock forward to `to`; everything between happens in order.
    ///
    /// # Errors
    /// The database's.
    pub fn jump(&mut self, to: Instant) -> Held<Jump> {
        let now = self.now()?;
        let jump = Jump::between(now, to);
        if jump == Jump::Done {
            self.clock.set(to);
            self.advance_to(to)?;
        }
        Ok(jump)
    }
}
