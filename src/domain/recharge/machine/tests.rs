//! Single steps. That they add up to the promises is shown by exhaustive exploration in `tests/model`.

use super::super::OrderState;
use super::super::entry::tests::{key, number};
use super::super::order::tests::{at, order};
use super::super::phase::Phase;
use super::*;

const POLICY: Policy = Policy { key_lifetime: TimeDelta::hours(24) };

/// A tab with its journal.
#[derive(Clone, Default)]
struct Tab(Journal);

impl Tab {
    fn take(&mut self, event: Event, now: Instant) -> Vec<Command> {
        let (journal, commands) = step(core::mem::take(&mut self.0), event, now, &POLICY);
        self.0 = journal;
        commands
    }

    fn consent(&mut self, fill: u8, despite: Option<u8>, now: Instant) -> Vec<Command> {
        self.take(Event::Consent(wish(fill, despite)), now)
    }

    /// Consents with a list that is fresh, and stops when the request has left.
    fn send(&mut self, fill: u8, now: Instant) {
        self.take(Event::Listed(listing(vec![], now)), now);
        assert_eq!(self.consent(fill, None, now), [Command::Keep(key(fill))]);
        assert_eq!(self.take(Event::Kept(key(fill)), now), [Command::Send(key(fill))]);
    }

    fn phase(&self, fill: u8, now: Instant) -> Option<Phase> {
        self.0.entry(&key(fill)).map(|entry| entry.phase(now))
    }
}

fn wish(fill: u8, despite: Option<u8>) -> Wish {
    let despite = despite.map(key);
    Wish { key: key(fill), consumer_number: number(), amount: Paise::rupees(500), despite, guest: false }
}

fn listing(orders: Vec<Order>, now: Instant) -> Listing {
    let orders = orders.into_iter().zip(100..).map(|(order, name)| (order, key(name))).collect();
    Listing { consumer_number: number(), orders, whole_since: Some(now - LIST_SPAN) }
}

fn waiting() -> Order {
    order(OrderState::AwaitingPayment)
}

#[test]
fn the_list_is_asked_for_before_the_first_order() {
    let mut tab = Tab::default();
    assert_eq!(tab.consent(1, None, at(0)), [Command::Note, Command::List(at(0) - LIST_SPAN)]);
    assert_eq!(tab.phase(1, at(0)), Some(Phase::Planned), "nothing was sent");
    let commands = tab.take(Event::Listed(listing(vec![], at(1))), at(1));
    assert_eq!(commands, [Command::Note, Command::Keep(key(1))]);
    assert_eq!(tab.phase(1, at(1)), Some(Phase::Unanswered), "on disk it stands as perhaps sent");
    assert_eq!(tab.take(Event::Kept(key(1)), at(1)), [Command::Send(key(1))]);
}

#[test]
fn what_another_device_ordered_is_told_before_it_is_ordered_again() {
    let mut tab = Tab::default();
    tab.consent(1, None, at(0));
    let commands = tab.take(Event::Listed(listing(vec![waiting()], at(1))), at(1));
    assert_eq!(commands, [Command::Note, Command::TellOpen(key(100))]);
    assert_eq!(tab.0.entry(&key(1)).map(|entry| &entry.stage), Some(&Stage::Withdrawn));
}

#[test]
fn without_a_list_nothing_is_sent_and_the_wish_is_kept() {
    let mut tab = Tab::default();
    tab.consent(1, None, at(0));
    assert_eq!(tab.take(Event::Unlisted, at(9)), [Command::Note, Command::TellKept(key(1))]);
    assert_eq!(tab.phase(1, at(9)), Some(Phase::Planned));
    assert!(!tab.0.is_starting());
    let commands = tab.take(Event::Resume(key(1), None), at(3_600));
    assert_eq!(commands, [Command::Note, Command::List(at(3_600) - LIST_SPAN)]);
}

#[test]
fn a_second_tap_finds_the_first() {
    let mut tab = Tab::default();
    tab.consent(1, None, at(0));
    assert_eq!(tab.consent(2, None, at(0)), [Command::TellOpen(key(1))]);
    assert_eq!(tab.0.entries().len(), 1);
    let mut later = Tab::default();
    later.send(3, at(0));
    assert_eq!(later.consent(4, None, at(1)), [Command::TellOpen(key(3))]);
}

#[test]
fn a_second_recharge_needs_a_consent_that_names_the_open_one() {
    let mut tab = Tab::default();
    tab.send(1, at(0));
    tab.take(Event::Ordered(key(1), waiting()), at(1));
    assert_eq!(tab.consent(2, None, at(60)), [Command::TellOpen(key(1))]);
    assert_eq!(tab.consent(2, Some(9), at(60)), [Command::TellOpen(key(1))]);
    assert_eq!(tab.consent(2, Some(1), at(60)), [Command::Keep(key(2))]);
    let entry = tab.0.entry(&key(2)).expect("recorded");
    assert_eq!((entry.despite.as_ref(), entry.knowing.len()), (Some(&key(1)), 1));
    assert_eq!(tab.take(Event::Kept(key(2)), at(61)), [Command::Send(key(2))]);
}

#[test]
fn of_two_tabs_that_write_at_once_the_second_gives_way() {
    let mut one = Tab::default();
    one.take(Event::Listed(listing(vec![], at(0))), at(0));
    let mut two = one.clone();
    one.consent(1, None, at(0));
    two.consent(2, None, at(0));
    // The disk takes the first one's journal, then the second one's joined with it.
    two.0 = two.0.merged(one.0.to_keep());
    assert_eq!(one.take(Event::Kept(key(1)), at(1)), [Command::Send(key(1))]);
    assert_eq!(two.take(Event::Kept(key(2)), at(1)), [Command::Note, Command::TellOpen(key(1))]);
    assert_eq!(two.phase(2, at(1)), Some(Phase::Refused));
}

#[test]
fn a_lost_answer_is_found_by_the_same_request_and_later_by_asking() {
    let mut tab = Tab::default();
    tab.send(1, at(0));
    assert_eq!(tab.take(Event::Unanswered(key(1)), at(8)), []);
    assert_eq!(tab.phase(1, at(8)), Some(Phase::Unanswered));
    assert_eq!(tab.take(Event::Resume(key(1), None), at(60)), [Command::Send(key(1))]);
    tab.take(Event::Unanswered(key(1)), at(68));
    let late = at(23 * 3_600);
    assert_eq!(tab.take(Event::Resume(key(1), None), late), [Command::List(at(0) - SENT_MARGIN)]);
    tab.take(Event::Listed(listing(vec![], late)), late);
    assert_eq!(tab.phase(1, late), Some(Phase::Unanswered), "its request may still arrive");
    let dead = at(24 * 3_600);
    tab.take(Event::Listed(listing(vec![], dead)), dead);
    assert_eq!(tab.phase(1, dead), Some(Phase::Refused));
}

#[test]
fn a_list_that_may_have_left_some_out_proves_nothing() {
    let mut tab = Tab::default();
    tab.send(1, at(0));
    tab.take(Event::Unanswered(key(1)), at(8));
    let dead = at(25 * 3_600);
    tab.take(Event::Listed(Listing { whole_since: None, ..listing(vec![], dead) }), dead);
    tab.take(Event::Listed(Listing { whole_since: Some(at(60)), ..listing(vec![], dead) }), dead);
    assert_eq!(tab.phase(1, dead), Some(Phase::Unanswered));
}

#[test]
fn a_server_that_knows_more_is_asked_what() {
    let mut tab = Tab::default();
    tab.send(1, at(0));
    let commands = tab.take(Event::Overtaken(key(1)), at(1));
    assert_eq!(commands, [Command::Note, Command::List(at(1) - LIST_SPAN)]);
    assert_eq!(tab.phase(1, at(1)), Some(Phase::Refused));
}

#[test]
fn the_portal_by_itself_only_asks() {
    let mut tab = Tab::default();
    tab.take(Event::Plan(wish(1, None)), at(0));
    tab.send(2, at(10));
    tab.take(Event::Unanswered(key(2)), at(18));
    for minute in 0..3_000 {
        for event in [Event::Woke, Event::Returned] {
            let commands = tab.take(event, at(minute * 60));
            assert!(
                !commands.iter().any(|command| matches!(command, Command::Send(_) | Command::Keep(_))),
                "{commands:?}"
            );
        }
    }
    assert_eq!(tab.phase(1, at(0)), Some(Phase::Planned));
}

#[test]
fn what_is_due_is_noted_before_it_is_asked_for() {
    let mut tab = Tab::default();
    tab.send(1, at(0));
    tab.take(Event::Ordered(key(1), waiting()), at(1));
    assert_eq!(tab.take(Event::Woke, at(89)), []);
    assert_eq!(tab.take(Event::Woke, at(90)), [Command::Note, Command::Ask(waiting().id)]);
    assert_eq!(tab.take(Event::Woke, at(91)), []);
    assert_eq!(tab.take(Event::Returned, at(91)), [], "a moment ago it was asked for");
    assert_eq!(tab.take(Event::Returned, at(130)), [Command::Note, Command::Ask(waiting().id)]);
    assert_eq!(tab.take(Event::Ask(waiting().id), at(131)), [Command::Ask(waiting().id)], "a person may always ask");
}

#[test]
fn a_guest_has_no_list_and_leaves_nothing_behind() {
    let mut tab = Tab::default();
    let wish = Wish { guest: true, ..wish(1, None) };
    assert_eq!(tab.take(Event::Consent(wish), at(0)), [Command::Keep(key(1))]);
    assert_eq!(tab.0.to_keep().entries(), []);
    assert_eq!(tab.take(Event::Kept(key(1)), at(0)), [Command::Send(key(1))]);
}

#[test]
fn a_refusal_after_an_order_is_not_believed() {
    let mut tab = Tab::default();
    tab.send(1, at(0));
    tab.take(Event::Ordered(key(1), waiting()), at(1));
    tab.take(Event::Refused(key(1)), at(2));
    assert_eq!(tab.phase(1, at(2)), Some(Phase::Payable));
}

#[test]
fn what_was_withdrawn_is_not_sent_and_what_was_sent_is_not_withdrawn() {
    let mut tab = Tab::default();
    tab.take(Event::Plan(wish(1, None)), at(0));
    tab.take(Event::Withdraw(key(1)), at(1));
    assert_eq!(tab.take(Event::Resume(key(1), None), at(2)), []);
    tab.send(2, at(3));
    tab.take(Event::Withdraw(key(2)), at(4));
    assert_eq!(tab.phase(2, at(4)), Some(Phase::Unanswered));
}

// What the exploration in `tests/model` found.

#[test]
fn money_that_the_list_brings_news_of_is_told_before_a_second_order() {
    let mut tab = Tab::default();
    tab.send(1, at(0));
    tab.take(Event::Ordered(key(1), waiting()), at(1));
    // It was told as failed when that was final; then it was no longer open.
    let late = at(4 * 86_400);
    tab.take(Event::Told(order(OrderState::Failed)), late);
    assert_eq!(tab.phase(1, late), Some(Phase::Over));
    tab.consent(2, None, late);
    let commands = tab.take(Event::Listed(listing(vec![order(OrderState::Credited)], late)), late);
    assert_eq!(commands, [Command::Note, Command::TellOpen(key(1))]);
    assert_eq!(tab.consent(3, None, late), [Command::Keep(key(3))], "now the person knows");
}

#[test]
fn a_planned_wish_is_as_old_as_its_request() {
    let mut tab = Tab::default();
    tab.take(Event::Plan(wish(1, None)), at(0));
    let later = at(3 * 86_400);
    tab.take(Event::Listed(listing(vec![], later)), later);
    assert_eq!(tab.take(Event::Resume(key(1), None), later), [Command::Keep(key(1))]);
    assert_eq!(tab.take(Event::Kept(key(1)), later), [Command::Send(key(1))]);
    tab.take(Event::Unanswered(key(1)), later);
    tab.take(Event::Listed(listing(vec![], later)), later);
    assert_eq!(tab.phase(1, later), Some(Phase::Unanswered), "its request may still arrive");
    assert_eq!(tab.take(Event::Resume(key(1), None), later), [Command::Send(key(1))]);
}

#[test]
fn the_disk_learns_the_request_as_it_was_sent() {
    let mut tab = Tab::default();
    tab.send(1, at(0));
    tab.take(Event::Ordered(key(1), waiting()), at(1));
    tab.take(Event::Plan(wish(2, None)), at(2));
    let planned = tab.0.to_keep();
    tab.take(Event::Resume(key(2), Some(key(1))), at(60));
    let disk = planned.merged(tab.0.to_keep());
    assert_eq!(disk.entry(&key(2)), tab.0.entry(&key(2)), "its age and what it names");
}

#[test]
fn of_two_wishes_written_at_once_none_is_sent_again_beside_the_other() {
    let mut one = Tab::default();
    one.send(1, at(0));
    let mut two = Tab::default();
    two.take(Event::Listed(listing(vec![], at(0))), at(0));
    two.consent(2, None, at(0));
    // The second tab dies before it gives way.
    one.0 = one.0.merged(two.0.to_keep());
    one.take(Event::Unanswered(key(1)), at(8));
    assert_eq!(one.take(Event::Resume(key(2), None), at(60)), [Command::List(at(0) - SENT_MARGIN)]);
}

#[test]
fn a_refusal_of_the_second_request_says_nothing_of_the_first() {
    for refusal in [Event::Refused(key(1)), Event::Overtaken(key(1))] {
        let mut tab = Tab::default();
        tab.send(1, at(0));
        tab.take(Event::Unanswered(key(1)), at(8));
        assert_eq!(tab.take(Event::Resume(key(1), None), at(60)), [Command::Send(key(1))]);
        tab.take(refusal, at(61));
        assert_eq!(tab.phase(1, at(61)), Some(Phase::Unanswered));
    }
}

#[test]
fn a_tab_that_was_frozen_before_it_sent_sends_nothing() {
    let mut tab = Tab::default();
    tab.take(Event::Listed(listing(vec![], at(0))), at(0));
    tab.consent(1, None, at(0));
    assert_eq!(tab.take(Event::Kept(key(1)), at(90_000)), [Command::List(at(0) - SENT_MARGIN)]);
    assert!(!tab.0.is_starting());
}

#[test]
fn a_wish_that_another_tab_has_sent_is_not_begun_again() {
    let mut one = Tab::default();
    one.take(Event::Plan(wish(1, None)), at(0));
    let mut two = one.clone();
    two.take(Event::Resume(key(1), None), at(1));
    one.take(Event::Listed(listing(vec![], at(1))), at(1));
    one.take(Event::Resume(key(1), None), at(1));
    one.take(Event::Kept(key(1)), at(1));
    one.take(Event::Ordered(key(1), order(OrderState::Paid)), at(2));
    two.0 = two.0.merged(one.0.to_keep());
    let commands = two.take(Event::Listed(listing(vec![], at(3))), at(3));
    assert_eq!(commands, [Command::Note, Command::TellOpen(key(1))]);
    assert_eq!(two.phase(1, at(3)), Some(Phase::Paid));
}

#[test]
fn a_wish_that_gave_way_is_not_sent_when_the_other_has_arrived() {
    let mut tab = Tab::default();
    tab.send(1, at(0));
    let mut two = Tab::default();
    two.take(Event::Listed(listing(vec![], at(0))), at(0));
    two.consent(2, None, at(0));
    tab.0 = tab.0.merged(two.0.to_keep());
    tab.take(Event::Ordered(key(1), order(OrderState::Credited)), at(9));
    assert_eq!(tab.take(Event::Resume(key(2), None), at(60)), [Command::List(at(0) - SENT_MARGIN)]);
}

#[test]
fn one_order_under_two_names_becomes_one_entry() {
    let mut one = Tab::default();
    one.send(1, at(-5));
    let mut two = Tab::default();
    two.take(Event::Listed(listing(vec![order(OrderState::Paid)], at(1))), at(1));
    // The disk knows the wish without its order, and the order under the name that the other tab gave it.
    let disk = one.0.to_keep().merged(two.0.to_keep());
    one.take(Event::Ordered(key(1), waiting()), at(2));
    for merged in [disk.clone().merged(one.0.to_keep()), one.0.merged(disk)] {
        assert_eq!(merged.entries().len(), 1);
        assert_eq!(merged.entry(&key(1)).map(|entry| entry.phase(at(2))), Some(Phase::Paid));
    }
}

proptest::proptest! {
    /// Whatever happens in whatever order: no panic, no wish lost, no key sent that was not written down first, and no
    /// wish is sent without a person.
    #[test]
    fn no_order_of_events_breaks_the_promises(steps in proptest::collection::vec((0_u8..12, 1_u8..4, 0_i64..90_000), 0..60)) {
        let (mut tab, mut now, mut kept) = (Tab::default(), at(0), Vec::new());
        for (kind, fill, wait) in steps {
            now = now + TimeDelta::seconds(wait);
            let told = |state| Order { state_since: now, ..order(state) };
            let event = match kind {
                0 => Event::Consent(wish(fill, None)),
                1 => Event::Consent(wish(fill, Some(fill % 3 + 1))),
                2 => Event::Resume(key(fill), None),
                3 => Event::Kept(key(fill)),
                4 => Event::Ordered(key(fill), Order { id: format!("r-{fill}").try_into().expect("fits"), ..told(OrderState::AwaitingPayment) }),
                5 => Event::Refused(key(fill)),
                6 => Event::Unanswered(key(fill)),
                7 => Event::Listed(listing(vec![told(OrderState::Paid)], now)),
                8 => Event::Unlisted,
                9 => Event::Told(told(OrderState::Failed)),
                10 => Event::Overtaken(key(fill)),
                _ => Event::Woke,
            };
            let before = tab.0.clone();
            for command in tab.take(event, now) {
                match command {
                    Command::Keep(key) => kept.push(key),
                    Command::Send(key) => {
                        proptest::prop_assert!(kept.contains(&key), "sent before it was written down");
                        proptest::prop_assert!(tab.0.entry(&key).is_some_and(|entry| entry.stage == Stage::Intended));
                    }
                    _ => {}
                }
            }
            for entry in before.entries() {
                // Of two names of one order one goes.
                let united = entry.order().and_then(|order| tab.0.entry_of(&order.id));
                let after = tab.0.entry(&entry.key).or(united);
                proptest::prop_assert!(after.is_some(), "a wish was lost");
                if let (Some(before), Some(after)) = (entry.order(), after.and_then(Entry::order)) {
                    proptest::prop_assert!(!before.state.is_money() || after.state.is_money(), "money was forgotten");
                }
            }
        }
    }
}
