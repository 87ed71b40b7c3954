//! The `_headers` file that the build writes: a path, then its headers, indented.

use std::path::Path;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The headers that `_headers` in `dist` asks for at `path`; none if there is no such file.
pub fn headers_for(dist: &Path, path: &str) -> HeaderMap {
    std::fs::read_to_string(dist.join("_headers")).map(|text| read(&text, path)).unwrap_or_default()
}

fn read(text: &str, path: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut hit = false;
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        if line.starts_with('/') {
            hit = fits(line.trim(), path);
        } else if let (true, Some((name, value))) = (hit, line.trim().split_once(':')) {
            let name = HeaderName::try_from(name.trim());
            let value = HeaderValue::try_from(value.trim());
            if let (Ok(name), Ok(value)) = (name, value) {
                headers.insert(name, value);
            }
        }
    }
    headers
}

fn fits(pattern: &str, path: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == path, |start| path.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_fit_add_up_and_others_do_not() {
        let text = "# c\n/*\n  X-A: 1\n  X-B: a: b\n\n/x.js\n  X-A: 2\n/icons/*\n  X-C: 3\n";
        let all = |path| {
            let headers = read(text, path);
            ["x-a", "x-b", "x-c"].map(|name| headers.get(name).map(|value| value.to_str().expect("ASCII").to_owned()))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(all("/"), [some("1"), some("a: b"), None]);
        assert_eq!(all("/x.js"), [some("2"), some("a: b"), None]);
        assert_eq!(all("/icons/a.png"), [some("1"), some("a: b"), some("3")]);
    }
}
