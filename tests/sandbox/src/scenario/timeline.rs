//! What can happen in a scenario.

use diya::domain::bulletin::{AdmitShare, ApiStatus};
use diya::domain::identity::ConsumerNumber;
use diya::domain::time::Instant;
use diya::domain::words::Words;
use serde::{Deserialize, Serialize};

use crate::faults::FaultSpec;

/// One entry of the timeline: exactly one thing that happens at an instant.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// When.
    pub at: Instant,
    /// What it is, in a few words.
    pub label: String,
    /// Faults that begin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults_on: Vec<FaultSpec>,
    /// Faults that end, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults_off: Vec<String>,
    /// A bulletin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish: Option<Publication>,
    /// A text message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sms: Option<Sms>,
    /// Something that happens to an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountEvent>,
    /// How many are cut a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cuts: Option<Cuts>,
    /// How the clock goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockChange>,
}

/// What an entry makes happen.
#[derive(Clone, Copy, Debug)]
pub enum Happening<'entry> {
    /// Faults begin.
    FaultsOn(&'entry [FaultSpec]),
    /// Faults end.
    FaultsOff(&'entry [String]),
    /// A bulletin is published.
    Publish(&'entry Publication),
    /// A text message goes out.
    Sms(&'entry Sms),
    /// Something happens to an account.
    Account(&'entry AccountEvent),
    /// Cuts for dues go on or stop.
    Cuts(&'entry Cuts),
    /// The clock changes its pace.
    Clock(&'entry ClockChange),
}

impl Entry {
    /// What happens; `None` unless it is exactly one thing.
    #[must_use]
    pub fn happening(&self) -> Option<Happening<'_>> {
        let all = [
            (!self.faults_on.is_empty()).then_some(Happening::FaultsOn(&self.faults_on)),
            (!self.faults_off.is_empty()).then_some(Happening::FaultsOff(&self.faults_off)),
            self.publish.as_ref().map(Happening::Publish),
            self.sms.as_ref().map(Happening::Sms),
            self.account.as_ref().map(Happening::Account),
            self.cuts.as_ref().map(Happening::Cuts),
            self.clock.as_ref().map(Happening::Clock),
        ];
        let mut happenings = all.into_iter().flatten();
        happenings.next().filter(|_| happenings.next().is_none())
    }
}

/// A bulletin. What it does not name stays as it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// The state of the service.
    #[serde(default)]
    pub status: Option<StatusChange>,
    /// Notices that are new, by id. Earlier ones stay in the bulletin.
    #[serde(default)]
    pub add_notices: Vec<String>,
    /// The rule packs, by `id@version`, in place of those before.
    #[serde(default)]
    pub rule_packs: Option<Vec<String>>,
    /// After how many hours it is no longer confirmed.
    pub expires_after_hours: u16,
    /// Every how many hours it is issued anew while it is the last one.
    #[serde(default)]
    pub refresh_hours: Option<u16>,
}

/// When a bulletin is issued anew.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Refresh {
    /// The next time.
    pub next: Instant,
    /// Then every so many hours.
    pub hours: u16,
}

/// The state of the service from now on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusChange {
    /// Whether to call it at all.
    pub api: ApiStatus,
    /// The share of clients that may.
    pub admit: AdmitShare,
    /// When to expect news.
    #[serde(default)]
    pub next_update: Option<Instant>,
    /// What to tell people.
    pub message: Words,
}

/// A text message.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    /// To whom; to everybody if absent.
    #[serde(default)]
    pub to: Option<ConsumerNumber>,
    /// What it says, in both languages.
    pub text: Words,
}

/// Something that happens to an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountEvent {
    /// Whose.
    pub number: ConsumerNumber,
    /// What.
    pub change: AccountChange,
}

/// What can happen to an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountChange {
    /// Supply is cut.
    Disconnect,
    /// Supply is cut if the rules of the bulletin allow it.
    CutIfDue,
    /// Supply comes back.
    Reconnect,
    /// The balance is put right to so many paise, by an entry in the ledger.
    SetBalance(i64),
}

/// Cuts for dues.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cuts {
    /// How many are cut a day; 0 ends it.
    pub per_day: u32,
    /// How many accounts stand in the queue.
    pub backlog: u32,
}

/// A change of the clock's pace.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockChange {
    /// How many seconds pass in one; 0 freezes it.
    pub speed: u32,
}
