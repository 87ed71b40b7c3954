//! Routes, by the fragment of the address (`#/recharge`): any static host, sandboxed frame and kiosk works without
//! rewrite rules. Nothing of a person ever stands in it.

use crate::domain::complaint::ComplaintTopic;
use crate::domain::identity::OrderId;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What holds now.
    Home,
    /// How much to recharge.
    Recharge,
    /// How one recharge stands.
    Order(OrderId),
    /// Money in and out.
    History,
    /// Use by day.
    Use,
    /// Notices.
    Notices,
    /// What to show whoever comes to cut.
    Proof,
    /// Whom to ask and how else to pay.
    Help,
    /// To write to the utility, perhaps about something already known.
    Complaint(Option<ComplaintTopic>),
    /// The account; sign out, forget.
    Account,
    /// Every component in every state.
    #[cfg(feature = "gallery")]
    Gallery,
    /// No such page.
    NotFound,
}

impl Route {
    /// The page of a fragment, without its `#`.
    #[must_use]
    pub fn parse(fragment: &str) -> Self {
        let mut parts = fragment.trim_start_matches('/').splitn(3, '/');
        match (parts.next().unwrap_or_default(), parts.next(), parts.next()) {
            ("", None, _) => Self::Home,
            ("recharge", None, _) => Self::Recharge,
            ("recharge", Some(id), None) => OrderId::try_from(id.to_owned()).map_or(Self::NotFound, Self::Order),
            ("history", None, _) => Self::History,
            ("use", None, _) => Self::Use,
            ("notices", None, _) => Self::Notices,
            ("proof", None, _) => Self::Proof,
            ("help", None, _) => Self::Help,
            // Whoever comes with a topic that is none chooses one.
            ("complaint", topic, None) => Self::Complaint(topic.and_then(ComplaintTopic::from_name)),
            ("account", None, _) => Self::Account,
            #[cfg(feature = "gallery")]
            ("gallery", None, _) => Self::Gallery,
            _ => Self::NotFound,
        }
    }

    /// The fragment of the page, without its `#`.
    #[must_use]
    pub fn fragment(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".into(),
            Self::Recharge => "/recharge".into(),
            Self::Order(id) => format!("/recharge/{}", id.as_str()),
            Self::History => "/history".into(),
            Self::Use => "/use".into(),
            Self::Notices => "/notices".into(),
            Self::Proof => "/proof".into(),
            Self::Help => "/help".into(),
            Self::Complaint(None) => "/complaint".into(),
            Self::Complaint(Some(topic)) => ["/complaint/", topic.name()].concat(),
            Self::Account => "/account".into(),
            #[cfg(feature = "gallery")]
            Self::Gallery => "/gallery".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", Route::Home)]
    #[case("/", Route::Home)]
    #[case("/recharge", Route::Recharge)]
    #[case("/history", Route::History)]
    #[case("/use", Route::Use)]
    #[case("/notices", Route::Notices)]
    #[case("/proof", Route::Proof)]
    #[case("/help", Route::Help)]
    #[case("/complaint", Route::Complaint(None))]
    #[case("/complaint/", Route::Complaint(None))]
    #[case("/complaint/recharge_missing", Route::Complaint(Some(ComplaintTopic::RechargeMissing)))]
    #[case("/complaint/Recharge_Missing", Route::Complaint(None))]
    #[case("/complaint/<script>", Route::Complaint(None))]
    #[case("/account", Route::Account)]
    fn a_fragment_names_its_page(#[case] fragment: &str, #[case] route: Route) {
        assert_eq!(Route::parse(fragment), route);
    }

    #[rstest]
    #[case("/recharge/../../v1")]
    #[case("/recharge/")]
    #[case("/recharge/<script>")]
    #[case("/admin")]
    #[cfg_attr(not(feature = "gallery"), case("/gallery"))]
    #[case("/use/x")]
    #[case("/complaint/other/x")]
    #[case("javascript:alert(1)")]
    #[case("%00")]
    fn a_strange_fragment_is_no_page(#[case] fragment: &str) {
        assert_eq!(Route::parse(fragment), Route::NotFound);
    }

    #[test]
    fn a_complaint_about_any_topic_has_an_address() {
        for topic in ComplaintTopic::ALL.map(Some).into_iter().chain([None]) {
            assert_eq!(Route::parse(&Route::Complaint(topic).fragment()), Route::Complaint(topic));
        }
    }

    #[test]
    fn an_endless_fragment_is_no_page() {
        assert_eq!(Route::parse(&"/".repeat(1_000_000)), Route::Home);
        assert_eq!(Route::parse(&format!("/recharge/{}", "a".repeat(1_000_000))), Route::NotFound);
    }

    proptest::proptest! {
        #[test]
        fn every_page_finds_back_to_itself(id in "[A-Za-z0-9_-]{1,64}") {
            let route = Route::Order(OrderId::try_from(id).expect("fits"));
            proptest::prop_assert_eq!(Route::parse(&route.fragment()), route);
        }
    }
}
