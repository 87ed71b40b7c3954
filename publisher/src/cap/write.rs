//! From a notice to CAP 1.2 XML.

use diya::domain::notice::{Area, Info, MessageType, Named, Notice, Scope, Status};
use diya::domain::time::{Instant, UtcOffset};

use super::{NAMESPACE, schema};
use crate::markup::{escaped, is_language_tag};

/// Writes `notice` as CAP 1.2 XML, its elements in the order of the schema, its times at `offset` from UTC.
///
/// The result is always valid. Where CAP demands a value and the notice has none, or one that CAP does not know, CAP's
/// own word for that is written: `Other` for a category, `Unknown` for urgency, severity and certainty; `und` for a
/// language that is no tag (RFC 5646). A `web` that is no URI is left out. Characters that XML cannot write become
/// U+FFFD, see [`escaped`].
#[must_use]
pub fn export(notice: &Notice, offset: UtcOffset) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", alert(notice, offset))
}

/// The `alert` element alone, as it stands in a feed.
pub fn alert(notice: &Notice, offset: UtcOffset) -> String {
    let mut sheet = Sheet { text: format!("<alert xmlns=\"{NAMESPACE}\">\n"), offset };
    sheet.line("identifier", &notice.identifier);
    sheet.line("sender", &notice.sender);
    sheet.time("sent", Some(notice.sent));
    sheet.line("status", status(notice.status));
    sheet.line("msgType", message_type(notice.msg_type));
    sheet.line("scope", scope(notice.scope));
    sheet.optional("references", &notice.references);
    for each in &notice.info {
        info(&mut sheet, each);
    }
    sheet.text.push_str("</alert>\n");
    sheet.text
}

struct Sheet {
    text: String,
    offset: UtcOffset,
}

impl Sheet {
    fn line(&mut self, element: &str, value: &str) {
        self.text.push_str(&format!("<{element}>{}</{element}>\n", escaped(value)));
    }

    fn optional(&mut self, element: &str, value: &str) {
        if !value.is_empty() {
            self.line(element, value);
        }
    }

    /// CAP writes UTC as `-00:00` (CAP 1.2 §3.3.2), which is not how RFC 3339 is usually written.
    fn time(&mut self, element: &str, value: Option<Instant>) {
        if let Some(instant) = value {
            let time = instant.to_rfc3339(self.offset);
            let time = time.strip_suffix("+00:00").map_or_else(|| time.clone(), |civil| format!("{civil}-00:00"));
            self.line(element, &time);
        }
    }

    fn named(&mut self, element: &str, values: &[Named]) {
        for named in values {
            self.text.push_str(&format!("<{element}>\n"));
            self.line("valueName", &named.value_name);
            self.line("value", &named.value);
            self.text.push_str(&format!("</{element}>\n"));
        }
    }
}

fn info(sheet: &mut Sheet, info: &Info) {
    sheet.text.push_str("<info>\n");
    sheet.line("language", if is_language_tag(&info.language) { &info.language } else { "und" });
    let known: Vec<_> = info.category.iter().map(|value| or(value, schema::CATEGORIES, "Other")).collect();
    for category in if known.is_empty() { vec!["Other"] } else { known } {
        sheet.line("category", category);
    }
    sheet.line("event", &info.event);
    sheet.line("urgency", or(&info.urgency, schema::URGENCIES, "Unknown"));
    sheet.line("severity", or(&info.severity, schema::SEVERITIES, "Unknown"));
    sheet.line("certainty", or(&info.certainty, schema::CERTAINTIES, "Unknown"));
    sheet.time("effective", info.effective);
    sheet.time("onset", info.onset);
    sheet.time("expires", info.expires);
    sheet.optional("senderName", &info.sender_name);
    sheet.optional("headline", &info.headline);
    sheet.optional("description", &info.description);
    sheet.optional("instruction", &info.instruction);
    if is_uri(&info.web) {
        sheet.optional("web", &info.web);
    }
    sheet.optional("contact", &info.contact);
    sheet.named("parameter", &info.parameter);
    for each in &info.area {
        area(sheet, each);
    }
    sheet.text.push_str("</info>\n");
}

fn area(sheet: &mut Sheet, area: &Area) {
    sheet.text.push_str("<area>\n");
    sheet.line("areaDesc", &area.area_desc);
    sheet.named("geocode", &area.geocode);
    sheet.text.push_str("</area>\n");
}

fn or<'a>(value: &'a str, values: &[&str], otherwise: &'static str) -> &'a str {
    if values.contains(&value) { value } else { otherwise }
}

/// Whether `text` can stand as `xs:anyURI`: a scheme, the characters of RFC 3986 and beyond ASCII those of RFC 3987,
/// no broken escape, a port of digits. Narrower than the standard, so that no validator stumbles.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && scheme.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '+' | '-' | '.'));
    let is_unfit = |sign: char| sign.is_whitespace() || sign.is_control() || r#"<>"{}|\^`[]"#.contains(sign);
    let is_escape = |after: &str| after.get(..2).is_some_and(|hex| hex.chars().all(|sign| sign.is_ascii_hexdigit()));
    let authority = rest.strip_prefix("//").and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let port = host.split_once(':').map_or("", |(_, port)| port);
    is_scheme
        && !rest.is_empty()
        && !rest.contains(is_unfit)
        && rest.matches('#').count() <= 1
        && rest.split('%').skip(1).all(is_escape)
        && port.chars().all(|sign| sign.is_ascii_digit())
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Actual => "Actual",
        Status::Exercise => "Exercise",
        Status::System => "System",
        Status::Test => "Test",
        Status::Draft => "Draft",
    }
}

const fn message_type(kind: MessageType) -> &'static str {
    match kind {
        MessageType::Alert => "Alert",
        MessageType::Update => "Update",
        MessageType::Cancel => "Cancel",
        MessageType::Ack => "Ack",
        MessageType::Error => "Error",
    }
}

const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Public => "Public",
        Scope::Restricted => "Restricted",
        Scope::Private => "Private",
    }
}
