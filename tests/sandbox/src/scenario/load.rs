//! Where scenarios come from: those that are built in, and files.

use std::path::Path;

use super::{Scenario, ScenarioFault};

/// The scenarios that are built in.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("diwali-2024", include_str!("../../scenarios/diwali-2024.toml")),
    ("ordinary-day", include_str!("../../scenarios/ordinary-day.toml")),
    ("catch-up-2024-05", include_str!("../../scenarios/catch-up-2024-05.toml")),
];

/// The scenario of that name, or in that file; its TOML comes along, to be kept.
///
/// # Errors
/// [`ScenarioFault`] names what is wrong and where.
pub fn load(name: &str) -> Result<(Scenario, String), ScenarioFault> {
    let built_in = BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
    let text = match built_in {
        Some(text) => text,
        None if Path::new(name).extension().is_some_and(|extension| extension == "toml") => {
            std::fs::read_to_string(name)
                .map_err(|why| ScenarioFault::File { name: name.to_owned(), why: why.to_string() })?
        }
        None => return Err(ScenarioFault::Unknown(name.to_owned())),
    };
    Scenario::parse(&text).map(|scenario| (scenario, text))
}
