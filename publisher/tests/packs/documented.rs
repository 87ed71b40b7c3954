//! Whether `docs/rules.md` tells what there is to tell.

use std::path::Path;

use diya::domain::rules::RulePack;
use serde_json::{Value, json};

use super::files::*;

fn page() -> String {
    String::from_utf8(read(&Path::new(HERE).join("../docs/rules.md"))).expect("UTF-8")
}

/// The examples leave the sources out.
fn give_sources(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(give_sources);
            if members.contains_key("id") {
                let title = json!({ "hi": "अख़बार", "en": "Press" });
                members.insert("source".into(), json!({ "title": title, "kind": "press", "date": "2024-10-30" }));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(give_sources),
        _ => {}
    }
}

#[test]
fn every_example_in_the_documentation_reads() {
    let page = page();
    let examples: Vec<&str> = page.split("```json").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(examples.len() >= 7, "the examples are gone");
    for example in examples {
        let mut pack: Value = serde_json::from_str(example).unwrap_or_else(|fault| panic!("{fault} in {example}"));
        give_sources(&mut pack);
        pack["id"] = json!("example");
        pack["version"] = json!(1);
        pack["title"] = json!({ "hi": "उदाहरण", "en": "Example" });
        pack["utc_offset_minutes"] = json!(330);
        let text = serde_json::to_vec(&pack).expect("JSON");
        let read: RulePack = diya::contract::json::read(&text).unwrap_or_else(|fault| panic!("{fault} in {example}"));
        assert_eq!(read, serde_json::from_value(pack).expect("the other reading too"));
    }
}

/// The names of all members in a schema, and of all values that are given by name.
fn names(schema: &Value) -> Vec<&str> {
    match schema {
        Value::Object(members) => {
            let own = members.get("properties").and_then(Value::as_object);
            let own = own.into_iter().flat_map(|properties| properties.keys().map(String::as_str));
            let fixed = members.get("const").and_then(Value::as_str);
            own.chain(fixed).chain(members.values().flat_map(names)).collect()
        }
        Value::Array(items) => items.iter().flat_map(names).collect(),
        _ => vec![],
    }
}

#[test]
fn every_field_of_the_schema_is_documented() {
    let schema: Value =
        serde_json::from_slice(&read(&Path::new(HERE).join("../docs/api/rule-pack.schema.json"))).expect("JSON");
    let page = page();
    let words: Vec<&str> = page.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_')).collect();
    let missing: Vec<&str> = names(&schema).into_iter().filter(|name| !words.contains(name)).collect();
    assert!(missing.is_empty(), "docs/rules.md does not tell of {missing:?}");
}

#[test]
fn every_shipped_pack_is_in_the_documentation() {
    let page = page();
    for path in shipped() {
        assert!(page.contains(&format!("`{}`", name(&path))), "docs/rules.md does not tell of {}", name(&path));
    }
}
