//! What a deployment configures, as far as it opens the security policy: other origins to fetch from, and pages that may embed the portal.

use std::collections::BTreeSet;
use std::fmt;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The origins that `config.json` names. Without any, the portal talks to its own origin only.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Where the API and the bulletin's mirrors are.
    pub fetched: BTreeSet<Origin>,
    /// Whose pages may hold the portal in a frame.
    pub embedding: BTreeSet<Origin>,
}

/// A web origin: scheme, host, and port if it is not the scheme's own (RFC 6454).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin(String);

impl Site {
    /// Reads the fields `api.base`, `bulletin.mirrors` and `embed.origins`. Each may be absent; a malformed one is named.
    pub fn from_config(text: &str) -> Result<Self> {
        let config: Value = serde_json::from_str(text).context("not JSON")?;
        if !config.is_object() {
            bail!("not a JSON object");
        }
        let api = field(&config, "api", "base")?.map(|base| address(base).context("api.base")).transpose()?.flatten();
        let mirrors = addresses(&config, "bulletin", "mirrors")?;
        let embedding = addresses(&config, "embed", "origins")?;
        if embedding.iter().any(Option::is_none) {
            bail!("embed.origins: each must be an origin such as \"https://utility.example\"");
        }
        Ok(Self {
            fetched: api.into_iter().chain(mirrors.into_iter().flatten()).collect(),
            embedding: embedding.into_iter().flatten().collect(),
        })
    }
}

fn field<'a>(config: &'a Value, group: &str, name: &str) -> Result<Option<&'a Value>> {
    match config.get(group) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(fields)) => Ok(fields.get(name).filter(|value| !value.is_null())),
        Some(other) => bail!("{group}: expected an object, found {other}"),
    }
}

fn addresses(config: &Value, group: &str, name: &str) -> Result<Vec<Option<Origin>>> {
    match field(config, group, name)? {
        None => Ok(Vec::new()),
        Some(Value::Array(list)) => {
            let parsed = list.iter().enumerate();
            parsed.map(|(index, value)| address(value).with_context(|| format!("{group}.{name}[{index}]"))).collect()
        }
        Some(other) => bail!("{group}.{name}: expected an array, found {other}"),
    }
}

/// The origin of an address, or none if the address is a path on our own origin.
fn address(value: &Value) -> Result<Option<Origin>> {
    let Some(text) = value.as_str() else { bail!("expected a string, found {value}") };
    let (scheme, rest) = match text.split_once("://") {
        Some(("https", rest)) => ("https", rest),
        Some(("http", rest)) if is_loopback(rest) => ("http", rest),
        Some(("http", _)) => bail!("{text:?} is not encrypted: use https"),
        None if is_own_path(text) => return Ok(None),
        _ => bail!("{text:?} is neither an https address nor a path such as \"/v1\""),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    Origin::new(scheme, authority).with_context(|| format!("{text:?} has no valid host")).map(Some)
}

/// `//host` would be another origin, and `javascript:` no path at all.
fn is_own_path(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with("//")
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-~%".contains(c))
}

fn is_loopback(rest: &str) -> bool {
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    host == "localhost" || host == "127.0.0.1"
}

impl Origin {
    fn new(scheme: &str, authority: &str) -> Result<Self> {
        let authority = authority.to_ascii_lowercase();
        let (host, port) =
            authority.split_once(':').map_or((authority.as_str(), None), |(host, port)| (host, Some(port)));
        let label_is_valid = |label: &str| {
            !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !label.starts_with('-')
        };
        // A wildcard, a quote or a semicolon would change the meaning of the whole policy.
        if !host.split('.').all(label_is_valid) {
            bail!("{host:?} is no host name (write an international one in its xn-- form)");
        }
        let own_port = if scheme == "https" { 443 } else { 80 };
        match port.map(str::parse::<u16>) {
            None => Ok(Self(format!("{scheme}://{host}"))),
            Some(Ok(port)) if port == own_port => Ok(Self(format!("{scheme}://{host}"))),
            Some(Ok(port)) if port > 0 => Ok(Self(format!("{scheme}://{host}:{port}"))),
            Some(_) => bail!("the port is no number from 1 to 65535"),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins(set: &BTreeSet<Origin>) -> Vec<String> {
        set.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_portal_beside_its_api_opens_nothing() {
        for config in
            ["{}", r#"{"api":{"base":"/v1"}}"#, r#"{"api":{},"bulletin":{"mirrors":["./bulletin.jws"]},"embed":null}"#]
        {
            assert_eq!(Site::from_config(config).expect(config), Site::default(), "{config}");
        }
    }

    #[test]
    fn origins_are_taken_from_addresses_each_once() {
        let site = Site::from_config(
            r#"{"api":{"base":"https://API.example:443/v1"},
                "bulletin":{"mirrors":["/bulletin.jws","https://a.example/x/bulletin.jws","https://a.example/y","http://localhost:9000/z"]},
                "embed":{"origins":["https://utility.example"]}, "more":1}"#,
        )
        .expect("valid");
        assert_eq!(origins(&site.fetched), ["http://localhost:9000", "https://a.example", "https://api.example"]);
        assert_eq!(origins(&site.embedding), ["https://utility.example"]);
    }

    #[test]
    fn a_malformed_field_is_named() {
        for (config, field) in [
            ("", "not JSON"),
            ("[]", "not a JSON object"),
            (r#"{"api":"/v1"}"#, "api: expected an object"),
            (r#"{"api":{"base":7}}"#, "api.base: expected a string"),
            (r#"{"api":{"base":"ftp://x/"}}"#, "api.base: \"ftp://x/\" is neither"),
            (r#"{"api":{"base":"http://api.example/v1"}}"#, "api.base: \"http://api.example/v1\" is not encrypted"),
            (r#"{"api":{"base":"//api.example/v1"}}"#, "api.base"),
            (r#"{"api":{"base":""}}"#, "api.base"),
            (r#"{"bulletin":{"mirrors":"https://a.example"}}"#, "bulletin.mirrors: expected an array"),
            (r#"{"bulletin":{"mirrors":["/b",{}]}}"#, "bulletin.mirrors[1]: expected a string"),
            (r#"{"embed":{"origins":["https://*.example"]}}"#, "embed.origins[0]"),
            (r#"{"embed":{"origins":["https://a.example; script-src *"]}}"#, "embed.origins[0]"),
            (r#"{"embed":{"origins":["https://a.example:x"]}}"#, "the port is no number"),
            (r#"{"embed":{"origins":["https://user@a.example"]}}"#, "embed.origins[0]"),
            (r#"{"embed":{"origins":["/"]}}"#, "embed.origins: each must be an origin"),
        ] {
            let error = Site::from_config(config).expect_err(config);
            assert!(format!("{error:#}").contains(field), "{config}: {error:#}");
        }
    }
}
