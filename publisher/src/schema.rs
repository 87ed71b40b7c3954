//! The JSON Schema of rule packs, generated from the very types that the portal reads.

use diya::domain::rules::RulePack;

/// The schema (JSON Schema 2020-12) of one rule pack, as it is checked in under `docs/api`.
#[must_use]
pub fn rule_pack() -> String {
    let schema = schemars::schema_for!(RulePack);
    // A schema is a JSON value with text keys, which always has a text.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
