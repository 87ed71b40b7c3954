//! The projection, judged on real homes. A thinned replay, for every test run; `cargo xtask forecast` is the whole one.

#![expect(clippy::print_stderr, reason = "who runs the tests should know what was skipped")]

use std::fs;
use std::path::Path;

use forecast::homes;
use forecast::replay::{HORIZONS, replay};
use forecast::report::Report;

/// Days between the cut-offs: a prime, so that every weekday and season has its turn.
const STEP: usize = 11;

#[test]
fn on_real_homes_the_range_holds_and_beats_the_plain_forecasts() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/consumption/daily_kwh.csv");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: {} does not exist", path.display());
        return;
    };
    let homes = homes::read(&text).expect("the file is as its README says");
    let report = Report::of(&replay(&homes, STEP));
    println!("{}", report.to_text());
    // All homes, those tuned on, and those not tuned on.
    for group in &report.groups[..3] {
        let all = &group.horizons[0];
        assert_eq!(group.horizons.len(), HORIZONS.len() + 1);
        assert!((0.77..=0.83).contains(&all.coverage), "{}: {}", group.name, all.coverage);
        for each in &group.horizons[1..] {
            assert!((0.70..=0.90).contains(&each.coverage), "{}: {each:?}", group.name);
        }
        for plain in [&all.flat_mean, &all.seasonal_naive] {
            assert!(plain.projection_better_by >= 0.15, "{}: {plain:?}", group.name);
        }
    }
}

#[test]
fn homes_with_gaps_are_covered_too() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/consumption/daily_kwh.csv");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: {} does not exist", path.display());
        return;
    };
    // Of every fifty days ten in a row are lost: lost here and there, no month would be left to judge by.
    let mut homes = homes::read(&text).expect("the file is as its README says");
    for home in &mut homes {
        let mut at = 0;
        home.days.retain(|_| {
            at += 1;
            at % 50 > 9
        });
    }
    let report = Report::of(&replay(&homes, STEP));
    let coverage = report.groups[0].horizons[0].coverage;
    assert!((0.75..=0.90).contains(&coverage), "{coverage}");
}
