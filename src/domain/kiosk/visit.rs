//! The visit of one person: how it begins, goes on and ends.

use crate::domain::time::Instant;

/// How far a visit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    /// Nobody is there: the machine shows whom it is for.
    Attract,
    /// Somebody is there, and touched it last at this instant.
    Busy(Instant),
    /// Nobody touched it for long. It asks, and the visit ends at this instant unless somebody does.
    Asking(Instant),
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody begins.
    Begin,
    /// Somebody touches the screen.
    Touch,
    /// The person says that they are done.
    Leave,
    /// Nothing but time.
    Pass,
}

/// What the person is about, as far as waiting for them goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// They read, or type.
    Looking,
    /// A request to pay is on its way, or a code is on the screen and being paid on a phone.
    Paying,
    /// The payment on the screen came to its end.
    Paid,
}

/// How long a machine waits, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Without a touch, until it asks.
    pub idle: u32,
    /// From asking to the end.
    pub countdown: u32,
    /// Without a touch while somebody pays, until it asks.
    pub paying: u32,
}

/// Whoever has paid goes soon.
const AFTER_PAYMENT: u32 = 30;

impl Limits {
    /// How long it waits for a touch before it asks.
    #[must_use]
    pub fn before_asking(&self, doing: Doing) -> u32 {
        match doing {
            Doing::Looking => self.idle,
            Doing::Paying => self.paying.max(self.idle),
            Doing::Paid => self.idle.min(AFTER_PAYMENT),
        }
    }
}

impl Visit {
    /// The visit after an event.
    ///
    /// A visit never ends by time alone before it has asked for as long as it says, however the device's clock leaps: a
    /// leap forward makes it ask, one back begins the wait anew. Every touch puts the end off, as often as anybody
    /// likes (WCAG 2.2.1).
    #[must_use]
    pub fn after(self, event: Event, doing: Doing, limits: &Limits, now: Instant) -> Self {
        match (self, event) {
            (Self::Attract, Event::Begin) | (Self::Busy(_) | Self::Asking(_), Event::Begin | Event::Touch) => {
                Self::Busy(now)
            }
            (Self::Attract, _) | (_, Event::Leave) => Self::Attract,
            (Self::Busy(touched), Event::Pass) if touched > now => Self::Busy(now),
            (Self::Busy(touched), Event::Pass) if seconds(touched, now) >= i64::from(limits.before_asking(doing)) => {
                Self::Asking(later(now, limits.countdown))
            }
            (Self::Asking(until), Event::Pass) if now >= until => Self::Attract,
            (Self::Asking(until), Event::Pass) => Self::Asking(until.min(later(now, limits.countdown))),
            (busy, Event::Pass) => busy,
        }
    }

    /// How many seconds are left of the countdown; `None` while it does not ask.
    #[must_use]
    pub fn seconds_left(self, now: Instant) -> Option<i64> {
        match self {
            Self::Asking(until) => Some(seconds(now, until)),
            _ => None,
        }
    }
}

const fn seconds(from: Instant, to: Instant) -> i64 {
    to.unix_seconds() - from.unix_seconds()
}

fn later(now: Instant, seconds: u32) -> Instant {
    Instant::from_unix_seconds(now.unix_seconds() + i64::from(seconds))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    const LIMITS: Limits = Limits { idle: 60, countdown: 20, paying: 300 };

    fn at(second: i64) -> Instant {
        Instant::from_unix_seconds(1_730_000_000 + second)
    }

    fn tick(visit: Visit, doing: Doing, second: i64) -> Visit {
        visit.after(Event::Pass, doing, &LIMITS, at(second))
    }

    #[rstest]
    #[case::looking(Doing::Looking, 60)]
    #[case::paying(Doing::Paying, 300)]
    #[case::paid(Doing::Paid, 30)]
    fn it_asks_after_its_time_and_ends_after_the_countdown(#[case] doing: Doing, #[case] asks: i64) {
        let mut visit = Visit::Attract.after(Event::Begin, doing, &LIMITS, at(0));
        for second in 1..asks {
            visit = tick(visit, doing, second);
            assert_eq!(visit, Visit::Busy(at(0)), "{second}");
        }
        for second in asks..asks + 20 {
            visit = tick(visit, doing, second);
            assert_eq!(visit.seconds_left(at(second)), Some(asks + 20 - second), "{second}");
        }
        assert_eq!(tick(visit, doing, asks + 20), Visit::Attract);
    }

    #[test]
    fn nobody_is_there_until_somebody_begins() {
        for event in [Event::Touch, Event::Leave, Event::Pass] {
            assert_eq!(Visit::Attract.after(event, Doing::Looking, &LIMITS, at(9)), Visit::Attract, "{event:?}");
        }
    }

    #[test]
    fn a_machine_that_slept_asks_first_and_a_clock_put_back_begins_the_wait_anew() {
        let busy = Visit::Busy(at(0));
        assert_eq!(tick(busy, Doing::Looking, 86_400), Visit::Asking(at(86_420)));
        assert_eq!(tick(busy, Doing::Looking, -86_400), Visit::Busy(at(-86_400)));
        assert_eq!(tick(Visit::Asking(at(20)), Doing::Looking, -86_400), Visit::Asking(at(-86_380)));
    }

    #[test]
    fn odd_instants_and_limits_overflow_nothing() {
        let huge = Limits { idle: u32::MAX, countdown: u32::MAX, paying: u32::MAX };
        for visit in [Visit::Attract, Visit::Busy(Instant::MIN), Visit::Asking(Instant::MIN)] {
            for now in [Instant::MIN, at(0), Instant::from_unix_seconds(i64::MAX)] {
                let after = visit.after(Event::Pass, Doing::Paying, &huge, now);
                let _ = after.seconds_left(now);
            }
        }
    }

    fn any_event() -> impl Strategy<Value = (Event, Doing, i64)> {
        let events = prop_oneof![
            1 => Just(Event::Begin),
            3 => Just(Event::Touch),
            1 => Just(Event::Leave),
            20 => Just(Event::Pass),
        ];
        let doings = prop_oneof![Just(Doing::Looking), Just(Doing::Paying), Just(Doing::Paid)];
        (events, doings, prop_oneof![9 => 0..40_i64, 1 => -90_000..90_000_i64])
    }

    fn any_limits() -> impl Strategy<Value = Limits> {
        (1..900_u32, 1..120_u32, 1..1800_u32).prop_map(|(idle, countdown, paying)| Limits { idle, countdown, paying })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn it_ends_only_by_leaving_or_after_having_asked(limits in any_limits(), events in prop::collection::vec(any_event(), 1..200)) {
            let (mut visit, mut second) = (Visit::Attract, 0);
            for (event, doing, more) in events {
                second += more;
                let after = visit.after(event, doing, &limits, at(second));
                if visit != Visit::Attract && after == Visit::Attract {
                    prop_assert!(event == Event::Leave || matches!(visit, Visit::Asking(until) if at(second) >= until));
                }
                visit = after;
            }
        }

        #[test]
        fn a_touch_keeps_it_however_often(limits in any_limits(), events in prop::collection::vec(any_event(), 0..50)) {
            let (mut visit, mut second) = (Visit::Busy(at(0)), 0);
            for (event, doing, more) in events {
                second += more;
                visit = visit.after(event, doing, &limits, at(second));
                if visit != Visit::Attract {
                    prop_assert_eq!(visit.after(Event::Touch, doing, &limits, at(second)), Visit::Busy(at(second)));
                }
            }
        }

        #[test]
        fn an_untouched_visit_is_over_in_time(limits in any_limits(), doings in prop::collection::vec(0..3_usize, 1..50)) {
            // Whatever the person was about, with a tick each second.
            let mut visit = Visit::Busy(at(0));
            let longest = limits.before_asking(Doing::Paying) + limits.countdown;
            let mut second = 0;
            for doing in doings.into_iter().cycle().take(4_000) {
                let doing = [Doing::Looking, Doing::Paying, Doing::Paid][doing];
                second += 1;
                visit = visit.after(Event::Pass, doing, &limits, at(second));
                if visit == Visit::Attract {
                    break;
                }
            }
            prop_assert_eq!(visit, Visit::Attract);
            prop_assert!(second <= i64::from(longest));
            prop_assert!(second >= i64::from(limits.before_asking(Doing::Paid) + limits.countdown));
        }

        #[test]
        fn whoever_pays_is_waited_for_at_least_as_long_as_whoever_looks(limits in any_limits()) {
            prop_assert!(limits.before_asking(Doing::Paying) >= limits.before_asking(Doing::Looking));
            prop_assert!(limits.before_asking(Doing::Paid) <= limits.before_asking(Doing::Looking));
        }
    }
}
