//! The bounded exploration: every setting, as deep as a test run can wait for.

use recharge_model::run::{explore, find};
use recharge_model::scenarios::{MUTANTS, SCENARIOS};

#[test]
fn every_setting_keeps_what_it_promises() {
    for scenario in SCENARIOS {
        let report = explore(*scenario, scenario.depth, 2);
        assert!(report.is_as_told(), "{}: {:#?}", scenario.name, report.broken);
        // Where something is known to fail, a run that does not find it does not look.
        assert_eq!(report.broken.len(), scenario.fails.len(), "{}", scenario.name);
        println!("{}: {} states, depth {}", scenario.name, report.states, report.depth);
    }
}

#[test]
fn a_client_broken_on_purpose_is_found_by_the_shortest_way() {
    for broken in &MUTANTS {
        let report = find(broken);
        let (_, trace) = report
            .broken
            .iter()
            .find(|(promise, _)| *promise == broken.promise)
            .unwrap_or_else(|| panic!("{}", broken.mutant.words()));
        println!("{}: {}\n  {}", broken.mutant.words(), broken.promise, trace.join("\n  "));
        assert_eq!(trace.len(), broken.steps, "{}", broken.mutant.words());
    }
}
