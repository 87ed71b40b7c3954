//! Reading HTML as a sequence of pieces, exactly enough to rewrite a page of our own: tags with their attributes, text, comments.
//!
//! Follows the tokenizer of the HTML standard (§13.2.5) for what a hand-written page holds; it is no parser for pages of others.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};

/// Elements whose content is text whatever it looks like (HTML §13.1.2: raw text and escapable raw text).
const RAW_TEXT: [&str; 4] = ["script", "style", "textarea", "title"];

/// One piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text between tags.
    Text(&'a str),
    /// The content of a script, style, textarea or title.
    Raw(&'a str),
    /// `<!-- … -->`
    Comment,
    /// `<!doctype html>`
    Doctype(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag, with its source.
    End {
        /// The element's name, as written.
        name: &'a str,
        /// The tag, as written.
        source: &'a str,
    },
}

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The element's name, as written.
    pub name: &'a str,
    /// Attributes in order; values as written, with their character references.
    pub attributes: Vec<(&'a str, &'a str)>,
    /// The tag, as written.
    pub source: &'a str,
}

impl<'a> Tag<'a> {
    /// Whether this is a tag of the element `name`.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute; empty if it has none.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// The tag written anew, without the attributes in `dropped` and with those in `added`.
    pub fn with(&self, dropped: &[&str], added: &[(&str, &str)]) -> String {
        let mut tag = format!("<{}", self.name);
        let kept = self.attributes.iter().filter(|(key, _)| !dropped.iter().any(|name| key.eq_ignore_ascii_case(name)));
        for (key, value) in kept.chain(added) {
            // Writing to a string cannot fail.
            let _ = if value.is_empty() {
                write!(tag, " {key}")
            } else {
                write!(tag, " {key}=\"{}\"", value.replace('"', "&quot;"))
            };
        }
        tag + ">"
    }
}

/// Takes a page apart. What is left open at the end is an error, because a browser would swallow the rest of the page.
pub fn pieces(page: &str) -> Result<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = page;
    while !rest.is_empty() {
        let (piece, after) = next(rest).with_context(|| format!("line {} of the page", line_of(page, rest)))?;
        rest = after;
        let raw = match &piece {
            Piece::Start(tag) => RAW_TEXT.into_iter().find(|name| tag.is(name)),
            _ => None,
        };
        pieces.push(piece);
        if let Some(name) = raw {
            let end = find_end_tag(rest, name).with_context(|| format!("<{name}> is never closed"))?;
            if end > 0 {
                pieces.push(Piece::Raw(&rest[..end]));
            }
            rest = &rest[end..];
        }
    }
    Ok(pieces)
}

fn next(rest: &str) -> Result<(Piece<'_>, &str)> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        let (_, after) = comment.split_once("-->").context("a comment is never closed")?;
        return Ok((Piece::Comment, after));
    }
    if rest.starts_with("<!") {
        let end = rest.find('>').context("a declaration is never closed")? + 1;
        return Ok((Piece::Doctype(&rest[..end]), &rest[end..]));
    }
    if let Some(end_tag) = rest.strip_prefix("</") {
        let end = end_tag.find('>').context("an end tag is never closed")?;
        let name = end_tag[..end].trim();
        return Ok((Piece::End { name, source: &rest[..end + 3] }, &end_tag[end + 1..]));
    }
    if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        let (tag, after) = start_tag(rest)?;
        return Ok((Piece::Start(tag), after));
    }
    // A lone `<` is text.
    let end = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(position, _)| position);
    Ok((Piece::Text(&rest[..end]), &rest[end..]))
}

fn start_tag(source: &str) -> Result<(Tag<'_>, &str)> {
    let name_end =
        source.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').context("a tag is never closed")?;
    let name = &source[1..name_end];
    let mut attributes = Vec::new();
    let mut rest = &source[name_end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            let length = source.len() - after.len();
            return Ok((Tag { name, attributes, source: &source[..length] }, after));
        }
        let key_end = rest
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))
            .with_context(|| format!("<{name}> is never closed"))?;
        if key_end == 0 {
            bail!("<{name}> has a value without a name");
        }
        let key = &rest[..key_end];
        rest = rest[key_end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) =
                attribute_value(after.trim_start()).with_context(|| format!("{key} of <{name}> is never closed"))?;
        }
        attributes.push((key, value));
    }
}

fn attribute_value(rest: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(quoted) = rest.strip_prefix(quote) {
            return quoted.split_once(quote);
        }
    }
    let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
    Some(rest.split_at(end))
}

fn find_end_tag(rest: &str, name: &str) -> Option<usize> {
    let lower = rest.to_ascii_lowercase();
    let end_tag = format!("</{name}");
    lower.match_indices(&end_tag).map(|(position, _)| position).find(|position| {
        let after = lower[position + end_tag.len()..].chars().next();
        after.is_some_and(|c| c.is_ascii_whitespace() || c == '>' || c == '/')
    })
}

fn line_of(page: &str, rest: &str) -> usize {
    page[..page.len() - rest.len()].matches('\n').count() + 1
}

/// A page without comments, and with every run of white space in its text shortened to one character, except in `<pre>`.
pub fn tidy(page: &str) -> Result<String> {
    let mut tidy = String::with_capacity(page.len());
    let mut open_pre = 0_usize;
    for piece in pieces(page)? {
        match piece {
            Piece::Comment => {}
            Piece::Text(text) if open_pre == 0 => tidy.push_str(&collapse(text)),
            Piece::Text(text) | Piece::Raw(text) | Piece::Doctype(text) => tidy.push_str(text),
            Piece::Start(tag) => {
                open_pre += usize::from(tag.is("pre"));
                tidy.push_str(tag.source);
            }
            Piece::End { name, source } => {
                open_pre = open_pre.saturating_sub(usize::from(name.eq_ignore_ascii_case("pre")));
                tidy.push_str(source);
            }
        }
    }
    Ok(tidy)
}

fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_whitespace()) {
        collapsed.push_str(&rest[..start]);
        let run = rest[start..].find(|c: char| !c.is_ascii_whitespace()).map_or(rest.len(), |length| start + length);
        collapsed.push(if rest[start..run].contains('\n') { '\n' } else { ' ' });
        rest = &rest[run..];
    }
    collapsed + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag_of(source: &str) -> Tag<'_> {
        match pieces(source).expect("valid").swap_remove(0) {
            Piece::Start(tag) => tag,
            other => panic!("{other:?} is no start tag"),
        }
    }

    #[test]
    fn attributes_are_read_in_every_way_they_are_written() {
        let tag = tag_of("<Link data-trunk rel='a \"b\"' HREF = x/y.css hidden=\"\"/>");
        assert!(tag.is("link"));
        assert_eq!(tag.attributes, [("data-trunk", ""), ("rel", "a \"b\""), ("HREF", "x/y.css"), ("hidden", "")]);
        assert_eq!(tag.attribute("href"), Some("x/y.css"));
        assert_eq!(tag.attribute("src"), None);
    }

    #[test]
    fn what_stands_in_a_script_or_a_style_is_not_markup() {
        let page = "<style>a>b{}</style><script>if (a</b/.source) '</scripty>'</script >";
        let raw: Vec<_> =
            pieces(page).expect("valid").into_iter().filter(|piece| matches!(piece, Piece::Raw(_))).collect();
        assert_eq!(raw, [Piece::Raw("a>b{}"), Piece::Raw("if (a</b/.source) '</scripty>'")]);
    }

    #[test]
    fn every_byte_of_a_page_is_in_one_piece_of_it() {
        let page = "<!doctype html>\n<p class=a>1 < 2 & दीया</p><br/><title>x<y</title>";
        let rebuilt: String = pieces(page)
            .expect("valid")
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Raw(text) | Piece::Doctype(text) => *text,
                Piece::Start(tag) => tag.source,
                Piece::End { source, .. } => source,
                Piece::Comment => "",
            })
            .collect();
        assert_eq!(rebuilt, page);
    }

    #[test]
    fn a_page_that_is_left_open_is_refused_with_its_line() {
        for (page, reason) in [
            ("<p>\n<!-- never", "a comment is never closed"),
            ("\n\n<a href='x", "href of <a> is never closed"),
            ("<a href", "<a> is never closed"),
            ("<a =x>", "a value without a name"),
            ("<script>1", "<script> is never closed"),
            ("</p", "an end tag is never closed"),
            ("<", ""),
        ] {
            match pieces(page) {
                Err(error) => assert!(!reason.is_empty() && format!("{error:#}").contains(reason), "{page}: {error:#}"),
                Ok(pieces) => assert_eq!(pieces, [Piece::Text("<")]),
            }
        }
        assert!(format!("{:#}", pieces("\n\n<a href='x").expect_err("open")).contains("line 3"));
    }

    #[test]
    fn a_tag_is_written_anew_with_its_other_attributes() {
        let tag = tag_of("<link rel=stylesheet data-build='bundle' href='style/main.css' media=\"screen\">");
        assert_eq!(
            tag.with(&["data-build", "href"], &[("href", "./a.css"), ("title", "a \"b\""), ("async", "")]),
            "<link rel=\"stylesheet\" media=\"screen\" href=\"./a.css\" title=\"a &quot;b&quot;\" async>"
        );
    }

    #[test]
    fn white_space_is_shortened_and_never_removed() {
        assert_eq!(collapse("  a \n\t b  "), " a\nb ");
        assert_eq!(collapse("दीया"), "दीया");
        assert_eq!(collapse(""), "");
    }
}
