//! A text in the languages the utility publishes.

use serde::{Deserialize, Serialize};

/// The same text in Hindi and in English, as the utility wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Words {
    /// Hindi.
    pub hi: String,
    /// English.
    pub en: String,
}
