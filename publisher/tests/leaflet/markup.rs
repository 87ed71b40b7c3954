//! A small reader of HTML, stricter than any browser: every element is closed where it was opened.

/// An element as it was opened.
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

const VOID: [&str; 2] = ["meta", "link"];

/// All elements of `html`, in their order. Panics where the page is not what it should be.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("a document type");
    let (mut open, mut tags) = (Vec::new(), Vec::new());
    while let Some((text, after)) = rest.split_once('<') {
        assert!(!text.contains('>'), "a stray > after: {text}");
        let (inside, after) = after.split_once('>').expect("a closed tag");
        rest = after;
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed out of order");
            continue;
        }
        let (inside, closed) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let tag = tag(inside);
        if tag.name == "style" {
            let (style, after) = rest.split_once("</style>").expect("a closed style");
            assert!(!style.contains('<'), "markup in the style");
            rest = after;
        } else if !closed && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        tags.push(tag);
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "left open: {open:?}");
    tags
}

fn tag(inside: &str) -> Tag {
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    assert!(name.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit()), "an element {name}");
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !rest.trim().is_empty() {
        let (attribute, after) = rest.trim_start().split_once("=\"").expect("a quoted value");
        let (value, after) = after.split_once('"').expect("the other quote");
        assert!(attributes.iter().all(|(known, _)| known != attribute), "{attribute} twice");
        attributes.push((attribute.to_owned(), value.to_owned()));
        rest = after;
    }
    Tag { name: name.to_owned(), attributes }
}
