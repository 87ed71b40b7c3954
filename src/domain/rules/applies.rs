//! Whom a rule pack binds, and whom it exempts.

use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::domain::account::Account;
use crate::domain::time::Instant;
use crate::domain::words::Words;

/// Whom and when a rule pack binds. An empty list means all; what is stated must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Applies {
    /// Distribution companies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discoms: Vec<String>,
    /// Divisions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub divisions: Vec<String>,
    /// Tariff categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Classes of category and load, any of which is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Class>,
    /// Not before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// No longer from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// A class of consumers, e.g. domestic up to 2 kW. What is stated must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Tariff categories; all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Sanctioned load above this, W.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load_w_over: Option<u32>,
    /// Sanctioned load up to this, W.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load_w_at_most: Option<u32>,
}

/// Who is not cut at all, while all that is stated holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// The rule's id.
    pub id: String,
    /// What it is called, e.g. "use of up to 125 units a month".
    pub label: Words,
    /// Classes of category and load, any of which is enough; all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Class>,
    /// Use of the last 30 days up to this, Wh.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_wh_at_most: Option<u32>,
    /// Only for consumers whom the utility has marked as vulnerable.
    #[serde(default, skip_serializing_if = "is_false")]
    pub vulnerable: bool,
    /// Only without arrears from before prepayment.
    #[serde(default, skip_serializing_if = "is_false")]
    pub without_arrears: bool,
    /// Where it is written.
    pub source: Source,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(super) const fn is_false(truth: &bool) -> bool {
    !*truth
}

fn names(list: &[String], name: &str) -> bool {
    list.is_empty() || list.iter().any(|one| one.eq_ignore_ascii_case(name))
}

impl Class {
    /// Whether `account` is of this class.
    #[must_use]
    pub fn holds(&self, account: &Account) -> bool {
        names(&self.categories, &account.category)
            && self.load_w_over.is_none_or(|load| account.sanctioned_load_w > load)
            && self.load_w_at_most.is_none_or(|load| account.sanctioned_load_w <= load)
    }
}

fn any_class(classes: &[Class], account: &Account) -> bool {
    classes.is_empty() || classes.iter().any(|class| class.holds(account))
}

impl Applies {
    /// Whether `account` is bound. Dates are not looked at here.
    #[must_use]
    pub fn binds(&self, account: &Account) -> bool {
        names(&self.discoms, &account.discom)
            && names(&self.divisions, &account.division)
            && names(&self.categories, &account.category)
            && any_class(&self.classes, account)
    }
}

impl Exemption {
    /// Whether the class and the arrears of `account` leave room for the exemption.
    #[must_use]
    pub fn is_open_to(&self, account: &Account) -> bool {
        any_class(&self.classes, account) && !(self.without_arrears && account.arrears.0 > 0)
    }
}
