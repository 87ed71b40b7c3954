//! The portal's files, as a static host serves them.

use rstest::rstest;

use crate::client::Ask;
use crate::town::Town;

fn built() -> Town {
    let town = Town::ordinary();
    let write = |name: &str, text: &str| {
        let file = town.dist.join(name);
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("a directory");
        std::fs::write(file, text).expect("a file");
    };
    write("app.js", "plain");
    write("app.js.br", "brotli");
    write("app.js.gz", "gzip");
    write("app.wasm", "wasm");
    write("icons/lamp.svg", "<svg/>");
    write(
        "_headers",
        "/*\n  Content-Security-Policy: default-src 'none'\n  X-Frame: 1\n/app.js\n  Cache-Control: public, max-age=31536000, immutable\n",
    );
    write("config.json", "{\"someone\":\"else\"}");
    write(".secret", "x");
    town
}

#[rstest]
#[case("br, gzip", Some("br"), "brotli")]
#[case("gzip", Some("gzip"), "gzip")]
#[case("identity", None, "plain")]
#[case("br;q=0, gzip;q=0", None, "plain")]
fn the_precompressed_form_that_the_client_takes_is_served(
    #[case] accept: &str,
    #[case] coding: Option<&str>,
    #[case] body: &str,
) {
    let town = built();
    let answer = town.ask(&Ask::get("/app.js").with("Accept-Encoding", accept));
    assert_eq!((answer.status, answer.header("content-encoding"), answer.text().as_str()), (200, coding, body));
    assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(answer.header("vary"), Some("Accept-Encoding"));
    assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(answer.header("content-security-policy"), Some("default-src 'none'"));
}

#[test]
fn each_form_has_its_own_tag() {
    let town = built();
    let ask = |accept: &str| Ask::get("/app.js").with("Accept-Encoding", accept);
    let tag = |accept: &str| town.ask(&ask(accept)).header("etag").expect("an ETag").to_owned();
    assert_ne!(tag("br"), tag("gzip"));
    let known = town.ask(&ask("br").with("If-None-Match", &tag("br")));
    assert_eq!((known.status, known.body.len()), (304, 0));
    assert_eq!(town.ask(&ask("gzip").with("If-None-Match", &tag("br"))).status, 200);
}

#[test]
fn types_are_right() {
    let town = built();
    for (path, kind) in
        [("/", "text/html; charset=utf-8"), ("/app.wasm", "application/wasm"), ("/icons/lamp.svg", "image/svg+xml")]
    {
        assert_eq!(town.get(path).header("content-type"), Some(kind), "{path}");
    }
}

#[rstest]
#[case("/nothing")]
#[case("/_headers")]
#[case("/.secret")]
#[case("/icons")]
#[case("/icons/")]
#[case("/../Cargo.toml")]
#[case("/..%2f..%2fetc/passwd")]
#[case("/%2e%2e/%2e%2e/etc/passwd")]
#[case("/icons/..%5c..%5cx")]
#[case("//etc/passwd")]
#[case("/%00")]
#[case("/%ff%fe")]
#[case("/%zz")]
#[case("/icons/../app.js")]
fn what_is_not_there_or_not_ours_is_not_found(#[case] path: &str) {
    let town = built();
    let answer = town.get(path);
    assert_eq!((answer.status, answer.problem().as_str()), (404, "not-found"), "{path}");
}

#[test]
fn a_link_out_of_the_portal_is_not_followed() {
    let town = built();
    std::os::unix::fs::symlink("/etc/hostname", town.dist.join("out.txt")).expect("a link");
    assert_eq!(town.get("/out.txt").status, 404);
}

#[test]
fn files_can_be_read_and_nothing_else() {
    let town = built();
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let answer = town.ask(&Ask { method, ..Ask::get("/app.js") });
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let head = town.ask(&Ask { method: "HEAD", ..Ask::get("/app.js") });
    assert_eq!((head.status, head.body.len(), head.header("content-length")), (200, 0, Some("5")));
}

#[test]
fn the_configuration_is_the_sandboxs_own() {
    let town = built();
    let answer = town.get("/config.json");
    let config = diya::contract::config::Config::parse(&answer.body).expect("a configuration");
    assert_eq!((config.api.base.as_str(), config.bulletin.threshold, config.recharge.least.0), ("/v1", 1, 10_000));
    assert_eq!(answer.header("x-frame"), Some("1"));
}

#[test]
fn the_bulletin_is_kept_for_a_minute_and_not_sent_twice() {
    let town = built();
    let answer = town.get("/bulletin.jws");
    assert_eq!(answer.header("content-type"), Some("application/jose+json"));
    assert_eq!(answer.header("cache-control"), Some("public, max-age=60"));
    assert_eq!(answer.header("last-modified"), Some("Tue, 17 Sep 2024 18:30:00 GMT"));
    let tag = answer.header("etag").expect("an ETag");
    assert_eq!(town.ask(&Ask::get("/bulletin.jws").with("If-None-Match", tag)).status, 304);
    assert_eq!(town.get("/bulletin.jws").body, answer.body, "signed once");
}

#[test]
fn the_control_page_has_a_policy_of_its_own_and_no_inline_code() {
    let town = built();
    let page = town.get("/sandbox");
    assert!(page.header("content-security-policy").is_some_and(|policy| policy.contains("script-src 'self';")));
    let text = page.text();
    assert!(!text.contains(" style=") && !text.contains("onclick") && text.matches("<script").count() == 1);
    assert_eq!(town.get("/sandbox/control.js").header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(town.get("/sandbox/control.css").header("content-type"), Some("text/css; charset=utf-8"));
}
