//! Which header goes with which file. DESIGN.md §8.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

use super::site::{Origin, Site};

/// A header's name and value.
pub type Header = (&'static str, String);

/// What a file is, as far as its headers are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Named by the hash of its content: never changes.
    Hashed,
    /// Must be asked for anew each time: the page, the configuration, the bulletin, the service worker.
    Fresh,
    /// Loaded by the pages of others: the script that embeds the portal.
    HostScript,
    /// The notices as a page without script. Asked for anew each time, under a policy of its own.
    Notices,
    /// Pictures and the like: may be a day old.
    Calm,
}

/// Files of [`Kind::Fresh`], at the top of the portal.
pub const FRESH: [&str; 9] = [
    "index.html",
    "config.json",
    "manifest.webmanifest",
    "service-worker.js",
    FRAME_SCRIPT,
    KIOSK_SCRIPT,
    KIOSK_STYLE,
    "bulletin.jws",
    "notices.atom",
];
/// The file of [`Kind::Notices`], which the publisher lays beside the bulletin.
pub const NOTICES: &str = "notices.html";
/// The style of [`NOTICES`]: the very file that the publisher puts into the page, so that nobody has to copy a digest.
const NOTICES_STYLE: &str = include_str!("../../../publisher/src/leaflet/leaflet.css");
/// The portal's own script for when it stands in a frame.
pub const FRAME_SCRIPT: &str = "frame.js";
/// The portal's own script for a machine that many people share, and its style.
pub const KIOSK_SCRIPT: &str = "kiosk.js";
/// See [`KIOSK_SCRIPT`].
pub const KIOSK_STYLE: &str = "kiosk.css";
/// Files of [`Kind::HostScript`].
pub const HOST_SCRIPT: &str = "embed.js";
/// The names that the build gives to hashed files, as a regular expression for a whole path.
pub const HASHED_PATH: &str = r"^/(boot|diya|rest|style|words-[a-z]+)-[0-9a-f]+\.(css|js|txt|wasm)$";

/// The headers of one deployment.
pub struct Policy {
    /// Headers that go with everything, errors included, but for the one of [`Policy::content`].
    pub everywhere: Vec<Header>,
    portal: String,
    notices: String,
    embeddable: bool,
}

impl Policy {
    /// The policy for a deployment whose pages hold these inline styles.
    pub fn new(site: &Site, inline_styles: &[String]) -> Self {
        let everywhere = vec![
            ("Strict-Transport-Security", "max-age=63072000; includeSubDomains".to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Referrer-Policy", "no-referrer".to_owned()),
            ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
            ("Permissions-Policy", permissions()),
        ];
        let (portal, notices) = (portal(site, inline_styles), notices(site));
        Self { everywhere, portal, notices, embeddable: !site.embedding.is_empty() }
    }

    /// The content security policy that goes with a kind of file, errors included. Two of them on one file would both have to
    /// agree, so whoever writes them down gives each path exactly one.
    pub fn content(&self, kind: Kind) -> Header {
        let policy = if kind == Kind::Notices { &self.notices } else { &self.portal };
        ("Content-Security-Policy", policy.clone())
    }

    /// The headers that differ from file to file.
    pub fn of(&self, kind: Kind) -> Vec<Header> {
        let caching = match kind {
            Kind::Hashed => "public, max-age=31536000, immutable",
            Kind::Fresh | Kind::HostScript | Kind::Notices => "no-cache",
            Kind::Calm => "public, max-age=86400",
        };
        let open = self.embeddable && matches!(kind, Kind::HostScript | Kind::Hashed);
        let readers = if open { "cross-origin" } else { "same-origin" };
        let mut headers =
            vec![("Cache-Control", caching.to_owned()), ("Cross-Origin-Resource-Policy", readers.to_owned())];
        // A frame in a sandbox has no origin, so that the portal's own files are foreign to it. They are the same for
        // everybody, and asked for without cookies.
        if self.embeddable && kind != Kind::Calm && kind != Kind::Notices {
            headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
        }
        headers
    }
}

/// What kind of file lies under this name at the top of the portal.
pub fn kind_of(name: &str) -> Kind {
    if is_hashed(name) {
        Kind::Hashed
    } else if name == HOST_SCRIPT {
        Kind::HostScript
    } else if name == NOTICES {
        Kind::Notices
    } else if FRESH.contains(&name) {
        Kind::Fresh
    } else {
        Kind::Calm
    }
}

fn is_hashed(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let Some((what, hash)) = stem.rsplit_once('-') else { return false };
    (["boot", "diya", "rest", "style"].contains(&what) || what.starts_with("words-"))
        && ["css", "js", "txt", "wasm"].contains(&ending)
        && hash.len() == 16
        && hash.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
}

fn portal(site: &Site, inline_styles: &[String]) -> String {
    let mut hashes: Vec<_> = inline_styles.iter().map(|css| sha256_source(css)).collect();
    hashes.sort();
    hashes.dedup();
    [
        "default-src 'none'".to_owned(),
        "script-src 'self' 'wasm-unsafe-eval'".to_owned(),
        with("style-src 'self'", &hashes),
        "img-src 'self' data:".to_owned(),
        with("connect-src 'self'", &names(site.fetched.iter())),
        "manifest-src 'self'".to_owned(),
        "worker-src 'self'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
        with("frame-ancestors 'self'", &names(site.embedding.iter())),
    ]
    .join("; ")
}

/// The page of notices has one style and no script; its pictures are drawn inline. `img-src` is for the icon that browsers ask for
/// unasked.
fn notices(site: &Site) -> String {
    [
        "default-src 'none'".to_owned(),
        format!("style-src {}", sha256_source(NOTICES_STYLE)),
        "img-src 'self'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
        with("frame-ancestors 'self'", &names(site.embedding.iter())),
    ]
    .join("; ")
}

fn with(directive: &str, sources: &[String]) -> String {
    sources.iter().fold(directive.to_owned(), |directive, source| directive + " " + source)
}

fn names<'a>(origins: impl Iterator<Item = &'a Origin>) -> Vec<String> {
    origins.map(ToString::to_string).collect()
}

/// A hash source (CSP 3 §2.3.1) that allows exactly this inline style.
fn sha256_source(css: &str) -> String {
    format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(css)))
}

/// Denies every powerful feature that the portal does not use.
fn permissions() -> String {
    const DENIED: [&str; 17] = [
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "serial",
        "usb",
        "xr-spatial-tracking",
    ];
    DENIED.map(|feature| format!("{feature}=()")).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(headers: &[Header], name: &str) -> String {
        headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone()).expect(name)
    }

    #[test]
    fn without_configuration_only_our_own_origin_is_open() {
        let policy = Policy::new(&Site::default(), &[]);
        assert_eq!(
            policy.content(Kind::Fresh).1,
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
             manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        );
    }

    #[test]
    fn configured_origins_and_inline_styles_are_let_in_and_nothing_else() {
        let config = r#"{"api":{"base":"https://api.example/v1"},"bulletin":{"mirrors":["https://cdn.example/b"]},
            "embed":{"origins":["https://utility.example"]}}"#;
        let policy = Policy::new(&Site::from_config(config).expect("valid"), &["a{}".to_owned(), "a{}".to_owned()]);
        let csp = policy.content(Kind::Fresh).1;
        assert!(csp.contains("; connect-src 'self' https://api.example https://cdn.example; "), "{csp}");
        assert!(csp.ends_with("; frame-ancestors 'self' https://utility.example"), "{csp}");
        // printf 'a{}' | openssl dgst -sha256 -binary | base64
        assert!(csp.contains("; style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='; "), "{csp}");
        assert!(!csp.contains("unsafe-inline") && !csp.contains('*'), "{csp}");
    }

    #[test]
    fn the_page_of_notices_may_show_the_style_that_the_publisher_gives_it_and_nothing_else() {
        let policy = Policy::new(&Site::default(), &["a{}".to_owned()]);
        let hash = sha256_source(publisher::leaflet::STYLE);
        assert_eq!(
            policy.content(Kind::Notices).1,
            format!(
                "default-src 'none'; style-src {hash}; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
            )
        );
        for kind in [Kind::Hashed, Kind::Fresh, Kind::HostScript, Kind::Calm] {
            assert!(!policy.content(kind).1.contains(&hash), "{kind:?}");
        }
    }

    #[test]
    fn a_name_tells_what_a_file_is() {
        for (name, kind) in [
            ("diya-0123456789abcdef.wasm", Kind::Hashed),
            ("style-0123456789abcdef.css", Kind::Hashed),
            ("words-hi-0123456789abcdef.txt", Kind::Hashed),
            ("diya-0123456789abcdeg.js", Kind::Calm),
            ("diya-0123.js", Kind::Calm),
            ("other-0123456789abcdef.js", Kind::Calm),
            ("diya", Kind::Calm),
            ("index.html", Kind::Fresh),
            ("service-worker.js", Kind::Fresh),
            ("embed.js", Kind::HostScript),
            ("frame.js", Kind::Fresh),
            ("kiosk.js", Kind::Fresh),
            ("kiosk.css", Kind::Fresh),
            ("notices.html", Kind::Notices),
            ("notices.atom", Kind::Fresh),
            ("icons/", Kind::Calm),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }

    #[test]
    fn the_embedding_script_is_readable_by_others_only_when_embedding_is_configured() {
        let closed = Policy::new(&Site::default(), &[]);
        assert_eq!(value(&closed.of(Kind::HostScript), "Cross-Origin-Resource-Policy"), "same-origin");
        let site = Site::from_config(r#"{"embed":{"origins":["https://utility.example"]}}"#).expect("valid");
        let open = Policy::new(&site, &[]);
        assert_eq!(value(&open.of(Kind::HostScript), "Cross-Origin-Resource-Policy"), "cross-origin");
        assert_eq!(value(&open.of(Kind::Fresh), "Cross-Origin-Resource-Policy"), "same-origin");
    }

    #[test]
    fn a_frame_without_an_origin_may_read_the_portals_own_files_only_when_embedding_is_configured() {
        let opens = |policy: &Policy, kind| {
            policy.of(kind).iter().any(|header| header == &("Access-Control-Allow-Origin", "*".to_owned()))
        };
        let closed = Policy::new(&Site::default(), &[]);
        let kinds = [Kind::Hashed, Kind::Fresh, Kind::HostScript, Kind::Notices, Kind::Calm];
        assert!(!kinds.iter().any(|kind| opens(&closed, *kind)));
        let site = Site::from_config(r#"{"embed":{"origins":["https://utility.example"]}}"#).expect("valid");
        let open = Policy::new(&site, &[]);
        assert_eq!(kinds.map(|kind| opens(&open, kind)), [true, true, true, false, false]);
        assert_eq!(value(&open.of(Kind::Hashed), "Cross-Origin-Resource-Policy"), "cross-origin");
        assert_eq!(value(&closed.of(Kind::Hashed), "Cross-Origin-Resource-Policy"), "same-origin");
    }

    #[test]
    fn what_never_changes_is_kept_and_what_changes_is_asked_for() {
        let policy = Policy::new(&Site::default(), &[]);
        assert_eq!(value(&policy.of(Kind::Hashed), "Cache-Control"), "public, max-age=31536000, immutable");
        assert_eq!(value(&policy.of(Kind::Fresh), "Cache-Control"), "no-cache");
    }
}
