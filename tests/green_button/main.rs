//! The Green Button file, held against ESPI's own schema, its samples, and a reader that is not ours.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot read its data has failed, or says so"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{Days, NaiveDate};
use diya::domain::balance::{DayUse, Quality};
use diya::domain::money::Paise;
use diya::domain::time::{Date, INDIA, Instant};
use diya::view::green_button::green_button;

fn days(from: (i32, u32, u32), count: u64) -> Vec<DayUse> {
    let from = NaiveDate::from_ymd_opt(from.0, from.1, from.2).expect("a date");
    let day = |after: u64| DayUse {
        date: Date(from.checked_add_days(Days::new(after)).expect("a date")),
        wh: u32::try_from(5_000 + after).expect("Wh"),
        paise: Paise(2_995),
        quality: if after % 9 == 4 { Quality::Estimated } else { Quality::Measured },
    };
    (0..count).map(day).collect()
}

fn told() -> Instant {
    Instant::parse("2024-10-24T18:00:00+05:30").expect("an instant")
}

/// What is written, by name: of every shape that a server's answer can have.
fn files() -> Vec<(&'static str, String)> {
    let mut gaps = days((2024, 8, 20), 60);
    gaps.retain(|day| day.wh % 4 != 0);
    let far = |paise, wh| {
        let date = Date(NaiveDate::from_ymd_opt(9_999, 12, 31).expect("a date"));
        green_button(&[DayUse { date, wh, paise: Paise(paise), quality: Quality::Estimated }], Instant::MAX)
    };
    vec![
        ("none", green_button(&[], told())),
        ("one", green_button(&days((2024, 10, 23), 1), told())),
        ("a-year", green_button(&days((2023, 9, 21), 399), told())),
        ("ten-years", green_button(&days((2014, 10, 25), 3_652), told())),
        ("gaps", green_button(&gaps, told())),
        ("most", far(i64::MAX, u32::MAX)),
        ("least", far(i64::MIN, 0)),
        ("year-0", green_button(&days((0, 1, 1), 40), told())),
    ]
}

/// ESPI's schema, which is kept beside the checkout; `None`, said aloud, without it.
fn espi() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/greenbutton/espi.xsd");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// A directory with both schemas and these files; the complaints of xmllint about each. `None`, said aloud, without it.
fn complaints(name: &str, files: &[(&str, String)]) -> Option<Vec<(String, String)>> {
    let espi = espi()?;
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&place).expect("a directory");
    std::fs::copy(espi, place.join("espi.xsd")).expect("a copy");
    let atom = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/green_button/atom.xsd");
    std::fs::copy(atom, place.join("atom.xsd")).expect("a copy");
    let mut said = Vec::new();
    for (name, text) in files {
        let file = place.join(name).with_extension("xml");
        std::fs::write(&file, text).expect("a file");
        let mut xmllint = Command::new("xmllint");
        xmllint.args(["--nonet", "--noout", "--schema"]).arg(place.join("atom.xsd")).arg(&file);
        let Ok(output) = xmllint.output() else {
            println!("skipped: xmllint is not installed");
            return None;
        };
        let complaint = String::from_utf8_lossy(&output.stderr);
        let complaint: Vec<_> = complaint.lines().filter(|line| !line.ends_with(" validates")).collect();
        assert_eq!(output.status.success(), complaint.is_empty(), "{complaint:?}");
        said.push(((*name).to_owned(), complaint.join("\n")));
    }
    Some(said)
}

#[test]
fn every_file_is_valid_by_espi_s_own_schema() {
    for (name, said) in complaints("green-button", &files()).unwrap_or_default() {
        assert_eq!(said, "", "{name}");
    }
}

#[test]
fn the_schema_finds_a_file_wrong_that_is_wrong() {
    let right = green_button(&days((2024, 10, 20), 3), told());
    let wrongs = [
        (
            "order",
            right.replace(
                "<kind>12</kind><powerOfTenMultiplier>0</powerOfTenMultiplier>",
                "<powerOfTenMultiplier>0</powerOfTenMultiplier><kind>12</kind>",
            ),
        ),
        ("value", right.replace("<value>5000</value>", "<value>5.0</value>")),
        ("offset", right.replace("<tzOffset>19800</tzOffset>", "")),
        ("twice", right.replace("f0000002", "f0000003")),
        ("name", right.replace("IntervalReading>", "Reading>")),
    ];
    for (name, text) in &wrongs {
        assert_ne!(*text, right, "{name}");
    }
    for (name, said) in complaints("green-button-wrong", &wrongs).unwrap_or_default() {
        assert_ne!(said, "", "{name}");
    }
}

/// All texts of an element.
fn all<'text>(text: &'text str, name: &str) -> Vec<&'text str> {
    let open = format!("<{name}>");
    text.split(&open).skip(1).filter_map(|rest| rest.split_once('<')).map(|(value, _)| value).collect()
}

#[test]
fn the_readings_are_the_days() {
    let days = days((2024, 8, 20), 66);
    let file = green_button(&days, told());
    let number =
        |name| all(&file, name).into_iter().map(|text| text.parse::<i64>().expect("a number")).collect::<Vec<_>>();
    assert_eq!(number("value"), days.iter().map(|day| i64::from(day.wh)).collect::<Vec<_>>());
    // ESPI has a cost in hundred-thousandths of the currency: ₹29.95.
    assert!(number("cost").iter().all(|cost| *cost == 2_995_000) && number("cost").len() == days.len());
    assert_eq!(all(&file, "quality").len(), days.iter().filter(|day| day.quality == Quality::Estimated).count());
    let starts: Vec<i64> =
        file.split("<timePeriod>").skip(1).map(|rest| all(rest, "start")[0].parse().expect("seconds")).collect();
    let midnights: Vec<_> = days.iter().map(|day| Instant::start_of(day.date.0, INDIA).unix_seconds()).collect();
    assert_eq!(starts, midnights, "each begins at midnight in India");
    // Each block is as long as its readings reach.
    for block in file.split("<interval>").skip(1) {
        let reached = all(block, "duration")[0].parse::<i64>().expect("seconds") / 86_400;
        assert_eq!(usize::try_from(reached).expect("days"), block.split("<timePeriod>").count() - 1);
    }
}

#[test]
fn saved_again_it_has_the_same_identifiers_and_nothing_is_random() {
    let (early, late) = (green_button(&days((2024, 9, 1), 53), told()), green_button(&days((2024, 9, 1), 83), told()));
    assert_eq!(early, green_button(&days((2024, 9, 1), 53), told()));
    let later = all(&late, "id");
    assert!(all(&early, "id").iter().all(|id| later.contains(id)), "what was there keeps its name");
}

#[test]
fn what_is_too_much_for_espi_is_left_out_and_never_told_wrongly() {
    for (name, file) in files().iter().filter(|(name, _)| ["most", "least"].contains(name)) {
        assert!(all(file, "cost").is_empty(), "{name}");
        assert_eq!(all(file, "value").len(), 1, "{name}");
    }
}

#[test]
fn elements_stand_in_the_order_of_the_samples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/greenbutton");
    let Ok(sample) = std::fs::read_to_string(folder.join("test_usage_data_01.xml")) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let ours = green_button(&days((2024, 10, 1), 9), told());
    let names = |text: &str, within: &str| -> Vec<String> {
        let inner =
            text.split_once(&format!("<{within}")).and_then(|(_, rest)| rest.split_once(&format!("</{within}>")));
        let inner = inner.map(|(inner, _)| inner.to_owned()).unwrap_or_default();
        let names = inner.split('<').skip(1).filter_map(|tag| tag.split(['>', ' ', '/']).next().map(str::to_owned));
        names.filter(|name| !name.is_empty() && !name.starts_with('!')).collect()
    };
    for within in ["UsagePoint", "LocalTimeParameters", "ReadingType", "IntervalReading"] {
        let (own, theirs) = (names(&ours, within), names(&sample, within));
        assert!(!own.is_empty(), "{within}");
        // What we leave out of a sample's elements is optional; what is there comes in the same order.
        let mut rest = theirs.iter();
        for name in &own {
            assert!(rest.any(|known| known == name), "{name} in {within}: {own:?} against {theirs:?}");
        }
    }
}
