//! `/v1/session`: signing in with a consumer number and a one-time password (OTP).

use serde::{Deserialize, Serialize};

use crate::domain::identity::ConsumerNumber;
use crate::domain::money::latin_digit;

/// `POST /v1/session/otp`: asks for an OTP by SMS. Answered 202 whether or not the number exists.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtpRequest {
    /// The consumer number, 9 to 12 digits.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9]{9,12}$"))]
    pub consumer_number: ConsumerNumber,
}

/// `POST /v1/session`: opens a session. Answered 204 with a `__Host-` cookie. `POST /v1/session/accounts`: adds an account to
/// the open session, if there is one (401 otherwise, and the OTP is not used up). Answered 204.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionRequest {
    /// The consumer number, 9 to 12 digits.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9]{9,12}$"))]
    pub consumer_number: ConsumerNumber,
    /// The OTP, six digits.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9]{6}$"))]
    pub otp: Otp,
}

/// The header by which a call says for which of the session's accounts it is made: `Diya-Account: 102345678`. Without it
/// the call is for the account that the session was opened with. An account that the session does not hold is answered
/// as no session is: 401.
pub const ACCOUNT: &str = "Diya-Account";

/// A one-time password: six digits (20 bits, ASVS 5.0 6.5.4).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Otp(String);

impl Otp {
    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Otp {
    type Error = OtpFault;

    /// Reads an OTP as people type or paste it: spaces and hyphens are dropped, Devanagari digits understood.
    fn try_from(text: String) -> Result<Self, OtpFault> {
        let digits: Option<String> =
            text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').map(latin_digit).take(16).collect();
        digits.filter(|digits| digits.len() == 6).map(Self).ok_or(OtpFault)
    }
}

impl From<Otp> for String {
    fn from(otp: Otp) -> Self {
        otp.0
    }
}

/// Hides the digits, so that no log can leak them.
impl core::fmt::Debug for Otp {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str("••••••")
    }
}

/// The text is not an OTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an OTP has six digits")]
pub struct OtpFault;
