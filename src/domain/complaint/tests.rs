//! The outbox with several tabs, a disk and a server, in any order of events.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::contract::json;
use crate::domain::identity::ConsumerNumber;
use crate::domain::recharge::IdempotencyKey;
use crate::domain::time::Instant;

fn at(seconds: i64) -> Instant {
    Instant::from_unix_seconds(1_730_000_000 + seconds)
}

fn key(number: u32) -> IdempotencyKey {
    let mut bytes = [0; 16];
    bytes[12..].copy_from_slice(&number.to_be_bytes());
    IdempotencyKey::from_random(bytes)
}

fn whose(person: u8) -> ConsumerNumber {
    ConsumerNumber::try_from(format!("10234567{}", person % 10)).expect("nine digits")
}

fn complaint(number: u32, person: u8) -> Complaint {
    Complaint {
        key: key(number),
        consumer_number: whose(person),
        topic: ComplaintTopic::RechargeMissing,
        text: ComplaintText::try_from(format!("₹500, {number}")).expect("words"),
        written_at: at(i64::from(number)),
        refused: None,
        docket: None,
    }
}

fn docket(number: u32) -> Docket {
    Docket {
        docket: DocketNumber::try_from(format!("SB-{number}")).expect("a number"),
        received_at: at(i64::from(number)),
        answer_by: at(i64::from(number)) + TimeDelta::days(7),
    }
}

fn rank(complaint: &Complaint) -> u8 {
    match (complaint.refused, &complaint.docket) {
        (None, None) => 0,
        (Some(_), None) => 1,
        (_, Some(_)) => 2,
    }
}

fn all(outbox: &Outbox) -> &[Complaint] {
    &outbox.0
}

#[test]
fn an_outbox_written_and_read_is_the_same() {
    let mut outbox = Outbox::default();
    for number in 0..4 {
        outbox.write(complaint(number, 1)).expect("room");
    }
    outbox.answer(&key(1), Ok(docket(1)));
    outbox.answer(&key(2), Err(Refusal::TooLong));
    outbox.answer(&key(3), Err(Refusal::NotAccepted));
    let text = serde_json::to_string(&outbox).expect("writes");
    assert_eq!(serde_json::from_str::<Outbox>(&text).expect("reads"), outbox);
    assert_eq!(json::read::<Outbox>(text.as_bytes()).expect("reads"), outbox);
}

#[test]
fn what_was_sent_never_goes_back() {
    let mut outbox = Outbox::default();
    outbox.write(complaint(1, 1)).expect("room");
    let stale = outbox.clone();
    outbox.answer(&key(1), Ok(docket(5)));
    for later in [Err(Refusal::NotAccepted), Ok(docket(6))] {
        outbox.answer(&key(1), later);
        assert_eq!(all(&outbox)[0].docket, Some(docket(5)));
    }
    assert_eq!(stale.clone().merged(outbox.clone()), outbox);
    assert_eq!(outbox.clone().merged(stale), outbox);
    assert_eq!(outbox.next(&whose(1)), None);
}

#[test]
fn an_answer_to_nothing_that_is_known_changes_nothing() {
    let mut outbox = Outbox::default();
    outbox.answer(&key(9), Ok(docket(9)));
    assert_eq!(outbox, Outbox::default());
}

#[test]
fn only_its_own_person_is_told_of_a_complaint_and_has_it_sent() {
    let mut outbox = Outbox::default();
    outbox.write(complaint(1, 1)).expect("room");
    assert_eq!(outbox.next(&whose(2)), None);
    assert_eq!(outbox.of(&whose(2)).count(), 0);
    assert_eq!(outbox.next(&whose(1)).map(|next| &next.key), Some(&key(1)));
}

#[test]
fn the_oldest_that_were_answered_leave_first_and_one_that_waits_never() {
    let mut outbox = Outbox::default();
    for number in 0..20 {
        outbox.write(complaint(number, 1)).expect("room");
    }
    assert_eq!(outbox.write(complaint(20, 1)), Err(Full));
    assert_eq!(outbox.of(&whose(1)).count(), 20, "nothing was written");
    outbox.write(complaint(21, 2)).expect("another person is not kept out");
    outbox.answer(&key(3), Ok(docket(1)));
    outbox.answer(&key(7), Ok(docket(2)));
    outbox.write(complaint(22, 1)).expect("one was answered");
    let kept: Vec<_> = all(&outbox).iter().map(|complaint| complaint.key.clone()).collect();
    assert!(!kept.contains(&key(3)) && !kept.contains(&key(7)) && kept.contains(&key(0)), "{kept:?}");
}

/// What happens to a complaint in the world.
#[derive(Clone, Debug)]
enum Happening {
    Write {
        tab: usize,
        person: u8,
    },
    Keep {
        tab: usize,
    },
    /// A tab sends the next one of a person; `lost`: the answer does not arrive.
    Send {
        tab: usize,
        person: u8,
        lost: bool,
        refused: bool,
    },
    Reload {
        tab: usize,
    },
    Hear {
        tab: usize,
        from: usize,
    },
}

fn happening() -> impl Strategy<Value = Happening> {
    let (tab, person) = (0..3_usize, 0..2_u8);
    prop_oneof![
        3 => (tab.clone(), person.clone()).prop_map(|(tab, person)| Happening::Write { tab, person }),
        2 => tab.clone().prop_map(|tab| Happening::Keep { tab }),
        4 => (tab.clone(), person, any::<bool>(), prop::bool::weighted(0.1))
            .prop_map(|(tab, person, lost, refused)| Happening::Send { tab, person, lost, refused }),
        1 => tab.clone().prop_map(|tab| Happening::Reload { tab }),
        1 => (tab.clone(), tab).prop_map(|(tab, from)| Happening::Hear { tab, from }),
    ]
}

type Answer = Result<Docket, Refusal>;

/// The utility's books: the first answer to a key is the answer for ever.
#[derive(Default)]
struct Server {
    answers: BTreeMap<String, (ConsumerNumber, Answer)>,
    filed: u32,
}

impl Server {
    fn post(&mut self, complaint: &Complaint, session: &ConsumerNumber, refused: bool) -> Answer {
        assert_eq!(complaint.consumer_number, *session, "never under another person's session");
        let filed = &mut self.filed;
        let answer = self.answers.entry(complaint.key.as_str().to_owned()).or_insert_with(|| {
            *filed += u32::from(!refused);
            let answer = if refused { Err(Refusal::NotAccepted) } else { Ok(docket(1_000 + *filed)) };
            (session.clone(), answer)
        });
        answer.1.clone()
    }
}

/// Three tabs and their disk.
#[derive(Default)]
struct Device {
    tabs: [Outbox; 3],
    disk: Outbox,
    /// How far each has come that is on the disk.
    ranks: BTreeMap<String, u8>,
}

impl Device {
    /// A tab writes down what it knows, and learns what the others wrote.
    fn keep(&mut self, tab: usize) {
        self.disk = core::mem::take(&mut self.disk).merged(self.tabs[tab].clone());
        self.tabs[tab] = core::mem::take(&mut self.tabs[tab]).merged(self.disk.clone());
        let before = core::mem::take(&mut self.ranks);
        for complaint in all(&self.disk) {
            let (name, now) = (complaint.key.as_str().to_owned(), rank(complaint));
            assert!(before.get(&name).is_none_or(|before| *before <= now), "{name} went back");
            self.ranks.insert(name, now);
        }
    }
}

proptest! {
    #[test]
    fn in_any_order_of_events_each_is_filed_once_and_none_that_waits_is_lost(
        happenings in prop::collection::vec(happening(), 0..120),
    ) {
        let (mut device, mut server) = (Device::default(), Server::default());
        let mut written: BTreeSet<String> = BTreeSet::new();
        let mut number = 0;
        for happening in happenings {
            match happening {
                Happening::Write { tab, person } => {
                    number += 1;
                    if device.tabs[tab].write(complaint(number, person)).is_ok() {
                        // It counts as written once it is on disk.
                        device.keep(tab);
                        written.insert(key(number).as_str().to_owned());
                    }
                }
                Happening::Keep { tab } => device.keep(tab),
                Happening::Send { tab, person, lost, refused } => {
                    device.keep(tab);
                    let Some(next) = device.tabs[tab].next(&whose(person)).cloned() else { continue };
                    let answer = server.post(&next, &whose(person), refused);
                    if !lost {
                        device.tabs[tab].answer(&next.key, answer);
                        device.keep(tab);
                    }
                }
                Happening::Reload { tab } => device.tabs[tab] = Outbox::default().merged(device.disk.clone()),
                Happening::Hear { tab, from } => {
                    let said = device.tabs[from].clone();
                    device.tabs[tab] = core::mem::take(&mut device.tabs[tab]).merged(said);
                }
            }
            for outbox in device.tabs.iter().chain([&device.disk]) {
                for complaint in all(outbox) {
                    if let Some(docket) = &complaint.docket {
                        let told = server.answers.get(complaint.key.as_str()).map(|(_, answer)| answer.clone());
                        prop_assert_eq!(told, Some(Ok(docket.clone())), "the server's one docket");
                    }
                }
                let over = all(outbox).iter().filter(|complaint| !complaint.is_waiting()).count();
                prop_assert!(over == 0 || all(outbox).len() <= Outbox::KEPT);
                for person in 0..2 {
                    prop_assert!(outbox.of(&whose(person)).is_sorted_by_key(|complaint| complaint.written_at));
                }
            }
            // What is not on disk any more was answered.
            for gone in written.iter().filter(|name| !device.ranks.contains_key(*name)) {
                prop_assert!(server.answers.contains_key(gone), "{gone} left unsent");
            }
        }
    }

    #[test]
    fn tabs_agree_whoever_learns_from_whom(
        ours in prop::collection::vec((0..8_u32, 0..8_u8), 0..8),
        theirs in prop::collection::vec((0..8_u32, 0..8_u8), 0..8),
    ) {
        let made = |entries: &[(u32, u8)]| {
            let known = |number: u32, kind: u8| Complaint {
                refused: (kind & 1 != 0).then_some(Refusal::TooLong),
                docket: (kind & 2 != 0).then(|| docket(u32::from(kind))),
                ..complaint(number, 1)
            };
            entries.iter().fold(Outbox::default(), |outbox, (number, kind)| {
                outbox.merged(Outbox::from_complaints(vec![known(*number, *kind)]))
            })
        };
        let (ours, theirs) = (made(&ours), made(&theirs));
        let joined = ours.clone().merged(theirs.clone());
        prop_assert_eq!(&theirs.merged(ours), &joined);
        prop_assert_eq!(&joined.clone().merged(joined.clone()), &joined);
    }

    #[test]
    fn what_cannot_be_read_is_no_outbox(text in ".{0,200}") {
        // Whatever it is, it does not panic; what is read can be written again.
        if let Ok(outbox) = json::read::<Outbox>(text.as_bytes()) {
            prop_assert!(serde_json::to_string(&outbox).is_ok());
        }
    }
}
