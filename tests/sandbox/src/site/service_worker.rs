//! The portal's service worker, for the configuration that is served here: the list in the file names that of `dist`.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::config;
use super::headers_file::headers_for;
use crate::api::{Refusal, etag, not_found};
use crate::sandbox::Shared;

const FILE: &str = "/service-worker.js";
/// How the entry of the configuration begins, as the build writes it.
const ENTRY: &str = r#"{url:"config.json","#;

/// The service worker.
pub async fn service_worker(State(sandbox): State<Shared>) -> Result<Response, Refusal> {
    let Ok(text) = std::fs::read_to_string(sandbox.dist.join("service-worker.js")) else {
        return Err(not_found(axum::http::Uri::from_static(FILE)).await);
    };
    let revision = etag(config::text(&sandbox).as_bytes());
    let mut headers = headers_for(&sandbox.dist, FILE);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok((StatusCode::OK, headers, with_configuration(&text, revision.trim_matches('"'))).into_response())
}

/// Names the configuration by its revision alone. A service worker that lists none, such as the kill switch, stays as it is.
fn with_configuration(text: &str, revision: &str) -> String {
    let split = text.split_once(ENTRY).and_then(|(before, rest)| Some((before, rest.split_once('}')?.1)));
    match split {
        Some((before, after)) => format!(r#"{before}{ENTRY}revision:"{revision}"}}{after}"#),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_the_configuration_that_is_served() {
        let built =
            r#"[{url:"boot.js",revision:null},{url:"config.json",revision:"0",integrity:"sha384-x"},{url:"z"}]"#;
        let expected = r#"[{url:"boot.js",revision:null},{url:"config.json",revision:"7"},{url:"z"}]"#;
        assert_eq!(with_configuration(built, "7"), expected);
        for other in ["", "unregister()", r#"{url:"config.json","#] {
            assert_eq!(with_configuration(other, "7"), other);
        }
    }
}
