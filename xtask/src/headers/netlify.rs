//! The `_headers` file that Netlify, Cloudflare Pages and others read: a path, then its headers, indented.
//!
//! Both add up the headers of all rules that match a path, so no header may be named by two rules that do.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::policy::{FRESH, Header, Policy, kind_of};

/// The file, for a portal that has these names at its top (directories end with a slash). What may be put beside them later, such as the
/// bulletin, has its rule already.
pub fn file(policy: &Policy, names: &[String]) -> String {
    let names: BTreeSet<&str> = names.iter().map(String::as_str).chain(FRESH).collect();
    let mut file = "# Written by `cargo xtask build` from public/config.json; do not edit.\n".to_owned();
    rule(&mut file, "/*", &policy.everywhere);
    for name in names {
        let headers = policy.of(kind_of(name));
        if name == "index.html" {
            rule(&mut file, "/", &headers);
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
    use super::super::site::Site;
    use super::*;

    #[test]
    fn each_path_has_its_rule_and_no_header_comes_twice() {
        let names = ["config.json", "diya-0123456789abcdef.wasm", "icons/", "index.html"].map(str::to_owned);
        let file = file(&Policy::new(&Site::default(), &[]), &names);
        let rules: Vec<_> = file.lines().filter(|line| line.starts_with('/')).collect();
        for path in
            ["/*", "/config.json", "/diya-0123456789abcdef.wasm", "/icons/*", "/", "/index.html", "/bulletin.jws"]
        {
            assert_eq!(rules.iter().filter(|rule| **rule == path).count(), 1, "{path}");
        }
        let everywhere = file.split("\n\n").nth(1).expect("the first rule");
        assert!(!everywhere.contains("Cache-Control") && !everywhere.contains("Resource-Policy"), "{everywhere}");
        assert!(everywhere.contains("\n  X-Content-Type-Options: nosniff\n"), "{everywhere}");
        assert!(file.contains("\n/icons/*\n  Cache-Control: public, max-age=86400\n"), "{file}");
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
