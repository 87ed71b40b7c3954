//! CAP 1.2's schema as tables: which elements an element has, in which order, how often, and which of them a notice
//! keeps. The order is part of the standard: `CAP-v1.2.xsd` has sequences only.

use roxmltree::Node;

use super::{CapFault, NAMESPACE};

/// How often an element stands in its parent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Times {
    Once,
    AtMostOnce,
    AtLeastOnce,
    Any,
}

/// An element within its parent.
pub struct Member {
    pub name: &'static str,
    times: Times,
    /// Whether a notice has a place for it.
    pub kept: bool,
}

const fn kept(name: &'static str, times: Times) -> Member {
    Member { name, times, kept: true }
}

const fn left(name: &'static str, times: Times) -> Member {
    Member { name, times, kept: false }
}

use Times::{Any, AtLeastOnce, AtMostOnce, Once};

/// CAP 1.2 §3.2.1.
pub const ALERT: &[Member] = &[
    kept("identifier", Once),
    kept("sender", Once),
    kept("sent", Once),
    kept("status", Once),
    kept("msgType", Once),
    left("source", AtMostOnce),
    kept("scope", Once),
    left("restriction", AtMostOnce),
    left("addresses", AtMostOnce),
    left("code", Any),
    left("note", AtMostOnce),
    kept("references", AtMostOnce),
    left("incidents", AtMostOnce),
    kept("info", Any),
];

/// CAP 1.2 §3.2.2.
pub const INFO: &[Member] = &[
    kept("language", AtMostOnce),
    kept("category", AtLeastOnce),
    kept("event", Once),
    left("responseType", Any),
    kept("urgency", Once),
    kept("severity", Once),
    kept("certainty", Once),
    left("audience", AtMostOnce),
    left("eventCode", Any),
    kept("effective", AtMostOnce),
    kept("onset", AtMostOnce),
    kept("expires", AtMostOnce),
    kept("senderName", AtMostOnce),
    kept("headline", AtMostOnce),
    kept("description", AtMostOnce),
    kept("instruction", AtMostOnce),
    kept("web", AtMostOnce),
    kept("contact", AtMostOnce),
    kept("parameter", Any),
    left("resource", Any),
    kept("area", Any),
];

/// CAP 1.2 §3.2.4.
pub const AREA: &[Member] = &[
    kept("areaDesc", Once),
    left("polygon", Any),
    left("circle", Any),
    kept("geocode", Any),
    left("altitude", AtMostOnce),
    left("ceiling", AtMostOnce),
];

/// `parameter`, `geocode` and `eventCode`.
pub const NAMED: &[Member] = &[kept("valueName", Once), kept("value", Once)];

/// CAP 1.2 §3.2.3.
pub const RESOURCE: &[Member] = &[
    left("resourceDesc", Once),
    left("mimeType", Once),
    left("size", AtMostOnce),
    left("uri", AtMostOnce),
    left("derefUri", AtMostOnce),
    left("digest", AtMostOnce),
];

pub const CATEGORIES: &[&str] =
    &["Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"];
pub const RESPONSES: &[&str] =
    &["Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"];
pub const URGENCIES: &[&str] = &["Immediate", "Expected", "Future", "Past", "Unknown"];
pub const SEVERITIES: &[&str] = &["Extreme", "Severe", "Moderate", "Minor", "Unknown"];
pub const CERTAINTIES: &[&str] = &["Observed", "Likely", "Possible", "Unlikely", "Unknown"];

const XMLDSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

pub fn is_cap(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name && node.tag_name().namespace() == Some(NAMESPACE)
}

/// An XML signature: the only thing of another namespace that an alert may have, at its end.
pub fn is_signature(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace() == Some(XMLDSIG)
}

pub fn line(node: Node<'_, '_>) -> u32 {
    node.document().text_pos_at(node.range().start).row
}

/// Checks that `node` has `members`, in their order and number, and nothing else.
pub fn check(node: Node<'_, '_>, parent: &'static str, members: &[Member]) -> Result<(), CapFault> {
    let unexpected = |child: Node<'_, '_>, what: &str| {
        Err(CapFault::Unexpected { line: line(child), parent: parent.into(), what: what.into() })
    };
    no_attributes(node)?;
    let mut place = 0;
    let mut met = false;
    let mut signed = false;
    for child in node.children() {
        if child.is_text() && child.text().is_some_and(|text| !text.trim_ascii().is_empty()) {
            return unexpected(child, "text between its elements");
        }
        if !child.is_element() {
            continue;
        }
        let name = child.tag_name().name();
        if parent == "alert" && is_signature(child) {
            signed = true;
            continue;
        }
        let ahead = members.get(place..).unwrap_or_default();
        let Some(skipped) = ahead.iter().position(|member| !signed && is_cap(child, member.name)) else {
            return unexpected(child, name);
        };
        if skipped == 0 && met && matches!(ahead.first(), Some(Member { times: Once | AtMostOnce, .. })) {
            return unexpected(child, &format!("a second {name}"));
        }
        if skipped > 0 {
            required(node, parent, ahead.get(usize::from(met)..skipped).unwrap_or_default())?;
        }
        place += skipped;
        met = true;
    }
    required(node, parent, members.get(place + usize::from(met)..).unwrap_or_default())
}

fn required(node: Node<'_, '_>, parent: &'static str, members: &[Member]) -> Result<(), CapFault> {
    match members.iter().find(|member| matches!(member.times, Once | AtLeastOnce)) {
        Some(member) => Err(CapFault::Missing { line: line(node), parent, element: member.name }),
        None => Ok(()),
    }
}

/// CAP has no attributes; those of XML Schema and of XML itself are nobody's business.
pub fn no_attributes(node: Node<'_, '_>) -> Result<(), CapFault> {
    let of_xml = |namespace: Option<&str>| matches!(namespace, Some(XSI | roxmltree::NS_XML_URI));
    match node.attributes().find(|attribute| !of_xml(attribute.namespace())) {
        Some(attribute) => Err(CapFault::Unexpected {
            line: line(node),
            parent: node.tag_name().name().into(),
            what: format!("the attribute {}", attribute.name()),
        }),
        None => Ok(()),
    }
}
