//! The session cookie. `__Host-` makes browsers insist on `Secure`, `Path=/` and no `Domain`.

use axum::http::{HeaderMap, header};

const NAME: &str = "__Host-diya";

/// The token in the request's cookie.
pub fn token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == NAME).then_some(value))
}

/// `Set-Cookie` for a new token.
pub fn set(token: &str) -> String {
    format!("{NAME}={token}; Secure; HttpOnly; SameSite=Strict; Path=/")
}

/// `Set-Cookie` that takes the token away.
pub fn clear() -> String {
    format!("{NAME}=; Secure; HttpOnly; SameSite=Strict; Path=/; Max-Age=0")
}
