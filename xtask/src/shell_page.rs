//! From the `index.html` that people write to the one that browsers get.
//!
//! The source marks what the build must replace:
//!
//! - `<link rel="stylesheet" href="…" data-build="inline">` becomes a `<style>` with the bundled CSS;
//! - `<link rel="stylesheet" href="…" data-build="bundle">` points at the bundled, hashed CSS;
//! - `<script type="module" src="…" data-build="boot"></script>` points at the hashed `boot.js`, and tells it where glue, WASM and the
//!   languages are.
//!
//! Every address is relative, so that the portal works below any path. Everything that is loaded by the page carries its digest.

use anyhow::{Context, Result, bail, ensure};

use diya::domain::words::Language;

use crate::html::{self, Piece, Tag};

const MARK: &str = "data-build";
/// What stands before a language's tag in the attribute that names its file.
const WORDS: &str = "data-words-";

/// The sources that the page asks for, as written in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Sources {
    /// CSS to put into the page.
    pub inline_css: String,
    /// CSS to bundle into one file.
    pub css: String,
    /// The script that starts the portal.
    pub boot: String,
}

/// A file under its final name.
pub struct Asset {
    /// The file's name in `dist/`.
    pub name: String,
    /// Its digest, as an `integrity` attribute wants it (W3C Subresource Integrity).
    pub integrity: String,
}

/// Everything the page refers to, in its final form.
pub struct Parts {
    /// CSS to put into the page.
    pub inline_css: String,
    /// The bundled CSS.
    pub css: Asset,
    /// The script that starts the portal.
    pub boot: Asset,
    /// The JavaScript that wasm-bindgen made.
    pub glue: Asset,
    /// The portal itself.
    pub wasm: Asset,
    /// The pages that nobody sees first.
    pub rest: Asset,
    /// The languages, by their tags.
    pub words: Vec<(&'static str, Asset)>,
}

/// Finds the sources that the page marks. Each mark must be there exactly once.
pub fn sources(page: &str) -> Result<Sources> {
    let pieces = html::pieces(page)?;
    Ok(Sources {
        inline_css: marked(&pieces, "inline", "href")?,
        css: marked(&pieces, "bundle", "href")?,
        boot: marked(&pieces, "boot", "src")?,
    })
}

fn marked(pieces: &[Piece], mark: &str, attribute: &str) -> Result<String> {
    let mut tags = pieces.iter().filter_map(|piece| match piece {
        Piece::Start(tag) if tag.attribute(MARK) == Some(mark) => Some(tag),
        _ => None,
    });
    let tag = tags.next().with_context(|| format!("the page has no tag with {MARK}=\"{mark}\""))?;
    ensure!(tags.next().is_none(), "the page has more than one tag with {MARK}=\"{mark}\"");
    let source = tag.attribute(attribute).filter(|value| !value.is_empty());
    let source = source.with_context(|| format!("the tag with {MARK}=\"{mark}\" has no {attribute}"))?;
    Ok(source.to_owned())
}

/// Writes the page with its parts in place, without comments and needless white space.
pub fn rewrite(page: &str, parts: &Parts) -> Result<String> {
    ensure!(!parts.inline_css.to_ascii_lowercase().contains("</style"), "the inline CSS would close its own <style>");
    let mut output = String::with_capacity(page.len() + parts.inline_css.len());
    for piece in html::pieces(page)? {
        match piece {
            Piece::Comment => {}
            Piece::Text(text) | Piece::Raw(text) | Piece::Doctype(text) => output.push_str(text),
            Piece::Start(tag) => output.push_str(&start_tag(&tag, parts)?),
            Piece::End { source, .. } => output.push_str(source),
        }
    }
    let output = html::tidy(&output)?;
    check(&output)?;
    Ok(output)
}

fn start_tag(tag: &Tag, parts: &Parts) -> Result<String> {
    let Parts { inline_css, css, boot, glue, wasm, rest, words } = parts;
    let path = |asset: &Asset| format!("./{}", asset.name);
    Ok(match tag.attribute(MARK) {
        // What is left for Trunk has been done by Trunk.
        None if tag.attribute("data-trunk").is_some() => String::new(),
        None => tag.source.to_owned(),
        Some("inline") => format!("<style>{inline_css}</style>"),
        Some("bundle") => tag.with(&[MARK, "href"], &[("href", &path(css)), ("integrity", &css.integrity)]),
        Some("boot") => {
            let mut added = vec![
                ("src".to_owned(), path(boot)),
                ("integrity".to_owned(), boot.integrity.clone()),
                ("data-glue".to_owned(), path(glue)),
                ("data-wasm".to_owned(), path(wasm)),
                ("data-wasm-integrity".to_owned(), wasm.integrity.clone()),
                ("data-rest".to_owned(), path(rest)),
                ("data-rest-integrity".to_owned(), rest.integrity.clone()),
            ];
            let from_right = Language::ALL.into_iter().filter(|language| language.is_right_to_left());
            let from_right: Vec<_> = from_right.map(Language::tag).collect();
            added.push(("data-rtl".to_owned(), from_right.join(" ")));
            for (language, file) in words {
                added.push((format!("{WORDS}{language}"), path(file)));
                added.push((format!("data-digest-{language}"), file.integrity.clone()));
            }
            let added: Vec<_> = added.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            let script = tag.with(&[MARK, "src"], &added);
            // The glue is asked for at once, not only when boot.js has run, and its digest goes with it: import() takes none.
            format!("<link rel=\"modulepreload\" href=\"{}\" integrity=\"{}\">{script}", path(glue), glue.integrity)
        }
        Some(mark) => bail!("nobody knows what {MARK}=\"{mark}\" means"),
    })
}

/// Refuses what the Content Security Policy would stop silently, and what should have been replaced.
fn check(page: &str) -> Result<()> {
    for piece in html::pieces(page)? {
        let Piece::Start(tag) = piece else { continue };
        for (key, _) in &tag.attributes {
            let key = key.to_ascii_lowercase();
            ensure!(key != MARK && key != "data-trunk", "{} was not replaced", tag.source);
            ensure!(key != "style", "{} has a style attribute, which the security policy forbids", tag.source);
            ensure!(!key.starts_with("on"), "{} has an event handler, which the security policy forbids", tag.source);
        }
        if tag.is("script") && tag.attribute("src").is_none() {
            bail!("an inline script, which the security policy forbids: {}", tag.source);
        }
        ensure!(!tag.is("base"), "<base>, which the security policy forbids");
    }
    Ok(())
}

/// The contents of the `<style>` elements of a page: their digests belong into the Content Security Policy.
pub fn inline_styles(page: &str) -> Result<Vec<&str>> {
    let pieces = html::pieces(page)?;
    let styles = pieces.windows(2).filter_map(|pair| match pair {
        [Piece::Start(tag), Piece::Raw(css)] if tag.is("style") => Some(*css),
        _ => None,
    });
    Ok(styles.collect())
}

/// The files of the languages, of which a browser fetches one when it opens the page.
pub fn words(page: &str) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for piece in html::pieces(page)? {
        let Piece::Start(tag) = piece else { continue };
        let named = tag.attributes.iter().filter(|(key, _)| key.starts_with(WORDS));
        files.extend(named.map(|(_, address)| address.strip_prefix("./").unwrap_or(address).to_owned()));
    }
    Ok(files)
}

/// The local files that a browser fetches when it opens a page, in order, each once; but for the language, see [`words`].
pub fn first_load(page: &str) -> Result<Vec<String>> {
    // The icon of an Apple home screen is fetched when somebody puts the portal there.
    const LOADED_RELATIONS: [&str; 5] = ["stylesheet", "modulepreload", "preload", "icon", "manifest"];
    let mut files = Vec::new();
    for piece in html::pieces(page)? {
        let Piece::Start(tag) = piece else { continue };
        let relation = tag.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let loaded = relation.split_ascii_whitespace().any(|word| LOADED_RELATIONS.contains(&word));
        let addresses = match tag.name.to_ascii_lowercase().as_str() {
            "link" if loaded => vec![tag.attribute("href")],
            "img" => vec![tag.attribute("src")],
            "script" => vec![tag.attribute("src"), tag.attribute("data-glue"), tag.attribute("data-wasm")],
            _ => vec![],
        };
        for address in addresses.into_iter().flatten() {
            let file = address.strip_prefix("./").unwrap_or(address);
            let local = !file.is_empty() && !file.starts_with('/') && !file.contains(':');
            if local && !files.iter().any(|known| known == file) {
                files.push(file.to_owned());
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html>
<html lang="hi">
  <head>
    <!-- The first paint. -->
    <title>दीया</title>
    <link data-trunk rel="rust" data-bin="diya" data-wasm-opt="0">
    <link data-trunk rel="copy-dir" href="public" data-target-path=".">
    <link rel="icon" href="favicon.svg">
    <link rel="stylesheet" href="style/first-paint.css" data-build="inline">
    <link rel="stylesheet" href="style/main.css" data-build="bundle">
    <script type="module" src="public/boot.js" data-build="boot"></script>
  </head>
  <body><pre>  as
    it is </pre></body>
</html>
"#;

    fn parts() -> Parts {
        let asset = |name: &str| Asset { name: name.to_owned(), integrity: format!("sha384-{name}") };
        Parts {
            inline_css: "a{color:red}".to_owned(),
            css: asset("style-1.css"),
            boot: asset("boot-2.js"),
            glue: asset("diya-3.js"),
            wasm: asset("diya-4.wasm"),
            rest: asset("rest-5.wasm"),
            words: vec![("hi", asset("words-hi-5.txt")), ("en", asset("words-en-6.txt"))],
        }
    }

    #[test]
    fn the_page_says_what_it_is_made_of() {
        let expected = Sources {
            inline_css: "style/first-paint.css".into(),
            css: "style/main.css".into(),
            boot: "public/boot.js".into(),
        };
        assert_eq!(sources(PAGE).expect("complete"), expected);
    }

    #[test]
    fn a_missing_a_doubled_and_an_empty_mark_are_named() {
        let without = PAGE.replace("data-build=\"boot\"", "");
        assert!(sources(&without).expect_err("missing").to_string().contains("no tag with data-build=\"boot\""));
        let doubled = PAGE.replace("</body>", "<link href=x data-build=inline></body>");
        assert!(
            sources(&doubled)
                .expect_err("doubled")
                .to_string()
                .contains("more than one tag with data-build=\"inline\"")
        );
        let empty = PAGE.replace("style/main.css", "");
        assert!(sources(&empty).expect_err("empty").to_string().contains("data-build=\"bundle\" has no href"));
    }

    #[test]
    fn the_finished_page_loads_each_part_by_name_and_digest() {
        let page = rewrite(PAGE, &parts()).expect("complete");
        assert_eq!(
            page,
            "<!doctype html>\n<html lang=\"hi\">\n<head>\n<title>दीया</title>\n<link rel=\"icon\" href=\"favicon.svg\">\n\
             <style>a{color:red}</style>\n\
             <link rel=\"stylesheet\" href=\"./style-1.css\" integrity=\"sha384-style-1.css\">\n\
             <link rel=\"modulepreload\" href=\"./diya-3.js\" integrity=\"sha384-diya-3.js\">\
             <script type=\"module\" src=\"./boot-2.js\" integrity=\"sha384-boot-2.js\" data-glue=\"./diya-3.js\" \
             data-wasm=\"./diya-4.wasm\" data-wasm-integrity=\"sha384-diya-4.wasm\" data-rest=\"./rest-5.wasm\" \
             data-rest-integrity=\"sha384-rest-5.wasm\" data-rtl=\"ur\" \
             data-words-hi=\"./words-hi-5.txt\" data-digest-hi=\"sha384-words-hi-5.txt\" \
             data-words-en=\"./words-en-6.txt\" data-digest-en=\"sha384-words-en-6.txt\"></script>\n\
             </head>\n<body><pre>  as\n    it is </pre></body>\n</html>\n"
        );
        assert_eq!(inline_styles(&page).expect("valid"), ["a{color:red}"]);
        assert_eq!(
            first_load(&page).expect("valid"),
            ["favicon.svg", "style-1.css", "diya-3.js", "boot-2.js", "diya-4.wasm"]
        );
        assert_eq!(words(&page).expect("valid"), ["words-hi-5.txt", "words-en-6.txt"]);
    }

    #[test]
    fn what_the_security_policy_would_stop_stops_the_build() {
        for (hostile, reason) in [
            ("<p style='color:red'>", "style attribute"),
            ("<button ONCLICK='x()'>", "event handler"),
            ("<script>alert(1)</script>", "inline script"),
            ("<base href='/'>", "<base>"),
            ("<p data-build=surprise>", "nobody knows"),
        ] {
            let page = PAGE.replace("<body>", &format!("<body>{hostile}"));
            let error = rewrite(&page, &parts()).expect_err(hostile);
            assert!(format!("{error:#}").contains(reason), "{hostile}: {error:#}");
        }
        let closing = Parts { inline_css: "a{}</STYLE><script>".to_owned(), ..parts() };
        assert!(rewrite(PAGE, &closing).is_err());
    }

    #[test]
    fn only_files_of_our_own_weigh_in() {
        let page = "<link rel=icon href=https://x/y><link rel=canonical href=z.html><img src=data:a><img src=a.png><img src=./a.png><a href=b>";
        assert_eq!(first_load(page).expect("valid"), ["a.png"]);
    }
}
