//! Notices made from templates, and what replaces them.

use diya::domain::notice::{Area, Info, MessageType, Named, Notice, Scope, Status};
use diya::domain::time::{INDIA, Instant};
use diya::domain::words::Words;

use crate::template::{Template, TemplateFault, Values};
use crate::workspace::Settings;

/// Why a notice is not made.
#[derive(Debug, thiserror::Error)]
pub enum ComposeFault {
    /// The template is not filled.
    #[error(transparent)]
    Template(#[from] TemplateFault),
    /// A template that only updates.
    #[error("this template ends an earlier notice: use 'publisher notice edit IDENTIFIER --template {0}'")]
    OnlyUpdates(String),
    /// It ends before it begins.
    #[error("--set {field}: {at} is not after the beginning, {from}", at = String::from(*.at), from = String::from(*.from))]
    Backwards {
        /// The field.
        field: String,
        /// The end.
        at: Instant,
        /// The beginning.
        from: Instant,
    },
    /// The earlier notice declares no moratorium to end.
    #[error("notice {0} declares no stop of disconnections that could end; name the notice that does")]
    NoMoratorium(String),
    /// An update without one would end the earlier notice's stop of disconnections unsaid.
    #[error(
        "notice {0} declares a stop of disconnections, which this template would end without a date: use --template resume, or 'notice cancel'"
    )]
    EndsUnsaid(String),
    /// A protection that was promised would shrink into the past.
    #[error("--set {field}: {at} is already past; disconnections cannot have resumed before people were told", at = String::from(*.at))]
    Past {
        /// The field.
        field: String,
        /// The end.
        at: Instant,
    },
}

/// Who makes a notice, when and for where.
#[derive(Clone, Debug)]
pub struct Desk<'desk> {
    /// What `publisher.toml` says.
    pub settings: &'desk Settings,
    /// Now.
    pub now: Instant,
    /// Where it holds, in each language: the same geocodes, other words.
    pub areas: Vec<Place>,
}

/// A place where a notice holds.
#[derive(Clone, Debug)]
pub struct Place {
    /// In words.
    pub words: Words,
    /// `discom` or `division`.
    pub code: &'static str,
    /// Its name.
    pub value: String,
}

impl Place {
    /// All consumers of a company.
    #[must_use]
    pub fn discom(name: &str) -> Self {
        let words = Words {
            hi: format!("{name} के सभी उपभोक्ता"), en: format!("All consumers of {name}")
        };
        Self { words, code: "discom", value: name.to_owned() }
    }

    /// A division of a company.
    #[must_use]
    pub fn division(name: &str) -> Self {
        let words = Words { hi: format!("डिवीज़न {name}"), en: format!("Division {name}") };
        Self { words, code: "division", value: name.to_owned() }
    }

    fn area(&self, hindi: bool) -> Area {
        let area_desc = if hindi { self.words.hi.clone() } else { self.words.en.clone() };
        Area { area_desc, geocode: vec![Named { value_name: self.code.into(), value: self.value.clone() }] }
    }
}

impl Desk<'_> {
    /// A new notice.
    ///
    /// # Errors
    /// [`ComposeFault`].
    pub fn new_notice(&self, template: &Template, values: &Values, known: &[String]) -> Result<Notice, ComposeFault> {
        if template.updates {
            return Err(ComposeFault::OnlyUpdates(template.slug.clone()));
        }
        let identifier = self.identifier(&template.slug, known);
        let info = self.infos(template, values, &identifier, None)?;
        Ok(self.notice(identifier, MessageType::Alert, String::new(), info))
    }

    /// An update of `earlier`, its text from a template. Its moratorium keeps its id and its beginning.
    ///
    /// # Errors
    /// [`ComposeFault`].
    pub fn update(
        &self,
        earlier: &Notice,
        template: &Template,
        values: &Values,
        known: &[String],
    ) -> Result<Notice, ComposeFault> {
        let identifier = self.identifier(&template.slug, known);
        let info = self.infos(template, values, &identifier, Some(earlier))?;
        Ok(self.notice(identifier, MessageType::Update, reference(earlier), info))
    }

    /// An update of `earlier` that changes texts or the end and keeps the rest.
    #[must_use]
    pub fn update_text(&self, earlier: &Notice, change: &dyn Fn(&mut Info), known: &[String]) -> Notice {
        let mut info = earlier.info.clone();
        for one in &mut info {
            one.effective = Some(self.now);
            change(one);
        }
        self.notice(self.identifier("update", known), MessageType::Update, reference(earlier), info)
    }

    /// A notice that takes `earlier` back.
    #[must_use]
    pub fn cancel(&self, earlier: &Notice, known: &[String]) -> Notice {
        let info = earlier.info.iter().map(|info| {
            let lead =
                if info.language.starts_with("hi") { "वापस लिया गया" } else { "Withdrawn" };
            Info { headline: format!("{lead}: {}", info.headline), parameter: vec![], ..info.clone() }
        });
        let info = info.collect();
        self.notice(self.identifier("cancel", known), MessageType::Cancel, reference(earlier), info)
    }

    fn notice(&self, identifier: String, msg_type: MessageType, references: String, info: Vec<Info>) -> Notice {
        let (sender, sent) = (self.settings.sender.clone(), self.now);
        Notice { identifier, sender, sent, status: Status::Actual, msg_type, scope: Scope::Public, references, info }
    }

    /// Company, date and kind; a number where that is taken.
    fn identifier(&self, slug: &str, known: &[String]) -> String {
        let plain = |sign: &char| sign.is_ascii_alphanumeric() || *sign == '-';
        let company: String = self.settings.discom.chars().filter(plain).collect();
        let base = format!("{company}-{}-{slug}", self.now.date(self.settings.utc_offset_minutes));
        let mut numbered = (2..).map(|number: u32| format!("{base}-{number}"));
        let mut identifier = base.clone();
        while known.contains(&identifier) {
            identifier = numbered.next().unwrap_or_else(|| base.clone());
        }
        identifier
    }

    fn infos(
        &self,
        template: &Template,
        values: &Values,
        identifier: &str,
        earlier: Option<&Notice>,
    ) -> Result<Vec<Info>, ComposeFault> {
        let filled = template.filled(values, self.settings.utc_offset_minutes, self.now)?;
        let time = |name: &Option<String>| name.as_ref().and_then(|name| filled.times.get(name)).copied();
        let (onset, expires) = (time(&template.onset), time(&template.expires));
        if let (Some(from), Some(at), Some(field)) = (onset, expires, &template.expires)
            && at <= from
        {
            return Err(ComposeFault::Backwards { field: field.clone(), at, from });
        }
        let parameter = self.moratorium(template, &filled.times, identifier, earlier)?;
        let area = |hindi: bool| match earlier {
            Some(earlier) if self.areas.is_empty() => {
                earlier.text(if hindi { "hi" } else { "en" }).map(|one| one.area.clone())
            }
            _ => Some(self.areas.iter().map(|place| place.area(hindi)).collect()),
        };
        let info = |hindi: bool| {
            let of = |words: &Words| if hindi { words.hi.clone() } else { words.en.clone() };
            Info {
                language: if hindi { "hi-IN" } else { "en-IN" }.into(),
                category: vec!["Infra".into()],
                event: of(&filled.event),
                urgency: template.urgency.clone(),
                severity: template.severity.clone(),
                certainty: template.certainty.clone(),
                effective: Some(self.now),
                onset,
                expires,
                sender_name: of(&self.settings.sender_name),
                headline: of(&filled.headline),
                description: of(&filled.description),
                instruction: of(&filled.instruction),
                web: self.settings.web.clone(),
                contact: self.settings.contact.clone(),
                parameter: parameter.clone(),
                area: area(hindi).unwrap_or_default(),
            }
        };
        Ok(vec![info(true), info(false)])
    }

    fn moratorium(
        &self,
        template: &Template,
        times: &std::collections::BTreeMap<String, Instant>,
        identifier: &str,
        earlier: Option<&Notice>,
    ) -> Result<Vec<Named>, ComposeFault> {
        let before = earlier.and_then(|notice| notice.moratorium().ok().flatten());
        let Some(fields) = &template.moratorium else {
            return before.map_or_else(|| Ok(vec![]), |before| Err(ComposeFault::EndsUnsaid(before.notice)));
        };
        let time = |name: &Option<String>| name.as_ref().and_then(|name| times.get(name)).copied();
        let id = before.as_ref().map_or_else(|| identifier.to_owned(), |one| one.id.clone());
        let from = time(&fields.from).or(before.as_ref().map(|one| one.from));
        let Some(from) = from else {
            return Err(ComposeFault::NoMoratorium(earlier.map(|one| one.identifier.clone()).unwrap_or_default()));
        };
        let until = time(&fields.until);
        if let (Some(at), Some(field)) = (until, &fields.until) {
            if at <= from {
                return Err(ComposeFault::Backwards { field: field.clone(), at, from });
            }
            if at <= self.now {
                return Err(ComposeFault::Past { field: field.clone(), at });
            }
        }
        let until = until.map_or_else(|| "declared-ended".to_owned(), |until| until.to_rfc3339(INDIA));
        let named = |name: &str, value: String| Named { value_name: name.into(), value };
        Ok(vec![
            named("moratorium", id),
            named("moratoriumFrom", from.to_rfc3339(INDIA)),
            named("moratoriumUntil", until),
        ])
    }
}

/// What replaces `earlier` names it and all that it replaced, so that none of them comes back when one is dropped.
fn reference(earlier: &Notice) -> String {
    let own = format!("{},{},{}", earlier.sender, earlier.identifier, String::from(earlier.sent));
    if earlier.references.trim().is_empty() { own } else { format!("{} {own}", earlier.references.trim()) }
}
