//! Real alerts, and alerts that others made bad on purpose.
//!
//! They lie beside the checkout, not in it; without them these tests say so and pass. What becomes of each file is
//! written down in `samples.txt`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use diya::domain::time::{INDIA, UtcOffset};
use publisher::cap::{Imported, export, import};

use crate::xmllint;

fn samples() -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/cap");
    if place.join("manifest.csv").is_file() {
        return Some(place);
    }
    println!("skipped: {} is not here", place.display());
    None
}

fn rows(place: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(place.join("manifest.csv")).expect("a manifest");
    let mut lines = text.lines();
    let names: Vec<_> = cells(lines.next().expect("a header"));
    lines.map(|line| names.iter().cloned().zip(cells(line)).collect()).collect()
}

/// The cells of a line of CSV (RFC 4180) without line breaks in cells.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for sign in line.chars() {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().expect("a cell").push(sign),
        }
    }
    cells
}

fn told(outcome: &Result<Vec<Imported>, publisher::cap::CapFault>) -> String {
    let alerts = match outcome {
        Err(fault) => return format!("refused: {fault}"),
        Ok(alerts) => alerts,
    };
    let mut left: BTreeMap<String, u32> = BTreeMap::new();
    for each in alerts.iter().flat_map(|alert| &alert.left_out) {
        *left.entry(each.element.clone()).or_default() += each.times;
    }
    let left: Vec<_> = left.iter().map(|(element, times)| format!("{element} ×{times}")).collect();
    let without = if left.is_empty() { String::new() } else { format!("; left out: {}", left.join(", ")) };
    format!("imported {}{without}", alerts.len())
}

#[test]
fn each_sample_is_imported_or_refused_with_its_reason() {
    let Some(place) = samples() else { return };
    let mut table = String::new();
    for row in rows(&place) {
        let bytes = std::fs::read(place.join(&row["file"])).expect("a sample");
        table.push_str(&format!("{}: {}\n", row["file"], told(&import(&bytes))));
    }
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cap/samples.txt");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&kept, &table).expect("written");
    }
    let expected = std::fs::read_to_string(&kept).unwrap_or_default();
    for (is, should) in table.lines().zip(expected.lines()) {
        assert_eq!(is, should);
    }
    assert_eq!(table.lines().count(), expected.lines().count());
}

#[test]
fn exactly_what_the_schema_calls_valid_is_imported() {
    let Some(place) = samples() else { return };
    for row in rows(&place) {
        let bytes = std::fs::read(place.join(&row["file"])).expect("a sample");
        let verdict = row["xsd12_valid"].as_str();
        let valid = match verdict.split_once(" of ") {
            Some((valid, all)) => {
                all.starts_with(&format!("{valid} ")).then(|| valid.parse::<usize>().expect("a number"))
            }
            None => (verdict == "yes").then_some(1),
        };
        let imported = import(&bytes).ok().map(|alerts| alerts.len());
        assert_eq!(imported, valid, "{}: {verdict}", row["file"]);
    }
}

fn all_imported(place: &Path) -> Vec<Imported> {
    let read = |row: BTreeMap<String, String>| std::fs::read(place.join(&row["file"])).expect("a sample");
    rows(place).into_iter().filter_map(|row| import(&read(row)).ok()).flatten().collect()
}

#[test]
fn what_a_notice_keeps_of_a_sample_survives_export_and_import() {
    let Some(place) = samples() else { return };
    for Imported { notice, .. } in all_imported(&place) {
        for offset in [INDIA, UtcOffset::try_from(0).expect("UTC"), UtcOffset::try_from(-570).expect("in range")] {
            let again = import(export(&notice, offset).as_bytes()).expect("our own export");
            assert_eq!(again, [Imported { notice: notice.clone(), left_out: vec![] }]);
        }
    }
}

#[test]
fn xmllint_finds_every_exported_sample_valid() {
    let Some(place) = samples() else { return };
    let scratch = xmllint::scratch("exported-samples");
    let write = |(number, imported): (usize, Imported)| {
        let file = scratch.join(format!("{number}.xml"));
        std::fs::write(&file, export(&imported.notice, INDIA)).expect("written");
        file
    };
    let files: Vec<_> = all_imported(&place).into_iter().enumerate().map(write).collect();
    assert!(files.len() > 40, "{}", files.len());
    assert_eq!(xmllint::complaints(Some(&place.join("CAP-v1.2.xsd")), &files).unwrap_or_default(), "");
}

#[test]
fn an_entity_that_names_a_file_is_never_read() {
    let secret = xmllint::scratch("entity").join("secret");
    std::fs::write(&secret, "meter-key").expect("written");
    let document = format!(
        "<?xml version='1.0'?>\n<!DOCTYPE alert [<!ENTITY x SYSTEM 'file://{}'>]>\n<alert>&x;</alert>",
        secret.display()
    );
    let fault = import(document.as_bytes()).expect_err("refused").to_string();
    assert!(fault.starts_with("line 2: a document type declaration") && !fault.contains("meter-key"), "{fault}");
}
