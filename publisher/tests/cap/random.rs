//! Laws over notices that nobody wrote.

use diya::domain::notice::{Area, Info, MessageType, Named, Notice, Scope, Status};
use diya::domain::time::{INDIA, Instant, UtcOffset};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use publisher::cap::{Imported, export, import};

use crate::xmllint;

/// Texts with markup, quotes, line breaks and letters of two scripts, without spaces at the ends.
fn text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 <>&\"'\\]\r\n\tअ-ह₹।é]{0,24}".prop_map(|text| text.trim().to_owned())
}

fn instant() -> impl Strategy<Value = Instant> {
    (0_i64..4_000_000_000).prop_map(Instant::from_unix_seconds)
}

fn one_of(values: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(values).prop_map(str::to_owned)
}

fn named() -> impl Strategy<Value = Vec<Named>> {
    vec((text(), text()).prop_map(|(value_name, value)| Named { value_name, value }), 0..3)
}

fn area() -> impl Strategy<Value = Area> {
    (text(), named()).prop_map(|(area_desc, geocode)| Area { area_desc, geocode })
}

fn info() -> impl Strategy<Value = Info> {
    let words = (text(), text(), text(), text(), text(), text());
    let codes = (
        one_of(&["hi-IN", "en-IN", "en-US", "ta"]),
        vec(one_of(&["Infra", "Met", "CBRNE", "Other"]), 1..3),
        one_of(&["Immediate", "Expected", "Future", "Past", "Unknown"]),
        one_of(&["Extreme", "Severe", "Moderate", "Minor", "Unknown"]),
        one_of(&["Observed", "Likely", "Possible", "Unlikely", "Unknown"]),
        one_of(&["", "https://utility.example/n?a=1&b=2#c", "tel:1912", "https://utility.example/सूचना%20"]),
    );
    let times = (of(instant()), of(instant()), of(instant()));
    (words, codes, times, named(), vec(area(), 0..3)).prop_map(|(words, codes, times, parameter, area)| {
        let (event, sender_name, headline, description, instruction, contact) = words;
        let (language, category, urgency, severity, certainty, web) = codes;
        let (effective, onset, expires) = times;
        Info {
            language,
            category,
            event,
            urgency,
            severity,
            certainty,
            effective,
            onset,
            expires,
            sender_name,
            headline,
            description,
            instruction,
            web,
            contact,
            parameter,
            area,
        }
    })
}

fn notice() -> impl Strategy<Value = Notice> {
    let names = ("[A-Za-z0-9@.:-]{1,12}", "[A-Za-z0-9@.:-]{1,12}", instant());
    let kinds = (
        select(&[Status::Actual, Status::Exercise, Status::System, Status::Test, Status::Draft][..]),
        select(
            &[MessageType::Alert, MessageType::Update, MessageType::Cancel, MessageType::Ack, MessageType::Error][..],
        ),
        select(&[Scope::Public, Scope::Restricted, Scope::Private][..]),
    );
    let references =
        one_of(&["", "a@b,N1,2024-10-29T17:00:00+05:30", "a,1,2024-10-29T17:00:00+05:30 b,2,2024-10-29T17:00:00Z"]);
    (names, kinds, references, vec(info(), 0..3)).prop_map(|(names, kinds, references, info)| {
        let (identifier, sender, sent) = names;
        let (status, msg_type, scope) = kinds;
        Notice { identifier, sender, sent, status, msg_type, scope, references, info }
    })
}

proptest! {
    #![proptest_config(Config { cases: 128, ..Config::default() })]

    #[test]
    fn export_and_import_give_the_notice_back(notice in notice(), minutes in -1439_i32..=1439) {
        let xml = export(&notice, UtcOffset::try_from(minutes).expect("in range"));
        prop_assert_eq!(import(xml.as_bytes()), Ok(vec![Imported { notice, left_out: vec![] }]));
    }

    #[test]
    fn no_bytes_make_the_import_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = import(&bytes);
    }

    #[test]
    fn no_change_of_one_byte_makes_the_import_panic(at in 0_usize..600, byte in any::<u8>()) {
        let mut bytes = super::refused::VALID.as_bytes().to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = import(&bytes);
    }
}

/// What no importer would let in, but a bulletin written by hand can hold.
fn hostile(text: &str) -> Notice {
    let own = |value: &str| Named { value_name: value.into(), value: value.into() };
    Notice {
        identifier: text.into(),
        sender: text.into(),
        sent: Instant::from_unix_seconds(1_730_377_800),
        status: Status::Actual,
        msg_type: MessageType::Alert,
        scope: Scope::Public,
        references: text.into(),
        info: vec![Info {
            language: text.into(),
            category: vec![],
            event: text.into(),
            urgency: text.into(),
            severity: text.into(),
            certainty: text.into(),
            effective: None,
            onset: None,
            expires: None,
            sender_name: text.into(),
            headline: text.into(),
            description: text.into(),
            instruction: text.into(),
            web: text.into(),
            contact: text.into(),
            parameter: vec![own(text)],
            area: vec![Area { area_desc: text.into(), geocode: vec![own(text)] }],
        }],
    }
}

#[test]
fn xmllint_finds_random_and_hostile_exports_valid() {
    let schema = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/cap/CAP-v1.2.xsd");
    if !schema.is_file() {
        println!("skipped: {} is not here", schema.display());
        return;
    }
    let mut runner = TestRunner::deterministic();
    let mut notices: Vec<_> = (0..64).map(|_| notice().new_tree(&mut runner).expect("a notice").current()).collect();
    let hostiles = [
        "]]>",
        "</alert>",
        "<!--",
        "&amp;&x;",
        "\0\u{1b}\u{7f}\u{fffe}\u{ffff}\u{85}",
        "",
        " ",
        "javascript:alert(1)",
        "http://[",
        "https://a b",
        "http://%zz",
        "mailto:",
        "::",
        "http://a:b:c/",
        "https://x/#a#b",
        "http://ह/",
        "http://host:port/",
        "http:\\\\x",
        "tel:+91 612",
        "a:b{c}",
    ];
    notices.extend(hostiles.iter().map(|text| hostile(text)));
    let scratch = xmllint::scratch("exported-random");
    let files: Vec<_> = (0..notices.len()).map(|number| scratch.join(format!("{number}.xml"))).collect();
    for (file, notice) in files.iter().zip(&notices) {
        std::fs::write(file, export(notice, INDIA)).expect("written");
    }
    assert_eq!(xmllint::complaints(Some(&schema), &files).unwrap_or_default(), "");
}

#[test]
fn times_are_written_with_a_numeric_offset_and_never_z() {
    let notice = hostile("x");
    let sent = |minutes: i32| {
        let xml = export(&notice, UtcOffset::try_from(minutes).expect("in range"));
        xml.lines().find(|line| line.starts_with("<sent>")).expect("sent").to_owned()
    };
    assert_eq!(sent(330), "<sent>2024-10-31T18:00:00+05:30</sent>");
    assert_eq!(sent(0), "<sent>2024-10-31T12:30:00-00:00</sent>");
}
