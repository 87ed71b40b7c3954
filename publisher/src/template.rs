//! Templates of notices: the words of the incident's own notices, in both languages, with places to fill.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use diya::domain::time::{INDIA, Instant, UtcOffset};
use diya::domain::words::{Language, Words};
use diya::view::i18n::fill;
use serde::Deserialize;

use crate::when::{WhenFault, instant};

const TEMPLATES: [(&str, &str); 7] = [
    ("app-outage", include_str!("../templates/app-outage.toml")),
    ("moratorium", include_str!("../templates/moratorium.toml")),
    ("festival", include_str!("../templates/festival.toml")),
    ("maintenance", include_str!("../templates/maintenance.toml")),
    ("resume", include_str!("../templates/resume.toml")),
    ("recharge-late", include_str!("../templates/recharge-late.toml")),
    ("supply-outage", include_str!("../templates/supply-outage.toml")),
];

/// A template.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// What it is for, in a few words.
    pub about: String,
    /// The end of the notice's identifier.
    pub slug: String,
    /// Whether it only makes sense as an update of an earlier notice.
    #[serde(default)]
    pub updates: bool,
    /// CAP urgency.
    pub urgency: String,
    /// CAP severity.
    pub severity: String,
    /// CAP certainty.
    pub certainty: String,
    /// The field that says when it begins.
    pub onset: Option<String>,
    /// The field that says when the notice need no longer be shown.
    pub expires: Option<String>,
    /// CAP event.
    pub event: Words,
    /// The headline.
    pub headline: Words,
    /// What it is about.
    pub description: Words,
    /// What to do.
    pub instruction: Words,
    /// Which fields bound a moratorium, if it declares one.
    pub moratorium: Option<MoratoriumFields>,
    /// What is to be filled in.
    pub field: Vec<Field>,
}

/// The fields that bound a moratorium.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoratoriumFields {
    /// Its beginning; absent in a template that updates: the beginning stays.
    pub from: Option<String>,
    /// Its end; absent: until declared.
    pub until: Option<String>,
}

/// Something to fill in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name, as in `--set name=value`.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// The question.
    pub ask: String,
    /// What stands there if nothing is said.
    pub default: Option<Default>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A beginning, told in each language's words.
    Time,
    /// An end. Midnight is told as 24:00 of the day before: "until Friday" would promise Friday too.
    End,
    /// Words: `name.hi` and `name.en`.
    Words,
    /// The same in both languages: a number, a name.
    Plain,
}

/// What stands in a field if nothing is said.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Default {
    /// The same in both languages.
    Plain(String),
    /// One for each.
    Words(Words),
}

/// Why a template is not filled.
#[derive(Debug, thiserror::Error)]
pub enum TemplateFault {
    /// No such template.
    #[error("--template: there is no '{0}'; there are: {list}", list = names().join(", "))]
    Unknown(String),
    /// A built-in template is broken.
    #[error("the template '{0}' is broken: {1}")]
    Broken(&'static str, String),
    /// Fields are missing.
    #[error("still to be said:\n{}", .0.iter().map(|one| format!("  --set {}=…   {}", one.key, one.ask)).collect::<Vec<_>>().join("\n"))]
    Missing(Vec<Asked>),
    /// A field that the template does not have.
    #[error("--set {0}: the template has no such field; it has: {1}")]
    NoField(String, String),
    /// Not a time.
    #[error(transparent)]
    When(#[from] WhenFault),
}

/// A value that is still to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As in `--set key=value`.
    pub key: String,
    /// The question.
    pub ask: String,
}

/// The values of the fields, by key.
pub type Values = BTreeMap<String, String>;

/// The templates' names.
#[must_use]
pub fn names() -> Vec<&'static str> {
    TEMPLATES.iter().map(|(name, _)| *name).collect()
}

/// The template of that name.
///
/// # Errors
/// [`TemplateFault::Unknown`].
pub fn template(name: &str) -> Result<Template, TemplateFault> {
    let known = TEMPLATES.iter().find(|(known, _)| *known == name);
    let (name, text) = known.ok_or_else(|| TemplateFault::Unknown(name.chars().take(60).collect()))?;
    toml::from_str(text).map_err(|why| TemplateFault::Broken(name, why.to_string()))
}

impl Field {
    fn keys(&self) -> Vec<String> {
        match self.kind {
            Kind::Words => vec![format!("{}.hi", self.name), format!("{}.en", self.name)],
            Kind::Time | Kind::End | Kind::Plain => vec![self.name.clone()],
        }
    }

    fn default_for(&self, key: &str) -> Option<&str> {
        match self.default.as_ref()? {
            Default::Plain(text) => Some(text),
            Default::Words(words) => Some(if key.ends_with(".hi") { &words.hi } else { &words.en }),
        }
    }
}

impl Template {
    /// What is still to be said.
    #[must_use]
    pub fn missing(&self, values: &Values) -> Vec<Asked> {
        let filled = |key: &String| values.get(key).is_some_and(|value| !value.trim().is_empty());
        let asked = |field: &Field, key: String| {
            let language = match (field.kind, key.ends_with(".hi")) {
                (Kind::Words, true) => " (Hindi)",
                (Kind::Words, false) => " (English)",
                _ => "",
            };
            Asked { ask: format!("{}{language}", field.ask), key }
        };
        self.field
            .iter()
            .flat_map(|field| field.keys().into_iter().map(move |key| (field, key)))
            .filter(|(field, key)| !filled(key) && field.default_for(key).is_none())
            .map(|(field, key)| asked(field, key))
            .collect()
    }

    /// The template with every place filled.
    ///
    /// # Errors
    /// [`TemplateFault`].
    pub fn filled(&self, values: &Values, offset: UtcOffset, now: Instant) -> Result<Filled, TemplateFault> {
        let keys: Vec<String> = self.field.iter().flat_map(Field::keys).collect();
        if let Some(unknown) = values.keys().find(|key| !keys.contains(key)) {
            return Err(TemplateFault::NoField(unknown.clone(), keys.join(", ")));
        }
        let missing = self.missing(values);
        if !missing.is_empty() {
            return Err(TemplateFault::Missing(missing));
        }
        let (mut times, mut hindi, mut english) = (BTreeMap::new(), Vec::new(), Vec::new());
        for field in &self.field {
            let value = |key: &str| {
                let said = values.get(key).map(String::as_str).filter(|text| !text.trim().is_empty());
                said.or_else(|| field.default_for(key)).unwrap_or_default().trim().to_owned()
            };
            let (hi, en) = match field.kind {
                Kind::Time | Kind::End => {
                    let at = instant(&format!("--set {}", field.name), &value(&field.name), offset)?;
                    times.insert(field.name.clone(), at);
                    {
                        let told = |language| match field.kind {
                            Kind::End => end_in_words(at, language, now),
                            _ => in_words(at, language, now),
                        };
                        (told(Language::Hindi), told(Language::English))
                    }
                }
                Kind::Words => (value(&format!("{}.hi", field.name)), value(&format!("{}.en", field.name))),
                Kind::Plain => (value(&field.name), value(&field.name)),
            };
            hindi.push((field.name.clone(), hi));
            english.push((field.name.clone(), en));
        }
        let both = |words: &Words| Words { hi: put(&words.hi, &hindi), en: put(&words.en, &english) };
        Ok(Filled {
            event: both(&self.event),
            headline: both(&self.headline),
            description: both(&self.description),
            instruction: both(&self.instruction),
            times,
        })
    }
}

/// A template with every place filled.
#[derive(Clone, Debug)]
pub struct Filled {
    /// CAP event.
    pub event: Words,
    /// The headline.
    pub headline: Words,
    /// What it is about.
    pub description: Words,
    /// What to do.
    pub instruction: Words,
    /// The times, by field.
    pub times: BTreeMap<String, Instant>,
}

fn put(text: &str, values: &[(String, String)]) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fill(text, &values)
}

/// A time in words that stay true tomorrow: with its date, never "today".
fn in_words(at: Instant, language: Language, now: Instant) -> String {
    let asked = if at.date(INDIA) == now.date(INDIA) { now - TimeDelta::days(1) } else { now };
    language.instant(at, asked)
}

/// An end in words: midnight belongs to the day that it ends.
fn end_in_words(at: Instant, language: Language, now: Instant) -> String {
    let last = at - TimeDelta::minutes(1);
    if last.date(INDIA) == at.date(INDIA) {
        in_words(at, language, now)
    } else {
        in_words(last, language, now).replace("23:59", "24:00")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values_for(template: &Template) -> Values {
        let value =
            |field: &Field| if matches!(field.kind, Kind::Time | Kind::End) { "2024-11-11 10:00" } else { "VALUE" };
        let pairs = template.field.iter().flat_map(|field| field.keys().into_iter().map(move |key| (key, field)));
        pairs.map(|(key, field)| (key, value(field).to_owned())).collect()
    }

    #[test]
    fn every_template_is_whole_in_both_languages_and_has_no_place_without_a_field() {
        let now = Instant::parse("2024-11-01T10:00:00+05:30").expect("a time");
        for name in names() {
            let template = template(name).expect(name);
            let fields: Vec<&str> = template.field.iter().map(|field| field.name.as_str()).collect();
            for words in [&template.event, &template.headline, &template.description, &template.instruction] {
                for text in [&words.hi, &words.en] {
                    assert!(!text.is_empty(), "{name}");
                    for place in text.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
                        assert!(fields.contains(&place.0), "{name}: {}", place.0);
                    }
                }
                assert_eq!(words.hi.matches('{').count() > 0, words.en.matches('{').count() > 0, "{name}");
            }
            let filled = template.filled(&values_for(&template), INDIA, now).expect(name);
            assert!(!filled.description.hi.contains('{') && !filled.headline.en.contains('{'), "{name}");
        }
    }

    #[test]
    fn a_time_of_today_is_told_with_its_date() {
        let now = Instant::parse("2024-11-11T08:00:00+05:30").expect("a time");
        assert_eq!(in_words(now + TimeDelta::hours(2), Language::English, now), "Mon, 11 Nov, 10:00");
    }

    #[test]
    fn an_end_at_midnight_does_not_promise_the_day_that_begins() {
        let now = Instant::parse("2024-10-30T12:00:00+05:30").expect("a time");
        let midnight = Instant::parse("2024-11-02T00:00:00+05:30").expect("a time");
        assert_eq!(end_in_words(midnight, Language::English, now), "Fri, 1 Nov, 24:00");
        assert_eq!(end_in_words(midnight, Language::Hindi, now), "शुक्रवार, 1 नवंबर, 24:00 बजे");
    }

    #[test]
    fn what_is_missing_is_asked_for_all_at_once() {
        let missing = template("festival").expect("there").missing(&Values::new());
        let keys: Vec<&str> = missing.iter().map(|asked| asked.key.as_str()).collect();
        assert_eq!(keys, ["festival.hi", "festival.en", "from", "until"]);
    }
}
