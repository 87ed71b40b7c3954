//! Updates and cancels, however they arrive.

use diya::domain::account::Account;
use diya::domain::notice::{MessageType, Notice, in_force};
use diya::domain::time::INDIA;
use proptest::prelude::*;
use publisher::cap::{export, import};

/// The `number`-th notice of a chain, read from XML, which does `kind` to the ones it names.
fn link(number: u32, kind: MessageType, named: &[u32]) -> Notice {
    let sent = |number: u32| format!("2024-11-{:02}T10:00:00+05:30", number + 1);
    let mut notice = import(super::refused::VALID.as_bytes()).expect("valid").remove(0).notice;
    notice.identifier = format!("N{number}");
    notice.sent = diya::domain::time::Instant::parse(&sent(number)).expect("a time");
    notice.msg_type = kind;
    let reference = |number: &u32| format!("ops@utility,N{number},{}", sent(*number));
    notice.references = named.iter().map(reference).collect::<Vec<_>>().join(" ");
    // Through the wire and back: the references must name the notices in XML's spelling of time, too.
    import(export(&notice, INDIA).as_bytes()).expect("our own export").remove(0).notice
}

fn standing(notices: &[Notice]) -> Vec<&str> {
    in_force(notices).into_iter().map(|notice| notice.identifier.as_str()).collect()
}

use MessageType::{Ack, Alert, Cancel, Error, Update};

#[test]
fn of_a_chain_of_three_the_last_stands() {
    assert_eq!(standing(&[link(1, Alert, &[]), link(2, Update, &[1]), link(3, Update, &[2])]), ["N3"]);
}

#[test]
fn the_cancel_of_an_update_does_not_bring_the_first_back() {
    assert!(standing(&[link(1, Alert, &[]), link(2, Update, &[1]), link(3, Cancel, &[2])]).is_empty());
}

#[test]
fn an_update_that_names_only_the_first_of_two_leaves_the_second() {
    assert_eq!(standing(&[link(1, Alert, &[]), link(2, Alert, &[]), link(3, Update, &[1])]), ["N3", "N2"]);
}

#[test]
fn an_update_that_skips_one_leaves_it_standing_beside_itself() {
    // CAP 1.2 §3.2.1: what is not referenced is not superseded, and the page must not guess that it was meant.
    assert_eq!(standing(&[link(1, Alert, &[]), link(2, Update, &[1]), link(3, Update, &[1])]), ["N3", "N2"]);
}

#[test]
fn one_update_can_replace_several() {
    assert_eq!(standing(&[link(1, Alert, &[]), link(2, Alert, &[]), link(3, Update, &[1, 2])]), ["N3"]);
}

#[test]
fn an_update_of_what_never_arrived_stands() {
    assert_eq!(standing(&[link(3, Update, &[2])]), ["N3"]);
}

#[test]
fn an_alert_that_has_references_replaces_nothing_and_acks_and_errors_are_not_shown() {
    let notices = [link(1, Alert, &[]), link(2, Alert, &[1]), link(3, Ack, &[1]), link(4, Error, &[2])];
    assert_eq!(standing(&notices), ["N2", "N1"]);
}

#[test]
fn the_same_identifier_of_another_sender_is_another_notice() {
    let other = Notice { sender: "somebody@else".into(), ..link(1, Alert, &[]) };
    assert_eq!(standing(&[other, link(1, Alert, &[]), link(2, Cancel, &[1])]), ["N1"]);
}

#[test]
fn a_reference_with_another_time_of_sending_replaces_nothing() {
    let cancel = Notice { references: "ops@utility,N1,2024-11-02T10:00:01+05:30".into(), ..link(2, Cancel, &[]) };
    assert_eq!(standing(&[link(1, Alert, &[]), cancel]), ["N1"]);
}

fn account(discom: &str, division: &str) -> Account {
    serde_json::from_value(serde_json::json!({
        "consumer_number": "102345678", "masked_name": "S•••••", "category": "DS-II", "sanctioned_load_w": 2000,
        "discom": discom, "division": division, "arrears": 0, "supply": "connected",
    }))
    .expect("an account")
}

#[test]
fn a_notice_for_another_area_does_not_concern_the_account() {
    let with_area = |geocode: &str| {
        let xml = super::refused::VALID.replace("</areaDesc>", &format!("</areaDesc>{geocode}"));
        import(xml.as_bytes()).expect("valid").remove(0).notice
    };
    let code =
        |name: &str, value: &str| format!("<geocode><valueName>{name}</valueName><value>{value}</value></geocode>");
    let here = account("SBPDCL", "patna-central");
    assert!(with_area(&code("discom", "SBPDCL")).concerns(&here));
    assert!(with_area(&code("division", "Patna-Central")).concerns(&here));
    assert!(!with_area(&code("discom", "NBPDCL")).concerns(&here));
    assert!(!with_area(&code("SAME", "SBPDCL")).concerns(&here), "a code of another system says nothing");
    assert!(with_area(&(code("discom", "NBPDCL") + &code("division", "patna-central"))).concerns(&here));
    assert!(with_area("").concerns(&here), "an area without codes is for everybody to read");
}

/// A family of notices with branches, a cancel and an end that is known.
fn family() -> Vec<Notice> {
    vec![
        link(1, Alert, &[]),
        link(2, Update, &[1]),
        link(3, Update, &[2]),
        link(4, Alert, &[]),
        link(5, Cancel, &[4]),
        link(6, Alert, &[]),
        link(7, Alert, &[]),
        link(8, Update, &[6]),
    ]
}

proptest! {
    #[test]
    fn the_order_of_arrival_and_repetition_change_nothing(
        order in Just((0..16_usize).collect::<Vec<_>>()).prop_shuffle(),
        twice in 0..=8_usize,
    ) {
        let family = family();
        let arrived: Vec<_> = order.into_iter().filter(|place| *place < 8 + twice).map(|place| family[place % 8].clone()).collect();
        prop_assert_eq!(standing(&arrived), ["N8", "N7", "N3"]);
    }
}
