//! Notices: one CAP 1.2 alert each (OASIS Common Alerting Protocol), with the names CAP gives its members.

use core::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::domain::account::Account;
use crate::domain::order::ordered_by;
use crate::domain::time::Instant;

/// One CAP alert (CAP 1.2 §3.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// The sender's name for it; unique with `sender` and `sent`.
    pub identifier: String,
    /// Who sends it.
    pub sender: String,
    /// When.
    pub sent: Instant,
    /// Only `Actual` is ever shown.
    pub status: Status,
    /// What it does to earlier ones.
    pub msg_type: MessageType,
    /// For whom it is; only `Public` is ever shown.
    pub scope: Scope,
    /// Earlier notices it replaces: `sender,identifier,sent`, parted by spaces.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub references: String,
    /// The text, once per language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub info: Vec<Info>,
}

/// How real a notice is (CAP 1.2 `status`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "CAP 1.2 §3.2.1 defines them")]
pub enum Status {
    Actual,
    Exercise,
    System,
    Test,
    Draft,
}

/// What a notice does to earlier ones (CAP 1.2 `msgType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "CAP 1.2 §3.2.1 defines them")]
pub enum MessageType {
    Alert,
    Update,
    Cancel,
    Ack,
    Error,
}

/// For whom a notice is (CAP 1.2 `scope`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "CAP 1.2 §3.2.1 defines them")]
pub enum Scope {
    Public,
    Restricted,
    Private,
}

/// The text of a notice in one language (CAP 1.2 §3.2.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Info {
    /// RFC 5646, e.g. `hi-IN`.
    pub language: String,
    /// CAP categories, e.g. `Infra`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<String>,
    /// What happens, in a few words.
    pub event: String,
    /// CAP urgency.
    pub urgency: String,
    /// CAP severity.
    pub severity: String,
    /// CAP certainty.
    pub certainty: String,
    /// When the information takes effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Instant>,
    /// When the event is expected to begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<Instant>,
    /// When the information is no longer to be shown as current.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Instant>,
    /// Who issued it, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sender_name: String,
    /// The headline.
    pub headline: String,
    /// What it is about.
    pub description: String,
    /// What to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instruction: String,
    /// Where to read more.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub web: String,
    /// Whom to ask.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// Values for machines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameter: Vec<Named>,
    /// Where it holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub area: Vec<Area>,
}

/// A name and a value (CAP 1.2 `parameter`, `geocode`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// The name.
    pub value_name: String,
    /// The value.
    pub value: String,
}

/// Where a notice holds (CAP 1.2 §3.2.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Area {
    /// The area in words.
    pub area_desc: String,
    /// The area for machines: `discom` or `division` with its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub geocode: Vec<Named>,
}

impl Info {
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameter.iter().find(|named| named.value_name == name).map(|named| named.value.as_str())
    }
}

impl Notice {
    /// The text in the language that begins with `language` (`hi`, `en`), else the first there is.
    #[must_use]
    pub fn text(&self, language: &str) -> Option<&Info> {
        self.info.iter().find(|info| info.language.starts_with(language)).or_else(|| self.info.first())
    }

    /// Until when it is current; `None` if it says nothing of an end.
    #[must_use]
    pub fn expires(&self) -> Option<Instant> {
        self.info.iter().filter_map(|info| info.expires).max()
    }

    /// Whether it is still to be shown at `now`. Its moratorium, if it declares one, ends when that says.
    #[must_use]
    pub fn is_current(&self, now: Instant) -> bool {
        self.expires().is_none_or(|expires| now < expires)
    }

    /// Whether any of its areas holds `account`. A notice without areas or geocodes is for everybody to read.
    #[must_use]
    pub fn concerns(&self, account: &Account) -> bool {
        let mut areas = self.info.iter().flat_map(|info| &info.area).peekable();
        areas.peek().is_none() || areas.any(|area| area.geocode.is_empty() || area.holds(account))
    }

    fn replaces(&self, other: &Self) -> bool {
        matches!(self.msg_type, MessageType::Update | MessageType::Cancel)
            && self.references.split_whitespace().any(|reference| other.is_named_by(reference))
    }

    /// Whether a CAP reference, `sender,identifier,sent`, names this notice.
    fn is_named_by(&self, reference: &str) -> bool {
        let mut parts = reference.splitn(3, ',');
        parts.next() == Some(&self.sender)
            && parts.next() == Some(&self.identifier)
            && parts.next().is_some_and(|sent| Instant::parse(sent) == Ok(self.sent))
    }
}

impl Area {
    /// Whether a geocode of the area names the account's company or division.
    #[must_use]
    pub fn holds(&self, account: &Account) -> bool {
        self.geocode.iter().any(|code| match code.value_name.as_str() {
            "discom" => code.value.eq_ignore_ascii_case(&account.discom),
            "division" => code.value.eq_ignore_ascii_case(&account.division),
            _ => false,
        })
    }
}

/// The notices in force: `Actual`, `Public`, not a `Cancel`, and not replaced by a later one. The newest first.
///
/// A bulletin is read by everybody, so one that is meant for fewer (CAP 1.2 §3.2.1 `scope`) got there by mistake: it is not
/// shown, has no force, and replaces nothing.
#[must_use]
pub fn in_force(notices: &[Notice]) -> Vec<&Notice> {
    let told = || notices.iter().filter(|notice| notice.status == Status::Actual && notice.scope == Scope::Public);
    let standing = told()
        .filter(|notice| matches!(notice.msg_type, MessageType::Alert | MessageType::Update))
        .filter(|notice| !told().any(|other| other.replaces(notice)));
    let mut standing = ordered_by(standing, |notice| (Reverse(notice.sent), &notice.identifier));
    standing.dedup_by(|one, other| {
        one.identifier == other.identifier && one.sender == other.sender && one.sent == other.sent
    });
    standing
}

#[cfg(test)]
mod tests {
    use super::super::MoratoriumFault;
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).expect("an instant")
    }

    fn notice(identifier: &str, sent: &str) -> Notice {
        Notice {
            identifier: identifier.into(),
            sender: "ops@utility".into(),
            sent: at(sent),
            status: Status::Actual,
            msg_type: MessageType::Alert,
            scope: Scope::Public,
            references: String::new(),
            info: vec![],
        }
    }

    fn with_moratorium(mut notice: Notice, from: &str, until: &str) -> Notice {
        let named = |name: &str, value: &str| Named { value_name: name.into(), value: value.into() };
        notice.info.push(Info {
            language: "en-IN".into(),
            category: vec!["Infra".into()],
            event: "No disconnection".into(),
            urgency: "Immediate".into(),
            severity: "Minor".into(),
            certainty: "Observed".into(),
            effective: None,
            onset: None,
            expires: None,
            sender_name: "SBPDCL".into(),
            headline: "No disconnection".into(),
            description: String::new(),
            instruction: String::new(),
            web: String::new(),
            contact: String::new(),
            parameter: vec![named("moratorium", "m1"), named("moratoriumFrom", from), named("moratoriumUntil", until)],
            area: vec![Area { area_desc: "Patna".into(), geocode: vec![named("discom", "SBPDCL")] }],
        });
        notice
    }

    #[test]
    fn an_update_replaces_what_it_names_whatever_the_order_of_arrival() {
        let first = notice("1", "2024-10-28T10:00:00+05:30");
        let update = Notice {
            msg_type: MessageType::Update,
            references: "ops@utility,1,2024-10-28T04:30:00Z".into(),
            ..notice("2", "2024-10-29T10:00:00+05:30")
        };
        for notices in [[first.clone(), update.clone()], [update.clone(), first]] {
            assert_eq!(in_force(&notices), [&update]);
        }
    }

    #[test]
    fn a_cancel_leaves_nothing_and_is_not_shown_itself() {
        let first = notice("1", "2024-10-28T10:00:00+05:30");
        let cancel = Notice {
            msg_type: MessageType::Cancel,
            references: "ops@utility,1,2024-10-28T10:00:00+05:30".into(),
            ..notice("2", "2024-10-29T10:00:00+05:30")
        };
        assert!(in_force(&[first, cancel]).is_empty());
    }

    #[test]
    fn only_actual_notices_are_shown_and_only_they_replace() {
        let first = notice("1", "2024-10-28T10:00:00+05:30");
        let exercise = Notice {
            status: Status::Exercise,
            msg_type: MessageType::Cancel,
            references: "ops@utility,1,2024-10-28T10:00:00+05:30".into(),
            ..notice("2", "2024-10-29T10:00:00+05:30")
        };
        assert_eq!(in_force(&[first.clone(), exercise]), [&first]);
    }

    #[test]
    fn only_public_notices_are_shown_and_only_they_replace() {
        let first = notice("1", "2024-10-28T10:00:00+05:30");
        for scope in [Scope::Restricted, Scope::Private] {
            let cancel = Notice {
                scope,
                msg_type: MessageType::Cancel,
                references: "ops@utility,1,2024-10-28T10:00:00+05:30".into(),
                ..notice("2", "2024-10-29T10:00:00+05:30")
            };
            let alert = Notice { scope, ..notice("3", "2024-10-29T11:00:00+05:30") };
            assert_eq!(in_force(&[first.clone(), cancel, alert]), [&first], "{scope:?}");
        }
    }

    #[test]
    fn a_notice_is_shown_until_the_last_of_its_texts_expires() {
        let mut told =
            with_moratorium(notice("1", "2024-10-30T12:00:00+05:30"), "2024-10-31T00:00:00+05:30", "declared-ended");
        assert!(told.is_current(at("2030-01-01T00:00:00+05:30")), "nothing is said of an end");
        told.info[0].expires = Some(at("2024-11-02T00:00:00+05:30"));
        assert!(told.is_current(at("2024-11-01T23:59:59+05:30")));
        assert!(!told.is_current(at("2024-11-02T00:00:00+05:30")));
    }

    #[test]
    fn the_same_notice_twice_is_one() {
        let first = notice("1", "2024-10-28T10:00:00+05:30");
        assert_eq!(in_force(&[first.clone(), first.clone()]), [&first]);
    }

    #[test]
    fn a_moratorium_without_end_waits_for_its_declaration() {
        let notice =
            with_moratorium(notice("1", "2024-10-29T10:00:00+05:30"), "2024-10-25T00:00:00+05:30", "declared-ended");
        let moratorium = notice.moratorium().expect("well formed").expect("declared");
        assert_eq!(moratorium.until, None);
    }

    #[test]
    fn a_moratorium_with_a_wrong_time_says_so() {
        let plain = || notice("1", "2024-10-29T10:00:00+05:30");
        let fault = |from, until| with_moratorium(plain(), from, until).moratorium();
        assert_eq!(fault("soon", "declared-ended"), Err(MoratoriumFault::From));
        assert_eq!(fault("2024-10-25T00:00:00+05:30", "later"), Err(MoratoriumFault::Until));
        assert_eq!(fault("2024-10-25T00:00:00+05:30", "2024-10-24T00:00:00+05:30"), Err(MoratoriumFault::Backwards));
    }
}
