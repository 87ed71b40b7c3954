//! Query parameters. A wrong one is named.

use std::collections::BTreeMap;

use axum::extract::Query;
use axum::http::Uri;

use super::Refusal;

/// The parameters of a request.
pub struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Reads them.
    pub fn of(uri: &Uri) -> Result<Self, Refusal> {
        let query = Query::try_from_uri(uri).map_err(|_| Refusal::malformed("the query cannot be decoded"))?;
        Ok(Self(query.0))
    }

    /// The parameter `name`, read by `read`, if it is there.
    pub fn optional<T, E: std::fmt::Display>(
        &self,
        name: &str,
        read: impl FnOnce(String) -> Result<T, E>,
    ) -> Result<Option<T>, Refusal> {
        let text = self.0.get(name).cloned();
        text.map(|text| read(text).map_err(|why| Refusal::malformed(format!("{name}: {why}")))).transpose()
    }

    /// The parameter `name`, which must be there.
    pub fn required<T, E: std::fmt::Display>(
        &self,
        name: &str,
        read: impl FnOnce(String) -> Result<T, E>,
    ) -> Result<T, Refusal> {
        self.optional(name, read)?.ok_or_else(|| Refusal::malformed(format!("{name}: missing")))
    }
}
