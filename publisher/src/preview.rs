//! What one consumer will be told, by the portal's own code: `assess`, and the portal's own words.

mod state;

use diya::domain::account::Account;
use diya::domain::balance::{Balance, DayUse, use_of_30_days};
use diya::domain::bulletin::{Bulletin, Confirmation};
use diya::domain::notice::Advisory;
use diya::domain::projection::project;
use diya::domain::rules::RulePack;
use diya::domain::supply::{Facts, Funds, Outlook, assess};
use diya::domain::time::Instant;
use diya::domain::words::{Language, Words};
use diya::view::i18n::{outlook_sentence, reason_words};
use serde::{Deserialize, Serialize};

pub use state::StateTold;

/// A consumer as a file tells of one: the domain's own types, so that it takes whatever they take.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consumer {
    /// The account's facts.
    pub account: Account,
    /// The last reading, if there is one.
    #[serde(default)]
    pub balance: Option<Balance>,
    /// Days of use, from which the balance is projected.
    #[serde(default)]
    pub days: Vec<DayUse>,
    /// Use of the last 30 days, Wh, where the days do not tell it.
    #[serde(default)]
    pub use_wh: Option<u32>,
    /// Warnings of extreme weather, besides those of a bulletin's notices.
    #[serde(default)]
    pub advisories: Vec<Advisory>,
}

/// What the outlook rests on.
#[derive(Clone, Copy, Debug)]
pub enum Basis<'basis> {
    /// A bulletin, as if it had been published.
    Bulletin(&'basis Bulletin),
    /// Rule packs alone, as if a bulletin without notices carried them.
    Rules(&'basis [RulePack]),
}

/// What one consumer will be told. Its JSON is documented in `docs/publishing.md` and stays as it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Preview {
    /// The instant for which it holds.
    pub at: Instant,
    /// Version of the bulletin; absent for rules alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bulletin_version: Option<u64>,
    /// Whether the bulletin is vouched for at that instant.
    pub confirmed: bool,
    /// The outlook for machines.
    #[serde(flatten)]
    pub state: StateTold,
    /// The rule pack that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<PackTold>,
    /// What is shown in Hindi.
    pub hi: Told,
    /// What is shown in English.
    pub en: Told,
}

/// A rule pack in a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackTold {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Words,
    /// Its version.
    pub version: u32,
    /// What whoever relies on it should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caveat: Option<Words>,
}

/// What is shown in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The sentence.
    pub headline: String,
    /// What must be said with it.
    pub notes: Vec<String>,
    /// What moved the date, in order.
    pub reasons: Vec<ReasonTold>,
    /// Headlines of the notices that are current and concern this consumer, the newest first.
    pub notices: Vec<String>,
}

/// A reason in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReasonTold {
    /// The reason.
    pub text: String,
    /// Where its rule is written, if a rule it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What `consumer` will be told at `at`.
#[must_use]
pub fn preview(consumer: &Consumer, basis: Basis<'_>, at: Instant) -> Preview {
    let outlook = outlook(consumer, basis, at);
    let confirmation = confirmation(basis, at);
    Preview {
        at,
        bulletin_version: match basis {
            Basis::Bulletin(bulletin) => Some(bulletin.version),
            Basis::Rules(_) => None,
        },
        confirmed: matches!(confirmation, Confirmation::Until(_)),
        state: StateTold::of(&outlook.state),
        rules: outlook.pack.clone().map(|pack| PackTold {
            id: pack.id,
            title: pack.title,
            version: pack.version,
            caveat: pack.caveat,
        }),
        hi: told(&outlook, consumer, basis, Language::Hindi, at),
        en: told(&outlook, consumer, basis, Language::English, at),
    }
}

/// The portal's own judgement: every input that `assess` knows is handed over here and nowhere else.
#[must_use]
pub fn outlook(consumer: &Consumer, basis: Basis<'_>, at: Instant) -> Outlook {
    let (packs, moratoria, mut advisories) = match basis {
        Basis::Bulletin(bulletin) => (bulletin.rule_packs.as_slice(), bulletin.moratoria(), bulletin.advisories()),
        Basis::Rules(packs) => (packs, vec![], vec![]),
    };
    advisories.extend(consumer.advisories.iter().cloned());
    let projection = consumer.balance.as_ref().and_then(|balance| project(balance, &consumer.days, &[], at).ok());
    let funds = consumer
        .balance
        .as_ref()
        .map_or(Funds::Unknown, |balance| Funds::Read { balance, projection: projection.as_ref() });
    let facts = Facts {
        account: Some(&consumer.account),
        packs,
        moratoria: &moratoria,
        advisories: &advisories,
        confirmation: Some(confirmation(basis, at)),
        funds,
        use_wh: consumer.use_wh.or_else(|| use_of_30_days(&consumer.days, at)),
    };
    assess(&facts, at)
}

fn confirmation(basis: Basis<'_>, at: Instant) -> Confirmation {
    match basis {
        Basis::Bulletin(bulletin) => bulletin.confirmation(at),
        Basis::Rules(_) => Confirmation::Until(Instant::MAX),
    }
}

fn told(outlook: &Outlook, consumer: &Consumer, basis: Basis<'_>, language: Language, at: Instant) -> Told {
    let sentence = outlook_sentence(outlook, language, at);
    let reasons = outlook.reasons.iter().map(|reason| {
        let (text, source) = reason_words(reason, language, at);
        ReasonTold { text, source }
    });
    let notices = match basis {
        Basis::Bulletin(bulletin) => bulletin.notices(),
        Basis::Rules(_) => vec![],
    };
    let shown = notices.into_iter().filter(|notice| notice.is_current(at) && notice.concerns(&consumer.account));
    Told {
        headline: sentence.headline,
        notes: sentence.notes,
        reasons: reasons.collect(),
        notices: shown.filter_map(|notice| notice.text(language.tag())).map(|info| info.headline.clone()).collect(),
    }
}

impl Preview {
    /// The preview as text, both languages one after the other.
    #[must_use]
    pub fn to_text(&self) -> String {
        let version = self.bulletin_version.map_or_else(String::new, |version| format!(", bulletin version {version}"));
        let confirmed = if self.confirmed { "" } else { ", NOT confirmed any more" };
        let mut text = format!("At {}{version}{confirmed}\n", String::from(self.at));
        for (language, told) in [("हिन्दी", &self.hi), ("English", &self.en)] {
            text.push_str(&format!("\n{language}\n  {}\n", told.headline));
            for note in &told.notes {
                text.push_str(&format!("  {note}\n"));
            }
            for (place, reason) in told.reasons.iter().enumerate() {
                text.push_str(&format!("  {}. {}\n", place + 1, reason.text));
                if let Some(source) = &reason.source {
                    text.push_str(&format!("     {source}\n"));
                }
            }
            for notice in &told.notices {
                text.push_str(&format!("  • {notice}\n"));
            }
        }
        text
    }
}
