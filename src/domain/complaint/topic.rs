//! What a complaint is about.

use serde::{Deserialize, Serialize};

/// What a complaint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComplaintTopic {
    /// Money was paid and is not on the account.
    RechargeMissing,
    /// Supply was cut though it may not be.
    WrongDisconnection,
    /// Supply does not come back after payment.
    NotReconnected,
    /// The balance or the use looks wrong.
    BalanceWrong,
    /// No supply for another reason.
    NoSupply,
    /// Anything else.
    Other,
}

impl ComplaintTopic {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::RechargeMissing,
        Self::WrongDisconnection,
        Self::NotReconnected,
        Self::BalanceWrong,
        Self::NoSupply,
        Self::Other,
    ];

    /// Its name on the wire and in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RechargeMissing => "recharge_missing",
            Self::WrongDisconnection => "wrong_disconnection",
            Self::NotReconnected => "not_reconnected",
            Self::BalanceWrong => "balance_wrong",
            Self::NoSupply => "no_supply",
            Self::Other => "other",
        }
    }

    /// The topic of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }
}

/// The text names no topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no topic of a complaint")]
pub struct TopicFault;

impl TryFrom<String> for ComplaintTopic {
    type Error = TopicFault;

    fn try_from(name: String) -> Result<Self, TopicFault> {
        Self::from_name(&name).ok_or(TopicFault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_known_by_its_name_on_the_wire_alone() {
        for topic in ComplaintTopic::ALL {
            assert_eq!(ComplaintTopic::from_name(topic.name()), Some(topic));
            assert_eq!(serde_json::to_string(&topic).expect("writes"), format!("\"{}\"", topic.name()));
        }
        for name in ["", "Other", "other ", "../other", "<b>", "recharge-missing", "\u{0}"] {
            assert_eq!(ComplaintTopic::from_name(name), None, "{name:?}");
        }
    }
}
