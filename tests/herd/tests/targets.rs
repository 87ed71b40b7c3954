//! What is promised of the portal's admission, held against a small herd; `cargo xtask herd` does the whole state.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

use herd::figures::{Comparison, Figures};
use herd::herd::{Setting, simulate};
use herd::plan::Recovery;
use herd::policy::Policy;
use rstest::rstest;

/// 60,000 clients and a server that does them in two thousand seconds.
fn setting(recovery: Recovery, policy: Policy) -> Setting {
    let clients = if policy == Policy::Ours { 60_000 } else { 3_000 };
    Setting {
        clients,
        outage: 6 * 3600,
        capacity: f64::from(clients) / 3_600.0,
        recovery,
        policies: vec![policy],
        seed: 7,
        whole: false,
    }
}

fn figures(recovery: Recovery, policy: Policy) -> Figures {
    let setting = setting(recovery, policy);
    Comparison::of(&setting, &simulate(&setting)).of_policy(policy).expect("simulated").clone()
}

#[rstest]
#[case::at_once(Recovery::AtOnce)]
#[case::deadline(Recovery::Deadline)]
#[case::flapping(Recovery::Flapping)]
fn with_admission_everybody_is_served_with_hardly_a_request_too_many(#[case] recovery: Recovery) {
    let ours = figures(recovery, Policy::Ours);
    assert!(ours.requests_per_served.expect("somebody") <= 1.05, "{ours:?}");
    assert!(ours.peak <= 1.0, "peak {}", ours.peak);
    assert!(ours.times_ideal.expect("95 % served") <= 1.25, "{:?}", ours.times_ideal);
    assert!(!ours.collapsed && ours.served >= 0.999, "{}", ours.served);
    assert!(ours.outage_requests_per_client <= 0.0, "nobody asks a server that is said to be down");
}

#[rstest]
#[case(Policy::Fixed)]
#[case(Policy::Jitter)]
#[case(Policy::Throttle)]
fn the_common_ways_ask_many_times_as_often(#[case] policy: Policy) {
    let common = figures(Recovery::AtOnce, policy);
    assert!(common.requests_per_client > 5.0 && common.peak > 5.0, "{} {}", common.requests_per_client, common.peak);
}

#[test]
fn the_same_seed_gives_the_same_output_to_the_byte_and_another_seed_another() {
    let output = |seed| {
        let setting = Setting {
            clients: 3_000,
            seed,
            policies: Policy::ALL.to_vec(),
            ..setting(Recovery::Flapping, Policy::Ours)
        };
        let setting = Setting { capacity: 0.9, ..setting };
        let comparison = Comparison::of(&setting, &simulate(&setting));
        (serde_json::to_string(&comparison).expect("JSON"), comparison.table(), comparison.picture())
    };
    let first = output(1);
    assert_eq!(first, output(1));
    assert_ne!(first.0, output(2).0);
}
