//! From CAP 1.2 XML to notices.

use core::fmt;

use diya::domain::notice::{Area, Info, MessageType, Named, Notice, Scope, Status};
use diya::domain::time::Instant;
use roxmltree::{Document, Error, Node};

use super::CapFault;
use super::encoding::decoded;
use super::schema::{self, check, is_cap, is_signature, line, no_attributes};
use crate::markup::is_language_tag;

/// A notice as it was read, and what of the alert it does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The notice.
    pub notice: Notice,
    /// What the alert has besides, in order of its first appearance. Nothing is dropped without a word here.
    pub left_out: Vec<LeftOut>,
}

/// An element of CAP that a notice has no place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name; `Signature` for an XML signature, which is not verified.
    pub element: String,
    /// How often it stood there.
    pub times: u32,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.element)?;
        if self.element == SIGNATURE {
            formatter.write_str(" (not verified)")?;
        }
        if self.times > 1 { write!(formatter, " ×{}", self.times) } else { Ok(()) }
    }
}

const SIGNATURE: &str = "Signature";

/// Reads all CAP 1.2 alerts of a document: one alone, several together, or embedded in a feed or an envelope.
///
/// Spaces around a value belong to the layout of the document and are dropped. An absent `headline` or `description` is
/// an empty one, an absent `language` is `en-US` (CAP 1.2 §3.2.2). XML signatures are not verified; they are listed as
/// left out. The numbers in what is left out (`size`, `altitude`, `ceiling`) are not looked at. Where one alert of
/// several is refused, all are: half a feed would pass for the whole.
///
/// # Errors
/// [`CapFault`], with the element and its line.
pub fn import(bytes: &[u8]) -> Result<Vec<Imported>, CapFault> {
    let text = decoded(bytes)?;
    let document = parsed(&text)?;
    let root = document.root_element();
    let alerts: Vec<_> = if is_cap(root, "alert") {
        vec![root]
    } else {
        root.descendants().filter(|node| is_cap(*node, "alert")).collect()
    };
    if alerts.is_empty() {
        let other = root.descendants().find(|node| node.tag_name().name() == "alert");
        return Err(match other {
            Some(node) => CapFault::Namespace {
                line: line(node),
                namespace: node.tag_name().namespace().unwrap_or_default().to_owned(),
            },
            None => CapFault::NoAlert { root: root.tag_name().name().to_owned() },
        });
    }
    alerts.into_iter().map(alert).collect()
}

/// Parses without document types, so no entity but XML's own five exists.
fn parsed(text: &str) -> Result<Document<'_>, CapFault> {
    Document::parse(text).map_err(|error| match error {
        Error::DtdDetected => {
            let before = text.split("<!DOCTYPE").next().unwrap_or_default();
            let feeds = before.bytes().filter(|byte| *byte == b'\n').count();
            CapFault::Doctype { line: u32::try_from(feeds + 1).unwrap_or(u32::MAX) }
        }
        other => CapFault::Malformed { line: other.pos().row, reason: other.to_string() },
    })
}

fn alert(node: Node<'_, '_>) -> Result<Imported, CapFault> {
    check(node, "alert", schema::ALERT)?;
    let mut left_out = Vec::new();
    note_left_out(node, schema::ALERT, &mut left_out)?;
    let infos = children(node, "info").map(|node| info(node, &mut left_out)).collect::<Result<_, _>>()?;
    if node.children().any(is_signature) {
        left_out.push(LeftOut { element: SIGNATURE.into(), times: 1 });
    }
    let status = one_of(node, "status", &["Actual", "Exercise", "System", "Test", "Draft"])?;
    let msg_type = one_of(node, "msgType", &["Alert", "Update", "Cancel", "Ack", "Error"])?;
    let scope = one_of(node, "scope", &["Public", "Restricted", "Private"])?;
    let notice = Notice {
        identifier: name(node, "identifier")?,
        sender: name(node, "sender")?,
        sent: time(node, "sent")?.ok_or(CapFault::Missing { line: line(node), parent: "alert", element: "sent" })?,
        status: match status.as_str() {
            "Actual" => Status::Actual,
            "Exercise" => Status::Exercise,
            "System" => Status::System,
            "Test" => Status::Test,
            _ => Status::Draft,
        },
        msg_type: match msg_type.as_str() {
            "Alert" => MessageType::Alert,
            "Update" => MessageType::Update,
            "Cancel" => MessageType::Cancel,
            "Ack" => MessageType::Ack,
            _ => MessageType::Error,
        },
        scope: match scope.as_str() {
            "Public" => Scope::Public,
            "Restricted" => Scope::Restricted,
            _ => Scope::Private,
        },
        references: references(node)?,
        info: infos,
    };
    Ok(Imported { notice, left_out })
}

fn info(node: Node<'_, '_>, left_out: &mut Vec<LeftOut>) -> Result<Info, CapFault> {
    check(node, "info", schema::INFO)?;
    note_left_out(node, schema::INFO, left_out)?;
    for response in children(node, "responseType") {
        known(response, "responseType", schema::RESPONSES)?;
    }
    let parameter = children(node, "parameter").map(|node| named(node, "parameter")).collect::<Result<_, _>>()?;
    let area = children(node, "area").map(|node| area(node, left_out)).collect::<Result<_, _>>()?;
    let category = children(node, "category")
        .map(|category| known(category, "category", schema::CATEGORIES))
        .collect::<Result<_, _>>()?;
    Ok(Info {
        language: language(node)?,
        category,
        event: text(node, "event")?,
        urgency: one_of(node, "urgency", schema::URGENCIES)?,
        severity: one_of(node, "severity", schema::SEVERITIES)?,
        certainty: one_of(node, "certainty", schema::CERTAINTIES)?,
        effective: time(node, "effective")?,
        onset: time(node, "onset")?,
        expires: time(node, "expires")?,
        sender_name: text(node, "senderName")?,
        headline: text(node, "headline")?,
        description: text(node, "description")?,
        instruction: text(node, "instruction")?,
        web: text(node, "web")?,
        contact: text(node, "contact")?,
        parameter,
        area,
    })
}

fn area(node: Node<'_, '_>, left_out: &mut Vec<LeftOut>) -> Result<Area, CapFault> {
    check(node, "area", schema::AREA)?;
    note_left_out(node, schema::AREA, left_out)?;
    let geocode = children(node, "geocode").map(|node| named(node, "geocode")).collect::<Result<_, _>>()?;
    Ok(Area { area_desc: text(node, "areaDesc")?, geocode })
}

fn named(node: Node<'_, '_>, element: &'static str) -> Result<Named, CapFault> {
    check(node, element, schema::NAMED)?;
    Ok(Named { value_name: text(node, "valueName")?, value: text(node, "value")? })
}

/// Counts what a notice has no place for, and holds it to the schema all the same.
fn note_left_out(node: Node<'_, '_>, members: &[schema::Member], left_out: &mut Vec<LeftOut>) -> Result<(), CapFault> {
    for member in members.iter().filter(|member| !member.kept) {
        for child in children(node, member.name) {
            match member.name {
                "resource" => check(child, "resource", schema::RESOURCE)?,
                "eventCode" => check(child, "eventCode", schema::NAMED)?,
                _ => drop(content(child)?),
            }
            match left_out.iter_mut().find(|left| left.element == member.name) {
                Some(left) => left.times += 1,
                None => left_out.push(LeftOut { element: member.name.to_owned(), times: 1 }),
            }
        }
    }
    Ok(())
}

fn children<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| is_cap(*child, name))
}

/// The text of an element that has only text.
fn content(node: Node<'_, '_>) -> Result<String, CapFault> {
    no_attributes(node)?;
    if let Some(child) = node.children().find(Node::is_element) {
        return Err(CapFault::Unexpected {
            line: line(child),
            parent: node.tag_name().name().into(),
            what: child.tag_name().name().into(),
        });
    }
    let text: String = node.children().filter(Node::is_text).filter_map(|child| child.text()).collect();
    Ok(text.trim().to_owned())
}

/// The text of the child `name`; empty if there is none.
fn text(node: Node<'_, '_>, name: &'static str) -> Result<String, CapFault> {
    children(node, name).next().map_or_else(|| Ok(String::new()), content)
}

fn known(node: Node<'_, '_>, element: &'static str, values: &[&str]) -> Result<String, CapFault> {
    let value = content(node)?;
    if values.contains(&value.as_str()) { Ok(value) } else { Err(CapFault::Value { line: line(node), element, value }) }
}

fn one_of(node: Node<'_, '_>, element: &'static str, values: &[&str]) -> Result<String, CapFault> {
    let child = children(node, element).next();
    child.map_or_else(
        || Err(CapFault::Missing { line: line(node), parent: "alert or info", element }),
        |child| known(child, element, values),
    )
}

fn name(node: Node<'_, '_>, element: &'static str) -> Result<String, CapFault> {
    let value = text(node, element)?;
    let unfit = |sign: char| sign.is_whitespace() || matches!(sign, ',' | '<' | '&');
    if !value.is_empty() && !value.contains(unfit) {
        return Ok(value);
    }
    let at = children(node, element).next().unwrap_or(node);
    Err(CapFault::Name { line: line(at), element, value })
}

fn language(node: Node<'_, '_>) -> Result<String, CapFault> {
    let Some(child) = children(node, "language").next() else { return Ok("en-US".into()) };
    match content(child)? {
        // An empty element stands for the default of its declaration (XML Schema 1.0 §3.3.1).
        empty if empty.is_empty() => Ok("en-US".into()),
        value if is_language_tag(&value) => Ok(value),
        value => Err(CapFault::Value { line: line(child), element: "language", value }),
    }
}

fn time(node: Node<'_, '_>, element: &'static str) -> Result<Option<Instant>, CapFault> {
    let Some(child) = children(node, element).next() else { return Ok(None) };
    let value = content(child)?;
    // `2024-10-31T18:00:00+05:30`, to the letter: no `Z`, no fraction of a second.
    let is_numeric = value.len() == 25 && matches!(value.as_bytes().get(19), Some(b'+' | b'-'));
    match Instant::parse(&value) {
        Ok(instant) if is_numeric && value.as_bytes().get(10) == Some(&b'T') => Ok(Some(instant)),
        _ => Err(CapFault::Time { line: line(child), element, value }),
    }
}

/// What the alert replaces. A reference that names nothing is refused: what it means to replace would stay in force.
fn references(node: Node<'_, '_>) -> Result<String, CapFault> {
    let text = text(node, "references")?;
    let names_one = |reference: &&str| {
        let parts: Vec<_> = reference.splitn(3, ',').collect();
        matches!(parts[..], [sender, identifier, sent]
            if !sender.is_empty() && !identifier.is_empty() && Instant::parse(sent).is_ok())
    };
    match text.split_whitespace().find(|reference| !names_one(reference)) {
        None => Ok(text),
        Some(wrong) => {
            let at = children(node, "references").next().unwrap_or(node);
            Err(CapFault::Reference { line: line(at), value: wrong.to_owned() })
        }
    }
}
