//! `publisher notice`: make, replace, take back.

use clap::{Args, Subcommand};
use diya::domain::notice::{Info, Notice as Alert, in_force};
use publisher::compose::{Desk as Compose, Place};
use publisher::notice_check::faults;
use publisher::template::{Values, names, template};
use publisher::when::instant;
use publisher::workspace::Workspace;

use super::ask::{confirm, fill_in, is_asked};
use super::{Desk, Done, Fault, done};

#[derive(Debug, Subcommand)]
pub enum Notice {
    /// The templates, and the notices with what holds of them.
    List,
    /// Make a notice from a template.
    New {
        #[command(flatten)]
        filling: Filling,
        /// Keep it without asking.
        #[arg(long)]
        yes: bool,
    },
    /// Replace a notice by an update: from a template, or with other words.
    Edit(Box<Edit>),
    /// Take a notice back.
    Cancel {
        /// Which.
        identifier: String,
        /// Keep it without asking.
        #[arg(long)]
        yes: bool,
    },
}

/// What fills a template.
#[derive(Debug, Args)]
pub struct Filling {
    /// The template; 'notice list' shows them.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// A field of the template; a terminal asks for what is missing.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// A company for which it holds; that of publisher.toml if none is named. May be given again.
    #[arg(long, value_name = "NAME")]
    discom: Vec<String>,
    /// A division for which it holds. May be given again.
    #[arg(long, value_name = "NAME")]
    division: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Edit {
    /// Which notice.
    identifier: String,
    #[command(flatten)]
    filling: Filling,
    /// Another headline in Hindi.
    #[arg(long)]
    headline_hi: Option<String>,
    /// Another headline in English.
    #[arg(long)]
    headline_en: Option<String>,
    /// Another description in Hindi.
    #[arg(long)]
    description_hi: Option<String>,
    /// Another description in English.
    #[arg(long)]
    description_en: Option<String>,
    /// Another instruction in Hindi.
    #[arg(long)]
    instruction_hi: Option<String>,
    /// Another instruction in English.
    #[arg(long)]
    instruction_en: Option<String>,
    /// Until when it is to be shown.
    #[arg(long, value_name = "TIME")]
    expires: Option<String>,
    /// Keep it without asking.
    #[arg(long)]
    yes: bool,
}

impl Notice {
    /// Does it.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn run(self, desk: &Desk) -> Result<Done, Fault> {
        let workspace = desk.workspace()?;
        let notices: Vec<Alert> = workspace.notices()?.into_iter().map(|(_, notice)| notice).collect();
        let known: Vec<String> = notices.iter().map(|notice| notice.identifier.clone()).collect();
        let compose = |areas| Compose { settings: &workspace.settings, now: desk.now, areas };
        match self {
            Self::List => list(&notices),
            Self::New { filling, yes } => {
                let name = filling
                    .template
                    .as_deref()
                    .ok_or_else(|| Fault::value("--template", format!("name one of: {}", names().join(", "))))?;
                let template = template(name)?;
                let mut values = filling.values()?;
                fill_in(template.missing(&values), &mut values)?;
                let mut areas = filling.areas();
                if areas.is_empty() {
                    areas.push(Place::discom(&workspace.settings.discom));
                }
                keep(&workspace, &compose(areas).new_notice(&template, &values, &known)?, yes)
            }
            Self::Edit(edit) => {
                let earlier = standing(&notices, &edit.identifier)?;
                let compose = compose(edit.filling.areas());
                let notice = if let Some(name) = &edit.filling.template {
                    let template = template(name)?;
                    let mut values = edit.filling.values()?;
                    fill_in(template.missing(&values), &mut values)?;
                    compose.update(earlier, &template, &values, &known)?
                } else {
                    let change = edit.change(&workspace)?;
                    compose.update_text(earlier, &change, &known)
                };
                keep(&workspace, &notice, edit.yes)
            }
            Self::Cancel { identifier, yes } => {
                keep(&workspace, &compose(vec![]).cancel(standing(&notices, &identifier)?, &known), yes)
            }
        }
    }
}

impl Filling {
    fn values(&self) -> Result<Values, Fault> {
        let pair = |text: &String| match text.split_once('=') {
            Some((name, value)) => Ok((name.trim().to_owned(), value.to_owned())),
            None => Err(Fault::value("--set", format!("'{text}' has no '='; write --set name=value"))),
        };
        self.set.iter().map(pair).collect()
    }

    fn areas(&self) -> Vec<Place> {
        let discoms = self.discom.iter().map(|name| Place::discom(name));
        discoms.chain(self.division.iter().map(|name| Place::division(name))).collect()
    }
}

impl Edit {
    fn change(&self, workspace: &Workspace) -> Result<impl Fn(&mut Info) + use<>, Fault> {
        if !self.filling.set.is_empty() {
            return Err(Fault::value("--set", "fills a template; name it with --template"));
        }
        if !(self.filling.discom.is_empty() && self.filling.division.is_empty()) {
            return Err(Fault::value("--discom, --division", "need --template; without one the area stays"));
        }
        let offset = workspace.settings.utc_offset_minutes;
        let expires = self.expires.as_ref().map(|text| instant("--expires", text, offset)).transpose()?;
        let hindi = [&self.headline_hi, &self.description_hi, &self.instruction_hi].map(Clone::clone);
        let english = [&self.headline_en, &self.description_en, &self.instruction_en].map(Clone::clone);
        for ((hi, en), name) in
            hindi.iter().zip(&english).zip(["--headline-hi", "--description-hi", "--instruction-hi"])
        {
            if hi.is_some() != en.is_some() {
                return Err(Fault::value(name, "both languages must say the same: give it with -hi and with -en"));
            }
        }
        if expires.is_none() && hindi.iter().all(Option::is_none) {
            return Err(Fault::value("--template", "nothing to change: name a template, or --headline-hi and so on"));
        }
        Ok(move |info: &mut Info| {
            let [headline, description, instruction] = if info.language.starts_with("hi") { &hindi } else { &english };
            let put = |place: &mut String, text: &Option<String>| {
                if let Some(text) = text {
                    place.clone_from(text);
                }
            };
            put(&mut info.headline, headline);
            put(&mut info.description, description);
            put(&mut info.instruction, instruction);
            info.expires = expires.or(info.expires);
        })
    }
}

/// The notice of that identifier, if nothing has replaced it yet.
fn standing<'notices>(notices: &'notices [Alert], identifier: &str) -> Result<&'notices Alert, Fault> {
    let standing = in_force(notices);
    if let Some(notice) = standing.iter().find(|notice| notice.identifier == identifier) {
        return Ok(notice);
    }
    let names: Vec<&str> = standing.iter().map(|notice| notice.identifier.as_str()).collect();
    let why = if notices.iter().any(|notice| notice.identifier == identifier) {
        "was replaced or taken back already"
    } else {
        "is not there"
    };
    Err(Fault::value("IDENTIFIER", format!("{identifier} {why}; in force are: {}", names.join(", "))))
}

/// Checks, shows and keeps a notice, however it came to be.
///
/// # Errors
/// [`Fault`].
pub fn keep(workspace: &Workspace, notice: &Alert, yes: bool) -> Result<Done, Fault> {
    let wrong = faults(notice);
    if !wrong.is_empty() {
        return Err(publisher::assemble::AssembleFault::Notices(wrong).into());
    }
    let shown = shown(notice);
    let asked = is_asked(yes);
    if asked {
        confirm(&shown)?;
    }
    let path = workspace.keep_notice(notice)?;
    // Who was asked has just read it.
    let shown = if asked { String::new() } else { shown + "\n" };
    done(format!("{shown}Kept as {}. Now: publisher bulletin build\n", path.display()))
}

/// A notice as people will read it.
pub fn shown(notice: &Alert) -> String {
    let mut text = format!("{} ({:?}, sent {})\n", notice.identifier, notice.msg_type, String::from(notice.sent));
    if let Ok(Some(moratorium)) = notice.moratorium() {
        let until = moratorium.until.map_or_else(|| "its end is declared".to_owned(), String::from);
        text.push_str(&format!("No disconnection from {} until {until}\n", String::from(moratorium.from)));
    }
    for info in &notice.info {
        let areas: Vec<&str> = info.area.iter().map(|area| area.area_desc.as_str()).collect();
        let parts = [info.headline.as_str(), &info.description, &info.instruction];
        text.push_str(&format!("\n[{}] {}\n  {}\n", info.language, parts.join("\n  "), areas.join("; ")));
    }
    text
}

fn list(notices: &[Alert]) -> Result<Done, Fault> {
    let mut text = "Templates:\n".to_owned();
    for name in names() {
        text.push_str(&format!("  {name}: {}\n", template(name)?.about));
    }
    let standing = in_force(notices);
    text.push_str("Notices:\n");
    for notice in notices {
        let mark = if standing.contains(&notice) { "in force" } else { "replaced" };
        let headline = notice.text("en").map_or("", |info| info.headline.as_str());
        text.push_str(&format!("  {} ({mark}) {headline}\n", notice.identifier));
    }
    done(text)
}
