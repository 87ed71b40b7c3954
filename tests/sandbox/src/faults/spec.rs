//! A fault as scenarios and the control page write it, and as it is once checked.

use serde::{Deserialize, Serialize};

use super::RoutePattern;

/// A fault as it is written: flat, with only the members its kind needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultSpec {
    /// Its name, to end it by.
    pub id: String,
    /// What goes wrong.
    pub kind: FaultName,
    /// Which requests it hits; those under `/v1/` if absent. Only for faults of the network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// How often, 0 to 1; always if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// For `slow`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
    /// For `payment_confirmed_late` and `payment_failed_then_paid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// For `unavailable` and `too_many_requests`: seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Write `Retry-After` as a date.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retry_after_as_date: bool,
}

/// What can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultName {
    /// The connection is reset before any answer.
    Refuse,
    /// No answer, ever.
    Hang,
    /// The answer takes `ms` longer.
    Slow,
    /// 500 as a problem.
    InternalError,
    /// 502 with a proxy's HTML.
    BadGateway,
    /// 503 as a problem, with or without `Retry-After`.
    Unavailable,
    /// 429 as a problem.
    TooManyRequests,
    /// The work is done, then the connection is closed without an answer.
    CutAfterWork,
    /// Half of the JSON.
    TruncatedJson,
    /// 200 with HTML, as a captive portal sends it.
    HtmlInstead,
    /// 200 with JSON of another shape.
    OtherJson,
    /// Readings stand still at the beginning of the fault.
    StaleBalance,
    /// Nothing is deducted; at the end all missed days at once.
    DeductionsStalled,
    /// Orders stop at `paid`; at the end they go on.
    CreditStalled,
    /// Orders stop at `credited`; at the end they go on.
    CreditNotOnMeter,
    /// Text messages with OTPs are lost.
    OtpNeverArrives,
    /// The bank's confirmation takes `seconds`.
    PaymentConfirmedLate,
    /// The bank says failed, and after `seconds` paid.
    PaymentFailedThenPaid,
    /// The bank takes payments back.
    PaymentReversed,
}

/// A fault, checked.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Its name.
    pub id: String,
    /// What goes wrong.
    pub kind: Kind,
    /// In thousandths.
    pub probability: u64,
}

/// What goes wrong, with what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A fault of the network, on these requests.
    Network(RoutePattern, Network),
    /// A fault within the utility.
    Utility(Utility),
}

/// What a request meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "FaultName says it")]
pub enum Network {
    Refuse,
    Hang,
    Slow { ms: u64 },
    InternalError,
    BadGateway,
    Unavailable(Option<RetryAfter>),
    TooManyRequests(RetryAfter),
    CutAfterWork,
    TruncatedJson,
    HtmlInstead,
    OtherJson,
}

/// What the utility gets wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "FaultName says it")]
pub enum Utility {
    StaleBalance,
    DeductionsStalled,
    CreditStalled,
    CreditNotOnMeter,
    OtpNeverArrives,
    PaymentConfirmedLate { seconds: u32 },
    PaymentFailedThenPaid { seconds: u32 },
    PaymentReversed,
}

/// When to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// In so many seconds.
    Seconds(u32),
    /// At the instant so many seconds ahead, as an HTTP date.
    Date(u32),
}

/// Why a fault cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the fault {id:?}: {wrong}")]
pub struct FaultSpecFault {
    id: String,
    wrong: &'static str,
}

impl TryFrom<FaultSpec> for Fault {
    type Error = FaultSpecFault;

    fn try_from(spec: FaultSpec) -> Result<Self, FaultSpecFault> {
        let kind = kind(&spec).map_err(|wrong| FaultSpecFault { id: spec.id.clone(), wrong })?;
        let share = spec.probability.unwrap_or(1.0);
        if spec.id.is_empty() || spec.id.len() > 64 {
            return Err(FaultSpecFault { id: spec.id, wrong: "the id must have 1 to 64 bytes" });
        }
        if !(0.0..=1.0).contains(&share) {
            return Err(FaultSpecFault { id: spec.id, wrong: "probability must be 0 to 1" });
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
        let probability = (share * 1_000.0).round() as u64;
        Ok(Self { id: spec.id, kind, probability })
    }
}

fn kind(spec: &FaultSpec) -> Result<Kind, &'static str> {
    use FaultName as Name;
    let route = || {
        RoutePattern::parse(spec.route.as_deref().unwrap_or("/v1/*"))
            .ok_or("route must be like \"/v1/account*\" or \"POST /v1/recharges\"")
    };
    let retry_after = spec.retry_after.map(|seconds| match spec.retry_after_as_date {
        true => RetryAfter::Date(seconds),
        false => RetryAfter::Seconds(seconds),
    });
    let network = |network| route().map(|route| Kind::Network(route, network));
    let seconds = spec.seconds.ok_or("needs seconds");
    let kind = match spec.kind {
        Name::Refuse => network(Network::Refuse),
        Name::Hang => network(Network::Hang),
        Name::Slow => network(Network::Slow { ms: spec.ms.ok_or("needs ms")? }),
        Name::InternalError => network(Network::InternalError),
        Name::BadGateway => network(Network::BadGateway),
        Name::Unavailable => network(Network::Unavailable(retry_after)),
        Name::TooManyRequests => network(Network::TooManyRequests(retry_after.unwrap_or(RetryAfter::Seconds(30)))),
        Name::CutAfterWork => network(Network::CutAfterWork),
        Name::TruncatedJson => network(Network::TruncatedJson),
        Name::HtmlInstead => network(Network::HtmlInstead),
        Name::OtherJson => network(Network::OtherJson),
        Name::StaleBalance => Ok(Kind::Utility(Utility::StaleBalance)),
        Name::DeductionsStalled => Ok(Kind::Utility(Utility::DeductionsStalled)),
        Name::CreditStalled => Ok(Kind::Utility(Utility::CreditStalled)),
        Name::CreditNotOnMeter => Ok(Kind::Utility(Utility::CreditNotOnMeter)),
        Name::OtpNeverArrives => Ok(Kind::Utility(Utility::OtpNeverArrives)),
        Name::PaymentConfirmedLate => Ok(Kind::Utility(Utility::PaymentConfirmedLate { seconds: seconds? })),
        Name::PaymentFailedThenPaid => Ok(Kind::Utility(Utility::PaymentFailedThenPaid { seconds: seconds? })),
        Name::PaymentReversed => Ok(Kind::Utility(Utility::PaymentReversed)),
    }?;
    let takes_seconds = matches!(spec.kind, Name::PaymentConfirmedLate | Name::PaymentFailedThenPaid);
    let takes_retry_after = matches!(spec.kind, Name::Unavailable | Name::TooManyRequests);
    if spec.ms.is_some() && spec.kind != Name::Slow {
        Err("only slow takes ms")
    } else if spec.ms.is_some_and(|ms| ms > 600_000) {
        Err("ms must be at most 600000")
    } else if spec.seconds.is_some() && !takes_seconds {
        Err("only payment_confirmed_late and payment_failed_then_paid take seconds")
    } else if (spec.retry_after.is_some() || spec.retry_after_as_date) && !takes_retry_after {
        Err("only unavailable and too_many_requests take retry_after")
    } else if spec.retry_after_as_date && spec.retry_after.is_none() {
        Err("retry_after_as_date needs retry_after")
    } else if spec.route.is_some() && matches!(kind, Kind::Utility(_)) {
        Err("a fault within the utility takes no route")
    } else {
        Ok(kind)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn read(text: &str) -> Result<Fault, String> {
        let spec: FaultSpec = serde_json::from_str(text).map_err(|fault| fault.to_string())?;
        Fault::try_from(spec).map_err(|fault| fault.to_string())
    }

    #[rstest]
    #[case(r#"{"id":"a","kind":"slow"}"#, "needs ms")]
    #[case(r#"{"id":"a","kind":"hang","ms":5}"#, "only slow")]
    #[case(r#"{"id":"a","kind":"hang","route":"v1"}"#, "route must be")]
    #[case(r#"{"id":"a","kind":"stale_balance","route":"/v1/*"}"#, "takes no route")]
    #[case(r#"{"id":"a","kind":"hang","probability":1.5}"#, "0 to 1")]
    #[case(r#"{"id":"","kind":"hang"}"#, "1 to 64")]
    #[case(r#"{"id":"a","kind":"explode"}"#, "unknown variant")]
    #[case(r#"{"id":"a","kind":"hang","sometimes":true}"#, "unknown field")]
    #[case(r#"{"id":"a","kind":"payment_failed_then_paid"}"#, "needs seconds")]
    #[case(r#"{"id":"a","kind":"refuse","retry_after":5}"#, "take retry_after")]
    fn a_wrong_fault_says_why(#[case] text: &str, #[case] why: &str) {
        let fault = read(text).expect_err(text);
        assert!(fault.contains(why), "{fault}");
    }

    #[test]
    fn a_fault_without_a_route_hits_the_contract() {
        let fault = read(r#"{"id":"a","kind":"hang"}"#).expect("fits");
        let Kind::Network(route, Network::Hang) = fault.kind else { panic!("{fault:?}") };
        assert!(route.hits("GET", "/v1/account") && !route.hits("GET", "/bulletin.jws"));
    }
}
