//! Documents that are refused, and the words in which they are.

use publisher::cap::{MAX_BYTES, import};
use rstest::rstest;

/// A valid alert of the utility, one element a line.
pub const VALID: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>N1</identifier>
<sender>ops@utility</sender>
<sent>2024-10-29T17:00:00+05:30</sent>
<status>Actual</status>
<msgType>Alert</msgType>
<scope>Public</scope>
<info>
<category>Infra</category>
<event>Outage</event>
<urgency>Immediate</urgency>
<severity>Minor</severity>
<certainty>Observed</certainty>
<expires>2024-10-30T17:00:00+05:30</expires>
<area><areaDesc>Patna</areaDesc></area>
</info>
</alert>
"#;

#[test]
fn an_absent_text_is_empty_and_an_absent_language_is_american_english() {
    let imported = import(VALID.as_bytes()).expect("valid");
    let info = &imported[0].notice.info[0];
    assert_eq!((info.headline.as_str(), info.description.as_str(), info.language.as_str()), ("", "", "en-US"));
    assert!(imported[0].left_out.is_empty());
}

#[rstest]
#[case(
    "urn:oasis:names:tc:emergency:cap:1.2",
    "urn:oasis:names:tc:emergency:cap:1.1",
    "line 2: alert is of the namespace 'urn:oasis:names:tc:emergency:cap:1.1', not of CAP 1.2"
)]
#[case(" xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"", "", "line 2: alert is of the namespace '', not of CAP 1.2")]
#[case("<scope>Public</scope>\n", "", "line 2: alert has no scope, or not in CAP's order")]
#[case("<certainty>Observed</certainty>\n", "", "line 9: info has no certainty, or not in CAP's order")]
#[case("<category>Infra</category>\n", "", "line 9: info has no category, or not in CAP's order")]
#[case("<areaDesc>Patna</areaDesc>", "", "line 16: area has no areaDesc, or not in CAP's order")]
#[case("<urgency>Immediate<", "<urgency>Now<", "line 12: urgency is 'Now', which CAP does not know")]
#[case("<status>Actual<", "<status>actual<", "line 6: status is 'actual', which CAP does not know")]
#[case("<category>Infra<", "<category>Power<", "line 10: category is 'Power', which CAP does not know")]
#[case(
    "<sent>2024-10-29T17:00:00+05:30<",
    "<sent>2024-10-29T11:30:00Z<",
    "line 5: sent is '2024-10-29T11:30:00Z', not a time with a numeric offset like 2024-10-31T18:00:00+05:30"
)]
#[case(
    "<expires>2024-10-30T17:00:00+05:30<",
    "<expires>2024-10-30T17:00:00<",
    "line 15: expires is '2024-10-30T17:00:00', not a time with a numeric offset like 2024-10-31T18:00:00+05:30"
)]
#[case(
    "<expires>2024-10-30T17:00:00+05:30<",
    "<expires>2024-10-30T17:00:00.5+05:30<",
    "line 15: expires is '2024-10-30T17:00:00.5+05:30', not a time with a numeric offset like 2024-10-31T18:00:00+05:30"
)]
#[case(
    "<identifier>N1<",
    "<identifier>N 1<",
    "line 3: identifier is 'N 1'; it must not be empty nor hold spaces, commas, < or &"
)]
#[case(
    "<sender>ops@utility<",
    "<sender><",
    "line 4: sender is ''; it must not be empty nor hold spaces, commas, < or &"
)]
#[case("</scope>", "</scope><references>N0</references>", "line 8: the reference 'N0' is not sender,identifier,sent")]
#[case(
    "<event>Outage</event>",
    "<event>Outage</event><event>Again</event>",
    "line 11: info cannot have a second event here"
)]
#[case("<event>Outage</event>", "<event>Out<b>age</b></event>", "line 11: event cannot have b here")]
#[case(
    "<event>Outage</event>",
    "<event>Outage</event>and more",
    "line 11: info cannot have text between its elements here"
)]
#[case("<event>", "<event kind='x'>", "line 11: event cannot have the attribute kind here")]
#[case("<event>Outage</event>", "<happening>Outage</happening>", "line 11: info cannot have happening here")]
#[case(
    "<msgType>Alert</msgType>\n<scope>Public</scope>",
    "<scope>Public</scope>\n<msgType>Alert</msgType>",
    "line 2: alert has no msgType, or not in CAP's order"
)]
#[case(
    "<identifier>",
    "<!-- --><identifer>",
    "line 3: not well-formed XML: expected 'identifer' tag, not 'identifier' at 3:22"
)]
#[case("encoding=\"UTF-8\"", "encoding=\"UTF-16\"", "the encoding UTF-16 is not read; convert the document to UTF-8")]
#[case(
    "<alert ",
    "<!DOCTYPE alert>\n<alert ",
    "line 2: a document type declaration (DOCTYPE); CAP has none, and no entity is ever read"
)]
#[case("Outage", "&outage;", "line 11: not well-formed XML: unknown entity reference 'outage' at 11:8")]
fn a_fault_is_named_with_its_element_and_line(#[case] part: &str, #[case] instead: &str, #[case] reason: &str) {
    assert!(VALID.contains(part), "{part}");
    let fault = import(VALID.replacen(part, instead, 1).as_bytes()).expect_err("refused");
    assert_eq!(fault.to_string(), reason);
}

#[test]
fn a_feed_that_only_links_to_alerts_is_refused() {
    let feed =
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://e.example/1.cap"/></entry></feed>"#;
    assert_eq!(
        import(feed.as_bytes()).expect_err("refused").to_string(),
        "no CAP 1.2 alert in it; the document element is feed"
    );
}

#[test]
fn half_a_feed_is_not_taken_for_the_whole() {
    let alert = VALID.split_once('\n').expect("lines").1;
    let feed = |second: &str| format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{alert}{second}</feed>");
    assert_eq!(import(feed(alert).as_bytes()).expect("valid").len(), 2);
    assert!(import(feed(&alert.replace("Public", "Everybody")).as_bytes()).is_err());
}

#[test]
fn what_a_notice_has_no_place_for_is_listed() {
    let rich = VALID
        .replace("<scope>", "<source>desk</source><scope>")
        .replace("</areaDesc>", "</areaDesc><polygon>1,2 3,4 5,6 1,2</polygon><polygon>1,2 3,4 5,6 1,2</polygon>")
        .replace("</alert>", "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/></alert>");
    let imported = import(rich.as_bytes()).expect("valid");
    let left: Vec<_> = imported[0].left_out.iter().map(ToString::to_string).collect();
    assert_eq!(left, ["source", "polygon ×2", "Signature (not verified)"]);
}

#[test]
fn what_is_no_xml_at_all_is_refused_and_never_a_panic() {
    for bytes in [&b""[..], b"<", b"\xff\xfe", b"<?xml", b"<?xml encoding=", b"<a>\xe9</a>", b"{}", "<अ/>".as_bytes()]
    {
        assert!(import(bytes).is_err(), "{bytes:?}");
    }
    assert!(import(&vec![b'<'; MAX_BYTES]).is_err());
    let deep = "<a>".repeat(200_000) + &"</a>".repeat(200_000);
    assert!(import(deep.as_bytes()).is_err(), "depth is no way to the end of the stack");
}

#[test]
fn a_text_cut_off_anywhere_is_refused_and_never_a_panic() {
    for end in 0..VALID.trim_end().len() {
        assert!(import(&VALID.as_bytes()[..end]).is_err(), "{end}");
    }
}
