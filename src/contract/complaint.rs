//! `/v1/complaints`: complaints and their dockets.
//!
//! `POST` carries an `Idempotency-Key` like a recharge's, with one difference: it is remembered as long as the complaint
//! is, because a device may have been without the server for days when it asks again. The same key, the same docket.

use serde::{Deserialize, Serialize};

use crate::domain::complaint::{ComplaintText, ComplaintTopic, Docket};
use crate::domain::identity::ConsumerNumber;

/// `POST /v1/complaints`. Answered 201 with a [`DocketResponse`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComplaintRequest {
    /// Whose complaint it is. If the session is another consumer's, nothing is filed and the answer is 401: on a shared
    /// phone nobody complains in another's name.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9]{9,12}$"))]
    pub consumer_number: ConsumerNumber,
    /// What it is about.
    pub topic: ComplaintTopic,
    /// In the consumer's words: 1 to 2,000 characters (Unicode scalar values) without the blanks around them; else 422.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub text: String,
}

impl ComplaintRequest {
    /// Whether the text is neither empty nor too long.
    #[must_use]
    pub fn has_fitting_text(&self) -> bool {
        ComplaintText::try_from(self.text.clone()).is_ok()
    }
}

/// `201`: the server's receipt.
pub type DocketResponse = Docket;
