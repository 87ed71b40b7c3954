//! What becomes of a state when all is well from now on: the network delivers, the payment network settles, the person
//! opens the portal and asks. Promises about the end are checked so, from every state, by carrying that out.

use core::cell::RefCell;

use diya::domain::recharge::{Command, Entry, Event, OrderState, Phase, Stage, step};

use crate::client::{listed, records_since, wish};
use crate::moment::Moment;
use crate::names::{key, order_id, order_number};
use crate::recharge::Recharge;
use crate::world::{Task, World};

/// How it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Every charge is shown as credited or reversed, in every tab.
    pub ends: bool,
    /// Nothing waits for ever, and the person may begin anew.
    pub exits: bool,
}

thread_local! {
    static LATEST: RefCell<Option<(World, Verdict)>> = const { RefCell::new(None) };
}

/// How it ends from here. A state in which something is under way is judged by those that follow when it has arrived:
/// they are states of the model too.
pub fn verdict(model: &Recharge, world: &World) -> Verdict {
    if world.tabs.iter().any(|tab| !tab.jobs.is_empty() || tab.noted.is_some()) {
        return Verdict { ends: true, exits: true };
    }
    LATEST.with_borrow_mut(|latest| match latest {
        Some((of, verdict)) if of == world => *verdict,
        _ => {
            let verdict = look(model, world);
            *latest = Some((world.clone(), verdict));
            verdict
        }
    })
}

fn look(model: &Recharge, world: &World) -> Verdict {
    let mut world = world.clone();
    world.posts.clear();
    let mut quiet = finish(model, &mut world);
    settle(&mut world);
    let since = (world.now.instant() - diya::domain::recharge::LIST_SPAN).unix_seconds();
    // Twice: what one tab finds out, another learns.
    for tab in (0..world.tabs.len()).chain(0..world.tabs.len()) {
        model.refresh(&mut world, tab);
        quiet &= finish(model, &mut world);
        let entries = world.tabs[tab].journal.journal().entries();
        let unanswered: Vec<_> = entries.iter().filter(|entry| entry.stage == Stage::Intended).collect();
        for entry in unanswered {
            model.happen(&mut world, tab, Event::Resume(entry.key.clone(), None));
            quiet &= finish(model, &mut world);
        }
        let entries = world.tabs[tab].journal.journal().entries();
        for order in entries.iter().filter_map(Entry::order) {
            model.happen(&mut world, tab, Event::Ask(order.id.clone()));
            quiet &= finish(model, &mut world);
        }
    }
    let now = world.now.instant();
    let charged = || world.server.orders.iter().enumerate().filter(|(_, record)| record.charged);
    let ends = (0..world.tabs.len()).all(|tab| {
        let journal = world.tabs[tab].journal.journal();
        charged().all(|(order, record)| match journal.entry_of(&order_id(order)) {
            Some(entry) => ends_well(entry.phase(now)),
            // An order that is older than the list and of which this device lost all trace stands in the ledger.
            None => record.made.instant().unix_seconds() < since,
        })
    });
    let exits = quiet
        && world.tabs.iter().all(|tab| {
            let journal = tab.journal.journal();
            let waits = |entry: &Entry| {
                matches!(entry.phase(now), Phase::Unanswered | Phase::Payable | Phase::Lapsed | Phase::MayStillTurn)
            };
            let begins = step(journal.clone(), Event::Consent(wish(key(0x7f), None)), now, &model.policy()).1;
            !journal.is_starting()
                && !journal.entries().iter().any(waits)
                && !begins.iter().any(|command| matches!(command, Command::TellOpen(_)))
        });
    Verdict { ends, exits }
}

const fn ends_well(phase: Phase) -> bool {
    // Told both ways, it is shown with both words and whom to ask.
    matches!(phase, Phase::Credited | Phase::Done | Phase::Reversed)
}

/// Everything that is under way comes to its end, on the straight way.
fn finish(model: &Recharge, world: &mut World) -> bool {
    for tab in 0..world.tabs.len() {
        let mut patience = 40;
        while let Some(task) = world.tabs[tab].jobs.first().and_then(|job| job.tasks.first()).cloned() {
            match task {
                Task::Keep(..) => model.write(world, tab, 0),
                Task::Send(_, None) => match world.posts.pop() {
                    Some(post) => model.serve(world, post, false),
                    // What was under way is lost; the tab gives up.
                    None => model.time_out(world, tab, 0),
                },
                Task::List(_, None) | Task::Ask(_, None) => model.answer(world, tab, 0),
                _ => model.arrive(world, tab, 0),
            }
            patience -= 1;
            if patience == 0 {
                return false;
            }
        }
        if world.tabs[tab].noted.is_some() {
            model.note(world, tab);
        }
    }
    true
}

fn settle(world: &mut World) {
    let written = world.tabs.iter().flat_map(|tab| tab.journal.journal().entries()).map(|entry| entry.intended_at);
    let latest = (0..=world.now.0).rev().map(Moment).find(|moment| written.clone().any(|at| at == moment.instant()));
    let made = world.server.orders.iter().map(|record| record.made).max();
    if let Some(latest) = latest.max(made) {
        world.now = world.now.when_final(latest);
    }
    for record in &mut world.server.orders {
        if !record.is_settled() {
            record.state = if record.charged { OrderState::Credited } else { OrderState::Expired };
            record.since = world.now;
        }
    }
}

/// Whether each charge can be seen: as an entry, or once the server's list is read.
pub fn is_recoverable(model: &Recharge, world: &World) -> bool {
    let now = world.now.instant();
    let since = (now - diya::domain::recharge::LIST_SPAN).unix_seconds();
    let charged = || world.server.orders.iter().enumerate().filter(|(_, record)| record.charged);
    charged().all(|(order, record)| {
        let shown = |entry: &Entry| !matches!(entry.phase(now), Phase::Planned | Phase::Refused | Phase::Over);
        (0..world.tabs.len()).all(|tab| {
            let journal = world.tabs[tab].journal.journal();
            let known = journal.entry_of(&order_id(order)).or_else(|| journal.entry(&key(record.key)));
            known.is_some_and(shown) || record.made.instant().unix_seconds() < since || {
                let listing = listed(tab, since, &records_since(world, since));
                let (after, _) = step(journal.clone(), listing, now, &model.policy());
                after
                    .entries()
                    .iter()
                    .any(|entry| entry.order().is_some_and(|known| order_number(&known.id) == order) && shown(entry))
            }
        })
    })
}
