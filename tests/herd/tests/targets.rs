//! What is promised of the portal's admission, held against a small herd; `cargo xtask herd` does the whole state.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

use herd::figures::{Comparison, Figures};
use herd::herd::{Setting, simulate};
use herd::plan::Recovery;
use herd::policy::Policy;
use rstest::rstest;

/// A herd and a server that does it in two hours; large enough for chance not to matter, small enough to wait for.
fn setting(recovery: Recovery, policy: Policy) -> Setting {
    let clients = if policy == Policy::Ours { 120_000 } else { 1_000 };
    Setting {
        clients,
        outage: 6 * 3600,
        capacity: f64::from(clients) / 7_200.0,
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
// A small server needs more room for chance than a large one, and here pays for it after each fall: a whole state that
// comes back at once is served within 1.13 times the ideal (docs/admission.md), this small herd within 1.21.
#[case::at_once(Recovery::AtOnce, 1.25)]
#[case::deadline(Recovery::Deadline, 1.25)]
#[case::flapping(Recovery::Flapping, 1.3)]
fn with_admission_everybody_is_served_with_hardly_a_request_too_many(#[case] recovery: Recovery, #[case] most: f64) {
    let ours = figures(recovery, Policy::Ours);
    assert!(ours.requests_per_served.expect("somebody") <= 1.05, "{ours:?}");
    assert!(ours.peak <= 1.0, "peak {}", ours.peak);
    assert!(ours.times_ideal.expect("95 % served") <= most, "{:?}", ours.times_ideal);
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
        let setting = Setting { capacity: 0.1, ..setting };
        let comparison = Comparison::of(&setting, &simulate(&setting));
        (serde_json::to_string(&comparison).expect("JSON"), comparison.table(), comparison.picture())
    };
    let first = output(1);
    assert_eq!(first, output(1));
    assert_ne!(first.0, output(2).0);
}
