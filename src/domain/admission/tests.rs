//! The rules, and what must hold whatever happens.

use chrono::TimeDelta;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::bulletin::{AdmitShare, ApiStatus, ServiceStatus};
use crate::domain::time::Instant;
use crate::domain::words::Words;

fn at(seconds: i64) -> Instant {
    Instant::from_unix_seconds(1_730_000_000 + seconds)
}

/// A status that holds from `since`, with news expected `step` seconds later.
fn status(api: ApiStatus, admit: f64, since: i64, step: Option<i64>) -> ServiceStatus {
    let admit = AdmitShare::try_from(admit).expect("a share");
    let next_update = step.map(|step| at(since + step));
    ServiceStatus { api, admit, since: at(since), next_update, message: Words::default() }
}

fn down(step: Option<i64>) -> ServiceStatus {
    status(ApiStatus::Down, 0.0, 0, step)
}

fn up() -> ServiceStatus {
    status(ApiStatus::Up, 1.0, 0, None)
}

/// Decides with a bulletin that was just asked for.
fn decide(admission: &mut Admission, status: Option<&ServiceStatus>, cause: Cause, lot: f64, seconds: i64) -> Verdict {
    let (route, presence, asked_at) = (Route::Account, Presence::Looking, Some(at(seconds)));
    admission.decide(&Ask { cause, route, presence, status, asked_at }, lot, at(seconds))
}

fn waits(why: Why, until: Option<i64>) -> Verdict {
    Verdict::Wait { until: until.map(at), why }
}

/// A refresh that nobody answers.
fn fail(admission: &mut Admission, jitter: f64, seconds: i64) {
    admission.failed(Route::Account, Failure::Connection, None, jitter, at(seconds));
}

#[test]
fn the_bulletin_comes_before_every_call() {
    let mut admission = Admission::default();
    let up = up();
    let mut ask = Ask {
        cause: Cause::Portal,
        route: Route::Account,
        presence: Presence::Looking,
        status: Some(&up),
        asked_at: None,
    };
    assert_eq!(admission.decide(&ask, 0.5, at(0)), Verdict::AskBulletin);
    ask.asked_at = Some(at(0));
    assert_eq!(admission.decide(&ask, 0.5, at(61)), Verdict::AskBulletin);
    assert_eq!(admission.decide(&ask, 0.5, at(60)), Verdict::Call);
}

#[test]
fn nobody_waits_all_night_for_the_next_step_of_a_ramp() {
    let half = |step| status(ApiStatus::Degraded, 0.5, 0, Some(step));
    let (soon, tomorrow) = (half(900), half(14 * 3_600));
    let mut admission = Admission::default();
    assert_eq!(decide(&mut admission, Some(&soon), Cause::Person, 0.9, 0), waits(Why::NotAdmitted, Some(900)));
    let mut admission = Admission::default();
    assert_eq!(decide(&mut admission, Some(&tomorrow), Cause::Person, 0.9, 0), Verdict::Call);
    assert_eq!(decide(&mut admission, Some(&tomorrow), Cause::Person, 0.9, 60), waits(Why::TappedLately, Some(3_600)));
    assert_eq!(decide(&mut admission, Some(&tomorrow), Cause::Person, 0.9, 3_600), Verdict::Call);
    assert_eq!(
        decide(&mut admission, Some(&tomorrow), Cause::Portal, 0.9, 3_601),
        waits(Why::NotAdmitted, Some(14 * 3_600))
    );
}

#[rstest]
#[case(Cause::Portal, Presence::Hidden, Why::Hidden)]
#[case(Cause::Portal, Presence::Offline, Why::Offline)]
#[case(Cause::Person, Presence::Offline, Why::Offline)]
#[case(Cause::Payment, Presence::Offline, Why::Offline)]
fn nothing_leaves_while_nobody_looks_or_nothing_can(
    #[case] cause: Cause,
    #[case] presence: Presence,
    #[case] why: Why,
) {
    let ask = Ask { cause, route: Route::Account, presence, status: None, asked_at: Some(at(0)) };
    assert_eq!(Admission::default().decide(&ask, 0.0, at(0)), waits(why, None));
}

#[test]
fn while_the_bulletin_says_down_the_portal_does_not_call() {
    let verdict = decide(&mut Admission::default(), Some(&down(Some(600))), Cause::Portal, 0.0, 0);
    assert_eq!(verdict, waits(Why::Down, Some(600)));
}

#[test]
fn a_lot_is_kept_while_the_share_rises_and_drawn_anew_when_it_falls() {
    let mut admission = Admission::default();
    let half = status(ApiStatus::Degraded, 0.5, 0, None);
    assert_eq!(decide(&mut admission, Some(&half), Cause::Portal, 0.7, 0), waits(Why::NotAdmitted, None));
    assert_eq!(decide(&mut admission, Some(&half), Cause::Portal, 0.1, 1), waits(Why::NotAdmitted, None));
    let more = status(ApiStatus::Degraded, 0.6, 300, None);
    assert_eq!(decide(&mut admission, Some(&more), Cause::Portal, 0.1, 300), waits(Why::NotAdmitted, None));
    let less = status(ApiStatus::Degraded, 0.2, 600, None);
    assert_eq!(decide(&mut admission, Some(&less), Cause::Portal, 0.1, 600), Verdict::Call);
}

#[test]
fn the_newly_admitted_come_one_after_the_other_over_the_whole_step() {
    let closed = status(ApiStatus::Degraded, 0.2, 0, Some(300));
    let wider = status(ApiStatus::Degraded, 0.4, 300, Some(300));
    let turn = |lot: f64| {
        let mut admission = Admission::default();
        assert_eq!(decide(&mut admission, Some(&closed), Cause::Portal, lot, 0), waits(Why::NotAdmitted, Some(300)));
        decide(&mut admission, Some(&wider), Cause::Portal, 0.0, 310)
    };
    assert_eq!(turn(0.2), Verdict::Call);
    assert_eq!(turn(0.25), waits(Why::Turn, Some(310 + 75)));
    assert_eq!(turn(0.3), waits(Why::Turn, Some(310 + 150)));
    assert_eq!(turn(0.4), waits(Why::NotAdmitted, Some(600)));
}

#[test]
fn a_turn_that_has_come_stays() {
    let mut admission = Admission::default();
    let step = |since, admit| status(ApiStatus::Degraded, admit, since, Some(300));
    assert_eq!(decide(&mut admission, Some(&step(0, 0.5)), Cause::Portal, 0.25, 0), waits(Why::Turn, Some(150)));
    assert_eq!(decide(&mut admission, Some(&step(300, 0.9)), Cause::Portal, 0.25, 300), Verdict::Call);
}

#[test]
fn after_two_retries_the_portal_gives_up_for_hours() {
    let mut admission = Admission::default();
    let mut calls = 0;
    for minute in 0..700 {
        if decide(&mut admission, Some(&up()), Cause::Portal, 0.5, minute * 60) == Verdict::Call {
            calls += 1;
            fail(&mut admission, 0.5, minute * 60);
        }
    }
    assert_eq!(calls, 3);
    assert!(matches!(
        decide(&mut admission, Some(&up()), Cause::Portal, 0.5, 701 * 60),
        Verdict::Wait { why: Why::BudgetSpent, .. }
    ));
    assert_eq!(decide(&mut admission, Some(&up()), Cause::Portal, 0.5, 25 * 3600), Verdict::Call);
}

#[test]
fn a_reload_is_not_a_new_budget() {
    let mut admission = Admission::default();
    let calls = (0..100).filter(|second| {
        // Each time the page is left before the answer comes.
        decide(&mut admission, Some(&up()), Cause::Portal, 0.5, *second) == Verdict::Call
    });
    assert_eq!(calls.count(), 3);
}

#[test]
fn the_share_that_rises_above_a_lot_is_a_new_chance_and_a_republished_status_is_none() {
    let mut admission = Admission::default();
    let half = |since| status(ApiStatus::Degraded, 0.5, since, None);
    assert_eq!(decide(&mut admission, Some(&half(0)), Cause::Portal, 0.1, 0), Verdict::Call);
    for turn in 0..3 {
        fail(&mut admission, 0.0, turn * 100);
        decide(&mut admission, Some(&half(0)), Cause::Portal, 0.1, turn * 100 + 60);
    }
    let spent = |verdict| matches!(verdict, Verdict::Wait { why: Why::BudgetSpent, .. });
    assert!(spent(decide(&mut admission, Some(&half(60)), Cause::Portal, 0.1, 400)));
    decide(&mut admission, Some(&down(None)), Cause::Portal, 0.7, 420);
    assert_eq!(decide(&mut admission, Some(&up()), Cause::Portal, 0.1, 480), Verdict::Call);
}

#[test]
fn one_group_of_routes_that_fails_does_not_stop_the_others() {
    let mut admission = Admission::default();
    admission.failed(Route::Recharges, Failure::Answer, Some(TimeDelta::seconds(600)), 0.5, at(0));
    assert_eq!(decide(&mut admission, None, Cause::Portal, 0.5, 0), Verdict::Call);
    let recharges = Ask {
        cause: Cause::Person,
        route: Route::Recharges,
        presence: Presence::Looking,
        status: None,
        asked_at: Some(at(0)),
    };
    assert_eq!(admission.decide(&recharges, 0.5, at(0)), waits(Why::Backoff, Some(600)));
    admission.succeeded(Route::Account);
    assert_eq!(
        admission.decide(&recharges, 0.5, at(0)),
        waits(Why::Backoff, Some(600)),
        "another's success is not theirs"
    );
    admission.succeeded(Route::Recharges);
    assert_eq!(admission, Admission::default());
}

#[test]
fn a_connection_that_fails_stops_all_routes() {
    let mut admission = Admission::default();
    admission.failed(Route::Recharges, Failure::Connection, None, 0.5, at(0));
    assert_eq!(decide(&mut admission, None, Cause::Portal, 0.5, 0), waits(Why::Backoff, Some(120)));
    assert_eq!(decide(&mut admission, None, Cause::Portal, 0.5, 120), Verdict::Call);
}

#[test]
fn retry_after_is_obeyed_and_jittered() {
    let mut admission = Admission::default();
    admission.failed(Route::Account, Failure::Answer, Some(TimeDelta::seconds(120)), 0.999, at(0));
    let Verdict::Wait { until: Some(until), why: Why::Backoff } = decide(&mut admission, None, Cause::Portal, 0.0, 1)
    else {
        panic!("must wait");
    };
    assert!(until >= at(120) && until <= at(240), "{until:?}");
}

#[rstest]
#[case::a_short_word(120, 120)]
#[case::a_long_word(36_000, 900)]
fn a_tap_obeys_the_servers_word_for_a_quarter_of_an_hour(#[case] asked: i64, #[case] until: i64) {
    let mut admission = Admission::default();
    admission.failed(Route::Account, Failure::Answer, Some(TimeDelta::seconds(asked)), 0.0, at(0));
    for cause in [Cause::Person, Cause::Payment] {
        assert_eq!(decide(&mut admission, None, cause, 0.0, 1), waits(Why::Backoff, Some(until)));
    }
    assert_eq!(decide(&mut admission, None, Cause::Person, 0.0, until), Verdict::Call);
}

#[test]
fn a_tap_is_let_through_twice_a_minute_and_seldomer_after_each_failure() {
    let mut admission = Admission::default();
    let mut tap = |seconds| decide(&mut admission, Some(&up()), Cause::Person, 0.0, seconds);
    assert_eq!(tap(0), Verdict::Call);
    assert_eq!(tap(29), waits(Why::TappedLately, Some(30)));
    assert_eq!(tap(30), Verdict::Call);
    for (failures, pause) in [(1, 120), (2, 480), (3, 1920), (4, 7680), (5, 14_400)] {
        let mut admission = Admission::default();
        assert_eq!(decide(&mut admission, Some(&up()), Cause::Person, 0.0, 0), Verdict::Call);
        (0..failures).for_each(|_| fail(&mut admission, 0.0, 0));
        assert_eq!(decide(&mut admission, Some(&up()), Cause::Person, 0.0, 1), waits(Why::TappedLately, Some(pause)));
    }
}

#[test]
fn while_a_ramp_is_under_way_a_tap_after_a_failure_waits_until_the_bulletin_can_say_why() {
    let ramp = status(ApiStatus::Degraded, 0.6, 0, Some(300));
    let mut admission = Admission::default();
    assert_eq!(decide(&mut admission, Some(&ramp), Cause::Portal, 0.0, 0), Verdict::Call);
    fail(&mut admission, 0.0, 8);
    assert_eq!(decide(&mut admission, Some(&ramp), Cause::Person, 0.0, 67), waits(Why::Backoff, Some(68)));
    let mut told = admission.clone();
    let fell = status(ApiStatus::Down, 0.0, 68, Some(300));
    assert_eq!(decide(&mut told, Some(&fell), Cause::Person, 0.0, 68), waits(Why::Down, Some(368)));
    assert_eq!(decide(&mut admission.clone(), Some(&ramp), Cause::Person, 0.0, 68), Verdict::Call);
    // Where nobody opens step by step no word is to be waited for.
    assert_eq!(decide(&mut admission.clone(), Some(&up()), Cause::Person, 0.0, 9), Verdict::Call);
    assert_eq!(decide(&mut admission, None, Cause::Person, 0.0, 9), Verdict::Call);
}

#[test]
fn a_tap_goes_past_a_spent_budget() {
    let mut admission = Admission::default();
    for _ in 0..5 {
        decide(&mut admission, Some(&up()), Cause::Portal, 0.0, 0);
        fail(&mut admission, 0.9, 0);
    }
    assert_eq!(decide(&mut admission, Some(&up()), Cause::Person, 0.0, 1), Verdict::Call);
}

#[test]
fn a_tap_obeys_a_utility_that_keeps_its_word() {
    let mut admission = Admission::default();
    let down = down(Some(3600));
    assert_eq!(decide(&mut admission, Some(&down), Cause::Person, 0.5, 0), waits(Why::Down, Some(3600)));
    let ramp = status(ApiStatus::Degraded, 0.4, 3600, Some(300));
    assert_eq!(decide(&mut admission, Some(&ramp), Cause::Person, 0.5, 3600), waits(Why::NotAdmitted, Some(3900)));
    let ramp = status(ApiStatus::Degraded, 0.6, 3900, Some(300));
    assert_eq!(decide(&mut admission, Some(&ramp), Cause::Person, 0.5, 3900), waits(Why::Turn, Some(4050)));
    assert_eq!(decide(&mut admission, Some(&ramp), Cause::Person, 0.5, 4050), Verdict::Call);
}

#[rstest]
#[case::that_promised_nothing(None, 0)]
#[case::that_is_late_with_its_news(Some(600), 600 + 901)]
fn a_tap_is_let_through_once_in_a_quarter_of_an_hour_by_a_silent_utility(#[case] step: Option<i64>, #[case] now: i64) {
    let mut admission = Admission::default();
    let down = down(step);
    assert_eq!(decide(&mut admission, Some(&down), Cause::Person, 0.5, now), Verdict::Call);
    assert_eq!(
        decide(&mut admission, Some(&down), Cause::Person, 0.5, now + 899),
        waits(Why::TappedLately, Some(now + 900))
    );
    assert_eq!(decide(&mut admission, Some(&down), Cause::Person, 0.5, now + 900), Verdict::Call);
    assert!(matches!(
        decide(&mut admission, Some(&down), Cause::Portal, 0.5, now + 900),
        Verdict::Wait { why: Why::Down, .. }
    ));
}

#[test]
fn a_payment_passes_the_lots_but_not_a_server_that_is_down() {
    let mut admission = Admission::default();
    let tenth = status(ApiStatus::Degraded, 0.1, 0, Some(300));
    assert_eq!(decide(&mut admission, Some(&tenth), Cause::Payment, 0.9, 0), Verdict::Call);
    assert_eq!(decide(&mut admission, Some(&down(Some(300))), Cause::Payment, 0.9, 1), waits(Why::Down, Some(300)));
    let ask = |status| Ask {
        cause: Cause::Payment,
        route: Route::Recharges,
        presence: Presence::Looking,
        status,
        asked_at: None,
    };
    assert_eq!(admission.decide(&ask(Some(&tenth)), 0.9, at(2)), Verdict::Call, "nobody waits for a bulletin to pay");
    assert_eq!(admission.decide(&ask(Some(&down(Some(300)))), 0.9, at(3)), Verdict::AskBulletin, "it may be up again");
}

#[test]
fn a_clock_set_back_locks_nobody_out() {
    let mut admission = Admission::default();
    let late = 1_000_000;
    assert_eq!(decide(&mut admission, None, Cause::Person, 0.0, late), Verdict::Call);
    (0..5).for_each(|_| fail(&mut admission, 0.9, late));
    assert_eq!(decide(&mut admission, None, Cause::Person, 0.0, 0), Verdict::Call);
    assert_eq!(decide(&mut admission, None, Cause::Portal, 0.0, 0), Verdict::Call);
}

#[test]
fn a_tap_that_met_only_with_the_wish_to_be_signed_in_counts_for_nothing() {
    let mut admission = Admission::default();
    assert_eq!(decide(&mut admission, None, Cause::Person, 0.0, 0), Verdict::Call);
    assert_eq!(decide(&mut admission, None, Cause::Person, 0.0, 5), waits(Why::TappedLately, Some(30)));
    admission.tapped_in_vain();
    assert_eq!(decide(&mut admission, None, Cause::Person, 0.0, 5), Verdict::Call);
}

#[test]
fn one_tab_flies_and_a_lost_one_is_not_waited_for() {
    let flight = Flight::begun(None, 1, at(0)).expect("nobody flies");
    assert!(flight.is_by(1) && !flight.is_by(2));
    assert_eq!(Flight::begun(Some(flight), 2, at(39)), None);
    assert!(Flight::begun(Some(flight), 1, at(39)).is_some(), "its own note");
    assert!(Flight::begun(Some(flight), 2, at(40)).is_some_and(|other| other.is_by(2)), "the first is lost");
    assert!(Flight::begun(Some(flight), 2, at(-1000)).is_some(), "a clock set back");
}

#[rstest]
#[case(BulletinAnswer::Answered, 0.0, 180)]
#[case(BulletinAnswer::Answered, 0.999_999, 269)]
#[case(BulletinAnswer::Nothing { times: 1 }, 0.5, 30)]
#[case(BulletinAnswer::Nothing { times: 1 }, 0.0, 5)]
#[case(BulletinAnswer::Nothing { times: 2 }, 0.5, 120)]
#[case(BulletinAnswer::Nothing { times: 9 }, 0.5, 450)]
fn the_bulletin_is_asked_for_politely(#[case] answer: BulletinAnswer, #[case] jitter: f64, #[case] seconds: i64) {
    assert_eq!(next_poll(answer, jitter, at(0)), at(seconds));
}

#[rstest]
#[case("/account", Route::Account)]
#[case("/account/balance", Route::Account)]
#[case("/recharges?since=x", Route::Recharges)]
#[case("/session/otp", Route::Session)]
#[case("/complaints", Route::Complaints)]
fn every_path_has_its_group(#[case] path: &str, #[case] route: Route) {
    assert_eq!(Route::of(path), route);
}

/// One thing that happens to a device.
#[derive(Clone, Debug)]
enum Event {
    Portal,
    Person,
    Fail(f64),
    Succeed,
    Pass(i64),
    Publish(f64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => Just(Event::Portal),
        2 => Just(Event::Person),
        3 => (0.0..1.0).prop_map(Event::Fail),
        1 => Just(Event::Succeed),
        3 => (0_i64..2000).prop_map(Event::Pass),
        1 => (0.0..=1.0).prop_map(Event::Publish),
    ]
}

/// Lives through `events`, and returns when a tap was let through.
fn taps(events: &[Event]) -> Vec<i64> {
    let (mut admission, mut now, mut told) = (Admission::default(), 0, up());
    let mut taps = Vec::new();
    for event in events {
        match event {
            Event::Portal => drop(decide(&mut admission, Some(&told), Cause::Portal, 0.5, now)),
            Event::Person => {
                if decide(&mut admission, Some(&told), Cause::Person, 0.5, now) == Verdict::Call {
                    taps.push(now);
                }
            }
            Event::Fail(jitter) => fail(&mut admission, *jitter, now),
            Event::Succeed => admission.succeeded(Route::Account),
            Event::Pass(seconds) => now += seconds,
            Event::Publish(share) => told = status(ApiStatus::Degraded, *share, now, Some(300)),
        }
    }
    taps
}

proptest! {
    #[test]
    fn whatever_happens_no_two_taps_pass_within_half_a_minute(events in prop::collection::vec(event(), 0..60)) {
        for pair in taps(&events).windows(2) {
            prop_assert!(pair[1] - pair[0] >= 30, "{pair:?}");
        }
    }

    #[test]
    fn without_a_success_or_news_the_portal_calls_thrice_in_half_a_day(
        events in prop::collection::vec(prop_oneof![
            Just(Event::Portal), (0.0..1.0).prop_map(Event::Fail), (0_i64..200).prop_map(Event::Pass)
        ], 0..100),
    ) {
        let (mut admission, mut now, mut calls) = (Admission::default(), 0, 0);
        for event in events {
            match event {
                Event::Fail(jitter) => fail(&mut admission, jitter, now),
                Event::Pass(seconds) => now += seconds,
                _ => calls += u32::from(decide(&mut admission, Some(&up()), Cause::Portal, 0.5, now) == Verdict::Call),
            }
        }
        prop_assert!(calls <= 3, "{calls}");
    }

    #[test]
    fn a_wider_share_never_shuts_anybody_out(lot in 0.0..1.0, narrow in 0.0..1.0, wide in 0.0..1.0) {
        prop_assume!(narrow <= wide);
        let mut admission = Admission::default();
        let before = decide(&mut admission, Some(&status(ApiStatus::Degraded, narrow, 0, None)), Cause::Portal, lot, 0);
        if before == Verdict::Call {
            admission.succeeded(Route::Account);
            let after = decide(&mut admission, Some(&status(ApiStatus::Degraded, wide, 60, Some(300))), Cause::Portal, 0.0, 60);
            prop_assert_eq!(after, Verdict::Call);
        }
    }
}
