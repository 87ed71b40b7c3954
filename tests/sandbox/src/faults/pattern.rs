//! Which requests a fault hits: `/v1/account*`, `POST /v1/recharges`, `/bulletin.jws`.

/// A method, if only one is meant, and a path in which `*` stands for anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutePattern {
    method: Option<String>,
    path: String,
}

impl RoutePattern {
    /// Reads a pattern; `None` unless it is a path, or a method and a path.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (method, path) = match text.split_once(' ') {
            Some((method, path)) => (Some(method), path),
            None => (None, text),
        };
        let method_fits =
            method.is_none_or(|method| !method.is_empty() && method.bytes().all(|b| b.is_ascii_uppercase()));
        let path_fits = path.starts_with('/') && !path.contains(char::is_whitespace) && path.len() <= 200;
        (method_fits && path_fits).then(|| Self { method: method.map(str::to_owned), path: path.to_owned() })
    }

    /// Whether a request is meant. Control pages never are: whoever broke the server must be able to mend it.
    #[must_use]
    pub fn hits(&self, method: &str, path: &str) -> bool {
        !path.starts_with("/sandbox")
            && self.method.as_deref().is_none_or(|wanted| wanted == method)
            && glob(self.path.as_bytes(), path.as_bytes())
    }
}

fn glob(pattern: &[u8], text: &[u8]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((b'*', rest)) => (0..=text.len()).any(|skip| glob(rest, &text[skip..])),
        Some((sign, rest)) => text.split_first().is_some_and(|(first, text)| first == sign && glob(rest, text)),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/v1/account*", "GET", "/v1/account", true)]
    #[case("/v1/account*", "GET", "/v1/account/balance", true)]
    #[case("/v1/account*", "GET", "/v1/recharges", false)]
    #[case("POST /v1/recharges", "POST", "/v1/recharges", true)]
    #[case("POST /v1/recharges", "GET", "/v1/recharges", false)]
    #[case("/v1/*/balance", "GET", "/v1/account/balance", true)]
    #[case("/*", "GET", "/sandbox/api/state", false)]
    #[case("/bulletin.jws", "GET", "/bulletin.jws", true)]
    fn a_pattern_hits_what_it_says(#[case] pattern: &str, #[case] method: &str, #[case] path: &str, #[case] hit: bool) {
        assert_eq!(RoutePattern::parse(pattern).map(|pattern| pattern.hits(method, path)), Some(hit));
    }

    #[rstest]
    #[case("")]
    #[case("v1")]
    #[case("get /v1")]
    #[case("GET")]
    #[case("GET  /v1")]
    fn what_is_no_pattern_is_refused(#[case] text: &str) {
        assert_eq!(RoutePattern::parse(text), None);
    }
}
