//! What makes a notice fit to be signed: both languages, a moratorium that has force, an area that holds somebody.

use chrono::TimeDelta;
use diya::domain::notice::{Info, MessageType, Notice};

use crate::workspace::is_cap_name;

const URGENCY: &[&str] = &["Immediate", "Expected", "Future", "Past", "Unknown"];
const SEVERITY: &[&str] = &["Extreme", "Severe", "Moderate", "Minor", "Unknown"];
const CERTAINTY: &[&str] = &["Observed", "Likely", "Possible", "Unlikely", "Unknown"];
const CATEGORY: &[&str] =
    &["Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"];

/// A moratorium with a later end is a slip of the year, and would promise what nobody decided.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// What is wrong with a notice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("notice {identifier}: {field}: {wrong}")]
pub struct NoticeFault {
    /// The notice.
    pub identifier: String,
    /// The field.
    pub field: String,
    /// What is wrong, and what to do.
    pub wrong: String,
}

/// Everything that is wrong with a notice.
#[must_use]
pub fn faults(notice: &Notice) -> Vec<NoticeFault> {
    let mut found = Vec::new();
    let mut say = |field: String, wrong: &str| {
        found.push(NoticeFault { identifier: notice.identifier.clone(), field, wrong: wrong.to_owned() });
    };
    for (field, value) in [("identifier", &notice.identifier), ("sender", &notice.sender)] {
        if !is_cap_name(value) {
            say(field.into(), "must not be empty nor hold spaces, commas, '<' or '&' (CAP 1.2 §3.2.1)");
        }
    }
    let replaces = matches!(notice.msg_type, MessageType::Update | MessageType::Cancel);
    if replaces && notice.references.trim().is_empty() {
        say(
            "references".into(),
            "an Update or Cancel must name what it replaces; make it with 'notice edit' or 'cancel'",
        );
    }
    if !replaces && !notice.references.trim().is_empty() {
        say("references".into(), "only an Update or Cancel replaces other notices; set msgType to Update");
    }
    if notice.msg_type == MessageType::Cancel {
        return found;
    }
    for language in ["hi", "en"] {
        if !notice.info.iter().any(|info| info.language.starts_with(language)) {
            say("info".into(), &format!("has no text with language {language}-IN; both languages are needed"));
        }
    }
    for (place, info) in notice.info.iter().enumerate() {
        for (field, wrong) in text_faults(info) {
            say(format!("info[{place}].{field}"), &wrong);
        }
    }
    match notice.moratorium() {
        Err(fault) => say("info.parameter".into(), &fault.to_string()),
        Ok(Some(moratorium)) if !moratorium.areas.iter().any(|area| !area.geocode.is_empty()) => {
            say("info.area".into(), "a moratorium without a discom or division geocode protects nobody; name --discom");
        }
        Ok(Some(moratorium)) if moratorium.until.is_some_and(|until| until - notice.sent > LONGEST) => {
            say("moratoriumUntil".into(), "more than a year after it is sent; check the year");
        }
        Ok(_) => {}
    }
    found
}

fn text_faults(info: &Info) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let texts = [("event", &info.event), ("headline", &info.headline), ("description", &info.description)];
    for (field, _) in texts.into_iter().filter(|(_, text)| text.trim().is_empty()) {
        found.push((field, "is empty".to_owned()));
    }
    if info.headline.chars().count() > 160 {
        found
            .push(("headline", "has more than 160 signs; say the rest in the description (CAP 1.2 §3.2.2)".to_owned()));
    }
    let known = [("urgency", &info.urgency, URGENCY), ("severity", &info.severity, SEVERITY)];
    for (field, value, words) in known.into_iter().chain([("certainty", &info.certainty, CERTAINTY)]) {
        if !words.contains(&value.as_str()) {
            found.push((field, format!("must be one of {}", words.join(", "))));
        }
    }
    if info.category.is_empty() || !info.category.iter().all(|one| CATEGORY.contains(&one.as_str())) {
        found.push(("category", "must name CAP categories, e.g. Infra".to_owned()));
    }
    if info.expires.zip(info.onset.or(info.effective)).is_some_and(|(expires, onset)| expires <= onset) {
        found.push(("expires", "is not after its beginning".to_owned()));
    }
    let codes = info.area.iter().flat_map(|area| &area.geocode);
    for code in codes.filter(|code| !matches!(code.value_name.as_str(), "discom" | "division")) {
        found.push(("area", format!("geocode '{}' is not known to portals: use discom or division", code.value_name)));
    }
    found
}
