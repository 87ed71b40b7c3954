//! A scenario: accounts, rules, notices and a timeline, as data in TOML.

mod check;
mod load;
mod timeline;

pub use check::ScenarioFault;
pub use load::{BUILT_IN, load};
pub use timeline::{
    AccountChange, AccountEvent, ClockChange, Cuts, Entry, Happening, Publication, Refresh, Sms, StatusChange,
};

use diya::domain::identity::ConsumerNumber;
use diya::domain::notice::{Area, Named};
use diya::domain::rules::RulePack;
use diya::domain::time::Instant;
use diya::domain::words::Words;
use serde::{Deserialize, Serialize};

use crate::consumption::Household;

/// A scenario, checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// What it is about, in a sentence.
    pub about: String,
    /// What to try, one line each.
    #[serde(default)]
    pub try_this: Vec<String>,
    /// When its world begins. History lies before.
    pub begins: Instant,
    /// Where the clock stands unless told otherwise.
    pub start: Instant,
    /// From what chance is drawn.
    pub seed: u64,
    /// How many days of history lie before the beginning.
    #[serde(default = "four_hundred_days")]
    pub history_days: u16,
    /// The accounts.
    #[serde(rename = "account")]
    pub accounts: Vec<AccountPlan>,
    /// The rule packs that publications name, as `id@version`.
    #[serde(default, rename = "rule_pack")]
    pub rule_packs: Vec<RulePack>,
    /// The notices that publications name.
    #[serde(default, rename = "notice")]
    pub notices: Vec<NoticePlan>,
    /// What happens, in order.
    pub timeline: Vec<Entry>,
}

const fn four_hundred_days() -> u16 {
    400
}

/// An account as the scenario wants it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountPlan {
    /// The consumer number.
    pub number: ConsumerNumber,
    /// The consumer's name, in full.
    pub name: String,
    /// How it uses electricity.
    pub household: Household,
    /// The tariff category.
    pub category: String,
    /// Sanctioned load, W.
    pub load_w: u32,
    /// The distribution company.
    pub discom: String,
    /// The division.
    pub division: String,
    /// Arrears from before prepayment, paise.
    #[serde(default)]
    pub arrears_paise: i64,
    /// What is on it at `balance_at`, paise.
    pub balance_paise: i64,
    /// When that holds: just after the daily deduction of a day on or after the scenario's beginning.
    pub balance_at: Instant,
    /// What it usually recharges, paise.
    pub habit_paise: i64,
    /// What it shows, for whoever tries it.
    pub shows: String,
}

/// A notice as the scenario writes it: CAP's members but for those that come from its publication.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticePlan {
    /// The CAP identifier.
    pub id: String,
    /// The identifiers of the notices it replaces.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// Who issued it, for people.
    pub sender_name: Words,
    /// What happens, in a few words.
    pub event: Words,
    /// CAP urgency.
    #[serde(default = "expected")]
    pub urgency: String,
    /// CAP severity.
    #[serde(default = "minor")]
    pub severity: String,
    /// CAP certainty.
    #[serde(default = "observed")]
    pub certainty: String,
    /// When it begins.
    #[serde(default)]
    pub onset: Option<Instant>,
    /// When it is no longer current.
    #[serde(default)]
    pub expires: Option<Instant>,
    /// The headline.
    pub headline: Words,
    /// What it is about.
    pub description: Words,
    /// What to do.
    pub instruction: Words,
    /// Values for machines.
    #[serde(default)]
    pub parameter: Vec<Named>,
    /// Where it holds, in words.
    pub area: Words,
    /// Where it holds, for machines.
    #[serde(default)]
    pub geocode: Vec<Named>,
}

impl NoticePlan {
    /// The CAP area in one language.
    #[must_use]
    pub fn area_in(&self, words: &str) -> Area {
        Area { area_desc: words.to_owned(), geocode: self.geocode.clone() }
    }
}

fn expected() -> String {
    "Expected".into()
}
fn minor() -> String {
    "Minor".into()
}
fn observed() -> String {
    "Observed".into()
}

/// How publications name a rule pack.
#[must_use]
pub fn pack_name(pack: &RulePack) -> String {
    format!("{}@{}", pack.id, pack.version)
}
