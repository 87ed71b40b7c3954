//! The portal as Caddy serves it: a snippet to import in the site block that holds the name.

use std::fmt::Write as _;

use super::policy::{FRESH, HASHED_PATH, HOST_SCRIPT, Header, Kind, NOTICES, Policy};

/// The file.
pub fn file(policy: &Policy) -> String {
    let fresh: Vec<String> = FRESH.iter().map(|name| format!("/{name}")).chain(["/".to_owned()]).collect();
    let fresh = fresh.join(" ");
    let mut file = format!(
        "# Written by `cargo xtask build` from public/config.json; do not edit.\n\
         #\n\
         # Import this file at the top of your Caddyfile, then in the site block: root * /path/to/portal, and import diya.\n\n\
         (diya) {{\n\
         \t@hidden path /_headers\n\
         \trespond @hidden 404\n\
         \tfile_server {{\n\
         \t\tprecompressed br gzip\n\
         \t}}\n\
         \t@hashed {{\n\
         \t\tpath_regexp {HASHED_PATH}\n\
         \t\tfile\n\
         \t}}\n\
         \t@fresh path {fresh}\n\
         \t@host_script path /{HOST_SCRIPT}\n\
         \t@notices path /{NOTICES}\n\
         \t@portal not path /{NOTICES}\n\
         \t@calm {{\n\
         \t\tnot path_regexp {HASHED_PATH}\n\
         \t\tnot path {fresh} /{HOST_SCRIPT} /{NOTICES}\n\
         \t}}\n\
         \t@webmanifest path *.webmanifest\n\
         \theader @webmanifest Content-Type application/manifest+json\n\
         \t@bulletin path *.jws\n\
         \theader @bulletin Content-Type application/jose+json\n\
         \t@atom path *.atom\n\
         \theader @atom Content-Type application/atom+xml\n"
    );
    headers(&mut file, "", &policy.everywhere);
    headers(&mut file, "@portal ", &[policy.content(Kind::Calm)]);
    headers(&mut file, "@hashed ", &policy.of(Kind::Hashed));
    headers(&mut file, "@fresh ", &policy.of(Kind::Fresh));
    headers(&mut file, "@host_script ", &policy.of(Kind::HostScript));
    let notices = [vec![policy.content(Kind::Notices)], policy.of(Kind::Notices)].concat();
    headers(&mut file, "@notices ", &notices);
    headers(&mut file, "@calm ", &policy.of(Kind::Calm));
    file + "}\n"
}

fn headers(file: &mut String, matching: &str, headers: &[Header]) {
    // Writing to a string cannot fail.
    let _ = writeln!(file, "\theader {matching}{{");
    for (name, value) in headers {
        let _ = writeln!(file, "\t\t{name} \"{value}\"");
    }
    file.push_str("\t}\n");
}

#[cfg(test)]
mod tests {
    use super::super::site::Site;
    use super::*;

    #[test]
    fn each_header_is_set_once_for_each_path() {
        let policy = Policy::new(&Site::default(), &[]);
        let file = file(&policy);
        for (name, _) in &policy.everywhere {
            assert_eq!(file.matches(&format!("\t{name} \"")).count(), 1, "{name}");
        }
        assert_eq!(file.matches("\tCache-Control \"").count(), 5);
        assert_eq!(file.matches("\tContent-Security-Policy \"").count(), 2);
        assert_eq!(file.matches('{').count(), file.matches('}').count());
    }
}
