//! Errors on the wire: RFC 9457 problem details.
//!
//! The `type` is mapped to our own words; `detail` is for engineers and is never shown.

use serde::{Deserialize, Serialize};

use super::json::{Fill, FromJson, JsonFault, Tree, object_from_json};

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A problem as RFC 9457 §3.1 describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Which problem it is.
    #[serde(rename = "type", default)]
    pub kind: ProblemKind,
    /// Its name in English, for engineers.
    #[serde(default)]
    pub title: String,
    /// The HTTP status.
    #[serde(default)]
    pub status: u16,
    /// What happened this time, in English, for engineers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The path that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
}

macro_rules! problem_kinds {
    ($($(#[$doc:meta])* $kind:ident = $uri:literal, $status:literal, $title:literal;)*) => {
        /// The problems the contract knows. An unknown `type` reads as [`ProblemKind::Other`].
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ProblemKind {
            $($(#[$doc])* #[serde(rename = $uri)] $kind,)*
            /// A problem the contract does not name.
            #[default]
            #[serde(rename = "about:blank", other)]
            Other,
        }

        impl Fill for ProblemKind {
            fn fill(&mut self, tree: Tree) -> Result<(), JsonFault> {
                let uri = String::from_json(tree)?;
                let kinds = [$(($uri, Self::$kind)),*];
                *self = kinds.iter().find(|(known, _)| *known == uri).map_or(Self::Other, |(_, kind)| *kind);
                Ok(())
            }
        }

        impl FromJson for ProblemKind {
            fn blank() -> Self {
                Self::Other
            }
        }

        impl ProblemKind {
            /// The HTTP status it is sent with.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$kind => $status,)* Self::Other => 500 }
            }

            /// Its name in English, for engineers.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$kind => $title,)* Self::Other => "Internal error" }
            }
        }
    };
}

problem_kinds! {
    /// The request is not what the contract describes.
    Malformed = "urn:diya:problem:malformed", 400, "Malformed request";
    /// `Idempotency-Key` is missing or not a quoted UUID.
    IdempotencyKeyMissing = "urn:diya:problem:idempotency-key-missing", 400, "Idempotency-Key missing";
    /// No session, or one that ended.
    NotSignedIn = "urn:diya:problem:not-signed-in", 401, "Not signed in";
    /// The OTP is wrong, used, or too old: one answer for all, so that nothing can be guessed from it.
    OtpRefused = "urn:diya:problem:otp-refused", 401, "OTP refused";
    /// No such order, or not this session's.
    NotFound = "urn:diya:problem:not-found", 404, "Not found";
    /// The first request with this key is still running.
    IdempotencyInFlight = "urn:diya:problem:idempotency-in-flight", 409, "First request still in flight";
    /// Another order for the account is open, and the request does not say that the person knows of it.
    RechargeOpen = "urn:diya:problem:recharge-open", 409, "Another recharge is open";
    /// The key was used with another payload.
    IdempotencyKeyReused = "urn:diya:problem:idempotency-key-reused", 422, "Idempotency-Key reused";
    /// The amount is below the least or above the most that may be recharged.
    AmountOutOfLimits = "urn:diya:problem:amount-out-of-limits", 422, "Amount out of limits";
    /// The text of a complaint is empty or has too many characters.
    TextOutOfLimits = "urn:diya:problem:text-out-of-limits", 422, "Text out of limits";
    /// No account has this consumer number.
    NoSuchConsumer = "urn:diya:problem:no-such-consumer", 422, "No such consumer";
    /// Too many requests; `Retry-After` says when.
    TooManyRequests = "urn:diya:problem:too-many-requests", 429, "Too many requests";
    /// The server cannot answer now; `Retry-After` may say when.
    Unavailable = "urn:diya:problem:unavailable", 503, "Unavailable";
}

object_from_json!(Problem { kind = "type"?, title?, status?, detail, instance });

impl Problem {
    /// A problem of this kind.
    #[must_use]
    pub fn new(kind: ProblemKind, detail: Option<String>) -> Self {
        Self { kind, title: kind.title().to_owned(), status: kind.status(), detail, instance: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_type_is_a_problem_all_the_same() {
        let problem: Problem =
            serde_json::from_str(r#"{"type":"https://example/boom","status":500}"#).expect("a problem");
        assert_eq!(problem.kind, ProblemKind::Other);
    }

    #[test]
    fn a_problem_without_members_reads_as_about_blank() {
        let problem: Problem = serde_json::from_str("{}").expect("RFC 9457 makes every member optional");
        assert_eq!(problem.kind, ProblemKind::Other);
    }

    #[test]
    fn a_known_type_is_written_as_its_urn() {
        let text = serde_json::to_string(&Problem::new(ProblemKind::OtpRefused, None)).expect("serializes");
        assert!(text.contains(r#""type":"urn:diya:problem:otp-refused""#), "{text}");
    }
}
