//! The portal as nginx serves it: what to include in the `server` block that holds the name and the certificate.

use std::fmt::Write as _;

use super::policy::{FRESH, HASHED_PATH, HOST_SCRIPT, Kind, NOTICES, Policy};

const PREAMBLE: &str = r#"# Written by `cargo xtask build` from public/config.json; do not edit.
#
# Include this inside the server block that holds your name and certificate, and set `root` to the portal's directory there.
# brotli_static needs the module that Debian calls libnginx-mod-http-brotli-static; without it, remove that line.

index index.html;
charset off;
etag on;
server_tokens off;
gzip_static on;
brotli_static on;

types {
    "text/html; charset=utf-8" html;
    "text/css; charset=utf-8" css;
    "text/javascript; charset=utf-8" js;
    "text/plain; charset=utf-8" txt;
    application/wasm wasm;
    application/json json;
    application/jose+json jws;
    application/manifest+json webmanifest;
    application/atom+xml atom;
    image/svg+xml svg;
    image/png png;
    image/x-icon ico;
}
"#;

/// The file.
pub fn file(policy: &Policy) -> String {
    let fresh = FRESH.map(|name| name.replace('.', r"\.")).join("|");
    let mut file = PREAMBLE.to_owned() + "\n";
    always(&mut file, policy, Kind::Calm, "");
    file.push_str("\nlocation = /_headers { return 404; }\n");
    location(&mut file, policy, &format!("~ {HASHED_PATH}"), Kind::Hashed);
    location(&mut file, policy, &format!("~ ^/({fresh})$"), Kind::Fresh);
    location(&mut file, policy, &format!("= /{HOST_SCRIPT}"), Kind::HostScript);
    location(&mut file, policy, &format!("= /{NOTICES}"), Kind::Notices);
    location(&mut file, policy, "/", Kind::Calm);
    file
}

/// A location repeats every header, because `add_header` in a location replaces those of the levels above. Errors carry the security
/// headers too, but are not to be kept as long as the file would be.
fn location(file: &mut String, policy: &Policy, matching: &str, kind: Kind) {
    // Writing to a string cannot fail.
    let _ = write!(file, "\nlocation {matching} {{\n    try_files $uri $uri/ =404;\n");
    for (name, value) in policy.of(kind) {
        let _ = writeln!(file, "    add_header {name} \"{value}\";");
    }
    always(file, policy, kind, "    ");
    file.push_str("}\n");
}

fn always(file: &mut String, policy: &Policy, kind: Kind, indent: &str) {
    for (name, value) in [policy.content(kind)].iter().chain(&policy.everywhere) {
        // Writing to a string cannot fail.
        let _ = writeln!(file, "{indent}add_header {name} \"{value}\" always;");
    }
}

#[cfg(test)]
mod tests {
    use super::super::site::Site;
    use super::*;

    #[test]
    fn every_location_repeats_every_header() {
        let policy = Policy::new(&Site::default(), &[]);
        let file = file(&policy);
        assert_eq!(file.matches("try_files").count(), 5);
        for (name, _) in [policy.content(Kind::Calm)].iter().chain(&policy.everywhere) {
            assert_eq!(file.matches(&format!("add_header {name} ")).count(), 6, "{name}");
        }
        assert_eq!(file.matches('"').count() % 2, 0);
    }
}
