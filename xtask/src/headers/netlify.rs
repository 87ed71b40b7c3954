//! The `_headers` file that Netlify, Cloudflare Pages and others read: a path, then its headers, indented.
//!
//! Both add up the headers of all rules that match a path, so no header may be named by two rules that do. The content security policy
//! differs for one page and therefore stands with each path: what the portal does not know, an error page of the host too, has none.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::policy::{FRESH, Header, NOTICES, Policy, kind_of};

/// The file, for a portal that has these names at its top (directories end with a slash). What may be put beside them later, such as the
/// bulletin, has its rule already.
pub fn file(policy: &Policy, names: &[String]) -> String {
    let names: BTreeSet<&str> = names.iter().map(String::as_str).chain(FRESH).chain([NOTICES]).collect();
    let mut file = "# Written by `cargo xtask build` from public/config.json; do not edit.\n".to_owned();
    rule(&mut file, "/*", &policy.everywhere);
    for name in names {
        let kind = kind_of(name);
        let headers = [vec![policy.content(kind)], policy.of(kind)].concat();
        if name == "index.html" {
            rule(&mut file, "/", &headers);
        }
        if name == NOTICES {
            // Such hosts may show a page under its name without the ending, and lead there.
            rule(&mut file, "/notices", &headers);
        }
        let all_below = if name.ends_with('/') { "*" } else { "" };
        rule(&mut file, &format!("/{name}{all_below}"), &headers);
    }
    file
}

fn rule(file: &mut String, path: &str, headers: &[Header]) {
    // Writing to a string cannot fail.
    let _ = write!(file, "\n{path}\n");
    for (name, value) in headers {
        let _ = writeln!(file, "  {name}: {value}");
    }
}

#[cfg(test)]
mod tests {
    use super::super::policy::Kind;
    use super::super::site::Site;
    use super::*;

    #[test]
    fn each_path_has_its_rule_and_no_header_comes_twice() {
        let names = ["config.json", "diya-0123456789abcdef.wasm", "icons/", "index.html"].map(str::to_owned);
        let policy = Policy::new(&Site::default(), &[]);
        let file = file(&policy, &names);
        let rules: Vec<_> = file.lines().filter(|line| line.starts_with('/')).collect();
        for path in [
            "/*",
            "/config.json",
            "/diya-0123456789abcdef.wasm",
            "/icons/*",
            "/",
            "/index.html",
            "/bulletin.jws",
            "/notices.html",
        ] {
            assert_eq!(rules.iter().filter(|rule| **rule == path).count(), 1, "{path}");
        }
        let everywhere = file.split("\n\n").nth(1).expect("the first rule");
        assert!(
            !["Cache-Control", "Resource-Policy", "Content-Security"].iter().any(|name| everywhere.contains(name)),
            "{everywhere}"
        );
        assert!(everywhere.contains("\n  X-Content-Type-Options: nosniff\n"), "{everywhere}");
        assert!(file.contains("  Cache-Control: public, max-age=86400\n"), "{file}");
        let of = |path: &str| {
            let rule = file.split("\n\n").find(|rule| rule.starts_with(&format!("{path}\n"))).expect(path);
            rule.lines().filter_map(|line| line.strip_prefix("  Content-Security-Policy: ")).collect::<Vec<_>>()
        };
        for path in ["/", "/index.html", "/icons/*", "/bulletin.jws", "/diya-0123456789abcdef.wasm"] {
            assert_eq!(of(path), [policy.content(Kind::Calm).1], "{path}");
        }
        for path in ["/notices.html", "/notices"] {
            assert_eq!(of(path), [policy.content(Kind::Notices).1], "{path}");
        }
    }

    #[test]
    fn a_value_never_breaks_out_of_its_line() {
        let file = file(&Policy::new(&Site::default(), &["a{}\nb{}".to_owned()]), &[]);
        assert!(
            file.lines().all(|line| line.is_empty() || line.starts_with(['#', '/']) || line.starts_with("  ")),
            "{file}"
        );
    }
}
