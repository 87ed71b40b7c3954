//! Whether the packs are well formed.

use std::collections::BTreeSet;
use std::path::Path;

use diya::domain::rules::{RulePack, SourceKind};
use serde_json::Value;

use publisher::preview::Consumer;

use super::files::*;

/// Every object in the text that has a source, as (id, source).
fn sourced(value: &Value) -> Vec<(&Value, &Value)> {
    let own = value.get("source").map(|source| (value.get("id").unwrap_or(&Value::Null), source));
    let inner: Vec<_> = match value {
        Value::Object(members) => members.values().flat_map(sourced).collect(),
        Value::Array(items) => items.iter().flat_map(sourced).collect(),
        _ => vec![],
    };
    own.into_iter().chain(inner).collect()
}

/// Every text in two languages, as (Hindi, English).
fn worded(value: &Value) -> Vec<(&str, &str)> {
    let text = |language: &str| value.get(language).and_then(Value::as_str);
    match value {
        Value::Object(_) if value.get("hi").is_some() || value.get("en").is_some() => {
            vec![(text("hi").unwrap_or_default(), text("en").unwrap_or_default())]
        }
        Value::Object(members) => members.values().flat_map(worded).collect(),
        Value::Array(items) => items.iter().flat_map(worded).collect(),
        _ => vec![],
    }
}

#[test]
fn every_pack_reads_the_same_by_both_readings() {
    for path in all() {
        let derived: RulePack =
            serde_json::from_slice(&read(&path)).unwrap_or_else(|f| panic!("{}: {f}", path.display()));
        assert_eq!(pack_at(&path), derived, "{}", path.display());
    }
}

#[test]
fn every_pack_is_valid_by_the_published_schema() {
    let schema = read(&Path::new(HERE).join("../docs/api/rule-pack.schema.json"));
    let schema: Value = serde_json::from_slice(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    for path in all() {
        let mut pack: Value = serde_json::from_slice(&read(&path)).expect("JSON");
        let faults: Vec<String> =
            validator.iter_errors(&pack).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", path.display());
        pack["graze"] = Value::from(72);
        assert!(!validator.is_valid(&pack), "the schema lets a misspelt rule through");
    }
}

#[test]
fn a_pack_is_called_as_its_file_and_its_rules_by_names_of_their_own() {
    for path in all() {
        let text: Value = serde_json::from_slice(&read(&path)).expect("JSON");
        assert_eq!(text["id"], name(&path));
        let rules = sourced(&text);
        let ids: BTreeSet<&str> = rules.iter().filter_map(|(id, _)| id.as_str()).collect();
        assert!(!rules.is_empty() && ids.len() == rules.len(), "{}: an id is missing or stands twice", path.display());
    }
}

#[test]
fn every_text_stands_in_hindi_and_in_english() {
    let devanagari = |text: &str| text.chars().any(|sign| ('\u{900}'..='\u{97f}').contains(&sign));
    for path in all() {
        let text: Value = serde_json::from_slice(&read(&path)).expect("JSON");
        for (hi, en) in worded(&text) {
            // Names of companies stay as they are in both.
            assert!(devanagari(hi), "{}: no Hindi in {hi:?}", path.display());
            assert!(!en.is_empty() && !devanagari(en), "{}: no English in {en:?}", path.display());
        }
    }
}

#[test]
fn every_shipped_pack_says_that_it_is_only_press_and_what_is_missing() {
    for path in shipped() {
        let pack = pack_at(&path);
        assert!(pack.title.en.contains("as reported by the press"), "{}", pack.id);
        assert!(pack.title.hi.contains("(अख़बार"), "{}", pack.id);
        assert!(pack.caveat.is_some(), "{}: no caveat", pack.id);
        let text: Value = serde_json::from_slice(&read(&path)).expect("JSON");
        let press = serde_json::to_value(SourceKind::Press).expect("a name");
        for (id, source) in sourced(&text) {
            assert_eq!(source["kind"], press, "{}: {id}: no order was found", pack.id);
        }
    }
}

#[test]
fn every_pack_binds_an_account_of_the_examples() {
    let accounts: Vec<Consumer> = files("tests/accounts").iter().map(|path| consumer(name(path))).collect();
    for pack in all().iter().map(|path| pack_at(path)) {
        assert!(accounts.iter().any(|one| pack.binds(&one.account)), "{} binds no account", pack.id);
    }
}
