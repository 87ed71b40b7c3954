//! The schema that is checked in is the one that the types make.

use std::path::Path;

const CHECKED_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/api/rule-pack.schema.json");

#[test]
fn the_checked_in_schema_is_the_one_of_the_types() {
    let made = publisher::schema::rule_pack();
    if std::env::var_os("DIYA_WRITE").is_some() {
        std::fs::write(Path::new(CHECKED_IN), &made).expect("docs/api can be written");
    }
    let checked_in = std::fs::read_to_string(CHECKED_IN).unwrap_or_default();
    assert!(
        made == checked_in,
        "docs/api/rule-pack.schema.json is not that of the types; DIYA_WRITE=1 cargo test --package publisher writes it anew"
    );
}
