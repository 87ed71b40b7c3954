//! Files of the built portal, precompressed where the build did it.

use std::path::{Component, Path, PathBuf};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use diya::contract::problem::ProblemKind;

use super::encoding::accepted;
use super::headers_file::headers_for;
use super::media::media_type;
use crate::api::{Refusal, etag, is_known, method_not_allowed, not_found};
use crate::sandbox::Shared;

/// Serves a file of `dist`.
pub async fn file(State(sandbox): State<Shared>, request: Request<Body>) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return method_not_allowed()
            .await
            .with_header(header::ALLOW, HeaderValue::from_static("GET, HEAD"))
            .into_response();
    }
    let path = request.uri().path();
    let Some((name, file)) = locate(&sandbox.dist, path) else {
        return not_found(request.uri().clone()).await.into_response();
    };
    let Ok(plain) = std::fs::read(&file) else {
        return Refusal::new(ProblemKind::NotFound).into_response();
    };
    let asked = request.headers();
    let (bytes, coding) = smallest(&file, plain, asked);
    let mut headers = headers_for(&sandbox.dist, path);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    let tag = etag(&bytes);
    if let Ok(value) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, value);
    }
    if is_known(asked, &tag) {
        (StatusCode::NOT_MODIFIED, headers).into_response()
    } else {
        (headers, bytes).into_response()
    }
}

fn smallest(file: &Path, plain: Vec<u8>, asked: &HeaderMap) -> (Vec<u8>, Option<&'static str>) {
    let accept = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for coding in accepted(accept) {
        let mut packed = file.as_os_str().to_owned();
        packed.push(format!(".{}", coding.extension));
        if let Ok(bytes) = std::fs::read(packed) {
            return (bytes, Some(coding.name));
        }
    }
    (plain, None)
}

/// The file that a path means, and its name; nothing outside `dist`, and not the hosts' own files.
fn locate(dist: &Path, path: &str) -> Option<(String, PathBuf)> {
    let path = decoded(path)?;
    let name = path.strip_prefix('/')?;
    let name = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() };
    let relative = Path::new(&name);
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    let hidden = name.split('/').any(|part| part.starts_with(['_', '.']) || part.is_empty());
    if !plain || hidden || name.contains(['\\', '\0']) {
        return None;
    }
    let file = dist.join(relative).canonicalize().ok()?;
    // A symbolic link must not lead out of it either.
    let inside = dist.canonicalize().is_ok_and(|dist| file.starts_with(dist));
    (inside && file.is_file()).then_some((name, file))
}

fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut nibble = || rest.next().and_then(|sign| char::from(sign).to_digit(16));
            bytes.push(u8::try_from(nibble()? * 16 + nibble()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
